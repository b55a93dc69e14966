"""Track & Graph: its CSV. By its source only. A duration is H:MM:SS; a value of old files may have its label
behind a colon. What a number means only the person knows: every feature becomes an item of their own, with the
numbers as they are."""

import re
from collections.abc import Iterator

from diary.domain.item import MINUTES_A_DAY, Kind
from diary.exchange.desk import Desk
from diary.exchange.reader_parts import Given, Reader, ReaderPart, Record, Wrote
from diary.exchange.source_rows import SourceRow
from diary.exchange.written_times import read_amount, read_length

_LENGTH = re.compile(r"\d+:\d{2}:\d{2}(\.\d+)?")
LARGEST = 1_000_000


def _point(row: SourceRow, desk: Desk) -> Iterator[Record]:
    at, name, text = desk.moment(row.text("Timestamp")), row.text("FeatureName"), desk.text(row, "Value")
    day = desk.day_of(at)
    if _LENGTH.fullmatch(text):
        length = read_length(text)
        yield Given(day, desk.own_named(name, 0, MINUTES_A_DAY, Kind.MINUTES), length, None, at=at)
    elif text:
        value = read_amount(text.partition(":")[0], ".")
        yield Given(day, desk.own_named(name, 0, LARGEST, Kind.COUNT), value, None, at=at)
    if note := desk.text(row, "Note"):
        yield Wrote(day, note)


READER = Reader(
    key="track_and_graph",
    name="Track & Graph",
    tried=False,
    parts=(
        ReaderPart(
            take=_point,
            columns={"FeatureName": (), "Timestamp": (), "Value": ()},
            more={"Note": (), "Label": ()},
            dates=("Timestamp",),
        ),
    ),
)
