"""The wheel scrolls the page: no field under the pointer changes by it, unless it has the focus."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QScrollBar, QTabBar, QWidget

_TURNED = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)
"""What Qt lets the wheel change; a date field is a spin box to it."""


class WheelGuard(QObject):
    """Hands the wheel over a field without the focus on to the page around it. The style calls `watch` for every
    widget, so that no page has to think of it."""

    def watch(self, widget: QObject) -> None:
        """Guard this widget, if the wheel would change what it holds."""
        if isinstance(widget, _TURNED) and not isinstance(widget, QScrollBar):
            if widget.focusPolicy() == Qt.FocusPolicy.WheelFocus:
                widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Wheel or not isinstance(watched, QWidget) or watched.hasFocus():
            return False
        event.ignore()
        return True
