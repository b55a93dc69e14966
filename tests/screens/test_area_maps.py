"""Body maps as values: steps of one ramp, counts in words, small maps on the calendar's own weeks and months."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from diary.content.library import Library
from diary.domain.body_map_counts import count_areas
from diary.domain.period import Period
from diary.domain.table import DayTable
from diary.screens.area_maps import (
    MOST_MAPS,
    MapWidth,
    Mode,
    area_list,
    legend_words,
    map_steps,
    small_maps,
    usual_width,
)
from tests.factory import TODAY, a_day, a_table

KNEE, HAND = "front_knee_l", "front_hand_r"


def ten_days() -> DayTable:
    """A knee on every day and mildly, a hand once and strongly, touch on two days."""
    return a_table(
        [
            a_day(back, areas={KNEE: 2, **({HAND: 9} if back == 4 else {})}, tender=[HAND] if back < 2 else [])
            for back in range(10)
        ]
    )


def test_how_often_and_how_strongly_are_two_maps() -> None:
    table = ten_days()
    counts = count_areas(table)
    assert map_steps(counts, table, Mode.OFTEN, ()) == {KNEE: 4, HAND: 0}
    assert map_steps(counts, table, Mode.STRONG, ()) == {KNEE: 0, HAND: 4}
    assert map_steps(counts, table, Mode.TOUCH, ()) == {HAND: 0}
    assert map_steps(counts, table, Mode.OFTEN, {KNEE}) == {HAND: 0}


def test_an_area_says_its_counts_in_a_sentence(english: Library) -> None:
    table = ten_days()
    areas = {area.key: area for area in area_list(count_areas(table), table, english, {"front_foot_l"})}
    assert areas[HAND].words == "hurt on 1 of 10 days (10 %), then 9.0 of 10 on average; touch hurt on 2 days"
    assert areas["front_knee_r"].words == "did not hurt on any of 10 days"
    assert "front_foot_l" not in areas
    assert len(areas) == 73


def test_without_a_map_nothing_is_said_about_pain(english: Library) -> None:
    table = a_table([a_day(0, stress=4)])
    assert {area.words for area in area_list(count_areas(table), table, english, ())} == {"no body map"}


@pytest.mark.parametrize("mode", list(Mode))
def test_the_legend_names_five_steps(english: Library, dutch: Library, mode: Mode) -> None:
    for library in (english, dutch):
        words = legend_words(library.language, mode)
        assert len(set(words)) == 5
        assert all(any(letter.isdigit() for letter in text) for text in words)


def test_small_maps_follow_the_calendar_and_say_when_there_are_too_few_days(english: Library) -> None:
    days = [a_day(date(2026, 10, 28) + timedelta(days=day), areas={KNEE: 3}) for day in range(6)]
    table = a_table(days, Period(date(2026, 10, 28), date(2026, 11, 10)))
    weeks = small_maps(table, Mode.OFTEN, MapWidth.WEEK, english, ())
    assert [(part.title, part.days) for part in weeks] == [("28 Oct", 5), ("2 Nov", 1), ("9 Nov", 0)]
    assert weeks[0].steps == {KNEE: 4}
    assert weeks[1].steps == {}
    assert weeks[1].caption == "1 day: too few"
    sundays = replace(english, language=replace(english.language, week_starts=6))
    titles = [part.title for part in small_maps(table, Mode.OFTEN, MapWidth.WEEK, sundays, ())]
    assert titles == ["28 Oct", "1 Nov", "8 Nov"]
    months = small_maps(table, Mode.OFTEN, MapWidth.MONTH, english, ())
    assert [part.title for part in months] == ["Oct 2026", "Nov 2026"]


def test_there_are_never_more_small_maps_than_can_be_looked_at(english: Library) -> None:
    table = a_table([a_day(0, areas={})], Period.ending(TODAY, 36_525))
    years = small_maps(table, Mode.OFTEN, MapWidth.YEAR, english, ())
    assert len(years) == MOST_MAPS
    assert years[-1].title == "2026"


def test_longer_stretches_get_longer_maps() -> None:
    assert [usual_width(days) for days in (1, 98, 99, 731, 732)] == [
        MapWidth.WEEK,
        MapWidth.WEEK,
        MapWidth.MONTH,
        MapWidth.MONTH,
        MapWidth.YEAR,
    ]


def test_a_small_map_of_too_few_days_is_not_known_rather_than_without_pain(english: Library) -> None:
    days = [a_day(ago, areas={}) for ago in range(7)] + [a_day(20, areas={})]
    table = a_table(days, Period.ending(TODAY, 28))
    maps = small_maps(table, Mode.OFTEN, MapWidth.WEEK, english, ())
    assert {one.is_known for one in maps} == {True, False}
    assert all(one.is_known is (one.days >= 3) for one in maps)


def test_a_map_names_what_it_shows_most_and_not_what_comes_first_on_the_body(english: Library) -> None:
    rarer = {"front_neck_r": 3, "front_hand_r": 3, "front_knee_r": 3}
    days = [a_day(ago, areas={KNEE: 3, **(rarer if ago else {})}) for ago in range(7)]
    table = a_table(days, Period.ending(TODAY, 7))
    (*_, one) = small_maps(table, Mode.OFTEN, MapWidth.MONTH, english, ())
    assert set(one.steps.values()) == {4}
    assert f"Most: {english.words.segments[KNEE]}, " in one.language_in_use
