"""Lists every mistake of every content file at once, for those who write them and before other tests run."""

from pathlib import Path

from diary.content.articles import ARTICLES, load_article
from diary.content.bodymap import load_atlas, load_body_words, load_drawing, load_limbs
from diary.content.catalogue import load_worded_catalogue
from diary.content.country import Country, load_numbers
from diary.content.decoding import Problem
from diary.content.language import (
    SOURCE_LANGUAGE,
    available_languages,
    language_for_mistakes,
    load_language_file,
)
from diary.content.registers import load_registers
from diary.content.reviewed import load_checks
from diary.content.sample_words import check_sample_words
from diary.content.sentences import refusal_sentence
from diary.content.theme import load_themes
from diary.content.tips import load_tips
from diary.content.topics import check_topics, load_topics
from diary.content.wording import load_catalogue_words
from diary.domain.refusal import Refusal


def content_mistakes(resources: Path) -> tuple[str, ...]:
    """Return one English sentence for every mistake, file by file; empty when all content can be used."""
    english = language_for_mistakes(SOURCE_LANGUAGE, resources)
    return tuple(dict.fromkeys(refusal_sentence(english, None, mistake) for mistake in _mistakes(resources)))


def _mistakes(resources: Path) -> list[Refusal]:
    found: list[Refusal] = []
    tell = found.append
    load_themes(resources, tell)
    worded = load_worded_catalogue(resources, tell)
    atlas = load_atlas(resources, tell)
    load_limbs(resources, atlas, tell)
    load_drawing(resources, atlas if len(atlas) else None, tell)
    for code in available_languages(resources):
        load_language_file(resources, code, tell)
        load_catalogue_words(resources, code, worded, tell)
        load_body_words(resources, code, tell)
        load_tips(resources, code, tell)
        load_registers(resources, code, tell)
        load_numbers(resources, code, tell)
        check_sample_words(resources, code, tell)
        for article in ARTICLES:
            load_article(resources, code, article, tell)
        load_topics(resources, code, Country.ELSEWHERE, tell)
    check_topics(resources, worded.catalogue, tell)
    if not found:
        load_checks(resources, tell)
    return [mistake for place, mistake in enumerate(found) if not _follows_from_another(mistake, found[:place])]


def _follows_from_another(mistake: Refusal, before: list[Refusal]) -> bool:
    """Return whether a name is only unknown or missing because its block in another file, read before, is
    wrong."""
    facts = mistake.facts
    return facts["problem"] in {Problem.UNKNOWN, Problem.MISSING} and any(
        other.facts["key"] == facts["key"] and other.facts["file"] != facts["file"]
        for other in before
        if facts["key"]
    )
