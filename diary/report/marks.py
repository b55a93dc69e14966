"""Draws the marks of one series on paper: its line, dots, bars or band.

Series are distinguished by dash and shape as well as by hue, so that a grey print shows the same.
"""

from typing import TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from diary.content.theme import Theme
from diary.domain.table import Bools, Floats
from diary.report.svg import Point, Sheet, circle, polyline
from diary.screens.buckets import Buckets, TimeView, Width
from diary.screens.charts import NAP_SERIES, SeriesMark, SeriesState, late_rows
from diary.screens.series_lines import has_weekly_line, line_through, series_buckets, span_buckets, typical

Number = TypeVar("Number", float, Floats)

SOFT = 0.35
"""The share of its colour that a bar behind another series keeps."""
NAP_SOFT = 0.75
"""The same for naps: they are so short that a pale bar would not be seen."""
BAND = 0.2
FAINT = 0.5
"""The share of its colour that a single day keeps where the weekly line is drawn over it."""
LINE_WIDTH = 1.1
RIM = 1.4
ROOM_FOR_A_DOT = 3.2
DATE_LABEL = 34.0
"""Points from the middle of a date below an axis to that of the next."""


class Ink(Struct, frozen=True):
    """How a role is drawn without colour: its dash and the shape of its dots."""

    dash: str
    dot: str


INKS = {
    "pain": Ink("2.6 1.6", "diamond"),
    "spread": Ink("", "circle"),
    "sleep": Ink("", "circle"),
    "stress": Ink("", "square"),
    "activity": Ink("", "circle"),
}
BESIDE = Ink("2.6 1.6", "diamond")
PLAIN = Ink("", "circle")
"""Of every role that is not named."""


class Frame(Struct, frozen=True):
    """A figure's size in points and the plot inside it. Figures of the same width share one time axis: their plots
    begin and end at the same place. `dates`: write the dates under the axis, `date_room` from the middle of one to
    that of the next."""

    width: float = 340.0
    height: float = 92.0
    dates: bool = True
    date_room: float = DATE_LABEL

    left: float = 22.0
    right_room: float = 16.0
    top: float = 13.0

    @property
    def bottom(self) -> float:
        """Where the plot ends: the zero line of most charts."""
        return self.height - (13.0 if self.dates else 4.0)

    @property
    def right(self) -> float:
        """Where the time axis ends."""
        return self.width - self.right_room


class Plot(Struct, frozen=True):
    """Maps day numbers and values to places on the sheet."""

    frame: Frame
    first: float
    last: float

    def x(self, day: Number) -> Number:
        """Return the place of a day, or part of one, along the time axis; or of many."""
        frame = self.frame
        return frame.left + (frame.right - frame.left) * (day - self.first) / (self.last - self.first)

    def y(self, value: float, low: float, high: float) -> float:
        """Return the place of a value on the scale from `low` to `high`; a value outside is drawn at the edge."""
        return self.height(min(max(value, low), high), low, high)

    def height(self, inside: Number, low: float, high: float) -> Number:
        """Return the place of one or many values between `low` and `high`."""
        frame = self.frame
        return frame.bottom - (frame.bottom - frame.top) * ((inside - low) / (high - low))


def ink_of(series: SeriesState) -> Ink:
    """Return how this series is drawn in grey print; one on the right scale differs from one on the left."""
    return BESIDE if series.on_right else INKS.get(series.role, PLAIN)


def dot_of(role: str) -> str:
    """Return the shape of the dots of a role: circle, diamond or square."""
    return INKS.get(role, PLAIN).dot


class Strip(Struct, frozen=True):
    """What all marks of one series share: its scale, the days and buckets in view, and the colours.

    `behind`: its bars are paler, because another series is drawn over them.
    """

    low: float
    high: float
    view: TimeView
    theme: Theme
    behind: bool = False


def draw_series(sheet: Sheet, plot: Plot, series: SeriesState, strip: Strip) -> None:
    """Draw a series in buckets of the view's width: days one by one, longer stretches as mean and range."""
    view = strip.view
    buckets = series_buckets(series, view.width).inside(view.low, view.high)
    late = late_rows(series, buckets)
    by_day = view.width is Width.DAY
    if not by_day and not strip.behind and series.mark in {SeriesMark.LINE, SeriesMark.DOTS}:
        _draw_band(sheet, plot, strip, buckets, soften(strip.theme.roles[series.role], strip.theme.card, BAND))
    if series.mark is SeriesMark.SPANS:
        _draw_spans(sheet, plot, series, strip, late)
    elif series.mark is SeriesMark.BARS:
        _draw_bars(sheet, plot, series, strip, buckets, late)
    elif by_day and not series.is_plain:
        _draw_days(sheet, plot, series, strip, buckets, late)
    if series.mark is not SeriesMark.BARS or (by_day and has_weekly_line(series)):
        _draw_course(sheet, plot, series, strip, buckets, late)


def _draw_days(sheet: Sheet, plot: Plot, series: SeriesState, strip: Strip, buckets: Buckets, late: Bools) -> None:
    """Draw every day's value, faint under a line through the weeks, hollow where it was filled in late."""
    colour = strip.theme.roles[series.role]
    soft = soften(colour, strip.theme.card, FAINT) if has_weekly_line(series) else colour
    spots = _spots(plot, strip, buckets.middle, buckets.mean, buckets.count > 0)
    if series.mark is SeriesMark.LINE:
        _draw_line(sheet, spots, buckets.count > 0, soft, 0.4)
    size, shape, hollow = _dot_size(buckets, plot), ink_of(series).dot, late.tolist()
    for index in np.flatnonzero(_dotted(buckets, late, series.mark, plot)).tolist():
        fill, edge = (strip.theme.card, colour) if hollow[index] else (soft, soft)
        draw_dot(sheet, spots[index], size, shape, fill=fill, edge=edge)


def _draw_course(
    sheet: Sheet, plot: Plot, series: SeriesState, strip: Strip, buckets: Buckets, late: Bools
) -> None:
    """Draw the line through the values, with a dot for each stretch of days that has room for one."""
    colour, ink = strip.theme.roles[series.role], ink_of(series)
    line = line_through(series, buckets)
    spots = _spots(plot, strip, buckets.middle, line, np.isfinite(line))
    if strip.behind or series.mark is SeriesMark.BARS:  # a rim of paper parts it from bars in grey print
        _draw_line(sheet, spots, np.isfinite(line), strip.theme.card, LINE_WIDTH + RIM)
    _draw_line(sheet, spots, np.isfinite(line), colour, LINE_WIDTH, ink.dash)
    if strip.view.width is not Width.DAY and series.mark is not SeriesMark.SPANS:
        size = _dot_size(buckets, plot)
        for index in np.flatnonzero(_dotted(buckets, late, series.mark, plot)).tolist():
            draw_dot(sheet, spots[index], size, ink.dot, fill=colour)


def _draw_line(
    sheet: Sheet, spots: list[Point], seen: Bools, colour: str, thickness: float, dash: str = ""
) -> None:
    for stretch in stretches(seen):
        points = [spots[index] for index in stretch]
        if len(points) > 1:
            sheet.path(polyline(points), colour=colour, thickness=thickness, dash=dash)


def _dotted(buckets: Buckets, late: Bools, mark: SeriesMark, plot: Plot) -> Bools:
    """Return which observations get a dot: all while there is room; in longer ones only those no line reaches."""
    roomy = (plot.frame.right - plot.frame.left) / max(1, len(buckets)) >= ROOM_FOR_A_DOT
    all_of_them = mark is SeriesMark.DOTS or roomy
    dotted: Bools = (buckets.count > 0) if all_of_them else (buckets.lonely | late)
    return dotted


def _dot_size(buckets: Buckets, plot: Plot) -> float:
    return float(np.clip((plot.frame.right - plot.frame.left) / max(1, len(buckets)) * 0.34, 1.15, 2.0))


def _draw_band(sheet: Sheet, plot: Plot, strip: Strip, buckets: Buckets, colour: str) -> None:
    """Draw lowest to highest answer of every bucket, behind the line of their means."""
    for stretch in stretches(buckets.count > 0):
        if len(stretch) < 2:
            continue
        upper, lower = (
            _spots(plot, strip, buckets.middle[stretch], edge[stretch]) for edge in (buckets.high, buckets.low)
        )
        sheet.path(polyline([*upper, *reversed(lower)]) + "Z", fill=colour)


def _spots(plot: Plot, strip: Strip, days: Floats, values: Floats, seen: Bools | None = None) -> list[Point]:
    """Return a place for every value; where there is none its height means nothing."""
    known = values if seen is None else np.where(seen, values, strip.low)
    heights = plot.height(np.clip(known, strip.low, strip.high), strip.low, strip.high)
    return list(zip(plot.x(days).tolist(), heights.tolist(), strict=True))


def _draw_bars(sheet: Sheet, plot: Plot, series: SeriesState, strip: Strip, buckets: Buckets, late: Bools) -> None:
    colour = strip.theme.roles[series.role]
    soft = strip.behind or (strip.view.width is Width.DAY and has_weekly_line(series))
    fill = soften(colour, strip.theme.card, SOFT) if soft else colour
    zero = plot.y(strip.low, strip.low, strip.high)
    values = typical(series, buckets)
    for index in np.flatnonzero(buckets.count > 0):
        start, stop = plot.x(float(buckets.first[index]) - 0.5), plot.x(float(buckets.last[index]) + 0.5)
        room = min(stop - start, 12.0)
        thick = room * 0.72
        left = (start + stop - thick) / 2
        top = plot.y(float(values[index]), strip.low, strip.high)
        if zero - top < 0.6:
            top = zero - 0.6
        if late[index]:
            edge = min(0.6, thick / 4)
            corner, size = (left + edge / 2, top + edge / 2), (thick - edge, max(0.1, zero - top - edge / 2))
            sheet.box(corner, size, fill=strip.theme.card, colour=colour, thickness=edge)
        else:
            sheet.box((left, top), (thick, zero - top), fill=fill)


def bar_share(series: SeriesState) -> float:
    return NAP_SOFT if series.key.startswith(NAP_SERIES) else SOFT


def _draw_spans(sheet: Sheet, plot: Plot, series: SeriesState, strip: Strip, late: Bools) -> None:
    """Draw a bar from where each span begins to where it ends; of longer buckets the means of both."""
    spans = span_buckets(series, strip.view.width)
    if spans is None:
        return
    begins, ends = (part.inside(strip.view.low, strip.view.high) for part in spans)
    colour = strip.theme.roles[series.role]
    soft = soften(colour, strip.theme.card, bar_share(series))
    for index in np.flatnonzero(begins.count > 0):
        start, stop = plot.x(float(begins.first[index]) - 0.5), plot.x(float(begins.last[index]) + 0.5)
        thick = min(stop - start, 12.0) * 0.72
        bottom = plot.y(float(begins.mean[index]), strip.low, strip.high)
        top = plot.y(float(ends.mean[index]), strip.low, strip.high)
        fill, edge = (strip.theme.card, colour) if late[index] else (soft, "none")
        corner, size = ((start + stop - thick) / 2, top), (thick, max(0.6, bottom - top))
        sheet.box(corner, size, fill=fill, colour=edge, thickness=0.6 if late[index] else 0.0)


def draw_dot(sheet: Sheet, at: Point, size: float, shape: str, *, fill: str, edge: str = "") -> None:
    """Draw a circle, square or diamond of about the same weight, `size` is its radius."""
    x, y = at
    if shape == "circle":
        data = circle(at, size)
    elif shape == "square":
        h = size * 0.88
        data = polyline([(x - h, y - h), (x + h, y - h), (x + h, y + h), (x - h, y + h)]) + "Z"
    else:
        reach = size * 1.25
        data = polyline([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]) + "Z"
    sheet.path(data, fill=fill, colour=edge or fill, thickness=0.7)


def stretches(seen: Bools) -> list[list[int]]:
    """Return the positions of every unbroken run of observations."""
    positions: npt.NDArray[np.intp] = np.flatnonzero(seen)
    if positions.size == 0:
        return []
    cuts = np.flatnonzero(np.diff(positions) > 1) + 1
    return [part.tolist() for part in np.split(positions, cuts)]


def soften(colour: str, paper: str, share: float) -> str:
    """Mix a colour with that of the paper instead of using transparency: printers and archives prefer it."""
    parts = (
        round(int(paper[at : at + 2], 16) * (1 - share) + int(colour[at : at + 2], 16) * share) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)
