"""The body map to paint on: with the mouse, by keyboard, or through a screen reader.

The picture is painted; keyboard and screen readers reach every area through an invisible button on top of it.
"""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from diary.content.drawing import Drawing
from diary.content.language import Language
from diary.content.theme import Ramp
from diary.ui.widgets.body_marks import BodyMarks
from diary.ui.widgets.body_menu import open_area_menu
from diary.ui.widgets.body_picture import BodyPicture
from diary.ui.widgets.body_shapes import DIRECTIONS


class AreaButton(QAbstractButton):
    """One area for the keyboard and for screen readers; the map paints, this has focus, name and a press."""

    def __init__(self, key: str, body: "BodyMap") -> None:
        super().__init__(body)
        self.key = key
        self._body = body
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(lambda: body.marks.step(key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._body.key_pressed(self.key, event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._body.open_menu(self.key, self._body.position_of(self.key))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._body.focus_moved(self.key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._body.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The map has painted it already."""


class BodyMap(BodyPicture):
    """A click paints with the brush or makes stronger, dragging paints, the right button clears or asks."""

    def __init__(
        self, drawing: Drawing, marks: BodyMarks, ramp: Ramp, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(drawing, marks.names, ramp, language, parent)
        self.marks = marks
        self.describe_with(marks.describe)
        self._stroke: dict[str, int | None] = {}
        self._erasing = False
        self._asking = False
        self.areas = {key: AreaButton(key, self) for key in self.shapes.shapes}
        for key, button in self.areas.items():
            button.setAccessibleName(self.name(key))
        if self.areas:
            next(iter(self.areas.values())).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        marks.changed.connect(self._on_changed)
        marks.left_out_changed.connect(self._on_left_out)

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
            self.marks.paint({key: None})
        else:
            return self.marks.type_text(key, event.text())
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

    def step(self, key: str) -> None:
        """Press an area once."""
        self.marks.step(key)

    def open_menu(self, key: str, place: QPoint) -> None:
        """Ask what to do with an area."""
        open_area_menu(self, self.marks, key, self._language, self.mapToGlobal(place))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self.area_at(event.position())
        if key is None or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            super().mousePressEvent(event)
            return
        self.areas[key].setFocus(Qt.FocusReason.MouseFocusReason)
        self._erasing = event.button() == Qt.MouseButton.RightButton
        self._asking = self._erasing and not self.marks.is_marked(key)
        if not self._asking:
            self._brush_over(key, None if self._erasing else self.marks.next_of(key))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        key = self.area_at(event.position())
        if self._stroke and key is not None and key not in self._stroke:
            self._brush_over(key, None if self._erasing else self.marks.brush)
        self.point_at(key)
        self.setCursor(Qt.CursorShape.ArrowCursor if key is None else Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._stroke:
            stroke, self._stroke = self._stroke, {}
            self.marks.paint(stroke)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        key = self.area_at(QPointF(event.pos()))
        if key is not None and self._asking:
            self.open_menu(key, event.pos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_areas()

    def centre_of(self, key: str) -> QPointF:
        """Where to click for an area."""
        return QPointF(self.position_of(key))

    def _place_areas(self) -> None:
        view = self.view()
        for key, shape in self.shapes.shapes.items():
            self.areas[key].setGeometry(view.mapRect(shape.box).toAlignedRect())

    def _brush_over(self, key: str, strength: int | None) -> None:
        self._stroke[key] = strength
        self.marks.preview({key: strength})

    def _on_changed(self, keys: set[str]) -> None:
        self.show_areas(self.marks.strengths)
        self.show_tender(self.marks.tender)
        for key in keys & self.areas.keys():
            self.areas[key].setAccessibleName(self.name(key))

    def _on_left_out(self) -> None:
        left_out, focused = self.marks.left_out, self.focused_area()
        self.leave_out(left_out)
        first = next(iter(self.shapes.shapes), None)
        stops = [key for key, button in self.areas.items() if button.focusPolicy() == Qt.FocusPolicy.StrongFocus]
        if first is not None and left_out & {*stops}:
            self.focus_moved(first)
            if focused is not None:
                self.areas[first].setFocus(Qt.FocusReason.OtherFocusReason)
        for key, button in self.areas.items():
            button.setVisible(key not in left_out)
        self._place_areas()
