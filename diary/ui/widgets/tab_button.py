"""The name of a part of a page: quieter than the buttons of that part, and underlined while the part is shown."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from diary.ui.style import ACCENT, ACCENT_SOFT, INK, QUIET, RADIUS, TOUCH, Space, Type, focus_ring, type_font

UNDERLINE = 3


class TabButton(QAbstractButton):
    """Words with a line below them when it is checked."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setFont(type_font(Type.BODY, bold=True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + 2 * Space.MEDIUM
        return QSize(width, max(TOUCH, metrics.height() + 2 * Space.SMALL + UNDERLINE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows it too: that is what a keyboard user tries first."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() and not self.isChecked():
            painter.setBrush(palette.color(ACCENT_SOFT))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        if self.isChecked():
            painter.setBrush(palette.color(ACCENT))
            line = QRectF(Space.MEDIUM, self.height() - UNDERLINE, self.width() - 2 * Space.MEDIUM, UNDERLINE)
            painter.drawRoundedRect(line, UNDERLINE / 2, UNDERLINE / 2)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), palette)
        painter.setPen(palette.color(INK if self.isChecked() else QUIET))
        painter.drawText(self.rect().adjusted(0, 0, 0, -UNDERLINE), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
