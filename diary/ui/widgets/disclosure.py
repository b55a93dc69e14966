"""Lets a screen reader say of a button that it opens something, and whether that is open. Qt calls every button
that can be checked a check box, and knows nothing of what it opens."""

from functools import cache
from weakref import ref

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleStateChangeEvent
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget

_MARK = "opens"
PRESS, FOCUS = "Press", "SetFocus"
"""Names of what can be done, as `QAccessibleActionInterface` has them."""


class _Disclosure(QAccessibleWidget):
    """A button that is expanded while it is checked."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, QAccessible.Role.Button)

    @property
    def _button(self) -> QAbstractButton:
        button = self.object()
        assert isinstance(button, QAbstractButton)
        return button

    def text(self, what: QAccessible.Text) -> str:
        return super().text(what) or (self._button.text() if what is QAccessible.Text.Name else "")

    def state(self) -> QAccessible.State:
        found, is_open = super().state(), self._button.isChecked()
        found.expandable, found.expanded, found.collapsed = True, is_open, not is_open
        return found

    def actionNames(self) -> list[str]:
        return [PRESS, FOCUS]

    def doAction(self, name: str) -> None:
        if not self._button.isEnabled():
            return
        if name == PRESS:
            self._button.click()
        elif name == FOCUS:
            self._button.setFocus()


def opens(button: QAbstractButton) -> None:
    """Let a button be checked while something is open, and be heard as one that opens it."""
    button.setCheckable(True)
    _begin()
    button.setProperty(_MARK, True)
    opened = ref(button)  # a connection that held the button would keep it
    button.toggled.connect(lambda: _tell(opened()))


@cache
def _begin() -> None:
    QAccessible.installFactory(_interface)


def _interface(_name: str, widget: QObject) -> QAccessibleInterface | None:
    """Return what is heard of a marked button; of anything else Qt says it."""
    return _Disclosure(widget) if isinstance(widget, QAbstractButton) and widget.property(_MARK) else None


def _tell(button: QAbstractButton | None) -> None:
    if button is not None:
        changed = QAccessible.State()
        changed.expanded = changed.collapsed = True
        QAccessible.updateAccessibility(QAccessibleStateChangeEvent(button, changed))
