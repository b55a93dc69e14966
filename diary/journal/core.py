"""What the parts of a journal share: the open file, the clock, the items, and who hears of a change."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from msgspec import ValidationError, convert, to_builtins

from diary.domain.body import Atlas
from diary.domain.form import PRESET_SETTING, Form
from diary.domain.item import Catalogue, OwnItem, Preset
from diary.domain.period import Period, diary_day
from diary.journal.open_file import Joined, OpenFile
from diary.storage.store import Store

FORM, OWN_CHOICE = "form.", "own"
OF_A_NEW_DIARY: Final = {PRESET_SETTING: Preset.ESSENTIALS.value}
"""The settings a diary is made with. One that was made before them keeps the form it had."""


def form_from(settings: Mapping[str, str]) -> Form:
    """Return the form as the diary has it; a field that is missing or cannot be read is the usual one."""
    told = {name: _told(text) for name in Form.__struct_fields__ if (text := settings.get(FORM + name))}
    return convert({name: value for name, value in told.items() if _fits({name: value})}, Form, strict=False)


DAYS_BEFORE = "days_before"
"""The setting of a share that tells how many days the diary had before it, as far as they count."""


def settings_of(form: Form) -> dict[str, str]:
    """Return every field as the text it is kept as."""
    found = {FORM + name: _kept(value) for name, value in to_builtins(form).items()}
    return {**found, PRESET_SETTING: form.preset or OWN_CHOICE}


def _kept(value: object) -> str:
    return json.dumps(sorted(value)) if isinstance(value, list) else "" if value is None else str(value)


def _told(text: str) -> object:
    try:
        return None if text == OWN_CHOICE else json.loads(text) if text.startswith("[") else text
    except (json.JSONDecodeError, RecursionError):
        return text


def _fits(told: Mapping[str, object]) -> bool:
    try:
        convert(told, Form, strict=False)
    except ValidationError:
        return False
    return True


Listener = Callable[[Period], None]


class JournalCore:
    """One diary that is open. `catalogue` holds the built-in items and the person's own.

    `now` gives the aware local time, in the zone new days are lived in; `zone` is that IANA zone for a clock that
    does not name one. Both are handed in so that nothing but the composition root reads the computer's clock.
    """

    def __init__(
        self, store: Store, catalogue: Catalogue, atlas: Atlas, now: Callable[[], datetime], zone: str
    ) -> None:
        self.file = OpenFile(store, partial(_join, catalogue, now))
        self.built_in = catalogue
        self.atlas = atlas
        self.now = now
        self._first_zone = zone
        self._listeners: list[Listener] = []
        self.own_items: tuple[OwnItem, ...] = ()
        self.catalogue = catalogue
        self.read_again()

    @property
    def store(self) -> Store:
        """What to read from and write in: see `OpenFile.store`."""
        return self.file.store

    @property
    def zone(self) -> str:
        """The zone the clock is in, which may have travelled since the diary was opened."""
        return getattr(self.now().tzinfo, "key", None) or self._first_zone

    @property
    def today(self) -> date:
        """The present day, which begins at the day boundary."""
        return diary_day(self.now(), self.boundary)

    def began(self) -> date | None:
        """Return the day on which somebody began to write: the first with anything in it, or where anything was
        typed the first with that. Of a share it is as many days earlier as it says, at most two weeks."""
        span, before = self.store.span(), self.store.pairs("setting").get(DAYS_BEFORE, "")
        if span is None:
            return None
        first = self.store.first_typed() or span.first
        return first - timedelta(days=int(before) if len(before) < 3 and before.isdecimal() else 0)

    @property
    def span_or_today(self) -> Period:
        """The days a change of something that concerns all of them is told of."""
        return self.store.span() or self._only_today

    @property
    def _only_today(self) -> Period:
        return Period(self.today, self.today)

    def read_again(self) -> None:
        """Read what is kept here of the file: the day boundary, the start of weeks and the own items."""
        form = form_from(self.store.pairs("setting"))
        self.boundary, self.week_starts = form.boundary_minutes, form.week_starts
        self.read_own_items()

    def read_own_items(self) -> None:
        """Make `own_items` and `catalogue` what is in the file."""
        own_items = self.store.own_items()
        if own_items != self.own_items:
            self.own_items = own_items
            self.catalogue = self.built_in.with_own(own.item for own in own_items)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the period of every change; returns a function that ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, period: Period | None = None) -> None:
        """Tell that these days changed; None when no day did, but something that is shown beside them."""
        for listener in tuple(self._listeners):
            listener(period or self._only_today)

    def tell_all(self, period: Period | None) -> None:
        """Tell of a change of whatever kind; own items concern every day there is, records none."""
        before = self.own_items
        self.read_own_items()
        self.tell(period or (self.span_or_today if self.own_items != before else None))


def _join(built_in: Catalogue, now: Callable[[], datetime], new: Store, old: Store) -> Joined:
    """Bring over what only the old file had: see `journal.merge`."""
    from diary.journal.merge import join

    return join(new, old, built_in, now())
