"""Controls the start window, the main window, and the change from one to the other by unlocking and locking.

While the diary is locked its window is deleted with everything in it, its file closed and its key forgotten.
Half-typed text is kept as a draft inside the encrypted file.
"""

import gc
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import SLOT, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QDialog, QWidget

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.period import FIRST_DAY, LAST_DAY
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.journal.session import DiarySession, RekeyedBackups
from diary.paths import program_file
from diary.storage.key import Key
from diary.ui.background import Task
from diary.ui.notices import InstalledProgram, UpgradeWatch, put_notice
from diary.ui.pages import TODAY, ClosesOnLock, Context, Shell, refusals_to
from diary.ui.program import Program, flushed
from diary.ui.start.window import BusyPage, StartOptions, StartPages
from diary.ui.unhandled_errors import ERROR_BOX, UnhandledErrors
from diary.ui.widgets.labels import NoticeBar

if TYPE_CHECKING:
    from diary.ui.start.pages import WelcomePage


def draft_from(memories: Mapping[str, Any]) -> str:
    """Return the refused text of Today with its day, as a draft; empty without any."""
    if TODAY not in memories:
        return ""
    day, typed, *_tools = memories[TODAY]
    kept = {key: text for key, text in typed.items() if text}
    return json.dumps({"day": day.isoformat(), "typed": kept}) if kept else ""


def memories_of_draft(draft: str) -> dict[str, Any]:
    """Return a draft in the form Today restores; nothing when it cannot be read."""
    try:
        found = json.loads(draft)
        day = date.fromisoformat(found["day"])
        typed = {str(k): str(v) for k, v in found["typed"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    return {TODAY: (day, typed)} if FIRST_DAY <= day <= LAST_DAY else {}


def has_unsaved_text(memories: Mapping[str, Any]) -> bool:
    """Return whether a page other than Today holds unsaved text."""
    parts = [memory for page in memories.values() for memory in getattr(page, "parts", {}).values()]
    return any(getattr(memory, "draft", None) is not None for memory in parts)


MINUTE_MS = 60_000
_TOUCHED: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Emits `idle` once after so many minutes without input; 0 minutes is never.

    It listens to the windows the system sends events to, not to every event of the program, which would make
    everything slower.
    """

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)

    def start(self, minutes: float) -> None:
        """Start the timer, or stop it for 0 minutes."""
        if minutes:
            self._timer.start(round(minutes * MINUTE_MS))
            self._watch(QGuiApplication.focusWindow())
        else:
            self._timer.stop()

    def stop(self) -> None:
        self._timer.stop()

    def touch(self) -> None:
        """Start the timer again: there was input."""
        if self._timer.isActive():
            self._timer.start()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
            self.touch()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHED:
            self.touch()
        return False


_SAVERS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
)
_ON_ACTIVE: Any = SLOT("on_active(bool)")  # the stubs ask for bytes, which are refused
_ON_LOCK: Any = SLOT("on_lock()")
_LOGIN = "org.freedesktop.login1"


class ScreenLock(QObject):
    """Emits `locked` when the system reports a locked screen or sleep."""

    locked = Signal()

    def start(self) -> bool:
        """Subscribe; false where the system offers no such message."""
        if sys.platform in {"win32", "darwin"} or not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            return False
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return False
        session = QDBusConnection.sessionBus()
        heard = [
            session.connect("", path, interface, "ActiveChanged", self, _ON_ACTIVE)
            for path, interface in _SAVERS
            if session.isConnected()
        ]
        system = QDBusConnection.systemBus()
        if system.isConnected():
            manager = "/org/freedesktop/login1", f"{_LOGIN}.Manager"
            heard.append(system.connect("", *manager, "PrepareForSleep", self, _ON_ACTIVE))
            heard.append(system.connect("", "", f"{_LOGIN}.Session", "Lock", self, _ON_LOCK))
        return any(heard)

    @Slot(bool)
    def on_active(self, is_active: bool) -> None:
        """Handle the screen saver, or the computer going to sleep."""
        if is_active:
            self.locked.emit()

    @Slot()
    def on_lock(self) -> None:
        """Handle the lock of the session."""
        self.locked.emit()


SECTION = "settings/passphrase"
AGAIN_MINUTES = 0.5
"""Delay in milliseconds before locking is tried again when unsaved text prevented it."""


class StartController(QObject):
    """Opens and locks the diary and changes its passphrase. It is the `LockControl` of the main window."""

    def __init__(self, session: DiarySession, start_options: StartOptions) -> None:
        super().__init__()
        self.session = session
        self._start_options = start_options
        self._installed = InstalledProgram(program_file())
        self.start_pages = StartPages(
            start_options, session, lambda: self._task is not None and self._task.is_going, self
        )
        self.program: Program | None = None
        self.again_at: str | None = None
        """The page that was open when the diary was locked, if that ended the run."""
        self.share_key: Key | None = None
        """The key of the file, where it was no diary but a share: that is shown in the window of a therapist."""
        self._task: Task | None = None
        self._page: str | None = None
        self._said = ""
        self._just_set = False
        self._refusal: Refusal | None = None
        self._notice: NoticeBar | None = None
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self.lock)
        self._screen = ScreenLock(self)
        self._screen.locked.connect(self.lock)

    def run(self, language: str | None = None, page: str | None = None) -> int:
        """Show the first window and run until the last one is closed; return the exit code."""
        try:
            self.enter(language, page)
            with self.unhandled_errors().heard():
                code = self.start_pages.qt.exec()
            if self._refusal is not None:
                raise self._refusal
            return code
        finally:
            if self.program is not None:
                self.program.wait()
            if self._task is not None:
                self._task.wait()

    def unhandled_errors(self) -> UnhandledErrors:
        """Return what handles unhandled errors of every window there is."""
        errors = UnhandledErrors(
            self._window,
            lambda: self.start_pages.language_in_use,
            lambda: flushed(self.program),
            lambda: self.is_replaced,
        )
        errors.refused.connect(self._rescue)
        errors.replaced.connect(self._renew, Qt.ConnectionType.QueuedConnection)
        return errors

    def _renew(self) -> None:
        """Offer to start the other version that was installed; before the diary is open nothing is lost by it."""
        if self.program is not None:
            self.program.offer_upgrade()
        elif self._task is None or not self._task.is_going:
            self.again_at = self.start_pages.wanted or self._page or TODAY
            self.start_pages.qt.quit()

    def _rescue(self, refusal: Refusal) -> None:
        if self.program is not None:
            self.program.rescue(refusal)

    def enter(self, language: str | None = None, page: str | None = None) -> None:
        """Show the first window there is to show. Raises Refusal when the diary cannot be opened."""
        self._page = page
        self.start_pages.code = language
        self.start_pages.apply_theme()
        if self._start_options.may_create and not self.session.exists:
            self.start_pages.want(page)
            self._welcome()
        elif self.session.needs_passphrase:
            self.start_pages.want(page)
            self._ask(None)
        else:
            self._go_in(self.session.open(), page)

    # ------------------------------------------------------------------ LockControl

    @property
    def has_passphrase(self) -> bool:
        return self.session.has_passphrase

    @property
    def is_replaced(self) -> bool:
        return self._installed.is_replaced

    def lock(self) -> None:
        """Lock the diary now. Unsaved text that prevents it is reported, and locking is tried again soon."""
        if self.program is None or self.program.window is None or not self.has_passphrase:
            return
        if self._start_options.ends_on_lock:
            self._end(self.lock)
            return
        page = self.program.window.current
        if self._shut(self.lock):
            self._ask(page)
            self._drop()

    def start_again(self) -> None:
        """End this process and begin a new one on the same page. Unsaved text that prevents it is reported."""
        if self.program is not None and self.program.window is not None:
            self._end(self.start_again)

    def _end(self, again: Callable[[], None]) -> None:
        assert self.program is not None
        assert self.program.window is not None
        page = self.program.window.current
        if self._shut(again):
            self.again_at = page
            self._drop()
            self.start_pages.qt.quit()

    def build_section(self, context: Context, _shell: Shell) -> QWidget:
        """Build the section of Settings about the passphrase."""
        from diary.ui.safety.passphrase import PassphraseSection

        minutes = self.start_pages.preferences.lock_minutes
        section = PassphraseSection(
            context, self.session, self._start_options.resources, minutes, self._said, just_set=self._just_set
        )
        self._said, self._just_set = "", False
        section.change_requested.connect(self._change)
        section.lock_requested.connect(self.lock)
        section.minutes_chosen.connect(self._on_minutes)
        return section

    def _on_minutes(self, minutes: int) -> None:
        self.start_pages.preferences.lock_minutes = minutes
        self._idle.start(minutes)

    # ------------------------------------------------------------------ unlock and lock

    def _go_in(self, journal: Journal, page: str | None, said: str = "") -> None:
        self._said = said
        draft = self.session.draft()
        self.program = program = self._start_options.make_program(journal, self)
        memories, pages = memories_of_draft(draft), self.start_pages
        page, pages.wanted = pages.wanted or page, None
        pages.hand_over_to(program, partial(program.open, pages.code, page, memories))
        with suppress(Refusal):  # a full disk is no reason to stay outside; the next lock replaces the draft
            self.session.keep_draft("")
        if self.has_passphrase:
            self._idle.start(self.start_pages.preferences.lock_minutes)
            self._screen.start()

    def _shut(self, again: Callable[[], None] | None = None) -> bool:
        """Store all typed text so that the window may close; false when that fails, with a message and, if there
        is something to do `again`, a button for it."""
        assert self.program is not None
        window = self.program.window
        assert window is not None
        self.start_pages.code = self.program.language
        t = self.start_pages.language_in_use.t
        why = ""
        if any(
            dialog.isVisible() and not (isinstance(dialog, ClosesOnLock) or dialog.objectName() == ERROR_BOX)
            for dialog in window.findChildren(QDialog)
        ):
            why = t("Something is still open in which you can type. Finish it or close it first.")
        elif not window.flush():
            why = t("What you typed last is not saved yet.")
        else:
            memories = window.memories()
            if has_unsaved_text(memories):
                why = t("Something in Settings is half typed. Save it or cancel it first.")
            else:
                try:
                    self.session.keep_draft(draft_from(memories))
                except Refusal as refusal:
                    why = refusal_sentence(self.start_pages.language_in_use, None, refusal)
        if why:
            not_done = t("Not started again yet.") if again == self.start_again else t("Not locked.")
            self._say_why_not(f"{not_done} {why}", again)
        return not why

    def _say_why_not(self, sentence: str, again: Callable[[], None] | None) -> None:
        assert self.program is not None
        window = self.program.window
        assert window is not None
        if self._notice is not None:
            self._notice.hide()
        self._notice = put_notice(window, self.start_pages.language_in_use, sentence, then=again)
        self._notice.retry.setVisible(again is not None)
        self._idle.start(AGAIN_MINUTES)

    def _drop(self) -> Key | None:
        """Close the window and the diary; return its key, for a change of the passphrase."""
        assert self.program is not None
        self._idle.stop()
        program, self.program, self._notice = self.program, None, None
        if program.window is not None:
            program.window.hide()  # what is still written may take some seconds
        program.wait()
        if program.window is not None:
            program.window.close()
            program.window.deleteLater()
            program.window = None
        key = self.session.close()
        if (typeset := sys.modules.get("diary.report.pdf")) is not None:  # not loaded for nothing, to lock sooner
            typeset.forget_pages()
        del program
        gc.collect()
        return key

    def _window(self) -> QWidget | None:
        return self.start_pages.window or (self.program.window if self.program is not None else None)

    # ------------------------------------------------------------------ start window

    def _welcome(self, choice: tuple[object, str, str] | None = None) -> None:
        from diary.ui.start.pages import WelcomePage

        names = list(self.start_pages.languages.items())
        pages = self.start_pages
        page = WelcomePage(pages.language_in_use, self._start_options.resources, names, pages.theme)
        if choice is not None:
            page.take_choice(choice)
        page.language_chosen.connect(self.start_pages.change_language)
        page.sample_requested.connect(self.start_pages.show_sample)
        page.begun.connect(partial(self._begin, page))
        page.article_requested.connect(self.start_pages.show_article)
        self.start_pages.show_page(page, again=lambda: self._welcome(page.choice))

    def _begin(self, page: "WelcomePage", passphrase: str | None, first_page: str) -> None:
        """Create the diary and open it."""
        if first_page and not (self.start_pages.wanted or "").startswith(first_page):
            self.start_pages.want(None)  # what is chosen now comes before what the program was opened for

        def done(key: Key | None) -> None:
            with refusals_to(refused):
                self.session.create(key)
                self._go_in(self.session.open(key), first_page or None)

        def refused(refusal: Refusal) -> None:
            page.say(refusal_sentence(self.start_pages.language_in_use, None, refusal))

        work = partial(Key.new, passphrase) if passphrase is not None else lambda: None
        self._task = Task(work, done, refused, self).start()

    def _ask(self, page: str | None, wrong: int = 0) -> None:
        from diary.ui.start.pages import UnlockPage

        start_pages, other = self.start_pages, self.start_pages.other_language
        asking = UnlockPage(
            start_pages.language_in_use,
            self.session.key_of,
            partial(self._unlock, page),
            self.session.key_of_sheet,
            start_pages.languages[other],
            wrong,
            is_own=self._start_options.may_create,
        )
        asking.red_flags_requested.connect(start_pages.show_article)
        asking.language_requested.connect(partial(start_pages.change_language, other))
        asking.recovery.recovered.connect(self._write_anew)
        start_pages.show_page(asking, self._window(), lambda: self._ask(page, asking.wrong))
        assert start_pages.window is not None
        UpgradeWatch(start_pages.window, lambda: self.is_replaced, asking).noticed.connect(self._renew)

    def _unlock(self, page: str | None, key: Key) -> None:
        """Open the diary with this key. Raises Refusal WRONG_PASSPHRASE; any other refusal closes the window, so
        that the caller can offer a rescue."""
        try:
            journal = self.session.open(key)
            if journal.reading_only is Reason.FILE_SHARED and self.start_pages.window is not None:
                self.share_key = self.session.close()
                self.start_pages.window.close()
                return
            self._go_in(journal, page)
        except Refusal as refusal:
            if refusal.reason is Reason.WRONG_PASSPHRASE or self.program is not None:
                raise
            self._refusal = refusal
            if self.start_pages.window is not None:
                self.start_pages.window.close()

    def _change(self, passphrase: str | None) -> None:
        """Give the open diary another passphrase, or none."""
        if not self._shut():
            return
        self._busy()
        self._write_anew(self._drop(), passphrase)

    def _busy(self) -> None:
        t = self.start_pages.language_in_use.t
        self.start_pages.show_page(
            BusyPage(
                t("One moment"),
                t(
                    "Your diary and its backups are being written anew and compared. This takes a few seconds;"
                    " nothing can be lost."
                ),
            ),
            self._window(),
        )

    def _write_anew(self, old: Key | None, passphrase: str | None) -> None:
        """Encrypt the closed diary with another key, and open it again."""
        self._busy()
        keys = [old]

        def work() -> RekeyedBackups:
            new = None if passphrase is None else Key.new(passphrase)
            keys.append(new)
            return self.session.change_key(old, new)

        def done(copies: RekeyedBackups) -> None:
            self._just_set = passphrase is not None
            self._go_in(
                self.session.open(keys[-1]),
                SECTION,
                _said_of(copies, self.start_pages.language_in_use, passphrase is not None),
            )

        def refused(refusal: Refusal) -> None:
            said = refusal_sentence(self.start_pages.language_in_use, None, refusal)
            for key in keys:  # stopped at the very end, the file already has the new key
                with suppress(Refusal):
                    self._go_in(self.session.open(key), SECTION, said)
                    return
            self._ask(None)

        self._task = Task(work, done, refused, self).start()


def _said_of(copies: RekeyedBackups, language: Language, has_passphrase: bool) -> str:
    """Return what was done, in a sentence or two."""
    t = language.t
    said = [
        t(
            "Your diary has this passphrase from now on, and so have its backups on this computer. Those in a "
            "second place follow as soon as it is there. Make a recovery sheet now."
        )
        if has_passphrase
        else t("Your diary has no passphrase any more.")
    ]
    if copies.refusal is not None:
        said.append(refusal_sentence(language, None, copies.refusal))
    if copies.locked:
        said.append(
            language.n(
                "{count} backup has yet another passphrase, and keeps it.",
                "{count} backups have yet another passphrase, and keep it.",
                copies.locked,
            )
        )
    return " ".join(said)
