"""A share on the command line: everything reads it, nothing writes in it."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from diary.app import run
from diary.cli.world import World
from diary.paths import resources
from tests.cli.test_commands import Terminal
from tests.factory import NOW, ZONE, a_day, a_journal

pytestmark = pytest.mark.usefixtures("quick_keys")

WRITES = (
    ("log", "SHARE", "2026-11-22", "stress=3"),
    ("record", "SHARE", "medicine", "name=x"),
    ("forget", "SHARE", "2026-11-22"),
    ("import", "SHARE", "table.csv", "--map", "map.toml"),
    ("merge", "SHARE", "other.diary"),
    ("merge", "SHARE", "other.diary", "--as-import"),
    ("restore", "other.diary", "SHARE"),
    ("restore", "SHARE", "other.diary"),
    ("restore", "SHARE", "new.diary"),
    ("backup", "SHARE"),
    ("passphrase", "SHARE", "--new-passphrase-file", "secret"),
    ("demo", "SHARE"),
    ("export", "other.diary", "-o", "SHARE"),
)
READS = (
    ("show", "SHARE"),
    ("find", "SHARE", "x"),
    ("list", "SHARE", "medicine"),
    ("measures", "SHARE", "--json"),
    ("findings", "SHARE", "--json"),
    ("check", "SHARE"),
    ("export", "SHARE", "-o", "out.csv"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a diary, a share of it, and what commands are given beside those; each test gets a copy."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        _make()
    return folder


@pytest.fixture
def terminal(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capsys)


def _make() -> None:
    days = [a_day(back, stress=back % 10, fatigue=4) for back in range(40)]
    journal = a_journal(Path("my.diary"), days=days)
    a_journal(Path("other.diary"), days=days[:3]).close()
    Path("table.csv").write_text("date,stress\n2026-11-01,3\n")
    Path("map.toml").write_text(
        '[date]\ncolumn="date"\nformats=["%Y-%m-%d"]\n[[item]]\ncolumn="stress"\nitem="stress"\n'
    )
    Path("secret").write_text("four words of nonsense\n")
    Path("secret").chmod(0o600)
    journal.close()
    world = World(lambda: NOW, ZONE, resources(), "en", lambda _world, _request: 0)
    assert run(["export", "my.diary", "--items", "stress", "--for", "Anna", "-o", "for-anna.diary"], world) == 0


def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()}


@pytest.mark.parametrize("arguments", WRITES)
def test_every_verb_that_writes_refuses_a_share_in_one_sentence(
    terminal: Terminal, arguments: tuple[str, ...]
) -> None:
    before = files()
    assert terminal(*("for-anna.diary" if each == "SHARE" else each for each in arguments)) == 1
    assert terminal.err.count("\n") == 1
    assert "for-anna.diary" in terminal.err
    assert files() == before


@pytest.mark.parametrize("arguments", READS)
def test_every_verb_that_reads_takes_a_share(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    before = Path("for-anna.diary").read_bytes()
    assert terminal(*("for-anna.diary" if each == "SHARE" else each for each in arguments)) == 0, terminal.err
    assert Path("for-anna.diary").read_bytes() == before


def test_check_says_that_a_share_is_what_it_was(terminal: Terminal) -> None:
    assert terminal("check", "for-anna.diary") == 0
    assert "It is what it was when it was made." in terminal.out


def test_a_share_with_a_passphrase_opens_with_that_one(terminal: Terminal) -> None:
    arguments = ("export", "my.diary", "--new-passphrase-file", "secret", "-o", "locked.diary")
    assert terminal(*arguments) == 0, terminal.err
    assert "locked.diary" in terminal.refused("show", "locked.diary")
    assert terminal("check", "locked.diary", "--passphrase-file", "secret") == 0
    told = terminal.refused("log", "locked.diary", "2026-11-22", "stress=3", "--passphrase-file", "secret")
    assert "made to be looked at" in told


def test_a_changed_share_is_said_to_be(terminal: Terminal) -> None:
    with sqlite3.connect("for-anna.diary") as connection:
        connection.execute("UPDATE answer SET value = 9")
    assert "is not what it was when it was made" in terminal.refused("check", "for-anna.diary")


def test_a_pseudonym_is_said_and_never_taken_for_the_own_name(terminal: Terminal) -> None:
    asked = ("export", "my.diary", "--pseudonym", "P-7", "-o", "p.diary")
    for trial in (("--dry-run",), ()):
        assert terminal(*asked, *trial) == 0
        said = terminal.out
        assert "It goes under “P-7”, not under your own name." in said
        assert "Your name" not in said


@pytest.mark.parametrize("asked", [("--pseudonym", "P-7"), ("--for", "Anna"), ("--locked",)])
@pytest.mark.parametrize("name", ["out.html", "out.csv", "out.json"])
def test_no_other_format_takes_what_only_a_share_has(
    terminal: Terminal, asked: tuple[str, ...], name: str
) -> None:
    assert "Only a share has" in terminal.refused("export", "my.diary", *asked, "-o", name)
    assert not Path(name).exists()


def test_the_name_of_a_file_says_no_sentence_of_its_own(terminal: Terminal) -> None:
    Path("practice").mkdir()
    Path("for-anna.diary").rename("practice/a.diary")
    Path("practice/x\nEverything was deleted.diary").write_bytes(b"no share")
    assert terminal("collect", "practice", "-o", "table.csv.csv") == 0
    assert not [line for line in terminal.out.splitlines() if line.startswith("Everything")]
    assert "x…Everything" in terminal.out
