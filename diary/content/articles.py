"""Articles: pages of fixed text that are the same for everybody, such as when to call a doctor."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from diary.content.block import Block, Problem, invalid, read_block
from diary.content.language import SOURCE_LANGUAGE
from diary.domain.item import RiskFactor

RED_FLAGS = "red_flags"
PURPOSE = "purpose"
PRIVACY = "privacy"
FACTOR_ARTICLES: Mapping[RiskFactor, str] = {factor: f"factor_{factor}" for factor in RiskFactor}
"""What can be read about each risk factor."""
ARTICLES = (RED_FLAGS, PURPOSE, PRIVACY, *FACTOR_ARTICLES.values())


@dataclass(frozen=True, slots=True)
class Section:
    """One part of an article: paragraphs first, then bullets; either may be empty."""

    title: str
    paragraphs: tuple[str, ...]
    bullets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A page of text. `summary` is its one sentence for a card or the foot of a page, `footer` the line printed
    under every page (only the purpose has one)."""

    key: str
    title: str
    summary: str
    sections: tuple[Section, ...]
    footer: str = ""


def load_article(resources: Path, language: str, key: str) -> Article:
    """The article in this language, in English when it is not translated.

    Raises Refusal CONTENT_INVALID with `file`, `key`, `field` and `problem`, also for an article nobody wrote.
    """
    if key not in ARTICLES:
        raise invalid("articles", key, "", Problem.UNKNOWN)
    path = _path(resources, language, key)
    root = read_block(path if path.is_file() else _path(resources, SOURCE_LANGUAGE, key))
    sections = tuple(_section(block) for block in root.blocks("section"))
    if not sections:
        raise root.wrong("section", Problem.MISSING)
    article = Article(key, root.text("title"), root.text("summary"), sections, root.text("footer", ""))
    root.done()
    return article


def missing_articles(resources: Path, language: str) -> tuple[str, ...]:
    """Articles that are not written in this language, as `articles.privacy`."""
    return tuple(f"articles.{key}" for key in ARTICLES if not _path(resources, language, key).is_file())


def _path(resources: Path, language: str, key: str) -> Path:
    return resources / "content" / language / "articles" / f"{key}.toml"


def _section(block: Block) -> Section:
    section = Section(block.text("title"), block.texts("paragraphs"), block.texts("bullets"))
    if not (section.paragraphs or section.bullets):
        raise block.wrong("paragraphs", Problem.MISSING)
    block.done()
    return section
