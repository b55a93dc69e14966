"""Declares what can be done from anywhere: its keys, the list of keys (F1) and "Go to" (Ctrl+K) read it."""

from collections.abc import Callable
from typing import Final, Protocol

from msgspec import Struct

from diary.content.language import Language

ACTION: Final = "do:"
"""What the address of an action begins with."""


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
    """`words` say in the middle of a sentence what it does, `also` are other words it is looked for by. `keys`
    may be empty; with a `page` they are that page's own."""

    key: str
    words: Callable[[Language], str]
    do: Callable[[Acts], object]
    keys: str = ""
    also: Callable[[Language], str] = lambda _language: ""
    page: str = ""
    needs_lock: bool = False


ACTIONS: Final = (
    Action("undo", lambda language: language.t("undo the last change"), lambda window: window.undo(), "Ctrl+Z"),
    Action(
        "find",
        lambda language: language.t("find words in your diary and on the pages of Understand"),
        lambda window: window.ask_words(),
        "Ctrl+F",
        lambda language: language.t("search, look up"),
    ),
    Action(
        "go",
        lambda language: language.t("go to a page, a setting or an action"),
        lambda window: window.ask_destination(),
        "Ctrl+K",
    ),
    Action("today", lambda language: language.t("back to today"), lambda window: window.open_now(), "Ctrl+T"),
    Action(
        "moment",
        lambda language: language.t("add a moment"),
        lambda window: window.ask_moment(),
        "Ctrl+M",
        lambda language: language.t("harder time, treatment, medicine, life event"),
        page="today",
    ),
    Action(
        "lock",
        lambda language: language.t("lock the diary"),
        lambda window: window.lock(),
        "Ctrl+L",
        needs_lock=True,
    ),
    Action("keys", lambda language: language.t("the list of keys"), lambda window: window.show_keys(), "F1"),
    Action(
        "doctor",
        lambda language: language.t("when to call a doctor"),
        lambda window: window.show_red_flags(),
        also=lambda language: language.t("emergency, help, number"),
    ),
    Action(
        "about",
        lambda language: language.t("about this program"),
        lambda window: window.show_about(),
        also=lambda language: language.t("version, purpose, privacy"),
    ),
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
