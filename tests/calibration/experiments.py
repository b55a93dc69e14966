"""Made-up diaries for one change at a time: in `WITHOUT_EFFECT` the change does nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import numpy as np

from diary.domain.plan.experiment import BY_CALENDAR, WEEK, Experiment, ExperimentEnd, draw_order, find_difference
from diary.domain.table import Bools, Floats
from tests.calibration.diaries import LIVES, WITHOUT_LINK, Cell, Chance, persistent

WAYS: Final = ("8 weeks", "4 weeks", "by the calendar")
CENTRE, SIZE = 5.0, 1.6
"""A rating from 0 to 10, its mean and its standard deviation."""


def _course(chance: Chance, days: int) -> Floats:
    course: Floats = persistent(chance, days, 0.3) + 2 * chance.choice([-1, 1]) * np.linspace(0, 1, days)
    return course


SLOW: Mapping[str, Cell] = {
    cell.name: cell
    for cell in (
        *(
            WITHOUT_LINK[name]
            for name in ("every day for itself", "persistent 0.3", "persistent 0.6", "persistent 0.8")
        ),
        Cell("persistent 0.9", lambda chance, days: persistent(chance, days, 0.9)),
        WITHOUT_LINK["persistent 0.9, noted imprecisely"],
        Cell("a steady course of 2 deviations", _course),
        *(
            WITHOUT_LINK[name]
            for name in (
                "shared slow drift",
                "shared weekly rhythm",
                "30 % of days missing",
                "missing more on bad days",
            )
        ),
        Cell("floors and ceilings", WITHOUT_LINK["floors and ceilings"].hidden, floors=True),
    )
}
RHYTHMS: Mapping[str, Cell] = {
    name: LIVES[name]
    for name in (
        "a cycle of 14 days",
        "a cycle of 21 days",
        "a cycle of 28 days",
        "a cycle of 24 to 32 days",
        "a rota of 14 days",
        "a rota of 28 days",
        "one hard day in 28",
        "weeks that alternate",
        "the same answers for weeks",
    )
}
SELECTIVE: Mapping[str, float] = {
    f"{100 * share:g} % of harder days unwritten in changed weeks": share for share in (0.3, 0.5, 0.7)
}
WITHOUT_EFFECT: Final = {
    **SLOW,
    **{name: Cell(name, WITHOUT_LINK["persistent 0.3"].hidden) for name in SELECTIVE},
    **RHYTHMS,
}


def order_of(way: str, chance: Chance) -> str:
    """An order as the program makes it."""
    return BY_CALENDAR if way == WAYS[2] else draw_order(int(chance.integers(2**31)), 8 if way == WAYS[0] else 4)


def told(cell: Cell, way: str, seed: int, count: int, effect: float = 0.0) -> Bools:
    """(count, series) whether a difference is told in diaries of which each holds nine experiments; `effect` in
    standard deviations of a day is what the change does."""
    found = []
    for number in range(count):
        chance = np.random.default_rng([seed, number, *cell.name.encode(), *way.encode()])
        order = order_of(way, chance)
        hidden = cell.hidden(chance, WEEK * len(order))
        changed = np.repeat([kind == "c" for kind in order], WEEK)
        noted = np.clip(np.round((1 if cell.floors else CENTRE) + SIZE * (hidden + effect * changed)), 0, 10)
        if cell.missing is not None:
            noted[:, cell.missing(chance, hidden)] = np.nan
        noted[(hidden > 0) & changed & (chance.random(hidden.shape) < SELECTIVE.get(cell.name, 0))] = np.nan
        asked = Experiment("pain_average", False, order, date(2026, 3, 2))
        ends = [find_difference(asked, row.tolist(), WEEK * len(order)).end for row in noted]
        found.append([end in {ExperimentEnd.LOWER, ExperimentEnd.HIGHER} for end in ends])
    return np.array(found)
