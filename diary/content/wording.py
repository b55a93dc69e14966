"""Reads the words of one language from its folder; missing ones stay English and are listed."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, to_builtins

from diary.content.block import ContentFile, Report, refuse
from diary.content.catalogue import WordedCatalogue
from diary.content.decoding import Problem, Text
from diary.content.language import SOURCE_LANGUAGE
from diary.content.words import CardWords, FactorWords, ItemWords
from diary.domain.day import Ago, MomentKind
from diary.domain.item import RiskFactor

S = TypeVar("S", bound=Struct)


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


def load_catalogue_words(
    resources: Path, language: str, worded: WordedCatalogue, report: Report = refuse
) -> CatalogueWords:
    """Return the words of `language`, the English ones where it has none.

    Raises Refusal CONTENT_INVALID (`file`, `key`, `field`, `problem`) for a word that belongs to nothing, a
    wrong type or an unknown field.
    """
    english = _Layer(resources / "content" / SOURCE_LANGUAGE, report)
    blank = CatalogueWords(
        items=worded.items,
        cards=worded.cards,
        factors=dict.fromkeys(RiskFactor, FactorWords("?", "?")),
        moments=dict.fromkeys(MomentKind, "?"),
        days=dict.fromkeys(Ago, "?"),
        activities=("?",),
    )
    words = english.over(blank, with_items=False)
    for missing in english.missing if english.words.is_read else ():
        english.words.wrong("", missing, Problem.MISSING)
    return words if language == SOURCE_LANGUAGE else _Layer(resources / "content" / language, report).over(words)


class _Layer:
    """Lays the words of one language's folder over others and remembers which were not there."""

    def __init__(self, folder: Path, report: Report) -> None:
        is_optional = folder.name != SOURCE_LANGUAGE
        fields = ("factors", "moments", "days", "activities")
        self.words = ContentFile(folder / "words.toml", report, fields, optional=is_optional)
        self.items = ContentFile(folder / "items.toml", report, ("cards", "items"), optional=True)
        self.missing: list[str] = []

    def over(self, below: CatalogueWords, *, with_items: bool = True) -> CatalogueWords:
        """Return the words of this layer, and those of `below` where it has none."""
        words = self.words
        cards = self._blocks(self.items, "cards", below.cards) if with_items else below.cards
        items = self._blocks(self.items, "items", below.items) if with_items else below.items
        factors = self._blocks(words, "factors", {factor.value: text for factor, text in below.factors.items()})
        moments = self._texts("moments", {kind.value: text for kind, text in below.moments.items()})
        days = self._texts("days", {ago.value: text for ago, text in below.days.items()})
        listed = {name: part for name, part in words.tables.items() if name == "activities"}
        activities = (words.block("", listed, _List) or _List()).activities
        if not activities:
            self.missing.append("activities")
        return CatalogueWords(
            items=items,
            cards=cards,
            factors={factor: factors[factor.value] for factor in below.factors},
            moments={kind: moments[kind.value] for kind in below.moments},
            days={ago: days[ago.value] for ago in below.days},
            activities=activities or below.activities,
            missing=tuple(self.missing),
        )

    def _blocks(self, file: ContentFile, field: str, below: Mapping[str, S]) -> dict[str, S]:
        lines = file.table(field)
        self._refuse_unknown(file, field, lines, below)
        return {
            key: self._block(file, f"{field}.{key}", key, lines.get(key, {}), words)
            for key, words in below.items()
        }

    def _block(self, file: ContentFile, path: str, key: str, line: object, below: S) -> S:
        if not isinstance(line, dict):
            file.wrong(key, path.partition(".")[0], Problem.WRONG_TYPE)
            return below
        known = {name: text for name, text in to_builtins(below).items() if text}
        options = known.pop("options", {})
        own = line.get("options", {})
        if isinstance(own, dict):
            self._note_missing(f"{path}.options", options, own)
            for name in own.keys() - options.keys():
                file.wrong(key, f"options.{name}", Problem.UNKNOWN, tuple(options))
            own = {**options, **own}
        self._note_missing(path, known, line)
        return file.block(key, {**known, **line, **({"options": own} if own else {})}, type(below)) or below

    def _texts(self, field: str, below: Mapping[str, str]) -> Mapping[str, str]:
        lines = self.words.table(field)
        for name in lines.keys() - below.keys():
            self.words.wrong(field, name, Problem.UNKNOWN, tuple(below))
        self._note_missing(field, below, lines)
        return self.words.block(field, {**below, **lines}, dict[str, Text]) or below

    def _note_missing(self, path: str, below: Iterable[str], line: Mapping[str, Any]) -> None:
        self.missing += [f"{path}.{name}" for name in below if name not in line]

    def _refuse_unknown(
        self, file: ContentFile, field: str, lines: Iterable[str], known: Mapping[str, object]
    ) -> None:
        for key in lines:
            if known and key not in known:
                file.wrong(key, field, Problem.UNKNOWN)
