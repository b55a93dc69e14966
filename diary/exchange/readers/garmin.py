"""Garmin: the account export, as a zip or a folder, and the list of activities of its site (CSV). Days were
checked on a real file; sleep and activities by their documentation only. Active minutes are moderate and vigorous
ones, not doubled. Times of the export are in GMT."""

from collections.abc import Iterator
from datetime import UTC

from diary.domain.refusal import Reason, Refusal
from diary.exchange.desk import Desk
from diary.exchange.reader_parts import Did, Given, Passed, Reader, ReaderPart, Record, Skip, Slept, moved
from diary.exchange.source_rows import SourceRow
from diary.exchange.written_times import from_epoch, read_length, read_moment


def _day(row: SourceRow, desk: Desk) -> Iterator[Record]:
    day, steps = desk.day(row.text("calendarDate")), desk.count(row, "totalSteps")
    if steps is not None:
        yield moved(desk, day, "steps", steps)
    minutes = [desk.number(row, f"{kind}IntensityMinutes") for kind in ("moderate", "vigorous")]
    if None not in minutes:
        yield moved(desk, day, "active_minutes", sum(filter(None, minutes)))
    if (rate := desk.count(row, "restingHeartRate")) is not None:
        yield Given(day, desk.own("resting_heart_rate"), rate)
    stress = row.cells.get("allDayStress")
    for part in stress.get("aggregatorList", ()) if isinstance(stress, dict) else ():
        level = part.get("averageStressLevel", -1)
        if part.get("type") == "TOTAL" and isinstance(level, (int, float)) and level >= 0:
            yield Given(day, desk.own("device_stress"), level)


def _sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    if not row.text("sleepStartTimestampGMT") and not row.text("sleepEndTimestampGMT"):
        yield Passed(Skip.EMPTY)  # a night without the watch
        return
    begin, end = (
        desk.local(read_moment(row.text(f"sleep{edge}TimestampGMT")).replace(tzinfo=UTC))
        for edge in ("Start", "End")
    )
    yield Slept(begin, end, awake=desk.minutes(row, "awakeSleepSeconds"))


def _activities(row: SourceRow, desk: Desk) -> Iterator[Record]:
    listed = row.cells.get("summarizedActivitiesExport")
    for one in listed if isinstance(listed, list) else ():
        cells = SourceRow(row.line, one)
        begin, length = desk.number(cells, "startTimeLocal"), desk.number(cells, "duration")
        if begin is not None and length is not None:
            kind = cells.text("activityType").replace("_", " ").capitalize()
            yield Did(desk.day_of(from_epoch(begin).replace(tzinfo=desk.zone)), kind, length / 60_000, begin)


def _listed(row: SourceRow, desk: Desk) -> Iterator[Record]:
    begin, length = desk.moment(row.text("Date")), row.text("Time")
    if length.count(":") != len("hms") - 1:  # 45:30 may be either
        raise Refusal(Reason.NOT_A_DURATION, text=length)
    yield Did(desk.day_of(begin), row.text("Activity Type"), read_length(length), begin)


READER = Reader(
    key="garmin",
    name="Garmin",
    tried=True,
    parts=(
        ReaderPart(take=_day, keys=('"calendarDate"', '"totalSteps"')),
        ReaderPart(take=_sleep, keys=('"sleepStartTimestampGMT"', '"sleepEndTimestampGMT"')),
        ReaderPart(
            take=_listed,
            columns={
                "Activity Type": ("Activiteittype", "Aktivitätstyp", "Type d'activité", "Tipo de actividad"),
                "Date": ("Datum", "Fecha"),
                "Title": ("Titel", "Titre", "Título"),
                "Time": ("Tijd", "Zeit", "Temps", "Tiempo"),
            },
            dates=("Date",),
        ),
        ReaderPart(take=_activities, keys=('"summarizedActivitiesExport"',)),
    ),
    skipped=("*.fit", "*.gpx", "*.tcx", "*.jpg", "*.png", "*metrics*.json", "*hydration*", "*.zip"),
)
