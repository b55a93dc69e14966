"""Two spans of a diary: which days count, and that all rows are corrected together."""

from collections.abc import Iterator

import numpy as np
import pytest

from diary.content.catalogue import load_catalogue
from diary.domain.comparison import ChangeDirection, ComparisonStatus, rating_margin
from diary.domain.day import Activity, AnswerSource, Day
from diary.domain.item import Item, Kind
from diary.domain.period import Period
from diary.domain.two_periods import (
    MEASURED,
    TwoPeriods,
    comparable_items,
    compare_spans,
    is_clock,
    margin_of,
    span_days,
    values_of,
)
from diary.paths import resources
from tests.factory import TODAY, a_day, a_table

CATALOGUE = load_catalogue(resources())
AFTER = Period.ending(TODAY, 42)
SPANS = TwoPeriods(AFTER.before(42), AFTER)


def days(stress: float = 3, later: float = 7) -> Iterator[Day]:
    """Fourteen days to settle in, then two spans of six weeks."""
    chance = np.random.default_rng(1)
    for back in range(97, -1, -1):
        level = later if back < 42 else stress
        yield a_day(back, stress=float(np.clip(round(level + chance.normal()), 0, 10)), function=5)


def test_a_real_change_is_reported_and_what_never_varies_is_not() -> None:
    table = a_table(days())
    used = span_days(table, SPANS, 0)
    stress, function = compare_spans(table, SPANS, used, ("stress", "function"), CATALOGUE)
    assert stress.change is ChangeDirection.HIGHER
    assert function.status is ComparisonStatus.TOO_ALIKE
    assert used.logged == (42, 42)
    assert used.is_enough


@pytest.mark.parametrize(("imported", "is_apart"), [(84, False), (42, True), (56, True), (74, False), (0, False)])
def test_what_was_imported_is_not_compared_with_what_was_typed(imported: int, is_apart: bool) -> None:
    """A watch counts an hour less of the same nights: no later stretch of memory is longer sleep."""
    chance = np.random.default_rng(2)
    nights = [
        a_day(
            back,
            into_bed=1380,
            got_up=420 - 60 * (back >= 84 - imported) + float(chance.integers(-30, 30)),
            stress=5 + float(chance.integers(0, 2)),
            source=AnswerSource.IMPORTED if back >= 84 - imported else AnswerSource.TYPED,
        )
        for back in range(83, -1, -1)
    ]
    table = a_table(nights)
    for one in compare_spans(table, SPANS, span_days(table, SPANS, -99), ("time_in_bed", "stress"), CATALOGUE):
        assert (one.status is ComparisonStatus.IMPORTED) is is_apart
        assert (one.before.count, one.after.count) == (42, 42)
        assert one.change is None or not is_apart


def test_what_was_on_paper_is_compared_with_what_was_typed() -> None:
    sources = (AnswerSource.TYPED, AnswerSource.PAPER)
    table = a_table(
        a_day(back, stress=3.0 + back * 5 % 3, source=sources[back > 41]) for back in range(83, -1, -1)
    )
    (stress,) = compare_spans(table, SPANS, span_days(table, SPANS, -99), ("stress",), CATALOGUE)
    assert stress.status is ComparisonStatus.CLEAR


def test_days_in_which_the_diary_began_holidays_and_late_answers_do_not_count() -> None:
    table = a_table([a_day(back, stress=5, typed_after_days=9 * (back == 3)) for back in range(84)])
    table.holiday[-10:-5] = True
    used = span_days(table, SPANS, 0)
    assert used.left_out == 14
    assert used.logged == (28, 37)
    (stress,) = compare_spans(table, SPANS, used, ("stress",), CATALOGUE)
    assert (stress.before.count, stress.after.count) == (28, 36)


def test_what_was_imported_of_the_time_before_the_diary_counts() -> None:
    """Years of a watch are older than the first two weeks in which somebody writes."""
    table = a_table([a_day(back, stress=5, source=AnswerSource.IMPORTED) for back in range(83, -1, -1)])
    used = span_days(table, SPANS, 50)
    assert used.logged == (42, 42 - 14)
    assert used.left_out == 14


def test_spans_that_overlap_or_are_short_are_known() -> None:
    assert TwoPeriods(AFTER, AFTER).overlap
    assert not SPANS.overlap
    assert TwoPeriods(Period.ending(AFTER.first, 5), AFTER).too_short
    assert SPANS.whole == Period.ending(TODAY, 84)


def test_a_span_outside_the_diary_has_no_days() -> None:
    table = a_table(days())
    far = TwoPeriods(Period.ending(table.period.first, 400).before(30), AFTER)
    used = span_days(table, far, 0)
    assert used.logged == (0, 42)
    (stress,) = compare_spans(table, far, used, ("stress",), CATALOGUE)
    assert stress.status is ComparisonStatus.TOO_FEW


@pytest.mark.parametrize("key", [*MEASURED, *(item.key for item in comparable_items(CATALOGUE))])
def test_everything_that_can_be_compared_has_values_and_a_margin(key: str) -> None:
    table = a_table([a_day(1, activities=[Activity("walk", 30, 4)]), a_day(0)])
    assert values_of(table, key).shape == (2,)
    margin = margin_of(key, CATALOGUE)
    assert margin.plain >= margin.little
    assert margin.plain_share >= margin.little_share
    if is_clock(key, CATALOGUE):
        assert not margin.plain_share


def test_choices_have_no_mean_but_those_a_person_made_in_order() -> None:
    assert all(item.kind is not Kind.CHOICE for item in comparable_items(CATALOGUE))
    own = Item("own_light", Kind.CHOICE, "own", 0, 2, options=("none", "some", "much"), own=True)
    assert own in comparable_items(CATALOGUE.with_own([own]))
    assert margin_of("own_light", CATALOGUE.with_own([own])) == rating_margin(0, 2)
