"""The words of one language, read from its folder: what is missing there stays English and can be listed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from diary.content.block import Block, Problem, read_block
from diary.content.catalogue import WordedCatalogue
from diary.content.language import SOURCE_LANGUAGE
from diary.content.words import CardWords, FactorWords, ItemWords
from diary.domain.day import Ago, MomentKind
from diary.domain.item import RiskFactor


@dataclass(frozen=True)
class CatalogueWords:
    """The words that go with the catalogue in one language; `missing` names those that stayed English."""

    items: Mapping[str, ItemWords]
    cards: Mapping[str, CardWords]
    factors: Mapping[RiskFactor, FactorWords]
    moments: Mapping[MomentKind, str]
    days: Mapping[Ago, str]
    activities: tuple[str, ...]
    missing: tuple[str, ...] = ()


def load_catalogue_words(resources: Path, language: str, worded: WordedCatalogue) -> CatalogueWords:
    """The words of `language` laid over the English ones.

    Raises Refusal CONTENT_INVALID (`file`, `key`, `field`, `problem`) for a word that belongs to nothing, a
    wrong type or an unknown field.
    """
    english = _english(resources, worded)
    return english if language == SOURCE_LANGUAGE else _translated(resources, language, english)


def _english(resources: Path, worded: WordedCatalogue) -> CatalogueWords:
    file = read_block(resources / "content" / SOURCE_LANGUAGE / "words.toml")
    blank = CatalogueWords(
        items=worded.items,
        cards=worded.cards,
        factors=dict.fromkeys(RiskFactor, FactorWords("?", "?")),
        moments=dict.fromkeys(MomentKind, "?"),
        days=dict.fromkeys(Ago, "?"),
        activities=("?",),
    )
    layer = _Layer()
    english = replace(layer.over_words(file, blank), missing=())
    for missing in layer.missing:
        raise file.wrong(missing, Problem.MISSING)
    return english


def _translated(resources: Path, language: str, english: CatalogueWords) -> CatalogueWords:
    folder = resources / "content" / language
    items = read_block(folder / "items.toml", optional=True)
    words = read_block(folder / "words.toml", optional=True)
    layer = _Layer()
    layered = layer.over_words(words, layer.over_items(items, english))
    return replace(layered, missing=tuple(layer.missing))


class _Layer:
    """Lays the words of one file over others and remembers which were not there."""

    def __init__(self) -> None:
        self.missing: list[str] = []

    def over_items(self, file: Block, below: CatalogueWords) -> CatalogueWords:
        """Cards and items, as items.toml holds them."""
        cards = _known_blocks(file, "cards", below.cards)
        items = _known_blocks(file, "items", below.items)
        file.done()
        return replace(
            below,
            cards={key: self._card(cards[key], f"cards.{key}", words) for key, words in below.cards.items()},
            items={key: self._item(items[key], f"items.{key}", words) for key, words in below.items.items()},
        )

    def over_words(self, file: Block, below: CatalogueWords) -> CatalogueWords:
        """Factors, moments and activities, as words.toml holds them."""
        factors = _known_blocks(file, "factors", {factor.value: "" for factor in below.factors})
        moments = Block(file.table("moments"), file.file, "moments")
        days = Block(file.table("days"), file.file, "days")
        activities = file.texts("activities")
        if not activities:
            self.missing.append("activities")
        file.done()
        layered = replace(
            below,
            factors={
                factor: self._factor(factors[factor.value], f"factors.{factor}", words)
                for factor, words in below.factors.items()
            },
            moments={kind: self._text(moments, kind, "moments", word) for kind, word in below.moments.items()},
            days={ago: self._text(days, ago, "days", word) for ago, word in below.days.items()},
            activities=activities or below.activities,
        )
        moments.done()
        days.done()
        return layered

    def _card(self, block: Block, path: str, below: CardWords) -> CardWords:
        words = CardWords(
            title=self._text(block, "title", path, below.title), hint=self._text(block, "hint", path, below.hint)
        )
        block.done()
        return words

    def _factor(self, block: Block, path: str, below: FactorWords) -> FactorWords:
        words = FactorWords(
            title=self._text(block, "title", path, below.title),
            about=self._text(block, "about", path, below.about),
        )
        block.done()
        return words

    def _item(self, block: Block, path: str, below: ItemWords) -> ItemWords:
        options = Block(block.table("options"), block.file, block.key)
        words = ItemWords(
            name=self._text(block, "name", path, below.name),
            question=self._text(block, "question", path, below.question),
            low=self._text(block, "low", path, below.low),
            high=self._text(block, "high", path, below.high),
            unit=self._text(block, "unit_word", path, below.unit),
            hint=self._text(block, "hint", path, below.hint),
            options={
                key: self._text(options, key, f"{path}.options", word) for key, word in below.options.items()
            },
        )
        options.done()
        block.done()
        return words

    def _text(self, block: Block, field: str, path: str, below: str) -> str:
        text = block.text(field, "")
        if below and not text:
            self.missing.append(f"{path}.{field}")
        return text or below


def _known_blocks(file: Block, field: str, known: Mapping[str, object]) -> Mapping[str, Block]:
    """A block for every known key, empty when the file has none; refuses a block that belongs to nothing."""
    found = file.named_blocks(field)
    for key in found:
        if key not in known:
            raise found[key].wrong(field, Problem.UNKNOWN)
    return {key: found.get(key) or Block({}, file.file, key) for key in known}
