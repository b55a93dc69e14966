"""What the look claims about real people's diaries (../shared/data), and whether that is right."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from diary.domain.body import Atlas
from diary.domain.day import Day
from diary.domain.item import Catalogue
from diary.domain.links.aligned import LEAST_PAIRS
from diary.domain.links.link import Factor, Link, LinkState, Outcome
from diary.domain.links.look import look_at_links
from diary.domain.period import Period
from diary.domain.table import DayTable, Floats, empty_table
from diary.exchange.mapping import load_mapping
from diary.exchange.source import read_source
from tests.calibration.bounds import PROMISED, most_by_chance
from tests.factory import NOW, a_table

MAPS = Path(__file__).parents[1] / "exchange" / "maps"
TURNED = {"1": 10, "2": 8, "3": 5, "4": 3, "5": 0}
"""PMData's soreness: 1 is worst."""


@pytest.fixture(scope="module")
def data(shared: Path) -> Path:
    if not (shared / "data").is_dir():
        pytest.skip("the real files (../shared/data) are not here")
    return shared / "data"


@pytest.fixture(scope="module")
def runner(data: Path, catalogue: Catalogue, atlas: Atlas) -> DayTable:
    """Five months of a person who trains: sleep and very active minutes from a band, soreness and readiness noted.

    Soreness stands for pain and readiness for function; neither has an item of its own.
    """
    found: dict[date, Day] = {}
    for source, mapping in (
        ("p01_wellness.csv", "pmdata_wellness.toml"),
        ("p01_fitbit_sleep.json", "fitbit_sleep.toml"),
        ("p01_fitbit_very_active_minutes.json", "pmdata_very_active.toml"),
    ):
        reading = read_source(data / "pmdata_p01" / source, load_mapping(MAPS / mapping), catalogue, atlas, NOW)
        for day in reading.days:
            found[day.date] = _both(found.get(day.date), day)
    table = a_table(found.values())
    for row in _rows(data / "pmdata_p01" / "p01_wellness.csv"):
        number = (date.fromisoformat(row["effective_time_frame"][:10]) - table.period.first).days
        table.values["pain_average"][number] = TURNED[row["soreness"]]
        table.values["function"][number] = float(row["readiness"])
    return table


def _both(one: Day | None, other: Day) -> Day:
    if one is None:
        return other
    return replace(
        one,
        answers={**one.answers, **other.answers},
        areas={**one.areas, **other.areas},
        activities=one.activities + other.activities,
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def links(table: DayTable) -> Mapping[tuple[Factor, Outcome, str], Link]:
    return {
        (pair.factor, pair.outcome, way): link
        for pair in look_at_links(table).pairs
        for way, link in (("forward", pair.forward), ("reverse", pair.reverse))
    }


def test_muscles_are_sorer_the_day_after_hard_training_and_nothing_else_is_claimed(runner: DayTable) -> None:
    """Soreness after unaccustomed training is one of the best-known next-day links; it has no way back."""
    found = links(runner)
    patterns = {key for key, link in found.items() if link.state is LinkState.PATTERN}
    assert patterns == {
        (Factor.ACTIVITY, Outcome.PAIN, "forward"),
        (Factor.ACTIVITY, Outcome.FUNCTION, "forward"),
    }
    sore = found[Factor.ACTIVITY, Outcome.PAIN, "forward"]
    assert sore.pairs == 136
    assert sore.r == pytest.approx(0.4, abs=0.05)
    assert sore.lower is not None
    assert sore.upper is not None
    assert sore.lower.then < sore.upper.then
    ready = found[Factor.ACTIVITY, Outcome.FUNCTION, "forward"]
    assert ready.r == pytest.approx(-0.39, abs=0.05)


def test_stress_that_is_nearly_always_the_same_says_nothing(runner: DayTable) -> None:
    states = {link.state for (factor, _, _), link in links(runner).items() if factor is Factor.STRESS}
    assert states == {LinkState.TOO_ALIKE}


def test_the_same_diary_laid_against_other_weeks_of_itself_hardly_ever_shows_a_link(runner: DayTable) -> None:
    shifts = range(21, len(runner) - 21, 4)
    assert _patterns(_against_other_weeks(runner, shift) for shift in shifts) <= most_by_chance(
        len(shifts), PROMISED
    )


def _against_other_weeks(table: DayTable, days: int) -> DayTable:
    outcomes = {item: np.roll(table.values[item], days) for item in ("pain_average", "function")}
    return replace(table, values={**table.values, **outcomes}, mapped=np.zeros(len(table), dtype=bool))


def _patterns(tables: Iterable[DayTable]) -> int:
    return sum(look_at_links(table).has_pattern for table in tables)


def test_one_persons_steps_and_another_persons_soreness_are_hardly_ever_linked(
    data: Path, runner: DayTable
) -> None:
    _, steps = _steps(data)
    starts = range(0, len(steps) - len(runner), 12)
    tables = (_borrowed(runner, steps[start : start + len(runner)]) for start in starts)
    assert _patterns(tables) <= most_by_chance(len(starts), PROMISED)


def _steps(data: Path) -> tuple[date, Floats]:
    records = json.loads((data / "pain_series" / "participant7Fitbit.json").read_text(encoding="utf-8"))
    counts = {
        date.fromisoformat(row["dateTime"]): int(row["value"])
        for row in records["activities-steps"]
        if int(row["value"])
    }
    first = min(counts)
    steps = np.full((max(counts) - first).days + 1, np.nan)
    for day, count in counts.items():
        steps[(day - first).days] = count / 100
    return first, steps


def _borrowed(table: DayTable, active_minutes: Floats) -> DayTable:
    outcomes = {item: table.values[item] for item in ("pain_average", "function")}
    empty = empty_table(table.period, table.values, table.atlas)
    return replace(empty, values={**empty.values, **outcomes}, active_minutes=active_minutes)


def test_steps_and_painful_places_of_one_person_are_not_called_a_link(
    data: Path, catalogue: Catalogue, atlas: Atlas
) -> None:
    """Only days with pain were written down, mostly with the same places: nothing may be said, and nothing is."""
    source, mapping = data / "pain_series" / "Participant7Pain.csv", MAPS / "pain_series.toml"
    days = read_source(source, load_mapping(mapping), catalogue, atlas, NOW).days
    begin, steps = _steps(data)
    table = a_table(days, Period(begin, begin + timedelta(days=len(steps) - 1)))
    table.active_minutes[:] = steps
    found = links(table)
    assert found[Factor.ACTIVITY, Outcome.SPREAD, "forward"].pairs > LEAST_PAIRS
    assert all(link.state is not LinkState.PATTERN for link in links(table).values())
