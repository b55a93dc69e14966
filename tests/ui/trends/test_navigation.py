"""Ways through time: wheel, fingers, keys, a typed date; fast while moving, fine at rest."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from pytestqt.qtbot import QtBot

from diary.ui.trends.page import TrendsPage
from diary.ui.trends.plot_stack import FINE_AFTER_MS
from tests.factory import TODAY
from tests.ui.trends.opened import LAST, Open, full_day, stack_of, view_of

DAYS = [full_day(ago) for ago in range(300)]


def wheel(page: TrendsPage, modifiers: Qt.KeyboardModifier) -> QWheelEvent:
    plot = stack_of(page).plots[0]
    place = QPointF(plot.plot_area.center())
    event = QWheelEvent(
        place,
        place,
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    plot.wheelEvent(event)
    return event


def press_key(page: TrendsPage, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    stack_of(page).plots[0].keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, held))


def test_the_wheel_moves_through_time_and_with_ctrl_zooms(open_page: Open) -> None:
    page = open_page(DAYS, (1400, 1100), chosen=["stress"])
    window = stack_of(page).window_in_view
    length, high = window.length, window.high
    assert wheel(page, Qt.KeyboardModifier.NoModifier).isAccepted()
    assert window.length == length
    assert window.high == pytest.approx(high - length / 10)
    assert wheel(page, Qt.KeyboardModifier.ControlModifier).isAccepted()
    assert window.length < length


def test_the_wheel_scrolls_a_page_that_is_longer_than_the_window(open_page: Open) -> None:
    page = open_page(DAYS, (800, 600))
    window = stack_of(page).window_in_view
    high = window.high
    assert not wheel(page, Qt.KeyboardModifier.NoModifier).isAccepted()
    assert window.high == high
    assert wheel(page, Qt.KeyboardModifier.ShiftModifier).isAccepted()
    assert window.high < high


def test_two_fingers_zoom_around_the_day_between_them(open_page: Open) -> None:
    page = open_page(DAYS, chosen=["stress"])
    plot, window = stack_of(page).plots[0], stack_of(page).window_in_view
    window.show(LAST - 200, LAST - 100)
    place = QPointF(plot.plot_area.center())
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        place,
        place,
        place,
        0.25,
        QPointF(),
    )
    plot.viewportEvent(pinch)
    assert window.length == pytest.approx(80)
    assert (window.low + window.high) / 2 == pytest.approx(LAST - 150, abs=1)


def test_keys_move_zoom_and_go_to_the_ends(open_page: Open) -> None:
    page = open_page(DAYS, chosen=["stress"])
    window = stack_of(page).window_in_view
    press_key(page, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert window.high == LAST + 0.5 - 23
    press_key(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert window.high == LAST + 0.5
    press_key(page, Qt.Key.Key_Plus)
    assert window.length < 92
    press_key(page, Qt.Key.Key_Minus)
    assert window.length == pytest.approx(92)
    press_key(page, Qt.Key.Key_Home)
    assert window.low == LAST - 299 - 0.5
    press_key(page, Qt.Key.Key_End)
    assert window.high == LAST + 0.5


def test_a_date_is_jumped_to_and_read_out(open_page: Open) -> None:
    page = open_page(DAYS, chosen=["stress"])
    view = view_of(page)
    assert view.go_to.day == TODAY
    view.go_to.setDate(QDate(2026, 6, 25))
    low, high = view.days_in_view
    assert (low + high) / 2 == pytest.approx(LAST - 150)
    assert view.read_out.text() == "Thursday 25 June 2026"
    view.go_to.setDate(QDate(2002, 4, 1))
    assert view.go_to.day == TODAY - timedelta(days=299), "only days of the diary"


def test_moving_is_drawn_plainly_and_rest_finely(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(DAYS, chosen=["stress"])
    curve = stack_of(page).plots[0].series_items[0].curve
    window = stack_of(page).window_in_view
    qtbot.wait(2 * FINE_AFTER_MS)
    window.pan(-10)
    assert curve.opts["antialias"], "a single step is drawn finely at once"
    window.pan(-10)
    assert not curve.opts["antialias"]
    qtbot.waitUntil(lambda: bool(curve.opts["antialias"]), timeout=20 * FINE_AFTER_MS)
