"""Reads the tips: general information from published research, in one language."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

from diary.content.block import ContentFile, Report, refuse
from diary.content.decoding import Problem, Text
from diary.content.language import SOURCE_LANGUAGE
from diary.domain.factors.state import FactorReason
from diary.domain.item import RiskFactor


class TipWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a tip in another language; one that is missing stays English."""

    title: Text
    fact: Text
    option: Text


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


def load_tips(
    resources: Path, language: str, report: Report = refuse, missing: list[str] | None = None
) -> tuple[Tip, ...]:
    """Return all tips in the order of the file, English where `language` has no words: these are noted as
    `missing`, such as `tips.busy_head.fact`.

    Raises Refusal CONTENT_INVALID with `file`, `key`, `field` and `problem`.
    """
    file = ContentFile(_path(resources, SOURCE_LANGUAGE), report)
    tips = file.named(Tip)
    if file.is_read and not file.tables:
        file.wrong("", "", Problem.MISSING)
    words = {key: TipWords(tip.title, tip.fact, tip.option) for key, tip in tips.items()}
    if language != SOURCE_LANGUAGE:
        own = ContentFile(_path(resources, language), report, optional=True)
        words = own.over("", words, [] if missing is None else missing, "tips")
    return tuple(replace(tip, key=key, **asdict(words[key])) for key, tip in tips.items())


def _path(resources: Path, language: str) -> Path:
    return resources / "content" / language / "tips.toml"
