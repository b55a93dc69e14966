"""The printed summary says what the days say: function first, pain last, no judgement, no free text."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from diary.content.library import Library
from diary.domain.day import Activity, Day, DayKind, Moment, MomentKind
from diary.domain.measures import of_period
from diary.domain.period import Period
from diary.screens.summary import LONGEST_TEXT, SummaryState, build_summary
from tests.factory import TODAY, a_day, a_table

PERIOD = Period.ending(TODAY, 90)
WIDE = [
    "back_neck_l", "back_lower_back_r", "front_shoulder_l", "front_shoulder_r", "front_upper_arm_l",
    "front_upper_arm_r", "front_hip_l", "front_hip_r", "front_thigh_l", "front_thigh_r",
]  # fmt: skip
"""The trunk and all four limbs."""
HARMFUL = (
    "severe",
    "severity",
    "risk",
    "trigger",
    "cause",
    "damage",
    "worse",
    "better",
    "should",
    "must",
    "diagnos",
)


def summary(
    days: Iterable[Day], library: Library, period: Period = PERIOD, profile: Mapping[str, str] | None = None
) -> SummaryState:
    days = tuple(days)
    return build_summary(days, a_table(days, period), library, period, TODAY, profile or {})


def full_days(count: int = 60) -> list[Day]:
    return [
        a_day(
            ago,
            areas={"back_neck_l": 3, "back_lower_back_r": 5},
            activities=[Activity("Walking", 30 + ago % 3, 4)],
            typed_after_days=9 if ago in {5, 6} else 0,
            kind=DayKind.HARD if ago == 7 else DayKind.ORDINARY,
            function=3 + ago % 4,
            stress=4,
            pain_average=5,
            worried_damage=ago % 2,
            into_bed=1380,
            sleep_latency=20,
            awake_in_night=30,
            got_up=420,
        )
        for ago in range(count)
    ]


def all_words(state: SummaryState) -> str:
    rows = [f"{row.title} {row.number} {row.caption} {' '.join(row.lines)}" for row in state.rows]
    looks = [f"{look.title} {look.reason}" for look in state.looks]
    moments = [f"{one.name} {one.count} {one.last}" for one in state.moments]
    places = [state.places.caption, *(place.name for place in state.places.most)]
    head = [state.title, state.who, state.made_on, state.when, state.coverage]
    return "\n".join([*head, *rows, *places, *looks, *moments, state.looks_calm, state.moments_calm])


def test_function_comes_first_and_the_pain_number_last(english: Library) -> None:
    state = summary(full_days(), english)
    assert [row.key for row in state.rows] == ["function", "activity", "sleep", "stress", "spread"]
    assert [row for row in state.rows if "Pain 0–10" in " ".join(row.lines)] == [state.rows[-1]]


def test_without_pain_scores_no_pain_number_is_printed(english: Library) -> None:
    state = summary([a_day(ago, function=5) for ago in range(60)], english)
    assert "Pain 0–10" not in all_words(state)


def test_the_numbers_are_those_of_the_measures(english: Library) -> None:
    days = full_days()
    numbers = of_period(a_table(days, PERIOD))
    function, activity, sleep, stress, spread = summary(days, english).rows
    assert function.number == english.language.fixed(sum(3 + ago % 4 for ago in range(60)) / 60, 1)
    assert activity.number == f"{english.language.number(7 * (numbers['active_minutes_mean'] or 0))} min"
    assert sleep.number == english.language.duration(numbers["time_asleep_mean"] or 0)
    assert f"{english.language.number(numbers['efficiency_mean'] or 0)} %" in sleep.lines[0]
    assert stress.number == "4.0"
    assert spread.number == f"{english.language.number(numbers['areas_today_mean'] or 0)} of 19"


def test_the_header_says_how_complete_the_diary_is(english: Library) -> None:
    state = summary(full_days(), english, profile={"name": "  An\nde Vries ", "birth_year": "1979"})
    assert state.coverage == "60 of 90 days filled in, 2 filled in later, 1 hard day"
    assert state.who == "An de Vries, born in 1979"
    assert state.when == "25 August to 22 November 2026"
    assert state.made_on == "Made on 22 November 2026"


@pytest.mark.parametrize(
    ("profile", "who"), [({}, ""), ({"name": "An"}, "An"), ({"birth_year": "1979"}, "Born in 1979")]
)
def test_name_and_birth_year_are_optional(english: Library, profile: dict[str, str], who: str) -> None:
    assert summary([], english, profile=profile).who == who


def test_halves_are_compared_only_when_the_days_carry_it(english: Library) -> None:
    days = [a_day(ago, function=(6 if ago < 45 else 3) + ago % 3 - 1) for ago in range(90)]
    state = build_summary((), a_table(days), english, PERIOD, TODAY, {}, began=date(2020, 1, 1))
    assert state.rows[0].lines[-1] == "25 Aug – 8 Oct 3.0, then 6.0: higher"
    assert all("then" not in line for line in summary(days[:20], english).rows[0].lines)


def test_the_first_half_of_a_new_diary_names_its_days_without_the_first_two_weeks(english: Library) -> None:
    days = [a_day(ago, function=(0 if ago > 75 else 6 if ago < 45 else 3) + ago % 2) for ago in range(90)]
    state = build_summary((), a_table(days), english, PERIOD, TODAY, {}, began=PERIOD.first)
    assert state.rows[0].lines[-1] == "8 Sept – 8 Oct 3.5, then 6.5: higher"


def test_a_week_of_activity_is_added_up_and_no_typical_week_is_claimed(english: Library) -> None:
    days = [a_day(ago, activities=[Activity("Walking", 20)]) for ago in range(5)]
    (activity,) = summary(days, english, Period.ending(TODAY, 7)).rows
    assert (activity.number, activity.caption) == ("100 min", "in these days")


def test_a_time_asleep_without_minutes_awake_is_called_an_upper_bound(english: Library) -> None:
    days = [a_day(ago, into_bed=1380, got_up=420, sleep_latency=0) for ago in range(20)]
    assert summary(days, english).rows[0].lines[-1] == "At most in 20 of them: minutes awake left open"
    measured = [a_day(ago, into_bed=1380, got_up=420, sleep_latency=30, awake_in_night=30) for ago in range(2)]
    lines = summary([*measured, *days[2:3]], english).rows[0].lines
    assert "3 nights; 88 % of the time in bed in 2" in [line.replace("\u00a0", " ") for line in lines]
    assert lines[-1].startswith("At most in 1 of them")


def test_where_only_bed_and_rise_are_known_the_page_says_in_bed(english: Library) -> None:
    state = summary([a_day(ago, into_bed=1380, got_up=412) for ago in range(20)], english)
    (sleep,) = state.rows
    assert (sleep.number.replace("\u00a0", " "), sleep.caption) == ("7 h 52", "in bed, on average")
    assert sleep.chart.on_left.name == "Time in bed"
    assert "asleep" not in f"{all_words(state)} {sleep.chart.summary}"


def test_gaps_are_not_days_without_activity(english: Library) -> None:
    noted = [ago for ago in range(90) if ago % 3 != 1 or ago == 88]
    days = [a_day(ago, activities=[Activity("Walking", 51)]) for ago in noted]
    (activity,) = summary(days, english).rows
    assert (activity.number, activity.caption) == ("357 min", "a week, on average")
    assert activity.lines[0] == f"Seven times the average of {len(days)} noted days"


def test_one_page_has_one_kind_of_average_and_names_it(english: Library) -> None:
    days = [
        a_day(
            ago,
            areas={"back_neck_l": 3} if ago % 4 else {},
            relaxation=100 * (ago % 4 == 0),
            into_bed=1380,
            got_up=400,
            sleep_latency=0,
        )
        for ago in range(40)
    ]
    state = summary(days, english)
    words = f"{all_words(state)} {' '.join(row.chart.summary for row in state.rows)} {state.also.caption}"
    assert "typical" not in words
    assert "middle value" not in words
    assert "0.8 of 19" in words
    assert "25\u00a0min" in words


def test_days_left_blank_on_purpose_and_the_stretch_of_the_look_are_reported(english: Library) -> None:
    days = [*full_days(20), *(a_day(ago, kind=DayKind.HOLIDAY) for ago in range(30, 39))]
    state = summary(days, english)
    assert "9 days of diary holiday" in state.coverage
    assert state.looks_title == "Worth a look together, up to 22 Nov"
    quiet = summary([a_day(ago, stress=2) for ago in range(40)], english)
    assert quiet.looks_calm.startswith("Nothing stands out in the notes of the last 28 days.")


@pytest.mark.parametrize("areas", [WIDE, WIDE[1:3]])
def test_a_research_criterion_never_shows_in_the_wording(english: Library, areas: list[str]) -> None:
    state = summary([a_day(ago, areas=dict.fromkeys(areas, 4)) for ago in range(30)], english)
    (line,) = (line for line in state.rows[0].lines if "of the 5" in line)
    assert line == f"In {5 if areas is WIDE else 2} of the 5 parts of the body"
    assert "many" not in all_words(state)


def test_of_a_map_on_one_day_counts_are_reported_and_no_percent(english: Library) -> None:
    state = summary([a_day(0, areas={"back_neck_l": 3})], english)
    assert [place.words for place in state.places.most] == ["1 of 1 day"]
    week = summary([a_day(ago, areas={"back_neck_l": 3}) for ago in range(7)], english)
    assert [place.words for place in week.places.most] == ["100 %"]


def test_an_empty_diary_has_a_page_without_numbers(english: Library) -> None:
    state = summary([], english)
    assert state.blank == "Not filled in: What I could do · Activity · Sleep · Stress · Spread and pain"
    assert (state.rows, state.also.items, state.looks, state.moments) == ((), (), (), ())
    assert state.looks_calm == "Too little was filled in to say more."
    assert state.coverage == "0 of 90 days filled in"


@pytest.mark.parametrize(
    ("answers", "keys", "blank"),
    [
        ({"areas": {"front_knee_l": 4}}, ["spread"], "What I could do · Activity · Sleep · Stress"),
        (
            {"stress": 4, "pain_average": 5},
            ["stress", "spread"],
            "What I could do · Activity · Sleep · Where it hurt",
        ),
        (
            {"into_bed": 1380, "got_up": 420, "function": 3},
            ["function", "sleep"],
            "Activity · Stress · Spread and pain",
        ),
    ],
)
def test_subjects_that_were_not_filled_in_are_named_in_one_line(
    english: Library, answers: dict[str, Any], keys: list[str], blank: str
) -> None:
    state = summary([a_day(ago, **answers) for ago in range(30)], english)
    assert [row.key for row in state.rows] == keys
    assert state.blank == f"Not filled in: {blank}"


def test_when_everything_was_filled_in_no_line_says_what_was_not(english: Library) -> None:
    assert summary(full_days(), english).blank == ""


def test_areas_without_pain_scores_and_pain_scores_without_areas_have_one_scale(english: Library) -> None:
    (areas,) = summary([a_day(ago, areas={"front_knee_l": 4}) for ago in range(30)], english).rows
    (pain,) = summary([a_day(ago, pain_average=4) for ago in range(30)], english).rows
    assert [(row.title, len(row.chart.series), row.chart.right) for row in (areas, pain)] == [
        ("Painful areas", 1, None),
        ("Average pain", 1, None),
    ]
    assert (pain.number, pain.chart.high, pain.chart.series[0].on_right) == ("4.0", 10, False)
    assert "Average pain" not in areas.chart.summary


def test_one_day_is_reported_as_one_day(english: Library) -> None:
    state = summary(full_days(1), english, Period(TODAY, TODAY))
    assert state.coverage == "1 day filled in"
    assert state.rows[0].caption == "on average, 1 day"
    assert state.when == "22 November 2026"


def test_moments_are_counted_and_the_last_ones_dated_newest_first(english: Library) -> None:
    flare = Moment(MomentKind.FLARE, 600)
    days = [a_day(ago, moments=[flare]) for ago in (1, 3, 9, 12, 40)] + [a_day(200, moments=[flare])]
    (only,) = summary(days, english).moments
    assert (only.name, only.count, only.last) == ("Harder time", "5×", "last: 21 Nov, 19 Nov, 13 Nov, 10 Nov")


def test_moments_of_years_ago_are_dated_with_the_year(english: Library) -> None:
    days = [a_day(date(2020, 6, 24), moments=[Moment(MomentKind.LIFE_EVENT)])]
    (only,) = summary(days, english, Period(date(2020, 1, 1), TODAY)).moments
    assert only.last == "24 Jun 2020"


def test_free_text_is_left_out_and_moments_speak_only_when_asked(english: Library) -> None:
    moment = Moment(MomentKind.MEDICINE, 600, text="SECRET pills " + "x" * 200)
    days = [a_day(0, moments=[moment], notes={"note": "SECRET", "good_thing": "SECRET"})]
    assert "SECRET" not in all_words(summary(days, english))
    asked = build_summary(days, a_table(days, PERIOD), english, PERIOD, TODAY, {}, with_texts=True)
    assert asked.moments[0].last.startswith("22 Nov SECRET pills")
    assert len(asked.moments[0].last) <= LONGEST_TEXT + len("22 Nov ")


def test_no_word_judges_frightens_or_advises(english: Library) -> None:
    words = all_words(summary(full_days(), english)).lower()
    assert [word for word in HARMFUL if word in words] == []


def test_dutch_writes_numbers_and_dates_in_dutch(dutch: Library) -> None:
    state = summary(full_days(), dutch)
    assert "augustus" in state.when
    assert state.rows[0].number == "4,5"


@pytest.mark.parametrize(("days_later", "words"), [(0, "Since "), (30, "From ")])
def test_paper_of_a_stretch_that_is_past_says_until_when(english: Library, days_later: int, words: str) -> None:
    days = [a_day(ago, stress=(8 if ago >= 45 else 2) + ago % 2) for ago in range(90)]
    today = TODAY + timedelta(days=days_later)
    state = build_summary(days, a_table(days, PERIOD), english, PERIOD, today, {})
    assert [sentence.words.startswith(words) for sentence in state.sentences if sentence.kind == "changed"] == [
        True
    ]
