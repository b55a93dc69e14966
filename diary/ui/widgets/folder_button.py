"""The way to a folder, in the computer's own window for files."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from diary.content.language import Language
from diary.ui.style import TOUCH
from diary.ui.widgets.buttons import TextButton


class FolderButton(TextButton):
    """Hidden while there is no folder to open. `told` says why it did not open, or nothing when it did."""

    told = Signal(str)

    def __init__(self, language: Language, name: str = "", parent: QWidget | None = None) -> None:
        """`name` says aloud which folder it is, where a page has several."""
        t = language.t
        super().__init__(t("Open the folder"), parent=parent)
        self._language = language
        self._folder: Path | None = None
        self.setMinimumHeight(TOUCH)
        if name:
            self.setAccessibleName(t("{words}: {name}", words=self.text(), name=name))
        self.hide()
        self.clicked.connect(self._on_clicked)

    def show_folder(self, folder: Path | None) -> None:
        """Lead to this folder from now on."""
        self._folder = folder
        self.setToolTip("" if folder is None else str(folder))
        self.setVisible(folder is not None)

    def _on_clicked(self) -> None:
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
        sentence = self._language.t(
            "The folder could not be opened from here. It is {folder}.", folder=self._folder
        )
        self.told.emit("" if opened else sentence)
