"""Fitbit: the archive (JSON), the old site's monthly CSV in several languages, the Web API, and Google's takeout.

Checked on real site CSVs (English and French), sleep logs and API answers; the takeout by its documentation only.
Sleep is written in local time, steps by minute in UTC. 0 steps in a whole day is a band nobody wore; 0 active
minutes count on days with steps.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime

import msgspec

from diary.domain.refusal import Reason, Refusal
from diary.exchange.bundle import Member
from diary.exchange.desk import Desk
from diary.exchange.fields import DateOrder, Several
from diary.exchange.reader_parts import Given, Record, Slept, moved
from diary.exchange.source_rows import SourceRow
from diary.exchange.written_times import read_date, read_moment, read_offset


class _Minute(msgspec.Struct, gc=False):
    dateTime: str  # noqa: N815 - as it is in the file
    value: int


_MINUTES = msgspec.json.Decoder(list[_Minute], strict=False)
HOUR, TEN_MINUTES = len("11/01/26 23"), len("11/01/26 23:3")


def read_minutes(member: Member, desk: Desk) -> Iterator[Record]:
    """Yield the steps of each local day. They are added up by the hour first, or by ten minutes where the zone
    is not whole hours away from UTC: a month is 40,000 rows."""
    try:
        rows = _MINUTES.decode(member.whole())
    except (msgspec.MsgspecError, RecursionError):
        raise Refusal(Reason.SOURCE_UNREADABLE, path=member.name) from None
    away = desk.now.astimezone(desk.zone).utcoffset()
    place = HOUR if away is None or not away.seconds % 3600 else TEN_MINUTES
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[row.dateTime[:place]] += row.value
    days: dict[date, int] = defaultdict(int)
    for key, steps in sums.items():
        moment = read_moment(key + "00:00:00"[place - HOUR + 2 :], DateOrder.MONTH_FIRST)
        days[desk.local(moment.replace(tzinfo=UTC)).date()] += steps
    left = len(rows)
    for number, (day, steps) in enumerate(days.items(), start=1):
        count = left if number == len(days) else len(rows) // len(days)
        left -= count
        yield Given(day, desk.own("steps"), steps, Several.SUM, worn_by="steps", rows=count)


def read_steps(row: SourceRow, desk: Desk) -> Iterator[Record]:
    if (steps := desk.count(row, "value")) is not None:
        yield moved(desk, desk.day(row.text("dateTime")), "steps", steps)


def read_active(row: SourceRow, desk: Desk) -> Iterator[Record]:
    if (minutes := desk.count(row, "value")) is not None:
        day = read_date(row.text("dateTime"), DateOrder.MONTH_FIRST)
        yield moved(desk, day, "active_minutes", minutes, Several.SUM)


def read_sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    yield Slept(*desk.span(row, "startTime", "endTime"), awake=desk.number(row, "minutesAwake"))


def read_site_day(row: SourceRow, desk: Desk) -> Iterator[Record]:
    day, steps = desk.day(row.text("Date")), desk.count(row, "Steps")
    if steps is not None:
        yield moved(desk, day, "steps", steps)
    minutes = [desk.count(row, column) for column in ("fairly", "very")]
    if None not in minutes:
        yield moved(desk, day, "active_minutes", sum(filter(None, minutes)))


def read_site_sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    span = desk.span(row, "Start Time", "End Time")
    awake, awakenings = desk.count(row, "Minutes Awake"), desk.count(row, "Number of Awakenings")
    yield Slept(*span, awake=awake, awakenings=awakenings)


def read_takeout_sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    def at(column: str, offset: str) -> datetime:
        zone = read_offset(row.text(offset))
        moment = read_moment(row.text(column)).replace(tzinfo=UTC)
        return moment.astimezone(zone) if zone else desk.local(moment)

    yield Slept(
        at("sleep_start", "start_utc_offset"),
        at("sleep_end", "end_utc_offset"),
        row.text("data_source"),
        latency=desk.number(row, "minutes_to_fall_asleep"),
        awake=desk.number(row, "minutes_awake"),
    )


def read_takeout_steps(row: SourceRow, desk: Desk) -> Iterator[Record]:
    moment = desk.local(read_moment(row.text("timestamp")).replace(tzinfo=UTC))
    if (steps := desk.count(row, "steps")) is not None:
        yield moved(desk, moment.date(), "steps", steps, Several.SUM, row.text("data source"))
