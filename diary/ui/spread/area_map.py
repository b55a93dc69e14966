"""A body map to read area by area, with the mouse or the arrow keys; the current area is described in words."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter

from diary.screens.area_changes import ChangeSign
from diary.ui.body.paint import paint_signs
from diary.ui.body.picture import BodyPicture, as_strengths
from diary.ui.body.shapes import DIRECTIONS
from diary.ui.pages import Context


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
        """Show the strength of every area, with its words."""
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

    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(None)


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
