import sys
from types import TracebackType

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from diary.ui.context import Context
from diary.ui.mishap import Mishaps


def _broken(secret: str) -> None:
    raise ValueError(secret)


def test_a_mishap_is_told_once_and_never_quotes_the_diary(
    context: Context, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    mishaps = Mishaps(lambda: window, lambda: context.language)
    for _ in range(3):
        try:
            _broken("my sister came by")
        except ValueError:
            mishaps.hook(*_caught())
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    QCoreApplication.processEvents()
    (box,) = window.findChildren(QMessageBox)
    said = capsys.readouterr().err
    assert "sister" not in said + box.text() + box.informativeText()
    assert "ValueError in test_mishap.py" in said
    assert "saved" in box.text()
    box.close()


def _caught() -> tuple[type[BaseException], BaseException, TracebackType | None]:
    kind, error, trace = sys.exc_info()
    assert kind is not None
    assert error is not None
    return kind, error, trace
