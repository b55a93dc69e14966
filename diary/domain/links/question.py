"""One question of one's own, chosen before looking: what is counted, when it is looked at, and what was found.

Looks are held on dates that are fixed when the question is asked (a group-sequential test, one-sided in the
direction that was asked). Of diaries in which nothing is linked, at most one in twenty says "yes" at any of its
looks; what was measured stands in `packaging/CALIBRATION.md`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import Final

import numpy as np
from msgspec import Struct, ValidationError, convert, to_builtins
from msgspec.structs import replace

from diary.domain.links.adjust import WEEK, Adjusted, adjust
from diary.domain.links.aligned import Aligned, PairPlace, align_at, at_one_sitting, place_of, slices
from diary.domain.links.link import Link, LinkState
from diary.domain.links.look import judged
from diary.domain.links.rhythm import Crossing, cross, inflations
from diary.domain.links.series import Series, series_of
from diary.domain.period import Period
from diary.domain.register import RecordData, parse_when
from diary.domain.table import Bools, DayTable

LOOK_WEEKS: Final = (13, 26, 39, 52)
"""Weeks after which a question is looked at. A yes at one of them ends it, and so does the last."""
CHANCE: Final = 0.05
"""Chance of a false yes at any look: all that is promised, because the guards on the way only ever lower it."""
SPENDING: Final = 0.4
"""The chance that may be used up after a share t of the weeks is CHANCE * t ** SPENDING (Kim and DeMets 1987,
Biometrika 74:149): more than half at the first look, when an answer is worth most."""
GRID: Final = 801
TAIL: Final = 6.0


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
        """The sign of the correlation that is asked about: -1 or 1."""
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
        return self.link.state is LinkState.PATTERN

    @property
    def is_possible(self) -> bool:
        """Whether its numbers can have been counted: a record from elsewhere may hold any."""
        link, split = self.link, self.split
        if link.r is None or split is None:
            return link.r is None and split is None and not self.is_yes and 0 <= link.pairs <= WEEK * self.weeks
        shares = (link.r, link.low or 0.0, link.high or 0.0)
        counted = 0 <= split.first_then <= split.first and 0 <= split.other_then <= split.other
        fits = split.first + split.other == link.pairs <= WEEK * self.weeks and 0 <= (link.effective or 0) < np.inf
        return counted and fits and all(-1 <= share <= 1 for share in shares)


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


class AskedQuestion(Struct, frozen=True):
    """A question with the looks that were held, and its `words` in the language it was asked in; `left` is the day
    a newer one was asked."""

    question: Question
    words: str
    looks: tuple[Look, ...] = ()
    left: date | None = None

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        if self.looks and self.looks[-1].is_yes:
            return Stage.YES
        if self.looks and self.looks[-1].weeks == LOOK_WEEKS[-1]:
            return Stage.NOT_CLEAR
        if self.left is not None:
            return Stage.LEFT
        return Stage.NOT_YET if self.looks else Stage.COUNTING

    @property
    def is_open(self) -> bool:
        """Whether it is still counted and looked at."""
        return self.stage in {Stage.COUNTING, Stage.NOT_YET}

    def due_weeks(self, today: date) -> tuple[int, ...]:
        """Return the looks that can be held by today and were not yet: none after a yes, nor after a newer
        question."""
        until = today if self.left is None else min(today, self.left)
        last = self.looks[-1].weeks if self.looks else 0
        days = {weeks: self.question.look_day(weeks) for weeks in LOOK_WEEKS if weeks > last}
        is_answered = self.stage is Stage.YES
        return () if is_answered else tuple(weeks for weeks, day in days.items() if day <= until)

    def held(self, table: DayTable, today: date) -> "AskedQuestion":
        """Return it with the looks that are due, of a table of its days. The days up to each look decide about it;
        after a yes no further one is held."""
        found = self
        for weeks in self.due_weeks(today):
            if found.stage is not Stage.YES:
                found = replace(found, looks=(*found.looks, look(table, self.question, weeks, found.looks)))
        return found


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


class PreparedLook(Struct, frozen=True, dict=True):
    """What a look at any question stands on: the days up to it, with what moves in common in them."""

    series: Series
    adjusted: Adjusted
    crossing: Crossing

    @cached_property
    def inflations(self) -> dict[PairPlace, float]:
        """By how much common movement makes each correlation vary that can be compared."""
        ready = [way for way in self.ways.values() if way.gate is None]
        return dict(zip((way.place for way in ready), inflations(self.crossing, ready).tolist(), strict=True))

    @cached_property
    def ways(self) -> dict[tuple[str, str], Aligned]:
        """The two series of every question that can be asked, aligned, by their keys: what comes first, then."""
        series, asked = self.series, [sides for sides in product(*self.series.sides) if sides[0] != sides[1]]
        return {sides: align_at(series, self.adjusted, place_of(series, *sides)) for sides in asked}


def prepare_look(table: DayTable, first: str = "", then: str = "") -> PreparedLook:
    """Return what every look needs: the series, adjusted, and how they cross; arguments as of `series_of`."""
    series = series_of(table, first, then)
    adjusted = adjust(series.values)
    return PreparedLook(series, adjusted, cross(adjusted, len(series.sides[0])))


def look(table: DayTable, question: Question, weeks: int, earlier: Sequence[Look]) -> Look:
    """Look at a question after so many weeks, in a table of its days; `earlier` looks have used up a part of the
    chance."""
    days = question.days(weeks)
    start, stop = ((day - table.period.first).days for day in (days.first, days.last))
    if min(stop, len(table) - 1) < max(start, 0):
        return Look(weeks, Link(LinkState.TOO_EARLY, 0, 0))
    part = table.rows(max(0, start), min(stop + 1, len(table)))
    return look_on(prepare_look(part, question.first, question.then), question, weeks, earlier)


def look_on(prepared: PreparedLook, question: Question, weeks: int, earlier: Sequence[Look]) -> Look:
    way = prepared.ways[question.first, question.then]
    if way.gate is not None:
        return Look(weeks, Link(way.gate, way.pairs, way.days, together=way.together))
    width = _width(way.pairs, weeks, earlier)
    link = judged(way, width, prepared.crossing, prepared.inflations[way.place])
    return _answered(way, link, weeks, question)


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
    return Look(weeks, replace(link, lower=None, upper=None), split)


def _width(pairs: int, weeks: int, earlier: Sequence[Look]) -> float:
    """Return the standard errors to the side of the interval at this look, after the earlier ones that could say
    anything: their day pairs are the information they had."""
    held = [look for look in earlier if look.link.r is not None]
    information = [float(look.link.pairs) for look in held] + [float(pairs)]
    spent = [CHANCE * (each / LOOK_WEEKS[-1]) ** SPENDING for each in (*(look.weeks for look in held), weeks)]
    return boundaries(information, spent)[-1]


def boundaries(information: Sequence[float], spent: Sequence[float]) -> list[float]:
    """Return the standard errors at each look so that the chance of passing any of them up to it is `spent`: by
    integration over all courses that passed none before (Armitage, McPherson and Rowe 1969, JRSS A 132:235; Lan
    and DeMets 1983, Biometrika 70:659)."""
    found: list[float] = []
    places, weights, before, used = np.zeros(1), np.ones(1), 0.0, 0.0
    for known, until in zip(information, spent, strict=True):
        now = max(known, before + 1)
        step, after = np.sqrt(now - before), np.linspace(-TAIL, TAIL, GRID) * np.sqrt(now)
        density = np.exp(-(((after[:, None] - places) / step) ** 2) / 2) @ weights / (step * np.sqrt(2 * np.pi))
        mass = density * (after[1] - after[0])
        above = np.cumsum(mass[::-1])[::-1] - mass / 2
        width = float(np.interp(used - until, -above, after))
        places, weights = after[after < width], mass[after < width]
        before, used = now, until
        found.append(width / float(np.sqrt(now)))
    return found


def read_question(data: RecordData, created: date) -> AskedQuestion | None:
    """Return what a record of the list of questions says; None when it says nothing that can be asked. It counts
    from the day it was written down on, whatever date stands in it."""
    when = parse_when(str(data.get("asked", ""))) or ""
    day = date.fromisoformat(when) if len(when) == len("2019-03-22") else created
    try:
        question = convert({**data.get("asks", {}), "asked": max(day, created - timedelta(days=1))}, Question)
    except (ValidationError, TypeError):
        return None
    is_one = question.first and question.then and question.first != question.then
    return AskedQuestion(question, str(data.get("question", "")), _read_looks(data)) if is_one else None


def _read_looks(data: RecordData) -> tuple[Look, ...]:
    """Return the looks a record holds; none, to be held again, where they are not such as `held` makes."""
    try:
        looks = convert(data.get("looks", ()), tuple[Look, ...])
    except ValidationError:
        return ()
    weeks = tuple(look.weeks for look in looks)
    return looks if weeks == LOOK_WEEKS[: len(weeks)] and all(look.is_possible for look in looks) else ()


def record_data(asked: AskedQuestion) -> RecordData:
    """Return what a record of the list says of a question: `asks` and `looks` are for the program."""
    asks = to_builtins(asked.question)
    said = {"question": asked.words, "asked": asks.pop("asked"), "asks": asks}
    if asked.looks:
        said |= {"looks": to_builtins(asked.looks), "answer": asked.stage.value, "weeks": asked.looks[-1].weeks}
    return said
