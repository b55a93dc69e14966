"""Sleepmeter: its CSV of several tables in one file. Checked on a real file. `holes` are minutes awake, from and
to, counted from falling asleep; an empty cell does not say that there were none. Quality 0-10 is stretched over
1-5."""

from collections.abc import Iterator

from diary.exchange.desk import Desk
from diary.exchange.reader_parts import Reader, ReaderPart, Record, Slept, Wrote
from diary.exchange.source_rows import SourceRow
from diary.exchange.written_times import read_amount


def _sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    asleep, woke = desk.moment(row.text("sleep")), desk.moment(row.text("wake"))
    bed = desk.moment(row.text("bedtime")) if row.text("bedtime") else asleep
    holes = desk.cell(row, "holes", _holes)
    quality = desk.number(row, "quality")
    yield Slept(
        min(bed, asleep),
        woke,
        awake=sum(holes) if holes else None,
        awakenings=len(holes) if holes else None,
        asleep_from=asleep if bed < asleep else None,
        quality=None if quality is None else 1 + quality * 0.4,
    )
    if notes := row.text("notes"):
        yield Wrote(woke.date(), notes)


def _holes(text: str) -> list[float]:
    spans = (hole.split("-") for hole in text.split("|") if hole)
    return [read_amount(span[-1]) - read_amount(span[0]) for span in spans]


READER = Reader(
    key="sleepmeter",
    name="Sleepmeter",
    tried=True,
    parts=(
        ReaderPart(
            take=_sleep,
            sections=True,
            columns={"wake": (), "sleep": (), "bedtime": (), "quality": ()},
            more={"holes": (), "notes": (), "type": ()},
            dates=("sleep", "wake"),
        ),
    ),
)
