"""Writes the plan for a harder time in large type, on A4, Letter or A5: to hang up, or to give to somebody."""

from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias

from diary.report.pdf import sheet_frame, typeset_words
from diary.report.printable import PaperLetters, printable
from diary.screens.plan.cards import PlanSource
from diary.screens.plan.harder import build_harder, harder_lines
from diary.storage.whole_file import write_whole

TEMPLATE = "plan.typ"
PlanPaper: TypeAlias = Literal["a4", "letter", "a5"]
SHORT = 700
"""So many letters at most are printed larger: on a hard day less is read."""


def write_plan(source: PlanSource, resources: Path, destination: Path, paper: PlanPaper = "a4") -> str:
    """Write the page as a tagged PDF; return which letters it could not show. Raises what `write_whole` raises;
    then nothing was written."""
    data = partial(_page, source, resources, paper)
    pages, letters = typeset_words(TEMPLATE, data, resources, "pdf", source.today)
    write_whole(destination, pages[0])
    return letters.warning(source.library.language)


def _page(source: PlanSource, resources: Path, paper: PlanPaper, letters: PaperLetters) -> dict[str, object]:
    language, card, lines = source.library.language, build_harder(source)[0], harder_lines(source)
    return {
        **sheet_frame(language, resources),
        "paper": paper,
        "title": card.title,
        "written": card.aside,
        "is_short": sum(len(line.words) for line in lines) <= SHORT,
        "parts": [{"name": line.name, "lines": _lines(line.words, letters)} for line in lines],
        "last": language.phrase("plan", "harder", "on_paper"),
    }


def _lines(words: str, letters: PaperLetters) -> list[str]:
    """Lines with no letter that paper cannot show."""
    return [printable(line, letters) for line in words.split("\n")]
