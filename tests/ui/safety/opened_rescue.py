"""A diary that cannot be read in full, with a copy of an earlier state, and what helps it."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.language import load_language
from diary.domain.refusal import Reason
from diary.journal.rescue_options import RescueOptions
from diary.paths import backup_folder, resources
from diary.storage.backups.backup import make_backup
from diary.storage.diary_file import open_file
from diary.storage.health import check
from diary.storage.key import Key
from diary.storage.store import Store
from diary.ui.safety.rescue import RescueDialog
from tests.factory import NOW, TODAY, Clock, a_day, a_journal
from tests.journal.damage import PAGE

LATER = NOW + timedelta(minutes=3)


def write_diary(path: Path, *, copied: bool = True, key: Key | None = None) -> None:
    """Forty days; with a copy of it from before the last two were logged."""
    days = [a_day(ago, stress=ago % 11, notes={"note": f"day {ago}"}) for ago in range(2, 40)]
    a_journal(path, days=days, key=key).close()
    if copied:
        make_backup(path, backup_folder(path), NOW - timedelta(days=1), key=key)
    journal = a_journal(path, Clock(NOW + timedelta(minutes=1)), key=key)
    journal.answer(TODAY, "stress", 7)
    journal.set_note(TODAY - timedelta(days=1), "note", "newer than the copy")
    journal.close()


def spoil(path: Path) -> bytes:
    """Lose the first page; returns what the file is then."""
    path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])
    return path.read_bytes()


def lose_notes(path: Path, key: Key) -> bytes:
    """Lose the first page of the notes of an encrypted diary; returns what the file is then."""
    with closing(open_file(path, read_only=True, key=key)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'note'").fetchone()
    content = path.read_bytes()
    path.write_bytes(content[: (root - 1) * PAGE] + bytes(PAGE) + content[root * PAGE :])
    return path.read_bytes()


def rescue_options(
    path: Path,
    clock: Callable[[], datetime] | None = None,
    key: Key | None = None,
    *,
    is_held: bool = False,
) -> RescueOptions:
    """What helps the diary at `path`."""
    return RescueOptions(
        path,
        backup_folder(path),
        load_catalogue(resources()),
        load_atlas(resources()),
        clock or Clock(LATER),
        key,
        is_held=is_held,
    )


def open_dialog(
    path: Path,
    qtbot: QtBot,
    language: str = "en",
    reason: Reason = Reason.FILE_DAMAGED,
    key: Key | None = None,
) -> RescueDialog:
    """The page, when it has looked at the copies."""
    dialog = RescueDialog(rescue_options(path, key=key), reason, load_language(language, resources()))
    qtbot.addWidget(dialog)
    dialog.show()
    settle(dialog, qtbot)
    return dialog


def settle(dialog: RescueDialog, qtbot: QtBot) -> None:
    """Wait until nothing is being done."""
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=20_000)


def value(path: Path, ago: int, item: str, key: Key | None = None) -> float | None:
    """One answer in a sound diary."""
    check(path, key)
    with Store(path, read_only=True, key=key) as store:
        day = store.day(TODAY - timedelta(days=ago))
        return None if day is None else day.value(item)
