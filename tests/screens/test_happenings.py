"""Moments and holidays along the axis."""

import gc
from datetime import timedelta

from diary.content.library import Library
from diary.domain.day import DayKind, Moment, MomentKind
from diary.domain.period import Period, day_number
from diary.domain.therapist_mark import TherapistMark
from diary.screens.happenings import build_happenings
from tests.factory import TODAY, a_day, a_table

LAST = day_number(TODAY)


def test_a_moment_stands_at_its_time_and_says_what_it_was(english: Library) -> None:
    moments = [
        (TODAY, Moment(MomentKind.TREATMENT, 18 * 60, None, "physio")),
        (TODAY - timedelta(days=2), Moment(MomentKind.FLARE)),
    ]
    found = build_happenings(moments, a_table([a_day(0)]), english)
    assert [mark.place for mark in found.moments] == [LAST - 2, LAST + 0.25]
    assert found.on(LAST, LAST) == ("18:00 Treatment: physio",)
    assert found.on(LAST - 5, LAST) == ("Harder time", "18:00 Treatment: physio")
    assert found.on(LAST - 1, LAST - 1) == ()


def test_collections_of_garbage_pass_by_the_moments_of_a_hundred_years(english: Library) -> None:
    found = build_happenings([(TODAY, Moment(MomentKind.FLARE))], a_table([a_day(0)]), english)
    assert len(found.moments) == 1
    assert not gc.is_tracked(found.moments[0])


def test_holidays_are_stretches_with_a_name(english: Library) -> None:
    away = [a_day(ago, kind=DayKind.HOLIDAY) for ago in (1, 2, 3, 6)]
    found = build_happenings([], a_table([a_day(0), *away]), english)
    days = [TODAY - timedelta(days=ago) for ago in (6, 3, 1)]
    assert found.holidays == (Period(days[0], days[0]), Period(days[1], days[2]))
    assert found.on(LAST - 2, LAST - 2) == ("diary holiday",)


def test_an_empty_diary_has_none(english: Library) -> None:
    found = build_happenings([], a_table([a_day(0)]), english)
    assert (found.moments, found.holidays) == ((), ())


def test_phases_that_overlap_stand_on_lines_of_their_own_and_remarks_below(english: Library) -> None:
    def mark(first: int, last: int, words: str, is_phase: bool = True) -> TherapistMark:
        days = (TODAY - timedelta(days=back) for back in (first, last))
        return TherapistMark(Period(*days), is_phase, words)

    marks = [mark(9, 9, "remark", False), *(mark(30 - n, 10, f"over {n}") for n in range(4)), mark(8, 1, "later")]
    found = build_happenings([], a_table([a_day(0)]), english, marks=marks)
    assert {band.name: band.lane for band in found.marks} == {
        "over 0": 0,
        "over 1": 1,
        "over 2": 2,
        "over 3": 2,
        "later": 0,
        "remark": 3,
    }
    assert found.lanes == 4
    assert found.on(found.marks[0].first, found.marks[0].first) == ("over 0",)
