"""Checks every value before a diary stores it, whether it was typed, imported or merged."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from diary.domain.body import Atlas
from diary.domain.columns import text_columns
from diary.domain.day import Activity, Answer, Day, Moment
from diary.domain.item import MINUTES_A_DAY, Catalogue, Kind, OwnItem
from diary.domain.limits import LONGEST_NAME, LONGEST_NOTE, MOST_ITEMS
from diary.domain.period import FIRST_DAY, LAST_DAY
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import CLOCK_ITEMS
from diary.domain.text import clean_line, clean_own_item, clean_text
from diary.storage.rows import VALUES

HIGHEST_INTENSITY = 10
_ANSWERED_BY_ROWS = frozenset({Kind.BODY_MAP, Kind.ACTIVITIES})
_ANSWERED = frozenset({0.0, 1.0})
_WORDS: Final[Mapping[str, tuple[str, Callable[[str], str]]]] = {
    "note": ("text", clean_text),
    "own_item": ("names", clean_text),
    "record": ("data", clean_text),
    "profile": ("value", clean_line),
}
"""Table -> the column with a person's own words, and the rule for them, where its rows are no values."""


def check_day(day: date, today: date) -> None:
    """Raise Refusal FUTURE_DAY for a day in the future, NOT_A_DATE for one that no diary holds."""
    if day > today:
        raise Refusal(Reason.FUTURE_DAY, day=day)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Refusal(Reason.NOT_A_DATE, text=day.isoformat())


def check_answers(catalogue: Catalogue, stored: Day, values: Mapping[str, float | None]) -> None:
    """Raise Refusal for a value its item cannot hold, or a worst pain below the average pain."""
    for key, value in values.items():
        item = catalogue.item(key)
        if value is not None and not (item.kind in _ANSWERED_BY_ROWS and value in _ANSWERED):
            item.check(value)
    together = {key: values.get(key, stored.value(key)) for key in ("pain_average", "pain_worst")}
    average, worst = together["pain_average"], together["pain_worst"]
    if values.keys() & together.keys() and average is not None and worst is not None and worst < average:
        raise Refusal(Reason.WORST_BELOW_AVERAGE, average=average, worst=worst)


def with_answers(day: Day, values: Mapping[str, float | None], at: datetime) -> Day:
    """Return the day as it would be with these answers; None takes one back."""
    answers = {item: answer for item, answer in day.answers.items() if item not in values}
    answers |= {item: Answer(value, at) for item, value in values.items() if value is not None}
    return replace(day, answers=answers)


def is_first_clock(stored: Day, new: Iterable[str]) -> bool:
    """Return whether these answers are the first clock times of a day: the zone of a day is that of its night,
    whatever was logged of the day before."""
    return stored.answers.keys().isdisjoint(CLOCK_ITEMS) and any(key in CLOCK_ITEMS for key in new)


def check_areas(atlas: Atlas, areas: Mapping[str, int | None]) -> None:
    """Raise Refusal UNKNOWN_AREA or OUT_OF_RANGE."""
    for area, intensity in areas.items():
        atlas.segment(area)
        if intensity is not None and not 1 <= intensity <= HIGHEST_INTENSITY:
            raise Refusal(Reason.OUT_OF_RANGE, item="body_map", low=1, high=HIGHEST_INTENSITY)


def check_activities(activities: Iterable[Activity]) -> None:
    """Raise Refusal OUT_OF_RANGE or TEXT_TOO_LONG."""
    for activity in activities:
        check_text(activity.kind, LONGEST_NAME)
        check_texts(activity)
        if not 1 <= activity.minutes <= MINUTES_A_DAY:
            raise Refusal(Reason.OUT_OF_RANGE, item="activities", low=1, high=MINUTES_A_DAY)
        if activity.effort is not None and not 0 <= activity.effort <= HIGHEST_INTENSITY:
            raise Refusal(Reason.OUT_OF_RANGE, item="activities", low=0, high=HIGHEST_INTENSITY)


def check_moments(moments: Iterable[Moment]) -> None:
    """Raise Refusal NOT_A_TIME or TEXT_TOO_LONG."""
    for moment in moments:
        check_texts(moment)
        if moment.at is not None and not 0 <= moment.at < MINUTES_A_DAY:
            raise Refusal(Reason.NOT_A_TIME, text=str(moment.at))


def check_notes(catalogue: Catalogue, notes: Mapping[str, str]) -> None:
    """Raise Refusal UNKNOWN_ITEM, or what `check_text` raises."""
    for key, text in notes.items():
        catalogue.item(key)
        check_text(text)


def check_own_item(built_in: Catalogue, known: Iterable[OwnItem], own: OwnItem) -> None:
    """Raise Refusal ITEM_EXISTS, TEXT_TOO_LONG, TOO_MANY or OWN_ITEM_IN_USE (kind, range and options must stay as
    they were)."""
    if own.item.key in built_in:
        raise Refusal(Reason.ITEM_EXISTS, item=own.item.key)
    for name in own.names.values():
        check_text(name, LONGEST_NAME)
    known = tuple(known)
    check_room(len(known), MOST_ITEMS)
    for other in known:
        if other.item.key == own.item.key and _shape(other) != _shape(own):
            raise Refusal(Reason.OWN_ITEM_IN_USE, item=own.item.key)


def _shape(own: OwnItem) -> tuple[object, ...]:
    item = clean_own_item(own).item  # as an earlier version of the program may not have stored it
    return item.kind, item.low, item.high, item.options


def clean_row(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of another file with a person's own words in it as they would be if they were typed here."""
    lines = [(name, clean_line) for name in text_columns(VALUES[table])] if table in VALUES else []
    rules = [_WORDS[table]] if table in _WORDS else lines
    return {**row, **{name: clean(words) for name, clean in rules if isinstance(words := row.get(name), str)}}


def check_room(there: int, most: int) -> None:
    """Raise Refusal TOO_MANY when a diary has no room for one more of these."""
    if there >= most:
        raise Refusal(Reason.TOO_MANY, most=most)


def check_texts(value: Struct) -> None:
    """Raise what `check_text` raises for any text of a value."""
    for name in text_columns(type(value)):
        check_text(getattr(value, name) or "")


def check_text(text: str, longest: int = LONGEST_NOTE) -> None:
    """Raise Refusal TEXT_TOO_LONG, and NOT_A_TEXT for an unpaired surrogate, which no file can hold."""
    if len(text) > longest:
        raise Refusal(Reason.TEXT_TOO_LONG, longest=longest)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Refusal(Reason.NOT_A_TEXT) from error
