"""The pages of Understand: whole in both languages, easy to read, sourced, and without a word that harms."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from diary.content.articles import ARTICLES, load_article
from diary.content.library import Library
from diary.domain.item import RiskFactor
from diary.screens.chart_stack import chart_kind_choices
from tests.content.pages_readability import (
    CONTENT,
    EASE,
    LINK,
    LONGEST,
    MEAN,
    Text,
    length,
    measure,
    read,
    sentences,
)
from tests.content.test_harmless_words import EVERYWHERE, HARM

ROOT = tomllib.loads((CONTENT / "pages.toml").read_text(encoding="utf-8"))
PAGES: dict[str, dict[str, Any]] = {page["key"]: page for page in ROOT["page"]}
SOURCES: dict[str, dict[str, str]] = {source["key"]: source for source in ROOT["source"]}
WRITTEN = [key for key, page in PAGES.items() if not page.get("article") and not page.get("glossary")]
LANGUAGES = ("nl", "en")
LAST = {
    "nl": ["Wat onderzoek laat zien", "Wat nog niet bekend is"],
    "en": ["What research shows", "What is not known yet"],
}
TREATMENTS = {
    "nl": ("bewegen", "uitleg", "(CGT)", "ACT", "CGT-i", "ontspanning", "met de handen", "dieet"),
    "en": ("exercise", "explanation", "(CBT)", "ACT", "CBT-i", "relaxation", "hands-on care", "diet"),
}
"""What the background article names as treatment, in the words of the page."""
FIELDS = {"title", "summary", "question", "try", "drawing_alt"}
LINE = re.compile(r"(## |- |\| )?[^#|*<>_`].*")

ALLOWED = {
    ("nl", "attention"): {"versleten", "kapot"},
    ("en", "attention"): {"worn", "broken"},
    ("nl", "diagnosis"): {"diagnose"},
    ("en", "diagnosis"): {"diagnosis"},
    ("nl", "people"): {"tussen je oren"},
    ("en", "people"): {"between your ears"},
    ("nl", "kinds"): {"diagnose"},
    ("en", "kinds"): {"diagnosis"},
    ("nl", "stress"): {"cortisol"},
    ("en", "stress"): {"cortisol", "just stress"},
    ("nl", "helps"): {"voorspellen"},
    ("nl", "relaxing"): {"voorspellen"},
    ("nl", "harder_times"): {"voorspellen"},
    ("en", "harder_times"): {"predicted"},
}
"""Words that are named to take their sting away, or that are the subject of a page or the title it links to;
and what nobody can predict."""

CLAIMS = {
    "nl": r"\b(onverklaarba\w*|hyperactie\w*|overactie\w*|benzine|oorlog\w*|celniveau|heropvoed\w*|hertrain\w*|"
    r"je hersenen denken|tussen (?:je|de) oren|garantie|gegarandeerd|"
    r"altijd veilig|zal verdwijnen|mg|procent)\b|%",
    "en": r"\b(unexplained|hyperactive|overactive|petrol|wars?|cell level|retrain\w*|your brain thinks|"
    r"between (?:your|the) ears|guarantee\w*|always safe|will disappear|mg|per ?cent)\b|%",
}
"""What the background article says and research does not carry, promises, doses, and sizes that are not of 100."""

ENGLISH_MEAN, ENGLISH_LONGEST = 13, 25
FEWEST, MOST, ENGLISH_MOST = 350, 600, 650
"""Words of a page."""
"""Most words in an English sentence, on average and at all; what a word means may be as long in Dutch."""

CRASH = {"nl": "veel zieker", "en": "much sicker"}
MOVING = {
    "nl": r"opbouw|opbouwen|rustig bewegen|meer bewegen|bewegen helpt|met bewegen|oefenen",
    "en": r"build\w* up|gentl\w+ movement|move more|moving a little more|moving often|movement plan|practis\w+",
}


def page(language: str, key: str) -> Text:
    return read(CONTENT / language / "pages" / f"{key}.md")


def parts(text: Text) -> dict[str, str]:
    """What stands under each heading; the beginning stands under an empty one."""
    found = re.split(r"^## (.+)$", text.body, flags=re.MULTILINE)
    return {"": found[0]} | dict(zip(found[1::2], found[2::2], strict=True))


def lines(part: str) -> list[str]:
    return [line for line in part.splitlines() if line.strip()]


def everything(text: Text) -> str:
    return "\n".join([*text.words.values(), LINK.sub(r"\1", text.body)])


def test_the_order_holds_each_page_once_and_a_road_of_five() -> None:
    assert len(PAGES) == len(ROOT["page"])
    assert [key for key in PAGES if PAGES[key].get("road")] == ["protects", "kinds", "filter", "helps", "movement"]
    assert {entry["part"] for entry in PAGES.values()} == {"pain", "help", "life"}
    assert {entry.get("phase", 1) for entry in PAGES.values()} <= {1, 2, 3}
    assert {entry["article"] for entry in PAGES.values() if "article" in entry} <= set(ARTICLES)


def test_every_page_is_written_in_both_languages_and_no_other() -> None:
    for language in LANGUAGES:
        assert {path.stem for path in (CONTENT / language / "pages").glob("*.md")} == set(WRITTEN)


def test_factors_and_charts_are_those_of_the_diary(english: Library) -> None:
    chart_kinds = {chart_kind.key for chart_kind in chart_kind_choices(english)}
    for entry in PAGES.values():
        assert set(entry.get("charts", ())) <= chart_kinds
        assert entry.get("factor") in {None, *RiskFactor}


def test_every_source_is_named_once_and_used() -> None:
    assert len(SOURCES) == len(ROOT["source"])
    used = [key for entry in PAGES.values() for key in entry.get("sources", ())]
    assert set(used) == set(SOURCES)
    assert all(source["name"] and source["where"] for source in SOURCES.values())
    assert len({(source["name"], source["where"]) for source in SOURCES.values()}) == len(SOURCES)


@pytest.mark.parametrize("key", WRITTEN)
def test_a_page_has_two_sources_or_more_and_a_strength_for_each_finding(key: str) -> None:
    entry = PAGES[key]
    assert len(set(entry["sources"])) == len(entry["sources"]) >= 2
    assert set(entry["strength"]) <= {"well", "somewhat", "hardly"}
    for language in LANGUAGES:
        known, unknown = list(parts(page(language, key)).items())[-2:]
        assert [known[0], unknown[0]] == LAST[language]
        assert [line[:2] for line in lines(known[1])] == ["- "] * len(entry["strength"])
        assert lines(unknown[1])


@pytest.mark.parametrize("key", WRITTEN)
def test_a_page_has_the_same_shape_links_and_numbers_in_both_languages(key: str) -> None:
    dutch, english = (page(language, key) for language in LANGUAGES)
    assert dutch.words.keys() == english.words.keys()
    ours, theirs = parts(dutch), parts(english)
    assert [[line[:2] == "- " for line in lines(part)] for part in ours.values()] == [
        [line[:2] == "- " for line in lines(part)] for part in theirs.values()
    ]
    assert [target for _, target in LINK.findall(dutch.body)] == [
        target for _, target in LINK.findall(english.body)
    ]
    for one, other in zip(ours.values(), theirs.values(), strict=True):
        assert Counter(re.findall(r"\d+", one)) == Counter(re.findall(r"\d+", other))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", WRITTEN)
def test_a_page_is_written_in_the_few_forms_a_reader_knows(language: str, key: str) -> None:
    text = page(language, key)
    assert {"title", "summary", "question", "drawing_alt"} <= text.words.keys() <= FIELDS
    assert all(value.strip() for value in text.words.values())
    assert PAGES[key]["drawing"]
    for line in lines(text.body):
        assert LINE.fullmatch(line), line
    for _, target in LINK.findall(text.body):
        assert target in PAGES or target in ARTICLES
    assert text.body.count("](") == len(LINK.findall(text.body))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_says_the_title_of_the_page_it_leads_to(language: str) -> None:
    for key in WRITTEN:
        for words, target in LINK.findall(page(language, key).body):
            written = target in WRITTEN
            title = (
                page(language, target).words["title"]
                if written
                else load_article(CONTENT.parent, language, target).title
            )
            assert words == title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", WRITTEN)
def test_no_page_frightens_orders_blames_or_promises(language: str, key: str) -> None:
    pattern = re.compile(f"{EVERYWHERE}|{HARM[language]}|{CLAIMS[language]}", re.IGNORECASE)
    found = {match.group().lower() for match in pattern.finditer(everything(page(language, key)))}
    assert found <= ALLOWED.get((language, key), set())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", WRITTEN)
def test_where_moving_more_is_spoken_of_days_of_illness_after_effort_are_too(language: str, key: str) -> None:
    text = everything(page(language, key)).lower()
    if re.search(MOVING[language], text):
        assert CRASH[language] in text


def test_the_page_about_building_up_begins_with_when_not_to() -> None:
    for language in LANGUAGES:
        first = list(parts(page(language, "movement")).values())[1]
        assert CRASH[language] in first
        assert "](breaks)" in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_about_what_helps_says_how_much_for_every_treatment(language: str) -> None:
    known = parts(page(language, "helps"))[LAST[language][0]].lower()
    assert [each for each in TREATMENTS[language] if each.lower() not in known] == []


@pytest.mark.parametrize("key", WRITTEN)
def test_dutch_is_easy_to_read(key: str) -> None:
    text = page("nl", key)
    ease = measure(text)
    assert FEWEST <= ease.words <= MOST, "how long a page is stands at the top of pages.toml"
    assert ease.ease >= EASE
    assert ease.mean <= MEAN
    assert [sentence for sentence in sentences(text) if length(sentence) > LONGEST] == []


@pytest.mark.parametrize("key", WRITTEN)
def test_english_is_plain(key: str) -> None:
    text = page("en", key)
    ease = measure(text)
    assert FEWEST <= ease.words <= ENGLISH_MOST, "how long a page is stands at the top of pages.toml"
    assert ease.mean <= ENGLISH_MEAN
    assert [sentence for sentence in sentences(text) if length(sentence) > ENGLISH_LONGEST] == []


def test_the_words_are_the_same_in_both_languages() -> None:
    dutch, english = (
        tomllib.loads((CONTENT / language / "glossary.toml").read_text(encoding="utf-8")) for language in LANGUAGES
    )
    assert list(dutch) == list(english)
    assert len(dutch) >= 40
    for words in (dutch, english):
        forms = [form.lower() for entry in words.values() for form in (entry["word"], *entry.get("also", ()))]
        assert len(forms) == len(set(forms))
        assert all(length(entry["text"]) <= ENGLISH_LONGEST for entry in words.values())
        assert all(set(entry) <= {"word", "also", "text", "marked"} for entry in words.values())


def test_the_checks_do_find_what_they_are_for(tmp_path: Path) -> None:
    assert re.search(CLAIMS["nl"], "een hyperactief brein")
    assert re.search(CLAIMS["en"], "It is always safe.")
    assert re.search(MOVING["nl"], "Dan kun je rustig bewegen.")
    assert not LINE.fullmatch("### Te diep")
    assert not LINE.fullmatch("**vet**")
    odd = tmp_path / "odd.md"
    odd.write_text("title\n+++\n+++\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"odd\.md"):
        read(odd)


def test_the_measure_counts_as_one_speaks() -> None:
    text = Text(
        {"title": "x"}, "De kat zit op de mat.\n\n- Ideeën over pijn!\n\n## Kop telt niet\n\n| ook | niet |"
    )
    ease = measure(text)
    assert (ease.words, ease.longest) == (9, 6)
    assert ease.mean == pytest.approx(4.5)
    assert ease.ease == pytest.approx(206.84 - 0.77 * 100 * 12 / 9 - 0.93 * 4.5)
