"""The plan for a harder time on paper: in large type, whole, in both languages, on every paper."""

import re
from pathlib import Path

import pytest

from diary.content.library import Library
from diary.journal.journal import Journal
from diary.paths import resources
from diary.report.plan import SHORT, PlanPaper, write_plan
from tests.report.test_pdf import printed, read


def made(journal: Journal, library: Library, folder: Path, paper: PlanPaper = "a4") -> Path:
    path = folder / f"{paper}.pdf"
    write_plan(journal.plan_source(library), resources(), path, paper)
    return path


def height(pdf: Path, word: str) -> float:
    """How high the first such word is, in points."""
    found = re.search(rf'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">{word}<', read("pdftotext", pdf, "-bbox"))
    assert found is not None
    return float(found[2]) - float(found[1])


@pytest.mark.parametrize(("paper", "size"), [("a4", "595"), ("letter", "612 x 792"), ("a5", "419")])
@pytest.mark.parametrize("language", ["english", "dutch"])
def test_it_is_one_page_with_what_was_written_first(
    journal: Journal, tmp_path: Path, request: pytest.FixtureRequest, language: str, paper: PlanPaper, size: str
) -> None:
    library: Library = request.getfixturevalue(language)
    journal.add_record("harder_plan", {"part": "helps", "words": "a warm shower\nthe radio"})
    journal.add_record("contact", {"name": "Robin", "phone": "555 0100", "harder": True})
    path = made(journal, library, tmp_path, paper)
    about, words = read("pdfinfo", path), printed(path)
    assert size in about
    assert "Pages:           1" in about
    last = library.language.phrase("plan", "harder", "on_paper")
    places = [words.index(said) for said in ("a warm shower", "the radio", "Robin · 555 0100", last)]
    assert places == sorted(places)


def test_few_words_are_larger_and_a_full_plan_goes_on_over_the_page(
    journal: Journal, english: Library, tmp_path: Path
) -> None:
    line = journal.add_record("harder_plan", {"part": "helps", "words": "rest and tea"})
    short = height(made(journal, english, tmp_path), "tea")
    journal.registers.change(line, {"part": "helps", "words": "rest and tea " * (SHORT // 10)})
    assert height(made(journal, english, tmp_path), "tea") < short
    parts = english.register("harder_plan").field("part").options
    for part in parts:
        journal.add_record("harder_plan", {"part": part, "words": f"{part}. " * 60})
    words = printed(made(journal, english, tmp_path))
    assert all(words.count(f"{part}.") >= 60 for part in parts)
