"""Dates under a time axis: they never touch, never leave the axis and are those of the calendar."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.content.library import Library
from diary.domain.period import day_number, from_day_number
from diary.screens.day_axis import LABEL_PIXELS, day_ticks

NOW = day_number(date(2026, 11, 22))


@given(
    start=st.integers(day_number(date(1, 1, 1)), day_number(date(9000, 1, 1))),
    days=st.floats(1, 200_000),
    pixels=st.floats(50, 4000),
)
def test_lines_are_inside_in_order_and_their_labels_do_not_touch(
    english: Library, start: int, days: float, pixels: float
) -> None:
    ticks = day_ticks(english.language, start, start + days, pixels)
    numbers = [tick.day for tick in ticks]
    assert numbers == sorted(set(numbers))
    assert all(start <= number <= start + days for number in numbers)
    gaps = [(later - earlier) / days * pixels for earlier, later in itertools.pairwise(numbers)]
    assert all(gap >= LABEL_PIXELS * 0.95 for gap in gaps)


@pytest.mark.parametrize(
    ("days", "first_labels"),
    [
        (7, ["16 Nov", "17 Nov", "18 Nov"]),
        (20, ["4 Nov", "6 Nov"]),
        (60, ["28 Sept", "5 Oct"]),
        (365, ["Dec 2025", "2026", "Feb"]),
        (3652, ["2017", "2018"]),
        (36525, ["1930", "1940"]),
    ],
)
def test_the_longer_the_stretch_the_wider_the_step(english: Library, days: int, first_labels: list[str]) -> None:
    ticks = day_ticks(english.language, NOW - days + 1, NOW, 850)
    assert [tick.label for tick in ticks][: len(first_labels)] == first_labels


def test_labels_are_dutch_in_dutch_and_weeks_begin_where_they_do(dutch: Library) -> None:
    ticks = day_ticks(dutch.language, NOW - 45, NOW, 700)
    assert ticks[0].label == "12 okt"
    assert {from_day_number(tick.day).weekday() for tick in ticks} == {0}
    sundays = day_ticks(replace(dutch.language, week_starts=6), NOW - 45, NOW, 700)
    assert {from_day_number(tick.day).weekday() for tick in sundays} == {6}


def test_an_axis_without_width_has_no_lines(english: Library) -> None:
    assert day_ticks(english.language, 0, 10, 0) == ()
    assert day_ticks(english.language, 0.2, 0.8, 500) == ()
