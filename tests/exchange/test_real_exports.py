"""Real exports of other programs, read without a mapping; every number is counted again here, without the
readers."""

import ast
import csv
import itertools
import json
import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest

from diary.domain.body import Atlas
from diary.domain.day import Day
from diary.domain.item import Catalogue
from diary.exchange.intake import ReaderContent
from diary.exchange.mapper import made_map
from diary.exchange.reader_parts import Skip
from diary.exchange.source import SourceContent, read_source
from diary.exchange.table_look import MapChoices, Use, look_at, usual_choices
from tests.exchange.conftest import Exports
from tests.factory import NOW, ZONE


@pytest.fixture(scope="module")
def data(shared: Path) -> Path:
    if not (shared / "data").is_dir():
        pytest.skip("the real files (../shared/data) are not here")
    return shared / "data"


def values(content: ReaderContent, item: str) -> dict[date, float]:
    return {day.date: answer.value for day in content.days if (answer := day.answers.get(item))}


def one(content: ReaderContent, day: str) -> Day:
    (found,) = (one for one in content.days if one.date.isoformat() == day)
    return found


def accounted(content: ReaderContent) -> bool:
    counts = content.counts
    rows = sum(count for (why, _), count in counts.skipped.items() if why is not Skip.OTHER_FILE)
    return counts.rows == counts.used + counts.refused + rows


def mapped(path: Path, uses: dict[str, Use] | None, catalogue: Catalogue, atlas: Atlas) -> SourceContent:
    """What comes of a table in the mapper, with these choices (None: the usual ones)."""
    look = look_at(path)
    mapping = made_map(look, usual_choices(look) if uses is None else MapChoices(uses=uses), catalogue.item)
    assert mapping is not None
    return read_source(path, mapping, catalogue, atlas, NOW)


@pytest.mark.parametrize("name", ["tdda_export_v3_2016.xml", "jdecool_export_v8.xml", "dogsheep_export.xml"])
def test_apple_health_of_every_version(exports: Exports, data: Path, name: str) -> None:
    content = exports(data / "apple_health" / name)
    text = (data / "apple_health" / name).read_text(encoding="utf-8")
    steps: dict[str, float] = defaultdict(float)
    for record in re.findall(r'<Record type="HKQuantityTypeIdentifierStepCount"[^>]*>', text):
        steps[re.search(r'startDate="(\S+)', record)[1]] += float(re.search(r' value="(\d+)"', record)[1])  # type: ignore[index]
    assert {day.isoformat(): value for day, value in values(content, "steps").items()} == steps
    rings = {
        found[0]: float(found[1])
        for found in re.findall(r'<ActivitySummary dateComponents="(\S+)".*?appleExerciseTime="(\d+)"', text)
    }
    told = {day.isoformat(): value for day, value in values(content, "active_minutes").items()}
    assert rings.items() <= told.items()
    assert content.counts.rows == len(re.findall(r"<(?:Record|Workout|ActivitySummary) ", text))
    assert accounted(content)


def test_apple_health_zip_is_the_same_as_the_file_in_it(exports: Exports, data: Path) -> None:
    name = data / "apple_health" / "alxdrcirilo_export_enNL_2024"
    zipped, plain = exports(name.with_suffix(".zip")), exports(name.with_suffix(".xml"))
    assert (zipped.days, zipped.counts) == (plain.days, plain.counts)
    assert plain.counts.rows == 8
    assert values(plain, "active_minutes") == {date(2024, 1, 1): 1}


@pytest.mark.parametrize("name", ["2016_09", "2018_03", "2021_01"])
def test_the_fitbit_site_in_english_and_french(exports: Exports, data: Path, name: str) -> None:
    content = exports(data / "fitbit" / f"fitbit_export_{name}.csv")
    with (data / "fitbit" / f"fitbit_export_{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in list(csv.reader(file))[2:] if row]
    whole = [[int(cell.replace(",", "")) for cell in (row[2], row[7], row[8])] for row in rows]
    days = [date(int(row[0][6:]), int(row[0][3:5]), int(row[0][:2])) for row in rows]
    worn = {day: (row[0], row[1] + row[2]) for day, row in zip(days, whole, strict=True) if row[0]}
    assert values(content, "steps") == {day: steps for day, (steps, _) in worn.items()}
    assert values(content, "active_minutes") == {day: minutes for day, (_, minutes) in worn.items()}
    assert content.counts.skipped.total() == len(rows) - len(worn)
    assert accounted(content)


def test_steps_of_the_fitbit_web_api(exports: Exports, data: Path) -> None:
    content = exports(data / "fitbit" / "webapi_steps_participant4.json")
    told = json.loads((data / "fitbit" / "webapi_steps_participant4.json").read_text())["activities-steps"]
    assert {day.isoformat(): value for day, value in values(content, "steps").items()} == {
        row["dateTime"]: float(row["value"]) for row in told if row["value"] != "0"
    }
    assert accounted(content)


def test_fitbit_sleep_of_150_nights_and_its_doubles(exports: Exports, data: Path) -> None:
    content = exports(data / "pmdata_p01" / "p01_fitbit_sleep.json")
    logs = json.loads((data / "pmdata_p01" / "p01_fitbit_sleep.json").read_text())
    nights = {log["dateOfSleep"]: log for log in logs}
    assert (content.counts.rows, len(content.days)) == (len(logs), len(nights))
    assert content.counts.skipped[Skip.DOUBLE, ""] == len(logs) - len({log["startTime"] for log in logs})
    for day in content.days:
        log = nights[day.date.isoformat()]
        hour, minute = log["startTime"].replace("T", " ").split(" ")[1].split(":")[:2]
        assert day.value("into_bed") == int(hour) * 60 + int(minute)
        hour, minute = log["endTime"].replace("T", " ").split(" ")[1].split(":")[:2]
        assert day.value("got_up") == int(hour) * 60 + int(minute)
        assert day.value("awake_in_night") == log["minutesAwake"]
    assert not any(day.naps for day in content.days)
    assert accounted(content)


def test_a_second_sleep_of_a_day_is_a_nap(exports: Exports, data: Path) -> None:
    (day,) = exports(data / "fitbit" / "shimmer_fitbit-sleep-date.json").days
    assert (day.value("into_bed"), day.value("got_up")) == (60 + 16, 3 * 60 + 14)
    assert [(nap.begin, nap.minutes) for nap in day.naps] == [(9 * 60 + 59, 64)]


def test_garmin_days(exports: Exports, data: Path) -> None:
    content = exports(next((data / "garmin").glob("UDS*.json")))
    told = {day["calendarDate"]: day for day in json.loads(next((data / "garmin").glob("UDS*.json")).read_text())}
    assert {day.isoformat(): value for day, value in values(content, "steps").items()} == {
        day: row["totalSteps"] for day, row in told.items() if row["totalSteps"]
    }
    minutes = {day: row["moderateIntensityMinutes"] + row["vigorousIntensityMinutes"] for day, row in told.items()}
    assert {day.isoformat(): value for day, value in values(content, "active_minutes").items()} == minutes
    rates = {day: row["restingHeartRate"] for day, row in told.items()}
    assert {day.isoformat(): value for day, value in values(content, "resting_heart_rate").items()} == rates
    assert accounted(content)


def test_google_fit_in_two_languages(exports: Exports, data: Path) -> None:
    content = exports(data / "google_fit" / "takeout_dailyActivityMetrics_en_first400days.csv")
    with (data / "google_fit" / "takeout_dailyActivityMetrics_en_first400days.csv").open(newline="") as file:
        rows = {row["Date"]: row["Step count"] for row in csv.DictReader(file) if row["Step count"]}
    assert {day.isoformat(): value for day, value in values(content, "steps").items()} == {
        day: float(steps) for day, steps in rows.items()
    }
    assert accounted(content)
    french = exports(data / "google_fit" / "takeout_dailyAggregation_fr_2016-04-23.csv")
    assert values(french, "steps") == {date(2016, 4, 23): 252 + 580 + 609}
    assert accounted(french)


def test_daylio(exports: Exports, data: Path) -> None:
    content = exports(data / "daylio" / "staticf0x_test_data.csv")
    with (data / "daylio" / "staticf0x_test_data.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    points = {"rad": 10, "good": 7.5, "meh": 5, "bad": 2.5, "awful": 0}
    moods: dict[str, list[float]] = defaultdict(list)
    ticked: set[tuple[str, str]] = set()
    for row in rows:
        hour = int(row["time"].partition(":")[0]) % 12 if row["time"].endswith("am") else 12
        day = (date.fromisoformat(row["full_date"]) - timedelta(days=hour < 4)).isoformat()
        moods[day].append(points[row["mood"]])
        ticked.update({(day, name) for name in row["activities"].split(" | ") if name})
    assert {day.isoformat(): value for day, value in values(content, "mood_daylio").items()} == {
        day: pytest.approx(sum(each) / len(each)) for day, each in moods.items()
    }
    ticks = {
        (day.date.isoformat(), key.replace("_", " "))
        for day in content.days
        for key in day.answers
        if key != "mood_daylio"
    }
    assert ticks == ticked
    assert [question.key for question in content.questions] == ["several.mood_daylio"]
    worst = exports(data / "daylio" / "staticf0x_test_data.csv", several__mood_daylio="min")
    assert {day.isoformat(): value for day, value in values(worst, "mood_daylio").items()} == {
        day: min(each) for day, each in moods.items()
    }
    assert accounted(content)


def test_sleep_as_android(exports: Exports, data: Path) -> None:
    content = exports(next((data / "sleep_as_android").glob("*.zip")))
    night = one(content, "2020-11-27")
    assert (night.value("into_bed"), night.value("sleep_quality")) == (20 * 60, 3)
    assert night.value("got_up") == 7 * 60 + 40  # two minutes more, within the hour
    assert content.counts.rows == 10
    assert accounted(content)


def test_sleepmeter_withings_plees_and_bearable(exports: Exports, data: Path) -> None:
    content = exports(next((data / "sleepmeter").glob("*.csv")))
    assert content.counts.rows == 10
    assert {(str(alike.reason), alike.count) for alike in content.refused} >= {
        ("future_day", 2),
        ("not_a_date", 1),
    }
    assert accounted(content)
    content = exports(next((data / "withings").glob("*.json")))
    london = one(content, "2017-09-02")  # 1504307700 and 1504319100 in Europe/London
    assert (london.value("into_bed"), london.value("got_up")) == (15, 3 * 60 + 25)
    content = exports(next((data / "plees_tracker").glob("*.csv")))
    assert (content.days, content.counts.skipped) == ((), Counter({(Skip.TOO_SHORT, ""): 3}))
    content = exports(next((data / "bearable").glob("*.csv")))
    assert {key: answer.value for key, answer in one(content, "2021-12-08").answers.items()} == {"neck_pain": 2}


@pytest.mark.parametrize("name", ["participant7Fitbit", "participant9Fitbit"])
def test_steps_of_two_more_people(exports: Exports, data: Path, name: str) -> None:
    content = exports(data / "pain_series" / f"{name}.json")
    (told,) = json.loads((data / "pain_series" / f"{name}.json").read_text()).values()
    assert {day.isoformat(): value for day, value in values(content, "steps").items()} == {
        row["dateTime"]: float(row["value"]) for row in told if float(row["value"])
    }
    assert content.counts.rows == len(told)
    assert accounted(content)


def test_active_minutes_of_the_archive(exports: Exports, data: Path) -> None:
    path = data / "pmdata_p01" / "p01_fitbit_very_active_minutes.json"
    told = {row["dateTime"][:10]: float(row["value"]) for row in json.loads(path.read_text())}
    asked = exports(path)
    assert [question.key for question in asked.questions] == ["zero.active_minutes"]
    minutes = {day.isoformat(): value for day, value in values(asked, "active_minutes").items()}
    assert minutes == {day: value for day, value in told.items() if value}
    minutes = {
        day.isoformat(): value
        for day, value in values(exports(path, zero__active_minutes="none"), "active_minutes").items()
    }
    assert minutes == told


def test_a_nap_and_a_night_of_two_dates(exports: Exports, data: Path) -> None:
    path = data / "fitbit" / "shimmer_fitbit-sleep-date-range.json"
    logs = json.loads(path.read_text())["sleep"]
    slept = sorted((log["startTime"][11:16], log["endTime"][11:16]) for log in logs)
    content = exports(path)
    clock = [
        f"{minutes // 60:02.0f}:{minutes % 60:02.0f}"
        for day in content.days
        for minutes in (day.value("into_bed"), *(nap.begin for nap in day.naps))
        if minutes is not None
    ]
    assert sorted(clock) == [begin for begin, _ in slept]
    assert accounted(content)


def test_step_counts_of_google_fit_by_device(exports: Exports, data: Path) -> None:
    path = data / "google_fit" / "shimmer_googlefit-merge-step-deltas.json"
    counted: dict[date, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    points = json.loads(path.read_text())["point"]
    for point in points:
        day = datetime.fromtimestamp(int(point["startTimeNanos"]) / 1e9, ZoneInfo(ZONE)).date()
        counted[day][point["originDataSourceId"]] += point["value"][0]["intVal"]
    highest = exports(path, device__steps="highest")
    assert values(highest, "steps") == {day: max(by_device.values()) for day, by_device in counted.items()}
    assert highest.counts.rows == len(points)
    assert accounted(highest)


def test_a_sleep_episode_of_open_mhealth(exports: Exports, data: Path) -> None:
    folder = data / "open_mhealth" / "test-data"
    content = exports(next((folder / "sleep-episode" / "1.1").rglob("*.json")))
    told = one(content, "2016-02-06")  # 21:35 UTC is 22:35 in Amsterdam, and nine hours later 7:35
    answers = {key: answer.value for key, answer in told.answers.items()}
    assert answers == {
        "into_bed": 1355, "got_up": 455, "sleep_latency": 17.5, "awake_in_night": 30, "awakenings": 1,
    }  # fmt: skip
    for path in (folder / "sleep-duration").rglob("*.json"):
        if path.name != "sleep-duration-only.json":
            assert (exports(path).days, exports(path).counts.skipped.total()) == ((), 1)


def test_sleepmeter_nights(exports: Exports, data: Path) -> None:
    content = exports(next((data / "sleepmeter").glob("*.csv")))
    rested = one(content, "2020-11-23")  # bedtime 22:50, asleep 23:00, awake 7:00, quality 5 of 10
    assert {key: answer.value for key, answer in rested.answers.items()} == {
        "into_bed": 1370, "sleep_latency": 10, "got_up": 420, "sleep_quality": 3,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["simple", "weekday_alarm"])
def test_a_log_of_four_thousand_lines_has_the_nights_it_tells_of(
    data: Path, catalogue: Catalogue, atlas: Atlas, name: str
) -> None:
    path = data / "sleep_diaries_cc0" / f"{name}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["Status"] == "asleep"]
    pieces: list[list[datetime]] = []
    for row in rows:
        begin, end = (
            datetime.fromisoformat(row[side].replace("Z", "+00:00")).astimezone(ZoneInfo(ZONE))
            for side in ("Start", "End")
        )
        pieces.append([begin, end])
    longest: dict[date, list[datetime]] = {}
    for begin, end in pieces:
        known = longest.get(end.date())
        if known is None or end - begin > known[1] - known[0]:
            longest[end.date()] = [begin, end]
    days = mapped(path, None, catalogue, atlas).days
    got_up = {day.date: day.value("got_up") for day in days if day.value("got_up") is not None}
    assert got_up == {day: end.hour * 60 + end.minute for day, (_, end) in longest.items()}


def test_a_workbook_of_nights(data: Path, catalogue: Catalogue, atlas: Atlas) -> None:
    (path,) = (data / "spreadsheet").glob("*.xlsx")
    with ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    cells = {place: float(number) for place, number in re.findall(r'<c r="(\w+)"[^>]*t="n"><v>([\d.]+)<', sheet)}
    nights = {}
    for row in range(2, 2 + len(cells) // 2):
        slept, woke = (divmod(round(cells[f"{column}{row}"] * 1440), 1440) for column in "AB")
        nights[date(1899, 12, 30) + timedelta(days=woke[0])] = (slept[1], woke[1])
    assert len(nights) == 14
    content = mapped(path, None, catalogue, atlas)
    assert {day.date: (day.value("into_bed"), day.value("got_up")) for day in content.days} == nights
    assert (content.counts.rows, content.counts.used, content.refused) == (14, 14, ())


def test_injuries_as_places_and_as_notes(data: Path, catalogue: Catalogue, atlas: Atlas) -> None:
    path = data / "pmdata_p01" / "p01_injury.csv"
    with path.open(newline="") as file:
        rows = {row["effective_time_frame"]: ast.literal_eval(row["injuries"]) for row in csv.DictReader(file)}
    hurt = {
        (datetime.fromisoformat(moment).astimezone(ZoneInfo(ZONE)) - timedelta(hours=4)).date(): found
        for moment, found in rows.items()
        if found
    }
    use = Use(has_places=True, meanings={"right_hand': 'minor": "hand_r"})
    places = mapped(path, {"injuries": use}, catalogue, atlas)
    hand = {"front_hand_r", "back_hand_r"}
    assert {day.date: set(day.areas) for day in places.days} == dict.fromkeys(hurt, hand)
    notes = mapped(path, {"injuries": Use(item="note")}, catalogue, atlas)
    assert {day.date: ast.literal_eval(day.notes["note"]) for day in notes.days} == hurt
    for content in (places, notes):
        counts = content.counts
        assert (counts.rows, counts.used, counts.skipped[Skip.EMPTY, ""]) == (24, 1, 23)


def test_stress_of_garmin_and_minutes_of_google_fit(exports: Exports, data: Path) -> None:
    (path,) = (data / "garmin").glob("UDS*.json")
    levels = {}
    for row in json.loads(path.read_text()):
        for part in row["allDayStress"]["aggregatorList"]:
            if part["type"] == "TOTAL" and part["averageStressLevel"] >= 0:
                levels[date.fromisoformat(row["calendarDate"])] = part["averageStressLevel"]
    assert values(exports(path), "device_stress") == levels
    path = data / "google_fit" / "takeout_dailyActivityMetrics_en_first400days.csv"
    with path.open(newline="") as file:
        moved = {
            date.fromisoformat(row["Date"]): float(row["Move Minutes count"])
            for row in csv.DictReader(file)
            if row["Move Minutes count"]
        }
    assert values(exports(path), "active_minutes") == moved


def test_workouts_and_resting_rates_of_apple_health(exports: Exports, data: Path) -> None:
    for name in ("tdda_export_v3_2016.xml", "jdecool_export_v8.xml", "dogsheep_export.xml"):
        path = data / "apple_health" / name
        text, content = path.read_text(encoding="utf-8"), exports(path)
        found = re.findall(r'<Workout [^>]*?duration="([\d.]+)"[^>]*startDate="(\S+)', text)
        done = sorted((day, int(float(minutes) + 0.5)) for minutes, day in found)
        assert [(day.date.isoformat(), one.minutes) for day in content.days for one in day.activities] == done
        rates = re.findall(r'RestingHeartRate"[^>]*startDate="(\S+)[^>]*value="([\d.]+)"', text)
        rests = {day.isoformat(): value for day, value in values(content, "resting_heart_rate").items()}
        assert rests == {day: round(float(rate)) for day, rate in rates}


def test_the_night_of_a_phone_and_a_watch(exports: Exports, data: Path) -> None:
    path = data / "apple_health" / "alxdrcirilo_export_enNL_2024.xml"
    sleeps = re.findall(r'SleepAnalysis".*?startDate="(.*?)" endDate="(.*?)"', path.read_text(), re.DOTALL)
    begin, asleep, end = (
        datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z").astimezone(ZoneInfo("Europe/Amsterdam"))
        for text in (sleeps[0][0], sleeps[1][0], sleeps[1][1])
    )
    night = one(exports(path), "2024-01-01")
    assert night.value("into_bed") == begin.hour * 60 + begin.minute
    assert night.value("got_up") == end.hour * 60 + end.minute
    assert night.value("sleep_latency") == round((asleep - begin).total_seconds() / 60)


def test_every_sleep_of_sleep_as_android(exports: Exports, data: Path) -> None:
    (path,) = (data / "sleep_as_android").glob("*.zip")
    with ZipFile(path) as archive:
        lines = list(csv.reader(archive.read("sleep-export.csv").decode().splitlines(keepends=True)))
    rows = [dict(zip(names, row, strict=False)) for names, row in itertools.pairwise(lines) if names[0] == "Id"]
    spans = sorted((int(row["Id"]) / 60_000, float(row["Hours"]) * 60) for row in rows)
    joined: list[list[float]] = []
    for begin, minutes in spans:  # less than an hour awake does not end a night
        if joined and begin - joined[-1][1] < 60:
            joined[-1][1] = max(joined[-1][1], begin + minutes)
        else:
            joined.append([begin, begin + minutes])
    naps = sorted(minutes for _, minutes in spans if minutes >= 10)[:-1]
    content = exports(path)
    (night,) = (day for day in content.days if day.value("got_up") is not None)
    assert ((night.value("got_up") or 0) - (night.value("into_bed") or 0)) % 1440 == int(
        max(end - begin for begin, end in joined)
    )
    assert sorted(nap.minutes for day in content.days for nap in day.naps) == [
        pytest.approx(minutes, abs=2) for minutes in naps
    ]


def test_every_row_of_sleepmeter_withings_and_plees(exports: Exports, data: Path) -> None:
    (path,) = (data / "sleepmeter").glob("*.csv")
    text = path.read_text(encoding="utf-8")
    rows = list(csv.DictReader(text[text.index("wake,sleep,bedtime") :].splitlines(keepends=True)))
    spans = [[datetime.strptime(row[side], "%Y-%m-%d %H:%M%z") for side in ("bedtime", "wake")] for row in rows]
    future = sum(wake > NOW.astimezone(UTC) + timedelta(days=365) for _, wake in spans)
    long = sum(wake - bed > timedelta(hours=16) for bed, wake in spans if wake.year > 1900)
    content = exports(path)
    refused = {str(alike.reason): alike.count for alike in content.refused}
    assert (content.counts.rows, refused["future_day"], refused["not_a_date"]) == (len(rows), future, 1)
    doubles = len(spans) - len({tuple(span) for span in spans})
    assert (refused["night_too_long"], content.counts.skipped[Skip.DOUBLE, ""]) == (long - doubles, doubles)
    (path,) = (data / "withings").glob("*.json")
    found = {day.date.isoformat(): day for day in exports(path).days}
    for series in json.loads(path.read_text())["body"]["series"]:
        night, told = found.pop(series["date"]), series["data"]
        clock = [
            datetime.fromtimestamp(series[edge], ZoneInfo(series["timezone"])) for edge in ("startdate", "enddate")
        ]
        assert [night.value("into_bed"), night.value("got_up")] == [one.hour * 60 + one.minute for one in clock]
        assert night.value("sleep_latency") == told["durationtosleep"] / 60
        assert night.value("awake_in_night") == told["wakeupduration"] / 60
        assert night.value("awakenings") == told["wakeupcount"]
    assert not found
    (path,) = (data / "plees_tracker").glob("*.csv")
    with path.open(newline="") as file:
        short = sum(int(row["stop"]) - int(row["start"]) < 600_000 for row in csv.DictReader(file))
    assert exports(path).counts.skipped == Counter({(Skip.TOO_SHORT, ""): short})
