"""A line to type in is heard when Tab comes to it."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import diary
from diary.ui.widgets.line import Line


@pytest.mark.parametrize(("text", "selected"), [("", ""), ("7 hours", "7 hours")])
def test_the_cursor_of_an_empty_line_does_not_move_before_the_focus(
    text: str, selected: str, qtbot: QtBot
) -> None:
    window, lines = QWidget(), (Line("first"), Line(text))
    column = QVBoxLayout(window)
    for line in lines:
        column.addWidget(line)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    lines[0].setFocus()
    changed: list[str] = []
    lines[1].selectionChanged.connect(lambda: changed.append(lines[1].selectedText()))
    window.focusNextChild()
    assert lines[1].hasFocus()
    assert lines[1].selectedText() == selected
    assert changed == ([selected] if selected else [])


def test_every_line_of_the_program_is_one() -> None:
    bare = re.compile(r"(?<!\w)QLineEdit\(|^class \w+\(QLineEdit\b", re.MULTILINE)
    for path in (Path(diary.__file__).parent / "ui").rglob("*.py"):
        if path.name != "line.py":
            assert not bare.findall(path.read_text(encoding="utf-8")), path
