"""What assistive technology, a finger and an eye need of every widget, for the tests of any page or dialog."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget

from diary.ui.body.map import BodyMap
from diary.ui.sidebar import SidebarButton
from diary.ui.style import TOUCH
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.fold_head import FoldLine
from diary.ui.widgets.keys import KeyButton
from diary.ui.widgets.typed import TextField, TypedField

LEAST_TARGET = 24
MAIN_TARGETS = (KeyButton, TypedField, TextField, TextButton, MainButton, FoldLine, QComboBox, SidebarButton)


def shown(window: QWidget) -> Iterator[QWidget]:
    """Yield what is not hidden in a window, at any depth, without looking through the pages behind."""
    for child in window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not child.isHidden():
            yield child
            yield from shown(child)


def focusable(window: QWidget) -> list[QWidget]:
    """Return what Tab or a click can focus."""
    return [
        widget
        for widget in shown(window)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.objectName() != "qt_scrollarea_viewport"
        and not isinstance(widget, QScrollArea)
    ]


def unnamed(window: QWidget) -> list[str]:
    """Return what a screen reader could not name."""
    found = []
    for widget in focusable(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        if widget.focusProxy() is None and not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def too_small(window: QWidget) -> list[str]:
    """Targets of less than 24 pixels; the areas of the body are also rows of a list (WCAG 2.5.8, equivalent)."""
    return [
        f"{type(widget).__name__} {widget.accessibleName()} {widget.width()}x{widget.height()}"
        for widget in focusable(window)
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox)
        and not isinstance(widget.parent(), BodyMap)
        and min(widget.width(), widget.height()) < LEAST_TARGET
    ]


def upwards(reached: Sequence[QWidget]) -> list[str]:
    """Where the keyboard went to something that is wholly above what had it before, in the same sheet."""
    found = []
    for before, after in pairwise(reached):
        sheet = _sheet_of(before)
        if sheet is _sheet_of(after) and not before.isAncestorOf(after):
            top = before.mapTo(sheet, QPoint(0, 0)).y()
            if after.mapTo(sheet, QPoint(0, after.height())).y() <= top:
                found.append(f"{before.accessibleName()} -> {after.accessibleName()}")
    return found


def _sheet_of(widget: QWidget) -> QWidget:
    """What scrolls with the widget in it, or its window."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return (None if parent is None else parent.widget()) or widget.window()


def main_too_small(window: QWidget) -> list[str]:
    """What is pressed or typed in day after day, smaller than a fingertip (WCAG 2.5.5)."""
    return [
        f"{type(widget).__name__} {widget.accessibleName()} {widget.width()}x{widget.height()}"
        for widget in shown(window)
        if isinstance(widget, MAIN_TARGETS) and min(widget.width(), widget.height()) < TOUCH
    ]


def clipped(window: QWidget) -> list[str]:
    """Words that do not fit where they are drawn, of labels, buttons and fields."""
    found = []
    in_sight = list(shown(window))
    for label in in_sight:
        if not isinstance(label, QLabel) or not label.text():
            continue
        metrics = label.fontMetrics()
        words = label.accessibleName() if label.textFormat() == Qt.TextFormat.RichText else label.text()
        needed = max(metrics.horizontalAdvance(word) for word in words.split()) if label.wordWrap() else 0
        low = label.heightForWidth(label.width()) if label.wordWrap() else metrics.height()
        wide = needed if label.wordWrap() else label.sizeHint().width()
        if wide > label.width() + 1 or low > label.height() + 1:
            found.append(f"{label.text()!r} needs {wide}x{low}, has {label.width()}x{label.height()}")
    for button in in_sight:
        if not isinstance(button, QAbstractButton):
            continue
        metrics = button.fontMetrics()
        words = button.text() if not isinstance(button, SidebarButton) else ""
        if metrics.horizontalAdvance(words) > button.width() or (words and metrics.height() > button.height()):
            found.append(f"{button.text()!r} on {button.width()}x{button.height()}")
    fields = [field for field in in_sight if isinstance(field, QLineEdit)]
    low_fields = [field for field in fields if field.fontMetrics().height() > field.height()]
    return [*found, *(f"field {field.accessibleName()}" for field in low_fields)]


def is_drawn_whole(window: QWidget) -> bool:
    """Whether the screen shows what drawing all of it anew gives: nothing old stayed where a part was drawn."""
    for _ in range(3):
        QApplication.processEvents()
    on_screen = window.screen().grabWindow(window.winId()).toImage()
    anew = window.grab().toImage()
    return on_screen == anew.convertToFormat(on_screen.format())
