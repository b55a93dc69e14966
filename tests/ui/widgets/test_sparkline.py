"""The small chart: gaps stay gaps, one day stands in the middle, and its words are there for who cannot see it."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from diary.screens.sparkline import Sparkline
from diary.ui.widgets.sparkline import SparklinePicture


def picture(values: tuple[float | None, ...], qtbot: QtBot, limit: float | None = None) -> SparklinePicture:
    state = Sparkline("Stress", "Stress: from 1 to 9.", "stress", values, (True,) * len(values), 0.0, 10.0, limit)
    made = SparklinePicture(state, QColor("teal"))
    qtbot.addWidget(made)
    made.resize(200, 40)
    return made


@pytest.mark.parametrize("values", [(1.0,), (None, 3.0, None), (0.0, 10.0, None, 5.0), tuple([7.0] * 28)])
def test_every_known_day_is_inside_and_a_gap_is_a_gap(values: tuple[float | None, ...], qtbot: QtBot) -> None:
    made = picture(values, qtbot, limit=7.0)
    points = made.points()
    assert [point is None for point in points] == [value is None for value in values]
    for point in points:
        assert point is None or (0 <= point.x() <= made.width() and 0 <= point.y() <= made.height())
    assert not made.grab().isNull()


def test_more_is_higher_and_later_is_further_right(qtbot: QtBot) -> None:
    low, high = picture((1.0, 9.0), qtbot).points()
    assert low is not None
    assert high is not None
    assert high.y() < low.y()
    assert high.x() > low.x()


def test_a_single_day_stands_in_the_middle_and_is_read_aloud(qtbot: QtBot) -> None:
    made = picture((4.0,), qtbot)
    (point,) = made.points()
    assert point is not None
    assert point.x() == made.width() / 2
    assert made.accessibleName() == "Stress: from 1 to 9."
