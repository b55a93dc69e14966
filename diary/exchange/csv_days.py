"""Writes a diary as one CSV table, a row a day: for a spreadsheet, and for leaving this program with
everything."""

from collections.abc import Iterable

from diary.domain.day import Day
from diary.domain.item import Catalogue, Item, Kind
from diary.exchange.csv_text import CsvForm, csv_text
from diary.screens.figure import Plain

ENCODING = "utf-8-sig"
"""With a byte order mark, or spreadsheets misread every é."""
FIXED = ("day", "zone", "kind", "late")
ROWS = ("areas", "activities", "moments")


def days_csv(days: Iterable[Day], catalogue: Catalogue, *, with_notes: bool, form: CsvForm = CsvForm.COMMA) -> str:
    """Return the header and one line per day that has anything in it; empty means not answered.

    Numbers have no unit (minutes, points, counts), clock times are 23:10, choices are their keys.
    `areas` is `front_knee_l:5; …` and empty when the map was not filled in, `none` for no pain. Free texts
    (notes, the words of moments) are left out unless `with_notes`. Text a spreadsheet would take for a formula
    gets a `'` in front.
    """
    texts = [item.key for item in catalogue.items if item.kind is Kind.TEXT] if with_notes else []
    header = [*FIXED, *(item.key for item in catalogue.numeric), *ROWS, *texts]
    return csv_text(header, (_row(day, catalogue, texts, with_notes=with_notes) for day in days), form)


def _row(day: Day, catalogue: Catalogue, texts: Iterable[str], *, with_notes: bool) -> list[Plain]:
    return [
        day.date.isoformat(),
        day.zone,
        day.kind.value,
        float(day.is_late),
        *(_value(item, day.value(item.key)) for item in catalogue.numeric),
        _areas(day),
        "; ".join(f"{a.kind}:{a.minutes}:{_number(a.effort)}" for a in day.activities),
        "; ".join(_moments(day, with_notes)),
        *(day.notes.get(key, "") for key in texts),
    ]


def _value(item: Item, value: float | None) -> Plain:
    if value is None:
        return None
    if item.kind is Kind.CLOCK:
        return f"{int(value) // 60:02d}:{int(value) % 60:02d}"
    if item.kind is Kind.CHOICE and value < len(item.options):
        return item.options[int(value)]
    return value


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
