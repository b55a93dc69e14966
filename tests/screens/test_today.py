"""The state of the Today page: cards from the catalogue, the night in words, late answers marked."""

from collections.abc import Mapping
from datetime import UTC, timedelta

import pytest
from msgspec.structs import replace

from diary.content.library import Library
from diary.domain.day import Activity, Answer, Day, DayKind, Moment, MomentKind
from diary.domain.form import Form, PainRhythm
from diary.domain.item import Catalogue, Item, Kind, Preset
from diary.domain.plan.phase import ORDERS
from diary.domain.sleep import night_of
from diary.screens.today import CardShortcut, DayVisit, TodayState, build_today, night_sentence
from tests.factory import NOW, TODAY, ZONE, a_day

SHORT = [
    ["function", "activities"],
    ["breaks", "people"],
    ["stress", "worried_damage", "skipped_fear"],
    ["body_map", "fatigue"],
    ["into_bed", "sleep_latency", "awake_in_night", "got_up", "sleep_quality"],
    ["pain_average"],
    ["moments"],
    ["note", "good_thing"],
]

SHORT_FORM = Form()
NO_VISIT = DayVisit()


def _answered(answers: Mapping[str, float]) -> Day:
    at = NOW.astimezone(UTC)
    return Day(TODAY, ZONE, answers={item: Answer(value, at) for item, value in answers.items()})


def _built(
    library: Library,
    day: Day | None = None,
    before: Day | None = None,
    form: Form = SHORT_FORM,
    visit: DayVisit = NO_VISIT,
) -> TodayState:
    return build_today(day or a_day(), before or a_day(1), library, form, TODAY, NOW, visit=visit)


def _keys(state: TodayState) -> set[str]:
    return {field.item.key for field in state.fields}


def test_the_short_form_shows_its_items_in_the_order_of_the_evening(english: Library) -> None:
    assert [[field.item.key for field in card.fields] for card in _built(english).cards] == SHORT


def test_pain_is_asked_after_all_other_scales(english: Library) -> None:
    scales = [field.item.key for field in _built(english).fields if field.item.kind is Kind.SCALE]
    assert scales[-1] == "pain_average"


def test_the_full_form_asks_more_and_keeps_the_order(english: Library) -> None:
    form = Form(Preset.FULL, pain=PainRhythm.DAILY)
    keys = [field.item.key for field in _built(english, a_day(1), form=form).fields]
    assert [item.key for item in english.catalogue.items if Preset.FULL in item.presets] == keys


def test_a_person_s_own_choice_is_what_is_asked(english: Library) -> None:
    form = Form(None, frozenset({"stress", "note"}))
    assert _keys(_built(english, form=form)) == {"stress", "note"}


def test_what_was_answered_stays_in_sight_whatever_the_form_asks(english: Library) -> None:
    form = Form(None, frozenset({"stress"}), PainRhythm.OFF)
    day = a_day(tension=3, pain_average=4, activities=[Activity("Walking", 30)], notes={"note": "rain"})
    assert _keys(_built(english, day, form=form)) == {"stress", "tension", "pain_average", "activities", "note"}


def test_the_pain_number_follows_its_rhythm(english: Library) -> None:
    sunday, saturday = _built(english), _built(english, a_day(1))
    assert "pain_average" in _keys(sunday)
    assert "pain_average" not in _keys(saturday)
    line = next(card for card in saturday.cards if card.key == "pain")
    assert (line.fields, line.aside, line.offer) == (
        (),
        "The pain number is not asked on this day.",
        CardShortcut.ASK_ANYWAY,
    )


def test_the_pain_number_can_be_given_anyway(english: Library) -> None:
    assert "pain_average" in _keys(_built(english, a_day(1), visit=DayVisit(frozenset({"pain"}))))


def test_the_pain_card_offers_to_be_asked_no_more(english: Library) -> None:
    offers = {card.key: card.offer for card in _built(english).cards if card.offer}
    assert offers == {"pain": CardShortcut.STOP_ASKING}


def test_turning_the_pain_number_off_is_answered_warmly_once(english: Library) -> None:
    off = Form(pain=PainRhythm.OFF)
    assert "pain" not in {card.key for card in _built(english, form=off).cards}
    thanked = _built(english, form=off, visit=DayVisit(stopped=True))
    line = next(card for card in thanked.cards if card.key == "pain")
    assert line.fields == ()
    assert "good choice" in line.aside
    assert "Settings" in line.aside


def test_a_person_s_own_item_is_always_shown(english: Library) -> None:
    own = Item("own_stairs", Kind.COUNT, "own", 0, 50, own=True)
    catalogue = Catalogue(english.catalogue.cards, (*english.catalogue.items, own))
    assert "own_stairs" in {field.item.key for field in _built(replace(english, catalogue=catalogue)).fields}


def test_not_answered_is_nothing_and_zero_is_an_answer(english: Library) -> None:
    values = {field.item.key: field.value for field in _built(english, a_day(stress=0)).fields}
    assert values["stress"] == 0
    assert values["function"] is None


def test_answers_typed_days_later_are_marked(english: Library) -> None:
    late = _built(english, a_day(9, typed_after_days=6, stress=3))
    assert {field.item.key for field in late.fields if field.late} == {"stress"}


def test_the_future_cannot_be_gone_to(english: Library) -> None:
    assert _built(english).following is None
    assert _built(english, a_day(3)).following == TODAY - timedelta(days=2)


@pytest.mark.parametrize(("days", "words"), [(0, "Today"), (1, "Yesterday"), (2, "2 days ago")])
def test_the_day_is_placed_in_words(english: Library, days: int, words: str) -> None:
    assert _built(english, a_day(days)).when == words


def test_yesterday_s_map_is_offered_only_when_it_was_filled_in(english: Library) -> None:
    assert _built(english).areas_before is None
    assert _built(english, before=a_day(1, areas={})).areas_before == {}
    assert _built(english, before=a_day(1, areas={"front_knee_l": 5})).areas_before == {"front_knee_l": 5}


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, ""),
        ({"into_bed": 1380}, ""),
        ({"into_bed": 1380, "got_up": 420}, "8\u00a0h in bed"),
        ({"into_bed": 1380, "got_up": 420, "sleep_latency": 20}, "at most 7\u00a0h\u00a040 asleep"),
        (
            {"into_bed": 1380, "got_up": 420, "sleep_latency": 20, "awake_in_night": 60},
            "6\u00a0h\u00a040 asleep · 83 % of the time in bed",
        ),
        ({"into_bed": 60, "got_up": 120}, "1\u00a0h in bed · Is that right?"),
        ({"into_bed": 600, "got_up": 540}, ""),
    ],
)
def test_the_night_is_read_out(english: Library, answers: dict[str, float], sentence: str) -> None:
    assert night_sentence(night_of(_answered(answers)), english.language) == sentence


def test_only_the_night_s_card_has_a_read_out(english: Library) -> None:
    state = _built(english, a_day(into_bed=1380, got_up=420))
    assert [card.key for card in state.cards if card.remark] == ["night"]


SAID: tuple[Day, ...] = (
    a_day(),
    a_day(stress=3),
    a_day(stress=3, tension=2, pain_average=4),
    a_day(into_bed=1380, got_up=420),
    a_day(areas={}, tender={"front_knee_r"}),
    a_day(areas={"front_knee_r": 5}),
    a_day(activities=[Activity("Walking", 30)], moments=[Moment(MomentKind.FLARE)], notes={"note": "rain"}),
    a_day(typed_after_days=6, stress=3),
    a_day(kind=DayKind.HARD, zone="Pacific/Auckland", into_bed=1380, got_up=420),
)


@pytest.mark.parametrize("known", SAID)
@pytest.mark.parametrize("before", [a_day(1), a_day(1, stress=2, activities=[Activity("Cooking", 20)])])
def test_a_state_made_from_the_one_before_is_as_one_made_anew(english: Library, known: Day, before: Day) -> None:
    visit = DayVisit(frozenset({"pain"}), frozenset({"note"}))
    for day in SAID:
        for form in (SHORT_FORM, Form(None, frozenset({"stress"}), PainRhythm.OFF)):
            old = build_today(known, a_day(1), english, SHORT_FORM, TODAY, NOW)
            new = build_today(day, before, english, form, TODAY, NOW, visit=visit, known=old)
            assert new == build_today(day, before, english, form, TODAY, NOW, visit=visit)


def test_after_one_answer_every_other_card_is_the_one_that_was_there(english: Library) -> None:
    old = _built(english, a_day(stress=3))
    new = build_today(a_day(stress=4), a_day(1), english, SHORT_FORM, TODAY, NOW, known=old)
    assert [card.key for card, was in zip(new.cards, old.cards, strict=True) if card is not was] == ["stress"]
    anew = [field.item.key for field, was in zip(new.fields, old.fields, strict=True) if field is not was]
    assert anew == ["stress"]


LIFE = ORDERS["life"]


def test_in_my_life_again_function_stands_first_and_the_pain_number_unfolds(english: Library) -> None:
    def built(day: Day | None = None, *anyway: str) -> TodayState:
        return _built(english, day, visit=DayVisit(anyway=frozenset(anyway), order=LIFE))

    state = built()
    assert state.cards[0].key == "doing"
    pain = next(card for card in state.cards if card.key == "pain")
    assert pain.fields == ()
    assert pain.aside == "The pain number is folded away: what you can do comes first now."
    assert pain.offer is CardShortcut.ASK_ANYWAY
    assert "pain_average" in _keys(built(None, "pain"))
    assert "pain_average" in _keys(built(a_day(pain_average=4))), "an answer is never hidden"


def test_another_phase_builds_the_same_day_anew(english: Library) -> None:
    known = _built(english)
    visit = DayVisit(order=LIFE)
    state = build_today(a_day(), a_day(1), english, SHORT_FORM, TODAY, NOW, visit=visit, known=known)
    assert "pain_average" not in _keys(state)
