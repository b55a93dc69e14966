"""Reads a day as people type it, for every field of a day: in words, without a year, or by its weekday alone."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from diary.content.language import Language
from diary.domain.period import FIRST_DAY, LAST_DAY, Period
from diary.domain.register import FieldKind, Register, parse_when

DAYS_ASIDE: Final = 28
"""A day without a year is the one to come, unless it was so few days ago; for what has been the reverse."""
YEARS: Final = range(-1, 9)
"""Years from this one in which a day may be found: 29 February comes every four, and not in every hundredth."""
LEAST_LETTERS: Final = 2
"""Of the name of a day or month."""
_WORD = r"[^\W\d_]+\.?"
WRITTEN: Final = "ccc d MMM y"
"""How a day stands in a field that is read again: short, and read back by what reads what is typed."""
_SPOKEN = re.compile(
    rf"(?:{_WORD},?\s+)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|e|ste|de)?[-/. ]+(?P<month>\d{{1,2}}|{_WORD})"
    rf"|(?P<first>{_WORD})\s+(?P<second>\d{{1,2}})(?:st|nd|rd|th)?)(?:[-/., ]+(?P<year>\d{{4}}|\d\d))?\.?",
    re.I,
)


def days_read(texts: Mapping[str, str], register: Register, today: date, language: Language) -> dict[str, str]:
    """Return what was typed by field, a day in words written as `parse_when` reads it; all else stays as it is.

    Raises Refusal UNKNOWN_FIELD.
    """
    read = dict(texts)
    for key, text in texts.items():
        field = register.field(key)
        if field.kind is FieldKind.DATE and parse_when(text.strip()) is None:
            day = read_typed_day(text, today, language, is_coming=field.coming)
            read[key] = text if day is None else day.isoformat()
    return read


def read_typed_day(text: str, today: date, language: Language, *, is_coming: bool) -> date | None:
    """Read a day in the words of the language, the weekday before a date counting for nothing; None for what is
    none, or no whole day. A weekday alone is the next one, or the last for what is not `is_coming`; so is a day
    without a year, which may also lie at most DAYS_ASIDE days on the other side."""
    said, t = " ".join(text.casefold().split()), language.t
    near = (t("the day before yesterday"), t("yesterday"), t("today"), t("tomorrow"), t("the day after tomorrow"))
    if said in near:
        return _moved(today, near.index(said) - near.index(t("today")))
    if (weekday := _named(said, language, "cccc", "ccc")) is not None:
        ahead = weekday - today.weekday()
        return _moved(today, (ahead - 1) % 7 + 1 if is_coming else -((-ahead - 1) % 7 + 1))
    found = _SPOKEN.fullmatch(said)
    if found is None:
        return _written_day(said, language)
    named = found["month"] or found["first"]
    month = int(named) - 1 if named.isdecimal() else _named(named, language, "LLLL", "LLL", "MMM")
    if month is None:
        return None
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0) if found["year"] else None
    return _first(int(found["day"] or found["second"]), month + 1, year, today, is_coming=is_coming)


def _written_day(said: str, language: Language) -> date | None:
    """Read back what the field itself shows, in whichever order its language has the parts."""
    year = re.search(r"\d{4}", said)
    if year is None or not FIRST_DAY.year <= int(year[0]) <= LAST_DAY.year:
        return None
    days = Period(date(int(year[0]), 1, 1), date(int(year[0]), 12, 31))
    return next((day for day in days if language.pattern(day, WRITTEN).casefold() == said), None)


def _named(text: str, language: Language, *fields: str) -> int | None:
    """Return which name begins with this text, from 0; None where none does, or several."""
    word = text.rstrip(".")
    names: Sequence[Sequence[str]] = [language.conventions.names[field] for field in fields]
    exact = [place for listed in names for place, name in enumerate(listed) if name.casefold().rstrip(".") == word]
    begun = {place for place, name in enumerate(names[0]) if name.casefold().startswith(word)}
    if exact:
        return exact[0]
    return begun.pop() if len(begun) == 1 and len(word) >= LEAST_LETTERS else None


def _first(day: int, month: int, year: int | None, today: date, *, is_coming: bool) -> date | None:
    ahead = 1 if is_coming else -1
    for one in (year,) if year is not None else (today.year + ahead * step for step in YEARS):
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        aside = (today - found).days * ahead
        if FIRST_DAY <= found <= LAST_DAY and (year is not None or aside <= DAYS_ASIDE):
            return found
    return None


def _moved(today: date, by: int) -> date | None:
    found = today + timedelta(days=by)
    return found if FIRST_DAY <= found <= LAST_DAY else None
