"""Whom to call in which country: the numbers that stand in the articles."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from diary.content.articles import Article, Section, load_article
from diary.content.block import Problem, invalid, read_block
from diary.content.language import SOURCE_LANGUAGE

NUMBERS = ("emergency", "emergency_note", "doctor", "out_of_hours", "crisis", "danger")
"""What an article can name as {emergency}, {crisis} and so on; every country has words for each."""
_FILE = "countries.toml"


class Country(StrEnum):
    """Where a person calls for help. Another country is another member, and a table in every `countries.toml`."""

    NETHERLANDS = "nl"
    BELGIUM = "be"
    ELSEWHERE = "elsewhere"


def country_of(locales: Iterable[str]) -> Country:
    """The country these names of locales speak of, such as nl_BE.UTF-8; the first that says it wins.

    Dutch without a country is the Netherlands; any other language may be spoken anywhere.
    """
    dutch = [name.replace("-", "_").upper() for name in locales if name[:2].lower() == "nl"]
    for name in dutch:
        match name[2:5]:
            case "_BE":
                return Country.BELGIUM
            case "_NL":
                return Country.NETHERLANDS
    return Country.NETHERLANDS if dutch else Country.ELSEWHERE


def load_numbers(resources: Path, language: str, country: Country) -> Mapping[str, str]:
    """Whom to call in a country, in English where `language` has no words for it.

    Raises Refusal CONTENT_INVALID with `file`, `key`, `field` and `problem`, also for a country without words.
    """
    own = _path(resources, language)
    path = own if own.is_file() else _path(resources, SOURCE_LANGUAGE)
    blocks = read_block(path).all_named_blocks()
    unknown = sorted(blocks.keys() - {each.value for each in Country})
    if unknown:
        raise invalid(f"{path.parent.name}/{_FILE}", unknown[0], "", Problem.UNKNOWN)
    if country not in blocks:
        raise invalid(f"{path.parent.name}/{_FILE}", country, "", Problem.MISSING)
    numbers = {name: blocks[country].text(name) for name in NUMBERS}
    blocks[country].done()
    return numbers


def read_article(resources: Path, language: str, key: str, country: Country) -> Article:
    """An article as it is read: with the numbers of the country in their places."""
    article = load_article(resources, language, key)
    numbers = load_numbers(resources, language, country)
    return replace(article, sections=tuple(_with_numbers(section, numbers) for section in article.sections))


def missing_numbers(resources: Path, language: str) -> tuple[str, ...]:
    """`countries` when nobody wrote in this language whom to call; empty when that is there."""
    return () if _path(resources, language).is_file() else ("countries",)


def _path(resources: Path, language: str) -> Path:
    return resources / "content" / language / _FILE


def _with_numbers(section: Section, numbers: Mapping[str, str]) -> Section:
    def said(text: str) -> str:
        for name, words in numbers.items():
            text = text.replace("{" + name + "}", words)
        return text

    return Section(
        said(section.title),
        tuple(said(text) for text in section.paragraphs),
        tuple(said(text) for text in section.bullets),
    )
