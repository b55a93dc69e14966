"""Keeping a diary safe from the command line, as a person would."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from diary.app import run
from diary.cli import world as world_module
from diary.cli.world import World
from diary.paths import resources
from diary.storage.backups.second_place import BackupArrangement, write_arrangement
from diary.storage.lock import WriterLock
from diary.storage.version import SCHEMA_VERSION
from tests.factory import NOW, ZONE

REFUSED = 1
MAPPING = '[date]\ncolumn = "d"\n[[item]]\ncolumn = "s"\nitem = "stress"\n'


class LockControl:
    """Runs commands at a time of choice and keeps what they printed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.diary = folder / "my.diary"
        self.now: datetime = NOW
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: object, language: str = "en") -> int:
        world = World(lambda: self.now, ZONE, resources(), language, lambda _world, _request: 0)
        code = run([str(argument) for argument in arguments], world)
        self.out, self.err = self._capsys.readouterr()
        return code

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)

    def stress(self) -> list[float]:
        """What is logged as stress, day by day."""
        assert self("show", self.diary, "--json") == 0
        return [day["answers"]["stress"]["value"] for day in json.loads(self.out)]


@pytest.fixture
def lock_control(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> LockControl:
    return LockControl(tmp_path, capsys)


def test_a_sound_diary_is_said_to_be_sound(lock_control: LockControl) -> None:
    lock_control("demo", lock_control.diary, "--days", 30)
    before = lock_control.diary.read_bytes()
    assert lock_control("check", lock_control.diary) == 0
    assert "is sound" in lock_control.out
    assert "22 November 2026" in lock_control.out
    assert lock_control("check", lock_control.diary, "--json") == 0
    found = json.loads(lock_control.out)
    assert (found["sound"], found["schema"], found["last"]) == (True, SCHEMA_VERSION, "2026-11-22")
    assert 0 < found["days"] <= 30
    assert lock_control.diary.read_bytes() == before


def test_an_empty_diary_is_sound_too(lock_control: LockControl) -> None:
    lock_control("log", lock_control.diary, "today", "stress=1", "--new")
    lock_control("log", lock_control.diary, "today", "stress=")
    assert lock_control("check", lock_control.diary) == 0
    assert "Nothing has been logged" in lock_control.out


@pytest.mark.parametrize("content", [b"", b"a letter", b"SQLite format 3\x00" + bytes(4096)])
def test_what_is_not_sound_is_refused_in_one_sentence(lock_control: LockControl, content: bytes) -> None:
    lock_control.diary.write_bytes(content)
    assert lock_control("check", lock_control.diary) == REFUSED
    assert lock_control.out == ""
    assert lock_control.err.count("\n") == 1
    assert lock_control.diary.read_bytes() == content


def test_a_copy_is_made_beside_the_diary_and_put_back(lock_control: LockControl) -> None:
    lock_control("log", lock_control.diary, "today", "stress=1", "--new")
    assert lock_control("backup", lock_control.diary) == 0
    copies = lock_control.folder / "my backups"
    assert str(copies / "my 2026-11-22 21.04.diary") in lock_control.out
    lock_control.later(minutes=10)
    lock_control("log", lock_control.diary, "today", "stress=9")
    assert lock_control("restore", copies / "my 2026-11-22 21.04.diary", lock_control.diary) == 0
    assert str(copies / "my 2026-11-22 21.14.diary") in lock_control.out
    assert lock_control.stress() == [1]
    lock_control.later(minutes=10)
    assert lock_control("restore", copies / "my 2026-11-22 21.14.diary", lock_control.diary) == 0
    assert lock_control.stress() == [9]


def test_copies_go_to_the_folder_asked_for(lock_control: LockControl) -> None:
    lock_control("log", lock_control.diary, "today", "stress=1", "--new")
    assert lock_control("backup", lock_control.diary, "-o", lock_control.folder / "stick") == 0
    assert [path.name for path in (lock_control.folder / "stick").glob("*.diary")] == ["my 2026-11-22 21.04.diary"]
    assert not (lock_control.folder / "my backups").exists()


@pytest.mark.parametrize("verb", ["log", "restore", "import"])
def test_while_a_window_is_open_commands_read_and_do_not_write(lock_control: LockControl, verb: str) -> None:
    lock_control("log", lock_control.diary, "today", "stress=1", "--new")
    lock_control("backup", lock_control.diary)
    copy = lock_control.folder / "my backups" / "my 2026-11-22 21.04.diary"
    mapping = lock_control.folder / "in.toml"
    mapping.write_text(MAPPING)
    arguments = {
        "log": (lock_control.diary, "today", "stress=2"),
        "restore": (copy, lock_control.diary),
        "import": (lock_control.diary, "any.csv", "--map", mapping),
    }[verb]
    with WriterLock(lock_control.diary):
        assert lock_control(verb, *arguments) == REFUSED
        assert "in use by another window" in lock_control.err
        assert lock_control.stress() == [1]
        assert lock_control("check", lock_control.diary) == 0
        assert lock_control("backup", lock_control.diary) == 0


def test_a_copy_is_made_before_an_import_but_not_before_a_trial(lock_control: LockControl) -> None:
    lock_control("log", lock_control.diary, "today", "stress=1", "--new")
    source, mapping = lock_control.folder / "in.csv", lock_control.folder / "in.toml"
    source.write_text("d,s\n2026-11-20,4\n")
    mapping.write_text(MAPPING)
    copies = lock_control.folder / "my backups"
    assert lock_control("import", lock_control.diary, source, "--map", mapping, "--dry-run") == 0, lock_control.err
    assert not copies.exists()
    assert lock_control("import", lock_control.diary, source, "--map", mapping) == 0, lock_control.err
    assert [path.name for path in copies.glob("*.diary")] == ["my 2026-11-22 21.04.diary"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("backup", "nowhere.diary"),
        ("backup", "DIARY", "-o", "in.toml"),
        ("restore", "DIARY", "nowhere/at/all.diary"),
        ("restore", "in.toml", "DIARY"),
        ("restore", "DIARY", "in.toml"),
        ("check", "."),
        ("check", "round.diary"),
        ("log", "round.diary", "today", "stress=1", "--new"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_sentence(
    lock_control: LockControl, arguments: tuple[str, ...]
) -> None:
    lock_control("log", lock_control.diary, "today", "stress=1", "--new")
    (lock_control.folder / "in.toml").write_text(MAPPING)
    (lock_control.folder / "round.diary").symlink_to(lock_control.folder / "round.diary")
    before = lock_control.diary.read_bytes()
    named = [str(lock_control.diary) if part == "DIARY" else part for part in arguments[1:]]
    placed = [
        str(lock_control.folder / part) if part.endswith((".", ".diary", ".toml")) else part for part in named
    ]
    assert lock_control(arguments[0], *placed) == REFUSED
    assert lock_control.out == ""
    assert lock_control.err.count("\n") == 1, lock_control.err
    assert lock_control.diary.read_bytes() == before
    assert (lock_control.folder / "in.toml").read_text() == MAPPING
    assert not [file for file in lock_control.folder.iterdir() if file.name.startswith(".")]


def test_every_copy_is_listed_for_people_and_for_programs(lock_control: LockControl) -> None:
    lock_control("log", lock_control.diary, "today", "stress=1", "--new")
    assert lock_control("backup", lock_control.diary, "--list") == 0
    assert "no copy of this diary yet" in lock_control.out
    for _ in range(3):
        assert lock_control("backup", lock_control.diary, "--json") == 0
        lock_control.later(days=1)
    made = json.loads(lock_control.out)
    assert (made["made"]["sound"], made["made"]["days"], made["second"]) == (True, 1, None)
    middle = lock_control.folder / "my backups" / "my 2026-11-23 21.04.diary"
    middle.write_bytes(middle.read_bytes()[:-4096])
    assert lock_control("backup", lock_control.diary, "--list") == 0
    assert [line.partition(":")[0] for line in lock_control.out.splitlines()] == [
        f"{day} November 2026, 21" for day in ("Tuesday 24", "Monday 23", "Sunday 22")
    ]
    assert "cannot be read in full" in lock_control.out.splitlines()[1]
    assert lock_control("backup", lock_control.diary, "--list", "--json") == 0
    found = json.loads(lock_control.out)
    assert [copy["first"]["sound"] for copy in found["copies"]] == [True, False, True]
    assert found["copies"][1]["first"]["reason"] == "file_damaged"


def test_a_copy_is_checked_against_what_it_was(lock_control: LockControl) -> None:
    lock_control("log", lock_control.diary, "today", "stress=1", "--new")
    lock_control("backup", lock_control.diary)
    copy = lock_control.folder / "my backups" / "my 2026-11-22 21.04.diary"
    assert lock_control("check", copy) == 0
    assert "what it was when it was made" in lock_control.out
    lock_control("log", copy, "today", "stress=7")
    assert lock_control("check", copy, "--json") == 0
    assert (json.loads(lock_control.out)["sound"], json.loads(lock_control.out)["as_made"]) == (True, False)
    assert lock_control("check", lock_control.diary, "--json") == 0
    assert json.loads(lock_control.out)["as_made"] is None


def test_the_second_place_gets_the_copy_too(lock_control: LockControl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world_module, "arrangement_file", lambda: lock_control.folder / "copies.json")
    lock_control("log", lock_control.diary, "today", "stress=1", "--new")
    second = lock_control.folder / "stick" / "my backups"
    write_arrangement(lock_control.folder / "copies.json", lock_control.diary, BackupArrangement(second))
    assert lock_control("backup", lock_control.diary) == 0
    assert "Not in the second place" in lock_control.out
    second.mkdir(parents=True)
    lock_control.later(minutes=5)
    assert lock_control("backup", lock_control.diary) == 0
    assert "The second place has it too." in lock_control.out
    assert len(list(second.glob("*.diary"))) == 2
    assert lock_control("backup", lock_control.diary, "-o", lock_control.folder / "elsewhere", "--json") == 0
    assert json.loads(lock_control.out)["second"] is None
