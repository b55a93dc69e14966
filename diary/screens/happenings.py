"""Builds what happened on a time axis beside the numbers: moments as marks with words, and diary holidays."""

from collections.abc import Iterable
from datetime import date

import numpy as np
from msgspec import Struct

from diary.content.library import Library
from diary.domain.day import Moment, MomentKind
from diary.domain.item import MINUTES_A_DAY
from diary.domain.period import DAY_BOUNDARY_MINUTES, Period, day_number, from_day_number, minutes_into_day
from diary.domain.table import DayTable
from diary.screens.chosen_days import moment_line

NOON = 720


class MomentMark(Struct, frozen=True):
    """One moment: where it stands on the axis (a day is centred on its number), its kind and its words."""

    place: float
    kind: MomentKind
    day: int
    words: str


class Happenings(Struct, frozen=True):
    """What happened beside the numbers. moments: in order of time; holidays: stretches left empty on purpose, and
    their name."""

    moments: tuple[MomentMark, ...] = ()
    holidays: tuple[Period, ...] = ()
    holiday_name: str = ""

    def on(self, first: float, last: float) -> tuple[str, ...]:
        """Return the words of what happened on the days `first` to `last` (day numbers)."""
        names = tuple(mark.words for mark in self.moments if first <= mark.day <= last)
        away = any(
            day_number(period.first) <= last and first <= day_number(period.last) for period in self.holidays
        )
        return (*names, self.holiday_name) if away else names


def build_happenings(
    moments: Iterable[tuple[date, Moment]],
    table: DayTable,
    library: Library,
    boundary_minutes: int = DAY_BOUNDARY_MINUTES,
) -> Happenings:
    """Moments of the whole diary, and the holidays of the days in `table`. What happened between midnight and the
    day boundary stands at the end of its day."""
    marks = sorted(
        (_mark(day, moment, library, boundary_minutes) for day, moment in moments), key=lambda mark: mark.place
    )
    return Happenings(tuple(marks), holidays_in(table), library.language.t("diary holiday"))


def _mark(day: date, moment: Moment, library: Library, boundary: int) -> MomentMark:
    number = day_number(day)
    at = NOON if moment.at is None else boundary + minutes_into_day(moment.at, boundary)
    return MomentMark(number + at / MINUTES_A_DAY - 0.5, moment.kind, number, moment_line(moment, library))


def holidays_in(table: DayTable) -> tuple[Period, ...]:
    """Return unbroken runs of days that were a diary holiday."""
    ends = np.flatnonzero(np.diff(np.concatenate(([0], table.holiday.astype(np.int8), [0]))))
    first = day_number(table.period.first)
    pairs = zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True)
    return tuple(
        Period(from_day_number(first + start), from_day_number(first + stop - 1)) for start, stop in pairs
    )
