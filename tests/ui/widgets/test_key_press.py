"""Keys are declared by Qt's English names and work in every language."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from diary.ui.widgets.key_press import keys_words, shortcut


class Asked(QTranslator):
    """Remembers what it was asked to translate, and names every key "Taste"."""

    def __init__(self) -> None:
        super().__init__()
        self.sources: list[str] = []

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, source: str, _meaning: str | None = None, _count: int = -1) -> str:
        self.sources.append(source)
        return "Taste"


@pytest.mark.parametrize("keys", ["Ctrl+M", "PgUp", "Alt+Left", "Ctrl+Return", "Escape"])
def test_keys_work_whatever_they_are_called_in_the_language(qtbot: QtBot, keys: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    usual = shortcut(keys, window).key()
    asked = Asked()
    QCoreApplication.installTranslator(asked)
    asked.sources.clear()
    try:
        assert shortcut(keys, window).key() == usual
        assert asked.sources == []  # it would be asked for the names of all keys, at every shortcut of the start
        assert "Taste" in keys_words(keys) or keys == "Ctrl+M"
    finally:
        QCoreApplication.removeTranslator(asked)


def test_a_shortcut_may_work_inside_its_widget_only(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert shortcut("Escape", window).context() is Qt.ShortcutContext.WindowShortcut
    assert shortcut("Escape", window, inside=True).context() is Qt.ShortcutContext.WidgetWithChildrenShortcut
