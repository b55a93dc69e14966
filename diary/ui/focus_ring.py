"""One ring around what has the keyboard, everywhere the same."""

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QFocusFrame, QWidget
from shiboken6 import isValid

SAY_AFTER_MS = 500
"""Milliseconds after the keyboard was passed on: after the first page at the start."""


class FocusRing(QObject):
    """Draws one ring around whatever has the keyboard, a little off it: Qt keeps it there. A widget that draws its
    focus itself says so with `draws_focus`. A screen reader hears of it where a page passed the keyboard on."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._frame: QFocusFrame | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)  # what had the keyboard may be half deleted now
        self._soon.timeout.connect(self._follow)
        self._saying = QTimer(self, singleShot=True, interval=SAY_AFTER_MS)
        self._saying.timeout.connect(self._say)
        app.focusChanged.connect(lambda: self._on_changed())  # noqa: PLW0108 - without the widgets of the signal

    def _on_changed(self) -> None:
        if self._soon.isActive():  # a page had it, and passed it on
            self._saying.start()
        self._soon.start()

    def _say(self) -> None:
        """Tell a screen reader where the keyboard is: Qt told it last of the page that had passed it on."""
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # which the start does without

        now = QApplication.focusWidget()
        if now is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(now, QAccessible.Event.Focus))

    def _follow(self) -> None:
        """Go where the keyboard is."""
        now = QApplication.focusWidget()
        if self._frame is None or not isValid(self._frame):  # it went with the window it was in
            self._frame = None if now is None else QFocusFrame()
        if self._frame is not None:
            self._frame.setWidget(now if is_ringed(now) else None)  # type: ignore[arg-type]
            self._frame.setVisible(now is not None and is_ringed(now))  # it hides where one has to scroll to


def is_ringed(widget: QWidget | None) -> bool:
    """Return whether the ring shows that this widget has the keyboard; else it shows it itself."""
    return widget is not None and not getattr(widget, "draws_focus", not any(map(widget.inherits, _RINGED)))


_RINGED = ("QAbstractButton", "QLineEdit", "QPlainTextEdit", "QComboBox", "QAbstractSpinBox")
"""By their names: each class of Qt that is named takes time at the start."""


RING_GAP = 2
"""Distance in pixels between a control and its ring."""


def ring_margin(widget: QWidget | None, width: int, *, is_upright: bool) -> int:
    """Return how far the ring, so many pixels wide, reaches beyond both sides of a control, `is_upright` above
    and below it: a little off it, but not beyond what is scrolled with it, where it would be cut off."""
    off = RING_GAP + width + (0 if is_upright else getattr(widget, "beside", 0) // 2)
    content = widget
    while widget is not None and content is not None and (inside := content.parentWidget()) is not None:
        area = inside.parentWidget()
        if area is not None and area.inherits("QAbstractScrollArea"):
            at, size, room = widget.mapTo(content, QPoint()), widget.size(), content.size()
            edges = (at.y(), room.height() - at.y() - size.height())
            beside = (at.x(), room.width() - at.x() - size.width())
            return max(0, min(off, *(edges if is_upright else beside)))
        content = inside
    return off
