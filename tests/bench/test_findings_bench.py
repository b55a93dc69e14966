"""How fast the factors, today's tip and the look at links are, beside one pass over the same numbers.

The ratio to that pass, in the same run, is in each result's extra information; nothing can fail for being slow.
"""

import time
from collections.abc import Callable

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from diary.content.library import Library
from diary.domain.links.look import look_at_links
from diary.domain.measures import per_day
from diary.domain.table import DayTable
from diary.domain.tip_choice import MarkedTip, TipMark
from diary.screens.factor_cards import build_factors
from diary.screens.links import build_links
from tests.bench.test_trends_bench import filled_table, measure
from tests.factory import TODAY

YEARS = (1, 10, 100)


def one_pass(table: DayTable) -> float:
    """The least any look at all numbers can take: every answered number is added up once."""
    return float(sum(np.nansum(column) for column in table.values.values()) + table.areas.sum(dtype=np.int64))


def floor_seconds(table: DayTable, times: int = 9) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        one_pass(table)
        taken.append(time.perf_counter() - started)
    return float(np.median(taken))


def run(benchmark: BenchmarkFixture, table: DayTable, work: Callable[[], object]) -> None:
    floor = floor_seconds(table)
    measure(benchmark, work, rounds=7, warmup_rounds=1)
    if benchmark.stats is not None:
        benchmark.extra_info["ratio_to_one_pass"] = round(benchmark.stats.stats.median / floor, 1)
        benchmark.extra_info["one_pass_ms"] = round(floor * 1000, 2)


@pytest.mark.parametrize("years", YEARS)
def test_factors_with_tips(benchmark: BenchmarkFixture, english: Library, years: int) -> None:
    table = filled_table(english, years)
    marks = [MarkedTip(tip.key, TODAY, TipMark.HELPFUL) for tip in english.tips]
    run(benchmark, table, lambda: build_factors(table, english, TODAY, TODAY, marks))


@pytest.mark.parametrize("years", YEARS)
def test_factors_tips_and_every_derived_series(benchmark: BenchmarkFixture, english: Library, years: int) -> None:
    table = filled_table(english, years)

    def everything() -> None:
        build_factors(table, english, TODAY, TODAY)
        per_day(table)

    run(benchmark, table, everything)


@pytest.mark.parametrize("years", YEARS)
def test_links(benchmark: BenchmarkFixture, english: Library, years: int) -> None:
    table = filled_table(english, years)
    run(benchmark, table, lambda: build_links(look_at_links(table), english, table.period.first, TODAY))
