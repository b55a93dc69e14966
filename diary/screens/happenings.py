"""Builds what happened on a time axis beside the numbers: moments as marks with words, and diary holidays."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from msgspec import Struct

from diary.content.language import Language
from diary.content.library import Library
from diary.domain.day import Moment, MomentKind
from diary.domain.item import MINUTES_A_DAY
from diary.domain.period import DAY_BOUNDARY_MINUTES, Period, day_number, from_day_number, minutes_into_day
from diary.domain.table import DayTable
from diary.domain.therapist_mark import TherapistMark
from diary.screens.chosen_days import mark_said, moment_line

NOON = 720
MOST_LANES = 3
"""Lines above the charts for phases: more that overlap share the last one."""


class MomentMark(Struct, frozen=True, gc=False):
    """One moment: where it stands on the axis (a day is centred on its number), its kind, its words, and what was
    typed of it."""

    place: float
    kind: MomentKind
    day: int
    words: str
    name: str


class MarkBand(Struct, frozen=True):
    """One mark of a therapist: the edges of its days on the axis, its words, and in which line above the charts
    they stand, from 0. A phase is a band, else it is a remark."""

    first: float
    last: float
    is_phase: bool
    name: str
    words: str
    lane: int


class Happenings(Struct, frozen=True):
    """What happened beside the numbers. moments: in order of time; holidays: stretches left empty on purpose, and
    their name; marks: of a therapist, phases first."""

    moments: tuple[MomentMark, ...] = ()
    holidays: tuple[Period, ...] = ()
    holiday_name: str = ""
    marks: tuple[MarkBand, ...] = ()

    @property
    def lanes(self) -> int:
        """How many lines the marks need above the charts."""
        return max((mark.lane + 1 for mark in self.marks), default=0)

    def on(self, first: float, last: float) -> tuple[str, ...]:
        """Return the words of what happened on the days `first` to `last` (day numbers), each once."""
        names = tuple(mark.words for mark in self.moments if first <= mark.day <= last)
        names += tuple(mark.words for mark in self.marks if mark.first <= last and first <= mark.last)
        away = any(
            day_number(period.first) <= last and first <= day_number(period.last) for period in self.holidays
        )
        return tuple(dict.fromkeys((*names, self.holiday_name) if away else names))


def runs_of(marks: Iterable[MomentMark], near: float) -> tuple[tuple[MomentMark, ...], ...]:
    """Return the marks of one medicine that follow each other within `near` days, for longer than that: drawn one
    by one they would be a chain of signs. `marks` are in order of time."""
    found: dict[str, list[list[MomentMark]]] = {}
    for mark in marks:
        if mark.kind is MomentKind.MEDICINE:
            runs = found.setdefault(mark.name, [])
            if runs and mark.place - runs[-1][-1].place < near:
                runs[-1].append(mark)
            else:
                runs.append([mark])
    every = (run for runs in found.values() for run in runs)
    return tuple(tuple(run) for run in every if run[-1].place - run[0].place >= near)


def build_happenings(
    moments: Iterable[tuple[date, Moment]],
    table: DayTable,
    library: Library,
    boundary_minutes: int = DAY_BOUNDARY_MINUTES,
    marks: Iterable[TherapistMark] = (),
) -> Happenings:
    """Return moments and `marks` of the whole diary, and the holidays of the days in `table`. What happened
    between midnight and the day boundary stands at the end of its day."""
    signs = sorted(
        (_mark(day, moment, library, boundary_minutes) for day, moment in moments), key=lambda mark: mark.place
    )
    away = holidays_in(table), library.language.t("diary holiday")
    return Happenings(tuple(signs), *away, _bands(tuple(marks), library.language))


def _bands(marks: Sequence[TherapistMark], language: Language) -> tuple[MarkBand, ...]:
    """Give phases that overlap lines of their own, as far as there are some; remarks share the line below them."""
    ends: list[date] = []
    bands = []
    for mark in sorted(marks, key=lambda mark: not mark.is_phase):
        period = mark.period
        lane = len(ends)
        if mark.is_phase:
            lane = next((number for number, end in enumerate(ends) if end < period.first), lane)
            lane = min(lane, MOST_LANES - 1)
            if lane == len(ends):
                ends.append(period.last)
            ends[lane] = max(ends[lane], period.last)
        edges = day_number(period.first) - 0.5, day_number(period.last) + 0.5
        bands.append(MarkBand(*edges, mark.is_phase, mark.words, mark_said(mark, language), lane))
    return tuple(bands)


def _mark(day: date, moment: Moment, library: Library, boundary: int) -> MomentMark:
    number = day_number(day)
    at = NOON if moment.at is None else boundary + minutes_into_day(moment.at, boundary)
    return MomentMark(
        number + at / MINUTES_A_DAY - 0.5, moment.kind, number, moment_line(moment, library), moment.text
    )


def holidays_in(table: DayTable) -> tuple[Period, ...]:
    """Return unbroken runs of days that were a diary holiday."""
    ends = np.flatnonzero(np.diff(np.concatenate(([0], table.holiday.astype(np.int8), [0]))))
    first = day_number(table.period.first)
    pairs = zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True)
    return tuple(
        Period(from_day_number(first + start), from_day_number(first + stop - 1)) for start, stop in pairs
    )
