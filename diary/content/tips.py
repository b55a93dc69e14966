"""Reads the tips: general information from published research, in one language."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

from diary.content.block import ContentFile, Report, refuse
from diary.content.decoding import Problem, Text
from diary.content.language import SOURCE_LANGUAGE
from diary.domain.factors.state import FactorReason
from diary.domain.item import RiskFactor


class TipWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a tip in another language; an empty one stays English."""

    title: Text = ""
    fact: Text = ""
    option: Text = ""


class Tip(Struct, frozen=True, forbid_unknown_fields=True):
    """A tip belongs to one risk factor. `reasons` are the factor reasons it fits best (may be empty: fits all);
    `fact` and `option` are one or two sentences each; `source` is authors, journal and year."""

    factor: RiskFactor
    title: Text
    fact: Text
    option: Text
    source: Text
    reasons: tuple[FactorReason, ...] = ()
    key: str = ""


def load_tips(resources: Path, language: str, report: Report = refuse) -> tuple[Tip, ...]:
    """Return all tips in the order of the file, English where `language` has no words.

    Raises Refusal CONTENT_INVALID with `file`, `key`, `field` and `problem`.
    """
    file = ContentFile(_path(resources, SOURCE_LANGUAGE), report)
    words = _words(resources, language, report, file.tables)
    english = file.named(Tip)
    if file.is_read and not file.tables:
        file.wrong("", "", Problem.MISSING)
    return tuple(replace(tip, key=key, **words.get(key, {})) for key, tip in english.items())


def missing_tips(resources: Path, language: str) -> tuple[str, ...]:
    """List which words of which tips `language` lacks, as `tips.busy_head.fact`; empty when all are there."""
    if language == SOURCE_LANGUAGE:
        return ()
    english = ContentFile(_path(resources, SOURCE_LANGUAGE)).tables
    words = _words(resources, language, refuse, english)
    fields = TipWords.__struct_fields__
    return tuple(f"tips.{key}.{field}" for key in english for field in fields if field not in words.get(key, {}))


def _path(resources: Path, language: str) -> Path:
    return resources / "content" / language / "tips.toml"


def _words(
    resources: Path, language: str, report: Report, known: Mapping[str, object]
) -> Mapping[str, Mapping[str, str]]:
    """Return the words a language has for each tip."""
    if language == SOURCE_LANGUAGE:
        return {}
    file = ContentFile(_path(resources, language), report, optional=True)
    for key in file.tables:
        if known and key not in known:
            file.wrong(key, "", Problem.UNKNOWN)
    found = file.named(TipWords)
    return {key: {field: text for field, text in asdict(words).items() if text} for key, words in found.items()}
