"""Real files of other programs, read through the mapping files in `maps`; the numbers are counted again here."""

import csv
import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import fmean
from zoneinfo import ZoneInfo

import pytest

from diary.domain.body import Atlas
from diary.domain.day import Activity, AnswerSource, Day
from diary.domain.item import Catalogue
from diary.domain.refusal import Reason
from diary.domain.sleep import night_of
from diary.exchange.mapping import load_mapping
from diary.exchange.source import SourceContent, read_source
from diary.journal.journal import Journal
from tests.factory import NOW

MAPS = Path(__file__).parent / "maps"
OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture(scope="module")
def data(shared: Path) -> Path:
    if not (shared / "data").is_dir():
        pytest.skip("the real files (../shared/data) are not here")
    return shared / "data"


@pytest.fixture(scope="module")
def read(data: Path, catalogue: Catalogue, atlas: Atlas) -> "Reader":
    return Reader(data, catalogue, atlas)


class Reader:
    """Reads a real file through a mapping of this folder."""

    def __init__(self, data: Path, catalogue: Catalogue, atlas: Atlas) -> None:
        self.data, self.catalogue, self.atlas = data, catalogue, atlas

    def __call__(self, source: str, mapping: str) -> SourceContent:
        return read_source(self.data / source, load_mapping(MAPS / mapping), self.catalogue, self.atlas, NOW)

    def rows(self, source: str) -> list[dict[str, str]]:
        with (self.data / source).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def json(self, source: str) -> list[dict[str, object]]:
        found = json.loads((self.data / source).read_text(encoding="utf-8"))
        return found if isinstance(found, list) else next(iter(found.values()))

    def wpi(self, day: Day) -> int:
        return len({self.atlas.segment(key).wpi for key in day.areas} - {None})


def by_date(reading: SourceContent) -> Mapping[date, Day]:
    return {day.date: day for day in reading.days}


# ------------------------------------------------------------------ PMData


def test_wellness_turns_scales_round_and_keeps_one_day_a_row(read: Reader) -> None:
    reading = read("pmdata_p01/p01_wellness.csv", "pmdata_wellness.toml")
    rows = read.rows("pmdata_p01/p01_wellness.csv")
    assert (reading.counts.rows, len(reading.days), reading.refused) == (138, 138, ())
    assert len(rows) == 138
    by_hand = {"1": 10, "2": 8, "3": 5, "4": 3, "5": 0}
    stress = [day.value("stress") or 0 for day in reading.days]
    assert fmean(stress) == pytest.approx(fmean(by_hand[row["stress"]] for row in rows))
    assert fmean(stress) == pytest.approx((121 * 5 + 17 * 8) / 138)
    fatigue = [day.value("fatigue") or 0 for day in reading.days]
    assert fmean(fatigue) == pytest.approx((2 * 10 + 57 * 8 + 78 * 5 + 1 * 3) / 138)
    assert [day.value("sleep_quality") for day in reading.days] == [float(row["sleep_quality"]) for row in rows]
    assert [day.value("mood_noted") for day in reading.days] == [float(row["mood"]) for row in rows]


def test_wellness_times_become_local_days_and_moments_of_writing(read: Reader) -> None:
    reading = read("pmdata_p01/p01_wellness.csv", "pmdata_wellness.toml")
    first = reading.days[0]
    assert first.date == date(2019, 11, 1)
    assert first.zone == "Europe/Oslo"
    answer = first.answers["stress"]
    assert (answer.source, answer.value) == (AnswerSource.IMPORTED, 5)
    assert answer.typed_at == datetime(2019, 11, 1, 8, 31, 40, 751000, tzinfo=UTC)
    for row, day in zip(read.rows("pmdata_p01/p01_wellness.csv"), reading.days, strict=True):
        local = datetime.fromisoformat(row["effective_time_frame"]).astimezone(OSLO)
        assert (local - timedelta(hours=4)).date() == day.date


def test_wellness_places_are_answered_only_when_places_were_written(read: Reader) -> None:
    reading = read("pmdata_p01/p01_wellness.csv", "pmdata_wellness.toml")
    rows = read.rows("pmdata_p01/p01_wellness.csv")
    days = by_date(reading)
    assert [day.is_mapped for day in reading.days] == [row["soreness_area"] != "[]" for row in rows]
    assert sum(day.is_mapped for day in reading.days) == 60
    legs = days[date(2019, 11, 6)]
    assert dict(legs.areas) == {"front_shin_l": 8, "back_calf_l": 8, "front_shin_r": 8, "back_calf_r": 8}
    assert read.wpi(legs) == 2
    pelvis = days[date(2019, 11, 1)]
    assert set(pelvis.areas.values()) == {8}
    assert read.wpi(pelvis) == 2
    assert not days[date(2019, 11, 3)].is_mapped
    sites = {"48979004": 1, "32696007": 1, "12921003": 2, "22943007": 4, "368208006": 1, "368209003": 1}
    expected = [
        sum(sites[code.strip()] for code in row["soreness_area"].strip("[]").split(",") if code) for row in rows
    ]
    assert [read.wpi(day) for day in reading.days] == expected


def test_very_active_minutes_are_one_activity_a_day(read: Reader) -> None:
    reading = read("pmdata_p01/p01_fitbit_very_active_minutes.json", "pmdata_very_active.toml")
    values = {
        date.fromisoformat(str(row["dateTime"])[:10]): int(str(row["value"]))
        for row in read.json("pmdata_p01/p01_fitbit_very_active_minutes.json")
    }
    active = {day: minutes for day, minutes in values.items() if minutes}
    assert (reading.counts.rows, reading.refused) == (152, ())
    assert {day.date: day.activities for day in reading.days} == {
        day: (Activity("Very active", minutes),) for day, minutes in active.items()
    }


def test_nights_lie_on_the_day_of_waking_up_and_overlapping_exports_count_once(read: Reader) -> None:
    reading = read("pmdata_p01/p01_fitbit_sleep.json", "fitbit_sleep.toml")
    logs = {str(log["dateOfSleep"]): log for log in read.json("pmdata_p01/p01_fitbit_sleep.json")}
    assert (reading.counts.rows, len(reading.days), reading.refused) == (155, 150, ())
    assert [day.date.isoformat() for day in reading.days] == sorted(logs)
    first = reading.days[0]
    assert {key: answer.value for key, answer in first.answers.items()} == {
        "into_bed": 9, "got_up": 7 * 60 + 19, "awake_in_night": 52,
    }  # fmt: skip
    assert by_date(reading)[date(2019, 11, 4)].value("into_bed") == 23 * 60 + 55


def test_time_asleep_agrees_with_the_band_within_a_minute_also_when_the_clock_changes(read: Reader) -> None:
    reading = read("pmdata_p01/p01_fitbit_sleep.json", "fitbit_sleep.toml")
    logs = {str(log["dateOfSleep"]): log for log in read.json("pmdata_p01/p01_fitbit_sleep.json")}
    assert date(2020, 3, 29) in by_date(reading), "the night of the change to summer time"
    for day in reading.days:
        night = night_of(day)
        assert night is not None
        asleep = float(str(logs[day.date.isoformat()]["minutesAsleep"]))
        assert night.time_asleep == pytest.approx(asleep, abs=1)


# ------------------------------------------------------------------ pain by place


def raised(text: str) -> int:
    """The strength 1-9.5 on 1-10, half upwards, by hand."""
    return int(1 + (float(text) - 1) * 9 / 8.5 + 0.5)


AREA = {
    "Knee Pain": "lower_leg",
    "Ankle Pain": "lower_leg",
    "Foot Pain": "lower_leg",
    "Elbow Pain": "upper_arm",
    "Hip Pain": "hip",
    "Shoulder Pain": "shoulder_girdle",
    "Back pain": "lower_back",
}
"""The WPI area of each place; all but the back have two sides."""


@pytest.mark.parametrize(
    ("file", "mapping", "rows"),
    [
        ("Participant2PainNew.csv", "pain_series_dated.toml", 929),
        ("Participant3KneePain.csv", "pain_series.toml", 95),
        ("Participant4Pain.csv", "pain_series.toml", 93),
        ("Participant5Pain.csv", "pain_series.toml", 28),
        ("Participant7Pain.csv", "pain_series.toml", 220),
        ("Participant9Pain.csv", "pain_series.toml", 66),
    ],
)
def test_places_by_name_keep_the_worst_of_the_day(read: Reader, file: str, mapping: str, rows: int) -> None:
    reading = read(f"pain_series/{file}", mapping)
    assert (reading.counts.rows, reading.refused) == (rows, ())
    pain: dict[date, dict[str, int]] = defaultdict(dict)
    happy: dict[date, list[float]] = defaultdict(list)
    place = {"Patellar Tendon Throbbing": "Knee Pain"}
    for row in read.rows(f"pain_series/{file}"):
        when = date(int(row["startyear"]), int(row["startmonth"]), int(row["startday"]))
        name = place.get(row["name"], row["name"])
        if name == "happiness":
            happy[when].append(float(row["intensity"]))
        else:
            pain[when][name] = max(raised(row["intensity"]), pain[when].get(name, 1))
    assert {day.date for day in reading.days} == pain.keys() | happy.keys()
    for day in reading.days:
        assert day.is_mapped is (day.date in pain)
        assert sorted(set(day.areas.values())) == sorted(set(pain[day.date].values()))
        assert read.wpi(day) == sum(1 if area == "lower_back" else 2 for area in {AREA[n] for n in pain[day.date]})
        if day.date in happy:
            assert day.value("happiness") == pytest.approx(fmean(happy[day.date]))
        else:
            assert day.value("happiness") is None


def test_a_day_with_only_happiness_has_no_body_map(read: Reader) -> None:
    days = by_date(read("pain_series/Participant2PainNew.csv", "pain_series_dated.toml"))
    both = days[date(2018, 1, 31)]
    assert dict(both.areas) == {"front_knee_l": 3, "front_knee_r": 3}
    assert both.value("happiness") == 4
    assert both.answers["body_map"].typed_at == datetime(2018, 1, 31, 19, 21, 49, tzinfo=UTC)
    (only,) = (
        day for day in read("pain_series/Participant9Pain.csv", "pain_series.toml").days if not day.is_mapped
    )
    assert set(only.answers) == {"happiness"}
    assert dict(only.areas) == {}


@pytest.mark.parametrize("participant", [7, 9])
def test_steps_of_zero_are_a_band_not_worn(read: Reader, participant: int) -> None:
    file = f"pain_series/participant{participant}Fitbit.json"
    reading = read(file, "fitbit_steps.toml")
    counted = {str(row["dateTime"]): int(str(row["value"])) for row in read.json(file)}
    worn = {day: steps for day, steps in counted.items() if steps}
    assert {day.date.isoformat(): day.value("steps") for day in reading.days} == worn
    assert len(worn) == {7: 1359 - 76, 9: 69 - 9}[participant]


# ------------------------------------------------------------------ body maps and questionnaires


def test_choir_codes_follow_the_numbering_of_the_figure(read: Reader) -> None:
    reading = read("bodymap/choirbm_validation_first500.csv", "choir.toml")
    rows = {int(row["id"]): row for row in read.rows("bodymap/choirbm_validation_first500.csv")}
    assert (reading.counts.rows, len(reading.days), reading.refused) == (500, 500, ())
    women = {112: 116, 113: 117, 114: 112, 115: 113, 116: 114, 117: 115}
    for day in reading.days:
        row = rows[(day.date - date(2020, 1, 1)).days]
        codes = {int(code) for code in row["bodymap_regions_csv"].split(",")}
        if row["gender"] == "Female":
            codes = {women.get(code, code) for code in codes}
        assert {read.atlas.segment(key).choir for key in day.areas} == codes


def test_the_wpi_of_300_questionnaires_is_theirs(read: Reader) -> None:
    reading = read("fm_wpi_sss/fm_wpi_sss_first300.csv", "fm_wpi.toml")
    totals = [int(row["WPI_TOTAL"]) for row in read.rows("fm_wpi_sss/fm_wpi_sss_first300.csv")]
    assert (reading.counts.rows, len(reading.days), reading.refused) == (300, 300, ())
    assert all(day.is_mapped for day in reading.days)
    assert [read.wpi(day) for day in reading.days] == totals


# ------------------------------------------------------------------ more forms, with small mappings


def a_map(folder: Path, text: str) -> Path:
    path = folder / "map.toml"
    path.write_text(text, encoding="utf-8")
    return path


STEPS = """
[own.steps]
kind = "count"
names = { en = "Steps" }
[[item]]
item = "steps"
"""


def test_a_title_line_and_thousands_of_the_fitbit_site(read: Reader, tmp_path: Path) -> None:
    mapping = a_map(
        tmp_path,
        f'[source]\nthousands = ","\n[date]\ncolumn = "Date"\nformats = ["%d-%m-%Y"]\n{STEPS}column = "Steps"\n'
        '[[activity]]\nkind = "Very active"\nminutes = "Minutes Very Active"',
    )
    reading = read_source(
        read.data / "fitbit/fitbit_export_2018_03.csv", load_mapping(mapping), read.catalogue, read.atlas, NOW
    )
    assert len(reading.days) == 31
    assert reading.refused == ()
    assert reading.days[0].date == date(2018, 3, 1)
    assert reading.days[0].value("steps") == 5688
    assert reading.days[0].activities == (Activity("Very active", 27),)


def test_a_nap_does_not_take_the_place_of_the_night(read: Reader, tmp_path: Path) -> None:
    mapping = a_map(
        tmp_path,
        '[source]\nrecords = "sleep"\n[date]\nzone = "Europe/Amsterdam"\n'
        '[night]\nstart = "startTime"\nend = "endTime"\nmain = "isMainSleep"',
    )
    reading = read_source(
        read.data / "fitbit/shimmer_fitbit-sleep-date.json", load_mapping(mapping), read.catalogue, read.atlas, NOW
    )
    (day,) = reading.days
    assert (day.value("into_bed"), day.value("got_up")) == (76, 194)


def test_milliseconds_since_1970(read: Reader, tmp_path: Path) -> None:
    mapping = a_map(
        tmp_path,
        '[date]\ncolumn = "start"\nformats = ["epoch_ms"]\nzone = "Europe/Amsterdam"\n'
        '[[item]]\ncolumn = "rating"\nitem = "sleep_quality"\nignore = ["0"]',
    )
    reading = read_source(
        read.data / "plees_tracker/plees-tracker.csv", load_mapping(mapping), read.catalogue, read.atlas, NOW
    )
    assert reading.counts.rows == 3
    assert all(day.date == date(2020, 12, 18) for day in reading.days)


# ------------------------------------------------------------------ into a diary


def test_several_files_go_into_one_diary_and_again_change_nothing(read: Reader, journal: Journal) -> None:
    sources = [
        ("pmdata_p01/p01_wellness.csv", "pmdata_wellness.toml"),
        ("pmdata_p01/p01_fitbit_sleep.json", "fitbit_sleep.toml"),
        ("pmdata_p01/p01_fitbit_very_active_minutes.json", "pmdata_very_active.toml"),
    ]
    for source, mapping in sources:
        read.catalogue = journal.catalogue
        reading = read(source, mapping)
        import_result = journal.import_days(reading.days, reading.own_items)
        assert import_result.added
        assert not import_result.kept
        read.catalogue = journal.catalogue
        again = read(source, mapping)
        assert journal.import_days(again.days, again.own_items).added == 0
    day = journal.day(date(2019, 11, 7))
    assert day.value("stress") == 5
    assert day.value("into_bed") == 23 * 60 + 45
    assert day.activities == (Activity("Very active", 15),)


def test_every_mapping_of_this_folder_is_used() -> None:
    used = Path(__file__).read_text(encoding="utf-8")
    assert {path.name for path in MAPS.glob("*.toml") if path.name not in used} == set()


def test_rows_the_mapping_does_not_know_are_listed(read: Reader, tmp_path: Path) -> None:
    text = (MAPS / "pain_series.toml").read_text(encoding="utf-8").replace('"Patellar Tendon Throbbing", ', "")
    source = read.data / "pain_series/Participant3KneePain.csv"
    reading = read_source(source, load_mapping(a_map(tmp_path, text)), read.catalogue, read.atlas, NOW)
    (row,) = reading.refused
    assert (row.line, row.column, row.reason) == (4, None, Reason.SOURCE_ROW_UNKNOWN)
    assert row.facts["text"] == "name = Patellar Tendon Throbbing"
    assert len(reading.days) == 83
