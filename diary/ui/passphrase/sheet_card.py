"""The recovery sheet: on paper at once, or as a file for who has no printer here."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Refusal
from diary.journal.vault import Vault
from diary.report.recovery_sheet import make_sheet, write_sheet
from diary.screens.recovery_sheet import SheetState, build_sheet
from diary.ui.context import Context
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeText, Text
from diary.ui.widgets.layouts import WrapLayout
from diary.ui.widgets.passphrase_field import PassphraseField
from diary.ui.widgets.save_dialog import ask_save

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class SheetCard(Card):
    """Emits `wished` with the passphrase and what to do once it is confirmed: whoever finds the window open must
    not be able to take the key along."""

    wished = Signal(str, object)

    def __init__(self, context: Context, vault: Vault, resources: Path, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(t("Recovery sheet"), parent=parent)
        self._context = context
        self._vault = vault
        self._resources = resources
        self._printer: QPrinter | None = None
        self.body.addWidget(
            Text(
                t(
                    "One page on paper that opens your diary when you have forgotten the passphrase. Keep it away"
                    " from the computer. Whoever has the sheet and the diary can read it."
                )
            )
        )
        self.current = PassphraseField(t("The passphrase you have now"), "current_for_sheet", context.language)
        self.notice = NoticeText()
        self.said = Text()
        self.said.hide()
        self.print = TextButton(t("Print the sheet"))
        self.save = TextButton(t("Save as PDF"))
        self.body.addWidget(self.current)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.said)
        row = WrapLayout(spacing=Space.SMALL)
        for button in (self.print, self.save):
            button.setMinimumHeight(TOUCH)
            row.addWidget(button)
        self.body.addLayout(row)
        self.current.entered.connect(partial(self._wish, self.ask_printer))
        self.print.clicked.connect(partial(self._wish, self.ask_printer))
        self.save.clicked.connect(partial(self._wish, self.ask_file))

    def _wish(self, then: Callable[[], QDialog], *_checked: bool) -> None:
        self._say("")
        self.wished.emit(self.current.take(), then)

    def _state(self) -> SheetState:
        return build_sheet(self._context.language, self._vault.raw, self._vault.today)

    def ask_file(self) -> QFileDialog:
        """Ask where the file goes, then write it."""
        t = self._context.language.t
        name, kind = t("recovery-sheet.pdf"), t("PDF document (*.pdf)")
        return ask_save(self.window(), t("Save as PDF"), kind, name, self.save_as)

    def save_as(self, path: Path) -> None:
        """Write the sheet as PDF, and say that the file is to go after printing."""
        language = self._context.language
        try:
            write_sheet(self._state(), language, self._resources, path)
        except Refusal as refusal:
            self.notice.say(refusal_sentence(language, None, refusal))
        else:
            self._say(language.t("The recovery sheet is in {path}. Print it, and delete the file.", path=path))

    def ask_printer(self) -> QDialog:
        """Ask for a printer, then print; nothing of it is written to a file of ours."""
        from PySide6.QtPrintSupport import QPrintDialog

        from diary.ui.printing import a4_printer

        self._printer = a4_printer()
        dialog = QPrintDialog(self._printer, self.window())
        dialog.setWindowTitle(self._context.language.t("Print"))
        dialog.accepted.connect(partial(self.print_on, self._printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)
        return dialog

    def print_on(self, printer: "QPrinter") -> None:
        """Print the sheet."""
        from diary.ui.printing import PRINT_PPI, paint_pages

        language = self._context.language
        pictures = make_sheet(self._state(), language, self._resources, "png", ppi=PRINT_PPI)
        if paint_pages(printer, pictures):
            self._say(language.t("Sent to the printer."))
        else:
            self.notice.say(
                language.t("The printer does not answer. Check that it is switched on, and try again.")
            )

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
