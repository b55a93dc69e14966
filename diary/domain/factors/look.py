"""Looks at the seven risk factors in the last 28 days of a diary."""

from datetime import date

import numpy as np

from diary.domain import load, spread
from diary.domain.comparison import (
    CHANCE,
    LEAST_RATINGS,
    SETTLING_DAYS,
    ChangeDirection,
    ComparisonStatus,
    compare,
    rating_margin,
    settled,
)
from diary.domain.day import BODY_MAP
from diary.domain.factors import rule
from diary.domain.factors.rule import Finding, Window
from diary.domain.factors.state import THRESHOLDS, FactorReason, FactorState, Thresholds
from diary.domain.item import RiskFactor
from diary.domain.nights import Nights, clock_spread, nights_of, weekend_shift
from diary.domain.period import Period
from diary.domain.table import Bools, DayTable, Floats, empty_table

NONE = 0
"""The first option of the item `people`."""


def look_at_isolation(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at time with others in the last 14 days and at loneliness in the last 7."""
    return rule.conclude(RiskFactor.ISOLATION, (_time_alone(table, limits), _lonely_days(table, limits)))


def _time_alone(table: DayTable, limits: Thresholds) -> Finding:
    people = rule.window(table, rule.usable(table, "people"), limits.in_a_fortnight)
    return people.counted(FactorReason.TIME_ALONE, people.values == NONE, limits.days_alone, "alone")


def _lonely_days(table: DayTable, limits: Thresholds) -> Finding:
    loneliness = rule.window(table, rule.usable(table, "loneliness"), limits.in_a_week)
    lonely, limit = loneliness.values >= limits.lonely, limits.lonely
    return loneliness.counted(FactorReason.LONELY_DAYS, lonely, limits.lonely_days, "lonely", limit=limit)


def look_at_persistent_pain(
    table: DayTable, limits: Thresholds = THRESHOLDS, began: int = -SETTLING_DAYS
) -> FactorState:
    """Look at where pain was marked in the last 28 days; `began` is the row of the diary's first day."""
    marks = spread.day_marks(table)
    late = table.late.get(BODY_MAP, np.zeros(len(table), dtype=bool))
    mapped = table.mapped & ~late & ~table.holiday
    return rule.conclude(
        RiskFactor.PERSISTENT_PAIN,
        (
            _more_places(table, marks, mapped & settled(began, len(table)), limits),
            _same_places(table, marks, mapped, limits),
        ),
    )


def _more_places(table: DayTable, marks: Bools, mapped: Bools, limits: Thresholds) -> Finding:
    """Compare the last two weeks with the two before; only a difference that Compare would call higher holds."""
    sites = rule.last(spread.only(mapped, spread.count_sites(marks)), limits.month)
    before, recent = sites[-limits.month : -limits.fortnight], sites[-limits.fortnight :]
    found = compare(before, recent, rating_margin(0, spread.SITES), CHANCE / limits.compared_together)
    enough = found.status is not ComparisonStatus.TOO_FEW
    risen = found.change in {ChangeDirection.A_LITTLE_HIGHER, ChangeDirection.HIGHER}
    return Finding(
        FactorReason.MORE_PLACES,
        limits.fortnight,
        rule.count(rule.known(recent)) if enough else 0,
        LEAST_RATINGS,
        holds=risen and rule.mean(recent) - rule.mean(before) >= limits.extra_sites,
        days=rule.dates(table, rule.known(rule.last(sites, limits.fortnight))),
        numbers={"recent": rule.mean(recent), "before": rule.mean(before)},
        tells=False,
    )


def _same_places(table: DayTable, marks: Bools, mapped: Bools, limits: Thresholds) -> Finding:
    looked_at = rule.known(rule.last(spread.only(mapped, mapped), limits.month))
    days = rule.count(looked_at)
    times = marks[looked_at].sum(axis=0)
    often = times >= max(1, limits.persistent_share * days)
    order = [index for index in np.argsort(-times, kind="stable") if often[index]]
    told = rule.last(table.mapped.astype(np.float64), limits.month) == 1  # as on the map, late ones too
    return Finding(
        FactorReason.SAME_PLACES,
        limits.month,
        days,
        limits.month_needed,
        holds=bool(order),
        days=rule.dates(table, looked_at & marks[:, often].any(axis=1)),
        numbers={"places": len(order), "most": rule.count(marks[told][:, order[:1]]), "mapped": rule.count(told)},
        areas=tuple(spread.WPI_AREAS[index] for index in order),
    )


def look_at_recovery(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at breaks and relaxation in the last 14 days: on how many days with activities there were none."""
    breaks, relaxation = rule.usable(table, "breaks"), rule.usable(table, "relaxation")
    told = rule.known(breaks) | rule.known(relaxation)
    rest = np.where(told, np.nan_to_num(breaks) + np.nan_to_num(relaxation), np.nan)
    recent = rule.window(table, rest, limits.in_a_fortnight)
    without = (recent.values == 0) & (table.active_minutes > 0)
    finding = recent.counted(FactorReason.FEW_BREAKS, without, limits.days_without_breaks, "without")
    return rule.conclude(RiskFactor.RECOVERY, (finding,))


def look_at_stress(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at the stress points of the last 7 days and at what was skipped in them."""
    return rule.conclude(RiskFactor.STRESS, (_high_stress(table, limits), _skipped(table, limits)))


def _high_stress(table: DayTable, limits: Thresholds) -> Finding:
    stress = rule.window(table, rule.usable(table, "stress"), limits.in_a_week)
    high, limit = stress.values >= limits.high_stress, limits.high_stress
    numbers = {"high": rule.count(high), "mean": stress.mean, "limit": limit}
    holds = rule.holds_without_any(stress.values, lambda points: rule.mean(points) >= limit)
    return stress.found(FactorReason.HIGH_STRESS, high, holds, numbers)


def _skipped(table: DayTable, limits: Thresholds) -> Finding:
    skipped = rule.window(table, rule.ticks(table, "skipped_fear"), limits.in_a_week)
    return skipped.counted(FactorReason.SKIPPED_OUT_OF_FEAR, skipped.values > 0, limits.skipped_days, "times")


def look_at_worry(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at how often the worry was ticked in the last 14 days."""
    worried = rule.window(table, rule.ticks(table, "worried_damage"), limits.in_a_fortnight)
    ticked, least = worried.values > 0, limits.worried_days
    finding = worried.counted(FactorReason.WORRIED_ABOUT_DAMAGE, ticked, least, "times")
    return rule.conclude(RiskFactor.WORRY, (finding,))


def look_at_movement(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at the swings of the last 14 days, the last two full weeks, and the last 7 days."""
    return rule.conclude(
        RiskFactor.MOVEMENT,
        (_ups_and_downs(table, limits), _few_minutes(table, limits), _still_days(table, limits)),
    )


def _ups_and_downs(table: DayTable, limits: Thresholds) -> Finding:
    monthly = rule.last(np.where(table.holiday, np.nan, table.load), limits.month)
    recent = rule.window(table, monthly, (limits.fortnight, limits.load_needed))
    variation = load.variation(recent.values) or 0.0
    swings = load.swings(recent.values, load.median_load(monthly) or 0.0)
    times = rule.count(swings)
    holds = variation > limits.load_variation and times >= limits.load_swings
    return recent.found(FactorReason.UPS_AND_DOWNS, swings, holds, {"swings": times})


def _few_minutes(table: DayTable, limits: Thresholds) -> Finding:
    end = len(table) - (table.period.last.weekday() - limits.week_starts) % 7 - 1
    weeks = [table.rows(start, start + 7) for start in (end - 14, end - 7) if start >= 0]
    whole = len(weeks) == 2 and not any(week.holiday.any() for week in weeks)
    logged = [rule.count(rule.known(week.active_minutes)) for week in weeks]
    sums = [load.weekly_minutes(load.equivalent_minutes(week))[-1] for week in weeks]
    minutes = [_total(week.active_minutes) for week in weeks]
    days = [day for week in weeks for day in rule.dates(week, rule.known(week.active_minutes))]
    return Finding(
        FactorReason.FEW_ACTIVE_MINUTES,
        limits.week,
        min(logged) if whole else 0,
        limits.week_needed,
        holds=whole and max(sums) < limits.weekly_minutes,
        days=tuple(days),
        numbers={"earlier": minutes[0], "later": minutes[1]} if whole else {},
        tells=False,
    )


def _total(minutes: Floats) -> float:
    return float(minutes[rule.known(minutes)].sum())


def _still_days(table: DayTable, limits: Thresholds) -> Finding:
    minutes = rule.window(table, np.where(table.holiday, np.nan, table.active_minutes), limits.in_a_week)
    still, limit = minutes.values < limits.still_minutes, limits.still_minutes
    return minutes.counted(FactorReason.STILL_DAYS, still, limits.still_days, "still", minutes=limit)


def look_at_sleep(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at the length of the last 7 nights and at the restlessness and timing of the last 14."""
    nights = nights_of(table)
    left_out = nights.late | table.holiday
    midpoint = rule.window(table, np.where(left_out, np.nan, nights.midpoint), limits.in_a_fortnight)
    return rule.conclude(
        RiskFactor.SLEEP,
        (
            _short_nights(table, nights, left_out, limits),
            _awake_in_bed(table, nights, left_out, limits),
            _irregular_nights(midpoint, limits),
            _weekend_shift(midpoint, limits),
        ),
    )


def _short_nights(table: DayTable, nights: Nights, left_out: Bools, limits: Thresholds) -> Finding:
    asleep = rule.window(table, np.where(left_out, np.nan, nights.length), limits.in_a_week)
    short, limit = asleep.values < limits.short_night, limits.short_night
    numbers = {
        "short": rule.count(short),
        "mean": asleep.mean,
        "limit": limit,
        "in_bed": float(nights.is_in_bed),
        "at_most": float((nights.at_most & rule.known(asleep.values)).any()),
    }
    holds = rule.holds_without_any(asleep.values, lambda minutes: rule.mean(minutes) < limit)
    return asleep.found(FactorReason.SHORT_NIGHTS, short, holds, numbers, "nights")


def _awake_in_bed(table: DayTable, nights: Nights, left_out: Bools, limits: Thresholds) -> Finding:
    efficiency = rule.window(table, np.where(left_out, np.nan, nights.efficiency), limits.in_a_fortnight)
    restless = efficiency.values < limits.good_efficiency
    awake = np.where(rule.known(efficiency.values), nights.time_in_bed - nights.time_asleep, np.nan)
    numbers = {"restless": rule.count(restless), "efficiency": efficiency.mean, "awake": rule.mean(awake)}
    holds = rule.holds_without_any(efficiency.values, lambda share: rule.mean(share) < limits.good_efficiency)
    return efficiency.found(FactorReason.AWAKE_IN_BED, restless, holds, numbers, "nights")


def _irregular_nights(midpoint: Window, limits: Thresholds) -> Finding:
    spread, nights = clock_spread(midpoint.values), rule.known(midpoint.values)
    holds = rule.holds_without_any(
        midpoint.values, lambda clocks: (clock_spread(clocks) or 0.0) > limits.midpoint_spread
    )
    return midpoint.found(FactorReason.IRREGULAR_NIGHTS, nights, holds, {"spread": spread or 0.0}, "nights")


def _weekend_shift(midpoint: Window, limits: Thresholds) -> Finding:
    shift, nights = weekend_shift(midpoint.table, midpoint.values), rule.known(midpoint.values)
    holds = rule.holds_without_any(
        midpoint.values, lambda clocks: abs(weekend_shift(midpoint.table, clocks) or 0.0) >= limits.weekend_shift
    )
    return midpoint.found(FactorReason.WEEKEND_SHIFT, nights, holds, {"shift": shift or 0.0}, "nights")


FACTORS = (look_at_sleep, look_at_stress, look_at_movement, look_at_worry, look_at_recovery, look_at_isolation)
COLUMNS = (
    "areas",
    "mapped",
    "active_minutes",
    "load",
    "strenuous_minutes",
    "clock_change",
    "change_asleep",
    "logged",
    "hard",
    "holiday",
)


def look_at_factors(
    table: DayTable, today: date, began: date | None = None, limits: Thresholds = THRESHOLDS
) -> tuple[FactorState, ...]:
    """Return one state per factor, in the article's order, as seen on `today`; never a judgement of a single day.

    Only the 28 days that end on `today` are looked at; `table` may hold more, fewer or other days than those.
    `began` is the first day of the diary: no change is reported in its first weeks, or when it is None.
    """
    recent = days_until(table, today, limits.month)
    row = (began - recent.period.first).days if began else 0
    return (look_at_persistent_pain(recent, limits, row), *(look_at(recent, limits) for look_at in FACTORS))


def days_until(table: DayTable, last: date, days: int) -> DayTable:
    """Return the `days` days that end on `last`, empty where `table` has no row for them."""
    period = Period.ending(last, days)
    window = empty_table(period, table.values, table.atlas)
    start, stop = max(period.first, table.period.first), min(period.last, table.period.last)
    if stop < start:
        return window
    known = table.rows((start - table.period.first).days, (stop - table.period.first).days + 1)
    rows = slice((start - period.first).days, (stop - period.first).days + 1)
    for item, values in known.values.items():
        window.values[item][rows] = values
    for item, late in known.late.items():
        window.late[item][rows] = late
    for column in COLUMNS:
        getattr(window, column)[rows] = getattr(known, column)
    return window
