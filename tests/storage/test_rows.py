"""A value is a row of its table and comes back equal; a row that nobody can have written is none."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec import Struct

from diary.domain.day import Activity, Answer, AnswerSource, Day, DayKind, Moment, MomentKind, Nap
from diary.domain.item import LARGEST_VALUE
from diary.domain.limits import LONGEST_NOTE
from diary.domain.register import RegisterRecord
from diary.storage.rows import UNTIMED, VALUES, from_row, row_of, selected, values_of
from diary.storage.version import RECORDED

AT = datetime(2026, 11, 22, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        Answer(3.0, AT, AnswerSource.PAPER),
        Activity("walk", 30),
        Activity("walk", 30, 4),
        Moment(MomentKind.MEDICINE, 540, 2.0, "tablet"),
        Moment(MomentKind.FLARE),
        Nap(850, 25, AT),
    ],
)
def test_a_value_comes_back_equal(value: Struct) -> None:
    row = row_of(value)
    assert all(isinstance(said, int | float | str | None) for said in row.values())
    assert from_row(type(value), row) == value


def test_a_record_is_a_row_too() -> None:
    record = RegisterRecord(7, "medicine", {"name": "é"}, AT, date(2026, 11, 1), 0)
    row = row_of(record)
    assert row.items() >= {
        "id": 7, "register": "medicine", "data": '{"name": "é"}', "created_at": int(AT.timestamp()),
        "ended_on": "2026-11-01", "position": 0,
    }.items()  # fmt: skip
    assert from_row(RegisterRecord, {**row, "data": record.data}) == record


def test_every_column_of_a_table_of_values_is_a_field() -> None:
    keys = {"id", "day", "item"}
    for table, kind in VALUES.items():
        assert {*RECORDED[table]} - keys == {*kind.__struct_fields__}


def test_a_nap_without_a_time_has_a_key() -> None:
    row = {"day": "2026-11-22", "begin": UNTIMED, "minutes": 40, "typed_at": 0, "source": "typed"}
    assert from_row(Nap, row).begin is None
    assert "nullif(begin, -1)" in selected(Nap)


def test_a_day_is_read_by_its_own_columns() -> None:
    row = {"day": "2026-11-22", "zone": "UTC", "kind": "hard", "revision": 3}
    assert from_row(Day, row) == Day(date(2026, 11, 22), "UTC", DayKind.HARD)
    assert values_of(Day, [("x", "2026-11-22", "UTC", "hard")], "other") == [from_row(Day, row)]


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (Answer, {"value": LARGEST_VALUE * 2, "typed_at": 0, "source": "typed"}),
        (Answer, {"value": float("inf"), "typed_at": 0, "source": "typed"}),
        (Answer, {"value": 1.0, "typed_at": 10**15, "source": "typed"}),
        (Answer, {"value": 1.0, "typed_at": 0, "source": "guessed"}),
        (Moment, {"kind": "flare", "at": None, "value": None, "text": "x" * (LONGEST_NOTE + 1)}),
        (Moment, {"kind": "party", "at": None, "value": None, "text": ""}),
        (Activity, {"kind": "walk", "minutes": "many", "effort": None}),
        (Day, {"day": "2026-02-31", "zone": "UTC", "kind": "hard"}),
    ],
)
def test_what_nobody_can_have_written_is_refused(kind: type[Struct], row: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_row(kind, row)
