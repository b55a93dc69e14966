"""Clock changes, by the rules of each zone."""

from datetime import date

import pytest

from diary.domain.period import Period
from diary.domain.sleep import clock_change, clock_may_change


def h(hours: int) -> int:
    return hours * 60


@pytest.mark.parametrize(
    ("zone", "day", "change"),
    [
        ("America/New_York", date(2026, 3, 8), 60),
        ("Australia/Lord_Howe", date(2026, 4, 5), -30),
        ("Europe/Amsterdam", date(2026, 1, 1), 0),
        ("Europe/Amsterdam", date(1, 1, 1), 0),
        ("Europe/Amsterdam", date(9999, 12, 31), 0),
    ],
)
def test_every_zone_changes_by_its_own_rules(zone: str, day: date, change: int) -> None:
    assert clock_change(zone, day, h(23), h(7)) == change
    assert clock_may_change(zone, day) is bool(change)


def test_a_year_has_two_nights_in_which_the_clock_changes() -> None:
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    changed = {day: change for day in year if (change := clock_change("Europe/Amsterdam", day, h(23), h(7)))}
    assert changed == {date(2026, 3, 29): 60, date(2026, 10, 25): -60}
