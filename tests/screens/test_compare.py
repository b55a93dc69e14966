"""Two spans side by side: function first, pain last, nothing ranked, and silence where days do not carry it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import pytest
from msgspec.structs import replace

from diary.content.amounts import Amount, AmountWords, range_words
from diary.content.library import Library, load_library
from diary.content.theme import load_themes
from diary.domain.comparison import ChangeDirection, Comparison, ComparisonStatus, Mean
from diary.domain.day import Day, Moment, MomentKind
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.period import Period
from diary.domain.register import RegisterRecord
from diary.domain.two_periods import TwoPeriods
from diary.exchange.csv_text import figure_csv
from diary.paths import resources
from diary.report.compare_figure import draw_compare
from diary.screens.compare import (
    COLUMNS,
    USUAL,
    WORDED,
    CompareState,
    _row,
    build_compare,
    build_moments,
    change_words,
    choices,
    compare_figure,
    covering,
    headline_of,
)
from tests.factory import NOW, TODAY, a_day, a_table

AFTER = Period.ending(TODAY, 42)
SPANS = TwoPeriods(AFTER.before(42), AFTER)
JUDGING = (
    "better",
    "worse",
    "good",
    "bad",
    "improv",
    "severe",
    "caused by",
    "trigger",
    "beter",
    "slechter",
    "oorzaak",
)


def days(count: int = 98) -> Iterator[Day]:
    chance = np.random.default_rng(3)
    for back in range(count - 1, -1, -1):
        stress = 7 if back < 42 else 3
        yield a_day(
            back,
            stress=float(np.clip(round(stress + chance.normal()), 0, 10)),
            pain_average=float(np.clip(round(5 + chance.normal()), 0, 10)),
            function=6,
            got_up=float(420 + round(20 * chance.normal())),
            worried_damage=float(chance.random() < 0.4),
        )


def shown(library: Library, keys: tuple[str, ...] = (*USUAL, "got_up", "worried_damage")) -> CompareState:
    return build_compare(a_table(days()), SPANS, 0, keys, library)


def test_function_comes_first_and_pain_last_whatever_was_found(english: Library) -> None:
    keys = [key for key, _ in choices(english)]
    assert keys[0] == "function"
    assert keys[1:3] == ["active_minutes", "load"]
    assert keys[-1].startswith("pain")
    state = build_compare(a_table(days()), SPANS, 0, ("pain_average", "stress", "function"), english)
    assert [row.key for row in state.rows] == ["function", "stress", "pain_average"]


def test_a_row_has_means_days_difference_interval_and_words(english: Library) -> None:
    state = shown(english)
    stress = next(row for row in state.rows if row.key == "stress")
    assert (stress.before_days, stress.after_days) == ("42 days", "42 days")
    assert stress.found.change is ChangeDirection.HIGHER
    assert stress.words == "Higher."
    assert stress.difference.startswith("+")
    assert stress.reach is not None
    assert 0 < stress.reach.small < stress.reach.low < stress.reach.middle < stress.reach.high <= 1
    assert f"Stress: {stress.before} (42 days)" in state.summary


def test_every_kind_is_written_in_its_own_unit(english: Library) -> None:
    rows = {row.key: row for row in shown(english).rows}
    assert rows["got_up"].before.startswith("07:0")
    assert rows["worried_damage"].before.endswith(" %")
    assert rows["active_minutes"].before == "–"
    assert "Too few" in rows["active_minutes"].words


def test_what_never_varies_says_so(english: Library) -> None:
    function = shown(english).rows[0]
    assert function.reach is None
    assert function.words.startswith("The same on all days")


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        (TwoPeriods(AFTER, AFTER), "share days"),
        (TwoPeriods(AFTER.before(42), Period.ending(TODAY, 6)), "is 6 days long"),
        (TwoPeriods(Period.ending(TODAY - timedelta(days=400), 30), AFTER), "Too little to compare yet"),
    ],
)
def test_what_cannot_be_compared_is_said_and_not_drawn(english: Library, spans: TwoPeriods, words: str) -> None:
    state = build_compare(a_table(days()), spans, 0, USUAL, english)
    assert words in state.problem
    assert state.rows == ()
    assert words in state.summary


def test_the_first_two_weeks_of_a_diary_are_left_out_and_named(english: Library) -> None:
    whole = Period.ending(TODAY, 98)
    state = build_compare(a_table(days()), TwoPeriods(AFTER.before(56), AFTER), 0, USUAL, english)
    assert len(whole) == 98
    assert any("14 days from the first two weeks" in remark for remark in state.remarks)
    assert not any("first two weeks" in remark for remark in shown(english).remarks)


def test_no_word_judges(english: Library, dutch: Library) -> None:
    for library in (english, dutch):
        said = shown(library).summary.casefold()
        assert not [word for word in JUDGING if word in said]


def test_keys_nobody_knows_are_left_out(english: Library) -> None:
    state = build_compare(a_table(days()), SPANS, 0, ("gone", "stress"), english)
    assert [row.key for row in state.rows] == ["stress"]


def test_the_figure_has_every_number_for_a_program(english: Library) -> None:
    figure = compare_figure(english.language, shown(english))
    assert figure.plain.columns == COLUMNS
    lines = figure_csv(figure).splitlines()
    assert len(lines) == 1 + len(figure.rows)
    stress = next(line for line in lines if line.startswith("stress,"))
    assert stress.endswith(",higher")
    assert str(TODAY) in stress
    assert str(TODAY) in figure.stem


def test_paper_draws_the_same_rows(dutch: Library) -> None:
    state = shown(dutch)
    svg = draw_compare(state, dutch.language, load_themes(resources())["light"], "Vergelijken")
    assert svg.count("<circle") == sum(row.reach is not None for row in state.rows)
    assert all(row.words[:30] in svg for row in state.rows)


def test_differences_carry_their_sign_and_stay_on_one_line(english: Library) -> None:
    points, clock, share = (
        AmountWords(english.language, kind) for kind in (Amount.POINTS, Amount.CLOCK, Amount.SHARE)
    )
    assert points.difference(-1.26) == "−1.3"
    assert points.difference(0.04) == "0.0"
    assert clock.difference(70).replace("\xa0", " ") == "+1 h 10"
    assert share.difference(-0.12).replace("\xa0", " ") == "−12 in 100 days"
    assert clock.change(ChangeDirection.A_LITTLE_LOWER) == "A little earlier."
    assert " " not in range_words(points, -1, 2)


def test_no_more_days_are_read_than_the_diary_has() -> None:
    span = Period.ending(TODAY, 50)
    wild = TwoPeriods(Period(TODAY.replace(year=1901), TODAY.replace(year=1950)), AFTER)
    assert covering(wild, span) == Period(span.first, TODAY)
    assert len(covering(SPANS, None)) == 1
    assert len(covering(TwoPeriods(wild.before, wild.before), span)) == 1


def test_a_hundred_years_on_either_side_are_compared(english: Library) -> None:
    after = Period.ending(TODAY, 18_000)
    spans = TwoPeriods(after.before(18_000), after)
    table = a_table([a_day(0, stress=3)], spans.whole)
    table.values["stress"][:] = np.random.default_rng(1).integers(0, 11, len(table))
    table.logged[:] = True
    (stress,) = build_compare(table, spans, -99, ("stress",), english).rows
    assert stress.words == "About the same."


def test_the_headline_says_what_is_different_and_never_that_the_rest_is_the_same(english: Library) -> None:
    clear = Comparison(
        ComparisonStatus.CLEAR, Mean(28, 5.0), Mean(28, 3.0), -2.0, -3.0, -1.0, ChangeDirection.LOWER
    )
    unclear = Comparison(ComparisonStatus.UNCLEAR, Mean(28, 5.0), Mean(28, 5.1), 0.1, -1.0, 1.2)
    rows = [_row(key, one, english) for key, one in (("stress", clear), ("midpoint", clear), ("fatigue", unclear))]
    assert headline_of(rows, english.language) == (
        "In the later stretch you had less stress. Middle of the night: Earlier. "
        "Of the rest there was no clear difference."
    )
    assert headline_of(rows[2:], english.language) == "There was no clear difference. That is the usual result."
    few = _row("stress", Comparison(ComparisonStatus.TOO_FEW, Mean(3, 5.0), Mean(2, 4.0)), english)
    assert headline_of([few], english.language).startswith("Nothing can be said yet")
    assert headline_of([rows[2], few], english.language) == (
        "About 1 of the 2 subjects something can be said yet: there was no clear difference."
    )
    assert headline_of([rows[0], few], english.language) == "In the later stretch you had less stress."


def test_everything_that_compare_usually_shows_has_words_for_a_change(english: Library, dutch: Library) -> None:
    for key in WORDED:
        for change in ChangeDirection:
            if change is not ChangeDirection.SAME:
                one = Comparison(ComparisonStatus.CLEAR, Mean(28, 5.0), Mean(28, 3.0), change=change)
                assert change_words(key, one, english.language) != change_words(key, one, dutch.language)


def test_on_paper_no_name_and_no_words_are_cut(dutch: Library) -> None:
    slow = dutch.language.phrase("compare", "rows", ComparisonStatus.TOO_SLOW)
    row = _row("stress", Comparison(ComparisonStatus.TOO_SLOW, Mean(28, 5.0), Mean(28, 3.0)), dutch)
    long = replace(row, name="Een eigen vraag met een heel lange naam die niet op een regel past")
    spans = TwoPeriods(Period.ending(TODAY, 28).before(28), Period.ending(TODAY, 28))
    svg = draw_compare(
        CompareState("a", "b", spans, (long,)), dutch.language, load_themes(resources())["light"], "t"
    )
    words = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
    assert all(word in words for word in (*slow.split(), *long.name.split()))
    assert "…" not in words


def test_an_own_choice_is_compared_with_its_ends_named() -> None:
    item = Item("own_light", Kind.CHOICE, "own", 0, 2, options=("none", "some", "much"), own=True)
    library = load_library(resources(), "en", (OwnItem(item, {"en": "Light"}),))
    days = [a_day(ago, own_light=float(ago >= 28) + ago % 2) for ago in range(70)]
    table = a_table(days, Period.ending(TODAY, 70), library.catalogue)
    spans = TwoPeriods(Period.ending(TODAY, 28).before(28), Period.ending(TODAY, 28))
    (row,) = build_compare(table, spans, -100, ["own_light"], library).rows
    assert row.name == "Light (0 = none, 2 = much)"
    assert row.is_change


def test_a_line_without_a_name_that_another_program_wrote_can_be_compared_around(english: Library) -> None:
    line = RegisterRecord(1, "medicine", {"since": TODAY.isoformat()}, NOW, None, 0)
    ((day, words),) = build_moments(lambda key: [line] if key == "medicine" else [], (), AFTER, english)
    assert (day, words) == (TODAY, "22 November 2026 · Medicine: –, from this day on")


def test_what_began_and_went_on_stands_before_what_happened_once(english: Library) -> None:
    data: dict[str, dict[str, str]] = {
        "medicine": {"name": "Amitriptyline", "since": "2026-10-30"},
        "treatment": {"name": "Physiotherapy", "since": "2026-11-01"},
        "phase": {"phase": "build", "since": "2026-10-28"},
        "therapist_mark": {"text": "Graded", "kind": "phase", "from": "2026-11-02", "until": "2026-11-20"},
    }
    remark = {"text": "Holiday", "kind": "remark", "from": "2026-11-10"}
    lines = {key: [RegisterRecord(1, key, said, NOW, None, 0)] for key, said in data.items()}
    lines["therapist_mark"].append(RegisterRecord(2, "therapist_mark", remark, NOW, None, 1))
    moments = [
        (TODAY, Moment(MomentKind.MEDICINE, 600, 2, "Paracetamol")),
        (TODAY - timedelta(days=2), Moment(MomentKind.LIFE_EVENT, None, None, "New house")),
        (TODAY - timedelta(days=1), Moment(MomentKind.FLARE)),
    ]
    whole = Period.ending(TODAY, 60)
    assert [words for _, words in build_moments(lambda key: lines[key], moments, whole, english)] == [
        "2 November 2026 · From my therapist: Graded, from this day on",
        "1 November 2026 · Treatment: Physiotherapy, from this day on",
        "30 October 2026 · Medicine: Amitriptyline, from this day on",
        "28 October 2026 · Where I am now: Build up, from this day on",
        "20 November 2026 · Life event: New house",
        "22 November 2026 · Medicine: Paracetamol",
        "21 November 2026 · Harder time",
    ]
