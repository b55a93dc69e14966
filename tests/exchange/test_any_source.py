"""What holds for every reader: again changes nothing, longer adds what is new, what was typed stays, one step goes
back, and alike refusals are one."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from diary.domain.day import AnswerSource
from diary.exchange.any_source import Intake, IntakeWay, read_any
from diary.exchange.day_collector import MOST_EXAMPLES
from diary.journal.journal import Journal
from tests.factory import NOW, a_day

FIRST = date(2026, 11, 2)

Rows = Callable[[int], str]
"""An export of so many days from the first on; a day below 1 is not there yet, one above 900 cannot be read."""


def days(count: int) -> list[str]:
    return [(FIRST + timedelta(days=number)).isoformat() for number in range(count)]


def daylio(count: int) -> str:
    rows = [f"{day},x,x,21:00,good,walk,,\n" for day in reversed(days(count))]
    return "full_date,date,weekday,time,mood,activities,note_title,note\n" + "".join(rows)


def google_fit(count: int) -> str:
    return "Date,Move Minutes count,Step count\n" + "".join(f"{day},30,{4000}\n" for day in days(count))


def garmin(count: int) -> str:
    return json.dumps([{"calendarDate": day, "totalSteps": 4000, "restingHeartRate": 60} for day in days(count)])


def withings(count: int) -> str:
    header = "from,to,light (s),deep (s),rem (s),awake (s),wake up,Duration to sleep (s),Duration to wake up (s)\n"
    nights = (f"{day}T00:10:00+01:00,{day}T07:00:00+01:00,1,1,1,600,1,300,0\n" for day in days(count))
    return header + "".join(nights)


def open_mhealth(count: int) -> str:
    spans = (
        {"start_date_time": f"{day}T10:00:00+01:00", "end_date_time": f"{day}T11:00:00+01:00"}
        for day in days(count)
    )
    return json.dumps([{"effective_time_frame": {"time_interval": span}, "step_count": 4000} for span in spans])


EXPORTS = {
    "daylio": (daylio, "a.csv", "mood_daylio", 7.5),
    "google_fit": (google_fit, "a.csv", "steps", 4000),
    "garmin": (garmin, "UDSFile_1.json", "steps", 4000),
    "withings": (withings, "sleep.csv", "got_up", 420),
    "open_mhealth": (open_mhealth, "a.json", "steps", 4000),
}


class Bringing:
    """Brings exports of one program into a diary."""

    def __init__(self, journal: Journal, folder: Path, name: str) -> None:
        self.journal, self.folder = journal, folder
        self.write, self.name, self.item, self.value = EXPORTS[name]

    def read(self, count: int) -> Intake:
        path = self.folder / self.name
        path.write_text(self.write(count), encoding="utf-8")
        return read_any(path, IntakeWay(), self.journal.catalogue, self.journal.atlas, NOW)


@pytest.fixture(params=EXPORTS)
def bringing(request: pytest.FixtureRequest, journal: Journal, tmp_path: Path) -> Bringing:
    return Bringing(journal, tmp_path, request.param)


def test_again_changes_nothing_and_a_longer_export_adds_what_is_new(bringing: Bringing) -> None:
    journal = bringing.journal
    journal.take_in(bringing.read(3).data)
    before = journal.days(journal.span() or pytest.fail("nothing came in"))
    again = journal.take_in(bringing.read(3).data)
    assert (again.added, again.updated, again.kept, again.new_items) == (0, (), (), ())
    longer = journal.take_in(bringing.read(5).data)
    assert (longer.days, longer.updated, longer.kept) == (2, (), ())
    after = journal.days(journal.span() or pytest.fail("nothing came in"))
    assert (after[:3], len(after)) == (before, 5)
    assert {day.value(bringing.item) for day in after} == {bringing.value}
    assert {day.answers[bringing.item].source for day in after} == {AnswerSource.IMPORTED}


def test_all_of_it_goes_back_in_one_step(bringing: Bringing) -> None:
    journal = bringing.journal
    journal.import_days([a_day(FIRST, stress=4)])
    before = journal.days(journal.span() or pytest.fail("nothing is there")), journal.own_items
    journal.take_in(bringing.read(4).data)
    assert len(journal.days(journal.span() or pytest.fail("nothing is there"))) == 4
    journal.history.undo()
    assert (journal.days(journal.span() or pytest.fail("nothing is there")), journal.own_items) == before


def test_what_was_typed_stays_and_both_values_are_told(bringing: Bringing) -> None:
    journal, item = bringing.journal, bringing.item
    journal.take_in(bringing.read(2).data)
    typed = bringing.value - 1
    journal.answer(FIRST, item, typed)
    result = journal.take_in(bringing.read(3).data)
    assert [(one.day, one.item, one.kept, one.offered) for one in result.kept] == [
        (FIRST, item, typed, bringing.value)
    ]
    assert journal.day(FIRST).value(item) == typed
    assert result.days == 1


def test_every_row_is_used_refused_or_left_alone_and_counted(bringing: Bringing) -> None:
    content = bringing.read(20).content
    assert content is not None
    counts = content.counts
    assert counts.rows == counts.used + counts.refused + sum(counts.skipped.values()) == 20


@pytest.mark.parametrize("name", EXPORTS)
def test_a_thousand_alike_refusals_are_one_line(name: str, journal: Journal, tmp_path: Path) -> None:
    bringing = Bringing(journal, tmp_path, name)
    path = tmp_path / bringing.name
    whole = bringing.write(20)
    first, *_ = days(1)
    if path.suffix == ".csv":
        head, row = whole.splitlines()[:2]
        dated = next(line for line in whole.splitlines() if first in line)
        rows = [head, dated, *[dated.replace(first, "2026-99-99")] * 1000]
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        assert row
    else:
        record = json.loads(whole)[0]
        broken = json.loads(json.dumps(record).replace(first, "2026-99-99"))
        path.write_text(json.dumps([record, *[broken] * 1000]), encoding="utf-8")
    intake = read_any(path, IntakeWay(), journal.catalogue, journal.atlas, NOW)
    (alike,) = intake.refused
    assert (alike.count, len(alike.examples), str(alike.reason)) == (1000, MOST_EXAMPLES, "not_a_date")
    assert intake.refused_rows == 1000
    assert len(intake.data.days) == 1
