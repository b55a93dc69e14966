"""Reads the words of one language from its folder; missing ones stay English and are listed."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diary.content.block import ContentFile, Report, refuse
from diary.content.catalogue import WordedCatalogue, load_worded_catalogue
from diary.content.decoding import Problem, Text
from diary.content.language import SOURCE_LANGUAGE, available_languages
from diary.content.words import CardWords, FactorWords, ItemWords
from diary.domain.day import Ago, MomentKind
from diary.domain.item import RiskFactor


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


def item_names(resources: Path) -> Iterator[tuple[str, str]]:
    """Yield each name that an item has in any language, and its key. Raises Refusal CONTENT_INVALID."""
    worded = load_worded_catalogue(resources)
    for language in available_languages(resources):
        words = load_catalogue_words(resources, language, worded)
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
