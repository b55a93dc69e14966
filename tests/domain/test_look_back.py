"""What was usual in a stretch, and which places hurt most often."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.look_back import MOST, MOST_STEPS, top_places, usual_range
from tests.factory import a_day, a_table


def test_the_shortest_range_that_holds_most_days_is_usual() -> None:
    usual = usual_range(np.array([5, 5, 6, 5, 6, 9, 1, 5, np.nan, 6]), 1, 4)
    assert usual is not None
    assert (usual.low, usual.high, usual.known) == (5, 6, 9)
    assert usual.inside.sum() == 7


def test_one_value_is_a_range_too() -> None:
    usual = usual_range(np.full(10, 7.0), 1, 4)
    assert usual is not None
    assert usual.low == usual.high == 7


def test_nights_are_told_by_the_half_hour_and_never_cut_a_night_at_its_edge() -> None:
    usual = usual_range(np.array([6.5, 7.0, 7.5, 6.9, 7.1, 7.4, 3.0, 9.9]), 0.5, 3.6)
    assert usual is not None
    assert (usual.low, usual.high) == (6.5, 7.5)


@pytest.mark.parametrize("values", [[5, 6, 5, 6, 5, 6], [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9], [np.nan] * 20])
def test_nothing_is_usual_of_few_days_or_of_days_that_are_all_over_the_scale(values: list[float]) -> None:
    assert usual_range(np.array(values, dtype=float), 1, 4) is None


def test_between_values_that_no_diary_has_nothing_is_looked_for() -> None:
    assert usual_range(np.array([*[5.0] * 9, -2.0 * MOST_STEPS]), 1, 4) is None


@given(st.lists(st.integers(0, 10), min_size=7, max_size=60))
def test_what_is_called_usual_holds_of_most_days(values: list[int]) -> None:
    usual = usual_range(np.array(values, dtype=float), 1, 4)
    if usual is None:
        return
    inside = [usual.low <= value <= usual.high for value in values]
    assert sum(inside) >= MOST * len(values)
    assert usual.inside.tolist() == inside
    assert usual.high - usual.low <= 4


def _days(*counts: tuple[str, int]) -> list[object]:
    return [a_day(ago, areas={area: 4 for area, count in counts if ago < count}) for ago in range(10)]


@pytest.mark.parametrize(
    ("counts", "places"),
    [
        ((("back_neck_l", 9), ("back_lower_back_l", 7)), ("neck", "lower_back")),
        ((("back_neck_l", 9), ("back_lower_back_l", 9)), ("neck", "lower_back")),
        ((("back_neck_l", 9), ("back_lower_back_l", 3)), ("neck",)),
        ((("back_neck_l", 9), ("back_lower_back_l", 7), ("front_chest_l", 7)), ("neck",)),
        ((("back_neck_l", 9), ("back_lower_back_l", 9), ("front_chest_l", 9)), ()),
        ((("back_neck_l", 2),), ()),
    ],
)
def test_places_are_named_only_where_none_of_them_is_chosen_among_equals(
    counts: tuple[tuple[str, int], ...], places: tuple[str, ...]
) -> None:
    top = top_places(a_table(_days(*counts)))  # type: ignore[arg-type]
    assert (() if top is None else top.places) == places


def test_front_and_back_of_a_place_count_once_a_day() -> None:
    days = [a_day(ago, areas={"back_neck_l": 3, "front_neck_r": 2}) for ago in range(8)]
    top = top_places(a_table(days))
    assert top is not None
    assert top.counts == (8,)
    assert top.marked.all()
