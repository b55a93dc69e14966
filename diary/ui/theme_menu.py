"""The button in the rail that offers the themes by their names."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from diary.content.language import Language
from diary.content.theme import Theme
from diary.ui.rail import RailButton


class ThemeMenu(QMenu):
    """Emits the name of another theme than `current`; gone once it is closed."""

    theme_chosen = Signal(str)

    def __init__(self, language: Language, themes: Sequence[str], current: str, parent: QWidget) -> None:
        super().__init__(parent)
        t = language.t
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(t("Colours"))
        words = {
            "light": t("Light"),
            "dim": t("Dim, for days when light is too much"),
            "dark": t("Dark"),
            "contrast": t("High contrast"),
        }
        group = QActionGroup(self)
        for name in themes:
            action = QAction(words.get(name, name), group)
            action.setCheckable(True)
            action.setChecked(name == current)
            action.setData(name)
            self.addAction(action)
            if name == current:
                self.setActiveAction(action)
        group.triggered.connect(lambda action: self._on_chosen(action.data(), current))

    def _on_chosen(self, name: str, current: str) -> None:
        if name != current:
            self.theme_chosen.emit(name)


class ThemeButton(RailButton):
    """A sun or a moon; emits the theme that was chosen from its menu."""

    theme_chosen = Signal(str)

    def __init__(self, language: Language, themes: Sequence[str], current: Theme) -> None:
        super().__init__(language.t("Colours"), "light" if current.dark else "dim")
        self._language = language
        self._themes = themes
        self._current = current.name

    def offer(self) -> None:
        """Open the menu beside the button; the theme on screen is marked."""
        menu = ThemeMenu(self._language, self._themes, self._current, self)
        menu.theme_chosen.connect(self.theme_chosen)
        menu.popup(self.mapToGlobal(self.rect().topRight()))
