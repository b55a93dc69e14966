"""Declares what can be done from anywhere: its keys, the list of keys (F1) and "Go to" (Ctrl+K) read it. Its words
are under `does` in `resources/phrases/go_to.toml`; `MainWindow._do` does it."""

from typing import Final

from msgspec import Struct

from diary.content.language import Language

ACTION: Final = "do:"
"""What the address of an action begins with."""
PHRASES: Final = "go_to"


class Action(Struct, frozen=True):
    """The window knows what it does. `keys` may be empty; with a `page` they are that page's own."""

    key: str
    keys: str = ""
    page: str = ""
    needs_lock: bool = False

    def words(self, language: Language) -> str:
        """Return what it does, as it stands in the middle of a sentence."""
        return language.phrase(PHRASES, "does", self.key)


ACTIONS: Final = (
    Action("undo", "Ctrl+Z"),
    Action("find", "Ctrl+F"),
    Action("go", "Ctrl+K"),
    Action("today", "Ctrl+T"),
    Action("moment", "Ctrl+M", page="today"),
    Action("lock", "Ctrl+L", needs_lock=True),
    Action("keys", "F1"),
    Action("doctor"),
    Action("about"),
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
