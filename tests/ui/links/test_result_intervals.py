"""A dot and a line: between the ends, in words for who cannot see it, and without words that do not fit."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from diary.content.library import Library
from diary.domain.links.link import Link, LinkState
from diary.ui.links.page import IntervalPicture

LINK = Link(LinkState.PATTERN, 100, 110, -0.4, -0.6, -0.1, 80.0)


@pytest.mark.parametrize("width", [120, 300, 900])
def test_the_scale_runs_from_minus_one_to_one(dutch: Library, qtbot: QtBot, width: int) -> None:
    picture = IntervalPicture(LINK, QColor("purple"), dutch.language)
    qtbot.addWidget(picture)
    picture.resize(width, picture.sizeHint().height())
    places = [picture.place_of(value) for value in (-1, -0.6, -0.4, -0.1, 0, 1)]
    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] <= width
    assert "-0,60" in picture.accessibleName()
    assert not picture.grab().isNull()


def test_without_numbers_nothing_is_drawn(english: Library, qtbot: QtBot) -> None:
    picture = IntervalPicture(Link(LinkState.TOO_EARLY, 3, 4), QColor("purple"), english.language)
    qtbot.addWidget(picture)
    assert not picture.grab().isNull()


def test_its_numbers_are_rounded_as_all_others(english: Library, qtbot: QtBot) -> None:
    picture = IntervalPicture(
        Link(LinkState.PATTERN, 100, 110, 0.125, -0.001, 0.375, 80.0), QColor("purple"), english.language
    )
    qtbot.addWidget(picture)
    assert picture.accessibleName().startswith("From 0.00 to 0.38, most likely 0.13")
