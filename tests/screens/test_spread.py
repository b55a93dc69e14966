"""The Where page as a value, and what leaves it: tables, plain numbers, drawings for paper."""

from collections.abc import Iterable
from datetime import timedelta
from xml.etree import ElementTree

import numpy as np
import pytest

from diary.content.library import Library
from diary.content.theme import load_themes
from diary.domain.day import Day
from diary.domain.period import Period
from diary.domain.table import DayTable
from diary.exchange.csv_text import figure_csv
from diary.paths import resources
from diary.report.figures import draw_stack
from diary.report.map_figure import draw_changes, draw_small, draw_whole
from diary.screens.area_maps import Mode
from diary.screens.spread import (
    SpreadState,
    areas_figure,
    build_spread,
    changes_figure,
    lines_figure,
    small_figure,
)
from tests.factory import TODAY, a_day, a_table

KNEE, HAND, FOOT = "front_knee_l", "front_hand_r", "front_foot_l"
PERIOD = Period.ending(TODAY, 90)
THEME = load_themes(resources())["light"]


def days(count: int = 200) -> Iterable[Day]:
    """A knee that hurts much more often in the last three months, a hand that hurts less often."""
    chance = np.random.default_rng(4)
    for back in range(count - 1, -1, -1):
        knee, hand = chance.random(2)
        areas = {KNEE: 5} if knee < (0.9 if back < 90 else 0.2) else {}
        if hand < (0.2 if back < 90 else 0.6):
            areas[HAND] = 8
        yield a_day(back, areas=areas)


def shown(
    library: Library, made: Iterable[Day] | None = None, period: Period = PERIOD, **request: Mode
) -> SpreadState:
    table: DayTable = a_table(days() if made is None else made, Period.ending(TODAY, 200))
    return build_spread(table, period, library, **request)  # type: ignore[arg-type]


def test_the_whole_stretch_is_one_map_with_words(english: Library) -> None:
    state = shown(english)
    assert state.whole.days == 90
    assert state.whole.steps[KNEE] == 4
    assert "filled in on 90 of 90 days" in state.whole.caption
    assert state.most[1].startswith(english.words.segments[KNEE])
    assert english.words.segments[KNEE] in state.whole.language_in_use
    assert not state.is_empty


def test_of_a_map_on_a_few_days_nothing_is_called_most_days(english: Library) -> None:
    for days in (1, 6):
        marked = [a_day(ago, areas={KNEE: 4}) for ago in range(days)]
        state = build_spread(a_table(marked), Period.ending(TODAY, days), english)
        assert state.most == (
            "From 7 days with a body map on, this says where it hurt most often. There is no hurry.",
        )
        assert "%" not in f"{state.areas} {state.whole.language_in_use}"


def test_what_changed_has_signs_and_says_how_sure_it_is(english: Library, dutch: Library) -> None:
    changes = shown(english).changes
    assert changes.signs[KNEE].more
    assert changes.signs[KNEE].is_clear
    assert not changes.signs[HAND].more
    assert english.words.segments[KNEE] in changes.words
    assert changes.signs[HAND].words == "less often, 36 fewer in 100 days"
    assert len(changes.listed) == 2
    for word in ("beter", "slechter", "erger"):
        assert word not in shown(dutch).changes.words


def test_little_is_not_compared_and_said(english: Library) -> None:
    changes = shown(english, [a_day(back, areas={KNEE: 2}) for back in range(5)]).changes
    assert "Too few body maps" in changes.problem
    assert changes.signs == {}


def test_a_change_that_chance_could_have_made_says_so(english: Library) -> None:
    chance = np.random.default_rng(8)
    few = [a_day(back, areas={KNEE: 4} if chance.random() < 0.3 + 0.4 * (back < 14) else {}) for back in range(60)]
    changes = shown(english, few, Period.ending(TODAY, 14)).changes
    assert not changes.signs[KNEE].is_clear
    assert "no clear difference" in changes.signs[KNEE].words
    assert "the usual result" in changes.words


def test_five_lines_each_say_what_they_are(english: Library) -> None:
    lines = shown(english).lines
    assert [line.chart.key for line in lines] == ["wpi7", "regions7", "extent", "wander", "symmetry"]
    assert all(line.explanation.endswith(".") for line in lines)
    assert all(line.chart.summary for line in lines)


def test_a_limb_that_is_not_there_is_left_out_unless_it_is_marked(english: Library) -> None:
    hidden = shown(english, hidden={FOOT, KNEE})  # type: ignore[arg-type]
    assert hidden.hidden == {FOOT}
    assert FOOT not in {area.key for area in hidden.areas}
    assert KNEE in {area.key for area in hidden.areas}


def always() -> Iterable[Day]:
    every = {segment.key: 10 for segment in a_table([a_day(0)]).atlas.segments}
    return (a_day(back, areas=every, tender=every) for back in range(120))


@pytest.mark.parametrize(
    ("made", "is_empty"),
    [
        ([a_day(0, stress=2)], True),
        ([a_day(0, areas={})], False),
        ([a_day(0, tender=[KNEE])], False),
        ([a_day(150, areas={KNEE: 3})], True),
        (list(always()), False),
    ],
    ids=["no map", "one day without pain", "touch only", "long ago", "everything always"],
)
@pytest.mark.parametrize("mode", list(Mode))
def test_every_odd_diary_gives_a_page_and_figures(
    english: Library, made: list[Day], is_empty: bool, mode: Mode
) -> None:
    state = shown(english, made, mode=mode)
    assert state.is_empty is is_empty
    for figure in (areas_figure(english.language, state), small_figure(english.language, state)):
        assert figure_csv(figure)
        assert figure.summary
    for svg in (
        draw_whole(state, english.drawing, english.language, THEME, "Where"),
        draw_small(state, english.drawing, THEME, "Weeks"),
        draw_changes(state, english.drawing, english.language, THEME, "Changes"),
    ):
        ElementTree.fromstring(svg)


def test_figures_have_every_number_for_a_program(english: Library) -> None:
    state = shown(english)
    areas = figure_csv(areas_figure(english.language, state)).splitlines()
    assert len(areas) == 75
    assert next(line for line in areas if line.startswith(KNEE)).split(",")[1] == "90"
    changes = figure_csv(changes_figure(english, state)).splitlines()
    assert changes[0] == "area,change,more_than_chance"
    assert any(line.startswith(KNEE) and line.endswith(",1") for line in changes)
    lines = lines_figure(english.language, state)
    svg = draw_stack(
        [line.chart for line in state.lines], english.language, THEME, state.view, ("x", lines.summary)
    )
    assert svg.count("<title") == 1
    assert len(lines.rows) == 90


def test_paper_shows_what_the_screen_shows(dutch: Library) -> None:
    state = shown(dutch)
    whole = draw_whole(state, dutch.drawing, dutch.language, THEME, "Waar")
    assert THEME.ramp.strengths[4] in whole
    assert all(text in whole for text in (*state.legend, state.legend_title))
    small = draw_small(state, dutch.drawing, THEME, "Weken")
    assert all(part.title in small for part in state.parts)
    changes = draw_changes(state, dutch.drawing, dutch.language, THEME, "Anders")
    assert "url(#stripes)" in changes


def test_days_before_the_diary_are_no_trouble(english: Library) -> None:
    table = a_table([a_day(back, areas={}) for back in range(10)])
    state = build_spread(table, Period.ending(TODAY, 10), english)
    assert state.period.first == TODAY - timedelta(days=9)
    assert state.changes.problem


def test_a_hundred_years_are_one_page(english: Library) -> None:
    table = a_table([a_day(0, areas={KNEE: 3})], Period.ending(TODAY, 36_525))
    table.areas[::2, 5] = 4
    table.mapped[:] = True
    state = build_spread(table, table.period, english)
    assert state.whole.days == 36_525
    assert len(state.parts) == 24
    assert state.changes.problem
    assert len(lines_figure(english.language, state).rows) < 420


def test_all_gaps_between_two_days_are_no_trouble(english: Library) -> None:
    table = a_table([a_day(999, areas={KNEE: 3}), a_day(0, areas={HAND: 2})])
    state = build_spread(table, table.period, english)
    assert state.whole.days == 2
    assert state.lines[0].chart.summary
    assert all("too few" in part.caption for part in state.parts)


def test_the_words_of_a_map_name_what_it_shows(english: Library) -> None:
    tender = [a_day(ago, areas={KNEE: 2}, tender=[FOOT]) for ago in range(8)]
    hand_once = [*tender, a_day(8, areas={KNEE: 2, HAND: 9})]
    touch, strong, often = (
        shown(english, hand_once, mode=mode).whole.language_in_use
        for mode in (Mode.TOUCH, Mode.STRONG, Mode.OFTEN)
    )
    assert f"Most often: {english.words.segments[FOOT]}: " in touch
    assert f"Most: {english.words.segments[HAND]}: " in strong
    assert f"Most often: {english.words.segments[KNEE]}: " in often
