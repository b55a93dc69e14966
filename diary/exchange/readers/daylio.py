"""Daylio: its CSV. Checked on a real file. Moods are named by the person, so an unknown name is asked about.

Activities are ticks that are only written when set: they become items that are kept and not asked.
"""

import re
from collections.abc import Iterator

from diary.domain.item import Kind
from diary.exchange.desk import Desk
from diary.exchange.fields import Several
from diary.exchange.reader_parts import Given, Passed, Reader, ReaderPart, Record, Skip, Wrote
from diary.exchange.source_rows import SourceRow
from diary.exchange.written_times import on_day, read_clock

_BREAK = re.compile(r"\s*<br ?/?>\s*")
MOODS = ("awful", "bad", "meh", "good", "rad")
KNOWN = {name: name for name in MOODS} | {
    "super": "rad", "goed": "good", "mwah": "meh", "slecht": "bad", "vreselijk": "awful",
    "bien": "good", "mal": "bad", "gut": "good", "schlecht": "bad", "furchtbar": "awful",
}  # fmt: skip


def _entry(row: SourceRow, desk: Desk) -> Iterator[Record]:
    day = desk.day(row.text("full_date") or f"{row.text('date')} {row.text('year')}")
    at = None
    if text := row.text("time"):
        at = desk.local(on_day(day, read_clock(text)))
        day = desk.day_of(at)
    if word := row.text("mood"):
        mood = desk.meaning(word, MOODS, KNOWN, example=day)
        if mood is None:
            yield Passed(Skip.UNANSWERED, word)
        else:
            yield Given(day, desk.own("mood"), MOODS.index(mood) * 2.5, None, at=at)
    for name in row.parts("activities", "|"):
        yield Given(day, desk.own_named(name, 0, 1, Kind.FLAG), 1, Several.MAX)
    told = filter(None, (row.text("note_title"), row.text("note")))
    if note := _BREAK.sub("\n", "\n".join(told)):
        yield Wrote(day, note)


READER = Reader(
    key="daylio",
    name="Daylio",
    tried=True,
    parts=(
        ReaderPart(
            take=_entry,
            columns={"full_date": (), "mood": (), "activities": ()},
            more={"time": (), "note": (), "note_title": ()},
            dates=("full_date",),
        ),
        ReaderPart(  # until 2019
            take=_entry,
            columns={"year": (), "date": (), "weekday": (), "mood": (), "activities": ()},
            more={"time": (), "note": ()},
        ),
    ),
)
