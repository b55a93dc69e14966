"""The pacer keeps time by seconds since it began: the clock on the wall does not matter."""

import pytest

from diary.domain.plan.pacer import Pace, breath_at, minutes_done


@pytest.mark.parametrize(
    ("pace", "seconds_in", "seconds_out"),
    [(Pace(6, 1.5), 4.0, 6.0), (Pace(4, 1), 7.5, 7.5), (Pace(10, 2), 2.0, 4.0)],
)
def test_how_long_in_and_out(pace: Pace, seconds_in: float, seconds_out: float) -> None:
    assert pace.seconds_in == pytest.approx(seconds_in)
    assert pace.seconds_out == pytest.approx(seconds_out)


def test_how_many_breaths() -> None:
    assert Pace(6, 1.5, 5).cycles == 30
    assert Pace(7, 1.5, 3).cycles == 21
    assert Pace(7).cycle == pytest.approx(8.571, abs=0.001)


def test_it_begins_still_and_ends_after_a_breath_out() -> None:
    pace = Pace(6, 1.5, 1)
    assert breath_at(pace, 5).is_in is None
    assert breath_at(pace, 10.1).is_in is True
    assert breath_at(pace, 14.1).is_in is False
    assert breath_at(pace, 69.9).is_in is False
    assert breath_at(pace, 70.0).is_over


def test_only_whole_minutes_are_told() -> None:
    pace = Pace(6, 1.5, 3)
    assert minutes_done(pace, 10 + 14) == 0
    assert minutes_done(pace, 10 + 61) == 1
    assert minutes_done(pace, 1000) == 3
    assert minutes_done(pace, 2) == 0
