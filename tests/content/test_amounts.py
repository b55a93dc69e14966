"""Numbers are rounded once, in one way, and agree with what stands beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.content.amounts import MINUS, Amount, AmountWords, filled_words, often_words, range_words
from diary.content.language import rounded
from diary.content.library import Library

shown = st.floats(0, 99)


@pytest.mark.parametrize(
    ("value", "decimals", "seen"),
    [(402.5, 0, 403), (6.25, 1, 6.3), (6.7083333333 * 60, 0, 403), (-0.04, 1, 0), (-2.5, 0, -3), (0.125, 2, 0.13)],
)
def test_halves_go_away_from_zero_however_they_were_computed(value: float, decimals: int, seen: float) -> None:
    assert rounded(value, decimals) == seen


def test_the_same_two_nights_are_as_long_in_hours_as_in_minutes(english: Library) -> None:
    for minutes in (402.5, 403.5, 30.5):
        hours = minutes / 60
        assert english.language.duration(hours * 60) == english.language.duration(minutes)


@pytest.mark.parametrize("amount", [Amount.POINTS, Amount.NUMBER])
@given(before=shown, after=shown)
def test_a_difference_is_that_of_the_numbers_beside_it(
    english: Library, amount: Amount, before: float, after: float
) -> None:
    words = AmountWords(english.language, amount)
    first, then = (float(words.mean(value)) for value in (before, after))
    found = words.between(before, after).replace(MINUS, "-").replace("+", "")
    assert float(found) == pytest.approx(then - first, abs=1e-9)


def test_six_and_a_half_then_six_and_a_fifth_is_three_tenths_less(english: Library) -> None:
    assert AmountWords(english.language, Amount.POINTS).between(6.5449, 6.15) == f"{MINUS}0.3"


def test_what_happened_at_all_is_never_none_and_what_did_not_always_is_never_all(english: Library) -> None:
    language = english.language
    assert [language.percent(share) for share in (0, 0.001, 0.4, 0.999, 1)] == [
        "0 %", "under 1 %", "40 %", "99 %", "100 %",
    ]  # fmt: skip
    assert [language.ends(*ends) for ends in ((0, 10), (0.5, 3.5), (0, 2e6))] == ["0–10", "0.5–3.5", "0–2,000,000"]
    assert language.duration(0.3) == "under\u00a01\u00a0min"
    assert often_words(language, 1, 1) == "1 of 1 day"
    assert often_words(language, 7, 7) == "100 %"


def test_numbers_that_are_shown_whole_differ_by_whole_numbers(english: Library) -> None:
    words = AmountWords(english.language, Amount.NUMBER)
    assert words.between(6574.6, 6529.1) == f"{MINUS}46"
    assert words.between(6.5, 6.2) == f"{MINUS}0.3"
    assert range_words(words, -300.4, 45.3, 6574.6, 6529.1).replace("\u00a0", " ") == f"{MINUS}300 to +45"


def test_all_days_filled_in_are_said_as_all(english: Library, dutch: Library) -> None:
    said = [filled_words(english.language, *days) for days in ((18, 28), (28, 28), (1, 1), (0, 1))]
    assert said == ["18 of 28 days filled in", "All 28 days filled in", "1 day filled in", "0 of 1 day filled in"]
    assert filled_words(dutch.language, 1, 1) == "1 dag ingevuld"
    assert filled_words(dutch.language, 28, 28) == "Alle 28 dagen ingevuld"
