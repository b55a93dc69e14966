"""The sentences about a stretch of the diary."""

import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.content.library import Library, load_library
from diary.domain.day import Day
from diary.domain.item import Item, Kind, OwnItem, RiskFactor
from diary.domain.period import Period
from diary.domain.two_periods import compare_halves
from diary.screens.charts import ValueFormat
from diary.screens.compare import USUAL
from diary.screens.look_back import LookBack, Sentence, half_hours, range_words
from diary.screens.trends import build_trends, sentences_of
from tests.factory import TODAY, a_day, a_table

DAYS = 84


def told(days: Iterable[Day], library: Library, length: int = DAYS) -> LookBack:
    days = tuple(days)
    period = Period.ending(TODAY, length)
    table = a_table(days, period, library.catalogue)
    return sentences_of(build_trends(table, library, period, TODAY), library, period)


def a_life(ago: int, **answers: float) -> Day:
    up = 400 + ago % 3 * 5
    areas = {"back_neck_l": 3}
    return a_day(ago, areas=areas, into_bed=1380, got_up=up, sleep_latency=10, awake_in_night=10, **answers)  # type: ignore[arg-type]


def test_three_sentences_say_what_was_usual_where_it_hurt_and_what_changed(english: Library) -> None:
    days = [a_life(ago, stress=(7 if ago >= 42 else 3) + ago % 2) for ago in range(DAYS)]
    found = told(days, english)
    assert [sentence.kind for sentence in found.sentences] == ["usual", "places", "changed"]
    usual, places, changed = found.sentences
    assert usual.words == "On most nights you slept 7 to 7½ hours."
    assert places.words == "Your neck hurt most often."
    assert changed.words == "Since 12 October you had less stress than in the weeks before."
    assert changed.factor is RiskFactor.STRESS
    assert re.search(r"difference −4\.0, from −[\d.]+\sto\s−[\d.]+\. Lower\.", changed.sure)
    assert len(changed.days) == DAYS / 2
    assert found.coverage == "All 84 days filled in"


def test_a_change_is_told_only_where_compare_tells_it(english: Library) -> None:
    for seed in range(6):
        days = [
            a_life(ago, stress=(ago * 7 + seed * 3) % 11, function=5 + (ago < 20 + seed)) for ago in range(DAYS)
        ]
        table = a_table(days, Period.ending(TODAY, DAYS), english.catalogue)
        compared = compare_halves(table, TODAY - timedelta(days=DAYS - 1), USUAL, english.catalogue)
        clear = {key for key, one in compared.items() if one.change is not None and one.change != "same"}
        changed = [sentence for sentence in told(days, english).sentences if sentence.kind == "changed"]
        assert bool(changed) is bool(clear)


def test_of_a_stretch_that_is_past_no_change_is_told_as_if_it_lasted(english: Library, dutch: Library) -> None:
    days = [a_life(ago, stress=(8 if ago >= 142 else 2) + ago % 2) for ago in range(184)]
    period = Period.ending(TODAY, 184)
    past = Period.ending(TODAY - timedelta(days=100), DAYS)
    for library, words in (
        (english, "From 4 July to 14 August 2026 you had less stress than in the weeks before."),
        (dutch, "Van 4 juli tot en met 14 augustus 2026 had je minder stress dan in de weken ervoor."),
    ):
        state = build_trends(a_table(days, period, library.catalogue), library, period, TODAY)
        found = sentences_of(state, library, past).sentences
        assert [sentence.words for sentence in found if sentence.kind == "changed"] == [words]


def test_several_changes_are_one_sentence(dutch: Library) -> None:
    days = [
        a_life(ago, stress=(8 if ago >= 42 else 2) + ago % 2, fatigue=(7 if ago >= 42 else 3) + ago % 3)
        for ago in range(DAYS)
    ]
    changed = next(sentence for sentence in told(days, dutch).sentences if sentence.kind == "changed")
    assert changed.words == "Sinds 12 oktober had je minder stress en was je minder moe dan in de weken ervoor."
    assert changed.series is None, "it is about more than one chart"


def test_the_half_of_a_year_is_compared_with_the_months_before(english: Library, dutch: Library) -> None:
    days = [a_life(ago, stress=(7 if ago >= 180 else 3) + ago % 2) for ago in range(360)]
    for library, words in (
        (english, "Since 27 May you had less stress than in the months before."),
        (dutch, "Sinds 27 mei had je minder stress dan in de maanden ervoor."),
    ):
        assert words in [sentence.words for sentence in told(days, library, 360).sentences]


def test_three_changes_are_a_list(english: Library, dutch: Library) -> None:
    days = [
        a_life(ago, stress=a + ago % 2, fatigue=a + ago % 3, pain_average=a + ago % 2)
        for ago in range(DAYS)
        for a in [7 if ago >= 42 else 3]
    ]
    for library, words in (
        (english, "you had less stress, you were less tired and you had less pain than in the weeks before."),
        (dutch, "had je minder stress, was je minder moe en had je minder pijn dan in de weken ervoor."),
    ):
        changed = next(sentence for sentence in told(days, library).sentences if sentence.kind == "changed")
        assert changed.words.endswith(words)


def test_of_years_and_of_few_days_no_change_is_told(english: Library) -> None:
    years = [a_life(ago, stress=8 if ago >= 250 else 2) for ago in range(500)]
    assert "changed" not in {sentence.kind for sentence in told(years, english, 500).sentences}
    assert told([a_life(ago) for ago in range(5)], english).sentences == ()


def test_less_than_half_of_the_days_is_said(english: Library) -> None:
    found = told([a_life(ago) for ago in range(20)], english)
    assert found.sentences[0].words.startswith("On most nights that were filled in you slept")
    assert "64 days have no answer to this" in found.sentences[0].sure


def test_most_days_are_more_than_half_of_all_days_or_it_says_of_which(english: Library, dutch: Library) -> None:
    days = [a_day(ago, stress=5 if ago < 32 else ago % 10) for ago in range(50)]
    usual = told(days, english).sentences[0]
    assert usual.words.startswith("On most days with an answer your stress was"), "many of 50 days, few of 84"
    assert told(days, dutch).sentences[0].words.startswith("Op de meeste dagen met een antwoord was je stress")
    assert told(days, english, 50).sentences[0].words.startswith("On most days your stress was")


def test_where_all_days_are_alike_no_other_days_are_spoken_of(english: Library) -> None:
    alike = (
        [a_day(ago, stress=5) for ago in range(20)],
        [a_day(ago, into_bed=1380, got_up=420) for ago in range(20)],
    )
    stress, nights = (told(days, english).sentences[0].sure for days in alike)
    assert stress == "Counted: all 20 days with an answer. 64 days have no answer to this."
    assert nights == "Counted: all 20 nights that were filled in. 64 days have no answer to this."


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=1, max_size=40).filter(any),
    st.integers(0, 20),
)
def test_every_usual_sentence_is_true_of_the_answers(
    english: Library, answers: list[int | None], unknown: int
) -> None:
    days = [a_day(ago, stress=float(value)) for ago, value in enumerate(answers) if value is not None]
    length = len(answers) + unknown
    for sentence in told(days, english, length).sentences:
        assert sentence.band is not None
        low, high = sentence.band
        known = [value for value in answers if value is not None]
        inside = [low <= value <= high for value in known]
        assert sum(inside) >= 0.6 * len(known)
        assert len(sentence.days) == sum(inside)
        assert ("with an answer" in sentence.words) is (2 * sum(inside) <= length)
        assert ("other days" in sentence.sure) is not all(inside)


def test_function_is_told_first_and_pain_last(english: Library) -> None:
    days = [a_day(ago, function=6, stress=4, pain_average=5, fatigue=3) for ago in range(40)]
    period = Period.ending(TODAY, DAYS)
    table = a_table(days, period, english.catalogue)
    chosen = ("item.pain_average", "stress", "item.function", "item.fatigue")
    state = build_trends(table, english, period, TODAY, chosen=chosen)
    keys = [sentence.key for sentence in sentences_of(state, english, period).sentences]
    assert keys == ["usual.function", "usual.stress", "usual.fatigue"]


@pytest.mark.parametrize("code", ["english", "dutch"])
def test_every_sentence_carries_its_bold_parts_and_harms_nobody(code: str, request: pytest.FixtureRequest) -> None:
    library: Library = request.getfixturevalue(code)
    days = [a_life(ago, stress=3, function=6, pain_average=5) for ago in range(DAYS)]
    for sentence in told(days, library).sentences:
        assert all(part in sentence.words for part in sentence.strong)
        assert "".join(text for text, _ in sentence.pieces()) == sentence.words
        assert sentence.sure
        assert not re.search(
            r"cause|because|score|trigger|oorzaak|doordat|risico", f"{sentence.words} {sentence.sure}"
        )


def test_a_place_is_not_said_to_be_another_one_of_its_area(english: Library, dutch: Library) -> None:
    days = [a_day(ago, areas={"front_hand_l": 3, **({"front_knee_r": 3} if ago else {})}) for ago in range(20)]
    for library, words in (
        (english, "Your left forearm or hand hurt most often, then your right leg from the knee down."),
        (dutch, "Je linkeronderarm of -hand deed het vaakst pijn, daarna je rechterbeen vanaf de knie."),
    ):
        assert words in [sentence.words for sentence in told(days, library).sentences]


def test_a_name_with_a_comma_is_listed(english: Library) -> None:
    found = told([a_day(ago, areas={"front_forehead_r": 3}) for ago in range(20)], english)
    places = next(sentence for sentence in found.sentences if sentence.kind == "places")
    assert places.words.startswith("What hurt most often: ")


@pytest.mark.parametrize(("hours", "words"), [(6.5, "6½"), (7, "7"), (0.5, "½"), (0, "0"), (6.49, "6½")])
def test_hours_are_written_by_halves(english: Library, hours: float, words: str) -> None:
    assert half_hours(english.language, hours) == words


def test_minutes_are_written_as_durations(english: Library) -> None:
    assert range_words(english.language, ValueFormat.MINUTES, 30, 75).replace("\u00a0", " ") == "30 min to 1 h 15"


@given(st.lists(st.integers(0, 40), min_size=8, max_size=30).filter(any), st.integers(0, 900))
def test_minutes_are_told_as_they_are_counted(english: Library, minutes: list[int], once: int) -> None:
    answers = dict(enumerate([*minutes, once]))
    days = [a_day(ago, awake_in_night=value) for ago, value in answers.items()]
    period = Period.ending(TODAY, len(days))
    table = a_table(days, period, english.catalogue)
    state = build_trends(table, english, period, TODAY, chosen=["item.awake_in_night"])
    for sentence in sentences_of(state, english, period).sentences:
        assert sentence.band is not None
        low, high = sentence.band
        assert low % 5 == high % 5 == 0
        assert range_words(english.language, ValueFormat.MINUTES, low, high) in sentence.words
        assert len(sentence.days) == sum(low <= value <= high for value in answers.values())
        assert "days" not in sentence.words + sentence.sure


def test_what_was_usual_in_some_days_does_not_depend_on_the_others(english: Library) -> None:
    days = [a_day(ago, awake_in_night=20 + ago % 3 * 5, into_bed=1380, got_up=420 + ago % 2) for ago in range(90)]
    typing_error = a_day(300, awake_in_night=900, into_bed=600, got_up=540)
    period, chosen = Period.ending(TODAY, 90), ["item.awake_in_night", "sleep"]
    for more in ([], [typing_error]):
        span = Period.ending(TODAY, 90 + 211 * len(more))
        state = build_trends(a_table([*days, *more], span), english, span, TODAY, chosen=chosen)
        said = [sentence.words for sentence in sentences_of(state, english, period).sentences]
        assert "On most nights you lay awake for 20 to 25\xa0min." in said


@pytest.mark.parametrize("name", ["0 to 1", "Vitamin 0 to 1🙂", "<b>0 to 1", "{range}"])
def test_the_range_is_strong_and_not_the_same_numbers_in_a_name(resources: Path, name: str) -> None:
    own = OwnItem(Item("mine", Kind.SCALE, "own", 0, 10, own=True), {"en": name})
    library = load_library(resources, "en", [own])
    period = Period.ending(TODAY, 40)
    table = a_table([a_day(ago, mine=float(ago % 2)) for ago in range(40)], period, library.catalogue)
    state = build_trends(table, library, period, TODAY, chosen=["item.mine"])
    (usual,) = sentences_of(state, library, period).sentences
    before, strong, after = usual.pieces()
    assert before[0].endswith(f"{name[1:]} ")
    assert (strong, after) == (("0 to 1", True), (" out of 10.", False))


def test_a_sentence_without_bold_parts_is_one_piece() -> None:
    sentence = Sentence("usual.x", "A b.", (), "", days=None)  # type: ignore[arg-type]
    assert list(sentence.pieces()) == [("A b.", False)]
