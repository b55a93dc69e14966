"""Which day pairs count, when anything may be said, and what is said then."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.domain.day import Activity, AnswerSource, Day, DayKind
from diary.domain.links.aligned import LEAST_PAIRS, _placed, slices
from diary.domain.links.link import Factor, Link, LinkPair, LinkState, Outcome
from diary.domain.links.look import look_at_links
from diary.domain.links.series import FACTORS, OUTCOMES, series_of
from diary.domain.table import DayTable, Floats
from tests.calibration.diaries import WITHOUT_LINK, Cell, Notebook, linked
from tests.factory import a_day, a_table

LINKED = Cell("linked", lambda chance, days: linked(chance, days, 0.7, 0.3))


def day_pairs(
    table: DayTable, factor: Factor, outcome: Outcome, *, reverse: bool = False
) -> tuple[Floats, Floats]:
    """What was noted first and what followed; holidays and late answers are left out."""
    values = series_of(table).values
    one, other = slices(_placed(factor, outcome, reverse))
    first, then = values[one], values[other]
    both = ~np.isnan(first) & ~np.isnan(then)
    return first[both], then[both]


def linked_table(days: int = 120) -> DayTable:
    return next(Notebook(days).tables(LINKED, 1, 1))


def pair_of(table: DayTable, factor: Factor, outcome: Outcome) -> LinkPair | None:
    found = [pair for pair in look_at_links(table).pairs if (pair.factor, pair.outcome) == (factor, outcome)]
    return found[0] if found else None


def sleep_and_pain(table: DayTable) -> Link:
    pair = pair_of(table, Factor.TIME_ASLEEP, Outcome.PAIN)
    assert pair is not None
    return pair.forward


def diary(days: int, **more: Callable[[int], float]) -> list[Day]:
    """Days that differ from each other, the last one today; `more` gives answers by the day's number."""
    found = []
    for day in range(days):
        answers: Mapping[str, Any] = {item: value(day) for item, value in more.items()}
        found.append(
            a_day(days - 1 - day, stress=(day * 7) % 10, pain_average=(day * 3 + day // 5) % 9, **answers)
        )
    return found


def test_a_strong_link_is_reported_with_its_thirds_and_the_way_back_is_not() -> None:
    link = sleep_and_pain(linked_table())
    assert link.state is LinkState.PATTERN
    assert link.r is not None
    assert link.high is not None
    assert link.low is not None
    assert link.effective is not None
    assert -0.9 < link.low < link.r < link.high < 0
    assert 60 < link.effective < link.pairs == 120
    assert link.lower is not None
    assert link.upper is not None
    assert link.lower.count == link.upper.count == 40
    assert link.lower.first < 390
    assert link.upper.first > 450
    assert link.lower.then > link.upper.then + 1
    pair = pair_of(linked_table(), Factor.TIME_ASLEEP, Outcome.PAIN)
    assert pair is not None
    assert pair.reverse.state is LinkState.NO_CLEAR_PATTERN


@pytest.mark.parametrize(
    ("pairs", "state"),
    [
        (20, LinkState.TOO_EARLY),
        (LEAST_PAIRS - 1, LinkState.TOO_EARLY),
        (LEAST_PAIRS, LinkState.NO_CLEAR_PATTERN),
    ],
)
def test_how_much_may_be_said_grows_with_the_day_pairs(pairs: int, state: LinkState) -> None:
    table = a_table(diary(pairs + 1))
    pair = pair_of(table, Factor.STRESS, Outcome.PAIN)
    assert pair is not None
    assert pair.forward.state is state
    assert pair.forward.pairs == pairs
    assert (pair.forward.r is None) is (state is LinkState.TOO_EARLY)
    report = look_at_links(table)
    assert report.gate is (LinkState.TOO_EARLY if state is LinkState.TOO_EARLY else None)
    assert report.most_pairs == pairs


def test_stress_lies_on_the_day_before_and_the_night_on_the_same_row() -> None:
    days = diary(20, into_bed=lambda _: 1380, got_up=lambda day: 400 + day)
    table = a_table(days)
    stress, pain = day_pairs(table, Factor.STRESS, Outcome.PAIN)
    assert stress.tolist() == [day.value("stress") for day in days[:-1]]
    assert pain.tolist() == [day.value("pain_average") for day in days[1:]]
    asleep, pain = day_pairs(table, Factor.TIME_ASLEEP, Outcome.PAIN)
    assert asleep.tolist() == [460 + day for day in range(20)]
    assert pain.tolist() == [day.value("pain_average") for day in days]
    for factor, item in ((Factor.STRESS, "stress"), (Factor.TIME_ASLEEP, None)):
        pain, after = day_pairs(table, factor, Outcome.PAIN, reverse=True)
        assert pain.tolist() == [day.value("pain_average") for day in days[:-1]]
        assert after.tolist() == [day.value(item) if item else 460 + n for n, day in enumerate(days)][1:]


def test_days_that_are_not_neighbours_are_never_a_pair() -> None:
    every_other = diary(120)[::2]
    pair = pair_of(a_table(every_other), Factor.STRESS, Outcome.PAIN)
    assert pair is not None
    assert (pair.forward.pairs, pair.reverse.pairs) == (0, 0)
    assert pair_of(a_table(diary(120)), Factor.STRESS, Outcome.PAIN) is not None


def test_holidays_are_left_out_on_either_side() -> None:
    days = diary(80)
    days[40] = replace(days[40], kind=DayKind.HOLIDAY)
    stress, _ = day_pairs(a_table(days), Factor.STRESS, Outcome.PAIN)
    assert len(stress) == 79 - 2


def test_hard_days_stay_in() -> None:
    days = diary(80)
    days[40] = replace(days[40], kind=DayKind.HARD)
    assert len(day_pairs(a_table(days), Factor.STRESS, Outcome.PAIN)[0]) == 79


def late(day: Day, item: str) -> Day:
    answer = day.answers[item]
    return replace(
        day, answers={**day.answers, item: replace(answer, typed_at=answer.typed_at + timedelta(days=6))}
    )


def test_answers_filled_in_late_are_left_out() -> None:
    days = diary(80)
    days[40] = late(days[40], "pain_average")
    assert len(day_pairs(a_table(days), Factor.STRESS, Outcome.PAIN)[0]) == 78


def test_a_late_body_map_has_no_number_of_places() -> None:
    days = [replace(day, answers=a_day(areas={}, stress=3).answers) for day in diary(20)]
    days = [
        replace(
            day, answers={k: replace(a, typed_at=was.answers["stress"].typed_at) for k, a in day.answers.items()}
        )
        for day, was in zip(days, diary(20), strict=True)
    ]
    assert len(day_pairs(a_table(days), Factor.STRESS, Outcome.SPREAD)[0]) == 19
    days[10] = late(days[10], "body_map")
    assert len(day_pairs(a_table(days), Factor.STRESS, Outcome.SPREAD)[0]) == 18


def test_activities_of_a_day_that_was_filled_in_late_are_left_out() -> None:
    days = [replace(day, activities=(Activity("walk", 20 + n, 4),)) for n, day in enumerate(diary(20))]
    assert len(day_pairs(a_table(days), Factor.ACTIVITY, Outcome.PAIN)[0]) == 19
    days[5] = late(days[5], "stress")
    assert len(day_pairs(a_table(days), Factor.ACTIVITY, Outcome.PAIN)[0]) == 18


@pytest.mark.parametrize(
    ("with_effort", "measure"), [(20, "load"), (16, "load"), (15, "active_minutes"), (0, "active_minutes")]
)
def test_load_stands_for_activity_when_effort_is_usually_noted(with_effort: int, measure: str) -> None:
    days = [
        replace(day, activities=(Activity("walk", 20 + n, 4 if n < with_effort else None),))
        for n, day in enumerate(diary(20))
    ]
    assert series_of(a_table(days)).measures[FACTORS.index(Factor.ACTIVITY)] == measure


def test_relaxation_stands_for_rest_when_it_is_noted_more_often() -> None:
    by = FACTORS.index(Factor.REST)
    assert series_of(a_table(diary(9, relaxation=lambda day: day))).measures[by] == "relaxation"
    both = diary(9, relaxation=lambda day: day, breaks=lambda day: day)
    assert series_of(a_table(both)).measures[by] == "breaks"


def test_nights_with_and_without_minutes_awake_are_not_mixed() -> None:
    """Of most nights only bed and rise: then the time in bed of all of them; otherwise the time asleep."""
    days = diary(20, into_bed=lambda _: 1380, got_up=lambda day: 400 + day)
    full = diary(20, into_bed=lambda _: 1380, got_up=lambda day: 400 + day, awake_in_night=lambda _: 30,
                 sleep_latency=lambda _: 20)  # fmt: skip
    for some, expected in ((8, 20), (12, 12)):
        table = a_table(full[:some] + days[some:])
        assert len(day_pairs(table, Factor.TIME_ASLEEP, Outcome.PAIN)[0]) == expected


@pytest.mark.parametrize(
    ("stress", "pain"),
    [
        (lambda day: 4, lambda day: day % 9),
        (lambda day: day % 4, lambda day: day % 9),
        (lambda day: 0 if day % 6 else day % 10, lambda day: day % 9),
        (lambda day: day % 10, lambda day: 5),
        (lambda day: day % 10, lambda day: 5 + (day % 3 == 0)),
        (lambda day: day % 10, lambda day: 5 + 5 * (day % 8 == 0)),
    ],
)
def test_answers_that_hardly_differ_are_too_alike(
    stress: Callable[[int], float], pain: Callable[[int], float]
) -> None:
    days = [a_day(79 - day, stress=stress(day), pain_average=pain(day)) for day in range(80)]
    pair = pair_of(a_table(days), Factor.STRESS, Outcome.PAIN)
    assert pair is not None
    assert pair.forward.state is pair.reverse.state is LinkState.TOO_ALIKE
    assert pair.forward.r is None


def test_two_trends_are_not_a_link() -> None:
    chance = np.random.default_rng(4)
    noise = chance.integers(0, 2, (2, 150))
    days = [
        a_day(149 - day, stress=min(10, 1 + day // 20 + noise[0, day]), pain_average=9 - day // 20 - noise[1, day])
        for day in range(150)
    ]
    stress, pain = day_pairs(a_table(days), Factor.STRESS, Outcome.PAIN)
    assert np.corrcoef(stress, pain)[0, 1] < -0.9
    pair = pair_of(a_table(days), Factor.STRESS, Outcome.PAIN)
    assert pair is not None
    assert pair.forward.state is LinkState.NO_CLEAR_PATTERN


def test_years_of_a_link_too_weak_to_matter_are_not_called_a_pattern() -> None:
    weak = Cell("weak", lambda chance, days: linked(chance, days, 0.09, 0.0))
    link = sleep_and_pain(next(Notebook(6000).tables(weak, 1, 1)))
    assert link.high is not None
    assert link.high < 0
    assert link.state is LinkState.NO_CLEAR_PATTERN


def test_the_same_diary_always_gives_the_same_report_and_is_not_changed() -> None:
    table = linked_table()
    before = series_of(table).values.copy()
    first = look_at_links(table)
    assert look_at_links(table) == first
    np.testing.assert_array_equal(series_of(table).values, before)


def test_pairs_come_in_the_fixed_order_and_all_that_may_be_said_is_corrected_for() -> None:
    report = look_at_links(linked_table())
    assert [(pair.factor, pair.outcome) for pair in report.pairs] == [
        (factor, outcome) for factor in FACTORS for outcome in OUTCOMES
    ]
    assert report.compared == 36
    assert report.has_pattern


def test_an_empty_or_one_day_diary_has_nothing_to_show() -> None:
    for days in ([a_day()], [a_day(50, stress=3), a_day(0, stress=3)]):
        report = look_at_links(a_table(days))
        assert len(report.pairs) == len(FACTORS) * len(OUTCOMES)
        assert report.gate is LinkState.TOO_EARLY
        assert (report.compared, report.most_pairs, report.has_pattern) == (0, 0, False)


def typed(day: Day, hour: int, *items: str) -> Day:
    answers = {
        item: replace(day.answers[item], typed_at=day.answers[item].typed_at.replace(hour=hour)) for item in items
    }
    return replace(day, answers={**day.answers, **answers})


NIGHT = {"into_bed": lambda _: 1380.0, "got_up": lambda day: 400.0 + day * 7 % 60}


def test_a_night_typed_in_one_go_with_the_day_is_left_out_and_in_the_morning_it_counts() -> None:
    days = diary(60, **NIGHT)
    link = sleep_and_pain(a_table(days))
    assert (link.state, link.pairs, link.together) == (LinkState.TYPED_TOGETHER, 0, 60)
    mornings = [typed(day, 8, "into_bed", "got_up") for day in days]
    link = sleep_and_pain(a_table(mornings))
    assert (link.pairs, link.together) == (60, 0)
    assert link.state is LinkState.NO_CLEAR_PATTERN
    for hour, together in ((17, 0), (18, 1)):
        mixed = [*mornings[:-1], typed(mornings[-1], hour, "got_up")]
        assert sleep_and_pain(a_table(mixed)).together == together, "a night was typed when its last answer was"


def test_times_that_are_not_known_are_never_together() -> None:
    imported = [
        replace(
            day,
            answers={item: replace(answer, source=AnswerSource.IMPORTED) for item, answer in day.answers.items()},
        )
        for day in diary(60, **NIGHT)
    ]
    assert sleep_and_pain(a_table(imported)).pairs == 60


def test_days_caught_up_at_one_sitting_are_no_pairs() -> None:
    days = diary(60)
    sitting = days[31].answers["stress"].typed_at
    days[30] = replace(days[30], answers={k: replace(a, typed_at=sitting) for k, a in days[30].answers.items()})
    pair = pair_of(a_table(days), Factor.STRESS, Outcome.PAIN)
    assert pair is not None
    assert (pair.forward.pairs, pair.forward.together) == (58, 1)
    assert look_at_links(a_table(days)).together == 1


def test_activities_were_typed_with_the_last_answer_of_their_day() -> None:
    days = [replace(day, activities=(Activity("walk", 20 + n % 30, 4),)) for n, day in enumerate(diary(60))]
    sitting = days[31].answers["stress"].typed_at
    days[30] = replace(days[30], answers={k: replace(a, typed_at=sitting) for k, a in days[30].answers.items()})
    pair = pair_of(a_table(days), Factor.ACTIVITY, Outcome.PAIN)
    assert pair is not None
    assert pair.forward.together == 1


def test_copied_answers_are_left_out_each_by_itself_and_a_night_when_all_of_it_was() -> None:
    days = diary(80, **NIGHT)

    def copied(day: Day, *items: str) -> Day:
        answers = {item: replace(day.answers[item], source=AnswerSource.COPIED) for item in items}
        return replace(day, answers={**day.answers, **answers})

    days[40] = copied(days[40], "pain_average", "into_bed")
    assert len(day_pairs(a_table(days), Factor.STRESS, Outcome.PAIN)[0]) == 78
    assert len(day_pairs(a_table(days), Factor.TIME_ASLEEP, Outcome.PAIN)[0]) == 79
    days[50] = copied(days[50], "into_bed", "got_up")
    assert len(day_pairs(a_table(days), Factor.TIME_ASLEEP, Outcome.PAIN)[0]) == 78
    assert look_at_links(a_table(days)).repeated == 2


def test_a_day_that_equals_the_day_before_is_left_out() -> None:
    more = {"function": lambda day: day * 5 % 7, "people": lambda day: day % 3}
    days = diary(80, **more)
    days[40] = replace(
        days[40],
        answers={k: replace(a, typed_at=days[40].answers[k].typed_at) for k, a in days[39].answers.items()},
    )
    assert look_at_links(a_table(days)).repeated == 1
    days[40] = replace(days[40], answers={k: a for k, a in days[40].answers.items() if k != "people"})
    assert look_at_links(a_table(days)).repeated == 0, "an answer that is missing is another day"


def test_answers_that_are_all_the_same_keep_the_gate_closed() -> None:
    days = [a_day(ago, stress=4, pain_average=0, function=0, sleep_quality=3, people=1) for ago in range(100)]
    report = look_at_links(a_table(days))
    assert report.gate is LinkState.TOO_ALIKE
    assert (report.most_pairs, report.repeated) == (0, 99), "all but the first say no more than a copied day"


@given(st.sampled_from(sorted(WITHOUT_LINK)), st.integers(10, 150), st.integers(0, 10**6))
def test_every_diary_gives_numbers_that_can_be(name: str, days: int, seed: int) -> None:
    (table,) = Notebook(days).tables(WITHOUT_LINK[name], seed, 1)
    for pair in look_at_links(table).pairs:
        for link in (pair.forward, pair.reverse):
            assert 0 <= link.pairs <= link.days <= days
            if link.state in {LinkState.TOO_EARLY, LinkState.TYPED_TOGETHER, LinkState.TOO_ALIKE}:
                assert link == Link(link.state, link.pairs, link.days, together=link.together)
            else:
                assert link.r is not None
                assert link.low is not None
                assert link.high is not None
                assert -1 <= link.low <= link.r <= link.high <= 1
                assert link.effective is not None
                assert link.effective <= link.pairs
                assert (link.low > 0 or link.high < 0) or link.state is LinkState.NO_CLEAR_PATTERN
