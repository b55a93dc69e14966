"""Whom to call is told for the country chosen, in every language, and no place stays open."""

import re
from pathlib import Path

import pytest
from content import missing_words

from diary.content.articles import ARTICLES
from diary.content.country import Country, country_of, load_numbers, read_article
from diary.content.decoding import Problem
from diary.content.topics import load_topics
from diary.domain.refusal import Reason, Refusal


@pytest.mark.parametrize(
    ("locales", "country"),
    [
        (["nl_BE.UTF-8"], Country.BELGIUM),
        (["nl_NL.UTF-8"], Country.NETHERLANDS),
        (["nl_BE@euro"], Country.BELGIUM),
        (["nl"], Country.NETHERLANDS),
        (["nl-BE"], Country.BELGIUM),
        (["nl", "", "nl_BE.UTF-8"], Country.BELGIUM),
        (["nl_BE", "nl", "en_US.UTF-8"], Country.BELGIUM),
        (["en_GB.UTF-8"], Country.ELSEWHERE),
        (["fr_BE.UTF-8"], Country.ELSEWHERE),
        (["C.UTF-8", ""], Country.ELSEWHERE),
        ([], Country.ELSEWHERE),
    ],
)
def test_the_country_of_a_computer(locales: list[str], country: Country) -> None:
    assert country_of(locales) is country


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("country", Country)
def test_no_place_for_a_number_stays_open(resources: Path, language: str, country: Country) -> None:
    assert country in load_numbers(resources, language)
    for key in ARTICLES:
        article = read_article(resources, language, key, country)
        assert "{" not in str(article.sections)
    for topic in load_topics(resources, language, country).all:
        assert "{" not in str(topic.texts), topic.key


def test_only_the_numbers_of_a_country_are_reported(resources: Path) -> None:
    dutch = {country: str(numbers) for country, numbers in load_numbers(resources, "nl").items()}
    assert [country for country, told in dutch.items() if "113.nl" in told] == [Country.NETHERLANDS]
    assert [country for country, told in dutch.items() if "1813" in told] == [Country.BELGIUM]
    assert all("112" in told for told in dutch.values())


NUMBERS = {
    Country.NETHERLANDS: ("113", "0800-0113", "112"),
    Country.BELGIUM: ("1813", "112", "1733"),
    Country.ELSEWHERE: ("112",),
}


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("country", Country)
def test_no_page_sends_anybody_to_another_country(resources: Path, language: str, country: Country) -> None:
    for topic in load_topics(resources, language, country).all:
        told = " ".join(topic.texts)
        numbers = {*re.findall(r"\b(?:0800-)?(?:\d?113|1813|1733|112|101|106)\b", told)} - {"0800-0113"}
        assert numbers <= {*NUMBERS[country]}, topic.key
        assert country is Country.NETHERLANDS or not re.search(r"\b(?:SCN|NCA|bedrijfsarts)\b", told), topic.key
    harder = load_topics(resources, language, country).find("harder_times")
    assert harder is not None
    assert load_numbers(resources, language)[country].crisis in " ".join(harder.texts)


def test_a_language_without_numbers_shows_them_in_english_and_is_incomplete(copied: Path) -> None:
    (copied / "content" / "nl" / "countries.toml").unlink()
    assert load_numbers(copied, "nl") == load_numbers(copied, "en")
    assert missing_words(copied, "nl") == ("countries",)
    assert missing_words(copied, "en") == ()


@pytest.mark.parametrize(
    ("old", "new", "key", "field", "problem"),
    [
        ("[be]", "[fr]", "fr", "", Problem.UNKNOWN),
        ('crisis = "Bel gratis 1813', 'krisis = "Bel gratis 1813', "be", "krisis", Problem.UNKNOWN),
        ("[be]\n", '[be]\npolice = "101"\n', "be", "police", Problem.UNKNOWN),
    ],
)
def test_a_mistake_in_the_numbers_is_named(
    copied: Path, old: str, new: str, key: str, field: str, problem: Problem
) -> None:
    path = copied / "content" / "nl" / "countries.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load_numbers(copied, "nl")
    assert refused.value.reason is Reason.CONTENT_INVALID
    facts = {name: fact for name, fact in refused.value.facts.items() if name != "options"}
    assert facts == {"file": "nl/countries.toml", "key": key, "field": field, "problem": problem}
