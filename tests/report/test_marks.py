"""Runs, colours and dots of the marks on paper."""

import numpy as np
import pytest

from diary.report.marks import draw_dot, soften, stretches
from diary.report.svg import Sheet


@pytest.mark.parametrize(
    ("seen", "runs"),
    [([], []), ([0, 0], []), ([1], [[0]]), ([1, 1, 0, 1], [[0, 1], [3]]), ([0, 1, 0, 1, 1], [[1], [3, 4]])],
)
def test_stretches_are_the_unbroken_runs(seen: list[int], runs: list[list[int]]) -> None:
    assert stretches(np.array(seen, dtype=np.bool_)) == runs


@pytest.mark.parametrize(("share", "colour"), [(0, "#FFFFFF"), (1, "#7A3A6E"), (0.5, "#BC9CB6")])
def test_a_softened_colour_lies_between_the_paper_and_itself(share: float, colour: str) -> None:
    assert soften("#7A3A6E", "#FFFFFF", share) == colour


def test_each_shape_of_dot_is_a_closed_path_of_its_own() -> None:
    shapes = set()
    for shape in ("circle", "square", "diamond"):
        sheet = Sheet(9, 9, "t", "d")
        draw_dot(sheet, (4, 4), 2, shape, fill="#000000")
        shapes.add(sheet.to_text())
        assert 'Z"' in sheet.to_text()
    assert len(shapes) == 3
