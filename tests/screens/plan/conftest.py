"""What tests of the plan share: a diary that is read as the tools read it, and what they ask filled in."""

from typing import Any

import pytest

from diary.content.library import Library
from diary.journal.journal import Journal
from diary.screens.plan.cards import CardAsk, PlanCard, PlanSource, fill_in
from diary.screens.plan.tools import build_plan, checked

ALL = ("goals", "building", "expected", "harder", "people", "scores", "breathing", "even", "rising", "experiment")


class RealPlan:
    def __init__(self, journal: Journal, library: Library) -> None:
        self.journal, self.library = journal, library

    def source(self) -> PlanSource:
        return self.journal.plan_source(self.library)

    def cards(self) -> tuple[PlanCard, ...]:
        return build_plan(self.source(), ALL).cards

    def card(self, key: str) -> PlanCard:
        return next(card for card in self.cards() if card.key.startswith(key))

    def ask(self, key: str) -> CardAsk:
        cards = self.cards()
        asks = [ask for card in cards for ask in card.asks]
        asks += [ask for card in cards for line in card.lines for ask in line.asks]
        return next(ask for ask in asks if ask.key.startswith(key))

    def answer(self, key: str, /, *, is_sure: bool = False, **texts: Any) -> None:  # noqa: ANN401 - texts
        """Fill in what a button asks: `able_1` is the field `able` of its second record."""
        typed = {}
        for name, text in texts.items():
            field, _, place = name.rpartition("_") if name[-1].isdecimal() else (name, "", "0")
            typed[f"{place}.{field}"] = text
        filled = checked(self.source(), fill_in(self.ask(key), typed, self.library), is_sure=is_sure)
        self.journal.registers.write((one.register, one.record, one.data, one.ended_on) for one in filled)


@pytest.fixture
def plan(journal: Journal, english: Library) -> RealPlan:
    return RealPlan(journal, english)
