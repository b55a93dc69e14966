"""Writes week sheets to fill in with a pen: a tagged PDF, one page a week where the form is not too long."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from diary.content.bodymap import BodyOutline
from diary.content.library import Library
from diary.content.theme import PAPER_THEME, Theme, load_themes
from diary.domain.item import Kind
from diary.report.body_figure import draw_figure
from diary.report.page import Paper
from diary.report.pdf import refuse_other_than_pdf, sheet_frame, typeset_words
from diary.report.printable import PaperLetters, fields_of, printable
from diary.report.svg import Sheet
from diary.screens.week_sheet import TALL, SheetRow, WeekSheet
from diary.storage.whole_file import write_whole

TEMPLATE: Final = "week.typ"
BODY_HEIGHT: Final = 100.0
"""Points; the template decides how large it stands on the page."""


def write_week_sheets(
    weeks: Sequence[WeekSheet],
    library: Library,
    resources: Path,
    destination: Path,
    made: date,
    paper: Paper = "a4",
) -> str:
    """Write the sheets as a tagged PDF; return which letters they could not show. Raises Refusal UNKNOWN_FORMAT
    and what `write_whole` raises; then nothing was written."""
    refuse_other_than_pdf(destination)
    data = partial(_sheets, weeks, library, resources, paper)
    pages, letters = typeset_words(TEMPLATE, data, resources, "pdf", made)
    write_whole(destination, pages[0])
    return letters.warning(library.language)


def _sheets(
    weeks: Sequence[WeekSheet], library: Library, resources: Path, paper: Paper, letters: PaperLetters
) -> dict[str, object]:
    language, theme = library.language, load_themes(resources)[PAPER_THEME]
    t = language.t
    return {
        **sheet_frame(language, resources),
        "paper": paper,
        "title": t("Week sheet"),
        "lead": t("Fill in each day on the day itself if you can. An empty box is fine: it is no answer."),
        "question": t("Question"),
        "alt": [t("Front"), t("Back")],
        "body": _body(weeks[0], library, theme),
        "weeks": [_week(week, letters) for week in weeks],
    }


def _week(week: WeekSheet, letters: PaperLetters) -> dict[str, object]:
    cards = [{"title": card.title, "rows": [_row(row, letters) for row in card.rows]} for card in week.cards]
    return {**fields_of(week, "title", "heads"), "cards": cards}


def _row(row: SheetRow, letters: PaperLetters) -> dict[str, object]:
    kind = "map" if row.item.kind is Kind.BODY_MAP else "tall" if row.item.kind in TALL else ""
    words = {name: printable(getattr(row, name), letters) for name in ("name", "hint")}
    return {**words, "asked": list(row.asked), "kind": kind}


def _body(week: WeekSheet, library: Library, theme: Theme) -> list[str]:
    """Draw front and back without any strength: lines only, which every printer keeps."""
    return [_figure(figure, week, theme) for figure in library.drawing.figures]


def _figure(figure: BodyOutline, week: WeekSheet, theme: Theme) -> str:
    scale = BODY_HEIGHT / figure.height
    sheet = Sheet(figure.width * scale, BODY_HEIGHT, figure.view.value, "")
    draw_figure(sheet.group(move=(0.0, 0.0), scale=scale), figure, {}, theme, week.hidden_areas)
    return sheet.to_text()
