"""The section of Settings about merging other copies, built when first shown."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QVBoxLayout, QWidget

from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.journal.merge_files import MergeCandidate
from diary.screens.merge import build_folder_notice
from diary.storage.sync_folder import FolderKind, folder_kind_of
from diary.ui.pages import Context
from diary.ui.safety.merge_dialog import MergeDialog
from diary.ui.style import TOUCH, Space
from diary.ui.task import Task
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeText, QuietText, Text, Title
from diary.ui.widgets.scrolling import TextColumn

WORDS_AFTER_MS = 300


class MergingPage(QWidget):
    """Lets the person choose a copy of the diary, shows what it adds, and merges it."""

    def __init__(self, context: Context, journal: Journal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = context.language.t
        self._context = context
        self._journal = journal
        self._chosen = Path()
        self.looking: Task | None = None
        self.choose = TextButton(t("Choose the other copy"))
        self.choose.setMinimumHeight(TOUCH)
        self.choose.clicked.connect(self._on_choose)
        self.notice = NoticeText()
        self.waiting = QuietText(t("Looking…"))
        self.waiting.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WORDS_AFTER_MS)
        self._soon.timeout.connect(self.waiting.show)
        self.setFocusProxy(self.choose)
        self._lay_out()

    def _lay_out(self) -> None:
        t = self._context.language.t
        bring = Card(t("Bring two copies together"))
        for line in (
            t("Did you write in your diary on two computers? Choose the other file, and see first what it has."),
            t("Nothing is lost: what only one of the two has is kept, and of what both changed both are kept."),
        ):
            bring.body.addWidget(Text(line))
        bring.body.addWidget(self.choose)
        bring.body.addWidget(self.waiting)
        bring.body.addWidget(self.notice)
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, 0)
        page.setSpacing(Space.MEDIUM)
        page.addWidget(Title(t("Two computers")))
        page.addWidget(TextColumn([bring, self._where()]), 1)

    def _where(self) -> Card:
        language = self._context.language
        card = Card(language.t("On two computers"))
        found = folder_kind_of(self._journal.path, Path.home())
        if found is not None:
            service = "" if found is FolderKind.NETWORK else found.value
            card.body.addWidget(Text(build_folder_notice(service, language)))
            return card
        for line in (
            language.t("Your diary is a file on this computer only. To take it along, copy it to a stick."),
            language.t("After writing there, bring that copy and this one together here."),
        ):
            card.body.addWidget(Text(line))
        return card

    def look_at(self, path: Path, passphrase: str | None = None) -> None:
        """Compare a file with the diary in a thread, unless one is being compared, and show what it adds."""
        if self.looking is not None:
            return
        self.notice.say("")
        self._chosen = path
        self._soon.start()
        look = partial(self._journal.history.look_at, path, passphrase)
        self.looking = Task(look, self._on_found, self._on_refused, self)
        self.looking.ended.connect(self._on_ended)
        self.looking.start()

    def _on_choose(self) -> None:
        t = self._context.language.t
        chosen, _filter = QFileDialog.getOpenFileName(
            self, t("Choose the other copy"), str(Path.home()), t("Diaries") + " (*.diary)"
        )
        if chosen:
            self.look_at(Path(chosen))

    def _on_ended(self) -> None:
        self.looking = None
        self._soon.stop()
        self.waiting.hide()

    def _on_found(self, offer: MergeCandidate) -> None:
        MergeDialog(offer, self._context.library, self._journal.history.accept, self.window()).open()

    def _on_refused(self, refusal: Refusal) -> None:
        if refusal.reason is Reason.FILE_ENCRYPTED and self._ask_passphrase():
            return
        self.notice.say(refusal_sentence(self._context.language, self._context.library.words, refusal))

    def _ask_passphrase(self) -> bool:
        """Ask for the passphrase of the chosen file, and compare again; false when none was given."""
        t = self._context.language.t
        words, is_given = QInputDialog.getText(
            self, t("Passphrase"), t("The passphrase of the other copy"), QLineEdit.EchoMode.Password
        )
        if is_given and words:
            self.look_at(self._chosen, words)
        return bool(is_given and words)
