"""Even days: a swing is counted once, and a day that was not noted is never a quiet one."""

from datetime import date, timedelta

from diary.domain.plan.even_days import even_days

LOADS = (
    60, 80, 70, 65, 75, 90, 150, 20, 30, 70, 80, 60, 75, 160,
    160, 25, 30, 60, 70, 85, 80, 75, 140, 70, 65, 75, 60, 80,
)  # fmt: skip
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
    assert found.busy == 3


def test_a_day_that_was_not_noted_is_never_quiet() -> None:
    found = even_days(loads(without=15), LAST)
    assert found is not None
    assert found.swings[-1] == FIRST + timedelta(days=13)
    assert found.loads[14] is None


def test_few_days_or_nothing_done_say_nothing() -> None:
    assert even_days(dict(list(loads().items())[:9]), LAST) is None
    assert even_days(dict.fromkeys(loads(), 0.0), LAST) is None
