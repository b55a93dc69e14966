"""How fast Trends opens and pans, beside a bare window in the same run (benchmarks run with --benchmark-only).

The ratio to the bare window is in each result's extra information; nothing here can fail for being slow.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget
from pytest_benchmark.fixture import BenchmarkFixture

from diary.content.library import Library
from diary.content.theme import load_themes
from diary.domain.period import Period
from diary.domain.table import DayTable, empty_table
from diary.domain.tip_mark import TipMark
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.factor_cards import SeenTips
from diary.screens.trends import TrendsState, build_trends
from diary.ui.context import Context
from diary.ui.style import apply_look
from diary.ui.trends.page import TrendsPage
from diary.ui.trends.preload import preload
from diary.ui.trends.reader import JournalReader
from tests.factory import TODAY, a_day, a_journal

YEARS = (1, 10, 100)
SIZE = (1180, 820)
JOURNAL_YEARS = 10


@pytest.fixture
def context(english: Library, qapp: QApplication) -> Context:
    theme = load_themes(resources())["light"]
    apply_look(qapp, theme)
    preload()
    return Context(english, theme)


def filled_table(library: Library, years: int) -> DayTable:
    """Every day logged in full but for a tenth at random and whole weeks now and then."""
    chance = np.random.default_rng(1)
    items = {item.key: item for item in library.catalogue.numeric}
    table = empty_table(Period.ending(TODAY, round(years * 365.25)), items, library.atlas)
    missing = chance.random(len(table)) < 0.1
    for start in chance.integers(0, len(table), len(table) // 400 + 1):
        missing[start : start + 20] = True
    for key, item in items.items():
        column = chance.integers(int(item.low), int(item.high) + 1, len(table)).astype(float)
        table.values[key][:] = np.where(missing, np.nan, column)
    table.areas[:] = chance.integers(0, 11, table.areas.shape) * (chance.random(table.areas.shape) < 0.1)
    table.mapped[:] = ~missing
    table.logged[:] = ~missing
    table.active_minutes[:] = np.where(missing, np.nan, chance.integers(0, 120, len(table)))
    return table


class TableReader:
    """Builds the page anew from one table, as after reading."""

    has_more = False

    def __init__(self, context: Context, table: DayTable) -> None:
        self._context = context
        self._table = table

    def begin(self) -> None:
        pass

    def read_more(self) -> None:
        pass

    def forget(self, period: Period) -> None:
        pass

    def state(self) -> TrendsState:
        return build_trends(self._table, self._context.library, self._table.period, TODAY)

    def choose(self, keys: Sequence[str] | None) -> None:
        raise AssertionError

    def tips(self) -> SeenTips:
        return SeenTips()

    def mark_tip(self, tip: str, mark: TipMark) -> None:
        pass

    def unmark_tip(self, tip: str, mark: TipMark) -> None:
        pass


def shown(make: Callable[[], QWidget]) -> QWidget:
    """A widget that has been painted."""
    widget = make()
    widget.resize(*SIZE)
    widget.show()
    widget.grab()
    return widget


def bare_window() -> QWidget:
    window = QMainWindow()
    window.setCentralWidget(QLabel("bare"))
    return window


def floor_seconds(times: int = 15) -> float:
    """The median time until a bare window is painted, now."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        shown(bare_window).close()
        taken.append(time.perf_counter() - started)
    return float(np.median(taken))


def measure(benchmark: Any, work: Callable[[], object], *, rounds: int, warmup_rounds: int) -> None:  # noqa: ANN401 - the plugin has no types
    benchmark.pedantic(work, rounds=rounds, warmup_rounds=warmup_rounds)


def note_ratio(benchmark: BenchmarkFixture, floor: float) -> None:
    stats = benchmark.stats
    if stats is not None:
        benchmark.extra_info["ratio_to_bare_window"] = round(stats.stats.median / floor, 1)
        benchmark.extra_info["bare_window_ms"] = round(floor * 1000, 2)


@pytest.mark.parametrize("years", YEARS)
def test_open(benchmark: BenchmarkFixture, context: Context, years: int) -> None:
    reader = TableReader(context, filled_table(context.library, years))
    floor = floor_seconds()
    measure(benchmark, lambda: shown(lambda: TrendsPage(context, reader)).close(), rounds=7, warmup_rounds=1)
    note_ratio(benchmark, floor)


def test_open_from_a_file(benchmark: BenchmarkFixture, context: Context, tmp_path: Path) -> None:
    day = a_day(
        stress=4, pain_average=5, into_bed=1380, got_up=420, areas={"back_neck_l": 3}, function=6, fatigue=5
    )
    days = (replace(day, date=TODAY - timedelta(days=ago)) for ago in range(JOURNAL_YEARS * 365))
    journal: Journal = a_journal(tmp_path / "big.diary", days=days)
    floor = floor_seconds()
    measure(
        benchmark,
        lambda: shown(lambda: TrendsPage(context, JournalReader(journal, context.library))).close(),
        rounds=7,
        warmup_rounds=1,
    )
    note_ratio(benchmark, floor)
    journal.close()


@pytest.mark.parametrize("years", YEARS)
@pytest.mark.parametrize("days", [30, 90, 365, 3650, 36500])
def test_pan(benchmark: BenchmarkFixture, context: Context, years: int, days: int) -> None:
    if days > years * 366:
        pytest.skip("longer than the diary")
    page = shown(lambda: TrendsPage(context, TableReader(context, filled_table(context.library, years))))
    assert isinstance(page, TrendsPage)
    assert page.view is not None
    window = page.view.stack.window_in_view
    window.show_last(days * 0.9)
    direction = [1.0]

    def pan() -> None:
        direction[0] *= -1
        window.pan(direction[0] * days / 50)
        QApplication.processEvents()

    floor = floor_seconds()
    measure(benchmark, pan, rounds=30, warmup_rounds=4)
    note_ratio(benchmark, floor)
    page.close()
