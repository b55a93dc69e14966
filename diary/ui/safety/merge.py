"""Merging copies: the section of Settings, the dialog about a copy, and the one about entries that differ."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import EntryKey, EntryValue, Merged
from diary.journal.journal import Journal
from diary.journal.merge import Merging
from diary.journal.merge_files import MergeCandidate
from diary.screens.card_lines import joined
from diary.screens.differences import EntryDifference, build_differences
from diary.screens.merge import build_folder_notice, build_merge, build_merged
from diary.storage.sync_folder import FolderKind, folder_kind_of
from diary.ui.background import Task
from diary.ui.pages import Context
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeText, QuietText, Text, Title
from diary.ui.widgets.layouts import fill, in_page
from diary.ui.widgets.new_passphrase import ask_passphrase
from diary.ui.widgets.question_dialog import ListDialog
from diary.ui.widgets.saving import ask_open
from diary.ui.widgets.scrolling import BeginsAt, TextColumn


class MergeDialog(ListDialog):
    """Shows an offer. `accept_offer` backs up both files and merges; it runs only when the button is pressed."""

    def __init__(
        self,
        offer: MergeCandidate,
        library: Library,
        accept_offer: Callable[[MergeCandidate], Merging],
        parent: QWidget | None = None,
    ) -> None:
        self._state = build_merge(offer.path.name, offer.merging.relation, offer.merging.entries, library)
        super().__init__(
            library.language.t("Another copy of your diary"),
            self._state.sentence,
            library.language,
            parent,
            quiet_close=bool(self._state.action),
        )
        self._offer = offer
        self._library = library
        self._accept_offer = accept_offer
        self.notice = NoticeText()
        self.bring = MainButton(self._state.action, on_click=self._on_bring)
        self.bring.setVisible(bool(self._state.action))
        self.buttons.insertWidget(0, self.notice, 1)
        self.buttons.addWidget(self.bring)
        for heading, lines in self._state.rows:
            self.add_row(heading, lines)
        if self._state.more:
            self.add_remark(self._state.more)
        if self._state.action:
            self.bring.setFocus()

    def _on_bring(self) -> None:
        self.notice.say("")
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._accept_offer(self._offer)
        except Refusal as refusal:
            self.notice.say(refusal_sentence(self._library.language, self._library.words, refusal))
            return
        finally:
            QApplication.restoreOverrideCursor()
        self.bring.hide()
        self.sentence.setText(build_merged(self._library.language))
        self.close_button.setFocus()


WORDS_AFTER_MS = 300


class MergingPage(BeginsAt, QWidget):
    """Lets the person choose a copy of the diary, shows what it adds, and merges it."""

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__()
        t = context.language.t
        self._context = context
        self._journal = journal
        self._chosen = Path()
        self.looking: Task | None = None
        self.choose = TextButton(t("Choose the other copy"), on_click=self._on_choose)
        self.notice = NoticeText()
        self.waiting = QuietText(t("Looking…"))
        self.waiting.hide()
        self._soon = QTimer(self, singleShot=True, interval=WORDS_AFTER_MS)
        self._soon.timeout.connect(self.waiting.show)
        self.begin = self.choose
        bring = Card(t("Bring two copies together"))
        which = t(
            "Did you write in your diary on two computers? Choose the other file. You first see what is in it."
        )
        lost = t("Nothing is lost: what only one of the two has is kept, and of what both changed both are kept.")
        fill(bring.body, Text(which), Text(lost), self.choose, self.waiting, self.notice)
        in_page(Title(t("Two computers")), last=TextColumn([bring, self._where()]), within=self)

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
        language = self._context.language
        kind = language.t("Diaries (*.diary)")
        ask_open(self, language, language.t("Choose the other copy"), self.look_at, kind)

    def _on_ended(self) -> None:
        self.looking = None
        self._soon.stop()
        self.waiting.hide()

    def _on_found(self, offer: MergeCandidate) -> None:
        MergeDialog(offer, self._context.library, self._journal.history.accept, self.window()).open()

    def _on_refused(self, refusal: Refusal) -> None:
        if refusal.reason is Reason.FILE_ENCRYPTED and self._ask_passphrase():
            return
        self.notice.say(self._context.sentence(refusal))

    def _ask_passphrase(self) -> bool:
        """Ask for the passphrase of the chosen file, and compare again; false when none was given."""
        language = self._context.language
        words = ask_passphrase(self, language, language.t("The passphrase of the other copy"))
        if words:
            self.look_at(self._chosen, words)
        return bool(words)


Take = Callable[[EntryKey, EntryValue], None]


class BothDialog(ListDialog):
    """Shows the differing entries. `take` stores the other version, and shows its own refusal."""

    def __init__(
        self, merged: Sequence[Merged], library: Library, take: Take, parent: QWidget | None = None
    ) -> None:
        t = library.language.t
        super().__init__(
            t("Filled in twice"),
            t(
                "This was filled in here, and in another copy of your diary too. One of the two is in your diary,"
                " the other one is kept."
            ),
            library.language,
            parent,
        )
        self._library = library
        self._take = take
        self.choices: list[TextButton] = []
        self._show(build_differences(merged, library))

    def _show(self, differences: Sequence[EntryDifference]) -> None:
        t = self._library.language.t
        self.clear()
        self.choices = []
        for each in differences:
            now, kept = (each.ours, each.theirs) if each.is_ours else (each.theirs, each.ours)
            lines = [t("In your diary: {value}", value=now), t("The other one: {value}", value=kept)]
            buttons = []
            other = each.entry.theirs if each.is_ours else each.entry.ours
            if other is not None:
                button = TextButton(t("Take the other one"))
                button.setAccessibleName(t("Take the other one: {name}, {value}", name=each.name, value=kept))
                button.clicked.connect(partial(self._on_taken, differences, each, other))
                self.choices.append(button)
                buttons.append(button)
            self.add_row(joined((each.day, each.name)), lines, buttons)

    def _on_taken(
        self, differences: Sequence[EntryDifference], chosen: EntryDifference, value: EntryValue
    ) -> None:
        self._take(chosen.entry.key, value)
        self._show([each.turned() if each is chosen else each for each in differences])
        self.close_button.setFocus()
