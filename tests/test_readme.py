"""What the README says is true: its commands exist, its example works, its links lead somewhere."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click import Context

from diary.app import run
from diary.cli.main import diary
from diary.cli.world import World
from diary.exchange.recognition import all_readers
from diary.paths import resources
from diary.ui.areas import pages
from tests.factory import NOW, ZONE

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^diary (\[?\w+.*?)(?:   .*)?$", README, re.MULTILINE)


def block(language: str, containing: str) -> str:
    """The text between fences of one language that holds `containing`."""
    found = [
        text for text in re.findall(rf"^```{language}\n(.*?)^```$", README, re.S | re.M) if containing in text
    ]
    (text,) = found
    return str(text)


@pytest.fixture
def diary_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], int]:
    """Runs a command line of the README in an empty folder."""
    monkeypatch.chdir(tmp_path)
    world = World(lambda: NOW, ZONE, resources(), "en", lambda _world, _request: 0)
    return lambda line: run(shlex.split(line), world)


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https?:)([^)#]+)\)", README))
def test_links_lead_to_something(link: str) -> None:
    assert (ROOT / link).exists()


def test_every_documented_command_exists_and_every_command_is_documented() -> None:
    told = {line.split()[0] for line in COMMANDS if not line.startswith("[")}
    commands = set(diary.list_commands(Context(diary))) - {"open"}
    assert told ^ commands == set(), "README.md, The command line: a line `diary VERB ...` for every verb there is"


def test_every_page_that_can_be_opened_is_named() -> None:
    told = re.search(r"`--page` knows (.+?), and refuses", README, re.S)
    assert told, "a sentence begins with: `--page` knows ..."
    named = set(re.split(r",\s+|\s+and\s+", told[1]))
    assert named ^ {page.key for page in pages((), resources())} == set(), (
        "README.md: `--page` knows ... every page"
    )


@pytest.mark.parametrize("line", [line for line in COMMANDS if "FILE" in line])
def test_every_documented_option_exists(line: str) -> None:
    verb = "open" if line.startswith("[") else line.split(maxsplit=1)[0]
    command = diary.get_command(Context(diary), verb)
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"(?<!\w)--?[a-z][a-z-]*", line)) <= known


def test_the_example_of_logging_and_printing_works(diary_command: Callable[[str], int]) -> None:
    examples = block("", "appointment.pdf").splitlines()
    for line in examples:
        assert diary_command(line.removeprefix("diary ")) == 0
    assert Path("appointment.pdf").read_bytes().startswith(b"%PDF")


def test_every_program_whose_exports_come_in_is_named_with_those_that_were_tried_first() -> None:
    told = re.search(
        r"^Exports of (.+?),? and \(by their documentation only.+?\) (.+?) come in as", README, re.S | re.M
    )
    assert told, "a sentence begins with: Exports of ..."
    for names, tried in zip(told.groups(), (True, False), strict=True):
        read = {
            name for reader in all_readers().values() if reader.tried is tried for name in reader.name.split(", ")
        }
        named = set(re.split(r", | and ", " ".join(names.split())))
        assert named ^ read == set(), "README.md: `Exports of ...` names those that are `tried`, then the others"


def test_the_example_of_importing_works(
    diary_command: Callable[[str], int], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("notes.csv").write_text(block("", "hours asleep;"), encoding="utf-8")
    Path("notes.toml").write_text(block("toml", "[date]"), encoding="utf-8")
    assert diary_command("import my.diary notes.csv --map notes.toml --new") == 0
    capsys.readouterr()
    assert diary_command("show my.diary") == 0
    shown = capsys.readouterr().out
    assert "6.5" in shown
    assert "8" in shown
    assert "busy" not in shown
