"""The same words at the cursor, in the table and for screen readers."""

import pytest

from diary.content.library import Library
from diary.domain.day import Nap
from diary.domain.period import Period, day_number
from diary.screens.buckets import Buckets, Width, fill_buckets
from diary.screens.chart_words import bucket_at, bucket_words, value_words, view_words, when_words
from diary.screens.charts import SeriesState, build_charts, build_item_chart
from tests.factory import TODAY, a_day, a_table

DAYS = [a_day(ago, stress=ago % 5, worried_damage=ago % 2) for ago in range(40) if ago != 3]
NUMBER = day_number(TODAY)


def stress(library: Library) -> SeriesState:
    return build_charts(a_table(DAYS), library)[2].series[0]


def in_buckets(series: SeriesState, width: Width) -> Buckets:
    return fill_buckets(series.days, series.values, width)


@pytest.mark.parametrize(
    ("width", "words", "dutch_words"),
    [
        (Width.DAY, "Sunday 22 November 2026", "Zondag 22 november 2026"),
        (Width.WEEK, "Week of 16 November 2026", "16 november 2026"),
        (Width.MONTH, "November 2026", "November 2026"),
        (Width.QUARTER, "Oct 2026", "Okt 2026"),
    ],
)
def test_the_last_point_is_called_by_the_days_it_stands_for(
    english: Library, dutch: Library, width: Width, words: str, dutch_words: str
) -> None:
    buckets = in_buckets(stress(english), width)
    assert when_words(english.language, buckets, len(buckets) - 1).startswith(words)
    assert dutch_words in when_words(dutch.language, buckets, len(buckets) - 1)


def test_a_day_says_its_value_or_that_there_is_none(english: Library) -> None:
    series = stress(english)
    buckets = in_buckets(series, Width.DAY)
    assert value_words(english.language, series, buckets, len(buckets) - 1) == "0"
    assert value_words(english.language, series, buckets, len(buckets) - 4) == "not answered"


def test_a_late_day_says_so(english: Library) -> None:
    series = build_charts(a_table([a_day(9, stress=4, typed_after_days=8)]), english)[2].series[0]
    words = value_words(english.language, series, in_buckets(series, Width.DAY), 0)
    assert words == "4 (filled in later)"


def test_a_week_says_its_average_lowest_and_highest(english: Library) -> None:
    series = stress(english)
    buckets = in_buckets(series, Width.WEEK)
    whole_week = len(buckets) - 2
    assert value_words(english.language, series, buckets, whole_week) == "2.1 (0 – 4)"
    assert bucket_words(english.language, Width.DAY) == ""
    assert all(bucket_words(english.language, width) for width in Width if width is not Width.DAY)


def test_an_average_of_a_few_days_says_of_how_many(english: Library, dutch: Library) -> None:
    days = [a_day(ago, stress=ago % 5) for ago in (7, 8, 14, 21, 22, 23, 24)]
    for library, words in (
        (english, ["2.5 (1 – 4)", "on 1 day: 4", "on 2 days: 2.5", "not answered"]),
        (dutch, ["2,5 (1 – 4)", "op 1 dag: 4", "op 2 dagen: 2,5", "niet ingevuld"]),
    ):
        series = build_item_chart(a_table(days, Period.ending(TODAY, 28)), library, "stress").series[0]
        weeks = in_buckets(series, Width.WEEK)
        assert [value_words(library.language, series, weeks, week) for week in range(4)] == words


def test_flags_are_counted_in_days(english: Library) -> None:
    series = build_item_chart(a_table(DAYS), english, "worried_damage").series[0]
    buckets = in_buckets(series, Width.WEEK)
    assert value_words(english.language, series, buckets, len(buckets) - 2) == "4 of 7 days"
    assert view_words(english.language, series, NUMBER - 9, NUMBER + 1) == "4 of 9 days"


def test_a_stretch_comes_down_to_its_average(english: Library) -> None:
    assert view_words(english.language, stress(english), NUMBER - 1.5, NUMBER + 0.5) == "average 0.5"
    assert view_words(english.language, stress(english), NUMBER + 5, NUMBER + 9) == "not answered"


def test_the_point_under_the_pointer_is_the_one_whose_day_it_is(english: Library) -> None:
    table = a_table(DAYS, Period.ending(TODAY, 10))
    series = build_charts(table, english)[2].series[0]
    buckets = in_buckets(series, Width.DAY)
    for day, index in [(NUMBER, 9), (NUMBER - 0.49, 9), (NUMBER - 0.51, 8), (NUMBER + 100, 9), (NUMBER - 100, 0)]:
        assert bucket_at(buckets, day) == index
    assert bucket_at(buckets.between(0, -1).between(0, -1), 3) in (0, None)


def test_sleep_with_naps_comes_down_to_one_length(english: Library) -> None:
    days = [
        a_day(ago, naps=(Nap(14 * 60, 30 * ago),), into_bed=1380, sleep_latency=0, awake_in_night=0, got_up=420)
        for ago in (1, 3)
    ]
    (with_naps,) = (one for one in build_charts(a_table(days), english)[1].series if one.begins is not None)
    said = view_words(english.language, with_naps, NUMBER - 9, NUMBER + 1)
    assert said == "on 2 days: 9\N{NO-BREAK SPACE}h"  # no average of the period: the other days are not in it
