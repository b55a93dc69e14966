"""Prints finished pages in full resolution, without margins of the printer's own."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QRectF
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from diary.content.language import Language
from diary.domain.refusal import Reason, Refusal
from diary.storage.whole_file import write_whole
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


def print_pages(printer: QPrinter, pictures: Sequence[bytes]) -> Path | None:
    """Print PNG pictures, one a page. A file that was chosen in the dialog is written as every file is, whole, for
    its owner only and never over a diary, and returned. Raises Refusal PRINTER_SILENT, and as `write_whole`."""
    if not printer.outputFileName():
        _paint(printer, pictures)
        return None
    file = Path(printer.outputFileName())
    content = QBuffer()
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(content)
    writer.setPageLayout(printer.pageLayout())
    _paint(writer, pictures)
    write_whole(file, bytes(content.data().data()))
    return file


def _paint(device: QPagedPaintDevice, pictures: Sequence[bytes]) -> None:
    painter = QPainter()
    if not painter.begin(device):
        raise Refusal(Reason.PRINTER_SILENT)
    for index, picture in enumerate(pictures):
        if index and not device.newPage():
            painter.end()
            raise Refusal(Reason.PRINTER_SILENT)
        painter.drawImage(QRectF(0, 0, device.width(), device.height()), QImage.fromData(picture))
    if not painter.end():
        raise Refusal(Reason.PRINTER_SILENT)
