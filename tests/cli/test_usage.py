"""A wrong command line is answered in the person's language, with what to do; so is every question for help."""

import errno

import click
import pytest

from diary.app import WRONG_USE
from diary.cli.main import OPEN, VERBS, diary
from diary.cli.usage import option_rows
from diary.content.language import load_language
from diary.paths import resources
from tests.cli.test_commands import Terminal

WRONG = {
    "show": "Er ontbreekt nog DIARY. Schrijf dat er ook bij.",
    "shwo my.diary": "De opdracht ‘shwo’ bestaat niet. Kies uit: show.",
    "wat my.diary": "De opdracht ‘wat’ bestaat niet. Kies uit: backup, check,",
    "show my.diary --frm today": "De optie --frm is er hier niet. Kies uit: --from.",
    "show my.diary --json=1": "De optie --json staat op zichzelf.",
    "show my.diary --from": "Achter --from staat niets.",
    "show my.diary more": "‘more’ is hier één woord te veel.",
    "report my.diary": "Er ontbreekt nog --output.",
    "report my.diary -o x.pdf --paper a3": "Achter --paper hoort een van deze: a4, letter.",
    "sheet -o x.pdf --weeks 99": "Achter --weeks hoort een heel getal van 1 tot en met 53.",
    "demo x.diary --seed one": "Achter --seed hoort een heel getal",
    "log my.diary today stress": "‘stress’ heeft geen waarde. Schrijf het als ITEM=VALUE.",
    "log my.diary today stress=1 stress=2": "‘stress’ staat er twee keer.",
    "export my.diary --format csv -o -": "‘-’ is geen naam van een bestand.",
    "--nope": "De optie --nope is er hier niet.",
}
"""What is typed, and how the answer begins."""


@pytest.fixture
def terminal(tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path_factory.mktemp("own"), capsys)


@pytest.mark.parametrize("typed", WRONG)
def test_a_wrong_command_line_is_answered_in_the_language_with_where_more_stands(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.chdir(terminal.folder)
    terminal("log", "my.diary", "today", "stress=3", "--new")
    assert terminal(*typed.split(), language="nl") == WRONG_USE
    answer, usage, more = terminal.err.splitlines()
    assert answer.startswith(WRONG[typed])
    assert usage.startswith("Schrijf het zo: diary ")
    assert "[OPTIES]" in usage
    assert "OPTIONS" not in usage
    assert "COMMAND" not in usage
    assert more.endswith(" --help")
    assert terminal.out == ""
    assert list(terminal.folder.iterdir()) == [terminal.diary]


@pytest.mark.parametrize("asked", [["--language", "nl"], ["--language=nl"]])
def test_the_language_that_is_asked_for_is_that_of_help_and_answers(terminal: Terminal, asked: list[str]) -> None:
    assert terminal("show", "--help", *asked) == 0
    assert "Eerste dag, zoals" in terminal.out
    assert terminal("show", *asked) == WRONG_USE
    assert "ontbreekt" in terminal.err


def test_help_says_all_in_one_language(terminal: Terminal) -> None:
    """Each line of help is another one in Dutch: what is left to click itself is English."""
    for verb in ["", OPEN, *VERBS]:
        found = []
        for language in ("en", "nl"):
            assert terminal(*verb.split(), "--help", language=language) == 0
            found.append({line.strip() for line in terminal.out.splitlines() if " " in line.strip()})
        english, dutch = found
        assert english & dutch <= {line for line in english if "=" in line}, verb


def test_every_option_has_its_words() -> None:
    language = load_language("en", resources())
    with click.Context(diary, info_name="diary") as context:
        for verb in diary.list_commands(context):
            command = diary.get_command(context, verb)
            assert command is not None
            for written, words in option_rows(command, context, language):
                assert words.strip("[]; "), (verb, written)
                assert not words.startswith("["), (verb, written)


def test_what_looks_like_a_name_opens_the_window(terminal: Terminal) -> None:
    for name in ("restore.diary", "mine", "./shwo"):
        assert terminal(name) == 0, name
    assert terminal("shwo") == WRONG_USE


def test_a_day_outside_the_diary_says_that_nothing_is_there(terminal: Terminal) -> None:
    """Only one of the two days was typed: there is nothing to swap."""
    terminal("log", terminal.diary, "2026-11-10", "stress=3", "--new")
    for days in (["--from", "2026-11-20"], ["--to", "2026-11-01"]):
        assert "Nothing was logged" in terminal.refused("show", terminal.diary, *days)
        assert "Nothing was logged" in terminal.refused("report", terminal.diary, *days, "-o", "none.pdf")
    swapped = ["--from", "2026-11-20", "--to", "2026-11-01"]
    assert "Swap the two dates" in terminal.refused("show", terminal.diary, *swapped)


def test_what_is_not_there_is_named(terminal: Terminal) -> None:
    missing, new = terminal.folder / "missing.diary", terminal.folder / "new.diary"
    assert "There is no file" in terminal.refused("salvage", missing, new)
    assert "There is no share in" in terminal.refused("collect", terminal.folder, "-o", terminal.folder / "a.csv")
    without_ending = terminal.refused("collect", terminal.folder, "-o", terminal.folder / "study")
    assert "one of these: csv, parquet." in without_ending


def test_output_that_cannot_be_written_is_no_file_of_the_person(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal("log", terminal.diary, "today", "stress=3", "--new")

    def full(*_said: object, **_how: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("diary.cli.show_commands.tell", full)
    said = terminal.refused("show", terminal.diary)
    assert "output" not in said
    assert "send it somewhere else" in said
