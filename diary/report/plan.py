"""Writes the plan for a harder time in large type, on A4, Letter or A5: to hang up, or to give to somebody."""

from pathlib import Path
from typing import Literal, TypeAlias

from diary.content.articles import PURPOSE, load_article
from diary.content.theme import PAPER_THEME, load_themes
from diary.report.page import font_folder
from diary.report.pdf import typeset
from diary.report.printable import PaperLetters, printable
from diary.screens.plan.cards import PlanSource
from diary.screens.plan.harder import build_harder, harder_lines
from diary.storage.whole_file import write_whole

TEMPLATE = "plan.typ"
PlanPaper: TypeAlias = Literal["a4", "letter", "a5"]
SHORT = 700
"""So many letters at most are printed larger: on a hard day less is read."""


def write_plan(source: PlanSource, resources: Path, destination: Path, paper: PlanPaper = "a4") -> None:
    """Write the page. Raises what `write_whole` raises; then nothing was written."""
    write_whole(destination, make_plan(source, resources, paper))


def make_plan(source: PlanSource, resources: Path, paper: PlanPaper = "a4") -> bytes:
    """Return the page as a tagged PDF."""
    language, theme = source.library.language, load_themes(resources)[PAPER_THEME]
    card, letters = build_harder(source)[0], PaperLetters(font_folder(resources))
    purpose = load_article(resources, language.code, PURPOSE)
    lines = harder_lines(source)
    data = {
        "lang": language.code,
        "paper": paper,
        "title": card.title,
        "written": card.aside,
        "is_short": sum(len(line.words) for line in lines) <= SHORT,
        "parts": [{"name": line.name, "lines": _lines(line.words, letters)} for line in lines],
        "last": language.phrase("plan", "harder", "on_paper"),
        "purpose": purpose.sections[0].paragraphs[0],
        "footer": purpose.footer,
        "colours": {"ink": theme.ink, "quiet": theme.quiet, "line": theme.border, "accent": theme.accent},
    }
    return typeset(TEMPLATE, data, resources, "pdf", source.today, with_system=letters.is_borrowing)[0]


def _lines(words: str, letters: PaperLetters) -> list[str]:
    """Lines with no letter that paper cannot show."""
    return [printable(line, letters) for line in words.split("\n")]
