"""A window of its own for a diary that cannot be read: shown instead of the diary, or over it when it was open."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.mended import Mended
from diary.domain.refusal import Reason, Refusal
from diary.journal.first_aid import Aid, FirstAid
from diary.screens.mending import Found, MendedState, Step, build_damage, build_mended
from diary.ui.mending.page import MendingPage
from diary.ui.style import TOUCH, Space
from diary.ui.task import Task
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Rule
from diary.ui.widgets.layouts import WrapLayout
from diary.ui.widgets.scrolling import Scrolling

WIDTH, HEIGHT = 760, 720


class MendingDialog(QDialog):
    """Accepted when there is a diary again that can be opened.

    `let_go` is called before the file is replaced, when the diary is open in this program; `days` are those that
    are not as they were written.
    """

    def __init__(
        self,
        aid: FirstAid,
        reason: Reason,
        language: Language,
        parent: QWidget | None = None,
        let_go: Callable[[], None] = lambda: None,
        days: Sequence[date] = (),
    ) -> None:
        super().__init__(parent)
        self._aid = aid
        self._reason = reason
        self._language = language
        self._let_go = let_go
        self._days = days
        self._found: Found | None = None
        self._task: Task | None = None
        self.page = MendingPage(language)
        t = language.t
        self.setWindowTitle(t("Symptom Diary"))
        self.others = TextButton(t("Look at other copies"))
        self.folder = TextButton(t("Open the folder"))
        self.leave = TextButton(t("Close"))
        self.finish = MainButton(t("Open the diary"))
        self.finish.hide()
        self._lay_out()
        self._connect()
        self.resize(WIDTH, HEIGHT)
        self._show()
        self.look()

    @property
    def is_busy(self) -> bool:
        """Whether something is being done."""
        return self._task is not None

    def look(self, copy: Path | None = None) -> None:
        """See what there is; `copy` is the one to go by, the newest when none is said."""
        self._do(partial(self._aid.look, copy), self._on_found)

    def take(self, step: Step) -> None:
        """Do what was chosen."""
        chosen = self._found.chosen if self._found else None
        steps: dict[Step, Callable[[], Aid]] = {
            Step.LEAVE_OUT: self._aid.leave_out_leftover,
            Step.RESCUE: self._aid.rescue,
            Step.BEGIN_ANEW: self._aid.begin_anew,
        }
        if chosen is not None:
            steps[Step.PUT_BACK] = partial(self._aid.put_back, chosen.path)
            steps[Step.COMPLETE] = partial(self._aid.complete, chosen.path)
        self._let_go()
        self._do(steps[step], self._on_aided)

    def unlock(self, passphrase: str) -> None:
        """Use this passphrase for what is encrypted, and look again."""

        def look_again() -> Found:
            self._aid.unlock(passphrase)
            return self._aid.look()

        self._do(look_again, self._on_found)

    def ask_elsewhere(self) -> QFileDialog:
        """Ask for a copy in another folder."""
        dialog = QFileDialog(self, self._language.t("A copy in another folder…"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self._language.t("Diaries (*.diary)"))
        dialog.fileSelected.connect(lambda name: self.look(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_busy:
            event.ignore()
            return
        super().closeEvent(event)

    def reject(self) -> None:
        """Escape and the Close button, not while something is being done."""
        if not self.is_busy:
            super().reject()

    def _show(self) -> None:
        self.page.show_damage(build_damage(self._reason, self._aid.path, self._found, self._language, self._days))

    def _do(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        if self._task is not None:
            return
        self.page.notice.say("")
        self._set_busy(True)
        self._task = Task(work, done, self._on_refused, self)
        self._task.ended.connect(self._on_ended)
        self._task.start()

    def _on_ended(self) -> None:
        self._task = None
        self._set_busy(False)

    def _on_refused(self, refusal: Refusal) -> None:
        if self._found is None:
            self._on_found(Found((), None, 0, None, 0, None))
        self.page.notice.say(refusal_sentence(self._language, None, refusal))

    def _on_found(self, found: object) -> None:
        assert isinstance(found, Found)
        self._found = found
        self._show()
        first = next(iter(self.page.buttons.values()), None) or self.page.passphrase
        if first is not None:
            first.setFocus()

    def _on_aided(self, aid: object) -> None:
        assert isinstance(aid, Aid)
        t = self._language.t
        kept = () if aid.kept is None else (t("The old file is kept as {name}.", name=aid.kept.name),)
        mended = aid.mended
        state = (
            build_mended(mended, self._language, aid.kept)
            if isinstance(mended, Mended)
            else MendedState(kept, "", ())
        )
        self.page.show_mended(t("Your diary is back"), state)
        self.others.hide()
        self.leave.hide()
        self.finish.show()
        self.finish.setFocus()

    def _set_busy(self, is_busy: bool) -> None:
        self.page.set_busy(is_busy)
        for button in (self.others, self.folder, self.leave):
            button.setEnabled(not is_busy)

    def _on_folder(self) -> None:
        folder = self._aid.path.absolute().parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            sentence = self._language.t("The folder could not be opened from here. It is {folder}.", folder=folder)
            self.page.notice.say(sentence)

    def _connect(self) -> None:
        self.page.step_chosen.connect(self.take)
        self.page.copy_chosen.connect(self.look)
        self.page.elsewhere_requested.connect(self.ask_elsewhere)
        self.page.passphrase_typed.connect(self.unlock)
        self.page.sight_wanted.connect(
            lambda part: QTimer.singleShot(0, self, lambda: self._sheet.ensureWidgetVisible(part, 0, Space.WIDE))
        )
        self.others.clicked.connect(self.page.unfold_copies)
        self.folder.clicked.connect(self._on_folder)
        self.leave.clicked.connect(self.reject)
        self.finish.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        self._sheet = Scrolling(self.page)
        row = QWidget()
        bottom = QHBoxLayout(row)
        bottom.setContentsMargins(Space.HUGE, Space.MEDIUM, Space.HUGE, Space.WIDE)
        buttons = WrapLayout(spacing=Space.SMALL)
        for button in (self.others, self.folder, self.leave, self.finish):
            button.setMinimumHeight(TOUCH)
            buttons.addWidget(button)
        bottom.addLayout(buttons, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._sheet, 1)
        column.addWidget(Rule())
        column.addWidget(row)
