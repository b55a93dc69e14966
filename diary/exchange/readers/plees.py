"""Plees Tracker: its CSV. Checked on a real file. Times are milliseconds in UTC; a rating of 0 is none."""

from collections.abc import Iterator

from diary.exchange.desk import Desk
from diary.exchange.reader_parts import Reader, ReaderPart, Record, Slept
from diary.exchange.source_rows import SourceRow


def _sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    begin, end = (desk.instant(row.text(column)) for column in ("start", "stop"))
    yield Slept(begin, end, quality=desk.number(row, "rating") or None)


READER = Reader(
    key="plees",
    name="Plees Tracker",
    tried=True,
    parts=(ReaderPart(take=_sleep, columns={"sid": (), "start": (), "stop": (), "rating": ()}),),
)
