"""Printing where there is no printer: a PDF file is offered by its whole name."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from diary.content.language import load_language
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.printing import ask_printer, print_pages, sheet_printer


@pytest.mark.parametrize("printers", [[], ["Laser"]])
def test_without_a_printer_a_file_is_offered(
    printers: list[str], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path))
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: printers)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    printer, painted = sheet_printer(), list[Path | None]()
    file = tmp_path / "Klachtendagboek.pdf"
    language = load_language("nl", resources())
    dialog = ask_printer(window, printer, language, lambda _printer: painted.append(print_pages(printer, [])))
    offered = [field.text() for field in dialog.findChildren(QLineEdit)]
    assert (str(file) in offered) is (not printers)
    if not printers:
        dialog.accept()
        assert painted == [file]
        assert file.read_bytes().startswith(b"%PDF")
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_diary_is_never_printed_over(journal: Journal, tmp_path: Path) -> None:
    journal.answer(journal.today, "stress", 4)
    printer, path = sheet_printer(), tmp_path / "test.diary"
    before = path.read_bytes()
    printer.setOutputFileName(str(path))
    with pytest.raises(Refusal) as refused:
        print_pages(printer, [])
    assert refused.value.reason is Reason.FILE_EXISTS
    assert path.read_bytes() == before


def test_without_a_file_it_goes_to_the_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt begins nothing on a printer that is not there."""
    printer = sheet_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.NativeFormat)
    monkeypatch.setattr(QPainter, "begin", lambda _painter, _device: False)
    with pytest.raises(Refusal) as refused:
        print_pages(printer, [])
    assert refused.value.reason is Reason.PRINTER_SILENT
