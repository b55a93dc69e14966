"""The state of the Calendar page: weeks by locale, one sign a day, a tint by range, names that say it all."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.content.conventions import conventions_of
from diary.content.library import Library, load_library
from diary.domain.day import Activity, Answer, Day, DayKind, Moment, MomentKind
from diary.domain.form import Form
from diary.domain.item import Catalogue, Item, Kind, OwnItem, Preset
from diary.domain.refusal import Reason, Refusal
from diary.screens.calendar import (
    FIRST_MONTH,
    LAST_MONTH,
    STEPS,
    CalendarState,
    DaySign,
    DayState,
    build_calendar,
    month_of,
    needed_items,
    period_in_sight,
    same_day,
    sign_of,
    step_months,
    widest_gap_end,
)
from tests.factory import NOW, TODAY, a_day

MONTH = month_of(TODAY)
MONTHS = st.dates(FIRST_MONTH, LAST_MONTH).map(month_of)
LOCALES = {"en_GB": 0, "nl_NL": 0, "en_US": 6, "ar_EG": 5}


def _in(library: Library, locale: str) -> Library:
    found = conventions_of(locale)
    assert found is not None
    writing = replace(library.language, locale=locale, conventions=found, week_starts=found.week_starts)
    return replace(library, language=writing)


def _built(
    library: Library, days: Iterable[Day] = (), month: date = MONTH, item: str | None = "function"
) -> CalendarState:
    return build_calendar(days, library, Form(), month, TODAY, item)


def _day(state: CalendarState, day: date) -> DayState:
    return next(each for each in state.days if each.day == day)


def _only(library: Library, day: Day, item: str | None = "function") -> DayState:
    return _day(_built(library, [day], month_of(day.date), item), day.date)


def _complete(catalogue: Catalogue, day: int = 0, **facts: object) -> Day:
    answers = dict.fromkeys(needed_items(catalogue, Form()) - {"body_map"}, 1)
    return a_day(day, areas={}, **(answers | facts))  # type: ignore[arg-type]


@given(MONTHS, st.sampled_from(sorted(LOCALES)))
def test_every_month_is_whole_weeks_that_begin_where_the_locale_begins_them(month: date, locale: str) -> None:
    weeks = _built(_LIBRARY[locale], month=month).weeks
    days = [day.day for week in weeks for day in week.days]
    assert days == [days[0] + timedelta(days=offset) for offset in range(7 * len(weeks))]
    assert days[0].weekday() == LOCALES[locale]
    own = [day.day for week in weeks for day in week.days if day.in_month]
    assert own[0] == month
    assert own[-1] + timedelta(days=1) == (month + timedelta(days=31)).replace(day=1)
    assert len(own) == len(set(own)) == (own[-1] - month).days + 1
    assert 4 <= len(weeks) <= 6
    for week in weeks:
        assert sum(day.day.isocalendar().week == week.number for day in week.days) >= 4


@given(MONTHS, st.sampled_from(sorted(LOCALES)))
def test_the_year_strip_holds_every_day_of_the_year_in_its_column(month: date, locale: str) -> None:
    months = _built(_LIBRARY[locale], month=month).months
    days = [dot.day for each in months for dot in each.dots]
    assert days == [date(month.year, 1, 1) + timedelta(days=offset) for offset in range(len(days))]
    assert days[-1] == date(month.year, 12, 31)
    for each in months:
        assert (each.first.weekday() - each.column) % 7 == LOCALES[locale]


@given(MONTHS, st.sampled_from(sorted(LOCALES)))
def test_no_more_than_the_year_and_the_weeks_in_sight_is_read(month: date, locale: str) -> None:
    library = _LIBRARY[locale]
    period = period_in_sight(month, library.language)
    assert all(day.day in period for day in _built(library, month=month).days)
    assert all(dot.day in period for each in _built(library, month=month).months for dot in each.dots)
    assert len(period) <= 366 + 2 * 6


@given(MONTHS, st.integers(-2400, 2400))
def test_stepping_through_months_goes_there_and_back_unless_an_end_is_reached(month: date, by: int) -> None:
    there = step_months(month, by)
    assert there.day == 1
    if FIRST_MONTH < there < LAST_MONTH:
        assert step_months(there, -by) == month
        assert (there.year - month.year) * 12 + there.month - month.month == by


@pytest.mark.parametrize(
    ("day", "month", "expected"),
    [
        (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 28)),
        (date(2026, 12, 31), LAST_MONTH, date(2199, 12, 31)),
    ],
)
def test_the_same_day_of_a_shorter_month_is_its_last(day: date, month: date, expected: date) -> None:
    assert same_day(day, month) == expected


def test_a_day_says_all_that_is_seen_of_it(english: Library, catalogue: Catalogue) -> None:
    day = _complete(catalogue, function=6, moments=[Moment(MomentKind.FLARE, 900)])
    assert _only(english, day).name == (
        "Sunday 22 November 2026: today, complete, what I could do 6, one harder time"
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (a_day(1), "Saturday 21 November 2026: empty"),
        (a_day(-1), "Monday 23 November 2026: still to come"),
        (a_day(1, stress=4), "Saturday 21 November 2026: partly filled in"),
        (a_day(1, kind=DayKind.HARD), "Saturday 21 November 2026: hard day"),
        (a_day(1, kind=DayKind.HOLIDAY), "Saturday 21 November 2026: diary holiday"),
        (a_day(1, stress=4, kind=DayKind.HOLIDAY), "Saturday 21 November 2026: diary holiday, partly filled in"),
        (a_day(9, stress=4, typed_after_days=7), "Friday 13 November 2026: partly filled in, filled in later"),
        (
            a_day(1, moments=[Moment(MomentKind.MEDICINE)] * 2 + [Moment(MomentKind.TREATMENT)]),
            "Saturday 21 November 2026: partly filled in, one treatment, medicine 2 times",
        ),
    ],
)
def test_every_kind_of_day_has_words(english: Library, day: Day, said: str) -> None:
    assert _only(english, day).name == said


@pytest.mark.parametrize(
    ("day", "sign"),
    [
        (a_day(1), None),
        (a_day(1, kind=DayKind.HOLIDAY), DaySign.HOLIDAY),
        (a_day(1, kind=DayKind.HOLIDAY, stress=4), DaySign.PARTLY),
        (a_day(1, kind=DayKind.HARD), DaySign.HARD),
        (a_day(1, stress=4), DaySign.PARTLY),
        (a_day(1, activities=[Activity("walking", 20)]), DaySign.PARTLY),
        (a_day(9, stress=4, typed_after_days=7), DaySign.LATE),
    ],
)
def test_a_day_has_one_sign(catalogue: Catalogue, day: Day, sign: DaySign | None) -> None:
    assert sign_of(day, needed_items(catalogue, Form())) is sign


def test_a_day_with_all_five_essentials_is_complete_for_who_is_asked_no_more(catalogue: Catalogue) -> None:
    five = a_day(areas={}, function=4, sleep_quality=3, stress=4, fatigue=5)
    assert sign_of(five, needed_items(catalogue, Form(Preset.ESSENTIALS))) is DaySign.COMPLETE
    assert sign_of(five, needed_items(catalogue, Form())) is DaySign.PARTLY


def test_a_day_is_complete_without_pain_notes_and_moments(catalogue: Catalogue) -> None:
    assert sign_of(_complete(catalogue), needed_items(catalogue, Form())) is DaySign.COMPLETE
    assert not needed_items(catalogue, Form()) & {"pain_average", "note", "good_thing", "moments", "activities"}


@pytest.mark.parametrize(
    ("item", "value", "words", "step"),
    [
        ("function", 0, "0", 1),
        ("function", 5, "5", 3),
        ("function", 10, "10", STEPS),
        ("sleep_quality", 1, "1", 1),
        ("people", 2, "a lot", STEPS),
        ("worried_damage", 0, "no", 0),
        ("worried_damage", 1, "yes", STEPS),
        ("sleep_latency", 95, "1\u00a0h\u00a035", 3),
    ],
)
def test_the_tint_follows_the_item_s_range(
    english: Library, item: str, value: float, words: str, step: int
) -> None:
    day = _only(english, Day(TODAY, answers={item: Answer(value, NOW)}), item)
    assert (day.step, day.value.lower()) == (step, words)


def test_long_ranges_are_tinted_by_what_the_year_holds(english: Library) -> None:
    days = [a_day(2, sleep_latency=10), a_day(1, sleep_latency=40), a_day(0, sleep_latency=60)]
    state = _built(english, days, item="sleep_latency")
    assert [_day(state, day.date).step for day in days] == [1, 4, STEPS]
    assert state.tint is not None
    assert (state.tint.low, state.tint.high) == ("10\u00a0min", "1\u00a0h")


def test_clock_times_on_both_sides_of_midnight_are_neighbours(english: Library) -> None:
    days = [a_day(2, into_bed=22 * 60), a_day(1, into_bed=23 * 60), a_day(0, into_bed=30)]
    state = _built(english, days, item="into_bed")
    assert [_day(state, day.date).step for day in days] == [1, 3, STEPS]
    assert state.tint is not None
    assert (state.tint.low, state.tint.high) == ("22:00", "00:30")


@given(st.lists(st.integers(0, 1439), min_size=1, max_size=20))
def test_after_the_widest_gap_clock_times_span_as_little_as_they_can(clocks: list[int]) -> None:
    def span(start: float) -> float:
        turned = [clock + 1440 if clock < start else clock for clock in clocks]
        return max(turned) - min(turned)

    assert span(widest_gap_end(clocks)) == min(span(start) for start in clocks)


def test_no_number_is_shown_when_none_is_wanted(english: Library) -> None:
    state = _built(english, [a_day(0, function=6)], item=None)
    today = _day(state, TODAY)
    assert (today.step, today.value, state.tint) == (0, "", None)
    assert "what I could do" not in today.name


def test_every_numeric_item_can_be_chosen_in_the_catalogue_s_order(english: Library) -> None:
    state = _built(english)
    assert [key for key, _ in state.choices] == [item.key for item in english.catalogue.numeric]
    for key, _ in state.choices:
        assert _built(english, item=key).tint is not None


def test_a_person_s_own_item_can_be_chosen_too(resources: Path) -> None:
    own = OwnItem(Item("tinnitus", Kind.SCALE, "own", 0, 10, own=True), {"en": "Ringing ears"})
    library = load_library(resources, "en", [own])
    state = _built(library, [a_day(0, tinnitus=7)], item="tinnitus")
    assert state.choices[-1] == ("tinnitus", "Ringing ears")
    assert _day(state, TODAY).name == "Sunday 22 November 2026: today, partly filled in, ringing ears 7"
    assert state.tint is not None
    assert (state.tint.low, state.tint.high) == ("0", "10")


def test_an_item_of_another_diary_is_refused(english: Library) -> None:
    with pytest.raises(Refusal) as refused:
        _built(english, item="nonsense")
    assert refused.value.reason is Reason.UNKNOWN_ITEM


def test_the_year_strip_counts_days_in_the_diary_but_no_holidays(english: Library) -> None:
    days = [a_day(0, stress=1), a_day(1, stress=1, function=3), a_day(2, kind=DayKind.HOLIDAY)]
    november = _built(english, days).months[10]
    assert november.name == "November 2026: 2 days in the diary"
    assert [(dot.is_logged, dot.is_holiday, dot.step) for dot in november.dots[19:22]] == [
        (False, True, 0),
        (True, False, 2),
        (True, False, 0),
    ]
    assert [dot.is_future for dot in november.dots[20:24]] == [False, False, True, True]


def test_dutch_months_and_weekdays_are_dutch(dutch: Library) -> None:
    state = _built(dutch)
    assert state.title == "November 2026"
    assert state.weekdays[0] == ("ma", "maandag")
    assert _built(dutch, month=date(2026, 3, 1)).months[2].short == "mrt"


_LIBRARY: dict[str, Library] = {}


@pytest.fixture(autouse=True, scope="module")
def _libraries(english: Library) -> None:
    """Hypothesis may not use fixtures of a test; these are made once."""
    _LIBRARY.update({locale: _in(english, locale) for locale in LOCALES})
