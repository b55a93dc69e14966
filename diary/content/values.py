"""One answer as people write it: 23:10, 1 h 30, yes, a choice’s word; the same wherever it is read."""

from diary.content.language import EXACT, Language
from diary.content.words import Words
from diary.domain.item import Item, Kind


def value_words(language: Language, words: Words, item: Item, value: float) -> str:
    """The value of an answer in words; a number with all the decimals it has."""
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
