"""The dialog that shows what another copy of the diary adds, with one button to merge it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Refusal
from diary.journal.merge import Merging
from diary.journal.merge_files import MergeCandidate
from diary.screens.merge import FileRelation, build_merge, build_merged
from diary.ui.widgets.buttons import MainButton
from diary.ui.widgets.labels import NoticeText
from diary.ui.widgets.question_dialog import ListDialog


class MergeDialog(ListDialog):
    """Shows an offer. `accept_offer` backs up both files and merges; it runs only when the button is pressed."""

    def __init__(
        self,
        offer: MergeCandidate,
        library: Library,
        accept_offer: Callable[[MergeCandidate], Merging],
        parent: QWidget | None = None,
    ) -> None:
        t = library.language.t
        self._state = build_merge(
            offer.path.name, FileRelation(offer.merging.relation.value), offer.merging.entries, library
        )
        super().__init__(
            t("Another copy of your diary"),
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
        self.buttons.insertWidget(self.buttons.count() - 1, self.bring)
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
