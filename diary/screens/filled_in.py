"""Builds the pattern of what was filled in, what was typed later and what is missing: how far a diary carries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from enum import IntEnum
from typing import Final

import numpy as np
from msgspec import Struct

from diary.content.language import Language
from diary.content.library import Library
from diary.domain.day import BODY_MAP, Day
from diary.domain.period import Period
from diary.domain.table import DayTable

MOST_DAYS: Final = 182
"""Days that are drawn: half a year, the latest."""
LEAST_VALUES: Final = 20
"""Values from which on days with little done are told from the others (ours)."""
MOST_LOW: Final = 1 / 3
"""The largest share of days that are called days on which little worked (ours)."""
MOST_AT_ONCE: Final = 6
"""So many stretches that were typed at once are named."""


class FilledMark(IntEnum):
    """How one item of one day was filled in."""

    NOT = 0
    SAME_DAYS = 1
    LATER = 2


class FilledRow(Struct, frozen=True):
    """An item and its mark on every day."""

    name: str
    marks: tuple[FilledMark, ...]


class FilledState(Struct, frozen=True):
    """The pattern of `period`; `holidays` are days on which nothing is expected. `sentences` say it in words."""

    period: Period
    rows: tuple[FilledRow, ...]
    holidays: tuple[bool, ...]
    sentences: tuple[str, ...]


def build_filled(table: DayTable, days: Sequence[Day], library: Library) -> FilledState:
    recent = table.last(MOST_DAYS)
    names = {item.key: library.words.items[item.key].name for item in library.catalogue.items}
    rows = []
    for key in (*(item.key for item in library.catalogue.numeric), BODY_MAP):
        given = recent.mapped if key == BODY_MAP else ~np.isnan(recent.column(key))
        if given.any():
            when = np.where(recent.late[key], FilledMark.LATER, FilledMark.SAME_DAYS)
            marks = np.where(given, when, FilledMark.NOT)
            rows.append(FilledRow(names[key], tuple(FilledMark(int(mark)) for mark in marks)))
    shown = [day for day in days if day.date in recent.period]
    sentences = (*_at_once(shown, library.language), *_after_little(recent, library.language))
    return FilledState(recent.period, tuple(rows), tuple(map(bool, recent.holiday)), sentences)


def _at_once(days: Iterable[Day], language: Language) -> list[str]:
    """Name the stretches of several days that were typed on one later day."""
    typed: Counter[date] = Counter()
    for day in days:
        if day.is_late:
            typed[max(answer.typed_at for answer in day.answers.values()).date()] += 1
    several = sorted((when, count) for when, count in typed.items() if count > 1)
    return [
        language.phrase("review", "at_once", count=count, day=language.day(when))
        for when, count in several[-MOST_AT_ONCE:]
    ]


def _after_little(table: DayTable, language: Language) -> list[str]:
    """Say how often the day after one with little done is missing, and the day after others."""
    function = table.column("function")
    known = ~np.isnan(function[:-1]) & ~table.holiday[1:]
    values = function[:-1][known]
    if len(values) < LEAST_VALUES:
        return []
    missing = ~table.logged[1:][known]
    low = max((value for value in set(values.tolist()) if (values <= value).mean() <= MOST_LOW), default=None)
    if low is None:
        return []
    little = values <= low
    counts = [int((missing & part).sum()) for part in (little, ~little)]
    return [
        language.phrase(
            "review",
            "after_little",
            low=language.number(counts[0]),
            lows=language.number(int(little.sum())),
            other=language.number(counts[1]),
            others=language.number(int((~little).sum())),
        )
    ]
