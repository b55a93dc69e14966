"""Who comes in: the window before the diary, the diary's own window, and the way from one to the other.

While the diary is locked its window is gone with everything in it, its file is closed and its key forgotten. What
was half typed waits inside the file.
"""

import gc
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.journal.vault import Copies, Vault
from diary.storage.key import Key
from diary.ui.context import Context
from diary.ui.door.drafts import draft_from, is_half_typed, memories_from
from diary.ui.door.front import BusyPage
from diary.ui.door.idle import IdleWatch
from diary.ui.door.porch import House, Porch
from diary.ui.door.screen_lock import ScreenLock
from diary.ui.mishap import MishapBox, Mishaps
from diary.ui.notices import show_notice
from diary.ui.pages import Passing
from diary.ui.program import Program, flushed
from diary.ui.task import Task
from diary.ui.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from diary.ui.welcome.page import WelcomePage

SECTION = "settings/passphrase"
AGAIN_MINUTES = 0.5
"""When something typed cannot be kept yet, locking is tried again so much later."""


class Door(QObject):
    """Opens, locks and changes the diary in the vault. It is the `Keeper` of the diary's window."""

    def __init__(self, vault: Vault, house: House) -> None:
        super().__init__()
        self.vault = vault
        self._house = house
        self.porch = Porch(house, vault.path, lambda: self._task is not None and self._task.is_going, self)
        self.program: Program | None = None
        self._task: Task | None = None
        self._said = ""
        self._refusal: Refusal | None = None
        self._notice: NoticeBar | None = None
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self.lock)
        self._screen = ScreenLock(self)
        self._screen.locked.connect(self.lock)

    def run(self, language: str | None = None, page: str | None = None) -> int:
        """Let the person in and stay until the last window is closed; the exit code of the program."""
        mishaps = Mishaps(self._window, lambda: self.porch.spoken, lambda: flushed(self.program))
        mishaps.refused.connect(self._mend)
        try:
            self.enter(language, page)
            with mishaps.heard():
                code = self.porch.qt.exec()
            if self._refusal is not None:
                raise self._refusal
            return code
        finally:
            if self.program is not None:
                self.program.wait()
            if self._task is not None:
                self._task.wait()

    def _mend(self, refusal: Refusal) -> None:
        if self.program is not None:
            self.program.mend(refusal)

    def enter(self, language: str | None = None, page: str | None = None) -> None:
        """Show the first window there is to show. Raises Refusal when the diary cannot be opened."""
        self.porch.code = language
        self.porch.dress()
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

        minutes = self.porch.preferences.lock_minutes
        section = PassphraseSection(context, self.vault, self._house.resources, minutes, self._said)
        self._said = ""
        section.change_wished.connect(self._change)
        section.lock_wished.connect(self.lock)
        section.minutes_chosen.connect(self._on_minutes)
        return section

    def _on_minutes(self, minutes: int) -> None:
        self.porch.preferences.lock_minutes = minutes
        self._idle.start(minutes)

    # ------------------------------------------------------------------ in and out

    def _go_in(self, journal: Journal, page: str | None, said: str = "") -> None:
        self._said = said
        draft = self.vault.draft()
        self.program = program = self._house.make_program(journal, self)
        memories = memories_from(draft)
        self.porch.leave_to(program, partial(program.open, self.porch.code, page, memories))
        self.vault.keep_draft("")
        if self.has_passphrase:
            self._idle.start(self.porch.preferences.lock_minutes)
            self._screen.start()

    def _shut(self) -> bool:
        """Keep all that was typed, so that the window may go; false when that cannot be, and why is said."""
        assert self.program is not None
        window = self.program.window
        assert window is not None
        self.porch.code = self.program.language
        t = self.porch.spoken.t
        why = ""
        if any(
            dialog.isVisible() and not isinstance(dialog, Passing | MishapBox)
            for dialog in window.findChildren(QDialog)
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
                    why = refusal_sentence(self.porch.spoken, None, refusal)
        if why:
            self._say_why_not(why)
        return not why

    def _say_why_not(self, sentence: str) -> None:
        assert self.program is not None
        window = self.program.window
        assert window is not None
        if self._notice is None:
            self._notice = NoticeBar(self.porch.spoken)
            self._notice.retried.connect(self.lock)
            show_notice(window, self._notice)
        self._notice.say(sentence)
        self._idle.start(AGAIN_MINUTES)

    def _drop(self) -> Key | None:
        """Let go of the window and of the diary; the key it had, for who writes it anew."""
        assert self.program is not None
        self._idle.stop()
        program, self.program, self._notice = self.program, None, None
        program.wait()
        if program.window is not None:
            program.window.close()
            program.window.deleteLater()
            program.window = None
        key = self.vault.close()
        del program
        gc.collect()
        return key

    def _window(self) -> QWidget | None:
        return self.porch.window or (self.program.window if self.program is not None else None)

    # ------------------------------------------------------------------ before the diary

    def _welcome(self) -> None:
        from diary.ui.welcome.page import WelcomePage

        names = list(self.porch.languages.items())
        page = WelcomePage(self.porch.spoken, self._house.resources, names)
        page.language_chosen.connect(lambda code: self.porch.speak(code, self._welcome))
        page.sample_wished.connect(self.porch.show_sample)
        page.begun.connect(partial(self._begin, page))
        page.red_flags_requested.connect(self.porch.show_red_flags)
        self.porch.show_page(page)

    def _begin(self, page: "WelcomePage", passphrase: str | None) -> None:
        """Make the diary and go in."""

        def done(key: Key | None) -> None:
            try:
                self.vault.create(key)
                self._go_in(self.vault.open(key), None)
            except Refusal as refusal:
                refused(refusal)

        def refused(refusal: Refusal) -> None:
            page.say(refusal_sentence(self.porch.spoken, None, refusal))

        work = partial(Key.new, passphrase) if passphrase is not None else lambda: None
        self._task = Task(work, done, refused, self).start()

    def _ask(self, page: str | None, wrong: int = 0) -> None:
        from diary.ui.unlock.page import UnlockPage

        porch, other = self.porch, self.porch.other_language
        asking = UnlockPage(
            porch.spoken,
            self.vault.key_of,
            partial(self._unlock, page),
            self.vault.key_of_sheet,
            porch.languages[other],
            wrong,
        )
        asking.red_flags_requested.connect(porch.show_red_flags)
        asking.language_requested.connect(lambda: porch.speak(other, partial(self._ask, page, asking.wrong)))
        asking.recovery.recovered.connect(self._write_anew)
        porch.show_page(asking, self._window())

    def _unlock(self, page: str | None, key: Key) -> None:
        """Go in with this key. Raises Refusal WRONG_PASSPHRASE; with any other the window is given up, so that
        whoever opened it can mend the diary."""
        try:
            self._go_in(self.vault.open(key), page)
        except Refusal as refusal:
            if refusal.reason is Reason.WRONG_PASSPHRASE or self.program is not None:
                raise
            self._refusal = refusal
            if self.porch.window is not None:
                self.porch.window.close()

    def _change(self, passphrase: str | None) -> None:
        """Give the open diary another passphrase, or none."""
        if not self._shut():
            return
        self._busy()
        self._write_anew(self._drop(), passphrase)

    def _busy(self) -> None:
        t = self.porch.spoken.t
        self.porch.show_page(
            BusyPage(
                t("One moment"),
                t(
                    "Your diary and its copies are being written anew and compared. This takes a few seconds;"
                    " nothing can be lost."
                ),
            ),
            self._window(),
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
            self._go_in(
                self.vault.open(keys[-1]), SECTION, _said_of(copies, self.porch.spoken, passphrase is not None)
            )

        def refused(refusal: Refusal) -> None:
            said = refusal_sentence(self.porch.spoken, None, refusal)
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
        t(
            "Your diary has this passphrase from now on, and so have its copies on this computer. Those in a "
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
                "{count} copy has yet another passphrase, and keeps it.",
                "{count} copies have yet another passphrase, and keep it.",
                copies.locked,
            )
        )
    return " ".join(said)
