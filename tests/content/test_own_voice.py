"""What is handed to somebody else reads from the person: I slept, not you slept."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from diary.content.language import OWN_VOICE
from diary.content.library import Library
from diary.content.sample_words import load_sample_words
from diary.demo.sample import sample_days
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.screens.share import build_pages, language_in_use, page_blocks
from tests.factory import TODAY, ZONE

TOLD = {"en": re.compile(r"\b(you|your|yours|yourself)\b", re.I), "nl": re.compile(r"\b(je|jij|jou|jouw)\b", re.I)}


def sentences(table: object, *keys: str) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Each sentence of a table with where it stands; singular and plural together."""
    if isinstance(table, dict):
        for key, part in table.items():
            yield from sentences(part, *keys, key)
    else:
        yield keys, [str(one) for one in table] if isinstance(table, list) else [str(table)]


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def declared(resources: Path, table: str) -> dict[tuple[str, ...], list[str]]:
    return dict(sentences(tomllib.loads((resources / "phrases" / f"{table}.toml").read_text(encoding="utf-8"))))


def test_each_stands_for_a_sentence_that_tells_and_has_its_places(resources: Path) -> None:
    for (table, *keys), own in declared(resources, OWN_VOICE).items():
        told = declared(resources, table)[tuple(keys)]
        assert [places(words) for words in own] == [places(words) for words in told]
        assert any(TOLD["en"].search(words) for words in told), keys
        assert not any(TOLD["en"].search(words) for words in own), keys


def test_no_sentence_about_a_stretch_or_a_factor_is_left_out(
    english: Library, dutch: Library, resources: Path
) -> None:
    """A sentence that tells nobody in English may do so in another language."""
    own = declared(resources, OWN_VOICE)
    for language in (english.language, dutch.language):
        for table in ("look_back", "reasons"):
            for keys, told in declared(resources, table).items():
                words = own.get((table, *keys), told)
                one, many = words[0], words[-1]
                said = (
                    [language._many(one, many, count) for count in (1, 2)] if one != many else [language._one(one)]
                )
                assert not any(TOLD[language.code].search(one) for one in said), said


@pytest.mark.parametrize("person", [1, 2, 3, 4, 5])
def test_no_printed_page_says_you(
    person: int, journal: Journal, english: Library, dutch: Library, resources: Path
) -> None:
    journal.import_days(sample_days(TODAY, 120, person, load_sample_words(resources, "en"), ZONE))
    for library in (english, dutch):
        blocks = tuple(page_blocks(library))
        said = language_in_use(build_pages(journal, library, Period.ending(TODAY, 90), blocks))
        found = TOLD[library.language.code].search(said)
        assert not found, said[max(0, found.start() - 80) : found.end() + 80]
