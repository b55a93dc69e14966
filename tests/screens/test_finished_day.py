"""Under a finished day stands one tip, that of Trends, and on hard days nothing is asked of anybody."""

import pytest

from diary.content.library import Library
from diary.domain.day import AnswerSource, Day, DayKind
from diary.domain.form import Form
from diary.domain.item import Preset
from diary.domain.period import Period
from diary.domain.tip_choice import MarkedTip, TipMark
from diary.screens.factor_cards import build_factors
from diary.screens.finished_day import READ_DAYS, FinishedDay, build_finished_day
from tests.factory import TODAY, a_day, a_table

FEW = Form(Preset.ESSENTIALS)


def _days(count: int, kind: DayKind = DayKind.ORDINARY) -> list[Day]:
    return [a_day(back, areas={"back_neck_l": 5}, kind=kind, stress=8, function=4) for back in range(count)]


def _built(library: Library, days: list[Day], form: Form = FEW, marks: tuple[MarkedTip, ...] = ()) -> FinishedDay:
    table = a_table(days, Period.ending(TODAY, READ_DAYS))
    return build_finished_day(table, library, form, marks, TODAY, min(day.date for day in days))


def test_the_tip_is_the_one_of_trends_with_a_page_to_read_on(english: Library) -> None:
    days = _days(28)
    found = _built(english, days)
    factors = build_factors(a_table(days), english, TODAY, TODAY, (), days[-1].date)
    assert found.tip is not None
    assert found.tip in [card.tip for card in factors.cards]
    assert found.new_tip == found.tip.key
    assert found.steps[0].address == f"understand/factor_{found.tip.factor}"
    again = _built(english, days, marks=(MarkedTip(found.tip.key, TODAY, TipMark.SHOWN),))
    assert (again.tip, again.new_tip) == (found.tip, None)


def test_hard_days_in_a_row_end_with_a_calm_line_alone_and_one_hard_day_with_its_own(english: Library) -> None:
    calm = _built(english, _days(10, DayKind.HARD))
    assert "hard days" in calm.calm
    assert (calm.tip, calm.steps, calm.new_tip) == (None, (), None)
    assert _built(english, [a_day(0, kind=DayKind.HARD), *_days(20)[1:]]) == FinishedDay()


def test_in_the_first_days_it_says_what_is_coming(english: Library) -> None:
    found = _built(english, _days(2))
    assert found.tip is None
    assert [step.address for step in found.steps] == ["trends/lines"]


@pytest.mark.parametrize(("count", "is_offered"), [(13, True), (14, False)])
def test_what_comes_when_is_offered_as_long_as_trends_shows_it(
    english: Library, count: int, is_offered: bool
) -> None:
    days = [a_day(2 * back, areas={}, stress=2) for back in range(count)]
    found = _built(english, days, Form())
    assert ("trends/lines" in [step.address for step in found.steps]) is is_offered


@pytest.mark.parametrize(("typed", "is_offered"), [(3, False), (8, True), (27, True), (28, False)])
def test_the_first_week_of_who_imported_years_begins_with_the_first_day_filled_in_here(
    english: Library, typed: int, is_offered: bool
) -> None:
    before = [a_day(back, source=AnswerSource.IMPORTED, time_asleep=400, stress=3) for back in range(typed, 1000)]
    found = _built(english, [*_days(typed), *before])
    assert ("settings" in [step.address for step in found.steps]) is is_offered


@pytest.mark.parametrize(
    ("count", "form", "is_offered"),
    [(7, FEW, False), (8, FEW, True), (28, FEW, True), (29, FEW, False), (8, Form(), False)],
)
def test_more_questions_are_offered_after_the_first_week_for_a_while(
    english: Library, count: int, form: Form, is_offered: bool
) -> None:
    assert ("settings" in [step.address for step in _built(english, _days(count), form).steps]) is is_offered
