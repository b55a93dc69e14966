"""Describes pages: what a page is built from, what it may call on the window, and what the window calls on it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar, runtime_checkable

from msgspec import Struct, field
from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from diary.content.country import Country
from diary.content.language import Language
from diary.content.library import Library
from diary.content.sentences import REFUSALS, refusal_sentence
from diary.content.theme import Theme
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.domain.register import RegisterRecord
from diary.domain.therapist_mark import MARKS
from diary.journal.journal import Journal
from diary.storage.header import is_give_back
from diary.ui.preferences import Preferences

TODAY = "today"
"""The key of the page that opens first."""


def marks_page(path: object) -> str:
    """Return the address of the page that looks at this file of a therapist."""
    return f"share/{MARKS}/{path}"


INTAKE = "settings/intake"
"""The address where notes come in; a path after it is a file or folder to look at."""
ELSEWHERE = "elsewhere"
FROM_ELSEWHERE = f"settings/copies/{ELSEWHERE}"
"""The address where a diary of another computer, or a backup of it, is chosen."""


def page_of_file(path: str) -> str:
    """Return the address of the page that looks at this file or folder."""
    with suppress(Refusal):  # the page that brings notes says why
        if is_give_back(Path(path)):
            return marks_page(path)
    return f"{INTAKE}/{path}"


def file_of_page(address: str) -> str:
    """Return the file or folder that the page at this address looks at; empty for any other page."""
    for begin in (marks_page(""), f"{INTAKE}/"):
        if address.startswith(begin):
            return address.removeprefix(begin)
    return ""


class TakesDropped:
    """Takes the one file or folder that is dropped on a widget, and nothing else; stands first among its bases.
    Only as a copy: the program it comes from would delete what is moved."""

    def dragEnterEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].toLocalFile():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        TakesDropped.dragEnterEvent(self, event)
        if event.isAccepted():
            self.take_dropped(event.mimeData().urls()[0].toLocalFile())

    def take_dropped(self, path: str) -> None:
        """Do with it what it was dropped for."""
        raise NotImplementedError


@contextmanager
def refusals_to(tell: Callable[[Refusal], object]) -> Iterator[None]:
    """Leave out the rest of the block where something in it is refused, and `tell` the refusal."""
    try:
        yield
    except Refusal as refusal:
        tell(refusal)


class Display(Struct, frozen=True):
    """Holds the choices (languages by code, with their own names), the theme chosen, and the size of words
    (percent)."""

    languages: Mapping[str, str] = field(default_factory=dict)
    themes: Sequence[str] = ()
    theme: str = ""
    text_size: int = 100
    dims_at_night: bool = False


class Context(Struct, frozen=True):
    """Holds what every page is built from. Another language or theme is another Context and builds new pages."""

    library: Library
    theme: Theme
    country: Country = Country.ELSEWHERE
    """The country whose numbers to call are shown."""
    display: Display = field(default_factory=Display)
    preferences: Preferences | None = None
    """Where the folder is remembered in which something was saved; None where nothing is."""
    refusals: str = REFUSALS
    """The file of phrases with the sentences of refusals: of a share they are others than of a diary."""

    @property
    def language(self) -> Language:
        """The language of everything on screen."""
        return self.library.language

    def sentence(self, refusal: Refusal, table: str = "") -> str:
        """Say why something was refused, with the names of items and areas; `table` has the words of a place of
        its own."""
        return refusal_sentence(self.language, self.library.words, refusal, table or self.refusals)

    def telling(self, say: Callable[[str], object]) -> AbstractContextManager[None]:
        """Leave out the rest of the block where something in it is refused, and `say` why."""
        return refusals_to(lambda refusal: say(self.sentence(refusal)))


class LockControl(Protocol):
    """Locks the diary, and builds the section of Settings about the passphrase."""

    @property
    def has_passphrase(self) -> bool:
        """Whether the diary has a passphrase."""

    @property
    def is_replaced(self) -> bool:
        """Whether another version of the program was installed since this one was started."""

    def lock(self) -> None:
        """Lock the diary now, unless something typed would be lost."""

    def start_again(self) -> None:
        """End this process and begin a new one on the same page, unless something typed would be lost."""

    def build_section(self, context: Context, shell: "Shell") -> QWidget:
        """Build the section of Settings about the passphrase."""


class FollowsDiary(Protocol):
    """A page that is told of changes in the diary."""

    def on_changed(self, period: Period, /) -> None:
        """Show what changed in these days."""

    def on_day(self, today: date, /) -> None:
        """Go on with another day as today."""


Follows = TypeVar("Follows", bound=FollowsDiary)


class Shell(Protocol):
    """What a page may call on the window around it. Areas never import each other: they go through this class."""

    @property
    def journal(self) -> Journal:
        """The diary that is open."""

    @property
    def resources(self) -> Path:
        """The folder of the program's resources."""

    def follow(self, page: Follows) -> Follows:
        """Tell a page of every change and of another day, as long as it is there; returns the page."""

    def look_at_clock(self) -> None:
        """See whether today is another day by now."""

    def open_day(self, day: date) -> None:
        """Show Today with this day."""

    def open_today(self) -> None:
        """Show Today."""

    def therapist_marks(self) -> Sequence[RegisterRecord]:
        """Return the marks of a therapist beside the days that are shown."""

    def last_visit(self) -> date | None:
        """Return the day from which Compare begins to look, None for the last weeks."""

    def open_page(self, address: str) -> None:
        """Show a page by its key, or a place in it: a section by `page/section`, a topic, or a chart of Trends by
        `trends/lines/chart`."""

    def show_red_flags(self) -> None:
        """Open the article about when to call a doctor."""

    def tell_blocked(self, refusal: Refusal | None) -> None:
        """Tell why the file cannot be written, or None when it can again."""

    def prefer(self, what: str, value: object) -> None:
        """Show everything with another `language`, `theme`, `text_size` or `country`."""


class PlaceSpec(Struct, frozen=True):
    """Describes a place in a page that is gone to by its name."""

    key: str
    title: Callable[[Language], str]


class PageSpec(Struct, frozen=True):
    """Describes a page of the sidebar, or a section of such a page (which has no icon).

    `build` is called when it is first shown, and again for another context; `parts` are its sections, or places
    in it, `places` returns by the folder of resources the keys of others that an address may name.
    """

    key: str
    title: Callable[[Language], str]
    build: Callable[[Context, Shell], QWidget]
    icon: str = ""
    parts: Sequence["PageSpec | PlaceSpec"] = ()
    places: Callable[[Path], Iterable[str]] = lambda _resources: ()


@runtime_checkable
class HasOwnMarks(Protocol):
    """The window around a share: it holds the therapist's own marks."""

    def own_marks(self) -> Journal:
        """Return the file with the marks, open to write in it. Raises Refusal."""

    def writer(self) -> str:
        """Return the name that was written under last, so that nobody types it for each mark."""


@runtime_checkable
class RestoresPlace(Protocol):
    """A page whose state survives a new language or theme."""

    def memory(self) -> Any:  # noqa: ANN401 - each page knows its own
        """Return what to remember."""

    def recall(self, memory: Any) -> None:  # noqa: ANN401 - each page knows its own
        """Show what was remembered."""


@runtime_checkable
class ShowsPlace(Protocol):
    """A page with places that others lead to: sections, topics, charts."""

    def show_place(self, key: str) -> None:
        """Show this place; a key nobody knows shows what the page shows first."""


@runtime_checkable
class ShowsAnother(Protocol):
    """A page that can go on with another diary, as if it were shown first."""

    def begin_anew(self) -> None:
        """Show the diary that is open now when the page is next shown."""

    def fill_ahead(self) -> None:
        """Make what is to be shown before it is seen."""


@runtime_checkable
class ShowsDay(Protocol):
    """A page that shows one day and can go to others: Today."""

    @property
    def is_unseen(self) -> bool:
        """Whether it went on to the new day just now, before anybody can have seen that."""

    def go_to(self, day: date) -> None:
        """Show this day."""

    def go_by(self, days: int) -> None:
        """Show the day this many days later."""

    def ask(self) -> None:
        """Ask for a moment."""

    def undo(self) -> None:
        """Take the newest change back."""


@runtime_checkable
class HasUnsaved(Protocol):
    """A page that may hold typed text that is not stored yet."""

    def flush(self) -> bool:
        """Store it now; true when nothing is left to store."""


@runtime_checkable
class Undoes(Protocol):
    """A page that takes back what was done on it."""

    def undo(self) -> None:
        """Take back the last thing that was done here."""


@runtime_checkable
class Editable(Protocol):
    """A page with fields, which are disabled in a read-only diary."""

    @property
    def inputs(self) -> Iterable[QWidget]:
        """Return the widgets that write to the diary, to be disabled in a read-only one."""


@runtime_checkable
class HasSections(Protocol):
    """A page whose sections are built when first shown."""

    def only_read_parts(self) -> None:
        """Disable the fields of every section, also of those not built yet."""


def only_read(page: QWidget) -> None:
    """Disable what writes to the diary on this page."""
    if isinstance(page, HasSections):
        page.only_read_parts()
    if isinstance(page, Editable):
        for part in page.inputs:
            part.setEnabled(False)


class ClosesOnLock:
    """A dialog without typed text: it may close with the window when the diary is locked."""
