"""Bringing notes from another program: choose, look whether it is right, take over; nothing changes before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from diary.content.library import Library, load_library
from diary.domain.diary_data import ImportResult
from diary.domain.refusal import Reason, Refusal
from diary.exchange.any_source import Intake, IntakeWay, read_any
from diary.exchange.file_questions import FileQuestion, answers_text, toml_text
from diary.exchange.intake_words import import_lines
from diary.exchange.mapper import items_by_name, made_map, named_uses
from diary.exchange.mapping import ImportMap
from diary.exchange.recognition import all_readers
from diary.exchange.source_rows import Progress
from diary.exchange.table_look import MapChoices, TableLook, are_known, look_at, prepared, usual_choices
from diary.journal.journal import Journal
from diary.storage.key import Key
from diary.storage.whole_file import write_whole
from diary.ui.background import Task
from diary.ui.intake.cards import (
    AS_TABLE,
    PACKED,
    CountsCard,
    DaysCard,
    FoundCard,
    IntakeQuestions,
    IntakeState,
    ResultCard,
    SourceCard,
    counted,
    refused_words,
    said_words,
)
from diary.ui.intake.mapper import MapperCard
from diary.ui.pages import Context, Shell
from diary.ui.style import Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.labels import Text, Title
from diary.ui.widgets.layouts import PAGE, boxed, follow, in_column, in_lines
from diary.ui.widgets.new_passphrase import ask_passphrase
from diary.ui.widgets.question_dialog import QuestionDialog
from diary.ui.widgets.saving import SavedLine, ask_open, ask_save, downloads
from diary.ui.widgets.scrolling import BeginsAt, TextColumn

LEAST_COLUMNS = 2
SOON_MS = 300
READING, TRYING, TAKING = "reading", "trying", "taking"
Found: TypeAlias = tuple[Intake, ImportResult] | TableLook | None
"""What a reading comes to: days and what they would change, a table nobody knows; nothing where it was stopped."""
Read: TypeAlias = Callable[[Progress], Intake | TableLook]
LEAST_LINES = 16
"""How many lines high the page is to have its last step below what scrolls."""


class _Run(Struct, eq=False, weakref=True):
    """One reading in a thread: whether it is still waited for, and what it told last."""

    stopped: Event = field(default_factory=Event)
    told: tuple[str, int] = ("", -1)

    def stop(self) -> None:
        """Let it end at its next step, and be forgotten."""
        self.stopped.set()


class _Stopped(Exception):  # noqa: N818 - nothing went wrong
    """Ends the reading that nobody waits for any more."""


class IntakePage(BeginsAt, QWidget):
    """Reads in a thread. What was chosen before is forgotten as soon as something else is."""

    progressed = Signal(object, str, int)
    """Emits which reading it is, what it does, and how many percent of that are done."""

    def __init__(self, context: Context, shell: Shell, *, is_sample: bool) -> None:
        super().__init__()
        t, library = context.language.t, context.library
        self._context, self._shell, self._is_sample = context, shell, is_sample
        self.state = IntakeState()
        self.reading: Task | None = None
        self._run = _Run()
        self._is_taking = False
        known = [(key, reader.name) for key, reader in all_readers().items()]
        self.source = SourceCard(library, known, self.ask_file, self.ask_folder, self.ask_mapping)
        self.source.program.picked.connect(self._on_program)
        self.mapper = MapperCard(library, self.ask_map, self._on_other)
        self.mapper.changed.connect(self._on_mapped)
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._read_mapped)
        self.found = FoundCard(library, self._on_other)
        self.questions = IntakeQuestions(library, self.ask_answers)
        self.days = DaysCard()
        self.counts = CountsCard(t("Together"))
        self.result = ResultCard(library, self._on_look, self.undo, self.begin_anew)
        self.status = Text()
        self.cancel = TextButton(t("Cancel"), on_click=self._on_cancel)
        self.take = MainButton(t("Put it in my diary"), on_click=self._on_take)
        self._steps = boxed(in_column(self.status, in_lines(self.cancel, self.take), spacing=Space.SMALL))
        self._steps.setContentsMargins(0, 0, 0, Space.LARGE)
        self._end = in_column()
        above = (self.source, self.found, self.mapper, self.questions, self.days, self.counts, self.result)
        self._parts = (*above, self._steps)
        self.cards = TextColumn((*above, boxed(self._end)))
        title = Title(t("Import"))
        self._column = in_column(title, (self.cards, 1), within=self, margins=PAGE, spacing=Space.MEDIUM)
        self._end.addWidget(self._steps)
        self.questions.answered.connect(self._on_answered)
        self.progressed.connect(self._on_progress)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the last step in sight where there is room for it below what scrolls."""
        super().resizeEvent(event)
        edges = 2 * Space.WIDE + Space.LARGE + self.cards.verticalScrollBar().sizeHint().width()
        self.days.make_room(min(event.size().width() - edges, self.cards.widest))
        is_high = event.size().height() >= LEAST_LINES * self.fontMetrics().height()
        place, other = (self._column, self._end) if is_high else (self._end, self._column)
        if place.indexOf(self._steps) < 0:
            other.removeWidget(self._steps)
            place.addWidget(self._steps)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on in the order of reading: a table asks more or less of each column as it is told what that is."""
        follow(self._parts)
        return super().focusNextPrevChild(forward)

    # ------------------------------------------------------------------ what the window calls

    def show_place(self, key: str) -> None:
        """Read the file or folder at this path: it was dropped on the window."""
        self.bring(Path(key))

    def memory(self) -> IntakeState:
        return self.state

    def recall(self, memory: IntakeState) -> None:
        """Show what was remembered; what was being read is read once more."""
        self.state = memory
        self._show()
        if memory.is_being_read:
            self._read()
        elif memory.is_mapped:
            self._on_mapped(memory.choices)

    # ------------------------------------------------------------------ choosing

    def ask_file(self) -> QFileDialog:
        """Ask for a file, then read it."""
        return self._ask(self._context.language.t("Choose a file"), self.bring)

    def ask_folder(self) -> QFileDialog:
        return self._ask(self._context.language.t("Choose a folder"), self.bring, None)

    def ask_mapping(self) -> QFileDialog:
        """Ask for a mapping file, then read what was chosen as it says."""
        name = self._context.language.t("Choose a mapping file")
        return self._ask(name, self._map, "TOML (*.toml)")

    def _ask(self, title: str, take: Callable[[Path], None], kind: str | None = "") -> QFileDialog:
        return ask_open(self.window(), self._context.language, title, take, kind, folder=downloads())

    def bring(self, source: Path) -> None:
        """Read a file or folder, and show what is in it."""
        if not self._why_not():
            self._begin(IntakeState(source))

    def _map(self, mapping: Path) -> None:
        self._begin(IntakeState(self.state.source, IntakeWay(mapping)))

    def _on_program(self, key: str) -> None:
        """Read it with the reader that was named, or as a table."""
        if key == AS_TABLE:
            self._begin(IntakeState(self.state.source), self._look)
        elif key:
            self._begin(IntakeState(self.state.source, IntakeWay(kind=key)))

    def _on_other(self) -> None:
        self._forget(IntakeState(self.state.source, is_other=True))
        self.source.program.setFocus()

    def begin_anew(self) -> None:
        """Forget what was chosen."""
        self._forget(IntakeState())
        self.source.file.setFocus()

    def _why_not(self) -> str:
        """Say why nothing can be brought into this diary; empty where it can."""
        journal = self._shell.journal
        if journal.reading_only is not None:
            return self._context.sentence(Refusal(journal.reading_only, path=journal.path))
        if self._is_sample:
            return self._context.language.t("This is a sample. Begin a diary of your own to bring your notes.")
        return ""

    # ------------------------------------------------------------------ reading

    def _begin(self, state: IntakeState, again: Read | None = None) -> None:
        self.state = state
        self._show()
        self._read(again)
        self.cancel.setFocus()

    def _look(self, progress: Progress) -> TableLook:
        """Look at what may be a table; for a thread. Raises Refusal SOURCE_UNKNOWN for what is none."""
        source = self.state.source
        assert source is not None
        try:
            table = look_at(source, lambda done, of: progress(done, 2 * of), self._shell.journal.now().date())
        except Refusal as refusal:
            if refusal.reason in {Reason.SOURCE_EMPTY, Reason.SOURCE_NO_TABLE} and source.suffix.lower() != PACKED:
                raise
            raise Refusal(Reason.SOURCE_UNKNOWN, path=str(source), formats=()) from refusal
        if not table.rows:
            raise Refusal(Reason.SOURCE_EMPTY, path=str(source))
        if len(table.cells) < LEAST_COLUMNS:
            raise Refusal(Reason.SOURCE_UNKNOWN, path=str(source), formats=())
        if table.dates:
            prepared(table, MapChoices(), lambda done, of: progress(of + done, 2 * of))
            prepared(table, usual_choices(table))
        return table

    def _forget(self, state: IntakeState) -> None:
        self._run.stop()
        self.state = state
        self._show()

    def _read(self, again: Read | None = None) -> None:
        """Read the source in a thread, or make its days `again`; what was being read is stopped. A table that no
        reader knows is looked at."""
        source, journal = self.state.source, self._shell.journal
        assert source is not None
        run = self._begin_run()
        progress, way = partial(self._tell, run, READING), self.state.way
        read = again or partial(_read_into, journal, source, way)
        trying = partial(self._tell, run, TRYING)

        def work() -> Found:
            try:
                found = read(progress)
                if not isinstance(found, Intake):
                    return found
                return found, journal.take_in_apart(found.data, trying, dry_run=True)
            except _Stopped:
                return None
            except Refusal as refusal:
                if refusal.reason is not Reason.SOURCE_UNKNOWN or way != IntakeWay() or not source.is_file():
                    raise
            try:
                return self._look(progress)
            except _Stopped:
                return None

        refused = partial(self._on_refused, run)
        self.reading = Task(work, partial(self._on_read, run), refused, self, run.stop).start()

    def _begin_run(self) -> _Run:
        """Return a run of which is told from now on; the one before is stopped."""
        self._run.stop()
        self._run = run = _Run()
        self.destroyed.connect(run.stop)
        self.take.setEnabled(False)
        self._on_progress(run, READING, 0)
        return run

    def _tell(self, run: _Run, what: str, done: int, of: int) -> None:
        """Hear from the thread how far it is."""
        if run.stopped.is_set():
            raise _Stopped
        told = what, 100 * done // max(of, 1)
        if told != run.told:
            run.told = told
            self.progressed.emit(run, *told)

    def _on_progress(self, run: _Run, what: str, percent: int) -> None:
        if run is self._run and not run.stopped.is_set():
            language = self._context.language
            done = language.percent(percent / 100)
            words = {
                READING: language.t("Reading… {percent}", percent=done),
                TRYING: language.t("Comparing it with your diary… {percent}", percent=done),
                TAKING: language.t("Putting it in your diary… {percent}", percent=done),
            }
            self.status.tell(words[what])

    def _on_read(self, run: _Run, found: Found) -> None:
        if run.stopped.is_set() or found is None:
            return
        if isinstance(found, TableLook):
            choices = replace(usual_choices(found), is_new=True) if found.dates else MapChoices()
            self.state = IntakeState(self.state.source, table=found, choices=choices)
            self._show()
            (self.mapper.focus_first if self.state.is_mapped else self.source.file.setFocus)()
            self._on_mapped(choices)
            return
        is_first = self.state.trial is None
        intake, trial = found
        self.state = replace(self.state, intake=intake, trial=trial)
        self._show()
        if self.state.is_mapped:
            return
        if is_first and self.isVisible() and not self.questions.focus_first():
            (self.take if self.take.isEnabled() else self.cancel).setFocus()

    def _read_share(self, words: str) -> Read:
        """Return what reads a share with this passphrase; for a thread, and kept nowhere."""
        source, journal = self.state.source, self._shell.journal
        assert source is not None

        def read(progress: Progress) -> Intake:
            way = IntakeWay(key=Key.of(source, words))
            return _read_into(journal, source, way, progress)

        return read

    def _on_refused(self, run: _Run, refusal: Refusal) -> None:
        if run.stopped.is_set():
            return
        if refusal.reason is Reason.FILE_ENCRYPTED and self.state.source is not None:
            language = self._context.language
            question = language.t("Passphrase of {path}", path=self.state.source.name)
            words = ask_passphrase(self, language, question)
            if words and run is self._run:
                self._begin(IntakeState(self.state.source), self._read_share(words))
                return
        if self.state.is_mapped:
            self.state = replace(self.state, intake=None, trial=None)
            self._show()
            self.status.tell(self._context.sentence(refusal))
            return
        self._forget(IntakeState(self.state.source, self.state.way, refusal=refusal))
        self.source.file.setFocus()

    def _on_answered(self, question: FileQuestion, option: str) -> None:
        """Show the days under another answer; only some answers need the file to be read again."""
        way, intake = self.state.way, self.state.intake
        assert intake is not None
        answers = {**way.answers, question.key: option}
        self.state = replace(self.state, way=replace(way, answers=answers))
        self.questions.said.done("")
        again = None if question.rereads else lambda _progress: intake.answered(answers)
        self._read(again)

    # ------------------------------------------------------------------ a table

    def _on_mapped(self, choices: MapChoices) -> None:
        """Show the days under what was said about the columns, once nothing more is said for a moment."""
        self.state = replace(self.state, choices=choices)
        self._run.stop()
        self.take.setEnabled(False)
        if not self.state.is_mapped or self.state.table is None:
            return
        if are_known(self.state.table, choices):
            self._on_prepared(self._run, choices)
        else:
            self._prepare(self.state.table, choices)

    def _prepare(self, table: TableLook, choices: MapChoices) -> None:
        """Find in a thread what is in other columns, or in rows that are about something else."""
        run = self._begin_run()

        def work() -> MapChoices | None:
            try:
                return prepared(table, choices, partial(self._tell, run, READING))
            except _Stopped:
                return None

        refused = partial(self._on_refused, run)
        self.reading = Task(work, partial(self._on_prepared, run), refused, self, run.stop).start()

    def _on_prepared(self, run: _Run, choices: MapChoices | None) -> None:
        if choices is None or run is not self._run or not self.state.is_mapped:
            return
        table, source = self.state.table, self.state.source
        assert table is not None
        assert source is not None
        if choices.is_new:
            catalogue, own = self._context.library.catalogue, self._shell.journal.own_items
            items = items_by_name(catalogue, own, self._shell.resources)
            choices = replace(choices, is_new=False, uses=named_uses(table, choices, items))
        self.state = replace(self.state, choices=choices)
        if self.mapper.show_table(table, source.name, choices):
            self.mapper.focus_first()
        self._soon.start()

    def _read_mapped(self) -> None:
        table, choices = self.state.table, self.state.choices
        if table is None or not self.state.is_mapped:
            return
        mapping = made_map(table, choices, self._context.library.catalogue.item)
        self.mapper.save.setEnabled(mapping is not None)
        if mapping is None:
            self.state = replace(self.state, way=IntakeWay(), intake=None, trial=None)
            self._show()
            return
        self.state = replace(self.state, way=IntakeWay(mapping))
        self._read()

    def ask_map(self) -> QFileDialog | None:
        """Ask where the mapping goes, then write it, for the next table like this and the command line."""
        mapping, source = self.state.way.mapping, self.state.source
        if not isinstance(mapping, ImportMap) or source is None:
            return None
        title = self._context.language.t("Save as a mapping file")
        return self._ask_save(title, f"{source.stem}.toml", toml_text(mapping), self.mapper.said)

    # ------------------------------------------------------------------ taking over

    def _on_take(self) -> None:
        """Put it in the diary; what is of another one only once the person says that these days are theirs."""
        intake, t = self.state.intake, self._context.language.t
        assert intake is not None
        why = self._shell.journal.why_of_another(intake.diary, intake.name, intake.saved_days)
        if why is None:
            self.take_over()
            return
        if why is Reason.DIARY_DIFFERS:
            sign = t("Most answers in this file are not those of your diary on the same days.")
        elif why is Reason.DIARY_UNTOLD:
            sign = t("Nothing in this file tells whose days these are.")
        elif intake.name:
            sign = t("This file was made from another diary, of {name}.", name=intake.name)
        else:
            sign = t("This file was made from another diary.")
        lines = (
            sign,
            t("Did somebody else write it? Then their days come among yours."),
        )
        title, yes = t("Are these days yours too?"), t("Yes, put them in my diary")
        asking = QuestionDialog(title, lines, yes, t("Cancel"), self.window())
        asking.accepted.connect(self.take_over)
        asking.open()

    def take_over(self) -> None:
        """Put it in the diary in a thread, in one change, after a backup."""
        intake, journal = self.state.intake, self._shell.journal
        assert intake is not None
        data, run = intake.data, self._begin_run()
        self._is_taking = True
        self.mapper.setEnabled(False)
        self.cancel.setFocus()

        def work() -> ImportResult | None:
            try:
                return journal.take_in_apart(data, partial(self._tell, run, TAKING))
            except _Stopped:
                return None

        self.reading = Task(work, self._on_taken, self._on_not_taken, self).start()

    def _on_taken(self, taken: ImportResult | None) -> None:
        """Show what came in; None where it was stopped before."""
        self._is_taking = False
        self.mapper.setEnabled(True)
        journal = self._shell.journal
        if taken is None:
            self._show()
            return
        journal.file.look()
        self.state = replace(self.state, taken=taken, change=journal.history.newest)
        self._show()
        self.result.look.setFocus()

    def _on_not_taken(self, refusal: Refusal) -> None:
        self._on_taken(None)
        self.status.tell(self._context.sentence(refusal))

    def _on_cancel(self) -> None:
        """Stop putting it in, which then changes nothing; else forget what was chosen."""
        if self._is_taking:
            self._run.stop()
        else:
            self.begin_anew()

    def undo(self) -> None:
        """Take back all that came in, if nothing was changed since."""
        journal = self._shell.journal
        if self.state.taken is None:
            return
        with self._context.telling(self.result.notice.say):
            if self.state.change != journal.history.newest:
                raise Refusal(Reason.NOTHING_TO_UNDO)
            with _waiting():
                journal.history.undo()
            self._forget(IntakeState(is_undone=True))
            self.source.file.setFocus()

    def _on_look(self) -> None:
        intake = self.state.intake
        days = [day.date for day in intake.data.days] if intake is not None else []
        self._shell.open_page(f"trends/lines/{min(days)}/{max(days)}" if days else "trends/lines")

    def ask_answers(self) -> QFileDialog:
        """Ask where the answers go, then write them, for the next export and the command line."""
        intake, answers = self.state.intake, self.state.way.answers
        assert intake is not None
        saved = intake.saved(answers)
        title = self._context.language.t("Save the answers")
        return self._ask_save(title, f"{saved.reader}.toml", answers_text(saved), self.questions.said)

    def _ask_save(self, title: str, name: str, text: str, said: SavedLine) -> QFileDialog:
        context = self._context

        def write(path: Path) -> None:
            with context.telling(said.refused):
                write_whole(path, text.encode())
                said.saved(path)

        return ask_save(self.window(), context.language, title, "TOML (*.toml)", name, write, context.preferences)

    # ------------------------------------------------------------------ showing

    def _show(self) -> None:
        """Show the state. Cards are filled before they are shown: layouts then ask for their height."""
        state, library = self.state, self._context.library
        has_found = state.trial is not None and state.taken is None
        is_idle = state.trial is None and not state.is_being_read and not state.is_mapped
        why_not = self._why_not()
        said, refused = said_words(self._context.language, state), refused_words(self._context, state)
        self.source.show_words(said, why_not or refused, can_map=state.can_map)
        for choose in (self.source.file, self.source.folder):
            choose.setEnabled(not why_not)
        if state.taken is not None and state.intake is not None:
            self.result.notice.say("")
            self.result.show_lines(counted(library, state.intake, state.taken))
            self.result.undo.setEnabled(state.change == self._shell.journal.history.newest)
        elif state.intake is not None and state.trial is not None:
            self._show_found(state.intake, state.trial)
        self.source.setVisible(is_idle)
        if state.is_mapped and state.table is not None and state.source is not None:
            self.mapper.show_table(state.table, state.source.name, state.choices)
            if state.trial is None:
                self.status.tell(self._context.language.t("Choose what is in a column, to see your days here."))
                self.take.setEnabled(False)
        self.mapper.setVisible(state.is_mapped)
        self._steps.setVisible(has_found or state.is_being_read or state.is_mapped)
        self.found.setVisible(has_found and not state.is_mapped)
        self.questions.setVisible(has_found and not state.is_mapped and bool(self.questions.controls))
        self.days.setVisible(has_found and bool(self.days.rows))
        self.counts.setVisible(has_found)
        self.result.setVisible(state.taken is not None)

    @property
    def begin(self) -> QWidget:  # type: ignore[override]
        """Return what has the keyboard when the page is gone to."""
        if self.state.taken is not None:
            return self.result.look
        return self.cancel if self._steps.isVisibleTo(self) else self.source.file

    def _show_found(self, intake: Intake, trial: ImportResult) -> None:
        assert self.state.source is not None
        t, mapping = self._context.language.t, self.state.way.mapping
        self.found.show_intake(intake, self.state.source.name, mapping.name if isinstance(mapping, Path) else "")
        self.questions.show_intake(intake, self.state.way.answers)
        library = self._with_own(intake)
        self.days.show_days(intake.data.days, library, trial.kept)
        self.counts.show_lines(counted(self._context.library, intake, trial))
        is_new = bool(trial.added or trial.updated or trial.new_items)
        self.take.setEnabled(is_new)
        if is_new:
            found = next(iter(import_lines(library, trial, intake.data.own_items)))
            safe = t("Nothing has changed yet, and you can undo it in one step.")
            self.status.tell(f"{found} {safe}")
        elif intake.data.days:
            self.status.tell(t("All of this is in your diary already."))
        else:
            self.status.tell(t("Nothing in it can be used, so nothing changes."))

    def _with_own(self, intake: Intake) -> Library:
        """Return the words with those of the items that the source brings."""
        if not intake.data.own_items:
            return self._context.library
        own = (*self._shell.journal.own_items, *intake.data.own_items)
        return load_library(self._shell.resources, self._context.language.code, own)


def _read_into(journal: Journal, source: Path, way: IntakeWay, progress: Progress) -> Intake:
    """Return what is read for this diary, whose days end where it says."""
    boundary = journal.boundary_minutes
    return read_any(source, way, journal.catalogue, journal.atlas, journal.now(), progress, boundary=boundary)


@contextmanager
def _waiting() -> Iterator[None]:
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()
