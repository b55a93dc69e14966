"""The tips: general information from published research, in one language."""

from pathlib import Path

from diary.content.block import Block, Problem, read_block
from diary.content.language import SOURCE_LANGUAGE
from diary.content.tip import Source, Tip
from diary.domain.factors.reason import FactorReason
from diary.domain.item import RiskFactor

_WORDS = ("title", "fact", "option")


def load_tips(resources: Path, language: str) -> tuple[Tip, ...]:
    """All tips in the order of the file, English where `language` has no words.

    Raises Refusal CONTENT_INVALID with `file`, `key`, `field` and `problem`.
    """
    english = read_block(_file(resources, SOURCE_LANGUAGE)).all_named_blocks()
    words = _translations(resources, language)
    for key, block in words.items():
        if key not in english:
            raise block.wrong("", Problem.UNKNOWN)
    return tuple(_tip(key, block, words.get(key)) for key, block in english.items())


def missing_tips(resources: Path, language: str) -> tuple[str, ...]:
    """Which words of which tips `language` lacks, as `tips.busy_head.fact`; empty when all are there."""
    words = _translations(resources, language)
    return tuple(
        f"tips.{tip.key}.{field}"
        for tip in load_tips(resources, SOURCE_LANGUAGE)
        for field in _WORDS
        if language != SOURCE_LANGUAGE and not (tip.key in words and words[tip.key].has(field))
    )


def _file(resources: Path, language: str) -> Path:
    return resources / "content" / language / "tips.toml"


def _translations(resources: Path, language: str) -> dict[str, Block]:
    if language == SOURCE_LANGUAGE:
        return {}
    return dict(read_block(_file(resources, language), optional=True).all_named_blocks())


def _tip(key: str, block: Block, words: Block | None) -> Tip:
    text = {field: block.text(field) for field in _WORDS}
    tip = Tip(
        key=key,
        factor=block.choice("factor", RiskFactor),
        reasons=tuple(str(reason) for reason in block.choices("reasons", FactorReason)),
        title=words.text("title", text["title"]) if words else text["title"],
        fact=words.text("fact", text["fact"]) if words else text["fact"],
        option=words.text("option", text["option"]) if words else text["option"],
        source=Source(block.text("source")),
    )
    block.done()
    if words:
        words.done()
    return tip
