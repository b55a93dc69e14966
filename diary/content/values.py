"""Formats the value of one answer: 23:10, 1 h 30, yes, an option’s word."""

from diary.content.language import EXACT, Language
from diary.content.words import Words
from diary.domain.item import Item, Kind


def value_words(language: Language, words: Words, item: Item, value: float) -> str:
    """Format the value of an answer; a number keeps all its decimals."""
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
        case _:
            return language.number(value, EXACT)
