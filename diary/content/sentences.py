"""Writes one clear sentence for every refusal: what is the matter, and what to do about it.

The sentences are declared in `resources/phrases/refusals.toml`; the facts of a refusal fill their places. A
missing fact is shown as an ellipsis, so that reporting a refusal never fails itself.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from diary.content.decoding import Problem
from diary.content.language import UNKNOWN, Language, in_one_line
from diary.content.words import Words
from diary.domain.item import MINUTES_A_DAY
from diary.domain.refusal import Reason, Refusal

REFUSALS = "refusals"
BESIDE = "beside_field"
"""The file of phrases with what is said beside a field."""
LONGEST_QUOTE = 60


def refusal_sentence(language: Language, words: Words | None, refusal: Refusal, table: str = REFUSALS) -> str:
    """Write the sentence for the person, in their language. With `words`, items and areas go by their names.
    `table` is a file of phrases with other words for some reasons."""
    try:
        other = language.phrases(table).get(refusal.reason) if table != REFUSALS else None
        sentence = other or _pattern(language, refusal.reason)
    except Refusal as mistake:
        return refusal_sentence(language, words, mistake)
    facts = {fact: _shown(language, words, refusal, fact) for fact in refusal.facts}
    return sentence.format_map(defaultdict(lambda: UNKNOWN, facts))


def _pattern(language: Language, reason: Reason) -> str:
    if reason is Reason.CONTENT_INVALID:  # which a content file cannot say about itself
        return language.t("{file} cannot be used: {problem}. Correct it, or install the program again.")
    return language.phrase(REFUSALS, reason)


def _problems(language: Language) -> Mapping[Problem, str]:
    t = language.t
    return {
        Problem.NO_FILE: t("the file is missing or cannot be read"),
        Problem.NOT_TOML: t("it is not written as TOML"),
        Problem.UNKNOWN: t("a name nobody knows"),
        Problem.MISSING: t("something is missing"),
        Problem.NO_LIST: t("a list in square brackets is needed here"),
        Problem.NO_TABLE: t("a table is needed here"),
        Problem.NO_TEXT: t("a text in quotation marks is needed here"),
        Problem.NO_NUMBER: t("a number is needed here"),
        Problem.NO_FLAG: t("true or false is needed here"),
        Problem.WRONG_TYPE: t("a value of the wrong kind"),
        Problem.NOT_ALLOWED: t("a value that is not allowed"),
        Problem.TWICE: t("the same thing twice"),
        Problem.TAKEN: t("another item has this name already"),
        Problem.TOO_FEW: t("it needs two or more"),
    }


def _problem(language: Language, refusal: Refusal, problem: Problem) -> str:
    """Write what is wrong, where, and which values are allowed."""
    facts = refusal.facts
    place = ", ".join(str(facts[fact]) for fact in ("key", "field") if facts.get(fact))
    words = f"{_problems(language)[problem]} ({place})" if place else _problems(language)[problem]
    options = facts.get("options")
    if not isinstance(options, tuple):
        return words
    return language.t("{problem}; choose from: {options}", problem=words, options=", ".join(options))


def _shown(language: Language, words: Words | None, refusal: Refusal, fact: str) -> str:
    value = refusal.facts[fact]
    if isinstance(value, Problem):
        return _problem(language, refusal, value)
    if isinstance(value, str) and fact not in {"path", "file"}:
        return _field_named(words, refusal, fact, value) or _named(words, fact, value)
    if isinstance(value, date):
        return language.day(value)
    if isinstance(value, (int, float)):
        return _number(language, refusal, fact, value)
    if isinstance(value, (tuple, list, frozenset, set)):
        options = _options(language, words, refusal)
        return ", ".join(options.get(str(one), str(one)) for one in value)
    return UNKNOWN if value is None else in_one_line(value)


def _named(words: Words | None, fact: str, value: str) -> str:
    if words is not None and fact == "item" and value in words.items:
        return words.items[value].name
    if words is not None and fact == "area":
        return words.segments.get(value, value)
    return value if len(value) <= LONGEST_QUOTE else value[:LONGEST_QUOTE] + UNKNOWN


def _field_named(words: Words | None, refusal: Refusal, fact: str, value: str) -> str:
    """Return what a list or a field of it is called; empty when this is another fact, or it has no words."""
    register = None if words is None else words.registers.get(str(refusal.facts.get("register")))
    if register is None or fact not in {"register", "field", "other"}:
        return ""
    return register.name if fact == "register" else register.field(value).name


def _number(language: Language, refusal: Refusal, fact: str, value: float) -> str:
    if fact in {"minutes", "limit", "awake"}:
        return language.duration(value)
    if refusal.facts.get("high") == MINUTES_A_DAY - 1:
        return language.clock_minutes(value)
    return str(value) if fact == "area" else language.number(value, 1)


def _options(language: Language, words: Words | None, refusal: Refusal) -> Mapping[str, str]:
    """Return the words of the answers an item, or a field of a list, can have."""
    item, register = refusal.facts.get("item"), refusal.facts.get("register")
    if words is not None and isinstance(item, str) and item in words.items:
        return words.items[item].options
    if words is not None and isinstance(register, str) and register in words.registers:
        own = words.registers[register].field(str(refusal.facts.get("field"))).options
        return {"yes": language.t("yes"), "no": language.t("no"), **own}
    return {}
