"""Builds what Trends shows of a young diary: every value there is, what comes when, and what can be read already.

How many days each thing needs is read where that thing is decided; here is only which there are. They are called
as `resources/phrases/first_days.toml` says.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Final

import numpy as np
from msgspec import Struct

from diary.content.library import Library
from diary.content.words import value_words
from diary.domain.factors.state import THRESHOLDS
from diary.domain.form import Form
from diary.domain.item import Item, Preset
from diary.domain.links.link import WEEKS_NEEDED
from diary.domain.nights import nights_of
from diary.domain.period import FIRST_DAYS
from diary.domain.table import FORTNIGHT, SHARE_NEEDED, WEEK, WEEK_NEEDED, Bools, DayTable
from diary.screens.charts import ROLES
from diary.screens.understand import TopicLine


class ComingKind(Struct, frozen=True):
    """Something that appears once `needed` days have what `has` finds, on the page with this `address`; `item` is
    a question without which it never would."""

    key: str
    needed: int
    has: Callable[[DayTable], Bools]
    address: str
    item: str


def _known(table: DayTable, item: str) -> Bools:
    return ~np.isnan(table.column(item))


def _nights(table: DayTable) -> Bools:
    return ~np.isnan(nights_of(table).length)


COMING: Final = (
    ComingKind("values", 1, lambda table: table.logged, "trends/lines/function", "function"),
    ComingKind("places", WEEK_NEEDED, lambda table: table.mapped, "trends/spread", "body_map"),
    ComingKind("nights", THRESHOLDS.week_needed, _nights, "trends/lines/sleep", "got_up"),
    ComingKind(
        "stress", THRESHOLDS.week_needed, lambda table: _known(table, "stress"), "trends/lines/stress", "stress"
    ),
    ComingKind("often", SHARE_NEEDED, lambda table: table.mapped, "trends/spread", "body_map"),
    ComingKind("paper", FORTNIGHT, lambda table: table.logged, "share", "function"),
)


class ComingRow(Struct, frozen=True):
    """One thing that appears: `filled` of the `needed` days are there; `words` say how many are left, or nothing
    when it can be looked at, at its `address`. `filled` never falls because a day was left out."""

    title: str
    filled: int
    needed: int
    words: str
    address: str

    @property
    def is_there(self) -> bool:
        """Whether it can be looked at."""
        return self.filled == self.needed


class DayValues(Struct, frozen=True):
    """The values of one item, one a day and None where there is none, between `low` and `high`; `said` are the
    values in words, `text` says all of it."""

    name: str
    role: str
    low: float
    high: float
    values: tuple[float | None, ...]
    said: tuple[str, ...]
    text: str


class FirstDays(Struct, frozen=True):
    """What is shown: `days` are short names of the days of `charts`; `later` says what takes longer, and `read`
    is the topic to begin or go on with."""

    title: str
    span: str
    days: tuple[str, ...]
    charts: tuple[DayValues, ...]
    rows: tuple[ComingRow, ...]
    later: str
    read: TopicLine


def build_first_days(table: DayTable, library: Library, form: Form, read: TopicLine) -> FirstDays | None:
    """Build it from all days of the diary up to today; None when it is no longer young."""
    count = int(table.logged.sum())
    if not 0 < count < FIRST_DAYS:
        return None
    language, t = library.language, library.language.t
    shown = table.rows(max(0, len(table) - FIRST_DAYS), len(table))
    return FirstDays(
        title=language.n("The first day in your diary", "The first {count} days in your diary", count),
        span=language.span(*_ends(table)),
        days=tuple(
            language.pattern(day, "ccc" if len(shown) <= WEEK else "d", dots=False) for day in shown.period
        ),
        charts=tuple(_charts(shown, library)),
        rows=tuple(_rows(table, form, library)),
        later=t(
            "Comparing, and what goes together, take about {weeks} weeks.", weeks=language.number(WEEKS_NEEDED)
        ),
        read=read,
    )


def _ends(table: DayTable) -> tuple[date, date]:
    """Return the first and the last day with anything in it."""
    logged = np.flatnonzero(table.logged).tolist()
    first, last = (table.period.first + timedelta(days=logged[place]) for place in (0, -1))
    return first, last


def _charts(table: DayTable, library: Library) -> Iterable[DayValues]:
    """Return the values of what the shortest form asks, as far as there are any."""
    gathering = library.catalogue.gathering(Preset.ESSENTIALS)
    items = [library.catalogue.item(key) for key in (() if gathering is None else gathering.gathers)]
    for item in items:
        if item.is_numeric and _known(table, item.key).any():
            yield _values(item, table, library)


def _values(item: Item, table: DayTable, library: Library) -> DayValues:
    language, name = library.language, library.words.items[item.key].name
    column = table.column(item.key)
    values = tuple(float(value) if np.isfinite(value) else None for value in column)
    said = tuple("" if value is None else value_words(language, library.words, item, value) for value in values)
    named = "cccc" if len(table) <= WEEK else "EEEE d MMMM"
    days = [language.pattern(day, named) for day in table.period]
    heard = ", ".join(f"{day} {words}" for day, words in zip(days, said, strict=True) if words)
    role = "activity" if item.key == "function" else ROLES[item.factor] if item.factor is not None else "pain"
    return DayValues(name, role, item.low, item.high, values, said, f"{name}: {heard}")


def _rows(table: DayTable, form: Form, library: Library) -> Iterable[ComingRow]:
    language = library.language
    for kind in COMING:
        filled = min(kind.needed, int(kind.has(table).sum()))
        if filled or form.shows(library.catalogue.item(kind.item)):
            left = kind.needed - filled
            words = language.n("{count} day more", "{count} days more", left) if left else ""
            title = language.phrase("first_days", "coming", kind.key)
            yield ComingRow(title, filled, kind.needed, words, kind.address)
