"""The body panel with a real diary behind it: two layers, both sides, and limbs that are not there."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.ui.body.map import AreaButton
from diary.ui.body.marks import BRUSHES, Layer
from diary.ui.pages import Context
from diary.ui.today.body_panel import BodyPanel
from diary.ui.today.page import TodayPage
from diary.ui.window import Changes
from tests.factory import TODAY, a_day
from tests.ui.today.opened import opened

KNEE = "front_knee_r"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(context: Context, journal: Journal, qtbot: QtBot) -> Iterator[TodayPage]:
    journal.import_days([a_day(1, areas={"back_neck_l": 5}, tender={"back_neck_l"})])
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    changes = Changes(journal.subscribe, page)
    changes.changed.connect(page.on_changed)
    page.resize(1180, 900)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    changes.stop()


@pytest.fixture
def body(page: TodayPage) -> BodyPanel:
    assert page.sheet.body is not None
    return page.sheet.body


def test_where_it_hurt_yesterday_is_striped_until_today_has_an_answer(
    page: TodayPage, body: BodyPanel, journal: Journal
) -> None:
    bare = body.map._drawn().toImage()
    assert body.map._before == {"back_neck_l"}
    assert body.status.text() == "yesterday: 1 area"
    body.map.show_before(())
    assert body.map._drawn().toImage() != bare
    body.pain_free.click()
    assert not body.map._before
    assert body.status.text() == "No pain."
    page.go_to(TODAY - timedelta(days=1))
    assert not body.map._before, "two days ago nothing was filled in"


def test_touch_is_stored_beside_the_pain(body: BodyPanel, journal: Journal, qtbot: QtBot) -> None:
    qtbot.mouseClick(body.map, LEFT, pos=body.map.position_of(KNEE))
    qtbot.mouseClick(body.layers.keys[1], LEFT)
    qtbot.mouseClick(body.map, LEFT, pos=body.map.position_of(KNEE))
    qtbot.mouseClick(body.map, LEFT, pos=body.map.position_of("back_neck_l"))
    day = journal.day(TODAY)
    assert day.areas == {KNEE: 5}
    assert day.tender == {KNEE, "back_neck_l"}
    assert body.status.text() == "Touch hurts in 2 areas."
    body.choose_layer(Layer.PAIN)
    assert body.status.text() == "1 area marked. Touch hurts in 2 areas."


@pytest.mark.parametrize("width", [900, 700, 600, 480])
def test_what_is_marked_is_said_whole_at_any_width(
    page: TodayPage, body: BodyPanel, width: int, qtbot: QtBot
) -> None:
    """Of this layer alone where there is no room for both."""
    page.sheet.column.fill()
    page.sheet._order_tabs()  # later it would look for the body in the page
    body.marks.show_areas(dict.fromkeys(list(body.map.shapes.shapes)[:34], 5))
    body.marks.show_tender(frozenset(list(body.map.shapes.shapes)[:33]))
    body.setParent(None)
    qtbot.addWidget(body)
    body.resize(width, 700)
    body.show()
    for layer in (Layer.TOUCH, Layer.PAIN):
        body.choose_layer(layer)
        QApplication.processEvents()
        needed = body.status.fontMetrics().horizontalAdvance(body.status.shown())
        assert needed <= body.status.width() <= body.width()
    assert body.status.text() == "34 areas marked. Touch hurts in 33 areas."
    assert body.status.shown().startswith("34 areas marked.")


def test_touch_alone_does_not_say_that_there_was_no_pain(body: BodyPanel, journal: Journal) -> None:
    body.choose_layer(Layer.TOUCH)
    body.marks.step(KNEE)
    assert not journal.day(TODAY).is_mapped
    assert journal.day(TODAY).tender == {KNEE}
    assert not body.pain_free.isChecked()


def test_quick_answers_mean_the_layer_in_hand(body: BodyPanel, journal: Journal) -> None:
    body.choose_layer(Layer.TOUCH)
    assert not body.pain_free.isEnabled()
    body.as_before.click()
    assert journal.day(TODAY).tender == {"back_neck_l"}
    assert not journal.day(TODAY).is_mapped
    body.clear.click()
    assert journal.day(TODAY).is_empty


def test_the_same_on_both_sides_is_one_change_that_can_be_undone(
    page: TodayPage, body: BodyPanel, journal: Journal
) -> None:
    journal.replace_areas(TODAY, {KNEE: 5, "front_knee_l": 2, "front_hand_l": 8})
    assert body.mirror.isEnabled()
    body.mirror.click()
    both = {KNEE: 5, "front_knee_l": 5, "front_hand_l": 8, "front_hand_r": 8}
    assert journal.day(TODAY).areas == both
    assert not body.mirror.isEnabled()
    page.undo()
    assert journal.day(TODAY).areas == {KNEE: 5, "front_knee_l": 2, "front_hand_l": 8}
    assert body.mirror.isEnabled()


def test_touch_is_the_same_on_both_sides_too(body: BodyPanel, journal: Journal) -> None:
    body.choose_layer(Layer.TOUCH)
    body.marks.step(KNEE)
    body.mirror.click()
    assert journal.day(TODAY).tender == {KNEE, "front_knee_l"}


def test_the_list_takes_the_place_of_the_map_and_shows_the_same(body: BodyPanel, qtbot: QtBot) -> None:
    body.as_list.click()
    assert body.list is not None
    assert (body.map.isVisible(), body.list.isVisible()) == (False, True)
    body.list.rows.press(body.list.rows._rows[KNEE])
    body.as_list.click()
    assert (body.map.isVisible(), body.list.isVisible()) == (True, False)
    assert body.map.strength(KNEE) == 5


def test_the_keyboard_goes_from_the_list_to_the_answer_and_then_to_the_next_question(
    body: BodyPanel, qtbot: QtBot
) -> None:
    body.show_as_list(True)
    assert body.list is not None
    body.list.search.setFocus()
    reached = []
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [body.list.rows, body.pain_free]
    assert body.list.height() >= body.map.minimumSizeHint().height()


def test_a_missing_limb_is_kept_in_the_diary_and_can_be_brought_back(
    page: TodayPage, body: BodyPanel, context: Context, journal: Journal, qtbot: QtBot
) -> None:
    foot = next(limb for limb in context.library.limbs if limb.key == "foot_l")
    body.marks.limbs.take_away(foot)
    assert journal.form().hidden_areas == foot.segments
    assert not body.map.areas["front_foot_l"].isVisible()
    again = TodayPage(context, journal)
    qtbot.addWidget(again)
    assert again.sheet.body is not None
    assert again.sheet.body.marks.left_out == foot.segments
    body.show_as_list(True)
    assert body.list is not None
    body.marks.limbs.bring_back(foot)
    assert journal.form().hidden_areas == frozenset()
    assert body.map.shapes.shapes.keys() >= foot.segments


def test_both_sides_leave_a_missing_limb_alone(body: BodyPanel, context: Context, journal: Journal) -> None:
    foot = next(limb for limb in context.library.limbs if limb.key == "foot_l")
    body.marks.limbs.take_away(foot)
    body.marks.step("front_foot_r")
    assert not body.mirror.isEnabled()


def test_as_yesterday_leaves_a_missing_limb_alone(page: TodayPage, body: BodyPanel, journal: Journal) -> None:
    """It came back onto the figure, with pain in it."""
    yesterday = TODAY - timedelta(days=1)
    journal.replace_areas(yesterday, {"front_foot_l": 7, KNEE: 4})
    journal.set_tender(yesterday, {"front_foot_l"})
    foot = body.marks.limbs.at("front_foot_l")[0]
    body.marks.limbs.take_away(foot)
    assert "1" in body.status.text()
    body.as_before.click()
    assert journal.day(TODAY).areas == {KNEE: 4}
    body.choose_layer(Layer.TOUCH)
    assert not body.as_before.isEnabled()
    journal.replace_areas(yesterday, {"front_foot_l": 7})
    page.editor.clear_map()
    body.choose_layer(Layer.PAIN)
    assert not body.as_before.isEnabled(), "nothing to take over is no day without pain"


def test_another_day_shows_its_own_touch(page: TodayPage, body: BodyPanel) -> None:
    page.go_to(TODAY - timedelta(days=1))
    assert body.marks.tender == {"back_neck_l"}
    page.go_to(TODAY)
    assert body.marks.tender == frozenset()


def test_one_brush_and_one_layer_are_always_in_hand(body: BodyPanel, qtbot: QtBot) -> None:
    for keys, chosen in ((body.brushes, 1), (body.layers, 0)):
        qtbot.mouseClick(keys.keys[chosen], LEFT)
        assert keys.value == chosen
        assert keys.keys[chosen].isChecked()


def test_a_screen_reader_s_toggle_says_no_pain(body: BodyPanel, journal: Journal) -> None:
    body.pain_free.toggle()
    assert journal.day(TODAY).is_mapped
    body.pain_free.toggle()
    assert not journal.day(TODAY).is_mapped


def test_a_close_map_offers_the_whole_body(body: BodyPanel) -> None:
    assert not body.whole.isEnabled()
    body.map.zoom_at(QPointF(body.map.position_of(KNEE)), 2)
    assert body.whole.isEnabled()
    body.show_as_list(True)
    assert not body.whole.isEnabled()
    body.show_as_list(False)
    body.whole.click()
    assert body.map.zoom.is_whole
    assert not body.whole.isEnabled()


def _places(page: TodayPage) -> dict[str, QRect]:
    """Where everything stands that can be pressed, by its words."""
    QApplication.processEvents()
    found: dict[str, QRect] = {}
    for place, button in enumerate(page.findChildren(QAbstractButton)):
        if button.isVisibleTo(page) and not isinstance(button, AreaButton):
            found[f"{place} {button.text()}"] = QRect(button.mapTo(page, QPoint()), button.size())
    return found


@pytest.mark.parametrize("size", [(1180, 820), (1254, 698), (960, 600)])
def test_nothing_moves_under_the_pointer_while_the_body_is_marked(
    page: TodayPage, body: BodyPanel, size: tuple[int, int], qtbot: QtBot
) -> None:
    page.resize(*size)
    assert page.sheet.cards  # all are built
    qtbot.wait(100)
    before = _places(page)
    figure = body.map.geometry()
    steps: list[Callable[[], object]] = [
        lambda: body.marks.step(KNEE),
        body.mirror.click,
        lambda: body.choose_layer(Layer.TOUCH),
        lambda: body.marks.step(KNEE),
        lambda: body.choose_layer(Layer.PAIN),
        body.closer.click,
        body.clear.click,
        body.pain_free.click,
    ]
    for step in steps:
        step()
        after = _places(page)
        there = before.keys() & after.keys()
        moved = {words for words in there if not after[words].adjusted(-1, -1, 1, 1).contains(before[words])}
        assert moved == set()  # a pixel of rounding is no move
        assert body.map.geometry() == figure


def test_a_second_click_where_a_button_was_erases_nothing(page: TodayPage, body: BodyPanel) -> None:
    spot = body.pain_free.mapTo(page, body.pain_free.rect().center())
    body.marks.step(KNEE)
    QApplication.processEvents()
    there = page.childAt(spot)
    assert there is body.pain_free


def test_clearing_the_map_is_undone_in_one_click(page: TodayPage, body: BodyPanel, journal: Journal) -> None:
    body.marks.step(KNEE)
    marked = journal.day(TODAY).areas
    body.clear.click()
    assert not journal.day(TODAY).is_mapped
    page.header.undo.click()
    assert journal.day(TODAY).areas == marked


def test_the_figure_comes_closer_and_goes_back_with_buttons(body: BodyPanel) -> None:
    assert not body.farther.isEnabled()
    body.closer.click()
    assert body.map.zoom.scale > 1
    body.farther.click()
    assert body.map.zoom.is_whole
    for _ in range(20):
        body.closer.click()
    assert not body.closer.isEnabled()


def test_each_day_opens_on_pain(page: TodayPage, body: BodyPanel) -> None:
    body.choose_layer(Layer.TOUCH)
    page.go_to(TODAY - timedelta(days=1))
    assert body.layer is Layer.PAIN
    assert body.layers.value == 0
    assert not body.brushes.isHidden()


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("width", [400, 500, 560, 600])
def test_how_areas_are_marked_is_told_whole(
    dutch_context: Context, journal: Journal, qtbot: QtBot, layer: Layer, width: int
) -> None:
    page = TodayPage(dutch_context, journal)
    qtbot.addWidget(page)
    panel = page.sheet.body
    assert panel is not None
    panel.choose_layer(layer)
    panel.map.resize(width, 500)
    room = QRect(0, 0, width, panel.map.height() - int(panel.map.room().bottom()))
    words = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    assert panel.map._way
    assert panel.map.fontMetrics().boundingRect(room, words, panel.map._way).height() <= room.height()


def test_the_list_and_the_brush_stay_in_another_language_or_look(
    body: BodyPanel, context: Context, journal: Journal, qtbot: QtBot
) -> None:
    body.as_list.click()
    body.brushes.keys[2].click()
    with opened(context, journal, qtbot) as again:
        assert again.sheet.body is not None
        again.recall((TODAY, {}, body.tools))
        assert again.sheet.body.list is not None
        assert again.sheet.body.list.isVisible()
        assert again.sheet.body.marks.brush == body.marks.brush == BRUSHES[2]
        assert again.memory() == (TODAY, {}, body.tools)
