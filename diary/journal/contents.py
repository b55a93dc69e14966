"""Reading a diary that is open, with the catalogue its answers are checked against."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from diary.domain.body import Atlas
from diary.domain.day import Day, Moment, in_order
from diary.domain.form import Form
from diary.domain.item import Catalogue, OwnItem
from diary.domain.period import Period, diary_day
from diary.domain.refusal import Reason
from diary.journal.forms import form_from
from diary.journal.open_file import Joined, OpenFile
from diary.storage.store import Store

if TYPE_CHECKING:
    from diary.domain.table import DayTable
    from diary.storage.backups.backup import Ready

Listener = Callable[[Period], None]


class DiaryContents:
    """What is in a diary. `catalogue` holds the built-in items and the person's own.

    `clock` gives the aware local time now, in the zone new days are lived in; `zone` is that IANA zone for a clock
    that does not name one. Both are handed in so that nothing but the composition root reads the computer's clock.
    """

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        atlas: Atlas,
        clock: Callable[[], datetime],
        zone: str,
    ) -> None:
        self._open_file = OpenFile(store, partial(_join, catalogue, clock))
        self._listeners: list[Listener] = []
        self._built_in = catalogue
        self.atlas = atlas
        self._clock = clock
        self._first_zone = zone
        self._boundary = self.form().boundary_minutes
        self.own_items: tuple[OwnItem, ...] = ()
        self.catalogue = catalogue
        self._read_own_items()

    @property
    def _store(self) -> Store:
        return self._open_file.store

    @property
    def _zone(self) -> str:
        """The zone the clock is in, which may have travelled since the diary was opened."""
        return getattr(self._clock().tzinfo, "key", None) or self._first_zone

    @property
    def path(self) -> Path:
        """The file this diary is kept in."""
        return self._open_file.open.path

    @property
    def today(self) -> date:
        """The day that is being lived, by the day boundary."""
        return diary_day(self._clock(), self._boundary)

    @property
    def boundary_minutes(self) -> int:
        """When a day of this diary ends, in minutes after midnight."""
        return self._boundary

    @property
    def reading_only(self) -> Reason | None:
        """Why nothing can be written in this diary: FILE_NEWER or FILE_READ_ONLY; None where it can."""
        return self._store.reading_only

    def save_copy(self, target: Path) -> None:
        """A copy of the diary under another name. Raises Refusal FILE_EXISTS, DISK_FULL and the like."""
        self._store.save_copy(target)

    def close(self) -> None:
        """Let go of the file."""
        self._open_file.open.close()

    def reopen(self, ready: "Ready | None" = None) -> None:
        """Go on with the file that has the diary's name now; a copy that is `ready` takes its place before that.

        When it cannot, the diary is what it was. Raises Refusal as that and as opening does.
        """
        self._open_file.open.close()
        try:
            if ready is not None:
                ready.put_in_place()
                self._open_file.open.key = ready.key
        finally:
            self._open_file.open.reopen()
        self._boundary = self.form().boundary_minutes
        self._read_own_items()

    def look_over(self) -> None:
        """See whether all of the file can be read; for a thread of its own. Raises Refusal FILE_DAMAGED."""
        self._open_file.open.look_over()

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

    @property
    def last_day(self) -> date:
        """The last day that can be looked at: today, or a later one with something in it, which was typed by
        mistake or while a clock was wrong."""
        span = self.span()
        return self.today if span is None else max(self.today, span.last)

    def day(self, day: date) -> Day:
        """One day; an empty one when nothing was logged."""
        stored = self._store.day(day)
        return Day(day, self._zone) if stored is None else self._in_order(stored)

    def days(self, period: Period) -> tuple[Day, ...]:
        """The days of the period with something in them, oldest first."""
        return tuple(map(self._in_order, self._store.days(period)))

    def moments(self, period: Period) -> tuple[tuple[date, Moment], ...]:
        """Every moment of the period with its day, the latest first."""
        found: dict[date, list[Moment]] = {}
        for day, moment in reversed(self._store.moments(period)):
            found.setdefault(day, []).append(moment)
        ordered = [(day, moment) for day in found for moment in in_order(found[day], self._boundary)]
        return tuple(reversed(ordered))

    def table(self, period: Period, only: Iterable[str] | None = None) -> "DayTable":
        """The period as arrays, for derived numbers and charts; with columns for the items `only` names."""
        from diary.journal.tables import STRUCTURED, table_from

        wanted = None if only is None else frozenset(only)
        items = [item.key for item in self.catalogue.numeric if wanted is None or item.key in wanted]
        columns = self._store.columns(period, [*items, *STRUCTURED])
        return table_from(columns, period, items, self.atlas)

    def form(self) -> Form:
        """How the person wants their form."""
        return form_from(self._store.pairs("setting"))

    def profile(self) -> dict[str, str]:
        """What the person wants printed about themselves: `name`, `birth_year` (all optional)."""
        return self._store.pairs("profile")

    def _in_order(self, day: Day) -> Day:
        if len(day.moments) < 2:
            return day
        return replace(day, moments=in_order(day.moments, self._boundary))

    def _read_own_items(self) -> None:
        self.own_items = self._store.own_items()
        self.catalogue = self._built_in.with_own(own.item for own in self.own_items)

    def _tell(self, period: Period) -> None:
        for listener in tuple(self._listeners):
            listener(period)


def _join(built_in: Catalogue, clock: Callable[[], datetime], new: Store, old: Store) -> Joined:
    """Bring over what only the old file had: see `journal.merging`."""
    from diary.journal.merge import join

    return join(new, old, built_in, clock())
