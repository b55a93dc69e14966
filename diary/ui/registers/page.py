"""The page of a list: its lines, each with what can be done with it, and the form below its line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.domain.period import Period
from diary.domain.plan.building import ASKED_AGAIN
from diary.domain.refusal import Refusal
from diary.domain.register import RecordData, Register, RegisterRecord, date_written
from diary.journal.journal import Journal
from diary.screens.register import RecordField, RecordLine, RegisterState, build_fields, build_register, days_read
from diary.ui.pages import Context, refusals_to
from diary.ui.registers.form import RecordForm, is_of_form
from diary.ui.style import QUIET, Space
from diary.ui.widgets.buttons import QuietButton, TextButton, quiet_button
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.fold_head import FoldHead
from diary.ui.widgets.kept_draft import KeptDraft
from diary.ui.widgets.key_press import shortcut
from diary.ui.widgets.labels import NoticeText, QuietText, Text, Title
from diary.ui.widgets.layouts import STRETCH, WrapLayout, fill, follow, in_column, in_row
from diary.ui.widgets.scrolling import BeginsAt, TextColumn, bring_form_in_sight

EDIT, END, BACK, UP, DOWN, REMOVE = "edit", "end", "back", "up", "down", "remove"
"""What can be asked of a line."""
Check: TypeAlias = Callable[[RegisterRecord | None, RecordData, date | None, bool], RecordData]
"""Returns what is to be written of a line (None: a new one) that ends then, if the person is sure or not. Raises
Refusal."""
LETTERS = 72
"""A row is at least as wide as this many letters for its buttons to stand beside the words."""


class RecordRow(QWidget):
    """One line: its name, what it says, and its buttons. Emits `asked` with one of the words above.

    Alt+Up and Alt+Down move it while the keyboard is in it.
    """

    asked = Signal(str)

    def __init__(self, line: RecordLine, state: RegisterState, language: Language) -> None:
        super().__init__()
        self.setAccessibleName(f"{line.name}: {line.words}" if line.words else line.name)
        self.line = line
        self.name = Text(line.name, bold=line.record.ended_on is None)
        self.words = QuietText(line.words)
        if not line.words:
            self.words.hide()  # never shown before it has a parent: it would be a window, which takes the keyboard
        self.buttons: dict[str, QuietButton] = {}
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        words = in_column(STRETCH, self.name, self.words, STRETCH, spacing=0)
        self._buttons = WrapLayout(spacing=0)
        self._side = QWidget()
        self._side.setLayout(self._buttons)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        fill(self._row, (words, 1), self._side)
        self._add_buttons(line, state, language.t)

    def _add_buttons(self, line: RecordLine, state: RegisterState, t: Callable[[str], str]) -> None:
        self._add(EDIT, t("Change"))
        if line.record.ended_on is not None:
            self._add(BACK, t("Back in the list"))
        else:
            if state.can_end:
                self._add(END, state.end)
            self._add(UP, t("Up"), "up")
            self._add(DOWN, t("Down"), "down")
            self._enable_moves(state)
            for keys, what in (("Alt+Up", UP), ("Alt+Down", DOWN)):
                shortcut(keys, self, inside=True).activated.connect(self.buttons[what].click)
        self._add(REMOVE, t("Remove"), "close")

    def take_place(self, line: RecordLine, state: RegisterState) -> bool:
        """Take the place its line has now; false where the line says anything else, which needs a new row."""
        before = self.line
        if (line.name, line.words) != (before.name, before.words):
            return False
        if (line.record.ended_on is None) != (before.record.ended_on is None):
            return False
        self.line = line
        if line.record.ended_on is None:
            self._enable_moves(state)
        return True

    def _enable_moves(self, state: RegisterState) -> None:
        self.buttons[UP].setEnabled(self.line.record != state.lines[0].record)
        self.buttons[DOWN].setEnabled(self.line.record != state.lines[-1].record)

    def _add(self, what: str, words: str, icon: str = "") -> QuietButton:
        name = f"{words}: {self.line.name}"
        button = QuietButton(
            "" if icon else words,
            icon,
            name,
            role=QUIET,
            on_click=lambda: self.asked.emit(what),
            key=f"{what}:{self.line.record.id}",
        )
        self.buttons[what] = button
        self._buttons.addWidget(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = event.size().width() >= LETTERS * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        self._side.setMinimumWidth(self._buttons.line_width if is_wide else 0)


ADD = "add"
MOST_AT_ONCE = 60
"""Lines of a list that are built before all of them are asked for: hundreds take seconds."""


class Draft(Struct, frozen=True):
    """What is being typed: a new line, a line that is changed (its `record`), or when one ends."""

    what: str
    record: int | None
    texts: Mapping[str, str]


class RegisterMemory(Struct, frozen=True):
    """What is being typed, and whether what no longer counts is shown."""

    draft: Draft | None
    shows_ended: bool


class RegisterPage(BeginsAt, QWidget):
    """Reads and writes one list of the diary. What is typed is stored by Save, and by whatever closes the page."""

    def __init__(self, context: Context, journal: Journal, register: Register, check: Check | None = None) -> None:
        super().__init__()
        self.setObjectName(f"list:{register.key}")
        self._check: Check = check or (lambda _record, data, _ended_on, _is_sure: data)
        self._sure_of: Mapping[str, str] | None = None
        self._context = context
        self._journal = journal
        self._register = register
        self._state = self._read()
        self._draft: Draft | None = None
        self._kept: KeptDraft | None = None
        self.form: RecordForm | None = None
        self.rows: dict[int, RecordRow] = {}
        self.add = TextButton(self._state.add, "add", on_click=lambda: self._open(ADD, None), key="list:add")
        self.empty = QuietText(self._state.empty)
        self.ended = FoldHead(self._state.ended_name, "", is_open=False)
        self.more = quiet_button(context.language.t("Show more lines"), on_click=self._show_more)
        self._most = MOST_AT_ONCE
        self.notice = NoticeText()
        self.said = QuietText()
        self.undo_button = quiet_button(context.language.t("undo"), "undo", on_click=self.undo)
        self._lay_out()
        self.ended.toggled.connect(self._show_rows)
        self._show_rows()
        if journal.reading_only is None:
            self._go_on_typing()

    @property
    def inputs(self) -> Sequence[QWidget]:
        return (self._current, self._before, self.add)

    def memory(self) -> RegisterMemory:
        typed = None if self._draft is None or self.form is None else replace(self._draft, texts=self.form.texts())
        return RegisterMemory(typed, self.ended.isChecked())

    def recall(self, memory: RegisterMemory) -> None:
        self.ended.setChecked(memory.shows_ended)
        draft = memory.draft
        if draft is not None and (draft.record is None or self._reach(draft.record)):
            self._open(draft.what, draft.record)
            assert self.form is not None
            self.form.show_texts(draft.texts)

    def show_place(self, key: str) -> None:
        """Show the line with this number, also one that no longer counts."""
        record = int(key) if key.isdecimal() else 0
        if self._reach(record):
            QTimer.singleShot(0, self, partial(self._go_to, record))

    def _go_to(self, record: int) -> None:
        if record in self.rows:
            self.rows[record].buttons[EDIT].setFocus()
            self._bring_in_sight(record)

    def flush(self) -> bool:
        """Store what is being typed as far as it is right; false when the disk refuses. The form stays open."""
        if self.form is None or not self.form.is_changed:
            return True
        try:
            record = self._store(self.form)
        except Refusal as refusal:
            if self._kept is not None:
                self._kept.keep()
            if not is_of_form(refusal):
                self.form.say(self._context.sentence(refusal))
            return is_of_form(refusal)
        what = ADD if self._draft is None else self._draft.what
        self._open(EDIT if what == ADD else what, record.id)
        return True

    def on_changed(self, _period: Period | None = None) -> None:
        """Show the list as it is now; what is being typed stays."""
        state = self._read()
        if state != self._state:
            self._state = state
            self._show_rows()

    def on_day(self, _today: date) -> None:
        """Offer the day that it is now as the last one, where nobody has typed another."""
        draft = self._draft
        if draft is not None and draft.what == END and self.form is not None and not self.form.is_changed:
            self._open(END, draft.record)

    def undo(self) -> None:
        if self.undo_button.isHidden():
            return
        with refusals_to(self._say_refused):
            self._journal.history.undo()
            self._say("")
            self.on_changed()
            self.add.setFocus()

    # ------------------------------------------------------------------ building

    def _read(self) -> RegisterState:
        records = self._journal.records(self._register.key)
        return build_register(self._register, records, self._context.library)

    def _lay_out(self) -> None:
        card = Card()
        self._current, self._current_rows = _list()
        self._before, self._before_rows = _list(Space.MEDIUM)
        fill(card.body, self.empty, self._current, self.add)
        self._ended_card = Card(margins=(Space.WIDE, Space.HAIR, Space.WIDE, Space.HAIR), spacing=Space.SMALL)
        fill(self._ended_card.body, self.ended, self._before)
        hint = [QuietText(self._state.hint)] if self._state.hint else []
        self.area = TextColumn((*hint, card, self._ended_card, self.more))
        self.title = Title(self._state.name)
        in_column(
            self.title,
            (self.area, 1),
            self.notice,
            in_row(self.undo_button, (self.said, 1), spacing=Space.SMALL),
            within=self,
            margins=(Space.WIDE, Space.WIDE, Space.WIDE, Space.SMALL),
            spacing=Space.MEDIUM,
        )
        self._say("")

    @property
    def begin(self) -> QWidget:  # type: ignore[override]
        return self.add if self.form is None else next(iter(self.form.controls.values()))

    def _show_more(self) -> None:
        """Add lines below those that are shown, which stay where they are, and go to the first of them."""
        before = len(self.rows)
        self._most += MOST_AT_ONCE
        self._add_rows({})
        record, row = list(self.rows.items())[before]
        row.buttons[EDIT].setFocus()
        QTimer.singleShot(0, self, partial(self._bring_in_sight, record))

    def _line(self, record: int) -> RecordLine | None:
        return next((line for line in (*self._state.lines, *self._state.ended) if line.record.id == record), None)

    def _reach(self, record: int) -> bool:
        """Build the line with this number, if there is one, also where it would not be shown yet."""
        line = self._line(record)
        if line is not None and record not in self.rows:
            lines = self._state.lines if line.record.ended_on is None else self._state.ended
            self._most = max(self._most, lines.index(line) + 1)
            if line.record.ended_on is None or self.ended.isChecked():
                self._show_rows()
            else:
                self.ended.setChecked(True)  # shows them
        return line is not None

    def _shown(self) -> tuple[Sequence[RecordLine], Sequence[RecordLine]]:
        """Return the lines that count and those that do not any more, as far as they are shown now."""
        before = self._state.ended if self.ended.isChecked() else ()
        return self._state.lines[: self._most], before[: self._most]

    def _show_rows(self) -> None:
        """Show the lines as they are now: a row that says the same stays, so that nothing jumps."""
        before, self.rows = self.rows, {}
        for column in (self._current_rows, self._before_rows):
            _clear(column)
        self._add_rows(before)
        self._let_go(before.values())

    def _let_go(self, parts: Iterable[QWidget]) -> None:
        """Hide and delete parts; the page stays where it is: Qt would scroll to what gets the keyboard."""
        bar = self.area.verticalScrollBar()
        place = bar.value()
        for part in parts:
            part.hide()
            part.deleteLater()
        bar.setValue(place)

    def _add_rows(self, before: dict[int, RecordRow]) -> None:
        """Show the lines that are not there yet, in the rows of `before` that can stay, which are taken out of it;
        the form that is open keeps its place below its line."""
        for column, lines in zip((self._current_rows, self._before_rows), self._shown(), strict=True):
            rows = [self._row(line, before) for line in lines if line.record.id not in self.rows]
            _show(column, [part for row in rows for part in (Rule(), row)][0 if column.count() else 1 :])
        self.empty.setVisible(not self._state.lines and self.form is None)
        count = self._context.language.number(len(self._state.ended))
        self.ended.retell(count)
        self._ended_card.setVisible(bool(self._state.ended))
        self._before.setVisible(self.ended.isChecked())
        there = len(self._state.lines) + (len(self._state.ended) if self.ended.isChecked() else 0)
        self.more.setVisible(len(self.rows) < there)
        self._follow()
        self._place_form()

    def _row(self, line: RecordLine, before: dict[int, RecordRow]) -> RecordRow:
        number = line.record.id
        row = before.get(number)
        if row is not None and row.take_place(line, self._state):
            del before[number]
        else:
            row = RecordRow(line, self._state, self._context.language)
            row.asked.connect(partial(self._on_asked, number))
        self.rows[number] = row
        return row

    # ------------------------------------------------------------------ the form

    def _open(self, what: str, record: int | None) -> None:
        """Open the form for a new line, to change one, or to say when it ends."""
        self._close()
        self._draft = Draft(what, record, {})
        self.form = RecordForm(self._fields(what, record), self._context.language)
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self._on_cancelled)
        self.form.put_away.connect(self._on_put_away)
        self._kept = KeptDraft(self._journal.drafts, self._draft_name, self.form, f"{what} {record or ''}")
        self._kept.refused.connect(self._say_refused)
        self.add.hide()
        self.empty.hide()
        self._say("")
        self._place_form()
        self.form.start()
        QTimer.singleShot(0, self, self._show_form)

    def _go_on_typing(self) -> None:
        """Open the form that was half typed when the program was ended."""
        for about in self._journal.drafts.kept(self._draft_name)[:1]:
            what, _, number = about.partition(" ")
            record = int(number) if number.isdecimal() else None
            if what == ADD or (what in {EDIT, END} and record is not None and self._reach(record)):
                self._open(what, record)

    @property
    def _draft_name(self) -> str:
        return f"list.{self._register.key}"

    def _fields(self, what: str, record: int | None) -> tuple[RecordField, ...]:
        library = self._context.library
        line = None if record is None else self._line(record)
        there = None if line is None else line.record
        if what != END or there is None:
            return build_fields(self._register, library, there)
        today = date_written(self._journal.today.isoformat())
        asked = build_fields(self._register, library, replace(there, ended_on=self._journal.today))
        return tuple(replace(field, text=today) for field in asked if field.key == self._register.ends)

    def _place_form(self) -> None:
        if self.form is None or self._draft is None:
            return
        row = None if self._draft.record is None else self.rows.get(self._draft.record)
        column = self._current_rows
        if row is not None and self._before_rows.indexOf(row) >= 0:
            column = self._before_rows
        for each in (self._current_rows, self._before_rows):
            each.removeWidget(self.form)
        column.insertWidget(column.count() if row is None else column.indexOf(row) + 1, self.form)
        self.form.show()
        self._follow()

    def _follow(self) -> None:
        """Order what Tab goes through as the eye goes, also through the form, whenever that was made."""
        follow((self._current, self.add, self.ended, self._before, self.more, self.undo_button))

    def _close(self) -> None:
        if self._kept is not None:
            self._kept.drop()
        if self.form is not None:
            self._let_go([self.form])
        self.form, self._draft, self._kept = None, None, None
        self.add.show()
        self.empty.setVisible(not self._state.lines)

    def _store(self, form: RecordForm) -> RegisterRecord:
        """Write what is in the form. Raises Refusal, then nothing was written."""
        texts, draft = form.texts(), self._draft
        read = days_read(texts, self._register, self._journal.today, self._context.language)
        line = None if draft is None or draft.record is None else self._line(draft.record)
        there = None if line is None else line.record
        if there is None:
            data, ended_on = self._register.parse(read)
            data = self._check(None, data, ended_on, texts == self._sure_of)
            return self._journal.add_record(self._register.key, data, ended_on)
        data, ended_on = self._register.parse(read, there.data, there.ended_on)
        data = self._check(there, data, ended_on, texts == self._sure_of)
        self._journal.registers.fill_in(there, data, ended_on)
        return replace(there, data=data, ended_on=ended_on)

    def _on_saved(self) -> None:
        if self.form is None or self._draft is None:
            return
        what, form = self._draft.what, self.form
        try:
            record = self._store(form)
        except Refusal as refusal:
            self._sure_of = form.texts() if refusal.reason in ASKED_AGAIN else None
            form.refuse(refusal, self._context, str(refusal.facts.get("field", "")))
            return
        self._close()
        self._done(self._said(what, record))
        if what == ADD and record.ended_on is None:
            self._reach(record.id)
        row = self.rows.get(record.id)
        if what == END:
            self.undo_button.setFocus()
        else:
            (self.add if what == ADD or row is None else row.buttons[EDIT]).setFocus()

    def _on_put_away(self) -> None:
        """Close the form; what is half typed is there when it is opened again."""
        if self._kept is not None and self._kept.put_away():
            self._kept = None
            self._on_cancelled()

    def _on_cancelled(self) -> None:
        draft = self._draft
        self._close()
        row = None if draft is None or draft.record is None else self.rows.get(draft.record)
        (self.add if row is None or draft is None else row.buttons[draft.what]).setFocus()

    # ------------------------------------------------------------------ lines

    def _on_asked(self, record: int, what: str) -> None:
        line = self.rows[record].line
        if what in {EDIT, END}:
            self._open(what, record)
            return
        with refusals_to(self._say_refused):
            if what == BACK:
                self._check(line.record, line.record.data, None, True)
                self._journal.end_record(line.record, None)
            elif what == REMOVE:
                self._journal.remove_record(line.record)
            else:
                self._move(line, -1 if what == UP else 1)
            if self._draft is not None and self._draft.record == record and what == REMOVE:
                self._close()
            self._done(self._said(what, line.record))
            self._focus_after(record, what)

    def _move(self, line: RecordLine, step: int) -> None:
        """Put a line before or after its neighbour; what no longer counts in between keeps its place."""
        place = [each.record.id for each in self._state.lines].index(line.record.id) + step
        if 0 <= place < len(self._state.lines):
            self._journal.move_record(line.record, self._state.lines[place].number - 1)

    def _focus_after(self, record: int, what: str) -> None:
        row = self.rows.get(record)
        if row is None or what == BACK:
            self.undo_button.setFocus()
        elif row.buttons[what].isEnabled():
            row.buttons[what].setFocus()
        else:
            row.buttons[DOWN if what == UP else UP].setFocus()
        if row is not None:
            QTimer.singleShot(0, self, partial(self._bring_in_sight, record))

    # ------------------------------------------------------------------ words

    def _said(self, what: str, record: RegisterRecord) -> str:
        t, name = self._context.language.t, str(record.data.get(self._register.title, ""))
        if what == END:
            return t("“{name}” is now under “{list}”.", name=name, list=self._state.ended_name)
        if what == REMOVE:
            return t("“{name}” is removed.", name=name)
        if what == BACK:
            return t("“{name}” is back in the list.", name=name)
        if what in {UP, DOWN}:
            return t("“{name}” has another place.", name=name)
        return t("“{name}” is saved.", name=name)

    def _done(self, sentence: str) -> None:
        self.on_changed()
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        """Say quietly what was done; it can be undone until something else is done or the page is left."""
        self.notice.say("")
        self.said.say(sentence)
        self.undo_button.setVisible(bool(sentence))

    def _say_refused(self, refusal: Refusal) -> None:
        self._say("")
        self.notice.say(self._context.sentence(refusal))

    # ------------------------------------------------------------------ Qt

    def _show_form(self) -> None:
        if self.form is not None:
            bring_form_in_sight(self.area, self.form)

    def _bring_in_sight(self, record: int) -> None:
        if record in self.rows:
            self.area.ensureWidgetVisible(self.rows[record], 0, Space.HUGE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.on_changed()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever comes back may have changed something else meanwhile: that is not what Undo here means."""
        super().hideEvent(event)
        self._say("")


def _list(below: int = 0) -> tuple[QWidget, QVBoxLayout]:
    widget = QWidget()
    column = in_column(within=widget, margins=(0, 0, 0, below), spacing=Space.MEDIUM)
    return widget, column


def _show(column: QVBoxLayout, parts: Sequence[QWidget]) -> None:
    """Show parts below what is there, where Qt would do so later: until then they have no room, nor the keyboard.

    Each part that is shown lays out the whole page: only the last one does, as a long list took seconds.
    """
    for part in parts:
        column.addWidget(part)
        column.setEnabled(part is parts[-1])
        part.show()


def _clear(column: QVBoxLayout) -> None:
    while column.count():
        item = column.takeAt(0)
        widget = None if item is None else item.widget()
        if isinstance(widget, Rule):
            widget.deleteLater()
