"""A card that is folded: its name and what was answered, in one line that opens it."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.ui.style import ACCENT_SOFT, INK, QUIET, RADIUS, TOUCH, Space, Type, focus_ring, type_font
from diary.ui.widgets.fold_head import Folding


class FoldLine(Folding):
    """Pressing it opens the card. `open_words` say so aloud: "open"."""

    def __init__(self, title: str, open_words: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._open_words = open_words
        self._line = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_line("")

    @property
    def line(self) -> str:
        """What stands behind the title."""
        return self._line

    def show_line(self, line: str) -> None:
        """Show what was answered, in short."""
        self._line = line
        self.setToolTip(line)
        self.setAccessibleName(f"{self._title}: {line}. {self._open_words}" if line else self._title)
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 24, max(TOUCH, metrics.height() + 2 * Space.MEDIUM))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(ACCENT_SOFT))
            painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), palette)
        size = round(self.fontMetrics().height() * 1.1)
        middle_x, middle_y = self.width() - Space.SMALL - size / 2, self.height() / 2
        painter.setPen(QPen(palette.color(QUIET), 1.6, c=Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(
            [
                QPointF(middle_x + x * size / 4, middle_y + y * size / 4)
                for x, y in ((-1, -0.5), (0, 0.5), (1, -0.5))
            ]
        )
        room = self.rect().adjusted(Space.SMALL, 0, -size - Space.LARGE, 0)
        painter.setFont(type_font(Type.BODY, bold=True))
        title = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room.width())
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(palette.color(INK))
        painter.drawText(room, middle, title)
        used = painter.fontMetrics().horizontalAdvance(title) + Space.LARGE
        painter.setFont(self.font())
        painter.setPen(palette.color(QUIET))
        rest = QRect(room.left() + used, room.top(), max(room.width() - used, 0), room.height())
        line = self.fontMetrics().elidedText(self._line, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, middle, line)
        painter.end()
