"""A table cut into parts and joined again is the same table."""

import itertools

import numpy as np
import pytest
from msgspec.structs import fields, replace

from diary.domain.day import Activity
from diary.domain.period import Period
from diary.domain.table import DayTable, empty_table, join_tables
from tests.factory import TODAY, a_day, a_table


def a_full_table() -> DayTable:
    days = [
        a_day(
            ago,
            areas={"back_neck_l": 1 + ago % 9},
            activities=[Activity("walking", 10 + ago, ago % 10)],
            stress=ago % 10,
            typed_after_days=ago % 7,
        )
        for ago in range(40)
        if ago % 9
    ]
    return a_table(days, Period.ending(TODAY, 50))


@pytest.mark.parametrize("cuts", [(0, 50), (0, 1, 50), (0, 20, 30, 49, 50)])
def test_a_table_cut_into_parts_and_joined_again_is_the_same(cuts: tuple[int, ...]) -> None:
    whole = a_full_table()
    joined = join_tables([whole.rows(start, stop) for start, stop in itertools.pairwise(cuts)])
    assert joined.period == whole.period
    for field in fields(DayTable):
        one, other = getattr(joined, field.name), getattr(whole, field.name)
        if isinstance(one, dict):
            assert one.keys() == other.keys()
            assert all(np.array_equal(one[key], other[key], equal_nan=one[key].dtype.kind == "f") for key in one)
        elif isinstance(one, np.ndarray):
            assert np.array_equal(one, other, equal_nan=one.dtype.kind == "f")


def test_columns_of_items_that_were_never_answered_take_no_memory_in_parts_or_joined() -> None:
    period, atlas = Period.ending(TODAY, 1000), a_full_table().atlas
    table = empty_table(period, ["stress", "function"], atlas, answered=["stress"])
    table.values["stress"][7] = 4.0
    joined = join_tables([table.rows(0, 300), table.rows(300, 1000)])
    for each in (table, joined):
        columns = each.values, each.late, each.copied, each.typed
        assert not any(any(column["function"].strides) for column in columns)
        assert all(len(column["function"]) == 1000 for column in columns)
        assert np.isnan(each.column("function")).all()
        assert each.column("stress")[7] == 4.0


def test_joined_columns_of_what_never_happened_take_no_memory() -> None:
    days = [a_day(ago, stress=3 + ago % 2, zone="Europe/Amsterdam") for ago in range(40)]
    joined = join_tables([a_table(days, Period.ending(TODAY, 40)).rows(*cut) for cut in ((0, 20), (20, 40))])
    assert not any(joined.clock_change.strides)
    assert not any(joined.hard.strides)
    assert len(joined.hard) == len(joined.clock_change) == 40
    assert not joined.hard.any()
    assert any(joined.column("stress").strides)


def test_a_part_without_answers_joined_to_one_with_the_same_answer_every_day_keeps_both() -> None:
    always = a_table([a_day(ago, stress=5) for ago in range(20)], Period.ending(TODAY, 20))
    steady = replace(always, values={"stress": np.broadcast_to(np.float64(5), 20)}, late={}, copied={}, typed={})
    nothing = replace(steady, values={"stress": np.broadcast_to(np.float64(np.nan), 20)})
    stress = join_tables([nothing, steady]).values["stress"]
    assert np.isnan(stress[:20]).all()
    assert (stress[20:] == 5).all()
