"""Describes what can be logged: items, the cards that group them, and the catalogue of all, without words."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from diary.domain.refusal import Reason, Refusal

MINUTES_A_DAY = 1440
LARGEST_VALUE = 1e9
"""No item holds more, own items included: what is larger was not written down by a person."""


class Kind(StrEnum):
    """How an item is answered. The last five hold more than one number and have tables of their own."""

    SCALE = "scale"
    MINUTES = "minutes"
    COUNT = "count"
    CLOCK = "clock"
    CHOICE = "choice"
    FLAG = "flag"
    BODY_MAP = "body_map"
    ACTIVITIES = "activities"
    MOMENTS = "moments"
    NAPS = "naps"
    TEXT = "text"


NUMERIC_KINDS = frozenset({Kind.SCALE, Kind.MINUTES, Kind.COUNT, Kind.CLOCK, Kind.CHOICE, Kind.FLAG})


class Preset(StrEnum):
    """Which items the form shows; each asks what the one before it asks, and more."""

    ESSENTIALS = "essentials"
    SHORT = "short"
    FULL = "full"


class RiskFactor(StrEnum):
    """The seven risk factors of the background article, in its order."""

    PERSISTENT_PAIN = "persistent_pain"
    SLEEP = "sleep"
    STRESS = "stress"
    MOVEMENT = "movement"
    WORRY = "worry"
    RECOVERY = "recovery"
    ISOLATION = "isolation"


class Item(Struct, frozen=True):
    """One thing a person can log on a day.

    `low` and `high` are inclusive, in the item's own unit: points for a scale, minutes for durations,
    minutes after midnight for clock times, the option's index for a choice, 0 or 1 for a flag.
    An `archived` own item is not asked any more; its values stay. Flags of which `several` may be true are asked
    together: it is the key of the first of them.
    """

    key: str
    kind: Kind
    card: str
    low: float
    high: float
    unit: str = ""
    factor: RiskFactor | None = None
    presets: frozenset[Preset] = frozenset()
    options: tuple[str, ...] = ()
    code: str | None = None
    own: bool = False
    archived: bool = False
    several: str = ""

    @property
    def is_numeric(self) -> bool:
        """Whether one number answers it, so that it can be charted, shown and exported as a column."""
        return self.kind in NUMERIC_KINDS

    def check(self, value: float) -> float:
        """Return `value` if this item can hold it.

        Raises Refusal OUT_OF_RANGE or NOT_A_WHOLE_NUMBER (everything but minutes is whole), and
        NOT_LOGGABLE for kinds that one number cannot answer.
        """
        if not self.is_numeric:
            raise Refusal(Reason.NOT_LOGGABLE, item=self.key)
        if not self.low <= value <= self.high:
            raise Refusal(Reason.OUT_OF_RANGE, item=self.key, low=self.low, high=self.high)
        if self.kind is not Kind.MINUTES and value != int(value) and not self.own:
            raise Refusal(Reason.NOT_A_WHOLE_NUMBER, item=self.key)
        return value


class OwnItem(Struct, frozen=True):
    """An item a person added: the same fields as a built-in one, with its name per language code."""

    item: Item
    names: Mapping[str, str]


class ItemCard(Struct, frozen=True):
    """A group of items the form shows together; `morning` cards come first before noon.

    A card that `gathers` shows these items in this order, in the form `only_in` and above all others; there they
    are not on their own cards.
    """

    key: str
    morning: bool = False
    only_in: Preset | None = None
    gathers: tuple[str, ...] = ()


class Catalogue(Struct, frozen=True, dict=True):
    """All items and cards in the order they are shown; a person's own items come after the built-in ones."""

    cards: tuple[ItemCard, ...]
    items: tuple[Item, ...]

    @cached_property
    def _by_key(self) -> Mapping[str, Item]:
        return {item.key: item for item in self.items}

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def item(self, key: str) -> Item:
        """Return the item with this key; raises Refusal UNKNOWN_ITEM."""
        found = self._by_key.get(key)
        if found is None:
            raise Refusal(Reason.UNKNOWN_ITEM, item=key)
        return found

    def on_card(self, card: str) -> tuple[Item, ...]:
        """Return the items of one card."""
        return tuple(item for item in self.items if item.card == card)

    def gathering(self, preset: Preset | None) -> ItemCard | None:
        """Return the card that gathers the items of this form, if it has one; None is the person's own choice."""
        return next((card for card in self.cards if card.gathers and card.only_in is preset), None)

    def shown_on(self, card: ItemCard, preset: Preset | None) -> tuple[Item, ...]:
        """Return the items that can stand on a card in this form."""
        if card.gathers:
            return tuple(map(self.item, card.gathers)) if card.only_in is preset else ()
        gathering = self.gathering(preset)
        taken = () if gathering is None else gathering.gathers
        return tuple([item for item in self.on_card(card.key) if item.key not in taken])

    @property
    def numeric(self) -> tuple[Item, ...]:
        """Items one number answers: the columns of tables, charts and CSV."""
        return tuple(item for item in self.items if item.is_numeric)

    def with_own(self, own: Iterable[Item]) -> "Catalogue":
        """Return the same catalogue with a person's own items added at the end. One of them whose key is built in
        by now stays what it was, scale and all: the built-in one is left out for this person."""
        added = tuple(own)
        taken = {item.key for item in added}
        return Catalogue(self.cards, (*(item for item in self.items if item.key not in taken), *added))
