"""The buttons that open a topic: a line of a list, and a step of the road to begin with."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from diary.screens.understand import Progress, TopicLine
from diary.ui.icons import icon_pixmap
from diary.ui.style import (
    ACCENT,
    ACCENT_INK,
    ACCENT_SOFT,
    BORDER,
    CARD,
    INK,
    LINE,
    QUIET,
    RADIUS,
    TOUCH,
    Space,
    Type,
    draw_tick,
    focus_ring,
    type_font,
)
from diary.ui.widgets.fold_head import Wrapping

MARK = 18
STEP, HERE = 32, 40
"""Diameters of a step of the road, and of the one where one is."""
LETTERS = 15
"""Width of a step, in letters."""
MOST_LINES = 1000
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class TopicRow(Wrapping):
    """A line of a list below a hairline: how far one came, and the title."""

    def __init__(self, line: TopicLine) -> None:
        super().__init__(line.title)
        self.key = line.key
        self._line = line
        self.setAccessibleName(f"{line.title}, {line.words}")
        self.setToolTip(line.words)

    def _height(self, width: int) -> int:
        return max(TOUCH - Space.HAIR, self._words(width) + 2 * Space.SMALL)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 30, TOUCH - Space.HAIR)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 18, TOUCH - Space.HAIR)

    def _words(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - MARK - Space.SMALL - Space.HAIR), MOST_LINES)
        return QFontMetrics(self._title_font()).boundingRect(room, _WRAPPED, self._title).height()

    def _title_font(self) -> QFont:
        return type_font(Type.BODY, bold=self._line.progress is Progress.BEGUN)

    def _draw(self, painter: QPainter) -> None:
        palette = self.palette()
        painter.fillRect(0, 0, self.width(), 1, palette.color(LINE))
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(ACCENT_SOFT))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        top = (self.height() - self._words(self.width())) // 2
        first = QFontMetrics(self.font()).height()
        self._draw_mark(painter, QRectF(Space.HAIR, top + (first - MARK) / 2, MARK, MARK))
        left = Space.HAIR + MARK + Space.SMALL
        painter.setFont(self._title_font())
        painter.setPen(palette.color(INK))
        painter.drawText(QRect(left, top, self.width() - left, self.height()), _WRAPPED, self._title)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), palette)

    def _draw_mark(self, painter: QPainter, box: QRectF) -> None:
        """Paint how far one came: an empty circle, one half full, or one with a tick."""
        palette, progress = self.palette(), self._line.progress
        painter.setPen(QPen(palette.color(BORDER if progress is Progress.UNREAD else ACCENT), 1.5))
        painter.setBrush(palette.color(ACCENT_SOFT) if progress is Progress.READ else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        if progress is Progress.READ:
            draw_tick(painter, box, palette.color(ACCENT))
        elif progress is Progress.BEGUN:
            painter.setBrush(palette.color(ACCENT))
            painter.drawPie(box.adjusted(3, 3, -3, -3), -90 * 16, 180 * 16)


class LeadRow(TopicRow):
    """A line that leads to a place on another page, with that page's `icon`; `spoken` is its accessible name."""

    def __init__(self, key: str, name: str, spoken: str, icon: str) -> None:
        super().__init__(TopicLine(key, name, Progress.UNREAD, spoken))
        self._icon = icon
        self.setAccessibleName(spoken)

    def _draw_mark(self, painter: QPainter, box: QRectF) -> None:
        painter.drawPixmap(box.topLeft(), icon_pixmap(self._icon, self.palette().color(INK), MARK))


class RoadStep(Wrapping):
    """A step of the road: its number or a tick in a circle, the title and a quiet line below it."""

    def __init__(self, line: TopicLine, number: int, here: int, last: int) -> None:
        super().__init__(line.title)
        self.key = line.key
        self._line, self._number = line, number
        self._is_here, self._is_done = number == here + 1, line.progress is Progress.READ
        self._before = None if number == 1 else number <= here + 1
        self._behind = None if number == last else number <= here
        self.setAccessibleName(f"{number}. {line.title}, {line.words}")

    def _height(self, width: int) -> int:
        return Space.SMALL + HERE + Space.SMALL + self._words(width) + Space.SMALL

    def _words(self, width: int) -> int:
        room = QRect(0, 0, width - Space.SMALL, MOST_LINES)
        title = QFontMetrics(type_font(Type.BODY, bold=True)).boundingRect(room, _WRAPPED, self._title)
        return title.height() + QFontMetrics(type_font(Type.SMALL)).height()

    def sizeHint(self) -> QSize:
        width = LETTERS * self.fontMetrics().averageCharWidth()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _draw(self, painter: QPainter) -> None:
        palette = self.palette()
        middle, height = self.width() / 2, Space.SMALL + HERE / 2
        for is_walked, start, end in ((self._before, 0.0, middle), (self._behind, middle, float(self.width()))):
            if is_walked is not None:
                painter.fillRect(
                    QRectF(start, height - 1.5, end - start, 3), palette.color(ACCENT if is_walked else LINE)
                )
        size = HERE if self._is_here else STEP
        circle = QRectF(middle - size / 2, height - size / 2, size, size)
        painter.setPen(QPen(palette.color(ACCENT if self._is_here or self._is_done else BORDER), 2))
        painter.setBrush(palette.color(ACCENT if self._is_done else ACCENT_SOFT if self._is_here else CARD))
        painter.drawEllipse(circle)
        if self._is_done:
            draw_tick(painter, circle.adjusted(5, 5, -5, -5), palette.color(ACCENT_INK))
        else:
            painter.setFont(type_font(Type.BODY, bold=self._is_here))
            painter.setPen(palette.color(INK))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        words = self.rect().adjusted(Space.HAIR, Space.SMALL + HERE + Space.SMALL, -Space.HAIR, 0)
        centred = int(Qt.AlignmentFlag.AlignHCenter) | _WRAPPED
        painter.setFont(type_font(Type.BODY, bold=self._is_here))
        painter.setPen(palette.color(INK))
        used = painter.boundingRect(words, centred, self._title)
        painter.drawText(words, centred, self._title)
        painter.setFont(type_font(Type.SMALL))
        painter.setPen(palette.color(QUIET))
        painter.drawText(words.adjusted(0, used.height(), 0, 0), centred, self._line.words)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), palette)
