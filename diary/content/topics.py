"""Reads the topics: the pages of Understand with their sources, and the glossary, in one language.

What is the same in every language stands in `pages.toml`, the words in `<language>/pages/<key>.md` (TOML between
two lines of +++, then Markdown). The articles about factors and about when to call a doctor are topics too.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Final

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from diary.content.articles import FACTOR_ARTICLES, Article
from diary.content.block import ContentFile, Report, refuse
from diary.content.catalogue import Key
from diary.content.country import PLACE, Country, Numbers, load_numbers, read_article
from diary.content.decoding import Problem, Text
from diary.content.language import SOURCE_LANGUAGE
from diary.domain.item import RiskFactor
from diary.domain.text import folded

LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


class Part(StrEnum):
    """The group a topic is shown in."""

    PAIN = "pain"
    HELP = "help"
    LIFE = "life"


class StudyStrength(StrEnum):
    """How well something has been studied."""

    WELL = "well"
    SOMEWHAT = "somewhat"
    HARDLY = "hardly"


class BlockKind(StrEnum):
    """How a block of text is shown; glossary words are pairs of a word and what it means."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"
    WORDS = "words"


class TextBlock(Struct, frozen=True):
    """One block: a row has the cells of a table (the first row is its head), else one text."""

    kind: BlockKind
    rows: tuple[tuple[str, ...], ...]


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """Where something was read: authors and year, and journal or site."""

    key: Key
    name: Text
    where: Text


class GlossaryWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that is explained; `also` are other forms of it that may stand in a text. Everybody knows one that is
    not `marked` there: it is in the list only."""

    word: Text
    text: Text
    also: tuple[Text, ...] = ()
    marked: bool = True
    key: str = ""


class _Shared(Struct, frozen=True, kw_only=True):
    """What a topic has in every language; the fields are described at the top of `pages.toml`. part is None for
    the articles about factors, which stand in no group."""

    key: Key
    part: Part | None = None
    road: bool = False
    phase: Annotated[int, Meta(ge=1, le=3)] | None = None
    factor: RiskFactor | None = None
    charts: tuple[Text, ...] = ()
    tools: tuple[Text, ...] = ()
    drawing: str = ""


class Declared(_Shared, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A topic in `pages.toml`."""

    part: Part
    strength: list[StudyStrength] = []  # a list, because the same word may stand in it twice
    sources: tuple[Text, ...] = ()
    article: str = ""
    glossary: bool = False

    @property
    def shared(self) -> dict[str, Any]:
        """What the topic takes over, by its fields."""
        return {name: getattr(self, name) for name in _Shared.__struct_fields__}


class _Written(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a topic; `body` is the Markdown below them."""

    title: Text
    summary: Text
    question: Text
    body: Text
    drawing_alt: Text = ""
    search: tuple[Text, ...] = ()
    attempt: Text = field(default="", name="try")


class Topic(_Shared, frozen=True, kw_only=True, dict=True):
    """One page of Understand in one language.

    blocks: the text; known: each point of what research knows, and how well it was studied; unknown: what is not
    known yet, with its heading. attempt: something to try (may be empty). search: other words people type for it.
    """

    title: str = ""
    summary: str = ""
    blocks: tuple[TextBlock, ...] = ()
    known_heading: str = ""
    known: tuple[tuple[str, StudyStrength], ...] = ()
    unknown: tuple[TextBlock, ...] = ()
    sources: tuple[Source, ...] = ()
    question: str = ""
    attempt: str = ""
    drawing_alt: str = ""
    search: tuple[str, ...] = ()

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Everything that is read, without title and sources: Markdown links are replaced by their words."""
        return tuple(LINK.sub(r"\1", text) for text in self._written if text)

    @property
    def word_count(self) -> int:
        """How many words are read; a key of a link adds none."""
        return sum(len(text.split()) for text in self._written)

    @property
    def _written(self) -> tuple[str, ...]:
        blocks = (text for block in (*self.blocks, *self.unknown) for row in block.rows for text in row)
        return (self.summary, *blocks, *(text for text, _ in self.known), self.attempt, self.question)

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """Its texts as they are searched."""
        return tuple(map(folded, self.texts))

    @property
    def links(self) -> tuple[str, ...]:
        """The topics its text leads to."""
        texts = (text for block in (*self.blocks, *self.unknown) for row in block.rows for text in row)
        return tuple(dict.fromkeys(key for text in texts for _, key in LINK.findall(text)))


class Topics(Struct, frozen=True):
    """Topics of a language in the order they are shown, and the glossary."""

    all: tuple[Topic, ...]
    glossary: tuple[GlossaryWord, ...] = ()

    def find(self, key: str) -> Topic | None:
        return next((topic for topic in self.all if topic.key == key), None)

    @property
    def road(self) -> tuple[Topic, ...]:
        """The topics to begin with, in their order."""
        return tuple(topic for topic in self.all if topic.road)


def topic_keys(resources: Path) -> tuple[str, ...]:
    """Return the keys of all topics, also of the articles about factors."""
    file = ContentFile(resources / "content" / "pages.toml", refuse, ("page", "source"))
    return tuple(dict.fromkeys((*file.keys("page"), *FACTOR_ARTICLES.values())))


def load_topics(resources: Path, language: str, country: Country, report: Report = refuse) -> Topics:
    """Return all topics but the articles about factors, English where one is not written in `language`; the list
    of words has no title here.

    Raises Refusal CONTENT_INVALID with `file`, `key`, `field` and `problem`.
    """
    file = ContentFile(resources / "content" / "pages.toml", report, ("page", "source"))
    declared = file.listed(Declared, "page")
    sources = file.listed(Source, "source")
    glossary = _glossary(resources, language, report)
    known = frozenset((*file.keys("page"), *FACTOR_ARTICLES.values()))
    numbers = load_numbers(resources, language, report).get(country)
    topics = []
    for key, page in declared.items():
        if page.article and report is not refuse:
            continue  # articles are checked by themselves
        if page.article:
            topics.append(_of_article(read_article(resources, language, page.article, country), **page.shared))
        elif page.glossary:
            rows = tuple((word.word, word.text) for word in glossary)
            topics.append(Topic(**page.shared, blocks=(TextBlock(BlockKind.WORDS, rows),)))
        else:
            path = _path(resources, language, key)
            written = ContentFile(path if path.is_file() else _path(resources, SOURCE_LANGUAGE, key), report)
            cited = [sources[name] for name in page.sources if name in sources]
            topic = _topic(written, page, cited, known, numbers)
            topics += [] if topic is None else [topic]
    _check_files(resources, language, known, report)
    return Topics(tuple(topics), glossary)


def with_factors(
    topics: Topics, factors: Iterable[RiskFactor], resources: Path, language: str, country: Country
) -> Topics:
    """Return the topics and, after them, the articles about these factors: apart, because reading all seven takes
    as long as reading all the rest. Raises Refusal CONTENT_INVALID."""
    found = []
    for factor in factors:
        name = FACTOR_ARTICLES[factor]
        if topics.find(name) is not None:
            continue
        about = [topic for topic in topics.all if topic.factor is factor]
        charts = dict.fromkeys(chart for topic in about for chart in topic.charts)
        tools = dict.fromkeys(tool for topic in about for tool in topic.tools)
        article = read_article(resources, language, name, country)
        found.append(_of_article(article, key=name, factor=factor, charts=tuple(charts), tools=tuple(tools)))
    return Topics((*topics.all, *found), topics.glossary)


def parse_blocks(markdown: str) -> Iterator[TextBlock]:
    """Yield the blocks of Markdown that has nothing but paragraphs, ## headings, - lists and tables."""
    for part in re.split(r"\n\s*\n", markdown.strip()):
        lines = [line.strip() for line in part.splitlines()]
        if lines and lines[0].startswith("#"):
            yield TextBlock(BlockKind.HEADING, ((lines[0].lstrip("# "),),))
            lines = lines[1:]
        if not lines:
            continue
        if lines[0].startswith("- "):
            items = re.split(r"(?:^|\n)- ", "\n".join(lines))[1:]
            yield TextBlock(BlockKind.LIST, tuple((" ".join(item.split()),) for item in items))
        elif lines[0].startswith("|"):
            rows = (tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
            yield TextBlock(BlockKind.TABLE, tuple(row for row in rows if not set("".join(row)) <= set("-: ")))
        else:
            yield TextBlock(BlockKind.PARAGRAPH, ((" ".join(lines),),))


def _topic(
    file: ContentFile, page: Declared, sources: Iterable[Source], targets: frozenset[str], numbers: Numbers | None
) -> Topic | None:
    """Put together what is declared and what is written; None after reporting mistakes in the file."""
    words = file.whole(_Written) if file.is_read else None
    if words is None:
        return None
    if page.drawing and not words.drawing_alt:
        file.wrong("", "drawing_alt", Problem.MISSING)
    blocks = tuple(parse_blocks(_filled(file, words.body, numbers)))
    places = [place for place, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    known = blocks[places[-2] + 1] if len(places) > 1 and places[-2] + 2 == places[-1] else None
    if known is None or known.kind is not BlockKind.LIST or places[-1] + 1 == len(blocks):
        file.wrong("", "body", Problem.MISSING)
        return None
    points = tuple(row[0] for row in known.rows)
    topic = Topic(
        **page.shared,
        title=words.title,
        summary=words.summary,
        blocks=blocks[: places[-2]],
        known_heading=blocks[places[-2]].rows[0][0],
        known=tuple(zip(points, page.strength, strict=False)),
        unknown=blocks[places[-1] :],
        sources=tuple(sources),
        question=words.question,
        attempt=words.attempt,
        drawing_alt=words.drawing_alt,
        search=words.search,
    )
    _check_topic(file, page, len(points), topic.links, targets)
    return topic


def _check_topic(
    file: ContentFile, page: Declared, points: int, links: Iterable[str], targets: frozenset[str]
) -> None:
    if points != len(page.strength):
        file.wrong(page.key, "strength", Problem.NOT_ALLOWED, (f"{points} of {', '.join(StudyStrength)}",))
    for key in set(links) - targets:
        file.wrong(key, "body", Problem.UNKNOWN)


def _filled(file: ContentFile, body: str, numbers: Numbers | None) -> str:
    """Return the text with what differs by country, after reporting places that no country has."""
    for place in {*PLACE.findall(body)} - {*Numbers.__struct_fields__}:
        file.wrong(place, "body", Problem.UNKNOWN)
    return numbers.filled(body) if numbers else body


def _of_article(article: Article, **shared: Any) -> Topic:  # noqa: ANN401
    blocks: list[TextBlock] = []
    for section in article.sections:
        blocks += [TextBlock(BlockKind.HEADING, ((section.title,),))] if section.title else []
        blocks += [TextBlock(BlockKind.PARAGRAPH, ((text,),)) for text in section.paragraphs]
        if section.bullets:
            blocks.append(TextBlock(BlockKind.LIST, tuple((text,) for text in section.bullets)))
    return Topic(
        **shared, title=article.title, summary=article.summary, blocks=tuple(blocks), search=article.search
    )


def _glossary(resources: Path, language: str, report: Report) -> tuple[GlossaryWord, ...]:
    own = _words_path(resources, language)
    file = ContentFile(own if own.is_file() else _words_path(resources, SOURCE_LANGUAGE), report)
    return tuple(replace(word, key=key) for key, word in file.named(GlossaryWord).items())


def _check_files(resources: Path, language: str, known: frozenset[str], report: Report) -> None:
    """Report texts that belong to no topic."""
    for path in sorted((resources / "content" / language / "pages").glob("*.md")):
        if path.stem not in known:
            ContentFile(path, report).wrong("", "", Problem.UNKNOWN)


def _path(resources: Path, language: str, key: str) -> Path:
    return resources / "content" / language / "pages" / f"{key}.md"


def _words_path(resources: Path, language: str) -> Path:
    return resources / "content" / language / "glossary.toml"
