"""What is typed in a field of a list is taken as it was meant, or refused by the field and what would be right."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diary.domain.period import FIRST_DAY, LAST_DAY
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import FieldKind, Register, RegisterField, date_written, parse_when, written

REGISTER = Register(
    "tried",
    (
        RegisterField("what", FieldKind.TEXT, required=True, longest=20),
        RegisterField("more", FieldKind.NOTE, longest=40),
        RegisterField("helped", FieldKind.CHOICE, options=("no", "yes_much")),
        RegisterField("worth", FieldKind.SCALE, low=0, high=10),
        RegisterField("since", FieldKind.DATE),
        RegisterField("until", FieldKind.DATE),
        RegisterField("times", FieldKind.NUMBER, low=1, high=99),
        RegisterField("again", FieldKind.FLAG),
        RegisterField("asked", FieldKind.LINES, longest=20),
    ),
    "what",
    "until",
    "since",
)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("what", "  a   walk ", "a walk"),
        ("more", "one\ntwo", "one\ntwo"),
        ("helped", "Yes_much", "yes_much"),
        ("worth", "10", 10),
        ("times", "2,5", 2.5),
        ("again", "nee", False),
        ("again", "yes", True),
        ("asked", " one  two \n\nthree\r\n", ["one two", "three"]),
        ("since", "2019", "2019"),
        ("since", "3-2019", "2019-03"),
        ("since", "2019/3", "2019-03"),
        ("since", "22.3.2019", "2019-03-22"),
        ("since", "2019-03-22", "2019-03-22"),
        ("since", "", None),
    ],
)
def test_what_is_typed_is_taken_as_it_was_meant(field: str, typed: str, value: object) -> None:
    data, ended_on = REGISTER.parse({"what": "x", field: typed})
    assert data.get(field) == value
    assert type(data.get(field)) is type(value)
    assert ended_on is None
    assert REGISTER.holds(data)


@pytest.mark.parametrize("value", ["x", ["x"], 3, 1e12, True, {"x": 1}, [1], float("nan")])
def test_what_is_of_another_kind_than_its_field_is_known(value: object) -> None:
    kinds = {"what": str, "more": str, "helped": str, "since": str, "asked": list, "worth": int, "again": bool}
    for key, kind in kinds.items():
        assert REGISTER.holds({"what": "x", key: value}) is (type(value) is kind and value != [1])
    assert REGISTER.holds({"what": "x", "unknown": value})
    assert REGISTER.holds({"what": None})


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("what", " ", Reason.FIELD_MISSING),
        ("what", "x" * 21, Reason.FIELD_TOO_LONG),
        ("more", "x" * 41, Reason.FIELD_TOO_LONG),
        ("asked", "short\n" + "x" * 21, Reason.FIELD_TOO_LONG),
        ("asked", "1\n2\n3\n4\n5\n6", Reason.FIELD_TOO_MANY),
        ("helped", "much", Reason.FIELD_NOT_A_CHOICE),
        ("worth", "11", Reason.FIELD_OUT_OF_RANGE),
        ("worth", "3.5", Reason.FIELD_NOT_WHOLE),
        ("worth", "good", Reason.FIELD_NOT_A_NUMBER),
        ("times", "0", Reason.FIELD_OUT_OF_RANGE),
        ("again", "perhaps", Reason.FIELD_NOT_A_CHOICE),
        ("since", "31-2-2019", Reason.FIELD_NOT_A_DATE),
        ("since", "1-1-1800", Reason.FIELD_NOT_A_DATE),
        ("since", "yesterday", Reason.FIELD_NOT_A_DATE),
        ("until", "2019", Reason.FIELD_NOT_A_DAY),
        ("nonsense", "1", Reason.UNKNOWN_FIELD),
    ],
)
def test_what_is_not_right_is_refused_by_its_field(field: str, typed: str, reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        REGISTER.parse({"what": "x", field: typed})
    assert refused.value.reason is reason
    assert (refused.value.facts["register"], refused.value.facts["field"]) == ("tried", field)


def test_only_what_is_typed_changes_and_an_empty_text_takes_away() -> None:
    data, ended_on = REGISTER.parse({"worth": "", "until": "1-2-2020"}, {"what": "x", "worth": 3, "later": [1]})
    assert (dict(data), ended_on) == ({"what": "x", "later": [1]}, date(2020, 2, 1))
    assert REGISTER.parse({"until": ""}, data, ended_on) == (data, None)
    assert REGISTER.parse({"worth": "1"}, data, ended_on)[1] == ended_on


@pytest.mark.parametrize("since", ["2019", "3-2019", "22-3-2019"])
def test_nothing_ends_before_it_begins_as_far_as_that_is_known(since: str) -> None:
    assert REGISTER.parse({"what": "x", "since": since, "until": "22-3-2019"})[1] == date(2019, 3, 22)
    with pytest.raises(Refusal) as refused:
        REGISTER.parse({"until": "31-12-2018"}, {"what": "x", "since": parse_when(since)})
    assert refused.value.reason is Reason.FIELD_BEFORE_BEGIN
    assert refused.value.facts == {"register": "tried", "field": "until", "other": "since"}


@given(st.dates(FIRST_DAY, LAST_DAY), st.sampled_from((4, 7, 10)))
def test_a_date_reads_back_as_it_was_written(day: date, length: int) -> None:
    stored = day.isoformat()[:length]
    assert parse_when(date_written(stored)) == stored
    assert parse_when(stored) == stored


@given(st.text(max_size=30), st.sampled_from([field.key for field in REGISTER.fields]))
@example("0\x1e\r0", "what")
def test_any_text_is_taken_or_refused_and_a_value_that_was_taken_is_taken_again(typed: str, field: str) -> None:
    try:
        data, ended_on = REGISTER.parse({"what": "x", field: typed})
    except Refusal:
        return
    again = {key: written(value) for key, value in data.items()}
    assert REGISTER.parse(again, None, ended_on) == (data, ended_on)


ROUGH = Register(
    "medicine",
    (
        RegisterField("name", FieldKind.TEXT, longest=20),
        RegisterField("since", FieldKind.DATE, rough=True),
        RegisterField("until", FieldKind.DATE, rough=True),
    ),
    "name",
    "until",
    "since",
)


@pytest.mark.parametrize(
    ("typed", "kept", "ended_on"),
    [
        ("2024", "2024", date(2024, 1, 1)),
        ("3-2025", "2025-03", date(2025, 3, 1)),
        ("22-3-2025", None, date(2025, 3, 22)),
        ("voorjaar  2025", "voorjaar 2025", date(2025, 1, 1)),
        ("maart 2025", "maart 2025", date(2025, 1, 1)),
        ("± 2019", "± 2019", date(2019, 1, 1)),
        ("", None, None),
    ],
)
def test_an_end_may_be_rough_and_is_kept_as_it_was_typed(
    typed: str, kept: str | None, ended_on: date | None
) -> None:
    data, ended = ROUGH.parse({"until": typed})
    assert (data.get("until"), ended) == (kept, ended_on)
    assert ROUGH.parse({}, data, ended) == (data, ended), "what else is changed leaves it"
    assert ROUGH.parse({"until": ""}, data, ended) == ({}, None), "and it can be opened again"


@pytest.mark.parametrize("typed", ["spring", "22-13-2019", "2019-2020", "12345", "x" * 61 + " 2019", "1500"])
def test_a_rough_date_has_one_year_and_is_no_slip_of_the_pen(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        ROUGH.parse({"since": typed})
    assert refused.value.reason is Reason.FIELD_NOT_A_DATE


@pytest.mark.parametrize(
    ("since", "until"), [("2025", "spring 2024"), ("autumn 2025", "2024"), ("3-2025", "2-2025")]
)
def test_a_rough_end_is_not_before_the_begin_as_far_as_both_are_known(since: str, until: str) -> None:
    with pytest.raises(Refusal) as refused:
        ROUGH.parse({"since": since, "until": until})
    assert refused.value.reason is Reason.FIELD_BEFORE_BEGIN
    assert ROUGH.parse({"since": "22-3-2025", "until": "2025"})[1] == date(2025, 3, 22)


@given(typed=st.text(max_size=70), before=st.sampled_from(["", "spring 2025 ", "2019 "]))
def test_any_rough_date_is_refused_or_read_back_as_it_was_typed(typed: str, before: str) -> None:
    try:
        data, ended = ROUGH.parse({"since": before + typed, "until": before + typed})
    except Refusal:
        return
    again = {key: date_written(str(value)) for key, value in data.items()}
    assert ROUGH.parse(again, {}, ended) == (data, ended)
