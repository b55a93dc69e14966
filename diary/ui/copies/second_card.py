"""The second place for copies: which it is, whether it is there, and choosing it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from diary.screens.copies import CopiesState
from diary.ui.context import Context
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.folder_button import FolderButton
from diary.ui.widgets.labels import NoticeText, QuietText, Text
from diary.ui.widgets.layouts import WrapLayout


class SecondCard(Card):
    """Emits `chosen` with a folder's name, and `forget_wished`."""

    chosen = Signal(str)
    forget_wished = Signal()

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
        self.forget.clicked.connect(self.forget_wished)
        self.folder.told.connect(self.notice.say)
        for widget in (self.where, self.remarks, self.forget):
            widget.hide()
        self.say("")

    def show_state(self, state: CopiesState) -> None:
        """Show which place it is, and how it is there."""
        t = self._language.t
        self.where.setText(state.second)
        self.where.show()
        self.remarks.setText("\n".join(state.remarks))
        self.remarks.setVisible(bool(state.remarks))
        self.choose.setText(t("Choose another place…") if state.has_second else t("Choose a place…"))
        self.forget.setVisible(state.has_second)
        self.folder.lead_to(state.second_folder, t("A second place"))

    def say(self, sentence: str, trouble: str = "") -> None:
        """Say what was done, or why it was not."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.notice.say(trouble)

    def ask(self) -> QFileDialog:
        """Ask for a folder with the system's own dialog."""
        dialog = QFileDialog(self.window(), self._language.t("A second place for copies"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
