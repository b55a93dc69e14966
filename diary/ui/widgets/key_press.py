"""What a key press means: digits and letters are the text that was typed, shortcuts are the place of the key.

On a Belgian or French keyboard a digit is typed with Shift, and Ctrl with the key of the 2 is Ctrl and é.
"""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from diary.ui.widgets.typed import TypedField

_Held = Qt.KeyboardModifier
_NO_TEXT = _Held.ControlModifier | _Held.AltModifier | _Held.MetaModifier
_NO_MATTER = _Held.KeypadModifier | _Held.GroupSwitchModifier
AS_BEFORE_KEYS = "Ctrl+R"
"""Fills in a card as the day before."""
SECOND_DIGIT_MS = 1200
"""How long after a 1 a 0 still makes it a ten."""
DECIMAL_SIGNS = (",", ".")
_CODE_OF_1 = {"xcb": 10, "wayland": 10, "windows": 2}
"""The code the hardware has for the key of the 1; those of 2 to 9 follow it."""
_OF_TEXT = frozenset(
    {(Qt.Key.Key_PageUp, False), (Qt.Key.Key_PageDown, False), (Qt.Key.Key_Left, True), (Qt.Key.Key_Right, True)}
)
_TEXT_FIELDS = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QAbstractSpinBox")
"""By their names: each class of Qt that is named takes time at the start."""


def typed_text(event: QKeyEvent) -> str:
    """Return the letters or digits that were typed, whatever modifier made them; empty for a shortcut or a blank
    key."""
    text = event.text()
    return "" if event.modifiers() & _NO_TEXT or not text.isprintable() else text.strip()


def is_alone(event: QKeyEvent) -> bool:
    """Return whether no modifier is held that changes what an arrow or Delete does."""
    return not event.modifiers() & ~_NO_MATTER


def page_number(event: QKeyEvent) -> int | None:
    """Return 1 to 9 for Ctrl with a key of the row of digits, whatever the layout writes on it."""
    if event.modifiers() & ~(_NO_MATTER | _Held.ShiftModifier) != _Held.ControlModifier:
        return None
    first = _CODE_OF_1.get(QGuiApplication.platformName())
    number = 0 if first is None else event.nativeScanCode() - first + 1
    return number if 1 <= number <= 9 else None


def belongs_to_text(event: QKeyEvent, focus: QWidget | None) -> bool:
    """Return whether the key is one with which people move in the text they write in `focus`. What asks for one
    number is no such text."""
    is_text = focus is not None and any(map(focus.inherits, _TEXT_FIELDS))
    is_alt = bool(event.modifiers() & _Held.AltModifier)
    return is_text and not isinstance(focus, TypedField) and (Qt.Key(event.key()), is_alt) in _OF_TEXT


def shortcut(keys: str, owner: QWidget, *, inside: bool = False) -> QShortcut:
    """Return what is activated by `keys`, in Qt's English names; `inside` only while the keyboard is in `owner`.

    As a native text, Qt would look up how the names of all keys read in the language: 1,700 times at the start.
    """
    found = QShortcut(QKeySequence.fromString(keys), owner)
    if inside:
        found.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return found


def keys_words(keys: str) -> str:
    """Return `keys` as they are named on this computer, for a tool tip."""
    return QKeySequence.fromString(keys).toString(QKeySequence.SequenceFormat.NativeText)


class DigitReader(QObject):
    """Makes numbers of digits that are typed one by one: a 1 and soon after it a 0 are a ten."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._soon = QTimer(self, singleShot=True, interval=SECOND_DIGIT_MS)
        self._last: tuple[object, str] = (None, "")

    def read(self, text: str, place: object = None) -> int | None:
        """Return the number that was typed at `place`, None when it was no digit, or one behind a comma: the 5 of
        7,5 would take the place of the 7."""
        where, before = self._last if self._soon.isActive() else (None, "")
        before = before if where == place else ""
        is_sign = before != "" and text in DECIMAL_SIGNS
        if not is_sign and (len(text) != 1 or not text.isdecimal()):
            return None
        is_behind = is_sign or before in DECIMAL_SIGNS
        self._last = place, DECIMAL_SIGNS[0] if is_behind else text
        self._soon.start()
        if is_behind:
            return None
        return 10 if before == "1" and int(text) == 0 else int(text)


class EnterClicks:
    """A button that Enter presses too: that is what a keyboard user tries first."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()  # type: ignore[attr-defined]
        else:
            super().keyPressEvent(event)  # type: ignore[misc]
