"""The days in view, and the navigator: the whole diary in one thin strip with the period the plots show."""

import numpy as np
from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap, QResizeEvent

from diary.domain.period import Period, day_number
from diary.domain.table import Floats
from diary.screens.buckets import Width, width_for
from diary.screens.trends import SHORTEST_VIEW_DAYS
from diary.ui.pages import Context
from diary.ui.style import Space, focus_ring, pen_and_fill
from diary.ui.widgets.painted import PaintedPicture, clear_picture

SHORTEST_DAYS = float(SHORTEST_VIEW_DAYS)


def edges_of(period: Period) -> tuple[float, float]:
    """Return where the first day of a period begins and where its last day ends, in day numbers."""
    return day_number(period.first) - 0.5, day_number(period.last) + 0.5


class TimeWindow(QObject):
    """From `low` to `high` in day numbers since 1970-01-01; a day reaches half a day to both sides of its number.

    Never leaves the limits and never gets shorter than SHORTEST_DAYS. `about_to_move` is emitted before a change,
    `moved` after it.
    """

    about_to_move = Signal()
    moved = Signal(float, float)

    def __init__(self, first: int, last: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first = self.low = first - 0.5
        self.last = self.high = last + 0.5

    @property
    def length(self) -> float:
        """The number of days in view."""
        return self.high - self.low

    @property
    def width(self) -> Width:
        """The buckets in which this period is drawn."""
        return width_for(self.length)

    @property
    def is_whole(self) -> bool:
        return self.low <= self.first and self.high >= self.last

    def set_limits(self, first: int, last: int) -> None:
        """Set the days that can be scrolled to, both included. A view at the old end moves to the new one, and one
        of the whole diary stays one when days come after it."""
        at_end, was_whole = self.high >= self.last, self.is_whole and first - 0.5 == self.first
        self.first, self.last = first - 0.5, last + 0.5
        if was_whole:
            self.show(self.first, self.last)
        elif at_end:
            self.show(self.last - self.length, self.last)
        else:
            self.show(self.low, self.high)

    def show(self, low: float, high: float) -> None:
        """Bring these days into view, as far as the limits allow; too long a period keeps its end."""
        length = min(max(high - low, SHORTEST_DAYS), max(self.last - self.first, SHORTEST_DAYS))
        end = min(max(high, self.first + length), max(self.last, self.first + length))
        if (end - length, end) != (self.low, self.high):
            self.about_to_move.emit()
            self.low, self.high = end - length, end
            self.moved.emit(self.low, self.high)

    def show_last(self, days: float) -> None:
        """Bring `days` days into view, up to the present end of the view."""
        self.show(self.high - days, self.high)

    def pan(self, days: float) -> None:
        """Move this many days later (earlier when negative)."""
        self.show(self.low + days, self.high + days)

    def zoom(self, factor: float, centre: float) -> None:
        """Make the period `factor` times as long around the day `centre`."""
        self.show(centre - (centre - self.low) * factor, centre + (self.high - centre) * factor)


HIGH = 28


class Navigator(PaintedPicture):
    """Moves the time window by dragging the frame, a click or the arrow keys."""

    def __init__(self, context: Context, window: TimeWindow) -> None:
        super().__init__()
        self._context = context
        self._window = window
        self._shares: Floats = np.array([])
        self._ground: QPixmap | None = None
        self._grip: float | None = None
        self.setAccessibleName(context.language.t("Overview of the whole diary"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        window.moved.connect(self._on_moved)
        self._on_moved(window.low, window.high)

    def show_days(self, days: Floats) -> None:
        """Show on which days (day numbers) something was answered."""
        first, last = self._window.first, self._window.last
        columns = int(min(max(last - first, 1), 240))
        counts, _ = np.histogram(days, bins=columns, range=(first, max(last, first + 1)))
        self._shares = counts / max((last - first) / columns, 1.0)
        self._ground = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HIGH)

    def _on_moved(self, low: float, high: float) -> None:
        self.setAccessibleDescription(self._context.language.t("Arrow keys move through time."))
        self.update()

    def _x(self, day: float) -> float:
        span = max(self._window.last - self._window.first, 1.0)
        return (day - self._window.first) / span * self.width()

    def _frame(self) -> QRectF:
        left, right = self._x(self._window.low), self._x(self._window.high)
        middle, half = (left + right) / 2, max((right - left) / 2, Space.HAIR)
        return QRectF(middle - half, 1.5, 2 * half, self.height() - 3)

    def _move_to(self, x: float) -> None:
        span = max(self._window.last - self._window.first, 1.0)
        middle = self._window.first + x / max(self.width(), 1) * span
        self._window.show(middle - self._window.length / 2, middle + self._window.length / 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        frame = self._frame()
        self._grip = x - frame.center().x() if frame.left() <= x <= frame.right() else 0.0
        self._move_to(x - self._grip)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._move_to(event.position().x() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -0.5, Qt.Key.Key_Right: 0.5, Qt.Key.Key_PageUp: -1.0, Qt.Key.Key_PageDown: 1.0}
        if event.key() in steps:
            self._window.pan(steps[Qt.Key(event.key())] * self._window.length)
        elif event.key() == Qt.Key.Key_Home:
            self._window.show(self._window.first, self._window.first + self._window.length)
        elif event.key() == Qt.Key.Key_End:
            self._window.show(self._window.last - self._window.length, self._window.last)
        else:
            event.ignore()

    def _draw(self, painter: QPainter) -> None:
        if self._ground is None:
            self._ground = self._drawn_ground()
        theme = self._context.theme
        painter.drawPixmap(0, 0, self._ground)
        window = QColor(theme.accent)
        window.setAlpha(40)
        pen_and_fill(painter, QPen(QColor(theme.accent), 1.5), window)
        painter.drawRoundedRect(self._frame(), 6, 6)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), self.palette(), 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._ground = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._ground = None

    def _drawn_ground(self) -> QPixmap:
        """Return the cached picture without the frame, which alone moves."""
        theme = self._context.theme
        ground = clear_picture(self)
        painter = QPainter(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen_and_fill(painter, fill=QColor(theme.field))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        logged = QColor(theme.border)
        logged.setAlpha(120)
        painter.setBrush(logged)
        base, room = self.height() - 7.0, self.height() - 14.0
        width = self.width() / max(len(self._shares), 1)
        for column in np.flatnonzero(self._shares):
            height = max(2.0, min(float(self._shares[column]), 1.0) * room)
            painter.drawRect(QRectF(column * width, base - height, max(width - 0.6, 1.0), height))
        painter.end()
        return ground
