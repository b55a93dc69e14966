"""Where the diary is, who can read it, and the way to its folder."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from diary.paths import backup_folder
from diary.screens.settings import DataState, build_data
from diary.ui.context import Context
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeText, Text
from diary.ui.widgets.layouts import WrapLayout


class DataCard(Card):
    """Says where the file at `diary` is; opens its folder in the computer's own way."""

    def __init__(self, context: Context, diary: Path, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(t("Where is my data?"), parent=parent)
        self._language = context.language
        self._diary = diary.absolute()
        self.where = Text()
        self.where.setToolTip(str(self._diary))
        self.copies = Text()
        self.open = TextButton(t("Open the folder"))
        self.privacy = TextButton(t("More about privacy"))
        self.notice = NoticeText()
        self.body.addWidget(self.where)
        self.body.addWidget(self.copies)
        for line in self._state().lines:
            self.body.addWidget(Text(line))
        buttons = WrapLayout(spacing=Space.SMALL)
        for button, name in ((self.open, "open_folder"), (self.privacy, "privacy")):
            button.setObjectName(name)
            button.setMinimumHeight(TOUCH)
            buttons.addWidget(button)
        self.body.addLayout(buttons)
        self.body.addWidget(self.notice)
        self.open.clicked.connect(self._on_open)
        self.show_place()

    def show_place(self) -> None:
        """Say where the file is, and its copies once there are any."""
        state = self._state()
        self.where.setText(state.where)
        self.copies.setText(state.copies)
        self.copies.setVisible(bool(state.copies))
        self.notice.say("")

    def _state(self) -> DataState:
        return build_data(self._diary, backup_folder(self._diary), Path.home(), self._language)

    def _on_open(self) -> None:
        folder = self._diary.parent
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        sentence = self._language.t("The folder could not be opened from here. It is {folder}.", folder=folder)
        self.notice.say("" if opened else sentence)
