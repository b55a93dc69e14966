"""Answers as buttons, called keys: a scale, a few choices, yes or no. One press answers, a second one clears."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, groupby

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from diary.content.words import ItemWords
from diary.domain.text import sentence_case
from diary.ui.style import (
    ACCENT,
    BORDER,
    CARD,
    FIELD,
    INK,
    LINE,
    QUIET,
    RADIUS,
    TOUCH,
    Space,
    Type,
    bolder,
    chosen_ground,
    theme_pens,
    type_font,
)
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.key_press import DigitReader, is_alone, typed_text
from diary.ui.widgets.layouts import WrapLayout, decide_height_by_width
from diary.ui.widgets.painted import Painted


def paint_strip(on: QWidget, cells: Iterable[QWidget]) -> None:
    """Paint one outline around the cells of each line of a strip, and hairlines between them."""
    palette, edge = on.palette(), theme_pens().edge
    with QPainter(on) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(palette.color(CARD))
        for _top, line in groupby(cells, key=QWidget.y):
            places = [cell.geometry() for cell in line]
            painter.setPen(QPen(palette.color(BORDER), edge))
            whole = QRectF(places[0].united(places[-1]))
            painter.drawRoundedRect(whole.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2), RADIUS, RADIUS)
            painter.setPen(QPen(palette.color(LINE), 1))
            for place in places[1:]:
                left, top = place.x() + 0.5, place.y() + edge
                painter.drawLine(QPointF(left, top), QPointF(left, place.y() + place.height() - edge))


class Choices(QWidget):
    """A strip that emits `chosen` with the value of the button that was pressed, also when it was chosen already.

    `key` is the prefix of the buttons' object names; `name` is the accessible name of the row. `button` builds a
    button from its words; tabs stand apart.
    """

    chosen = Signal(object)

    def __init__(
        self,
        key: str,
        name: str,
        choices: Iterable[tuple[object, str]],
        *,
        button: Callable[[str], QAbstractButton] = TextButton,
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[object, QAbstractButton] = {}
        self._is_strip = button is TextButton
        self._key, self._name, self._button = key, name, button
        self._row = WrapLayout(self, Space.HAIR if self._is_strip else Space.SMALL, is_joined=self._is_strip)
        for value, text in choices:
            self.add(value, text)

    def add(self, value: object, text: str) -> None:
        """Offer one more, after the others."""
        made = self._button(text)
        made.setObjectName(f"{self._key}:{value}")
        made.setAccessibleName(f"{self._name}: {text}")
        made.setCheckable(True)
        made.setAutoExclusive(True)  # heard as one of several, not as a tick
        made.setMinimumHeight(TOUCH)
        if isinstance(made, TextButton):
            made.setFlat(True)
        made.clicked.connect(lambda _checked=False: self.chosen.emit(value))
        self._group.addButton(made)
        self.buttons[value] = made
        self._row.addWidget(made)

    def show_value(self, value: object) -> None:
        """Check the button with this value without a signal, or none. Tab comes to it only, to each where none is:
        Qt leaves the others out only once one had the keyboard, and would begin at an answer nobody gave."""
        self._group.setExclusive(False)
        for each, button in self.buttons.items():
            stops = each == value or value not in self.buttons
            button.setChecked(each == value)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on in the next line, or the one before, where Qt finds nothing beside a button."""
        way = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        shown = [button for button in self.buttons.values() if not button.isHidden() and button.isEnabled()]
        at = next((place + way for place, button in enumerate(shown) if button.hasFocus()), -1)
        if way and 0 <= at < len(shown):
            shown[at].setFocus(Qt.FocusReason.OtherFocusReason)
            if shown[at - way].isChecked():  # as Qt does: where none is chosen, arrows choose none
                shown[at].click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_strip:
            paint_strip(self, [button for button in self.buttons.values() if not button.isHidden()])

    @property
    def value(self) -> object:
        """The value of the checked button, or None."""
        return next((value for value, button in self.buttons.items() if button.isChecked()), None)


MOST_DIGITS = 9
MARK = 16
"""Height of a picture on a key."""


class KeyButton(Painted, QAbstractButton):
    """One key of a row; the row has the keyboard focus, the key an accessible name and a press action. `mark`
    draws a small picture before its text, in the place it is given."""

    def __init__(self, text: str, row: QWidget) -> None:
        super().__init__(row)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.mark: Callable[[QPainter, QRect], None] | None = None
        self._is_before = False

    def set_before(self, is_before: bool) -> None:
        """Mark the answer of the day before with a dot, which is no answer."""
        if is_before != self._is_before:
            self._is_before = is_before
            self.update()

    def _draw(self, painter: QPainter) -> None:
        palette, words, place = self.palette(), self.text(), self.rect()
        if self.isChecked():
            painter.setFont(bolder(self.font()))
            chosen_ground(painter, QRectF(place), palette)
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(
                place.adjusted(Space.HAIR, Space.HAIR, -Space.HAIR, -Space.HAIR), palette.color(FIELD)
            )
        painter.setPen(palette.color(ACCENT if self.isChecked() else INK))
        if self.mark is not None:
            left = (place.width() - 2 * MARK - Space.SMALL - painter.fontMetrics().horizontalAdvance(words)) // 2
            self.mark(painter, QRect(left, (place.height() - MARK) // 2, 2 * MARK, MARK))
            place.setLeft(left + 2 * MARK + Space.SMALL)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
        else:
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        if self._is_before:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QUIET))
            painter.drawEllipse(QPointF(self.width() / 2, self.height() - 1.5 * Space.HAIR), 2, 2)


class KeyRow(QWidget):
    """A strip of equally wide keys for the values `first`, `first` + 1, ...; at most one is chosen.

    `name` is the question; screen readers hear it with the answer. Arrows walk, Delete clears; a digit takes the
    key at that place, a letter the next key whose words begin with it.
    """

    answered = Signal(object)
    draws_focus = False

    def __init__(self, name: str, texts: Sequence[str], first: int, unanswered: str) -> None:
        super().__init__()
        self._name = name
        self._first = first
        self._unanswered = unanswered
        self._value: int | None = None
        self._before: int | None = None
        self._before_words = ""
        self._key_words = ""
        self.setFont(type_font(Type.BODY))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.keys = tuple(KeyButton(sentence_case(text), self) for text in texts)
        for index, key in enumerate(self.keys):
            # A screen reader's "toggle" checks a key without a click, so `toggled` is connected, not `clicked`.
            key.toggled.connect(lambda _checked, value=first + index: self._on_pressed(value))
        self._rename()

    @property
    def value(self) -> int | None:
        """The chosen value; None = not answered."""
        return self._value

    def show_value(self, value: float | None) -> None:
        """Show an answer without a signal."""
        self._value = None if value is None else int(value)
        chosen = None if self._value is None else self._value - self._first
        for index, key in enumerate(self.keys):
            if key.isChecked() is not (index == chosen):
                with QSignalBlocker(key):
                    key.setChecked(index == chosen)
        self._rename()

    def show_before(self, value: float | None, words: str = "") -> None:
        """Hint at the answer of the day before; `words` is its accessible description."""
        before = None if value is None else int(value)
        if before != self._before:
            self._before = before
            for index, key in enumerate(self.keys):
                key.set_before(self._first + index == before)
        if words != self._before_words:
            self._before_words = words
            self._tell_keys()

    def name_keys(self, words: str) -> None:
        """Say on hovering which keys answer; `words` have a place for "{keys}"."""
        self._key_words = words
        self._tell_keys()

    @property
    def keys_in_words(self) -> str:
        """The keys that answer, in short: "1, n; 2, y"."""
        return "; ".join(map(self._keys_of, range(len(self.keys))))

    def _keys_of(self, index: int) -> str:
        """Return the digit and the letter that take a key."""
        text = self.keys[index].text()
        digit = [str(index + 1)] if index < MOST_DIGITS else []
        return ", ".join([*digit, *([text[0].casefold()] if text[:1].isalpha() else [])])

    def _tell_keys(self) -> None:
        self.setToolTip(self._with_before(self.keys_in_words))
        for index, key in enumerate(self.keys):
            key.setToolTip(self._with_before(self._keys_of(index)))

    def _with_before(self, keys: str) -> str:
        said = self._key_words.format(keys=keys) if self._key_words and keys else ""
        return "\n".join(filter(None, (self._before_words, said)))

    def choose(self, value: int | None) -> None:
        """Answer with `value`, or take the answer back."""
        changed = value != self._value
        self.show_value(value)
        if changed:
            self.answered.emit(None if value is None else float(value))

    def text_of(self, value: int) -> str:
        """Return the accessible name of a value."""
        return self.keys[value - self._first].text()

    @property
    def _last(self) -> int:
        return self._first + len(self.keys) - 1

    def ask(self, name: str) -> None:
        """Change the question."""
        self._name = name
        self._rename()

    @property
    def spare_width(self) -> int:
        """The room in pixels behind the keys, which the ring of the focus leaves out."""
        return self.width() - max(key.geometry().right() for key in self.keys) - 1

    def _rename(self) -> None:
        language_in_use = self._unanswered if self._value is None else self.text_of(self._value)
        self.setAccessibleName(f"{self._name}: {language_in_use}")

    def _on_pressed(self, value: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.choose(None if value == self._value else value)

    def _walk(self, step: int) -> None:
        if self._value is None:
            self.choose(self._first if step > 0 else self._last)
        else:
            self.choose(min(max(self._value + step, self._first), self._last))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key()) if is_alone(event) else None
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self._walk(1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self._walk(-1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.choose(None)
        elif not self.type_text(typed_text(event)):
            super().keyPressEvent(event)

    def type_text(self, text: str) -> bool:
        """Answer with the key that was typed; true when there is one. The same letter again goes on to the next
        key that begins with it."""
        found = self._meant(text)
        if not found:
            return False
        chosen = -1 if self._value is None else self._value - self._first
        self.choose(self._first + next((index for index in found if index > chosen), found[0]))
        return True

    def _meant(self, text: str) -> list[int]:
        """Return the places of the keys that can be meant."""
        words = [key.text().casefold() for key in self.keys]
        for texts in (words, [" ".join(each.split()[1:]) for each in words]):
            found = [index for index, each in enumerate(texts) if text and each.startswith(text.casefold())]
            if found:
                return found
        place = int(text) - 1 if len(text) == 1 and text.isdecimal() else -1
        return [place] if 0 <= place < len(words) else []

    def _key_height(self) -> int:
        return max(TOUCH, self.fontMetrics().height() + 2 * Space.MEDIUM)

    def _words_widths(self) -> list[int]:
        """Return the room each key needs for its picture and its words, also when it is chosen."""
        metrics = QFontMetrics(bolder(self.font()))
        return [
            metrics.horizontalAdvance(key.text()) + (2 * MARK + Space.SMALL if key.mark is not None else 0)
            for key in self.keys
        ]

    def _key_widths(self) -> list[int]:
        """Give the keys equal widths that fill the row."""
        count = len(self.keys)
        each, rest = divmod(max(self.width(), count), count)
        return [each + (1 if index < rest else 0) for index in range(count)]

    def _places(self, _room: int) -> list[QRect]:
        widths, height = self._key_widths(), self._key_height()
        lefts = accumulate(widths[:-1], initial=0)
        return [QRect(left, 0, width, height) for left, width in zip(lefts, widths, strict=True)]

    def minimumSizeHint(self) -> QSize:
        return QSize((max(self._words_widths()) + Space.HAIR) * len(self.keys), self._key_height())

    def sizeHint(self) -> QSize:
        return QSize(max(self.minimumSizeHint().width(), TOUCH * len(self.keys)), self._key_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        for key, place in zip(self.keys, self._places(self.width()), strict=True):
            key.setGeometry(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_strip(self, self.keys)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)


class ScaleKeys(KeyRow):
    """Answers a scale of 0 to 10 or 1 to 5. Typing 1 and then 0 is a ten."""

    def __init__(self, name: str, low: int, high: int, unanswered: str, language_in_use: str) -> None:
        """`language_in_use` words the accessible name of a value: "{value} of {high}"."""
        self._language_in_use = language_in_use
        self._high = high
        super().__init__(name, [str(value) for value in range(low, high + 1)], low, unanswered)
        self._digits = DigitReader(self)

    def ends_in_words(self, words: ItemWords) -> str:
        """Say what the first and the last key mean, for who does not see the words below them."""
        ends = zip((self._first, self._high), (words.low, words.high), strict=True)
        return " ".join(f"{value}: {text}." for value, text in ends if text)

    def text_of(self, value: int) -> str:
        return self._language_in_use.format(value=value, high=self._high)

    @property
    def keys_in_words(self) -> str:
        """The digits that answer."""
        return f"{self._first}–{self._high}"

    def _keys_of(self, index: int) -> str:
        return self.keys_in_words

    def type_text(self, text: str) -> bool:
        value = self._digits.read(text)
        if value == 10 and (self._value != 1 or self._high < value):
            value = 0
        if value is None or not self._first <= value <= self._high:
            return False
        self.choose(value)
        return True


class ChoiceKeys(KeyRow):
    """Answers one of a few named choices, as wide as their words; the value is the choice's index, from 0."""

    def __init__(self, name: str, choices: Sequence[str], unanswered: str) -> None:
        super().__init__(name, choices, 0, unanswered)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _key_widths(self) -> list[int]:
        return [max(words + 2 * Space.LARGE, TOUCH + Space.LARGE) for words in self._words_widths()]

    def minimumSizeHint(self) -> QSize:
        return QSize(sum(self._key_widths()), self._key_height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


class FlagKey(ChoiceKeys):
    """Answers no or yes, with the two words in this order; unanswered is neither."""


class SeveralKey(ChoiceKeys):
    """One key of several that may all be chosen: chosen or left open. The space bar turns it round."""

    def __init__(self, name: str, text: str, chosen: str, unanswered: str) -> None:
        self._chosen = chosen
        super().__init__(f"{name} {text}", (text,), unanswered)
        self._first = 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_value(self, value: float | None) -> None:
        super().show_value(value or None)

    def text_of(self, value: int) -> str:
        return self._chosen

    def _on_pressed(self, _value: int) -> None:
        super()._on_pressed(self._first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_pressed(self._first)
        else:
            super().keyPressEvent(event)


class WrappingKeys(ChoiceKeys):
    """Lays out keys as wide as their words, in as many lines as they need."""

    def __init__(self, name: str, choices: Sequence[str], unanswered: str) -> None:
        super().__init__(name, choices, unanswered)
        decide_height_by_width(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._key_widths()), self._key_height())

    def sizeHint(self) -> QSize:
        return super().minimumSizeHint()

    def heightForWidth(self, width: int) -> int:
        return self._places(width)[-1].bottom() + 1

    def _places(self, room: int) -> list[QRect]:
        places = []
        left = top = 0
        height = self._key_height()
        for width in self._key_widths():
            if left and left + width > room:
                left, top = 0, top + height + Space.HAIR
            places.append(QRect(left, top, width, height))
            left += width
        return places
