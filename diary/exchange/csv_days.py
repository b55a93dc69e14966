"""A diary as one CSV table, a row a day: for a spreadsheet, and for leaving this program with everything."""

import csv
import io
from collections.abc import Iterable

from diary.domain.day import Day
from diary.domain.item import Catalogue, Item, Kind

ENCODING = "utf-8-sig"
"""With a byte order mark, or spreadsheets misread every é."""
FIXED = ("day", "zone", "kind", "late")
ROWS = ("areas", "activities", "moments")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def days_csv(days: Iterable[Day], catalogue: Catalogue, *, with_notes: bool) -> str:
    """Header and one line per day that has anything in it; empty means not answered.

    Numbers have a dot and no unit (minutes, points, counts), clock times are 23:10, choices are their keys.
    `areas` is `front_knee_l:5; …` and empty when the map was not filled in, `none` for no pain. Free texts
    (notes, the words of moments) are left out unless `with_notes`. Text a spreadsheet would take for a formula
    gets a `'` in front.
    """
    texts = [item.key for item in catalogue.items if item.kind is Kind.TEXT] if with_notes else []
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*FIXED, *(_safe(item.key) for item in catalogue.numeric), *ROWS, *texts])
    for day in days:
        writer.writerow(
            [
                day.date.isoformat(),
                _safe(day.zone),
                day.kind.value,
                int(day.is_late),
                *(_value(item, day.value(item.key)) for item in catalogue.numeric),
                _safe(_areas(day)),
                _safe("; ".join(f"{a.kind}:{a.minutes}:{_number(a.effort)}" for a in day.activities)),
                _safe("; ".join(_moments(day, with_notes))),
                *(_safe(day.notes.get(key, "")) for key in texts),
            ]
        )
    return out.getvalue()


def _value(item: Item, value: float | None) -> str:
    if value is None:
        return ""
    if item.kind is Kind.CLOCK:
        return f"{int(value) // 60:02d}:{int(value) % 60:02d}"
    if item.kind is Kind.CHOICE and value < len(item.options):
        return item.options[int(value)]
    return _number(value)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _areas(day: Day) -> str:
    if not day.is_mapped:
        return ""
    return "; ".join(f"{area}:{strength}" for area, strength in sorted(day.areas.items())) or "none"


def _moments(day: Day, with_notes: bool) -> list[str]:
    found = []
    for moment in day.moments:
        at = "" if moment.at is None else f"{moment.at // 60:02d}:{moment.at % 60:02d}"
        text = f" {moment.text}" if with_notes and moment.text else ""
        found.append(f"{moment.kind.value} {at}".strip() + text)
    return found


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
