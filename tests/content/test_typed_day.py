"""A day to come is read as people type it, in both languages; what is none is never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.content.language import load_language
from diary.content.typed_day import read_coming_day
from diary.paths import resources

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
    assert read_coming_day(text, MONDAY, load_language(code, resources())) == day


@given(
    today=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    ahead=st.integers(0, 300),
    code=st.sampled_from(("nl", "en")),
)
def test_every_day_as_the_program_writes_it_is_read_back(today: date, ahead: int, code: str) -> None:
    language = load_language(code, resources())
    day = date.fromordinal(today.toordinal() + ahead)
    for pattern in ("EEEE d MMMM y", "ccc d MMM y", "d MMMM", "d MMM"):
        assert read_coming_day(language.pattern(day, pattern), today, language) == day
