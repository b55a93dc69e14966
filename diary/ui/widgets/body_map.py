"""The body map to paint on: with the mouse, by keyboard, or through a screen reader.

The picture is painted; keyboard and screen readers reach every area through an invisible button on top of it.
"""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from diary.content.drawing import Drawing
from diary.content.language import Language
from diary.content.theme import Ramp
from diary.ui.widgets.body_picture import BodyPicture
from diary.ui.widgets.body_shapes import DIRECTIONS

BRUSHES = (2, 5, 8)
"""The three strengths painting stores, on the scale of 1 to 10."""


class AreaButton(QAbstractButton):
    """One area for the keyboard and for screen readers; the map paints, this has focus, name and a press."""

    def __init__(self, key: str, body: "BodyMap") -> None:
        super().__init__(body)
        self.key = key
        self._body = body
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(lambda: body.step(key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._body.key_pressed(self.key, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._body.focus_moved(self.key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._body.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The map has painted it already."""


class BodyMap(BodyPicture):
    """A click paints with the brush or makes stronger, dragging paints, the right button clears.

    `painted` hands over what one click, key or stroke changed: area to strength, None = cleared.
    """

    painted = Signal(dict)

    def __init__(
        self,
        drawing: Drawing,
        names: Mapping[str, str],
        ramp: Ramp,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(drawing, names, ramp, language, parent)
        self.brush = BRUSHES[1]
        self._stroke: dict[str, int | None] = {}
        self._erasing = False
        self.areas = {key: AreaButton(key, self) for key in self.shapes.shapes}
        for key, button in self.areas.items():
            button.setAccessibleName(self.name(key))
        if self.areas:
            next(iter(self.areas.values())).setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_areas(self, areas: Mapping[str, int]) -> set[str]:
        changed = super().show_areas(areas)
        for key in changed:
            self.areas[key].setAccessibleName(self.name(key))
        return changed

    def step(self, key: str) -> None:
        """Paint an untouched area with the brush, make a painted one stronger, after the strongest clear it."""
        self._paint({key: self._next(key)})

    def key_pressed(self, key: str, event: QKeyEvent) -> bool:
        """What a key does on the focused area; false when it means nothing here."""
        pressed = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if pressed in DIRECTIONS:
            neighbour = self.shapes.neighbour(key, pressed)
            if neighbour is not None:
                self.areas[neighbour].setFocus(Qt.FocusReason.TabFocusReason)
        elif pressed in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._paint({key: None})
        elif event.text() and event.text() in "0123456789":
            self._paint({key: int(event.text()) or None})
        else:
            return False
        return True

    def focus_moved(self, key: str) -> None:
        """Keep one Tab stop on the map: the area that had the focus last."""
        for other, button in self.areas.items():
            policy = Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus
            if button.focusPolicy() != policy:
                button.setFocusPolicy(policy)
        self.update()

    def focused_area(self) -> str | None:
        return next((key for key, button in self.areas.items() if button.hasFocus()), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self.area_at(event.position())
        if key is None or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            super().mousePressEvent(event)
            return
        self.areas[key].setFocus(Qt.FocusReason.MouseFocusReason)
        self._erasing = event.button() == Qt.MouseButton.RightButton
        self._brush_over(key, None if self._erasing else self._next(key))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        key = self.area_at(event.position())
        if self._stroke and key is not None and key not in self._stroke:
            self._brush_over(key, None if self._erasing else self.brush)
        self.point_at(key)
        self.setCursor(Qt.CursorShape.ArrowCursor if key is None else Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._stroke:
            stroke, self._stroke = self._stroke, {}
            self.painted.emit(stroke)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        view = self.view()
        for key, button in self.areas.items():
            button.setGeometry(view.mapRect(self.shapes.shapes[key].box).toAlignedRect())

    def centre_of(self, key: str) -> QPointF:
        """Where to click for an area."""
        return QPointF(self.position_of(key))

    def _next(self, key: str) -> int | None:
        now = self.strength(key)
        higher = [strength for strength in BRUSHES if strength > now]
        return (higher[0] if higher else None) if now else self.brush

    def _brush_over(self, key: str, strength: int | None) -> None:
        self._stroke[key] = strength
        self.show_areas(self._with({key: strength}))

    def _paint(self, areas: dict[str, int | None]) -> None:
        self.show_areas(self._with(areas))
        self.painted.emit(areas)

    def _with(self, areas: Mapping[str, int | None]) -> dict[str, int]:
        merged = {key: self.strength(key) for key in self.areas} | {
            key: value or 0 for key, value in areas.items()
        }
        return {key: strength for key, strength in merged.items() if strength}
