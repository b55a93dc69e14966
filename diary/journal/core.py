"""What the parts of a journal share: the open file, the clock, the items, and who hears of a change."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Final

from diary.domain.body import Atlas
from diary.domain.form import PRESET_SETTING, WEEK_STARTS, Form, PainRhythm
from diary.domain.item import MINUTES_A_DAY, Catalogue, OwnItem, Preset
from diary.domain.period import Period, diary_day
from diary.journal.open_file import Joined, OpenFile
from diary.storage.store import Store

OWN_CHOICE = "own"
OF_A_NEW_DIARY: Final = {PRESET_SETTING: Preset.ESSENTIALS.value}
"""The settings a diary is made with. One that was made before them keeps the form it had."""


def form_from(settings: Mapping[str, str]) -> Form:
    usual = Form()
    preset = settings.get(PRESET_SETTING, "")
    boundary = settings.get("form.boundary_minutes", "")
    return Form(
        preset=None if preset == OWN_CHOICE else Preset(preset) if preset in set(Preset) else usual.preset,
        chosen=_keys(settings.get("form.chosen", "")),
        pain=PainRhythm(settings["form.pain"]) if settings.get("form.pain") in set(PainRhythm) else usual.pain,
        hidden_areas=_keys(settings.get("form.hidden_areas", "")),
        folded=_keys(settings.get("form.folded", "")),
        boundary_minutes=int(boundary)
        if boundary.isdecimal() and len(boundary) <= len(str(MINUTES_A_DAY)) and int(boundary) < MINUTES_A_DAY
        else usual.boundary_minutes,
        week_starts=next((day for day in WEEK_STARTS if settings.get("form.week_starts") == str(day)), None),
    )


def settings_of(form: Form) -> dict[str, str]:
    return {
        PRESET_SETTING: form.preset or OWN_CHOICE,
        "form.chosen": json.dumps(sorted(form.chosen)),
        "form.pain": form.pain.value,
        "form.hidden_areas": json.dumps(sorted(form.hidden_areas)),
        "form.folded": json.dumps(sorted(form.folded)),
        "form.boundary_minutes": str(form.boundary_minutes),
        "form.week_starts": "" if form.week_starts is None else str(form.week_starts),
    }


def _keys(text: str) -> frozenset[str]:
    try:
        found = json.loads(text) if text else []
    except (json.JSONDecodeError, RecursionError):
        return frozenset()
    return frozenset(key for key in found if isinstance(key, str)) if isinstance(found, list) else frozenset()


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
