"""Writes pages of Understand as a booklet: a tagged PDF on A4 or A5, with room to write in one's own words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from diary.content.country import Country
from diary.content.drawings import draw
from diary.content.language import Language
from diary.content.library import Library
from diary.content.theme import PAPER_THEME, load_themes
from diary.content.topics import load_topics, with_factors
from diary.domain.item import RiskFactor
from diary.domain.refusal import Reason, Refusal
from diary.report.pdf import sheet_frame, typeset, write_pdf_only
from diary.report.printable import fields_of
from diary.screens.understand import Run, ShownBlock, TopicMarks, TopicState, build_topic, named

Paper = Literal["a4", "a5"]
TEMPLATE = "handout.typ"


def build_handout(
    keys: Iterable[str], library: Library, resources: Path, country: Country
) -> tuple[TopicState, ...]:
    """Return these pages of Understand without anything of a diary, each once; raises Refusal UNKNOWN_TOPIC."""
    code = library.language.code
    topics = named(load_topics(resources, code, country), library.language)
    topics = with_factors(topics, RiskFactor, resources, code, country)
    pages = []
    for key in dict.fromkeys(keys):
        page = build_topic(topics, key, library, TopicMarks())
        if page is None:
            options = tuple(topic.key for topic in topics.all)
            raise Refusal(Reason.UNKNOWN_TOPIC, topic=key, options=options)
        pages.append(page)
    return tuple(pages)


def write_handout(
    pages: Sequence[TopicState],
    library: Library,
    resources: Path,
    destination: Path,
    made: date,
    paper: Paper = "a4",
) -> None:
    """Write the booklet. Raises Refusal UNKNOWN_FORMAT and what `write_whole` raises; then nothing was written."""
    write_pdf_only(destination, lambda: make_handout(pages, library, resources, made, paper)[0])


def make_handout(
    pages: Sequence[TopicState], library: Library, resources: Path, made: date, paper: Paper = "a4"
) -> list[bytes]:
    """Return the booklet as a tagged PDF."""
    language, theme = library.language, load_themes(resources)[PAPER_THEME]
    t = language.t
    data = {
        **sheet_frame(language, resources),
        "footer": t("General information: no diagnosis and no personal advice."),
        "paper": paper,
        "title": pages[0].topic.title if len(pages) == 1 else t("Understand"),
        "made_on": language.pattern(made, "d MMM y"),
        "drawing_note": t("A drawing, not a measurement of you"),
        "attempt_title": t("If you want to try something"),
        "words_title": t("Words explained"),
        "sources_title": t("Sources"),
        "pages": [
            {**_page(page, language), "svg": draw(resources, language.code, page.topic.drawing, theme)}
            for page in pages
        ],
    }
    return typeset(TEMPLATE, data, resources, "pdf", made)


def _page(page: TopicState, language: Language) -> dict[str, object]:
    topic, words = page.topic, partial(_words, language)
    return {
        **fields_of(topic, "title", "summary", "known_heading", "attempt", "question"),
        "alt": topic.drawing_alt,
        "blocks": _blocks(page.blocks, words),
        "known": [{"words": one.words, "level": one.level, "text": words(one.text)} for one in page.known],
        "unknown": _blocks(page.unknown, words),
        "words": [{"name": run.text, "meaning": run.meaning} for run in _explained(page)],
        "sources": [fields_of(source, "name", "where") for source in topic.sources],
    }


def _blocks(blocks: Iterable[ShownBlock], words: Callable[[Iterable[Run]], str]) -> list[dict[str, object]]:
    return [{"kind": block.kind.value, "rows": [[*map(words, row)] for row in block.rows]} for block in blocks]


def _explained(page: TopicState) -> Iterator[Run]:
    """Yield the words that have a meaning, in the order they stand in the text: paper has nothing to point at."""
    before, after = (
        [runs for block in blocks for row in block.rows for runs in row] for blocks in (page.blocks, page.unknown)
    )
    for runs in (*before, *(point.text for point in page.known), *after):
        yield from (run for run in runs if run.meaning)


def _words(language: Language, runs: Iterable[Run]) -> str:
    """Return what these say: on paper the title of another page is quoted, as nothing can be pressed there."""
    return "".join(language.t("“{words}”", words=run.text) if run.target else run.text for run in runs)
