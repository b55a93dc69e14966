"""The heading of a plot: a sample, the name and the value of each of its series."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from diary.content.theme import Theme
from diary.report.marks import ink_of
from diary.screens.charts import ChartState, SeriesMark, SeriesState, ValueFormat
from diary.ui.pages import Context
from diary.ui.style import QUIET, Space, Type, pen_and_fill
from diary.ui.trends.series_item import bar_alpha
from diary.ui.widgets.labels import OneLine, Text
from diary.ui.widgets.layouts import UNBOUND, boxed, in_row
from diary.ui.widgets.painted import Painted

VALUE_LETTERS = 20
"""Room for a value beside its name, in letters."""


class Sample(Painted, QWidget):
    """Paints a sample of the line or of the bars, as in a legend."""

    def __init__(self, series: SeriesState, context: Context) -> None:
        super().__init__()
        self._series = series
        self._theme = context.theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(22, self.fontMetrics().height())

    def _draw(self, painter: QPainter) -> None:
        draw_sample(painter, QRectF(self.rect()), self._series, self._theme)


def draw_sample(painter: QPainter, box: QRectF, series: SeriesState, theme: Theme) -> None:
    """Paint a sample of a series, in the middle of the box."""
    ink, colour, middle = ink_of(series), QColor(theme.roles[series.role]), box.center()
    if series.mark in {SeriesMark.BARS, SeriesMark.SPANS}:
        colour.setAlpha(bar_alpha(series))
        for left, height in ((-9, 8), (-3, 13), (3, 10)):
            painter.fillRect(QRectF(middle.x() + left, middle.y() + 6.5 - height, 5, height), colour)
        return
    pen = QPen(colour, 2)
    if ink.dash:
        pen.setDashPattern([2.5, 1.5])
    painter.setPen(pen)
    painter.drawLine(QLineF(box.left(), middle.y(), box.right(), middle.y()))
    pen_and_fill(painter, fill=colour)
    painter.drawPolygon(dot_shape(ink.dot, middle, 3.5))


def dot_shape(shape: str, centre: QPointF, size: float) -> QPolygonF:
    """Return a circle, square or diamond, as the plots draw days; `size` is its radius in pixels."""
    if shape == "circle":
        path = QPainterPath()
        path.addEllipse(centre, size * 0.8, size * 0.8)
        return path.toFillPolygon()
    if shape == "square":
        return QPolygonF(QRectF(centre.x() - size * 0.8, centre.y() - size * 0.8, size * 1.6, size * 1.6))
    around = ((0.0, -size), (size, 0.0), (0.0, size), (-size, 0.0))
    return QPolygonF([centre + QPointF(*place) for place in around])


class PlotHeading(QWidget):
    """Shows sample, name and value of each series of a chart, below each other where there is no room beside."""

    def __init__(self, chart: ChartState, context: Context) -> None:
        super().__init__()
        self._names: list[Text] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.HAIR)
        self._parts: list[tuple[QHBoxLayout, QHBoxLayout]] = []
        self.values = tuple(OneLine(Type.SMALL, QUIET) for _ in chart.series)
        for value, series in zip(self.values, chart.series, strict=True):
            name = Text(_name(series), Type.SMALL, bold=True)
            name.setWordWrap(False)
            self._names.append(name)
            named = in_row(Sample(series, context), (name, 1), spacing=Space.SMALL)
            part = in_row(named, (value, 1), margins=(0, 0, Space.LARGE, 0), spacing=Space.SMALL)
            self._parts.append((part, named))
            self._row.addWidget(boxed(part), 1)

    def show_values(self, words: tuple[str, ...]) -> None:
        """Show these values, one for each series."""
        for label, text in zip(self.values, words, strict=True):
            label.setText(text)

    def stand_beside(self, width: int) -> None:
        """Stand beside the plot in a column of this width, in pixels; 0: above it, as wide as it is."""
        self.setMinimumWidth(width)
        self.setMaximumWidth(width or UNBOUND)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for name, (part, named) in zip(self._names, self._parts, strict=True):
            name.setWordWrap(bool(width))
            beside = named.minimumSize().width() - name.minimumSizeHint().width()
            room = width - beside - part.contentsMargins().right()
            name.setFixedHeight(name.heightForWidth(room) if width else name.sizeHint().height())
            policy = name.sizePolicy()
            policy.setHeightForWidth(False)  # with it, the plots would not share the height there is
            name.setSizePolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = VALUE_LETTERS * self.values[0].fontMetrics().averageCharWidth()
        needed = [named.minimumSize().width() + Space.WIDE + room for _row, named in self._parts]
        _set_beside(self._row, len(needed) == 1 or sum(needed) <= self.width())
        for index, ((part, _named), share) in enumerate(zip(self._parts, needed, strict=True)):
            self._row.setStretch(index, share)
            _set_beside(part, share <= self.width())


def _set_beside(row: QBoxLayout, is_beside: bool) -> None:
    row.setDirection(QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom)
    row.setSpacing(Space.SMALL if is_beside else 0)


def _name(series: SeriesState) -> str:
    """Return the name with the unit that is missing in its numbers."""
    return f"{series.name}, {series.unit}" if series.form is ValueFormat.POINTS and series.unit else series.name
