"""The dialog after everything was deleted: what is gone, and what the program could not delete."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.screens.my_data import build_erased
from diary.storage.backups.erase import DiaryFiles
from diary.ui.style import CARD, Space
from diary.ui.widgets.buttons import MainButton
from diary.ui.widgets.labels import Heading, Text

WIDTH = 560


class ErasedDialog(QDialog):
    """Emits `finished` when it is closed."""

    def __init__(
        self,
        found: DiaryFiles,
        left: Iterable[Path],
        home: Path,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        state = build_erased(found, tuple(left), home, language)
        self.setWindowTitle(language.t("Symptom Diary"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setBackgroundRole(CARD)
        self.setAutoFillBackground(True)
        self.close_button = MainButton(language.t("Close the program"))
        self.close_button.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        column.setSpacing(Space.LARGE)
        column.addWidget(Heading(state.title))
        for line in state.lines:
            column.addWidget(Text(line))
        column.addStretch(1)
        column.addWidget(self.close_button)
        self.resize(WIDTH, column.heightForWidth(WIDTH))
        self.close_button.setFocus()
