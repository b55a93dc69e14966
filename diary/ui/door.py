"""Who comes in: the window before the diary, the diary's own window, and the way from one to the other.

While the diary is locked its window is gone with everything in it, its file is closed and its key forgotten. What
was half typed waits inside the file.
"""

import gc
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from diary.content.articles import RED_FLAGS, load_article
from diary.content.language import Language, available_languages, load_language
from diary.content.sentences import refusal_sentence
from diary.content.theme import load_themes
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.journal.vault import Copies, Vault
from diary.storage.key import Key
from diary.ui.context import Context
from diary.ui.drafts import draft_from, is_half_typed, memories_from
from diary.ui.front import BusyPage, FrontWindow
from diary.ui.idle import IdleWatch
from diary.ui.keeper import Keeper
from diary.ui.mishap import Mishaps
from diary.ui.preferences import Preferences
from diary.ui.program import Program, application
from diary.ui.reading import ReadingDialog
from diary.ui.screen_lock import ScreenLock
from diary.ui.style import apply_look
from diary.ui.system_wish import wished_theme
from diary.ui.task import Task
from diary.ui.widgets.notice_bar import NoticeBar
from diary.ui.window import OWN_NAMES

if TYPE_CHECKING:
    from diary.ui.welcome.page import WelcomePage

SECTION = "settings/passphrase"
AGAIN_MINUTES = 0.5
"""When something typed cannot be kept yet, locking is tried again so much later."""


@dataclass(frozen=True)
class House:
    """What the door is made of. `make_program` builds the diary's window around an open journal; `open_sample`
    gives the journal of a sample for as long as somebody looks at it; with `may_create` a diary may be begun."""

    resources: Path
    settings: Path
    system_language: str
    make_program: Callable[[Journal, Keeper | None], Program]
    open_sample: Callable[[str], AbstractContextManager[Journal]]
    may_create: bool


class Door(QObject):
    """Opens, locks and changes the diary in the vault. It is the `Keeper` of the diary's window."""

    def __init__(self, vault: Vault, house: House) -> None:
        super().__init__()
        self.vault = vault
        self._house = house
        self.qt: QApplication = application()
        self._languages = available_languages(house.resources)
        self._themes = load_themes(house.resources)
        self.preferences = Preferences(house.settings, self._languages, tuple(self._themes), house.system_language)
        if not self.preferences.has_theme:
            self.preferences.theme = wished_theme(self.qt.styleHints())
        self._code: str | None = None
        self.program: Program | None = None
        self.front: FrontWindow | None = None
        self._task: Task | None = None
        self._said = ""
        self._refusal: Refusal | None = None
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self.lock)
        self._screen = ScreenLock(self)
        self._screen.locked.connect(self.lock)

    def run(self, language: str | None = None, page: str | None = None) -> int:
        """Let the person in and stay until the last window is closed; the exit code of the program."""
        mishaps = Mishaps(self._window, self._spoken)
        mishaps.refused.connect(self._mend)
        usual, sys.excepthook = sys.excepthook, mishaps.hook
        try:
            self.enter(language, page)
            code = self.qt.exec()
            if self._refusal is not None:
                raise self._refusal
            return code
        finally:
            sys.excepthook = usual
            if self.program is not None:
                self.program.wait()
            if self._task is not None:
                self._task.wait()

    def _mend(self, refusal: Refusal) -> None:
        if self.program is not None:
            self.program.mend(refusal)

    def enter(self, language: str | None = None, page: str | None = None) -> None:
        """Show the first window there is to show. Raises Refusal when the diary cannot be opened."""
        self._code = language
        self._dress()
        if self._house.may_create and not self.vault.exists:
            self._welcome()
        elif self.vault.needs_passphrase:
            self._ask(page)
        else:
            self._go_in(self.vault.open(), page)

    # ------------------------------------------------------------------ as keeper

    @property
    def has_passphrase(self) -> bool:
        """Whether there is anything to lock."""
        return self.vault.has_passphrase

    def lock(self) -> None:
        """Lock the diary now. What cannot be kept yet is said, and it is tried again soon."""
        if self.program is None or self.program.window is None or not self.has_passphrase:
            return
        page = self.program.window.current
        if self._shut():
            self._ask(page)
            self._drop()

    def build_section(self, context: Context) -> QWidget:
        """The part of Settings about the passphrase."""
        from diary.ui.passphrase.section import PassphraseSection

        section = PassphraseSection(
            context, self.vault, self._house.resources, self.preferences.lock_minutes, self._said
        )
        section.change_wished.connect(self._change)
        section.lock_wished.connect(self.lock)
        section.minutes_chosen.connect(self._on_minutes)
        return section

    def _on_minutes(self, minutes: int) -> None:
        self.preferences.lock_minutes = minutes
        self._idle.start(minutes)

    # ------------------------------------------------------------------ in and out

    def _go_in(self, journal: Journal, page: str | None, said: str = "") -> None:
        self._said = said
        draft = self.vault.draft()
        self.program = self._house.make_program(journal, self)
        front, self.front = self.front, None
        geometry = None if front is None else front.geometry()
        self.program.open(self._code, page, memories_from(draft), geometry)
        self.vault.keep_draft("")
        if front is not None:
            front.close()
            front.deleteLater()
        if self.has_passphrase:
            self._idle.start(self.preferences.lock_minutes)
            self._screen.start()

    def _shut(self) -> bool:
        """Keep all that was typed, so that the window may go; false when that cannot be, and why is said."""
        assert self.program is not None
        window = self.program.window
        assert window is not None
        t = self._spoken().t
        why = ""
        if any(
            dialog.isVisible() and not isinstance(dialog, ReadingDialog) for dialog in window.findChildren(QDialog)
        ):
            why = t("Not locked: something is still open in which you can type. Finish it or close it first.")
        elif not window.flush():
            why = t("Not locked: what you typed last is not saved yet.")
        else:
            memories = window.memories()
            if is_half_typed(memories):
                why = t("Not locked: something in Settings is half typed. Save it or cancel it first.")
            else:
                try:
                    self.vault.keep_draft(draft_from(memories))
                except Refusal as refusal:
                    why = refusal_sentence(self._spoken(), None, refusal)
        if why:
            self._say_why_not(why)
        return not why

    def _say_why_not(self, sentence: str) -> None:
        assert self.program is not None
        window = self.program.window
        assert window is not None
        notice = NoticeBar(self._spoken())
        notice.retried.connect(self.lock)
        window.setMenuWidget(notice)
        notice.say(sentence)
        self._idle.start(AGAIN_MINUTES)

    def _drop(self) -> Key | None:
        """Let go of the window and of the diary; the key it had, for who writes it anew."""
        assert self.program is not None
        self._idle.stop()
        program, self.program = self.program, None
        program.wait()
        if program.window is not None:
            program.window.close()
            program.window.deleteLater()
            program.window = None
        key = self.vault.close()
        del program
        gc.collect()
        return key

    def _show_front(self, page: QWidget) -> None:
        if self.front is None:
            window = self._window()
            self.front = FrontWindow(self._spoken(), lambda: self._task is None)
            self.front.show_page(page)
            self.front.take_place_of(window)
        else:
            self.front.show_page(page)

    def _dress(self) -> None:
        apply_look(self.qt, self._themes[self.preferences.theme], self.preferences.text_size / 100)

    def _window(self) -> QWidget | None:
        return self.front or (self.program.window if self.program is not None else None)

    def _spoken(self) -> Language:
        return load_language(self._code or self.preferences.language, self._house.resources)

    def _on_language(self, show: Callable[[], None]) -> None:
        """The next language, for the window before the diary."""
        codes = list(self._languages)
        now = self._code or self.preferences.language
        self._code = self.preferences.language = codes[(codes.index(now) + 1) % len(codes)]
        show()

    def _red_flags(self) -> None:
        language = self._spoken()
        article = load_article(self._house.resources, language.code, RED_FLAGS)
        ReadingDialog([article], language, self.front).open()

    # ------------------------------------------------------------------ before the diary

    def _welcome(self) -> None:
        from diary.ui.welcome.page import WelcomePage

        names = [(code, OWN_NAMES.get(code, code)) for code in self._languages]
        page = WelcomePage(self._spoken(), self._house.resources, names)
        page.language_chosen.connect(self._on_welcome_language)
        page.sample_wished.connect(self._show_sample)
        page.begun.connect(partial(self._begin, page))
        page.red_flags_requested.connect(self._red_flags)
        self._show_front(page)

    def _on_welcome_language(self, code: str) -> None:
        self._code = self.preferences.language = code
        self._welcome()

    def _show_sample(self) -> None:
        """A sample in a window of its own; when that is closed, the welcome is there again."""
        assert self.front is not None
        held = ExitStack()
        journal = held.enter_context(self._house.open_sample(self._spoken().code))
        self.qt.setQuitOnLastWindowClosed(False)
        window = self._house.make_program(journal, None).open(self._code, geometry=self.front.geometry())
        window.setWindowTitle(self._spoken().t("Symptom Diary: a sample"))
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.destroyed.connect(lambda: self._after_sample(held))
        self.front.hide()

    def _after_sample(self, held: ExitStack) -> None:
        held.close()
        self._welcome()
        assert self.front is not None
        self.front.show()
        self.qt.setQuitOnLastWindowClosed(True)

    def _begin(self, page: "WelcomePage", passphrase: str | None) -> None:
        """Make the diary and go in."""

        def done(key: Key | None) -> None:
            self._task = None
            try:
                self.vault.create(key)
                self._go_in(self.vault.open(key), None)
            except Refusal as refusal:
                refused(refusal)

        def refused(refusal: Refusal) -> None:
            self._task = None
            page.say(refusal_sentence(self._spoken(), None, refusal))

        work = partial(Key.new, passphrase) if passphrase is not None else lambda: None
        self._task = Task(work, done, refused, self).start()

    def _ask(self, page: str | None) -> None:
        from diary.ui.unlock.page import UnlockPage

        codes = list(self._languages)
        other = codes[(codes.index(self._spoken().code) + 1) % len(codes)]
        asking = UnlockPage(
            self._spoken(),
            self.vault.key_of,
            partial(self._unlock, page),
            self.vault.key_of_sheet,
            OWN_NAMES.get(other, other),
        )
        asking.red_flags_requested.connect(self._red_flags)
        asking.language_requested.connect(partial(self._on_language, partial(self._ask, page)))
        asking.recovery.recovered.connect(self._write_anew)
        self._show_front(asking)

    def _unlock(self, page: str | None, key: Key) -> None:
        """Go in with this key. Raises Refusal WRONG_PASSPHRASE; with any other the window is given up, so that
        whoever opened it can mend the diary."""
        try:
            self._go_in(self.vault.open(key), page)
        except Refusal as refusal:
            if refusal.reason is Reason.WRONG_PASSPHRASE or self.program is not None:
                raise
            self._refusal = refusal
            if self.front is not None:
                self.front.close()

    def _change(self, passphrase: str | None) -> None:
        """Give the open diary another passphrase, or none."""
        if not self._shut():
            return
        self._busy()
        self._write_anew(self._drop(), passphrase)

    def _busy(self) -> None:
        t = self._spoken().t
        self._show_front(
            BusyPage(
                t("One moment"),
                t(
                    "Your diary and its copies are being written anew and compared. This takes a few seconds;"
                    " nothing can be lost."
                ),
            )
        )

    def _write_anew(self, old: Key | None, passphrase: str | None) -> None:
        """Write the diary, which is closed now, with another key, and open it again."""
        self._busy()
        keys = [old]

        def work() -> Copies:
            new = None if passphrase is None else Key.new(passphrase)
            keys.append(new)
            return self.vault.change_key(old, new)

        def done(copies: Copies) -> None:
            self._task = None
            self._go_in(
                self.vault.open(keys[-1]), SECTION, _said_of(copies, self._spoken(), passphrase is not None)
            )

        def refused(refusal: Refusal) -> None:
            self._task = None
            said = refusal_sentence(self._spoken(), None, refusal)
            for key in keys:  # stopped at the very end it has the new one already
                try:
                    self._go_in(self.vault.open(key), SECTION, said)
                except Refusal:
                    continue
                return
            self._ask(None)

        self._task = Task(work, done, refused, self).start()


def _said_of(copies: Copies, language: Language, has_passphrase: bool) -> str:
    """What was done, in a sentence or two."""
    t = language.t
    said = [
        t("Your diary has this passphrase from now on, and so have its copies. Make a recovery sheet now.")
        if has_passphrase
        else t("Your diary has no passphrase any more.")
    ]
    if copies.refusal is not None:
        said.append(refusal_sentence(language, None, copies.refusal))
    if copies.locked:
        said.append(
            language.n(
                "{count} copy has yet another passphrase, and keeps it.",
                "{count} copies have yet another passphrase, and keep it.",
                copies.locked,
            )
        )
    return " ".join(said)
