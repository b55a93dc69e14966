"""Decides what stands first in each phase, on every page: understand, build up, my life again.

A person chooses the phase; it hides nothing that was typed and changes no answer.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from diary.domain.item import ItemCard
from diary.domain.register import RegisterRecord, newest_record

PHASE: Final = "phase"
"""The list that holds the phase, and its field."""


class PhaseOrder(Struct, frozen=True):
    """What stands first: `tools` of Plan, after the first pages of Understand where `has_road`; `cards` of Today;
    `charts` of Trends, for who chose none. Where it `folds_pain`, the pain number is a line that unfolds."""

    tools: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    has_road: bool = False
    folds_pain: bool = False

    def is_later(self, card: ItemCard) -> bool:
        """Return whether a card of Today comes after those that stand first; one that gathers is always first."""
        return not card.gathers and card.key not in self.cards


NO_PHASE: Final = PhaseOrder()
ORDERS: Final[Mapping[str, PhaseOrder]] = {
    "understand": PhaseOrder(has_road=True),
    "build": PhaseOrder(tools=("building", "goals")),
    "life": PhaseOrder(
        tools=("goals",),
        cards=("doing",),
        charts=("item.function", "activity", "sleep", "stress"),
        folds_pain=True,
    ),
}


def order_of(records: Iterable[RegisterRecord]) -> PhaseOrder:
    """Return what stands first by the records of the list."""
    record = newest_record(records)
    phase = None if record is None else record.data.get(PHASE)
    return ORDERS.get(phase, NO_PHASE) if isinstance(phase, str) else NO_PHASE
