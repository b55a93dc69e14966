"""What a search shows: every line with its day, its place and the words that were looked for."""

from datetime import date

import pytest

from diary.content.language import Language
from diary.content.library import Library, load_library
from diary.domain.day import Activity, DayKind, Moment, MomentKind
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.text import Excerpt, Found, FoundText, TextSource
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.find import Destination, FindState, build_destinations, build_found, kind_words
from diary.screens.understand import SearchHit
from tests.factory import TODAY


def found(journal: Journal, library: Library, typed: str, *hits: SearchHit) -> FindState:
    return build_found(journal.find(typed, kind_words(library.language)), hits, library)


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("opvlamming", ["today/2026-11-22/moments"]),
        ("zwaardere tijd", ["today/2026-11-22/moments"]),
        ("Opvlamming soep", ["today/2026-11-22/moments"]),
        ("soep", ["today/2026-11-22/moments"]),
        ("opvlamming thee", []),
        ("vakantie", ["today/2026-11-20/"]),
        ("zware dag", ["today/2026-11-21/"]),
        ("dag", ["today/2026-11-20/"]),
        ("tijd", []),
    ],
)
def test_moments_and_days_are_found_by_what_their_kind_is_called(
    journal: Journal, dutch: Library, typed: str, addresses: list[str]
) -> None:
    journal.set_moments(TODAY, [Moment(MomentKind.FLARE, 60, None, "na de soep")])
    journal.set_kind(date(2026, 11, 21), DayKind.HARD)
    journal.set_kind(date(2026, 11, 20), DayKind.HOLIDAY)
    lines = found(journal, dutch, typed).lines
    assert [line.address for line in lines] == addresses
    assert all(line.name for line in lines)


def test_a_day_is_a_heading_with_its_year_and_every_line_leads_to_its_question(
    journal: Journal, english: Library
) -> None:
    journal.set_note(TODAY, "note", "a <b>walk</b> with tea")
    journal.set_moments(TODAY, [Moment(MomentKind.TREATMENT, 9 * 60 + 5, None, "tea")])
    journal.set_activities(date(2026, 11, 20), [Activity("Tea", 30), Activity("Tea", 45)])
    lines = found(journal, english, "tea").lines
    assert [line.address for line in lines] == [
        "today/2026-11-22/note",
        "today/2026-11-22/moments",
        "today/2026-11-20/activities",
    ]
    assert lines[0].heading == lines[1].heading != lines[2].heading
    assert "22 November 2026" in lines[0].heading
    assert lines[0].excerpt == Excerpt("a <b>walk</b> with tea", ((19, 22),))
    assert lines[1].name == f"{english.words.moments[MomentKind.TREATMENT]} 09:05"


def test_a_note_of_an_item_nobody_knows_is_shown_by_its_key(english: Library) -> None:
    text = FoundText(TODAY, TextSource.NOTE, "new_one", "tea")
    assert build_found(Found(("tea",), (text,)), (), english).lines[0].name == "new_one"


def test_lists_are_found_by_what_was_written_and_not_by_what_was_chosen(
    journal: Journal, english: Library
) -> None:
    there = journal.add_record("medicine", {"name": "Tea", "helps": "well", "since": "2019"})
    journal.end_record(there, TODAY)
    (line,) = found(journal, english, "tea").lines
    assert line.address == f"share/medicine/{there.id}"
    assert (line.heading, line.aside) == ("Medicines", "Stopped")
    assert found(journal, english, "well").lines == ()
    assert found(journal, english, "2019").lines == ()


def test_own_words_lead_to_their_page_and_not_by_its_key(journal: Journal, english: Library) -> None:
    journal.add_record("own_words", {"page": "sleep", "words": "tea at night"})
    (line,) = found(journal, english, "night").lines
    assert line.address == "understand/sleep"
    assert found(journal, english, "sleep").lines == ()


def test_own_items_are_found_by_their_names_also_when_they_are_not_asked_any_more(journal: Journal) -> None:
    item = Item(key="own_tea", kind=Kind.COUNT, card="own", low=0, high=9, own=True, archived=True)
    journal.save_own_item(OwnItem(item, {"en": "Cups of tea"}))
    (line,) = found(journal, load_library(resources(), "en", journal.own_items), "cups tea").lines
    assert line.address == "settings/form/own_tea"


def test_pages_come_last(journal: Journal, english: Library) -> None:
    journal.set_note(TODAY, "note", "tea")
    hit = SearchHit("sleep", "Sleeping", Excerpt("no tea late", ((3, 6),)), 4)
    state = found(journal, english, "tea", hit)
    assert [line.address for line in state.lines] == ["today/2026-11-22/note", "understand/sleep/4"]
    assert "1" in state.said


def test_one_sentence_says_what_to_do(journal: Journal, english: Library, dutch: Library) -> None:
    for library in (english, dutch):
        assert found(journal, library, "").said != found(journal, library, "xyzzy").said
        assert found(journal, library, "xyzzy").lines == ()


THERE = (
    Destination("today", "Today", "", "diary"),
    Destination("settings/form/display", "Display", "Settings", "colours, dark"),
    Destination("do:day", "Back to today", "Action", "", "Ctrl+T"),
)


def addresses(typed: str, language: Language) -> list[str]:
    return [line.address for line in build_destinations(THERE, typed, language).lines]


def test_everything_is_offered_until_something_is_typed(english: Library) -> None:
    assert addresses("", english.language) == [each.address for each in THERE]


def test_what_begins_with_the_word_comes_before_what_has_it(english: Library) -> None:
    assert addresses("tod", english.language) == ["today", "do:day"]
    assert addresses("bac tod", english.language) == ["do:day"]
    assert (
        addresses("dark", english.language)
        == addresses("SETT dísp", english.language)
        == ["settings/form/display"]
    )
    assert addresses("nowhere", english.language) == []
    assert build_destinations(THERE, "nowhere", english.language).said
