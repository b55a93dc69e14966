"""The section of Settings about backups. Listing, making and moving them is done in a thread."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Refusal
from diary.journal.backups import BackupOutcome, BackupService
from diary.screens.backups import BackupRow, BackupsState, RestoreState, build_backups, build_restore
from diary.storage.backups.backup_files import Backup
from diary.storage.backups.overview import BackupOverview
from diary.ui.background import Background, Job
from diary.ui.pages import ELSEWHERE, Context, refusals_to
from diary.ui.style import Space
from diary.ui.widgets.buttons import FolderButton, MainButton, TextButton
from diary.ui.widgets.card import Card, with_rules
from diary.ui.widgets.labels import NoticeText, QuietText, Text, Title
from diary.ui.widgets.layouts import Beside, empty, fill, in_column, in_lines, in_page, in_row, keep_place
from diary.ui.widgets.new_passphrase import secret_line
from diary.ui.widgets.question_dialog import FittedDialog, QuestionDialog
from diary.ui.widgets.saving import ask_open
from diary.ui.widgets.scrolling import BeginsAt, TextColumn

STOPPABLE_AFTER_MS = 1000


class WaitDialog(FittedDialog):
    """Shows a button to stop after a second; Escape stops too. The file is replaced only at the end."""

    def __init__(self, language: Language, parent: QWidget) -> None:
        t = language.t
        super().__init__(t("Backups"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.setModal(True)
        self._is_stopped = False
        self.stop = TextButton(t("Stop"), on_click=self.reject)
        self.stop.hide()
        keep_place(self.stop)
        words = Text(t("Your diary is kept as it is now, and the backup is read…"))
        self.lay_out(words, answers=in_lines(self.stop))
        self.fit()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.stop.show)
        self._timer.start(STOPPABLE_AFTER_MS)

    def end(self) -> bool:
        """End the wait; return whether the person did not stop it."""
        self._timer.stop()
        self.hide()
        self.deleteLater()
        return not self._is_stopped

    def reject(self) -> None:
        """Stop, and leave the diary as it is."""
        self._is_stopped = True
        self.hide()


FIRST = 7
"""How many are shown at first, the newest."""


class ListCard(Card):
    """Emits `restore_requested` with a Backup; the page connects `elsewhere`."""

    restore_requested = Signal(object)

    def __init__(self, context: Context) -> None:
        t = context.language.t
        super().__init__(t("Put a backup back"), t("Your diary becomes what it was then. You can undo that."))
        moved = QuietText(
            t("Did you write on another computer before? Choose the diary or backup you took along.")
        )
        self.elsewhere = TextButton(t("Choose a file…"), key="backup_elsewhere")
        self._language = context.language
        self._copies: tuple[BackupRow, ...] = ()
        self.shows_all = False
        self.rows: list[CopyLine] = []
        self.more = TextButton("", on_click=self.show_all, key="all_copies")
        self.stopped = QuietText()
        self._list = in_column(spacing=Space.MEDIUM)
        fill(self.body, self._list, self.more, self.stopped, moved, in_lines(self.elsewhere))

    def show_rows(self, rows: Iterable[BackupRow], stopped: str) -> None:
        """Show these backups, and offer to show older ones when there may be more."""
        self._copies = tuple(rows)
        self.show()
        self.stopped.say(stopped)
        self._fill()

    def show_all(self) -> None:
        """Show the older backups too."""
        self.shows_all = True
        self._fill()
        if len(self.rows) > FIRST:
            self.rows[FIRST].put_back.setFocus()

    def _fill(self) -> None:
        empty(self._list)
        shown = self._copies if self.shows_all else self._copies[:FIRST]
        self.rows = [CopyLine(row, self._language) for row in shown]
        fill(self._list, *with_rules(self.rows))
        for line in self.rows:
            line.put_back.clicked.connect(partial(self.restore_requested.emit, line.row.copy))
        count = len(self._copies)
        self.more.setText(self._language.n("Show {count} backup", "Show all {count} backups", count))
        self.more.setVisible(len(shown) < count)


class CopyLine(Beside):
    """Shows one backup."""

    def __init__(self, row: BackupRow, language: Language) -> None:
        self.row = row
        self.when = Text(row.when, bold=not row.trouble)
        self.what = Text(row.what)
        self.where = QuietText(row.where)
        self.put_back = TextButton(language.t("Put back…"), key=f"put_back:{row.copy.path.name}")
        self.put_back.setAccessibleName(language.t("{words}: {name}", words=self.put_back.text(), name=row.when))
        words = in_column(self.when, self.what, self.where, spacing=Space.HAIR)
        super().__init__(words, self.put_back)
        self.where.setVisible(bool(row.where))
        self.put_back.setVisible(row.can_be_put_back)


class RestoreDialog(QuestionDialog):
    """Asks whether to restore a backup. The field `passphrase` is hidden unless the backup needs another one."""

    def __init__(
        self, state: RestoreState, language: Language, *, is_locked: bool, parent: QWidget | None = None
    ) -> None:
        t = language.t
        super().__init__(state.title, state.lines, state.yes, t("Leave my diary as it is"), parent)
        question = Text(t("The passphrase this backup was made with"))
        self.passphrase = secret_line(question.text())
        if is_locked:
            fill(self.body, question, self.passphrase)
            self.yes.setEnabled(False)
            self.passphrase.textChanged.connect(lambda text: self.yes.setEnabled(bool(text)))
            self.passphrase.returnPressed.connect(self.yes.setFocus)
            self.fit()
            self.passphrase.setFocus()


class SecondCard(Card):
    """Emits `chosen` with a folder's name; the page connects `forget`."""

    chosen = Signal(str)

    def __init__(self, context: Context) -> None:
        t = context.language.t
        super().__init__(
            t("A second place"), t("A stick or another disk, in case this computer breaks or gets lost.")
        )
        self._language = context.language
        self.where = Text()
        self.remarks = QuietText()
        self.choose = TextButton(t("Choose a place…"), on_click=self.ask, key="choose_second")
        self.forget = TextButton(t("Do not use it any more"), key="forget_second")
        self.folder = FolderButton(context.language)
        self.said = QuietText()
        self.notice = NoticeText()
        self.body.addLayout(in_column(self.where, self.remarks, spacing=Space.SMALL))
        self.folder.setObjectName("open_second")
        fill(self.body, in_lines(self.choose, self.folder, self.forget), self.notice, self.said)
        self.folder.told.connect(self.notice.say)
        for widget in (self.where, self.remarks, self.forget):
            widget.hide()
        self.say("")

    def show_state(self, state: BackupsState) -> None:
        t = self._language.t
        self.where.setText(state.second)
        self.where.show()
        self.remarks.say("\n".join(state.remarks))
        self.choose.setText(t("Choose another place…") if state.has_second else t("Choose a place…"))
        self.forget.setVisible(state.has_second)
        self.folder.lead_to(state.second_folder, t("A second place"))

    def say(self, sentence: str, trouble: str = "") -> None:
        """Show what was done, or why it was refused."""
        self.said.say(sentence)
        self.notice.say(trouble)

    def ask(self) -> QFileDialog:
        """Ask for a folder with the system's own dialog."""
        title = self._language.t("A second place for backups")
        return ask_open(self.window(), self._language, title, lambda path: self.chosen.emit(str(path)), None)


SHOW_WORK_AFTER_MS = 300
STOPPABLE_MS = 1000


class SummaryCard(Card):
    """Shows the newest copy, what was done last, and what is going on; the page connects the buttons."""

    def __init__(self, context: Context) -> None:
        t = context.language.t
        super().__init__(
            t("Backups of your diary"),
            t("In case something goes wrong with the file. They are made by themselves."),
        )
        self.newest = Text()
        self.trial = Text()
        rule = QuietText(
            t(
                "A backup is made on every day on which you change something. Older ones make room: the newest of "
                "12 days, 10 weeks and 9 months stay."
            )
        )
        self.make = MainButton(t("Make a backup now"), key="make_copy")
        self.folder = FolderButton(context.language)
        self.working = _Working(context)
        self.said = Text()
        self.undo = TextButton(t("Undo this"), "undo", key="undo_put_back")
        self.notice = NoticeText()
        self._lay_out(rule)
        self.folder.told.connect(self.notice.say)
        for label in (self.newest, self.trial):
            label.hide()
        self.say("")

    def _lay_out(self, rule: QuietText) -> None:
        self.folder.setObjectName("open_copies")
        fill(
            self.body,
            in_row((self.said, 1), self.undo, spacing=Space.MEDIUM),
            self.newest,
            self.trial,
            rule,
            in_lines(self.make, self.folder, spacing=Space.MEDIUM),
            self.working,
            self.notice,
        )

    def show_state(self, state: BackupsState) -> None:
        self.newest.setText(state.newest)
        self.newest.show()
        self.trial.setText(state.trial)
        self.trial.setVisible(bool(state.rows))

    def say(self, sentence: str, *, can_undo: bool = False) -> None:
        """Show what was done."""
        self.said.say(sentence)
        self.undo.setVisible(can_undo)

    def show_work(self, words: str) -> None:
        """Show that work is going on, once it takes longer than a moment; an empty text ends it."""
        self.make.setEnabled(not words)
        self.working.show_words(words)


class _Working(QWidget):
    """Shows running work after a moment, and a button to stop it after a second."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.words = QuietText()
        self.stop = TextButton(context.language.t("Stop"))
        in_row((self.words, 1), self.stop, within=self)
        self._soon = QTimer(self, singleShot=True, interval=SHOW_WORK_AFTER_MS)
        self._later = QTimer(self, singleShot=True, interval=STOPPABLE_MS)
        self._soon.timeout.connect(self.show)
        self._later.timeout.connect(self.stop.show)
        self.hide()

    def show_words(self, words: str) -> None:
        self.words.setText(words)
        if not words:
            self.hide()
            self._soon.stop()
            self._later.stop()
        elif self.isHidden() and not self._soon.isActive():
            self.stop.hide()
            self._soon.start()
            self._later.start()


class BackupsMemory(Struct, frozen=True):
    """Holds the scroll position, the last message, and the backup that would undo the restore."""

    scrolled: int
    said: str
    undo: Path | None
    shows_all: bool


class BackupsPage(BeginsAt, QWidget):
    """Emits `restore_requested` with a backup's path, the message for afterwards, and its passphrase if it has
    another. The window restores it, because every page shows another diary then."""

    restore_requested = Signal(object, str, str)

    def __init__(self, context: Context, backups: BackupService, background: Background) -> None:
        super().__init__()
        self.setObjectName("copies_page")
        self._context = context
        self._backups = backups
        self._background = background
        self._task: Job | None = None
        self._undo: Path | None = None
        self._leads_elsewhere = False
        self.found: BackupOverview | None = None
        self.summary = SummaryCard(context)
        self.second = SecondCard(context)
        self.list = ListCard(context)
        self.list.hide()
        self.area = TextColumn((self.summary, self.second, self.list))
        in_page(Title(context.language.t("Backups")), last=self.area, within=self)
        self.begin = self.summary.make
        self.summary.make.clicked.connect(self.make)
        self.summary.working.stop.clicked.connect(self._on_stop)
        self.summary.undo.clicked.connect(self._on_undo)
        self.second.chosen.connect(self.choose)
        self.second.forget.clicked.connect(self._on_forget)
        self.list.restore_requested.connect(self.ask)
        self.list.elsewhere.clicked.connect(self.ask_file)

    @property
    def is_working(self) -> bool:
        """Whether work is going on in the thread."""
        return self._task is not None

    def memory(self) -> BackupsMemory:
        return BackupsMemory(
            self.area.verticalScrollBar().value(), self.summary.said.text(), self._undo, self.list.shows_all
        )

    def recall(self, memory: BackupsMemory) -> None:
        self.list.shows_all = memory.shows_all
        self.on_put_back(memory.said, memory.undo)

    def show_place(self, key: str) -> None:
        """Let the keyboard begin where a file from elsewhere is chosen, for who comes for that."""
        self._leads_elsewhere = key == ELSEWHERE

    def look(self) -> None:
        """List the backups in both places."""
        self.summary.show_work(self._context.language.t("Looking at the backups…"))
        self._task = self._background.do(
            lambda task: self._backups.look(task.told), self._on_looked, self.refuse, self._on_progress, self
        )

    def make(self) -> None:
        work = partial(self._backups.back_up_now, in_use=True)
        self._do(self._context.language.t("A backup is being made…"), work, self._on_kept)

    def choose(self, folder: str) -> None:
        """Keep backups in this folder too."""
        work = partial(self._backups.choose_second, Path(folder))
        self._do(
            self._context.language.t("The backups are going there…"), work, self._on_kept, self._on_not_chosen
        )

    def ask_file(self) -> None:
        """Ask for a diary or a backup from elsewhere."""
        language = self._context.language
        ask_open(self, language, language.t("Choose a file…"), self.look_at, language.t("Diaries (*.diary)"))

    def look_at(self, path: Path) -> None:
        """Check a file from elsewhere, then ask about it as about a backup."""
        self.summary.notice.say("")
        self._task = self._background.do(
            lambda _task: self._backups.look_at(path), self._on_elsewhere, self.refuse, owner=self
        )

    def _on_elsewhere(self, found: Backup) -> None:
        self._rest()
        self.ask(found)

    def ask(self, copy: Backup) -> RestoreDialog:
        """Explain what restoring this backup does, and ask for confirmation."""
        is_protected = self._backups.key is not None
        state = build_restore(copy, self._context.language, is_protected=is_protected)
        dialog = RestoreDialog(state, self._context.language, is_locked=copy.locked, parent=self.window())
        accept = partial(self.restore_requested.emit, copy.path, state.done)
        dialog.accepted.connect(lambda: accept(dialog.passphrase.text()))
        dialog.open()
        return dialog

    def on_put_back(self, said: str, undo: Path | None) -> None:
        """Show that a backup was restored, or that this was undone; `undo` is the backup of the replaced diary."""
        self._undo = undo
        self.summary.say(said, can_undo=undo is not None)

    def _do(
        self,
        words: str,
        work: Callable[[], BackupOutcome],
        done: Callable[[BackupOutcome], None],
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        self.summary.notice.say("")
        self.second.say("")
        self.summary.show_work(words)
        self._task = self._background.do(lambda _task: work(), done, refused or self.refuse, owner=self)

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.stop()

    def _on_progress(self, number: int, of: int) -> None:
        t = self._context.language.t
        if self._task is not None:
            self.summary.show_work(t("Looking at the backups: {number} of {count}", number=number, count=of))

    def _on_looked(self, found: BackupOverview) -> None:
        self.found = found
        state = build_backups(found, Path.home(), self._context.language)
        self.summary.show_state(state)
        t = self._context.language.t
        self.summary.folder.lead_to(found.first if found.first.is_dir() else None, t("Backups of your diary"))
        self.second.show_state(state)
        self.list.show_rows(state.rows, state.stopped)
        if self._leads_elsewhere:
            self._leads_elsewhere, self.begin = False, self.list.elsewhere
            QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.begin, 0, Space.HUGE))
        self._rest()

    def _on_kept(self, kept: BackupOutcome) -> None:
        t = self._context.language.t
        if kept.made is not None:
            self._undo = None
            self.summary.say(t("A backup was made: it is whole, and holds what your diary holds."))
        self._say_second(kept)
        self.look()

    def _say_second(self, kept: BackupOutcome) -> None:
        language = self._context.language
        if kept.second is None:
            return
        if kept.second.refusal is not None:
            self.second.say("", refusal_sentence(language, None, kept.second.refusal))
        elif kept.second.added:
            said = language.n(
                "{count} backup was put there and read back.",
                "{count} backups were put there and read back.",
                kept.second.added,
            )
            self.second.say(said)

    def _on_forget(self) -> None:
        with refusals_to(self._on_not_chosen):
            self._backups.forget_second()
            self.second.say(self._context.language.t("No more backups go there. The ones already there stay."))
            self.look()

    def _on_undo(self) -> None:
        t = self._context.language.t
        if self._undo is not None:
            self.restore_requested.emit(self._undo, t("That is undone: your diary is as it was before."), "")

    def refuse(self, refusal: Refusal) -> None:
        """Show why something was refused."""
        self._rest()
        self.summary.notice.say(self._context.sentence(refusal))

    def _on_not_chosen(self, refusal: Refusal) -> None:
        self._rest()
        self.second.say("", self._context.sentence(refusal))

    def _rest(self) -> None:
        self._task = None
        self.summary.show_work("")
        if self.hasFocus():  # where the keyboard begins could not take it before
            self.begin.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.is_working:
            self.look()
