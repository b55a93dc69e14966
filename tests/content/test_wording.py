"""Every word has a translation, and one that is missing stays English and is listed."""

import re
from pathlib import Path

import pytest
from content import missing_words

from diary.content.decoding import Problem
from diary.content.language import available_languages
from diary.content.library import Library, load_library
from diary.domain.day import Ago
from diary.domain.item import Catalogue
from diary.domain.refusal import Reason, Refusal
from diary.paths import resources as find_resources

LANGUAGES = available_languages(find_resources())


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_python_keeps_of_a_language_that_was_taken_away_makes_none(copied: Path) -> None:
    (copied / "content" / "fy" / "__pycache__").mkdir(parents=True)
    (copied / "content" / "fy" / "__pycache__" / "items.cpython-311.pyc").touch()
    assert available_languages(copied) == LANGUAGES
    (copied / "content" / "fy" / "items.toml").touch()
    assert available_languages(copied) == (LANGUAGES[0], *sorted({*LANGUAGES[1:], "fy"}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_lacks_a_word(resources: Path, language: str) -> None:
    assert missing_words(resources, language) == (), f"resources/content/{language}: each of these stays English"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_speaks_of_its_own_day(resources: Path, language: str) -> None:
    words = load_library(resources, language).words
    assert words.days.keys() == set(Ago)
    assert len(set(words.days.values())) == len(Ago)
    for when in Ago:
        asked = [words.item_on(key, when) for key in words.items]
        named = [words.card_on(key, when) for key in words.cards]
        said = [text for each in asked for text in (each.question, each.hint)]
        said += [text for each in named for text in (each.title, each.hint)]
        assert not any("{" in text for text in said)
        others = [word for other, word in words.days.items() if other is not when]
        assert not any(re.search(rf"\b{word}\b", text, re.IGNORECASE) for text in said for word in others)
        assert sum(words.days[when] in text for text in said) >= 7
    assert words.items["stress"] == words.item_on("stress", Ago.TODAY)


def test_every_item_card_factor_and_moment_has_words_of_its_own(english: Library, dutch: Library) -> None:
    for ours, theirs in ((english, dutch), (dutch, english)):
        assert ours.words.items.keys() == theirs.words.items.keys() == set(keys_of(ours.catalogue))
        assert ours.words.cards.keys() == theirs.words.cards.keys()
        assert ours.words.factors.keys() == theirs.words.factors.keys()
    questions = [
        (english.words.items[key].question, dutch.words.items[key].question) for key in english.words.items
    ]
    assert all(one and other and one != other for one, other in questions)
    assert len({words.name for words in dutch.words.items.values()}) == len(dutch.words.items)


def keys_of(catalogue: Catalogue) -> list[str]:
    return [item.key for item in catalogue.items]


def test_activities_are_suggested_in_every_language(english: Library, dutch: Library) -> None:
    assert len(english.words.activities) == len(dutch.words.activities) >= 8


def test_a_new_language_is_a_folder_and_speaks_english_until_it_is_translated(copied: Path) -> None:
    folder = copied / "content" / "fy"
    folder.mkdir()
    folder.joinpath("language.toml").write_text('name = "Frysk"\nlocale = "fy_NL"\n', encoding="utf-8")
    library = load_library(copied, "fy")
    assert library.words.items["stress"].question == "How much stress did you have today?"
    assert library.tips[0].title == "Pain can be a condition of its own"
    folder.joinpath("items.toml").write_text('[items]\nstress = { name = "Stress" }\n', encoding="utf-8")
    missing = missing_words(copied, "fy")
    assert "items.stress.question" in missing
    assert "items.stress.name" not in missing
    assert {"cards.night.title", "factors.sleep.about", "moments.flare", "activities"} <= set(missing)
    assert {"tips.busy_head.fact", "articles.red_flags", "items.people.options.none"} <= set(missing)
    assert any(name.startswith("segments.") for name in missing)


def test_a_word_that_is_missing_stays_english_and_is_listed(copied: Path) -> None:
    edit(copied / "content" / "nl" / "items.toml", ', high = "heel veel stress"', "")
    assert load_library(copied, "nl").words.items["stress"].high == "a great deal of stress"
    assert missing_words(copied, "nl") == ("items.stress.high",)


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "field", "problem"),
    [
        ("nl/items.toml", "rested = {", "resting = {", "resting", "items", Problem.UNKNOWN),
        ("nl/items.toml", "night = {", "nacht = {", "nacht", "cards", Problem.UNKNOWN),
        ("nl/items.toml", 'hint = "Overslaan mag."', 'tip = "x"', "pain", "tip", Problem.UNKNOWN),
        ("nl/items.toml", 'none = "nee"', 'nobody = "nee"', "people", "options.nobody", Problem.UNKNOWN),
        ("nl/items.toml", 'none = "nee"', "none = 3", "people", "options.none", Problem.NO_TEXT),
        ("nl/items.toml", 'title = "Notitie"', 'title = ""', "note", "title", Problem.MISSING),
        ("nl/words.toml", 'flare = "', 'flair = "', "moments", "flair", Problem.UNKNOWN),
        ("nl/words.toml", "[factors.sleep]", "[factors.snooze]", "snooze", "factors", Problem.UNKNOWN),
        ("nl/words.toml", 'about = "Slaap', 'over = "Slaap', "sleep", "over", Problem.UNKNOWN),
        ("en/words.toml", 'flare = "Harder time"', "", "", "moments.flare", Problem.MISSING),
        ("en/words.toml", 'about = "Sleep', 'abuot = "Sleep', "sleep", "abuot", Problem.UNKNOWN),
        ("nl/tips.toml", "[busy_head]", "[busy_hat]", "busy_hat", "", Problem.UNKNOWN),
        ("nl/tips.toml", "[busy_head]", '[busy_head]\nsource = "x"', "busy_head", "source", Problem.UNKNOWN),
    ],
)
def test_a_mistake_in_a_translation_is_named_by_file_block_and_field(
    copied: Path, file: str, old: str, new: str, key: str, field: str, problem: Problem
) -> None:
    edit(copied / "content" / file, old, new)
    with pytest.raises(Refusal) as refused:
        load_library(copied, "nl")
    assert refused.value.reason is Reason.CONTENT_INVALID
    facts = refused.value.facts
    assert [facts[fact] for fact in ("file", "key", "field", "problem")] == [file, key, field, problem]
