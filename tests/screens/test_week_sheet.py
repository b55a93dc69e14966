"""The week sheet asks what the person's own form asks, on the days on which it asks it."""

from datetime import date, timedelta

import pytest

from diary.content.library import Library
from diary.domain.day import Activity, Nap
from diary.domain.entry import parse_activities, parse_answer
from diary.domain.form import Form, PainRhythm
from diary.domain.item import Preset
from diary.domain.naps import parse_naps
from diary.domain.refusal import Refusal
from diary.screens.week_sheet import build_week_sheet, cell_text, parse_box, week_of
from tests.factory import TODAY, a_day

MONDAY = TODAY - timedelta(days=TODAY.weekday())


@pytest.mark.parametrize("preset", Preset)
def test_every_question_of_the_form_is_on_it_once_but_for_moments(preset: Preset, english: Library) -> None:
    form = Form(preset, pain=PainRhythm.DAILY)
    rows = [row.item.key for row in build_week_sheet(form, english, MONDAY).rows]
    asked = [item.key for item in form.asked(english.catalogue, MONDAY) if item.key != "moments"]
    assert sorted(rows) == sorted(asked)


def test_the_pain_number_comes_last_and_only_on_its_days(english: Library) -> None:
    sheet = build_week_sheet(Form(Preset.SHORT), english, MONDAY)
    keys = [row.item.key for row in sheet.rows]
    assert keys.index("pain_average") > keys.index("fatigue")
    (pain,) = [row for row in sheet.rows if row.item.key == "pain_average"]
    assert pain.asked == (False, True, False, True, False, False, True)
    off = build_week_sheet(Form(Preset.SHORT, pain=PainRhythm.OFF), english, MONDAY)
    assert "pain_average" not in [row.item.key for row in off.rows]


def test_every_row_says_how_it_is_answered(english: Library, dutch: Library) -> None:
    for library in (english, dutch):
        sheet = build_week_sheet(Form(Preset.FULL), library, MONDAY)
        silent = {row.item.key for row in sheet.rows if not row.hint}
        assert silent <= {"note", "good_thing"}
        assert sheet.heads[0][0] in {"Mon", "Ma"}


def test_what_stands_in_a_box_can_be_typed_back(english: Library) -> None:
    day = a_day(
        0, into_bed=1395, stress=4, people=2, worried_damage=1, sleep_latency=65,
        naps=[Nap(None, 40), Nap(850, 25)], activities=[Activity("walking", 30, 4), Activity("piano", 20)],
    )  # fmt: skip
    items, language = english.catalogue.item, english.language
    for key in day.answers:
        assert parse_answer(items(key), cell_text(items(key), day, language)) == day.value(key)
    naps = parse_naps(cell_text(items("naps"), day, language), day.zone, day.date)
    assert [(nap.begin, nap.minutes) for nap in naps] == [(nap.begin, nap.minutes) for nap in day.naps]
    assert parse_activities(cell_text(items("activities"), day, language)) == day.activities


def test_a_week_begins_on_the_persons_own_day() -> None:
    assert week_of(date(2026, 11, 22), 0) == date(2026, 11, 16)
    assert week_of(date(2026, 11, 22), 6) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "value"), [("nee", 0), ("N", 0), ("ev", 1), (" Veel ", 2), ("2", 2), ("some", 1), ("wat", None)]
)
def test_a_choice_is_taken_by_its_words_and_its_number_in_the_language_of_the_sheet(
    typed: str, value: int | None, dutch: Library
) -> None:
    people = dutch.catalogue.item("people")
    if value is not None:
        assert parse_box(people, typed, dutch) == value
        return
    with pytest.raises(Refusal) as refused:
        parse_box(people, typed, dutch)
    assert refused.value.facts["options"] == "0 nee, 1 even, 2 veel"
