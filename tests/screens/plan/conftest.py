"""What tests of the plan share: a diary that is read as the tools read it, and what they ask filled in."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from diary.content.library import Library
from diary.journal.journal import Journal
from diary.screens.plan.cards import CardAsk, PlanCard, PlanSource, fill_in
from diary.screens.plan.tools import TOOLS, build_plan, checked
from tests.content.test_harmless_words import EVERYWHERE, HARM

ALL = tuple(tool.key for tool in TOOLS)
UNKIND = {
    "en": (
        r"\b(late|overdue|behind|missed|miss|not enough|only \d+ of|great|keep going|too much|too little|ought|"
        r"fail\w*|congratulations|bravo|unfortunately|try harder|need to|record high|days without|lazy|give up)\b"
    ),
    "nl": (
        r"\b(te laat|achterop|achterstand|gemist|niet genoeg|slechts|toppie|ga zo door|te veel|te weinig|lui|"
        r"hoort te|verzuimd|helaas|jammer|proficiat|gefeliciteerd|goed zo|reeks|opgeven|dagen zonder)\b"
    ),
}
"""What no sentence of a plan says, beside the words that no sentence of the program says: praise, hurry, blame."""


def unkind(heard: Iterable[str], library: Library) -> set[str]:
    """The words that are not kind in what was heard."""
    code = library.language.code
    pattern = re.compile(f"{EVERYWHERE}|{HARM[code]}|{UNKIND[code]}", re.IGNORECASE)
    denied = library.language.phrase("plan", "even", "means")  # that nothing here means too much or too little
    return {match.group() for words in heard for match in pattern.finditer(words.replace(denied, ""))}


def said_by(card: PlanCard) -> list[str]:
    """All that a card says, also on its buttons and in its picture."""
    asks = [*card.asks, *(ask for line in card.lines for ask in line.asks)]
    lines = [words for line in card.lines for words in (line.name, line.words, line.value)]
    courses = [line.weeks.words for line in card.lines if line.weeks is not None]
    words = [] if card.picture is None else [card.picture.words]
    names = [name for pairs in (card.lists, card.links) for pair in pairs for name in pair]
    said = [card.title, card.aside, *card.sentences, *card.notes, card.sure, *lines, *courses, *words, *names]
    return [*said, *(f"{ask.words} {ask.hint}" for ask in asks)]


class RealPlan:
    def __init__(self, journal: Journal, library: Library) -> None:
        self.journal, self.library = journal, library

    def source(self) -> PlanSource:
        return self.journal.plan_source(self.library)

    def cards(self, chosen: tuple[str, ...] = ALL) -> tuple[PlanCard, ...]:
        return build_plan(self.source(), chosen).cards

    def card(self, key: str) -> PlanCard:
        return next(card for card in self.cards() if card.key.startswith(key))

    def asks(self, key: str) -> list[CardAsk]:
        """The buttons whose keys begin so, of the tool that the key names."""
        cards = self.cards((key.partition(":")[0],))
        asks = [ask for card in cards for ask in card.asks]
        asks += [ask for card in cards for line in card.lines for ask in line.asks]
        return [ask for ask in asks if ask.key.startswith(key)]

    def ask(self, key: str) -> CardAsk:
        return self.asks(key)[0]

    def answer(self, key: str, /, *, is_sure: bool = False, **texts: Any) -> None:  # noqa: ANN401 - texts
        """Fill in what a button asks: `able_1` is the field `able` of its second record."""
        self._fill_in(self.ask(key), texts, is_sure=is_sure)

    def answer_if_asked(self, key: str, /, **texts: Any) -> None:  # noqa: ANN401 - texts
        """Fill in what a button asks, where there is that button."""
        for ask in self.asks(key)[:1]:
            self._fill_in(ask, texts, is_sure=False)

    def _fill_in(self, ask: CardAsk, texts: Mapping[str, Any], *, is_sure: bool) -> None:
        typed = {}
        for name, text in texts.items():
            field, _, place = name.rpartition("_") if name[-1].isdecimal() else (name, "", "0")
            typed[f"{place}.{field}"] = text
        filled = checked(self.source(), fill_in(ask, typed, self.source()), is_sure=is_sure)
        self.journal.registers.write((one.register, one.record, one.data, one.ended_on) for one in filled)


@pytest.fixture
def plan(journal: Journal, english: Library) -> RealPlan:
    return RealPlan(journal, english)
