"""Withings: sleep.csv, aggregates_steps.csv and activities.csv of the account export, and the API's sleep summary.

The API's answer was checked on a real sample; the tables by the code of five other readers.
"""

from collections.abc import Iterator

from diary.exchange.desk import Desk
from diary.exchange.reader_parts import Did, Given, Reader, ReaderPart, Record, Slept
from diary.exchange.source_rows import SourceRow


def _sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    begin, end = desk.moment(row.text("from")), desk.moment(row.text("to"))
    seconds = [desk.number(row, column) for column in ("to sleep", "awake")]
    latency, awake = (None if one is None else one / 60 for one in seconds)
    yield Slept(begin, end, latency=latency, awake=awake, awakenings=desk.count(row, "wake up"))


def _series(row: SourceRow, desk: Desk) -> Iterator[Record]:
    zone = row.text("timezone")
    begin, end = (desk.instant(row.text(column), zone) for column in ("startdate", "enddate"))
    latency, awake = desk.number(row, "data.durationtosleep"), desk.number(row, "data.wakeupduration")
    yield Slept(
        begin,
        end,
        row.text("model"),
        latency=None if latency is None else latency / 60,
        awake=None if awake is None else awake / 60,
        awakenings=desk.count(row, "data.wakeupcount"),
    )


def _steps(row: SourceRow, desk: Desk) -> Iterator[Record]:
    steps = desk.count(row, "value")
    if steps is not None:
        yield Given(desk.day(row.text("date")), desk.own("steps"), steps, worn_by="steps")


def _activity(row: SourceRow, desk: Desk) -> Iterator[Record]:
    begin, end = desk.moment(row.text("from")), desk.moment(row.text("to"))
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
