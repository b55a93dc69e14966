"""One question of one's own, chosen before looking: what is counted, when it is looked at, and what was found.

Looks are held on dates that are fixed when the question is asked (a group-sequential test, one-sided in the
direction that was asked). Of diaries in which nothing is linked, at most one in twenty says "yes" at any of its
looks; what was measured stands in `packaging/CALIBRATION.md`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import product
from math import erfc, sqrt
from typing import Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from diary.domain.links.adjust import WEEK, Adjusted, adjust
from diary.domain.links.aligned import Aligned, align_at, at_one_sitting, place_of, slices
from diary.domain.links.link import Link, LinkState
from diary.domain.links.look import judged
from diary.domain.links.rhythm import Crossing, cross, inflations
from diary.domain.links.series import Series, series_of
from diary.domain.period import Period
from diary.domain.table import Bools, DayTable, Floats

LOOK_WEEKS: Final = (13, 26, 39, 52)
"""Weeks after which a question is looked at. A yes at one of them ends it, and so does the last."""
CHANCE: Final = 0.05
"""Chance of a false yes at any look: all that is promised, because the guards on the way only ever lower it."""
SPENDING: Final = 0.4
"""The chance that may be used up after a share t of the weeks is CHANCE * t ** SPENDING (Kim and DeMets 1987,
Biometrika 74:149): more than half at the first look, when an answer is worth most."""
GRID: Final = 400
TAIL: Final = 6.0
HALVINGS: Final = 40


class Question(Struct, frozen=True):
    """Whether days (nights) on which there was more of `first`, or less, are followed by more of `then`, or less.

    Both are a `Factor`, an `Outcome` or the key of an item. Days after `asked` count: what was noted before it may
    have led to the question.
    """

    first: str
    first_more: bool
    then: str
    then_more: bool
    asked: date

    @property
    def sign(self) -> int:
        """-1 or 1: of the correlation that is asked about."""
        return 1 if self.first_more is self.then_more else -1

    def look_day(self, weeks: int) -> date:
        """Return the day from which this look can be held: all days it uses are over."""
        return self.asked + timedelta(days=WEEK * weeks)

    def days(self, weeks: int = LOOK_WEEKS[-1]) -> Period:
        """Return the days that are used after so many weeks."""
        return Period(self.asked + timedelta(days=1), self.look_day(weeks) - timedelta(days=1))


class Split(Struct, frozen=True):
    """Counts behind an answer: of `first` pairs, the third with most (or least) of what came first for that time
    and weekday, `first_then` had more (or less) of what followed than was usual; `other_then` of `other` pairs."""

    first: int
    first_then: int
    other: int
    other_then: int

    @property
    def agrees(self) -> bool:
        """Whether it followed more often where it was asked about."""
        return self.first_then * self.other > self.other_then * self.first


class Look(Struct, frozen=True):
    """What was found after so many weeks: frozen once it is stored. PATTERN is a yes in the direction that was
    asked about, everything else is none; `split` once something may be said."""

    weeks: int
    link: Link
    split: Split | None = None

    @property
    def is_yes(self) -> bool:
        """Whether it says yes."""
        return self.link.state is LinkState.PATTERN


class Stage(StrEnum):
    """Where a question stands: no look yet, looked at but not answered, yes, no clear answer at the last look, or
    another question was asked before it was answered."""

    COUNTING = "counting"
    NOT_YET = "not_yet"
    YES = "yes"
    NOT_CLEAR = "not_clear"
    LEFT = "left"


class Counted(Struct, frozen=True):
    """Which days of a question count so far: `used` (n,), a day from the first that may; how many pairs were left
    out as typed at one sitting (`together`) or copied (`repeated`)."""

    used: Bools
    together: int
    repeated: int


def stage_of(looks: Sequence[Look], *, is_left: bool) -> Stage:
    """Return where a question stands after these looks; `is_left` when a newer one was asked."""
    if looks and looks[-1].is_yes:
        return Stage.YES
    if looks and looks[-1].weeks == LOOK_WEEKS[-1]:
        return Stage.NOT_CLEAR
    if is_left:
        return Stage.LEFT
    return Stage.NOT_YET if looks else Stage.COUNTING


def due_weeks(question: Question, looks: Sequence[Look], until: date) -> tuple[int, ...]:
    """Return the looks that can be held by this day and were not yet; none after a yes."""
    if looks and looks[-1].is_yes:
        return ()
    last = looks[-1].weeks if looks else 0
    return tuple(weeks for weeks in LOOK_WEEKS if weeks > last and question.look_day(weeks) <= until)


def count(table: DayTable, question: Question) -> Counted:
    """Return which days count, of a table of days of the question, without looking at what they say."""
    series = series_of(table, question.first, question.then)
    place = place_of(series, question.first, question.then)
    one, other = slices(place, len(series.sides[0]))
    known = ~np.isnan(series.values[one]) & ~np.isnan(series.values[other])
    at_once = known & at_one_sitting(series.typed[one], series.typed[other])
    used = np.zeros(len(table), dtype=bool)
    used[place.later :] = known & ~at_once
    repeated = series.noted[one] & series.noted[other] & ~known
    return Counted(used, int(at_once.sum()), int(repeated.sum()))


def hold_looks(table: DayTable, question: Question, looks: Sequence[Look], until: date) -> tuple[Look, ...]:
    """Return the looks held so far and those that are due, of a table of the days of the question. The days up to
    each look decide about it; after a yes no further one is held."""
    held = tuple(looks)
    for weeks in due_weeks(question, looks, until):
        if held and held[-1].is_yes:
            break
        held = (*held, look(table, question, weeks, held))
    return held


def look(table: DayTable, question: Question, weeks: int, earlier: Sequence[Look]) -> Look:
    """Look at a question after so many weeks; `earlier` looks have used up a part of the chance."""
    days = question.days(weeks)
    start, stop = ((day - table.period.first).days for day in (days.first, days.last))
    if min(stop, len(table) - 1) < max(start, 0):
        return Look(weeks, Link(LinkState.TOO_EARLY, 0, 0))
    table = table.rows(max(0, start), min(stop + 1, len(table)))
    series = series_of(table, question.first, question.then)
    adjusted = adjust(series.values)
    way = align_at(series, adjusted, place_of(series, question.first, question.then))
    if way.gate is not None:
        return Look(weeks, Link(way.gate, way.pairs, way.days, together=way.together))
    crossing = cross(adjusted, len(series.sides[0]))
    width = _width(way.pairs, weeks, earlier)
    return _answered(
        way, judged(way, width, crossing, _inflation(series, adjusted, crossing, way)), weeks, question
    )


def _inflation(series: Series, adjusted: Adjusted, crossing: Crossing, way: Aligned) -> float:
    """Return by how much common movement makes the correlation vary, beside all others that can be compared."""
    pairs = product(*series.sides)
    others = [align_at(series, adjusted, place_of(series, first, then)) for first, then in pairs if first != then]
    ready = [other for other in others if other.gate is None]
    found = dict(zip((other.place for other in ready), inflations(crossing, ready), strict=True))
    return float(found[way.place])


def _answered(way: Aligned, link: Link, weeks: int, question: Question) -> Look:
    """Return a look with its counts; it says yes only in the direction that was asked about."""
    if link.r is None:
        return Look(weeks, link)
    first, then = way.usual[0] * (1, -1)[not question.first_more], way.usual[1] * (1, -1)[not question.then_more]
    chosen = np.zeros(way.pairs, dtype=bool)
    chosen[np.argsort(-first, kind="stable")[: way.pairs // 3]] = True
    more = then > 0
    split = Split(int(chosen.sum()), int((chosen & more).sum()), int((~chosen).sum()), int((~chosen & more).sum()))
    if link.state is LinkState.PATTERN and not (link.r * question.sign > 0 and split.agrees):
        link = replace(link, state=LinkState.NO_CLEAR_PATTERN)
    return Look(weeks, link, split)


def _width(pairs: int, weeks: int, earlier: Sequence[Look]) -> float:
    """Return the standard errors to the side of the interval at this look, after the earlier ones that could say
    anything: their day pairs are the information they had."""
    held = [look for look in earlier if look.link.r is not None]
    information = [float(look.link.pairs) for look in held] + [float(pairs)]
    spent = [CHANCE * (each / LOOK_WEEKS[-1]) ** SPENDING for each in (*(look.weeks for look in held), weeks)]
    return boundaries(information, spent)[-1]


def boundaries(information: Sequence[float], spent: Sequence[float]) -> list[float]:
    """Return the standard errors at each look so that the chance of passing any of them up to it is `spent`: by
    integration over all courses that passed none before (Armitage, McPherson and Rowe 1969; Lan and DeMets 1983,
    Biometrika 70:659)."""
    found: list[float] = []
    places, weights, before, used = np.zeros(1), np.ones(1), 0.0, 0.0
    for known, until in zip(information, spent, strict=True):
        now = max(known, before + 1)
        step = np.sqrt(now - before)
        width = _solved(places / np.sqrt(now), weights, step / np.sqrt(now), until - used)
        after = np.linspace(-TAIL * np.sqrt(now), width * np.sqrt(now), GRID)
        density = np.exp(-(((after[:, None] - places) / step) ** 2) / 2) @ weights / (step * np.sqrt(2 * np.pi))
        places, weights, before, used = after, density * (after[1] - after[0]), now, until
        found.append(width)
    return found


def _solved(places: Floats, weights: Floats, step: float, chance: float) -> float:
    """Return the height that courses from these places pass in one step with this chance, by halving."""
    low, high = -TAIL, TAIL
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        passed = sum(
            weight * erfc((middle - place) / step / sqrt(2)) / 2
            for place, weight in zip(places, weights, strict=True)
        )
        low, high = (middle, high) if passed > chance else (low, middle)
    return high
