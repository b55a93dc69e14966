"""Moments and diary holidays above charts on paper: each kind of moment by its own shape, as on screen."""

from math import cos, pi, sin

from diary.content.theme import Theme
from diary.domain.day import MomentKind
from diary.domain.period import day_number
from diary.report.marks import Plot
from diary.report.svg import Point, Sheet, polyline
from diary.screens.happenings import Happenings

LANE = 14.0
"""Points above the first chart for the marks."""
SIZE = 3.0
LETTER = 3.4
HATCH = "holiday"
SMALL = 6.2


def draw_happenings(sheet: Sheet, plot: Plot, happenings: Happenings, bottom: float, theme: Theme) -> None:
    """The marks of the days in view in the lane on top of the sheet; holidays as hatching down to `bottom`."""
    if happenings.holidays:
        tile = sheet.pattern(HATCH, 4.0)
        tile.line((0.0, 4.0), (4.0, 0.0), theme.line, 0.6)
    for period in happenings.holidays:
        left = max(plot.x(day_number(period.first) - 0.5), plot.frame.left)
        right = min(plot.x(day_number(period.last) + 0.5), plot.frame.right)
        if right <= left:
            continue
        sheet.box((left, 0.0), (right - left, bottom), fill=f"url(#{HATCH})")
        room = len(happenings.holiday_name) * LETTER
        middle = min(max((left + right) / 2, room / 2), sheet.width - room / 2)
        sheet.box((middle - room / 2 - 1, 2.0), (room + 2, 8.0), fill=theme.card)
        sheet.text((middle, 8.4), happenings.holiday_name, size=SMALL, colour=theme.quiet, anchor="middle")
    for mark in happenings.moments:
        if plot.first <= mark.place <= plot.last:
            _draw_sign(sheet, mark.kind, (plot.x(mark.place), LANE / 2), theme)


def _draw_sign(sheet: Sheet, kind: MomentKind, at: Point, theme: Theme) -> None:
    x, y = at
    match kind:
        case MomentKind.FLARE:
            peak = [(x, y - SIZE), (x + SIZE, y + SIZE), (x - SIZE, y + SIZE)]
            sheet.path(polyline(peak) + "Z", fill=theme.ink)
        case MomentKind.TREATMENT:
            sheet.line((x - SIZE, y), (x + SIZE, y), theme.ink, 1.6)
            sheet.line((x, y - SIZE), (x, y + SIZE), theme.ink, 1.6)
        case MomentKind.MEDICINE:
            reach = SIZE * 0.8
            sheet.line((x - reach, y + reach), (x + reach, y - reach), theme.ink, 3.4)
            sheet.line((x, y), (x + reach, y - reach), theme.card, 2.2)
        case MomentKind.LIFE_EVENT:
            lengths = (SIZE * 1.15, SIZE * 0.42)
            star = [
                (x + cos(step * pi / 4) * lengths[step % 2], y + sin(step * pi / 4) * lengths[step % 2])
                for step in range(8)
            ]
            sheet.path(polyline(star) + "Z", fill=theme.ink)
