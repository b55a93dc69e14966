"""Expected and happened: three outcomes with equal care, and an interval for times that hang together."""

from datetime import date

import numpy as np
import pytest

from diary.domain.plan.expected import Turn, TurnCounts, can_answer, count, share_between, turn

EXPECTED = (7, 6, 8, 5, 7, 6, 7, 8, 6, 5, 7, 6, 8, 7, 6)
HAPPENED = (5, 5, 5, 5, 6, 4, 6, 5, 6, 6, 7, 8, 6, 6, 3)


def test_the_book_counts_all_three_ways() -> None:
    assert count(zip(EXPECTED, HAPPENED, strict=True)) == TurnCounts(milder=6, same=8, harder=1)
    assert count(zip(HAPPENED, EXPECTED, strict=True)) == TurnCounts(milder=1, same=8, harder=6)


@pytest.mark.parametrize(
    ("happened", "found"),
    [(3, Turn.MILDER), (4, Turn.SAME), (5, Turn.SAME), (6, Turn.SAME), (7, Turn.HARDER)],
)
def test_a_point_more_or_less_is_as_expected(happened: int, found: Turn) -> None:
    assert turn(5, happened) is found


@pytest.mark.parametrize(
    ("milder", "same", "harder", "often"),
    [
        (0, 0, 8, Turn.HARDER),
        (8, 1, 0, Turn.MILDER),
        (0, 0, 7, None),
        (2, 0, 6, None),
        (3, 0, 6, None),
        (2, 1, 9, None),
        (1, 2, 9, Turn.HARDER),
        (0, 6, 6, None),
        (0, 0, 0, None),
    ],
)
def test_often_is_more_than_half_and_more_than_chance(
    milder: int, same: int, harder: int, often: Turn | None
) -> None:
    assert TurnCounts(milder, same, harder).often is often


@pytest.mark.parametrize("times", [9, 16])
def test_rough_guesses_that_lean_to_neither_side_are_hardly_ever_called_often(times: int) -> None:
    apart = np.round(np.random.default_rng(1).normal(5, 3, (2000, times))).astype(int).tolist()
    told = sum(count((5, happened) for happened in one).often is not None for one in apart)
    assert told <= 0.05 * 2000


@pytest.mark.parametrize(
    ("found", "times", "low", "high"),
    [(12, 15, 44.4, 95.2), (24, 30, 54.8, 93.0), (2, 15, 2.4, 49.1), (6, 15, 14.7, 72.1)],
)
def test_the_interval_counts_half_as_many_times(found: int, times: int, low: float, high: float) -> None:
    assert [round(100 * share, 1) for share in share_between(found, times)] == [low, high]


def test_the_outcome_is_asked_for_three_days() -> None:
    day = date(2026, 3, 28)  # the clock changes that night
    assert [can_answer(day, date(2026, 3, each)) for each in range(27, 32)] == [False, False, True, True, True]
    assert not can_answer(day, date(2026, 4, 1))
