"""About says honestly who has looked at the texts: nobody yet, or who and when."""

from pathlib import Path

from diary.content.library import Library
from diary.paths import resources
from diary.screens.about import build_about
from tests.content.test_reviewed import a_check, write


def test_nobody_has_looked_yet(english: Library, dutch: Library) -> None:
    for library, words in ((english, "No doctor or therapist"), (dutch, "nog geen arts of therapeut")):
        purpose, privacy = build_about(resources(), library.language)
        assert words in purpose.sections[-1].paragraphs[0]
        assert purpose.sections[-1].bullets == ()
        assert (purpose.key, privacy.key) == ("purpose", "privacy")


def test_who_has_looked_is_named_with_the_text_and_the_date(
    copied: Path, dutch: Library, english: Library
) -> None:
    write(copied, a_check(copied), a_check(copied, "articles.red_flags"))
    said = build_about(copied, dutch.language)[0].sections[-1]
    assert said.paragraphs[0].startswith("2 van de ")
    assert said.bullets == (
        "Een vol hoofd bij het slapengaan: A. Verzonnen, huisarts, 31 januari 2027",
        "Wanneer bel je de dokter: A. Verzonnen, huisarts, 31 januari 2027",
    )
    assert "No doctor" in build_about(copied, english.language)[0].sections[-1].paragraphs[0]


def test_a_check_of_older_words_does_not_count(copied: Path, dutch: Library) -> None:
    write(copied, a_check(copied, of="0" * 64))
    said = build_about(copied, dutch.language)[0].sections[-1]
    assert "nog geen arts" in said.paragraphs[0]
    assert said.bullets == ()


def test_a_mistake_in_the_list_is_one_sentence_and_nothing_counts(copied: Path, english: Library) -> None:
    write(copied, a_check(copied).replace("busy_head", "full_moon"))
    said = build_about(copied, english.language)[0].sections[-1]
    assert len(said.paragraphs) == 1
    assert "content/reviewed.toml cannot be used" in said.paragraphs[0]
    assert said.bullets == ()
