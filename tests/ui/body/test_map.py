"""Painting where it hurts, with the mouse and by keyboard, and what a screen reader hears."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from diary.domain.body import BodyView, Side
from diary.ui.body.area_menu import area_menu
from diary.ui.body.map import BodyMap
from diary.ui.body.marks import BRUSHES, BodyMarks, Layer
from diary.ui.body.picture import BodyPicture
from diary.ui.pages import Context

KNEE = "front_knee_r"
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def body(context: Context, qtbot: QtBot) -> BodyMap:
    library = context.library
    words = library.words
    marks = BodyMarks(words.segments, context.language, library.limbs, words.limbs)
    body = BodyMap(library.drawing, marks, context.theme.ramp, context.language)
    marks.setParent(body)
    qtbot.addWidget(body)
    body.resize(560, 700)
    with qtbot.waitExposed(body):
        body.show()
    return body


def _heard(body: BodyMap) -> list[dict[str, int | None]]:
    heard: list[dict[str, int | None]] = []
    body.marks.painted.connect(heard.append)
    return heard


def test_every_segment_can_be_clicked_where_it_is_drawn(body: BodyMap, context: Context) -> None:
    for segment in context.library.atlas.segments:
        assert body.area_at(QPointF(body.position_of(segment.key))) == segment.key


def test_an_area_s_dots_are_well_inside_it(body: BodyMap) -> None:
    for key, shape in body.shapes.shapes.items():
        for way in (QPointF(3, 0), QPointF(-3, 0), QPointF(0, 3), QPointF(0, -3)):
            assert shape.path.contains(shape.heart + way), key


def test_the_front_s_left_half_is_the_person_s_right(body: BodyMap, context: Context) -> None:
    for segment in context.library.atlas.segments:
        figure = body.shapes.figures[segment.view]
        on_left = body.shapes.shapes[segment.key].heart.x() < figure.center().x()
        assert on_left is ((segment.side is Side.RIGHT) is (segment.view is BodyView.FRONT))


def test_clicks_go_round_the_brushes_and_back_to_nothing(body: BodyMap, qtbot: QtBot) -> None:
    body.marks.brush = BRUSHES[0]
    heard = _heard(body)
    for _ in range(4):
        qtbot.mouseClick(body, LEFT, pos=body.position_of(KNEE))
    assert heard == [{KNEE: 2}, {KNEE: 5}, {KNEE: 8}, {KNEE: None}]
    assert body.strength(KNEE) == 0


def test_the_brush_in_hand_paints_an_untouched_area(body: BodyMap, qtbot: QtBot) -> None:
    body.marks.brush = 8
    qtbot.mouseClick(body, LEFT, pos=body.position_of(KNEE))
    assert body.strength(KNEE) == 8


def test_the_right_button_clears(body: BodyMap, qtbot: QtBot) -> None:
    body.marks.show_areas({KNEE: 5})
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


def test_arrows_move_to_the_next_area_and_reach_every_area(body: BodyMap) -> None:
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
    body.marks.show_areas({KNEE: 5})
    assert body.areas[KNEE].accessibleName() == "Right knee, front: 5 of 10"
    body.marks.show_areas({})
    assert body.areas[KNEE].accessibleName() == "Right knee, front: nothing marked"


def test_the_picture_shows_a_change(body: BodyMap) -> None:
    before = body.grab().toImage()
    body.marks.show_areas({KNEE: 8})
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


def test_in_the_layer_of_touch_a_click_marks_and_another_one_clears(body: BodyMap, qtbot: QtBot) -> None:
    body.marks.show_areas({KNEE: 5})
    body.marks.layer = Layer.TOUCH
    heard: list[frozenset[str]] = []
    body.marks.touched.connect(heard.append)
    for _ in range(2):
        qtbot.mouseClick(body, LEFT, pos=body.position_of(KNEE))
    assert heard == [{KNEE}, frozenset()]
    assert body.strength(KNEE) == 5


def test_touch_that_hurts_is_seen_and_heard_beside_the_strength(body: BodyMap) -> None:
    body.marks.show_areas({KNEE: 5})
    before = body.grab().toImage()
    body.marks.show_tender({KNEE, "front_shin_r"})
    assert body.grab().toImage() != before
    assert body.areas[KNEE].accessibleName() == "Right knee, front: 5 of 10, touch hurts"
    assert body.areas["front_shin_r"].accessibleName().endswith(": touch hurts")


@pytest.mark.parametrize("strength", [0, 2, 5, 8, 10])
def test_stripes_are_seen_in_grey_on_every_strength(body: BodyMap, strength: int) -> None:
    def grey() -> set[int]:
        picture = body.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        box = body.areas[KNEE].geometry().adjusted(6, 6, -6, -6)
        return {
            picture.pixelColor(x, y).value()
            for x in range(box.left(), box.right())
            for y in range(box.top(), box.bottom())
        }

    body.marks.show_areas({KNEE: strength})
    body.marks.show_tender({KNEE})
    tones = grey()
    assert max(tones) - min(tones) > 90


def test_a_hidden_limb_is_neither_drawn_nor_clicked_nor_walked_to(body: BodyMap, context: Context) -> None:
    leg = next(limb for limb in context.library.limbs if limb.key == "leg_from_knee_r")
    before, place = body.grab().toImage(), body.position_of(KNEE)
    body.areas[KNEE].setFocus()
    body.marks.show_hidden(leg.segments)
    assert body.grab().toImage() != before
    assert body.area_at(place.toPointF()) not in leg.segments
    assert not any(body.areas[key].isVisible() for key in leg.segments)
    arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
    assert not {body.shapes.neighbour(key, arrow) for key in body.shapes.shapes for arrow in arrows} & leg.segments
    stops = [key for key, button in body.areas.items() if button.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert len(stops) == 1
    assert stops[0] not in leg.segments
    body.marks.show_hidden(())
    assert body.area_at(place.toPointF()) == KNEE


def test_what_is_marked_stays_in_sight_on_a_hidden_limb(body: BodyMap) -> None:
    body.marks.show_areas({KNEE: 5})
    body.marks.show_hidden({KNEE, "front_shin_r"})
    assert body.marks.left_out == {"front_shin_r"}
    body.marks.show_areas({})
    assert body.marks.left_out == {KNEE, "front_shin_r"}


def test_the_menu_says_the_strength_and_that_a_part_is_not_there(body: BodyMap, context: Context) -> None:
    heard = _heard(body)
    hidden: list[frozenset[str]] = []
    body.marks.limbs.hidden_chosen.connect(hidden.append)
    menu = area_menu(body, body.marks, KNEE, context.language)
    actions = {action.text(): action for action in menu.actions()}
    actions["Pain: very much"].trigger()
    actions["Touch or light pressure hurts here"].trigger()
    assert heard == [{KNEE: 8}]
    assert body.marks.tender == {KNEE}
    missing = actions["This part is not there"].menu()
    assert isinstance(missing, QMenu)
    assert [action.text() for action in missing.actions()] == ["Right leg from the knee", "Right leg"]
    missing.actions()[0].trigger()
    assert {KNEE, "back_foot_r"} < hidden[0]
    assert "front_thigh_r" not in hidden[0]


def test_the_right_button_asks_on_an_unmarked_area_and_clears_a_marked_one(body: BodyMap, qtbot: QtBot) -> None:
    heard = _heard(body)
    place = body.position_of(KNEE)
    for strength in (5, 0):
        body.marks.show_areas({KNEE: strength})
        qtbot.mousePress(body, RIGHT, pos=place)
        ask = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, body.mapToGlobal(place))
        QApplication.sendEvent(body, ask)
        qtbot.mouseRelease(body, RIGHT, pos=place)
        menus = [menu for menu in body.findChildren(QMenu) if menu.isVisible()]
        assert len(menus) == (0 if strength else 1)
    menus[0].close()
    assert heard == [{KNEE: None}]


def test_a_one_and_then_a_zero_is_ten_as_on_a_scale(body: BodyMap, qtbot: QtBot) -> None:
    area, other = body.areas[KNEE], body.areas["front_knee_l"]
    area.setFocus()
    qtbot.keyClicks(area, "10")
    assert body.marks.strength(KNEE) == 10
    qtbot.keyClicks(area, "0")
    assert body.marks.strength(KNEE) == 0
    qtbot.keyClicks(area, "1")
    qtbot.keyClicks(other, "0")
    assert (body.marks.strength(KNEE), body.marks.strength("front_knee_l")) == (1, 0)


def test_what_is_typed_with_shift_counts_on_the_body(body: BodyMap) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_7, Qt.KeyboardModifier.ShiftModifier, "7")
    QApplication.sendEvent(body.areas[KNEE], event)
    assert body.marks.strength(KNEE) == 7
