"""Small maps beside each other, one per week, month or year, all on the same scale."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.content.theme import Ramp
from diary.screens.area_maps import AreaMap
from diary.ui.body.paint import paint_body
from diary.ui.body.picture import as_strengths
from diary.ui.body.shapes import BodyShapes
from diary.ui.style import INK, QUIET, Space, Type, type_font
from diary.ui.widgets.layouts import WrapLayout

FIGURES_HIGH = 118


class SmallMap(QWidget):
    """Paints both figures with a title above and the number of days below, when they become visible."""

    def __init__(self, shown: AreaMap, shapes: BodyShapes, ramp: Ramp) -> None:
        super().__init__()
        self._shown = shown
        self._shapes = shapes
        self._ramp = ramp
        self._picture: QPixmap | None = None
        self.setFont(type_font(Type.SMALL))
        self.setAccessibleName(shown.language_in_use)
        self.setToolTip(shown.language_in_use)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics, size = self.fontMetrics(), self._shapes.size
        figures = round(FIGURES_HIGH * size.width() / size.height())
        words = max(metrics.horizontalAdvance(text) for text in (self._shown.title, self._shown.caption))
        return QSize(max(figures, words) + Space.SMALL, FIGURES_HIGH + 2 * (metrics.height() + Space.HAIR))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None or self._picture.deviceIndependentSize().toSize() != self.size():
            self._picture = self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        line = self.fontMetrics().height() + Space.HAIR
        across = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.palette().color(INK))
        painter.drawText(QRectF(0, 0, self.width(), line), across, self._shown.title)
        painter.setPen(self.palette().color(QUIET))
        painter.drawText(QRectF(0, self.height() - line, self.width(), line), across, self._shown.caption)
        painter.end()

    def _drawn(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = FIGURES_HIGH / self._shapes.size.height()
        left = (self.width() - scale * self._shapes.size.width()) / 2
        top: float = self.fontMetrics().height() + Space.HAIR
        top -= scale * self._shapes.size.top()
        painter.setTransform(QTransform().translate(left, top).scale(scale, scale), combine=True)
        paint_body(painter, self._shapes, self._ramp, as_strengths(self._shown.steps))
        painter.end()
        return picture


class SmallMaps(QWidget):
    """Lays out all maps, in as many rows as they need."""

    def __init__(self, shapes: BodyShapes, ramp: Ramp, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shapes = shapes
        self._ramp = ramp
        self.maps: list[SmallMap] = []
        self._row = WrapLayout(self, Space.MEDIUM)

    def show_maps(self, shown: Sequence[AreaMap], hidden: Collection[str]) -> None:
        """Show these instead of the former ones."""
        while self._row.takeAt(0) is not None:
            pass
        for old in self.maps:
            old.hide()
            old.deleteLater()
        shapes = self._shapes.without(hidden)
        self.maps = [SmallMap(one, shapes, self._ramp) for one in shown]
        width = max((one.sizeHint().width() for one in self.maps), default=0)
        for one in self.maps:
            one.setFixedWidth(width)
            self._row.addWidget(one)
            one.show()  # at once: the layout would show it later, and the page would jump
