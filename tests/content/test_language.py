"""Spans of days and numbers of days, as both languages say them."""

from datetime import date

import pytest
from msgspec.structs import replace

from diary.content.conventions import conventions_of
from diary.content.library import Library
from diary.domain.entry import parse_number


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 2), date(2026, 11, 2), "2 November 2026"),
        (date(2026, 11, 2), date(2026, 11, 6), "2 – 6 November 2026"),
        (date(2026, 10, 28), date(2026, 11, 3), "28 October – 3 November 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 December 2026 – 3 January 2027"),
    ],
)
def test_a_stretch_says_once_what_its_ends_share(english: Library, first: date, last: date, said: str) -> None:
    assert english.language.span(first, last) == said


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("de_DE", "2. – 6. November 2026"),
        ("es_ES", "2 – 6 de noviembre de 2026"),
        ("ja_JP", "2026年11月2日 – 2026年11月6日"),
    ],
)
def test_a_day_alone_keeps_the_sign_its_language_writes_it_with(english: Library, locale: str, said: str) -> None:
    conventions = conventions_of(locale)
    assert conventions is not None
    language = replace(english.language, conventions=conventions)
    assert language.span(date(2026, 11, 2), date(2026, 11, 6)) == said


@pytest.mark.parametrize(
    ("count", "last", "said", "dutch_said"),
    [
        (1, date(2026, 3, 3), "1 day: 3 March 2026.", "1 dag: 3 maart 2026."),
        (2, date(2026, 3, 4), "2 days, from 3 to 4 March 2026.", "2 dagen, van 3 tot en met 4 maart 2026."),
        (
            9,
            date(2026, 4, 4),
            "9 days, from 3 March to 4 April 2026.",
            "9 dagen, van 3 maart tot en met 4 april 2026.",
        ),
    ],
)
def test_one_day_is_said_as_one_day(
    english: Library, dutch: Library, count: int, last: date, said: str, dutch_said: str
) -> None:
    first = date(2026, 3, 3)
    assert english.language.days_from(count, first, last) == said
    assert dutch.language.days_from(count, first, last) == dutch_said


def test_ends_that_read_the_same_are_said_once(english: Library) -> None:
    assert english.language.through("Nov 2026", "Nov 2026") == "Nov 2026"
    assert english.language.through("Oct 2026", "Nov 2026") == "Oct 2026 to Nov 2026"


@pytest.mark.parametrize("value", [0, 7, -7.5, 1000, 7_500, 1e9, 7.125, -12.5, 0.125, 999.999, 0.000001])
def test_a_number_in_a_field_reads_back_as_itself(english: Library, dutch: Library, value: float) -> None:
    for language in (english.language, dutch.language):
        assert parse_number(language.typed(value)) == value
