"""Samsung Health: the CSV tables of its export, with the table's name in the first line. By others' readers only,
what the numbers of exercises mean by Samsung's description.

Times are UTC beside their offset. Steps are those of all devices together (`source_type` -2): phone, watch and the
sum are written beside each other.
"""

from collections.abc import Iterator
from datetime import UTC

from diary.exchange.desk import Desk
from diary.exchange.reader_parts import Did, Passed, Reader, ReaderPart, Record, Skip, Slept, moved
from diary.exchange.source_rows import SourceRow
from diary.exchange.written_times import from_epoch, read_amount, read_date, read_moment, read_offset

SLEEP = "com.samsung.health.sleep."
STEPS = "com.samsung.health.step_count."
EXERCISE = "com.samsung.health.exercise."
KINDS = {
    "1001": "Walking", "1002": "Running", "9001": "Pilates", "9002": "Yoga", "11007": "Cycling", "13001": "Hiking",
    "14001": "Swimming",
}  # fmt: skip
ALL_DEVICES = frozenset({"-2", ""})


def _sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    offset = read_offset(row.text("time_offset"))
    begin, end = (read_moment(row.text(column)).replace(tzinfo=UTC) for column in ("start_time", "end_time"))
    is_here = offset is not None and begin.astimezone(desk.zone).utcoffset() == offset.utcoffset(None)
    zone = desk.zone if is_here else offset  # one offset for a night in which the clock may be changed
    begin, end = (found.astimezone(zone) if zone else desk.local(found) for found in (begin, end))
    yield Slept(begin, end)


def _exercise(row: SourceRow, desk: Desk) -> Iterator[Record]:
    zone, begin = read_offset(row.text("time_offset")), read_moment(row.text("start_time")).replace(tzinfo=UTC)
    length = desk.number(row, "duration")
    at = begin.astimezone(zone) if zone else desk.local(begin)
    if length is not None:
        yield Did(desk.day_of(at), KINDS.get(row.text("exercise_type"), "Exercise"), length / 60_000, begin)


def _steps(row: SourceRow, desk: Desk) -> Iterator[Record]:
    if row.text("source_type") not in ALL_DEVICES:
        yield Passed(Skip.DOUBLE, "source_type")
        return
    text, steps = row.text("day_time"), desk.count(row, "count")
    day = from_epoch(read_amount(text)).date() if text.isdecimal() else read_date(text)
    if steps is not None:
        yield moved(desk, day, "steps", steps)


READER = Reader(
    key="samsung_health",
    name="Samsung Health",
    tried=False,
    parts=(
        ReaderPart(
            take=_sleep,
            columns={column: (SLEEP + column,) for column in ("start_time", "end_time", "time_offset")},
            names=("*.sleep.*.csv", "*.sleep.csv"),
        ),
        ReaderPart(
            take=_exercise,
            columns={
                column: (EXERCISE + column,)
                for column in ("start_time", "duration", "exercise_type", "time_offset")
            },
            names=("*.exercise.*.csv", "*.exercise.csv"),
        ),
        ReaderPart(
            take=_steps,
            columns={"day_time": (f"{STEPS}day_time",), "count": (f"{STEPS}count",)},
            more={"source_type": (f"{STEPS}source_type",)},
            names=("*step_daily_trend*.csv",),
        ),
    ),
    skipped=("com.samsung.*",),
)
