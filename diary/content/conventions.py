"""How a locale writes dates and numbers, from the CLDR as Babel has it: kept with the file of the language, since
loading Babel takes 6 % of the start."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct, to_builtins

_FIELDS = {
    "E": ("days", "format"),
    "c": ("days", "stand-alone"),
    "M": ("months", "format"),
    "L": ("months", "stand-alone"),
}
_WIDTHS = {3: "abbreviated", 4: "wide"}
FIELD = re.compile("'(?P<words>[^']*)'|[A-Za-z]+")
"""A field of a pattern, or words between quotes."""
WRITTEN: Mapping[str, tuple[str, ...]] = {
    "EEEE d MMMM y": ("full",),
    "EEEE d MMMM": ("MMMMEEEEd", "MMMMEd", "MMMEd"),
    "ccc d MMM y": ("yMMMEd",),
    "d MMMM y": ("long",),
    "d MMMM": ("MMMMd", "MMMd"),
    "d MMM y": ("yMMMd",),
    "d MMM": ("MMMd",),
    "LLLL y": ("yMMMM", "yMMM"),
    "LLL y": ("yMMM",),
}
"""The dates of the program as English writes them, and under which names the CLDR has each: the first that a
locale has, its names of days and months made as long as they are in English."""

if TYPE_CHECKING:
    from babel import Locale


class Conventions(Struct, frozen=True, forbid_unknown_fields=True):
    """The names of days (from Monday) and months by their field in a pattern, such as EEEE or MMM; what stands
    before decimals and between thousands; the weekday on which weeks begin, 0 is Monday; and how it writes the
    dates of `WRITTEN`, where it does so in another way."""

    names: Mapping[str, tuple[str, ...]]
    decimal: str
    thousands: str
    week_starts: int
    patterns: Mapping[str, str]


def conventions_of(locale: str) -> Conventions | None:
    """Return the conventions of a locale, such as nl_NL; None when there is no such locale."""
    from babel import Locale, UnknownLocaleError

    try:
        known = Locale.parse(locale)
    except (ValueError, UnknownLocaleError):
        return None
    names = {
        letter * width: tuple(name for _, name in sorted(getattr(known, kind)[form][named].items()))
        for letter, (kind, form) in _FIELDS.items()
        for width, named in _WIDTHS.items()
    }
    symbols = known.number_symbols["latn"]
    patterns = {} if known.language == "en" else {english: _pattern(known, english) for english in WRITTEN}
    return Conventions(names, symbols["decimal"], symbols["group"], known.first_week_day, patterns)


def _pattern(locale: "Locale", english: str) -> str:
    """Return how a locale writes the date that English writes so."""
    known = {**locale.datetime_skeletons, **locale.date_formats}
    pattern = next((str(known[name].pattern) for name in WRITTEN[english] if name in known), english)
    lengths = {"E": "EEEE" if "EEEE" in english else "EEE"}
    lengths |= {"M": "MMMM", "L": "LLLL"} if "MMMM" in english or "LLLL" in english else {"M": "MMM", "L": "LLL"}

    def lengthened(field: re.Match[str]) -> str:
        letter = "E" if field[0][0] == "c" else field[0][0]
        is_name = letter == "E" or (letter in "ML" and len(field[0]) > len("MM"))
        return lengths[letter] if is_name else field[0]

    return FIELD.sub(lengthened, pattern)


def with_conventions(tables: dict[str, Any]) -> dict[str, Any]:
    """Return the tables of a language's file with the conventions of its locale."""
    found = conventions_of(str(tables.get("locale")))
    return tables if found is None else {**tables, "conventions": to_builtins(found)}
