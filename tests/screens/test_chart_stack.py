"""What can be stacked, and what of it a diary can fill."""

import numpy as np
import pytest
from msgspec.structs import replace

from diary.content.library import Library
from diary.content.words import ItemWords
from diary.domain.day import Activity, Day, Nap
from diary.domain.item import Item, Kind
from diary.domain.period import Period
from diary.domain.plan.phase import ORDERS
from diary.domain.table import DayTable
from diary.screens.chart_figure import chart_figure
from diary.screens.chart_stack import USUAL, ChartGroup, build_stack, chart_kind_choices
from diary.screens.charts import SeriesMark
from diary.screens.figure import Figure
from tests.factory import TODAY, a_day, a_table
from tests.screens.test_chart_figure import view_of


def filled() -> list[Day]:
    return [
        a_day(
            ago,
            into_bed=1390,
            got_up=430,
            stress=4,
            pain_average=5,
            fatigue=9,
            breaks=3,
            areas={"back_neck_l": 3},
            activities=[Activity("Walking", 30, 4)],
        )
        for ago in range(20)
    ]


def keys(table: DayTable, library: Library, chosen: tuple[str, ...] | None = None) -> list[str]:
    return [chart.key for chart in build_stack(table, library, chosen).charts]


def test_without_a_choice_the_usual_charts_that_have_values_are_shown(english: Library) -> None:
    assert keys(a_table(filled()), english) == list(USUAL)
    assert keys(a_table([a_day(0, stress=3)], Period.ending(TODAY, 9)), english) == ["stress"]


def test_in_my_life_again_function_is_the_first_chart_and_pain_is_there_when_it_is_chosen(
    english: Library,
) -> None:
    table = a_table([*filled(), a_day(20, function=6)])
    order = ORDERS["life"]
    assert build_stack(table, english, None, order=order).chosen == (
        "item.function",
        "activity",
        "sleep",
        "stress",
    )
    few = a_table([a_day(ago, function=4, pain_average=5, fatigue=5) for ago in range(9)])
    assert build_stack(few, english, None, order=order).chosen == ("item.function", "item.fatigue")
    assert build_stack(table, english, ("spread",), order=order).chosen == ("spread",)


def test_who_is_asked_little_sees_those_answers_where_the_usual_charts_leave_room(english: Library) -> None:
    days = [a_day(back, areas={}, function=4, sleep_quality=3, stress=2, fatigue=5) for back in range(20)]
    assert build_stack(a_table(days), english, None).chosen == (
        "spread",
        "stress",
        "item.sleep_quality",
        "item.function",
    )


def test_a_diary_without_the_usual_subjects_shows_what_it_has(english: Library) -> None:
    """Imported steps and happiness get their charts instead of four empty ones."""
    own = [Item(key, Kind.COUNT, "own", 0, 50_000, own=True) for key in ("steps", "happiness")]
    words = {item.key: ItemWords(item.key.title(), "How many?") for item in own}
    library = replace(
        english,
        catalogue=english.catalogue.with_own(own),
        words=replace(english.words, items={**english.words.items, **words}),
    )
    table = a_table([a_day(ago, steps=4000, happiness=6) for ago in range(9)], catalogue=library.catalogue)
    assert keys(table, library) == ["item.steps", "item.happiness"]
    with_map = a_table([a_day(0, steps=4000, areas={"back_neck_l": 3})], catalogue=library.catalogue)
    assert keys(with_map, library) == ["spread", "item.steps"]


@pytest.mark.parametrize("language", ["english", "dutch"])
def test_every_chart_kind_can_be_built_full_and_empty(language: str, request: pytest.FixtureRequest) -> None:
    library: Library = request.getfixturevalue(language)
    chart_kinds = chart_kind_choices(library)
    assert len({chart_kind.key for chart_kind in chart_kinds}) == len(chart_kinds)
    rich = build_stack(a_table(filled()), library, [chart_kind.key for chart_kind in chart_kinds])
    assert len(rich.charts) > 15
    for chart in rich.charts:
        assert chart.summary
        assert chart.low < chart.high
        assert chart.ticks
    nothing = build_stack(
        a_table([a_day(0)], Period.ending(TODAY, 9)), library, [chart_kind.key for chart_kind in chart_kinds]
    )
    assert nothing.charts == ()
    assert len(nothing.blank) == len(chart_kinds)


def test_the_order_is_the_persons_and_unknown_keys_are_left_out(english: Library) -> None:
    stack = build_stack(a_table(filled()), english, ("stress", "item.gone", "", "measure.nonsense", "spread"))
    assert [chart.key for chart in stack.charts] == ["stress", "spread"]
    assert stack.chosen == ("stress", "spread")


def test_an_archived_item_is_not_offered_and_not_drawn(english: Library) -> None:
    tea = Item("tea", Kind.COUNT, "own", 0, 9, own=True, archived=True)
    words = replace(english.words, items={**english.words.items, "tea": ItemWords("Tea", "How much?")})
    library = replace(english, catalogue=english.catalogue.with_own([tea]), words=words)
    table = a_table([a_day(ago, tea=2) for ago in range(9)], catalogue=library.catalogue)
    assert "item.tea" not in [chart_kind.key for chart_kind in chart_kind_choices(library)]
    assert build_stack(table, library, ("item.tea",)).chosen == ()


def test_minutes_and_load_share_their_lines_on_two_whole_scales(english: Library) -> None:
    chart = build_stack(a_table(filled()), english, ("activity",)).charts[0]
    minutes, load = chart.series
    assert (minutes.mark, load.mark, load.on_right) == (SeriesMark.BARS, SeriesMark.LINE, True)
    assert chart.right is not None
    assert len(chart.ticks) == len(chart.right.ticks)
    assert chart.right.ticks[0] == 0
    assert chart.right.high >= np.nanmax(load.values)


def night(days: list[Day], library: Library) -> tuple[list[float], list[float]]:
    series = build_stack(a_table(days), library, ("night",)).charts[0].series[0]
    assert series.begins is not None
    assert series.ends is not None
    return series.begins.tolist(), series.ends.tolist()


def test_nights_stand_on_an_axis_from_noon_to_noon(english: Library) -> None:
    begins, ends = night([a_day(1, into_bed=1390, got_up=430), a_day(0, into_bed=30, got_up=500)], english)
    assert begins == [-50, 30]
    assert ends == [430, 500]
    chart = build_stack(a_table([a_day(0, into_bed=30, got_up=500)]), english, ("night",)).charts[0]
    assert (chart.low, chart.high) == (-720, 720)


def test_sleeping_by_day_fits_on_a_longer_axis(english: Library) -> None:
    chart = build_stack(a_table([a_day(0, into_bed=700, got_up=1120)]), english, ("night",)).charts[0]
    assert chart.high >= 1120


def test_who_goes_to_bed_around_noon_does_so_on_average_too(english: Library) -> None:
    table = a_table([a_day(ago, into_bed=690 + ago % 2 * 60, got_up=1140) for ago in range(20)])
    chart = build_stack(table, english, ("night",)).charts[0]
    assert "on average from 12:00 to 19:00, the middle at 15:30" in chart.summary
    series = chart.series[0]
    assert series.begins is not None
    assert series.ends is not None
    assert chart.low <= series.begins.min() < series.ends.max() <= chart.high


def test_a_night_is_read_and_written_from_bed_to_up(english: Library) -> None:
    table = a_table([a_day(1, into_bed=1390, got_up=430), a_day(0, into_bed=30, got_up=500, typed_after_days=9)])
    charts = build_stack(table, english, ("night",)).charts
    figure: Figure = chart_figure(english.language, charts, view_of(2))
    assert [row[1].words for row in figure.rows] == ["00:30 – 08:20 (filled in later)", "23:10 – 07:10"]
    assert figure.plain.columns[2::3] == ("night_begin", "night_end", "night_middle")
    assert figure.plain.rows[0][2::3] == ("23:10", "07:10", "03:10")
    assert "on average from" in charts[0].summary


def test_items_and_derived_numbers_have_groups_of_their_own(english: Library) -> None:
    groups = {chart_kind.group for chart_kind in chart_kind_choices(english)}
    assert groups == set(ChartGroup)


def test_half_a_pair_is_drawn_alone_and_on_the_left(english: Library) -> None:
    pain = build_stack(a_table([a_day(0, pain_average=4)]), english, ("spread",)).charts[0]
    assert [(series.key, series.on_right) for series in pain.series] == [("pain_average", False)]
    assert (pain.low, pain.high, pain.right) == (0, 10, None)
    areas = build_stack(a_table([a_day(0, areas={"back_neck_l": 3})]), english, ("spread",)).charts[0]
    assert [series.key for series in areas.series] == ["areas"]
    assert (areas.high, areas.right) == (20, None)


def test_naps_are_drawn_after_the_night_and_on_top_of_its_sleep(english: Library) -> None:
    naps = [Nap(17 * 60, 30), Nap(14 * 60, 20), Nap(None, 10)]
    table = a_table(
        [
            a_day(1, into_bed=1380, got_up=420, sleep_latency=0, awake_in_night=0),
            a_day(0, into_bed=1380, got_up=420, sleep_latency=0, awake_in_night=0, naps=naps),
        ]
    )
    sleep, night = build_stack(table, english, ["sleep", "night"]).charts
    assert [series.key for series in night.series] == ["night", "naps_1", "naps_2"]
    first = night.series[1]
    assert first.begins is not None
    assert first.ends is not None
    assert (first.begins[1], first.ends[1], night.high) == (840, 860, 1080)
    in_all = sleep.series[1]
    assert in_all.begins is not None
    assert (in_all.begins[1], in_all.values[1]) == (8, 9)
    assert np.isnan(in_all.values[0]), "a day without a nap says nothing new"
    without = build_stack(a_table([a_day(0, into_bed=1380, got_up=420)]), english, ["night"]).charts[0]
    assert [series.key for series in without.series] == ["night"]
