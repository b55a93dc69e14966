"""A young diary is told what comes when, by the numbers of the things themselves; rows fill, and never empty."""

from datetime import timedelta

import pytest

from diary.content.library import Library
from diary.domain.day import Day
from diary.domain.factors.state import THRESHOLDS
from diary.domain.form import Form
from diary.domain.item import Preset
from diary.domain.period import FIRST_DAYS, LONGEST_YOUTH, Period, is_young
from diary.domain.spread import has_week
from diary.domain.table import FORTNIGHT, SHARE_NEEDED, WEEK_NEEDED
from diary.screens.first_days import COMING, FirstDays, build_first_days
from diary.screens.understand import Progress, TopicLine
from tests.factory import TODAY, a_day, a_table

READ = TopicLine("protects", "Pain protects", Progress.UNREAD, "3 minutes")
FEW = Form(Preset.ESSENTIALS)


def _day(back: int) -> Day:
    return a_day(back, areas={"back_neck_l": 4}, function=5, sleep_quality=3, stress=back % 5, fatigue=6)


def _built(library: Library, days: list[Day], form: Form = FEW) -> FirstDays | None:
    table = a_table(days, Period(min(day.date for day in days), TODAY))
    return build_first_days(table, library, form, READ)


def _rows(library: Library, days: list[Day], form: Form = FEW) -> dict[str, tuple[int, int, str]]:
    found = _built(library, days, form)
    assert found is not None
    return {row.title: (row.filled, row.needed, row.words) for row in found.rows}


def test_the_rows_read_the_numbers_that_decide(english: Library) -> None:
    rows = _rows(english, [_day(back) for back in range(3)])
    assert rows == {
        "The answers of each day": (1, 1, ""),
        "Where it hurt in a week": (3, WEEK_NEEDED, "1 day more"),
        "Stress over a week": (3, THRESHOLDS.week_needed, "2 days more"),
        "Where it hurt most often": (3, SHARE_NEEDED, "4 days more"),
        "A page for your appointment": (3, FORTNIGHT, "11 days more"),
    }


def test_nights_are_spoken_of_only_where_their_times_are_asked_or_known(english: Library) -> None:
    days = [_day(back) for back in range(3)]
    assert _rows(english, days, Form())["Your nights"] == (0, THRESHOLDS.week_needed, "5 days more")
    known = [a_day(0, into_bed=1380, got_up=420, stress=1), *days[1:]]
    assert _rows(english, known)["Your nights"][0] == 1


def test_a_day_that_is_skipped_empties_nothing(english: Library) -> None:
    days = [_day(back) for back in (12, 11, 10)]
    assert _rows(english, days)["Where it hurt in a week"][:2] == (3, WEEK_NEEDED)


def test_what_the_row_of_places_promises_is_what_the_chart_does(english: Library) -> None:
    for count in (WEEK_NEEDED - 1, WEEK_NEEDED):
        days = [_day(back) for back in range(count)]
        row = next(row for row in _built(english, days).rows if row.needed == WEEK_NEEDED)  # type: ignore[union-attr]
        assert row.is_there == has_week(a_table(days))[-1]


@pytest.mark.parametrize(
    ("back", "span"), [((1,), "21 November 2026"), ((40,), "13 October 2026"), ((3, 1), "19 – 21 November 2026")]
)
def test_the_days_beside_the_title_are_those_it_counts(english: Library, back: tuple[int, ...], span: str) -> None:
    found = _built(english, [_day(each) for each in back])
    assert found is not None
    assert found.span == span


def test_every_value_can_be_read_and_heard(english: Library) -> None:
    found = _built(english, [_day(0), _day(2)])
    assert found is not None
    assert found.title == "The first 2 days in your diary"
    assert [chart.name for chart in found.charts] == ["What I could do", "Sleep quality", "Stress", "Tiredness"]
    assert found.charts[0].said == ("5", "", "5")
    assert found.charts[0].values[1] is None
    assert found.charts[0].text == "What I could do: Friday 5, Sunday 5"
    assert len(found.days) == 3


def test_two_days_of_one_name_are_told_apart_by_their_dates(english: Library) -> None:
    found = _built(english, [_day(0), _day(7)])
    assert found is not None
    assert found.charts[0].text == "What I could do: Sunday 15 November 5, Sunday 22 November 5"


@pytest.mark.parametrize(("count", "is_shown"), [(1, True), (FIRST_DAYS - 1, True), (FIRST_DAYS, False)])
def test_it_gives_way_to_the_charts_after_two_weeks(english: Library, count: int, is_shown: bool) -> None:
    assert (_built(english, [_day(back) for back in range(count)]) is not None) is is_shown


def test_a_diary_is_not_young_for_ever(english: Library) -> None:
    first = TODAY - timedelta(days=LONGEST_YOUTH - 1)
    assert is_young(Period(first, TODAY), TODAY)
    assert not is_young(Period(first - timedelta(days=1), TODAY), TODAY)
    assert not is_young(None, TODAY)


def test_every_row_has_words_and_no_score(english: Library, dutch: Library) -> None:
    for library in (english, dutch):
        said = [library.language.phrase("first_days", "coming", kind.key) for kind in COMING]
        assert len(set(said)) == len(COMING)
        assert not any(sign in " ".join(said) for sign in "%!")
