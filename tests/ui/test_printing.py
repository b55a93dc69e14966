"""Printing where there is no printer: a PDF file is offered by its whole name."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from diary.content.language import load_language
from diary.paths import resources
from diary.ui.printing import ask_printer, paint_pages, sheet_printer


@pytest.mark.parametrize("printers", [[], ["Laser"]])
def test_without_a_printer_a_file_is_offered(
    printers: list[str], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path))
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: printers)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    printer, painted = sheet_printer(), list[bool]()
    file = tmp_path / "Klachtendagboek.pdf"
    language = load_language("nl", resources())
    dialog = ask_printer(window, printer, language, lambda _printer: painted.append(paint_pages(printer, [])))
    offered = [field.text() for field in dialog.findChildren(QLineEdit)]
    assert (str(file) in offered) is (not printers)
    if not printers:
        dialog.accept()
        assert painted == [True]
        assert file.read_bytes().startswith(b"%PDF")
