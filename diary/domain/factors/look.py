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
from diary.domain.factors.rule import Finding
from diary.domain.factors.state import FactorReason, FactorState
from diary.domain.factors.thresholds import THRESHOLDS, Thresholds
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
    people = rule.last(rule.usable(table, "people"), limits.fortnight)
    alone = people == NONE
    count = rule.count(rule.known(people))
    return Finding(
        FactorReason.TIME_ALONE,
        limits.fortnight,
        count,
        limits.fortnight_needed,
        holds=rule.count(alone) >= limits.days_alone,
        days=rule.dates(table, alone),
        numbers={"alone": rule.count(alone), "days": count},
    )


def _lonely_days(table: DayTable, limits: Thresholds) -> Finding:
    loneliness = rule.last(rule.usable(table, "loneliness"), limits.week)
    lonely = loneliness >= limits.lonely
    count = rule.count(rule.known(loneliness))
    return Finding(
        FactorReason.LONELY_DAYS,
        limits.week,
        count,
        limits.week_needed,
        holds=rule.count(lonely) >= limits.lonely_days,
        days=rule.dates(table, lonely),
        numbers={"lonely": rule.count(lonely), "days": count, "limit": limits.lonely},
    )


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
    return Finding(
        FactorReason.SAME_PLACES,
        limits.month,
        days,
        limits.month_needed,
        holds=bool(order),
        days=rule.dates(table, looked_at & marks[:, often].any(axis=1)),
        numbers={"places": len(order), "most": float(times.max(initial=0)), "mapped": days},
        areas=tuple(spread.WPI_AREAS[index] for index in order),
    )


def look_at_recovery(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at breaks and relaxation in the last 14 days, beside the load of those days."""
    breaks, relaxation = rule.usable(table, "breaks"), rule.usable(table, "relaxation")
    told = rule.known(breaks) | rule.known(relaxation)
    rest = np.where(told, np.nan_to_num(breaks) + np.nan_to_num(relaxation), np.nan)
    recent = rule.last(rest, limits.fortnight)
    without = recent == 0
    count = rule.count(rule.known(recent))
    finding = Finding(
        FactorReason.FEW_BREAKS,
        limits.fortnight,
        count,
        limits.fortnight_needed,
        holds=rule.count(without) >= limits.days_without_breaks and _asks_more(table, limits),
        days=rule.dates(table, without),
        numbers={"without": rule.count(without), "days": count},
    )
    return rule.conclude(RiskFactor.RECOVERY, (finding,))


def _asks_more(table: DayTable, limits: Thresholds) -> bool:
    monthly = rule.last(np.where(table.holiday, np.nan, table.load), limits.month)
    recent = rule.last(monthly, limits.fortnight)
    usual = load.median_load(monthly)
    if usual is None or rule.count(rule.known(recent)) < limits.fortnight_needed:
        return False
    return rule.mean(recent) > usual


def look_at_stress(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at the stress points of the last 7 days and at what was skipped in them."""
    return rule.conclude(RiskFactor.STRESS, (_high_stress(table, limits), _skipped(table, limits)))


def _high_stress(table: DayTable, limits: Thresholds) -> Finding:
    stress = rule.last(rule.usable(table, "stress"), limits.week)
    high = stress >= limits.high_stress
    count = rule.count(rule.known(stress))
    return Finding(
        FactorReason.HIGH_STRESS,
        limits.week,
        count,
        limits.week_needed,
        holds=rule.mean(stress) >= limits.high_stress,
        days=rule.dates(table, high),
        numbers={"high": rule.count(high), "days": count, "mean": rule.mean(stress), "limit": limits.high_stress},
    )


def _skipped(table: DayTable, limits: Thresholds) -> Finding:
    skipped = rule.last(rule.ticks(table, "skipped_fear"), limits.week)
    count = rule.count(rule.known(skipped))
    times = rule.count(skipped > 0)
    return Finding(
        FactorReason.SKIPPED_OUT_OF_FEAR,
        limits.week,
        count,
        limits.week_needed,
        holds=times >= limits.skipped_days,
        days=rule.dates(table, skipped > 0),
        numbers={"times": times, "days": count},
    )


def look_at_worry(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at how often the worry was ticked in the last 14 days."""
    worried = rule.last(rule.ticks(table, "worried_damage"), limits.fortnight)
    count = rule.count(rule.known(worried))
    times = rule.count(worried > 0)
    finding = Finding(
        FactorReason.WORRIED_ABOUT_DAMAGE,
        limits.fortnight,
        count,
        limits.fortnight_needed,
        holds=times >= limits.worried_days,
        days=rule.dates(table, worried > 0),
        numbers={"times": times, "days": count},
    )
    return rule.conclude(RiskFactor.WORRY, (finding,))


def look_at_movement(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at the swings of the last 14 days, the last two full weeks, and the last 7 days."""
    return rule.conclude(
        RiskFactor.MOVEMENT,
        (_ups_and_downs(table, limits), _few_minutes(table, limits), _still_days(table, limits)),
    )


def _ups_and_downs(table: DayTable, limits: Thresholds) -> Finding:
    monthly = rule.last(np.where(table.holiday, np.nan, table.load), limits.month)
    recent = rule.last(monthly, limits.fortnight)
    variation = load.variation(recent) or 0.0
    swings = load.swings(recent, load.median_load(monthly) or 0.0)
    count = rule.count(rule.known(recent))
    return Finding(
        FactorReason.UPS_AND_DOWNS,
        limits.fortnight,
        count,
        limits.load_needed,
        holds=variation > limits.load_variation and rule.count(swings) >= limits.load_swings,
        days=rule.dates(table, swings),
        numbers={"swings": rule.count(swings), "days": count},
    )


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
    minutes = rule.last(np.where(table.holiday, np.nan, table.active_minutes), limits.week)
    still = minutes < limits.still_minutes
    count = rule.count(rule.known(minutes))
    return Finding(
        FactorReason.STILL_DAYS,
        limits.week,
        count,
        limits.week_needed,
        holds=rule.count(still) >= limits.still_days,
        days=rule.dates(table, still),
        numbers={"still": rule.count(still), "days": count, "minutes": limits.still_minutes},
    )


def look_at_sleep(table: DayTable, limits: Thresholds = THRESHOLDS) -> FactorState:
    """Look at the length of the last 7 nights and at the restlessness and timing of the last 14."""
    nights = nights_of(table)
    left_out = nights.late | table.holiday
    midpoint = rule.last(np.where(left_out, np.nan, nights.midpoint), limits.fortnight)
    return rule.conclude(
        RiskFactor.SLEEP,
        (
            _short_nights(table, nights, left_out, limits),
            _awake_in_bed(table, nights, left_out, limits),
            _irregular_nights(table, midpoint, limits),
            _weekend_shift(table, midpoint, limits),
        ),
    )


def _short_nights(table: DayTable, nights: Nights, left_out: Bools, limits: Thresholds) -> Finding:
    asleep = rule.last(np.where(left_out, np.nan, nights.length), limits.week)
    short = asleep < limits.short_night
    count = rule.count(rule.known(asleep))
    return Finding(
        FactorReason.SHORT_NIGHTS,
        limits.week,
        count,
        limits.week_needed,
        holds=rule.mean(asleep) < limits.short_night,
        days=rule.dates(table, short),
        numbers={
            "short": rule.count(short),
            "nights": count,
            "mean": rule.mean(asleep),
            "limit": limits.short_night,
            "in_bed": float(nights.is_in_bed),
            "at_most": float((nights.at_most & rule.known(asleep)).any()),
        },
    )


def _awake_in_bed(table: DayTable, nights: Nights, left_out: Bools, limits: Thresholds) -> Finding:
    efficiency = rule.last(np.where(left_out, np.nan, nights.efficiency), limits.fortnight)
    restless = efficiency < limits.good_efficiency
    count = rule.count(rule.known(efficiency))
    awake = np.where(rule.known(efficiency), nights.time_in_bed - nights.time_asleep, np.nan)
    return Finding(
        FactorReason.AWAKE_IN_BED,
        limits.fortnight,
        count,
        limits.fortnight_needed,
        holds=rule.mean(efficiency) < limits.good_efficiency,
        days=rule.dates(table, restless),
        numbers={
            "restless": rule.count(restless),
            "nights": count,
            "efficiency": rule.mean(efficiency),
            "awake": rule.mean(awake),
        },
    )


def _irregular_nights(table: DayTable, midpoint: Floats, limits: Thresholds) -> Finding:
    spread = clock_spread(midpoint)
    count = rule.count(rule.known(midpoint))
    return Finding(
        FactorReason.IRREGULAR_NIGHTS,
        limits.fortnight,
        count,
        limits.fortnight_needed,
        holds=spread is not None and spread > limits.midpoint_spread,
        days=rule.dates(table, rule.known(midpoint)),
        numbers={"nights": count, "spread": spread or 0.0},
    )


def _weekend_shift(table: DayTable, midpoint: Floats, limits: Thresholds) -> Finding:
    shift = weekend_shift(table, midpoint)
    count = rule.count(rule.known(midpoint))
    return Finding(
        FactorReason.WEEKEND_SHIFT,
        limits.fortnight,
        count,
        limits.fortnight_needed,
        holds=shift is not None and abs(shift) >= limits.weekend_shift,
        days=rule.dates(table, rule.known(midpoint)),
        numbers={"nights": count, "shift": shift or 0.0},
    )


FACTORS = (
    look_at_sleep,
    look_at_stress,
    look_at_movement,
    look_at_worry,
    look_at_recovery,
    look_at_isolation,
)
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
    return (
        look_at_persistent_pain(recent, limits, row),
        *(look_at(recent, limits) for look_at in FACTORS),
    )


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
