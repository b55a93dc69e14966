"""The ways out of the program: a PDF file, or paper. Each asks where to, with the system's own dialog."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Refusal
from diary.report.pdf import render_pages, write_pdf
from diary.screens.share import file_name
from diary.screens.summary import SummaryState
from diary.ui.context import Context
from diary.ui.widgets.save_dialog import ask_save

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Outlet(QWidget):
    """Saves and prints; says in one sentence what was `done` or why it was `refused`."""

    done = Signal(str)
    refused = Signal(str)

    def __init__(self, context: Context, resources: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._context = context
        self._resources = resources
        self._printer: QPrinter | None = None

    def ask_file(self, state: SummaryState, today: date) -> QFileDialog:
        """Ask for a file name, then save."""
        t = self._context.language.t
        name = file_name(today)
        return ask_save(
            self.window(), t("Save as PDF"), t("PDF document (*.pdf)"), name, partial(self.save, state)
        )

    def save(self, state: SummaryState, path: Path) -> None:
        """Write the page as PDF; a file that is there was asked about by the dialog."""
        try:
            write_pdf(state, self._context.library, self._resources, path)
        except Refusal as refusal:
            self.refused.emit(refusal_sentence(self._context.language, self._context.library.words, refusal))
        else:
            self.done.emit(self._context.language.t("Saved: {path}", path=path))

    def ask_printer(self, state: SummaryState) -> QDialog:
        """Ask for a printer, then print. The printer is kept: Qt still needs it after the dialog is gone."""
        from PySide6.QtPrintSupport import QPrintDialog

        from diary.ui.printing import a4_printer

        self._printer = a4_printer()
        dialog = QPrintDialog(self._printer, self.window())
        dialog.setWindowTitle(self._context.language.t("Print"))
        dialog.accepted.connect(partial(self.print, state, self._printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)
        return dialog

    def print(self, state: SummaryState, printer: "QPrinter") -> None:
        """Print the page."""
        from diary.ui.printing import PRINT_PPI, paint_pages

        t = self._context.language.t
        pictures = render_pages(state, self._context.library, self._resources, PRINT_PPI)
        if paint_pages(printer, pictures):
            self.done.emit(t("Sent to the printer."))
        else:
            self.refused.emit(t("The printer does not answer. Check that it is switched on, and try again."))
