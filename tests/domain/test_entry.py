"""What people type is read as they mean it, or refused; nothing else ever comes out."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.entry import parse_answer, parse_clock, parse_flag, parse_minutes, parse_number
from diary.domain.item import Item, Kind
from diary.domain.refusal import Reason, Refusal

CLOCKS = [
    ("2215", 1335),
    ("22:15", 1335),
    ("22.15", 1335),
    ("22,15", 1335),
    ("22u15", 1335),
    ("22 h 15", 1335),
    ("22 uur 15", 1335),
    ("22:15 uur", 1335),
    ("10.15 pm", 1335),
    ("10:15PM", 1335),
    ("10.15 p.m.", 1335),
    ("1015pm", 1335),
    ("7", 420),
    ("07", 420),
    ("7u", 420),
    ("7 am", 420),
    ("730", 450),
    ("0730", 450),
    ("12 am", 0),
    ("12 pm", 720),
    ("12:30am", 30),
    ("0:00", 0),
    ("24:00", 0),
    ("  23:59 ", 1439),
    ("２２：１５", 1335),
    ("٧", 420),
    ("22 15", 1335),
    ("22;15", 1335),
    ("10 30 pm", 1350),
    ("~22:15", 1335),
    ("± 23", 1380),
    ("rond 23:00", 1380),
    ("ca. 7u30", 450),
    ("Om 11 uur", 660),
    ("around 7 am", 420),
]
DURATIONS = [
    ("90", 90),
    ("0", 0),
    ("1:30", 90),
    ("1u30", 90),
    ("1h30", 90),
    ("1 h 30", 90),
    ("1H30", 90),
    ("45 min", 45),
    ("45'", 45),
    ("45m", 45),
    ("1 hour 30 minutes", 90),
    ("1 uur en 30 minuten", 90),
    ("1 hour, 5 min.", 65),
    ("2 uur", 120),
    ("1,5 uur", 90),
    ("1.25 h", 75),
    ("½ uur", 30),
    ("1½ hour", 90),
    ("1 ½ hour", 90),
    ("24 h", 1440),
    ("kwartier", 15),
    ("een half uur", 30),
    ("Half an hour", 30),
    ("anderhalf uur", 90),
    ("~20", 20),
    ("ongeveer een half uur", 30),
    ("about 1:30", 90),
]


@pytest.mark.parametrize(("text", "minutes"), CLOCKS)
def test_a_clock_time_is_read_the_way_it_is_meant(text: str, minutes: int) -> None:
    assert parse_clock(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "25",
        "24:01",
        "22:60",
        "2275",
        "13 pm",
        "0 am",
        "7:5",
        "-7",
        "half",
        "half 11",
        "22 5",
        "7 min",
        "rond",
        "7½",
        "1e1",
    ],
)
def test_what_is_no_clock_time_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_clock(text)
    assert refused.value.reason is Reason.NOT_A_TIME


@pytest.mark.parametrize(("text", "minutes"), DURATIONS)
def test_a_duration_is_read_the_way_it_is_meant(text: str, minutes: int) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.5",
        "1,30",
        "1.30",
        "-5",
        "1:5",
        "1:60",
        "1441",
        "25 h",
        "0.01 h",
        "1 h 75",
        "a while",
        ",30",
        "1 2",
        "a 20",
        "~",
    ],
)
def test_a_duration_that_could_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_minutes(text)
    assert refused.value.reason is Reason.NOT_A_DURATION


@given(
    st.integers(0, 1439),
    st.sampled_from(["{h}:{m:02}", "{h:02}.{m:02}", "{h}{m:02}", "{h}u{m:02}", " {h} h {m:02} "]),
)
def test_every_minute_of_the_day_survives_every_way_of_writing_it(minute: int, pattern: str) -> None:
    assert parse_clock(pattern.format(h=minute // 60, m=minute % 60)) == minute


@given(st.integers(0, 1439))
def test_twelve_hour_clocks_come_back_as_the_same_minute(minute: int) -> None:
    hour, rest = divmod(minute, 60)
    assert parse_clock(f"{hour % 12 or 12}:{rest:02} {'pm' if hour >= 12 else 'am'}") == minute


@given(
    st.integers(0, 1440), st.sampled_from(["{t}", "{t} min", "{h}:{m:02}", "{h}h{m:02}", "{h} uur {m}", "{h}u{m}"])
)
def test_every_duration_survives_every_way_of_writing_it(minutes: int, pattern: str) -> None:
    assert parse_minutes(pattern.format(t=minutes, h=minutes // 60, m=minutes % 60)) == minutes


ANYTHING = st.one_of(
    st.text(), st.text("0123456789:.,hu apm½'uren-+e ", max_size=12), st.characters(categories=["Nd", "Nl", "No"])
)


def outcome(parse: Callable[[str], float], text: str) -> float | Refusal:
    try:
        return parse(text)
    except Refusal as refusal:
        return refusal


@given(ANYTHING)
def test_no_text_does_anything_but_parse_or_be_refused(text: str) -> None:
    for parse, high in ((parse_clock, 1439), (parse_minutes, 1440), (parse_flag, 1)):
        found = outcome(parse, text)
        assert len(str(found.facts["text"])) <= 40 if isinstance(found, Refusal) else 0 <= found <= high


@given(ANYTHING, st.sampled_from(Kind))
def test_no_text_does_anything_to_an_item_but_answer_it_or_be_refused(text: str, kind: Kind) -> None:
    item = Item("thing", kind, "own", 0, 10, options=("none", "some"))
    found = outcome(partial(parse_answer, item), text)
    assert found.facts["item"] == "thing" if isinstance(found, Refusal) else 0 <= found <= 10


@given(st.decimals(-999, 999, places=2))
def test_a_number_reads_the_same_with_a_dot_and_with_a_comma(number: object) -> None:
    assert parse_number(str(number)) == parse_number(str(number).replace(".", ",")) == float(str(number))


@pytest.mark.parametrize(("text", "number"), [("½", 0.5), (".5", 0.5), (",25", 0.25), ("-½", -0.5), ("1.0000", 1)])
def test_a_number_may_begin_with_its_decimals(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["1.000", "1,000", "-7.500", "12,345", "999.999"])
def test_what_may_be_thousands_or_decimals_is_not_guessed_at(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_number(text)
    assert refused.value.facts == {"text": text}


@pytest.mark.parametrize("text", ["²0", "10²", "5₂"])
def test_a_raised_digit_is_no_digit(text: str) -> None:
    """On a Belgian keyboard ² has a key of its own beside the 1."""
    for parse in (parse_number, parse_minutes, parse_clock):
        with pytest.raises(Refusal):
            parse(text)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.SCALE, "7", 7),
        (Kind.CLOCK, "0.10", 10),
        (Kind.MINUTES, "10 min", 10),
        (Kind.FLAG, "Ja", 1),
        (Kind.FLAG, "no", 0),
        (Kind.CHOICE, "some", 1),
        (Kind.CHOICE, "1", 1),
    ],
)
def test_an_answer_is_typed_as_its_kind(kind: Kind, text: str, value: float) -> None:
    assert parse_answer(Item("thing", kind, "own", 0, 10, options=("none", "some")), text) == value


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        (Kind.SCALE, "11", Reason.OUT_OF_RANGE),
        (Kind.SCALE, "2,5", Reason.NOT_A_WHOLE_NUMBER),
        (Kind.SCALE, "seven", Reason.NOT_A_NUMBER),
        (Kind.CHOICE, "many", Reason.NOT_A_CHOICE),
        (Kind.FLAG, "maybe", Reason.NOT_A_CHOICE),
        (Kind.TEXT, "5", Reason.NOT_LOGGABLE),
    ],
)
def test_an_answer_that_does_not_fit_its_item_is_refused_by_name(kind: Kind, text: str, reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        parse_answer(Item("thing", kind, "own", 0, 10, options=("none", "some")), text)
    assert refused.value.reason is reason
    assert refused.value.facts["item"] == "thing"
