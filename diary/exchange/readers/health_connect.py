"""Health Connect: the zip of Android's export, or the database in it. By its documentation only.

Times are milliseconds in UTC, offsets seconds. Minutes awake come from the stages (1 is awake, 7 awake in bed).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from diary.exchange.desk import Desk
from diary.exchange.fields import Several
from diary.exchange.reader_parts import Did, Given, Passed, Reader, ReaderPart, Record, Skip, Slept, moved
from diary.exchange.source_rows import SourceRow
from diary.exchange.written_times import from_epoch

AWAKE = frozenset({"1", "7"})
KINDS = {
    "79": "Walking", "56": "Running", "8": "Cycling", "74": "Swimming", "83": "Yoga", "37": "Hiking",
    "70": "Strength training", "66": "Stairs",
}  # fmt: skip


def _app(row: SourceRow, desk: Desk) -> Iterator[Record]:
    desk.known["app", row.text("row_id")] = row.text("app_name") or row.text("package_name")
    yield Passed(Skip.OTHER, "application_info")


def _stage(row: SourceRow, desk: Desk) -> Iterator[Record]:
    begin, end = desk.number(row, "stage_start_time"), desk.number(row, "stage_end_time")
    key = "awake", row.text("parent_key")
    if begin is not None and end is not None:
        awake = (end - begin) / 60_000 if row.text("stage_type") in AWAKE else 0.0
        desk.known[key] = float(desk.known.get(key, 0.0)) + awake
    yield Passed(Skip.OTHER, "sleep_stages")


def _sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    awake = desk.known.get(("awake", row.text("row_id")))
    begin, end = _at(row, "start", desk), _at(row, "end", desk)
    yield Slept(begin, end, _device(row, desk), awake=None if awake is None else float(awake))


def _steps(row: SourceRow, desk: Desk) -> Iterator[Record]:
    if (steps := desk.count(row, "count")) is not None:
        yield moved(desk, _at(row, "start", desk).date(), "steps", steps, Several.SUM, _device(row, desk))


def _exercise(row: SourceRow, desk: Desk) -> Iterator[Record]:
    begin, end = _at(row, "start", desk), _at(row, "end", desk)
    name = row.text("title") or KINDS.get(row.text("exercise_type"), "Exercise")
    yield Did(desk.day_of(begin), name, (end - begin).total_seconds() / 60, row.text("start_time"))


def _rate(row: SourceRow, desk: Desk) -> Iterator[Record]:
    offset = row.text("zone_offset")
    found = from_epoch(float(row.text("time")))
    moment = found.astimezone(timezone(timedelta(seconds=int(offset)))) if offset else desk.local(found)
    rate = desk.number(row, "beats_per_minute")
    if rate is not None:
        yield Given(moment.date(), desk.own("resting_heart_rate"), round(rate), at=moment)


def _at(row: SourceRow, edge: str, desk: Desk) -> datetime:
    found, offset = desk.number(row, f"{edge}_time"), desk.number(row, f"{edge}_zone_offset")
    moment = from_epoch(found or 0)
    return desk.local(moment) if offset is None else moment.astimezone(timezone(timedelta(seconds=offset)))


def _device(row: SourceRow, desk: Desk) -> str:
    return str(desk.known.get(("app", row.text("app_info_id")), row.text("app_info_id")))


NAMES = ("health_connect*.db",)
EDGES: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("start_time", "start_zone_offset", "end_time", "end_zone_offset"), ()
)
READER = Reader(
    key="health_connect",
    name="Health Connect",
    tried=False,
    parts=(
        ReaderPart(
            take=_app, names=NAMES, table="application_info_table",
            columns={"row_id": (), "app_name": (), "package_name": ()},
        ),
        ReaderPart(
            take=_stage, names=NAMES, table="sleep_stages_table",
            columns={"parent_key": (), "stage_start_time": (), "stage_end_time": (), "stage_type": ()},
        ),
        ReaderPart(
            take=_sleep, names=NAMES, table="sleep_session_record_table",
            columns={"row_id": (), **EDGES, "app_info_id": ()},
        ),
        ReaderPart(take=_steps, names=NAMES, table="steps_record_table", columns={**EDGES, "count": (),
        "app_info_id": ()}), ReaderPart(
            take=_exercise, names=NAMES, table="exercise_session_record_table",
            columns={**EDGES, "exercise_type": (), "title": ()},
        ),
        ReaderPart(
            take=_rate, names=NAMES, table="resting_heart_rate_record_table",
            columns={"time": (), "zone_offset": (), "beats_per_minute": ()},
        ),
    ),
)  # fmt: skip
