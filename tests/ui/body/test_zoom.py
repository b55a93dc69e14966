"""Coming closer to the body: what is looked at stays in place, and nothing is painted beside its area."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from diary.ui.body.map import BodyMap
from diary.ui.body.marks import BodyMarks
from diary.ui.body.zoom import CLOSEST, Zoom
from diary.ui.pages import Context

KNEE = "front_knee_r"
LEFT = Qt.MouseButton.LeftButton
NO_KEY, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ROOM = QRectF(0, 40, 500, 600)
places = st.builds(QPointF, st.floats(0, 500), st.floats(40, 640))
factors = st.floats(0.2, 5)


@pytest.fixture
def body(context: Context, qtbot: QtBot) -> BodyMap:
    library, words = context.library, context.library.words
    marks = BodyMarks(words.segments, context.language)
    body = BodyMap(library.drawing, marks, context.theme.ramp, context.language)
    marks.setParent(body)
    qtbot.addWidget(body)
    body.resize(560, 700)
    with qtbot.waitExposed(body):
        body.show()
    return body


def _turn(body: BodyMap, clicks: int, keys: Qt.KeyboardModifier = NO_KEY) -> bool:
    """Turn the wheel over the knee; whether the map took it."""
    place = QPointF(body.position_of(KNEE))
    event = QWheelEvent(
        place, QPointF(body.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, 120 * clicks),
        Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    body.wheelEvent(event)
    return event.isAccepted()


@given(st.lists(st.tuples(places, factors), max_size=6))
def test_the_picture_always_fills_its_room(looks: list[tuple[QPointF, float]]) -> None:
    zoom = Zoom()
    for place, factor in looks:
        zoom = zoom.closer(place, factor, ROOM)
        shown = zoom.transform.mapRect(ROOM)
        assert 1 <= zoom.scale <= CLOSEST
        assert shown.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(ROOM)


def test_what_the_mouse_points_at_stays_below_it(body: BodyMap) -> None:
    place = body.position_of(KNEE)
    assert _turn(body, 3)
    assert body.zoom.scale == pytest.approx(1.25**3)
    assert (body.position_of(KNEE) - place).manhattanLength() <= 3


def test_a_close_area_is_clicked_where_it_is_drawn(body: BodyMap, qtbot: QtBot) -> None:
    before = body.grab().toImage()
    _turn(body, 4)
    assert body.grab().toImage() != before
    assert body.areas[KNEE].geometry().contains(body.position_of(KNEE))
    qtbot.mouseClick(body, LEFT, pos=body.position_of(KNEE))
    assert body.marks.strengths == {KNEE: 5}


def test_the_wheel_scrolls_a_page_that_scrolls_unless_ctrl_is_held(body: BodyMap, qtbot: QtBot) -> None:
    page = QScrollArea()
    qtbot.addWidget(page)
    page.setWidget(body)
    page.resize(600, 300)
    with qtbot.waitExposed(page):
        page.show()
    assert not _turn(body, 1)
    assert body.zoom.is_whole
    assert _turn(body, 1, CTRL)
    assert not body.zoom.is_whole
    page.takeWidget()


def test_plus_and_minus_come_closer_and_go_back(body: BodyMap, qtbot: QtBot) -> None:
    qtbot.keyClicks(body.areas[KNEE], "++")
    assert body.zoom.scale == pytest.approx(1.25**2)
    qtbot.keyClicks(body.areas[KNEE], "---")
    assert body.zoom.is_whole
    assert body.marks.strengths == {}


def test_two_fingers_on_a_touchpad_come_closer(body: BodyMap) -> None:
    place = QPointF(body.position_of(KNEE))
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
        place, place, place, 0.5, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(body, pinch)
    assert body.zoom.scale == pytest.approx(1.5)


def test_a_double_click_beside_the_body_shows_all_of_it(body: BodyMap, qtbot: QtBot) -> None:
    _turn(body, 1)
    beside = QPoint(body.width() // 2, body.height() - 50)
    assert body.area_at(QPointF(beside)) is None
    qtbot.mouseDClick(body, LEFT, pos=beside)
    assert body.zoom.is_whole


def test_a_double_click_on_an_area_is_two_clicks(body: BodyMap, qtbot: QtBot) -> None:
    place = body.position_of(KNEE)
    qtbot.mouseClick(body, LEFT, pos=place)
    qtbot.mouseDClick(body, LEFT, pos=place)
    assert body.marks.strengths == {KNEE: 8}


def test_dragging_beside_the_body_moves_a_close_picture_and_paints_nothing(body: BodyMap, qtbot: QtBot) -> None:
    _turn(body, 2)
    before, start = body.zoom, QPoint(body.width() // 2, body.height() - 60)
    assert body.area_at(QPointF(start)) is None
    qtbot.mousePress(body, LEFT, pos=start)
    qtbot.mouseMove(body, start - QPoint(20, 30))
    qtbot.mouseRelease(body, LEFT, pos=start - QPoint(20, 30))
    assert body.zoom.top == pytest.approx(before.top - 30)
    assert body.marks.strengths == {}


def test_walking_by_keyboard_keeps_the_area_in_sight(body: BodyMap) -> None:
    body.zoom_at(QPointF(body.position_of("front_forehead_r")), CLOSEST)
    body.bring_into_sight("back_foot_r")
    assert body.room().contains(QPointF(body.position_of("back_foot_r")))


def test_another_size_keeps_the_picture_close_and_filled(body: BodyMap) -> None:
    _turn(body, 4)
    scale = body.zoom.scale
    body.resize(400, 500)
    assert body.zoom.scale == scale
    room = body.room()
    assert body.zoom.transform.mapRect(room).adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(room)
    assert body.areas[KNEE].geometry().contains(body.position_of(KNEE))
