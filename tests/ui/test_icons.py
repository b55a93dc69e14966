"""Icons: one drawing in every colour, drawn once."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.ui import icons
from diary.ui.icons import icon_file, icon_pixmap
from diary.ui.program import application


def test_an_icon_is_drawn_once_for_each_name_colour_and_size(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    file_of = icons.icon_file

    def noted(name: str) -> Path:
        asked.append(name)
        return file_of(name)

    monkeypatch.setattr(icons, "icon_file", noted)
    colour = QColor("#123457")
    first = icon_pixmap("trends", colour, 30).toImage()
    assert icon_pixmap("trends", colour, 30).toImage() == first
    assert asked == ["trends"]
    others = [icon_pixmap(*other) for other in (("today", colour, 30), ("trends", QColor("#654321"), 30))]
    assert all(other.toImage() != first for other in others)
    assert icon_pixmap("trends", colour, 31).size() != icon_pixmap("trends", colour, 30).size()
    assert len(asked) == 4


def test_every_window_gets_the_icon_of_the_program(qtbot: QtBot) -> None:
    qt = application()
    qtbot.waitUntil(lambda: not qt.windowIcon().isNull())
    shown, drawn = (icon.pixmap(64).toImage() for icon in (qt.windowIcon(), QIcon(str(icon_file("app")))))
    assert shown == drawn
