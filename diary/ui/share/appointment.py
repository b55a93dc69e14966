"""The page My appointment: what one wants to talk about, prepared beside the pages as they will be printed."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from diary.content.sentences import BESIDE
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import MOST_LINES, RecordData, RegisterRecord, date_written, written
from diary.report.pdf import render_pages
from diary.screens.appointment import (
    APPOINTMENT,
    ChangeProposal,
    about_words,
    build_proposal,
    day_of,
    handed_on,
    is_past,
    newest,
)
from diary.screens.register import WRITTEN, days_read
from diary.screens.share import (
    BLOCKS,
    DAYS_CHOSEN,
    build_pages,
    chosen_blocks,
    language_in_use,
    page_blocks,
    request_of,
    with_block,
)
from diary.screens.summary import SummaryState
from diary.ui.pages import Context, Shell
from diary.ui.retry import KeptWrites, telling_again
from diary.ui.share.preview import BesidePreview, Preview, SaveAndPrint, paper_of
from diary.ui.style import NOTICE, QUIET, Space, Type
from diary.ui.widgets.buttons import CheckBox, MainButton, QuietButton, TextButton, quiet_button
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeText, QuietText, SteadyText, Text, Title
from diary.ui.widgets.layouts import (
    STRETCH,
    boxed,
    fill,
    in_column,
    in_columns,
    in_lines,
    in_row,
    keep_place,
)
from diary.ui.widgets.line import Line
from diary.ui.widgets.saving import SavedLine
from diary.ui.widgets.scrolling import FittedColumn
from diary.ui.widgets.typed import SaveSoon, TextField

SETTLE_MS = 400
LETTERS = 60
"""A question of usual length fits in its line."""
LINES = ("when", "time", "with")
LISTS = ("medicine", "treatment")
CHANGED = "changed"


class QuestionRow(QWidget):
    """One question with its number; Alt+Up and Alt+Down, and the buttons, move it."""

    def __init__(self, place: int, context: Context, starter: str) -> None:
        super().__init__()
        t, number = context.language.t, context.language.number(place + 1)
        self.line = Line(name=t("Question {number}", number=number), key=f"question:{place}", hint=starter)
        self.line.setMaxLength(200)
        self.up = QuietButton("", "up", t("Up: question {number}", number=number), role=QUIET)
        self.down = QuietButton("", "down", t("Down: question {number}", number=number), role=QUIET)
        for key, button in ((Qt.Key.Key_Up, self.up), (Qt.Key.Key_Down, self.down)):
            shortcut = QShortcut(QKeySequence(Qt.Modifier.ALT | key), self.line)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(button.click)
        keep_place(self.up, self.down)
        in_row(Text(number, bold=True), (self.line, 1), self.up, self.down, within=self, spacing=Space.SMALL)
        self.up.setVisible(place > 0)
        self.down.setVisible(place < MOST_LINES - 1)


class AppointmentPage(QWidget):
    """Shows the appointment that is prepared and stores what is typed within a second."""

    def __init__(self, context: Context, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("appointment_page")
        self._context, self._shell, self._journal = context, shell, shell.journal
        self._register = context.library.register(APPOINTMENT)
        self._record: RegisterRecord | None = None
        self._proposal = ChangeProposal("", "", "")
        self._state: SummaryState | None = None
        self._kept = KeptWrites(self)
        self._kept.stored.connect(lambda _key: self._after_storing())
        self._refused: set[str] = set()
        self._soon = SaveSoon(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._build(context, shell.resources)
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------ building

    def _build(self, context: Context, resources: Path) -> None:
        t, words = context.language.t, context.library.words.registers[APPOINTMENT]
        self.lines = {key: Line(name=words.field(key).name, key=f"field:{key}") for key in LINES}
        for key, line in self.lines.items():
            line.setMaxLength(self._register.field(key).longest or 20)
        starters = (
            t("What is this?"),
            t("What can I do myself?"),
            t("What do I watch for?"),
            t("What happens next?"),
            "",
        )
        self.questions = [QuestionRow(place, context, starter) for place, starter in enumerate(starters)]
        self.hope = TextField(words.field("hope").name)
        self.changed = TextField(words.field(CHANGED).name, lines=3)
        self.about_change = QuietText()
        self.again = QuietButton(
            t("As my diary says it"), on_click=lambda: self._store({CHANGED: None}), role=QUIET
        )
        self.medicines = CheckBox(t("Print them on the second page"))
        self.next = TextButton(t("Prepare the next one"), on_click=self._on_next)
        self.earlier = QuietText()
        no_day = context.language.phrase(BESIDE, Reason.FIELD_NOT_A_DATE)
        self.notices: dict[str, Text] = {key: NoticeText() for key in ("hope", CHANGED, "")}
        self.notices["when"] = SteadyText([no_day], Type.SMALL, NOTICE)
        self.said = QuietText()
        self.undo_button = quiet_button(t("undo"), "undo", on_click=self.undo)
        self.outlet = SaveAndPrint(context, resources, self)
        self.preview = Preview(context)
        self.save = MainButton(t("Save as PDF…"), on_click=self._on_save)
        self.print = TextButton(t("Print…"), on_click=self._on_print)
        self.done = SavedLine(context.language)

    @property
    def inputs(self) -> Sequence[QWidget]:
        rows = (part for row in self.questions for part in (row.line, row.up, row.down))
        return (*self.lines.values(), *rows, self.hope, self.changed, self.again, self.medicines, self.next)

    def _lay_out(self) -> None:
        t, words = self._context.language.t, self._context.library.words.registers[APPOINTMENT]
        when = Card()
        fields = [in_column(self._named(key), line, spacing=Space.HAIR) for key, line in self.lines.items()]
        asked = in_column(in_columns(*map(boxed, fields)), self.notices["when"], spacing=Space.HAIR)
        fill(when.body, asked, self.earlier, in_lines(self.next))
        talk = Card(words.field("questions").name, t("The most important one first, five at most."))
        hope = in_column(Text(words.field("hope").name, bold=True), self.hope, spacing=Space.SMALL)
        fill(talk.body, *self.questions, Space.MEDIUM, hope, self.notices["hope"])
        changed = Card(words.field(CHANGED).name, spacing=Space.SMALL)
        fill(changed.body, self.about_change, self.changed, in_lines(self.again), self.notices[CHANGED])
        treated = Card(t("Medicines and what I have tried"), spacing=Space.SMALL)
        go = [self._go_button(self._context.library.words.registers[key].name, f"share/{key}") for key in LISTS]
        fill(treated.body, self.medicines, in_lines(*go, spacing=Space.MEDIUM))
        more = self._go_button(t("What else is on the pages, and which days"), "share/one-page")
        sheet = FittedColumn()
        parts = (when, talk, changed, treated, in_lines(more), STRETCH)
        in_column(*parts, within=sheet, margins=(0, 0, Space.SMALL, 0), spacing=Space.LARGE)
        saying = in_row(self.undo_button, (self.said, 1), spacing=Space.SMALL)
        head = boxed(in_lines(Title(words.name), self.save, self.print, spacing=Space.LARGE))
        in_column(
            (BesidePreview(head, sheet, self.preview, LETTERS), 1),
            self.notices[""],
            self.done,
            saying,
            within=self,
            margins=(Space.WIDE, Space.WIDE, Space.WIDE, Space.SMALL),
            spacing=Space.MEDIUM,
        )

    def _named(self, key: str) -> Text:
        label = Text(self._context.library.words.registers[APPOINTMENT].field(key).name)
        label.setBuddy(self.lines[key])
        return label

    def _go_button(self, words: str, address: str) -> TextButton:
        return TextButton(words, on_click=partial(self._shell.open_page, address), key=f"go:{address}")

    def _connect(self) -> None:
        for line in (*self.lines.values(), *(row.line for row in self.questions)):
            line.textEdited.connect(self._soon.touch)
            line.editingFinished.connect(self._on_left)
        self.lines["when"].editingFinished.connect(self._on_left_day)
        for place, row in enumerate(self.questions):
            row.up.clicked.connect(partial(self._move, place, -1))
            row.down.clicked.connect(partial(self._move, place, 1))
        self._soon.timeout.connect(self._store)
        self.hope.answered.connect(lambda _text: self._store())
        self.changed.answered.connect(lambda text: self._store({CHANGED: text}))
        self.medicines.toggled.connect(self._on_medicines)
        self._settle.timeout.connect(self._show_pages)
        self.outlet.done.connect(self.done.done)
        self.outlet.saved.connect(self.done.saved)
        self.outlet.refused.connect(self.notices[""].say)

    # ------------------------------------------------------------------ showing

    def on_changed(self, _period: Period | None = None) -> None:
        """Show what changed in the diary, if the page is visible; what is being typed stays."""
        if self.isVisible():
            self._show()

    def on_day(self, _today: date) -> None:
        """Move on to another day: an appointment may be past now."""
        self.on_changed()

    def _show(self) -> None:
        journal, language = self._journal, self._context.language
        records = journal.records(APPOINTMENT)
        self._record, previous = newest(records)
        data: RecordData = self._record.data if self._record is not None else {}
        soon = language.pattern(journal.today + timedelta(weeks=1), WRITTEN)
        self.lines["when"].setPlaceholderText(soon)
        for key, line in self.lines.items():
            if key in self._refused:
                continue
            _show_text(line, self._when_written() if key == "when" else str(data.get(key, "")))
        questions = written(data.get("questions")).splitlines()
        for row, text in zip(self.questions, (*questions, *[""] * MOST_LINES), strict=False):
            _show_text(row.line, text)
        self.hope.show_text(str(data.get("hope", "")))
        self._proposal = build_proposal(
            previous, journal.today, journal.span(), self._context.library, journal.table, journal.began()
        )
        self.changed.show_text(str(data.get(CHANGED, self._proposal.words)))
        is_own = CHANGED in data
        own, told = language.t("In your own words."), self._proposal.about if self._proposal.words else ""
        self.about_change.say(own if is_own else told or language.t("Too few days to compare yet."))
        self.again.setVisible(is_own and bool(self._proposal.words))
        self.next.setVisible(is_past(self._record, journal.today))
        begun = about_words(previous, self._context.library) if previous is not None else ""
        self.earlier.say(language.t("The one before: {when}", when=begun) if begun else "")
        self._show_one_below_when()
        with QSignalBlocker(self.medicines):
            self.medicines.setChecked("medicine" in self._blocks())
        self._settle.start()

    def _show_one_below_when(self) -> None:
        """Show why a date is refused in the place of the appointment before; without one its room is kept."""
        notice = self.notices["when"]
        self.earlier.setVisible(bool(self.earlier.text()) and not notice.text())
        notice.setHidden(bool(self.earlier.text()) and not notice.text())

    def _when_written(self) -> str:
        """Write the day with its weekday, for whoever typed no more; what is less than a day as it is."""
        day = day_of(self._record)
        if day is not None:
            return self._context.language.pattern(day, WRITTEN)
        return date_written(str(self._record.data.get("when", ""))) if self._record is not None else ""

    def _blocks(self) -> tuple[str, ...]:
        return chosen_blocks(page_blocks(self._context.library), self._journal.choices.chosen(BLOCKS))

    def _show_pages(self) -> None:
        journal, library = self._journal, self._context.library
        period = request_of(journal, journal.choices.chosen(DAYS_CHOSEN)).period(journal.span(), journal.today)
        self._state = build_pages(journal, library, period, self._blocks())
        pictures = render_pages(self._state, library, self._shell.resources, paper=paper_of(self._context))
        self.preview.show_pages(pictures, language_in_use(self._state))

    # ------------------------------------------------------------------ storing

    def flush(self) -> bool:
        self.hope.flush()
        self.changed.flush()
        self._on_left()
        return self._kept.flush()

    def _on_left(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self._store()

    def _on_left_day(self) -> None:
        """Show the day that was understood, whole: it stays what it is when days go by."""
        if "when" not in self._refused and self.isVisible():
            _show_text(self.lines["when"], self._when_written())

    def _store(self, others: Mapping[str, str | None] | None = None) -> None:
        """Store what is in the fields, all that can be read; of the rest say why it cannot."""
        data = dict(self._record.data) if self._record is not None else {}
        texts = {key: line.text() for key, line in self.lines.items()}
        texts = days_read(texts, self._register, self._journal.today, self._context.language)
        texts["questions"] = "\n".join(row.line.text() for row in self.questions)
        texts["hope"] = self.hope.written
        for notice in self.notices.values():
            notice.say("")
        self._refused.clear()
        for key, text in (*texts.items(), *(others or {}).items()):
            try:
                value = None if text is None else self._register.value(key, text)
            except Refusal as refusal:
                beside = BESIDE if key in self.notices else ""
                self.notices.get(key, self.notices[""]).say(self._context.sentence(refusal, beside))
                self._refused.add(key)
                continue
            data.pop(key, None)
            if value or (key == CHANGED and text is not None):
                data[key] = value or ""
        self._show_one_below_when()
        if data != (self._record.data if self._record is not None else {}):
            self._write(data)

    def _write(self, data: RecordData) -> None:
        record, registers = self._record, self._journal.registers
        with telling_again(self._context, self.notices[""].say):
            if record is None:
                self._kept.write(APPOINTMENT, partial(registers.add, APPOINTMENT, data))
            else:
                self._kept.write(APPOINTMENT, partial(registers.change, record, data))
            self._after_storing()

    def _after_storing(self) -> None:
        self.said.say(self._context.language.t("Saved."))
        self.undo_button.show()
        self._show()

    def undo(self) -> None:
        if self.undo_button.isHidden():
            return
        with self._context.telling(self.notices[""].say):
            self._journal.history.undo()
            self._forget_said()
            for line in (*self.lines.values(), *(row.line for row in self.questions)):
                line.setModified(False)
            self._show()

    def _forget_said(self) -> None:
        self.said.say("")
        self.undo_button.hide()

    # ------------------------------------------------------------------ buttons

    def _move(self, place: int, step: int) -> None:
        """Change places with the question above or below; the keyboard goes with it."""
        here, there = self.questions[place].line, self.questions[place + step].line
        here_text, there_text = here.text(), there.text()
        here.setText(there_text)
        there.setText(here_text)
        there.setFocus()
        self._store()

    def _on_next(self) -> None:
        assert self._record is not None
        self._kept.write(APPOINTMENT, partial(self._journal.registers.add, APPOINTMENT, handed_on(self._record)))
        self._after_storing()
        self.lines["when"].setFocus()

    def _on_medicines(self, is_on: bool) -> None:
        known = tuple(page_blocks(self._context.library))
        keys = with_block(self._journal.choices.chosen(BLOCKS), known, "medicine", is_on=is_on)
        self._kept.write(BLOCKS, partial(self._journal.choices.choose, BLOCKS, keys))
        self._settle.start()

    def _on_save(self) -> None:
        self.flush()
        self._show_pages()
        if self._state is not None:
            self.outlet.ask_file(self._state, self._journal.today)

    def _on_print(self) -> None:
        self.flush()
        self._show_pages()
        if self._state is not None:
            self.outlet.ask_printer(self._state)

    # ------------------------------------------------------------------ Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._forget_said()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._on_left()


def _show_text(line: QLineEdit, text: str) -> None:
    """Show a stored text; what is being typed there stays."""
    if line.text().strip() != text and not (line.hasFocus() and line.isModified()):
        line.setText(text)
        line.setCursorPosition(0)
