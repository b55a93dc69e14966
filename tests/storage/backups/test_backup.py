"""Copies are whole and proven, older ones make room only for a proven one, and a restore can be undone."""

import os
import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from diary.domain.refusal import Reason, Refusal
from diary.storage.backups import duplicate as module
from diary.storage.backups.backup import (
    back_up_if_changed,
    back_up_if_due,
    make_backup,
    restore,
)
from diary.storage.backups.backup_files import Backup, list_backups
from diary.storage.diary_file import open_file
from diary.storage.health import check
from diary.storage.version import SCHEMA_VERSION, history_triggers
from tests.factory import NOW, TODAY, a_day, a_journal

DAY = timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "my.diary"
    a_journal(path, days=[a_day(ago, stress=ago, notes={"note": f"day {ago}"}) for ago in range(5)]).close()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "copies"


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".sha256")


def _write(path: Path, stress: int, ago: int = 0) -> None:
    journal = a_journal(path)
    journal.answer(TODAY - ago * DAY, "stress", stress)
    journal.close()


def _stress(path: Path) -> float | None:
    journal = a_journal(path)
    try:
        return journal.day(TODAY).value("stress")
    finally:
        journal.close()


def _damage(path: Path) -> bytes:
    content = path.read_bytes()
    spoiled = content[:8192] + bytes(4096) + content[12288:]
    path.write_bytes(spoiled)
    return spoiled


def test_a_copy_is_whole_private_and_named_after_its_moment(path: Path, folder: Path) -> None:
    before = os.umask(0)
    try:
        made = make_backup(path, folder, NOW)
    finally:
        os.umask(before)
    assert _names(folder) == ["my 2026-11-22 21.04.diary"]
    assert made.path == folder / "my 2026-11-22 21.04.diary"
    assert (made.days, made.last_day, made.sound) == (5, TODAY, True)
    assert f"{made.made_at:%Y-%m-%d %H:%M}" == "2026-11-22 21:04"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert check(made.path).answers == check(path).answers


def test_a_copy_never_takes_the_place_of_another(path: Path, folder: Path) -> None:
    for stress in range(3):
        _write(path, stress + 6)
        make_backup(path, folder, NOW)
    assert _names(folder) == [f"my 2026-11-22 21.04{again}.diary" for again in (" (2)", " (3)", "")]
    assert [copy.path.name[19:] for copy in list_backups(folder)] == [" (3).diary", " (2).diary", ".diary"]
    assert [_stress(copy.path) for copy in list_backups(folder)] == [8, 7, 6]


def test_copies_are_listed_newest_first_and_other_files_are_not(path: Path, folder: Path) -> None:
    for ago in (3, 1, 2):
        make_backup(path, folder, NOW - ago * DAY)
    for name in ("letter.txt", "other.diary", "my 2026-13-45 99.99.diary", "my 2026-11-20 21.04 damaged.diary"):
        (folder / name).write_bytes(b"x")
    assert [NOW.date() - copy.made_at.date() for copy in list_backups(folder)] == [DAY, 2 * DAY, 3 * DAY]
    assert list_backups(folder, "another") == ()
    assert list_backups(folder / "nowhere") == ()


def test_a_copy_that_went_bad_is_said_to_be_bad(path: Path, folder: Path) -> None:
    _damage(make_backup(path, folder, NOW).path)
    assert [(copy.sound, copy.days, copy.last_day) for copy in list_backups(folder)] == [(False, 0, None)]


def test_a_damaged_diary_is_not_copied_and_no_older_copy_goes(path: Path, folder: Path) -> None:
    make_backup(path, folder, NOW - DAY)
    before = _names(folder)
    spoiled = _damage(path)
    with pytest.raises(Refusal) as refused:
        make_backup(path, folder, NOW)
    assert refused.value.reason is Reason.FILE_DAMAGED
    assert refused.value.facts["path"] == path
    assert _names(folder) == before
    assert path.read_bytes() == spoiled


def test_a_diary_whose_words_cannot_be_read_is_not_copied(path: Path, folder: Path) -> None:
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("DROP TRIGGER note_update")
    connection.execute("UPDATE note SET text = CAST(X'C328' AS TEXT)")
    connection.execute(history_triggers(SCHEMA_VERSION)["note_update"])
    connection.close()
    with pytest.raises(Refusal) as refused:
        make_backup(path, folder, NOW)
    assert (refused.value.reason, refused.value.facts["path"]) == (Reason.FILE_DAMAGED, path)
    assert _names(folder) == []


def test_copies_thin_out_to_days_weeks_and_months(path: Path, folder: Path) -> None:
    for ago in (*range(300, 70, -9), *range(70, 14, -3), *range(14, 0, -1)):
        when = NOW - ago * DAY
        folder.mkdir(exist_ok=True)
        (folder / f"my {when:%Y-%m-%d %H.%M}.diary").write_bytes(path.read_bytes())
    make_backup(path, folder, NOW)
    kept = [copy.made_at.date() for copy in list_backups(folder)]
    assert kept[:12] == [TODAY - ago * DAY for ago in range(12)]
    weeks = {day.isocalendar()[:2] for day in kept}
    months = {(day.year, day.month) for day in kept}
    assert {(TODAY - 7 * ago * DAY).isocalendar()[:2] for ago in range(10)} <= weeks
    assert len(months) == 9
    assert 12 < len(kept) <= 12 + 10 + 9
    for ago in range(1, 8):  # later days change nothing about what is months old
        make_backup(path, folder, NOW + ago * DAY)
    assert len(list_backups(folder)) <= 12 + 10 + 9 + 1


def test_every_copy_of_the_last_two_days_stays(path: Path, folder: Path) -> None:
    for minutes in range(20):
        make_backup(path, folder, NOW - timedelta(minutes=minutes))
    assert len(list_backups(folder)) == 20


def test_a_bad_copy_counts_for_nothing_and_stays(path: Path, folder: Path) -> None:
    for ago in range(20, 0, -1):
        _damage(make_backup(path, folder, NOW - ago * DAY).path)
    make_backup(path, folder, NOW)
    copies = list_backups(folder)
    assert [copy.sound for copy in copies] == [True] + [False] * 20


def test_copies_of_another_diary_are_left_alone(path: Path, folder: Path) -> None:
    folder.mkdir()
    for ago in range(40, 0, -1):
        (folder / f"yours {NOW - ago * DAY:%Y-%m-%d %H.%M}.diary").write_bytes(path.read_bytes())
    make_backup(path, folder, NOW)
    assert len(list_backups(folder, "yours")) == 40


def test_a_copy_that_differs_from_the_diary_is_not_kept(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup(path, folder, NOW - DAY)
    real = module.column_sums

    def forgetful(connection: Any, where: Path) -> dict[str, tuple[float, ...]]:  # noqa: ANN401
        found = real(connection, where)
        return found if where == path else found | {"answer": (0.0, *found["answer"][1:])}

    monkeypatch.setattr(module, "column_sums", forgetful)
    with pytest.raises(Refusal) as refused:
        make_backup(path, folder, NOW)
    assert refused.value.reason is Reason.DISK_ERROR
    assert _names(folder) == ["my 2026-11-21 21.04.diary"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE answer SET value = value + 1 WHERE day = '2026-11-22'",
        "UPDATE answer SET typed_at = typed_at - 1 WHERE day = '2026-11-22'",
        "UPDATE note SET text = text || '.' WHERE day = '2026-11-22'",
    ],
)
def test_a_copy_in_which_one_value_differs_is_not_kept(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    real = open_file

    def spoilt(where: Path, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        if where != path:
            connection = driver.connect(str(where), isolation_level=None)
            assert connection.execute(change).rowcount == 1
            connection.close()
        return real(where, *arguments, **named)

    monkeypatch.setattr(module, "open_file", spoilt)
    with pytest.raises(Refusal) as refused:
        make_backup(path, folder, NOW)
    assert refused.value.reason is Reason.DISK_ERROR
    assert _names(folder) == []


def test_what_is_written_while_it_is_copied_is_in_the_copy(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = module.column_sums
    calls = []

    def busy(connection: Any, where: Path) -> dict[str, tuple[float, ...]]:  # noqa: ANN401
        found = real(connection, where)
        calls.append(where)
        if len(calls) == 1:
            _write(path, 9)
        return found

    monkeypatch.setattr(module, "column_sums", busy)
    assert _stress(make_backup(path, folder, NOW).path) == 9


def test_what_an_interrupted_copy_left_is_taken_away(path: Path, folder: Path) -> None:
    folder.mkdir()
    old, young = folder / ".my.1.copy", folder / ".my.2.copy-journal"
    for draft in (old, young):
        draft.write_bytes(b"half")
    os.utime(old, (0, 0))
    make_backup(path, folder, datetime.fromtimestamp(young.stat().st_mtime, NOW.tzinfo))
    assert not old.exists()
    assert young.exists()


def test_the_window_makes_one_copy_a_day_and_only_of_something_new(path: Path, folder: Path) -> None:
    journal = a_journal(path)
    made = []
    for hours, write in ((0, True), (1, True), (24, False), (25, True), (49, False)):
        if write:
            journal.answer(TODAY, "stress", hours % 11)
        made.append(back_up_if_due(path, folder, NOW + timedelta(hours=hours)) is not None)
    journal.close()
    assert made == [True, False, True, False, True]


def test_nothing_new_needs_no_copy(path: Path, folder: Path) -> None:
    assert back_up_if_changed(path, folder, NOW) is not None
    assert back_up_if_due(path, folder, NOW + 3 * DAY) is None
    journal = a_journal(path)
    journal.set_profile("name", "Anna")
    assert back_up_if_changed(path, folder, NOW) is not None
    journal.answer(TODAY, "stress", 7)
    assert back_up_if_changed(path, folder, NOW) is not None
    journal.history.undo()
    assert back_up_if_changed(path, folder, NOW) is not None
    assert back_up_if_changed(path, folder, NOW) is None
    journal.close()


def test_an_empty_diary_needs_no_copy(tmp_path: Path, folder: Path) -> None:
    a_journal(tmp_path / "new.diary").close()
    assert back_up_if_due(tmp_path / "new.diary", folder, NOW) is None
    assert not folder.exists()


def test_a_bad_copy_of_today_is_followed_by_a_good_one(path: Path, folder: Path) -> None:
    _damage(make_backup(path, folder, NOW).path)
    made = back_up_if_due(path, folder, NOW + timedelta(minutes=5))
    assert made is not None
    assert [copy.sound for copy in list_backups(folder)] == [True, False]


def _restored(path: Path, folder: Path) -> tuple[Backup, Path | None]:
    made = make_backup(path, folder, NOW - DAY)
    _write(path, 9)
    return made, restore(made.path, path, folder, NOW)


def test_a_copy_is_put_back_and_that_can_be_undone(path: Path, folder: Path) -> None:
    _, kept = _restored(path, folder)
    assert _stress(path) == 0
    assert kept is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    restore(kept, path, folder, NOW)
    assert _stress(path) == 9
    assert sorted(path.parent.iterdir()) == [folder, path]


def test_a_copy_is_put_back_where_the_disk_has_another_clock(path: Path, folder: Path) -> None:
    """What is being put back looks hours or years old there."""
    made = make_backup(path, folder, NOW)
    _write(path, 9)
    restore(made.path, path, folder, NOW.replace(year=2199))
    assert _stress(path) == 0


def test_a_diary_that_is_gone_is_put_back(path: Path, folder: Path) -> None:
    made = make_backup(path, folder, NOW)
    path.unlink()
    assert restore(made.path, path, folder, NOW) is None
    assert _stress(path) == 0


def test_a_damaged_diary_is_kept_as_it_is(path: Path, folder: Path) -> None:
    made = make_backup(path, folder, NOW - DAY)
    spoiled = _damage(path)
    kept = restore(made.path, path, folder, NOW)
    assert kept == folder / "my 2026-11-22 21.04 damaged.diary"
    assert kept.read_bytes() == spoiled
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert _stress(path) == 0
    assert len(list_backups(folder)) == 1


def test_the_journal_of_a_damaged_diary_goes_with_it(path: Path, folder: Path) -> None:
    made = make_backup(path, folder, NOW - DAY)
    path.write_bytes(b"")
    journal = path.with_name("my.diary-journal")
    journal.write_bytes(b"half a change")
    kept = restore(made.path, path, folder, NOW)
    assert kept is not None
    aside = kept.with_name(kept.name + "-journal")
    assert aside.read_bytes() == b"half a change"
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert not journal.exists()
    assert check(path).days == 5


def test_a_journal_without_its_diary_cannot_spoil_what_is_put_back(path: Path, folder: Path) -> None:
    made = make_backup(path, folder, NOW)
    path.rename(path.with_name("my.diary-journal"))
    restore(made.path, path, folder, NOW)
    assert check(path).days == 5


@pytest.mark.parametrize("what", ["damaged", "letter", "missing"])
def test_what_is_no_sound_copy_is_never_put_back(path: Path, folder: Path, what: str) -> None:
    made = make_backup(path, folder, NOW).path
    if what == "damaged":
        _damage(made)
    elif what == "letter":
        made.write_text("Dear all")
    else:
        made.unlink()
    before, names = path.read_bytes(), _names(folder)
    with pytest.raises(Refusal):
        restore(made, path, folder, NOW)
    assert path.read_bytes() == before
    assert _names(folder) == names


def test_another_kind_of_file_is_never_replaced(path: Path, folder: Path) -> None:
    made = make_backup(path, folder, NOW).path
    letter = path.with_name("letter.txt")
    letter.write_text("Dear all")
    with pytest.raises(Refusal) as refused:
        restore(made, letter, folder, NOW)
    assert refused.value.reason is Reason.FILE_NOT_A_DIARY
    assert letter.read_text() == "Dear all"


def test_an_old_copy_that_is_put_back_may_be_thinned_meanwhile(path: Path, folder: Path) -> None:
    oldest = make_backup(path, folder, NOW - 900 * DAY).path
    for ago in range(40, 0, -1):
        (folder / f"my {NOW - ago * 20 * DAY:%Y-%m-%d %H.%M}.diary").write_bytes(oldest.read_bytes())
    _write(path, 9)
    restore(oldest, path, folder, NOW)
    assert not oldest.exists()
    assert _stress(path) == 0


def test_a_backup_is_found_whatever_the_name_of_the_diary_is(path: Path, folder: Path) -> None:
    odd = path.rename(path.with_name("two\nlines (1) \U0001f642.diary"))
    made = make_backup(odd, folder, NOW)
    assert [found.path for found in list_backups(folder, odd.stem)] == [made.path]


@pytest.mark.parametrize("is_link", [True, False])
def test_what_has_the_name_of_the_folder_for_backups_is_named_and_stays(
    path: Path, folder: Path, is_link: bool
) -> None:
    if is_link:
        folder.symlink_to(folder.parent / "nowhere")
    else:
        folder.write_text("mine", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        make_backup(path, folder, NOW)
    assert (refused.value.reason, refused.value.facts["path"]) == (Reason.NOT_A_FOLDER, folder)
    assert folder.is_symlink() if is_link else folder.read_text(encoding="utf-8") == "mine"
