"""Open mHealth and IEEE 1752 data points: sleep episodes, steps and activities. Checked on the documents that
belong to the schemas. A sleep duration without its times says nothing a diary asks."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from diary.domain.refusal import Reason, Refusal
from diary.exchange.desk import Desk
from diary.exchange.fields import Several
from diary.exchange.reader_parts import Did, Passed, Reader, ReaderPart, Record, Skip, Slept, moved
from diary.exchange.source_rows import SourceRow

MINUTES = {"sec": 1 / 60, "min": 1.0, "h": 60.0, "d": 1440.0, "wk": 10080.0}
FRAME = "effective_time_frame.time_interval"


def _point(row: SourceRow, desk: Desk) -> Iterator[Record]:
    body = row.cells.get("body")
    body = SourceRow(row.line, body if isinstance(body, Mapping) else row.cells)
    steps = desk.count(body, "step_count") or desk.count(body, "base_movement_quantity.value")
    if not body.cells.keys().isdisjoint(("latency_to_sleep_onset", "total_sleep_time", "is_main_sleep")):
        yield Slept(
            *_span(body, desk),
            latency=_minutes(body, "latency_to_sleep_onset", desk),
            awake=_minutes(body, "wake_after_sleep_onset", desk),
            awakenings=desk.count(body, "number_of_awakenings"),
        )
    elif steps is not None:
        yield moved(desk, _span(body, desk)[0].date(), "steps", steps, Several.SUM)
    elif name := body.text("activity_name"):
        begin, end = _span(body, desk)
        yield Did(desk.day_of(begin), name, (end - begin).total_seconds() / 60, begin)
    else:
        yield Passed(Skip.OTHER, ", ".join(str(key) for key in body.cells if key != "effective_time_frame")[:60])


def _span(body: SourceRow, desk: Desk) -> tuple[datetime, datetime]:
    start, end = body.text(f"{FRAME}.start_date_time"), body.text(f"{FRAME}.end_date_time")
    length = _minutes(body, f"{FRAME}.duration", desk)
    if start and end:
        return desk.moment(start), desk.moment(end)
    if not (start or end) or length is None:
        raise Refusal(Reason.DATE_MISSING)
    known = desk.moment(start or end)
    return (known, known + timedelta(minutes=length)) if start else (known - timedelta(minutes=length), known)


def _minutes(body: SourceRow, column: str, desk: Desk) -> float | None:
    value, unit = desk.number(body, f"{column}.value"), body.text(f"{column}.unit")
    return value * MINUTES[unit] if value is not None and unit in MINUTES else None


READER = Reader(
    key="open_mhealth",
    name="Open mHealth",
    tried=True,
    parts=(ReaderPart(take=_point, keys=('"effective_time_frame"',), absent=('"$schema"', '"type": "object"')),),
)
