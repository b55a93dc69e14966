"""The body map to paint on: with the mouse, by keyboard, or through a screen reader.

The picture is painted; keyboard and screen readers reach every area through an invisible button on top of it.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QGestureEvent, QPinchGesture

from diary.content.bodymap import BodyDrawing
from diary.content.language import Language
from diary.content.theme import Ramp
from diary.ui.body.area_menu import open_area_menu
from diary.ui.body.marks import BodyMarks
from diary.ui.body.paint import paint_before
from diary.ui.body.picture import BodyPicture
from diary.ui.body.shapes import DIRECTIONS
from diary.ui.body.zoom import STEP, Zoom
from diary.ui.widgets.key_press import EnterClicks, is_alone, typed_text
from diary.ui.widgets.painted import UnseenButton

WHEEL_CLICK = 120
_TABBED = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class AreaButton(EnterClicks, UnseenButton):
    """Stands for one area."""

    def __init__(self, key: str, body: "BodyMap") -> None:
        super().__init__(body)
        self.key = key
        self._body = body
        self.clicked.connect(lambda: body.marks.step(key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._body.key_pressed(self.key, event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._body.open_menu(self.key, self._body.position_of(self.key))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._body.focus_moved(self.key)
        if event.reason() in _TABBED:
            self._body.bring_into_sight(self.key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._body.update()


class BodyMap(BodyPicture):
    """Paints with the brush on a click or a drag; the right button clears or opens the menu.

    The wheel, pinching and the keys + and - zoom; dragging beside the body pans, a double click there shows the
    whole body again.
    """

    zoomed = Signal()

    def __init__(self, drawing: BodyDrawing, marks: BodyMarks, ramp: Ramp, language: Language) -> None:
        super().__init__(drawing, marks.names, ramp, language)
        self.marks = marks
        self.describe_with(marks.describe)
        self._stroke: dict[str, int | None] = {}
        self._erasing = False
        self._asking = False
        self._dragged_from: QPointF | None = None
        self._before: frozenset[str] = frozenset()
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._built: dict[str, AreaButton] = {}
        self._tab_stop = next(iter(self.shapes.shapes), "")
        marks.changed.connect(self._on_changed)
        marks.left_out_changed.connect(self._on_left_out)

    @property
    def areas(self) -> dict[str, AreaButton]:
        """The button of every area. They are built when first wanted: the first paint does without."""
        if not self._built:
            for key in self._whole.shapes:
                button = self._built[key] = AreaButton(key, self)
                button.setAccessibleName(self.name(key))
                button.setVisible(key in self.shapes.shapes)
            if self._tab_stop:
                self._built[self._tab_stop].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._place_areas()
        return self._built

    def show_before(self, areas: Iterable[str]) -> None:
        """Show where it hurt the day before, as no mark of this day."""
        if self._before != frozenset(areas):
            self._before = frozenset(areas)
            self.redraw()

    def paint_figures(self, painter: QPainter) -> None:
        super().paint_figures(painter)
        paint_before(painter, self.shapes, self._ramp, self._before)

    def key_pressed(self, key: str, event: QKeyEvent) -> bool:
        """Handle a key on the focused area; false when it has no meaning here."""
        pressed = Qt.Key(event.key())
        typed = typed_text(event)
        if typed and typed in "+=-":
            self.zoom_at(QPointF(self.position_of(key)), 1 / STEP if typed == "-" else STEP)
        elif typed:
            return self.marks.type_text(key, typed)
        elif not is_alone(event):
            return False
        elif pressed in DIRECTIONS:
            neighbour = self.shapes.neighbour(key, pressed)
            if neighbour is not None:
                self.areas[neighbour].setFocus(Qt.FocusReason.TabFocusReason)
        elif pressed in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.marks.paint({key: None})
        else:
            return False
        return True

    def focus_moved(self, key: str) -> None:
        """Keep one Tab stop on the map: the area that had the focus last."""
        if key != self._tab_stop and self._built:
            self._built[self._tab_stop].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._built[key].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tab_stop = key
        self.update()

    def focused_area(self) -> str | None:
        return next((key for key, button in self._built.items() if button.hasFocus()), None)

    def open_menu(self, key: str, place: QPoint) -> None:
        open_area_menu(self, self.marks, key, self._language, self.mapToGlobal(place))

    def zoom_at(self, place: QPointF, factor: float) -> None:
        """Zoom in by a factor (out below 1); the point at `place` stays where it is."""
        self._look(self.zoom.closer(place, factor, self.room()))

    def show_whole(self) -> None:
        self._look(Zoom())

    def bring_into_sight(self, key: str) -> None:
        """Pan a zoomed map until an area is in view."""
        box = self.view().mapRect(self.shapes.shapes[key].box)
        if not self.zoom.is_whole:
            self._look(self.zoom.showing(box, self.room()))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_at(event.position(), 1 + event.value())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.zoom_at(QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint())), pinch.scaleFactor())
                return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with the wheel alone where nothing can scroll; with Ctrl always."""
        with_ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not with_ctrl and self._is_on_scrolling_page():
            event.ignore()
            return
        self.zoom_at(event.position(), STEP ** (event.angleDelta().y() / WHEEL_CLICK))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.area_at(event.position()) is None:
            self.show_whole()
        else:
            self.mousePressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self.area_at(event.position())
        beside = key is None and event.button() == Qt.MouseButton.LeftButton
        if not self.zoom.is_whole and (beside or event.button() == Qt.MouseButton.MiddleButton):
            self._dragged_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        if key is None or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            super().mousePressEvent(event)
            return
        self.areas[key].setFocus(Qt.FocusReason.MouseFocusReason)
        self._erasing = event.button() == Qt.MouseButton.RightButton
        self._asking = self._erasing and not self.marks.is_marked(key)
        if not self._asking:
            self._brush_over(key, None if self._erasing else self.marks.next_of(key))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            by, self._dragged_from = event.position() - self._dragged_from, event.position()
            self._look(self.zoom.moved(by, self.room()))
            return
        key = self.area_at(event.position())
        if self._stroke and key is not None and key not in self._stroke:
            self._brush_over(key, None if self._erasing else self.marks.brush)
        self.point_at(key)
        self.setCursor(Qt.CursorShape.ArrowCursor if key is None else Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        if self._stroke:
            stroke, self._stroke = self._stroke, {}
            self.marks.paint(stroke)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        key = self.area_at(QPointF(event.pos()))
        if key is not None and self._asking:
            self.open_menu(key, event.pos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look(self.zoom.moved(QPointF(), self.room()))
        self._place_areas()

    def _look(self, zoom: Zoom) -> None:
        if zoom != self.zoom:
            self.zoom = zoom
            self.redraw()
            self._place_areas()
            self.zoomed.emit()

    def _is_on_scrolling_page(self) -> bool:
        parent = self.parentWidget()
        while parent is not None:
            if isinstance(parent, QAbstractScrollArea) and parent.verticalScrollBar().maximum() > 0:
                return True
            parent = parent.parentWidget()
        return False

    def _place_areas(self) -> None:
        view = self.view()
        for key in self._built.keys() & self.shapes.shapes.keys():
            self._built[key].setGeometry(view.mapRect(self.shapes.shapes[key].box).toAlignedRect())

    def _brush_over(self, key: str, strength: int | None) -> None:
        self._stroke[key] = strength
        self.marks.preview({key: strength})

    def _on_changed(self, keys: set[str]) -> None:
        self.show_areas(self.marks.strengths)
        self.show_tender(self.marks.tender)
        for key in keys & self._built.keys():
            self._built[key].setAccessibleName(self.name(key))

    def _on_left_out(self) -> None:
        left_out, focused = self.marks.left_out, self.focused_area()
        self.leave_out(left_out)
        first = next(iter(self.shapes.shapes), None)
        if first is not None and self._tab_stop in left_out:
            self.focus_moved(first)
            if focused is not None:
                self.areas[first].setFocus(Qt.FocusReason.OtherFocusReason)
        for key, button in self._built.items():
            button.setVisible(key not in left_out)
        self._place_areas()
