"""One correlation as a dot with its interval as a line, between "against each other" and "together"."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.content.language import Language
from diary.domain.links.link import Link, LinkState
from diary.ui.style import CARD, LINE, QUIET, Space, Type, type_font

DOT = 5.0
WIDEST = 420


class IntervalPicture(QWidget):
    """Paints a link that has an interval. A line that crosses the middle means: chance explains it as well."""

    def __init__(self, link: Link, colour: QColor, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._colour = colour
        t = language.t
        self._words = (t("opposite ways"), t("no pattern"), t("the same way"))
        self.setFont(type_font(Type.SMALL))
        self.setAccessibleName(
            t(
                "From {low} to {high}, most likely {r}, on a scale from -1 (opposite ways) to 1 (the same way).",
                low=language.fixed(round(link.low or 0.0, 2) + 0.0, 2),
                high=language.fixed(round(link.high or 0.0, 2) + 0.0, 2),
                r=language.fixed(round(link.r or 0.0, 2) + 0.0, 2),
            )
        )
        self.setToolTip(self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        words = sum(metrics.horizontalAdvance(word) for word in self._words) + 2 * Space.MEDIUM
        return QSize(words, metrics.height() + round(4 * DOT) + Space.HAIR)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def place_of(self, value: float) -> float:
        """Where a correlation stands from the left."""
        room = min(self.width(), max(WIDEST, self.sizeHint().width())) - 2 * DOT
        return DOT + (value + 1) / 2 * room

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._link.r is None or self._link.low is None or self._link.high is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        y = 2 * DOT
        painter.setPen(QPen(palette.color(LINE), 1.5))
        painter.drawLine(QPointF(self.place_of(-1), y), QPointF(self.place_of(1), y))
        painter.setPen(QPen(palette.color(QUIET), 1.2))
        painter.drawLine(QPointF(self.place_of(0), y - 2 * DOT + 1), QPointF(self.place_of(0), y + 2 * DOT - 1))
        painter.setPen(QPen(self._colour, 2.4, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(self.place_of(self._link.low), y), QPointF(self.place_of(self._link.high), y))
        painter.setPen(QPen(self._colour, 1.8))
        painter.setBrush(self._colour if self._link.state is LinkState.PATTERN else palette.color(CARD))
        painter.drawEllipse(QPointF(self.place_of(self._link.r), y), DOT - 1, DOT - 1)
        self._draw_words(painter, 4 * DOT + Space.HAIR)
        painter.end()

    def _draw_words(self, painter: QPainter, top: float) -> None:
        painter.setPen(self.palette().color(QUIET))
        painter.setFont(self.font())
        left, right = self.place_of(-1), self.place_of(1)
        row = QRectF(left, top, right - left, self.height() - top)
        sides = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
        metrics = QFontMetrics(self.font())
        widths = [metrics.horizontalAdvance(words) for words in self._words]
        fits = 2 * max(widths[0], widths[2]) + widths[1] + 2 * Space.SMALL <= row.width()
        for words, side in zip(self._words, sides, strict=True):
            if fits or side != Qt.AlignmentFlag.AlignHCenter:
                painter.drawText(row, side | Qt.AlignmentFlag.AlignTop, words)
