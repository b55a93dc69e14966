"""One question of the form: its words, the control its kind asks for, and why an entry was not taken."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.content.words import Words
from diary.domain.entry import parse_answer
from diary.domain.item import Item, Kind
from diary.screens.card_lines import joined
from diary.screens.today import FieldState
from diary.screens.usual import Usual
from diary.ui.style import QUIET, Space, Type, type_font
from diary.ui.today.day_editor import DayEditor
from diary.ui.widgets.activity_rows import ActivityRows, EntryRows
from diary.ui.widgets.card import Card
from diary.ui.widgets.kept_draft import KeptDraft
from diary.ui.widgets.key_press import typed_text
from diary.ui.widgets.keys import FlagKey, KeyRow, ScaleKeys, SeveralKey, WrappingKeys
from diary.ui.widgets.labels import NoticeText, QuietText, Text
from diary.ui.widgets.layouts import Leading, in_column, in_row
from diary.ui.widgets.moment_rows import MomentRows
from diary.ui.widgets.nap_rows import NapRows
from diary.ui.widgets.typed import TextField, TypedField

MOST_KEYS = 11
"""Longest scale with keys; a longer one is typed, because its keys would be too small to hit."""
COMPACT = frozenset({Kind.CLOCK, Kind.MINUTES, Kind.COUNT})
"""Kinds with a small control: two of these stand side by side."""
ASIDE_PART = 3
"""At most this part of the width of a question is taken by what stands beside it."""
DRAFTED = (Kind.MOMENTS, Kind.ACTIVITIES, Kind.NAPS)
"""Kinds of which a new one is half typed for a while; their drafts are about a day."""


GAP = Space.LARGE + Space.SMALL + Space.HAIR
"""As many pixels of a refusal there is room for above and below the words of a question: what is between fields,
and what is empty above and below letters."""
_MOVES = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}
)


class QuestionText(Text):
    """A question, with what the day before said at its right where that leaves room for it."""

    aside = ""
    _asides = "", ""
    _is_silent = False

    def __init__(self, text: str, *, bold: bool = False) -> None:
        super().__init__(text, bold=bold)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)

    def set_aside(self, words: str, first: str = "") -> None:
        """Show these words at the right, or `first` where the question stays as high as it is."""
        if (words, first) != self._asides:
            self._asides = words, first
            self._make_room()

    def be_silent(self, is_silent: bool) -> None:
        """Keep the place of the words without showing them, or show them again."""
        self._is_silent = is_silent
        self.update()

    def _make_room(self) -> None:
        small = QFontMetrics(type_font(Type.SMALL))
        words, first = self._asides
        room = self.width() - self.fontMetrics().horizontalAdvance(self.text()) - Space.LARGE
        is_first = 0 < small.horizontalAdvance(first) <= room
        self.aside = first if is_first else words
        width = small.horizontalAdvance(self.aside)
        fits = 0 < width <= max(self.width() / ASIDE_PART, room)
        self.setContentsMargins(0, 0, width + Space.MEDIUM if fits else 0, 0)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_silent:
            return
        super().paintEvent(event)
        if self.contentsMargins().right():
            painter = QPainter(self)
            painter.setFont(type_font(Type.SMALL))
            painter.setPen(self.palette().color(QUIET))
            lower = self.fontMetrics().descent() - painter.fontMetrics().descent()  # both stand on one line
            place = self.rect().adjusted(0, 0, 0, -lower)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, self.aside)
            painter.end()


class FieldNotice(NoticeText):
    """Says why an entry is not taken in the place of its question, which can be read on hovering, and, where that
    is too low, in the gap above it: nothing moves. It is a part of the card, because the gap is no field's."""

    def __init__(self, question: QuestionText, parent: QWidget, *, is_beside: bool) -> None:
        super().__init__(parent=parent)
        self.question = question
        self._is_beside = is_beside
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)

    def say(self, text: str) -> None:
        """Show the sentence, or the question again when it is empty."""
        self.tell(text)
        self.setToolTip(self.question.text() if text else "")
        self.question.be_silent(bool(text))
        self.take_place()

    def take_place(self) -> None:
        """Stand above the control, or beside it as the question does."""
        question, card = self.question, self.question.parentWidget()
        while card is not None and not isinstance(card, Card):
            card = card.parentWidget()
        is_shown = bool(self.text()) and card is not None and question.isVisibleTo(card)
        if is_shown and card is not None:
            if self.parentWidget() is not card:
                self.setParent(card)
            width = question.width()
            height = self.heightForWidth(width)
            question.setMinimumHeight(0 if self._is_beside else max(0, height - GAP))
            below = (height - question.height()) // 2 if self._is_beside else Space.SMALL - Space.HAIR // 2
            at = question.mapTo(card, QPoint(0, question.height() + below - height))
            self.setGeometry(QRect(at, QSize(width, height)))
            self.raise_()
        elif not self.text():
            question.setMinimumHeight(0)
        self.setVisible(is_shown)


class Field(Leading):
    """Shows a question with its control; see `build_field`."""

    def __init__(self, state: FieldState, control: QWidget, language: Language, *, beside: bool = False) -> None:
        super().__init__()
        self.key = state.item.key
        self.kind = state.item.kind
        self.several = state.item.several
        self.control = control
        self.question = QuestionText(state.words.question)
        if not isinstance(control, KeyRow):  # its own name says the answer too; of a label only that is heard
            self.question.setBuddy(control)
        self.notice = FieldNotice(self.question, self, is_beside=beside)
        self._late_words = language.t("filled in later")
        self._yesterday = language.t("The day before: {value}")
        self._unit: QuietText | None = None
        self._unheard_words = (language.t("“{typed}” is no answer here."), language.t("Keys: {keys}"))
        self._is_unheard = False
        self._shown: FieldState | None = None
        if state.words.hint:
            self.question.setToolTip(state.words.hint)
        column = in_column(within=self, spacing=Space.SMALL)
        if beside:
            asked = self.question, 1, Qt.AlignmentFlag.AlignVCenter
            column.addLayout(in_row(asked, (control, 0, Qt.AlignmentFlag.AlignTop), spacing=Space.LARGE))
        else:
            column.addWidget(self.question)
            self._add_control(column, state)

    def show_state(self, state: FieldState) -> None:
        """Show what is stored; an entry that was not taken keeps its text and its notice."""
        control = self.control
        if state == self._shown:
            return
        self._shown = state
        self._show_aside(state)
        if isinstance(control, KeyRow | TypedField):
            if control.value != state.value:
                self.say("")
            control.show_value(state.value)
            control.show_before(state.before, self._before_words(state))
        elif self.is_refused:
            self._shown = None
        elif isinstance(control, TextField):
            control.show_text(state.text)
        elif isinstance(control, ActivityRows):
            control.show_entries(state.activities)
            control.show_nothing(state.value is not None and not state.activities)
            control.show_before(self._before_words(state))
        elif isinstance(control, EntryRows):
            control.show_entries(state.moments or state.naps)

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer on screen."""
        control, shown = self.control, self._shown
        if isinstance(control, KeyRow | TypedField):
            return control.value is not None
        return shown is not None and bool(
            shown.text or shown.activities or shown.moments or shown.naps or shown.value is not None
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say of what its control did not take that it is no answer: nothing typed vanishes."""
        typed = typed_text(event)
        if not typed:
            super().keyPressEvent(event)
            return
        if self.is_refused:  # why something else is not taken stays said
            return
        said, keys = self._unheard_words
        words = [said.format(typed=typed)]
        if isinstance(self.control, KeyRow):
            words.append(keys.format(keys=self.control.keys_in_words))
        self.say(" ".join(words))
        self._is_unheard = True

    def forget_unheard(self, _answer: object = None) -> None:
        """Say no longer that something was no answer: now there is one."""
        if self._is_unheard:
            self.say("")

    def say(self, sentence: str) -> None:
        """Say why an entry is not taken, or show the question again when it is empty."""
        self._is_unheard = False
        self.notice.say(sentence)

    @property
    def is_refused(self) -> bool:
        """Whether what stands in it is not taken."""
        return bool(self.notice.text()) and not self._is_unheard

    def show_suggestions(self, find: Callable[[], Usual], now: Callable[[], int | None]) -> None:
        """Offer what the person logs often, where the control has a place for it; `now` tells today's time."""
        if isinstance(self.control, ActivityRows):
            usual = find()
            self.control.show_suggestions(usual.kinds, usual.activities)
        elif isinstance(self.control, MomentRows):
            usual = find()
            self.control.show_suggestions(usual.texts, usual.amounts, now)

    def _before_words(self, state: FieldState) -> str:
        if not state.before_words:
            return ""
        return self._yesterday.format(value=state.before_words)

    @property
    def draft(self) -> str:
        """Return the refused text; empty without one."""
        if not self.is_refused:
            return ""
        if isinstance(self.control, TextField):
            return self.control.written
        return self.control.text() if isinstance(self.control, TypedField) else ""

    def show_draft(self, text: str) -> None:
        """Show the refused text again, with the reason."""
        if isinstance(self.control, TypedField):
            self.control.setText(text)
            self.control.flush()
        elif isinstance(self.control, TextField):
            self.control.setPlainText(text)
            self.control.flush()

    def _show_aside(self, state: FieldState) -> None:
        """Show beside the question, or beside a small control, what the day before said, or that this answer was
        filled in days afterwards."""
        late = self._late_words if state.late else ""
        if self._unit is None:
            self.question.set_aside(state.aside, late)
        else:
            self._unit.setText(joined((state.words.unit, late)))
        ends = self.control.ends_in_words(state.words) if isinstance(self.control, ScaleKeys) else ""
        self.control.setAccessibleDescription(" ".join(filter(None, (state.words.hint, ends, late))))

    def lead_height(self, width: int) -> int:
        """Set the height of the question, so that controls side by side are aligned."""
        return max(self.question.heightForWidth(width), self.question.minimumHeight())

    def event(self, event: QEvent) -> bool:
        """Keep the notice where the question is."""
        done = super().event(event)
        if event.type() in _MOVES and self.notice.text():
            self.notice.take_place()
        return done

    def reset(self) -> None:
        """Drop refused text, before another day is shown."""
        self._shown = None
        self.say("")
        if isinstance(self.control, KeyRow):
            self.control.show_value(None)
        elif isinstance(self.control, TypedField | TextField | EntryRows):
            self.control.reset()

    def flush(self) -> None:
        """Commit pending text."""
        if isinstance(self.control, TypedField):
            self.control.settle()
        elif isinstance(self.control, TextField | EntryRows):
            self.control.flush()

    def _add_control(self, column: QVBoxLayout, state: FieldState) -> None:
        if self.kind in COMPACT:
            self._unit = QuietText(state.words.unit)
            self._unit.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
            column.addLayout(in_row(self.control, (self._unit, 1), spacing=Space.SMALL))
            return
        column.addWidget(self.control)
        if self.kind is Kind.SCALE and (state.words.low or state.words.high):
            low, high = QuietText(state.words.low), QuietText(state.words.high)
            low.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            high.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            column.addLayout(in_row((low, 1), (high, 1)))


def build_field(
    state: FieldState,
    language: Language,
    words: Words,
    editor: DayEditor,
    on_tab_order_changed: Callable[[], None],
) -> Field:
    """Build the field of an item by its kind. It passes its answer to the editor; `on_tab_order_changed` is called
    when a
    new widget can take the focus."""
    make = _one_of_several if state.item.several else _CONTROLS[state.item.kind]
    control = make(state, language, words)
    key = state.item.key
    control.answered.connect(partial(editor.answer, key))
    if isinstance(control, KeyRow):
        control.name_keys(language.t("Keys: {keys}"))
    if isinstance(control, TypedField | EntryRows):
        control.refused.connect(partial(editor.refuse, key))
    if isinstance(control, EntryRows):
        control.reordered.connect(on_tab_order_changed)
        name = state.item.kind.value
        control.keep = lambda form: KeptDraft(editor.drafts, name, form, editor.day.isoformat())
    field = Field(state, control, language, beside=state.item.kind is Kind.FLAG and not state.item.several)
    if state.item.several:
        field.question.hide()  # all of them have one
    control.answered.connect(field.forget_unheard)
    return field


Control = KeyRow | TypedField | TextField | EntryRows


def _scale(state: FieldState, language: Language, words: Words) -> Control:
    low, high = int(state.item.low), int(state.item.high)
    if high - low >= MOST_KEYS:
        return _typed(state, language, words)
    language_in_use = language.t("{value} of {high}")
    return ScaleKeys(state.words.question, low, high, language.t("not answered"), language_in_use)


def _choice(state: FieldState, language: Language, words: Words) -> Control:
    names = [state.words.options.get(option, option) for option in state.item.options]
    return WrappingKeys(state.words.question, names, language.t("not answered"))


def _flag(state: FieldState, language: Language, words: Words) -> Control:
    no_yes = (language.t("No"), language.t("Yes"))
    return FlagKey(state.words.question, no_yes, language.t("not answered"))


def _one_of_several(state: FieldState, language: Language, words: Words) -> Control:
    asked = words.items[state.item.several].all_question
    return SeveralKey(asked, state.words.short, language.t("Yes"), language.t("not answered"))


def _typed(state: FieldState, language: Language, words: Words) -> Control:
    item = state.item
    is_clock = item.kind is Kind.CLOCK
    field = TypedField(
        state.words.question,
        partial(parse_answer, item),
        _writer(item, language),
        step={Kind.CLOCK: 15, Kind.MINUTES: 5}.get(item.kind, 1),
        bounds=(item.low, item.high),
        wraps=is_clock,
    )
    field.set_hint(language.t("hh:mm") if is_clock else "")
    field.name_keys(language.t("Keys: {keys}", keys="↑, ↓"))
    return field


def _writer(item: Item, language: Language) -> Callable[[float], str]:
    if item.kind is Kind.CLOCK:
        return language.clock_minutes
    return language.typed


def _text(state: FieldState, language: Language, words: Words) -> Control:
    return TextField(state.words.question)


def _activities(state: FieldState, language: Language, words: Words) -> Control:
    return ActivityRows(state.words.question, words.activities, language)


def _moments(state: FieldState, language: Language, words: Words) -> Control:
    return MomentRows(state.words.question, words.moments, language)


def _naps(state: FieldState, language: Language, words: Words) -> Control:
    return NapRows(state.words.question, language)


_CONTROLS: Mapping[Kind, Callable[[FieldState, Language, Words], Control]] = {
    Kind.SCALE: _scale,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
    Kind.CLOCK: _typed,
    Kind.MINUTES: _typed,
    Kind.COUNT: _typed,
    Kind.TEXT: _text,
    Kind.ACTIVITIES: _activities,
    Kind.MOMENTS: _moments,
    Kind.NAPS: _naps,
}
