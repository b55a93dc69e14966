"""Reads articles: pages of fixed text that are the same for everybody, such as when to call a doctor."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from diary.content.block import ContentFile, Report, invalid, refuse
from diary.content.decoding import Problem, Text, Wrong
from diary.content.language import SOURCE_LANGUAGE
from diary.domain.item import RiskFactor

RED_FLAGS = "red_flags"
PURPOSE = "purpose"
PRIVACY = "privacy"
FACTOR_ARTICLES: Mapping[RiskFactor, str] = {factor: f"factor_{factor}" for factor in RiskFactor}
"""What can be read about each risk factor."""
ARTICLES = (RED_FLAGS, PURPOSE, PRIVACY, *FACTOR_ARTICLES.values())


class ArticleSection(Struct, frozen=True, forbid_unknown_fields=True):
    """One part of an article: paragraphs first, then bullets; either may be empty."""

    title: Text
    paragraphs: tuple[Text, ...] = ()
    bullets: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        if not (self.paragraphs or self.bullets):
            raise Wrong("paragraphs", Problem.MISSING)


class _Head(Struct, frozen=True, forbid_unknown_fields=True):
    title: Text
    summary: Text
    footer: Text = ""
    search: tuple[Text, ...] = ()


class Article(Struct, frozen=True):
    """A page of text. `summary` is its one sentence for a card or the foot of a page, `footer` the line printed
    under every page (only the purpose has one), `search` what else it is found by."""

    key: str
    title: str
    summary: str
    sections: tuple[ArticleSection, ...]
    footer: str = ""
    search: tuple[str, ...] = ()


def load_article(resources: Path, language: str, key: str, report: Report = refuse) -> Article:
    """Return the article in this language, in English when it is not translated.

    Raises Refusal CONTENT_INVALID with `file`, `key`, `field` and `problem`, also for an article nobody wrote.
    """
    if key not in ARTICLES:
        raise invalid("articles", key, "", Problem.UNKNOWN, ARTICLES)
    path = _path(resources, language, key)
    file = ContentFile(path if path.is_file() else _path(resources, SOURCE_LANGUAGE, key), report)
    sections = tuple(file.listed(ArticleSection, "section").values())
    if file.is_read and not file.tables.get("section"):
        file.wrong("", "section", Problem.MISSING)
    head = file.block("", {name: part for name, part in file.tables.items() if name != "section"}, _Head)
    head = head or _Head("?", "?")
    return Article(key, head.title, head.summary, sections, head.footer, head.search)


def _path(resources: Path, language: str, key: str) -> Path:
    return resources / "content" / language / "articles" / f"{key}.toml"
