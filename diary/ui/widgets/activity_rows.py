"""The activities of a day as rows: name, minutes and effort; and what such rows share with those of moments."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from diary.content.language import Language
from diary.domain.columns import cleaned, content_of
from diary.domain.day import Activity
from diary.domain.entry import parse_minutes, parse_number
from diary.domain.refusal import Reason, Refusal
from diary.domain.text import clean_line
from diary.ui.style import Space
from diary.ui.widgets.buttons import QuietButton, TextButton
from diary.ui.widgets.kept_draft import KeptDraft
from diary.ui.widgets.labels import QuietText
from diary.ui.widgets.layouts import in_column, in_lines, in_row, take_out
from diary.ui.widgets.scrolling import BeginsAt
from diary.ui.widgets.typed import SaveSoon, TypedField

EFFORT_HIGH = 10


class EntryRow(QWidget):
    """Edits one of several entries of a day; `changed` is emitted soon after `line` was typed in. What a row does
    not show of the entry it was filled with stays as it is."""

    changed = Signal()
    refused = Signal(object)
    removed = Signal()

    def __init__(self, line: QLineEdit | None, letters: int, remove: str) -> None:
        """`line`, where it has words, is at least `letters` wide; `remove` names the button that takes the row
        away."""
        super().__init__()
        self.draft: KeptDraft | None = None
        self.first: QWidget
        self.fields: tuple[TypedField, ...] = ()
        self._waiting = SaveSoon(self)
        self._waiting.timeout.connect(self.changed)
        if line is not None:
            line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            line.setMinimumWidth(self.fontMetrics().horizontalAdvance("0" * letters))
            line.textEdited.connect(lambda _text: self._waiting.touch())
            line.editingFinished.connect(self.changed)
        self.remove = QuietButton(icon_name="close", name=remove, on_click=self.removed)

    @property
    def entry(self) -> Any:  # noqa: ANN401 - each kind of row knows its own
        """What the row says, or None while it is not complete."""
        raise NotImplementedError

    def show_entry(self, entry: Any) -> None:  # noqa: ANN401
        """Fill the row without a signal."""
        raise NotImplementedError

    def settle(self) -> None:
        """Commit pending text."""
        self._waiting.stop()
        for field in self.fields:
            field.settle()

    def drop_draft(self, is_over: bool) -> None:
        """Forget the draft, once the row is complete or taken away."""
        if self.draft is not None and is_over:
            self.draft.drop()
            self.draft = None


class EntryRows(BeginsAt, QWidget):
    """Shows the entries of one kind of a day, each in a row. `answered` emits those that are complete, `reordered`
    that a new widget can take the focus; incomplete rows stay on screen. The keyboard begins at the button that
    adds one."""

    answered = Signal(object)
    refused = Signal(object)
    reordered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.rows: list[Any] = []
        self._shown: tuple[Any, ...] = ()
        self.add: TextButton
        self.keep: Callable[[QWidget], KeptDraft] | None = None
        """Keeps the draft of what is half typed, where there is a diary to keep it in."""
        self._list = in_column(spacing=Space.SMALL)

    @property
    def begin(self) -> QWidget:  # type: ignore[override]
        """Where the keyboard begins."""
        return self.add

    def reset(self) -> None:
        """Clear the rows without a signal, before another day is shown."""
        self._shown = ()
        for row in tuple(self.rows):
            self._drop(row)

    def flush(self) -> None:
        """Emit the complete rows, pending text included, if they changed."""
        for row in self.rows:
            row.settle()
        self._hand_over()

    def show_entries(self, entries: Sequence[Any]) -> None:
        """Show the entries of a day; rows stay where they are when only the order is another one."""
        said = _said(entries)
        if said != self._shown:
            self.reset()
            self._shown = said
            for entry in entries:
                self._add_row(entry).show_entry(entry)

    def _hand_over(self) -> None:
        entries = tuple(row.entry for row in self.rows if row.entry is not None)
        if _said(entries) != self._shown:
            self._shown = _said(entries)
            self.answered.emit(entries)
        for row in self.rows:
            row.drop_draft(row.entry is not None)

    def ask(self) -> None:
        """Add an empty row, and type in it."""
        row = self._add_row(None)
        row.first.setFocus()
        if self.keep is not None:
            row.draft = self.keep(row)
            row.draft.refused.connect(self.refused)

    def _add(self, entry: Any) -> None:  # noqa: ANN401
        """Add an entry that is complete."""
        self._add_row(entry).show_entry(entry)
        self.flush()

    def _add_row(self, entry: Any) -> EntryRow:  # noqa: ANN401
        """Add a row, for this entry if there is one."""
        raise NotImplementedError

    def _append(self, row: EntryRow) -> None:
        row.changed.connect(self._hand_over)
        row.refused.connect(self.refused)
        row.removed.connect(lambda: self._on_removed(row))
        self.rows.append(row)
        self._list.addWidget(row)
        row.show()
        self.reordered.emit()

    def _drop(self, row: EntryRow) -> None:
        row.drop_draft(True)
        self.rows.remove(row)
        row.blockSignals(True)  # it loses the focus when it is removed, which is no answer
        take_out(row, self._list)

    def _on_removed(self, row: EntryRow) -> None:
        self._drop(row)
        self.add.setFocus()
        self.flush()


def _said(entries: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(sorted((content_of(cleaned(entry)) for entry in entries), key=repr))


class ActivityRow(EntryRow):
    """Edits one activity; it is complete once it has a name and minutes."""

    def __init__(self, suggestions: Sequence[str], language: Language) -> None:
        from diary.ui.widgets.suggesting import SuggestingLine  # seldom wanted, and takes time to load

        t = language.t
        self.kind = SuggestingLine(t("Activity"))
        super().__init__(self.kind, 10, t("Remove this activity"))
        self._filled = Activity("", 0)
        self.kind.suggest(suggestions)
        self.kind.setPlaceholderText(t("for example a walk"))
        self.minutes = TypedField(t("Minutes"), parse_minutes, language.typed, step=5, bounds=(5, 1440))
        self.effort = TypedField(t("Effort, 0 to 10"), _parse_effort, language.typed, bounds=(0, EFFORT_HIGH))
        self.fields = (self.minutes, self.effort)
        self.first = self.kind
        for field in self.fields:
            field.set_width("000000")
            field.answered.connect(lambda _value: self.changed.emit())
            field.refused.connect(self.refused)
        self.kind.taken.connect(self.changed)
        in_row(self.kind, self.minutes, self.effort, self.remove, within=self, spacing=Space.SMALL)

    @property
    def entry(self) -> Activity | None:
        kind, minutes = clean_line(self.kind.text()), self.minutes.value
        if not kind or not minutes:
            return None
        effort = self.effort.value
        return replace(
            self._filled, kind=kind, minutes=int(minutes), effort=None if effort is None else int(effort)
        )

    def column_widths(self) -> tuple[int, int, int]:
        """Return widths of the columns after the name, for the heads above them."""
        return self.minutes.sizeHint().width(), self.effort.sizeHint().width(), self.remove.sizeHint().width()

    def show_entry(self, activity: Activity) -> None:
        self._filled = activity
        self.kind.setText(activity.kind)
        self.minutes.show_value(activity.minutes)
        self.effort.show_value(activity.effort)


class ActivityRows(EntryRows):
    """Shows rows of activities with an empty one to add. `answered` emits None for "no activities", which is an
    answer of its own."""

    def __init__(self, name: str, suggestions: Sequence[str], language: Language) -> None:
        super().__init__(name)
        self._suggestions = suggestions
        self._language = language
        t = language.t
        self._heads = QWidget()
        heads = in_row((QuietText(t("What")), 1), within=self._heads, spacing=Space.SMALL)
        self._columns = [QuietText(t("Minutes")), QuietText(t("Effort 0–10")), QuietText("")]
        for label in self._columns:
            label.setWordWrap(False)
            heads.addWidget(label)
        self.add = TextButton(t("Add an activity"), "add", on_click=self.ask)
        self.nothing = TextButton(t("No activities"), on_click=self._on_nothing)
        self.nothing.setCheckable(True)
        self.answered.connect(lambda said: self.nothing.setChecked(said is None))
        self.usual: list[TextButton] = []
        self._before = QuietText()
        self._before.hide()
        self._buttons = in_lines(self.add, self.nothing)
        in_column(self._before, self._heads, self._list, self._buttons, within=self, spacing=Space.SMALL)
        self._heads.hide()

    def show_suggestions(self, kinds: Sequence[str], activities: Sequence[Activity]) -> None:
        """Suggest these names, and offer these activities for one click each."""
        self._suggestions = kinds
        for button in self.usual:
            take_out(button, self._buttons)
        self.usual = [self._usual_button(activity) for activity in activities]
        self.reordered.emit()

    def _usual_button(self, activity: Activity) -> TextButton:
        words = f"{activity.kind} {self._language.duration(activity.minutes)}"
        button = TextButton(
            words,
            "add",
            on_click=lambda: self._add(activity),
            spoken=self._language.t("Add: {activity}", activity=words),
        )
        self._buttons.addWidget(button)
        return button

    def show_nothing(self, nothing: bool) -> None:
        """Show whether the answer of the day is "no activities"."""
        self.nothing.setChecked(nothing)

    def show_before(self, words: str) -> None:
        """Show the activities of the day before as a hint; empty `words` hide it."""
        self._before.setText(words)
        self._before.setVisible(bool(words) and not self.rows)

    def _on_nothing(self, chosen: bool) -> None:
        self.reset()
        self.answered.emit(None if chosen else ())

    def _add_row(self, _entry: Activity | None) -> ActivityRow:
        row = ActivityRow(self._suggestions, self._language)
        self._append(row)
        self._heads.show()
        self._before.hide()
        for label, width in zip(self._columns, row.column_widths(), strict=True):
            label.setFixedWidth(width)
        return row

    def _drop(self, row: EntryRow) -> None:
        super()._drop(row)
        self._heads.setVisible(bool(self.rows))


def _parse_effort(text: str) -> float:
    value = parse_number(text)
    if not 0 <= value <= EFFORT_HIGH:
        raise Refusal(Reason.OUT_OF_RANGE, item="activities", low=0, high=EFFORT_HIGH)
    if value != int(value):
        raise Refusal(Reason.NOT_A_WHOLE_NUMBER, item="activities")
    return value
