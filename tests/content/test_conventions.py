"""Dates and numbers are written as the CLDR says, in every locale, without loading Babel."""

from datetime import date

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.content.conventions import conventions_of
from diary.content.language import Language, load_language, rounded
from diary.paths import resources

LOCALES = ("en_GB", "nl_NL", "en_US", "de_DE", "fr_FR", "ru_RU")
PATTERNS = ("EEEE d MMMM y", "d MMMM y", "d MMM", "LLL y", "ccc", "cccc", "LLLL y", "LLL", "d MMM y")
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def _writing(locale: str) -> Language:
    found = conventions_of(locale)
    assert found is not None
    return replace(load_language("en", resources()), locale=locale, conventions=found)


LANGUAGES = {locale: _writing(locale) for locale in LOCALES}


@given(locale=st.sampled_from(LOCALES), pattern=st.sampled_from(PATTERNS), day=DAYS)
def test_a_date_is_written_as_the_cldr_says(locale: str, pattern: str, day: date) -> None:
    assert LANGUAGES[locale].pattern(day, pattern) == format_date(day, pattern, locale=locale)


@given(locale=st.sampled_from(LOCALES), value=st.floats(-1e9, 1e9), decimals=st.integers(0, 6))
def test_a_number_is_written_as_the_cldr_says(locale: str, value: float, decimals: int) -> None:
    language, value = LANGUAGES[locale], rounded(value, decimals)
    for written, sign in ((language.number, "#"), (language.fixed, "0")):
        pattern = "#,##0" + ("." + sign * decimals if decimals else "")
        assert written(value, decimals) == format_decimal(value, format=pattern, locale=locale)


@pytest.mark.parametrize("locale", ["", "nl-NL", "xx_YY", "None"])
def test_an_unknown_locale_has_none(locale: str) -> None:
    assert conventions_of(locale) is None
