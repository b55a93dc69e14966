"""How a locale writes dates and numbers, from the CLDR as Babel has it: kept with the file of the language, since
loading Babel takes 6 % of the start."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, to_builtins

_FIELDS = {
    "E": ("days", "format"),
    "c": ("days", "stand-alone"),
    "M": ("months", "format"),
    "L": ("months", "stand-alone"),
}
_WIDTHS = {3: "abbreviated", 4: "wide"}


class Conventions(Struct, frozen=True, forbid_unknown_fields=True):
    """The names of days (from Monday) and months by their field in a pattern, such as EEEE or MMM; what stands
    before decimals and between thousands; the weekday on which weeks begin, 0 is Monday."""

    names: Mapping[str, tuple[str, ...]]
    decimal: str
    thousands: str
    week_starts: int


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
    return Conventions(names, symbols["decimal"], symbols["group"], known.first_week_day)


def with_conventions(tables: dict[str, Any]) -> dict[str, Any]:
    """Return the tables of a language's file with the conventions of its locale."""
    found = conventions_of(str(tables.get("locale")))
    return tables if found is None else {**tables, "conventions": to_builtins(found)}
