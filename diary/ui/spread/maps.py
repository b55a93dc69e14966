"""Body maps of a period: of how often each area hurt, and small ones of the weeks."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.content.theme import Ramp
from diary.screens.area_changes import ChangeSign
from diary.screens.area_maps import AreaMap
from diary.ui.body.paint import paint_body, paint_signs, paint_unknown
from diary.ui.body.picture import BodyPicture, as_strengths
from diary.ui.body.shapes import DIRECTIONS, BodyShapes
from diary.ui.pages import Context
from diary.ui.style import INK, QUIET, Space, Type, type_font
from diary.ui.widgets.layouts import WrapLayout, empty
from diary.ui.widgets.painted import PaintedPicture, clear_picture


class AreaMapPicture(BodyPicture):
    """Shows steps of the ramp. Arrow keys move from area to area; `told` emits the name and words of the current
    one."""

    told = Signal(str, str)

    def __init__(self, context: Context, name: str) -> None:
        library = context.library
        super().__init__(library.drawing, library.words.segments, context.theme.ramp, library.language)
        self._words: Mapping[str, str] = {}
        self._current: str | None = None
        self._name = name
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.describe_with(lambda key: self._words.get(key, ""))

    def show_steps(self, steps: Mapping[str, int], words: Mapping[str, str]) -> None:
        self._words = words
        self.show_areas(as_strengths(steps))
        self.tell(self._current)

    def tell(self, key: str | None) -> None:
        """Make an area the current one and emit its words."""
        self._current = key if key in self.shapes.shapes else None
        words = self.name(self._current) if self._current else ""
        if self._current:
            self.told.emit(self._names.get(self._current, self._current), self._describe(self._current))
        else:
            self.told.emit("", "")
        self.setAccessibleName(f"{self._name}. {words}" if words else self._name)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()

    def focused_area(self) -> str | None:
        return self._current if self.hasFocus() else None

    def room(self) -> QRectF:
        """Keep room for words above only: those of an area are shown beside the picture."""
        above = super().room()
        return QRectF(above.left(), above.top(), above.width(), max(self.height() - above.top() - 2, 1))

    def draw_name(self, painter: QPainter, figures: QRectF, key: str | None) -> None:
        """Paint nothing: the words are shown beside the picture."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        found = self.area_at(event.position())
        if found is not None and found != self._current:
            self.tell(found)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.tell(self.area_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        direction = Qt.Key(event.key())
        if direction not in DIRECTIONS:
            super().keyPressEvent(event)
            return
        if self._current is None:
            self.tell(next(iter(self.shapes.shapes), None))
        else:
            self.tell(self.shapes.neighbour(self._current, direction) or self._current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current is None:
            self.tell(next(iter(self.shapes.shapes), None))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class ChangesPicture(AreaMapPicture):
    """Shows signs for more and less often instead of strengths."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__(context, name)
        self._signs: Mapping[str, ChangeSign] = {}

    def show_signs(self, signs: Mapping[str, ChangeSign], words: Mapping[str, str]) -> None:
        """Show these signs, with the words of every area."""
        self._signs = signs
        self._words = words
        self.redraw()
        self.tell(self._current)

    def paint_figures(self, painter: QPainter) -> None:
        paint_signs(painter, self.shapes, self._ramp, self._signs)


FIGURES_HIGH = 118


class SmallMap(PaintedPicture):
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

    def _draw(self, painter: QPainter) -> None:
        if self._picture is None or self._picture.deviceIndependentSize().toSize() != self.size():
            self._picture = self._drawn()
        painter.drawPixmap(0, 0, self._picture)
        line = self.fontMetrics().height() + Space.HAIR
        across = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.palette().color(INK))
        painter.drawText(QRectF(0, 0, self.width(), line), across, self._shown.title)
        painter.setPen(self.palette().color(QUIET))
        painter.drawText(QRectF(0, self.height() - line, self.width(), line), across, self._shown.caption)

    def _drawn(self) -> QPixmap:
        picture = clear_picture(self)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = FIGURES_HIGH / self._shapes.size.height()
        left = (self.width() - scale * self._shapes.size.width()) / 2
        top: float = self.fontMetrics().height() + Space.HAIR
        top -= scale * self._shapes.size.top()
        painter.setTransform(QTransform().translate(left, top).scale(scale, scale), combine=True)
        if self._shown.is_known:
            paint_body(painter, self._shapes, self._ramp, as_strengths(self._shown.steps))
        else:
            paint_unknown(painter, self._shapes, self._ramp)
        painter.end()
        return picture


class SmallMaps(QWidget):
    """Lays out all maps, in as many rows as they need."""

    def __init__(self, shapes: BodyShapes, ramp: Ramp) -> None:
        super().__init__()
        self._shapes = shapes
        self._ramp = ramp
        self.maps: list[SmallMap] = []
        self._row = WrapLayout(self, Space.MEDIUM)

    def show_maps(self, shown: Sequence[AreaMap], hidden: Collection[str]) -> None:
        """Show these instead of the former ones."""
        empty(self._row)
        shapes = self._shapes.without(hidden)
        self.maps = [SmallMap(one, shapes, self._ramp) for one in shown]
        width = max((one.sizeHint().width() for one in self.maps), default=0)
        for one in self.maps:
            one.setFixedWidth(width)
            self._row.addWidget(one)
            one.show()  # at once: the layout would show it later, and the page would jump
