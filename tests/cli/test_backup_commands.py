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


class Commands:
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
def commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(tmp_path, capsys)


def test_a_sound_diary_is_said_to_be_sound(commands: Commands) -> None:
    commands("demo", commands.diary, "--days", 30)
    before = commands.diary.read_bytes()
    assert commands("check", commands.diary) == 0
    assert "is sound" in commands.out
    assert "22 November 2026" in commands.out
    assert commands("check", commands.diary, "--json") == 0
    found = json.loads(commands.out)
    assert (found["sound"], found["schema"], found["last"]) == (True, SCHEMA_VERSION, "2026-11-22")
    assert 0 < found["days"] <= 30
    assert commands.diary.read_bytes() == before


def test_an_empty_diary_is_sound_too(commands: Commands) -> None:
    commands("log", commands.diary, "today", "stress=1", "--new")
    commands("log", commands.diary, "today", "stress=")
    assert commands("check", commands.diary) == 0
    assert "Nothing has been logged" in commands.out


@pytest.mark.parametrize("content", [b"", b"a letter", b"SQLite format 3\x00" + bytes(4096)])
def test_what_is_not_sound_is_refused_in_one_sentence(commands: Commands, content: bytes) -> None:
    commands.diary.write_bytes(content)
    assert commands("check", commands.diary) == REFUSED
    assert commands.out == ""
    assert commands.err.count("\n") == 1
    assert commands.diary.read_bytes() == content


def test_a_copy_is_made_beside_the_diary_and_put_back(commands: Commands) -> None:
    commands("log", commands.diary, "today", "stress=1", "--new")
    assert commands("backup", commands.diary) == 0
    copies = commands.folder / "my backups"
    assert str(copies / "my 2026-11-22 21.04.diary") in commands.out
    commands.later(minutes=10)
    commands("log", commands.diary, "today", "stress=9")
    assert commands("restore", copies / "my 2026-11-22 21.04.diary", commands.diary) == 0
    assert str(copies / "my 2026-11-22 21.14.diary") in commands.out
    assert commands.stress() == [1]
    commands.later(minutes=10)
    assert commands("restore", copies / "my 2026-11-22 21.14.diary", commands.diary) == 0
    assert commands.stress() == [9]


def test_a_backup_of_another_diary_is_put_back_only_when_that_is_sure(commands: Commands) -> None:
    commands("log", commands.diary, "today", "stress=1", "--new")
    other = commands.folder / "other.diary"
    commands.later(minutes=10)
    commands("log", other, "today", "stress=7", "--new")
    before = commands.diary.read_bytes()
    assert commands("restore", other, commands.diary) == REFUSED
    assert "another diary" in commands.err
    assert "--sure" in commands.err
    assert commands.diary.read_bytes() == before
    assert not (commands.folder / "my backups").exists()
    assert commands("restore", other, commands.diary, "--sure") == 0
    assert commands.stress() == [7]


def test_copies_go_to_the_folder_asked_for(commands: Commands) -> None:
    commands("log", commands.diary, "today", "stress=1", "--new")
    assert commands("backup", commands.diary, "-o", commands.folder / "stick") == 0
    assert [path.name for path in (commands.folder / "stick").glob("*.diary")] == ["my 2026-11-22 21.04.diary"]
    assert not (commands.folder / "my backups").exists()


@pytest.mark.parametrize("verb", ["log", "restore", "import"])
def test_while_a_window_is_open_commands_read_and_do_not_write(commands: Commands, verb: str) -> None:
    commands("log", commands.diary, "today", "stress=1", "--new")
    commands("backup", commands.diary)
    copy = commands.folder / "my backups" / "my 2026-11-22 21.04.diary"
    mapping = commands.folder / "in.toml"
    mapping.write_text(MAPPING)
    arguments = {
        "log": (commands.diary, "today", "stress=2"),
        "restore": (copy, commands.diary),
        "import": (commands.diary, "any.csv", "--map", mapping),
    }[verb]
    with WriterLock(commands.diary):
        assert commands(verb, *arguments) == REFUSED
        assert "in use by another window" in commands.err
        assert commands.stress() == [1]
        assert commands("check", commands.diary) == 0
        assert commands("backup", commands.diary) == 0


def test_a_copy_is_made_before_an_import_but_not_before_a_trial(commands: Commands) -> None:
    commands("log", commands.diary, "today", "stress=1", "--new")
    source, mapping = commands.folder / "in.csv", commands.folder / "in.toml"
    source.write_text("d,s\n2026-11-20,4\n")
    mapping.write_text(MAPPING)
    copies = commands.folder / "my backups"
    assert commands("import", commands.diary, source, "--map", mapping, "--dry-run") == 0, commands.err
    assert not copies.exists()
    assert commands("import", commands.diary, source, "--map", mapping) == 0, commands.err
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
def test_what_cannot_be_kept_is_refused_in_one_sentence(commands: Commands, arguments: tuple[str, ...]) -> None:
    commands("log", commands.diary, "today", "stress=1", "--new")
    (commands.folder / "in.toml").write_text(MAPPING)
    (commands.folder / "round.diary").symlink_to(commands.folder / "round.diary")
    before = commands.diary.read_bytes()
    named = [str(commands.diary) if part == "DIARY" else part for part in arguments[1:]]
    placed = [str(commands.folder / part) if part.endswith((".", ".diary", ".toml")) else part for part in named]
    assert commands(arguments[0], *placed) == REFUSED
    assert commands.out == ""
    assert commands.err.count("\n") == 1, commands.err
    assert commands.diary.read_bytes() == before
    assert (commands.folder / "in.toml").read_text() == MAPPING
    assert not [file for file in commands.folder.iterdir() if file.name.startswith(".")]


def test_every_copy_is_listed_for_people_and_for_programs(commands: Commands) -> None:
    commands("log", commands.diary, "today", "stress=1", "--new")
    assert commands("backup", commands.diary, "--list") == 0
    assert "no backup of this diary yet" in commands.out
    for _ in range(3):
        assert commands("backup", commands.diary, "--json") == 0
        commands.later(days=1)
    made = json.loads(commands.out)
    assert (made["made"]["sound"], made["made"]["days"], made["second"]) == (True, 1, None)
    middle = commands.folder / "my backups" / "my 2026-11-23 21.04.diary"
    middle.write_bytes(middle.read_bytes()[:-4096])
    assert commands("backup", commands.diary, "--list") == 0
    assert [line.partition(":")[0] for line in commands.out.splitlines()] == [
        f"{day} November 2026, 21" for day in ("Tuesday 24", "Monday 23", "Sunday 22")
    ]
    assert "cannot be read in full" in commands.out.splitlines()[1]
    assert commands("backup", commands.diary, "--list", "--json") == 0
    found = json.loads(commands.out)
    assert [copy["first"]["sound"] for copy in found["copies"]] == [True, False, True]
    assert found["copies"][1]["first"]["reason"] == "file_damaged"


def test_a_copy_is_checked_against_what_it_was(commands: Commands) -> None:
    commands("log", commands.diary, "today", "stress=1", "--new")
    commands("backup", commands.diary)
    copy = commands.folder / "my backups" / "my 2026-11-22 21.04.diary"
    assert commands("check", copy) == 0
    assert "what it was when it was made" in commands.out
    commands("log", copy, "today", "stress=7")
    assert commands("check", copy, "--json") == 0
    assert (json.loads(commands.out)["sound"], json.loads(commands.out)["as_made"]) == (True, False)
    assert commands("check", commands.diary, "--json") == 0
    assert json.loads(commands.out)["as_made"] is None


def test_the_second_place_gets_the_copy_too(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world_module, "arrangement_file", lambda: commands.folder / "copies.json")
    commands("log", commands.diary, "today", "stress=1", "--new")
    second = commands.folder / "stick" / "my backups"
    write_arrangement(commands.folder / "copies.json", commands.diary, BackupArrangement(second))
    assert commands("backup", commands.diary) == 0
    assert "Not in the second place" in commands.out
    second.mkdir(parents=True)
    commands.later(minutes=5)
    assert commands("backup", commands.diary) == 0
    assert "The second place has it too." in commands.out
    assert len(list(second.glob("*.diary"))) == 2
    assert commands("backup", commands.diary, "-o", commands.folder / "elsewhere", "--json") == 0
    assert json.loads(commands.out)["second"] is None
