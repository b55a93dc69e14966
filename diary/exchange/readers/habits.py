"""Loop Habit Tracker (the zip with a folder for each habit) and HabitBull (one CSV). By their source only.

In Loop, NO is an answer, UNKNOWN and SKIP are none, and YES_AUTO was worked out by the program; numbers are
written a thousand times too large.
"""

import re
from collections.abc import Iterator

from diary.domain.item import Kind
from diary.exchange.desk import Desk
from diary.exchange.reader_parts import Given, Reader, ReaderPart, Record, Wrote
from diary.exchange.source_rows import SourceRow

_FOLDER = re.compile(r"(?:.*/)?\d{3} (.+)/[^/]+")
TICKS = {"YES_MANUAL": 1.0, "2": 1.0, "NO": 0.0, "0": 0.0}
NOTHING = frozenset({"UNKNOWN", "SKIP", "YES_AUTO", "-1", "1", "3", ""})
THOUSAND = 1000
LARGEST = 1_000_000


def _check(row: SourceRow, desk: Desk) -> Iterator[Record]:
    folder, day, text = _FOLDER.fullmatch(desk.place), desk.day(row.text("Date")), row.text("Value")
    name = folder[1] if folder else "Loop"
    if text in TICKS:
        yield Given(day, desk.own_named(name, 0, 1, Kind.FLAG), TICKS[text])
    elif text not in NOTHING and (number := desk.number(row, "Value")) is not None:
        yield Given(day, desk.own_named(name, 0, LARGEST, Kind.COUNT), number / THOUSAND)
    if notes := desk.text(row, "Notes"):
        yield Wrote(day, notes)


def _bull(row: SourceRow, desk: Desk) -> Iterator[Record]:
    day, number = desk.day(row.text("CalendarDate")), desk.number(row, "Value")
    if number is not None:
        yield Given(day, desk.own_named(row.text("HabitName"), 0, LARGEST, Kind.COUNT), number)
    if comment := desk.text(row, "CommentText"):
        yield Wrote(day, comment)


READER = Reader(
    key="habits",
    name="Loop, HabitBull",
    tried=False,
    parts=(
        ReaderPart(
            take=_check,
            names=("Checkmarks.csv",),
            columns={"Date": (), "Value": ()},
            more={"Notes": ()},
            dates=("Date",),
        ),
        ReaderPart(
            take=_bull,
            columns={"HabitName": (), "CalendarDate": (), "Value": ()},
            more={"CommentText": ()},
            dates=("CalendarDate",),
        ),
    ),
    skipped=("Habits.csv", "Scores.csv"),
)
