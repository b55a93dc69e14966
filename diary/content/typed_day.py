"""Reads a day that is still to come, as somebody types it: 3-12, 3 dec, Thursday, tomorrow."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from diary.content.language import Language
from diary.domain.period import FIRST_DAY, LAST_DAY

DAYS_BACK: Final = 28
"""A day without a year is the one to come, unless it was so few days ago."""
YEARS: Final = range(-1, 9)
"""Years from this one in which a day may be found: 29 February comes every four, and not in every hundredth."""
LEAST_LETTERS: Final = 2
"""Of the name of a day or month."""
_WORD = r"[^\W\d_]+\.?"
_SPOKEN = re.compile(
    rf"(?:{_WORD},?\s+)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|e|ste|de)?[-/. ]+(?P<month>\d{{1,2}}|{_WORD})"
    rf"|(?P<first>{_WORD})\s+(?P<second>\d{{1,2}})(?:st|nd|rd|th)?)(?:[-/., ]+(?P<year>\d{{4}}|\d\d))?\.?",
    re.I,
)


def read_coming_day(text: str, today: date, language: Language) -> date | None:
    """Read a day in the words of the language, the weekday before a date counting for nothing; None for what is
    none, or no whole day. A weekday alone is the next one. Without a year it is the first that comes, or was at
    most DAYS_BACK days ago."""
    said, t = " ".join(text.casefold().split()), language.t
    near = (t("today"), t("tomorrow"), t("the day after tomorrow"))
    if said in near:
        return today + timedelta(days=near.index(said))
    if (weekday := _named(said, language, "cccc", "ccc")) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    found = _SPOKEN.fullmatch(said)
    if found is None:
        return None
    named = found["month"] or found["first"]
    month = int(named) - 1 if named.isdecimal() else _named(named, language, "LLLL", "LLL", "MMM")
    if month is None:
        return None
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0) if found["year"] else None
    return _first(int(found["day"] or found["second"]), month + 1, year, today)


def _named(text: str, language: Language, *fields: str) -> int | None:
    """Return which name begins with this text, from 0; None where none does, or several."""
    word = text.rstrip(".")
    names: Sequence[Sequence[str]] = [language.conventions.names[field] for field in fields]
    exact = [place for listed in names for place, name in enumerate(listed) if name.casefold().rstrip(".") == word]
    begun = {place for place, name in enumerate(names[0]) if name.casefold().startswith(word)}
    if exact:
        return exact[0]
    return begun.pop() if len(begun) == 1 and len(word) >= LEAST_LETTERS else None


def _first(day: int, month: int, year: int | None, today: date) -> date | None:
    for one in (year,) if year is not None else (today.year + step for step in YEARS):
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if FIRST_DAY <= found <= LAST_DAY and (year is not None or (today - found).days <= DAYS_BACK):
            return found
    return None
