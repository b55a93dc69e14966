"""The topics of Understand: the same in every language, and a mistake is named (texts: test_article_texts)."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from content import content_mistakes, missing_words
from hypothesis import given
from hypothesis import strategies as st

from diary.content.country import Country
from diary.content.library import Library
from diary.content.topics import LINK, BlockKind, Part, Topic, Topics, load_topics, parse_blocks, with_factors
from diary.domain.item import RiskFactor
from diary.domain.refusal import Refusal
from diary.domain.text import folded
from diary.screens.chart_stack import chart_kind_choices

LANGUAGES = ("en", "nl")


def declared_pages(resources: Path) -> list[dict[str, Any]]:
    path = resources / "content" / "pages.toml"
    pages: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["page"]
    return pages


def topics_in(resources: Path, language: str) -> Topics:
    return with_factors(
        load_topics(resources, language, Country.NETHERLANDS), RiskFactor, resources, language, Country.NETHERLANDS
    )


def test_every_page_is_loaded_in_three_groups_with_a_road_of_five(resources: Path) -> None:
    found = load_topics(resources, "nl", Country.NETHERLANDS)
    assert [topic.key for topic in found.all] == [page["key"] for page in declared_pages(resources)]
    assert {topic.part for topic in found.all} == {*Part}
    assert [topic.key for topic in found.road] == ["protects", "kinds", "filter", "helps", "movement"]


def test_both_languages_say_the_same_things(resources: Path) -> None:
    def frame(topic: Topic) -> list[object]:
        blocks = (*topic.blocks, *topic.unknown)
        kinds = [block.kind for block in blocks if block.kind is not BlockKind.PARAGRAPH]
        strengths = [strength for _, strength in topic.known]
        said = [bool(text) for text in (topic.question, topic.attempt, topic.drawing_alt)]
        return [topic.key, strengths, sorted(topic.links), len(topic.sources), said, kinds.count(BlockKind.TABLE)]

    english, dutch = (topics_in(resources, language).all for language in LANGUAGES)
    assert list(map(frame, english)) == list(map(frame, dutch))
    assert missing_words(resources, "nl") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_sources_a_question_and_what_is_not_known(resources: Path, language: str) -> None:
    for topic in load_topics(resources, language, Country.NETHERLANDS).all:
        if topic.key in {"red_flags", "words"}:
            continue
        assert len(topic.sources) >= 2, topic.key
        assert topic.question.endswith("?"), topic.key
        assert topic.known, topic.key
        assert topic.unknown[0].kind is BlockKind.HEADING, topic.key


def test_the_page_about_calling_a_doctor_is_the_article_with_the_numbers_of_the_country(resources: Path) -> None:
    for country in Country:
        topic = load_topics(resources, "nl", country).find("red_flags")
        assert topic is not None
        assert "{" not in " ".join(topic.texts)


def test_topics_name_charts_that_trends_has(resources: Path, english: Library) -> None:
    known = {kind.key for kind in chart_kind_choices(english)}
    assert {chart for topic in topics_in(resources, "en").all for chart in topic.charts} - known == set()


MISTAKES = [
    ("pages.toml", 'key = "protects"\n', 'key = "protects"\ncolour = "red"\n', ("protects", "colour")),
    (
        "pages.toml",
        '"raja_2020", "moseley_2015"',
        '"raja_2021", "moseley_2015"',
        ("protects", "sources.raja_2021"),
    ),
    ("pages.toml", 'charts = ["spread"]', 'charts = ["spred"]', ("protects", "charts.spred")),
    ("pages.toml", 'tools = ["rising"]', 'tools = ["risen"]', ("sleep", "tools.risen")),
    ("pages.toml", '["well", "somewhat", "hardly"]', '["well", "somewhat"]', ("protects", "strength")),
    ("pages.toml", 'factor = "persistent_pain"', 'factor = "pain"', ("protects", "factor")),
    ("nl/pages/filter.md", "summary =", "sumary =", ("nl/pages/filter.md", "summary")),
    ("nl/pages/filter.md", "](movement)", "](moving)", ("nl/pages/filter.md", "moving")),
    (
        "nl/pages/filter.md",
        "## Wat onderzoek laat zien",
        "Wat onderzoek laat zien",
        ("nl/pages/filter.md", "body"),
    ),
    ("nl/pages/filter.md", 'drawing_alt = "', 'drawing_alt = "" # "', ("nl/pages/filter.md", "drawing_alt")),
    ("nl/pages/harder_times.md", "{crisis}", "{krisis}", ("nl/pages/harder_times.md", "krisis")),
    ("nl/glossary.toml", "text =", "tekst =", ("nl/glossary.toml", "pain", "text")),
]


@pytest.mark.parametrize(("file", "was", "becomes", "named"), MISTAKES, ids=str)
def test_a_mistake_is_named_by_file_block_and_field(
    copied: Path, file: str, was: str, becomes: str, named: tuple[str, ...]
) -> None:
    path = copied / "content" / file
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    found = [mistake for mistake in content_mistakes(copied) if not mistake.startswith("theme/")]
    assert all(name in found[0] for name in named), found


def test_a_text_that_belongs_to_no_page_is_named(copied: Path) -> None:
    (copied / "content" / "nl" / "pages" / "moon.md").write_text("+++\n+++\n", encoding="utf-8")
    assert any("nl/pages/moon.md" in mistake for mistake in content_mistakes(copied))


def test_a_page_that_is_not_translated_is_english_and_listed(copied: Path) -> None:
    (copied / "content" / "nl" / "pages" / "filter.md").unlink()
    (copied / "content" / "nl" / "glossary.toml").unlink()
    topics = {language: load_topics(copied, language, Country.NETHERLANDS) for language in LANGUAGES}
    assert topics["nl"].find("filter") == topics["en"].find("filter")
    missing = missing_words(copied, "nl")
    assert "pages.filter" in missing
    assert "glossary.pain" in missing


@given(st.text(alphabet="+a =\"'\n#-|[]()é\\", max_size=60))
def test_any_text_file_is_read_or_refused(text: str) -> None:
    from tempfile import TemporaryDirectory

    from diary.content.block import ContentFile

    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.md"
        path.write_text(text, encoding="utf-8")
        mistakes: list[Refusal] = []
        file = ContentFile(path, mistakes.append)
        assert file.is_read or mistakes
        for block in parse_blocks(str(file.tables.get("body", ""))):
            assert all(isinstance(cell, str) for row in block.rows for cell in row)


@given(st.lists(st.sampled_from(["Een zin.", "## Kop", "- een\n- twee", "| a | b |\n| --- | --- |\n| c | d |"])))
def test_no_word_of_a_text_is_lost(parts: list[str]) -> None:
    blocks = list(parse_blocks("\n\n".join(parts)))
    said = [word for block in blocks for row in block.rows for cell in row for word in cell.split()]
    assert said == [word for part in parts for word in re.findall(r"[\w.]+", part)]


def test_links_are_no_part_of_what_is_read(resources: Path) -> None:
    for language in LANGUAGES:
        for topic in topics_in(resources, language).all:
            assert not any(LINK.search(text) or "](" in text for text in topic.texts), topic.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_that_is_marked_is_explained_by_itself(resources: Path, language: str) -> None:
    glossary = load_topics(resources, language, Country.NETHERLANDS).glossary
    said = [(form, word.text) for word in glossary if word.marked for form in (word.word, *word.also)]
    assert [form for form, text in said if text.lower().startswith(form.lower())] == []
    assert len(said) > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_found_by_words_of_its_text_without_a_word_for_search(resources: Path, language: str) -> None:
    topics = topics_in(resources, language).all
    twice = [
        (topic.key, word)
        for topic in topics
        for word in topic.search
        if any(folded(word) in text for text in (folded(topic.title), *topic.searched))
    ]
    assert twice == []
    assert sum(len(topic.search) for topic in topics) > 60
