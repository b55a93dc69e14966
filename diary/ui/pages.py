"""Describes pages: what a page is built from, what it may ask of the window, and what the window asks of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from diary.content.country import Country
from diary.content.language import Language
from diary.content.library import Library
from diary.content.theme import Theme
from diary.domain.period import Period
from diary.journal.journal import Journal

TODAY = "today"
"""The key of the page that opens first."""


@dataclass(frozen=True)
class Display:
    """What there is to choose from (languages by code, with their own names), and the size of words (percent)."""

    languages: Mapping[str, str] = field(default_factory=dict)
    themes: Sequence[str] = ()
    text_size: int = 100


@dataclass(frozen=True)
class Context:
    """Handed to every page. Another language or theme is another Context: the window builds its pages anew."""

    library: Library
    theme: Theme
    country: Country = Country.ELSEWHERE
    """Whose numbers to call are shown."""
    display: Display = field(default_factory=Display)

    @property
    def language(self) -> Language:
        """The language of everything on screen."""
        return self.library.language


class LockControl(Protocol):
    """Locks the diary, and has a part of the Settings page about it."""

    @property
    def has_passphrase(self) -> bool:
        """Whether there is anything to lock."""

    def lock(self) -> None:
        """Lock the diary now, unless something typed would be lost."""

    def build_section(self, context: Context, shell: "Shell") -> QWidget:
        """The part of Settings about the passphrase."""


class Shell(Protocol):
    """What a page may ask of the window around it. Areas never import each other: they go through here."""

    @property
    def journal(self) -> Journal:
        """The diary that is open."""

    @property
    def resources(self) -> Path:
        """The folder of the program's resources."""

    def follow(self, listener: Callable[[Period], None]) -> None:
        """Call a page's method with the period of every change, as long as the page is there."""

    def follow_day(self, listener: Callable[[date], None]) -> None:
        """Call a page's method when today is another day, as long as the page is there."""

    def open_day(self, day: date) -> None:
        """Show Today with this day."""

    def open_today(self) -> None:
        """Show Today."""

    def open_page(self, address: str) -> None:
        """Show a page by its key, or a section of it by `page/section`."""

    def show_article(self, key: str) -> None:
        """Open an article in a dialog."""

    def show_red_flags(self) -> None:
        """Open the article about when to call a doctor."""

    def prefer(self, what: str, value: object) -> None:
        """Show everything with another `language`, `theme`, `text_size` or `country`."""


@dataclass(frozen=True)
class PageSpec:
    """Describes a page of the sidebar, or a section of such a page (which has no icon).

    `build` is called when it is first shown, and again for another context.
    """

    key: str
    title: Callable[[Language], str]
    build: Callable[[Context, Shell], QWidget]
    icon: str = ""


@runtime_checkable
class RestoresPlace(Protocol):
    """A page that can be built anew where the person was: in another language, in another theme."""

    def memory(self) -> Any:  # noqa: ANN401 - each page knows its own
        """What to remember."""

    def recall(self, memory: Any) -> None:  # noqa: ANN401 - each page knows its own
        """Show what was remembered."""


@runtime_checkable
class HasUnsaved(Protocol):
    """A page on which something may be typed that is not stored yet."""

    def flush(self) -> bool:
        """Store it now; true when nothing waits."""


@runtime_checkable
class Editable(Protocol):
    """A page on which something can be filled in."""

    @property
    def inputs(self) -> Iterable[QWidget]:
        """What writes in the diary; it is not offered where that cannot be done."""


@runtime_checkable
class HasSections(Protocol):
    """A page whose parts are built when they are first wanted."""

    def only_read_parts(self) -> None:
        """Let nothing be filled in on any part, also of those to come."""


def only_read(page: QWidget) -> None:
    """Show that nothing can be filled in on this page."""
    if isinstance(page, HasSections):
        page.only_read_parts()
    if isinstance(page, Editable):
        for part in page.inputs:
            part.setEnabled(False)


class ClosesOnLock:
    """A dialog in which nothing that was typed could be lost: it goes with the window when the diary is locked."""
