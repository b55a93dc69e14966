"""The dialog that gives back what a therapist wrote beside a share: what goes in, by whom, and the small file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from diary.domain.refusal import Refusal
from diary.domain.therapist_mark import BY, MARKS, PROPOSALS
from diary.journal.give_back import ENDING, Given
from diary.screens.register import values_said
from diary.ui.pages import Context
from diary.ui.widgets.buttons import MainButton
from diary.ui.widgets.labels import Text
from diary.ui.widgets.question_dialog import ListDialog
from diary.ui.widgets.saving import SavedLine, ask_save


class GiveBackDialog(ListDialog):
    """Shows the marks and proposals at one share, and saves them for whose diary it is. `write` gets by whom they
    are and the file, and raises Refusal; `name` is what the file is called unless another is chosen."""

    def __init__(
        self,
        context: Context,
        given: Sequence[Given],
        by: str,
        name: str,
        write: Callable[[str, Path], object],
        parent: QWidget,
    ) -> None:
        t = context.language.t
        sentence = t("This goes into a small file. Its reader decides what stays.")
        if not given:
            sentence = t("You wrote nothing at this share yet. It goes under “My marks” or “My proposals”.")
        super().__init__(t("Give back"), sentence, context.language, parent, quiet_close=bool(given))
        self._context, self._file_name, self._write = context, name + ENDING, write
        self.by = QLineEdit(by)
        self.saved = SavedLine(context.language)
        self.save = MainButton(t("Save…"), on_click=self.ask_file)
        self._show(given)

    def _show(self, given: Sequence[Given]) -> None:
        library, t = self._context.library, self._context.language.t
        for key, data in given:
            name, words = values_said(library.register(key), data, None, library)
            if key == PROPOSALS:
                name = t("A proposal for the plan: {name}", name=name)
            self.add_row(name, [words])
        label = Text(t("Your name"))
        label.setBuddy(self.by)
        self.by.setAccessibleName(label.text())
        self.by.setMaxLength(library.register(MARKS).field(BY).longest)
        for part in (label, self.by, self.saved):
            part.setVisible(bool(given) and part is not self.saved)
            self.column.insertWidget(self.column.count() - 1, part)
        self.save.setVisible(bool(given))
        self.buttons.addWidget(self.save)
        (self.save if given else self.close_button).setFocus()

    def ask_file(self) -> QFileDialog:
        """Ask where the small file goes, then write it."""
        t = self._context.language.t
        kind = f"{t('Marks of a therapist')} (*{ENDING})"
        preferences = self._context.preferences
        return ask_save(
            self, self._context.language, t("Give back"), kind, self._file_name, self.give_back, preferences
        )

    def give_back(self, path: Path) -> None:
        """Write the file, and say where it is or why not."""
        try:
            self._write(self.by.text(), path)
        except Refusal as refusal:
            self.saved.refused(self._context.sentence(refusal))
        else:
            self.saved.saved(path)
