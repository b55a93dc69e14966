"""What Settings says about the form is what the form will be."""

import pytest
from msgspec.structs import replace

from diary.content.library import Library, load_library
from diary.domain.form import Form, PainRhythm
from diary.domain.item import Item, Kind, OwnItem, Preset
from diary.paths import resources
from diary.screens.settings import (
    SECONDS,
    QuestionsState,
    actions_needed,
    build_questions,
    minutes_needed,
    rhythm_words,
    with_own_choice,
    with_switch,
)
from tests.factory import TODAY

OWN = Item("knitting", Kind.FLAG, "own", 0, 1, own=True)


@pytest.fixture
def with_own() -> Library:
    return load_library(resources(), "en", [OwnItem(OWN, {"en": "Knitting"})])


def _names(state: QuestionsState) -> list[str]:
    return [name for card in state.preview for name in card.names]


@pytest.mark.parametrize("preset", Preset)
def test_the_preview_names_exactly_what_is_asked_in_order(english: Library, preset: Preset) -> None:
    form = Form(preset, pain=PainRhythm.DAILY)
    asked = form.asked(english.catalogue, TODAY)
    state = build_questions(form, english)
    assert _names(state) == [english.words.items[item.key].name for item in asked]
    assert state.total.startswith(f"{len(asked)} questions, ")


def test_short_takes_less_than_full_and_both_are_a_few_minutes(english: Library) -> None:
    few, short, full = (
        minutes_needed([item for item in english.catalogue.items if preset in item.presets]) for preset in Preset
    )
    assert few == 1 <= short <= 2 < full <= 4


def test_each_form_tells_how_many_actions_it_takes(english: Library) -> None:
    counts = [actions_needed(Form(preset, pain=PainRhythm.DAILY), english.catalogue) for preset in Preset]
    assert counts[0] == 5
    assert counts == sorted(counts)
    state = build_questions(Form(Preset.ESSENTIALS, pain=PainRhythm.DAILY), english)
    assert state.actions == f"Clicks or typed answers a day: Essentials 5 · Short {counts[1]} · Full {counts[2]}."
    assert state.total == "5 questions, less than half a minute"


def test_every_kind_of_question_takes_some_time() -> None:
    assert set(SECONDS) == set(Kind)
    assert minutes_needed([]) == 1


def test_an_own_choice_begins_with_what_is_asked_now(with_own: Library) -> None:
    short = Form()
    chosen = with_own_choice(short, with_own.catalogue)
    assert chosen.preset is None
    assert "knitting" in chosen.chosen
    assert chosen.asked(with_own.catalogue, TODAY) == short.asked(with_own.catalogue, TODAY)
    assert with_own_choice(chosen, with_own.catalogue) is chosen


def test_one_switch_is_one_question(english: Library) -> None:
    form = with_own_choice(Form(), english.catalogue)
    more = with_switch(form, "rested", is_on=True)
    assert more.chosen - form.chosen == {"rested"}
    assert with_switch(more, "rested", is_on=False) == form
    groups = {group.key: group for group in build_questions(more, english).groups}
    assert [switch.is_on for switch in groups["night"].switches if switch.key == "rested"] == [True]


def test_an_empty_choice_is_said(english: Library) -> None:
    state = build_questions(Form(preset=None), english)
    assert state.preview == ()
    assert "Nothing is asked" in state.total


@pytest.mark.parametrize(
    ("rhythm", "shown"),
    [
        (PainRhythm.DAILY, ["Average pain"]),
        (PainRhythm.THREE_A_WEEK, ["Average pain (three times a week)"]),
        (PainRhythm.WEEKLY, ["Average pain (once a week)"]),
        (PainRhythm.OFF, []),
    ],
)
def test_the_preview_tells_how_often_the_pain_number_is_asked(
    english: Library, rhythm: PainRhythm, shown: list[str]
) -> None:
    names = _names(build_questions(Form(pain=rhythm), english))
    assert [name for name in names if "pain" in name and name != "Pain areas"] == shown


@pytest.mark.parametrize("rhythm", PainRhythm)
def test_every_rhythm_says_its_days(english: Library, rhythm: PainRhythm) -> None:
    assert rhythm_words(rhythm, english.language).endswith(".")


def test_an_archived_own_item_is_neither_asked_nor_offered() -> None:
    library = load_library(resources(), "en", [OwnItem(replace(OWN, archived=True), {"en": "Knitting"})])
    state = build_questions(Form(), library)
    assert "Knitting" not in _names(state)
    assert "own" not in {group.key for group in state.groups}
