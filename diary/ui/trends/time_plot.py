"""A plot that moves through time: by mouse, by wheel and by keys, always along with the others."""

from collections.abc import Mapping

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QNativeGestureEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

from diary.ui.style import RADIUS, focus_ring
from diary.ui.trends.window import TimeWindow

WHEEL_ZOOM = 1.25
WHEEL_NOTCH = 120
WHEEL_PAN = 0.1
"""One notch moves by this share of what is in view."""
BEHIND = -1000
"""The lines of the axes lie behind everything that is drawn."""


class TimePlot(pg.PlotWidget):  # type: ignore[misc]
    """Dragging and the wheel move through time (the wheel scrolls the page instead when there is more of it,
    unless Shift is held), Ctrl and wheel or two fingers make the stretch longer or shorter. Arrows walk from point
    to point, with Shift they move a quarter of what is in view; Home and End go to the ends of the diary, plus and
    minus zoom, Enter chooses a day, Escape takes the cursor away."""

    pointed = Signal(object)
    """The day number under the pointer; None when it left."""
    stepped = Signal(int)
    """One point later (1) or earlier (-1) by the keyboard."""
    day_chosen = Signal(float)

    def __init__(self, background: QColor, axes: Mapping[str, pg.AxisItem], window: TimeWindow) -> None:
        super().__init__(background=background, axisItems=dict(axes), enableMenu=False)
        self._window = window
        self._dragged_from: float | None = None
        self.cursor_day: float | None = None
        self.wheel_pans = True
        self._silence()

    def _silence(self) -> None:
        """Turn off what pyqtgraph would do by itself: menus, buttons, automatic ranges, its own mouse."""
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.disableAutoRange()
        for side in ("left", "bottom", "right"):
            self.getAxis(side).setZValue(BEHIND)
        self.plotItem.layout.setContentsMargins(0, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setFrameShape(self.Shape.NoFrame)

    @property
    def plot_area(self) -> QRectF:
        """Where the data is, in pixels of this widget."""
        box = self.plotItem.vb
        return QRectF(self.mapFromScene(box.sceneBoundingRect()).boundingRect())

    def _day_at(self, position: QPointF) -> float | None:
        area = self.plot_area
        if area.width() <= 0 or not area.left() <= position.x() <= area.right():
            return None
        return self._window.low + (position.x() - area.left()) / area.width() * self._window.length

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.position().x()
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is None:
            self.pointed.emit(self._day_at(event.position()))
            return
        moved = self._dragged_from - event.position().x()
        self._dragged_from = event.position().x()
        self._window.pan(moved * self._window.length / max(self.plot_area.width(), 1.0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day is not None:
            self.day_chosen.emit(day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        across = event.angleDelta().x() / WHEEL_NOTCH
        notches = event.angleDelta().y() / WHEEL_NOTCH
        day = self._day_at(event.position())
        held = event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier and day is not None:
            self._window.zoom(WHEEL_ZOOM**-notches, day)
        elif across or self.wheel_pans or held & Qt.KeyboardModifier.ShiftModifier:
            self._window.pan(-(across or notches) * self._window.length * WHEEL_PAN)
        else:
            event.ignore()
            return
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Two fingers, on a touch pad or on the screen itself."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self._pinch(1 + event.value(), event.position())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._pinch(pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.hotSpot().toPoint())))
                return True
        return bool(super().viewportEvent(event))

    def _pinch(self, apart: float, where: QPointF) -> None:
        """Fingers moved apart (above 1) or together show less or more time around them."""
        day = self._day_at(where)
        if apart > 0:
            self._window.zoom(1 / apart, (self._window.low + self._window.high) / 2 if day is None else day)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        window = self._window
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right if shift:
                window.pan(window.length / 4 * (1 if event.key() == Qt.Key.Key_Right else -1))
            case Qt.Key.Key_Home:
                window.show(window.first, window.first + window.length)
            case Qt.Key.Key_End:
                window.show(window.last - window.length, window.last)
            case Qt.Key.Key_Left:
                self.stepped.emit(-1)
            case Qt.Key.Key_Right:
                self.stepped.emit(1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                window.zoom(1 / WHEEL_ZOOM, (window.low + window.high) / 2)
            case Qt.Key.Key_Minus:
                window.zoom(WHEEL_ZOOM, (window.low + window.high) / 2)
            case Qt.Key.Key_Escape if self.cursor_day is not None:
                self.pointed.emit(None)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.cursor_day is not None:
                self.day_chosen.emit(self.cursor_day)
            case _:
                event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus_ring(painter, QRectF(self.viewport().rect()), self.palette(), RADIUS)
            painter.end()
