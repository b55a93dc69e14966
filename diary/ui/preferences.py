"""How a person likes the window: language, theme and size of words. Not in the diary: it is only comfort."""

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QSettings

from diary.screens.settings import TEXT_SIZES


class Preferences:
    """One settings file. What is missing, broken or unknown there reads as the default."""

    def __init__(self, file: Path, languages: Collection[str], themes: Collection[str], language: str) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)
        self._languages = languages
        self._themes = tuple(themes)
        self._default_language = language

    @property
    def language(self) -> str:
        """The code of the language chosen, else that of the computer."""
        return self._known("language", self._languages, self._default_language)

    @language.setter
    def language(self, code: str) -> None:
        self._settings.setValue("language", code)

    @property
    def theme(self) -> str:
        """The name of the theme chosen, else the first one."""
        return self._known("theme", self._themes, self._themes[0])

    @theme.setter
    def theme(self, name: str) -> None:
        self._settings.setValue("theme", name)

    @property
    def has_theme(self) -> bool:
        """Whether a theme was chosen or found before: false when the program starts for the first time."""
        return self._settings.contains("theme")

    @property
    def text_size(self) -> int:
        """The size of words in percent of the usual one."""
        return int(self._known("text_size", [str(size) for size in TEXT_SIZES], str(TEXT_SIZES[0])))

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self._settings.setValue("text_size", str(percent))

    def first_time(self, what: str) -> bool:
        """Whether this was not told on this computer yet; from now on it was."""
        told = self._settings.value("told/" + what) is not None
        if not told:
            self._settings.setValue("told/" + what, "1")
        return not told

    def _known(self, key: str, known: Collection[str], default: str) -> str:
        value = self._settings.value(key)
        return value if isinstance(value, str) and value in known else default
