"""Writes the plan for a harder time as one page in large type, on A4 or A5: to hang up, or to give to somebody."""

from pathlib import Path
from typing import Literal

from diary.content.articles import PURPOSE, load_article
from diary.content.theme import PAPER_THEME, load_themes
from diary.report.page import font_folder
from diary.report.pdf import typeset
from diary.report.printable import PaperLetters, printable
from diary.screens.plan.cards import PlanSource
from diary.screens.plan.harder import build_harder, harder_lines
from diary.storage.whole_file import write_whole

TEMPLATE = "plan.typ"


def write_plan(source: PlanSource, resources: Path, destination: Path, paper: Literal["a4", "a5"] = "a4") -> None:
    """Write the page. Raises what `write_whole` raises; then nothing was written."""
    write_whole(destination, make_plan(source, resources, paper))


def make_plan(source: PlanSource, resources: Path, paper: Literal["a4", "a5"] = "a4") -> bytes:
    """Return the page as a tagged PDF."""
    language, theme = source.library.language, load_themes(resources)[PAPER_THEME]
    card, letters = build_harder(source)[0], PaperLetters(font_folder(resources))
    purpose = load_article(resources, language.code, PURPOSE)
    data = {
        "lang": language.code,
        "paper": paper,
        "title": card.title,
        "written": card.aside,
        "parts": [{"name": line.name, "lines": _lines(line.words, letters)} for line in harder_lines(source)],
        "last": [language.phrase("plan", "harder", "new_pain"), purpose.sections[0].paragraphs[0]],
        "footer": purpose.footer,
        "colours": {"ink": theme.ink, "quiet": theme.quiet, "line": theme.border, "accent": theme.accent},
    }
    return typeset(TEMPLATE, data, resources, "pdf", source.today, with_system=letters.is_borrowing)[0]


def _lines(words: str, letters: PaperLetters) -> list[str]:
    """Lines with no letter that paper cannot show."""
    return [printable(line, letters) for line in words.split("\n")]
