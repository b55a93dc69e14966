"""Draws what blocks of the second printed page show: nights, charts below each other, body maps, filled-in days.

Colour is always doubled, by lightness or by shape, and no word is smaller than 8 points.
"""

from collections.abc import Sequence
from itertools import compress, pairwise
from typing import Final

import numpy as np

from diary.content.bodymap import BodyDrawing
from diary.content.language import Language
from diary.content.theme import Theme
from diary.domain.period import day_number
from diary.domain.text import shorten
from diary.report.figures import DATES_HEIGHT, SMALL, draw_chart, label_room
from diary.report.map_figure import draw_beside
from diary.report.marks import DATE_LABEL, SOFT, Frame, Plot, soften
from diary.report.svg import Sheet, box, circle
from diary.screens.day_axis import day_ticks
from diary.screens.page_blocks import ChartsBelow, FilledIn, MapsBeside, NightBars, PageBlock
from diary.screens.plan.cards import Weeks

WIDTH: Final = 510.0
NIGHT_HEIGHT: Final = 118.0
CHART_HEIGHT: Final = 62.0
ROW, NAMES, COUNTS, TOP = 12.0, 92.0, 48.0, 13.0
TWO_HOURS: Final = 120.0
LETTER: Final = 4.6
"""About the width of a letter of the small type size."""
STRIPES: Final = "stripes"
COURSE_WIDTH, COURSE_HEIGHT, COURSE_EDGE = 72.0, 12.0, 2.2


def draw_block(block: PageBlock, body: BodyDrawing, language: Language, theme: Theme) -> tuple[str, ...]:
    """Draw what it shows as SVG: one drawing, of charts below each other one each; none of words alone."""
    about = block.title, block.alt
    match block.drawing:
        case NightBars() as nights:
            return (_draw_nights(nights, language, theme, about),)
        case ChartsBelow() as below:
            return _draw_charts(below, language, theme)
        case MapsBeside() as maps:
            return (draw_beside(maps, body, language, theme, about),)
        case FilledIn() as filled:
            return (_draw_filled_in(filled, language, theme, about),)
        case None:
            return ()


def _draw_charts(below: ChartsBelow, language: Language, theme: Theme) -> tuple[str, ...]:
    """Draw the charts on one time axis; only the last one has its dates."""
    left = max(Frame().left, *(label_room(chart, language) for chart in below.charts), 0.0)
    frames = [Frame(WIDTH, CHART_HEIGHT, dates=False, left=left)] * (len(below.charts) - 1)
    frames.append(Frame(WIDTH, CHART_HEIGHT + DATES_HEIGHT, left=left))
    return tuple(
        draw_chart(chart, language, theme, frame) for chart, frame in zip(below.charts, frames, strict=True)
    )


def draw_course(name: str, weeks: Weeks, theme: Theme) -> str:
    """Draw numbers by week, small: a dot each and the last one large, a line between weeks that follow each other,
    below the line of the highest number there can be."""
    sheet = Sheet(COURSE_WIDTH, COURSE_HEIGHT, name, weeks.words)
    low, high = COURSE_HEIGHT - COURSE_EDGE, COURSE_EDGE
    for y, dash in ((low, ""), (high, "1 2")):
        sheet.line((0.0, y), (COURSE_WIDTH, y), theme.line, 0.6, dash)
    step = (COURSE_WIDTH - 2 * COURSE_EDGE) / max(1, len(weeks.points) - 1)
    points = [
        None if value is None else (COURSE_EDGE + number * step, low - (low - high) * value / weeks.high)
        for number, value in enumerate(weeks.points)
    ]
    for before, after in pairwise(points):
        if before is not None and after is not None:
            sheet.line(before, after, theme.ink, 0.9)
    known = [point for point in points if point is not None]
    for point in known:
        sheet.circle(point, COURSE_EDGE - 0.3 if point is known[-1] else 1.1, theme.ink)
    return sheet.to_text()


def _draw_nights(nights: NightBars, language: Language, theme: Theme, about: tuple[str, str]) -> str:
    """Draw a bar a night, the evening on top: dark asleep, pale awake in bed, striped where no more is known."""
    sheet = Sheet(WIDTH, NIGHT_HEIGHT, *about)
    first, days = day_number(nights.days.first), len(nights.days)
    frame = Frame(WIDTH, NIGHT_HEIGHT, left=34.0, right_room=2.0, top=TOP)
    plot = Plot(frame, first - 0.5, first + days - 0.5)
    early = float(np.floor(np.nanmin(nights.begins) / TWO_HOURS) * TWO_HOURS)
    until = float(np.ceil(np.nanmax(nights.ends) / TWO_HOURS) * TWO_HOURS)
    step = TWO_HOURS * max(1, np.ceil((until - early) / (8 * TWO_HOURS)))
    for tick in np.arange(early, until + 1, step):
        y = _down(frame, tick, early, until)
        sheet.line((frame.left, y), (frame.right, y), theme.line, 0.4)
        place = frame.left - 4, y + SMALL * 0.36
        sheet.text(place, language.clock_minutes(tick % 1440), size=SMALL, colour=theme.quiet, anchor="end")
    dark = theme.roles["sleep"]
    inks = dark, soften(dark, theme.card, SOFT), f"url(#{STRIPES})"
    sheet.pattern(STRIPES, 3.0).line((0.0, 3.0), (3.0, 0.0), dark, 0.7)
    thick = min(12.0, (frame.right - frame.left) / days) * 0.72
    edge = min(0.6, thick / 4)
    rows = np.flatnonzero(np.isfinite(nights.begins)).tolist()
    parts = [(row, *part) for row in rows for part in enumerate(_night_parts(nights, row))]
    for row, _, (begin, end, kind) in sorted(parts, key=lambda part: (part[1], part[2][2], nights.late[part[0]])):
        left, late = plot.x(first + row) - thick / 2, bool(nights.late[row])
        top, bottom = (_down(frame, minutes, early, until) for minutes in (begin, end))
        fill = theme.card if late and kind == ASLEEP else inks[kind]
        size = thick, max(0.4, bottom - top)
        sheet.box((left, top), size, fill=fill, colour=dark if late else "none", thickness=edge * late)
    _draw_key(sheet, [(inks[0], ""), (inks[1], ""), (inks[2], dark)], nights.key, theme)
    _draw_dates(sheet, plot, language, theme, NIGHT_HEIGHT - 3)
    return sheet.to_text()


def _down(frame: Frame, minutes: float, early: float, until: float) -> float:
    return frame.top + (frame.bottom - frame.top) * (minutes - early) / (until - early)


ASLEEP, AWAKE, IN_BED = 0, 1, 2
"""What a part of a bar stands for, in the order of its key."""


def _night_parts(nights: NightBars, row: int) -> list[tuple[float, float, int]]:
    """Return the parts of a bar: in bed, over it asleep, and over that awake, halfway."""
    begin, onset, wake, end, awake = (
        float(part[row]) for part in (nights.begins, nights.onset, nights.wakes, nights.ends, nights.awake)
    )
    if not np.isfinite(onset):
        return [(begin, end, IN_BED)]
    parts = [(begin, end, AWAKE), (onset, wake, ASLEEP)]
    if awake > 0:
        middle = (onset + wake) / 2
        parts.append((middle - awake / 2, middle + awake / 2, AWAKE))
    return parts


def _draw_filled_in(filled: FilledIn, language: Language, theme: Theme, about: tuple[str, str]) -> str:
    """Draw a mark for every day and subject: full for soon, hollow for later, a dot for not filled in; holidays
    are left empty."""
    bottom = TOP + ROW * len(filled.rows)
    sheet = Sheet(WIDTH, bottom + 12, *about)
    first, days = day_number(filled.days.first), len(filled.days)
    plot = Plot(Frame(WIDTH, bottom, left=NAMES, right_room=COUNTS), first - 0.5, first + days - 0.5)
    size = min(6.6, (WIDTH - NAMES - COUNTS) / days * 0.74)
    for index, (name, soon, late, words) in enumerate(filled.rows):
        middle = TOP + ROW * (index + 0.5)
        sheet.text((0, middle + 3), shorten(name, int(NAMES / LETTER)), size=SMALL, colour=theme.ink)
        sheet.text((WIDTH, middle + 3), words, size=SMALL, colour=theme.quiet, anchor="end")
        middles = [(plot.x(first + row), middle) for row in range(days)]
        boxes = [box((x - size / 2, y - size / 2), (size, size)) for x, y in middles]
        dots = (circle(at, min(0.8, size / 4)) for at in compress(middles, ~(soon | late | filled.away)))
        sheet.path("".join((*compress(boxes, soon), *dots)), fill=theme.quiet)
        edge = min(0.7, size / 4)
        sheet.path("".join(compress(boxes, late)), fill=theme.card, colour=theme.ink, thickness=edge)
    _draw_key(sheet, [(theme.quiet, ""), (theme.card, theme.ink), ("", theme.quiet)], filled.key, theme)
    _draw_dates(sheet, plot, language, theme, bottom + 9)
    return sheet.to_text()


def _draw_key(sheet: Sheet, marks: Sequence[tuple[str, str]], names: Sequence[str], theme: Theme) -> None:
    """Draw what each mark stands for, at the right end of the top line."""
    x = WIDTH
    for (fill, edge), words in reversed(list(zip(marks, names, strict=True))):
        x -= len(words) * LETTER + 10
        sheet.text((x + 10, 7), words, size=SMALL, colour=theme.quiet)
        if fill:
            sheet.box((x, 1), (6, 6), fill=fill, colour=edge or "none", thickness=0.7 if edge else 0.0)
        else:
            sheet.circle((x + 3, 4), 0.9, edge)
        x -= 8


def _draw_dates(sheet: Sheet, plot: Plot, language: Language, theme: Theme, y: float) -> None:
    """Write the dates below the axis; one that would leave the sheet or touch the date before it moves or goes."""
    room, until = plot.frame.right - plot.frame.left, -LETTER
    for mark in day_ticks(language, plot.first + 0.5, plot.last - 0.5, room, DATE_LABEL):
        half = len(mark.label) * LETTER / 2
        place = min(max(plot.x(mark.day), plot.frame.left + 8), plot.frame.width - half)
        if place - half > until + LETTER:
            sheet.text((place, y), mark.label, size=SMALL, colour=theme.quiet, anchor="middle")
            until = place + half
