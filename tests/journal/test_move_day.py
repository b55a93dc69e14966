"""A day that was logged on the wrong date is moved or taken away as a whole, and that can be undone."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from diary.domain.day import Activity, DayKind, Moment, MomentKind
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from tests.factory import TODAY, Clock, a_day

AHEAD = date(2027, 10, 23)
DAY = a_day(
    AHEAD,
    areas={"front_knee_l": 5},
    tender={"back_neck_l"},
    activities=[Activity("walking", 30, 4), Activity("walking", 30, 4)],
    moments=[Moment(MomentKind.FLARE, 600, None, AHEAD.isoformat()), Moment(MomentKind.MEDICINE, 1200, 500, "x")],
    notes={"note": AHEAD.isoformat()},
    kind=DayKind.HARD,
    stress=9,
)


@pytest.fixture
def ahead(journal: Journal, clock: Clock) -> Journal:
    now = clock.now
    clock.now = now.replace(year=2028)
    journal.import_days([DAY])
    clock.now = now
    return journal


def test_a_day_is_moved_with_all_that_is_in_it(ahead: Journal) -> None:
    was = ahead.day(AHEAD)
    ahead.history.move_day(AHEAD, TODAY)
    assert ahead.day(TODAY) == replace(was, date=TODAY)
    assert ahead.day(AHEAD).is_empty
    assert ahead.span() is not None
    assert ahead.last_day == TODAY
    ahead.history.undo()
    assert ahead.day(AHEAD) == was
    assert ahead.day(TODAY).is_empty


def test_a_day_is_taken_away_and_comes_back(ahead: Journal) -> None:
    was = ahead.day(AHEAD)
    ahead.history.move_day(AHEAD, None)
    assert ahead.span() is None
    ahead.history.undo()
    assert ahead.day(AHEAD) == was


def test_nothing_is_moved_onto_a_day_in_use_or_one_that_has_not_come(ahead: Journal) -> None:
    was = ahead.day(AHEAD)
    ahead.answer(TODAY, "stress", 3)
    for to, reason in ((TODAY, Reason.DAY_IN_USE), (TODAY + timedelta(days=1), Reason.FUTURE_DAY)):
        with pytest.raises(Refusal) as refused:
            ahead.history.move_day(AHEAD, to)
        assert refused.value.reason is reason
    assert ahead.day(AHEAD) == was
    assert ahead.day(TODAY).value("stress") == 3
