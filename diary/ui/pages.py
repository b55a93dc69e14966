"""What the main window knows of a page: its name, its icon and how it is made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from diary.content.country import Country
from diary.content.language import Language
from diary.content.library import Library
from diary.content.theme import Theme


@dataclass(frozen=True)
class Context:
    """Handed to every page. Another language or theme is another Context: the window builds its pages anew."""

    library: Library
    theme: Theme
    country: Country = Country.ELSEWHERE
    """Whose numbers to call are shown."""

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

    def build_section(self, context: Context) -> QWidget:
        """The part of Settings about the passphrase."""


@dataclass(frozen=True)
class PageSpec:
    """One page of the rail; `build` is called when the page is first shown, and again for another context."""

    key: str
    icon: str
    title: Callable[[Language], str]
    build: Callable[[Context], QWidget]


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
