"""The stretch of time in view never leaves its limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.ui.trends.navigator import SHORTEST_DAYS, TimeWindow

moves = st.lists(
    st.one_of(
        st.tuples(st.just("pan"), st.floats(-5000, 5000), st.just(0.0)),
        st.tuples(st.just("zoom"), st.floats(0.01, 100), st.floats(-5000, 5000)),
        st.tuples(st.just("last"), st.floats(0.1, 40000), st.just(0.0)),
    ),
    max_size=12,
)


@given(first=st.integers(-20000, 20000), length=st.integers(0, 40000), moves=moves)
def test_whatever_is_asked_the_window_stays_inside(
    first: int, length: int, moves: list[tuple[str, float, float]]
) -> None:
    window = TimeWindow(first, first + length)
    shortest = min(SHORTEST_DAYS, length + 1)
    for kind, amount, centre in moves:
        if kind == "pan":
            window.pan(amount)
        elif kind == "zoom":
            window.zoom(amount, first + centre)
        else:
            window.show_last(amount)
        assert window.low >= window.first - 1e-6
        assert window.high <= max(window.last, window.first + SHORTEST_DAYS) + 1e-6
        assert window.length >= shortest - 1e-6


def test_a_range_keeps_the_end_that_is_in_view() -> None:
    window = TimeWindow(0, 999)
    window.show(100, 200)
    window.show_last(14)
    assert (window.low, window.high) == (186, 200)


def test_zooming_keeps_the_day_under_the_pointer_in_its_place() -> None:
    window = TimeWindow(0, 999)
    window.show(100, 200)
    window.zoom(0.5, 125)
    assert (window.low, window.high) == (112.5, 162.5)


@pytest.mark.parametrize(("shown", "after"), [((900.0, 999.5), 1009.5), ((100.0, 200.0), 200.0)])
def test_a_new_day_moves_the_view_along_only_when_it_was_at_the_end(
    shown: tuple[float, float], after: float
) -> None:
    window = TimeWindow(0, 999)
    window.show(*shown)
    window.set_limits(0, 1009)
    assert window.high == after


def test_followers_hear_of_real_moves_only() -> None:
    window = TimeWindow(0, 99)
    heard: list[float] = []
    window.moved.connect(lambda low, _high: heard.append(low))
    window.pan(500)
    window.show(10, 40)
    window.show(10, 40)
    assert heard == [10]
