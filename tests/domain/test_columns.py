"""The fields of a value are told apart: what it says, whose words they are, and how it came into the diary."""

from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from diary.content.language import load_language
from diary.content.words import column_name, option_name
from diary.domain.columns import (
    PROVENANCE,
    TOLD,
    carried_over,
    cleaned,
    columns_of,
    content_of,
    further,
    further_columns,
    has_texts,
    plain,
    text_columns,
    without_texts,
)
from diary.domain.day import Activity, AnswerSource, Day, DayKind, Moment, MomentKind, Nap
from diary.domain.item import OwnItem
from diary.domain.register import RegisterRecord

AT = datetime(2026, 11, 22, 20, tzinfo=UTC)


def test_only_fields_of_a_simple_type_are_columns() -> None:
    assert [column.name for column in columns_of(Day)][:3] == ["date", "zone", "kind"]
    assert "data" not in {column.name for column in columns_of(RegisterRecord)}
    assert {"item", "names"}.isdisjoint(column.name for column in columns_of(OwnItem))
    effort = columns_of(Activity)[2]
    assert (effort.name, effort.kind, effort.may_be_empty, effort.usual) == ("effort", int, True, None)


def test_every_field_that_is_told_in_its_own_way_is_there() -> None:
    for kind, told in TOLD.items():
        assert told <= {column.name for column in columns_of(kind)}


def test_a_value_says_the_same_whoever_wrote_it_down_and_when() -> None:
    typed, paper = Nap(850, 25, AT), Nap(850, 25, None, AnswerSource.PAPER)
    assert typed != paper
    assert content_of(typed) == content_of(paper) != content_of(Nap(850, 30, AT))
    assert content_of(typed)[:2] == (850, 25)
    assert {"typed_at", "source"} == PROVENANCE


def test_words_are_cleaned_and_left_out() -> None:
    moment = Moment(MomentKind.FLARE, 60, 2, " after\fshopping ")
    assert cleaned(moment) == Moment(MomentKind.FLARE, 60, 2, "after shopping")
    assert without_texts(moment) == Moment(MomentKind.FLARE, 60, 2)
    wordless = without_texts(moment)
    assert without_texts(wordless) is wordless
    assert (has_texts(moment), has_texts(without_texts(moment))) == (True, False)
    assert text_columns(Activity)[0] == "kind"
    assert without_texts(Day(AT.date(), "Europe/Amsterdam")).zone == "Europe/Amsterdam"


def test_what_is_typed_as_text_takes_the_place_of_the_value_it_names() -> None:
    stored = (Nap(850, 25, AT), Nap(None, 40, AT))
    assert carried_over([Nap(850, 30), Nap(900, 10)], stored, "begin") == (Nap(850, 30, AT), Nap(900, 10))
    twice = (Activity("walk", 10), Activity("walk", 20))
    assert carried_over([Activity("walk", 5, 3), *twice], twice, "kind") == (Activity("walk", 5, 3), *twice)


def test_what_is_told_by_its_name_has_one(resources: Path) -> None:
    """Fails for a new field without words: they are in `resources/phrases/columns.toml`."""
    language = load_language("en", resources)
    named = [(kind, column) for kind in TOLD for column in further_columns(kind)]
    assert all(column_name(language, kind, column.name) for kind, column in named)
    choices = [column.kind for _kind, column in named if issubclass(column.kind, Enum)]
    assert all(option_name(language, option) for choice in choices for option in choice)
    assert further(Nap(850, 25, AT)) == {}


def test_a_field_is_a_number_or_a_text_in_a_table() -> None:
    assert [plain(said) for said in (None, True, 3, 2.5, "a", DayKind.HARD, AT.date())] == [
        None, 1.0, 3.0, 2.5, "a", "hard", "2026-11-22",
    ]  # fmt: skip
