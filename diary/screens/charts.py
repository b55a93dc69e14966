"""Charts as values: the window, the printed page and the table view all draw these same numbers."""

from dataclasses import dataclass
from enum import StrEnum

from diary.domain.table import Bools, Floats


class Mark(StrEnum):
    """How a series is drawn."""

    LINE = "line"
    BARS = "bars"
    DOTS = "dots"


@dataclass(frozen=True)
class SeriesState:
    """One line, row of bars or row of dots.

    days: (n,) day numbers since 1970-01-01, ascending, one per calendar day; values: (n,) NaN = gap;
    late: (n,) drawn hollow. `role` names its colour and dash in the theme: pain, spread, sleep, stress, activity.
    """

    key: str
    name: str
    unit: str
    role: str
    mark: Mark
    days: Floats
    values: Floats
    late: Bools


@dataclass(frozen=True)
class ChartState:
    """One chart: its series share the y range `low` to `high`. `summary` says in words what it shows."""

    key: str
    title: str
    low: float
    high: float
    series: tuple[SeriesState, ...]
    summary: str
