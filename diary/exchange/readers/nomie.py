"""Nomie: its backup (JSON) and the detailed CSV. By its source only. Values stand in the text of a note:
`#pain(6)`; a tag without a number was ticked. Places are never read."""

import re
from collections.abc import Iterator
from datetime import timedelta

from diary.domain.item import Kind
from diary.exchange.desk import Desk
from diary.exchange.reader_parts import Given, Reader, ReaderPart, Record, Wrote
from diary.exchange.source_rows import SourceRow
from diary.exchange.written_times import from_epoch, read_amount

_TAG = re.compile(r"[#@+](\w+)(?:\(([^()]*)\))?")
LARGEST = 1_000_000


def _record(row: SourceRow, desk: Desk) -> Iterator[Record]:
    text, offset = row.text("note"), desk.number(row, "offset")
    instant = from_epoch(read_amount(row.text("epoch") or row.text("end"), "."))
    at = desk.local(instant) if offset is None else (instant - timedelta(minutes=offset)).replace(tzinfo=desk.zone)
    day = desk.day_of(at)
    for name, value in _TAG.findall(text):
        if value:
            number = desk.cell(SourceRow(row.line, {name: value}), name, lambda told: read_amount(told, "."))
            if number is not None:
                yield Given(day, desk.own_named(name, 0, LARGEST, Kind.COUNT), number, None, at=at)
        else:
            yield Given(day, desk.own_named(name, 0, 1, Kind.FLAG), 1, at=at)
    words = " ".join(_TAG.sub(" ", text).split())
    if words:
        yield Wrote(day, words)


READER = Reader(
    key="nomie",
    name="Nomie",
    tried=False,
    parts=(
        ReaderPart(take=_record, keys=('"note"', '"end"', '"score"'), records="events"),
        ReaderPart(take=_record, columns={"epoch": (), "note": (), "score": ()}, more={"offset": (), "end": ()}),
    ),
)
