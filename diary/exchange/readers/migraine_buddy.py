"""Migraine Buddy: its CSV, with lines of its own before the header. By another program's reader of it only.

A list of attacks holds the bad days alone, so attacks become moments: no calm day is made up.
"""

from collections.abc import Iterator

from diary.domain.day import MomentKind
from diary.exchange.cells import clock_minutes
from diary.exchange.desk import Desk
from diary.exchange.reader_parts import Happened, Reader, ReaderPart, Record, Wrote
from diary.exchange.source_rows import SourceRow


def _attack(row: SourceRow, desk: Desk) -> Iterator[Record]:
    begin = desk.moment(row.text("date"))
    day, level = desk.day_of(begin), desk.number(row, "pain level")
    told = (desk.text(row, column) for column in ("lasted", "symptoms", "pain positions"))
    yield Happened(day, MomentKind.FLARE, clock_minutes(begin), level, ", ".join(filter(None, told)))
    for column in ("medication", "relief"):
        if text := desk.text(row, column):
            yield Happened(day, MomentKind.MEDICINE if column == "medication" else MomentKind.TREATMENT, text=text)
    if notes := desk.text(row, "notes"):
        yield Wrote(day, notes)


READER = Reader(
    key="migraine_buddy",
    name="Migraine Buddy",
    tried=False,
    parts=(
        ReaderPart(
            take=_attack,
            columns={
                "date": ("Date", "Start", "Started"),
                "lasted": ("Duration", "Lasted"),
                "pain level": ("pain-level", "Pain Level", "Pain intensity"),
            },
            more={
                "symptoms": (),
                "pain positions": ("pain-positions", "Pain position"),
                "medication": ("medications", "meds", "Helpful medication"),
                "relief": ("reliefs", "Helpful non-drug reliefs"),
                "notes": ("note",),
            },
            dates=("date",),
        ),
    ),
)
