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
from diary.exchange.reader_parts import Given, Reader, ReaderPart, Record, Slept, moved
from diary.exchange.source_rows import SourceRow
from diary.exchange.written_times import read_date, read_moment, read_offset


class _Minute(msgspec.Struct, gc=False):
    dateTime: str  # noqa: N815 - as it is in the file
    value: int


_MINUTES = msgspec.json.Decoder(list[_Minute], strict=False)
HOUR, TEN_MINUTES = len("11/01/26 23"), len("11/01/26 23:3")


def _minutes(member: Member, desk: Desk) -> Iterator[Record]:
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


def _steps(row: SourceRow, desk: Desk) -> Iterator[Record]:
    if (steps := desk.count(row, "value")) is not None:
        yield moved(desk, desk.day(row.text("dateTime")), "steps", steps)


def _active(row: SourceRow, desk: Desk) -> Iterator[Record]:
    if (minutes := desk.count(row, "value")) is not None:
        day = read_date(row.text("dateTime"), DateOrder.MONTH_FIRST)
        yield moved(desk, day, "active_minutes", minutes, Several.SUM)


def _sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    yield Slept(*desk.span(row, "startTime", "endTime"), awake=desk.number(row, "minutesAwake"))


def _site_day(row: SourceRow, desk: Desk) -> Iterator[Record]:
    day, steps = desk.day(row.text("Date")), desk.count(row, "Steps")
    if steps is not None:
        yield moved(desk, day, "steps", steps)
    minutes = [desk.count(row, column) for column in ("fairly", "very")]
    if None not in minutes:
        yield moved(desk, day, "active_minutes", sum(filter(None, minutes)))


def _site_sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    span = desk.span(row, "Start Time", "End Time")
    awake, awakenings = desk.count(row, "Minutes Awake"), desk.count(row, "Number of Awakenings")
    yield Slept(*span, awake=awake, awakenings=awakenings)


def _takeout_sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
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


def _takeout_steps(row: SourceRow, desk: Desk) -> Iterator[Record]:
    moment = desk.local(read_moment(row.text("timestamp")).replace(tzinfo=UTC))
    if (steps := desk.count(row, "steps")) is not None:
        yield moved(desk, moment.date(), "steps", steps, Several.SUM, row.text("data source"))


READER = Reader(
    key="fitbit",
    name="Fitbit",
    tried=True,
    parts=(
        ReaderPart(take=_sleep, keys=('"dateOfSleep"', '"startTime"', '"minutesAsleep"'), records="sleep"),
        ReaderPart(whole=_minutes, names=("steps-*.json",), keys=('"dateTime"', '"value"')),
        ReaderPart(take=_steps, keys=('"activities-steps"', '"dateTime"'), records="activities-steps"),
        ReaderPart(take=_active, names=("*very_active_minutes*.json", "*moderately_active_minutes*.json"),
        keys=('"dateTime"',)), ReaderPart(
            take=_site_day,
            sections=True,
            columns={
                "Date": ("Datum", "Fecha", "Data", "Dato", "日付"),
                "Steps": ("Pas", "Stappen", "Schritte", "Pasos", "Passi", "Passos", "Steg", "歩数"),
                "sedentary": (
                    "Minutes Sedentary", "Minutes Sédentaire", "Minuten zittend", "Minuten inactief",
                    "Minuten im Sitzen", "Minutos sedentario", "Minutos sedentarios", "Minuti sedentari",
                ),
            },
            more={
                "fairly": (
                    "Minutes Fairly Active", "Minutes Assez Actives", "Minuten redelijk actief",
                    "Minuten mit relativ hoher Aktivität", "Minutos bastante activo", "Minuti abbastanza attivi",
                ),
                "very": (
                    "Minutes Very Active", "Minutes Très actif", "Minutes Très Actives", "Minuten zeer actief",
                    "Minuten mit sehr hoher Aktivität", "Minutos muy activo", "Minuti molto attivi",
                ),
            },
            dates=("Date",),
        ),
        ReaderPart(
            take=_site_sleep,
            sections=True,
            columns={
                "Start Time": ("Heure de début", "Starttijd", "Startzeit", "Hora de inicio", "Ora di inizio"),
                "End Time": ("Heure de fin", "Eindtijd", "Endzeit", "Hora de finalización", "Ora di fine"),
                "Minutes Asleep": (
                    "Minutes de sommeil", "Minuten geslapen", "Minuten im Schlaf", "Minutos dormido",
                    "Minuti di sonno",
                ),
            },
            more={
                "Minutes Awake": ("Minutes d'éveil", "Minuten wakker", "Minuten wach", "Minutos despierto"),
                "Number of Awakenings": ("Nombre d'éveils", "Aantal keren wakker", "Anzahl der Wachphasen"),
            },
            dates=("Start Time", "End Time"),
        ),
        ReaderPart(take=_takeout_sleep, columns={"sleep_id": (), "sleep_start": (), "sleep_end": ()}, more={
            "start_utc_offset": (), "end_utc_offset": (), "data_source": (), "minutes_awake": (),
            "minutes_to_fall_asleep": (),
        }),
        ReaderPart(take=_takeout_steps, columns={"timestamp": (), "steps": (), "data source": ("data_source",)}),
    ),
    skipped=(
        "heart_rate-*", "calories-*", "distance-*", "altitude-*", "sedentary_minutes-*",
        "lightly_active_minutes-*", "time_in_heart_rate_zones-*", "estimated_oxygen*", "*.txt", "*temperature*",
        "*spo2*", "*hrv*", "*heart_rate*", "*calories*", "*distance*", "badge.json", "weight-*", "water_logs-*",
        "food_logs-*",
    ),
)  # fmt: skip
