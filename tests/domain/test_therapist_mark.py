"""The days of a mark: a day, a month, a year, or a stretch."""

from datetime import UTC, date, datetime

import pytest

from diary.domain.period import LAST_DAY, Period
from diary.domain.register import RecordData, RegisterRecord
from diary.domain.therapist_mark import MARKS, TherapistMark, marks_of


def record(number: int, data: RecordData) -> RegisterRecord:
    return RegisterRecord(number, MARKS, data, datetime(2026, 11, 1, tzinfo=UTC), None, number)


@pytest.mark.parametrize(
    ("data", "first", "last"),
    [
        ({"from": "2026-02-03"}, date(2026, 2, 3), LAST_DAY),
        ({"from": "2026-02-03", "kind": "remark"}, date(2026, 2, 3), date(2026, 2, 3)),
        ({"from": "2028-02"}, date(2028, 2, 1), date(2028, 2, 29)),
        ({"from": "2026"}, date(2026, 1, 1), date(2026, 12, 31)),
        ({"from": "2026-02-03", "until": "2026-03"}, date(2026, 2, 3), date(2026, 3, 31)),
        ({"from": "2026-02-03", "until": "2026-01-09"}, date(2026, 1, 9), date(2026, 2, 3)),
        ({"from": "2026-02-03", "until": "later"}, date(2026, 2, 3), date(2026, 2, 3)),
    ],
)
def test_a_mark_covers_its_days(data: dict[str, str], first: date, last: date) -> None:
    (mark,) = marks_of([record(1, {"text": "x", "kind": "phase", **data})])
    assert mark == TherapistMark(Period(first, last), data.get("kind") != "remark", "x")


def test_marks_come_in_order_once_and_only_with_a_day() -> None:
    late, early = {"text": "b", "from": "2026-03-01"}, {"text": "a", "from": "2026-02-01"}
    found = marks_of([record(1, late), record(2, early), record(3, late), record(4, {"text": "c"}), record(5, {})])
    assert [mark.words for mark in found] == ["a", "b"]
    assert marks_of([record(1, {"text": "x", "from": 7})]) == ()
