"""A day begins and ends at its boundary: what happened after midnight comes last in it, wherever it is listed."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from diary.content.library import Library
from diary.domain.day import Moment, MomentKind, Nap
from diary.domain.form import Form
from diary.domain.period import Period, day_number
from diary.exchange.csv_text import days_csv
from diary.journal.journal import Journal
from diary.screens.chosen_days import build_chosen
from diary.screens.happenings import build_happenings
from diary.screens.summary import build_summary
from diary.screens.today import build_today, ordered_cards
from diary.screens.week_sheet import cell_text
from tests.factory import TODAY, ZONE, a_day, a_table

FOLLOWING = (None, 8 * 60, 22 * 60, 75)
MOMENTS = tuple(Moment(MomentKind.FLARE, at, None, str(at)) for at in (22 * 60, 75, 8 * 60, None))
ONE_DAY = Period(TODAY, TODAY)
AFTER_MIDNIGHT = datetime(2026, 11, 23, 1, 30, tzinfo=ZoneInfo(ZONE))


def _minutes(moments: tuple[Moment, ...]) -> tuple[int | None, ...]:
    return tuple(moment.at for moment in moments)


def test_the_order_inside_a_day_starts_at_the_boundary(journal: Journal) -> None:
    stored = journal.set_moments(TODAY, MOMENTS)
    assert _minutes(stored.moments) == FOLLOWING
    assert _minutes(journal.day(TODAY).moments) == FOLLOWING
    assert _minutes(journal.days(ONE_DAY)[0].moments) == FOLLOWING
    latest_first = tuple(moment for _, moment in journal.moments(ONE_DAY))
    assert _minutes(latest_first) == FOLLOWING[::-1]


def test_naps_have_that_order_too(journal: Journal, english: Library) -> None:
    given = (Nap(75, 20), Nap(22 * 60, 30), Nap(14 * 60, 25))
    stored = journal.set_naps(TODAY, given)
    assert [nap.begin for nap in stored.naps] == [14 * 60, 22 * 60, 75]
    assert journal.day(TODAY) == journal.days(ONE_DAY)[0] == stored
    naps = english.catalogue.item("naps")
    assert cell_text(naps, stored, english.language) == "14:00/25, 22:00/30, 01:15/20"
    assert journal.set_naps(TODAY, stored.naps) == stored


@pytest.mark.parametrize(
    ("boundary", "following"), [(0, (None, 75, 8 * 60, 22 * 60)), (9 * 60, (None, 22 * 60, 75, 8 * 60))]
)
def test_another_boundary_is_another_order(
    journal: Journal, boundary: int, following: tuple[int | None, ...]
) -> None:
    journal.set_moments(TODAY, MOMENTS)
    journal.set_form(replace(journal.form(), boundary_minutes=boundary))
    assert _minutes(journal.day(TODAY).moments) == following


def test_every_list_of_moments_has_that_order(journal: Journal, english: Library) -> None:
    day = journal.set_moments(TODAY, MOMENTS)
    in_words = [str(at) for at in FOLLOWING]
    chosen = build_chosen([day], ONE_DAY, english, Form(), TODAY, None)
    assert [words.rpartition(" ")[2] for _, words in chosen.moments] == in_words
    table = a_table([day])
    state = build_summary([day], table, english, ONE_DAY, TODAY, {}, with_texts=True)
    told = state.moments[0].last.removeprefix("last: ").split("; ")
    assert [words.rpartition(" ")[2] for words in told] == in_words[::-1][: len(told)]
    csv = days_csv([day], journal.catalogue, with_notes=True)
    assert csv.index("08:00") < csv.index("22:00") < csv.index("01:15")
    marks = build_happenings(journal.moments(ONE_DAY), table, english).moments
    at_night = day_number(TODAY) + 0.5 + 75 / 1440
    assert marks[-1].place == pytest.approx(at_night)
    assert marks[-1].day == day_number(TODAY)


def test_after_midnight_the_cards_stand_as_in_the_evening(english: Library, journal: Journal) -> None:
    cards = english.catalogue.cards
    assert ordered_cards(cards, time(1, 30)) == ordered_cards(cards, time(23))
    assert ordered_cards(cards, time(1, 30), 0) == ordered_cards(cards, time(8))
    form, today = journal.form(), a_day()
    night, evening = (
        build_today(today, a_day(1), english, form, TODAY, now)
        for now in (AFTER_MIDNIGHT, AFTER_MIDNIGHT.replace(day=22, hour=23))
    )
    assert [card.key for card in night.cards] == [card.key for card in evening.cards]
