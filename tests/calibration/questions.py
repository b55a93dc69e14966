"""One question of one's own, asked of made-up diaries: all of them at once, so that few diaries tell much."""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from itertools import product
from typing import Final
from unittest.mock import patch

import numpy as np

from diary.domain.links import question as looked
from diary.domain.links.question import LOOK_WEEKS, Look, Question, look_on, prepare_look
from diary.domain.links.series import FACTORS, OUTCOMES
from diary.domain.table import Bools, DayTable
from tests.calibration.diaries import Cell, Notebook

NOTEBOOK: Final = Notebook(7 * LOOK_WEEKS[-1] - 1)
PAIRS: Final = tuple(product(FACTORS, OUTCOMES))
boundaries = lru_cache(maxsize=None)(looked.boundaries)


def answers(cell: Cell, seed: int, count: int) -> Iterator[Bools]:
    """Per diary (looks, pairs, 2): whether it says yes by then, to "less" and to "more" of every outcome."""
    with patch.object(looked, "boundaries", lambda known, spent: boundaries(tuple(known), tuple(spent))):
        for table in NOTEBOOK.tables(cell, seed, count):
            yield _answered(table)


def _answered(table: DayTable) -> Bools:
    asked = table.period.first - timedelta(days=1)
    said = np.zeros((len(LOOK_WEEKS), len(PAIRS), 2), dtype=bool)
    earlier: dict[tuple[str, str, bool], tuple[Look, ...]] = {}
    for number, weeks in enumerate(LOOK_WEEKS):
        prepared = prepare_look(table.rows(0, 7 * weeks - 1))
        for row, (first, then) in enumerate(PAIRS):
            for more in (False, True):
                held = earlier.get((first, then, more), ())
                if not (held and held[-1].is_yes):
                    question = Question(first, True, then, more, asked)
                    held = (*held, look_on(prepared, question, weeks, held))
                    earlier[first, then, more] = held
                said[number, row, int(more)] = held[-1].is_yes
    return said
