"""Writes a day's answers on one card as one short line, for a folded card and for the answers of yesterday."""

import re
from collections.abc import Iterable

from diary.content.language import EXACT, Language
from diary.content.library import Library
from diary.content.words import value_words, with_further
from diary.domain.day import Activity, Day, Nap
from diary.domain.item import Item, Kind
from diary.domain.sleep import NIGHT_ITEMS
from diary.domain.text import shorten

LONGEST_TEXT = 60
BETWEEN = " · "
_FULL_STOP = re.compile(r"(?<=[\w)”’][\w)”’])\.$")
"""At the end of a sentence; that of p.m. or "…" is part of the word."""
_IN_WORDS = frozenset({Kind.FLAG, Kind.CHOICE})
_SAYS_ITSELF = frozenset({Kind.ACTIVITIES, Kind.BODY_MAP, Kind.MOMENTS, Kind.TEXT})
"""Kinds of answers that need no name before them."""


def joined(parts: Iterable[str]) -> str:
    """Write what is not empty in one line: what was written as a sentence ends in a full stop only at its end."""
    said = [part for part in parts if part]
    return BETWEEN.join([*(_FULL_STOP.sub("", part.rstrip()) for part in said[:-1]), *said[-1:]])


def card_line(items: Iterable[Item], day: Day, library: Library, remark: str = "") -> str:
    """Write the day's answers to these items; empty when there are none.

    `remark` is the sentence about a night: it replaces the night's single times and lengths.
    """
    items = tuple(items)
    if remark:
        items = tuple(item for item in items if item.key not in NIGHT_ITEMS)
    said = [_bed_times(day, library.language) if remark else "", remark.partition(BETWEEN)[0]]
    said += [_said(item, day, library) for item in items if is_answered(item, day)]
    return joined(said)


def activities_words(activities: Iterable[Activity], language: Language) -> str:
    """Write activities as Walking 30 min · Cooking 1 h."""
    said = ((each, f"{each.kind} {language.duration(each.minutes)}".lstrip()) for each in activities)
    return joined(with_further(language, words, each) for each, words in said)


def effort_words(activity: Activity, language: Language) -> str:
    """Write the effort of an activity, 0-10, as Effort: 4; empty when it was not answered."""
    name = language.t("Effort")
    return "" if activity.effort is None else f"{name}: {activity.effort}"


def naps_words(naps: Iterable[Nap], language: Language) -> str:
    """Write naps as 14:10 25 min · 40 min."""
    parts = []
    for nap in naps:
        begin = "" if nap.begin is None else f"{language.clock_minutes(nap.begin)} "
        parts.append(with_further(language, begin + language.duration(nap.minutes), nap))
    return joined(parts)


def is_answered(item: Item, day: Day) -> bool:
    match item.kind:
        case Kind.ACTIVITIES:
            return bool(day.activities) or item.key in day.answers
        case Kind.MOMENTS:
            return bool(day.moments)
        case Kind.NAPS:
            return bool(day.naps)
        case Kind.TEXT:
            return bool(day.notes.get(item.key))
        case _:
            return item.key in day.answers


def left_open(items: Iterable[Item], day: Day) -> list[Item]:
    """Return the items that are not answered; of several that are asked together none, once one of them is."""
    items = tuple(items)
    together = {item.several for item in items if item.several and is_answered(item, day)}
    return [item for item in items if not is_answered(item, day) and item.several not in together]


def _bed_times(day: Day, language: Language) -> str:
    into_bed, got_up = day.value("into_bed"), day.value("got_up")
    if into_bed is None or got_up is None:
        return ""
    return f"{language.clock_minutes(into_bed)} – {language.clock_minutes(got_up)}"


def _said(item: Item, day: Day, library: Library) -> str:
    said = answered_words(item, day, library)
    if item.kind in _SAYS_ITSELF:
        return said
    name = library.words.items[item.key].name if item.key in library.words.items else item.key
    return f"{name}{': ' if item.kind in _IN_WORDS else ' '}{said}"


def answered_words(item: Item, day: Day, library: Library) -> str:
    """Write what was answered, without the question; `is_answered` of the item and the day."""
    language, words = library.language, library.words
    match item.kind:
        case Kind.ACTIVITIES:
            return activities_words(day.activities, language) or language.t("no activities")
        case Kind.BODY_MAP:
            return _areas_words(day, language)
        case Kind.MOMENTS:
            return joined(words.moments[moment.kind] for moment in day.moments)
        case Kind.NAPS:
            return naps_words(day.naps, language)
        case Kind.TEXT:
            return shorten(day.notes[item.key], LONGEST_TEXT)
        case _:
            return answer_words(item, day.answers[item.key].value, library)


def answer_words(item: Item, value: float, library: Library) -> str:
    """Write the value in words; a choice without words of its own shows its number."""
    if item.kind is Kind.CHOICE and item.key not in library.words.items:
        return library.language.number(value, EXACT)
    return value_words(library.language, library.words, item, value)


def _areas_words(day: Day, language: Language) -> str:
    if not day.areas:
        return language.t("no pain")
    return language.n("{count} area marked", "{count} areas marked", len(day.areas))
