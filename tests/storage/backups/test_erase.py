"""Deleting everything leaves nothing of the diary, and whoever is interrupted finds it whole and can go on."""

import os
from pathlib import Path

import pytest

from diary.storage.backups import erase as module
from diary.storage.backups.backup import make_backup
from diary.storage.backups.duplicate import is_gone
from diary.storage.backups.erase import DiaryFiles, erase, find_diary_files, remove_empty_folders
from diary.storage.backups.second_place import BackupArrangement, read_arrangement, write_arrangement
from diary.storage.health import check
from diary.storage.replace_file import replace
from tests.factory import NOW, a_day, a_journal


class Home:
    """A diary with copies in two places, settings, and things of somebody else beside all of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.diary = folder / "data" / "my.diary"
        self.first = folder / "data" / "backups"
        self.second = folder / "stick" / "my backups"
        self.settings = folder / "config" / "settings.ini"
        self.arranged = folder / "config" / "copies.json"
        for place in (self.diary.parent, self.second, self.settings.parent):
            place.mkdir(parents=True)
        a_journal(self.diary, days=[a_day(stress=3)]).close()
        for place in (self.first, self.second):
            make_backup(self.diary, place, NOW)
        (self.first / "my 2026-11-20 09.30 damaged.diary").write_bytes(b"half")
        (self.first / "my 2026-11-20 09.30 damaged.diary-journal").write_bytes(b"half")
        (self.second / ".my.123.copy").write_bytes(b"half")
        (self.diary.parent / ".my.diary.123.copy").write_bytes(b"half")
        self.settings.write_text("[General]")
        for name in ("settings.ini.broken", ".settings-reminder.json.lock"):
            self.settings.with_name(name).write_text("?")
        write_arrangement(self.arranged, self.diary, BackupArrangement(self.second))

    def found(self) -> DiaryFiles:
        return find_diary_files(
            self.diary, self.first, self.second, self.settings, self.arranged, self.folder / "marks"
        )

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.rglob("*") if path.is_file())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_nothing_of_the_diary_is_left(home: Home) -> None:
    found = home.found()
    assert (found.copies, found.backups_there) == (2, 1)
    assert erase(found) == ()
    assert home.files() == []
    remove_empty_folders([home.diary.parent, home.settings.parent])
    assert sorted(path.name for path in home.folder.iterdir()) == ["stick"]


def test_what_was_kept_when_the_diary_was_rescued_goes_too(home: Home) -> None:
    a_journal(home.folder / "new.diary", days=[a_day(stress=3)]).close()
    kept = replace(home.folder / "new.diary", home.diary, NOW)
    leftovers = [".my.123.mended.diary", "..my.123.mended.diary.123.copy", "..my.diary.1.copy.1.new"]
    for name in leftovers:
        home.diary.with_name(name).write_bytes(b"half")
    home.diary.with_name("my 2026-11-20 09.30 leftover.diary-journal").write_bytes(b"half")
    found = home.found()
    assert kept in found.beside
    assert len(found.beside) == 2
    assert erase(found) == ()
    assert home.files() == []


def test_a_diary_behind_a_link_is_deleted_and_not_the_link_alone(home: Home) -> None:
    real = home.folder / "elsewhere" / "my.diary"
    real.parent.mkdir()
    home.diary.rename(real)
    home.arranged.unlink()
    home.diary.symlink_to(real)
    real.with_name(".my.diary.9.copy").write_bytes(b"half")
    assert erase(home.found()) == ()
    assert not home.diary.is_symlink()
    assert home.files() == []


def test_what_belongs_to_somebody_else_stays(home: Home) -> None:
    assert home.found().marks is None
    (home.folder / "marks").mkdir()
    others = [
        home.first / "yours 2026-11-22 21.04.diary",
        home.first / "my letter.txt",
        home.second / "photo.jpg",
        home.diary.with_name("my other.diary"),
        home.diary.with_name("my 2026-11-20 09.30.diary"),
        home.diary.with_name(".your.123.mended.diary"),
        home.diary.with_name(".my.diary.lock"),
        home.folder / "marks" / "0123.diary",
    ]
    for other in others:
        other.write_bytes(b"x")
    write_arrangement(home.arranged, home.diary.with_name("yours.diary"), BackupArrangement(Path("/media/yours")))
    assert erase(home.found()) == ()
    assert home.files() == sorted([*(other.name for other in others), "copies.json"])
    assert read_arrangement(home.arranged, home.diary) == BackupArrangement()


def test_a_second_place_that_is_not_there_is_no_obstacle(home: Home) -> None:
    away = home.folder / "away"
    home.second.parent.rename(away)
    found = home.found()
    assert (found.is_there, found.there) == (False, ())
    assert erase(found) == ()
    assert len(list((away / "my backups").glob("my *.diary"))) == 1


def test_wherever_it_is_stopped_the_diary_is_whole_or_everything_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = is_gone
    for steps in range(15):
        home = Home(tmp_path / str(steps))
        left = [steps]

        def stopped(path: Path, left: list[int] = left) -> bool:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return real(path)

        monkeypatch.setattr(module, "is_gone", stopped)
        try:
            assert erase(home.found()) == ()
        except KeyboardInterrupt:
            assert check(home.diary).days == 1
            monkeypatch.setattr(module, "is_gone", real)
            assert erase(home.found()) == ()
        assert not home.diary.exists()
    assert left[0] > 0, "the last round was not stopped at all"


@pytest.mark.skipif(os.name != "posix", reason="folders that cannot be written are made otherwise elsewhere")
def test_while_something_cannot_be_deleted_the_diary_stays(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    real = is_gone
    stubborn = next(home.second.glob("*.diary"))
    monkeypatch.setattr(module, "is_gone", lambda path: path != stubborn and real(path))
    assert erase(home.found()) == (stubborn,)
    assert check(home.diary).days == 1
