"""Bringing notes from another program: choose, look whether it is right, take over; nothing changes before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from diary.content.library import Library, load_library
from diary.domain.import_result import ImportResult
from diary.domain.refusal import Reason, Refusal
from diary.exchange.any_source import Intake, IntakeWay, read_any
from diary.exchange.file_questions import FileQuestion, answers_text
from diary.exchange.intake_words import result_lines
from diary.exchange.recognition import all_readers
from diary.storage.whole_file import write_whole
from diary.ui.background import Task
from diary.ui.intake.cards import (
    CountsCard,
    DaysCard,
    FoundCard,
    IntakeQuestions,
    ResultCard,
    SourceCard,
    counted,
)
from diary.ui.pages import Context, Shell
from diary.ui.style import Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.labels import Text
from diary.ui.widgets.layouts import PAGE, boxed, in_column, in_lines
from diary.ui.widgets.saving import ask_save, documents
from diary.ui.widgets.scrolling import TextColumn

DIARIES = ".diary"
LEAST_LINES = 16
"""How many lines high the page is to have its last step below what scrolls."""


class IntakeState(Struct, frozen=True):
    """What is on the page: a `source` that is read as `way` says, what was found, what it would change (`trial`),
    and what it did change (`taken`, by the change of this number)."""

    source: Path | None = None
    way: IntakeWay = IntakeWay()
    intake: Intake | None = None
    trial: ImportResult | None = None
    refusal: Refusal | None = None
    is_other: bool = False
    """The person said that it is something else."""
    taken: ImportResult | None = None
    change: int | None = None
    is_undone: bool = False

    @property
    def is_being_read(self) -> bool:
        """Whether a source was chosen and nothing is known of it yet."""
        return self.source is not None and self.refusal is None and self.trial is None and not self.is_other

    @property
    def can_map(self) -> bool:
        """Whether a mapping file may help to read the source."""
        is_unknown = self.refusal is not None and self.refusal.reason is Reason.SOURCE_UNKNOWN
        is_open = self.is_other or is_unknown or (self.way.mapping is not None and self.trial is None)
        return is_open and self.source is not None and self.source.is_file()


class _Run(Struct, eq=False, weakref=True):
    """One reading in a thread: whether it is still waited for, and how many percent it told last."""

    stopped: Event = field(default_factory=Event)
    percent: int = -1

    def stop(self) -> None:
        """Let it end at its next step, and be forgotten."""
        self.stopped.set()


class _Stopped(Exception):  # noqa: N818 - nothing went wrong
    """Ends the reading that nobody waits for any more."""


class IntakePage(QWidget):
    """Reads in a thread. What was chosen before is forgotten as soon as something else is."""

    progressed = Signal(object, int)
    """Emits which reading it is, and how many percent are read."""

    def __init__(self, context: Context, shell: Shell, *, is_sample: bool) -> None:
        super().__init__()
        t, library = context.language.t, context.library
        self._context, self._shell, self._is_sample = context, shell, is_sample
        self.state = IntakeState()
        self.reading: Task | None = None
        self._run = _Run()
        known = [reader.name for reader in all_readers().values()]
        self.source = SourceCard(library, known, self.ask_file, self.ask_folder, self.ask_mapping)
        self.found = FoundCard(library, self._on_other)
        self.questions = IntakeQuestions(library, self.ask_answers)
        self.days = DaysCard()
        self.counts = CountsCard(t("Together"))
        self.result = ResultCard(library, self._on_look, self.undo, self.begin_anew)
        self.status = Text()
        self.cancel = TextButton(t("Cancel"), on_click=self.begin_anew)
        self.take = MainButton(t("Put it in my diary"), on_click=self.take_over)
        self._steps = boxed(in_column(self.status, in_lines(self.cancel, self.take), spacing=Space.SMALL))
        self._steps.setContentsMargins(0, 0, 0, Space.LARGE)
        self._end = in_column()
        cards = (self.source, self.found, self.questions, self.days, self.counts, self.result, boxed(self._end))
        self.cards = TextColumn(cards)
        self._column = in_column((self.cards, 1), within=self, margins=PAGE, spacing=Space.MEDIUM)
        self._end.addWidget(self._steps)
        self.questions.answered.connect(self._on_answered)
        self.progressed.connect(self._on_progress)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the last step in sight where there is room for it below what scrolls."""
        super().resizeEvent(event)
        is_high = event.size().height() >= LEAST_LINES * self.fontMetrics().height()
        place, other = (self._column, self._end) if is_high else (self._end, self._column)
        if place.indexOf(self._steps) < 0:
            other.removeWidget(self._steps)
            place.addWidget(self._steps)

    # ------------------------------------------------------------------ what the window calls

    def show_place(self, key: str) -> None:
        """Read the file or folder at this path: it was dropped on the window."""
        self.bring(Path(key))

    def memory(self) -> IntakeState:
        """Return what is on the page."""
        return self.state

    def recall(self, memory: IntakeState) -> None:
        """Show what was remembered; what was being read is read once more."""
        self.state = memory
        self._show()
        if memory.is_being_read:
            self._read()

    # ------------------------------------------------------------------ choosing

    def ask_file(self) -> QFileDialog:
        """Ask for a file, then read it."""
        return self._ask(self._context.language.t("Choose a file"), QFileDialog.FileMode.ExistingFile, self.bring)

    def ask_folder(self) -> QFileDialog:
        """Ask for a folder, then read it."""
        return self._ask(self._context.language.t("Choose a folder"), QFileDialog.FileMode.Directory, self.bring)

    def ask_mapping(self) -> QFileDialog:
        """Ask for a mapping file, then read what was chosen as it says."""
        name = self._context.language.t("Choose a mapping file")
        return self._ask(name, QFileDialog.FileMode.ExistingFile, self._map, "TOML (*.toml)")

    def _ask(
        self, title: str, mode: QFileDialog.FileMode, take: Callable[[Path], None], kind: str = ""
    ) -> QFileDialog:
        dialog = QFileDialog(self.window(), title, str(documents()), kind)
        dialog.setFileMode(mode)
        dialog.fileSelected.connect(lambda chosen: take(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def bring(self, source: Path) -> None:
        """Read a file or folder, and show what is in it."""
        if not self._why_not():
            self._begin(IntakeState(source))

    def _map(self, mapping: Path) -> None:
        self._begin(IntakeState(self.state.source, IntakeWay(mapping)))

    def _on_other(self) -> None:
        self._forget(IntakeState(self.state.source, is_other=True))
        self.source.mapping.setFocus()

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

    def _begin(self, state: IntakeState) -> None:
        self.state = state
        self._show()
        self._read()
        self.cancel.setFocus()

    def _forget(self, state: IntakeState) -> None:
        self._run.stop()
        self.state = state
        self._show()

    def _read(self, again: Callable[[], Intake] | None = None) -> None:
        """Read the source in a thread, or make its days `again`; what was being read is stopped."""
        source, journal = self.state.source, self._shell.journal
        assert source is not None
        self._run.stop()
        self._run = run = _Run()
        self.destroyed.connect(run.stop)
        progress = partial(self._tell, run)
        read = again or partial(
            read_any, source, self.state.way, journal.catalogue, journal.atlas, journal.now(), progress
        )
        self.take.setEnabled(False)
        self._on_progress(run, 0)

        def work() -> Intake | None:
            try:
                return read()
            except _Stopped:
                return None

        self.reading = Task(work, partial(self._on_read, run), partial(self._on_refused, run), self).start()

    def _tell(self, run: _Run, done: int, of: int) -> None:
        """Hear from the thread how far it is."""
        if run.stopped.is_set():
            raise _Stopped
        percent = 100 * done // max(of, 1)
        if percent > run.percent:
            run.percent = percent
            self.progressed.emit(run, percent)

    def _on_progress(self, run: _Run, percent: int) -> None:
        if run is self._run and not run.stopped.is_set():
            language = self._context.language
            self.status.setText(language.t("Reading… {percent}", percent=language.percent(percent / 100)))

    def _on_read(self, run: _Run, intake: Intake | None) -> None:
        if run.stopped.is_set() or intake is None:
            return
        is_first = self.state.trial is None
        try:
            with _waiting():
                trial = self._shell.journal.take_in(intake.data, dry_run=True)
        except Refusal as refusal:
            self._on_refused(run, refusal)
            return
        self.state = replace(self.state, intake=intake, trial=trial)
        self._show()
        if is_first and self.isVisible() and not self.questions.focus_first():
            (self.take if self.take.isEnabled() else self.cancel).setFocus()

    def _on_refused(self, run: _Run, refusal: Refusal) -> None:
        if not run.stopped.is_set():
            self._forget(IntakeState(self.state.source, self.state.way, refusal=refusal))
            self.source.file.setFocus()

    def _on_answered(self, question: FileQuestion, option: str) -> None:
        """Show the days under another answer; only some answers need the file to be read again."""
        way, intake = self.state.way, self.state.intake
        assert intake is not None
        answers = {**way.answers, question.key: option}
        self.state = replace(self.state, way=replace(way, answers=answers))
        self.questions.said.done("")
        self._read(None if question.rereads else partial(intake.answered, answers))

    # ------------------------------------------------------------------ taking over

    def take_over(self) -> None:
        """Put it in the diary, in one change, after a backup."""
        intake, journal = self.state.intake, self._shell.journal
        assert intake is not None
        try:
            with _waiting():
                taken = journal.take_in(intake.data)
        except Refusal as refusal:
            self.status.setText(self._context.sentence(refusal))
            return
        self.state = replace(self.state, taken=taken, change=journal.history.newest)
        self._show()
        self.result.look.setFocus()

    def undo(self) -> None:
        """Take back all that came in, if nothing was changed since."""
        journal = self._shell.journal
        if self.state.taken is None:
            return
        try:
            if self.state.change != journal.history.newest:
                raise Refusal(Reason.NOTHING_TO_UNDO)
            journal.history.undo()
        except Refusal as refusal:
            self.result.notice.say(self._context.sentence(refusal))
            return
        self._forget(IntakeState(is_undone=True))
        self.source.file.setFocus()

    def _on_look(self) -> None:
        self._shell.open_page("trends/lines")

    def ask_answers(self) -> QFileDialog:
        """Ask where the answers go, then write them, for the next export and the command line."""
        intake, answers, said = self.state.intake, self.state.way.answers, self.questions.said
        assert intake is not None
        saved = intake.saved(answers)

        def write(path: Path) -> None:
            try:
                write_whole(path, answers_text(saved).encode())
            except Refusal as refusal:
                said.refused(self._context.sentence(refusal))
            else:
                said.saved(path)

        language = self._context.language
        title, name = language.t("Save the answers"), f"{saved.reader}.toml"
        return ask_save(self.window(), language, title, "TOML (*.toml)", name, write, self._context.preferences)

    # ------------------------------------------------------------------ showing

    def _show(self) -> None:
        """Show the state. Cards are filled before they are shown: layouts then ask for their height."""
        state, library = self.state, self._context.library
        has_found = state.trial is not None and state.taken is None
        is_idle = state.trial is None and not state.is_being_read
        why_not = self._why_not()
        self.source.show_words(self._said(), why_not or self._refused(), can_map=state.can_map)
        for choose in (self.source.file, self.source.folder):
            choose.setEnabled(not why_not)
        if state.taken is not None and state.intake is not None:
            self.result.notice.say("")
            self.result.show_lines(result_lines(library, state.taken, state.intake.data.own_items))
            self.result.undo.setEnabled(state.change == self._shell.journal.history.newest)
        elif state.intake is not None and state.trial is not None:
            self._show_found(state.intake, state.trial)
        self.source.setVisible(is_idle)
        self._steps.setVisible(has_found or state.is_being_read)
        self.found.setVisible(has_found)
        self.questions.setVisible(has_found and bool(self.questions.controls))
        self.days.setVisible(has_found and bool(self.days.lines))
        self.counts.setVisible(has_found)
        self.result.setVisible(state.taken is not None)
        self.setFocusProxy(self._focused())

    def _focused(self) -> QWidget:
        """Return what has the keyboard when the page is gone to."""
        if self.state.taken is not None:
            return self.result.look
        return self.cancel if self._steps.isVisibleTo(self) else self.source.file

    def _show_found(self, intake: Intake, trial: ImportResult) -> None:
        assert self.state.source is not None
        t, mapping = self._context.language.t, self.state.way.mapping
        self.found.show_intake(intake, self.state.source.name, mapping.name if mapping else "")
        self.questions.show_intake(intake, self.state.way.answers)
        library = self._with_own(intake)
        self.days.show_days(intake.data.days, library)
        self.counts.show_lines(counted(self._context.library, intake, trial))
        is_new = bool(trial.added or trial.new_items)
        self.take.setEnabled(is_new)
        if is_new:
            self.status.setText(t("Nothing has changed yet, and you can undo it in one step."))
        elif intake.data.days:
            self.status.setText(t("All of this is in your diary already."))
        else:
            self.status.setText(t("Nothing in it can be used, so nothing changes."))

    def _with_own(self, intake: Intake) -> Library:
        """Return the words with those of the items that the source brings."""
        if not intake.data.own_items:
            return self._context.library
        own = (*self._shell.journal.own_items, *intake.data.own_items)
        return load_library(self._shell.resources, self._context.language.code, own)

    def _said(self) -> str:
        t = self._context.language.t
        if self.state.is_undone:
            return t("It is undone. Your diary is as it was.")
        if self.state.is_other and self.state.source is not None:
            return t(
                "How is {name} to be read? Choose a mapping file, or another file.", name=self.state.source.name
            )
        return ""

    def _refused(self) -> str:
        refusal, source, t = self.state.refusal, self.state.source, self._context.language.t
        if refusal is None or source is None:
            return ""
        if source.suffix.lower() == DIARIES:
            return t("{name} is a diary. Bring it together with yours under “Two computers”.", name=source.name)
        if refusal.reason is Reason.SOURCE_UNKNOWN and source.is_dir():
            return t(
                "Nothing in the folder {name} is known here. Choose the file or folder the app saved.",
                name=source.name,
            )
        if refusal.reason is Reason.SOURCE_UNKNOWN:
            return t(
                "It is not clear what {name} is. If it is a table, a mapping file can say what each column is.",
                name=source.name,
            )
        return self._context.sentence(refusal)


@contextmanager
def _waiting() -> Iterator[None]:
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()
