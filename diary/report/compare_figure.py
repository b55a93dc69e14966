"""Draws the comparison of two spans on paper: per row a dot for the difference and a line for its interval."""

from textwrap import wrap

from diary.content.language import Language
from diary.content.theme import Theme
from diary.report.figures import SMALL
from diary.report.svg import Sheet
from diary.screens.compare import CompareRow, CompareState, Reach, means_words

WIDTH = 510.0
ROW = 37.0
HEAD = 30.0
NAMES, LINE, LINE_WIDTH, SAID = 0.0, 205.0, 130.0, 347.0
BODY = 8.0
NAME_LETTERS = 40
SAID_LETTERS = 38
LINE_HEIGHT = 10.0
Words = tuple[list[str], list[tuple[str, str]]]
"""The lines of a row: of its name, and of what is said of it, each with its colour."""


def draw_compare(state: CompareState, language: Language, theme: Theme, title: str) -> str:
    """Draw all rows of a comparison under each other, as SVG."""
    lines = [_words(row, theme) for row in state.rows]
    heights = [max(ROW, 8 + LINE_HEIGHT * max(len(name) + 1, len(said))) for name, said in lines]
    sheet = Sheet(WIDTH, HEAD + max(ROW, sum(heights)), title, state.summary)
    t = language.t
    sheet.text((NAMES, 8), t("Earlier: {days}", days=state.before), size=BODY, colour=theme.ink)
    sheet.text((NAMES, 18), t("Later: {days}", days=state.after), size=BODY, colour=theme.ink)
    middle = LINE + LINE_WIDTH / 2
    sheet.text((middle, 18), t("no difference"), size=SMALL, colour=theme.quiet, anchor="middle")
    top = HEAD
    for row, words, height in zip(state.rows, lines, heights, strict=True):
        sheet.line((0, top - 3), (WIDTH, top - 3), theme.line, 0.4)
        _draw_row(sheet, row, words, top, language, theme)
        top += height
    return sheet.to_text()


def _words(row: CompareRow, theme: Theme) -> Words:
    """Return all of a row in as many lines as it needs: nothing is cut off."""
    said = [(line, theme.ink) for line in wrap(row.words, SAID_LETTERS)]
    if row.reach is not None:
        interval = " ".join(f"{row.difference} ({row.interval})".split())  # too long to stay together
        said += [(line, theme.quiet) for line in wrap(interval, SAID_LETTERS)]
    return wrap(row.name, NAME_LETTERS), said


def _draw_row(sheet: Sheet, row: CompareRow, words: Words, top: float, language: Language, theme: Theme) -> None:
    name, said = words
    for index, line in enumerate(name):
        sheet.text((NAMES, top + 8 + LINE_HEIGHT * index), line, size=BODY, colour=theme.ink, bold=True)
    below = top + 8 + LINE_HEIGHT * len(name)
    sheet.text((NAMES, below), means_words(language, row), size=SMALL, colour=theme.quiet)
    if row.reach is not None:
        _draw_reach(sheet, row.reach, top + 10, theme)
    for index, (line, colour) in enumerate(said):
        sheet.text((SAID, top + 8 + LINE_HEIGHT * index), line, size=BODY, colour=colour)


def _draw_reach(sheet: Sheet, reach: Reach, y: float, theme: Theme) -> None:
    half, middle = LINE_WIDTH / 2, LINE + LINE_WIDTH / 2
    small = min(1.0, reach.small) * half
    sheet.box((middle - small, y - 5), (2 * small, 10), fill=theme.field)
    sheet.line((LINE, y), (LINE + LINE_WIDTH, y), theme.line, 0.5)
    sheet.line((middle, y - 6), (middle, y + 6), theme.border, 0.7)
    low, at, high = (middle + part * half for part in (reach.low, reach.middle, reach.high))
    sheet.line((low, y), (high, y), theme.accent, 1.4)
    for end in (low, high):
        sheet.line((end, y - 2.5), (end, y + 2.5), theme.accent, 1.0)
    sheet.circle((at, y), 2.8, theme.accent)
