"""Everything the look at the factors can say has a calm sentence, in every language, with all places filled."""

import re
import tomllib
from pathlib import Path

import pytest

from diary.content.library import Library
from diary.content.reasons import level_name, reason_sentence
from diary.domain.factors.look import look_at_factors
from diary.domain.factors.state import FactorReason, FactorState, Level
from diary.domain.item import RiskFactor
from tests.domain.factors.diaries import CASES, EMPTY, FACTOR_OF, LONG_AGO, diary, nights
from tests.factory import TODAY, a_table

NOT_OURS = re.compile(
    r"\b(caus|trigger|risk|damag|worn|wear|broken|sever|diagnos|too (little|few|much) (sleep|movement)|should|must"
    r"|streak|fail|bad|poor|warning|oorzaak|risico|schade|beschadig|slijtage|kapot|ernstig|moet)",
    re.IGNORECASE,
)


@pytest.fixture(params=["english", "dutch"])
def library(request: pytest.FixtureRequest) -> Library:
    found: Library = request.getfixturevalue(request.param)
    return found


def told(reason: FactorReason) -> FactorState:
    states = look_at_factors(a_table(CASES[reason]), TODAY, LONG_AGO)
    return next(state for state in states if state.factor is FACTOR_OF[reason])


def test_every_reason_has_a_sentence(resources: Path) -> None:
    worded = tomllib.loads((resources / "phrases" / "reasons.toml").read_text(encoding="utf-8"))
    assert worded.keys() == {reason.value for reason in FactorReason} | {"levels"}


@pytest.mark.parametrize("reason", CASES)
def test_a_sentence_fills_its_places_and_frightens_nobody(library: Library, reason: FactorReason) -> None:
    sentence = reason_sentence(library, told(reason))
    assert re.search(r"\d", sentence)
    assert "{" not in sentence
    assert "nan" not in sentence
    assert not NOT_OURS.search(sentence)
    assert sentence.endswith(".")


@pytest.mark.parametrize("factor", RiskFactor)
@pytest.mark.parametrize("level", [Level.QUIET, Level.TOO_LITTLE_DATA])
@pytest.mark.parametrize("usable", [0, 1, 5])
def test_quiet_and_too_little_data_are_reported_for_every_factor(
    library: Library, factor: RiskFactor, level: Level, usable: int
) -> None:
    state = FactorState(factor, level, level.value, numbers={"usable": usable, "needed": 7, "window": 14})
    sentence = reason_sentence(library, state)
    assert "14" in sentence
    assert not NOT_OURS.search(sentence)


def test_an_empty_diary_shows_what_is_missing_without_a_reproach(english: Library) -> None:
    sentences = {reason_sentence(english, state) for state in look_at_factors(EMPTY, TODAY)}
    assert "There are no notes about this to look at from the last 14 days." in sentences


def test_counts_come_first_in_the_persons_own_numbers(english: Library) -> None:
    assert reason_sentence(english, told(FactorReason.SHORT_NIGHTS)) == (
        "7 of 7 noted nights in the last 7 days were under 7\u00a0h. You slept 6\u00a0h on average."
    )
    assert reason_sentence(english, told(FactorReason.SAME_PLACES)) == (
        "Your neck hurt every time you filled in the body map in the last 28 days (10 of 10)."
    )
    assert reason_sentence(english, told(FactorReason.FEW_ACTIVE_MINUTES)) == (
        "You noted 140 and 140 active minutes in the last two full weeks."
    )


def test_a_mean_that_is_an_upper_bound_says_so(english: Library) -> None:
    table = a_table(diary(into_bed=[60.0] * 5, got_up=[420.0] * 5, sleep_latency=[0.0] * 5))
    assert reason_sentence(english, look_at_factors(table, TODAY)[1]).endswith(
        "You slept at most 6\u00a0h on average."
    )


def test_earlier_weekends_are_reported_as_earlier(english: Library) -> None:
    table = a_table(nights(([0.0] * 5 + [1380.0, 1380.0]) * 2))
    assert "1\u00a0h earlier" in reason_sentence(english, look_at_factors(table, TODAY)[1])


def test_levels_have_names(library: Library) -> None:
    names = {level_name(library.language, level) for level in Level}
    assert len(names) == len(Level)
