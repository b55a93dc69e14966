"""Loads all content of one language into one value, which screens and reports are built from. Words that a
language lacks stay English, and are listed."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diary.content.block import ContentFile, Report, refuse
from diary.content.bodymap import BodyDrawing, BodyWords, load_atlas, load_body_words, load_drawing, load_limbs
from diary.content.catalogue import WordedCatalogue, load_worded_catalogue
from diary.content.decoding import Problem, Text
from diary.content.language import SOURCE_LANGUAGE, Language, available_languages, load_language
from diary.content.registers import load_registers
from diary.content.tips import Tip, load_tips
from diary.content.words import CardWords, FactorWords, ItemWords, RegisterWords, Words
from diary.domain.body import Atlas, Limb
from diary.domain.day import Ago, MomentKind
from diary.domain.item import Catalogue, OwnItem, RiskFactor
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import Register


class CatalogueWords(Struct, frozen=True):
    """The words that go with the catalogue in one language; `missing` names those that stayed English."""

    items: Mapping[str, ItemWords]
    cards: Mapping[str, CardWords]
    factors: Mapping[RiskFactor, FactorWords]
    moments: Mapping[MomentKind, str]
    days: Mapping[Ago, str]
    activities: tuple[str, ...]
    missing: tuple[str, ...] = ()


class _List(Struct):
    activities: tuple[Text, ...] = ()


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


def item_names(resources: Path) -> Iterator[tuple[str, str]]:
    """Yield each name that an item has in any language, those that people also give it first, and its key. Raises
    Refusal CONTENT_INVALID."""
    worded = load_worded_catalogue(resources)
    for language in available_languages(resources):
        words = load_catalogue_words(resources, language, worded)
        yield from ((name, key) for key, item in words.items.items() for name in item.also)
        yield from ((item.on(words.days[Ago.TODAY]).name, key) for key, item in words.items.items())


def load_catalogue_words(
    resources: Path, language: str, worded: WordedCatalogue, report: Report = refuse
) -> CatalogueWords:
    """Return the words of `language`, the English ones where it has none.

    Raises Refusal CONTENT_INVALID (`file`, `key`, `field`, `problem`) for a word that belongs to nothing, a
    wrong type or an unknown field.
    """
    blank = CatalogueWords(
        items=worded.items,
        cards=worded.cards,
        factors=dict.fromkeys(RiskFactor, FactorWords("?", "?")),
        moments=dict.fromkeys(MomentKind, "?"),
        days=dict.fromkeys(Ago, "?"),
        activities=("?",),
    )
    file = _words_of(resources, SOURCE_LANGUAGE, report)
    english = _over(blank, file)
    for missing in english.missing if file.is_read else ():
        file.wrong("", missing, Problem.MISSING)
    english = replace(english, missing=())
    if language == SOURCE_LANGUAGE:
        return english
    items = ContentFile(resources / "content" / language / "items.toml", report, ("cards", "items"), optional=True)
    missing_items: list[str] = []
    words = _over(english, _words_of(resources, language, report))
    return replace(
        words,
        cards=items.over("cards", english.cards, missing_items),
        items=items.over("items", english.items, missing_items),
        missing=(*missing_items, *words.missing),
    )


def _words_of(resources: Path, language: str, report: Report) -> ContentFile:
    path = resources / "content" / language / "words.toml"
    fields = ("factors", "moments", "days", "activities")
    return ContentFile(path, report, fields, optional=language != SOURCE_LANGUAGE)


def _over(below: CatalogueWords, file: ContentFile) -> CatalogueWords:
    """Return the words of a file over others; those it lacks are in `missing`."""
    missing: list[str] = []
    factors = file.over("factors", {factor.value: text for factor, text in below.factors.items()}, missing)
    moments = file.texts_over("moments", {kind.value: text for kind, text in below.moments.items()}, missing)
    days = file.texts_over("days", {ago.value: text for ago, text in below.days.items()}, missing)
    listed = {name: part for name, part in file.tables.items() if name == "activities"}
    activities = (file.block("", listed, _List) or _List()).activities
    return replace(
        below,
        factors={factor: factors[factor.value] for factor in below.factors},
        moments={kind: moments[kind.value] for kind in below.moments},
        days={ago: days[ago.value] for ago in below.days},
        activities=activities or below.activities,
        missing=(*missing, *(() if activities else ("activities",))),
    )
