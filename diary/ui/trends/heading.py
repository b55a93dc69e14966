"""The line above a plot: what is drawn and how, and what it says at the cursor or in all that is in view."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from diary.report.marks import ink_of
from diary.screens.charts import ChartState, Form, Mark, SeriesState
from diary.ui.context import Context
from diary.ui.style import QUIET, Space, Type
from diary.ui.trends.series_item import BAR_SOFT
from diary.ui.widgets.labels import Text
from diary.ui.widgets.one_line import OneLine

VALUE_LETTERS = 20
"""Room for a value beside its name, in letters."""


class Sample(QWidget):
    """A piece of the line or of the bars, as in a legend."""

    def __init__(self, series: SeriesState, context: Context) -> None:
        super().__init__()
        self._mark = series.mark
        self._ink = ink_of(series)
        self._colour = QColor(context.theme.roles[series.role])
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(22, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self._mark in {Mark.BARS, Mark.SPANS}:
            colour = QColor(self._colour)
            colour.setAlpha(BAR_SOFT)
            for left, height in ((2, 8), (8, 13), (14, 10)):
                painter.fillRect(QRectF(left, middle + 6.5 - height, 5, height), colour)
        else:
            pen = QPen(self._colour, 2)
            if self._ink.dash:
                pen.setDashPattern([2.5, 1.5])
            painter.setPen(pen)
            painter.drawLine(QLineF(0, middle, self.width(), middle))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour)
            painter.drawPolygon(dot_shape(self._ink.dot, QPointF(self.width() / 2, middle), 3.5))
        painter.end()


def dot_shape(shape: str, centre: QPointF, size: float) -> QPolygonF:
    """A circle, square or diamond, as the plots draw days; `size` is its radius."""
    if shape == "circle":
        path = QPainterPath()
        path.addEllipse(centre, size * 0.8, size * 0.8)
        return path.toFillPolygon()
    if shape == "square":
        return QPolygonF(QRectF(centre.x() - size * 0.8, centre.y() - size * 0.8, size * 1.6, size * 1.6))
    around = ((0.0, -size), (size, 0.0), (0.0, size), (-size, 0.0))
    return QPolygonF([centre + QPointF(*place) for place in around])


class PlotHeading(QWidget):
    """Sample, name and value of each series of a chart; under each other where there is no room beside."""

    def __init__(self, chart: ChartState, context: Context) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.HAIR)
        self._parts: list[QWidget] = []
        self.values = tuple(OneLine(Type.SMALL, QUIET) for _ in chart.series)
        for value, series in zip(self.values, chart.series, strict=True):
            part = QWidget()
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, Space.LARGE, 0)
            row.setSpacing(Space.SMALL)
            name = Text(_name(series), Type.SMALL, bold=True)
            name.setWordWrap(False)
            row.addWidget(Sample(series, context))
            row.addWidget(name)
            row.addWidget(value, 1)
            self._parts.append(part)
            self._row.addWidget(part, 1)

    def show_values(self, words: tuple[str, ...]) -> None:
        """Say these values, one for every series."""
        for label, text in zip(self.values, words, strict=True):
            label.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = VALUE_LETTERS * self.values[0].fontMetrics().averageCharWidth()
        needed = [part.minimumSizeHint().width() + room for part in self._parts]
        beside = len(self._parts) == 1 or sum(needed) <= self.width()
        for index, share in enumerate(needed):
            self._row.setStretch(index, share)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)


def _name(series: SeriesState) -> str:
    """The name with the unit its numbers do not say themselves."""
    return f"{series.name}, {series.unit}" if series.form is Form.POINTS and series.unit else series.name
