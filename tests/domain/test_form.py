from datetime import date, timedelta

import pytest

from diary.domain.form import Form, PainRhythm
from diary.domain.item import Catalogue, Item, Kind, Preset

MONDAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [(PainRhythm.DAILY, 7), (PainRhythm.THREE_A_WEEK, 3), (PainRhythm.WEEKLY, 1), (PainRhythm.OFF, 0)],
)
def test_the_pain_number_is_asked_as_often_as_was_chosen(
    rhythm: PainRhythm, days: int, catalogue: Catalogue
) -> None:
    form = Form(Preset.FULL, pain=rhythm)
    week = [MONDAY + timedelta(days=n) for n in range(7)]
    asked = [day for day in week if "pain_average" in {item.key for item in form.asked(catalogue, day)}]
    assert len(asked) == days
    assert all("body_map" in {item.key for item in form.asked(catalogue, day)} for day in week)


def test_what_was_answered_stays_in_sight(catalogue: Catalogue) -> None:
    form = Form(pain=PainRhythm.OFF)
    assert form.asks(catalogue.item("pain_average"), MONDAY, ["pain_average"])
    assert form.asks(catalogue.item("tension"), MONDAY, ["tension"])
    assert not form.asks(catalogue.item("tension"), MONDAY)


def test_an_own_choice_is_exactly_what_was_chosen(catalogue: Catalogue) -> None:
    own = Item("happiness", Kind.SCALE, "own", 0, 10, own=True)
    full = catalogue.with_own([own])
    chosen = Form(preset=None, chosen=frozenset({"stress", "into_bed"}))
    assert {item.key for item in chosen.asked(full, MONDAY)} == {"stress", "into_bed"}
    assert "happiness" in {item.key for item in Form().asked(full, MONDAY)}
