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

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(language.t("Open the folder"), parent=parent)
        self._language = language
        self._folder: Path | None = None
        self.setMinimumHeight(TOUCH)
        self.hide()
        self.clicked.connect(self._on_clicked)

    def lead_to(self, folder: Path | None, name: str) -> None:
        """Open this folder from now on; `name` says aloud which one it is, because a page has several."""
        self._folder = folder
        self.setAccessibleName(self._language.t("{words}: {name}", words=self.text(), name=name))
        self.setToolTip("" if folder is None else str(folder))
        self.setVisible(folder is not None)

    def _on_clicked(self) -> None:
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
        sentence = self._language.t(
            "The folder could not be opened from here. It is {folder}.", folder=self._folder
        )
        self.told.emit("" if opened else sentence)
