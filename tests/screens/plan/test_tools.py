"""The page Plan: nothing is on at first, what is asked is written, and every state is kind in both languages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from diary.content.library import load_library
from diary.domain.day import Activity, DayKind
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.plan.building import courses_of
from diary.screens.plan.cards import fill_in, form_fields
from diary.screens.plan.goals import change_between, weeks_rated
from diary.screens.plan.tools import TOOLS, ask_phase, build_plan, build_today_plan
from diary.screens.register import build_register
from tests.factory import TODAY, Clock, a_day
from tests.screens.plan.conftest import ALL, RealPlan


def refused(write: Callable[[], None]) -> Reason:
    with pytest.raises(Refusal) as caught:
        write()
    return caught.value.reason


def begun(plan: RealPlan, trials: tuple[str, ...] = ("12", "15", "9", "14", "10")) -> None:
    """Answer the question, choose walking, note trial days."""
    plan.answer("building:effort", worse="no")
    plan.answer("building:add", what="walking", unit="minutes")
    for back, amount in enumerate(trials, start=1):
        plan.answer("building:trial", day=(TODAY - timedelta(days=40 + back)).isoformat(), trial=amount)


def stepped(plan: RealPlan, days_ago: int = 0) -> None:
    begun(plan)
    begins = (TODAY - timedelta(days=days_ago)).isoformat()
    plan.answer("building:steps", start="9.6", step="1.2", goal="20", begins=begins)


# ------------------------------------------------------------------ the page


def test_a_form_that_takes_whole_days_only_says_so(plan: RealPlan) -> None:
    begun(plan)
    for key, asked in (("expected:add", "0.day"), ("building:steps", "0.begins"), ("building:trial", "0.day")):
        hints = {field.key: field.hint for field in form_fields(plan.ask(key), plan.library)}
        assert hints[asked] == "Day, month and year, like 22-3-2019", key


def test_a_day_in_a_form_is_typed_in_words(plan: RealPlan, journal: Journal) -> None:
    plan.answer("scores:add", questionnaire="CSI", day="yesterday", score="52")
    assert journal.records("questionnaire_result")[0].data["day"] == str(TODAY - timedelta(days=1))


def test_an_empty_card_says_what_it_is_for_and_what_to_do_and_leads_to_no_empty_list(plan: RealPlan) -> None:
    for card in plan.cards():
        assert card.sentences or card.notes, f"{card.key}: a note for an empty card, such as the hint of its list"
        assert card.asks or card.picture or card.key == "even", card.key
        assert card.lists == (), card.key
    plan.answer("goals:add", text="walk the dog")
    assert [key for key, _ in plan.card("goals").lists] == ["goal"]


def test_nothing_is_on_at_first_but_one_question(plan: RealPlan) -> None:
    state = build_plan(plan.source(), ())
    assert state.cards == ()
    assert state.first is not None
    assert state.first.words == "What would you like to be able to do again?"
    assert {key for key, _, _ in state.off} == {tool.key for tool in TOOLS}
    assert build_today_plan(plan.source(), ()).lines == ()


def test_a_phase_is_chosen_by_oneself_and_says_what_stands_first(plan: RealPlan, journal: Journal) -> None:
    assert build_plan(plan.source(), ALL).phase.chosen is None
    for phase, first in (("understand", "goals"), ("build", "building"), ("life", "goals")):
        for filled in (ask_phase(plan.source(), phase),):
            part = filled.parts[0]
            data, _ = plan.library.register("phase").parse(part.given)
            journal.registers.write([("phase", part.record, data, None)])
        state = build_plan(plan.source(), ALL)
        assert state.phase.chosen == phase
        assert state.cards[0].key == first
    assert len(journal.records("phase")) == 1


def test_what_is_built_up_stands_with_all_that_is_built_up_already(plan: RealPlan) -> None:
    stepped(plan)
    plan.answer("expected:add", what="shopping", day="2026-11-22", expected="4")
    assert [card.key.partition(":")[0] for card in plan.cards()][1:3] == ["building", "expected"]
    assert {"building:add", "building:effort"} < {ask.key for ask in plan.card("building").asks}
    plan.answer("building:add", what="swimming", unit="minutes")
    building = [card for card in plan.cards() if card.key.startswith("building")]
    assert [len([ask for ask in card.asks if ask.key == "building:add"]) for card in building] == [0, 1]
    assert [bool(card.lists) for card in building] == [False, True]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_where_doing_more_is_offered_effort_that_makes_ill_is_named(plan: RealPlan, language: str) -> None:
    """Also before there is anything in the plan, and where a change to try may be moving more."""
    library = load_library(resources(), language)
    ill = library.language.phrase("plan", "effort", "ill")
    state = build_plan(replace(plan.source(), library=library), ALL)
    said = {card.key: card.notes for card in state.cards}
    assert {"en": "ill for days", "nl": "dagenlang ziek"}[language] in ill
    for key in ("goals", "even", "experiment"):
        assert ill in said[key], key


# ------------------------------------------------------------------ goals


def test_goals_are_rated_by_week_and_the_change_is_told(plan: RealPlan, clock: Clock) -> None:
    for text in ("walk the dog", "cook", "sing"):
        plan.answer("goals:add", text=text)
    plan.answer("goals:week", able="3", able_1="4", able_2="2")
    clock.forward(days=7)
    said = (
        "Since the week of 16 November 2026: on average from 3 to {now}, for the 3 activities rated both times."
        " {size}"
    )
    for now, size in (
        ("5", "Such a number can move that much by itself."),
        ("6", "That is more than such a scale moves by itself."),
    ):
        plan.answer("goals:week", able=now, able_1=str(int(now) + 1), able_2=str(int(now) - 1))
        assert plan.card("goals").sentences == (said.format(now=now, size=size),)
    card = plan.card("goals")
    assert [line.value for line in card.lines] == ["6", "7", "5"]
    assert card.lines[0].weeks is not None
    assert card.lines[0].weeks.points == (3, 6)


def test_a_week_can_be_filled_in_again(plan: RealPlan, journal: Journal) -> None:
    plan.answer("goals:add", text="cook")
    plan.answer("goals:week", able="3")
    plan.answer("goals:week", able="4")
    assert [record.data["able"] for record in journal.records("goal_week")] == [4]


def test_what_is_left_open_stays_open(plan: RealPlan, journal: Journal) -> None:
    plan.answer("goals:add", text="cook")
    plan.answer("goals:add", text="sing")
    plan.answer("goals:week", able_1="4")
    assert [record.data["goal"] for record in journal.records("goal_week")] == ["sing"]


def test_a_renamed_or_finished_goal_keeps_its_weeks(plan: RealPlan, journal: Journal, clock: Clock) -> None:
    plan.answer("goals:add", text="cook")
    plan.answer("goals:add", text="sing")
    plan.answer("goals:week", able="3", able_1="5")
    goal = journal.records("goal")[0]
    journal.registers.change(goal, {**goal.data, "text": "cook for friends"})
    plan.answer(f"goals:end:{journal.records('goal')[1].id}")
    clock.forward(days=7)
    plan.answer("goals:week", able="6")
    found = change_between(weeks_rated(plan.source()))
    assert found is not None
    assert (found[1].points, found[1].compared) == (3, 1)
    assert [line.name for line in plan.card("goals").lines] == ["cook for friends"]
    assert [record.data["goal"] for record in journal.records("goal_week")] == ["cook", "sing", "cook for friends"]


def test_a_sixth_goal_waits_and_twenty_from_elsewhere_are_shown(plan: RealPlan, journal: Journal) -> None:
    for number in range(5):
        plan.answer("goals:add", text=f"activity {number}")
    assert all(ask.key != "goals:add" for ask in plan.card("goals").asks)
    for number in range(15):
        journal.add_record("goal", {"text": f"merged {number}"})
    assert len(plan.card("goals").lines) == 20
    assert len(plan.ask("goals:week").parts) == 20


def test_a_page_of_text_as_a_name_is_refused(plan: RealPlan) -> None:
    assert refused(lambda: plan.answer("goals:add", text="walk " * 500)) is Reason.FIELD_TOO_LONG


# ------------------------------------------------------------------ building up


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_who_may_get_more_ill_after_effort_gets_no_scheme(plan: RealPlan, answer: str) -> None:
    stepped(plan)
    plan.answer("building:effort", worse=answer)
    cards = [card for card in plan.cards() if card.key.startswith("building")]
    assert [ask.key for card in cards for ask in card.asks] == ["building:effort"]
    assert "doctor" in cards[0].sentences[0]
    assert build_today_plan(plan.source(), ALL).lines == ()
    plan.answer("building:effort", worse="no")
    assert len(courses_of(plan.source())) == 1


def test_steps_follow_what_was_typed_and_done(plan: RealPlan, clock: Clock) -> None:
    stepped(plan)
    assert plan.card("building:").sentences[0].startswith("This week: 10 minutes a day.")
    for day in range(7):
        if day != 2:
            plan.answer("building:done")
        clock.forward(days=1)
    assert plan.card("building:").sentences[0].startswith("This week: 11 minutes a day.")
    plan.answer("building:done")
    (line,) = build_today_plan(plan.source(), ("building",)).lines
    assert (line.name, line.value) == ("walking: 11 minutes", "Done today")
    assert [ask.key.rpartition(":")[0] for ask in line.asks] == ["building:rest"]


def test_a_week_that_was_not_done_often_comes_again_in_friendly_words(plan: RealPlan, clock: Clock) -> None:
    stepped(plan)
    for day in range(7):
        plan.answer("building:done" if day < 4 else "building:rest")
        clock.forward(days=1)
    card = plan.card("building:")
    assert card.sentences[1:] == ("The same amount again this week.",)


def test_a_number_in_a_form_is_written_as_the_language_does(plan: RealPlan) -> None:
    stepped(plan)
    asked, dutch = plan.ask("building:steps"), load_library(resources(), "nl")
    written = {field.key: field.text for field in form_fields(asked, dutch)}
    assert (written["0.start"], written["0.step"], written["0.goal"]) == ("9,6", "1,2", "20")
    (filled,) = fill_in(asked, written, replace(plan.source(), library=dutch))
    assert filled.data is not None
    assert (filled.data["start"], filled.data["step"]) == (9.6, 1.2)


def test_typed_steps_are_checked(plan: RealPlan) -> None:
    begun(plan, ("12", "15"))
    assert all("steps" not in ask.key for ask in plan.card("building:").asks)
    plan.answer("building:trial", day="10-10-2026", trial="9")
    typed: dict[str, Any] = {"start": "9.6", "step": "1.2", "goal": "20", "begins": "22-11-2026"}

    def steps(**other: str) -> Callable[[], None]:
        return lambda: plan.answer("building:steps", **{**typed, **other})

    assert refused(steps(goal="8")) is Reason.GOAL_BELOW_START
    assert refused(steps(step="12")) is Reason.STEP_TOO_LARGE
    assert refused(steps(step="3")) is Reason.STEP_LARGE
    assert refused(steps(start="16")) is Reason.START_LARGE, "a mistyped start is not found out on Today"
    assert refused(steps(start="")) is Reason.START_MISSING
    assert refused(steps(begins="2026")) is Reason.FIELD_NOT_A_DAY
    assert refused(steps(begins="soon")) is Reason.FIELD_NOT_A_DAY
    plan.answer("building:steps", is_sure=True, **{**typed, "step": "3"})
    assert plan.card("building:").picture is not None


def test_trial_days_of_nothing_or_of_tomorrow_are_refused(plan: RealPlan) -> None:
    begun(plan, ("0", "0", "0"))
    assert all("steps" not in ask.key for ask in plan.card("building:").asks)
    assert refused(lambda: plan.answer("building:trial", day="23-11-2026", trial="5")) is Reason.FUTURE_DAY


def test_steps_that_begin_in_the_past_are_replayed(plan: RealPlan) -> None:
    stepped(plan, days_ago=21)
    (course,) = courses_of(plan.source())
    assert [week.shown for week in course.weeks] == [10, 10, 10, 10]


def test_stopping_is_one_click_and_what_was_done_is_kept(plan: RealPlan, journal: Journal) -> None:
    stepped(plan)
    plan.answer("building:done")
    plan.answer("building:stop")
    assert courses_of(plan.source()) == ()
    assert len(journal.records("building_day")) == 6


def test_a_hard_day_shows_the_plan_for_it_and_nothing_else(plan: RealPlan, journal: Journal) -> None:
    stepped(plan)
    plan.answer("harder:write", words_2="a warm shower")
    journal.set_kind(TODAY, DayKind.HARD)
    found = build_today_plan(plan.source(), ALL)
    assert found.lines == ()
    assert plan.cards()[0].key == "harder"
    card = plan.card("building:")
    assert card.sentences == ("A hard day: nothing is needed today.",)
    assert not {"building:done", "building:rest"} & {ask.key.rpartition(":")[0] for ask in card.asks}
    assert [(line.name, line.words) for line in found.harder] == [("This helps", "a warm shower")]
    journal.set_kinds([TODAY - timedelta(days=day) for day in range(3)], DayKind.HARD)
    journal.set_kind(TODAY, DayKind.ORDINARY)
    assert build_today_plan(plan.source(), ALL).see == ""
    journal.set_kind(TODAY - timedelta(days=3), DayKind.HARD)
    assert build_today_plan(plan.source(), ALL).see


# ------------------------------------------------------------------ harder times, people


def test_the_plan_for_a_harder_time_is_one_form_and_one_change(plan: RealPlan, journal: Journal) -> None:
    plan.answer("people:add", name="Robin", role="sister", harder="yes")
    plan.answer("people:add", name="Sam", role="dentist", harder="no")
    plan.answer("harder:write", words_1="sit down", words_4="hoovering")
    lines = plan.card("harder").lines
    assert [line.words for line in lines] == ["sit down", "hoovering", "Robin · sister"]
    plan.answer("harder:write", words_1="sit down with tea")
    assert [line.words for line in plan.card("harder").lines] == ["sit down with tea", "Robin · sister"]
    journal.history.undo()
    assert [line.words for line in plan.card("harder").lines] == ["sit down", "hoovering", "Robin · sister"]


def test_who_gets_more_ill_after_effort_rests_first(plan: RealPlan) -> None:
    plan.answer("building:effort", worse="yes")
    plan.answer("harder:write", words_3="up at eight")
    assert plan.card("harder").lines[0].name == "Rest first. What I keep doing, in small form"


# ------------------------------------------------------------------ expectations


def test_an_expectation_is_asked_the_day_after_without_showing_it(plan: RealPlan, clock: Clock) -> None:
    plan.answer("expected:add", what="shopping", expected="7", day="22-11-2026")
    (line,) = plan.card("expected").lines
    assert (line.name, line.words, line.value, line.asks) == ("shopping", "22 November 2026", "", ())
    clock.forward(days=1)
    (line,) = plan.card("expected").lines
    assert (line.name, line.words) == ("shopping", "22 November 2026")
    assert set(plan.ask("expected:answer").parts[0].fields) == {"happened", "noticed"}
    plan.answer("expected:answer", happened="4")
    assert plan.card("expected").sentences == ("Of 1 time: 0 about as you expected, 1 milder, 0 harder.",)


def test_what_was_not_done_or_not_told_is_not_counted(plan: RealPlan, clock: Clock) -> None:
    for what in ("shopping", "party"):
        plan.answer("expected:add", what=what, expected="7", day="22-11-2026")
    clock.forward(days=1)
    plan.answer("expected:left")
    clock.forward(days=3)
    card = plan.card("expected")
    assert (card.lines, card.sentences, card.picture) == ((), (), None)


def test_the_book_leans_to_neither_side(plan: RealPlan, journal: Journal) -> None:
    for expected, happened, said in ((7, 4, "milder than you thought"), (4, 7, "harder than you hoped")):
        for record in journal.records("expectation"):
            journal.remove_record(record)
        for day in range(1, 9):
            when = (TODAY - timedelta(days=day)).isoformat()
            journal.add_record(
                "expectation", {"what": "walk", "day": when, "expected": expected, "happened": happened}
            )
        card = plan.card("expected")
        assert said in card.sentences[1]
        assert card.sure


# ------------------------------------------------------------------ questionnaires


def test_a_total_is_shown_with_all_its_decimals(plan: RealPlan) -> None:
    plan.answer("scores:add", questionnaire="CSI", day="1-11-2026", score="52.25")
    (line,) = plan.card("scores").lines
    assert line.value == "52.25"
    assert line.weeks is not None
    assert "52.25" in line.weeks.words


def test_three_questions_are_added_up_and_totals_drawn_without_a_verdict(plan: RealPlan, journal: Journal) -> None:
    plan.answer("scores:peg", pain="6", enjoyment="5", activity="6")
    plan.answer("scores:add", questionnaire="CSI", day="1-11-2026", score="52")
    card = plan.card("scores")
    assert [line.weeks.has_top for line in card.lines if line.weeks] == [True, False], (
        "nobody told the most of a CSI"
    )
    assert [(line.name, line.value) for line in card.lines] == [("PEG", "5.7"), ("CSI", "52")]
    plan.answer("scores:add", questionnaire="CSI", day="2-10-2026", score="50")
    drawn = plan.card("scores").lines[-1].weeks
    assert drawn is not None
    assert drawn.places[1] - drawn.places[0] == 30, "where their days are"
    assert refused(lambda: plan.answer("scores:peg", pain="6", enjoyment="5")) is Reason.FIELD_MISSING
    later: dict[str, Any] = {"questionnaire": "CSI", "day": "23-11-2026", "score": "40"}
    assert refused(lambda: plan.answer("scores:add", **later)) is Reason.FUTURE_DAY
    journal.add_record("questionnaire_result", {"questionnaire": "old", "day": None, "score": None})
    assert len(plan.card("scores").lines) == 2


# ------------------------------------------------------------------ even days, getting up, breathing


def test_busy_and_quiet_days_are_told_in_own_numbers(plan: RealPlan, journal: Journal) -> None:
    assert plan.card("even").picture is None
    loads = [60, 80, 70, 65, 75, 90, 150, 20, 30, 70, 80, 60, 75, 160, 160, 25, 30, 60, 70, 85, 80, 75, 140, 70]
    days = [a_day(back, activities=[Activity("walk", load // 5, 5)]) for back, load in enumerate(loads[::-1], 1)]
    journal.import_days(days)
    card = plan.card("even")
    assert card.sentences[1] == "2 of your busier times were followed by a very quiet day."
    assert card.picture is not None


def test_a_day_of_no_activities_is_the_quietest_of_all(plan: RealPlan, journal: Journal) -> None:
    loads = [70, 80, 70, 65, 75, 90, 150, 0, 70, 70, 80, 60, 75, 70]
    for back, load in enumerate(loads[::-1], 1):
        day = journal.today - timedelta(days=back)
        if load:
            journal.set_activities(day, [Activity("walk", load // 5, 5)])
        else:
            journal.set_no_activities(day)
    assert plan.card("even").sentences[1] == "1 of your busier times was followed by a very quiet day."


def test_getting_up_is_told_around_the_chosen_moment(plan: RealPlan, journal: Journal) -> None:
    moments = (420, 435, 410, 420, 510, 540, 425)
    journal.import_days([a_day(back, got_up=moment) for back, moment in enumerate(moments)])
    assert plan.card("rising").sentences[0] == "Your usual moment: 07:05."
    plan.answer("rising:set", rise="7.15", wind_down="a book")
    assert plan.card("rising").sentences == (
        "Chosen: 07:15",
        "Winding down: a book",
        "5 of 7 mornings within half an hour of 07:15.",
    )
    assert refused(lambda: plan.answer("rising:set", rise="early")) is Reason.NOT_A_TIME


def test_a_pace_outside_its_range_is_refused_or_not_used(plan: RealPlan, journal: Journal) -> None:
    typed: dict[str, Any] = {"shape": "circle", "breaths": "60", "out": "1,5", "minutes": "3"}
    assert refused(lambda: plan.answer("breathing:change", **typed)) is Reason.FIELD_OUT_OF_RANGE
    journal.add_record("breathing", {"shape": "x", "breaths": 60, "out": 9, "minutes": 900})
    assert "6 breaths a minute · 3 minutes" in plan.card("breathing").aside


# ------------------------------------------------------------------ all states


def test_what_older_versions_kept_is_shown(plan: RealPlan, journal: Journal) -> None:
    old: dict[str, dict[str, Any]] = {
        "goal": {"text": "cook", "first_day": "2024-03-01", "last_day": None},
        "plan_step": {"goal": 4, "text": "walk", "amount": 10.0, "unit": "min", "done_on": "2024-03-02"},
        "experiment": {"text": "no screen", "item": "sleep", "first_day": "2024-03-01", "last_day": "2024-03-14"},
        "questionnaire_result": {"day": "2024-03-01", "questionnaire": "CSI", "score": 52.0, "answers": None},
    }
    for register, data in old.items():
        journal.add_record(register, data)
        shown = build_register(plan.library.register(register), journal.records(register), plan.library)
        assert shown.lines[0].name
    assert plan.card("goals").lines[0].name == "cook"
    assert plan.card("scores").lines[0].value == "52"


def test_records_of_other_programs_never_stop_a_card(plan: RealPlan, journal: Journal) -> None:
    stray = (None, "", "2026", "x" * 3000, -1, 1e9, True, [1], {"a": 1})
    for value in stray:
        plan.answer("building:effort", worse="no")
        journal.add_record("goal", {"text": value, "first_day": value})
        journal.add_record("goal_week", {"goal": value, "week": value, "able": value, "of": value})
        journal.add_record(
            "building", {"what": value, "unit": value, "start": value, "step": value, "begins": "2026-11-01"}
        )
        journal.add_record(
            "building_day", {"what": value, "day": value, "mark": value, "of": value, "trial": value}
        )
        journal.add_record("expectation", {"what": value, "day": value, "expected": value, "happened": value})
        journal.add_record("questionnaire_result", {"questionnaire": value, "day": value, "score": value})
        journal.add_record("harder_plan", {"part": value, "words": value})
        journal.add_record("contact", {"name": value, "harder": value})
        journal.add_record("phase", {"phase": value})
    assert plan.cards()
    build_today_plan(plan.source(), ALL)


def test_days_of_hard_weeks_are_read_once(plan: RealPlan, journal: Journal) -> None:
    """A day boundary or a zone that changes leaves a week its seven dates."""
    stepped(plan, days_ago=13)
    journal.import_days(
        [a_day(day, zone="America/New_York" if day < 5 else "Europe/Amsterdam") for day in range(14)]
    )
    (course,) = courses_of(plan.source())
    assert [week.first for week in course.weeks] == [TODAY - timedelta(days=13), TODAY - timedelta(days=6)]
