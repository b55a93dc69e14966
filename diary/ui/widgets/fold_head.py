"""The head of a folding card: its title, a few quiet words behind it, and an arrow; long titles wrap."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from diary.screens.card_lines import BETWEEN
from diary.ui.style import INK, QUIET, TOUCH, Space, Type, quiet_ground, type_font
from diary.ui.widgets.key_press import EnterClicks
from diary.ui.widgets.layouts import decide_height_by_width
from diary.ui.widgets.painted import Painted

if TYPE_CHECKING:
    from PySide6.QtGui import QTextLayout

    Look = QTextLayout.FormatRange

GAP, LINE_BREAK = "\u2002", "\u2028"


class Folding(EnterClicks, Painted, QAbstractButton):
    """A button over the whole width, pressed by a click, Enter or Space."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._heights: dict[int, int] = {}
        self.setFont(type_font(Type.BODY))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure_again()

    def _measure_again(self) -> None:
        """Forget how high the words are: they or their font changed."""
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def _draw_ground(self, painter: QPainter, ground: QRectF) -> None:
        """Draw the ground below the pointer."""
        if self.underMouse():
            quiet_ground(painter, ground, self.palette())

    @property
    def is_open(self) -> bool:
        """Whether what it opens is open."""
        return self.isChecked()

    def _draw_arrow(self, painter: QPainter, x: float, size: int) -> None:
        """Draw an arrow around `x`: up when it is open, else down."""
        up = -1 if self.is_open else 1
        painter.setPen(QPen(self.palette().color(QUIET), 1.6, c=Qt.PenCapStyle.RoundCap))
        shape = ((-1, -0.5 * up), (0, 0.5 * up), (1, -0.5 * up))
        middle = QPointF(x, self.height() / 2)
        painter.drawPolyline([middle + QPointF(right * size / 4, down * size / 4) for right, down in shape])


class Wrapping(Folding):
    """As high as its wrapped words need at the width there is: `_height`."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        decide_height_by_width(self, QSizePolicy.Policy.Expanding)

    def heightForWidth(self, width: int) -> int:
        """Measure once for each width: layouts in layouts ask many times."""
        if width not in self._heights:
            self._heights[width] = self._height(width)
        return self._heights[width]

    def _height(self, width: int) -> int:
        raise NotImplementedError


class FoldHead(Wrapping):
    """A checkable button: checked is open."""

    def __init__(self, title: str, words: str, *, is_open: bool) -> None:
        from diary.ui.widgets.disclosure import opens  # which the start does without

        super().__init__(title)
        opens(self)
        self.setChecked(is_open)
        self.retell(words)

    def retell(self, words: str) -> None:
        """Say something else behind the title."""
        self._words = words
        self.setAccessibleName(f"{self._title}: {words}" if words else self._title)
        self._measure_again()

    def _height(self, width: int) -> int:
        words = self._laid_out(width).boundingRect().height()
        return max(TOUCH, round(words) + 2 * Space.SMALL)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * 24
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 16, TOUCH)

    def _arrow_size(self) -> int:
        return round(self.fontMetrics().height() * 0.9)

    def _laid_out(self, width: int) -> "QTextLayout":
        room = max(1, width - self._arrow_size() - Space.LARGE)
        gap = GAP if self._one_line() <= room else LINE_BREAK
        title, palette = self._title, self.palette()
        looks = [looking(0, units(title), Type.BODY, palette.color(INK), bold=True)]
        if not self._words:
            return laid_out(title, self.font(), room, looks)
        looks.append(looking(units(title), units(gap + self._words), Type.SMALL, palette.color(QUIET)))
        return laid_out(f"{title}{gap}{self._words}", self.font(), room, looks)

    def _one_line(self) -> int:
        """Return the width of title and words beside each other."""
        title = QFontMetrics(type_font(Type.BODY, bold=True)).horizontalAdvance(self._title)
        return title + QFontMetrics(type_font(Type.SMALL)).horizontalAdvance(GAP + self._words)

    def _draw(self, painter: QPainter) -> None:
        self._draw_ground(painter, QRectF(self.rect()).adjusted(-Space.SMALL, 0, Space.SMALL, 0))
        words = self._laid_out(self.width())
        words.draw(painter, QPointF(0, (self.height() - words.boundingRect().height()) / 2))
        self._draw_arrow(painter, self.width() - self._arrow_size() / 2 - 2, self._arrow_size())


def units(text: str) -> int:
    """Return how long a text is for Qt, which counts in units of UTF-16: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def looking(start: int, length: int, size: Type, colour: QColor, *, bold: bool = False) -> "Look":
    """Return how a part of a text looks, for `laid_out`."""
    from PySide6.QtGui import QTextCharFormat, QTextLayout  # the first page has no such text

    found = QTextLayout.FormatRange()
    found.start, found.length = start, length
    look = QTextCharFormat()
    look.setFont(type_font(size, bold=bold))
    look.setForeground(colour)
    found.format = look
    return found


def laid_out(text: str, font: QFont, room: int, looks: "Sequence[Look]") -> "QTextLayout":
    """Return a text in lines of `room` pixels, in the direction it is written in, with these looks; a later one
    overrides an earlier one."""
    from PySide6.QtGui import QTextLayout, QTextOption

    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    layout.setFormats(list(looks))
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


class FoldLine(Folding):
    """Opens a folded card. `open_words` is the accessible action, "open", and `fold_words` the one while it is
    open: it stands on the first page, which does without `disclosure`."""

    def __init__(self, title: str, open_words: str, fold_words: str = "") -> None:
        super().__init__(title)
        self._actions = (open_words, fold_words)
        self._is_open = False
        self.line = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_line("")

    @property
    def is_open(self) -> bool:
        return self._is_open

    def show_line(self, line: str, *, is_open: bool = False) -> None:
        """Show the answers in short."""
        self.line, self._is_open = line, is_open
        self.setToolTip(line)
        self.setAccessibleName(f"{self._title}: {line}. {self._actions[is_open]}" if line else self._title)
        self.setAccessibleDescription(self.accessibleName())  # else the tool tip, and the answers are heard twice
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 24, max(TOUCH, metrics.height() + 2 * Space.MEDIUM))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _draw(self, painter: QPainter) -> None:
        self._draw_ground(painter, QRectF(self.rect()))
        size = round(self.fontMetrics().height() * 1.1)
        self._draw_arrow(painter, self.width() - Space.SMALL - size / 2, size)
        room = self.rect().adjusted(Space.SMALL, 0, -size - Space.LARGE, 0)
        used = self._draw_words(painter, room, self._title, type_font(Type.BODY, bold=True), INK) + Space.LARGE
        rest = QRect(room.left() + used, room.top(), max(room.width() - used, 0), room.height())
        self._draw_words(
            painter, rest, whole_facts(self.line, self.fontMetrics(), rest.width()), self.font(), QUIET
        )

    def _draw_words(
        self, painter: QPainter, room: QRect, words: str, font: QFont, role: QPalette.ColorRole
    ) -> int:
        """Draw words, elided to fit; return their width in pixels."""
        painter.setFont(font)
        painter.setPen(self.palette().color(role))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        return painter.fontMetrics().horizontalAdvance(shown)


def whole_facts(line: str, metrics: QFontMetrics, room: int) -> str:
    """Leave out the last facts of a line that is too long: none is cut in the middle, unless it is the first."""
    facts = line.split(BETWEEN)
    for left in range(len(facts), 0, -1):
        shown = BETWEEN.join([*facts[:left], *["…"][: len(facts) - left]])
        if metrics.horizontalAdvance(shown) <= room:
            return shown
    return line
