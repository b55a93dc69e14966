"""One change at a time: fixed beforehand, ticked on Today, looked at once, and kept with what was found."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from diary.content.library import Library
from diary.domain.day import DayKind
from diary.domain.plan.experiment import ExperimentEnd, draw_order
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.screens.page_blocks import block_kinds
from diary.screens.plan.cards import CardAsk, fill_in
from diary.screens.plan.experiment import going_now, outcomes, read_fixed, read_result
from diary.screens.plan.tools import build_plan, build_today_plan, check_record, checked
from tests.factory import TODAY, Clock, a_day
from tests.screens.plan.conftest import ALL, RealPlan, said_by, unkind
from tests.screens.plan.test_tools import refused

TYPED: dict[str, Any] = {
    "text": "a walk after lunch",
    "outcome": "pain_average",
    "hope": "less",
    "length": "eight",
    "order": "drawn",
    "first_day": TODAY.isoformat(),
}


@pytest.fixture(autouse=True)
def same_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was drawn once is drawn each time, so that the same days give the same result."""
    monkeypatch.setattr("secrets.randbelow", lambda _most: 2)


def begin(plan: RealPlan, **other: str) -> None:
    plan.answer("experiment:begin", **(TYPED | other))


Rated = Callable[[int, bool], int]
"""The rating of the day of this number, in a changed week or not."""


def uneven(effect: int, course: int = 0) -> Rated:
    return lambda number, is_changed: max(
        0, 6 + course * (number // 7 - 5) + number * 5 % 3 - 1 + effect * is_changed
    )


LOWER = uneven(-3)


def answered(plan: RealPlan, clock: Clock, *, rated: Rated = LOWER, done: bool = True, most: int = 99) -> None:
    """Live through the first `most` days of the one that is going on, with a tick on each changed one."""
    (going,) = going_now(plan.source())
    days = list(going.fixed.days)[:most]
    changed = [day for day in days if going.fixed.is_changed(day)]
    clock.forward(days=len(days))
    plan.journal.import_days(
        [a_day(day, pain_average=rated(number, day in changed)) for number, day in enumerate(days)]
    )
    ticks = [
        {"what": going.what, "day": day.isoformat(), "mark": "done", "of": going.record.id} for day in changed
    ]
    plan.journal.registers.write(("experiment_day", None, tick, None) for tick in ticks if done)


def words(plan: RealPlan, key: str = "experiment") -> str:
    return " ".join(said_by(plan.card(key)))


def test_what_is_asked_is_fixed_and_the_order_can_be_drawn_again(plan: RealPlan, journal: Journal) -> None:
    begin(plan)
    (record,) = journal.records("experiment")
    fixed = read_fixed(record.data)
    assert fixed is not None
    assert (fixed.outcome, fixed.more, fixed.first) == ("pain_average", False, TODAY)
    assert (fixed.seed, fixed.order) == (2, draw_order(2, 8))
    assert record.data["outcome"] == "Average pain"
    assert "This stays as it is until the end." in words(plan)
    assert not any("begin" in ask.key for card in plan.cards() for ask in card.asks if "experiment" in ask.key)


def test_what_each_way_can_show_is_said_before(plan: RealPlan) -> None:
    hint = plan.ask("experiment:begin").hint
    assert "6 times in 10" in hint
    assert "3 points about 4 times in 10" in hint
    assert "Without turns" in hint
    assert "no difference could be seen" in words(plan)


def test_a_change_can_be_one_that_a_tip_is_about(plan: RealPlan, journal: Journal) -> None:
    plan.answer("experiment:tip", **(TYPED | {"text": "walk"}))
    assert journal.records("experiment")[0].data["text"] == "a short walk after something I do anyway"


def test_today_asks_for_a_tick_in_a_changed_week_and_nothing_on_a_hard_day(
    plan: RealPlan, journal: Journal, clock: Clock
) -> None:
    begin(plan, order="calendar")
    (line,) = build_today_plan(plan.source(), ("experiment",)).lines
    assert line.name == "A week as usual, without: a walk after lunch"
    assert line.asks == ()
    clock.forward(days=28)
    (line,) = build_today_plan(plan.source(), ("experiment",)).lines
    assert [ask.words for ask in line.asks] == ["Done today", "Not today"]
    plan.answer("experiment:done")
    (line,) = build_today_plan(plan.source(), ("experiment",)).lines
    assert (line.value, [ask.words for ask in line.asks]) == ("Done today", ["Not today"])
    journal.set_kind(journal.today, DayKind.HARD)
    assert build_today_plan(plan.source(), ("experiment",)).lines == ()


def test_nothing_of_the_outcome_is_said_before_the_end(plan: RealPlan, clock: Clock) -> None:
    begin(plan)
    answered(plan, clock, most=55)
    said = words(plan)
    assert "filled in on 55 of 56 days" in said
    assert "usual weeks" not in said
    assert not [ask for ask in plan.card("experiment").asks if "look" in ask.key]
    clock.forward(days=1)
    assert "usual weeks" not in words(plan), "not before somebody looks"
    assert [ask.words for ask in plan.card("experiment").asks] == ["Look at what was found"]


def test_a_difference_is_told_with_how_sure_it_is_and_is_then_frozen(
    plan: RealPlan, journal: Journal, clock: Clock
) -> None:
    begin(plan)
    answered(plan, clock)
    plan.answer("experiment:look")
    card = plan.card("experiment")
    assert "Average pain: 6.0 in the usual weeks, 3.0 in the changed ones." in card.lines[0].words
    assert "the way you hoped for" in card.lines[0].words
    assert "lies somewhere from −" in card.sure
    assert "season, hope or chance" in card.sure
    before = card.lines
    journal.answer(TODAY, "pain_average", 10)
    assert plan.card("experiment").lines == before
    begin(plan, text="another", first_day=journal.today.isoformat())
    assert any("the way you hoped for" in line.words for card in plan.cards() for line in card.lines)


def test_the_other_way_and_no_difference_are_told_as_calmly(
    plan: RealPlan, journal: Journal, clock: Clock
) -> None:
    begin(plan, hope="more")
    answered(plan, clock)
    plan.answer("experiment:look")
    assert "but not the way you hoped. That is worth knowing too." in words(plan)
    begin(plan, text="tea", first_day=journal.today.isoformat())
    answered(plan, clock, rated=uneven(0))
    plan.answer("experiment:look")
    assert "No difference could be seen in 8 weeks." in plan.card("experiment").lines[0].words


def test_a_difference_that_is_too_small_for_a_word_is_none(plan: RealPlan, clock: Clock) -> None:
    """A seventh of a point is beyond chance where weeks are this even; Compare calls it about the same."""
    begin(plan)
    answered(plan, clock, rated=lambda number, is_changed: 6 - (is_changed and number % 7 == 3))
    plan.answer("experiment:look")
    assert plan.card("experiment").lines[0].words.endswith("5.8 in the changed ones. About the same.")


def test_a_difference_against_a_steady_course_is_told_with_its_own_number(plan: RealPlan, clock: Clock) -> None:
    begin(plan, order="calendar")
    answered(plan, clock, rated=uneven(-2, course=1))
    plan.answer("experiment:look")
    said = plan.card("experiment").lines[0].words
    assert "2.5 in the usual weeks, 4.5 in the changed ones" in said
    assert "Without that the difference is −2" in said
    assert "the way you hoped for" in said


def test_weeks_without_any_variation_that_differ_are_not_called_all_the_same(plan: RealPlan, clock: Clock) -> None:
    begin(plan)
    answered(plan, clock, rated=lambda _number, is_changed: 3 if is_changed else 6)
    plan.answer("experiment:look")
    said = plan.card("experiment").lines[0].words
    assert "6.0 in the usual weeks, 3.0 in the changed ones. The weeks of either kind were all the same" in said


def test_a_change_that_was_hardly_made_says_nothing_of_the_outcome(plan: RealPlan, clock: Clock) -> None:
    begin(plan)
    answered(plan, clock, done=False)
    plan.answer("experiment:look")
    line = plan.card("experiment").lines[0]
    assert "The change was made on 0 of 28 days." in line.words
    assert "usual weeks" not in line.words


def test_stopping_is_one_click_at_any_time_and_looks_at_nothing(
    plan: RealPlan, journal: Journal, clock: Clock
) -> None:
    begin(plan, first_day=(TODAY + timedelta(days=3)).isoformat())
    assert "Begins on" in words(plan)
    plan.answer("experiment:stop")
    assert "Stopped before the end, which is fine." in words(plan)
    begin(plan)
    answered(plan, clock, most=30)
    plan.answer("experiment:stop")
    records = [record for record in journal.records("experiment") if record.data["first_day"] == TODAY.isoformat()]
    found = read_result(records[-1].data)
    assert found is not None
    assert (found.end, found.usual, found.answered) == (ExperimentEnd.STOPPED, None, 30)
    journal.history.undo()
    assert going_now(plan.source())


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"text": " "}, Reason.FIELD_MISSING),
        ({"outcome": ""}, Reason.FIELD_MISSING),
        ({"hope": ""}, Reason.FIELD_MISSING),
        ({"outcome": "nothing_like_it"}, Reason.FIELD_NOT_A_CHOICE),
        ({"first_day": "2026"}, Reason.FIELD_NOT_A_DAY),
        ({"first_day": "soon"}, Reason.FIELD_NOT_A_DAY),
        ({"first_day": (TODAY - timedelta(days=1)).isoformat()}, Reason.PAST_DAY),
        ({"order": "calendar", "length": "four"}, Reason.TURNS_NEEDED),
        ({"text": "x" * 3000}, Reason.FIELD_TOO_LONG),
    ],
)
def test_bad_input_is_one_sentence_at_its_field(plan: RealPlan, other: dict[str, str], reason: Reason) -> None:
    with pytest.raises(Refusal) as caught:
        begin(plan, **other)
    assert caught.value.reason is reason
    assert caught.value.facts["field"] in {*TYPED}
    assert plan.journal.records("experiment") == ()


def test_a_second_one_waits_for_the_first(plan: RealPlan) -> None:
    ask = plan.ask("experiment:begin")
    begin(plan)
    typed = {f"0.{field}": text for field, text in TYPED.items()}
    assert refused(lambda: _check(plan, ask, typed)) is Reason.EXPERIMENT_GOING


def _check(plan: RealPlan, ask: CardAsk, typed: dict[str, str]) -> None:
    checked(plan.source(), fill_in(ask, typed, plan.source()), is_sure=True)


def test_two_that_came_together_by_a_merge_are_both_shown(plan: RealPlan, journal: Journal) -> None:
    begin(plan)
    (record,) = journal.records("experiment")
    journal.add_record("experiment", {**record.data, "text": "tea"})
    assert [card.title for card in plan.cards() if card.key.startswith("experiment:")] == [
        "One change: a walk after lunch",
        "One change: tea",
    ]


def test_a_clock_that_went_back_shows_it_as_not_begun(plan: RealPlan, clock: Clock) -> None:
    begin(plan)
    clock.forward(days=-400)
    assert "Begins on" in words(plan)
    plan.answer("experiment:stop")


def test_an_own_item_can_be_looked_at_and_a_gone_one_is_named_as_then(
    plan: RealPlan, journal: Journal, english: Library
) -> None:
    begin(plan)
    (record,) = journal.records("experiment")
    gone = {**record.data["asks"], "outcome": "my_item"}
    journal.registers.change(record, {**record.data, "asks": gone, "outcome": "Buzzing"})
    assert "Looked at: Buzzing." in words(plan)
    assert "filled in on 0 of 1 day" in words(plan)


def test_records_of_other_programs_never_stop_the_card(plan: RealPlan, journal: Journal) -> None:
    begin(plan)
    (record,) = journal.records("experiment")
    for value in (None, "", "x" * 3000, -1, 1e9, True, [1], {"a": 1}, {"outcome": "x", "order": "uc"}):
        journal.add_record("experiment", {"text": value, "asks": value, "result": value, "first_day": value})
        journal.add_record("experiment", {**record.data, "result": value}, TODAY)
        journal.add_record("experiment_day", {"what": value, "day": value, "mark": value, "of": value})
        journal.add_record("experiment_day", {"what": value, "day": "2026-01-01", "mark": value, "of": record.id})
    assert plan.cards()
    build_today_plan(plan.source(), ALL)


def test_holidays_and_days_filled_in_later_are_not_counted(plan: RealPlan, journal: Journal, clock: Clock) -> None:
    begin(plan)
    clock.forward(days=6)
    journal.answer(TODAY + timedelta(days=6), "pain_average", 4)
    journal.answer(TODAY, "pain_average", 4)
    assert "filled in on 1 of 7 days" in words(plan)


def test_where_days_may_have_been_left_out_they_are_not_counted(plan: RealPlan) -> None:
    begin(plan)
    part = build_plan(replace(plan.source(), is_part=True), ALL)
    assert "filled in on" in words(plan)
    assert "filled in on" not in " ".join(line for card in part.cards for line in said_by(card))


def test_what_can_be_looked_at_begins_with_function_and_ends_with_pain(plan: RealPlan) -> None:
    keys = [key for key, _ in outcomes(plan.source())]
    assert (keys[0], keys[-1]) == ("function", "pain_average")


def test_it_is_a_block_of_the_second_page(english: Library) -> None:
    assert "experiment" in block_kinds(english)


@pytest.mark.parametrize("language", ["english", "dutch"])
def test_every_state_is_kind(
    language: str, request: pytest.FixtureRequest, journal: Journal, clock: Clock
) -> None:
    library: Library = request.getfixturevalue(language)
    plan = RealPlan(journal, library)
    heard: list[str] = []

    def listen() -> None:
        heard.extend(said for card in build_plan(plan.source(), ALL).cards for said in said_by(card))
        heard.extend(line.name for line in build_today_plan(plan.source(), ALL).lines)

    listen()
    for done, effect, hope, order in (
        (True, -3, "less", "calendar"),
        (True, 3, "less", "drawn"),
        (False, 0, "more", "drawn"),
    ):
        begin(plan, first_day=journal.today.isoformat(), hope=hope, order=order)
        listen()
        for _ in range(7):
            clock.forward(days=7)
            listen()
        clock.forward(days=-49)
        answered(plan, clock, done=done, rated=uneven(effect))
        listen()
        plan.answer("experiment:look")
        listen()
    begin(plan, first_day=journal.today.isoformat())
    plan.answer("experiment:stop")
    listen()
    assert unkind(heard, library) == set()


def test_one_that_ended_goes_on_again_only_where_nothing_was_looked_at_and_no_other_goes_on(
    plan: RealPlan, journal: Journal
) -> None:
    begin(plan)
    plan.answer("experiment:stop")
    (stopped,) = journal.records("experiment")
    journal.registers.end(stopped, None)
    assert going_now(plan.source()) == ()
    assert [line.name for line in plan.card("experiment").lines] == [TYPED["text"]]
    begin(plan, text="a quiet evening")
    unseen = journal.records("experiment")[1]
    journal.registers.end(unseen, TODAY)
    ended = journal.records("experiment")[1]
    assert check_record(plan.source(), "experiment", ended, ended.data, is_sure=True) == ended.data
    begin(plan, text="an early lunch")
    with pytest.raises(Refusal) as caught:
        check_record(plan.source(), "experiment", ended, ended.data, is_sure=True)
    assert caught.value.reason is Reason.EXPERIMENT_GOING
