"""Goals: a change only of what was rated in both weeks."""

from datetime import date

import numpy as np
import pytest

from diary.domain.plan.goals import NOISE, compare, week_of


@pytest.mark.parametrize(
    ("before", "after", "points", "is_clear"),
    [
        ({1: 3, 2: 4, 3: 2}, {1: 5, 2: 6, 3: 4}, 2.0, False),
        ({1: 3, 2: 4, 3: 2}, {1: 6, 2: 6, 3: 5}, 8 / 3, True),
        ({1: 3}, {1: 6}, 3.0, False),
        ({1: 3}, {1: 7}, 4.0, False),
        ({1: 7}, {1: 2}, -5.0, True),
        ({1: 3, 2: 4}, {1: 6, 2: 7}, 3.0, True),
        ({1: 3, 2: 4}, {1: 3, 2: 4}, 0.0, False),
    ],
)
def test_a_change_is_measured_against_the_noise_of_the_scale(
    before: dict[int, int], after: dict[int, int], points: float, is_clear: bool
) -> None:
    found = compare(before, after)
    assert found is not None
    assert found.points == pytest.approx(points)
    assert found.is_clear is is_clear


@pytest.mark.parametrize("goals", range(1, 6))
def test_where_nothing_changed_at_most_one_in_twenty_is_called_a_change(goals: int) -> None:
    """Weekly numbers that move as the source says such a scale does, around any ability."""
    draws, random = 20_000, np.random.default_rng(1)
    able = random.uniform(1, 9, (draws, goals, 1))
    rated = np.clip(np.round(random.normal(able, NOISE, (draws, goals, 3))), 0, 10).astype(int)
    found = 0
    for weeks in rated.transpose(0, 2, 1).tolist():
        before, between, after = (dict(enumerate(week)) for week in weeks)
        change = compare(before, after, [between])
        assert change is not None
        found += change.is_clear
    assert found / draws < 0.05


@pytest.mark.parametrize(("between", "is_clear"), [([5], True), ([4], False), ([6, 3], False), ([], False)])
def test_a_change_of_one_activity_has_to_show_in_the_week_before_as_well(
    between: list[int], is_clear: bool
) -> None:
    weeks = [{1: able} for able in between]
    for before, after, there in ((3, 7, weeks), (7, 3, [{1: 10 - week[1]} for week in weeks])):
        change = compare({1: before}, {1: after}, [*there, {2: 9}])
        assert change is not None
        assert change.is_clear is is_clear


def test_a_goal_that_ended_is_left_out_of_the_comparison() -> None:
    found = compare({1: 3, 2: 4, 3: 2}, {1: 5, 2: 6})
    assert found is not None
    assert (found.before, found.after, found.compared) == (3.5, 5.5, 2)
    assert compare({1: 3}, {2: 5}) is None


def test_a_week_is_the_same_on_all_its_days() -> None:
    assert {week_of(date(2025, 3, day)) for day in range(24, 31)} == {date(2025, 3, 24)}
