"""The preferences for the window: language, theme, size of words. Stored outside the diary, per computer. What the
computer itself is set to is watched."""

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import SLOT, QLocale, QObject, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QStyleHints
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from diary.content.country import Country
from diary.ui.style import AppliedLook, look_in_use, system_pixels

if TYPE_CHECKING:
    from diary.report.page import Paper


def system_theme(hints: QStyleHints) -> str:
    """Return the name of the theme that fits the settings of the computer."""
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


LIGHT, DIM = "light", "dim"
SYSTEM = "system"
"""The theme that follows the settings of the computer."""
NIGHT = 21, 6
"""The hours at which a night begins and ends for who wants a dim window then."""
TEXT_SIZES = (100, 125, 150, 175, 200)
"""Percent of the usual size of words."""
LOCK_MINUTES = (5, 15, 30, 60, 0)
USUAL_LOCK_MINUTES = 15
PAPERS = "a4", "letter"
LETTER_LANDS = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])
"""Where paper is Letter, and A4 everywhere else (CLDR 45, paperSize)."""
T = TypeVar("T")
_SECTION = re.compile(r"\[.*\]")


_PLACE = re.compile(r"(-?\d{1,5}) (-?\d{1,5}) (\d{1,5}) (\d{1,5}) ([01])")


class WindowPlace(NamedTuple):
    """Where a window was on a screen when it was not maximised, in pixels, and whether it was."""

    left: int
    top: int
    width: int
    height: int
    is_maximised: bool = False


class _Kept(Generic[T]):
    """A preference that is kept under its own name: `read` returns what is chosen, `written` is its text."""

    def __init__(self, read: Callable[["Preferences"], T], written: Callable[[T], str] = str) -> None:
        self._read = read
        self._written = written

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, preferences: "Preferences", _owner: type | None = None) -> T:
        return self._read(preferences)

    def __set__(self, preferences: "Preferences", value: T) -> None:
        preferences.keep(self._name, self._written(value))


class Preferences:
    """One settings file. What is missing, broken or unknown there reads as the default."""

    def __init__(
        self,
        file: Path,
        languages: Collection[str],
        themes: Collection[str],
        language: str,
        country: Country = Country.ELSEWHERE,
    ) -> None:
        self._settings = _opened(file)
        self._languages = languages
        self._themes = tuple(themes)
        self._default_language = language
        self._default_country = country

    language = _Kept[str](lambda self: self._known("language", self._languages, self._default_language))
    """The code of the language chosen, else that of the computer."""
    country = _Kept[Country](
        lambda self: Country(self._known("country", [*map(str, Country)], self._default_country.value))
    )
    """The country whose numbers to call are shown: the one chosen, else that of the computer."""
    paper = _Kept["Paper"](lambda self: self._paper())
    """The paper of printed pages: the one chosen, else what is usual where this computer is set to."""
    dims_at_night = _Kept[bool](lambda self: self._settings.value("dims_at_night") == "1", lambda on: str(int(on)))
    """Whether the window is dim from NIGHT on, where the theme chosen is a light one."""
    text_size = _Kept[int](lambda self: int(self._known("text_size", [*map(str, TEXT_SIZES)], str(TEXT_SIZES[0]))))
    """The size of words in percent of the usual one."""
    words_percent = _Kept[int](lambda self: self._words_percent())
    """How large the computer asks programs to make their words, where they have to do so themselves."""
    lock_minutes = _Kept[int](
        lambda self: int(self._known("lock_minutes", [*map(str, LOCK_MINUTES)], str(USUAL_LOCK_MINUTES)))
    )
    """After how many minutes without a touch a diary with a passphrase is locked; 0 is never."""

    def keep(self, key: str, text: str) -> None:
        """Keep a text under this key."""
        self._settings.setValue(key, text)

    def _paper(self) -> "Paper":
        usual = QLocale.territoryToCode(QLocale.system().territory()) in LETTER_LANDS
        return "letter" if self._known("paper", PAPERS, PAPERS[usual]) == PAPERS[1] else "a4"

    def _words_percent(self) -> int:
        value = self._settings.value("words_percent")
        return min(max(int(value), 50), 300) if isinstance(value, str) and value.isdecimal() else 100

    @property
    def chosen_theme(self) -> str:
        """The name of the theme that was chosen; SYSTEM until one was."""
        return self._known("theme", self._themes, SYSTEM)

    @property
    def theme(self) -> str:
        """The name of the theme in use by day: the one chosen, else what the computer is set to now."""
        chosen = self.chosen_theme
        found = system_theme(QGuiApplication.styleHints()) if chosen == SYSTEM else chosen
        return found if found in self._themes else self._themes[0]

    @theme.setter
    def theme(self, name: str) -> None:
        self._settings.setValue("theme", name)

    def theme_at(self, hour: int) -> str:
        """Return the name of the theme at an hour of the clock: the one chosen, or at night the dim one."""
        is_night = hour >= NIGHT[0] or hour < NIGHT[1]
        return (
            DIM if self.dims_at_night and is_night and self.theme == LIGHT and DIM in self._themes else self.theme
        )

    @property
    def text_scale(self) -> float:
        """How many times as large as usual words are: what was chosen, times what the computer asks for."""
        return self.text_size * self.words_percent / 10_000

    def window_place(self, screen: str) -> WindowPlace | None:
        """Return where the window was left on this screen, or None when it was never there."""
        value = self._settings.value("window/" + screen)
        found = _PLACE.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            return None
        left, top, width, height, is_maximised = (int(number) for number in found.groups())
        return WindowPlace(left, top, width, height, bool(is_maximised))

    def keep_window_place(self, screen: str, place: WindowPlace) -> None:
        """Remember where the window is, and that this is the screen it was on last."""
        self._settings.setValue("window/" + screen, " ".join(str(int(number)) for number in place))
        self._settings.setValue("window_screen", screen)

    @property
    def last_screen(self) -> str:
        """The screen the window was on last; empty when that is unknown."""
        value = self._settings.value("window_screen")
        return value if isinstance(value, str) else ""

    def save_folder(self, kind: str) -> Path | None:
        """Return where the last file of this kind was saved, as long as that folder is there."""
        value = self._settings.value("save_folder/" + kind)
        folder = Path(value) if isinstance(value, str) else None
        return folder if folder is not None and folder.is_absolute() and folder.is_dir() else None

    def keep_save_folder(self, kind: str, folder: Path) -> None:
        """Remember where a file of this kind was saved; `kind` is its suffix."""
        self._settings.setValue("save_folder/" + kind, str(folder))

    def first_time(self, what: str) -> bool:
        """Return whether this notice was never shown on this computer, and remember that it now was."""
        told = self._settings.value("told/" + what) is not None
        if not told:
            self._settings.setValue("told/" + what, "1")
        return not told

    def _known(self, key: str, known: Collection[str], default: str) -> str:
        value = self._settings.value(key)
        return value if isinstance(value, str) and value in known else default


def _opened(file: Path) -> QSettings:
    """Open the settings in `file`. A file in another format is renamed first: Qt would read it as empty without an
    error, and the next choice would overwrite it."""
    with suppress(OSError):  # preferences must not prevent the start
        if file.is_file() and not _is_written_as_settings(file.read_bytes()):
            file.rename(_free_name(file))
    return QSettings(str(file), QSettings.Format.IniFormat)


def _is_written_as_settings(content: bytes) -> bool:
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return False
    return b"\0" not in content and all(
        not line.strip() or line.startswith((";", "#")) or _SECTION.fullmatch(line.strip()) or "=" in line
        for line in lines
    )


def _free_name(file: Path) -> Path:
    for number in count(1):
        again = f" ({number})" if number > 1 else ""
        aside = file.with_name(f"{file.stem} unreadable{again}{file.suffix}")
        if not aside.exists():
            return aside
    raise AssertionError


LOOK_MS = 20_000
PORTAL = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings"
WORDS = "org.gnome.desktop.interface", "text-scaling-factor"
_TYPED_IN = QLineEdit, QPlainTextEdit
_ON_SETTING: Any = SLOT("ask_words()")  # the stubs ask for bytes, which are refused


class LookWatch(QObject):
    """Emits `look_wanted` when a window that is shown should look otherwise than it does: the computer has other
    colours or larger words, or it is another hour. With `waits` not before nothing is open above the
    window and no cursor stands in it: what is built anew has none. `words_scaled` carries the percentage a Wayland
    desktop asks words to be made of, which is kept: there no display server does so."""

    look_wanted = Signal()
    words_scaled = Signal(int)

    def __init__(
        self, window: QWidget, preferences: Preferences, read_hour: Callable[[], int], *, waits: bool = True
    ) -> None:
        super().__init__(window)
        self._window, self._preferences, self._read_hour = window, preferences, read_hour
        self._waits = waits
        hints = QGuiApplication.styleHints()
        for changed in (
            hints.colorSchemeChanged,
            hints.accessibility().contrastPreferenceChanged,
            QGuiApplication.primaryScreen().logicalDotsPerInchChanged,
        ):
            changed.connect(self._on_changed)
        now_and_then = QTimer(self, interval=LOOK_MS)
        now_and_then.timeout.connect(self.look)
        now_and_then.start()
        self.words_scaled.connect(self._on_words_scaled)
        if QGuiApplication.platformName() == "wayland":
            self.follow_words()

    def look(self) -> None:
        """Compare the look there is with the one that is asked for now."""
        chosen = self._preferences
        wanted = AppliedLook(chosen.theme_at(self._read_hour()), system_pixels(), chosen.text_scale)
        above = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        is_in_hand = above is not None or isinstance(QApplication.focusWidget(), _TYPED_IN)
        if wanted != look_in_use() and self._window.isVisible() and not (self._waits and is_in_hand):
            self.look_wanted.emit()

    def follow_words(self) -> None:
        """Ask how large words should be, now and whenever a setting of the desktop changes."""
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        session = QDBusConnection.sessionBus()
        if session.isConnected():
            session.connect(*PORTAL, "SettingChanged", self, _ON_SETTING)
            self.ask_words()

    @Slot()
    def ask_words(self) -> None:
        """Ask, without waiting for the answer."""
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        call = QDBusMessage.createMethodCall(*PORTAL, "Read")
        call.setArguments(list(WORDS))
        waiting = QDBusPendingCallWatcher(QDBusConnection.sessionBus().asyncCall(call), self)
        waiting.finished.connect(self._on_answer)

    def _on_answer(self, answer: QObject) -> None:
        from PySide6.QtDBus import QDBusPendingCallWatcher, QDBusVariant

        assert isinstance(answer, QDBusPendingCallWatcher)
        found: object = next(iter(answer.reply().arguments()), None)  # an error has words, no number
        while isinstance(found, QDBusVariant):
            found = found.variant()
        if isinstance(found, float):
            self.words_scaled.emit(round(found * 100))
        answer.deleteLater()

    def _on_words_scaled(self, percent: int) -> None:
        self._preferences.words_percent = percent
        self.look()

    def _on_changed(self, _now: object) -> None:
        self.look()
