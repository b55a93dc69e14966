"""Everything that was logged reaches the page, also what nobody wrote code for."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from diary.content.library import Library, load_library
from diary.domain.day import Day
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.period import Period
from diary.screens.also_noted import FEW_ROWS, LONGEST_NAME, MOST_ITEMS, AlsoNoted
from diary.screens.summary import SummaryState, build_summary
from diary.screens.summary_rows import average_words
from tests.factory import TODAY, a_day, a_table

PERIOD = Period.ending(TODAY, 60)
STEPS = OwnItem(Item("steps", Kind.COUNT, "own", 0, 100_000, own=True), {"en": "Steps", "nl": "Stappen"})
NEW_BLOCK = """
[[item]]
key = "daylight"
card = "doing"
kind = "minutes"
range = [0, 1440]
presets = []
code = "diary:daylight"
name = "Daylight"
question = "How long were you outside?"
"""
FOUR_ROWS: dict[str, Any] = {"function": 5, "stress": 4, "pain_average": 3, "into_bed": 1380, "got_up": 420}
"""So much that there is no room for more charts."""


def a_full_day(ago: int, **more: int) -> Day:
    answers: dict[str, Any] = {**FOUR_ROWS, **more}
    return a_day(ago, **answers)


def some(answers: dict[str, Any], when: bool) -> dict[str, Any]:
    return answers if when else {}


def summary(days: Iterable[Day], library: Library) -> SummaryState:
    days = tuple(days)
    table = a_table(days, PERIOD, library.catalogue)
    return build_summary(days, table, library, PERIOD, TODAY, {})


def words_of(also: AlsoNoted) -> list[tuple[str, str, str, str]]:
    plain = " ".join
    return [(one.name, one.unit, plain(one.value.split()), one.days) for one in also.items]


def test_each_kind_of_item_says_its_average_and_on_how_many_days(english: Library) -> None:
    days = [
        a_full_day(
            ago,
            fatigue=6,
            breaks=3 + ago % 2,
            relaxation=95,
            touch_hurt=ago % 2,
            **some({"people": 1 if ago < 4 else 2}, ago < 9),
        )
        for ago in range(20)
    ]
    assert words_of(summary(days, english).also) == [
        ("Breaks", "times", "3.5", "20 days"),
        ("Relaxation", "", "1 h 35", "20 days"),
        ("Touch hurt", "", "10 of 20 days", ""),
        ("Tiredness", "0–10", "6.0", "20 days"),
        ("Time with others", "", "a lot", "9 days"),
    ]


def test_a_clock_time_is_averaged_round_midnight(english: Library) -> None:
    item, words = english.catalogue.item("got_up"), english.words
    assert average_words(english.language, words, item, np.array([1430.0, 10.0, 30.0])) == "00:10"


def test_of_options_the_most_frequent_one_is_reported_and_not_the_one_in_the_middle(english: Library) -> None:
    item, words = english.catalogue.item("people"), english.words
    none = words.items["people"].options[item.options[0]]
    assert average_words(english.language, words, item, np.array([0.0, 0, 0, 1, 2, 2])) == none
    some = words.items["people"].options[item.options[1]]
    equally_often = average_words(english.language, words, item, np.array([1.0, 0, 1, 0, 2]))
    assert equally_often == f"{none} / {some}"


def test_a_new_block_of_the_catalogue_appears_without_code(copied: Path) -> None:
    with (copied / "content" / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write(NEW_BLOCK)
    for language in ("en", "nl"):
        library = load_library(copied, language)
        state = summary([a_full_day(ago, daylight=50) for ago in range(20)], library)
        assert [(one.key, one.name) for one in state.also.items] == [("daylight", "Daylight")]
        assert " ".join(state.also.items[0].value.split()) == "50 min"


def test_an_own_item_appears_under_the_name_its_person_gave_it(resources: Path) -> None:
    days = [a_full_day(ago, steps=7000 + ago) for ago in range(20)]
    english, dutch = (summary(days, load_library(resources, code, [STEPS])).also for code in ("en", "nl"))
    assert words_of(english) == [("Steps", "", "7,010", "20 days")]
    assert (dutch.items[0].name, dutch.items[0].value) == ("Stappen", "7.010")


def test_what_a_row_says_is_not_repeated_and_the_rest_is_listed(english: Library) -> None:
    told = summary([a_full_day(ago, worried_damage=1) for ago in range(20)], english)
    alone = summary([a_day(ago, worried_damage=1, got_up=430) for ago in range(20)], english)
    assert told.also.items == ()
    assert [one.key for one in alone.also.items] == ["got_up", "worried_damage"]


def test_at_most_so_many_fit_those_logged_most_come_first_and_pain_last(english: Library) -> None:
    keys = [item.key for item in english.catalogue.numeric if item.key not in FOUR_ROWS]
    days = [
        a_full_day(
            ago,
            **{key: 1 for index, key in enumerate(keys) if ago < 50 - index or key == "pain_worst"},
        )
        for ago in range(50)
    ]
    also = summary(days, english).also
    left = [key for key in keys if key not in {"sleep_latency", "awake_in_night", "tried_to_sleep", "woke_up"}]
    left = [key for key in left if key not in {"worried_damage", "skipped_fear"}]
    assert len(also.items) == MOST_ITEMS < len(left)
    assert also.items[-1].key == "pain_worst"
    assert [one.key for one in also.items[:-1]] == left[: MOST_ITEMS - 1]
    alike = [key for key in left if english.catalogue.item(key).several not in {"", key}]
    assert also.more == f"and {len(left) - len(alike) - MOST_ITEMS} more"


def test_where_few_charts_are_the_items_logged_most_get_one_before_the_pain(resources: Path) -> None:
    library = load_library(resources, "en", [STEPS])
    days = [a_day(ago, areas={"front_knee_l": 3}, steps=9000 + 100 * ago, fatigue=4) for ago in range(40)]
    state = summary(days, library)
    assert [row.key for row in state.rows] == ["steps", "fatigue", "spread"]
    steps = state.rows[0]
    assert (steps.title, steps.number, steps.caption) == ("Steps", "10,950", "on average, 40 days")
    assert steps.lines == ("Half of the days from 9,975 to 11,925",)
    assert steps.chart.high == 15_000
    assert state.also.items == ()


def test_own_items_go_before_others_and_never_more_than_a_few_charts_are_made(resources: Path) -> None:
    library = load_library(resources, "en", [STEPS])
    days = [
        a_day(ago, fatigue=4, rested=4, confidence=5, tension=2, loneliness=1, **some({"steps": 90}, ago % 2 == 1))
        for ago in range(40)
    ]
    state = summary(days, library)
    assert len(state.rows) == FEW_ROWS
    assert state.rows[0].key == "steps"
    assert len(state.also.items) == 2


def test_a_few_days_make_no_chart_and_pain_scores_never_one_before_function(english: Library) -> None:
    days = [a_day(ago, stress=3, pain_worst=5, **some({"fatigue": 4}, ago < 9)) for ago in range(30)]
    state = summary(days, english)
    assert [row.key for row in state.rows] == ["stress"]
    assert [one.key for one in state.also.items] == ["fatigue", "pain_worst"]


def test_a_name_of_any_length_fits(resources: Path) -> None:
    item = Item("long", Kind.COUNT, "own", 0, 10, own=True)
    library = load_library(resources, "en", [OwnItem(item, {"en": "My very\n" + "long " * 40})])
    charted = summary([a_day(ago, long=4) for ago in range(30)], library).rows[0]
    noted = summary([a_full_day(ago, long=4) for ago in range(30)], library).also.items[0]
    assert charted.title == charted.chart.series[0].name == noted.name
    assert len(noted.name) <= LONGEST_NAME


def test_answers_of_which_several_may_be_true_are_one_line(english: Library, dutch: Library) -> None:
    days = [a_full_day(ago, pain_aching=1, **some({"pain_burning": 1}, ago % 2 == 0)) for ago in range(6)]
    days += [a_full_day(ago, pain_burning=1) for ago in range(6, 8)]
    days += [a_full_day(8, pain_stabbing=0)]
    found = summary(days, english).also
    assert [one for one in words_of(found) if "pain" in one[0].lower()] == [
        ("Kind of pain", "", "aching 6, burning 5", "9 days")
    ]
    assert any(one.value == "zeurend 6, brandend 5" for one in summary(days, dutch).also.items)
