"""Every refusal has a sentence, and whoever refuses hands over the facts it needs."""

import ast
import string
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from diary.content.decoding import Problem
from diary.content.language import UNKNOWN, Language, load_language
from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Reason, Refusal

CODE = Path(__file__).parents[2] / "diary"
EXAMPLES: dict[str, object] = {
    "item": "stress",
    "fewest": 3,
    "usual": 2.4,
    "low": 0.0,
    "high": 10.0,
    "text": "abc",
    "options": ("none", "much"),
    "topic": "filter",
    "formats": ("csv", "json"),
    "first": date(2026, 11, 22),
    "last": date(2026, 11, 1),
    "day": date(2026, 11, 23),
    "area": "left_knee",
    "longest": 2000,
    "most": 400,
    "shortest": 8,
    "minutes": 1000,
    "limit": 960,
    "awake": 90.0,
    "worst": 3,
    "average": 5,
    "path": Path("my.diary"),
    "option": "--semicolons",
    "name": "DIARY",
    "form": "ITEM=VALUE",
    "lowest": "1",
    "highest": "53",
    "one": "--json",
    "other": Path("other.diary"),
    "journal": Path("my.diary-journal"),
    "column": "date",
    "megabytes": 50,
    "key": "stress",
    "field": "name",
    "file": "content/catalogue.toml",
    "problem": Problem.MISSING,
    "format": "pdf",
    "language": "xx",
    "register": "medicine",
    "block": "nothing",
    "number": 9,
    "rows": 100,
}


def facts_of(language: Language, reason: Reason) -> set[str]:
    """The places of a sentence."""
    if reason is Reason.CONTENT_INVALID:
        return {"file", "problem"}
    return {name for _, name, _, _ in string.Formatter().parse(language.phrase("refusals", reason)) if name}


def sentence(library: Library, reason: Reason, **facts: object) -> str:
    return refusal_sentence(library.language, library.words, Refusal(reason, **facts))


def raised() -> Iterator[tuple[str, Reason, set[str]]]:
    """Every `Refusal(Reason.X, fact=...)` written in the code, as (place, reason, facts)."""
    for path in sorted(CODE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "Refusal(" in text else ():
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            first = node.args[0]
            names = {keyword.arg for keyword in node.keywords}
            if node.func.id != "Refusal" or not isinstance(first, ast.Attribute) or None in names:
                continue
            if isinstance(first.value, ast.Name) and first.value.id == "Reason":
                place = f"{path.relative_to(CODE)}:{node.lineno}"
                yield place, Reason[first.attr], {name for name in names if name}


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence_whose_places_are_its_documented_facts(
    english: Library, reason: Reason
) -> None:
    facts = {fact: EXAMPLES[fact] for fact in facts_of(english.language, reason)}
    marked: dict[str, object] = {fact: f"<{fact}>" for fact in facts_of(english.language, reason)}
    if "problem" in marked:
        marked["problem"] = Problem.MISSING
    shown = refusal_sentence(english.language, None, Refusal(reason, **marked))
    assert all(mark in shown for mark in marked.values() if isinstance(mark, str) and mark.startswith("<"))
    full = sentence(english, reason, **facts)
    assert UNKNOWN not in full
    assert full[0] in string.ascii_uppercase + "“‘" + "0123456789" + "mc"
    assert full.endswith(".")
    assert len(full) < 180


@pytest.mark.parametrize("reason", Reason)
def test_a_fact_that_was_left_out_never_hides_the_reason(english: Library, reason: Reason) -> None:
    assert sentence(english, reason).endswith(".")


def test_nothing_is_worded_that_is_never_refused(resources: Path) -> None:
    worded = tomllib.loads((resources / "phrases" / "refusals.toml").read_text(encoding="utf-8"))
    assert worded.keys() == {reason.value for reason in Reason} - {Reason.CONTENT_INVALID}


def test_a_file_of_sentences_that_cannot_be_used_is_said_in_a_sentence(copied: Path) -> None:
    (copied / "phrases" / "refusals.toml").write_text("unknown_item = ", encoding="utf-8")
    language = load_language("en", copied)
    said = refusal_sentence(language, None, Refusal(Reason.UNKNOWN_ITEM, item="sterss"))
    assert said.startswith("phrases/refusals.toml cannot be used: it is not written as TOML (")


def test_whoever_refuses_hands_over_the_documented_facts(english: Library) -> None:
    """A refusal without any facts is one its caller completes."""
    short = [
        (place, missing)
        for place, reason, facts in raised()
        if facts and (missing := facts_of(english.language, reason) - facts)
    ]
    assert short == []


@pytest.mark.parametrize(
    ("reason", "facts", "expected"),
    [
        (Reason.OUT_OF_RANGE, {"item": "stress", "low": 0, "high": 10}, "“Stress” goes from 0 to 10"),
        (Reason.OUT_OF_RANGE, {"item": "got_up", "low": 0, "high": 1439}, "“Got up” goes from 00:00 to 23:59"),
        (Reason.NOT_A_CHOICE, {"item": "people", "options": ("none", "much")}, "no, a lot"),
        (Reason.NOT_A_CHOICE, {"item": "people", "options": "none, much"}, "none, much"),
        (Reason.FUTURE_DAY, {"day": date(2026, 11, 23)}, "23 November 2026 has not come yet"),
        (
            Reason.NIGHT_TOO_LONG,
            {"item": "got_up", "minutes": 1000, "limit": 960},
            "16\u00a0h\u00a040. More than 16\u00a0h",
        ),
        (Reason.UNKNOWN_ITEM, {"item": "sterss"}, "no item “sterss”"),
        (Reason.UNKNOWN_AREA, {"area": 999}, "no area “999”"),
        (Reason.NOT_A_TIME, {"text": "{braces}"}, "“{braces}” is not a time"),
        (Reason.NOT_A_NUMBER, {"text": "x" * 500}, "x" * 60 + "…"),
        (Reason.FILE_MISSING, {"path": Path("a/{b}.diary")}, "a/{b}.diary"),
        (
            Reason.CONTENT_INVALID,
            {"file": "en/tips.toml", "key": "a", "field": "b", "problem": Problem.TWICE},
            "the same thing twice (a, b)",
        ),
    ],
)
def test_facts_are_shown_as_people_write_them(
    english: Library, reason: Reason, facts: dict[str, object], expected: str
) -> None:
    assert expected in sentence(english, reason, **facts)
