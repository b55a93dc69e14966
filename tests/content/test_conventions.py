"""Dates and numbers are written as the CLDR says, in every locale, without loading Babel."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.content.conventions import WRITTEN, conventions_of
from diary.content.language import Language, load_language, rounded
from diary.paths import resources

LOCALES = ("en_GB", "nl_NL", "en_US", "de_DE", "fr_FR", "ru_RU")
PATTERNS = (*WRITTEN, "ccc", "cccc", "LLL")
OF_FIELDS = re.compile(r'"((?:[EcMLdy]+[ ,.]+)+[EcMLdy]+)"')
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@cache
def _writing(locale: str) -> Language:
    found = conventions_of(locale)
    assert found is not None
    return replace(load_language("en", resources()), locale=locale, conventions=found)


@given(locale=st.sampled_from(LOCALES), pattern=st.sampled_from(PATTERNS), day=DAYS)
def test_a_date_is_written_as_the_cldr_says(locale: str, pattern: str, day: date) -> None:
    here = _writing(locale).conventions.patterns.get(pattern, pattern)
    assert _writing(locale).pattern(day, pattern) == format_date(day, here, locale=locale)


@pytest.mark.parametrize("locale", ["nl_NL", "de_DE", "fr_FR", "es_ES", "hu_HU", "ja_JP", "fi_FI"])
def test_the_parts_of_a_date_stand_as_this_language_has_them(locale: str) -> None:
    language, day = _writing(locale), date(2026, 11, 22)
    assert language.long_date(day) == format_date(day, "full", locale=locale)
    assert language.day(day) == format_date(day, "long", locale=locale)
    assert language.pattern(day, "d MMM y") == format_skeleton("yMMMd", day, locale=locale)


@pytest.mark.parametrize(
    ("locale", "pattern", "written"),
    [
        ("de_DE", "EEEE d MMMM", "Sonntag, 22. November"),
        ("de_DE", "ccc d MMM y", "So, 22. Nov 2026"),
        ("hu_HU", "EEEE d MMMM", "november 22., vasárnap"),
        ("es_ES", "d MMMM", "22 de noviembre"),
    ],
)
def test_a_date_without_a_year_or_with_short_names_follows_it_too(locale: str, pattern: str, written: str) -> None:
    assert _writing(locale).pattern(date(2026, 11, 22), pattern, dots=False) == written


@given(pattern=st.sampled_from(sorted(WRITTEN)), day=DAYS)
def test_dutch_and_english_write_their_dates_in_one_order(pattern: str, day: date) -> None:
    for code, locale in (("nl", "nl_NL"), ("en", "en_GB")):
        written = format_date(day, pattern, locale=locale)
        assert load_language(code, resources()).pattern(day, pattern) == written


def test_every_date_the_program_writes_is_one_of_those_that_each_language_has_its_way_of() -> None:
    code = Path(__file__).parents[2] / "diary"
    used = {found for path in code.rglob("*.py") for found in OF_FIELDS.findall(path.read_text(encoding="utf-8"))}
    assert used == set(WRITTEN)


@given(locale=st.sampled_from(LOCALES), value=st.floats(-1e9, 1e9), decimals=st.integers(0, 6))
def test_a_number_is_written_as_the_cldr_says(locale: str, value: float, decimals: int) -> None:
    language, value = _writing(locale), rounded(value, decimals)
    for written, sign in ((language.number, "#"), (language.fixed, "0")):
        pattern = "#,##0" + ("." + sign * decimals if decimals else "")
        assert written(value, decimals) == format_decimal(value, format=pattern, locale=locale)


@pytest.mark.parametrize("locale", ["", "nl-NL", "xx_YY", "None"])
def test_an_unknown_locale_has_none(locale: str) -> None:
    assert conventions_of(locale) is None
