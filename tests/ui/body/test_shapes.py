import pytest
from PySide6.QtCore import QPointF

from diary.content.bodymap import load_atlas, load_drawing
from diary.paths import resources
from diary.ui.body.shapes import painter_path

SQUARE = "M10 10L30 10L30 30L10 30Z"


def test_straight_lines_make_a_closed_square() -> None:
    path = painter_path(SQUARE)
    box = path.boundingRect()
    assert (box.left(), box.top(), box.right(), box.bottom()) == pytest.approx((10, 10, 30, 30), abs=0.1)
    assert path.contains(QPointF(20, 20))
    assert not path.contains(QPointF(35, 20))
    assert path.currentPosition() == QPointF(10, 10)


def test_a_curve_bulges_out_of_its_ends() -> None:
    box = painter_path("M0 0L40 0C40 20 -0.5 20 0 0Z").boundingRect()
    assert box.height() == pytest.approx(15, abs=0.1)
    assert box.left() == pytest.approx(-0.1, abs=0.1)


@pytest.mark.parametrize("figure", ["front", "back"])
def test_every_area_of_the_drawing_is_inside_the_outline(figure: str) -> None:
    drawing = load_drawing(resources(), load_atlas(resources()))
    outline = getattr(drawing, figure)
    whole = painter_path(outline.outline).boundingRect().adjusted(-1, -1, 1, 1)
    shapes = [painter_path(data) for data in outline.segments.values()]
    assert shapes
    assert all(whole.contains(shape.boundingRect()) and not shape.isEmpty() for shape in shapes)
