"""Everything the look at links can say: what goes together, never why, and calmly."""

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from diary.content.library import Library
from diary.content.link_words import (
    left_out_sentences,
    link_sentence,
    method_sentence,
    numbers_sentence,
    thirds_sentence,
)
from diary.domain.links.link import Factor, Link, LinkPair, LinksReport, LinkState, Outcome, Third

NEVER = re.compile(
    r"\b(caus\w*|trigger\w*|risk\w*|p-value|p =|signific\w*|rank\w*|predict\w*|because|effect|proves|should|must|"
    r"bad|worse|worst|oorzaak|risico|omdat|doordat)\b",
    re.IGNORECASE,
)
FOUND = Link(LinkState.PATTERN, 96, 120, -0.31, -0.48, -0.12, 71.4, Third(32, 340.0, 5.94), Third(32, 470.0, 4.8))
MEASURES = {
    Factor.TIME_ASLEEP: ("time_asleep", "time_in_bed"),
    Factor.SLEEP_QUALITY: ("sleep_quality",),
    Factor.STRESS: ("stress",),
    Factor.ACTIVITY: ("load", "active_minutes"),
    Factor.REST: ("breaks", "relaxation"),
    Factor.CONTACT: ("people",),
}
OUTCOMES = {Outcome.PAIN: "pain_average", Outcome.SPREAD: "areas_today", Outcome.FUNCTION: "function"}
EVERY = [
    LinkPair(factor, outcome, measure, OUTCOMES[outcome], FOUND, FOUND)
    for factor, outcome in product(Factor, Outcome)
    for measure in MEASURES[factor]
]
SLEEP = EVERY[0]


@pytest.fixture(params=["english", "dutch"])
def library(request: pytest.FixtureRequest) -> Library:
    found: Library = request.getfixturevalue(request.param)
    return found


def test_a_pattern_is_reported_as_what_followed_more_often(english: Library) -> None:
    assert link_sentence(english, SLEEP) == (
        "In your diary, shorter nights were more often followed by days with more pain. "
        "This does not prove that one leads to the other: in a harder time, much changes at once."
    )
    other = replace(SLEEP, forward=replace(FOUND, r=0.31))
    assert "shorter nights were more often followed by days with less pain" in link_sentence(english, other)


@pytest.mark.parametrize(
    ("factor", "outcome", "r", "reverse", "words"),
    [
        (
            Factor.STRESS,
            Outcome.PAIN,
            0.3,
            False,
            "with more stress were more often followed by days with more pain",
        ),
        (
            Factor.STRESS,
            Outcome.PAIN,
            -0.3,
            False,
            "with more stress were more often followed by days with less pain",
        ),
        (
            Factor.ACTIVITY,
            Outcome.FUNCTION,
            0.3,
            False,
            "busier days were more often followed by days on which you could do more",
        ),
        (
            Factor.SLEEP_QUALITY,
            Outcome.SPREAD,
            -0.3,
            False,
            "less well were more often followed by days with pain in more places",
        ),
        (
            Factor.TIME_ASLEEP,
            Outcome.PAIN,
            -0.3,
            True,
            "days with more pain were more often followed by shorter nights",
        ),
        (
            Factor.TIME_ASLEEP,
            Outcome.FUNCTION,
            0.3,
            True,
            "of what mattered to you were more often followed by shorter nights",
        ),
        (
            Factor.CONTACT,
            Outcome.FUNCTION,
            -0.3,
            True,
            "were more often followed by days with more time with others",
        ),
    ],
)
def test_sign_and_direction_choose_the_words(
    english: Library, factor: Factor, outcome: Outcome, r: float, reverse: bool, words: str
) -> None:
    link = replace(FOUND, r=r)
    pair = next(pair for pair in EVERY if (pair.factor, pair.outcome) == (factor, outcome))
    assert words in link_sentence(english, replace(pair, forward=link, reverse=link), reverse=reverse)


def test_no_clear_pattern_is_the_usual_result(english: Library) -> None:
    link = replace(FOUND, state=LinkState.NO_CLEAR_PATTERN)
    pair = replace(SLEEP, forward=link, reverse=link)
    assert link_sentence(english, pair) == (
        "No clear pattern in your diary. That is the usual result, and it does not mean that sleep is unimportant."
    )
    assert "no clear pattern" in link_sentence(english, pair, reverse=True)


@pytest.mark.parametrize("pairs", [0, 1, 41])
def test_too_early_says_what_there_is_and_what_is_enough(english: Library, pairs: int) -> None:
    pair = replace(SLEEP, forward=Link(LinkState.TOO_EARLY, pairs, 50))
    sentence = link_sentence(english, pair)
    assert f"{pairs} pair{'' if pairs == 1 else 's'} of days" in sentence
    assert "42" in sentence
    assert thirds_sentence(english, pair) == numbers_sentence(english, pair.forward) == ""


def test_typed_together_says_how_to_make_it_count(english: Library) -> None:
    link = Link(LinkState.TYPED_TOGETHER, 3, 50, together=60)
    night = replace(SLEEP, forward=link, reverse=link)
    assert link_sentence(english, night) == (
        "Too early: 60 nights were typed in one go with the day after them, and one mood then colours both. Type "
        "the night in the morning, then it can be counted."
    )
    assert "Type each day on its own day" in link_sentence(english, night, reverse=True)
    stress = next(pair for pair in EVERY if pair.factor is Factor.STRESS)
    assert "60 times one day and the next" in link_sentence(english, replace(stress, forward=link))


def test_what_was_left_out_is_counted_with_its_reason(english: Library) -> None:
    pair = replace(SLEEP, forward=replace(FOUND, together=12), reverse=FOUND)
    both = left_out_sentences(english, LinksReport((pair,), 36, 1))
    assert "up to 12 pairs of days" in both
    assert "1 day with answers copied" in both
    assert left_out_sentences(english, LinksReport((SLEEP,), 36)) == ""


def test_thirds_are_reported_in_the_persons_units(english: Library) -> None:
    assert thirds_sentence(english, SLEEP) == (
        "After the 32 shortest nights (5\u00a0h\u00a040 asleep on average), pain was 5.9 on average; "
        "after the 32 longest (7\u00a0h\u00a050), 4.8."
    )


def test_numbers_give_the_interval_and_what_the_pairs_are_worth(english: Library) -> None:
    assert numbers_sentence(english, FOUND) == (
        "r = -0.31 (-0.48 to -0.12, an interval for all comparisons together); 96 pairs of days, worth 71 "
        "independent ones."
    )
    assert numbers_sentence(english, replace(FOUND, r=-0.001)).startswith("r = 0.00 ")
    weak = replace(FOUND, state=LinkState.NO_CLEAR_PATTERN, r=-0.08, low=-0.12, high=-0.04)
    assert numbers_sentence(english, weak).endswith("Too weak to be called a pattern (under 0.1).")


@pytest.mark.parametrize("count", [0, 1, 36])
def test_the_method_says_how_many_comparisons_there_were(library: Library, count: int) -> None:
    sentence = method_sentence(library, LinksReport((), count))
    assert str(count) in sentence
    assert not NEVER.search(sentence)


@pytest.mark.parametrize("pair", EVERY, ids=lambda pair: f"{pair.factor_measure}-{pair.outcome_measure}")
def test_everything_is_reported_with_all_places_filled_and_without_a_why(library: Library, pair: LinkPair) -> None:
    for state, r, reverse in product(LinkState, (-0.4, 0.4), (False, True)):
        link = replace(FOUND, state=state, r=r, together=2)
        told = replace(pair, forward=link, reverse=link)
        for sentence in (
            link_sentence(library, told, reverse=reverse),
            thirds_sentence(library, told, reverse=reverse),
            numbers_sentence(library, link),
        ):
            assert sentence[0].isupper() or sentence.startswith("r = ")
            assert sentence.endswith(".")
            assert not re.search(r"[{}]|nan", sentence)
            assert not NEVER.search(sentence)


def test_every_measure_that_can_be_compared_has_words(resources: Path) -> None:
    worded = tomllib.loads((resources / "phrases" / "links.toml").read_text(encoding="utf-8"))
    measures = {pair.factor_measure for pair in EVERY} | set(OUTCOMES.values())
    assert worded.keys() == measures | {"subjects", "said", "headlines", "states"}
    assert set(worded["subjects"]) == {factor.value for factor in Factor}
