"""Reading a diary that is open, with the catalogue its answers are checked against."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from diary.domain.body import Atlas
from diary.domain.day import Day
from diary.domain.form import Form
from diary.domain.item import Catalogue, OwnItem
from diary.domain.period import Period, diary_day
from diary.journal.forms import form_from
from diary.storage.key import Key
from diary.storage.store import Store

if TYPE_CHECKING:
    from diary.domain.table import DayTable

Listener = Callable[[Period], None]


class Reader:
    """What is in a diary. `catalogue` holds the built-in items and the person's own.

    `clock` gives the aware local time now, `zone` is the IANA zone new days are lived in; both are handed in
    so that nothing but the composition root reads the computer's clock.
    """

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        atlas: Atlas,
        clock: Callable[[], datetime],
        zone: str,
    ) -> None:
        self._store = store
        self._listeners: list[Listener] = []
        self._built_in = catalogue
        self.atlas = atlas
        self._clock = clock
        self._zone = zone
        self._boundary = self.form().boundary_minutes
        self.own_items: tuple[OwnItem, ...] = ()
        self.catalogue = catalogue
        self._read_own_items()

    @property
    def path(self) -> Path:
        """The file this diary is kept in."""
        return self._store.path

    @property
    def today(self) -> date:
        """The day that is being lived, by the day boundary."""
        return diary_day(self._clock(), self._boundary)

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def exchange_file(self, exchange: Callable[[], None], before: Key | None, after: Key | None) -> None:
        """Let go of the file, which `before` opens, while `exchange` puts another one in its place, and read on in
        that one, which `after` opens.

        When `exchange` raises, the diary is what it was. Raises Refusal when the file cannot be opened any more.
        """
        path, key = self._store.path, before
        self._store.close()
        try:
            exchange()
            key = after
        finally:
            self._store = Store(path, key=key)
        self._boundary = self.form().boundary_minutes
        self._read_own_items()

    def now(self) -> datetime:
        """The aware local time."""
        return self._clock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the period of every change; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def span(self) -> Period | None:
        """From the first to the last day with anything in it, or None for an empty diary."""
        return self._store.span()

    def day(self, day: date) -> Day:
        """One day; an empty one when nothing was logged."""
        return self._store.day(day) or Day(day, self._zone)

    def days(self, period: Period) -> tuple[Day, ...]:
        """The days of the period with something in them, oldest first."""
        return self._store.days(period)

    def table(self, period: Period) -> "DayTable":
        """The period as arrays, for derived numbers and charts."""
        from diary.journal.tables import STRUCTURED, table_from

        items = [item.key for item in self.catalogue.numeric]
        columns = self._store.columns(period, [*items, *STRUCTURED])
        return table_from(columns, period, items, self.atlas)

    def form(self) -> Form:
        """How the person wants their form."""
        return form_from(self._store.pairs("setting"))

    def profile(self) -> dict[str, str]:
        """What the person wants printed about themselves: `name`, `birth_year` (all optional)."""
        return self._store.pairs("profile")

    def _read_own_items(self) -> None:
        self.own_items = self._store.own_items()
        self.catalogue = self._built_in.with_own(own.item for own in self.own_items)

    def _tell(self, period: Period) -> None:
        for listener in tuple(self._listeners):
            listener(period)
