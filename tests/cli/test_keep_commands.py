"""Keeping a diary safe from the command line, as a person would."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from diary.app import run
from diary.cli import world as world_module
from diary.cli.world import World
from diary.paths import resources
from diary.storage.arrangement import Arrangement, write_arrangement
from diary.storage.lock import WriterLock
from diary.storage.version import SCHEMA_VERSION
from tests.factory import NOW, ZONE

REFUSED = 1
MAPPING = '[date]\ncolumn = "d"\n[[item]]\ncolumn = "s"\nitem = "stress"\n'


class Keeper:
    """Runs commands at a time of choice and keeps what they printed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.diary = folder / "my.diary"
        self.now: datetime = NOW
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: object, language: str = "en") -> int:
        world = World(lambda: self.now, ZONE, resources(), language, lambda _world, _wish: 0)
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
def keeper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Keeper:
    return Keeper(tmp_path, capsys)


def test_a_sound_diary_is_said_to_be_sound(keeper: Keeper) -> None:
    keeper("demo", keeper.diary, "--days", 30)
    before = keeper.diary.read_bytes()
    assert keeper("check", keeper.diary) == 0
    assert "is sound" in keeper.out
    assert "22 November 2026" in keeper.out
    assert keeper("check", keeper.diary, "--json") == 0
    found = json.loads(keeper.out)
    assert (found["sound"], found["schema"], found["last"]) == (True, SCHEMA_VERSION, "2026-11-22")
    assert 0 < found["days"] <= 30
    assert keeper.diary.read_bytes() == before


def test_an_empty_diary_is_sound_too(keeper: Keeper) -> None:
    keeper("log", keeper.diary, "today", "stress=1", "--new")
    keeper("log", keeper.diary, "today", "stress=")
    assert keeper("check", keeper.diary) == 0
    assert "Nothing has been logged" in keeper.out


@pytest.mark.parametrize("content", [b"", b"a letter", b"SQLite format 3\x00" + bytes(4096)])
def test_what_is_not_sound_is_refused_in_one_sentence(keeper: Keeper, content: bytes) -> None:
    keeper.diary.write_bytes(content)
    assert keeper("check", keeper.diary) == REFUSED
    assert keeper.out == ""
    assert keeper.err.count("\n") == 1
    assert keeper.diary.read_bytes() == content


def test_a_copy_is_made_beside_the_diary_and_put_back(keeper: Keeper) -> None:
    keeper("log", keeper.diary, "today", "stress=1", "--new")
    assert keeper("backup", keeper.diary) == 0
    copies = keeper.folder / "my backups"
    assert str(copies / "my 2026-11-22 21.04.diary") in keeper.out
    keeper.later(minutes=10)
    keeper("log", keeper.diary, "today", "stress=9")
    assert keeper("restore", copies / "my 2026-11-22 21.04.diary", keeper.diary) == 0
    assert str(copies / "my 2026-11-22 21.14.diary") in keeper.out
    assert keeper.stress() == [1]
    keeper.later(minutes=10)
    assert keeper("restore", copies / "my 2026-11-22 21.14.diary", keeper.diary) == 0
    assert keeper.stress() == [9]


def test_copies_go_to_the_folder_asked_for(keeper: Keeper) -> None:
    keeper("log", keeper.diary, "today", "stress=1", "--new")
    assert keeper("backup", keeper.diary, "-o", keeper.folder / "stick") == 0
    assert [path.name for path in (keeper.folder / "stick").glob("*.diary")] == ["my 2026-11-22 21.04.diary"]
    assert not (keeper.folder / "my backups").exists()


@pytest.mark.parametrize("verb", ["log", "restore", "import"])
def test_while_a_window_is_open_commands_read_and_do_not_write(keeper: Keeper, verb: str) -> None:
    keeper("log", keeper.diary, "today", "stress=1", "--new")
    keeper("backup", keeper.diary)
    copy = keeper.folder / "my backups" / "my 2026-11-22 21.04.diary"
    mapping = keeper.folder / "in.toml"
    mapping.write_text(MAPPING)
    arguments = {
        "log": (keeper.diary, "today", "stress=2"),
        "restore": (copy, keeper.diary),
        "import": (keeper.diary, "any.csv", "--map", mapping),
    }[verb]
    with WriterLock(keeper.diary):
        assert keeper(verb, *arguments) == REFUSED
        assert "in use by another window" in keeper.err
        assert keeper.stress() == [1]
        assert keeper("check", keeper.diary) == 0
        assert keeper("backup", keeper.diary) == 0


def test_a_copy_is_made_before_an_import_but_not_before_a_trial(keeper: Keeper) -> None:
    keeper("log", keeper.diary, "today", "stress=1", "--new")
    source, mapping = keeper.folder / "in.csv", keeper.folder / "in.toml"
    source.write_text("d,s\n2026-11-20,4\n")
    mapping.write_text(MAPPING)
    copies = keeper.folder / "my backups"
    assert keeper("import", keeper.diary, source, "--map", mapping, "--dry-run") == 0, keeper.err
    assert not copies.exists()
    assert keeper("import", keeper.diary, source, "--map", mapping) == 0, keeper.err
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
def test_what_cannot_be_kept_is_refused_in_one_sentence(keeper: Keeper, arguments: tuple[str, ...]) -> None:
    keeper("log", keeper.diary, "today", "stress=1", "--new")
    (keeper.folder / "in.toml").write_text(MAPPING)
    (keeper.folder / "round.diary").symlink_to(keeper.folder / "round.diary")
    before = keeper.diary.read_bytes()
    named = [str(keeper.diary) if part == "DIARY" else part for part in arguments[1:]]
    placed = [str(keeper.folder / part) if part.endswith((".", ".diary", ".toml")) else part for part in named]
    assert keeper(arguments[0], *placed) == REFUSED
    assert keeper.out == ""
    assert keeper.err.count("\n") == 1, keeper.err
    assert keeper.diary.read_bytes() == before
    assert (keeper.folder / "in.toml").read_text() == MAPPING
    assert not [file for file in keeper.folder.iterdir() if file.name.startswith(".")]


def test_every_copy_is_listed_for_people_and_for_programs(keeper: Keeper) -> None:
    keeper("log", keeper.diary, "today", "stress=1", "--new")
    assert keeper("backup", keeper.diary, "--list") == 0
    assert "no copy of this diary yet" in keeper.out
    for _ in range(3):
        assert keeper("backup", keeper.diary, "--json") == 0
        keeper.later(days=1)
    made = json.loads(keeper.out)
    assert (made["made"]["sound"], made["made"]["days"], made["second"]) == (True, 1, None)
    middle = keeper.folder / "my backups" / "my 2026-11-23 21.04.diary"
    middle.write_bytes(middle.read_bytes()[:-4096])
    assert keeper("backup", keeper.diary, "--list") == 0
    assert [line.partition(":")[0] for line in keeper.out.splitlines()] == [
        f"{day} November 2026, 21" for day in ("Tuesday 24", "Monday 23", "Sunday 22")
    ]
    assert "cannot be read in full" in keeper.out.splitlines()[1]
    assert keeper("backup", keeper.diary, "--list", "--json") == 0
    found = json.loads(keeper.out)
    assert [copy["first"]["sound"] for copy in found["copies"]] == [True, False, True]
    assert found["copies"][1]["first"]["reason"] == "file_damaged"


def test_a_copy_is_checked_against_what_it_was(keeper: Keeper) -> None:
    keeper("log", keeper.diary, "today", "stress=1", "--new")
    keeper("backup", keeper.diary)
    copy = keeper.folder / "my backups" / "my 2026-11-22 21.04.diary"
    assert keeper("check", copy) == 0
    assert "what it was when it was made" in keeper.out
    keeper("log", copy, "today", "stress=7")
    assert keeper("check", copy, "--json") == 0
    assert (json.loads(keeper.out)["sound"], json.loads(keeper.out)["as_made"]) == (True, False)
    assert keeper("check", keeper.diary, "--json") == 0
    assert json.loads(keeper.out)["as_made"] is None


def test_the_second_place_gets_the_copy_too(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world_module, "arrangement_file", lambda: keeper.folder / "copies.json")
    keeper("log", keeper.diary, "today", "stress=1", "--new")
    second = keeper.folder / "stick" / "my backups"
    write_arrangement(keeper.folder / "copies.json", keeper.diary, Arrangement(second))
    assert keeper("backup", keeper.diary) == 0
    assert "Not in the second place" in keeper.out
    second.mkdir(parents=True)
    keeper.later(minutes=5)
    assert keeper("backup", keeper.diary) == 0
    assert "The second place has it too." in keeper.out
    assert len(list(second.glob("*.diary"))) == 2
    assert keeper("backup", keeper.diary, "-o", keeper.folder / "elsewhere", "--json") == 0
    assert json.loads(keeper.out)["second"] is None
