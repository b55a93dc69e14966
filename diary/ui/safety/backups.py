"""The section of Settings about backups. Listing, making and moving them is done in a thread."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Refusal
from diary.journal.backups import BackupOutcome, BackupService
from diary.screens.backups import BackupRow, BackupsState, RestoreState, build_backups, build_restore, moment_words
from diary.storage.backups.backup_files import Backup
from diary.storage.backups.overview import BackupOverview
from diary.ui.background import Background, Job
from diary.ui.pages import Context
from diary.ui.style import CARD, TOUCH, Space
from diary.ui.widgets.buttons import FolderButton, MainButton, TextButton
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.labels import NoticeText, QuietText, Text, Title
from diary.ui.widgets.layouts import Beside, WrapLayout
from diary.ui.widgets.question_dialog import QuestionDialog
from diary.ui.widgets.scrolling import TextColumn

STOPPABLE_AFTER_MS = 1000


class WaitDialog(QDialog):
    """Shows a button to stop after a second; Escape stops too. The file is replaced only at the end."""

    def __init__(self, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        t = language.t
        self._is_stopped = False
        self.setWindowTitle(t("Backups"))
        self.setModal(True)
        self.setBackgroundRole(CARD)
        self.setAutoFillBackground(True)
        self.stop = TextButton(t("Stop"))
        self.stop.setMinimumHeight(TOUCH)
        self.stop.hide()
        self.stop.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        column.setSpacing(Space.LARGE)
        column.addWidget(Text(t("Your diary is kept as it is now, and the backup is read…")))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stop)
        column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
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
    """Emits `restore_requested` with a Backup."""

    restore_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(
            t("Put a backup back"), t("Your diary becomes what it was then. You can undo that."), parent
        )
        self._language = context.language
        self._copies: tuple[BackupRow, ...] = ()
        self.shows_all = False
        self.rows: list[CopyLine] = []
        self.more = TextButton("")
        self.more.setObjectName("all_copies")
        self.more.setMinimumHeight(TOUCH)
        self.stopped = QuietText()
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.MEDIUM)
        self.body.addLayout(self._list)
        self.body.addWidget(self.more)
        self.body.addWidget(self.stopped)
        self.more.clicked.connect(self.show_all)

    def show_rows(self, rows: Iterable[BackupRow], stopped: str) -> None:
        """Show these backups, and offer to show older ones when there may be more."""
        self._copies = tuple(rows)
        self.setVisible(bool(self._copies))
        self.stopped.setText(stopped)
        self.stopped.setVisible(bool(stopped))
        self._fill()

    def show_all(self) -> None:
        """Show the older backups too."""
        self.shows_all = True
        self._fill()
        if len(self.rows) > FIRST:
            self.rows[FIRST].put_back.setFocus()

    def _fill(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        shown = self._copies if self.shows_all else self._copies[:FIRST]
        self.rows = [CopyLine(row, self._language) for row in shown]
        for line in self.rows:
            if line is not self.rows[0]:
                self._list.addWidget(Rule())
            self._list.addWidget(line)
            line.put_back.clicked.connect(partial(self.restore_requested.emit, line.row.copy))
        count = len(self._copies)
        self.more.setText(self._language.n("Show {count} backup", "Show all {count} backups", count))
        self.more.setVisible(len(shown) < count)


class CopyLine(Beside):
    """Shows one backup."""

    def __init__(self, row: BackupRow, language: Language, parent: QWidget | None = None) -> None:
        self.row = row
        self.when = Text(row.when, bold=not row.trouble)
        self.what = Text(row.what)
        self.where = QuietText(row.where)
        self.put_back = TextButton(language.t("Put back…"))
        self.put_back.setObjectName(f"put_back:{row.copy.path.name}")
        self.put_back.setAccessibleName(language.t("{words}: {name}", words=self.put_back.text(), name=row.when))
        self.put_back.setMinimumHeight(TOUCH)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        for label in (self.when, self.what, self.where):
            words.addWidget(label)
        super().__init__(words, self.put_back, parent)
        self.where.setVisible(bool(row.where))
        self.put_back.setVisible(row.can_be_put_back)


class RestoreDialog(QuestionDialog):
    """Asks whether to restore a backup. The field `passphrase` is hidden unless the backup needs another one."""

    def __init__(
        self, state: RestoreState, language: Language, *, is_locked: bool, parent: QWidget | None = None
    ) -> None:
        t = language.t
        super().__init__(state.title, state.lines, t("Put this backup back"), t("Leave my diary as it is"), parent)
        self.passphrase = QLineEdit(self)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhHiddenText)
        self.passphrase.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.passphrase.setMinimumHeight(TOUCH)
        self.passphrase.setVisible(is_locked)
        if is_locked:
            question = Text(t("The passphrase this backup was made with"))
            self.passphrase.setAccessibleName(question.text())
            self.body.addWidget(question)
            self.body.addWidget(self.passphrase)
            self.yes.setEnabled(False)
            self.passphrase.textChanged.connect(lambda text: self.yes.setEnabled(bool(text)))
            self.passphrase.returnPressed.connect(self.yes.setFocus)
            self.fit()
            self.passphrase.setFocus()


class SecondCard(Card):
    """Emits `chosen` with a folder's name, and `forget_requested`."""

    chosen = Signal(str)
    forget_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(
            t("A second place"),
            t("A stick or another disk, in case this computer breaks or gets lost."),
            parent,
        )
        self._language = context.language
        self.where = Text()
        self.remarks = QuietText()
        self.choose = TextButton(t("Choose a place…"))
        self.forget = TextButton(t("Do not use it any more"))
        self.folder = FolderButton(context.language)
        self.said = QuietText()
        self.notice = NoticeText()
        told = QVBoxLayout()
        told.setSpacing(Space.SMALL)
        for label in (self.where, self.remarks):
            told.addWidget(label)
        self.body.addLayout(told)
        buttons = WrapLayout(spacing=Space.SMALL)
        for button, name in (
            (self.choose, "choose_second"),
            (self.folder, "open_second"),
            (self.forget, "forget_second"),
        ):
            button.setObjectName(name)
            button.setMinimumHeight(TOUCH)
            buttons.addWidget(button)
        self.body.addLayout(buttons)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.said)
        self.choose.clicked.connect(self.ask)
        self.forget.clicked.connect(self.forget_requested)
        self.folder.told.connect(self.notice.say)
        for widget in (self.where, self.remarks, self.forget):
            widget.hide()
        self.say("")

    def show_state(self, state: BackupsState) -> None:
        """Show the second place and the state of the backups in it."""
        t = self._language.t
        self.where.setText(state.second)
        self.where.show()
        self.remarks.setText("\n".join(state.remarks))
        self.remarks.setVisible(bool(state.remarks))
        self.choose.setText(t("Choose another place…") if state.has_second else t("Choose a place…"))
        self.forget.setVisible(state.has_second)
        self.folder.lead_to(state.second_folder, t("A second place"))

    def say(self, sentence: str, trouble: str = "") -> None:
        """Show what was done, or why it was refused."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.notice.say(trouble)

    def ask(self) -> QFileDialog:
        """Ask for a folder with the system's own dialog."""
        dialog = QFileDialog(self.window(), self._language.t("A second place for backups"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog


SHOW_WORK_AFTER_MS = 300
STOPPABLE_MS = 1000


class SummaryCard(Card):
    """Emits `make_requested`, `stop_requested` and `undo_requested`."""

    make_requested = Signal()
    stop_requested = Signal()
    undo_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(
            t("Backups of your diary"),
            t("In case something goes wrong with the file. They are made by themselves."),
            parent,
        )
        self._language = context.language
        self.newest = Text()
        self.trial = Text()
        rule = QuietText(
            t(
                "A backup is made on every day on which you change something. Older ones make room: the newest of "
                "12 days, 10 weeks and 9 months stay."
            )
        )
        self.make = MainButton(t("Make a backup now"))
        self.folder = FolderButton(context.language)
        self.working = _Working(context)
        self.said = Text()
        self.undo = TextButton(t("Undo this"), "undo")
        self.notice = NoticeText()
        self._lay_out(rule)
        self.make.clicked.connect(self.make_requested)
        self.undo.clicked.connect(self.undo_requested)
        self.working.stop.clicked.connect(self.stop_requested)
        self.folder.told.connect(self.notice.say)
        for label in (self.newest, self.trial):
            label.hide()
        self.say("")

    def _lay_out(self, rule: QuietText) -> None:
        done = QHBoxLayout()
        done.setSpacing(Space.MEDIUM)
        done.addWidget(self.said, 1)
        done.addWidget(self.undo)
        self.undo.setMinimumHeight(TOUCH)
        self.make.setObjectName("make_copy")
        self.undo.setObjectName("undo_put_back")
        self.folder.setObjectName("open_copies")
        buttons = WrapLayout(spacing=Space.MEDIUM)
        buttons.addWidget(self.make)
        buttons.addWidget(self.folder)
        self.body.addLayout(done)
        for widget in (self.newest, self.trial, rule):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)
        self.body.addWidget(self.working)
        self.body.addWidget(self.notice)

    def show_state(self, state: BackupsState) -> None:
        """Show the backups that were found."""
        self.newest.setText(state.newest)
        self.newest.show()
        self.trial.setText(state.trial)
        self.trial.setVisible(bool(state.rows))

    def say(self, sentence: str, *, can_undo: bool = False) -> None:
        """Show what was done."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
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
        self.stop.setMinimumHeight(TOUCH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        self._soon = _timer(self, SHOW_WORK_AFTER_MS)
        self._later = _timer(self, STOPPABLE_MS)
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


def _timer(parent: QWidget, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer


class BackupsMemory(Struct, frozen=True):
    """Holds the scroll position, the last message, and the backup that would undo the restore."""

    scrolled: int
    said: str
    undo: Path | None
    shows_all: bool


class BackupsPage(QWidget):
    """Emits `restore_requested` with a backup's path, the message for afterwards, and its passphrase if it has
    another. The window restores it, because every page shows another diary then."""

    restore_requested = Signal(object, str, str)

    def __init__(
        self, context: Context, backups: BackupService, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("copies_page")
        self._context = context
        self._backups = backups
        self._background = background
        self._task: Job | None = None
        self._undo: Path | None = None
        self.found: BackupOverview | None = None
        self.summary = SummaryCard(context)
        self.second = SecondCard(context)
        self.list = ListCard(context)
        self.list.hide()
        self.area = TextColumn((self.summary, self.second, self.list))
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, 0)
        page.setSpacing(Space.MEDIUM)
        page.addWidget(Title(context.language.t("Backups")))
        page.addWidget(self.area, 1)
        self.setFocusProxy(self.summary.make)
        self._connect()

    def _connect(self) -> None:
        self.summary.make_requested.connect(self.make)
        self.summary.stop_requested.connect(lambda: None if self._task is None else self._task.stop())
        self.summary.undo_requested.connect(self._on_undo)
        self.second.chosen.connect(self.choose)
        self.second.forget_requested.connect(self._on_forget)
        self.list.restore_requested.connect(self.ask)

    @property
    def is_working(self) -> bool:
        """Whether work is going on in the thread."""
        return self._task is not None

    def memory(self) -> BackupsMemory:
        """Return the state of the page, to restore it in another language, theme or size."""
        return BackupsMemory(
            self.area.verticalScrollBar().value(), self.summary.said.text(), self._undo, self.list.shows_all
        )

    def recall(self, memory: BackupsMemory) -> None:
        """Show what was remembered."""
        self.list.shows_all = memory.shows_all
        self.on_put_back(memory.said, memory.undo)

    def look(self) -> None:
        """List the backups in both places."""
        t = self._context.language.t
        self.summary.show_work(t("Looking at the backups…"))
        self._task = self._background.do(
            lambda task: self._backups.look(task.told), self._on_looked, self.refuse, self._on_progress, self
        )

    def make(self) -> None:
        """Make a backup now."""
        work = partial(self._backups.back_up_now, in_use=True)
        self._do(self._context.language.t("A backup is being made…"), work, self._on_kept)

    def choose(self, folder: str) -> None:
        """Keep backups in this folder too."""
        work = partial(self._backups.choose_second, Path(folder))
        self._do(
            self._context.language.t("The backups are going there…"), work, self._on_kept, self._on_not_chosen
        )

    def ask(self, copy: Backup) -> RestoreDialog:
        """Explain what restoring this backup does, and ask for confirmation."""
        t = self._context.language.t
        is_protected = self._backups.key is not None
        state = build_restore(copy, self._context.language, is_protected=is_protected)
        dialog = RestoreDialog(state, self._context.language, is_locked=copy.locked, parent=self.window())
        said = t("Your diary is as it was on {moment}.", moment=moment_words(copy.made_at, self._context.language))
        dialog.accepted.connect(lambda: self.restore_requested.emit(copy.path, said, dialog.passphrase.text()))
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

    def _on_progress(self, number: int, of: int) -> None:
        t = self._context.language.t
        if self._task is not None:
            self.summary.show_work(t("Looking at the backups: {number} of {count}", number=number, count=of))

    def _on_looked(self, found: BackupOverview) -> None:
        self._rest()
        self.found = found
        state = build_backups(found, Path.home(), self._context.language)
        self.summary.show_state(state)
        t = self._context.language.t
        self.summary.folder.lead_to(found.first if found.first.is_dir() else None, t("Backups of your diary"))
        self.second.show_state(state)
        self.list.show_rows(state.rows, state.stopped)

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
        t = self._context.language.t
        try:
            self._backups.forget_second()
        except Refusal as refusal:
            self._on_not_chosen(refusal)
            return
        self.second.say(t("No more backups go there. Those that are there stay."))
        self.look()

    def _on_undo(self) -> None:
        t = self._context.language.t
        if self._undo is not None:
            self.restore_requested.emit(self._undo, t("That is undone: your diary is as it was before."), "")

    def refuse(self, refusal: Refusal) -> None:
        """Show why something was refused."""
        self._rest()
        self.summary.notice.say(refusal_sentence(self._context.language, None, refusal))

    def _on_not_chosen(self, refusal: Refusal) -> None:
        self._rest()
        self.second.say("", refusal_sentence(self._context.language, None, refusal))

    def _rest(self) -> None:
        self._task = None
        self.summary.show_work("")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.is_working:
            self.look()
