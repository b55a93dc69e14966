"""The cards come in the order of the hour, and the pain number never early."""

from datetime import time

import pytest

from diary.domain.item import Catalogue, ItemCard
from diary.screens.today import ordered_cards

DAY = ["essentials", "night", "doing", "rest", "stress", "body", "own", "pain", "moments", "note"]
EVENING = ["essentials", "doing", "rest", "stress", "body", "own", "night", "pain", "moments", "note"]


@pytest.mark.parametrize(
    ("now", "order"),
    [
        (time(4), DAY),
        (time(7, 30), DAY),
        (time(11, 59), DAY),
        (time(12), DAY),
        (time(16, 59), DAY),
        (time(17), EVENING),
        (time(23, 59), EVENING),
        (None, DAY),
    ],
)
def test_the_hour_decides_the_order(catalogue: Catalogue, now: time | None, order: list[str]) -> None:
    assert [card.key for card in ordered_cards(catalogue.cards, now)] == order


def test_a_new_card_stands_before_the_pain_number(catalogue: Catalogue) -> None:
    cards = (*catalogue.cards, ItemCard("weather"), ItemCard("dreams", morning=True))
    order = [card.key for card in ordered_cards(cards, time(8))]
    assert order[:3] == ["essentials", "night", "dreams"]
    assert order.index("weather") < order.index("pain")
