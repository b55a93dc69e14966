"""The four charts, and any item of the catalogue as one more, carry the numbers of the days."""

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.content.library import Library
from diary.content.words import ItemWords
from diary.domain.day import Activity, Day
from diary.domain.item import Item, Kind
from diary.domain.period import Period, day_number
from diary.domain.refusal import Refusal
from diary.domain.table import DayTable
from diary.screens.buckets import Width
from diary.screens.charts import (
    ChartState,
    SeriesMark,
    SeriesState,
    ValueFormat,
    build_charts,
    build_item_chart,
    half_words,
    write_value,
)
from diary.screens.scales import (
    MOST_INTERVALS,
    Scale,
    around_typical_clock,
    clock_scale,
    hours_scale,
    item_scale,
    night_scale,
    stepped_scale,
)
from diary.screens.series_lines import fitted
from tests.factory import TODAY, a_day, a_table

WEEK = Period.ending(TODAY, 7)


def charts(days: Iterable[Day], library: Library, period: Period = WEEK) -> dict[str, ChartState]:
    return {chart.key: chart for chart in build_charts(a_table(days, period), library)}


def values(series: SeriesState) -> list[float | None]:
    return [None if np.isnan(value) else round(float(value), 4) for value in series.values]


def test_there_are_exactly_four_charts_in_this_order(english: Library) -> None:
    assert list(charts([a_day()], english)) == ["spread", "sleep", "stress", "activity"]


def test_spread_counts_wpi_areas_and_keeps_not_filled_in_apart_from_no_pain(english: Library) -> None:
    days = [
        a_day(2, areas={}),
        a_day(1, areas={"back_lower_back_l": 5, "back_lower_back_r": 5, "back_neck_l": 3}, pain_average=4),
        a_day(0, pain_average=0),
    ]
    areas, pain = charts(days, english)["spread"].series
    assert values(areas)[-3:] == [0, 2, None]
    assert values(pain)[-3:] == [None, 4, 0]


def test_pain_is_on_a_scale_of_its_own_that_is_whole_and_has_its_lines_where_the_areas_have_theirs(
    english: Library,
) -> None:
    chart = charts([a_day()], english)["spread"]
    assert chart.right is not None
    assert (chart.low, chart.right.low, chart.right.high) == (0, 0, 10)
    assert chart.high >= 19
    assert [tick / chart.high for tick in chart.ticks] == [tick / chart.right.high for tick in chart.right.ticks]
    assert [series.on_right for series in chart.series] == [False, True]


def test_sleep_is_hours_asleep_and_activity_is_minutes(english: Library) -> None:
    night: dict[str, Any] = {"into_bed": 1380.0, "got_up": 420.0, "sleep_latency": 30.0, "awake_in_night": 30.0}
    day = a_day(0, activities=(Activity("walking", 20), Activity("garden", 25, 3)), **night)
    found = charts([day], english)
    assert values(found["sleep"].series[0])[-1] == 7.0
    assert values(found["activity"].series[0])[-1] == 45
    assert found["activity"].series[0].mark is SeriesMark.BARS


def test_scales_from_0_to_10_are_never_cut_to_the_numbers(english: Library) -> None:
    chart = charts([a_day(stress=4)], english)["stress"]
    assert (chart.low, chart.high, chart.ticks) == (0, 10, (0, 2, 4, 6, 8, 10))


def test_there_is_one_value_for_every_calendar_day_and_gaps_stay_gaps(english: Library) -> None:
    series = charts([a_day(6, stress=1), a_day(0, stress=2)], english)["stress"].series[0]
    assert series.days.tolist() == list(range(day_number(WEEK.first), day_number(WEEK.last) + 1))
    assert values(series) == [1, None, None, None, None, None, 2]


def test_what_was_filled_in_days_later_is_marked_late(english: Library) -> None:
    days = [
        a_day(6, stress=1, areas={}, pain_average=3, typed_after_days=6),
        a_day(5, stress=1, areas={}, pain_average=3),
    ]
    for chart in (charts(days, english)["stress"], charts(days, english)["spread"]):
        for series in chart.series:
            assert series.late.tolist()[:2] == [True, False]


def test_the_summary_says_in_words_what_the_chart_shows(english: Library) -> None:
    found = charts([a_day(6, stress=2), a_day(3, stress=4), a_day(0, stress=6)], english)["stress"]
    for words in ("Stress", "average 4", "3 of 7 days", "16 November 2026: 2", "22 November 2026: 6"):
        assert words in found.summary
    assert "nothing answered" in charts([a_day()], english)["sleep"].summary


def test_one_answer_and_answers_that_are_alike_have_words_of_their_own(english: Library, dutch: Library) -> None:
    for library, only, alike in (
        (english, "Stress: 2, only on 16 November 2026.", "2 on half of the days or more"),
        (dutch, "Stress: 2, alleen op 16 november 2026.", "minstens de helft van de dagen 2"),
    ):
        assert only in charts([a_day(6, stress=2), a_day(5, fatigue=3)], library)["stress"].summary
        assert alike in charts([a_day(back, stress=2) for back in range(5)], library)["stress"].summary


@pytest.mark.parametrize("language", ["english", "dutch"])
def test_every_numeric_item_of_the_catalogue_can_be_a_chart(language: str, request: pytest.FixtureRequest) -> None:
    library: Library = request.getfixturevalue(language)
    offered = {item.key: library.words.items[item.key].name for item in library.catalogue.numeric}
    highest: dict[str, Any] = {key: library.catalogue.item(key).high for key in offered}
    days = [a_day(ago, **highest) for ago in (3, 1)]
    table = a_table(days, WEEK)
    for key, name in offered.items():
        chart = build_item_chart(table, library, key)
        series = chart.series[0]
        assert chart.title == name
        assert np.isfinite(series.values).sum() == 2
        assert chart.low <= np.nanmin(series.values) <= np.nanmax(series.values) <= chart.high
        assert all(write_value(library.language, series, tick) for tick in chart.ticks)


def test_an_item_that_is_new_in_the_catalogue_is_offered_and_drawn_without_any_code(english: Library) -> None:
    coffee = Item("coffee", Kind.COUNT, "own", 0, 20, own=True)
    words = replace(english.words, items={**english.words.items, "coffee": ItemWords("Coffee", "How many cups?")})
    library = replace(english, catalogue=english.catalogue.with_own([coffee]), words=words)
    table = a_table([a_day(0, coffee=3), a_day(1, coffee=0)], WEEK, library.catalogue)
    assert values(build_item_chart(table, library, "coffee").series[0])[-2:] == [0, 3]


def test_a_chart_of_an_unknown_item_is_refused(english: Library) -> None:
    with pytest.raises(Refusal):
        build_item_chart(a_table([a_day()]), english, "nonsense")


def test_bedtimes_around_midnight_are_neighbours(english: Library) -> None:
    table = a_table([a_day(2, into_bed=1410), a_day(1, into_bed=30), a_day(0, into_bed=1425)], WEEK)
    chart = build_item_chart(table, english, "into_bed")
    series = chart.series[0]
    assert np.nanmax(series.values) - np.nanmin(series.values) == 60
    written = [write_value(english.language, series, value) for value in series.values[-3:]]
    assert written == ["23:30", "00:30", "23:45"]


def test_clock_times_are_only_moved_by_whole_days() -> None:
    clocks = np.array([0.0, 300, 720, 1100, 1439, np.nan])
    moved = around_typical_clock(clocks)
    assert np.allclose((moved - clocks)[:-1] % 1440, 0)
    assert np.nanmax(moved) - np.nanmin(moved) <= 1440


@pytest.mark.parametrize(
    ("item", "value", "written"),
    [
        ("people", 1, "some"),
        ("worried_damage", 1, "yes"),
        ("sleep_latency", 75, "1\u00a0h\u00a015"),
        ("got_up", 425, "07:05"),
        ("function", 6, "6"),
    ],
)
def test_values_are_written_the_way_their_item_is_answered(
    english: Library, item: str, value: float, written: str
) -> None:
    answer: dict[str, Any] = {item: value}
    series = build_item_chart(a_table([a_day(**answer)]), english, item).series[0]
    assert write_value(english.language, series, value).casefold() == written.casefold()


def test_flags_are_reported_in_days(english: Library) -> None:
    table = a_table([a_day(ago, worried_damage=ago % 2) for ago in range(4)])
    chart = build_item_chart(table, english, "worried_damage")
    assert chart.series[0].form is ValueFormat.FLAG
    assert "2 of 4 days" in chart.summary


def test_answers_that_were_given_equally_often_are_all_named(english: Library) -> None:
    chart = build_item_chart(a_table([a_day(ago, people=ago % 2) for ago in range(4)]), english, "people")
    assert "most often no / some," in chart.summary


@given(st.lists(st.integers(0, 2), min_size=2, max_size=30))
def test_half_of_the_days_is_never_less_than_half(english: Library, answers: list[int]) -> None:
    chart = build_item_chart(
        a_table([a_day(ago, people=value) for ago, value in enumerate(answers)]), english, "people"
    )
    alike = re.search(r", ([\w ]+) on half of the days or more", chart.summary)
    if alike:
        option = chart.series[0].options.index(alike[1])
        assert 2 * answers.count(option) >= len(answers)


def a_century() -> DayTable:
    return a_table([a_day(0, stress=1)], Period.ending(TODAY, 36525))


@pytest.mark.filterwarnings("error")
def test_nothing_is_too_empty_or_too_long(english: Library) -> None:
    for table in (a_table([a_day()]), a_table([], WEEK), a_century()):
        for chart in build_charts(table, english):
            assert chart.high > chart.low
            assert all(len(series.values) == len(table) for series in chart.series)


@pytest.mark.parametrize(
    ("highest", "top", "step"),
    [(0, 4, 1), (23_400, 25_000, 5_000), (480, 480, 96), (501, 600, 200), (9_000, 10_000, 2_000)],
)
def test_any_amount_gets_a_few_round_lines(highest: float, top: float, step: float) -> None:
    scale = stepped_scale(np.array([highest]), 1, least=4)
    assert (scale.high, scale.ticks[1] - scale.ticks[0]) == (top, step)
    assert len(scale.ticks) <= 6


def test_a_chart_of_weeks_is_fitted_to_their_means_and_both_scales_keep_their_lines_together() -> None:
    days = np.arange(400, dtype=float)
    minutes = np.where(days % 100 == 50, 600.0, 30.0)
    load = np.where(days % 100 == 50, 6000.0, 90.0)
    late = np.zeros(400, dtype=bool)
    bars, form = SeriesMark.BARS, ValueFormat.MINUTES
    left = SeriesState("active_minutes", "a", "min", "activity", bars, days, minutes, late, form)
    right = SeriesState(
        "load", "l", "", "activity", SeriesMark.LINE, days, load, late, ValueFormat.NUMBER, on_right=True
    )
    wide = Scale(0, 6000, (0, 1500, 3000, 4500, 6000))
    chart = ChartState("activity", "a", 0, 600, (left, right), "", (0, 150, 300, 450, 600), wide)
    assert fitted(chart, Width.DAY) is chart
    weeks = fitted(chart, Width.WEEK)
    assert weeks.right is not None
    assert 100 < weeks.high < 300
    assert weeks.right.high < 3000
    assert len(weeks.ticks) == len(weeks.right.ticks)


def test_what_has_a_fixed_range_keeps_it_in_every_bucket() -> None:
    days = np.arange(400, dtype=float)
    late = np.zeros(400, dtype=bool)
    areas = SeriesState("areas", "a", "of 19", "spread", SeriesMark.BARS, days, days % 3, late, ValueFormat.NUMBER)
    rating = SeriesState("stress", "s", "0–10", "stress", SeriesMark.LINE, days, days % 3, late)
    for series in (areas, rating):
        chart = ChartState("x", "x", 0, 20, (series,), "", (0, 10, 20))
        assert fitted(chart, Width.MONTH) is chart


def test_ends_that_are_alike_are_no_range(english: Library, dutch: Library) -> None:
    assert half_words(english.language, "4", "6") == "half of the days from 4 to 6"
    assert half_words(english.language, "5", "5") == "5 on half of the days or more"
    assert half_words(dutch.language, "5", "5") == "minstens de helft van de dagen 5"


@pytest.mark.parametrize("far", [-1e9, 1e9])
def test_a_scale_has_few_lines_whatever_a_file_of_somebody_else_says(far: float) -> None:
    values = np.array([5.0, far])
    own = Item("own_x", Kind.SCALE, "own", min(0.0, far), max(10.0, far), own=True)
    scales = [night_scale(values), clock_scale(values), hours_scale(values), item_scale(own, values)]
    assert all(2 <= len(scale.ticks) <= MOST_INTERVALS + 1 for scale in scales)


@pytest.mark.parametrize(("high", "last"), [(13.0, 12.0), (10.0, 10.0), (100.0, 100.0), (9.0, 9.0)])
def test_no_line_of_a_scale_lies_above_its_end(high: float, last: float) -> None:
    assert item_scale(Item("own_x", Kind.SCALE, "own", 0, high, own=True), np.array([])).ticks[-1] == last
