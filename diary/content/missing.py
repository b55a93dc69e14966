"""Lists what a language still lacks, for translators and for the check before a release."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

from diary.content.articles import missing_articles
from diary.content.block import ContentFile
from diary.content.bodymap import load_body_words
from diary.content.catalogue import load_worded_catalogue
from diary.content.country import missing_numbers
from diary.content.language import SOURCE_LANGUAGE, available_languages
from diary.content.registers import load_registers
from diary.content.tips import missing_tips
from diary.content.topics import missing_topics
from diary.content.wording import load_catalogue_words

FEWEST_WORDS = 4
"""Shorter texts may well be the same in two languages."""


def missing_words(resources: Path, language: str) -> tuple[str, ...]:
    """List everything that would stay English in `language`, as `items.stress.high`; empty when all is there.

    Raises Refusal CONTENT_INVALID when a content file cannot be used.
    """
    return (
        *load_catalogue_words(resources, language, load_worded_catalogue(resources)).missing,
        *_missing_body_words(resources, language),
        *missing_tips(resources, language),
        *load_registers(resources, language).missing,
        *missing_articles(resources, language),
        *missing_topics(resources, language),
        *missing_numbers(resources, language),
        *_missing_sample(resources, language),
    )


def same_texts(resources: Path) -> tuple[str, ...]:
    """List files that hold the same texts in two languages, so that one is an untranslated copy: one line for each
    pair of files. A few texts that are the same in English are taken for names."""
    languages = available_languages(resources)
    texts = {code: dict(_texts(resources / "content" / code)) for code in languages}
    lines = []
    for one, other in combinations(languages, 2):
        for file in sorted(texts[one].keys() & texts[other].keys()):
            ours, theirs = texts[one][file], texts[other][file]
            english = {} if one == SOURCE_LANGUAGE else texts[SOURCE_LANGUAGE].get(file, {})
            alike = [at for at, text in ours.items() if theirs.get(at) == text != english.get(at)]
            if len(alike) > (len(ours) / 2 if one == SOURCE_LANGUAGE else 0):
                lines.append(f"{one}/{file} and {other}/{file}: {len(alike)} texts are the same, as {alike[0]}")
    return tuple(lines)


def _texts(folder: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the longer texts of every file in a language's folder, by their place in it."""
    for path in sorted([*folder.rglob("*.toml"), *folder.rglob("*.md")]):
        yield path.relative_to(folder).as_posix(), dict(_long_texts(ContentFile(path).tables, ""))


def _long_texts(part: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        if len(part.split()) >= FEWEST_WORDS:
            yield place, part
        return
    inside = part.items() if isinstance(part, dict) else enumerate(part, start=1) if isinstance(part, list) else ()
    for name, inner in inside:
        yield from _long_texts(inner, f"{place}.{name}".strip("."))


def _missing_sample(resources: Path, language: str) -> tuple[str, ...]:
    return () if (resources / "content" / language / "sample.toml").is_file() else ("sample",)


def _missing_body_words(resources: Path, language: str) -> tuple[str, ...]:
    if language == SOURCE_LANGUAGE:
        return ()
    english = load_body_words(resources, SOURCE_LANGUAGE)
    file = ContentFile(resources / "content" / language / "regions.toml", optional=True)
    known = {
        "segments": tuple(english.segments),
        "areas": tuple(english.areas),
        "regions": tuple(region.value for region in english.regions),
        "limbs": tuple(english.limbs),
    }
    return tuple(f"{kind}.{key}" for kind, keys in known.items() for key in keys if key not in file.table(kind))
