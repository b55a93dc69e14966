"""Declares what can be done from anywhere: its keys, the list of keys (F1) and "Go to" (Ctrl+K) read it."""

from collections.abc import Callable
from typing import Final, Protocol

from msgspec import Struct

from diary.content.language import Language

ACTION: Final = "do:"
"""What the address of an action begins with."""
PHRASES: Final = "go_to"


class Acts(Protocol):
    """What actions call on the window."""

    def undo(self) -> None:
        """Undo on the page that is open."""

    def ask_words(self) -> None:
        """Ask for words to find."""

    def ask_destination(self) -> None:
        """Ask where to go."""

    def open_now(self) -> None:
        """Show the present day."""

    def ask_moment(self) -> None:
        """Ask for a moment."""

    def lock(self) -> None:
        """Lock the diary."""

    def show_keys(self) -> None:
        """Open the list of keys."""

    def show_red_flags(self) -> None:
        """Open the article about when to call a doctor."""

    def show_about(self) -> None:
        """Open the article about the program."""


class Action(Struct, frozen=True):
    """`do` does it in the window. `keys` may be empty; with a `page` they are that page's own."""

    key: str
    do: Callable[[Acts], object]
    keys: str = ""
    page: str = ""
    needs_lock: bool = False

    def words(self, language: Language) -> str:
        """Return what it does, as it stands in the middle of a sentence."""
        return language.phrase(PHRASES, "does", self.key)


ACTIONS: Final = (
    Action("undo", lambda window: window.undo(), "Ctrl+Z"),
    Action("find", lambda window: window.ask_words(), "Ctrl+F"),
    Action("go", lambda window: window.ask_destination(), "Ctrl+K"),
    Action("today", lambda window: window.open_now(), "Ctrl+T"),
    Action("moment", lambda window: window.ask_moment(), "Ctrl+M", page="today"),
    Action("lock", lambda window: window.lock(), "Ctrl+L", needs_lock=True),
    Action("keys", lambda window: window.show_keys(), "F1"),
    Action("doctor", lambda window: window.show_red_flags()),
    Action("about", lambda window: window.show_about()),
)


def key_lines(language: Language, page: str = "") -> tuple[str, ...]:
    """Return the lines of the list of keys: for what works everywhere, or on one page."""
    there = (action for action in ACTIONS if action.keys and action.page == page)
    return tuple(
        language.t("{keys}: {action}, if it has a passphrase", keys=each.keys, action=each.words(language))
        if each.needs_lock
        else language.t("{keys}: {action}", keys=each.keys, action=each.words(language))
        for each in there
    )
