"""How fast Understand opens and shows a topic, beside a bare window (run with --benchmark-only).

The ratio to the bare window is in each result's extra information; nothing here can fail for being slow.
"""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from shiboken6 import delete

from diary.content.library import Library
from diary.content.sample_words import load_sample_words
from diary.content.theme import load_themes
from diary.demo.sample import sample_days
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.pages import Context
from diary.ui.style import apply_look
from diary.ui.understand.page import UnderstandPage
from tests.bench.test_trends_bench import floor_seconds, measure, note_ratio, shown
from tests.factory import TODAY, ZONE, a_journal

TOPICS = ("protects", "sleep", "kinds", "helps", "movement")


@pytest.fixture
def context(dutch: Library, qapp: QApplication) -> Context:
    theme = load_themes(resources())["light"]
    apply_look(qapp, theme)
    return Context(dutch, theme)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    days = sample_days(TODAY, 365, 1, load_sample_words(resources(), "nl"), ZONE)
    journal = a_journal(tmp_path / "bench.diary", days=days)
    yield journal
    journal.close()


def test_library_opens(context: Context, benchmark: BenchmarkFixture, journal: Journal) -> None:
    def work() -> None:
        shown(lambda: UnderstandPage(context, journal, resources())).close()

    floor = floor_seconds(5)
    measure(benchmark, work, rounds=7, warmup_rounds=1)
    note_ratio(benchmark, floor)


def test_topic_is_shown(context: Context, benchmark: BenchmarkFixture, journal: Journal) -> None:
    page = shown(lambda: UnderstandPage(context, journal, resources()))
    assert isinstance(page, UnderstandPage)
    topics = cycle(TOPICS)

    def work() -> None:
        page.show_place(next(topics))
        page.grab()

    floor = floor_seconds(5)
    measure(benchmark, work, rounds=20, warmup_rounds=5)
    note_ratio(benchmark, floor)
    delete(page)  # a page that lives on would write what was read into a closed diary


def test_search_finds(context: Context, benchmark: BenchmarkFixture, journal: Journal) -> None:
    page = shown(lambda: UnderstandPage(context, journal, resources()))
    assert isinstance(page, UnderstandPage)
    typed = cycle(("slapen", "pijn", "rem", "dokter"))

    dialog = page.ask_words()

    def work() -> None:
        dialog.field.setText(next(typed))
        dialog.show_found()
        dialog.grab()

    floor = floor_seconds(5)
    measure(benchmark, work, rounds=20, warmup_rounds=4)
    note_ratio(benchmark, floor)
    delete(page)  # a page that lives on would write what was read into a closed diary
