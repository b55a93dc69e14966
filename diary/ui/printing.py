"""Prints finished pages in full resolution, without margins of the printer's own."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from diary.content.language import Language
from diary.ui.widgets.saving import documents

PRINT_PPI = 300.0


SIZES = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


def sheet_printer(paper: str = "a4") -> QPrinter:
    """Return a printer for whole pages of a paper of SIZES; keep a reference as long as it prints."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(SIZES[paper]))
    printer.setFullPage(True)
    return printer


def ask_printer(
    parent: QWidget, printer: QPrinter, language: Language, paint: Callable[[QPrinter], object]
) -> QDialog:
    """Ask which printer, then `paint` on it: Qt's dialog hands it over when it is accepted. Without any printer a
    PDF file is offered, by its whole name: Qt would offer a folder, and refuse it. Keep `printer` longer than the
    dialog: Qt still needs it then."""
    if not (printer.outputFileName() or QPrinterInfo.availablePrinterNames()):
        name = language.t("Symptom Diary")
        printer.setOutputFileName(str(documents() / f"{name}.pdf"))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(language.t("Print"))
    dialog.accepted.connect(paint)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return dialog


def paint_pages(printer: QPrinter, pictures: Sequence[bytes]) -> bool:
    """Paint PNG pictures, one a page; false when the printer refuses them."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for index, picture in enumerate(pictures):
        if index and not printer.newPage():
            painter.end()
            return False
        sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
        painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), QImage.fromData(picture))
    return painter.end()
