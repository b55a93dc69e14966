"""How long the printed page takes, in process: a new page each time, and the same page again."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from diary.content.library import Library
from diary.content.sample_words import load_sample_words
from diary.demo.sample import sample_days
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.report.pdf import make_pdf
from diary.screens.share import build_pages, chosen_blocks, page_blocks
from diary.screens.summary import SummaryState, build_summary
from tests.factory import TODAY, ZONE


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


def test_the_numbers_of_a_page(benchmark: BenchmarkFixture, logged: Journal, dutch: Library) -> None:
    assert benchmark(_summary, logged, dutch, 90).period


def test_the_same_two_pages_again(
    benchmark: BenchmarkFixture, logged: Journal, dutch: Library, resources: Path
) -> None:
    """What is saved was shown before: the typesetter remembers it."""
    blocks = chosen_blocks(page_blocks(dutch), None)
    state = build_pages(logged, dutch, Period.ending(TODAY, 90), blocks)
    assert benchmark.pedantic(lambda: make_pdf(state, dutch, resources), rounds=15, warmup_rounds=1)
