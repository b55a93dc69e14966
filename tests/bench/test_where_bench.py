"""How fast the Where and Compare pages open on long diaries, beside a bare window (run with --benchmark-only).

The ratio to the bare window is in each result's extra information; nothing here can fail for being slow.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytest_benchmark.fixture import BenchmarkFixture

from diary.content.library import Library, load_library
from diary.content.theme import load_themes
from diary.domain.day import Day
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.area_maps import Mode
from diary.screens.period_request import PeriodKind, PeriodRequest
from diary.ui.compare.page import ComparePage
from diary.ui.pages import Context
from diary.ui.spread.page import SpreadMemory, SpreadPage
from diary.ui.style import apply_look
from tests.bench.test_trends_bench import floor_seconds, measure, note_ratio, shown
from tests.factory import TODAY, a_day, a_journal

YEARS = (1, 10, 100)
AREAS_A_DAY = 8


@pytest.fixture
def context(english: Library, qapp: QApplication) -> Context:
    theme = load_themes(resources())["light"]
    apply_look(qapp, theme)
    return Context(english, theme)


def filled(library: Library, years: int) -> Iterator[Day]:
    """Nearly every day with a body map and a dozen answers."""
    chance = np.random.default_rng(1)
    keys = [segment.key for segment in library.atlas.segments]
    scales = ("function", "stress", "fatigue", "loneliness", "pain_average", "confidence", "tension")
    for back in range(round(years * 365.25)):
        if chance.random() < 0.1:
            continue
        chosen = chance.choice(len(keys), AREAS_A_DAY, replace=False)
        answers: dict[str, Any] = {
            key: float(value) for key, value in zip(scales, chance.integers(0, 11, len(scales)), strict=True)
        }
        answers |= {"into_bed": 1380.0, "got_up": float(chance.integers(390, 480))}
        yield a_day(
            TODAY - timedelta(days=back),
            areas={keys[index]: int(chance.integers(1, 11)) for index in chosen},
            **answers,
        )


@pytest.fixture(scope="module", params=YEARS, ids=lambda years: f"{years} years")
def journal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    path: Path = tmp_path_factory.mktemp("bench") / f"{request.param}.diary"
    library = load_library(resources(), "en")
    journal = a_journal(path, days=filled(library, request.param))
    yield journal
    journal.close()


def everything(context: Context, journal: Journal) -> SpreadPage:
    page = SpreadPage(context, journal)
    page.recall(SpreadMemory(PeriodRequest(PeriodKind.ALL, Period(TODAY, TODAY)), Mode.OFTEN, None, (False,) * 4))
    return page


PAGES: dict[str, Callable[[Context, Journal], QWidget]] = {
    "where, three months": SpreadPage,
    "where, everything": everything,
    "compare": ComparePage,
}


@pytest.mark.parametrize("name", list(PAGES))
def test_page_opens(context: Context, benchmark: BenchmarkFixture, journal: Journal, name: str) -> None:
    opened: list[QWidget] = []

    def work() -> None:
        opened.append(shown(lambda: PAGES[name](context, journal)))

    floor = floor_seconds(5)
    measure(benchmark, work, rounds=5, warmup_rounds=1)
    for page in opened:
        page.deleteLater()
    note_ratio(benchmark, floor)
