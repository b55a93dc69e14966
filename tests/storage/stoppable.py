"""What the program does with a diary, one thing at a time, in processes that a test may stop half-way.

`python -m tests.storage.stoppable` reads lines `VERB<tab>ARGUMENTS...`, answers each with the number of a child
that waits, lets it begin at the next line, and answers with what it said; one that was killed says nothing.
"""

import gc
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

from diary.app import open_window, run
from diary.cli.world import World
from diary.content.catalogue import load_catalogue
from diary.domain.day import Answer, AnswerSource
from diary.domain.refusal import Refusal
from diary.journal.merge import DiarySnapshot, merge_copy
from diary.paths import resources
from diary.storage.backups.backup import make_backup, restore
from diary.storage.backups.migration import migrate_file
from diary.storage.backups.passphrase import change_key
from diary.storage.diary_file import create_file
from diary.storage.key import Key
from diary.storage.store import Store, preload_writer
from tests.factory import ZONE, a_key
from tests.storage.later_schema import later_migrations

DAY = date(2026, 11, 22)
NO_KEY = "--"
NOW = datetime(2026, 11, 22, 20, 4, tzinfo=UTC)
AT_HOME = NOW.astimezone(ZoneInfo(ZONE))
PRELOADED = (
    "concurrent.futures.thread",
    "diary.cli.backup_commands",
    "diary.cli.main",
    "diary.journal.rescue",
    "diary.storage.schema",
    "encodings.ascii",
)
"""Imported once, instead of in each child."""


def save(path: Path, stress: float, letters: int, key: Key | None = None) -> str:
    """Store two answers and a note of so many letters as one change.

    `saved` when it is said to be on disk; else the reason and what is stored when it is read back.
    """
    try:
        with Store(path, key=key) as store:
            try:
                with store.change("save", NOW) as change:
                    change.keep_day(DAY, "Europe/Amsterdam")
                    change.put_answer(DAY, "stress", Answer(stress, NOW, AnswerSource.TYPED))
                    change.put_answer(DAY, "fatigue", Answer(stress, NOW, AnswerSource.TYPED))
                    change.put_note(DAY, "note", f"{stress:g} " + "x" * letters)
            except Refusal as refusal:
                day = store.day(DAY)
                return f"{refusal.reason} {None if day is None else day.value('stress')}"
    except Refusal as refusal:
        return f"{refusal.reason} closed"
    return "saved"


def _save(path: str, stress: str, letters: str, key: str = NO_KEY) -> str:
    return save(Path(path), float(stress), int(letters), _key(key))


def _create(path: str) -> str:
    create_file(Path(path))
    return "made"


def _back_up(path: str, folder: str) -> str:
    return make_backup(Path(path), Path(folder), NOW).path.name


def _restore(copy: str, path: str, folder: str) -> str:
    return str(restore(Path(copy), Path(path), Path(folder), NOW))


def _rekey(path: str, folder: str, old: str, new: str) -> str:
    change_key(Path(path), Path(folder), NOW, _key(old), _key(new))
    return "changed"


def _merge(path: str, other: str) -> str:
    with Store(Path(path)) as store, Store(Path(other), read_only=True) as copy:
        merging, _period = merge_copy(store, DiarySnapshot.of(copy), load_catalogue(resources()), NOW, keep=True)
        return f"merged {len(merging.entries)}"


def _migrate(path: str, folder: str, to: str = "later") -> str:
    migrate_file(Path(path), Path(folder), NOW, migrations=later_migrations() if to == "later" else None)
    return "migrated"


def _forget(path: str) -> str:
    with Store(Path(path)) as store:
        return f"forgot {store.forget_before(NOW + timedelta(days=1))}"


def _forget_item(path: str, item: str) -> str:
    with Store(Path(path)) as store:
        store.forget_item(item)
        return "forgot"


def _salvage(path: str, new: str) -> str:
    world = World(lambda: AT_HOME, ZONE, resources(), "en", open_window)
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        return f"salvaged {run(['salvage', path, new], world)}"


def _key(letters: str) -> Key | None:
    """The letters of `tests.factory.a_key`."""
    return None if letters == NO_KEY else a_key(*letters)


VERBS: dict[str, Callable[..., str]] = {
    "save": _save,
    "create": _create,
    "backup": _back_up,
    "restore": _restore,
    "rekey": _rekey,
    "merge": _merge,
    "migrate": _migrate,
    "forget": _forget,
    "forget_item": _forget_item,
    "salvage": _salvage,
}


def main() -> None:
    """Do what is asked until there is nothing more to read."""
    preload_writer()
    for name in PRELOADED:
        import_module(name)
    gc.freeze()  # a child that collects garbage would copy all of it
    for line in sys.stdin:
        verb, *arguments = line.rstrip("\n").split("\t")
        go_read, go_write = os.pipe()
        said_read, said_write = os.pipe()
        child = os.fork()
        if child == 0:
            os.read(go_read, 1)
            try:
                said = VERBS[verb](*arguments)
            except Refusal as refusal:
                said = str(refusal.reason)
            os.write(said_write, said.encode())
            os._exit(0)
        os.close(said_write)
        _answer(str(child))
        sys.stdin.readline()
        os.write(go_write, b"g")
        os.waitpid(child, 0)
        _answer(os.read(said_read, 1000).decode())
        for handle in (go_read, go_write, said_read):
            os.close(handle)


def _answer(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
