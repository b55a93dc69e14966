"""Goals: a mean only of whole weeks, a change only of what was rated in both."""

from datetime import date

import pytest

from diary.domain.plan.goals import ChangeSize, compare, mean_of, week_of


def test_a_mean_needs_every_goal() -> None:
    assert mean_of({1: 3, 2: 4, 3: 2}, 3) == 3.0
    assert mean_of({1: 5, 2: 6, 3: 4}, 3) == 5.0
    assert mean_of({1: 3}, 3) is None
    assert mean_of({}, 0) is None


@pytest.mark.parametrize(
    ("before", "after", "points", "amount"),
    [
        ({1: 3, 2: 4, 3: 2}, {1: 5, 2: 6, 3: 4}, 2.0, ChangeSize.CLEAR),
        ({1: 3}, {1: 6}, 3.0, ChangeSize.CLEAR),
        ({1: 3}, {1: 5}, 2.0, ChangeSize.LITTLE),
        ({1: 6}, {1: 3}, -3.0, ChangeSize.CLEAR),
        ({1: 3, 2: 4}, {1: 3, 2: 4}, 0.0, ChangeSize.SAME),
    ],
)
def test_a_change_is_measured_against_the_noise_of_the_scale(
    before: dict[int, int], after: dict[int, int], points: float, amount: ChangeSize
) -> None:
    found = compare(before, after)
    assert found is not None
    assert (found.points, found.amount) == (points, amount)


def test_a_goal_that_ended_is_left_out_of_the_comparison() -> None:
    found = compare({1: 3, 2: 4, 3: 2}, {1: 5, 2: 6})
    assert found is not None
    assert (found.before, found.after, found.compared, found.rated) == (3.5, 5.5, 2, 3)
    assert compare({1: 3}, {2: 5}) is None


def test_a_week_is_the_same_on_all_its_days() -> None:
    assert {week_of(date(2025, 3, day)) for day in range(24, 31)} == {date(2025, 3, 24)}
