"""Withings: sleep.csv, aggregates_steps.csv and activities.csv of the account export, and the API's sleep summary.

The API's answer was checked on a real sample; the tables by the code of five other readers.
"""

from collections.abc import Iterator

from diary.exchange.desk import Desk
from diary.exchange.reader_parts import Did, Reader, ReaderPart, Record, Slept, moved
from diary.exchange.source_rows import SourceRow


def _sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    begin, end = desk.span(row, "from", "to")
    latency, awake = (desk.minutes(row, column) for column in ("to sleep", "awake"))
    yield Slept(begin, end, latency=latency, awake=awake, awakenings=desk.count(row, "wake up"))


def _series(row: SourceRow, desk: Desk) -> Iterator[Record]:
    zone, model = row.text("timezone"), row.text("model")
    begin, end = (desk.instant(row.text(column), zone) for column in ("startdate", "enddate"))
    latency, awake = desk.minutes(row, "data.durationtosleep"), desk.minutes(row, "data.wakeupduration")
    awakenings = desk.count(row, "data.wakeupcount")
    yield Slept(begin, end, model, latency=latency, awake=awake, awakenings=awakenings)


def _steps(row: SourceRow, desk: Desk) -> Iterator[Record]:
    if (steps := desk.count(row, "value")) is not None:
        yield moved(desk, desk.day(row.text("date")), "steps", steps)


def _activity(row: SourceRow, desk: Desk) -> Iterator[Record]:
    begin, end = desk.span(row, "from", "to")
    yield Did(desk.day_of(begin), row.text("Activity type"), (end - begin).total_seconds() / 60, begin)


FROM, TO = ("von", "de", "van", "desde", "da"), ("bis", "à", "tot", "hasta", "a")
READER = Reader(
    key="withings",
    name="Withings",
    tried=True,
    parts=(
        ReaderPart(
            take=_sleep,
            columns={"from": FROM, "to": TO, "awake": ("awake (s)", "wach (s)", "éveil (s)", "wakker (s)")},
            more={
                "to sleep": ("Duration to sleep (s)", "Einschlafdauer (s)", "Dauer bis zum Einschlafen (s)"),
                "wake up": ("Aufwachen", "réveil", "ontwaken"),
            },
            dates=("from", "to"),
        ),
        ReaderPart(take=_series, keys=('"startdate"', '"enddate"', '"timezone"'), records="body.series"),
        ReaderPart(
            take=_steps, names=("aggregates_steps*.csv",), columns={"date": (), "value": ()}, dates=("date",)
        ),
        ReaderPart(
            take=_activity,
            columns={"from": FROM, "to": TO, "Activity type": ("Art der Aktivität", "Type d'activité")},
            dates=("from", "to"),
        ),
    ),
    skipped=("raw_*", "aggregates_*", "weight.csv", "bp.csv", "height.csv", "signal*"),
)
