"""Printed pages of made-up diaries in which nothing changed: how many of them speak of a change all the same."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import numpy as np

from diary.content.library import Library, load_library
from diary.domain.table import DayTable, Floats
from diary.paths import resources
from diary.screens.summary import SummaryState, build_summary
from tests.calibration.diaries import SERIES, Cell, Chance, Notebook, persistent

PERSISTENT: Final = (0.0, 0.3, 0.6, 0.9)
MEMORY: Final = 0.4
"""The order of a long memory: it fades so slowly that weeks resemble the weeks before."""
CHANGE: Final = re.compile(
    r"(lower|higher|less|more|fewer) (than|in the|often)|: (a little )?(lower|higher|less|more)|days before", re.I
)
"""Everything on a page that says something rose or fell."""
YEARS_BEFORE: Final = timedelta(days=900)


def long_memory(chance: Chance, days: int, series: int = SERIES) -> Floats:
    """(series, days) fractional noise of about unit variance."""
    steps = np.arange(1, 3 * days)
    weights = np.concatenate([[1.0], np.cumprod((steps - 1 + MEMORY) / steps)])
    shocks = chance.standard_normal((series, len(weights) + days))
    made = np.array([np.convolve(row, weights, "valid")[:days] for row in shocks])
    return np.asarray(made / np.sqrt(2.07))


def _persistent(phi: float) -> Cell:
    return Cell(f"persistent {phi:g}", lambda chance, days: persistent(chance, days, phi))


CELLS: Final = (*map(_persistent, PERSISTENT), Cell("long memory 0.4", long_memory))


def pages(cell: Cell, days: int, seed: int, count: int) -> Iterator[SummaryState]:
    """What is printed of `count` diaries over their last `days` days; they began years before."""
    library = load_library(resources(), "en")
    return (_page(table, library) for table in Notebook(days).tables(cell, seed, count))


def _page(table: DayTable, library: Library) -> SummaryState:
    period = table.period
    return build_summary((), table, library, period, period.last, {}, began=period.first - YEARS_BEFORE)


def claims_a_change(state: SummaryState) -> bool:
    """Whether anything on the page, in the alternative texts too, says that something rose or fell."""
    rows = [words for row in state.rows for words in (row.caption, *row.lines, row.chart.summary)]
    looks = [look.reason for look in state.looks]
    told = [sentence.words for sentence in state.sentences]
    if any(sentence.kind == "changed" for sentence in state.sentences):
        return True
    return any(CHANGE.search(words) for words in (*rows, *looks, *told, state.looks_calm, state.coverage))
