"""Loads all content of one language into one value, which screens and reports are built from."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diary.content.bodymap import BodyDrawing, BodyWords, load_atlas, load_body_words, load_drawing, load_limbs
from diary.content.catalogue import load_worded_catalogue
from diary.content.language import SOURCE_LANGUAGE, Language, load_language
from diary.content.registers import load_registers
from diary.content.tips import Tip, load_tips
from diary.content.wording import CatalogueWords, load_catalogue_words
from diary.content.words import ItemWords, RegisterWords, Words
from diary.domain.body import Atlas, Limb
from diary.domain.day import Ago
from diary.domain.item import Catalogue, OwnItem
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import Register


class Library(Struct, frozen=True):
    """The catalogue and the lists with their words, the body with its drawing, and the tips, in one language."""

    language: Language
    catalogue: Catalogue
    words: Words
    atlas: Atlas
    drawing: BodyDrawing
    tips: tuple[Tip, ...]
    limbs: tuple[Limb, ...] = ()
    registers: tuple[Register, ...] = ()

    def for_others(self) -> "Library":
        """Return a library whose sentences the person says, with I instead of you: for what is handed over."""
        return replace(self, language=replace(self.language, speaks_for_person=True))

    def register(self, key: str) -> Register:
        """Return the list with this key. Raises Refusal UNKNOWN_REGISTER."""
        found = next((register for register in self.registers if register.key == key), None)
        if found is None:
            options = tuple(register.key for register in self.registers)
            raise Refusal(Reason.UNKNOWN_REGISTER, register=key, options=options)
        return found


def load_library(
    resources: Path, language: str, own: Iterable[OwnItem] = (), week_starts: int | None = None
) -> Library:
    """Return all content in a language, with a person's own items after the built-in ones. For `week_starts` see
    `load_language`.

    An own item whose key is built in by now keeps its place, words and scale. Raises Refusal UNKNOWN_LANGUAGE or
    CONTENT_INVALID.
    """
    speaks = load_language(language, resources, week_starts)
    worded = load_worded_catalogue(resources)
    words = load_catalogue_words(resources, language, worded)
    mine = {one.item.key: one for one in own}
    atlas = load_atlas(resources)
    lists = load_registers(resources, language)
    own_words = {key: _own_words(one, language) for key, one in mine.items()}
    return Library(
        language=speaks,
        catalogue=worded.catalogue.with_own(one.item for one in mine.values()),
        words=_words(words, own_words, lists.words, resources, language),
        atlas=atlas,
        drawing=load_drawing(resources, atlas),
        tips=load_tips(resources, language),
        limbs=load_limbs(resources, atlas),
        registers=lists.registers,
    )


def _words(
    words: CatalogueWords,
    own: Mapping[str, ItemWords],
    registers: Mapping[str, RegisterWords],
    resources: Path,
    language: str,
) -> Words:
    body: BodyWords = load_body_words(resources, language)
    today = words.days[Ago.TODAY]
    return Words(
        items={**{key: item.on(today) for key, item in words.items.items()}, **own},
        cards={key: card.on(today) for key, card in words.cards.items()},
        factors=words.factors,
        segments=body.segments,
        areas=body.areas,
        regions=body.regions,
        moments=words.moments,
        activities=words.activities,
        limbs=body.limbs,
        days=words.days,
        item_patterns={**words.items, **own},
        card_patterns=words.cards,
        registers=registers,
    )


def _own_words(own: OwnItem, language: str) -> ItemWords:
    """Return the words of an own item: its name is its question too, in whatever language it was typed."""
    names = own.names
    name = names.get(language) or names.get(SOURCE_LANGUAGE) or next(iter(names.values()), own.item.key)
    options = {option: option for option in own.item.options}
    return ItemWords(name=name, question=name, unit=own.item.unit, options=options)
