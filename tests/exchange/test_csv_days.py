import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.content.bodymap import load_atlas
from diary.domain.day import Activity, Day, DayKind, Moment, MomentKind
from diary.domain.item import Catalogue
from diary.domain.refusal import Reason
from diary.exchange.csv_text import ENCODING, CsvForm, days_csv, safe
from diary.exchange.mapping import load_mapping
from diary.exchange.source import read_source
from diary.paths import resources
from tests.exchange.conftest import ReadText
from tests.factory import NOW, a_day


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

    return load_catalogue(resources())


@pytest.mark.parametrize("text", ["=1+1", "＝1+1", " =1+1", "\u202e=1+1", "\u200b＠x", "\x85=1", "+x", "\t=1"])
def test_no_sign_that_looks_like_the_begin_of_a_formula_begins_a_cell(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["tea", "2 = 2", "“=”", ""])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


TYPED = st.characters(exclude_categories=("Cc", "Cs"))
MINUTES = '[date]\ncolumn = "day"\n[[item]]\ncolumn = "relaxation"\nitem = "relaxation"\n'


@pytest.mark.parametrize("form", list(CsvForm))
@given(minutes=st.decimals(0, 1440, places=2).map(float), note=st.text(TYPED, max_size=30))
def test_both_forms_hold_the_same_and_can_be_imported_again(form: CsvForm, minutes: float, note: str) -> None:
    catalogue, note = _catalogue(), f"a; b, {note} 3,5"
    day = a_day(0, relaxation=minutes, notes={"note": note})
    written = days_csv([day], catalogue, with_notes=True, form=form)
    (row,) = csv.DictReader(io.StringIO(written, newline=""), delimiter=form.separator)
    assert float(row["relaxation"].replace(form.decimal, ".")) == minutes
    assert row["note"].removeprefix("'") == note
    with TemporaryDirectory() as folder:
        table, rules = Path(folder, "table.csv"), Path(folder, "map.toml")
        table.write_bytes(written.encode(ENCODING))
        rules.write_text(MINUTES, encoding="utf-8")
        content = read_source(table, load_mapping(rules), catalogue, load_atlas(resources()), NOW)
    assert content.refused == ()
    assert [each.value("relaxation") for each in content.days] == [minutes]


def test_only_the_own_header_tells_a_decimal_comma(read_text: ReadText) -> None:
    own, other = "day;zone;kind;late;relaxation\n", "day;relaxation\n"
    assert read_text(MINUTES, f"{own}2026-11-01;;;;7,5\n").days[0].value("relaxation") == 7.5
    assert read_text(MINUTES, f"{other}2026-11-01;7,5\n").refused[0].reason is Reason.NOT_A_NUMBER
    stated = MINUTES.replace("[date]", '[source]\ndecimal = "."\n[date]')
    assert read_text(stated, f"{own}2026-11-01;;;;7.5\n").days[0].value("relaxation") == 7.5
