"""One new tip a day at most, none twice within two weeks, never one that is not wanted."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.day import DayKind
from diary.domain.period import Period
from diary.domain.tip_choice import MarkedTip, TipMark, choose_tip, is_hard_stretch
from tests.factory import TODAY, a_day, a_table

SLEEP = ("a", "b", "c")
STRESS = ("d", "e")
WORRY = ("f",)
ALL = (SLEEP, STRESS, WORRY)


def shown(tip: str, ago: int = 0) -> MarkedTip:
    return MarkedTip(tip, TODAY - timedelta(days=ago), TipMark.SHOWN)


def unwanted(tip: str, ago: int = 0) -> MarkedTip:
    return MarkedTip(tip, TODAY - timedelta(days=ago), TipMark.NOT_FOR_ME)


def lived(offers: Sequence[Sequence[str]], days: range, marks: list[MarkedTip]) -> dict[date, str]:
    """The tips of a person who looks on these days."""
    seen: dict[date, str] = {}
    for day in (TODAY + timedelta(days=offset) for offset in days):
        tip = choose_tip(offers, marks, day)
        assert choose_tip(offers, marks, day) == tip
        if tip is not None:
            marks.append(MarkedTip(tip, day, TipMark.SHOWN))
            seen[day] = tip
            assert choose_tip(offers, marks, day) == tip
    return seen


def test_without_anything_worth_a_look_there_is_no_tip() -> None:
    assert choose_tip((), (), TODAY) is None
    assert choose_tip(((),), (), TODAY) is None


def test_the_tip_of_today_stays_the_tip_of_today() -> None:
    assert choose_tip(ALL, (), TODAY) == "a"
    assert choose_tip(ALL, [shown("f")], TODAY) == "f"
    assert choose_tip((SLEEP,), [shown("f")], TODAY) is None


def test_factors_take_turns_and_none_comes_first_by_its_place() -> None:
    assert list(lived(ALL, range(6), []).values()) == ["a", "d", "f", "b", "e", "c"]


def test_a_tip_that_is_not_for_me_never_comes_again_and_no_other_takes_its_place_today() -> None:
    assert choose_tip((WORRY,), [unwanted("f", 400)], TODAY) is None
    assert choose_tip((SLEEP,), [unwanted("a")], TODAY) == "b"
    assert choose_tip((SLEEP,), [shown("a"), unwanted("a")], TODAY) is None


@pytest.mark.parametrize(("ago", "tip"), [(1, None), (13, None), (14, None), (15, "f")])
def test_a_tip_rests_for_two_weeks(ago: int, tip: str | None) -> None:
    assert choose_tip((WORRY,), [shown("f", ago)], TODAY) == tip


def test_what_another_clock_showed_in_the_future_does_not_count() -> None:
    assert choose_tip((WORRY,), [shown("f", -3)], TODAY) == "f"


@given(
    offers=st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=4), max_size=7),
    refused=st.sets(st.sampled_from("abcdefgh"), max_size=4),
)
def test_no_tip_comes_back_within_two_weeks_and_never_two_on_a_day(
    offers: list[list[str]], refused: set[str]
) -> None:
    seen = lived(offers, range(40), [unwanted(tip) for tip in refused])
    assert not refused & set(seen.values())
    last: dict[str, date] = {}
    for day, tip in seen.items():
        assert tip not in last or (day - last[tip]).days > 14
        last[tip] = day


@pytest.mark.parametrize(
    ("kinds", "hard"),
    [
        ("hhh", True),
        ("ohhh", True),
        ("hhh.", True),
        ("hh", False),
        ("hhoh", False),
        ("hhho", False),
        (".hh", False),
        ("h.hh", False),
        ("hh.", False),
    ],
)
def test_three_hard_days_in_a_row_are_a_hard_stretch(kinds: str, hard: bool) -> None:
    """One letter a day up to today: hard, ordinary with an answer, or nothing at all."""
    days = [
        a_day(ago, stress=4, kind=DayKind.HARD if letter == "h" else DayKind.ORDINARY)
        for ago, letter in enumerate(reversed(kinds))
        if letter != "."
    ]
    assert is_hard_stretch(a_table(days, Period.ending(TODAY, 28))) is hard


def test_a_very_young_diary_is_no_hard_stretch() -> None:
    assert not is_hard_stretch(a_table([a_day(kind=DayKind.HARD)]))
    assert not is_hard_stretch(a_table([a_day(0, stress=1)]))
