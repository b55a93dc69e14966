"""Each reader reads what its program's documentation says it writes; the files here are made up."""

# ruff: noqa: E501 - a line of a file is one line

import json
import sqlite3
from datetime import date
from pathlib import Path
from pkgutil import iter_modules

import pytest

import diary.exchange.readers as package
from diary.domain.body import Atlas
from diary.domain.day import Activity, Day, MomentKind
from diary.domain.item import Catalogue
from diary.domain.refusal import Reason
from diary.exchange.any_source import IntakeWay, read_any
from diary.exchange.intake import ReaderContent
from diary.exchange.reader_parts import Skip
from diary.exchange.recognition import all_readers
from tests.exchange.conftest import Exports
from tests.factory import NOW

FIRST = date(2026, 11, 2)


def told(content: ReaderContent, day: date = FIRST) -> dict[str, float]:
    return {key: answer.value for key, answer in on(content, day).answers.items()}


def on(content: ReaderContent, day: date = FIRST) -> Day:
    (found,) = (one for one in content.days if one.date == day)
    return found


def test_every_reader_has_a_key_of_its_own_and_one_way_to_read_each_part() -> None:
    modules = [module.name for module in iter_modules(package.__path__)]
    assert list(all_readers()) == sorted(modules)
    for reader in all_readers().values():
        for part in reader.parts:
            assert (part.take is None) != (part.whole is None)


def a_record(kind: str, begin: str, end: str, value: str, source: str = "Watch", inside: str = "") -> str:
    return f'<Record type="{kind}" sourceName="{source}" startDate="{begin}" endDate="{end}" value="{value}">{inside}</Record>'


def test_apple_health_nights_of_two_devices_and_symptoms(exports: Exports) -> None:
    sleep, day = "HKCategoryTypeIdentifierSleepAnalysis", "2026-11-02"
    stages = [("23:30:00", "InBed", "07:00:00", "Phone"), ("23:50:00", "AsleepCore", "03:00:00", "Watch"),
              ("03:00:00", "Awake", "03:20:00", "Watch"), ("03:20:00", "AsleepREM", "06:40:00", "Watch")]  # fmt: skip
    rows = "".join(
        a_record(
            sleep,
            f"2026-11-0{1 if begin > '12' else 2} {begin} +0100",
            f"{day} {end} +0100",
            f"HKCategoryValueSleepAnalysis{stage}",
            source,
            '<MetadataEntry key="HKTimeZone" value="Europe/Amsterdam"/>',
        )
        for begin, stage, end, source in stages
    )
    ache = a_record(
        "HKCategoryTypeIdentifierLowerBackPain", f"{day} 10:00:00 +0100", "", "HKCategoryValueSeverityModerate"
    )
    workout = f'<Workout workoutActivityType="HKWorkoutActivityTypeTraditionalStrengthTraining" duration="31.7" durationUnit="min" startDate="{day} 10:40:38 +0100"/>'
    content = exports(f"<HealthData>{rows}{ache}{workout}</HealthData>", "eksport.xml")
    assert told(content) == {
        "into_bed": 23 * 60 + 30, "got_up": 7 * 60, "sleep_latency": 20, "woke_up": 6 * 60 + 40,
        "awake_in_night": 20, "lower_back_pain": 2,
    }  # fmt: skip
    assert on(content).activities == (Activity("Traditional strength training", 32),)


def test_apple_health_of_ios_16_with_its_two_mistakes(exports: Exports) -> None:
    broken = (
        "<!DOCTYPE HealthData [\n<!ELEMENT Record (MetadataEntry*\n]>\n<HealthData>\n<Workout workoutActivityType="
        '"HKWorkoutActivityTypeYoga" startDate="2026-11-02 10:00:00 +0100" duration="20" startDate="2026-11-02 10:00:00 +0100"/>\n'
        "</HealthData>"
    )
    assert on(exports(broken, "export.xml")).activities == (Activity("Yoga", 20),)


def test_a_fitbit_archive(exports: Exports) -> None:
    sleep = '[{"dateOfSleep":"2026-11-02","startTime":"2026-11-01T23:10:00.000","endTime":"2026-11-02T07:00:30.000","minutesAsleep":400,"minutesAwake":50}]'
    steps = '[{"dateTime":"11/01/26 23:30:00","value":"100"},{"dateTime":"11/02/26 10:00:00","value":"20"}]'
    content = exports(
        {
            "Takeout/Fitbit/Global Export Data/sleep-2026-11-01.json": sleep,
            "Takeout/Fitbit/Global Export Data/steps-2026-11-01.json": steps,
            "Takeout/Fitbit/Global Export Data/heart_rate-2026-11-01.json": "[]",
            "Takeout/other.json": "{}",
        }
    )
    assert exports.reader == "fitbit"
    assert told(content) == {"into_bed": 23 * 60 + 10, "got_up": 7 * 60, "awake_in_night": 50, "steps": 120}
    assert (content.counts.rows, content.counts.used) == (3, 3)
    assert content.counts.unknown == {"other.json": 1}
    assert [question.key for question in content.questions] == ["zone"]


def test_the_google_health_takeout_never_adds_phone_and_band(exports: Exports) -> None:
    sleep = "sleep_id,sleep_start,sleep_end,start_utc_offset,end_utc_offset,data_source,minutes_awake\n1,2026-11-01T22:10:00Z,2026-11-02T06:00:00Z,+01:00,+01:00,band,30\n"
    steps = "timestamp,steps,data source\n2026-11-02T10:00:00Z,100,phone\n2026-11-02T10:00:00Z,110,band\n2026-11-02T11:00:00Z,5,band\n"
    content = exports({"UserSleeps_2026.csv": sleep, "steps_2026-11-02.csv": steps})
    assert told(content) == {"into_bed": 23 * 60 + 10, "got_up": 7 * 60, "awake_in_night": 30, "steps": 115}


def test_bearable_of_2024(exports: Exports) -> None:
    content = exports(
        "date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n"
        "2nd Nov 2026,2026-11-02,Monday,am,Mood,10,,a good day\n"
        "2nd Nov 2026,2026-11-02,Monday,pm,Mood,1,,\n"
        "2nd Nov 2026,2026-11-02,Monday,pm,Symptom,3,Neck pain (Severe),\n"
        "2nd Nov 2026,2026-11-02,Monday,,Sleep,7:00,Asleep 23:30 - 06:30. In bed 23:00 - 07:00,\n"
        "2nd Nov 2026,2026-11-02,Monday,,Sleep quality,4,,\n"
        "2nd Nov 2026,2026-11-02,Monday,,Gratitude,,the sea,\n"
        "2nd Nov 2026,2026-11-02,Monday,,Meds,500 mg,Paracetamol,\n"
        "2nd Nov 2026,2026-11-02,Monday,,Bowel movements,,None,\n"
    )
    assert told(content) == {
        "mood_bearable": 5, "neck_pain": 3, "into_bed": 23 * 60, "got_up": 7 * 60, "sleep_latency": 30, "woke_up": 390,
        "sleep_quality": 5,
    }  # fmt: skip
    assert on(content).notes == {"note": "a good day", "good_thing": "the sea"}
    assert [moment.kind for moment in on(content).moments] == [MomentKind.MEDICINE]
    assert content.counts.skipped == {(Skip.OTHER, "Bowel movements"): 1}


def test_garmin_sleep_and_activities(exports: Exports) -> None:
    sleep = '[{"calendarDate":"2026-11-02","sleepStartTimestampGMT":"2026-11-01T22:10:00.0","sleepEndTimestampGMT":"2026-11-02T06:00:00.0","awakeSleepSeconds":600}]'
    done = '[{"summarizedActivitiesExport":[{"activityType":"trail_running","startTimeLocal":1793613600000.0,"duration":1800000.0}]}]'
    content = exports({"x_sleepData.json": sleep, "x_summarizedActivities.json": done})
    assert told(content) == {"into_bed": 23 * 60 + 10, "got_up": 7 * 60, "awake_in_night": 10}
    assert on(content).activities == (Activity("Trail running", 30),)


def test_withings_tables_in_german(exports: Exports) -> None:
    sleep = "von,bis,leicht (s),tief (s),rem (s),wach (s),Aufwachen\n2026-11-01T23:10:00+01:00,2026-11-02T07:00:00+01:00,1,1,1,600,2\n"
    content = exports({"sleep.csv": sleep, "aggregates_steps.csv": "date,value\n2026-11-02,1200\n"})
    assert told(content) == {"into_bed": 1390, "got_up": 420, "awake_in_night": 10, "awakenings": 2, "steps": 1200}


def a_health_connect(path: Path) -> bytes:
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE application_info_table (row_id INTEGER, package_name TEXT, app_name TEXT)")
        made.executemany(
            "INSERT INTO application_info_table VALUES (?, ?, ?)", [(1, "a.b", "Watch"), (2, "c.d", "Phone")]
        )
        edges = "start_time INTEGER, start_zone_offset INTEGER, end_time INTEGER, end_zone_offset INTEGER, app_info_id INTEGER"
        made.execute(f"CREATE TABLE sleep_session_record_table (row_id INTEGER, {edges})")
        made.execute(f"CREATE TABLE steps_record_table (row_id INTEGER, {edges}, count INTEGER)")
        made.execute("CREATE TABLE sleep_stages_table (parent_key, stage_start_time, stage_end_time, stage_type)")
        night, hour = 1793571000000, 3_600_000  # 2026-11-01 23:10 at +01:00
        made.execute(
            "INSERT INTO sleep_session_record_table VALUES (7, ?, 3600, ?, 3600, 1)", (night, night + 8 * hour)
        )
        made.execute("INSERT INTO sleep_stages_table VALUES (7, ?, ?, 1)", (night + hour, night + hour + 600_000))
        for app, steps in ((1, 100), (1, 50), (2, 120)):
            made.execute(
                "INSERT INTO steps_record_table VALUES (1, ?, 3600, ?, 3600, ?, ?)",
                (night + 11 * hour, night + 12 * hour, app, steps),
            )
        made.execute(
            "CREATE TRIGGER trap AFTER INSERT ON steps_record_table BEGIN DELETE FROM steps_record_table; END"
        )
    made.close()
    return path.read_bytes()


def test_health_connect(exports: Exports, tmp_path: Path) -> None:
    content = exports({"health_connect_export.db": a_health_connect(tmp_path / "made.db")})
    assert exports.reader == "health_connect"
    assert told(content) == {"into_bed": 1390, "got_up": 430, "awake_in_night": 10, "steps": 150}
    (question,) = content.questions
    assert question.options == ("Watch", "Phone", "highest")


def test_health_connect_with_an_hour_no_clock_shows(exports: Exports, tmp_path: Path) -> None:
    path = tmp_path / "made.db"
    a_health_connect(path)
    with sqlite3.connect(path) as made:
        made.execute("UPDATE sleep_session_record_table SET start_zone_offset = 10000000000000")
    content = exports({"health_connect_export.db": path.read_bytes()})
    assert told(content) == {"steps": 150}
    assert content.counts.refused == 1


def test_a_row_with_a_sleep_that_is_there_already_and_a_note_counts_once(exports: Exports) -> None:
    row = '"1793577600000","Europe/Amsterdam","","","8.0","4.0","{}"\n'
    header = "Id,Tz,From,To,Hours,Rating,Comment\n"
    content = exports(header + row.format("slept well") + row.format("slept well indeed") + row.format("#sport"))
    counts = content.counts
    assert (counts.rows, counts.used, counts.refused, dict(counts.skipped)) == (3, 2, 0, {(Skip.DOUBLE, ""): 1})


def test_the_database_of_health_connect_comes_in_without_its_zip(
    tmp_path: Path, catalogue: Catalogue, atlas: Atlas
) -> None:
    a_health_connect(tmp_path / "health_connect_export.db")
    intake = read_any(tmp_path / "health_connect_export.db", IntakeWay(), catalogue, atlas, NOW)
    assert [day.value("got_up") for day in intake.data.days] == [430]


def test_migraine_buddy_makes_no_calm_days(exports: Exports) -> None:
    text = "Migraine Buddy\nReport\n\nName,x\n\n\n\n\nid,Date,Lasted,Pain Level,Symptoms,Medication,Notes\n1,13/11/2026 08:30,5 hours,7,Nausea,Paracetamol,after work\n"
    content = exports(text)
    (day,) = content.days
    assert (day.date, day.answers) == (date(2026, 11, 13), {})
    assert [(moment.kind, moment.at, moment.value) for moment in day.moments] == [
        (MomentKind.FLARE, 510, 7), (MomentKind.MEDICINE, None, None),
    ]  # fmt: skip
    assert day.notes == {"note": "after work"}


def test_track_and_graph(exports: Exports) -> None:
    content = exports(
        "FeatureName,Timestamp,Value,Label,Note\nPain,2026-11-02T10:00:00.000+01:00,6.5,,\n"
        "Walk,2026-11-02T11:00:00.000+01:00,0:45:30,,outside\nOld,2026-11-02T12:00:00.000+01:00,0:None,,\n"
    )
    assert told(content) == {"pain": 6.5, "walk": pytest.approx(45.5), "old": 0}
    assert on(content).notes == {"note": "outside"}


APPLE_SYMPTOM = "HKCategoryTypeIdentifierFatigue"
AT_HALF_PAST_ONE = {
    "nomie.csv": "epoch,start,end,offset,note,lat,lng,location,score\n1793579400000,,,-60,#pain(6) late,52.1,4.3,,0\n",
    "track_and_graph.csv": "FeatureName,Timestamp,Value,Note\nPain,2026-11-02T01:30:00.000+01:00,6.5,late\n",
    "daylio.csv": "full_date,date,weekday,time,mood,activities,note_title,note\n2026-11-02,2 Nov,Mon,1:30 am,good,reading,,late\n",
    "migraine_buddy.csv": "id,Date,Lasted,Pain Level,Medication,Notes\n1,2026-11-02 01:30,5 hours,7,Paracetamol,late\n",
    "apple.xml": f'<HealthData>{a_record(APPLE_SYMPTOM, "2026-11-02 01:30:00 +0100", "", "HKCategoryValueSeverityMild")}</HealthData>',
    "workout.xml": '<HealthData><Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="20" startDate="2026-11-02 01:30:00 +0100"/></HealthData>',
    "training-session-1.json": '{"startTime":"2026-11-02T01:30:00","stopTime":"2026-11-02T01:50:00","exercises":[{"sport":"WALKING"}]}',
    "activities.csv": "from,to,Activity type\n2026-11-02T01:30:00+01:00,2026-11-02T01:50:00+01:00,Walking\n",
    "garmin.json": '[{"summarizedActivitiesExport":[{"startTimeLocal":1793583000000,"duration":1200000,"activityType":"walking"}]}]',
}  # fmt: skip


@pytest.mark.parametrize(("boundary", "day"), [(240, date(2026, 11, 1)), (0, FIRST)])
@pytest.mark.parametrize("name", AT_HALF_PAST_ONE)
def test_what_somebody_wrote_or_did_at_night_belongs_to_the_day_that_has_not_ended_in_the_diary(
    catalogue: Catalogue, atlas: Atlas, tmp_path: Path, name: str, boundary: int, day: date
) -> None:
    path = tmp_path / name
    path.write_text(AT_HALF_PAST_ONE[name], encoding="utf-8")
    found = read_any(path, IntakeWay(), catalogue, atlas, NOW, boundary=boundary)
    assert [one.date for one in found.data.days] == [day]


def test_what_a_device_counted_at_night_stays_on_its_date(exports: Exports) -> None:
    steps = a_record("HKQuantityTypeIdentifierStepCount", "2026-11-02 01:30:00 +0100", "", "40")
    rate = a_record("HKQuantityTypeIdentifierRestingHeartRate", "2026-11-02 01:30:00 +0100", "", "60")
    assert told(exports(f"<HealthData>{steps}{rate}</HealthData>", "export.xml")) == {
        "steps": 40, "resting_heart_rate": 60,
    }  # fmt: skip


def test_a_nap_belongs_to_the_day_that_has_not_ended_in_the_diary(
    catalogue: Catalogue, atlas: Atlas, tmp_path: Path
) -> None:
    path = tmp_path / "plees.csv"
    path.write_text("sid,start,stop,rating\n1,1793579400000,1793581200000,0\n", encoding="utf-8")
    for boundary, day in ((240, date(2026, 11, 1)), (60, FIRST)):
        (found,) = read_any(path, IntakeWay(), catalogue, atlas, NOW, boundary=boundary).data.days
        assert (found.date, [nap.begin for nap in found.naps]) == (day, [90])


def test_loop_and_habitbull(exports: Exports) -> None:
    loop = {
        "Habits.csv": "Position,Name\n001,Walk\n",
        "001 Walk/Checkmarks.csv": "Date,Value,Notes\n2026-11-02,YES_MANUAL,\n2026-11-03,NO,\n2026-11-04,UNKNOWN,\n",
        "002 Water/Checkmarks.csv": "Date,Value\n2026-11-02,2500\n",
    }
    content = exports(loop)
    assert told(content) == {"walk": 1, "water": 2.5}
    assert told(content, date(2026, 11, 3)) == {"walk": 0}
    assert len(content.days) == 2
    bull = exports(
        "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\nRun,,,2026-11-02,3,hard\n"
    )
    assert (told(bull), on(bull).notes) == ({"run": 3}, {"note": "hard"})


def test_nomie_keeps_no_places(exports: Exports) -> None:
    content = exports(
        "epoch,start,end,offset,note,lat,lng,location,score\n1793613600000,,,-60,#pain(6) #walk by the sea,52.1,4.3,Home,0\n"
    )
    assert told(content) == {"pain": 6, "walk": 1}
    assert on(content).notes == {"note": "by the sea"}


def test_open_mhealth(exports: Exports) -> None:
    frame = '"effective_time_frame":{"time_interval":{"start_date_time":"2026-11-01T23:10:00+01:00","duration":{"value":8,"unit":"h"}}}'
    content = exports(
        f'[{{"header":{{}},"body":{{{frame},"is_main_sleep":true,"wake_after_sleep_onset":{{"value":30,"unit":"min"}}}}}}]',
        "a.json",
    )
    assert told(content) == {"into_bed": 1390, "got_up": 430, "awake_in_night": 30}


def test_oura(exports: Exports) -> None:
    sleep = 'id;day;bedtime_start;bedtime_end;type;latency;awake_time;sleep_phase\n1;2026-11-02;2026-11-01T23:10:00+01:00;2026-11-02T07:00:00+01:00;long_sleep;600;1800;{"a": 1}\n2;2026-11-02;2026-11-02T14:00:00+01:00;2026-11-02T18:00:00+01:00;rest;1;1;\n'
    content = exports(
        {"App Data/sleepmodel.csv": sleep, "App Data/dailyactivity.csv": "id;day;steps\n1;2026-11-02;900\n"}
    )
    assert told(content) == {
        "into_bed": 1390,
        "got_up": 420,
        "sleep_latency": 10,
        "awake_in_night": 20,
        "steps": 900,
    }
    site = exports(
        "date,Sleep Score,Bedtime Start,Bedtime End,Steps\n2026-11-02,80,2026-11-01T23:10:00+01:00,2026-11-02T07:00:00+01:00,900\n"
    )
    assert told(site) == {"into_bed": 1390, "got_up": 420, "steps": 900}


def test_samsung_health_counts_all_devices_once(exports: Exports) -> None:
    name = "com.samsung.health.sleep"
    sleep = f"com.samsung.shealth.sleep,7006003,11\n{name}.start_time,{name}.end_time,{name}.time_offset,\n2026-11-01 22:10:00.000,2026-11-02 06:00:00.000,UTC+0100,\n"
    steps = "com.samsung.shealth.step_daily_trend,1,1\nday_time,source_type,count,\n2026-11-02 00:00:00.000,-2,5000,\n2026-11-02 00:00:00.000,0,3000,\n"
    content = exports(
        {
            "com.samsung.shealth.sleep.2026.csv": sleep.encode("utf-8-sig"),
            "com.samsung.shealth.step_daily_trend.2026.csv": steps,
        }
    )
    assert told(content) == {"into_bed": 1390, "got_up": 420, "steps": 5000}


def test_polar(exports: Exports) -> None:
    night = '[{"night":"2026-11-02","evaluation":{"interruptions":{"totalDuration":"PT20M30S"}},"sleepResult":{"hypnogram":{"sleepStart":"2026-11-01T23:10:00.000+01:00","sleepEnd":"2026-11-02T07:00:00.000+01:00"}}}]'
    day = '{"exportVersion":"1.3","date":"2026-11-02","summary":{"stepCount":1234}}'
    train = '{"startTime":"2026-11-02T10:00:00.000","stopTime":"2026-11-02T10:45:00.000","exercises":[{"sport":"RUNNING"}]}'
    content = exports(
        {"sleep_result_1.json": night, "activity-2026-11-02-x.json": day, "training-session-1.json": train}
    )
    assert told(content) == {"into_bed": 1390, "got_up": 420, "awake_in_night": 21, "steps": 1234}
    assert on(content).activities == (Activity("Running", 45),)


def test_a_night_in_which_the_clock_is_changed_ends_when_the_clock_said(exports: Exports) -> None:
    day, asleep = date(2026, 10, 25), "HKCategoryValueSleepAnalysisAsleepCore"
    pieces = [
        ("2026-10-24 23:00:00 +0200", "2026-10-25 02:30:00 +0200"),
        ("2026-10-25 02:30:00 +0200", "2026-10-25 06:30:00 +0100"),
    ]
    rows = "".join(a_record("HKCategoryTypeIdentifierSleepAnalysis", *piece, asleep) for piece in pieces)
    apple = exports(f"<HealthData>{rows}</HealthData>", "export.xml")
    samsung = exports(
        "com.samsung.shealth.sleep,7006003,11\ncom.samsung.health.sleep.start_time,com.samsung.health.sleep.time_offset,"
        "com.samsung.health.sleep.end_time\n2026-10-24 21:00:00.000,UTC+0200,2026-10-25 05:30:00.000\n",
        "com.samsung.shealth.sleep.202611.csv",
    )
    for content in (apple, samsung):
        found = told(content, day)
        assert (found["into_bed"], found["got_up"]) == (23 * 60, 6 * 60 + 30)


def test_oura_answers_of_its_web_api(exports: Exports) -> None:
    sleep = {"day": "2026-11-02", "bedtime_start": "2026-11-01T23:10:00+01:00", "bedtime_end": "2026-11-02T07:00:00+01:00",
             "awake_time": 3000, "latency": 600, "type": "long_sleep"}  # fmt: skip
    moved = {"day": "2026-11-02", "steps": 8123, "medium_activity_time": 1200, "high_activity_time": 600}
    content = exports(
        {"sleep.json": json.dumps({"data": [sleep]}), "activity.json": json.dumps({"data": [moved]})}
    )
    assert told(content) == {
        "into_bed": 1390, "got_up": 420, "sleep_latency": 10, "awake_in_night": 40, "steps": 8123, "active_minutes": 30,
    }  # fmt: skip


def test_a_list_of_activities_of_garmin_and_nights_without_the_watch(exports: Exports) -> None:
    rows = 'Walking,2026-11-02 10:15:00,false,"A walk",4.52,"220","00:45:30"\nYoga,2026-11-02 17:00:00,false,At home,--,"32","05:30"\n'
    content = exports(f"Activity Type,Date,Favorite,Title,Distance,Calories,Time\n{rows}")
    assert on(content).activities == (Activity("Walking", 46),)
    assert [(one.reason, one.count) for one in content.refused] == [(Reason.NOT_A_DURATION, 1)]
    nights = [{"calendarDate": "2026-11-02", "sleepWindowConfirmationType": "OFF_WRIST"},
              {"sleepStartTimestampGMT": "2026-11-01T22:10:00.0", "sleepEndTimestampGMT": "2026-11-02T06:00:00.0"}]  # fmt: skip
    content = exports({"2026_sleepData.json": json.dumps(nights)})
    assert (told(content), content.refused) == ({"into_bed": 1390, "got_up": 420}, ())
    assert content.counts.skipped.total() == 1


def test_daylio_of_2018_and_a_note_of_lines(exports: Exports) -> None:
    content = exports(
        "year,date,weekday,time,mood,activities,note\n2018,4 November,Sunday,21:30,good,sport,one<br>two\n"
    )
    day = on(content, date(2018, 11, 4))
    assert (day.value("mood_daylio") or day.value("mood"), day.notes) == (7.5, {"note": "one\ntwo"})


def test_samsung_exercises(exports: Exports) -> None:
    name = "com.samsung.health.exercise"
    header = (
        f"live_data,{name}.duration,{name}.start_time,{name}.exercise_type,{name}.time_offset,{name}.end_time,"
    )
    rows = ",1830000,2026-11-02 09:00:00.000,1001,UTC+0100,2026-11-02 09:30:30.000,\n,600000,2026-11-02 23:50:00.000,99,UTC+0100,,\n"
    content = exports(
        f"com.samsung.shealth.exercise,6300001,10\n{header}\n{rows}", "com.samsung.shealth.exercise.2026.csv"
    )
    assert on(content).activities == (Activity("Walking", 31), Activity("Exercise", 10))
