"""Reads the catalogue of what can be logged from one file, and checks it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct, field

from diary.content.block import ContentFile, Report, part_of, refuse
from diary.content.decoding import Problem, Text, forbid
from diary.content.words import CardWords, ItemWords
from diary.domain.item import MINUTES_A_DAY, Catalogue, Item, ItemCard, Kind, Preset, RiskFactor

Key = Annotated[str, Meta(pattern=r"^[a-z_][a-z0-9_]*\Z")]
RANGED = frozenset({Kind.SCALE, Kind.MINUTES, Kind.COUNT})
"""Kinds whose lowest and highest answer are in the file; those of the other kinds are fixed."""


class WordedCatalogue(Struct, frozen=True):
    """The catalogue and the English words that stand beside it in the same file."""

    catalogue: Catalogue
    items: Mapping[str, ItemWords]
    cards: Mapping[str, CardWords]


class _CardBlock(CardWords, frozen=True, kw_only=True):
    key: Key
    morning: bool = False
    only_in: Preset | None = None
    gathers: tuple[Key, ...] = ()


class _ItemBlock(ItemWords, frozen=True, kw_only=True):
    """One item as it is written, with its English words; its fields are described at the top of the file."""

    key: Key
    card: Text
    kind: Kind
    range: tuple[float, float] | None = None
    measured_in: Text = field(default="", name="unit")
    factor: RiskFactor | None = None
    presets: tuple[Preset, ...] = ()
    code: Text | None = None
    several: str = ""

    def __post_init__(self) -> None:
        is_choice = self.kind is Kind.CHOICE
        forbid(is_choice and len(self.options) < 2, "options", Problem.MISSING)
        forbid(self.options and not is_choice, "options", Problem.UNKNOWN)
        forbid(self.several and (self.kind is not Kind.FLAG or not self.short), "several")
        lacking = Problem.MISSING if self.range is None else Problem.UNKNOWN
        forbid((self.range is None) is (self.kind in RANGED), "range", lacking)
        forbid(self.range is not None and not _is_range(self.kind, *self.range), "range")

    def item(self, gathered_in: Iterable[Preset]) -> Item:
        """Return the item without its words; it is also in the forms it is `gathered_in`."""
        known = {Kind.CLOCK: MINUTES_A_DAY - 1, Kind.CHOICE: len(self.options) - 1, Kind.FLAG: 1}
        low, high = self.range or (0, known.get(self.kind, 0))
        return Item(
            key=self.key,
            kind=self.kind,
            card=self.card,
            low=low,
            high=high,
            unit=self.measured_in,
            factor=self.factor,
            presets=frozenset((*self.presets, *gathered_in)),
            options=tuple(self.options),
            code=self.code or f"diary:{self.key}",
            several=self.several,
        )


def load_catalogue(resources: Path) -> Catalogue:
    """Return all that can be logged. Raises Refusal CONTENT_INVALID with `file`, `key`, `field`, `problem`."""
    return load_worded_catalogue(resources).catalogue


def load_worded_catalogue(resources: Path, report: Report = refuse) -> WordedCatalogue:
    """Return the catalogue with its English words, in the order of the cards; raises Refusal CONTENT_INVALID."""
    file = ContentFile(resources / "content" / "catalogue.toml", report, ("card", "item"))
    cards = file.listed(_CardBlock, "card")
    items = file.listed(_ItemBlock, "item")
    if file.is_read and not items:
        file.wrong("", "item", Problem.MISSING)
    known = file.keys("card")
    for key, block in items.items():
        if block.card not in known:
            file.wrong(key, "card", Problem.NOT_ALLOWED, known)
    for key, block in items.items():
        if block.several and not items.get(block.several, block).all_question:
            file.wrong(key, "several", Problem.NOT_ALLOWED)
    gathered = [(card.only_in, key) for card in cards.values() for key in card.gathers]
    for card in cards.values():
        for key in card.gathers:
            if key not in items:
                file.wrong(card.key, "gathers", Problem.NOT_ALLOWED, file.keys("item"))
    places = {card: place for place, card in enumerate(cards)}
    ordered = sorted(items.values(), key=lambda block: places.get(block.card, len(places)))
    return WordedCatalogue(
        Catalogue(
            tuple(ItemCard(card.key, card.morning, card.only_in, card.gathers) for card in cards.values()),
            tuple(one.item(form for form, key in gathered if form and key == one.key) for one in ordered),
        ),
        {block.key: part_of(block, ItemWords) for block in ordered},
        {card.key: part_of(card, CardWords) for card in cards.values()},
    )


def _is_range(kind: Kind, low: float, high: float) -> bool:
    if not low < high or (kind is not Kind.MINUTES and (low % 1 or high % 1)):
        return False
    return kind is Kind.SCALE or (low >= 0 and (kind is Kind.COUNT or high <= MINUTES_A_DAY))
