"""The start window: it unlocks, welcomes, or shows that work is going on. It shows nothing of the diary, not even
its file name."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedLayout, QWidget

from diary.content.articles import RED_FLAGS
from diary.content.country import Country, read_article
from diary.content.language import Language, language_names, load_language
from diary.content.theme import Theme, load_themes
from diary.domain.refusal import Refusal
from diary.journal.journal import Journal
from diary.journal.session import DiarySession
from diary.paths import program_file
from diary.ui.pages import LockControl, TakesDropped, file_of_page, marks_page, page_of_file
from diary.ui.placement import LEAST, USUAL, bring_forward, keep_placed, show_instead_of, show_placed
from diary.ui.preferences import LookWatch, Preferences
from diary.ui.program import Program, application, speak
from diary.ui.style import Space, apply_look
from diary.ui.widgets.labels import NoticeText, Text, Title
from diary.ui.widgets.layouts import fill
from diary.ui.widgets.scrolling import CentredColumn, ShowsFocus

if TYPE_CHECKING:
    from diary.ui.single_instance import SingleInstance


TOLD = "told"
"""The name of the words in which a page tells what waits for the diary."""


class StartWindow(TakesDropped, ShowsFocus, QWidget):
    """Holds one page at a time. `may_close` returns whether it may be closed now."""

    closing = Signal()
    dropped = Signal(str)
    """The path of a file or folder to look at once the diary is open."""

    def __init__(self, language: Language, may_close: Callable[[], bool]) -> None:
        super().__init__()
        self._may_close = may_close
        self.setWindowTitle(language.t("Symptom Diary"))
        self.setMinimumSize(LEAST)
        self.resize(USUAL)
        self._pages = QStackedLayout(self)
        self.setAcceptDrops(True)

    def show_page(self, page: QWidget) -> None:
        """Show this page in place of the one before."""
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before is not None:
            before.deleteLater()
        page.setFocus()

    def say(self, sentence: str) -> None:
        """Say a sentence where the page in sight says its own; a page that only waits says none."""
        page = self._pages.currentWidget()
        notice = None if page is None else page.findChild(NoticeText, TOLD)
        if notice is not None:
            notice.say(sentence)

    def take_dropped(self, path: str) -> None:
        self.dropped.emit(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            self.closing.emit()
            super().closeEvent(event)
        else:
            event.ignore()


class BusyPage(CentredColumn):
    """Shows that work is going on, while nothing can be typed."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.column.setSpacing(Space.MEDIUM)
        fill(self.column, Title(title), Text(text))


class StartOptions(Struct, frozen=True):
    """What can be opened from the start window. `make_program` builds the main window around an open journal;
    `open_sample` returns the journal of a sample while its window is open; `may_create` allows a new diary. With
    `ends_on_lock` locking ends `run`, so that the process that held the diary can be replaced."""

    resources: Path
    settings: Path
    system_language: str
    make_program: Callable[[Journal, LockControl | None], Program]
    open_sample: Callable[[str], AbstractContextManager[Journal]]
    may_create: bool
    system_country: Country = Country.ELSEWHERE
    ends_on_lock: bool = False


class StartPages(QObject):
    """Shows the pages of the start window. A second start on the diary of `session` brings it to the front;
    `is_busy` returns whether it must stay open for now."""

    def __init__(
        self, start_options: StartOptions, session: DiarySession, is_busy: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._start_options = start_options
        self._session = session
        self._is_busy = is_busy
        self.qt: QApplication = application()
        self.languages = language_names(start_options.resources)
        self._themes = load_themes(start_options.resources)
        self.preferences = Preferences(
            start_options.settings,
            self.languages,
            tuple(self._themes),
            start_options.system_language,
            start_options.system_country,
        )
        self.code: str | None = None
        """The language of the command line; None is the preferred one."""
        self.window: StartWindow | None = None
        self._instance: SingleInstance | None = None
        self._again: Callable[[], None] = lambda: None
        self.wanted: str | None = None
        self._read = load_language(self.preferences.language, start_options.resources)

    @property
    def language_in_use(self) -> Language:
        """The language now in use; the one that was read last where the program was removed meanwhile."""
        try:
            self._read = load_language(self.code or self.preferences.language, self._start_options.resources)
        except Refusal:
            if program_file().exists():
                raise
        return self._read

    def change_language(self, code: str) -> None:
        """Change the language, and show the page anew in it."""
        self.code = self.preferences.language = code
        self._again()

    def _look_again(self) -> None:
        """Show the page anew in another look, unless something is typed in it."""
        assert self.window is not None
        if not any(field.text() for field in self.window.findChildren(QLineEdit)):
            self.apply_theme()
            self._again()

    @property
    def other_language(self) -> str:
        """Return the code of the language after the one in use."""
        codes = list(self.languages)
        return codes[(codes.index(self.language_in_use.code) + 1) % len(codes)]

    @property
    def theme(self) -> Theme:
        """The theme in use at this hour."""
        return self._themes[self.preferences.theme_at(self._session.hour)]

    def apply_theme(self) -> None:
        """Apply the preferred theme and size of words."""
        apply_look(self.qt, self.theme, self.preferences.text_scale)

    def show_page(
        self, page: QWidget, instead_of: QWidget | None = None, again: Callable[[], None] = lambda: None
    ) -> None:
        """Show this page, in a window that takes the place of another one when there is none yet. `again` builds
        it anew."""
        speak(self.qt, self.language_in_use.code)
        self._again = again
        if self.window is not None:
            self.window.show_page(page)
            self._tell_wanted()
            return
        self.window = StartWindow(self.language_in_use, lambda: not self._is_busy())
        self.window.show_page(page)
        self.window.closing.connect(self._keep_place)
        self.window.dropped.connect(self._keep_file)
        watch = LookWatch(self.window, self.preferences, lambda: self._session.hour, waits=False)
        watch.look_wanted.connect(self._look_again)
        if instead_of is None:
            show_placed(self.window, self.preferences)
        else:
            unseen = not instead_of.isActiveWindow()
            self.window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, unseen)
            show_instead_of(self.window, instead_of)
        from diary.ui.single_instance import SingleInstance

        self._instance = SingleInstance(self._session.path, self)
        self._instance.raise_requested.connect(self._come_forward)
        self._instance.page_requested.connect(self.want)
        self._tell_wanted()

    def _keep_place(self) -> None:
        if self.window is not None:
            keep_placed(self.window, self.preferences)

    def hand_over_to(self, program: Program, show: Callable[[QWidget | None], object]) -> None:
        """Give the place to the diary's window, which `show` opens where this one was."""
        window, self.window = self.window, None
        self._again = lambda: None  # nothing of the page stays
        if self._instance is not None:
            self._instance.close()
            self._instance = None
        show(window)
        assert program.window is not None
        if window is not None:
            window.close()
            window.deleteLater()

    def show_article(self, key: str = RED_FLAGS) -> None:
        """Open an article; as it stands, the one about when to call a doctor."""
        from diary.ui.article_dialog import ArticleDialog

        article = read_article(
            self._start_options.resources, self.language_in_use.code, key, self.preferences.country
        )
        ArticleDialog([article], self.language_in_use, self.window).open()

    def show_sample(self) -> None:
        """Open a sample in a window of its own, and show this one again when that is closed."""
        assert self.window is not None
        held = ExitStack()
        journal = held.enter_context(self._start_options.open_sample(self.language_in_use.code))
        self.qt.setQuitOnLastWindowClosed(False)
        window = self._start_options.make_program(journal, None).open(self.code, instead_of=self.window)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.destroyed.connect(lambda: self._after_sample(held))
        self.window.hide()

    def _after_sample(self, held: ExitStack) -> None:
        held.close()
        self.apply_theme()
        if self.window is not None:
            self.window.show()
        self.qt.setQuitOnLastWindowClosed(True)

    def want(self, page: str | None) -> None:
        """Show this page once the diary is open, and say so where it is about a file."""
        self.wanted = page
        self._tell_wanted()

    def _keep_file(self, path: str) -> None:
        """Show what is in a file or folder that was dropped, once the diary is open."""
        self.want(page_of_file(path))

    def _tell_wanted(self) -> None:
        """Say what is looked at once the diary is open, on every page until then."""
        path = file_of_page(self.wanted or "")
        if self.window is None or not path:
            return
        t, name = self.language_in_use.t, Path(path).name
        if self._session.exists or self.wanted != marks_page(path):
            said = t("As soon as your diary is open, you see what is in {name}.", name=name)
        else:
            said = t(
                "{name} comes from your therapist. It belongs to the diary you shared, and that diary is not in"
                " its usual place. Is it somewhere else? Choose “I already have a diary”.",
                name=name,
            )
        self.window.say(said)

    def _come_forward(self) -> None:
        if self.window is not None:
            bring_forward(self.window)
