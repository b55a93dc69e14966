"""What an eye and a pointer need of a window of any size, for the tests of pages and dialogs: everything can be
brought in sight, no words are cut, nothing lies over anything else, nothing scrolls sideways."""

import time
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)

from diary.ui.body.map import BodyMap
from diary.ui.sidebar import SidebarButton
from diary.ui.trends.plot import AxisStrip, ChartPlot
from diary.ui.widgets.buttons import CheckBox
from diary.ui.widgets.labels import OneLine

TITLE_AND_TASK_BAR = 70
SCREENS = [(1920, 1080), (1366, 768), (1280, 720), (1024, 600), (960, 540), (911, 512), (683, 400)]
"""In logical pixels; the small ones are the three screens at 150 and 200 %."""
ROOMS = [(width, height - TITLE_AND_TASK_BAR) for width, height in SCREENS]
PATIENCE = 0.6
"""Seconds in which a page has to have found its place on a busy machine."""
SLACK = 1
"""Pixels that a rounded size may differ by."""
LEAST_SIGHT = 48
"""A scroll area in which there is something to see or to press is at least as many pixels high."""


def faults(window: QWidget) -> list[str]:
    """Return a sentence for everything in the window that cannot be seen whole."""
    shown = list(_shown_in(window))
    return sorted({*_out_of_reach(shown, window), *_cut(shown), *_over_each_other(shown), *_sideways(shown)})


def _shown_in(parent: QWidget) -> Iterator[QWidget]:
    """What is not hidden, at any depth, without what a list, a table or a text lays out itself and scrolls."""
    if isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea):
        return
    for child in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not child.isHidden() and not child.isWindow():
            yield child
            yield from _shown_in(child)


def _name(widget: QWidget) -> str:
    words = getattr(widget, "text", str)
    said = (words() if callable(words) else "") or widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} {str(said)[:50]!r}"


def _matters(widget: QWidget) -> bool:
    has_words = isinstance(widget, QLabel | OneLine) and bool(widget.text())
    return has_words or widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, QAbstractButton)


def _out_of_reach(shown: Iterable[QWidget], window: QWidget) -> Iterator[str]:
    for widget in shown:
        if not _matters(widget) or isinstance(widget, QScrollArea):
            continue
        place, inside = widget.rect(), widget
        while inside is not window:
            place, inside = place.translated(inside.pos()), _parent(inside)
            if isinstance(inside.parentWidget(), QScrollArea) and inside is not window:
                if not _within(place.left(), place.right(), inside.width()):
                    yield f"{_name(widget)} is {place.left()}..{place.right()} of {inside.width()} wide"
                place = inside.rect()
                if inside.height() < min(LEAST_SIGHT, widget.height()):
                    yield f"{_name(widget)} scrolls in {inside.height()}"
            elif not inside.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(place):
                yield f"{_name(widget)} {_words(place)} leaves {type(inside).__name__} {_words(inside.rect())}"
                break


def _parent(widget: QWidget) -> QWidget:
    parent = widget.parentWidget()
    assert parent is not None
    return parent


def _within(low: int, high: int, room: int) -> bool:
    return low >= -SLACK and high < room + SLACK


def _words(rect: QRect) -> str:
    return f"{rect.left()},{rect.top()} {rect.width()}x{rect.height()}"


def _cut(shown: Iterable[QWidget]) -> Iterator[str]:
    for widget in shown:
        wide, high = _needed(widget)
        if wide > widget.width() + SLACK or high > widget.height() + SLACK:
            yield f"{_name(widget)} needs {wide}x{high}, has {widget.width()}x{widget.height()}"
        if isinstance(widget, QTableView):
            yield from _cut_heads(widget.horizontalHeader())
        if isinstance(widget, QAbstractItemView):
            yield from _cut_rows(widget)
        if isinstance(widget, ChartPlot):
            yield from _crowded_values(widget)
        if isinstance(widget, AxisStrip):
            yield from _crowded_dates(widget)


def _needed(widget: QWidget) -> tuple[int, int]:
    """Return the width and height that the words of a widget need."""
    metrics = widget.fontMetrics()
    wide, high = 0, metrics.height()
    match widget:
        case QLabel() if widget.text() and widget.wordWrap():
            wide, high = _widest_word(metrics, widget.text()), widget.heightForWidth(widget.width())
        case QLabel() if widget.text():
            wide = widget.sizeHint().width()
        case OneLine():
            wide = metrics.horizontalAdvance(widget.shown())
        case SidebarButton():
            wide, high = widget.sizeHint().toTuple()
        case CheckBox():
            wide, high = widget.minimumSizeHint().width(), widget.heightForWidth(widget.width())
        case QAbstractButton() if widget.text():
            lines = widget.text().splitlines()
            wide = max(metrics.horizontalAdvance(line) for line in lines) + _icon_width(widget)
            high *= len(lines)
        case QComboBox():
            wide = _choice_width(widget)
        case QLineEdit():
            wide = metrics.horizontalAdvance(widget.placeholderText())
        case _:
            high = 0
    return wide, high


def _icon_width(button: QAbstractButton) -> int:
    if isinstance(button, QCheckBox):
        return button.sizeHint().width() - button.fontMetrics().horizontalAdvance(button.text())
    return 0 if button.icon().isNull() else button.iconSize().width()


def _widest_word(metrics: QFontMetrics, text: str) -> int:
    return max((metrics.horizontalAdvance(word) for word in text.split()), default=0)


def _choice_width(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    return box.fontMetrics().horizontalAdvance(box.currentText()) + box.width() - room.width()


def _cut_heads(head: QHeaderView) -> Iterator[str]:
    for section in range(head.count()):
        words = head.model().headerData(section, head.orientation(), Qt.ItemDataRole.DisplayRole)
        widest = max(map(head.fontMetrics().horizontalAdvance, str(words).split("\n")))
        if not head.isHidden() and widest > head.sectionSize(section):
            yield f"column {words!r} is {head.sectionSize(section)} wide"


def _cut_rows(view: QAbstractItemView) -> Iterator[str]:
    if view.horizontalScrollBar().maximum() > 0 and not isinstance(view, QTableView):
        yield f"{_name(view)} has rows wider than {view.viewport().width()}"
    if view.minimumHeight() == view.maximumHeight() and view.verticalScrollBar().maximum() > 0:
        yield f"{_name(view)} hides rows, and the page around it scrolls"


def _crowded_values(plot: ChartPlot) -> Iterator[str]:
    """Figures of a scale that lie over each other."""
    for axis in (plot.left_axis, plot.right_axis):
        values = sorted(value for level in axis._tickLevels or [] for value, _word in level)
        low, high = plot.box.viewRange()[1]
        high_pixels = plot.plot_area.height()
        font = QFontMetrics(axis.style["tickFont"] or plot.font())
        for one, other in pairwise(values):
            apart = (other - one) / (high - low) * high_pixels
            if apart < font.ascent() - SLACK:
                yield f"{_name(plot)}: figures {one:g} and {other:g} are {apart:.0f} apart, {font.ascent()} high"
        if plot.height() < LEAST_SIGHT:
            yield f"{_name(plot)} is {plot.height()} high"


def _crowded_dates(strip: AxisStrip) -> Iterator[str]:
    low, high = strip._range
    left, right = strip._edges
    metrics, ends = strip.fontMetrics(), []
    for tick in strip.ticks:
        width = metrics.horizontalAdvance(tick.label) + 2.0
        middle = left + (tick.day - low) / (high - low) * (right - left)
        start = min(max(middle - width / 2, 0.0), strip.width() - width)
        ends.append((start, start + width, tick.label))
    for (_start, end, one), (start, _end, other) in pairwise(ends):
        if start < end:
            yield f"dates {one!r} and {other!r} lie over each other"


def _over_each_other(shown: Iterable[QWidget]) -> Iterator[str]:
    by_parent: dict[QWidget, list[QWidget]] = {}
    for widget in shown:
        parent = _parent(widget)
        if isinstance(parent, BodyMap) or widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents):
            continue
        by_parent.setdefault(parent, []).append(widget)
    for siblings in by_parent.values():
        for one, other in combinations(siblings, 2):
            both = one.geometry().intersected(other.geometry())
            if both.width() > SLACK and both.height() > SLACK:
                yield f"{_name(one)} and {_name(other)} lie over each other by {both.width()}x{both.height()}"


def _sideways(shown: Iterable[QWidget]) -> Iterator[str]:
    for widget in shown:
        if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0:
            yield f"{_name(widget)} scrolls sideways by {widget.horizontalScrollBar().maximum()}"


def faults_at(window: QWidget, size: tuple[int, int]) -> list[str]:
    """Return what is wrong at this size, when everything has had the time to find its place."""
    window.setMinimumSize(1, 1)  # as on a screen that is smaller than the least window
    window.resize(*size)
    settle()
    until = time.monotonic() + PATIENCE
    while (found := faults(window)) and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)
    if window.width() > size[0] or window.height() > size[1]:
        found.append(f"is at least {window.width()}x{window.height()}")
    return [f"{fault} at {size[0]}x{size[1]}" for fault in found]


def settle() -> None:
    """Let the layouts follow."""
    for _ in range(3):
        QApplication.processEvents()
