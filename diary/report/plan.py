"""Writes the plan for a harder time as one page in large type, on A4 or A5: to hang up, or to give to somebody."""

from functools import partial
from pathlib import Path
from typing import Literal

from diary.content.articles import PURPOSE, load_article
from diary.content.theme import PAPER_THEME, load_themes
from diary.report.pdf import typeset_words
from diary.report.printable import PaperLetters, printable
from diary.screens.plan.cards import PlanSource
from diary.screens.plan.harder import build_harder, harder_lines
from diary.storage.whole_file import write_whole

TEMPLATE = "plan.typ"


def write_plan(source: PlanSource, resources: Path, destination: Path, paper: Literal["a4", "a5"] = "a4") -> str:
    """Write the page as a tagged PDF; return which letters it could not show. Raises what `write_whole` raises;
    then nothing was written."""
    data = partial(_page, source, resources, paper)
    pages, letters = typeset_words(TEMPLATE, data, resources, "pdf", source.today)
    write_whole(destination, pages[0])
    return letters.warning(source.library.language)


def _page(source: PlanSource, resources: Path, paper: str, letters: PaperLetters) -> dict[str, object]:
    language, theme = source.library.language, load_themes(resources)[PAPER_THEME]
    card, purpose = build_harder(source)[0], load_article(resources, language.code, PURPOSE)
    return {
        "lang": language.code,
        "paper": paper,
        "title": card.title,
        "written": card.aside,
        "parts": [{"name": line.name, "lines": _lines(line.words, letters)} for line in harder_lines(source)],
        "last": [language.phrase("plan", "harder", "new_pain"), purpose.sections[0].paragraphs[0]],
        "footer": purpose.footer,
        "colours": {"ink": theme.ink, "quiet": theme.quiet, "line": theme.border, "accent": theme.accent},
    }


def _lines(words: str, letters: PaperLetters) -> list[str]:
    """Lines with no letter that paper cannot show."""
    return [printable(line, letters) for line in words.split("\n")]
