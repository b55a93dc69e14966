"""The tab order of a page follows its layout, in whatever order its widgets were built."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def follow(parts: Iterable[QWidget]) -> None:
    """Set the tab order of these widgets, one after the other and each in the order of its layout."""
    found = [widget for part in parts for widget in _focusable(part)]
    for widget, following in pairwise(found):
        QWidget.setTabOrder(widget, following)


def _focusable(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)
        return
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow():
            yield from _focusable(child)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _focusable(widget)
        elif inner is not None:
            yield from _in_layout(inner)
