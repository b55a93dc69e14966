"""The form for a line of a list: a control for every declared field, and a sentence when it is not right."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from diary.content.language import Language
from diary.content.sentences import BESIDE
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import FieldKind
from diary.screens.register import RecordField
from diary.ui.pages import Context
from diary.ui.style import NOTICE, Space, Type
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.keys import KeyRow, ScaleKeys, WrappingKeys
from diary.ui.widgets.labels import NoticeText, QuietText, SteadyText, Text
from diary.ui.widgets.layouts import ColumnsLayout, fill, in_column, in_lines
from diary.ui.widgets.line import Line
from diary.ui.widgets.typed import TextField

OF_THE_FORM = frozenset(
    {
        Reason.TRIALS_MISSING,
        Reason.NO_BASELINE,
        Reason.NO_SCHEME,
        Reason.GOALS_ENOUGH,
        Reason.EXPERIMENT_GOING,
    }
)
LINE_LETTERS = 30
"""Lines stand side by side when each has room for this many letters."""
Control: TypeAlias = QLineEdit | TextField | KeyRow


def is_of_form(refusal: Refusal) -> bool:
    """Return whether a refusal is about what was typed, not about the disk: then the page may be left."""
    return bool({"field", "day"} & refusal.facts.keys()) or refusal.reason in OF_THE_FORM


class RecordForm(QWidget):
    """Emits `saved` or `cancelled`; Enter saves (with Ctrl where it begins a new line). Escape emits `put_away`: a
    key that is pressed by mistake takes no words away. A field that is asked with one answer only is there when
    that is chosen, and filled in only then."""

    saved = Signal()
    cancelled = Signal()
    put_away = Signal()

    def __init__(self, fields: Sequence[RecordField], language: Language) -> None:
        super().__init__()
        self._fields = {field.key: field for field in fields}
        self.controls = {field.key: _control(field, language) for field in fields}
        self._missing = {
            key: language.phrase(BESIDE, "choice_missing" if isinstance(control, KeyRow) else Reason.FIELD_MISSING)
            for key, control in self.controls.items()
        }
        self.notices = {key: SteadyText([missing], Type.SMALL, NOTICE) for key, missing in self._missing.items()}
        self.notice = NoticeText()
        self.save = MainButton(language.t("Save"), on_click=self.saved)
        self.cancel = TextButton(language.t("Cancel"), on_click=self.cancelled)
        self._parts: dict[str, QWidget] = {}
        self._hints: dict[str, QuietText] = {}
        self._lay_out(fields)
        for control in self.controls.values():
            if isinstance(control, KeyRow):
                control.answered.connect(self._show_asked)
        self._show_asked()

    def texts(self) -> dict[str, str]:
        """Return what is filled in now, by field, as it would be typed."""
        return {
            key: _text_of(control, self._fields[key]) if self._is_asked(self._fields[key]) else ""
            for key, control in self.controls.items()
        }

    def show_texts(self, texts: Mapping[str, str]) -> None:
        for key, control in self.controls.items():
            _show_text(control, self._fields[key], texts.get(key, ""))
        self._show_asked()

    @property
    def is_changed(self) -> bool:
        """Whether anything is filled in that was not there at first."""
        fields = (field for field in self._fields.values() if self._is_asked(field))
        return any(_text_of(self.controls[field.key], field) != field.text for field in fields)

    def say(self, sentence: str, field: str = "") -> None:
        """Show why nothing is stored, beside the field it is about, which then gets the keyboard; "" hides it."""
        for key, notice in self.notices.items():
            notice.say(sentence if key == field else "")
            if not _keeps_place(self._fields[key]):
                notice.setVisible(bool(notice.text()))
            if key in self._hints:  # the sentence stands in its place
                self._hints[key].setHidden(bool(notice.text()))
        self.notice.say("" if field in self.notices else sentence)
        for key, control in self.controls.items():  # heard with the field again
            control.setAccessibleDescription(sentence if sentence and key == field else self._fields[key].hint)
        if sentence and field in self.controls:
            self.controls[field].setFocus()

    def refuse(self, refusal: Refusal, context: Context, field: str) -> None:
        """Say why nothing is stored: beside its field without the name of that."""
        is_missing = refusal.reason is Reason.FIELD_MISSING and field in self._missing
        beside = BESIDE if field in self.notices else ""
        self.say(self._missing[field] if is_missing else context.sentence(refusal, beside), field)

    def start(self) -> None:
        """Give the first field the keyboard, as Tab does: what is typed takes the place of what is there."""
        next(iter(self.controls.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self, fields: Sequence[RecordField]) -> None:
        column = in_column(within=self, spacing=Space.MEDIUM)
        lines: ColumnsLayout | None = None
        for field in fields:
            control = self.controls[field.key]
            if not isinstance(control, QLineEdit):
                lines = None
                column.addWidget(self._part(field, control))
                continue
            if lines is None:
                lines = ColumnsLayout(least_width=LINE_LETTERS * self.fontMetrics().averageCharWidth())
                column.addLayout(lines)
            lines.addWidget(self._part(field, control))
        fill(column, self.notice, in_lines(self.save, self.cancel, spacing=Space.MEDIUM))

    def _is_asked(self, field: RecordField) -> bool:
        choice, answer = field.asked_with or ("", "")
        control = self.controls.get(choice)
        return control is None or _text_of(control, self._fields[choice]) == answer

    def _show_asked(self) -> None:
        for key, part in self._parts.items():
            part.setVisible(self._is_asked(self._fields[key]))

    def _part(self, field: RecordField, control: Control) -> QWidget:
        part = self._parts[field.key] = QWidget()
        label = Text(field.name)
        if not isinstance(control, KeyRow):  # its own name says the answer too; of a label only that is heard
            label.setBuddy(control)
        column = in_column(label, control, within=part, spacing=Space.HAIR)
        if field.hint and not self._is_said(field):
            self._hints[field.key] = QuietText(field.hint)
            column.addWidget(self._hints[field.key])
        control.setAccessibleDescription(field.hint)
        if not _keeps_place(field):
            self.notices[field.key].hide()
        column.addWidget(self.notices[field.key])
        return part

    def _is_said(self, field: RecordField) -> bool:
        """Return whether these ends of a scale stand below one above it: read once, and heard each time."""
        return field.kind is FieldKind.SCALE and field.hint in {hint.text() for hint in self._hints.values()}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Use a key that the field with the keyboard does not use itself."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.saved.emit()
        else:
            super().keyPressEvent(event)


def _keeps_place(field: RecordField) -> bool:
    """Return whether room is kept below a field for why it is refused: not below what is right whatever is filled
    in, where it would stay empty for good, nor below a hint, in the place of which it stands."""
    can_be_open = field.is_needed and not (field.options and field.text)
    return not field.hint and (can_be_open or field.kind in {FieldKind.DATE, FieldKind.NUMBER})


def _control(field: RecordField, language: Language) -> Control:
    control: Control
    unanswered = language.t("not answered")
    if field.kind is FieldKind.SCALE:
        low, high = int(field.options[0][0]), int(field.options[-1][0])
        control = ScaleKeys(field.name, low, high, unanswered, language.t("{value} of {high}"))
    elif field.options:
        control = WrappingKeys(field.name, [words for _key, words in field.options], unanswered)
    elif field.kind in {FieldKind.NOTE, FieldKind.LINES}:
        control = TextField(field.name)
    else:
        control = Line(name=field.name)
    control.setObjectName(f"field:{field.key}")
    _show_text(control, field, field.text)
    return control


def _text_of(control: Control, field: RecordField) -> str:
    if isinstance(control, KeyRow):
        return "" if control.value is None else _by_value(control, field)[control.value]
    return control.toPlainText() if isinstance(control, TextField) else control.text()


def _show_text(control: Control, field: RecordField, text: str) -> None:
    if isinstance(control, KeyRow):
        found = (value for value, key in _by_value(control, field).items() if key == text)
        control.show_value(next(found, None))
    elif isinstance(control, TextField):
        control.setPlainText(text)
    else:
        control.setText(text)


def _by_value(control: KeyRow, field: RecordField) -> dict[int, str]:
    """Return the keys of the answers by the number their key has in the row."""
    first = int(field.options[0][0]) if isinstance(control, ScaleKeys) else 0
    return {first + place: key for place, (key, _words) in enumerate(field.options)}
