"""The cards of the Where page: the whole map, the small maps, what changed, and the lines."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.content.language import Language
from diary.content.theme import Ramp, Theme
from diary.domain.text import sentence_case
from diary.report.figures import draw_stack
from diary.report.map_figure import draw_changes, draw_small, draw_whole
from diary.report.marks import stretches
from diary.screens.area_maps import MapWidth, Mode
from diary.screens.buckets import Buckets, TimeView, Width
from diary.screens.chart_figure import buckets_in
from diary.screens.chart_words import bucket_at, value_words, when_words
from diary.screens.charts import ChartState
from diary.screens.day_axis import day_ticks
from diary.screens.figure import Figure
from diary.screens.spread import SpreadState, areas_figure, changes_figure, is_empty, lines_figure, small_figure
from diary.ui.body.paint import paint_swatch
from diary.ui.body.picture import STRENGTH_OF_STEP
from diary.ui.pages import Context
from diary.ui.spread.maps import AreaMapPicture, ChangesPicture, SmallMaps
from diary.ui.style import LINE, QUIET, Space, Type, pen_and_fill, type_font
from diary.ui.widgets.card import Card
from diary.ui.widgets.figure_actions import FigureActions, FigureTable
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import OneLine, QuietText, Text
from diary.ui.widgets.layouts import STRETCH, ColumnsLayout, WrapLayout, boxed, empty, fill, in_column, in_row
from diary.ui.widgets.painted import Painted, PaintedPicture

if TYPE_CHECKING:
    from diary.ui.body.shapes import BodyShapes


LINES_HIGH = 5
BAND = 60
DOT = 2.2
LATE_DOT = 3.0


class LinePicture(PaintedPicture):
    """Paints a ChartState with one series; its words are the accessible description. The pointer or the arrow keys
    move a line from point to point: `pointed` emits the day it is at, or None."""

    pointed = Signal(object)

    def __init__(self, chart: ChartState, view: TimeView, language: Language, theme: Theme) -> None:
        super().__init__()
        self._chart = chart
        self._view = view
        self._language = language
        self._colour = QColor(theme.roles[chart.series[0].role])
        self._card = QColor(theme.card)
        self._buckets = buckets_in(chart.series[0], view)
        self._at: int | None = None
        self.setFont(type_font(Type.SMALL))
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.summary)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def point_at(self, day: float | None) -> str:
        """Move the line to a day (its number), or take it away; return when that is and the value then."""
        self._at = None if day is None else bucket_at(self._buckets, day)
        self.update()
        if self._at is None:
            return ""
        when = when_words(self._language, self._buckets, self._at)
        said = f"{when}: {value_words(self._language, self._chart.series[0], self._buckets, self._at)}"
        self.setAccessibleDescription(f"{said}. {self._chart.summary}")
        return said

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plot, x = self._plot(), event.position().x()
        day = self._view.low + (x - plot.left()) / plot.width() * (self._view.high - self._view.low)
        self.pointed.emit(day if plot.left() <= x <= plot.right() else None)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not len(self._buckets):
            super().keyPressEvent(event)
            return
        last = len(self._buckets) - 1
        at = last if self._at is None else min(max(self._at + step, 0), last)
        self.pointed.emit(float(self._buckets.middle[at]))

    def sizeHint(self) -> QSize:
        return QSize(260, (LINES_HIGH + 1) * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def _draw(self, painter: QPainter) -> None:
        plot = self._plot()
        self._draw_axes(painter, plot)
        buckets = self._buckets
        points = [
            QPointF(self._x(plot, middle), self._y(plot, mean))
            for middle, mean in zip(buckets.middle, np.nan_to_num(buckets.mean), strict=True)
        ]
        if self._view.width is not Width.DAY:
            self._draw_band(painter, plot, buckets)
        if self._at is not None:
            painter.setPen(QPen(self.palette().color(QUIET), 1))
            painter.drawLine(
                QPointF(points[self._at].x(), plot.top()), QPointF(points[self._at].x(), plot.bottom())
            )
        self._draw_line(painter, points, buckets)
        if self._at is not None and buckets.count[self._at]:
            painter.setBrush(self._colour)
            painter.drawEllipse(points[self._at], LATE_DOT, LATE_DOT)

    def _plot(self) -> QRectF:
        line = self.fontMetrics().height()
        numbers = max(self.fontMetrics().horizontalAdvance(self._number(tick)) for tick in self._ends)
        left = numbers + Space.SMALL
        return QRectF(left, line / 2, max(1, self.width() - left - Space.SMALL), self.height() - 2 * line)

    @property
    def _ends(self) -> tuple[float, float]:
        return self._chart.low, self._chart.high

    def _number(self, tick: float) -> str:
        number = self._language.number(tick)
        return self._language.t("{percent} %", percent=number) if self._chart.series[0].unit == "%" else number

    def _x(self, plot: QRectF, day: float) -> float:
        return plot.left() + plot.width() * (day - self._view.low) / (self._view.high - self._view.low)

    def _y(self, plot: QRectF, value: float) -> float:
        low, high = self._ends
        return plot.bottom() - plot.height() * (min(max(value, low), high) - low) / (high - low)

    def _draw_axes(self, painter: QPainter, plot: QRectF) -> None:
        line = self.fontMetrics().height()
        for tick in self._ends:
            y = self._y(plot, tick)
            painter.setPen(QPen(self.palette().color(LINE), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(self.palette().color(QUIET))
            place = QRectF(0, y - line / 2, plot.left() - Space.HAIR, line)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._number(tick)
            )
        room = 5.0 * line
        for mark in day_ticks(self._language, self._view.low + 0.5, self._view.high - 0.5, plot.width(), room):
            width = painter.fontMetrics().horizontalAdvance(mark.label)
            left = self._x(plot, mark.day) - width / 2
            if left >= 0 and left + width <= self.width():
                painter.drawText(QPointF(left, self.height() - painter.fontMetrics().descent()), mark.label)

    def _draw_band(self, painter: QPainter, plot: QRectF, buckets: Buckets) -> None:
        colour = QColor(self._colour)
        colour.setAlpha(BAND)
        pen_and_fill(painter, fill=colour)
        for run in stretches(buckets.count > 0):
            upper = [QPointF(self._x(plot, buckets.middle[at]), self._y(plot, buckets.high[at])) for at in run]
            lower = [QPointF(self._x(plot, buckets.middle[at]), self._y(plot, buckets.low[at])) for at in run]
            painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))

    def _draw_line(self, painter: QPainter, points: list[QPointF], buckets: Buckets) -> None:
        pen = QPen(self._colour, 1.6)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen_and_fill(painter, pen)
        for run in stretches(buckets.count > 0):
            painter.drawPolyline(QPolygonF([points[at] for at in run]))
        painter.setBrush(self._colour)
        for at in np.flatnonzero(buckets.lonely):
            painter.drawEllipse(points[at], DOT, DOT)
        if self._view.width is Width.DAY:
            painter.setBrush(self._card)
            for at in np.flatnonzero(self._chart.series[0].late & (buckets.count > 0)):
                painter.drawEllipse(points[at], LATE_DOT, LATE_DOT)


BLOT = (34, 20)


class StepBlot(Painted, QWidget):
    def __init__(self, ramp: Ramp, strength: int) -> None:
        super().__init__()
        self._ramp = ramp
        self._strength = strength
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(*BLOT)

    def _draw(self, painter: QPainter) -> None:
        paint_swatch(painter, QRect(0, 0, *BLOT), self._ramp, self._strength)


class BodyMapLegend(QWidget):
    def __init__(self, ramp: Ramp) -> None:
        super().__init__()
        self.title = QuietText()
        self.words = tuple(QuietText() for _ in STRENGTH_OF_STEP)
        steps = QWidget()
        row = WrapLayout(steps, Space.LARGE)
        for strength, words in zip(STRENGTH_OF_STEP, self.words, strict=True):
            words.setWordWrap(False)
            row.addWidget(boxed(in_row(StepBlot(ramp, strength), words, spacing=Space.SMALL)))
        in_column(self.title, steps, within=self, spacing=Space.SMALL)

    def show_words(self, title: str, words: Sequence[str]) -> None:
        """Show the meaning of each step."""
        self.title.setText(title)
        for label, text in zip(self.words, words, strict=True):
            label.setText(text)
        self.setAccessibleName(f"{title}: {', '.join(words)}")


MAP_WIDTH = 380
TABLE_ROWS = 10
LEAST_LINE = 330


class FigureCard(Card):
    """A card with a figure that can be shown as a table, copied and saved."""

    def __init__(
        self,
        context: Context,
        title: str,
        hint: str,
        figure: Callable[[SpreadState], Figure],
        svg: Callable[[SpreadState, Theme, str], str],
        *,
        sortable: bool = False,
    ) -> None:
        super().__init__(title, hint)
        self.state: SpreadState | None = None
        self._figure = figure
        self._svg = svg
        self.table = FigureTable(context.language, sortable=sortable)
        self.table.setAccessibleName(context.language.t("{title}, as a table", title=title))
        self.table.setMinimumHeight(TABLE_ROWS * 2 * self.fontMetrics().height())
        self.table.hide()
        self.figure_actions = FigureActions(context, self._described, self._drawn)
        self.figure_actions.table_toggled.connect(self._show_table)
        self.picture = QWidget()
        self.body.setSpacing(Space.MEDIUM)
        fill(self.body, self.picture, self.table, self.figure_actions)

    def show_figure(self, state: SpreadState) -> None:
        """Show the numbers of this state in the table, if it is visible."""
        self.state = state
        if self.table.isVisibleTo(self):
            self.table.show_figure(self._figure(state))

    def _described(self) -> Figure:
        assert self.state is not None
        return self._figure(self.state)

    def _drawn(self, theme: Theme) -> str:
        assert self.state is not None
        return self._svg(self.state, theme, self._figure(self.state).title)

    def _show_table(self, wanted: bool) -> None:
        self.picture.setVisible(not wanted)
        self.table.setVisible(wanted)
        if wanted and self.state is not None:
            self.table.show_figure(self._figure(self.state))


class WholeCard(FigureCard):
    """Shows how often, how strongly, or where touch hurt, with a line about the current area."""

    mode_chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        language = context.language
        t = language.t
        drawing = context.library.drawing
        super().__init__(
            context,
            t("Where it hurt"),
            t("Point at an area, or walk with the arrow keys."),
            lambda state: areas_figure(language, state),
            lambda state, theme, title: draw_whole(state, drawing, language, theme, title),
            sortable=True,
        )
        modes = [(Mode.OFTEN, t("How often")), (Mode.STRONG, t("How strongly")), (Mode.TOUCH, t("Touch hurts"))]
        self.modes = Choices("spread_mode", t("What the map shows"), modes)
        self.modes.chosen.connect(self.mode_chosen)
        self.map = AreaMapPicture(context, t("Body map, front and back"))
        self.map.set_least_width(MAP_WIDTH)
        self.told = Text()
        self.caption = QuietText()
        self.legend = BodyMapLegend(context.theme.ramp)
        self.named = Text(bold=True)
        self.most = QuietText()
        _beside(self.picture, self.map, (self.legend, self.most, self.named, self.told))
        self.body.insertWidget(1, self.modes)
        self.body.insertWidget(2, self.caption)
        self.map.told.connect(lambda area, words: _tell(self.named, self.told, area, words))

    def show_state(self, state: SpreadState) -> None:
        self.show_figure(state)
        self.modes.show_value(state.mode)
        self.caption.setText(f"{state.whole.title}. {state.whole.caption}")
        self.map.leave_out(state.hidden)
        self.map.show_steps(state.whole.steps, {area.key: area.words for area in state.areas})
        self.map.setAccessibleDescription(state.whole.language_in_use)
        self.legend.show_words(state.legend_title, state.legend)
        self.most.setText("\n".join(state.most))


class SmallCard(FigureCard):
    """Shows one small map per week, month or year."""

    width_chosen = Signal(object)

    def __init__(self, context: Context, shapes: "BodyShapes") -> None:
        language, drawing = context.language, context.library.drawing
        t = language.t
        super().__init__(
            context,
            t("Small maps side by side"),
            t("All on the scale above. Under each: how many days it is of."),
            lambda state: small_figure(language, state),
            lambda state, theme, title: draw_small(state, drawing, theme, title),
        )
        widths = [(MapWidth.WEEK, t("Weeks")), (MapWidth.MONTH, t("Months")), (MapWidth.YEAR, t("Years"))]
        self.widths = Choices("spread_width", t("One small map for each"), widths)
        self.widths.chosen.connect(self.width_chosen)
        self.maps = SmallMaps(shapes, context.theme.ramp)
        self.body.insertWidget(1, self.widths)
        in_column(self.maps, within=self.picture, spacing=Space.MEDIUM)

    def show_state(self, state: SpreadState) -> None:
        self.show_figure(state)
        self.widths.show_value(state.width)
        self.maps.show_maps(state.parts, state.hidden)


class ChangesCard(FigureCard):
    """Shows where pain was more or less frequent than in the same number of days before."""

    def __init__(self, context: Context) -> None:
        library = context.library
        language, drawing = library.language, library.drawing
        t = language.t
        super().__init__(
            context,
            t("More often, less often"),
            t("Compared with as many days before."),
            lambda state: changes_figure(library, state),
            lambda state, theme, title: draw_changes(state, drawing, language, theme, title),
        )
        self.caption = QuietText()
        self.words = Text()
        self.map = ChangesPicture(context, t("Body map of what changed"))
        self.map.set_least_width(MAP_WIDTH)
        self.told = Text()
        self.key = QuietText(
            t(
                "Filled with a plus: more often. Striped with a minus: less often. Dark with a heavy outline: "
                "more than chance could have made."
            )
        )
        self._same = t("about as often as before")
        self.body.insertWidget(1, self.caption)
        self.body.insertWidget(2, self.words)
        self.named = Text(bold=True)
        self.listed = QuietText()
        _beside(self.picture, self.map, (self.key, self.listed, self.named, self.told))
        self.map.told.connect(lambda area, words: _tell(self.named, self.told, area, words))

    def show_state(self, state: SpreadState) -> None:
        """Paint a state; without enough maps there is a sentence and no picture."""
        self.show_figure(state)
        changes = state.changes
        self.caption.setText(f"{changes.before} → {changes.after}")
        self.words.setText(changes.words)
        is_known = not changes.problem
        self.picture.setVisible(is_known and not self.figure_actions.show_table.isChecked())
        self.figure_actions.setVisible(is_known)
        self.map.leave_out(state.hidden)
        self.listed.setText("\n".join(changes.listed))
        said = {key: sign.words for key, sign in changes.signs.items()}
        self.map.show_signs(changes.signs, {key: said.get(key, self._same) for key in self.map.shapes.shapes})
        self.map.setAccessibleDescription(changes.words)


class LinesCard(FigureCard):
    """Shows the number of painful areas day by day; each line with one sentence about it."""

    def __init__(self, context: Context) -> None:
        language = context.language
        super().__init__(
            context,
            language.t("How far it spread"),
            "",
            lambda state: lines_figure(language, state),
            lambda state, theme, title: draw_stack(
                [line.chart for line in state.lines],
                language,
                theme,
                state.view,
                (title, lines_figure(language, state).summary),
            ),
        )
        self._context = context
        self._columns = ColumnsLayout(2, LEAST_LINE, self.picture)
        self.lines: list[QWidget] = []
        self._pictures: list[tuple[LinePicture, OneLine]] = []

    def point_at(self, day: float | None) -> None:
        """Show one day in all lines, with its values, or none."""
        for picture, said in self._pictures:
            said.setText(picture.point_at(day))

    def show_state(self, state: SpreadState) -> None:
        self.show_figure(state)
        empty(self._columns)
        self._pictures = []
        self.lines = [self._line(state, index) for index in range(len(state.lines))]
        for line in self.lines:
            self._columns.addWidget(line)
            line.show()  # at once: the layout would show it later, and the page would jump

    def _line(self, state: SpreadState, index: int) -> QWidget:
        line = state.lines[index]
        whole = QWidget()
        column = in_column(within=whole, spacing=Space.HAIR)
        fill(column, Text(line.chart.title, bold=True), QuietText(line.explanation))
        if is_empty(line, state.view):
            column.addWidget(Text(self._context.language.t("Too few body maps in these days for this line.")))
        else:
            picture = LinePicture(line.chart, state.view, self._context.language, self._context.theme)
            said = OneLine(Type.SMALL)
            picture.pointed.connect(self.point_at)
            self._pictures.append((picture, said))
            fill(column, said, picture)
        return whole


def _beside(parent: QWidget, picture: QWidget, words: Sequence[QWidget]) -> None:
    """Lay out a picture with words beside it, or below it where there is no room."""
    columns = ColumnsLayout(2, MAP_WIDTH, parent)
    columns.addWidget(picture)
    columns.addWidget(boxed(in_column(*words, STRETCH, spacing=Space.MEDIUM)))


def _tell(named: Text, told: Text, area: str, words: str) -> None:
    """Show the words of one area, at the bottom so that nothing moves."""
    named.setText(area)
    told.setText(sentence_case(words))
