"""Writes the plan for a harder time in large type, on A4, Letter or A5: to hang up, or to give to somebody."""

from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias

from diary.content.articles import PURPOSE, load_article
from diary.content.theme import PAPER_THEME, load_themes
from diary.report.pdf import typeset_words
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
    language, theme = source.library.language, load_themes(resources)[PAPER_THEME]
    card, purpose = build_harder(source)[0], load_article(resources, language.code, PURPOSE)
    lines = harder_lines(source)
    return {
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


def _lines(words: str, letters: PaperLetters) -> list[str]:
    """Lines with no letter that paper cannot show."""
    return [printable(line, letters) for line in words.split("\n")]
