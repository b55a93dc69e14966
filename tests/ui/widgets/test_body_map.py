"""Painting where it hurts, with the mouse and by keyboard, and what a screen reader hears."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from diary.domain.body import Side, View
from diary.ui.context import Context
from diary.ui.widgets.body_map import BRUSHES, BodyMap
from diary.ui.widgets.body_picture import BodyPicture

KNEE = "front_knee_r"
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def body(context: Context, qtbot: QtBot) -> BodyMap:
    library = context.library
    body = BodyMap(library.drawing, library.words.segments, context.theme.ramp, context.language)
    qtbot.addWidget(body)
    body.resize(560, 700)
    with qtbot.waitExposed(body):
        body.show()
    return body


def _heard(body: BodyMap) -> list[dict[str, int | None]]:
    heard: list[dict[str, int | None]] = []
    body.painted.connect(heard.append)
    return heard


def test_every_segment_can_be_clicked_where_it_is_drawn(body: BodyMap, context: Context) -> None:
    for segment in context.library.atlas.segments:
        assert body.area_at(body.centre_of(segment.key)) == segment.key


def test_the_front_s_left_half_is_the_person_s_right(body: BodyMap, context: Context) -> None:
    for segment in context.library.atlas.segments:
        figure = body.shapes.figures[segment.view]
        on_left = body.shapes.shapes[segment.key].heart.x() < figure.center().x()
        assert on_left is ((segment.side is Side.RIGHT) is (segment.view is View.FRONT))


def test_clicks_go_round_the_brushes_and_back_to_nothing(body: BodyMap, qtbot: QtBot) -> None:
    body.brush = BRUSHES[0]
    heard = _heard(body)
    for _ in range(4):
        qtbot.mouseClick(body, LEFT, pos=body.position_of(KNEE))
    assert heard == [{KNEE: 2}, {KNEE: 5}, {KNEE: 8}, {KNEE: None}]
    assert body.strength(KNEE) == 0


def test_the_brush_in_hand_paints_an_untouched_area(body: BodyMap, qtbot: QtBot) -> None:
    body.brush = 8
    qtbot.mouseClick(body, LEFT, pos=body.position_of(KNEE))
    assert body.strength(KNEE) == 8


def test_the_right_button_clears(body: BodyMap, qtbot: QtBot) -> None:
    body.show_areas({KNEE: 5})
    heard = _heard(body)
    qtbot.mouseClick(body, RIGHT, pos=body.position_of(KNEE))
    assert heard == [{KNEE: None}]


def test_dragging_paints_every_area_on_the_way_as_one_change(body: BodyMap, qtbot: QtBot) -> None:
    heard = _heard(body)
    start, end = body.position_of(KNEE), body.position_of("front_thigh_r")
    qtbot.mousePress(body, LEFT, pos=start)
    qtbot.mouseMove(body, start + (end - start) / 2)
    qtbot.mouseMove(body, end)
    qtbot.mouseRelease(body, LEFT, pos=end)
    assert len(heard) == 1
    assert {KNEE, "front_thigh_r"} <= heard[0].keys()
    assert set(heard[0].values()) == {5}


def test_a_click_beside_the_body_does_nothing(body: BodyMap, qtbot: QtBot) -> None:
    heard = _heard(body)
    qtbot.mouseClick(body, LEFT, pos=QPoint(3, body.height() - 3))
    assert heard == []


@pytest.mark.parametrize(("keys", "strength"), [("7", 7), ("1", 1), ("90", 0), (" ", 5), ("  ", 8), ("   ", 0)])
def test_digits_and_space_paint_the_focused_area(body: BodyMap, qtbot: QtBot, keys: str, strength: int) -> None:
    body.areas[KNEE].setFocus()
    qtbot.keyClicks(body.areas[KNEE], keys)
    assert body.strength(KNEE) == strength


def test_arrows_walk_to_the_neighbour_and_reach_every_area(body: BodyMap) -> None:
    arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
    reached, ways = {KNEE}, [KNEE]
    while ways:
        here = ways.pop()
        for arrow in arrows:
            there = body.shapes.neighbour(here, arrow)
            if there is not None and there not in reached:
                reached.add(there)
                ways.append(there)
    assert reached == set(body.areas)


def test_an_arrow_moves_the_focus(body: BodyMap, qtbot: QtBot) -> None:
    body.areas[KNEE].setFocus()
    qtbot.keyClick(body.areas[KNEE], Qt.Key.Key_Down)
    focused = body.focused_area()
    assert focused is not None
    assert focused != KNEE
    assert focused.startswith("front_")


def test_tab_stops_once_on_the_map(body: BodyMap) -> None:
    body.areas[KNEE].setFocus()
    stops = [key for key, button in body.areas.items() if button.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert stops == [KNEE]


def test_a_screen_reader_hears_the_area_and_its_strength(body: BodyMap) -> None:
    body.show_areas({KNEE: 5})
    assert body.areas[KNEE].accessibleName() == "Right knee, front: 5 of 10"
    body.show_areas({})
    assert body.areas[KNEE].accessibleName() == "Right knee, front: nothing marked"


def test_the_picture_shows_a_change(body: BodyMap) -> None:
    before = body.grab().toImage()
    body.show_areas({KNEE: 8})
    assert body.grab().toImage() != before


def test_a_picture_takes_no_answers(context: Context, qtbot: QtBot) -> None:
    library = context.library
    picture = BodyPicture(library.drawing, library.words.segments, context.theme.ramp, context.language)
    qtbot.addWidget(picture)
    picture.resize(560, 700)
    picture.describe_with(lambda key: "12 of 30 days")
    picture.show_areas({KNEE: 4})
    qtbot.mouseClick(picture, LEFT, pos=picture.position_of(KNEE))
    assert picture.strength(KNEE) == 4
    assert picture.name(KNEE) == "Right knee, front: 12 of 30 days"
