"""A second place for backups: filled when it is there, thinned by the same rule, calmly missed when it is not."""

import shutil
import stat
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from diary.domain.refusal import Reason, Refusal
from diary.storage.backups import second_place as module
from diary.storage.backups.backup import make_backup
from diary.storage.backups.backup_files import list_backups, read_checksums
from diary.storage.backups.second_place import choose_second, count_missing, is_same_disk, update_second_place
from tests.factory import NOW, a_day, a_journal
from tests.storage.conftest import fill

DAY = timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "my.diary"
    path.parent.mkdir()
    a_journal(path, days=[a_day(ago, stress=ago) for ago in range(5)]).close()
    return path


@pytest.fixture
def first(path: Path) -> Path:
    folder = path.parent / "backups"
    for ago in (3, 2, 1):
        make_backup(path, folder, NOW - ago * DAY)
    return folder


@pytest.fixture
def second(path: Path, first: Path, tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return choose_second(tmp_path / "stick", path, first)


def _names(folder: Path) -> list[str]:
    return [copy.path.name for copy in list_backups(folder)]


def _rot(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[-1] ^= 1
    copy.write_bytes(content)


def test_the_same_copies_are_there_private_and_with_their_checksums(first: Path, second: Path) -> None:
    assert count_missing(first, second, "my", NOW) == 3
    assert update_second_place(first, second, "my", NOW).added == 3
    assert _names(second) == _names(first)
    assert read_checksums(second, "my") == read_checksums(first, "my")
    assert all(copy.sound for copy in list_backups(second))
    assert stat.S_IMODE(second.stat().st_mode) == 0o700
    assert {stat.S_IMODE(copy.path.stat().st_mode) for copy in list_backups(second)} == {0o600}
    assert count_missing(first, second, "my", NOW) == 0
    assert update_second_place(first, second, "my", NOW).added == 0


def test_a_place_that_is_not_there_is_not_made_and_catches_up_later(path: Path, first: Path, second: Path) -> None:
    second.rmdir()
    gone = update_second_place(first, second, "my", NOW)
    assert gone.refusal is not None
    assert (gone.added, gone.refusal.reason) == (0, Reason.PLACE_ABSENT)
    assert not second.exists()
    make_backup(path, first, NOW)
    second.mkdir()
    assert update_second_place(first, second, "my", NOW).added == 4


def test_it_is_thinned_by_the_same_rule(path: Path, second: Path) -> None:
    first = path.parent / "many"
    content = make_backup(path, first, NOW - 80 * DAY).path.read_bytes()
    for ago in (*range(79, 13, -3), *range(13, -1, -1)):
        (first / f"my {NOW - ago * DAY:%Y-%m-%d %H.%M}.diary").write_bytes(content)
        if ago % 30 == 10:
            make_backup(path, first, NOW - ago * DAY)
            assert update_second_place(first, second, "my", NOW - ago * DAY).refusal is None
    make_backup(path, first, NOW)
    assert update_second_place(first, second, "my", NOW).refusal is None
    days = [{copy.made_at.date() for copy in list_backups(folder)} for folder in (first, second)]
    assert days[0] == days[1]
    assert 12 < len(days[1]) < 24


def test_a_copy_that_went_bad_here_is_not_taken_along(first: Path, second: Path) -> None:
    copies = list_backups(first)
    _rot(copies[1].path)
    assert update_second_place(first, second, "my", NOW).added == 2
    assert _names(second) == [copies[0].path.name, copies[2].path.name]


def test_a_copy_that_went_bad_there_is_replaced_when_it_is_read_again(first: Path, second: Path) -> None:
    update_second_place(first, second, "my", NOW)
    _rot(list_backups(second)[1].path)
    assert [copy.sound for copy in list_backups(second)] == [True, False, True]
    assert update_second_place(first, second, "my", NOW, thorough=True).added == 1
    assert all(copy.sound for copy in list_backups(second))


def test_two_diaries_of_one_name_never_thin_each_others_copies(
    path: Path, first: Path, second: Path, tmp_path: Path
) -> None:
    update_second_place(first, second, "my", NOW)
    theirs = tmp_path / "other" / "my.diary"
    theirs.parent.mkdir()
    journal = a_journal(theirs)
    journal._core.now.forward(days=1)  # type: ignore[attr-defined]
    journal.import_days([a_day(stress=9)])
    journal.close()
    make_backup(theirs, theirs.parent / "backups", NOW)
    place = choose_second(tmp_path / "stick", theirs, theirs.parent / "backups")
    assert place == tmp_path / "stick" / "my backups (2)"
    assert choose_second(tmp_path / "stick", path, first) == second


@pytest.mark.parametrize("where", ["first", "beside the diary"])
def test_where_copies_are_already_is_no_second_place(path: Path, first: Path, where: str) -> None:
    with pytest.raises(Refusal) as refused:
        choose_second(first if where == "first" else path.parent, path, first)
    assert refused.value.reason is Reason.SAME_PLACE


def test_the_same_disk_is_noticed(path: Path, second: Path, tmp_path: Path) -> None:
    assert is_same_disk(second, path)
    assert not is_same_disk(tmp_path / "nowhere", path)


@pytest.mark.parametrize("moment", ["copyfile", "make_durable", "checksum", "_put"])
def test_a_stick_pulled_out_while_copying_leaves_nothing_half(
    path: Path, first: Path, disk: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    second = choose_second(disk, path, first)
    owner = shutil if moment == "copyfile" else module
    real = getattr(owner, moment)

    def pulled(*arguments: object, **named: object) -> object:
        subprocess.run(["umount", "-l", str(disk)], check=True)
        monkeypatch.undo()
        return real(*arguments, **named)

    monkeypatch.setattr(owner, moment, pulled)
    done = update_second_place(first, second, "my", NOW)
    try:
        assert done.added == 0
        assert done.refusal is not None
        assert list(disk.iterdir()) == []
        assert all(copy.sound for copy in list_backups(first))
    finally:
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(disk)], check=True)


def test_a_full_stick_keeps_what_it_has(path: Path, first: Path, disk: Path) -> None:
    second = choose_second(disk, path, first)
    update_second_place(first, second, "my", NOW)
    make_backup(path, first, NOW)
    names = sorted(disk.rglob("*"))
    filler = fill(disk)
    done = update_second_place(first, second, "my", NOW)
    assert done.refusal is not None
    assert (done.added, done.refusal.reason) == (0, Reason.DISK_FULL)
    assert sorted(set(disk.rglob("*")) - {filler}) == names
    filler.unlink()
    assert update_second_place(first, second, "my", NOW).added == 1
