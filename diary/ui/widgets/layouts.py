"""Layouts that adapt to their width: words and keys wrap, fields stand side by side where there is room."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)

from diary.ui.style import Space

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFormLayout, QLabel


LETTERS = 64
"""Least width of a row, in letters, for the button to stand beside the words."""
UNBOUND = 16_777_215
"""The most pixels a widget can be wide or high, as Qt has it."""


class Room(Enum):
    """Stands in a layout for room that grows: it takes what the other parts leave."""

    REST = "rest"


STRETCH = Room.REST
Part: TypeAlias = (
    QWidget | QLayout | int | Room | tuple[QWidget | QLayout, int] | tuple[QWidget, int, Qt.AlignmentFlag]
)
"""A widget or layout, perhaps with its stretch and alignment; a distance in pixels; or STRETCH."""
Margins: TypeAlias = int | tuple[int, int, int, int] | None
"""The margins in pixels: of all sides, or of left, top, right and bottom; None are those of the style."""
PAGE: Margins = (Space.WIDE, Space.WIDE, Space.WIDE, 0)
AnyBox = TypeVar("AnyBox", bound=QBoxLayout)


def fill(layout: QBoxLayout, *parts: Part) -> None:
    """Add these parts to a column or row, in this order."""
    for part in parts:
        if isinstance(part, Room):
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            thing, *how = part if isinstance(part, tuple) else (part,)
            add = layout.addLayout if isinstance(thing, QLayout) else layout.addWidget
            add(thing, *how)  # type: ignore[arg-type]


def boxed(layout: QLayout) -> QWidget:
    """Return a widget with this layout: what is hidden, replaced or scrolled as one."""
    box = QWidget()
    box.setLayout(layout)
    return box


def take_out(widget: QWidget, of: "QLayout | Stack") -> None:
    """Take a widget out of its layout or stack, and delete it; it is out of sight at once."""
    of.removeWidget(widget)
    widget.hide()
    widget.deleteLater()


def empty(layout: QLayout, keep: int = 0) -> None:
    """Take out all but the first `keep` of a layout, and delete its widgets; they are out of sight at once."""
    while (item := layout.takeAt(keep)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            empty(inner)


def in_column(
    *parts: Part, within: QWidget | None = None, margins: Margins = 0, spacing: int | None = None
) -> QVBoxLayout:
    """Lay out parts below each other, `within` a widget or for another layout; without `spacing` in pixels at the
    distance that is usual there."""
    return _filled(QVBoxLayout(within) if within else QVBoxLayout(), parts, margins, spacing)


def in_row(
    *parts: Part, within: QWidget | None = None, margins: Margins = 0, spacing: int | None = None
) -> QHBoxLayout:
    """Lay out parts beside each other; as `in_column`."""
    return _filled(QHBoxLayout(within) if within else QHBoxLayout(), parts, margins, spacing)


def in_form(*rows: "tuple[QLabel, QWidget]", spacing: int = Space.MEDIUM) -> "QFormLayout":
    """Lay out words before their fields, level with the middle of each; above a long one that has no room."""
    from PySide6.QtWidgets import QFormLayout  # which the start does without

    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setSpacing(spacing)
    for words, field in rows:
        words.setMinimumHeight(field.sizeHint().height())
        words.setBuddy(field)
        form.addRow(words, field)
    return form


def in_page(*first: Part, last: QWidget, within: QWidget) -> None:
    """Lay out a page or section: its title, perhaps a few lines, and last what scrolls to the lower edge."""
    in_column(*first, (last, 1), within=within, margins=PAGE, spacing=Space.MEDIUM)


def _filled(layout: AnyBox, parts: tuple[Part, ...], margins: Margins, spacing: int | None) -> AnyBox:
    if margins is not None:
        layout.setContentsMargins(*((margins,) * 4 if isinstance(margins, int) else margins))
    if spacing is not None:
        layout.setSpacing(spacing)
    fill(layout, *parts)
    return layout


def in_lines(
    *widgets: QWidget, within: QWidget | None = None, spacing: int = Space.SMALL, push_last: bool = False
) -> "WrapLayout":
    """Lay out widgets in as many lines as they need; as `WrapLayout`."""
    layout = WrapLayout(within, spacing, push_last=push_last)
    for widget in widgets:
        layout.addWidget(widget)
    return layout


def in_columns(
    *widgets: QWidget,
    most: int = 2,
    letters: int = 0,
    least_width: int = 0,
    spacing: int = Space.LARGE,
    is_packed: bool = False,
) -> QWidget:
    """Lay out widgets in at most so many columns, each at least so many letters or pixels wide; as
    `ColumnsLayout`, or as `PackedColumnsLayout`."""
    whole = QWidget()
    kind = PackedColumnsLayout if is_packed else ColumnsLayout
    columns = kind(most, least_width or letters * whole.fontMetrics().averageCharWidth(), whole)
    columns.setSpacing(spacing)
    for widget in widgets:
        columns.addWidget(widget)
    return whole


def decide_height_by_width(
    widget: QWidget,
    across: QSizePolicy.Policy = QSizePolicy.Policy.Preferred,
    down: QSizePolicy.Policy = QSizePolicy.Policy.Minimum,
) -> None:
    """Set a size policy with which layouts ask for `heightForWidth`."""
    policy = QSizePolicy(across, down)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


def keep_place(*widgets: QWidget) -> None:
    """Keep the room of these also while they are hidden: what stands around them does not move."""
    for widget in widgets:
        policy = widget.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        widget.setSizePolicy(policy)


class Beside(QWidget):
    """Lays out `words` and `button` side by side or below each other, by its width."""

    def __init__(self, words: QLayout, button: QWidget) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.LARGE)
        self._row.addLayout(words, 1)
        self._row.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = event.size().width() >= LETTERS * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
            self._row.setSpacing(Space.LARGE if is_wide else Space.SMALL)


class Leading(QWidget):
    """A widget that begins with words above its control."""

    def lead_height(self, width: int) -> int:
        raise NotImplementedError


class _Arranged(QLayout):
    """A layout with a list of items and a height that depends on the width."""

    def __init__(self, parent: QWidget | None = None, spacing: int = Space.SMALL) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._smallest: QSize | None = None
        self._shown: list[tuple[QLayoutItem, QSize, QSize]] | None = None
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addWidget(self, widget: QWidget) -> None:
        """Add a widget. Its item is made here: what Qt makes and deletes by itself, PySide does not hear of, and
        takes the next one at the same address for it."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), apply=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        self._smallest = self._shown = None
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, apply=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        if self._smallest is None:
            sizes = [least for _item, least, _wanted in self._visible()]
            width = max((size.width() for size in sizes), default=0)
            self._smallest = QSize(width, max((size.height() for size in sizes), default=0))
        return self._smallest

    def _visible(self) -> list[tuple[QLayoutItem, QSize, QSize]]:
        """Return the items that are shown, each with its least size and the one it wants; asked once until one
        changes, as it takes long."""
        if self._shown is None:
            sizes = [(item, item.minimumSize()) for item in self._items if not item.isEmpty()]
            self._shown = [(item, least, item.sizeHint().expandedTo(least)) for item, least in sizes]
        return self._shown

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        raise NotImplementedError


class WrapLayout(_Arranged):
    """Lays out widgets one after the other, in as many lines as they need, each in the middle of its line.

    With `push_last` the last one stands at the right edge when it shares its line. Those that are joined touch.
    A widget without an edge says with `beside` how many more pixels it wants to its neighbours.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        spacing: int = Space.SMALL,
        *,
        push_last: bool = False,
        is_joined: bool = False,
    ) -> None:
        super().__init__(parent, spacing)
        self._push_last = push_last
        self._is_joined = is_joined
        self._gap = 0 if is_joined else spacing

    def sizeHint(self) -> QSize:
        """Return the least size, and of those that are joined the size of one line."""
        if not self._is_joined:
            return self.minimumSize()
        return QSize(self.line_width, self.minimumSize().height())

    @property
    def line_width(self) -> int:
        """How many pixels wide it is when all stand in one line."""
        widths = [(wanted.width(), _beside(item)) for item, _least, wanted in self._visible()]
        ends = sum(beside for _width, beside in (widths[:1] + widths[-1:]))
        return sum(width + self._gap + 2 * beside for width, beside in widths) - self._gap - ends

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        left, top, line = rect.x(), rect.y(), 0
        places: list[tuple[QLayoutItem, QRect]] = []
        lines: dict[int, int] = {}
        for item, _least, size in self._visible():
            width = min(size.width(), rect.width())
            beside = _beside(item)
            left += beside if left > rect.x() else 0
            height = size.height() if width == size.width() else _height(item, width)
            if left > rect.x() and left + width > rect.right() + 1:
                left, top, line = rect.x(), top + line + self.spacing(), 0
            pushed = self._push_last and item is self._items[-1] and left > rect.x()
            begin = rect.right() + 1 - width if pushed else left
            places.append((item, QRect(QPoint(begin, top), QSize(width, height))))
            left += width + self._gap + beside
            line = lines[top] = max(line, height)
        for item, place in places if apply else ():
            item.setGeometry(place.translated(0, (lines[place.y()] - place.height()) // 2))
        return top + line - rect.y()


class ColumnsLayout(_Arranged):
    """Lays out equally wide columns, as many (at most `most`) as fit with the width of the widest item.

    The leading words of the items in a row get the same height, so that the controls below them are aligned.
    """

    def __init__(self, most: int = 2, least_width: int = 220, parent: QWidget | None = None) -> None:
        super().__init__(parent, Space.LARGE)
        self._most = most
        self._least = least_width

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        items = [item for item, *_sizes in self._visible()]
        if not items:
            return 0
        columns, width = self._columns(items, rect.width())
        gap, top = self.spacing(), rect.y()
        for start in range(0, len(items), columns):
            row = items[start : start + columns]
            leads = [_lead(item, width) for item in row]
            places = [(max(leads) - lead, _height(item, width)) for item, lead in zip(row, leads, strict=True)]
            if apply:
                for index, (item, (down, height)) in enumerate(zip(row, places, strict=True)):
                    left, right = _sides(rect, index, columns, gap)
                    item.setGeometry(QRect(left, top + down, right - left, height))
            top += max(down + height for down, height in places) + gap
        return top - gap - rect.y()

    def _columns(self, items: Sequence[QLayoutItem], room: int) -> tuple[int, int]:
        """Return how many columns there are, and how wide each is."""
        least = max(self._least, self.minimumSize().width(), 1)
        gap = self.spacing()
        columns = max(1, min(self._most, len(items), (room + gap) // (least + gap)))
        return columns, (room - gap * (columns - 1)) // columns


class PackedColumnsLayout(ColumnsLayout):
    """Lays out columns in which no item waits for the height of its neighbour."""

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        items = [item for item, *_sizes in self._visible()]
        if not items:
            return 0
        columns, width = self._columns(items, rect.width())
        tops = [rect.y()] * columns
        for index, item in enumerate(items):
            side = index % columns
            left, right = _sides(rect, side, columns, self.spacing())
            place = QRect(left, tops[side], right - left, _height(item, width))
            if apply:
                item.setGeometry(place)
            tops[side] += place.height() + self.spacing()
        return max(tops) - self.spacing() - rect.y()


def _sides(rect: QRect, column: int, columns: int, gap: int) -> tuple[int, int]:
    """Return where a column begins and ends: the last one ends where the row does, to the pixel."""
    begin, following = (rect.x() + each * (rect.width() + gap) // columns for each in (column, column + 1))
    return begin, following - gap


def _lead(item: QLayoutItem, width: int) -> int:
    widget = item.widget()
    return widget.lead_height(width) if isinstance(widget, Leading) else 0


def _beside(item: QLayoutItem) -> int:
    return int(getattr(item.widget(), "beside", 0))


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return max(item.sizeHint().height(), item.minimumSize().height())


def follow(parts: Iterable[QWidget]) -> None:
    """Set the tab order of these widgets, one after the other and each in the order of its layout."""
    found = [widget for part in parts for widget in focusable(part)]
    for widget, following in pairwise(found):
        QWidget.setTabOrder(widget, following)


def focusable(widget: QWidget) -> Iterator[QWidget]:
    """Give what can have the keyboard in a widget, in the order of its layout."""
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)
        return
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return  # to name the parts of a text, Qt for Python makes every class that it has
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow():
            yield from focusable(child)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    """By number, never by item: PySide would take what Qt makes next at the place of an item for that item."""
    widget = layout.parentWidget()
    inside = [*(() if widget is None else widget.children()), *layout.children()]
    placed = {layout.indexOf(each): each for each in inside if isinstance(each, QWidget | QLayout)}
    for place in sorted(placed):
        each = placed[place]
        if isinstance(each, QWidget) and place >= 0:
            yield from focusable(each)
        elif isinstance(each, QLayout) and place >= 0:
            yield from _in_layout(each)


class Stack(QWidget):
    """Shows one of its parts in the room of the largest. Qt's own is said to be a layered pane by a screen reader,
    each time the keyboard comes into it."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = QStackedLayout(self)
        self.setCurrentIndex = self._parts.setCurrentIndex
        self.currentIndex = self._parts.currentIndex
        self.addWidget, self.removeWidget = self._parts.addWidget, self._parts.removeWidget
        self.currentWidget, self.setCurrentWidget = self._parts.currentWidget, self._parts.setCurrentWidget
