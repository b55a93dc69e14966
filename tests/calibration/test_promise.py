"""The promise in a small version for every day: the full tables are in `packaging/CALIBRATION.md`.

Every diary is seeded, so nothing here can flake; the bounds are those that chance passes once in a million.
"""

from collections.abc import Mapping

import numpy as np
import pytest

from diary.domain.links.link import Factor, LinkState, Outcome
from diary.domain.links.look import look_at_links
from diary.domain.links.series import DAYS_BEFORE, FACTORS, OUTCOMES, series_of
from diary.domain.table import DayTable, Floats
from tests.calibration.body_maps import CHANGED, body_maps
from tests.calibration.bounds import PROMISED, most_by_chance
from tests.calibration.diaries import LIVES, WITHOUT_LINK, Cell, Notebook, linked
from tests.calibration.experiments import SELECTIVE, SLOW, WAYS, WITHOUT_EFFECT, told
from tests.calibration.pages import CELLS, claims_a_change, pages
from tests.calibration.questions import PAIRS, answers
from tests.calibration.run import PAGE
from tests.calibration.two_spans import UNLIKE_SPANS, WITHOUT_CHANGE, Book, changed, is_different, look_at_flags

DIARIES = 120


def naive(table: DayTable) -> bool:
    """What many programs do: any correlation of day pairs that passes the usual limit of five percent."""
    values = series_of(table).values
    return any(
        _passes(values[x], np.roll(values[len(FACTORS) + y], -DAYS_BEFORE[factor]))
        for x, factor in enumerate(FACTORS)
        for y, _ in enumerate(OUTCOMES)
    )


def _passes(one: Floats, other: Floats) -> bool:
    both = ~np.isnan(one) & ~np.isnan(other)
    r = np.corrcoef(one[both], other[both])[0, 1]
    return bool(abs(np.arctanh(r)) * np.sqrt(both.sum() - 3) > 1.96)


def test_diaries_without_a_link_hardly_ever_show_one() -> None:
    """No kind of diary by itself, nor all kinds together."""
    kinds = {"persistent 0.8": 90, "shared slow drift": 60, "shared restless weeks": 180, "all at once": 180}
    each, told = DIARIES // len(kinds), 0
    for name, days in kinds.items():
        tables = list(Notebook(days).tables(WITHOUT_LINK[name], 2, each))
        shown = sum(look_at_links(table).has_pattern for table in tables)
        assert shown <= most_by_chance(each, PROMISED), name
        assert sum(map(naive, tables)) > each / 2, f"{name}: these diaries would be a test of nothing"
        told += shown
    assert told <= most_by_chance(DIARIES, PROMISED)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("a cycle of 28 days", 180),
        ("a rota of 8 days", 180),
        ("one hard day in 21", 90),
        ("other weekdays from half-way on", 180),
        ("other weekdays four times", 90),
        ("40 % of days as yesterday", 180),
        ("a mood colours night and day", 180),
        ("three days typed on Sunday", 180),
    ],
)
def test_lives_in_which_much_moves_in_common_hardly_ever_show_a_link(name: str, days: int) -> None:
    tables = Notebook(days).tables(LIVES[name], 2, DIARIES // 5)
    shown = sum(look_at_links(table).has_pattern for table in tables)
    assert shown <= most_by_chance(DIARIES // 5, PROMISED)


@pytest.mark.parametrize("name", ["persistent 0.8", "a rota of 28 days", "a mood colours each evening"])
def test_a_question_hardly_ever_says_yes_where_nothing_is_linked(name: str) -> None:
    said = np.array(list(answers({**WITHOUT_LINK, **LIVES}[name], 2, 8)))
    assert said[:, -1].mean() <= PROMISED + 2 * np.sqrt(PROMISED / said[:, -1].size * 4)


def test_a_question_about_a_real_link_is_answered_in_half_a_year() -> None:
    cell = Cell("linked", lambda chance, days: linked(chance, days, 0.4, 0.3))
    asked = PAIRS.index((Factor.TIME_ASLEEP, Outcome.PAIN))
    said = np.array(list(answers(cell, 2, 12)))
    assert said[:, 1, asked, 0].sum() > 9
    assert not said[:, :, asked, 1].any(), "and never the other way round"


def test_a_real_link_is_found_and_reported_in_the_right_direction() -> None:
    cell = Cell("linked", lambda chance, days: linked(chance, days, 0.5, 0.3))
    found = 0
    for table in Notebook(120).tables(cell, 2, 30):
        (pair,) = (
            pair
            for pair in look_at_links(table).pairs
            if (pair.factor, pair.outcome) == (Factor.TIME_ASLEEP, Outcome.PAIN)
        )
        link = pair.forward
        if link.state is LinkState.PATTERN:
            found += 1
            assert link.r is not None
            assert link.lower is not None
            assert link.upper is not None
            assert link.r < 0
            assert link.lower.first < link.upper.first
            assert link.lower.then > link.upper.then
    assert found > 22


@pytest.mark.parametrize(
    ("name", "cells"), [("false", WITHOUT_LINK), ("lives", LIVES), ("question", {**WITHOUT_LINK, **LIVES})]
)
def test_the_page_keeps_every_cell_within_the_promise(name: str, cells: Mapping[str, Cell]) -> None:
    table = PAGE.read_text(encoding="utf-8").split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    assert [row[0] for row in rows[1:]] == list(cells)
    shares = np.array([[float(share) for share in row[1:]] for row in rows[1:]])
    diaries = int(table.rsplit("(", 1)[1].split()[0])
    assert (shares.mean(axis=0) <= 100 * PROMISED).all()
    assert shares.max() <= 100 * (PROMISED + 2 * np.sqrt(PROMISED * (1 - PROMISED) / diaries)), (
        "two standard errors"
    )


@pytest.mark.parametrize("name", ["pages", "memory", "unlike"])
def test_the_page_keeps_every_printed_change_within_the_promise(name: str) -> None:
    table = PAGE.read_text(encoding="utf-8").split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    assert all(float(share) <= 100 * PROMISED for row in rows[1:] for share in row[1:])


@pytest.mark.parametrize("way", WAYS)
def test_a_change_that_does_nothing_hardly_ever_shows_a_difference(way: str) -> None:
    for name in (
        "persistent 0.6",
        "persistent 0.9",
        "a steady course of 2 deviations",
        "missing more on bad days",
        *SELECTIVE,
    ):
        shown = told(WITHOUT_EFFECT[name], way, 2, 20)
        assert shown.sum() <= most_by_chance(shown.size, PROMISED), name


def test_a_change_that_does_much_is_found_in_eight_weeks() -> None:
    assert told(SLOW["persistent 0.3"], WAYS[0], 2, 10, effect=1.9).mean() > 0.85


def test_the_page_keeps_every_experiment_within_the_promise() -> None:
    table = PAGE.read_text(encoding="utf-8").split("<!-- experiments -->")[1].split("<!-- /experiments -->")[0]
    rows = {line.strip("| ").split(" | ")[0]: line.strip("| ").split(" | ")[1:] for line in table.splitlines()}
    assert [name for name in rows if name in WITHOUT_EFFECT] == list(WITHOUT_EFFECT)
    assert all(float(share) <= 100 * PROMISED for name in (*SLOW, *SELECTIVE) for share in rows[name])


@pytest.mark.parametrize(
    ("name", "length"),
    [("persistent 0.6", 28), ("floors and ceilings", 42), ("each answer the same for weeks", 42)],
)
def test_two_spans_without_a_change_hardly_ever_differ(name: str, length: int) -> None:
    found = Book(length).found(WITHOUT_CHANGE[name], 2, DIARIES // 2)
    told = sum(any(map(is_different, items)) for items in found)
    assert told <= most_by_chance(DIARIES // 2, PROMISED)


@pytest.mark.parametrize("name", UNLIKE_SPANS)
def test_spans_that_are_unlike_without_a_change_hardly_ever_differ(name: str) -> None:
    found = Book(14, 90).found(UNLIKE_SPANS[name](90), 2, DIARIES // 4)
    told = sum(any(map(is_different, items)) for items in found)
    assert told <= most_by_chance(DIARIES // 4, PROMISED)


@pytest.mark.parametrize(("cell", "days"), [(2, 28), (4, 90)])
def test_pages_without_a_change_hardly_ever_speak_of_one(cell: int, days: int) -> None:
    told = sum(claims_a_change(page) for page in pages(CELLS[cell], days, 2, 40))
    assert told <= most_by_chance(40, PROMISED)


def test_a_page_speaks_of_a_change_that_is_plain() -> None:
    cell = changed(WITHOUT_CHANGE["persistent 0.3"], 45, 2)
    assert all(claims_a_change(page) for page in pages(cell, 90, 2, 10))


def test_a_real_change_is_found_in_most_rows_after_three_months() -> None:
    cell = changed(WITHOUT_CHANGE["persistent 0.3"], 90, 1.5)
    told = [is_different(item) for items in Book(90).found(cell, 2, 20) for item in items]
    assert sum(told) > 0.7 * len(told)


def test_body_maps_without_a_change_hardly_ever_show_more_than_chance() -> None:
    told = 0
    for number in range(40):
        _, changes = body_maps(np.random.default_rng([2, number]), 28, 0.8)
        told += any(area.is_clear for area in changes)
    assert told <= most_by_chance(40, PROMISED)


def test_a_real_change_of_one_area_is_found_in_three_months() -> None:
    found = 0
    for number in range(10):
        _, changes = body_maps(np.random.default_rng([2, number]), 92, 0.3, (0.2, 0.9))
        found += any(area.segment == CHANGED and area.is_clear for area in changes)
    assert found >= 8


@pytest.mark.parametrize(("phi", "length"), [(0.8, 28), (0.95, 90)])
def test_questions_that_stay_yes_for_weeks_and_then_no_hardly_ever_differ(phi: float, length: int) -> None:
    told = 0
    for number in range(DIARIES):
        found = look_at_flags(np.random.default_rng([2, number]), length, phi, (0.5, 0.5))
        told += any(map(is_different, found))
    assert told <= most_by_chance(DIARIES, PROMISED)


def test_a_real_change_of_yes_and_no_is_found_in_three_months() -> None:
    found = look_at_flags(np.random.default_rng(2), 90, 0.3, (0.2, 0.8))
    assert sum(map(is_different, found)) >= 6


def test_the_page_keeps_every_comparison_within_the_promise() -> None:
    table = PAGE.read_text(encoding="utf-8").split("<!-- same -->")[1].split("<!-- /same -->")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    assert [row[0] for row in rows[1:]] == list(WITHOUT_CHANGE)
    assert all(float(share) <= 100 * PROMISED for row in rows[1:] for share in row[1:])
