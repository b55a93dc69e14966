"""Compares two spans of a diary: which items, over which days, corrected together."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

import numpy as np
from msgspec import Struct

from diary.domain import spread
from diary.domain.comparison import (
    CHANCE,
    LEAST_DAYS,
    Comparison,
    ComparisonStatus,
    Margin,
    around_common_mean,
    compare,
    gate,
    mean_of,
    rating_margin,
    settled,
)
from diary.domain.day import BODY_MAP
from diary.domain.item import Catalogue, Item, Kind
from diary.domain.links.series import any_late, areas_today, noted, time_asleep
from diary.domain.measures import CLOCK_UNIT, MEASURES
from diary.domain.nights import nights_of
from diary.domain.period import Period
from diary.domain.sleep import NIGHT_ITEMS
from diary.domain.table import IMPORTED, Bools, DayTable, Floats

AMOUNT: Final = Margin(little_share=0.1, plain_share=0.3)
NIGHT: Final = Margin(little=15, plain=60)
SHARE: Final = Margin(little=0.1, plain=0.3)
PERCENT: Final = Margin(little=5, plain=15)
"""The least differences worth a word where no study gives one (ours): of minutes and counts a tenth and three
tenths; of a night's minutes and clock times a quarter of an hour and an hour; of the share of days 10 and 30
percent points; of sleep efficiency 5 and 15."""
MEASURED: Final[Mapping[str, Margin]] = {
    "time_asleep": NIGHT,
    "time_in_bed": NIGHT,
    "efficiency": PERCENT,
    "midpoint": NIGHT,
    "active_minutes": AMOUNT,
    "load": AMOUNT,
    "areas_today": rating_margin(0, 10),
    "regions": rating_margin(0, 5),
    "extent": AMOUNT,
    "wander": Margin(little=10, plain=30),
}
"""Derived numbers that can be compared. Unions over seven days cannot: their days overlap."""
_NIGHTS: Final = frozenset({"time_in_bed", "efficiency", "midpoint"})


MOST_OTHERWISE: Final = 1 / 3
"""By how much the share of days that were imported may differ between two spans (ours)."""


class TwoPeriods(Struct, frozen=True):
    """The earlier span and the later one; `problem` tells why they cannot be compared at all."""

    before: Period
    after: Period

    @property
    def overlap(self) -> bool:
        """Whether a day lies in both, or the later one begins first."""
        return self.after.first <= self.before.last

    @property
    def too_short(self) -> bool:
        """Whether either has fewer days than can be compared."""
        return min(len(self.before), len(self.after)) < LEAST_DAYS

    @property
    def whole(self) -> Period:
        """From the first day of either to the last."""
        return self.before.union(self.after)


class PeriodDays(Struct, frozen=True):
    """Which rows of a table belong to each span and are used, and how many of them have anything noted."""

    before: Bools
    after: Bools
    logged: tuple[int, int]
    left_out: int

    @property
    def is_enough(self) -> bool:
        """Whether both spans have at least 14 days with something noted."""
        return min(self.logged) >= LEAST_DAYS


def comparable_items(catalogue: Catalogue) -> tuple[Item, ...]:
    """Return the items whose mean says something. Answers to a choice have no distance between them; those a
    person made are counted from the first one up, in the order the person gave them."""
    return tuple(item for item in catalogue.numeric if item.kind is not Kind.CHOICE or item.own)


def span_days(table: DayTable, spans: TwoPeriods, began: int) -> PeriodDays:
    """Return the days of both spans that are used: no holidays, and not the first 14 days of the diary.

    `began` is the row of the diary's first day in this table, negative when it lies before. What is noted of days
    before it was imported, and counts.
    """
    earlier = np.arange(len(table)) < began
    is_settled = settled(began, len(table)) | (earlier & table.logged)
    usable = ~table.holiday & is_settled
    rows = [_rows(table.period, period) for period in (spans.before, spans.after)]
    used = [inside & usable for inside in rows]
    early = int((table.logged & ~is_settled & (rows[0] | rows[1])).sum())
    logged = (int((used[0] & table.logged).sum()), int((used[1] & table.logged).sum()))
    return PeriodDays(used[0], used[1], logged, early)


def compare_spans(
    table: DayTable,
    spans: TwoPeriods,
    days: PeriodDays,
    keys: Iterable[str],
    catalogue: Catalogue,
    *,
    briefly: bool = False,
) -> tuple[Comparison, ...]:
    """Return one comparison per item or measure, in the order asked for; corrected together for all that have
    enough days (Bonferroni). `briefly`: without intervals where the means are too near for a word, which costs
    most of the time and changes no word. Raises Refusal UNKNOWN_ITEM."""
    cut = [_slice(table.period, period) for period in (spans.before, spans.after)]
    usable = (int(days.before.sum()), int(days.after.sum()))
    asked, problems = [], []
    for key in keys:
        values = values_of(table, key)
        before, after = (
            np.where(used, values, np.nan)[rows] for used, rows in zip((days.before, days.after), cut, strict=True)
        )
        if is_clock(key, catalogue):
            before, after = around_common_mean(before, after)
        asked.append((before, after, margin_of(key, catalogue)))
        problems.append(gate(before, after, usable) or _measured_otherwise(table, key, values, days))
    chance = CHANCE / max(1, problems.count(None))
    return tuple(
        Comparison(problem, mean_of(one[0]), mean_of(one[1]))
        if problem is not None
        else compare(*one, chance, days=usable, briefly=briefly)
        for one, problem in zip(asked, problems, strict=True)
    )


def _measured_otherwise(table: DayTable, key: str, values: Floats, days: PeriodDays) -> ComparisonStatus | None:
    """Return IMPORTED where far more of one span was imported and of the other typed: a watch and a memory, or two
    programs, measure otherwise. Activities do not tell."""
    items: Collection[str] = (key,)
    if key in MEASURED:
        items = NIGHT_ITEMS if key in {"time_asleep", *_NIGHTS} else (BODY_MAP,)
    columns = [table.typed[item] == IMPORTED for item in items if item in table.typed]
    if key in {"active_minutes", "load"} or not columns:
        return None
    imported, known = np.any(columns, axis=0), np.isfinite(values)
    shares = [float(imported[used & known].mean()) for used in (days.before, days.after)]
    return ComparisonStatus.IMPORTED if abs(shares[0] - shares[1]) > MOST_OTHERWISE else None


def compare_halves(
    table: DayTable, began: date, keys: Iterable[str], catalogue: Catalogue, *, briefly: bool = False
) -> Mapping[str, Comparison]:
    """Compare the halves of the table's period by item or measure, as `compare_spans`; empty where Compare would
    not compare. `began` is the first day of the diary."""
    if len(table) < 2:
        return {}
    keys, spans = tuple(keys), halves_of(table.period)
    days = span_days(table, spans, (began - table.period.first).days)
    if not days.is_enough:
        return {}
    found = compare_spans(table, spans, days, keys, catalogue, briefly=briefly)
    return dict(zip(keys, found, strict=True))


def halves_of(period: Period) -> TwoPeriods:
    """Return the halves of at least two days; of an odd number the second is the longer."""
    middle = period.first + timedelta(days=len(period) // 2)
    return TwoPeriods(Period(period.first, middle - timedelta(days=1)), Period(middle, period.last))


def values_of(table: DayTable, key: str) -> Floats:
    """Return (n,) the values of an item or measure that are compared: nothing that was filled in late, because
    several days remembered in one mood resemble each other, and nights of one kind only."""
    if key == "time_asleep":
        return time_asleep(table)
    if key == "areas_today":
        return areas_today(table)
    if key not in MEASURED:
        return noted(table, key)
    values = next(measure for measure in MEASURES if measure.key == key).per_day(table)
    if key in _NIGHTS:
        return np.where(nights_of(table).late, np.nan, values)
    if key in {"active_minutes", "load"}:
        return np.where(any_late(table), np.nan, values)
    return np.where(table.late[BODY_MAP], np.nan, spread.only(table.mapped, values))


def values_at_home(table: DayTable, key: str) -> Floats:
    """Return (n,) the same without holidays; all NaN for an item that is gone."""
    if key not in MEASURED and key not in table.values:
        return np.full(len(table), np.nan)
    return np.where(table.holiday, np.nan, values_of(table, key))


def is_clock(key: str, catalogue: Catalogue) -> bool:
    if key in MEASURED:
        return any(measure.key == key and measure.unit == CLOCK_UNIT for measure in MEASURES)
    return catalogue.item(key).kind is Kind.CLOCK


def margin_of(key: str, catalogue: Catalogue) -> Margin:
    """Return the least differences of an item or measure that are worth a word."""
    if key in MEASURED:
        return MEASURED[key]
    item = catalogue.item(key)
    match item.kind:
        case Kind.SCALE | Kind.CHOICE:
            return rating_margin(item.low, item.high)
        case Kind.CLOCK:
            return NIGHT
        case Kind.FLAG:
            return SHARE
        case _:
            return AMOUNT


def _slice(whole: Period, part: Period) -> slice:
    start = (part.first - whole.first).days
    return slice(max(0, start), max(0, start + len(part)))


def _rows(whole: Period, part: Period) -> Bools:
    inside = np.zeros(len(whole), dtype=bool)
    inside[_slice(whole, part)] = True
    return inside
