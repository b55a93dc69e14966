"""Lists every mistake of every content file at once, and every word a language lacks; changes nothing. For those
who write content, and before other tests run."""

import sys
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from diary.content.articles import ARTICLES, load_article, missing_articles  # noqa: E402
from diary.content.block import ContentFile  # noqa: E402
from diary.content.bodymap import load_atlas, load_body_words, load_drawing, load_limbs  # noqa: E402
from diary.content.catalogue import load_worded_catalogue  # noqa: E402
from diary.content.country import Country, load_numbers, missing_numbers  # noqa: E402
from diary.content.decoding import Problem  # noqa: E402
from diary.content.drawings import check_drawings, missing_drawings  # noqa: E402
from diary.content.language import SOURCE_LANGUAGE, available_languages, language_for_mistakes, load_language_file  # noqa: E402
from diary.content.registers import load_registers  # noqa: E402
from diary.content.reviewed import load_checks  # noqa: E402
from diary.content.sample_words import check_sample_words  # noqa: E402
from diary.content.sentences import refusal_sentence  # noqa: E402
from diary.content.theme import load_themes  # noqa: E402
from diary.content.tips import load_tips  # noqa: E402
from diary.content.topics import check_topics, load_topics, missing_topics  # noqa: E402
from diary.content.wording import load_catalogue_words  # noqa: E402
from diary.domain.refusal import Refusal  # noqa: E402


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
    for phrases in sorted((resources / "phrases").glob("*.toml")):
        ContentFile(phrases, tell)
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
        check_drawings(resources, code, tell)
    if len(worded.catalogue.items):  # else each of its items would be an unknown chart
        check_topics(resources, worded.catalogue, tell)
    if not found:
        load_checks(resources, tell)
    return [mistake for place, mistake in enumerate(found) if not _follows_from_another(mistake, found[:place])]


def _follows_from_another(mistake: Refusal, before: list[Refusal]) -> bool:
    """Return whether a name is only unknown or missing because its block in a file read before is wrong."""
    facts = mistake.facts
    return facts["problem"] in {Problem.UNKNOWN, Problem.MISSING} and any(
        other.facts["key"] == facts["key"] and other.facts["file"] != facts["file"]
        for other in before
        if facts["key"]
    )


FEWEST_WORDS = 4
"""Shorter texts may well be the same in two languages."""


def missing_words(resources: Path, language: str) -> tuple[str, ...]:
    """List everything that would stay English in `language`, as `items.stress.high`; empty when all is there.

    Raises Refusal CONTENT_INVALID when a content file cannot be used.
    """
    tips: list[str] = []
    load_tips(resources, language, missing=tips)
    return (
        *load_catalogue_words(resources, language, load_worded_catalogue(resources)).missing,
        *load_body_words(resources, language).missing,
        *tips,
        *load_registers(resources, language).missing,
        *missing_articles(resources, language),
        *missing_topics(resources, language),
        *missing_drawings(resources, language),
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


def faults(resources: Path) -> list[str]:
    """Return the mistakes, one sentence each; when there are none, what is not translated yet."""
    mistakes = content_mistakes(resources)
    if mistakes:
        return list(mistakes)
    lacking = [
        f"{code}: {name}" for code in available_languages(resources) for name in missing_words(resources, code)
    ]
    return [*lacking, *same_texts(resources)]


if __name__ == "__main__":
    found = faults(ROOT / "resources")
    print("\n".join(found) or "All content files are complete.")
    sys.exit(bool(found))
