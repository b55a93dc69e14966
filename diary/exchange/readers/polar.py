"""Polar: the account export (polar-user-data-export). By others' readers of it only. Times carry their offset."""

from collections.abc import Iterator

from diary.exchange.desk import Desk
from diary.exchange.reader_parts import Did, Passed, Reader, ReaderPart, Record, Skip, Slept, moved
from diary.exchange.source_rows import SourceRow

NIGHT = "sleepResult.hypnogram"


def _day(row: SourceRow, desk: Desk) -> Iterator[Record]:
    if (steps := desk.count(row, "summary.stepCount")) is not None:
        yield moved(desk, desk.day(row.text("date")), "steps", steps)


def _sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    begin, end = row.text(f"{NIGHT}.sleepStart"), row.text(f"{NIGHT}.sleepEnd")
    if not (begin and end):
        yield Passed(Skip.OTHER, "night")
        return
    awake = desk.length(row, "evaluation.interruptions.totalDuration")
    yield Slept(desk.moment(begin), desk.moment(end), awake=awake)


def _training(row: SourceRow, desk: Desk) -> Iterator[Record]:
    begin, end = desk.span(row, "startTime", "stopTime")
    listed = row.cells.get("exercises")
    first = listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else {}
    kind = SourceRow(row.line, first).text("sport") or row.text("name") or "Training"
    yield Did(desk.day_of(begin), kind.replace("_", " ").capitalize(), (end - begin).total_seconds() / 60, begin)


READER = Reader(
    key="polar",
    name="Polar",
    tried=False,
    parts=(
        ReaderPart(take=_day, names=("activity-*.json",), keys=('"date"', '"summary"')),
        ReaderPart(take=_sleep, names=("sleep_result*.json",), keys=('"night"',)),
        ReaderPart(take=_training, names=("training-session*.json",), keys=('"exercises"', '"startTime"')),
    ),
    skipped=("247ohr_*", "nightly_recovery*", "sleep_score*", "sleep_wake*", "account-*", "ppi_samples*", "*.tcx"),
)
