"""Google Fit: the takeout's daily tables (English and French checked on real files) and sessions (by documentation
only), and step counts of its API. Places are never read. Move minutes 0 count on days with steps."""

import re
from collections.abc import Iterator

from diary.exchange.desk import Desk
from diary.exchange.fields import Several
from diary.exchange.reader_parts import Did, Passed, Reader, ReaderPart, Record, Skip, Slept, moved
from diary.exchange.source_rows import SourceRow

STEPS = (
    "Nombre de pas", "Aantal stappen", "Stappentelling", "Schrittzahl", "Anzahl Schritte", "Recuento de pasos",
)  # fmt: skip
ACTIVE = (
    "Move Minutes count", "Nombre de minutes actives", "Aantal bewegingsminuten", "Anzahl Aktivitätsminuten",
)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(row: SourceRow, desk: Desk) -> Iterator[Record]:
    yield from _counts(row, desk, row.text("Date"), Several.LAST)


def _quarter(row: SourceRow, desk: Desk) -> Iterator[Record]:
    found = _DAY.search(desk.place)
    yield from _counts(row, desk, found[0] if found else "", Several.SUM)


def _counts(row: SourceRow, desk: Desk, text: str, several: Several) -> Iterator[Record]:
    day, device = desk.day(text), "Daily totals" if several is Several.LAST else "Quarter hours"
    if (steps := desk.count(row, "Step count")) is not None:
        yield moved(desk, day, "steps", steps, several, device)
    if (minutes := desk.number(row, "Move Minutes")) is not None:
        yield moved(desk, day, "active_minutes", minutes, several, device)


def _session(row: SourceRow, desk: Desk) -> Iterator[Record]:
    begin, end = desk.span(row, "startTime", "endTime")
    kind, minutes = row.text("fitnessActivity"), (end - begin).total_seconds() / 60
    if kind.startswith("sleep"):
        yield Slept(begin, end)
    else:
        yield Did(desk.day_of(begin), kind.replace("_", " ").capitalize(), minutes, begin)


def _delta(row: SourceRow, desk: Desk) -> Iterator[Record]:
    values = row.cells.get("value")
    value = values[0] if isinstance(values, list) and values else {}
    steps = value.get("intVal") if isinstance(value, dict) else None
    if row.text("dataTypeName") != "com.google.step_count.delta" or not isinstance(steps, int):
        yield Passed(Skip.OTHER, row.text("dataTypeName"))
        return
    day, source = desk.instant(row.text("startTimeNanos")).date(), row.text("originDataSourceId").split(":")
    device = " ".join(filter(None, source[2:]))  # without "derived" and the kind
    yield moved(desk, day, "steps", steps, Several.SUM, device)


READER = Reader(
    key="google_fit",
    name="Google Fit",
    tried=True,
    parts=(
        ReaderPart(
            take=_day,
            columns={"Date": ("Datum", "Fecha", "Data"), "Step count": STEPS},
            more={"Move Minutes": ACTIVE},
            dates=("Date",),
        ),
        ReaderPart(
            take=_quarter,
            columns={
                "Start time": ("Heure de début", "Starttijd", "Begintijd", "Startzeit", "Hora de inicio"),
                "End time": ("Heure de fin", "Eindtijd", "Endzeit", "Hora de finalización"),
                "Step count": STEPS,
            },
            more={"Move Minutes": ACTIVE},
        ),
        ReaderPart(take=_session, keys=('"fitnessActivity"', '"startTime"', '"endTime"')),
        ReaderPart(take=_delta, keys=('"dataTypeName"', '"startTimeNanos"'), records="point"),
    ),
    skipped=("*.tcx", "*_com.google.*.json", "derived_*.json", "raw_*.json"),
)
