"""Tips are general, short, sourced, and the same in every language."""

import re
from collections import Counter
from pathlib import Path

import pytest

from diary.content.decoding import Problem
from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.content.tips import load_tips
from diary.domain.factors.state import FactorReason
from diary.domain.item import RiskFactor
from diary.domain.refusal import Reason, Refusal

LONGEST = {"title": 50, "fact": 220, "option": 120}
WORDS_A_SENTENCE = 15
LONGEST_SENTENCE = 27


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!:])\s+", text) if part]


def test_every_factor_has_at_least_three_tips_in_both_languages(english: Library, dutch: Library) -> None:
    for library in (english, dutch):
        count = Counter(tip.factor for tip in library.tips)
        assert all(count[factor] >= 3 for factor in RiskFactor)


def test_every_reason_to_look_has_a_tip_that_fits_it(english: Library) -> None:
    told = {reason for tip in english.tips for reason in tip.reasons}
    assert told == {*FactorReason} - {FactorReason.TOO_LITTLE_DATA, FactorReason.QUIET}


def test_both_languages_have_the_same_tips_with_the_same_source(english: Library, dutch: Library) -> None:
    def frame(library: Library) -> list[object]:
        return [(tip.key, tip.factor, tip.reasons, tip.source) for tip in library.tips]

    assert frame(english) == frame(dutch)
    assert all(one.fact != other.fact for one, other in zip(english.tips, dutch.tips, strict=True))


def test_every_source_names_who_and_when(english: Library) -> None:
    for tip in english.tips:
        assert re.search(r"[A-Z]\w+.*\b(19|20)\d\d\b", tip.source), tip.key


def test_tips_are_short(english: Library, dutch: Library) -> None:
    for tip in (*english.tips, *dutch.tips):
        for field, longest in LONGEST.items():
            assert len(getattr(tip, field)) <= longest, (tip.key, field)


def test_an_option_offers_and_never_orders(english: Library, dutch: Library) -> None:
    assert all("ou could" in tip.option for tip in english.tips)
    assert all(re.search(r"\b[Jj]e kunt\b|\bkun je\b", tip.option) for tip in dutch.tips)


def test_dutch_tips_read_easily(dutch: Library) -> None:
    lengths = [
        len(sentence.split())
        for tip in dutch.tips
        for text in (tip.fact, tip.option)
        for sentence in sentences(text)
    ]
    assert sum(lengths) / len(lengths) < WORDS_A_SENTENCE
    assert max(lengths) <= LONGEST_SENTENCE


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ('factor = "sleep"', 'factor = "snoring"', "factor", Problem.NOT_ALLOWED),
        ('reasons = ["short_nights"]', 'reasons = ["full_moon"]', "reasons", Problem.NOT_ALLOWED),
        ('source = "Watson et al., Sleep 2015"', "", "source", Problem.MISSING),
        ('source = "Watson et al., Sleep 2015"', 'source = "x"\nurl = "y"', "url", Problem.UNKNOWN),
    ],
)
def test_a_mistake_in_a_tip_is_named(copied: Path, old: str, new: str, field: str, problem: Problem) -> None:
    path = copied / "content" / "en" / "tips.toml"
    before, block, after = path.read_text(encoding="utf-8").partition("[seven_hours]")
    assert old in after
    path.write_text(before + block + after.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load_tips(copied, "en")
    assert refused.value.reason is Reason.CONTENT_INVALID
    facts = refused.value.facts
    assert [facts[fact] for fact in ("file", "key", "field", "problem")] == [
        "en/tips.toml",
        "seven_hours",
        field,
        problem,
    ]


def test_a_wrong_reason_is_reported_with_those_that_are_right(copied: Path, english: Library) -> None:
    path = copied / "content" / "en" / "tips.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("same_places", "full_moon", 1), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load_tips(copied, "en")
    said = refusal_sentence(english.language, None, refused.value)
    assert "en/tips.toml cannot be used" in said
    assert "(pain_of_its_own, reasons)" in said
    assert all(reason in said for reason in FactorReason)
