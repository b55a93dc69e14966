"""Draws charts on paper as small vector drawings that also work in grey print.

Series are distinguished by dash and shape of dots as well as by hue. Gaps stay gaps, a day between two gaps is a
dot, what was filled in late is hollow. Over the days runs the median of the week around each; long periods are
drawn in weeks, months or quarters: the mean as a line, lowest to highest as a band.
"""

from collections.abc import Sequence
from datetime import date
from math import cos, pi, sin

from msgspec.structs import replace

from diary.content.language import Language
from diary.content.theme import Theme
from diary.domain.day import MomentKind
from diary.domain.period import day_number
from diary.domain.text import shorten
from diary.report.marks import Frame, Plot, Strip, bar_share, draw_dot, draw_series, ink_of, soften
from diary.report.svg import Point, Sheet, polyline
from diary.screens.buckets import TimeView, Width, width_for
from diary.screens.charts import ChartState, SeriesMark, SeriesState, tick_words
from diary.screens.day_axis import day_ticks
from diary.screens.happenings import Happenings, MarkBand, runs_of
from diary.screens.series_lines import fitted

LANE = 14.0
"""Points above the first chart for the marks."""
MARK_LANE, MARK_LETTER, MARK_DASH = 11.0, 4.2, "1 2"
"""Points for the words of a mark of a therapist, about for a letter, and the dash of the edges of its days."""
SIZE = 3.0
HAPPENING_LETTER = 3.4
HATCH = "holiday"
HAPPENING_SMALL = 8.0


def draw_happenings(sheet: Sheet, plot: Plot, happenings: Happenings, bottom: float, theme: Theme) -> None:
    """Draw the signs of the visible days in the lane on top of the sheet; holidays hatched down to `bottom`.

    Marks of a therapist stand in lanes below the signs, with the edges of their days down to `bottom`."""
    for band in happenings.marks:
        _draw_band(sheet, plot, band, happenings, (LANE + band.lane * MARK_LANE, bottom), theme)
    if happenings.holidays:
        _hatch(sheet, plot, happenings, (0.0, bottom), theme)
    shown = [mark for mark in happenings.moments if plot.first <= mark.place <= plot.last]
    runs = runs_of(shown, 2.4 * SIZE * (plot.last - plot.first) / (plot.frame.right - plot.frame.left))
    for run in runs:  # behind all signs
        first, last = plot.x(run[0].place), plot.x(run[-1].place)
        sheet.line((first, LANE / 2), (last, LANE / 2), theme.ink, 0.9)
        _draw_sign(sheet, run[0].kind, (first, LANE / 2), theme)
    in_runs = {id(mark) for run in runs for mark in run}
    for mark in shown:
        if id(mark) not in in_runs:
            _draw_sign(sheet, mark.kind, (plot.x(mark.place), LANE / 2), theme)


def _draw_band(
    sheet: Sheet,
    plot: Plot,
    mark: MarkBand,
    others: Happenings,
    reach: tuple[float, float],
    theme: Theme,
    *,
    is_named: bool = True,
) -> None:
    """Draw the edges of its days from the top to the bottom of `reach`, one for a remark at a single day; a
    phase is a band with its name, over the days of another remark runs a line."""
    left, right = max(plot.x(mark.first), plot.frame.left), min(plot.x(mark.last), plot.frame.right)
    if right <= left:
        return
    top, bottom = reach
    if mark.is_phase and is_named:
        sheet.box((left, top), (right - left, MARK_LANE - 1), fill=theme.line)
    is_stretch = mark.last - mark.first > 1
    for x in (left, right) if is_stretch else (left,):
        sheet.line((x, top), (x, bottom), theme.quiet, 0.6, MARK_DASH)
    if not is_named:
        return
    if is_stretch and not mark.is_phase:
        sheet.line((left, top), (right, top), theme.quiet, 0.9)
    taken = [plot.x(one.last) for one in others.marks if one.lane == mark.lane and one.last <= mark.first]
    before = left - max(plot.frame.left, *taken if mark.is_phase else (), 0.0)
    behind = (right if mark.is_phase else plot.frame.right) - left
    is_behind = behind >= min(before, len(mark.name) * MARK_LETTER)
    name = shorten(mark.name, max(int(max(behind, before) / MARK_LETTER), 1))
    place = left + 2 if is_behind else left - 2, top + 8.4
    sheet.text(place, name, size=HAPPENING_SMALL, colour=theme.ink, anchor="start" if is_behind else "end")


def _hatch(sheet: Sheet, plot: Plot, away: Happenings, reach: tuple[float, float], theme: Theme) -> None:
    """Hatch the holidays from the top to the bottom of `reach`, with their name at the top."""
    tile = sheet.pattern(HATCH, 4.0)
    tile.line((0.0, 4.0), (4.0, 0.0), theme.line, 0.6)
    top, bottom = reach
    for period in away.holidays:
        left = max(plot.x(day_number(period.first) - 0.5), plot.frame.left)
        right = min(plot.x(day_number(period.last) + 0.5), plot.frame.right)
        if right <= left:
            continue
        sheet.box((left, top), (right - left, bottom - top), fill=f"url(#{HATCH})")
        if not away.holiday_name:
            continue
        room = len(away.holiday_name) * HAPPENING_LETTER
        middle = min(max((left + right) / 2, room / 2), sheet.width - room / 2)
        sheet.box((middle - room / 2 - 1, top + 2), (room + 2, 8.0), fill=theme.card)
        place = middle, top + 8.4
        sheet.text(place, away.holiday_name, size=HAPPENING_SMALL, colour=theme.quiet, anchor="middle")


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


POINTS_ON_PAPER = 130
"""Most points of a printed chart: more cannot be told apart at its width."""

SMALL = 8.0
FLARE_DASH = "0.1 2.2"
SAMPLE_ROOM, NAME_GAP, LETTER_SHARE = 33.0, 10.0, 0.54
"""Room of a sample with its gaps, how much of it is the gap after its name, and the width of a letter in parts
of its size."""
MOST_APART = 50.0
"""Points that two names are further apart where there is room: on a small screen they are larger."""
LETTER = 4.8
"""About the width of a digit in the small type size."""
DATES_HEIGHT = 13.0
STACK_WIDTH, STACK_HEIGHT, STACK_RIGHT = 510.0, 104.0, 24.0
"""Charts under each other fill the width of a sheet of A4 between its margins."""


def draw_chart(
    chart: ChartState,
    language: Language,
    theme: Theme,
    frame: Frame | None = None,
    flares: Sequence[date] = (),
    view: TimeView | None = None,
    away: Happenings | None = None,
    marks_named: bool = False,
) -> str:
    """Draw one chart as SVG, in the colours of `theme` (for paper: the light one). `flares` get a dotted line, the
    holidays of `away` are hatched, without their name, which would lie on the line. The marks of `away` show
    the edges of their days; where they are `marks_named`, their names stand in lanes that `frame` leaves above.

    `view` is the part of the chart to draw; without it all its days, in buckets for paper.
    """
    frame = frame or Frame()
    sheet = Sheet(frame.width, frame.height, chart.title, chart.summary)
    if view is None:
        view = whole_view(chart)
        chart = fitted(chart, view.width)
    plot = Plot(frame, view.low, view.high)
    away = away or Happenings()
    if away.holidays:
        _hatch(sheet, plot, replace(away, holiday_name=""), (frame.top, frame.bottom), theme)
    for band in away.marks:
        top = frame.top - (away.lanes - band.lane) * MARK_LANE if marks_named else frame.top
        _draw_band(sheet, plot, band, away, (top, frame.bottom), theme, is_named=marks_named)
    _paint(sheet, chart, language, theme, frame, view, flares)
    return sheet.to_text()


def with_lanes(frame: Frame, happenings: Happenings) -> Frame:
    """Return the frame with room above its plot for the names of the marks."""
    lanes = happenings.lanes * MARK_LANE
    return replace(frame, height=frame.height + lanes, top=frame.top + lanes)


def draw_stack(
    charts: Sequence[ChartState],
    language: Language,
    theme: Theme,
    view: TimeView,
    about: tuple[str, str],
    happenings: Happenings | None = None,
) -> str:
    """Draw several charts under each other on one time axis, as SVG: what the window shows of them.

    `about` is the drawing's title and its description for screen readers.
    """
    left = max(Frame().left, *(label_room(chart, language) for chart in charts), 0.0)
    frame = Frame(STACK_WIDTH, STACK_HEIGHT, dates=False, left=left, right_room=STACK_RIGHT)
    dated = replace(frame, height=frame.height + DATES_HEIGHT, dates=True)
    top = LANE + (happenings.lanes * MARK_LANE if happenings is not None else 0.0)
    height = top + frame.height * len(charts) + DATES_HEIGHT
    sheet = Sheet(frame.width, height, *about)
    if happenings is not None:
        draw_happenings(sheet, Plot(frame, view.low, view.high), happenings, height - DATES_HEIGHT, theme)
    for index, chart in enumerate(charts):
        part = sheet.group(move=(0.0, top + index * frame.height))
        _paint(part, chart, language, theme, dated if index == len(charts) - 1 else frame, view, ())
    return sheet.to_text()


def whole_view(chart: ChartState) -> TimeView:
    """Return all days of a chart, in as many points as fit on paper."""
    days = chart.series[0].days
    return TimeView(float(days[0]) - 0.5, float(days[-1]) + 0.5, bucket_width(len(days)))


def label_room(chart: ChartState, language: Language) -> float:
    """Return the points the longest number beside a chart needs, with the gap between it and the plot."""
    longest = max((len(tick_words(language, chart.on_left, tick)) for tick in chart.ticks), default=0)
    return longest * LETTER + 5.0


def _paint(
    sheet: Sheet,
    chart: ChartState,
    language: Language,
    theme: Theme,
    frame: Frame,
    view: TimeView,
    flares: Sequence[date],
) -> None:
    plot = Plot(frame, view.low, view.high)
    _draw_axes(sheet, plot, chart, language, theme)
    for day in flares:
        x = plot.x(day_number(day))
        sheet.line((x, frame.top), (x, frame.bottom), theme.ink, 0.6, FLARE_DASH)
    for series in chart.series:
        low, high = _range(chart, series)
        draw_series(sheet, plot, series, Strip(low, high, view, theme, len(chart.series) > 1))
    _draw_baseline(sheet, plot, theme)
    _draw_names(sheet, frame, chart, language, theme)


def bucket_width(days: int) -> Width:
    """Return how long a stretch one point stands for when `days` days are printed."""
    return width_for(days, POINTS_ON_PAPER)


def _range(chart: ChartState, series: SeriesState) -> tuple[float, float]:
    if series.on_right and chart.right is not None:
        return chart.right.low, chart.right.high
    return chart.low, chart.high


def _draw_axes(sheet: Sheet, plot: Plot, chart: ChartState, language: Language, theme: Theme) -> None:
    frame = plot.frame
    for tick in chart.ticks:
        y = plot.y(tick, chart.low, chart.high)
        sheet.line((frame.left, y), (frame.right, y), theme.line, 0.4)
    _draw_scale(sheet, plot, chart, (frame.left - 4, "end"), language, theme)
    if chart.right is not None:
        scale = chart.right
        right = replace(chart, low=scale.low, high=scale.high, ticks=scale.ticks)
        series = next(one for one in chart.series if one.on_right)
        _draw_scale(sheet, plot, right, (frame.right + 4, "start"), language, theme, series)
    room = frame.right - frame.left
    for mark in day_ticks(language, plot.first + 0.5, plot.last - 0.5, room, frame.date_room):
        x = plot.x(mark.day)
        sheet.line((x, frame.top), (x, frame.bottom + 2), theme.line, 0.4)
        if frame.dates:
            place = min(max(x, frame.left + frame.date_room / 2 - 9), frame.right - 4)
            sheet.text((place, frame.height - 4), mark.label, size=SMALL, colour=theme.quiet, anchor="middle")


def _draw_scale(
    sheet: Sheet,
    plot: Plot,
    chart: ChartState,
    place: tuple[float, str],
    language: Language,
    theme: Theme,
    labelled: SeriesState | None = None,
) -> None:
    """Write the numbers beside the plot: at every line where there is room, otherwise at the ends."""
    x, anchor = place
    ticks = chart.ticks
    room = (plot.frame.bottom - plot.frame.top) / max(1, len(ticks) - 1)
    for tick in ticks if room >= 9 else (*ticks[:1], *ticks[-1:]):
        y = plot.y(tick, chart.low, chart.high) + SMALL * 0.36
        words = tick_words(language, labelled or chart.on_left, tick)
        sheet.text((x, y), words, size=SMALL, colour=theme.quiet, anchor=anchor)


def _draw_baseline(sheet: Sheet, plot: Plot, theme: Theme) -> None:
    frame = plot.frame
    sheet.line((frame.left, frame.bottom), (frame.right, frame.bottom), theme.border, 0.6)


def _draw_names(sheet: Sheet, frame: Frame, chart: ChartState, language: Language, theme: Theme) -> None:
    """Write above the plot what each series is: a sample of its line, its name and its unit."""
    x = frame.left
    names = [_name(series, language) for series in chart.series]
    room = frame.width - frame.left - SAMPLE_ROOM * len(names) + NAME_GAP
    letters = sum(map(len, names)) * LETTER_SHARE
    size = min(SMALL, room / max(1.0, letters))  # a long name is smaller, never cut
    apart = SAMPLE_ROOM + min(MOST_APART, (room - letters * size) / max(1, len(names) - 1))
    for series, words in zip(chart.series, names, strict=True):
        colour, ink = theme.roles[series.role], ink_of(series)
        if series.mark in {SeriesMark.BARS, SeriesMark.SPANS}:
            for offset, height in ((1.0, 3.0), (5.0, 6.0), (9.0, 4.5)):
                fill = soften(colour, theme.card, bar_share(series)) if len(chart.series) > 1 else colour
                sheet.box((x + offset, 7 - height), (2.6, height), fill=fill)
        else:
            sheet.line((x, 4), (x + 13, 4), colour, 0.9, ink.dash)
            draw_dot(sheet, (x + 6.5, 4), 1.5, ink.dot, fill=colour)
        sheet.text((x + 17, 6.4), words, size=size, colour=theme.ink)
        x += apart + len(words) * size * LETTER_SHARE


def _name(series: SeriesState, language: Language) -> str:
    words = ", ".join(part for part in (series.name, series.unit) if part)
    return language.t("{series} (scale on the right)", series=words) if series.on_right else words
