"""Spread, computed on arrays, equals the plain definition on sets."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain import spread
from diary.domain.body import UNCOUNTED_AREAS, Atlas, Region
from diary.domain.spread import AREA_REGIONS, WPI_AREAS
from diary.domain.table import Bools
from tests.factory import a_day, a_table

ALL = frozenset(WPI_AREAS)
COUNTED = ALL - UNCOUNTED_AREAS
areas = st.frozensets(st.sampled_from(WPI_AREAS))
diaries = st.lists(st.none() | areas, min_size=1, max_size=16)


def marks_of(*days: frozenset[str] | None) -> Bools:
    return np.array([[area in (day or ()) for area in WPI_AREAS] for day in days], dtype=bool)


def mapped_of(*days: frozenset[str] | None) -> Bools:
    return np.array([day is not None for day in days])


def test_nineteen_areas_lie_in_five_regions_of_which_fifteen_count() -> None:
    assert len(WPI_AREAS) == 19
    assert len(COUNTED) == 15
    sizes = [sum(found is region for found in AREA_REGIONS.values()) for region in set(AREA_REGIONS.values())]
    assert sorted(sizes) == [3, 3, 4, 4, 5]


def test_every_segment_of_the_body_belongs_to_a_known_area_or_to_none(atlas: Atlas) -> None:
    assert {segment.wpi for segment in atlas.segments if segment.wpi} == ALL


def test_a_painted_segment_marks_its_area_and_only_on_days_with_a_map(atlas: Atlas) -> None:
    hand = next(segment for segment in atlas.segments if segment.wpi == "lower_arm_r")
    head = next(segment for segment in atlas.segments if segment.wpi is None)
    table = a_table([a_day(3, areas={hand.key: 2, head.key: 9}), a_day(2, areas={}), a_day(0, stress=2)])
    assert spread.day_marks(table).sum(axis=1).tolist() == [1, 0, 0, 0]
    assert spread.extent(table)[:2].tolist() == [pytest.approx(hand.extent + head.extent), 0]
    assert np.isnan(spread.extent(table)[2:]).all()


@given(areas)
def test_counts_of_one_day_equal_counts_of_sets(day: frozenset[str]) -> None:
    marks = marks_of(day)
    counted = day & COUNTED
    regions = {AREA_REGIONS[area] for area in counted}
    assert spread.count_areas(marks) == len(day)
    assert spread.count_sites(marks) == len(counted)
    assert spread.count_regions(marks) == len(regions)
    assert spread.region_marks(marks)[0].tolist() == [region in regions for region in Region]
    assert spread.is_widespread(marks) == (len(regions) >= 4 and len(counted) >= 7)
    sided = {area for area in day if area.endswith(("_l", "_r"))}
    paired = {area for area in sided if {area[:-1] + "l", area[:-1] + "r"} <= day}
    expected = len(paired) / len(sided) if sided else np.nan
    assert spread.symmetry(marks)[0] == pytest.approx(expected, nan_ok=True)


@given(diaries)
def test_a_week_is_the_union_of_its_days(days: list[frozenset[str] | None]) -> None:
    found = spread.week_marks(marks_of(*days))
    for row in range(len(days)):
        union = frozenset().union(*(day or () for day in days[max(0, row - 6) : row + 1]))
        assert found[row].tolist() == marks_of(union)[0].tolist()


@given(diaries)
def test_a_week_needs_four_days_with_a_map(days: list[frozenset[str] | None]) -> None:
    table = a_table(
        a_day(len(days) - 1 - row, stress=1, areas=None if day is None else {}) for row, day in enumerate(days)
    )
    for row, enough in enumerate(spread.has_week(table)):
        assert enough == (sum(day is not None for day in days[max(0, row - 6) : row + 1]) >= 4)


@given(diaries)
def test_wander_is_the_jaccard_distance_between_neighbouring_days(days: list[frozenset[str] | None]) -> None:
    found = spread.wander(marks_of(*days), mapped_of(*days))
    assert np.isnan(found[0])
    for before, today, distance in zip(days, days[1:], found[1:], strict=False):
        either = (before or frozenset()) | (today or frozenset())
        if before is None or today is None or not either:
            assert np.isnan(distance)
        else:
            assert distance == pytest.approx(1 - len(before & today) / len(either))


@given(diaries)
def test_persistence_counts_only_days_with_a_map(days: list[frozenset[str] | None]) -> None:
    found = spread.persistence(marks_of(*days), mapped_of(*days))
    mapped = [day for day in days if day is not None]
    for area, share in zip(WPI_AREAS, found, strict=True):
        expected = sum(area in day for day in mapped) / len(mapped) if mapped else np.nan
        assert share == pytest.approx(expected, nan_ok=True)


ARM = frozenset({"shoulder_girdle_l", "upper_arm_l", "lower_arm_l"})
OTHER_ARM = frozenset({"shoulder_girdle_r", "upper_arm_r", "lower_arm_r"})


@pytest.mark.parametrize(
    ("day", "regions", "sites", "widespread"),
    [
        (frozenset(), 0, 0, False),
        (UNCOUNTED_AREAS, 0, 0, False),
        (ARM | OTHER_ARM | {"hip_l"}, 3, 7, False),
        (ARM | OTHER_ARM | {"hip_l", "neck"}, 4, 8, True),
        (ARM | {"shoulder_girdle_r", "hip_l", "neck"}, 4, 6, False),
        (ARM | {"shoulder_girdle_r", "hip_l", "neck", "chest", "jaw_r"}, 4, 6, False),
        (ARM | {"shoulder_girdle_r", "hip_l", "neck", "lower_back"}, 4, 7, True),
        (ARM | OTHER_ARM | {"hip_l", "chest", "abdomen"}, 3, 7, False),
        (ALL, 5, 15, True),
    ],
)
def test_the_edges_of_pain_in_many_regions(
    day: frozenset[str], regions: int, sites: int, widespread: bool
) -> None:
    marks = marks_of(day)
    assert spread.count_regions(marks) == regions
    assert spread.count_sites(marks) == sites
    assert spread.is_widespread(marks) == widespread


SIDED = {
    "jaw": "jaw",
    "shoulder_girdle": "shoulder_girdle",
    "upper_arm": "upper_arm",
    "lower_arm": "lower_arm",
    "hip_buttock": "hip",
    "upper_leg": "upper_leg",
    "lower_leg": "lower_leg",
}
SIDES = {"Derecha": "r", "Izquierda": "l"}
AXIAL = {
    "Cuello": "neck",
    "Espalda Superior": "upper_back",
    "Espalda Inferior": "lower_back",
    "Pecho": "chest",
    "Abdomen": "abdomen",
}


def test_three_hundred_real_questionnaires_count_the_same_places(shared: Path) -> None:
    found = sorted((shared / "data" / "fm_wpi_sss").glob("*.csv"))
    if not found:
        pytest.skip("the real questionnaires are not here")
    with found[0].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    days = [
        frozenset(
            [
                f"{limb}_{SIDES[side.strip()]}"
                for column, limb in SIDED.items()
                for side in row[column].split(",")
                if side
            ]
            + [AXIAL[place.strip()] for place in row["axial"].split(",") if place]
        )
        for row in rows
    ]
    assert len(days) == 300
    assert spread.count_areas(marks_of(*days)).tolist() == [float(row["WPI_TOTAL"]) for row in rows]
