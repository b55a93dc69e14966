"""Oura: the CSV of its site, the tables of the newer account export (semicolons, JSON in cells), and answers of
its web API (version 2). By descriptions only. A `rest` is no sleep."""

from collections.abc import Iterator

from diary.exchange.desk import Desk
from diary.exchange.reader_parts import Given, Passed, Reader, ReaderPart, Record, Skip, Slept, moved
from diary.exchange.source_rows import SourceRow


def _site(row: SourceRow, desk: Desk) -> Iterator[Record]:
    if row.text("Bedtime Start") and row.text("Bedtime End"):
        yield _slept(row, desk, ("Bedtime Start", "Bedtime End", "Sleep Latency", "Awake Time"))
    day = desk.day(row.text("date"))
    if (steps := desk.count(row, "Steps")) is not None:
        yield moved(desk, day, "steps", steps)
    if (rate := desk.number(row, "Resting Heart Rate")) is not None:
        yield Given(day, desk.own("resting_heart_rate"), round(rate))


def _sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    if row.text("type") in {"rest", "deleted"}:
        yield Passed(Skip.OTHER, row.text("type"))
    else:
        yield _slept(row, desk, ("bedtime_start", "bedtime_end", "latency", "awake_time"))


def _slept(row: SourceRow, desk: Desk, columns: tuple[str, str, str, str]) -> Slept:
    latency, awake = (desk.minutes(row, column) for column in columns[2:])
    rest = None if awake is None else max(0.0, awake - (latency or 0))
    return Slept(*desk.span(row, *columns[:2]), latency=latency, awake=rest)


def _activity(row: SourceRow, desk: Desk) -> Iterator[Record]:
    day, steps = desk.day(row.text("day")), desk.count(row, "steps")
    if steps is not None:
        yield moved(desk, day, "steps", steps)
    seconds = [desk.number(row, column) for column in ("medium_activity_time", "high_activity_time")]
    if None not in seconds:
        yield moved(desk, day, "active_minutes", sum(filter(None, seconds)) / 60)


READER = Reader(
    key="oura",
    name="Oura",
    tried=False,
    parts=(
        ReaderPart(
            take=_site,
            columns={"date": (), "Bedtime Start": (), "Bedtime End": ()},
            more={
                "Steps": (), "Sleep Latency": ("Latency",), "Awake Time": (),
                "Resting Heart Rate": ("Average Resting Heart Rate", "Lowest Resting Heart Rate"),
            },
            dates=("date", "Bedtime Start"),
        ),
        ReaderPart(
            take=_sleep,
            columns={"day": (), "bedtime_start": (), "bedtime_end": ()},
            more={"type": (), "latency": (), "awake_time": ()},
        ),
        ReaderPart(take=_sleep, keys=('"bedtime_start"', '"bedtime_end"', '"latency"'), records="data"),
        ReaderPart(
            take=_activity, keys=('"medium_activity_time"', '"high_activity_time"', '"steps"'), records="data"
        ),
        ReaderPart(
            take=_activity,
            columns={"day": (), "steps": ()},
            dates=("day",),
            more={"medium_activity_time": (), "high_activity_time": ()},
        ),
    ),
)  # fmt: skip
