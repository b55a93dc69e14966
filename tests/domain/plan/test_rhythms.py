"""A swing is counted once, a day not noted is never a quiet one; mornings are near each other round midnight."""

from datetime import date, timedelta

from diary.domain.plan.rhythms import even_days, rising

LOADS = (
    60, 80, 70, 65, 75, 90, 150, 20, 30, 70, 80, 60, 75, 160,
    160, 25, 30, 60, 70, 85, 80, 75, 140, 70, 65, 75, 60, 80,
)  # fmt: skip
WEEK = [7 * 60, 7 * 60 + 15, 6 * 60 + 50, 7 * 60, 8 * 60 + 30, 9 * 60, 7 * 60 + 5]
AROUND_MIDNIGHT = [23 * 60 + 30, 15, 23 * 60 + 50, 23 * 60, 60, 90, 23 * 60 + 20]
FIRST = date(2026, 3, 1)
LAST = FIRST + timedelta(days=27)


def loads(without: int = 0) -> dict[date, float]:
    days = {FIRST + timedelta(days=at): float(load) for at, load in enumerate(LOADS)}
    return {day: load for day, load in days.items() if day != FIRST + timedelta(days=without - 1)}


def test_the_worked_example() -> None:
    found = even_days(loads(), LAST)
    assert found is not None
    assert (found.median, found.low, found.high) == (72.5, 60, 80)
    assert found.swings == (FIRST + timedelta(days=6), FIRST + timedelta(days=13))
    assert not found.is_even


def test_a_day_that_was_not_noted_is_never_quiet() -> None:
    found = even_days(loads(without=15), LAST)
    assert found is not None
    assert found.swings[-1] == FIRST + timedelta(days=13)
    assert found.loads[14] is None


def test_busy_days_are_even_only_where_the_days_after_them_are_known() -> None:
    calm = dict.fromkeys(loads(), 70.0) | {FIRST + timedelta(days=9): 150.0}
    found = even_days(calm, LAST)
    assert found is not None
    assert found.is_even
    for later in (10, 11):
        unknown = even_days(
            {day: load for day, load in calm.items() if day != FIRST + timedelta(days=later)}, LAST
        )
        assert unknown is not None
        assert not unknown.is_even, "the day after is not known: nothing is said of it"


def test_what_follows_the_newest_busy_day_is_not_told_beforehand() -> None:
    busy_now = even_days(dict.fromkeys(loads(), 70.0) | {LAST: 150.0}, LAST)
    assert busy_now is not None
    assert not busy_now.is_even
    assert not busy_now.swings


def test_few_days_or_nothing_done_say_nothing() -> None:
    assert even_days(dict(list(loads().items())[:9]), LAST) is None
    assert even_days(dict.fromkeys(loads(), 0.0), LAST) is None


def test_five_of_seven_mornings_were_near() -> None:
    found = rising(WEEK)
    assert found is not None
    assert (found.mornings, found.near, found.around) == (7, 5, 7 * 60 + 5)


def test_a_chosen_moment_counts_instead_of_the_usual_one() -> None:
    found = rising(WEEK, 9 * 60)
    assert found is not None
    assert (found.near, found.usual) == (2, 7 * 60 + 5)


def test_midnight_is_no_gap() -> None:
    found = rising(AROUND_MIDNIGHT)
    assert found is not None
    assert found.usual == 23 * 60 + 50


def test_four_mornings_say_nothing() -> None:
    assert rising(WEEK[:4]) is None
