"""What a language still lacks: the list a translator works from, and a check refuses to release without."""

from pathlib import Path

from diary.content.articles import missing_articles
from diary.content.block import read_block
from diary.content.bodymap import load_body_words
from diary.content.catalogue import load_worded_catalogue
from diary.content.country import missing_numbers
from diary.content.language import SOURCE_LANGUAGE
from diary.content.tips import missing_tips
from diary.content.wording import load_catalogue_words


def missing_words(resources: Path, language: str) -> tuple[str, ...]:
    """Everything that would stay English in `language`, as `items.stress.high`; empty when all is there.

    Raises Refusal CONTENT_INVALID when a content file cannot be used.
    """
    return (
        *load_catalogue_words(resources, language, load_worded_catalogue(resources)).missing,
        *_missing_body_words(resources, language),
        *missing_tips(resources, language),
        *missing_articles(resources, language),
        *missing_numbers(resources, language),
    )


def _missing_body_words(resources: Path, language: str) -> tuple[str, ...]:
    if language == SOURCE_LANGUAGE:
        return ()
    english = load_body_words(resources, SOURCE_LANGUAGE)
    file = read_block(resources / "content" / language / "regions.toml", optional=True)
    known = {
        "segments": tuple(english.segments),
        "areas": tuple(english.areas),
        "regions": tuple(region.value for region in english.regions),
    }
    return tuple(f"{kind}.{key}" for kind, keys in known.items() for key in keys if key not in file.table(kind))
