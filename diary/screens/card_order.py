"""In which order the cards of a day come: what is asked at this time of the day first, the pain number late."""

from collections.abc import Iterable
from datetime import time

from diary.domain.form import PAIN_CARD
from diary.domain.item import Card

NOON = time(12)
EVENING = time(17)
LAST = (PAIN_CARD, "moments", "note")
"""What matters comes before the pain number; after it only what happened and what a person wants to say."""


def ordered_cards(cards: Iterable[Card], now: time | None) -> tuple[Card, ...]:
    """The cards in the order of the hour; `now` is the local time, None for a day that is over.

    Before noon the morning's cards come first, from 17:00 on they come after the evening's; in between, and for
    days that are over, the catalogue's order holds.
    """
    cards = tuple(cards)
    middle = [card for card in cards if card.key not in LAST]
    if now is not None and now < NOON:
        middle.sort(key=lambda card: not card.morning)
    elif now is not None and now >= EVENING:
        middle.sort(key=lambda card: card.morning)
    last = sorted((card for card in cards if card.key in LAST), key=lambda card: LAST.index(card.key))
    return (*middle, *last)
