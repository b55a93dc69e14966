"""How long the printed page takes, in process: a new page each time, and the same page again; for each of the five
sample lives with every block ticked, too. Under 100 ms is asked of two pages, where nothing else is done."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from diary.cli.log_commands import write_sample
from diary.cli.world import World
from diary.content.library import Library
from diary.content.sample_words import load_sample_words
from diary.demo.sample import LIVES, sample_days
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.report.page import Paper
from diary.report.pdf import make_pdf
from diary.screens.share import build_pages, chosen_blocks, page_blocks
from diary.screens.summary import SummaryState, build_summary
from tests.factory import NOW, TODAY, ZONE


@pytest.fixture
def logged(journal: Journal, resources: Path) -> Journal:
    journal.import_days(sample_days(TODAY, 180, 1, load_sample_words(resources, "nl"), ZONE))
    return journal


def _summary(journal: Journal, library: Library, days: int) -> SummaryState:
    period = Period.ending(TODAY, days)
    return build_summary(journal.days(period), journal.table(period), library, period, TODAY, {})


def test_a_new_page(benchmark: BenchmarkFixture, logged: Journal, dutch: Library, resources: Path) -> None:
    """Another period each time, so that the typesetter remembers nothing."""
    lengths: Iterator[int] = count(60)

    def page() -> bytes:
        return make_pdf(_summary(logged, dutch, next(lengths)), dutch, resources)

    assert benchmark.pedantic(page, rounds=15, warmup_rounds=1).startswith(b"%PDF")


def test_two_new_pages(benchmark: BenchmarkFixture, logged: Journal, dutch: Library, resources: Path) -> None:
    lengths: Iterator[int] = count(60)
    blocks = chosen_blocks(page_blocks(dutch), None)

    def pages() -> bytes:
        period = Period.ending(TODAY, next(lengths))
        return make_pdf(build_pages(logged, dutch, period, blocks), dutch, resources)

    assert benchmark.pedantic(pages, rounds=15, warmup_rounds=1).startswith(b"%PDF")


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("days", [28, 92])
@pytest.mark.parametrize("person", range(len(LIVES)))
def test_two_new_pages_with_every_block(
    benchmark: BenchmarkFixture,
    tmp_path: Path,
    dutch: Library,
    resources: Path,
    person: int,
    days: int,
    paper: Paper,
) -> None:
    world = World(lambda: NOW, ZONE, resources, "nl", lambda _world, _request: 0)
    write_sample(world, tmp_path / "life.diary", 180, person, LIVES[person])
    lengths, blocks = count(days), tuple(page_blocks(dutch))
    with world.journal(tmp_path / "life.diary") as journal:

        def pages() -> bytes:
            period = Period.ending(TODAY, next(lengths))
            return make_pdf(build_pages(journal, dutch, period, blocks), dutch, resources, paper)

        assert benchmark.pedantic(pages, rounds=9, warmup_rounds=1).startswith(b"%PDF")


def test_the_numbers_of_a_page(benchmark: BenchmarkFixture, logged: Journal, dutch: Library) -> None:
    assert benchmark(_summary, logged, dutch, 90).period


def test_the_same_two_pages_again(
    benchmark: BenchmarkFixture, logged: Journal, dutch: Library, resources: Path
) -> None:
    """What is saved was shown before: the typesetter remembers it."""
    blocks = chosen_blocks(page_blocks(dutch), None)
    state = build_pages(logged, dutch, Period.ending(TODAY, 90), blocks)
    assert benchmark.pedantic(lambda: make_pdf(state, dutch, resources), rounds=15, warmup_rounds=1)
