"""Everything in front of the diary: one window, its language and colours, and a sample to look at from there."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from diary.content.articles import RED_FLAGS
from diary.content.country import Country, read_article
from diary.content.language import Language, language_names, load_language
from diary.content.theme import load_themes
from diary.journal.journal import Journal
from diary.ui.door.front import FrontWindow
from diary.ui.keeper import Keeper
from diary.ui.preferences import Preferences
from diary.ui.program import Program, application
from diary.ui.reading import ReadingDialog
from diary.ui.style import apply_look
from diary.ui.system_wish import wished_theme

if TYPE_CHECKING:
    from diary.ui.raising import Doorbell


@dataclass(frozen=True)
class House:
    """What is behind the door. `make_program` builds the diary's window around an open journal; `open_sample`
    gives the journal of a sample for as long as somebody looks at it; with `may_create` a diary may be begun."""

    resources: Path
    settings: Path
    system_language: str
    make_program: Callable[[Journal, Keeper | None], Program]
    open_sample: Callable[[str], AbstractContextManager[Journal]]
    may_create: bool
    system_country: Country = Country.ELSEWHERE


class Porch(QObject):
    """`path` is the diary's: a second start on it brings this window to the front. `is_busy` tells whether the
    window must stay for now."""

    def __init__(self, house: House, path: Path, is_busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._path = path
        self._is_busy = is_busy
        self.qt: QApplication = application()
        self.languages = language_names(house.resources)
        self._themes = load_themes(house.resources)
        self.preferences = Preferences(
            house.settings, self.languages, tuple(self._themes), house.system_language, house.system_country
        )
        if not self.preferences.has_theme:
            self.preferences.theme = wished_theme(self.qt.styleHints())
        self.code: str | None = None
        """The language asked for; None is the one preferred."""
        self.window: FrontWindow | None = None
        self._bell: Doorbell | None = None

    @property
    def spoken(self) -> Language:
        """The language in use."""
        return load_language(self.code or self.preferences.language, self._house.resources)

    def speak(self, code: str, show: Callable[[], None]) -> None:
        """Another language from now on; `show` shows the page again in it."""
        self.code = self.preferences.language = code
        show()

    @property
    def other_language(self) -> str:
        """The code of the language after the one in use."""
        codes = list(self.languages)
        return codes[(codes.index(self.spoken.code) + 1) % len(codes)]

    def dress(self) -> None:
        """Put on the colours and the size of words that are preferred."""
        apply_look(self.qt, self._themes[self.preferences.theme], self.preferences.text_size / 100)

    def show_page(self, page: QWidget, instead_of: QWidget | None = None) -> None:
        """Show this page, in a window that takes the place of another one when there is none yet."""
        if self.window is not None:
            self.window.show_page(page)
            return
        self.window = FrontWindow(self.spoken, lambda: not self._is_busy())
        self.window.show_page(page)
        self.window.take_place_of(instead_of)
        with suppress(ImportError):  # see ui.elsewhere
            from diary.ui.raising import Doorbell

            self._bell = Doorbell(self._path, self)
            self._bell.rung.connect(self._come_forward)

    def leave_to(self, program: Program, show: Callable[[QRect | None], object]) -> None:
        """Give the place to the diary's window, which `show` opens where this one was."""
        window, self.window = self.window, None
        if self._bell is not None:
            self._bell.close()
            self._bell = None
        show(None if window is None else window.geometry())
        assert program.window is not None
        if window is not None:
            window.close()
            window.deleteLater()

    def show_red_flags(self) -> None:
        """When to call a doctor: one click away here too."""
        article = read_article(self._house.resources, self.spoken.code, RED_FLAGS, self.preferences.country)
        ReadingDialog([article], self.spoken, self.window).open()

    def show_sample(self) -> None:
        """A sample in a window of its own; when that is closed, this one is there again."""
        assert self.window is not None
        held = ExitStack()
        journal = held.enter_context(self._house.open_sample(self.spoken.code))
        self.qt.setQuitOnLastWindowClosed(False)
        window = self._house.make_program(journal, None).open(self.code, geometry=self.window.geometry())
        window.setWindowTitle(self.spoken.t("Symptom Diary: a sample"))
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.destroyed.connect(lambda: self._after_sample(held))
        self.window.hide()

    def _after_sample(self, held: ExitStack) -> None:
        held.close()
        self.dress()
        if self.window is not None:
            self.window.show()
        self.qt.setQuitOnLastWindowClosed(True)

    def _come_forward(self) -> None:
        if self.window is not None:
            self.window.showNormal()
            self.window.raise_()
            self.window.activateWindow()
            QApplication.alert(self.window)
