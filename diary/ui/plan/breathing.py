"""Shows a silent pace to breathe along with: a circle, a bar in steps, or words; it stops by itself."""

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from diary.domain.plan.pacer import Breath, breath_at, minutes_done
from diary.screens.plan.cards import Pacer
from diary.ui.style import ACCENT, ACCENT_SOFT, BORDER, INK, Space, Type, pen_and_fill, type_font
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.layouts import in_column, in_lines
from diary.ui.widgets.painted import PaintedStrip

SMOOTH_MS, STEP_MS = 40, 200
SMALLEST, HEIGHT = 0.35, 168
BAR = 24


class BreathPicture(PaintedStrip):
    """Paints where one is in a breath, always with the word; a bar fills in steps of a second."""

    def __init__(self, pacer: Pacer) -> None:
        super().__init__()
        self._pacer = pacer
        self._breath = Breath(None, 0.0)
        self._word = ""
        self.setFont(type_font(Type.HEADING))

    def sizeHint(self) -> QSize:
        return QSize(HEIGHT, HEIGHT if self._pacer.shape == "circle" else HEIGHT // 2)

    def show_breath(self, breath: Breath, word: str) -> None:
        """Show it; a screen reader hears the word when it changes, never more often."""
        self._breath = breath
        if word != self._word:
            self._word = word
            self.setAccessibleName(word)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()

    @property
    def filled(self) -> float:
        """How far the breath is in, from 0 to 1; in whole seconds unless it is a circle."""
        breath, pace = self._breath, self._pacer.pace
        if breath.is_in is None:
            return 0.0
        share = breath.share
        if self._pacer.shape != "circle":
            seconds = pace.seconds_in if breath.is_in else pace.seconds_out
            share = int(share * seconds) / max(1, int(seconds))
        return min(1.0, share if breath.is_in else 1 - share)

    def _draw(self, painter: QPainter) -> None:
        palette = self.palette()
        pen_and_fill(painter, QPen(palette.color(ACCENT), 2), palette.color(ACCENT_SOFT))
        if self._pacer.shape == "circle":
            full = min(self.width(), self.height()) / 2 - 2
            size = full * (SMALLEST + (1 - SMALLEST) * self.filled)
            painter.drawEllipse(QPointF(self.width() / 2, self.height() / 2), size, size)
        elif self._pacer.shape == "bar":
            room = QRectF(1, self.height() - BAR - 1, self.width() - 2, BAR)
            painter.setPen(QPen(palette.color(BORDER), 1))
            painter.drawRect(room)
            room.setWidth(room.width() * self.filled)
            painter.fillRect(room, palette.color(ACCENT))
        painter.setPen(palette.color(INK))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._word)


class BreathingView(QWidget):
    """Begins and stops; emits `breathed` with the whole minutes when it is over. The clock on the wall does not
    matter to it."""

    breathed = Signal(int)

    def __init__(self, pacer: Pacer) -> None:
        super().__init__()
        self._pacer = pacer
        self.picture = BreathPicture(pacer)
        self.button = TextButton(pacer.begin, on_click=self.toggle, key="breathing:begin")
        self._since = QElapsedTimer()
        self._tick = QTimer(self, interval=SMOOTH_MS if pacer.shape == "circle" else STEP_MS)
        self._tick.timeout.connect(self._on_tick)
        in_column(self.picture, in_lines(self.button), within=self, spacing=Space.SMALL)

    def toggle(self) -> None:
        """Begin, or stop."""
        if self._tick.isActive():
            self._stop(self._since.elapsed() / 1000)
            return
        self._since.start()
        self.button.setText(self._pacer.stop)
        self.button.setAccessibleName(self._pacer.stop)
        self._tick.start()
        self.button.setFocus()
        self.show_at(0.0)

    def show_at(self, seconds: float) -> None:
        """Show so many seconds after the beginning."""
        breath = breath_at(self._pacer.pace, seconds)
        word = self._pacer.ready if breath.is_in is None else self._pacer.breath_out
        self.picture.show_breath(breath, self._pacer.breath_in if breath.is_in else word)
        if breath.is_over:
            self._stop(seconds)

    def _on_tick(self) -> None:
        self.show_at(self._since.elapsed() / 1000)

    def _stop(self, seconds: float) -> None:
        self._tick.stop()
        self.button.setText(self._pacer.begin)
        self.button.setAccessibleName(self._pacer.begin)
        is_over = breath_at(self._pacer.pace, seconds).is_over
        self.picture.show_breath(Breath(None, 0.0), self._pacer.over if is_over else "")
        if minutes := minutes_done(self._pacer.pace, seconds):
            self.breathed.emit(minutes)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
        self.button.setText(self._pacer.begin)
