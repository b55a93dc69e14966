"""A text counts as checked only while it is word for word what was checked."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.content.decoding import Problem
from diary.content.reviewed import fingerprint, load_checks, reviewable_texts, still_valid
from diary.domain.refusal import Reason, Refusal

CHECK = """
[[check]]
text = "{text}"
language = "{language}"
who = "A. Verzonnen"
role = "huisarts"
date = "{date}"
fingerprint = "{fingerprint}"
"""


def write(folder: Path, *checks: str) -> None:
    (folder / "content" / "reviewed.toml").write_text("".join(checks), encoding="utf-8")


def a_check(
    folder: Path, text: str = "tips.busy_head", language: str = "nl", date: str = "2027-01-31", of: str = ""
) -> str:
    prints = {each.name: each.fingerprint for each in reviewable_texts(folder, language)}
    return CHECK.format(text=text, language=language, date=date, fingerprint=of or prints.get(text, "0" * 64))


def valid_names(folder: Path, language: str) -> list[str]:
    return [each.text for each in still_valid(load_checks(folder), reviewable_texts(folder, language), language)]


def test_nobody_is_invented(resources: Path) -> None:
    assert load_checks(resources) == ()


def test_every_text_can_be_checked_and_each_has_its_own_fingerprint(resources: Path) -> None:
    for language in ("en", "nl"):
        texts = reviewable_texts(resources, language)
        assert {"articles.red_flags", "tips.busy_head", "pages.filter", "pages.words"} <= {
            text.name for text in texts
        }
        assert len({text.fingerprint for text in texts}) == len(texts) > 35


def test_a_check_holds_until_a_word_changes(copied: Path) -> None:
    write(copied, a_check(copied), a_check(copied, "articles.red_flags"))
    assert valid_names(copied, "nl") == ["tips.busy_head", "articles.red_flags"]
    assert valid_names(copied, "en") == []
    tips = copied / "content" / "nl" / "tips.toml"
    tips.write_text(tips.read_text(encoding="utf-8").replace("Een vol hoofd", "Een leeg hoofd"), encoding="utf-8")
    assert valid_names(copied, "nl") == ["articles.red_flags"]


def test_a_check_of_a_page_holds_until_a_word_or_how_well_it_was_studied_changes(copied: Path) -> None:
    write(copied, a_check(copied, "pages.filter"), a_check(copied, "pages.sleep"))
    page, declared = copied / "content" / "nl" / "pages" / "sleep.md", copied / "content" / "pages.toml"
    page.write_text(page.read_text(encoding="utf-8").replace("Drie uur", "Vier uur"), encoding="utf-8")
    assert valid_names(copied, "nl") == ["pages.filter"]
    said = declared.read_text(encoding="utf-8")
    declared.write_text(said.replace('"somewhat"', '"hardly"'), encoding="utf-8")
    assert valid_names(copied, "nl") == []


def test_another_number_to_call_is_another_text(copied: Path) -> None:
    write(copied, a_check(copied, "articles.red_flags"), a_check(copied, "pages.harder_times"))
    numbers = copied / "content" / "nl" / "countries.toml"
    numbers.write_text(numbers.read_text(encoding="utf-8").replace("1813", "1814"), encoding="utf-8")
    assert valid_names(copied, "nl") == []


@given(st.lists(st.text(alphabet="aé \n\t", max_size=12), max_size=4))
def test_spaces_and_ways_to_write_a_letter_do_not_matter(words: list[str]) -> None:
    other = ["  " + word.replace("é", "e\u0301").replace(" ", "\n") + " " for word in words]
    assert fingerprint(other) == fingerprint(words)
    assert fingerprint([*words, "a"]) != fingerprint([*words, "b"])


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ("tips.busy_head", "tips.full_moon", "text", Problem.UNKNOWN),
        ('language = "nl"', 'language = "xx"', "language", Problem.NOT_ALLOWED),
        ("2027-01-31", "31-01-2027", "date", Problem.NOT_ALLOWED),
        ("2027-01-31", "2027-02-31", "date", Problem.NOT_ALLOWED),
        ('who = "A. Verzonnen"', 'who = " "', "who", Problem.MISSING),
        ('role = "huisarts"\n', "", "role", Problem.MISSING),
        ('role = "huisarts"', 'role = "huisarts"\nstamp = "x"', "stamp", Problem.UNKNOWN),
        ('fingerprint = "', 'fingerprint = "x', "fingerprint", Problem.NOT_ALLOWED),
    ],
)
def test_a_mistake_in_a_check_is_named(copied: Path, old: str, new: str, field: str, problem: Problem) -> None:
    check = a_check(copied)
    assert old in check
    write(copied, check.replace(old, new))
    with pytest.raises(Refusal) as refused:
        load_checks(copied)
    assert refused.value.reason is Reason.CONTENT_INVALID
    facts = {name: fact for name, fact in refused.value.facts.items() if name != "options"}
    assert facts == {
        "file": "content/reviewed.toml",
        "key": "check 1",
        "field": field,
        "problem": problem,
    }


def test_the_same_check_twice_is_named(copied: Path) -> None:
    write(copied, a_check(copied), a_check(copied))
    with pytest.raises(Refusal) as refused:
        load_checks(copied)
    assert (refused.value.facts["key"], refused.value.facts["problem"]) == ("check 2", Problem.TWICE)
