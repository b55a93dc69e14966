"""The plots under each other on one time axis, with the strip of moments and holidays that belongs to them."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import takewhile
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from diary.content.language import Language
from diary.domain.period import Period, day_number, from_day_number
from diary.screens.buckets import TimeView, Width
from diary.screens.chart_words import bucket_at, bucket_words, value_words, view_words, when_words
from diary.screens.charts import ChartState
from diary.screens.happenings import Happenings, MomentMark, runs_of
from diary.screens.look_back import Sentence
from diary.screens.trends import TrendsState
from diary.ui.pages import Context
from diary.ui.style import INK, QUIET, Space, pen_and_fill
from diary.ui.trends.mark_strip import DayStrip, MarkStrip
from diary.ui.trends.navigator import Navigator, TimeWindow, edges_of
from diary.ui.trends.plot import AxisStrip, ChartPlot
from diary.ui.trends.plot_heading import PlotHeading
from diary.ui.widgets.labels import Text
from diary.ui.widgets.layouts import in_column, take_out
from diary.ui.widgets.signs import draw_hatching, draw_sign

SIGN_SHARE = 0.72
"""Size of a mark, as a share of a line of text."""
CROWDED = 1.2
"""Marks that are closer than this many times the size of a sign are drawn as one."""


Runs: TypeAlias = tuple[tuple[MomentMark, ...], ...]
Groups: TypeAlias = tuple[tuple[float, tuple[MomentMark, ...]], ...]


class HappeningStrip(DayStrip):
    """Paints the moments and holidays."""

    _joined: tuple[object, Runs, Groups] | None = None

    def sizeHint(self) -> QSize:
        return QSize(100, self.fontMetrics().height() + Space.HAIR)

    @property
    def _sign(self) -> float:
        return self.fontMetrics().height() * SIGN_SHARE

    def joined(self) -> tuple[Runs, Groups]:
        """Return the marks in view: those of a medicine that is taken day after day, which are one line each, and
        the others with the x coordinate in pixels; of these close ones are joined."""
        at = (self._range, self._edges, self._sign, id(self._happenings))
        if self._joined is None or self._joined[0] != at:
            self._joined = at, *self._join()
        return self._joined[1:]

    def _join(self) -> tuple[Runs, Groups]:
        low, high = self._range
        shown = [mark for mark in self._happenings.moments if low <= mark.place <= high]
        runs = runs_of(shown, self._day(self._sign * CROWDED) - self._day(0))
        in_runs = {id(mark) for run in runs for mark in run}
        found: list[tuple[float, list[MomentMark]]] = []
        for mark in shown:
            if id(mark) in in_runs:
                continue
            x = self._x(mark.place)
            if found and x - found[-1][0] < self._sign * CROWDED:
                found[-1][1].append(mark)
            else:
                found.append((x, [mark]))
        return runs, tuple((x, tuple(marks)) for x, marks in found)

    def words_at(self, x: float, y: float = 0.0) -> str:
        """Return the words of the moment or the holiday at this pixel; empty without one."""
        runs, groups = self.joined()
        near = [(abs(place - x), marks) for place, marks in groups if abs(place - x) <= self._sign]
        if near:
            return "\n".join(mark.words for mark in min(near, key=lambda found: found[0])[1])
        day, reach = self._day(x), self._day(self._sign) - self._day(0)
        taken = [mark.words for run in runs for mark in run if abs(mark.place - day) <= reach]
        if taken:
            return "\n".join(dict.fromkeys(taken))
        away = any(
            day_number(period.first) - 0.5 <= day <= day_number(period.last) + 0.5
            for period in self._happenings.holidays
        )
        return self._happenings.holiday_name if away else ""

    def _describe(self) -> None:
        low, high = self._range
        words = replace(self._happenings, marks=()).on(low, high)
        self.setAccessibleName(self._context.language.t("Moments and diary holidays"))
        self.setAccessibleDescription(". ".join(words))

    def _has_any(self) -> bool:
        return bool(self._happenings.moments or self._happenings.holidays)

    def _draw(self, painter: QPainter) -> None:
        left, right = self._edges
        sign = self._sign
        painter.setClipRect(QRectF(left - sign / 2, 0, right - left + sign, self.height()))
        self._paint_holidays(painter)
        ink = self.palette().color(INK)
        runs, groups = self.joined()
        self._paint_runs(painter, runs, [x for x, _ in groups])
        for x, marks in groups:
            box = QRectF(x - sign / 2, (self.height() - sign) / 2, sign, sign)
            draw_sign(painter, marks[0].kind, box, ink)
            if len(marks) > 1:
                pen_and_fill(painter, ink, ink)
                painter.drawEllipse(QPointF(box.right() + 3, box.top() + 1), 1.4, 1.4)

    def _paint_runs(self, painter: QPainter, runs: Runs, taken: list[float]) -> None:
        """Paint a line over the days of each, with its sign where it begins and no other stands."""
        sign, middle, ink = self._sign, self.height() / 2, self.palette().color(INK)
        for run in runs:
            first, last = self._x(run[0].place), self._x(run[-1].place)
            if all(abs(x - first) >= sign * CROWDED for x in taken):
                draw_sign(painter, run[0].kind, QRectF(first - sign / 2, middle - sign / 2, sign, sign), ink)
                taken.append(first)
                first += sign / 2 + 2
            painter.setPen(QPen(ink, 1.4))
            painter.drawLine(QPointF(first, middle), QPointF(last, middle))

    def _paint_holidays(self, painter: QPainter) -> None:
        """Paint hatched periods with their name, unless marks leave no room for it."""
        name = self._happenings.holiday_name
        room = self.fontMetrics().horizontalAdvance(name) + Space.SMALL
        runs, groups = self.joined()
        marks = [*(x for x, _ in groups), *(self._x(mark.place) for run in runs for mark in run)]
        for period in self._happenings.holidays:
            start = max(self._x(day_number(period.first) - 0.5), self._edges[0])
            stop = min(self._x(day_number(period.last) + 0.5), self._edges[1])
            if stop < start:
                continue
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(start, 1, max(stop - start, 2.0), self.height() - 2), 3, 3)
            draw_hatching(painter, shape, QColor(self._context.theme.border))
            left = max([(start + stop - room) / 2, *(x + self._sign for x in marks if x < (start + stop) / 2)])
            words = QRectF(left, 0, room, self.height())
            free = all(not left < x < words.right() + self._sign for x in marks)
            if stop - start < self._sign or left > stop or not free:
                continue
            painter.fillRect(words, QColor(self._context.theme.card))
            painter.setPen(self.palette().color(QUIET))
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, name)


class ReadOut(Struct, frozen=True):
    """when: the day or days; note: what happened then, or how to read the points; values: for each plot, the words
    of each of its series."""

    when: str
    note: str
    values: tuple[tuple[str, ...], ...]


def read_out(
    language: Language, plots: Sequence[ChartPlot], view: TimeView, cursor: float | None, happened: Happenings
) -> ReadOut:
    """Return the words for `cursor` (a day number), or without one for the days in view."""
    when, happenings = "", ""
    values = []
    for plot in plots:
        words = []
        for series, buckets in plot.buckets():
            index = None if cursor is None else bucket_at(buckets, cursor)
            if index is None:
                words.append(view_words(language, series, view.low, view.high))
                continue
            words.append(value_words(language, series, buckets, index))
            if not when:
                when = when_words(language, buckets, index)
                happenings = "  ·  ".join(happened.on(float(buckets.first[index]), float(buckets.last[index])))
        values.append(tuple(words))
    note = _late_words(language, plots, view) if view.width is Width.DAY else bucket_words(language, view.width)
    return ReadOut(when or _period_words(language, view), happenings or note, tuple(values))


def _late_words(language: Language, plots: Sequence[ChartPlot], view: TimeView) -> str:
    """Return the note on how late answers are drawn, when there is one in view."""
    for plot in plots:
        for series, _ in plot.buckets():
            start, stop = np.searchsorted(series.days, (view.low, view.high))
            if series.late[start:stop].any():
                return language.t("hollow: filled in later")
    return ""


def _period_words(language: Language, view: TimeView) -> str:
    days = (from_day_number(int(np.round(day))) for day in (view.low + 0.5, view.high - 0.5))
    return " – ".join(dict.fromkeys(language.pattern(day, "d MMM y") for day in days))


FINE_AFTER_MS = 150
"""Milliseconds without movement before the plots are drawn finely."""


class Refining(QObject):
    """Calls `set_fine` with False from the second of several quick moves on (a single step is drawn finely at
    once), and with True when they are over."""

    def __init__(self, window: TimeWindow, set_fine: Callable[[bool], None], parent: QObject) -> None:
        super().__init__(parent)
        self._set_fine = set_fine
        self._is_fine = True
        self._rest = QTimer(self, singleShot=True, interval=FINE_AFTER_MS)
        self._rest.timeout.connect(lambda: self._change(True))
        window.about_to_move.connect(self._on_about_to_move)

    def _on_about_to_move(self) -> None:
        if self._rest.isActive():
            self._change(False)
        self._rest.start()

    def _change(self, fine: bool) -> None:
        if fine is not self._is_fine:
            self._is_fine = fine
            self._set_fine(fine)


class PlotRow(QWidget):
    def __init__(self, chart: ChartState, context: Context, window: TimeWindow) -> None:
        super().__init__()
        self._kind = _kind(chart)
        self.heading = PlotHeading(chart, context)
        self.plot = ChartPlot(chart, context, window)
        self.note = Text(chart.note)
        self.note.setVisible(bool(chart.note))
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._both.setSpacing(Space.HAIR)
        self._both.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignTop)
        self._both.addWidget(self.plot, 1)
        in_column(self.note, (self._both, 1), within=self, spacing=Space.HAIR)

    def set_beside(self, width: int) -> None:
        """Put the heading at the left of the plot, `width` pixels wide; 0: above it."""
        beside = QBoxLayout.Direction.LeftToRight if width else QBoxLayout.Direction.TopToBottom
        self._both.setDirection(beside)
        self.heading.stand_beside(width)

    def show_chart(self, chart: ChartState) -> None:
        """Paint other numbers of the same chart."""
        self.plot.show_chart(chart)
        self.note.say(chart.note)

    def is_for(self, chart: ChartState) -> bool:
        """Return whether this row can show the chart: the same one, with the same series."""
        return self._kind == _kind(chart)


HEADING_LETTERS, BESIDE_LETTERS = 19, 72
"""Width of the headings at the left of the plots, and of the whole for them to stand there, in letters."""


def _kind(chart: ChartState) -> tuple[str, ...]:
    return chart.key, *(f"{series.key} {series.name} {series.on_right}" for series in chart.series)


class PlotStack(QWidget):
    """Paints charts one below the other. The axis strip and the navigator are for the page to place."""

    read_out_changed = Signal(str, str)
    """When, and what one point stands for."""
    day_requested = Signal(object)
    chart_looked_at = Signal(object)
    """The ChartState of a plot that got the focus."""

    def __init__(self, context: Context, span: Period) -> None:
        super().__init__()
        self._context = context
        self.window_in_view = TimeWindow(day_number(span.first), day_number(span.last), self)
        self.strip = AxisStrip(context.language)
        self.happenings = HappeningStrip(context)
        self.marks = MarkStrip(context)
        for strip in (self.happenings, self.marks):
            strip.pointed.connect(self.point_at)
        self._happened = Happenings()
        self.navigator = Navigator(context, self.window_in_view)
        self._rows: list[PlotRow] = []
        self._marks: Sequence[int] = ()
        self._told: Sentence | None = None
        self._cursor: float | None = None
        self._wheel_pans = True
        self._beside = 0
        self._column = in_column(within=self, spacing=Space.HAIR)
        self._settle = QTimer(self, singleShot=True)
        self._settle.timeout.connect(self._align)
        Refining(self.window_in_view, self._set_fine, self)
        self.window_in_view.moved.connect(self._on_moved)

    def show_state(self, state: TrendsState) -> None:
        """Paint the charts of a state; plots are rebuilt only when other charts are chosen."""
        charts = state.charts
        self.window_in_view.set_limits(day_number(state.span.first), day_number(state.span.last))
        self._happened = state.happenings
        alike = (row.is_for(chart) for row, chart in zip(self._rows, charts, strict=False))
        same = sum(1 for _ in takewhile(bool, alike))
        while len(self._rows) > same:
            row = self._rows.pop()
            take_out(row, self._column)
        for row, chart in zip(self._rows, charts, strict=False):
            row.show_chart(chart)
        for chart in charts[same:]:
            self._add_row(chart)
        self.navigator.show_days(state.logged)
        for strip in (self.happenings, self.marks):
            strip.show_happenings(state.happenings)
        for plot in self.plots:
            plot.shade(state.happenings)
        self.mark(self._marks)
        if self._told is not None:
            self.show_sentence(self._told)
        self._align()
        self._read()

    def _add_row(self, chart: ChartState) -> None:
        row = PlotRow(chart, self._context, self.window_in_view)
        row.plot.wheel_pans = self._wheel_pans
        row.set_beside(self._beside)
        row.plot.looked_at.connect(lambda: self.chart_looked_at.emit(row.plot.chart))
        row.plot.pointed.connect(self.point_at)
        row.plot.box.sigResized.connect(lambda: self._settle.start(0))
        row.plot.day_chosen.connect(lambda day: self.day_requested.emit(from_day_number(round(day))))
        self._rows.append(row)
        self._column.addWidget(row, 1)

    @property
    def plots(self) -> tuple[ChartPlot, ...]:
        return tuple(row.plot for row in self._rows)

    def set_compact(self, compact: bool) -> None:
        """Keep the plots at their least height, when something follows below them, or let them fill the room."""
        vertical = QSizePolicy.Policy.Fixed if compact else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)

    def show_period(self, period: Period) -> None:
        self.window_in_view.show(*edges_of(period))

    def let_wheel_pan(self, pans: bool) -> None:
        """Set whether the wheel alone moves the time window, because the page cannot scroll."""
        self._wheel_pans = pans
        for plot in self.plots:
            plot.wheel_pans = pans

    def jump_to(self, day: date) -> None:
        """Bring a day into the middle of the view, as far as the diary goes, and put the cursor on it."""
        window, number = self.window_in_view, day_number(day)
        window.show(number - window.length / 2, number + window.length / 2)
        self.point_at(float(number))

    def mark(self, days: Sequence[int]) -> None:
        """Show a soft band behind these days in every plot; none removes the bands."""
        self._marks = days
        for plot in self.plots:
            plot.mark(days)

    def show_sentence(self, told: Sentence | None) -> None:
        """Show the days of a sentence instead of other marked days; None shows those of none."""
        self._told = told
        self._marks = ()
        for plot in self.plots:
            plot.mark(())
            plot.emphasise(told)

    def mark_dates(self, days: Sequence[date]) -> None:
        """Mark these days, and bring the latest of them into view when none is."""
        if days:
            self.show_sentence(None)
        numbers = [day_number(day) for day in days]
        window = self.window_in_view
        if numbers and not any(window.low <= number <= window.high for number in numbers):
            window.show(
                max(numbers) + 0.5 + window.length / 4 - window.length, max(numbers) + 0.5 + window.length / 4
            )
        self.mark(numbers)

    def point_at(self, day: float | None) -> None:
        """Move the cursor of all plots to a day, or hide it."""
        self._cursor = day
        for plot in self.plots:
            plot.point_at(day)
        self._read()

    @property
    def view(self) -> TimeView:
        """The days in view, as they are drawn."""
        window = self.window_in_view
        return TimeView(window.low, window.high, window.width)

    @property
    def charts(self) -> tuple[ChartState, ...]:
        """What the plots show, from top to bottom."""
        return tuple(plot.chart for plot in self.plots)

    def _read(self) -> None:
        """Show the values at the cursor, or without one the summary of the days in view."""
        said = read_out(self._context.language, self.plots, self.view, self._cursor, self._happened)
        for row, words in zip(self._rows, said.values, strict=True):
            row.heading.show_values(words)
        self.read_out_changed.emit(said.when, said.note)

    def _on_moved(self, low: float, high: float) -> None:
        self._place_strip()
        self._read()

    def _set_fine(self, fine: bool) -> None:
        for plot in self.plots:
            plot.set_fine(fine)

    def _align(self) -> None:
        """Give the labels of all plots the same width, so that days are aligned."""
        if not self.plots:
            return
        widths = [plot.axis_widths() for plot in self.plots]
        left, right = max(width[0] for width in widths), max(width[1] for width in widths)
        for plot in self.plots:
            plot.set_axis_widths(left, max(right, Space.MEDIUM))
        self._place_strip()

    def _place_strip(self) -> None:
        if self.plots:
            plot = self._rows[0].plot
            area = plot.plot_area.translated(self._beside + Space.HAIR if self._beside else 0, 0)
            window = self.window_in_view
            for strip in (self.strip, self.happenings, self.marks):
                strip.show_range(window.low, window.high, area.left(), area.right())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        beside = HEADING_LETTERS * letter if self.width() >= BESIDE_LETTERS * letter else 0
        if beside != self._beside:
            self._beside = beside
            for row in self._rows:
                row.set_beside(beside)
        self._settle.start(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._settle.start(0)
