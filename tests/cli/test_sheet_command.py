"""`diary sheet` prints the form to fill in with a pen."""

import re
import subprocess
from pathlib import Path
from shutil import which

import pytest

from diary.domain.form import Form
from diary.domain.item import Item, Kind, OwnItem, Preset
from tests.cli.test_commands import Terminal
from tests.factory import FEW, a_journal
from tests.report.test_pdf import SIGN_WITHOUT_ITS_LETTER


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, capsys)


def text_of(path: Path) -> str:
    if which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    found = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True)
    return found.stdout


def pages_of(path: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


def test_a_sheet_has_the_persons_own_questions_in_their_language(terminal: Terminal) -> None:
    journal = a_journal(terminal.diary)
    journal.set_form(Form(Preset.ESSENTIALS))
    journal.save_own_item(OwnItem(Item("tea", Kind.COUNT, "own", 0, 20, own=True), {"nl": "Koppen thee"}))
    journal.answer(journal.today, "stress", 9)
    journal.close()
    out = terminal.folder / "week.pdf"
    assert terminal("sheet", terminal.diary, "-o", out, language="nl") == 0
    said = text_of(out)
    assert "Week van maandag 16 november 2026" in said
    assert "Koppen thee" in said
    assert "Naar bed" not in said


def test_a_letter_that_no_font_has_is_named(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diary.report.printable._ranges_of_all", lambda _folder: [])
    journal = a_journal(terminal.diary)
    journal.save_own_item(OwnItem(Item("tea", Kind.COUNT, "own", 0, 20, own=True), {"en": "茶 tea"}))
    journal.close()
    assert terminal("sheet", terminal.diary, "-o", terminal.folder / "week.pdf") == 0
    assert "has these letters: 茶." in terminal.err


def test_a_sign_on_a_letter_that_no_font_has_together_does_not_stop_the_sheet(terminal: Terminal) -> None:
    journal = a_journal(terminal.diary)
    journal.save_own_item(
        OwnItem(Item("tea", Kind.COUNT, "own", 0, 20, own=True), {"en": f"{SIGN_WITHOUT_ITS_LETTER} tea"})
    )
    journal.close()
    assert terminal("sheet", terminal.diary, "-o", terminal.folder / "week.pdf") == 0
    assert "tea" in text_of(terminal.folder / "week.pdf")


def test_without_a_diary_it_is_the_short_form_of_as_many_weeks_as_asked(terminal: Terminal) -> None:
    out = terminal.folder / "week.pdf"
    for paper in ("a4", "letter"):
        assert terminal("sheet", "-o", out, "--from", "2026-12-28", "--weeks", 3, "--paper", paper) == 0
        said = text_of(out)
        assert said.count("To bed") == 3
        assert "Week of Monday 11 January 2027" in said
        assert out.read_bytes().count(b"/StructTreeRoot") >= 1


@pytest.mark.parametrize("preset", Preset)
def test_a_week_is_one_page_of_a4_and_two_with_every_question(preset: Preset, terminal: Terminal) -> None:
    journal = a_journal(terminal.diary)
    journal.set_form(Form(preset))
    journal.close()
    out = terminal.folder / "week.pdf"
    for language in ("en", "nl"):
        terminal("sheet", terminal.diary, "-o", out, language=language)
        assert text_of(out).rstrip("\f\n").count("\f") == (preset is Preset.FULL)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_what_it_is_for_is_read_aloud_too(terminal: Terminal, paper: str) -> None:
    """Of a form with few questions: reading the tags of a long one takes seconds."""
    journal = a_journal(terminal.diary)
    journal.set_form(FEW)
    journal.close()
    out = terminal.folder / "week.pdf"
    assert terminal("sheet", terminal.diary, "-o", out, "--weeks", 2, "--paper", paper) == 0
    if which("pdfinfo") is None:
        pytest.skip("pdfinfo is not installed")
    told = subprocess.run(["pdfinfo", "-struct-text", str(out)], check=True, capture_output=True, text=True)
    assert told.stdout.count("is a private notebook") == 2


def test_another_ending_or_a_place_that_is_not_there_is_refused(terminal: Terminal) -> None:
    assert "pdf" in terminal.refused("sheet", "-o", terminal.folder / "week.docx")
    assert terminal.refused("sheet", "-o", terminal.folder / "nowhere" / "week.pdf")
    assert not (terminal.folder / "nowhere").exists()
