"""The catalogue: what can be logged, read from one file and checked before anything is built on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from diary.content.block import Block, Problem, read_block
from diary.content.words import CardWords, ItemWords
from diary.domain.item import MINUTES_A_DAY, Card, Catalogue, Item, Kind, Preset, RiskFactor

_RANGED = frozenset({Kind.SCALE, Kind.MINUTES, Kind.COUNT})


@dataclass(frozen=True)
class WordedCatalogue:
    """The catalogue and the English words that stand beside it in the same file."""

    catalogue: Catalogue
    items: Mapping[str, ItemWords]
    cards: Mapping[str, CardWords]


def load_catalogue(resources: Path) -> Catalogue:
    """Everything that can be logged. Raises Refusal CONTENT_INVALID with `file`, `key`, `field`, `problem`."""
    return load_worded_catalogue(resources).catalogue


def load_worded_catalogue(resources: Path) -> WordedCatalogue:
    """The catalogue with its English words; raises Refusal CONTENT_INVALID."""
    file = read_block(resources / "content" / "catalogue.toml")
    cards: dict[str, Card] = {}
    card_words: dict[str, CardWords] = {}
    for block in file.blocks("card"):
        key = _new_key(block, cards)
        cards[key] = Card(key, block.flag("morning"))
        card_words[key] = CardWords(block.text("title"), block.text("hint", ""))
        block.done()
    items: dict[str, Item] = {}
    item_words: dict[str, ItemWords] = {}
    for block in file.blocks("item"):
        key = _new_key(block, items)
        items[key], item_words[key] = _item(block, key, cards)
        block.done()
    file.done()
    return WordedCatalogue(Catalogue(tuple(cards.values()), tuple(items.values())), item_words, card_words)


def _new_key(block: Block, known: Mapping[str, object]) -> str:
    key = block.text("key")
    if key in known:
        raise block.wrong("key", Problem.TWICE)
    if not (key.isascii() and key.isidentifier() and key == key.lower()):
        raise block.wrong("key", Problem.NOT_ALLOWED)
    return key


def _item(block: Block, key: str, cards: Mapping[str, Card]) -> tuple[Item, ItemWords]:
    card = block.text("card")
    if card not in cards:
        raise block.wrong("card", Problem.NOT_ALLOWED)
    kind = block.choice("kind", Kind)
    options = _options(block, kind)
    low, high = _range(block, kind, len(options))
    item = Item(
        key=key,
        kind=kind,
        card=card,
        low=low,
        high=high,
        unit=block.text("unit", ""),
        factor=block.choice("factor", RiskFactor) if block.has("factor") else None,
        presets=frozenset(block.choices("presets", Preset)),
        options=tuple(options),
        code=block.text("code", "") or None,
    )
    return item, _item_words(block, options)


def _item_words(block: Block, options: Mapping[str, str]) -> ItemWords:
    return ItemWords(
        name=block.text("name"),
        question=block.text("question"),
        low=block.text("low", ""),
        high=block.text("high", ""),
        unit=block.text("unit_word", ""),
        hint=block.text("hint", ""),
        options=options,
    )


def _options(block: Block, kind: Kind) -> Mapping[str, str]:
    if kind is not Kind.CHOICE:
        return {}
    found: dict[str, str] = {}
    for option, word in block.table("options").items():
        if not isinstance(word, str) or not word.strip():
            raise block.wrong("options", Problem.WRONG_TYPE)
        found[option] = word
    if len(found) < 2:
        raise block.wrong("options", Problem.MISSING)
    return found


def _range(block: Block, kind: Kind, options: int) -> tuple[float, float]:
    """Lowest and highest answer: written down for some kinds, known for the others."""
    if kind not in _RANGED:
        known = {Kind.CLOCK: MINUTES_A_DAY - 1, Kind.CHOICE: options - 1, Kind.FLAG: 1}
        return 0, known.get(kind, 0)
    low, high = block.span("range")
    if kind in {Kind.MINUTES, Kind.COUNT} and low < 0:
        raise block.wrong("range", Problem.NOT_ALLOWED)
    if kind is Kind.MINUTES and high > MINUTES_A_DAY:
        raise block.wrong("range", Problem.NOT_ALLOWED)
    if kind is not Kind.MINUTES and (low % 1 or high % 1):
        raise block.wrong("range", Problem.NOT_ALLOWED)
    return low, high
