"""Charts on paper: every chart state as a small vector drawing that also works in grey print.

A series is told apart by its dash and the shape of its dots as well as by its hue. Gaps stay gaps, a day between
two gaps is a dot, what was filled in late is hollow. Long periods are drawn in weeks, months or quarters: the mean
as a line, lowest to highest as a band.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from diary.content.language import Language
from diary.content.theme import Theme
from diary.domain.period import day_number
from diary.domain.table import Bools
from diary.report.svg import Point, Sheet, polyline, short
from diary.screens.buckets import Buckets, Width, fill_buckets, width_for
from diary.screens.charts import ChartState, Form, Mark, SeriesState
from diary.screens.day_axis import day_ticks
from diary.screens.scales import minutes_scale

POINTS_ON_PAPER = 130
"""More points than this on a hand's breadth of paper turn into noise."""

DATE_LABEL = 25.0
SMALL = 6.2
SOFT = 0.45
FLARE_DASH = "0.1 2.2"


@dataclass(frozen=True, slots=True)
class Ink:
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


@dataclass(frozen=True, slots=True)
class Frame:
    """A figure's size in points and the plot inside it. Figures of the same width share one time axis: their plots
    begin and end at the same place. `dates`: write the dates under the axis."""

    width: float = 364.0
    height: float = 92.0
    dates: bool = True

    left: float = 20.0
    right_room: float = 14.0
    top: float = 13.0

    @property
    def bottom(self) -> float:
        """Where the plot ends: the zero line of most charts."""
        return self.height - (13.0 if self.dates else 4.0)

    @property
    def right(self) -> float:
        """Where the time axis ends."""
        return self.width - self.right_room


@dataclass(frozen=True, slots=True)
class Plot:
    """Turns day numbers and values into places on the sheet."""

    frame: Frame
    first: float
    last: float

    def x(self, day: float) -> float:
        """A day, or part of one, along the time axis."""
        frame = self.frame
        return frame.left + (frame.right - frame.left) * (day - self.first) / (self.last - self.first)

    def y(self, value: float, low: float, high: float) -> float:
        """A value on the scale from `low` to `high`; what falls outside is drawn at the edge."""
        share = (min(max(value, low), high) - low) / (high - low)
        return self.frame.bottom - (self.frame.bottom - self.frame.top) * share


def draw_chart(
    chart: ChartState, language: Language, theme: Theme, frame: Frame | None = None, flares: Sequence[date] = ()
) -> str:
    """One chart as SVG, in the colours of `theme` (for paper: the light one). `flares` get a dotted line."""
    frame = frame or Frame()
    sheet = Sheet(frame.width, frame.height, chart.title, chart.summary)
    days = chart.series[0].days
    plot = Plot(frame, float(days[0]) - 0.5, float(days[-1]) + 0.5)
    width = bucket_width(len(days))
    chart = _rescaled(chart, width)
    _draw_axes(sheet, plot, chart, language, theme)
    for day in flares:
        x = plot.x(day_number(day))
        sheet.line((x, frame.top), (x, frame.bottom), theme.ink, 0.6, FLARE_DASH)
    for series in chart.series:
        low, high = _range(chart, series)
        _draw_series(sheet, plot, series, Strip(low, high, width, theme, behind=len(chart.series) > 1))
    _draw_baseline(sheet, plot, theme)
    _draw_names(sheet, frame, chart, language, theme)
    return sheet.to_text()


def bucket_width(days: int) -> Width:
    """How long a stretch one point stands for when `days` days are printed."""
    return width_for(days, POINTS_ON_PAPER)


def _rescaled(chart: ChartState, width: Width) -> ChartState:
    """Minutes have no fixed range: means over weeks or months get the range they need."""
    if width is Width.DAY or any(series.form is not Form.MINUTES for series in chart.series):
        return chart
    means = [fill_buckets(series.days, series.values, width).mean for series in chart.series]
    scale = minutes_scale(np.concatenate(means))
    return replace(chart, low=scale.low, high=scale.high, ticks=scale.ticks)


def role_ink(role: str) -> Ink:
    """How this role is told apart in grey print."""
    return INKS.get(role, Ink("", "circle"))


def _range(chart: ChartState, series: SeriesState) -> tuple[float, float]:
    if series.on_right and chart.right is not None:
        return chart.right.low, chart.right.high
    return chart.low, chart.high


def _draw_axes(sheet: Sheet, plot: Plot, chart: ChartState, language: Language, theme: Theme) -> None:
    frame = plot.frame
    for tick in chart.ticks:
        y = plot.y(tick, chart.low, chart.high)
        sheet.line((frame.left, y), (frame.right, y), theme.line, 0.4)
    _draw_scale(sheet, plot, chart.ticks, (chart.low, chart.high), (frame.left - 4, "end"), language, theme)
    if chart.right is not None:
        scale = chart.right
        _draw_scale(sheet, plot, scale.ticks, (scale.low, scale.high), (frame.right + 4, "start"), language, theme)
    room = frame.right - frame.left
    for mark in day_ticks(language, plot.first + 0.5, plot.last - 0.5, room, DATE_LABEL):
        x = plot.x(mark.day)
        sheet.line((x, frame.top), (x, frame.bottom + 2), theme.line, 0.4)
        if frame.dates:
            place = min(max(x, frame.left + 8), frame.right - 4)
            sheet.text((place, frame.height - 4), mark.label, size=SMALL, colour=theme.quiet, anchor="middle")


def _draw_scale(
    sheet: Sheet,
    plot: Plot,
    ticks: tuple[float, ...],
    limits: tuple[float, float],
    place: tuple[float, str],
    language: Language,
    theme: Theme,
) -> None:
    """The numbers beside the plot: at every line where there is room, otherwise at the ends."""
    x, anchor = place
    room = (plot.frame.bottom - plot.frame.top) / max(1, len(ticks) - 1)
    for tick in ticks if room >= 9 else (*ticks[:1], *ticks[-1:]):
        y = plot.y(tick, *limits) + SMALL * 0.36
        sheet.text((x, y), language.number(tick, 1), size=SMALL, colour=theme.quiet, anchor=anchor)


def _draw_baseline(sheet: Sheet, plot: Plot, theme: Theme) -> None:
    frame = plot.frame
    sheet.line((frame.left, frame.bottom), (frame.right, frame.bottom), theme.border, 0.6)


def _draw_names(sheet: Sheet, frame: Frame, chart: ChartState, language: Language, theme: Theme) -> None:
    """Above the plot, what each series is: a sample of its line, its name and its unit."""
    x = frame.left
    for series in chart.series:
        colour, ink = theme.roles[series.role], role_ink(series.role)
        if series.mark is Mark.BARS:
            for offset, height in ((1.0, 3.0), (5.0, 6.0), (9.0, 4.5)):
                fill = soften(colour, theme.card, SOFT) if len(chart.series) > 1 else colour
                sheet.box((x + offset, 7 - height), (2.6, height), fill=fill)
        else:
            sheet.line((x, 4), (x + 13, 4), colour, 0.9, ink.dash)
            draw_dot(sheet, (x + 6.5, 4), 1.5, ink.dot, fill=colour)
        words = ", ".join(part for part in (series.name, series.unit) if part)
        if series.on_right:
            words = language.t("{series} (scale on the right)", series=words)
        sheet.text((x + 17, 6.4), words, size=SMALL, colour=theme.ink)
        x += 17 + len(words) * SMALL * 0.56 + 16


@dataclass(frozen=True, slots=True)
class Strip:
    """What all marks of one series share: its scale, the length of its buckets and the colours.

    `behind`: its bars are paler, because another series is drawn over them.
    """

    low: float
    high: float
    width: Width
    theme: Theme
    behind: bool = False


def _draw_series(sheet: Sheet, plot: Plot, series: SeriesState, strip: Strip) -> None:
    buckets = fill_buckets(series.days, series.values, strip.width)
    late = series.late if strip.width is Width.DAY else np.zeros(len(buckets), dtype=np.bool_)
    if series.mark is Mark.BARS:
        _draw_bars(sheet, plot, series, strip, buckets, late)
        return
    colour, ink = strip.theme.roles[series.role], role_ink(series.role)
    xs = [plot.x(float(day)) for day in buckets.middle]
    if strip.width is not Width.DAY and not ink.dash:
        _draw_band(sheet, plot, strip, buckets, soften(colour, strip.theme.card))
    ys = [plot.y(float(value), strip.low, strip.high) if seen else 0.0 for value, seen in _seen(buckets)]
    if series.mark is Mark.LINE:
        for stretch in stretches(buckets.count > 0):
            points = [(xs[index], ys[index]) for index in stretch]
            if len(points) > 1:
                sheet.path(polyline(points), colour=colour, thickness=0.9, dash=ink.dash)
    dotted = _dotted(buckets, late, series.mark, plot)
    for index in np.flatnonzero(dotted):
        fill = strip.theme.card if late[index] else colour
        draw_dot(sheet, (xs[index], ys[index]), _dot_size(buckets, plot), ink.dot, fill=fill, edge=colour)


def _dotted(buckets: Buckets, late: Bools, mark: Mark, plot: Plot) -> Bools:
    """Every observation gets a dot while there is room; later only those no line reaches."""
    roomy = (plot.frame.right - plot.frame.left) / max(1, len(buckets)) >= 3.2
    all_of_them = mark is Mark.DOTS or roomy
    dotted: Bools = (buckets.count > 0) if all_of_them else (buckets.lonely | late)
    return dotted


def _dot_size(buckets: Buckets, plot: Plot) -> float:
    return float(np.clip((plot.frame.right - plot.frame.left) / max(1, len(buckets)) * 0.34, 1.15, 2.0))


def _draw_band(sheet: Sheet, plot: Plot, strip: Strip, buckets: Buckets, colour: str) -> None:
    """Lowest to highest answer of every bucket, behind the line of their means."""
    for stretch in stretches(buckets.count > 0):
        if len(stretch) < 2:
            continue
        upper = [_spot(plot, strip, buckets.middle[index], buckets.high[index]) for index in stretch]
        lower = [_spot(plot, strip, buckets.middle[index], buckets.low[index]) for index in reversed(stretch)]
        sheet.path(polyline([*upper, *lower]) + "Z", fill=colour)


def _spot(plot: Plot, strip: Strip, day: float, value: float) -> Point:
    return plot.x(float(day)), plot.y(float(value), strip.low, strip.high)


def _draw_bars(sheet: Sheet, plot: Plot, series: SeriesState, strip: Strip, buckets: Buckets, late: Bools) -> None:
    colour = strip.theme.roles[series.role]
    fill = soften(colour, strip.theme.card, SOFT) if strip.behind else colour
    zero = plot.y(strip.low, strip.low, strip.high)
    for index in np.flatnonzero(buckets.count > 0):
        start, stop = plot.x(float(buckets.first[index]) - 0.5), plot.x(float(buckets.last[index]) + 0.5)
        room = min(stop - start, 12.0)
        thick = room * 0.72
        left = (start + stop - thick) / 2
        top = plot.y(float(buckets.mean[index]), strip.low, strip.high)
        if zero - top < 0.6:
            top = zero - 0.6
        if late[index]:
            edge = min(0.6, thick / 4)
            corner, size = (left + edge / 2, top + edge / 2), (thick - edge, max(0.1, zero - top - edge / 2))
            sheet.box(corner, size, fill=strip.theme.card, colour=colour, thickness=edge)
        else:
            sheet.box((left, top), (thick, zero - top), fill=fill)


def draw_dot(sheet: Sheet, at: Point, size: float, shape: str, *, fill: str, edge: str = "") -> None:
    """A circle, square or diamond of about the same weight, `size` is its radius."""
    x, y = at
    edge = edge or fill
    thickness = 0.7
    if shape == "circle":
        r = short(size)
        data = (
            f"M{short(x - size)} {short(y)}a{r} {r} 0 1 0 {short(2 * size)} 0a{r} {r} 0 1 0 {short(-2 * size)} 0Z"
        )
    elif shape == "square":
        half = size * 0.88
        data = (
            polyline([(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)])
            + "Z"
        )
    else:
        reach = size * 1.25
        data = polyline([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]) + "Z"
    sheet.path(data, fill=fill, colour=edge, thickness=thickness)


def stretches(seen: Bools) -> list[list[int]]:
    """The positions of every unbroken run of observations."""
    positions: npt.NDArray[np.intp] = np.flatnonzero(seen)
    if positions.size == 0:
        return []
    cuts = np.flatnonzero(np.diff(positions) > 1) + 1
    return [part.tolist() for part in np.split(positions, cuts)]


def soften(colour: str, paper: str, share: float = 0.2) -> str:
    """A colour thinned with that of the paper, without transparency: printers and archives prefer it."""
    parts = (
        round(int(paper[at : at + 2], 16) * (1 - share) + int(colour[at : at + 2], 16) * share) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)


def _seen(buckets: Buckets) -> list[tuple[float, bool]]:
    return [(float(mean), bool(count)) for mean, count in zip(buckets.mean, buckets.count, strict=True)]
