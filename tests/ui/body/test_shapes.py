import pytest
from PySide6.QtCore import QPointF

from diary.ui.body.shapes import painter_path

SQUARE = "M10 10H30V30H10Z"


@pytest.mark.parametrize(
    "data",
    [
        SQUARE,
        "M10,10 L30,10 L30,30 L10,30 Z",
        "m10 10 20 0 0 20 -20 0z",
        "m10 10h20v20h-20z",
        "M1e1 10L30 10 30 30 10 30Z",
    ],
)
def test_the_same_square_in_many_spellings(data: str) -> None:
    path = painter_path(data)
    box = path.boundingRect()
    assert (box.left(), box.right(), box.bottom()) == pytest.approx((10, 30, 30), abs=0.1)
    assert path.contains(QPointF(20, 20))
    assert not path.contains(QPointF(35, 20))


def test_a_smooth_curve_goes_on_in_the_same_direction() -> None:
    wave = painter_path("M0 0Q10 20 20 0T40 0T60 0")
    assert wave.boundingRect().height() == pytest.approx(20, abs=0.1)


def test_two_parts_make_one_path() -> None:
    path = painter_path(SQUARE + "M50 10H60V20H50Z")
    assert path.contains(QPointF(20, 20))
    assert path.contains(QPointF(55, 15))
    assert not path.contains(QPointF(40, 15))


@pytest.mark.parametrize("data", ["10 10", "M10", "M10 10L20", "M10 10A5 5 0 0 1 20 20", "M10 10Z5"])
def test_broken_data_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match="path"):
        painter_path(data)
