"""What a person waits for on Today: a day opening, an answer saved, a click on the body (--benchmark-only).

Each result's extra information holds the ratio to its floor; nothing here can fail for being slow. Diaries of
every age take turns, so that a busy moment meets all of them.
"""

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytest_benchmark.fixture import BenchmarkFixture

from diary.content.library import Library
from diary.content.theme import load_themes
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.pages import Context
from diary.ui.style import apply_look
from diary.ui.today.page import TodayPage
from diary.ui.window import Changes
from tests.bench.test_start_bench import YEARS, a_diary
from tests.factory import TODAY, Clock, a_journal

TURNS = 15
SIZE = (1180, 820)
SECTOR = b"x" * 4096


@pytest.fixture
def context(english: Library, qapp: QApplication) -> Context:
    theme = load_themes(resources())["light"]
    apply_look(qapp, theme)
    return Context(english, theme)


def _shown(context: Context, journal: Journal) -> TodayPage:
    """A page that hears what changes, with all its cards."""
    page = TodayPage(context, journal)
    Changes(journal.subscribe, page).changed.connect(page.on_changed)
    page.resize(*SIZE)
    page.show()
    QTest.qWait(200)
    return page


def _milliseconds(do: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """By the wall, or by `process_time`, which other jobs on the machine do not disturb."""
    started = clock()
    do()
    return (clock() - started) * 1000


def _say(benchmark: BenchmarkFixture, what: str, found: dict[str, float]) -> None:
    benchmark.extra_info.update(found)
    sys.stdout.write(f"\n{what}: {found}\n")


def test_open(
    benchmark: BenchmarkFixture, context: Context, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> None:
    folder = tmp_path_factory.mktemp("today")
    journals = {years: a_journal(a_diary(folder, years), Clock()) for years in YEARS}
    took: dict[int, list[float]] = {years: [] for years in YEARS}

    def open_once(years: int) -> None:
        page = TodayPage(context, journals[years])
        page.resize(*SIZE)
        page.show()
        qapp.processEvents()
        page.close()
        page.deleteLater()

    def turn() -> None:
        for years in YEARS:
            took[years].append(_milliseconds(partial(open_once, years), time.process_time))

    benchmark.pedantic(turn, rounds=TURNS, warmup_rounds=2)
    middle = {years: median(found) for years, found in took.items()}
    growth = {f"growth_{years}": round(middle[years] / middle[YEARS[0]], 3) for years in YEARS[1:]}
    _say(benchmark, "opening Today", {f"ms_{years}": round(ms, 1) for years, ms in middle.items()} | growth)
    for journal in journals.values():
        journal.close()


def test_save_one_answer(
    benchmark: BenchmarkFixture, context: Context, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> None:
    """From the key to the disk and to what is painted, in a diary of every age."""
    folder = tmp_path_factory.mktemp("key")
    journals = {years: a_journal(a_diary(folder, years), Clock()) for years in YEARS}
    pages = {years: _shown(context, journal) for years, journal in journals.items()}
    clocks = {"ms": time.perf_counter, "cpu_ms": time.process_time}
    took: dict[str, list[float]] = {f"{name}_{years}": [] for years in YEARS for name in clocks}
    floor: list[float] = []
    digit = iter("123456789" * TURNS * len(took))

    def press(control: QWidget) -> None:
        QTest.keyClicks(control, next(digit))
        qapp.processEvents()

    def turn() -> None:
        floor.append(_milliseconds(lambda: _sync(folder / "floor")))
        for years, page in pages.items():
            for name, clock in clocks.items():
                control = page.sheet.fields["stress"].control
                took[f"{name}_{years}"].append(_milliseconds(partial(press, control), clock))

    benchmark.pedantic(turn, rounds=TURNS, warmup_rounds=2)
    middle = {name: round(median(found), 1) for name, found in took.items()}
    worst = {"worst_ms": round(max(max(found) for found in took.values()), 1)}
    _say(benchmark, "a key pressed, stored and painted", middle | worst | {"fsync_ms": round(median(floor), 1)})
    for years, page in pages.items():
        assert journals[years].day(TODAY).value("stress") is not None
        page.close()
        journals[years].close()


def test_click_on_the_map(
    benchmark: BenchmarkFixture, context: Context, journal: Journal, qapp: QApplication
) -> None:
    """The floor is a push button that is clicked and painted."""
    page = _shown(context, journal)
    assert page.sheet.body is not None
    body = page.sheet.body.map
    button = QPushButton("bare")
    button.show()
    QTest.qWait(100)
    places = [body.position_of(key) for key in body.areas]
    floor: list[float] = []
    painted: list[float] = []
    stored: list[float] = []

    def turn() -> None:
        place = places[len(painted) % len(places)]
        floor.append(_milliseconds(partial(_press, button, button.rect().center()), time.process_time))
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
        painted.append(_milliseconds(partial(_press, body, place), time.process_time))
        stored.append(_milliseconds(lambda: QTest.mouseRelease(body, Qt.MouseButton.LeftButton, pos=place)))
        qapp.processEvents()

    benchmark.pedantic(turn, rounds=TURNS, warmup_rounds=2)
    _say(
        benchmark,
        "a click on the body",
        {
            "painted_ms": round(median(painted), 1),
            "worst_painted_ms": round(max(painted), 1),
            "stored_ms": round(median(stored), 1),
            "ratio_to_a_button": round(median(painted) / median(floor), 1),
        },
    )
    page.close()


def _press(widget: QWidget, place: QPoint) -> None:
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=place)
    widget.repaint()


def _sync(path: Path) -> None:
    with path.open("wb") as file:
        file.write(SECTOR)
        file.flush()
        os.fsync(file.fileno())
