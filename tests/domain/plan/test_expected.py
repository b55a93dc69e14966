"""Expected and happened: three outcomes with equal care, and an interval for times that hang together."""

from datetime import date

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
    ("found", "times", "low", "high"),
    [(12, 15, 44.4, 95.2), (24, 30, 54.8, 93.0), (2, 15, 2.4, 49.1), (6, 15, 14.7, 72.1)],
)
def test_the_interval_counts_half_as_many_times(found: int, times: int, low: float, high: float) -> None:
    assert [round(100 * share, 1) for share in share_between(found, times)] == [low, high]


def test_the_outcome_is_asked_for_three_days() -> None:
    day = date(2026, 3, 28)  # the clock changes that night
    assert [can_answer(day, date(2026, 3, each)) for each in range(27, 32)] == [False, False, True, True, True]
    assert not can_answer(day, date(2026, 4, 1))
