"""A day is read as people type it, in every field of a day of the window and in the command."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.content.conventions import conventions_of
from diary.content.language import load_language
from diary.content.library import Library
from diary.domain.period import LAST_DAY
from diary.paths import resources
from diary.screens.register import WRITTEN, days_read, read_typed_day

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("code", "text", "day"),
    [
        *[
            (code, text, date(2026, 12, 3))
            for code in ("nl", "en")
            for text in (
                "3-12",
                "3/12",
                "3.12.",
                "03-12-26",
                "3 dec",
                "3 December 2026",
                "3-dec-2026",
                " 3  DEC. ",
            )
        ],
        ("nl", "do", date(2026, 12, 3)),
        ("nl", "donderdag", date(2026, 12, 3)),
        ("nl", "do 3 dec 2026", date(2026, 12, 3)),
        ("nl", "donderdag 3 december", date(2026, 12, 3)),
        ("en", "Dec 3rd", date(2026, 12, 3)),
        ("en", "Thursday, December 3, 2026", date(2026, 12, 3)),
        ("en", "thu", date(2026, 12, 3)),
        ("nl", "vandaag", MONDAY),
        ("nl", "morgen", date(2026, 12, 1)),
        ("nl", "overmorgen", date(2026, 12, 2)),
        ("en", "Tomorrow", date(2026, 12, 1)),
        ("nl", "ma", date(2026, 12, 7)),
        ("nl", "5 mrt", date(2027, 3, 5)),
        ("nl", "3 jan", date(2027, 1, 3)),
        ("nl", "26-11", date(2026, 11, 26)),
        ("nl", "26-10", date(2027, 10, 26)),
        ("nl", "29 feb", date(2028, 2, 29)),
        ("nl", "29-2-2027", None),
        ("nl", "31-11", None),
        ("nl", "3 j", None),
        ("en", "3 ma", None),
        ("nl", "t", None),
        ("nl", "soon", None),
        ("nl", "2026", None),
        ("nl", "12-2026", None),
        ("nl", "", None),
        ("nl", "3 dec 1700", None),
    ],
)
def test_a_day_is_read_as_people_type_it(code: str, text: str, day: date | None) -> None:
    assert read_typed_day(text, MONDAY, load_language(code, resources()), is_coming=True) == day


@pytest.mark.parametrize("locale", ["de_DE", "hu_HU", "ja_JP", "tr_TR", "pl_PL"])
def test_the_day_in_the_field_is_read_back_in_the_order_of_each_language(locale: str) -> None:
    found = conventions_of(locale)
    assert found is not None
    language = replace(load_language("en", resources()), locale=locale, conventions=found)
    day = date(2027, 12, 31)
    assert read_typed_day(language.pattern(day, WRITTEN), MONDAY, language, is_coming=True) == day


@given(
    today=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    ahead=st.integers(0, 300),
    code=st.sampled_from(("nl", "en")),
)
def test_every_day_as_the_program_writes_it_is_read_back(today: date, ahead: int, code: str) -> None:
    language = load_language(code, resources())
    day = date.fromordinal(today.toordinal() + ahead)
    for pattern in ("EEEE d MMMM y", "ccc d MMM y", "d MMMM", "d MMM"):
        assert read_typed_day(language.pattern(day, pattern), today, language, is_coming=True) == day


@pytest.mark.parametrize(
    ("code", "text", "day"),
    [
        ("nl", "gisteren", date(2026, 11, 29)),
        ("nl", "Eergisteren", date(2026, 11, 28)),
        ("en", "the day before yesterday", date(2026, 11, 28)),
        ("nl", "vandaag", MONDAY),
        ("nl", "morgen", date(2026, 12, 1)),
        ("nl", "zo", date(2026, 11, 29)),
        ("nl", "vr", date(2026, 11, 27)),
        ("en", "Monday", date(2026, 11, 23)),
        ("en", "tue", date(2026, 11, 24)),
        ("nl", "3 jan", date(2026, 1, 3)),
        ("nl", "3 dec", date(2026, 12, 3)),
        ("nl", "29-12", date(2025, 12, 29)),
        ("nl", "29 feb", date(2024, 2, 29)),
        ("nl", "di 3 nov 26", date(2026, 11, 3)),
        ("nl", "1 mei 2031", date(2031, 5, 1)),
    ],
)
def test_a_day_that_has_been_is_looked_for_in_the_days_before(code: str, text: str, day: date) -> None:
    assert read_typed_day(text, MONDAY, load_language(code, resources()), is_coming=False) == day


@pytest.mark.parametrize("text", ["morgen", "overmorgen", "ma"])
def test_no_day_is_read_that_no_diary_holds(text: str) -> None:
    assert read_typed_day(text, LAST_DAY, load_language("nl", resources()), is_coming=True) is None


def test_only_days_are_read_and_what_is_read_already_stays(dutch: Library) -> None:
    texts = {"name": "morgen", "since": "voorjaar 2019", "until": "gisteren"}
    medicine = dutch.register("medicine")
    assert days_read(texts, medicine, MONDAY, dutch.language) == {**texts, "until": "2026-11-29"}
    for text in ("2019", "3-2019", "22-3-2019", "", "ooit"):
        assert days_read({"since": text}, medicine, MONDAY, dutch.language) == {"since": text}
    assert days_read({"when": "vr"}, dutch.register("appointment"), MONDAY, dutch.language) == {
        "when": "2026-12-04"
    }
