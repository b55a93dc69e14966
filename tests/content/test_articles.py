"""The fixed pages say the same in every language."""

from pathlib import Path

import pytest

from diary.content.articles import ARTICLES, PURPOSE, RED_FLAGS, load_article
from diary.content.country import Country, read_article
from diary.content.decoding import Problem
from diary.domain.refusal import Reason, Refusal


@pytest.mark.parametrize("key", ARTICLES)
def test_a_page_has_the_same_shape_in_both_languages(resources: Path, key: str) -> None:
    english, dutch = (load_article(resources, language, key) for language in ("en", "nl"))
    assert [(len(s.paragraphs), len(s.bullets)) for s in english.sections] == [
        (len(s.paragraphs), len(s.bullets)) for s in dutch.sections
    ]
    assert english.title != dutch.title
    assert bool(english.footer) == bool(dutch.footer)


def test_the_purpose_is_the_agreed_sentence(resources: Path) -> None:
    article = load_article(resources, "en", PURPOSE)
    sentence = article.sections[0].paragraphs[0]
    assert sentence.startswith("Symptom Diary is a private notebook.")
    assert sentence.endswith("It is not a medical device.")
    assert "not intended to diagnose, monitor, predict, treat or alleviate any disease" in sentence
    assert article.footer == "Self-reported notes, not a measurement and not a diagnosis."
    dutch = load_article(resources, "nl", PURPOSE).sections[0].paragraphs[0]
    assert dutch.startswith("Klachtendagboek is een persoonlijk notitieboek.")
    assert dutch.endswith("Het is geen medisch hulpmiddel.")


CRISIS = {
    Country.NETHERLANDS: ("113", "0800-0113", "113.nl", "112"),
    Country.BELGIUM: ("1813", "zelfmoord1813.be", "112"),
    Country.ELSEWHERE: ("112",),
}


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("country", Country)
def test_the_page_about_calling_a_doctor_goes_from_now_to_this_week(
    resources: Path, language: str, country: Country
) -> None:
    article = read_article(resources, language, RED_FLAGS, country)
    now, today, week, heavy, _ = article.sections
    assert "112" in now.title + "".join(now.paragraphs)
    assert (len(now.bullets), len(today.bullets), len(week.bullets)) == (9, 7, 9)
    assert ("1733" in "".join(today.paragraphs)) == (country is Country.BELGIUM)
    told = " ".join(heavy.paragraphs)
    assert all(number in told for number in CRISIS[country])
    assert country is Country.NETHERLANDS or "0800" not in told
    assert country is Country.BELGIUM or "1813" not in told


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_needs_a_doctor_soon_is_all_named(resources: Path, language: str) -> None:
    article = load_article(resources, language, RED_FLAGS)
    now, today, week = (" ".join(section.bullets).lower() for section in article.sections[:3])
    signs = {
        "en": (("one side of your face", "tearing", "stiff neck"), ("clumsy", "jaw"), ("over 50", "ill for days")),
        "nl": (
            ("eén kant van je gezicht", "scheurende", "stijve nek"),
            ("onhandig", "kaak"),
            ("ouder dan 50", "dagenlang ziek"),
        ),
    }[language]
    for told, words in zip((now, today, week), signs, strict=True):
        assert all(word in told for word in words), told


def test_a_page_that_is_not_translated_is_shown_in_english(copied: Path) -> None:
    (copied / "content" / "nl" / "articles" / "privacy.toml").unlink()
    assert load_article(copied, "nl", "privacy") == load_article(copied, "en", "privacy")


def test_a_page_nobody_wrote_is_refused(resources: Path) -> None:
    with pytest.raises(Refusal) as refused:
        load_article(resources, "en", "horoscope")
    assert refused.value.facts == {
        "file": "articles",
        "key": "horoscope",
        "field": "",
        "problem": Problem.UNKNOWN,
        "options": ARTICLES,
    }


@pytest.mark.parametrize(
    ("text", "key", "field", "problem"),
    [
        ('title = "A"\nsummary = "B"\n', "", "section", Problem.MISSING),
        ('title = "A"\nsummary = "B"\n[[section]]\ntitle = "C"\n', "section 1", "paragraphs", Problem.MISSING),
        (
            'title = "A"\nsummary = "B"\n[[section]]\ntitle = "C"\nbullets = ["x", "x"]\n',
            "section 1",
            "bullets",
            Problem.TWICE,
        ),
        ('[[section]]\ntitle = "C"\nbullets = ["x"]\n', "", "title", Problem.MISSING),
        (
            'title = "A"\nsummary = "B"\nauthor = "?"\n[[section]]\ntitle = "C"\nbullets = ["x"]\n',
            "",
            "author",
            Problem.UNKNOWN,
        ),
    ],
)
def test_a_mistake_in_a_page_is_named(copied: Path, text: str, key: str, field: str, problem: Problem) -> None:
    (copied / "content" / "en" / "articles" / "privacy.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load_article(copied, "en", "privacy")
    assert refused.value.reason is Reason.CONTENT_INVALID
    facts = refused.value.facts
    assert [facts[fact] for fact in ("file", "key", "field", "problem")] == [
        "articles/privacy.toml",
        key,
        field,
        problem,
    ]
