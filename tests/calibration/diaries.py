"""Made-up diaries of which the truth is known: in the cells of `WITHOUT_LINK` and `LIVES` nothing is linked.

Nine hidden series (six factors, three outcomes) of unit variance become what a person would note: rounded, with
floors and ceilings, with gaps. Whatever they share (drift, weekdays, restless weeks) they share without a link.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.domain.body import Atlas
from diary.domain.period import Period
from diary.domain.spread import WPI_AREAS
from diary.domain.table import Bools, DayTable, Floats, empty_table
from diary.paths import resources
from tests.factory import TODAY

SLEEP, QUALITY, STRESS, ACTIVITY, REST, CONTACT, PAIN, SPREAD, FUNCTION = range(9)
SERIES = 9
EVENING = 23 * 60
ITEMS = {
    "sleep_quality": 1,
    "stress": 2,
    "breaks": 4,
    "people": 5,
    "pain_average": 6,
    "body_map": 7,
    "function": 8,
}
ITEMS |= dict.fromkeys(("into_bed", "got_up"), 0)
"""The row of the hidden series that each item notes."""
WARM_UP = 60

Chance = np.random.Generator
Hidden = Callable[[Chance, int], Floats]
Seen = Callable[[Chance, Floats], Bools]


@dataclass(frozen=True)
class Cell:
    """How the hidden series come about, which days are missing (true), whether answers crowd at an end, when they
    are typed, and the share of answers that are copied from the day before, each by itself."""

    name: str
    hidden: Hidden
    missing: Seen | None = None
    floors: bool = False
    map_again: float = 0.0
    pain_weekdays: tuple[int, ...] = tuple(range(7))
    typed: Callable[[int], Floats] | None = None
    copied: float = 0.0


# ------------------------------------------------------------------ hidden series


def persistent(chance: Chance, days: int, phi: float, series: int = SERIES) -> Floats:
    """(series, days) first-order autoregressions of unit variance, independent of each other."""
    shocks = chance.standard_normal((days + WARM_UP, series))
    shocks[1:] *= np.sqrt(1 - phi**2)
    for row in range(1, len(shocks)):
        shocks[row] += phi * shocks[row - 1]
    return np.ascontiguousarray(shocks[WARM_UP:].T)


def _signs(chance: Chance) -> Floats:
    return chance.choice([-1.0, 1.0], SERIES)[:, None]


def _standard(values: Floats) -> Floats:
    result: Floats = (values - values.mean()) / values.std()
    return result


def _with_drift(chance: Chance, values: Floats) -> Floats:
    """A slow course over the whole diary, up to two turns, as large as the differences between days."""
    time = np.linspace(0, 1, values.shape[1])
    weights = chance.standard_normal(4) * [2, 1.5, 1, 1]
    shapes = [time, np.sin(np.pi * time), np.sin(2 * np.pi * time), np.cos(2 * np.pi * time)]
    course: Floats = values + _signs(chance) * _standard(weights @ np.array(shapes))
    return course


def _with_wander(chance: Chance, values: Floats) -> Floats:
    """A random walk smoothed over three weeks: weeks that are better and worse without any plan."""
    days = values.shape[1]
    walk = np.cumsum(chance.standard_normal(days + WARM_UP))
    even = np.ones(11) / 11
    walk = np.convolve(np.convolve(walk, even, "same"), even, "same")[WARM_UP // 2 : WARM_UP // 2 + days]
    wandering: Floats = values + 0.15 * _signs(chance) * (walk - walk.mean())
    return wandering


def _with_step(chance: Chance, values: Floats) -> Floats:
    """Something changes everything from one day to the next: a new job, a new medicine."""
    days = values.shape[1]
    after = np.arange(days) >= chance.integers(days // 4, 3 * days // 4)
    stepped: Floats = values + 1.5 * _signs(chance) * after
    return stepped


def _with_week(chance: Chance, values: Floats) -> Floats:
    rhythm = _standard(chance.standard_normal(7))[np.arange(values.shape[1]) % 7]
    return values + 0.8 * _signs(chance) * rhythm


def _restless(chance: Chance, values: Floats) -> Floats:
    """Weeks in which everything moves more, each in a direction of its own."""
    restless: Floats = values * np.exp(0.6 * persistent(chance, values.shape[1], 0.9, 1))
    return restless


def _white(chance: Chance, days: int) -> Floats:
    return persistent(chance, days, 0.0)


def _ar(phi: float, *changes: Callable[[Chance, Floats], Floats]) -> Hidden:
    def made(chance: Chance, days: int) -> Floats:
        values = persistent(chance, days, phi)
        for change in changes:
            values = change(chance, values)
        return values

    return made


def _noisy(chance: Chance, days: int) -> Floats:
    """A very persistent state, noted imprecisely: the memory is longer than one day tells."""
    noisy: Floats = np.sqrt(0.6) * persistent(chance, days, 0.9) + np.sqrt(0.4) * _white(chance, days)
    return noisy


def _alike(chance: Chance, days: int) -> Floats:
    """Factors that resemble each other, and outcomes that do, but no factor resembles an outcome."""
    values = persistent(chance, days, 0.5)
    values[:PAIN] = np.sqrt(0.6) * values[:PAIN] + np.sqrt(0.4) * persistent(chance, days, 0.5, 1)
    values[PAIN:] = np.sqrt(0.4) * values[PAIN:] + np.sqrt(0.6) * persistent(chance, days, 0.5, 1)
    return values


# ------------------------------------------------------------------ missing days


def _at_random(chance: Chance, hidden: Floats) -> Bools:
    return _drawn(chance, hidden) < 0.3


def _on_bad_days(chance: Chance, hidden: Floats) -> Bools:
    """About 30 % in all, 10 % on days with little pain and 60 % on days with much."""
    return _drawn(chance, hidden) < _share(hidden[PAIN])


def _on_doubly_bad_days(chance: Chance, hidden: Floats) -> Bools:
    """A day is skipped for pain, stress and a bad night together."""
    badness: Floats = (hidden[PAIN] + hidden[STRESS] - hidden[SLEEP]) / np.sqrt(3)
    return _drawn(chance, hidden) < _share(badness)


def _drawn(chance: Chance, hidden: Floats) -> Floats:
    return chance.random((hidden.shape[1],))


def _share(badness: Floats) -> Floats:
    share: Floats = 1 / (1 + np.exp(1 - 1.2 * badness))
    return share


WITHOUT_LINK: Mapping[str, Cell] = {
    cell.name: cell
    for cell in (
        Cell("every day for itself", _white),
        Cell("persistent 0.3", _ar(0.3)),
        Cell("persistent 0.6", _ar(0.6)),
        Cell("persistent 0.8", _ar(0.8)),
        Cell("persistent 0.9, noted imprecisely", _noisy),
        Cell("shared slow drift", _ar(0.3, _with_drift)),
        Cell("shared wandering", _ar(0.3, _with_wander)),
        Cell("shared step", _ar(0.3, _with_step)),
        Cell("shared weekly rhythm", _ar(0.3, _with_week)),
        Cell("shared restless weeks", _ar(0.3, _restless)),
        Cell("30 % of days missing", _ar(0.6), _at_random),
        Cell("missing more on bad days", _ar(0.6), _on_bad_days),
        Cell("missing on doubly bad days", _ar(0.6), _on_doubly_bad_days),
        Cell("floors and ceilings", _ar(0.6), floors=True),
        Cell("map copied on half the days", _ar(0.6), map_again=0.5),
        Cell("pain asked three days a week", _ar(0.6), pain_weekdays=(0, 2, 4)),
        Cell("factors alike, outcomes alike", _alike),
        Cell("all at once", _ar(0.6, _with_drift, _with_week), _on_bad_days, floors=True),
    )
}


# ------------------------------------------------------------------ lives in which much moves in common

Course = Callable[[Chance, int], Floats]
Sittings = Callable[[int], Floats]
"""(series, days) the minute at which each answer is typed, from the first day on."""
DAY, BREAKFAST, LATE_EVENING = 1440, 480, 1290


def _shared(size: float, course: Course) -> Hidden:
    """Everything follows one course of unit variance, each series up or down."""

    def made(chance: Chance, days: int) -> Floats:
        return persistent(chance, days, 0.3) + size * _signs(chance) * course(chance, days)

    return made


def _wave(period: float) -> Course:
    def made(chance: Chance, days: int) -> Floats:
        wave: Floats = np.sqrt(2) * np.sin(2 * np.pi * (np.arange(days) / period + chance.random()))
        return wave

    return made


def _irregular(chance: Chance, days: int) -> Floats:
    """Cycles of 24 to 32 days, as those of most women."""
    lengths = chance.integers(24, 33, days // 24 + 2)
    wave: Floats = np.concatenate([np.sin(2 * np.pi * np.arange(length) / length) for length in lengths])
    start = int(chance.integers(24))
    course: Floats = np.sqrt(2) * wave[start : start + days]
    return course


def _rota(period: int) -> Course:
    """Each day of the cycle has its own height."""
    return lambda chance, days: _standard(chance.standard_normal(period))[np.arange(days) % period]


def _hard_day(period: int, *after: float) -> Course:
    """One day in each cycle differs, and those after it in part."""

    def made(chance: Chance, days: int) -> Floats:
        shape = np.array([1.0, *after, *[0.0] * (period - 1 - len(after))])
        return _standard(np.roll(shape, chance.integers(period)))[np.arange(days) % period]

    return made


def _alternating(chance: Chance, days: int) -> Floats:
    first = chance.integers(14)
    return np.where((np.arange(days) + first) // 7 % 2, 1.0, -1.0)


def _weekdays(parts: int) -> Course:
    """A pattern of the week, another one in each part of the diary."""

    def made(chance: Chance, days: int) -> Floats:
        weeks = np.stack([_standard(chance.standard_normal(7)) for _ in range(parts)])
        course: Floats = weeks[np.arange(days) * parts // days, np.arange(days) % 7]
        return course

    return made


def _two_rhythms(chance: Chance, days: int) -> Floats:
    both: Floats = (_rota(10)(chance, days) + _hard_day(28)(chance, days)) / np.sqrt(2)
    return both


def _stuck(chance: Chance, days: int) -> list[int]:
    """For each day the one whose answers it has: runs of two to five weeks, half of the time."""
    same, start = list(range(days)), 0
    while start < days:
        length = int(chance.integers(14, 36))
        if chance.random() < 0.5:
            same[start : start + length] = [start] * len(same[start : start + length])
        start += length
    return same


def _all_stuck(chance: Chance, days: int) -> Floats:
    return persistent(chance, days, 0.3)[:, _stuck(chance, days)]


def _each_stuck(chance: Chance, days: int) -> Floats:
    return np.stack([row[_stuck(chance, days)] for row in persistent(chance, days, 0.3)])


def _as_yesterday(chance: Chance, days: int) -> Floats:
    return _again(chance, persistent(chance, days, 0.3).T, 0.4).T


COLOURED = np.array([1.0, 1, -1, 1, 1, 1, -1, -1, 1])[:, None]
"""A good mood makes all answers look better."""


def _moods(share: float, sittings: Sittings) -> Hidden:
    """Whatever is typed at one sitting takes part of the mood of that hour; moods do not depend on each other."""

    def made(chance: Chance, days: int) -> Floats:
        hours, place = np.unique(sittings(days), return_inverse=True)
        mood = chance.standard_normal(len(hours))[place.reshape(SERIES, days)]
        coloured: Floats = np.sqrt(1 - share**2) * persistent(chance, days, 0.3) + share * COLOURED * mood
        return coloured

    return made


def in_the_evening(days: int) -> Floats:
    """All of a day at one sitting, the night too."""
    return np.tile(DAY * np.arange(1.0, days + 1) + LATE_EVENING, (SERIES, 1))


def twice_a_day(days: int) -> Floats:
    """The night in the morning, the day in the evening."""
    minutes = in_the_evening(days)
    minutes[[SLEEP, QUALITY]] += BREAKFAST - LATE_EVENING
    return minutes


def on_sundays(days: int) -> Floats:
    """Twice a day, but the last three days of each week together in the evening of the third."""
    minutes, weekday = twice_a_day(days), np.arange(days) % 7
    sunday = DAY * (1.0 + np.arange(days) + 6 - weekday) + LATE_EVENING
    return np.where(weekday >= 4, sunday, minutes)


LIVES: Mapping[str, Cell] = {
    cell.name: cell
    for cell in (
        *(Cell(f"a cycle of {days} days", _shared(0.7, _wave(days))) for days in (10, 14, 21, 28, 45)),
        Cell("a cycle of 24 to 32 days", _shared(0.7, _irregular)),
        *(Cell(f"a rota of {days} days", _shared(0.5, _rota(days))) for days in (6, 8, 10, 14, 28)),
        *(Cell(f"one hard day in {days}", _shared(0.7, _hard_day(days))) for days in (14, 21, 28)),
        Cell("some hard days every three weeks", _shared(0.7, _hard_day(21, 0.8, 0.6, 0.4, 0.2))),
        Cell("weeks that alternate", _shared(0.5, _alternating)),
        Cell("other weekdays from half-way on", _shared(0.5, _weekdays(2))),
        Cell("other weekdays four times", _shared(0.5, _weekdays(4))),
        Cell("a rota of 10 days and a hard day in 28", _shared(0.7, _two_rhythms)),
        Cell("a cycle of 28 days, missing on bad days", _shared(0.7, _wave(28)), _on_bad_days),
        Cell("the same answers for weeks", _all_stuck),
        Cell("each answer the same for weeks", _each_stuck),
        Cell("40 % of days as yesterday", _as_yesterday),
        Cell("40 % of answers copied", _ar(0.3), copied=0.4),
        Cell("a mood colours each evening", _moods(0.6, twice_a_day), typed=twice_a_day),
        Cell("a mood colours night and day", _moods(0.3, in_the_evening), typed=in_the_evening),
        Cell("three days typed on Sunday", _moods(0.6, on_sundays), typed=on_sundays),
    )
}
"""Lives in which much moves in common, and nothing follows anything else."""


# ------------------------------------------------------------------ with a link


def linked(chance: Chance, days: int, beta: float, phi: float) -> Floats:
    """Nothing linked but last night's sleep and today's pain, which correlate at -`beta`; all persist by `phi`."""
    values = persistent(chance, days, phi)
    values[PAIN] = np.sqrt(1 - beta**2) * values[PAIN] - beta * values[SLEEP]
    return values


def carried(chance: Chance, days: int, beta: float, phi: float) -> Floats:
    """Another way to be linked: sleep pushes pain, and pain carries the push on into the next days."""
    values = persistent(chance, days, phi)
    push = np.sqrt(1 - beta**2) * chance.standard_normal(days) - beta * values[SLEEP]
    for day in range(1, days):
        values[PAIN, day] = phi * values[PAIN, day - 1] + np.sqrt(1 - phi**2) * push[day]
    return values


# ------------------------------------------------------------------ what is noted


def _steps(values: Floats, centre: float, size: float, low: int, high: int) -> Floats:
    return np.clip(np.round(centre + size * values), low, high)


class Notebook:
    """Turns hidden series into the tables the program works on."""

    def __init__(self, days: int) -> None:
        catalogue = load_catalogue(resources())
        self._items = tuple(item.key for item in catalogue.numeric)
        self._atlas = load_atlas(resources())
        self._period = Period.ending(TODAY, days)
        self._places = _one_segment_each(self._atlas)
        self.days = days

    def tables(self, cell: Cell, seed: int, count: int) -> Iterator[DayTable]:
        """`count` diaries of one cell; the same seed gives the same ones."""
        for number in range(count):
            chance = np.random.default_rng([seed, self.days, number, *cell.name.encode()])
            yield self.table(chance, cell.hidden(chance, self.days), cell)

    def table(self, chance: Chance, hidden: Floats, cell: Cell) -> DayTable:
        """One diary."""
        table = empty_table(self._period, self._items, self._atlas)
        low = cell.floors
        noted = {
            "sleep_quality": _steps(hidden[QUALITY], 3.2, 0.9, 1, 5),
            "stress": _steps(hidden[STRESS], 1 if low else 4, 2, 0, 10),
            "breaks": _steps(hidden[REST], 0.5 if low else 1.6, 1.3, 0, 12),
            "people": np.digitize(hidden[CONTACT], [-0.6, 0.8]).astype(np.float64),
            "pain_average": _steps(hidden[PAIN], 0.8 if low else 5, 1.6, 0, 10),
            "function": _steps(hidden[FUNCTION], 9.2 if low else 5.5, 1.7, 0, 10),
            "into_bed": np.full(self.days, EVENING, dtype=np.float64),
            "sleep_latency": np.zeros(self.days),
            "awake_in_night": np.zeros(self.days),
            "got_up": (EVENING + 5 * _steps(hidden[SLEEP], 84, 12, 36, 140)) % 1440,
        }
        for item, values in noted.items():
            table.values[item][:] = values
        minutes = 5 * np.round(np.exp(3.5 + 0.7 * hidden[ACTIVITY]) / 5)
        table.active_minutes[:] = np.where(hidden[ACTIVITY] < -0.8, 0, minutes)
        table.load[:] = 4 * table.active_minutes
        self._mark(table, _again(chance, _steps(hidden[SPREAD], 1 if low else 7, 2.5, 0, 19), cell.map_again))
        if cell.copied:
            _copy(chance, table, cell.copied)
        if cell.typed is not None:
            _type(table, cell.typed(self.days))
        table.logged[:] = True
        weekdays = (np.arange(self.days) + self._period.first.weekday()) % 7
        table.values["pain_average"][~np.isin(weekdays, cell.pain_weekdays)] = np.nan
        if cell.missing is not None:
            _forget(table, cell.missing(chance, hidden))
        return table

    def _mark(self, table: DayTable, places: Floats) -> None:
        table.areas[:, self._places] = 5 * (np.arange(len(WPI_AREAS)) < places[:, None])
        table.mapped[:] = True


def _one_segment_each(atlas: Atlas) -> list[int]:
    areas = [segment.wpi for segment in atlas.segments]
    return [areas.index(area) for area in WPI_AREAS]


def _again(chance: Chance, values: Floats, share: float) -> Floats:
    """Values of which a share repeats the day before: "as yesterday"."""
    fresh = chance.random(len(values)) >= share
    fresh[0] = True
    return values[np.maximum.accumulate(np.where(fresh, np.arange(len(values)), 0))]


def _copy(chance: Chance, table: DayTable, share: float) -> None:
    """Answers that are copied from the day before, each by itself."""
    for item in ITEMS:
        source = np.arange(len(table))
        copied = chance.random(len(table)) < share
        copied[0] = False
        source = np.maximum.accumulate(np.where(copied, 0, source))
        if item in table.values:
            table.values[item][:] = table.values[item][source]
            table.copied[item][:] = copied


def _type(table: DayTable, minutes: Floats) -> None:
    for item, row in ITEMS.items():
        table.typed[item][:] = minutes[row]


def _forget(table: DayTable, days: Bools) -> None:
    for column in (*table.values.values(), table.active_minutes, table.load, table.strenuous_minutes):
        column[days] = np.nan
    for flags in (table.mapped, table.logged):
        flags[days] = False
