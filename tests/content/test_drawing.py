"""The drawing of the body, judged by measuring what was drawn."""

import importlib.util
import json
import re
import shutil
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from diary.content.bodymap import BodyDrawing, BodyOutline, load_drawing
from diary.domain.body import Atlas, BodyView, Segment, Side
from diary.exchange.source import FEMALE_TO_MALE

Points = npt.NDArray[np.float64]

STEPS = np.linspace(0, 1, 17)[1:, None]
SCREEN_HEIGHT = 700
SMALLEST_TARGET = 24
"""Pixels a finger or a shaky mouse needs (WCAG 2.2, 2.5.8), with the figure as high as on the Today page."""


@pytest.fixture(scope="module")
def drawing(resources: Path) -> BodyDrawing:
    return load_drawing(resources)


@cache
def flattened(path: str) -> Points:
    """A closed path as a ring of points; an own reader, so that it can judge the generator's."""
    points: list[Points] = []
    for letter, numbers in re.findall(r"([MLC])([^MLCZ]+)", path):
        ends = np.array([float(number) for number in numbers.split()] if letter != "C" else curve_of(numbers))
        if letter == "C":
            a, (b, c, d) = points[-1], ends.reshape(3, 2)
            u = 1 - STEPS
            points += list(u**3 * a + 3 * u**2 * STEPS * b + 3 * u * STEPS**2 * c + STEPS**3 * d)
        else:
            points.append(ends)
    return np.array(points)


def curve_of(numbers: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", numbers)]


def area_of(path: str) -> float:
    x, y = flattened(path).T
    return abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))) / 2


def centre_of(points: Points) -> Points:
    """Centroid of a polygon."""
    x, y = points.T
    cross = x * np.roll(y, -1) - y * np.roll(x, -1)
    whole = cross.sum() * 3
    return np.array([((x + np.roll(x, -1)) * cross).sum() / whole, ((y + np.roll(y, -1)) * cross).sum() / whole])


def covers(path: str, spots: Points) -> npt.NDArray[np.bool_]:
    """Which spots lie inside the path (even-odd rule)."""
    ring = flattened(path)
    (x1, y1), (x2, y2) = ring.T, np.roll(ring, -1, axis=0).T
    x, y = spots[:, :1], spots[:, 1:]
    between = (y1 > y) != (y2 > y)
    slope = (x2 - x1) / np.where(y1 == y2, 1, y2 - y1)
    crossings = between & (x < x1 + (y - y1) * slope)
    return np.asarray(crossings.sum(axis=1) % 2 == 1)


def figure_of(drawing: BodyDrawing, segment: Segment) -> BodyOutline:
    return drawing.front if segment.view is BodyView.FRONT else drawing.back


def mirrored(key: str) -> str:
    return key[:-1] + {"l": "r", "r": "l"}[key[-1]]


def test_the_figures_show_exactly_the_segments(atlas: Atlas, drawing: BodyDrawing) -> None:
    for figure in drawing.figures:
        assert set(figure.segments) == {s.key for s in atlas.segments if s.view is figure.view}


def test_front_and_back_have_the_same_size_and_height(drawing: BodyDrawing) -> None:
    front, back = drawing.figures
    assert (front.width, front.height) == (back.width, back.height)
    heights = [np.ptp(flattened(figure.outline)[:, 1]) for figure in drawing.figures]
    assert heights[0] == pytest.approx(heights[1], abs=2)


def test_each_spot_of_the_body_belongs_to_exactly_one_segment(drawing: BodyDrawing) -> None:
    for figure in drawing.figures:
        x, y = np.meshgrid(np.arange(0.37, figure.width, 7), np.arange(0.61, figure.height, 7))
        spots = np.column_stack([x.ravel(), y.ravel()])
        inside = covers(figure.outline, spots)
        owners = sum(covers(path, spots).astype(int) for path in figure.segments.values())
        assert inside.sum() > 1500
        assert np.array_equal(owners, inside.astype(int))


def test_the_segments_together_are_as_large_as_the_outline(drawing: BodyDrawing) -> None:
    for figure in drawing.figures:
        total = sum(area_of(path) for path in figure.segments.values())
        assert total == pytest.approx(area_of(figure.outline), rel=5e-4)


def test_extents_are_the_drawn_areas_in_percent(atlas: Atlas, drawing: BodyDrawing) -> None:
    sizes = {key: area_of(path) for figure in drawing.figures for key, path in figure.segments.items()}
    total = sum(sizes.values())
    for segment in atlas.segments:
        assert segment.extent == pytest.approx(100 * sizes[segment.key] / total, abs=0.006), segment.key
    assert sum(segment.extent for segment in atlas.segments) == pytest.approx(100, abs=1e-9)


def test_the_figure_in_front_faces_you_and_the_one_behind_does_not(atlas: Atlas, drawing: BodyDrawing) -> None:
    for segment in atlas.segments:
        figure = figure_of(drawing, segment)
        x, y = centre_of(flattened(figure.segments[segment.key]))
        viewers_left = x < figure.width / 2
        assert viewers_left == ((segment.view is BodyView.FRONT) == (segment.side is Side.RIGHT)), segment.key
        partner = centre_of(flattened(figure.segments[mirrored(segment.key)]))
        assert partner == pytest.approx((figure.width - x, y), abs=0.01)


def test_no_segment_is_too_small_to_point_at(drawing: BodyDrawing) -> None:
    for figure in drawing.figures:
        scale = SCREEN_HEIGHT / figure.height
        for key, path in figure.segments.items():
            width, height = np.ptp(flattened(path), axis=0) * scale
            assert min(width, height) >= SMALLEST_TARGET, key
            assert area_of(path) * scale**2 >= SMALLEST_TARGET**2 * 0.9, key


def test_curves_join_smoothly_except_at_ears_armpits_hands_and_crotch(drawing: BodyDrawing) -> None:
    for figure in drawing.figures:
        ring = flattened(figure.outline)
        steps = np.diff(np.vstack([ring, ring[:2]]), axis=0)
        steps = steps[np.hypot(*steps.T) > 1e-6]
        turns = np.degrees(np.angle(np.exp(1j * np.diff(np.arctan2(steps[:, 1], steps[:, 0])))))
        corners = int((np.abs(turns) > 22).sum())
        assert corners <= 11, "two each at the ear's ends, jaw, armpit and thumb, and the crotch"


def test_the_files_are_what_the_generator_draws(
    resources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Path(__file__).parents[2] / "packaging" / "draw_body.py"
    spec = importlib.util.spec_from_file_location("draw_body", source)
    assert spec is not None
    assert spec.loader is not None
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    shutil.copy(resources / "bodymap" / "regions.toml", tmp_path)
    monkeypatch.setattr(generator, "RESOURCES", tmp_path)
    generator.main()
    assert (tmp_path / "regions.toml").read_bytes() == (resources / "bodymap" / "regions.toml").read_bytes()
    for name in ("front.svg", "back.svg"):
        drawn, kept = (tmp_path / name).read_text("utf-8"), (resources / "bodymap" / name).read_text("utf-8")
        assert len(kept) < 60_000
        assert re.sub(r"[\d.]+", "0", drawn) == re.sub(r"[\d.]+", "0", kept)
        assert curve_of(drawn) == pytest.approx(curve_of(kept), abs=0.02)


@pytest.mark.parametrize("figure", ["male", "female"])
def test_segments_lie_where_their_code_lies_on_the_choir_map(
    shared: Path, atlas: Atlas, drawing: BodyDrawing, figure: str
) -> None:
    path = shared / "data" / "bodymap" / "choirbm_polygons.json"
    if not path.is_file():
        pytest.skip(f"{path.name} is not here")
    maps = json.loads(path.read_text(encoding="utf-8"))
    for view in BodyView:
        theirs = {int(code): np.array(points) for code, points in maps[f"{figure}_{view}"].items()}
        every = np.vstack(list(theirs.values()))
        low, size = every.min(axis=0), np.ptp(every, axis=0)
        for code, points in theirs.items():
            segment = atlas.by_choir(FEMALE_TO_MALE.get(code, code) if figure == "female" else code)
            ours = figure_of(drawing, segment)
            body = flattened(ours.outline)
            there = (centre_of(points) - low) / size
            here = (centre_of(flattened(ours.segments[segment.key])) - body.min(axis=0)) / np.ptp(body, axis=0)
            assert here[1] == pytest.approx(there[1], abs=0.065), (code, segment.key)
            assert here[0] == pytest.approx(there[0], abs=0.1), (code, segment.key)
