"""How fast Trends opens and pans, beside a bare window in the same run (benchmarks run with --benchmark-only).

The ratio to the bare window is in each result's extra information; nothing here can fail for being slow.
"""

import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget
from pytest_benchmark.fixture import BenchmarkFixture

from diary.content.library import Library
from diary.content.theme import load_themes
from diary.domain.period import Period
from diary.domain.table import DayTable, empty_table
from diary.domain.tip_choice import TipMark
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.factor_cards import SeenTips
from diary.screens.trends import TrendsState, build_trends, sentences_of
from diary.ui.pages import Context
from diary.ui.style import apply_look
from diary.ui.trends.area import AHEAD, preload
from diary.ui.trends.page import TrendsLoader, TrendsPage
from tests.bench.test_start_bench import a_diary, run_probe
from tests.factory import TODAY, a_day, a_journal

YEARS = (1, 10, 100)
SIZE = (1180, 820)
JOURNAL_YEARS = 10
SPANS = (90, 365, 3650, 36500)
FRAMES, FEW, SETTLING = 40, 4, 2
"""Few frames suffice for what takes seconds each."""


@pytest.fixture
def context(english: Library, qapp: QApplication) -> Context:
    theme = load_themes(resources())["light"]
    apply_look(qapp, theme)
    preload()
    for name in AHEAD:
        import_module(name)
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


class TableReader(TrendsLoader):
    """Builds the page anew from one table, as after reading."""

    has_more = False
    only_reads = True
    also = ""

    def __init__(self, context: Context, table: DayTable) -> None:
        self._context = context
        self._read = table

    def begin(self) -> None:
        pass

    def read_more(self) -> None:
        pass

    def forget(self, period: Period) -> None:
        pass

    def state(self) -> TrendsState:
        return build_trends(self._read, self._context.library, self._read.period, TODAY)

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
        lambda: shown(lambda: TrendsPage(context, TrendsLoader(journal, context.library))).close(),
        rounds=7,
        warmup_rounds=1,
    )
    note_ratio(benchmark, floor)
    journal.close()


def opened_page(context: Context, years: int) -> TrendsPage:
    page = shown(lambda: TrendsPage(context, TableReader(context, filled_table(context.library, years))))
    assert isinstance(page, TrendsPage)
    return page


def note_frames(benchmark: BenchmarkFixture, work: Callable[[int], object], count: int = FRAMES) -> None:
    """Do and paint `work` `count` times; p50 and p95 in milliseconds, on the clock and of this process alone."""
    wall, busy = [], []

    def frames() -> None:
        for turn in range(count + SETTLING):
            started, began = time.perf_counter(), time.process_time()
            work(turn)
            QApplication.processEvents()
            if turn >= SETTLING:
                wall.append((time.perf_counter() - started) * 1000)
                busy.append((time.process_time() - began) * 1000)

    benchmark.pedantic(frames, rounds=1)
    found = {
        f"{name}_p{share}": round(float(np.percentile(taken, share)), 1)
        for name, taken in (("ms", wall), ("cpu_ms", busy))
        for share in (50, 95)
    }
    benchmark.extra_info.update(found)
    sys.stdout.write(f" {found}\n")


@pytest.mark.parametrize("move", ["pan", "zoom"])
@pytest.mark.parametrize("days", SPANS)
def test_repaint(benchmark: BenchmarkFixture, context: Context, days: int, move: str) -> None:
    """The usual charts of a hundred years, moved with so many days in view."""
    page = opened_page(context, 100)
    assert page.view is not None
    window = page.view.stack.window_in_view
    middle = (window.first + window.last) / 2
    length = days * 0.9
    window.show(middle - length / 2, middle + length / 2)

    def work(turn: int) -> None:
        if move == "pan":
            window.pan(days / 50 if turn % 2 else -days / 50)
        else:
            window.zoom(1.02 if turn % 2 else 1 / 1.02, middle)

    note_frames(benchmark, work)
    page.close()


@pytest.mark.parametrize("days", SPANS)
def test_repaint_by_the_library_alone(benchmark: BenchmarkFixture, context: Context, days: int) -> None:
    """What the charts are measured against: the same four series, each an antialiased line of 2 pixels, all points
    handed to pyqtgraph."""
    from pyqtgraph.functions import mkPen
    from pyqtgraph.graphicsItems.PlotDataItem import PlotDataItem
    from pyqtgraph.widgets.GraphicsLayoutWidget import GraphicsLayoutWidget

    page = opened_page(context, 100)
    assert page.view is not None
    series = [chart.series[0] for chart in page.view.stack.charts]
    page.close()
    naive = GraphicsLayoutWidget()
    plots = [naive.addPlot(row=row, col=0) for row in range(len(series))]
    for plot, one in zip(plots, series, strict=True):
        item = PlotDataItem(one.days, one.values, pen=mkPen("k", width=2), antialias=True, connect="finite")
        plot.addItem(item)
        plot.setXLink(plots[0])
    shown(lambda: naive)
    middle, length = float(series[0].days.mean()), days * 0.9

    def work(turn: int) -> None:
        start = middle - length / 2 + (days / 50 if turn % 2 else 0)
        plots[0].vb.setXRange(start, start + length, padding=0)

    note_frames(benchmark, work, FEW)
    naive.close()


@pytest.mark.parametrize("days", SPANS)
def test_repaint_by_matplotlib(benchmark: BenchmarkFixture, context: Context, days: int) -> None:
    """The same four series drawn into a picture of the same size, without any window."""
    figures = pytest.importorskip("matplotlib.figure", reason="matplotlib is not installed: it is no dependency")
    agg = pytest.importorskip("matplotlib.backends.backend_agg")
    state = TableReader(context, filled_table(context.library, 100)).state()
    figure = figures.Figure(figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100)
    canvas = agg.FigureCanvasAgg(figure)
    axes = figure.subplots(len(state.charts), sharex=True)
    for place, chart in zip(axes, state.charts, strict=True):
        place.plot(chart.series[0].days, chart.series[0].values, linewidth=2)
    middle, length = float(state.logged.mean()), days * 0.9

    def work(turn: int) -> None:
        start = middle - length / 2 + (days / 50 if turn % 2 else 0)
        axes[0].set_xlim(start, start + length)
        canvas.draw()

    note_frames(benchmark, work, FEW)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="reads Linux's /proc")
@pytest.mark.parametrize("years", YEARS)
def test_first_opening(benchmark: BenchmarkFixture, tmp_path_factory: pytest.TempPathFactory, years: int) -> None:
    """A new process each time, with nothing loaded ahead; the memory is that with all years read."""
    folder = tmp_path_factory.getbasetemp()
    path = a_diary(folder, years)
    runs: list[tuple[float, ...]] = []
    probe = Path(__file__).with_name("trends_probe.py")
    benchmark.pedantic(lambda: runs.append(run_probe(probe, folder, str(path))), rounds=5, warmup_rounds=1)
    took, memory = (sorted(column) for column in zip(*runs, strict=True))
    found = {"first_open_ms": round(took[len(took) // 2]), "pss_mib": round(memory[len(memory) // 2])}
    benchmark.extra_info.update(found)
    sys.stdout.write(f" {years} years: {found}\n")


@pytest.mark.parametrize("days", SPANS[:3])
def test_sentences_over_ten_years(benchmark: BenchmarkFixture, context: Context, days: int) -> None:
    """The three sentences about so many days of ten years, which are told when the charts come to rest."""
    state = TableReader(context, filled_table(context.library, 10)).state()
    shown = Period.ending(TODAY, days)
    measure(benchmark, lambda: sentences_of(state, context.library, shown), rounds=15, warmup_rounds=2)
