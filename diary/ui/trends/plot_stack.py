"""All plots over one time axis, with the cursor and the marked days they share."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from diary.domain.period import Period, day_number, from_day_number
from diary.screens.buckets import View, Width
from diary.screens.charts import ChartState
from diary.screens.reading import bucket_at, bucket_words, value_words, view_words, when_words
from diary.ui.context import Context
from diary.ui.style import Space
from diary.ui.trends.axes import AxisStrip
from diary.ui.trends.heading import PlotHeading
from diary.ui.trends.navigator import Navigator, answered_days
from diary.ui.trends.plot import ChartPlot
from diary.ui.trends.window import TimeWindow


class PlotRow(QWidget):
    """A plot with its heading."""

    def __init__(self, chart: ChartState, context: Context, window: TimeWindow) -> None:
        super().__init__()
        self.key = chart.key
        self.heading = PlotHeading(chart, context)
        self.plot = ChartPlot(chart, context, window)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HAIR)
        column.addWidget(self.heading)
        column.addWidget(self.plot, 1)


class PlotStack(QWidget):
    """Paints charts one below the other. The axis strip and the navigator are for the page to place."""

    read_out_changed = Signal(str, str)
    """When, and what one point stands for."""
    day_requested = Signal(object)

    def __init__(self, context: Context, span: Period, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.window_in_view = TimeWindow(day_number(span.first), day_number(span.last), self)
        self.strip = AxisStrip(context.language)
        self.navigator = Navigator(context, self.window_in_view)
        self._rows: list[PlotRow] = []
        self._marks: Sequence[int] = ()
        self._cursor: float | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.SMALL)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._align)
        self.window_in_view.moved.connect(self._on_moved)

    def show_charts(self, charts: Sequence[ChartState], span: Period) -> None:
        """Paint these charts; plots are made anew only when there are others than before."""
        self.window_in_view.set_limits(day_number(span.first), day_number(span.last))
        same = sum(row.key == chart.key for row, chart in zip(self._rows, charts, strict=False))
        while len(self._rows) > same:
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for row, chart in zip(self._rows, charts, strict=False):
            row.plot.show_chart(chart)
        for chart in charts[same:]:
            self._add_row(chart)
        days = charts[0].series[0].days
        self.navigator.show_days(answered_days(days, *(one.values for chart in charts for one in chart.series)))
        self.mark(self._marks)
        self._align()
        self._read()

    def _add_row(self, chart: ChartState) -> None:
        row = PlotRow(chart, self._context, self.window_in_view)
        row.plot.pointed.connect(self.point_at)
        row.plot.day_chosen.connect(self._on_day_chosen)
        self._rows.append(row)
        self._column.addWidget(row, 1)

    @property
    def plots(self) -> tuple[ChartPlot, ...]:
        """The plots, from top to bottom."""
        return tuple(row.plot for row in self._rows)

    @property
    def headings(self) -> tuple[PlotHeading, ...]:
        """The lines above the plots, from top to bottom."""
        return tuple(row.heading for row in self._rows)

    def set_compact(self, compact: bool) -> None:
        """Keep the plots as low as they may be (something else follows below them), or let them fill the room."""
        vertical = QSizePolicy.Policy.Fixed if compact else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)

    def show_period(self, period: Period) -> None:
        """Bring a period into view."""
        self.window_in_view.show(day_number(period.first) - 0.5, day_number(period.last) + 0.5)

    def mark(self, days: Sequence[int]) -> None:
        """Lay a soft band behind these days in every plot; none takes the bands away."""
        self._marks = days
        for plot in self.plots:
            plot.mark(days)

    def mark_dates(self, days: Sequence[date]) -> None:
        """Mark these days, and bring the latest of them into view when none is."""
        numbers = [day_number(day) for day in days]
        window = self.window_in_view
        if numbers and not any(window.low <= number <= window.high for number in numbers):
            window.show(
                max(numbers) + 0.5 + window.length / 4 - window.length, max(numbers) + 0.5 + window.length / 4
            )
        self.mark(numbers)

    def point_at(self, day: float | None) -> None:
        """Move the cursor of all plots to a day, or take it away."""
        self._cursor = day
        for plot in self.plots:
            plot.point_at(day)
        self._read()

    @property
    def view(self) -> View:
        """The days in view, as they are drawn."""
        window = self.window_in_view
        return View(window.low, window.high, window.width)

    @property
    def charts(self) -> tuple[ChartState, ...]:
        """What the plots show, from top to bottom."""
        return tuple(plot.chart for plot in self.plots)

    def _read(self) -> None:
        """Say what the cursor is on; without one, what all that is in view comes down to."""
        language = self._context.language
        window = self.window_in_view
        when = ""
        for heading, plot in zip(self.headings, self.plots, strict=True):
            words: list[str] = []
            for series, buckets in plot.buckets():
                index = None if self._cursor is None else bucket_at(buckets, self._cursor)
                if index is None:
                    words.append(view_words(language, series, window.low, window.high))
                else:
                    when = when or when_words(language, buckets, index)
                    words.append(value_words(language, series, buckets, index))
            heading.show_values(tuple(words))
        note = self._late_words() if window.width is Width.DAY else bucket_words(language, window.width)
        self.read_out_changed.emit(when or self._period_words(), note)

    def _late_words(self) -> str:
        """How late answers are drawn, when there is one in view."""
        window = self.window_in_view
        for plot in self.plots:
            for series, _ in plot.buckets():
                start, stop = np.searchsorted(series.days, (window.low, window.high))
                if series.late[start:stop].any():
                    return self._context.language.t("hollow: filled in later")
        return ""

    def _period_words(self) -> str:
        window = self.window_in_view
        first, last = (from_day_number(int(np.round(day))) for day in (window.low + 0.5, window.high - 0.5))
        return f"{self._context.language.day(first)} – {self._context.language.day(last)}"

    def _on_moved(self, low: float, high: float) -> None:
        self._place_strip()
        self._read()

    def _on_day_chosen(self, day: float) -> None:
        self.day_requested.emit(from_day_number(int(np.round(day))))

    def _align(self) -> None:
        """Give all plots the same room for labels, so that days lie exactly under each other."""
        if not self.plots:
            return
        widths = [plot.axis_widths() for plot in self.plots]
        left, right = max(width[0] for width in widths), max(width[1] for width in widths)
        for plot in self.plots:
            plot.set_axis_widths(left, max(right, Space.MEDIUM))
        self._place_strip()

    def _place_strip(self) -> None:
        if self.plots:
            area = self._rows[0].plot.plot_area
            window = self.window_in_view
            self.strip.show_range(window.low, window.high, area.left(), area.right())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._settle.start(0)
