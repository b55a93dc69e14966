import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.day import Activity, Day, DayKind, Moment, MomentKind
from diary.domain.item import Catalogue
from diary.exchange.csv_text import days_csv, safe
from tests.factory import a_day


def _rows(days: list[Day], catalogue: Catalogue, *, notes: bool = False) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(days_csv(days, catalogue, with_notes=notes), newline="")))


def test_every_numeric_item_has_a_column_and_empty_is_not_answered(catalogue: Catalogue) -> None:
    day = a_day(
        1, stress=0, into_bed=1390, people=1, areas={"front_knee_l": 5}, kind=DayKind.HARD, typed_after_days=9
    )
    (row,) = _rows([day], catalogue)
    assert {item.key for item in catalogue.numeric} <= row.keys()
    assert (row["stress"], row["into_bed"], row["people"]) == ("0", "23:10", "some")
    assert row["fatigue"] == ""
    assert (row["areas"], row["kind"], row["late"]) == ("front_knee_l:5", "hard", "1")


def test_no_pain_is_distinguished_from_no_answer(catalogue: Catalogue) -> None:
    rows = _rows([a_day(1, areas={}), a_day(0, stress=1)], catalogue)
    assert [row["areas"] for row in rows] == ["none", ""]


def test_free_texts_are_only_there_when_asked_for(catalogue: Catalogue) -> None:
    day = a_day(0, notes={"note": "secret"}, moments=[Moment(MomentKind.FLARE, 905, text="secret too")])
    assert "secret" not in days_csv([day], catalogue, with_notes=False)
    (row,) = _rows([day], catalogue, notes=True)
    assert row["note"] == "secret"
    assert row["moments"] == "flare 15:05 secret too"


def test_nothing_can_act_as_a_formula(catalogue: Catalogue) -> None:
    day = a_day(0, activities=[Activity("=1+1", 5)], notes={"note": "@cmd", "good_thing": "-x"})
    (row,) = _rows([day], catalogue, notes=True)
    assert (row["activities"], row["note"], row["good_thing"]) == ("'=1+1:5:", "'@cmd", "'-x")


@given(st.text(max_size=60))
def test_any_text_survives_the_file(text: str) -> None:
    catalogue = _catalogue()
    (row,) = _rows([a_day(0, stress=1, notes={"note": text})], catalogue, notes=True)
    assert row["note"].removeprefix("'") == text.removeprefix("'")


def _catalogue() -> Catalogue:
    from diary.content.catalogue import load_catalogue
    from diary.paths import resources

    return load_catalogue(resources())


@pytest.mark.parametrize("text", ["=1+1", "＝1+1", " =1+1", "\u202e=1+1", "\u200b＠x", "\x85=1", "+x", "\t=1"])
def test_no_sign_that_looks_like_the_begin_of_a_formula_begins_a_cell(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["tea", "2 = 2", "“=”", ""])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe(text) == text
