"""The main window: the sidebar, the open page, and the keys that work everywhere."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip, QWidget

from diary.content.articles import PRIVACY, RED_FLAGS, Article
from diary.content.country import read_article
from diary.content.language import language_names
from diary.content.theme import load_themes
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.domain.register import RegisterRecord
from diary.domain.therapist_mark import MARKS
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.actions import ACTION, ACTIONS
from diary.ui.day_clock import DayClock, LooksFirst
from diary.ui.pages import (
    INTAKE,
    TODAY,
    Context,
    Follows,
    HasUnsaved,
    PageSpec,
    RestoresPlace,
    ShowsDay,
    ShowsPlace,
    TakesDropped,
    Undoes,
    only_read,
    page_of_file,
)
from diary.ui.placement import LEAST, USUAL
from diary.ui.sections import SectionedPage
from diary.ui.sidebar import Sidebar, SidebarButton, ThemeButton
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.key_press import belongs_to_text, page_number, shortcut
from diary.ui.widgets.layouts import Stack, boxed, in_row
from diary.ui.widgets.scrolling import ShowsFocus

if TYPE_CHECKING:
    from diary.ui.find_dialog import FindDialog


TOLD_AFTER_MS = 300
"""A tool tip goes with the release of the button that is held."""
_ERASES = QKeySequence.StandardKey.DeleteEndOfLine


class Changes(QObject):
    """Emits the period of every change; `subscribe` is the journal's."""

    changed = Signal(object)

    def __init__(
        self, subscribe: Callable[[Callable[[Period], None]], Callable[[], None]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stop = subscribe(self.changed.emit)

    def stop(self) -> None:
        """Unsubscribe; the window is closing."""
        self._stop()
        self._stop = _nothing


def _nothing() -> None:
    return None


class MainWindow(TakesDropped, ShowsFocus, QMainWindow):
    """Shows the pages it is given; one of them is Today. Another language or theme is asked for by signal and
    comes back through `show_context`; pages are then built anew where the person was."""

    preference_requested = Signal(str, object)
    """Emits the name of a preference and its new value: every page is then rebuilt."""
    lock_requested = Signal()
    blocked = Signal(object)
    """Emits why the file cannot be written, or None when it can again."""
    closing = Signal()
    """It is about to close: nothing waits to be stored."""

    def __init__(
        self,
        context: Context,
        journal: Journal,
        pages: Sequence[PageSpec],
        *,
        can_lock: bool = False,
        memories: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__()
        self._context = context
        self.journal = journal
        self.resources = resources()
        self._languages = context.display.languages or language_names(self.resources)
        self._themes = tuple(context.display.themes or load_themes(self.resources))
        self._specs = {spec.key: spec for spec in pages}
        self._built: dict[str, QWidget] = {}
        self._can_lock = can_lock
        self._memories: dict[str, Any] = dict(memories or {})
        self.current = TODAY
        self.changes = Changes(journal.subscribe, self)
        self.day_clock = DayClock(journal, self)
        self._looks_first = LooksFirst(
            self, self.day_clock, lambda: self.current == TODAY and self._today.is_unseen
        )
        self._looks_first.told.connect(lambda: QTimer.singleShot(TOLD_AFTER_MS, self, self._tell_new_day))
        self.setMinimumSize(LEAST)
        self.resize(USUAL)
        parts = (f"{spec.key}/{part.key}" for spec in pages for part in spec.parts)
        self.setAcceptDrops(INTAKE in parts)
        self._add_keys()
        self._build()

    def page(self, key: str) -> QWidget:
        """Return the page with this key, and build it on first use."""
        if key not in self._built:
            page = self._specs[key].build(self._context, self)
            page.setAccessibleName(self._specs[key].title(self._context.language))
            if isinstance(page, RestoresPlace) and key in self._memories:
                page.recall(self._memories[key])
            self._stack.addWidget(page)
            self._built[key] = page
            if self.journal.reading_only is not None:
                only_read(page)
        return self._built[key]

    def open_page(self, address: str) -> None:
        """Show a page by its key, or a place in it by `page/place`; unknown keys show Today."""
        self.day_clock.look()
        key, _, section = address.partition("/")
        key = key if key in self._specs else TODAY
        page = self.page(key)
        self.current = key
        for step in self._day_keys:
            step.setEnabled(key == TODAY)  # elsewhere they scroll, or are the page's own
        if isinstance(page, SectionedPage) or (section and isinstance(page, ShowsPlace)):
            page.show_place(section)
        self._stack.setCurrentWidget(page)
        self.sidebar.mark(key)
        page.setFocus()

    def therapist_marks(self) -> Sequence[RegisterRecord]:
        return self.journal.records(MARKS)

    def last_visit(self) -> None:
        """Return no day: in one's own diary Compare begins with the last weeks."""

    def open_today(self) -> None:
        """Show Today, on the day it was left on."""
        self.open_page(TODAY)

    def open_day(self, day: date) -> None:
        """Show Today with another day."""
        self.open_page(TODAY)
        self._today.go_to(day)

    def follow(self, page: Follows) -> Follows:
        """Tell a page of every change and of another day, as long as it is there; returns the page."""
        self.changes.changed.connect(page.on_changed)
        self.day_clock.day_changed.connect(page.on_day)
        return page

    def tell_blocked(self, refusal: Refusal | None) -> None:
        """Tell why the file cannot be written, or None when it can again."""
        self.blocked.emit(refusal)

    def look_at_clock(self) -> None:
        """See whether today is another day by now."""
        self.day_clock.look()

    def _tell_new_day(self) -> None:
        """Say why what was clicked or pressed did nothing."""
        t, page = self._context.language.t, self.page(TODAY)
        QToolTip.showText(page.mapToGlobal(QPoint()), t("It is another day now. Answer once more."), page)

    def prefer(self, what: str, value: object) -> None:
        """Ask for another preference by its name in Preferences."""
        self.preference_requested.emit(what, value)

    def show_context(self, context: Context) -> None:
        """Rebuild every page in another language or theme, with its state."""
        if not self.flush():
            return
        self._memories = self.memories()
        self._context = context
        self._built.clear()
        self._build()

    def memories(self) -> dict[str, Any]:
        """Return the states of the pages by their keys."""
        built = {key: page.memory() for key, page in self._built.items() if isinstance(page, RestoresPlace)}
        return {**self._memories, **built}

    def flush(self) -> bool:
        """Store everything that was typed; false when the disk refuses."""
        stored = [page.flush() for page in self._built.values() if isinstance(page, HasUnsaved)]
        return all(stored)

    # ------------------------------------------------------------------ building

    @property
    def _today(self) -> ShowsDay:
        page = self.page(TODAY)
        assert isinstance(page, ShowsDay)
        return page

    def _build(self) -> None:
        self.setWindowTitle(self._context.language.t("Symptom Diary"))
        self._stack = Stack()
        self.sidebar = self._build_sidebar()
        self.setCentralWidget(boxed(in_row(self.sidebar, (self._stack, 1), spacing=0)))
        self.fit_sidebar()
        self.open_page(self.current)

    def _build_sidebar(self) -> Sidebar:
        language = self._context.language
        t = language.t
        pages = [
            (spec.key, SidebarButton(spec.title(language), spec.icon, is_page=True))
            for spec in self._specs.values()
        ]
        others: list[tuple[SidebarButton, Callable[[], None]]] = []
        other_language = _after(language.code, tuple(self._languages))
        if other_language != language.code:
            name = self._languages[other_language]
            others.append((SidebarButton(name, "language"), partial(self.prefer, "language", other_language)))
        if len(self._themes) > 1:
            self.colours = ThemeButton(language, self._themes, self._context.theme)
            self.colours.theme_chosen.connect(partial(self.prefer, "theme"))
            others.append((self.colours, self.colours.offer))
        if self._can_lock:
            others.append((SidebarButton(t("Lock"), "lock"), self.lock_requested.emit))
        others.append((SidebarButton(t("When to call a doctor"), "doctor"), self.show_red_flags))
        others.append((SidebarButton(t("About"), "about"), self.show_about))
        for button, do in others:
            button.clicked.connect(do)
        buttons = [button for button, _ in others]
        *rest, _doctor, about = buttons  # when to call a doctor stays in sight
        sidebar = Sidebar(pages, buttons, [about, *rest], language)
        sidebar.page_chosen.connect(self._on_page_chosen)
        return sidebar

    def _on_page_chosen(self, key: str) -> None:
        """Show the page; Today, when it is open already, on the present day."""
        if key == self.current == TODAY:
            self.open_day(self.journal.today)
        else:
            self.open_page(key)

    def _add_keys(self) -> None:
        for action in ACTIONS:
            if action.keys and not action.page and (self._can_lock or not action.needs_lock):
                shortcut(action.keys, self).activated.connect(partial(self._do, action.key))
        for number, key in enumerate(self._specs, start=1):
            shortcut(f"Ctrl+{number}", self).activated.connect(partial(self.open_page, key))
        self._day_keys = [shortcut(keys, self) for keys in ("PgUp", "Alt+Left", "PgDown", "Alt+Right")]
        for step, days in zip(self._day_keys, (-1, -1, 1, 1), strict=True):
            step.activated.connect(partial(self._go_by, days))

    def _do(self, action: str) -> None:
        """Do what is declared in ACTIONS, by its key."""
        does: dict[str, Callable[[], object]] = {
            "undo": self.undo,
            "find": self._ask_words,
            "go": self._ask_destination,
            "today": lambda: self.open_day(self.journal.today),
            "moment": self._ask_moment,
            "lock": self.lock_requested.emit,
            "keys": self.show_keys,
            "doctor": self.show_red_flags,
            "about": self.show_about,
        }
        does[action]()

    def undo(self) -> None:
        """Undo on the page that is open, if it can; else on Today, where it is seen."""
        page: QWidget = self.page(self.current)
        if isinstance(page, SectionedPage):
            page = page.section(page.shown)
        if isinstance(page, Undoes):
            page.undo()
        else:
            self.open_today()
            self._today.undo()

    def _ask_moment(self) -> None:
        self.open_today()
        self._today.ask()

    def _ask_words(self) -> None:
        """Ask for words, and go to where they stand in the diary or the pages to read."""
        from diary.ui.find_dialog import find_words

        self._offer(partial(find_words, self._context, self))

    def _ask_destination(self) -> None:
        """Ask for the name of a page, a setting or an action, and go there."""
        from diary.ui.find_dialog import find_destination

        specs = tuple(self._specs.values())
        self._offer(partial(find_destination, self._context, self, specs, can_lock=self._can_lock))

    def _offer(self, made: "Callable[[QWidget], FindDialog]") -> None:
        if QApplication.activeModalWidget() is None:
            dialog = made(self)
            dialog.chosen.connect(self._go_to)
            dialog.open()

    def _go_to(self, address: str) -> None:
        if address.startswith(ACTION):
            self._do(address.removeprefix(ACTION))
        else:
            self.open_page(address)

    def _go_by(self, days: int) -> None:
        self._today.go_by(days)

    def event(self, event: QEvent) -> bool:
        """Leave keys with which people move in what they write to the field they write in."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and belongs_to_text(event, QApplication.focusWidget())
        ):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Ctrl+K before a text field does: on Linux the rest of its line would be deleted."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.matches(_ERASES):
            self._ask_destination()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a page by the place of the key, where the layout has no digit there."""
        number = page_number(event)
        if number is not None and number <= len(self._specs):
            self.open_page(list(self._specs)[number - 1])
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ reading

    def show_article(self, key: str = PRIVACY) -> None:
        """Open an article, with a button to the one about when to call a doctor."""
        from diary.ui.article_dialog import ArticleDialog

        language = self._context.language
        dialog = ArticleDialog([self._article(key)], language, self)
        dialog.offer(TextButton(language.t("When to call a doctor"), "doctor"), self.show_red_flags)
        dialog.open()

    def show_red_flags(self) -> None:
        """Open the article about when to call a doctor: the same text for everybody, nothing is scored."""
        self._read([self._article(RED_FLAGS)])

    def show_about(self) -> None:
        """Open the article about the program: purpose, checked texts, and that no data leaves the computer."""
        from diary.screens.about import build_about

        self._read(build_about(self.resources, self._context.language))

    def _article(self, key: str) -> Article:
        return read_article(self.resources, self._context.language.code, key, self._context.country)

    def _read(self, articles: Iterable[Article]) -> None:
        from diary.ui.article_dialog import ArticleDialog

        ArticleDialog(articles, self._context.language, self).open()

    def show_keys(self) -> None:
        from diary.ui.article_dialog import keys_article

        self._read([keys_article(self._context.language)])

    def fit_sidebar(self) -> None:
        """Give the sidebar the room below the notices."""
        above = self.menuWidget()
        self.sidebar.fit(self.width(), self.height() - (above.height() if above is not None else 0))

    # ------------------------------------------------------------------ Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_sidebar()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.windowHandle().installEventFilter(self._looks_first)
        self.windowHandle().installEventFilter(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.day_clock.look()

    def take_dropped(self, path: str) -> None:
        """Show what is in a file or folder that was dropped on the window."""
        self.open_page(page_of_file(path))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.flush() and not self._leaves_unsaved():
            event.ignore()
            return
        self.closing.emit()
        self.changes.stop()
        self.day_clock.stop()
        super().closeEvent(event)

    def _leaves_unsaved(self) -> bool:
        """Ask whether to close although the disk refuses what was typed last."""
        from diary.ui.widgets.question_dialog import is_wanted

        t = self._context.language.t
        asked = t("What you typed last is not saved yet. Close anyway?")
        return is_wanted(self, asked, t("Close without saving"), t("Keep it open"))


def _after(current: str, choices: Sequence[str]) -> str:
    """Return the choice after the current one, the first after the last."""
    if current not in choices:
        return choices[0] if choices else current
    return choices[(choices.index(current) + 1) % len(choices)]
