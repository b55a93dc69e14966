"""Holds the words for what the domain names by key: items, cards, factors, body segments, activities, moments."""

import re
from collections.abc import Mapping
from enum import Enum

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from diary.content.decoding import Text
from diary.content.language import EXACT, Language
from diary.domain.body import Region
from diary.domain.columns import further, plain
from diary.domain.day import Ago, MomentKind
from diary.domain.item import Item, Kind, RiskFactor


class ItemWords(Struct, frozen=True, forbid_unknown_fields=True):
    """`name` labels a chart or column, `question` the form; `low` and `high` name the ends of a
    scale. One of several flags is `short` on its key; the first of them has the name and the question of all.
    `also` are other names that people give it at the head of a column.

    Question and hint may hold the place {day}: `on` says which day it is about.
    """

    name: Text
    question: Text
    low: Text = ""
    high: Text = ""
    unit: Text = msgspec.field(default="", name="unit_word")
    hint: Text = ""
    options: dict[str, Text] = {}
    short: Text = ""
    all_name: Text = ""
    all_question: Text = ""
    also: tuple[Text, ...] = ()

    def on(self, day: str) -> "ItemWords":
        """Return the words with `day` in their places: "today", "that day"."""
        return replace(self, question=_on(self.question, day), hint=_on(self.hint, day))


class CardWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Heading of a card and one quiet line below it (may be empty); both may hold the place {day}."""

    title: Text
    hint: Text = ""

    def on(self, day: str) -> "CardWords":
        """Return the words with `day` in their places."""
        return CardWords(_on(self.title, day), _on(self.hint, day))


class FactorWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Name of a risk factor and one sentence about it, neutral enough for paper."""

    title: Text
    about: Text


class FieldWords(Struct, frozen=True, forbid_unknown_fields=True):
    """`name` labels the field in a form; `line` is how its value reads in a line of the list, with the place
    {value} (name and value when empty); `hint` helps beside it, `low` and `high` name the ends of its scale."""

    name: Text
    line: Text = ""
    hint: Text = ""
    low: Text = ""
    high: Text = ""
    options: dict[str, Text] = {}

    @property
    def ends(self) -> str:
        """The words of both ends of its scale; empty without."""
        return " – ".join(filter(None, (self.low, self.high)))

    def said(self, value: str) -> str:
        """Return the value as it reads in a line. Not `format`: a person's own words may hold any brace."""
        return self.line.replace("{value}", value) if self.line else f"{self.name}: {value}"


class RegisterWords(Struct, frozen=True, forbid_unknown_fields=True):
    """`name` is the list's; `add` and `end` are on buttons, `ended` is above what no longer counts; `hint` is one
    quiet line. What is empty gets the program's general words."""

    name: Text
    hint: Text = ""
    add: Text = ""
    end: Text = ""
    ended: Text = ""
    fields: dict[str, FieldWords] = {}

    def field(self, key: str) -> FieldWords:
        """Return the words of a field; one without words shows its key."""
        return self.fields.get(key, FieldWords(key))


class Words(Struct, frozen=True):
    """Everything the domain names by key, in one language.

    `days` names a day as questions do. `items` and `cards` speak of today; `item_on` and `card_on` of any day.
    """

    items: Mapping[str, ItemWords]
    cards: Mapping[str, CardWords]
    factors: Mapping[RiskFactor, FactorWords]
    segments: Mapping[str, str]
    areas: Mapping[str, str]
    regions: Mapping[Region, str]
    moments: Mapping[MomentKind, str]
    activities: tuple[str, ...] = ()
    limbs: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[Ago, str] = field(default_factory=dict)
    item_patterns: Mapping[str, ItemWords] = field(default_factory=dict)
    card_patterns: Mapping[str, CardWords] = field(default_factory=dict)
    registers: Mapping[str, RegisterWords] = field(default_factory=dict)

    def item_on(self, key: str, when: Ago) -> ItemWords:
        """Return the words of an item on such a day; an item without words of its own shows its key."""
        return self.item_patterns.get(key, ItemWords(key, key)).on(self.days[when])

    def card_on(self, key: str, when: Ago) -> CardWords:
        """Return the words of a card on such a day."""
        return self.card_patterns.get(key, CardWords(key)).on(self.days[when])


def in_a_sentence(name: str) -> str:
    """Return a name as it stands in the middle of a sentence; abbreviations keep their capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _on(text: str, day: str) -> str:
    """Fill in {day}. Not with `format`: a person's own words may hold any brace."""
    return text.replace("{day}", day)


def value_words(language: Language, words: Words, item: Item, value: float) -> str:
    """Format the value of an answer; a number keeps all its decimals, one on a scale two: what another
    program had on five steps lies between ours, and 2.222222 says no more than 2.22."""
    match item.kind:
        case Kind.CLOCK:
            return language.clock_minutes(value)
        case Kind.MINUTES:
            return language.duration(value)
        case Kind.FLAG:
            return language.t("yes") if value else language.t("no")
        case Kind.CHOICE if 0 <= value < len(item.options):
            option = item.options[int(value)]
            return words.items[item.key].options.get(option, option)
        case Kind.SCALE:
            return language.number(value, 2)
        case _:
            return language.number(value, EXACT)


def column_name(language: Language, kind: type[Struct], column: str) -> str:
    """Return what a field of a kind of value is called. Raises Refusal CONTENT_INVALID where it has no words."""
    return language.phrase("columns", _table_name(kind), column)


def option_name(language: Language, option: Enum) -> str:
    """Return what an answer of a field with a choice is called. Raises Refusal CONTENT_INVALID without words."""
    return language.phrase("columns", _table_name(type(option)), str(option.value))


def _table_name(kind: type) -> str:
    """Return the name of a class as it is written in `columns.toml`: `NapSpot` is there as [nap_spot]."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()


def said_words(language: Language, said: object) -> str:
    """Write what a field says: yes, 2.5, a text, or the answer of a choice in words."""
    match said:
        case bool():
            return language.t("yes") if said else language.t("no")
        case int() | float():
            return language.number(said, EXACT)
        case Enum():
            return option_name(language, said)
    return str(plain(said))


def further_words(language: Language, value: Struct) -> str:
    """Write what a value says besides what is told in a way of its own, as "Place: sofa, Light: yes"."""
    told = further(value).items()
    return ", ".join(
        f"{column_name(language, type(value), name)}: {said_words(language, said)}" for name, said in told
    )


def with_further(language: Language, words: str, value: Struct) -> str:
    """Add to the words of a value, in brackets, what else it says."""
    more = further_words(language, value)
    return f"{words} ({more})" if more else words
