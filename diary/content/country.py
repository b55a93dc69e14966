"""Reads what differs by country, as the telephone numbers to call: it stands in articles and pages. Those of a new
`Country` stand in each `<language>/countries.toml`."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diary.content.articles import Article, ArticleSection, load_article
from diary.content.block import ContentFile, Report, refuse
from diary.content.decoding import Problem, Text
from diary.content.language import SOURCE_LANGUAGE

_FILE = "countries.toml"
PLACE = re.compile(r"\{(\w+)\}")


class Numbers(Struct, frozen=True, forbid_unknown_fields=True):
    """Telephone numbers and ways to care of one country, named in texts as {emergency}, {care_start} and so on."""

    emergency: Text
    emergency_note: Text
    doctor: Text
    out_of_hours: Text
    crisis: Text
    danger: Text
    care_start: Text
    care_physio: Text
    care_chiropractor: Text
    care_cost: Text
    work_doctor: Text

    def filled(self, text: str) -> str:
        """Return a text with its places filled in; a place that no country has stays."""
        return PLACE.sub(lambda place: getattr(self, place[1], place[0]), text)


class Country(StrEnum):
    """Where a person calls for help. Another country is another member, and a table in every `countries.toml`."""

    NETHERLANDS = "nl"
    BELGIUM = "be"
    ELSEWHERE = "elsewhere"


def country_of(locales: Iterable[str]) -> Country:
    """Return the country named by these locales, such as nl_BE.UTF-8; the first that names one decides.

    Dutch without a country means the Netherlands; any other language does not tell the country.
    """
    dutch = [name.replace("-", "_").upper() for name in locales if name[:2].lower() == "nl"]
    for name in dutch:
        match name[2:5]:
            case "_BE":
                return Country.BELGIUM
            case "_NL":
                return Country.NETHERLANDS
    return Country.NETHERLANDS if dutch else Country.ELSEWHERE


def load_numbers(resources: Path, language: str, report: Report = refuse) -> Mapping[Country, Numbers]:
    """Return the numbers to call in each country, in English where `language` has no words for it.

    Raises Refusal CONTENT_INVALID with `file`, `key`, `field` and `problem`, also for a country without words.
    """
    own = _path(resources, language)
    file = ContentFile(own if own.is_file() else _path(resources, SOURCE_LANGUAGE), report)
    names = tuple(country.value for country in Country)
    for key in file.tables:
        if key not in names:
            file.wrong(key, "", Problem.UNKNOWN, names)
    found = file.named(Numbers)
    for name in names:
        if file.is_read and name not in file.tables:
            file.wrong(name, "", Problem.MISSING)
    return {country: found[country] for country in Country if country in found}


def read_article(resources: Path, language: str, key: str, country: Country) -> Article:
    article = load_article(resources, language, key)
    filled = load_numbers(resources, language)[country].filled
    sections = (
        ArticleSection(filled(each.title), tuple(map(filled, each.paragraphs)), tuple(map(filled, each.bullets)))
        for each in article.sections
    )
    return replace(article, sections=tuple(sections))


def _path(resources: Path, language: str) -> Path:
    return resources / "content" / language / _FILE
