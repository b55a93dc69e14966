"""The same body as a list: found by typing, marked by key or press, limbs brought back."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from diary.ui.body.area_list import BodyList
from diary.ui.body.marks import BodyMarks, Layer
from diary.ui.pages import Context

KNEE = "front_knee_r"
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def areas(context: Context, qtbot: QtBot) -> BodyList:
    return a_list(context, qtbot)


def a_list(context: Context, qtbot: QtBot) -> BodyList:
    library, words = context.library, context.library.words
    marks = BodyMarks(words.segments, context.language, library.limbs, words.limbs)
    areas = BodyList(library.atlas.segments, words, marks, context.theme.ramp, context.language)
    marks.setParent(areas)
    qtbot.addWidget(areas)
    areas.resize(500, 600)
    with qtbot.waitExposed(areas):
        areas.show()
    return areas


def marks_of(areas: BodyList) -> BodyMarks:
    marks = areas.findChild(BodyMarks)
    assert isinstance(marks, BodyMarks)
    return marks


def shown(areas: BodyList) -> list[str]:
    found = []
    for place in range(areas.rows.topLevelItemCount()):
        group = areas.rows.topLevelItem(place)
        assert group is not None
        if not group.isHidden():
            found.append(group.text(0))
            rows = [group.child(index) for index in range(group.childCount())]
            found += [row.text(0) for row in rows if row is not None and not row.isHidden()]
    return found


def test_every_segment_is_a_row_in_front_or_behind(areas: BodyList, context: Context) -> None:
    names = context.library.words.segments
    assert shown(areas) == [
        "Front",
        *(names[segment.key] for segment in context.library.atlas.segments if segment.key.startswith("front")),
        "Back",
        *(names[segment.key] for segment in context.library.atlas.segments if segment.key.startswith("back")),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("knee right", ["Front", "Right knee, front", "Back", "Right knee, back"]),
        ("FOREHEAD", ["Front", "Forehead, right side", "Forehead, left side"]),
        ("no such place", []),
    ],
)
def test_typing_finds_areas_by_parts_of_words(areas: BodyList, typed: str, found: list[str]) -> None:
    areas.search.setText(typed)
    assert shown(areas) == found
    assert areas.nothing.isVisible() is not bool(found)


def test_an_area_is_found_by_the_larger_one_it_belongs_to(areas: BodyList, dutch_context: Context) -> None:
    areas.search.setText("lower body left")
    assert "Left ankle, front" in shown(areas)


def test_dutch_words_find_dutch_areas(dutch_context: Context, qtbot: QtBot) -> None:
    areas = a_list(dutch_context, qtbot)
    areas.search.setText("KNÍE links")
    assert shown(areas) == ["Voorkant", "Linkerknie, voorkant", "Achterkant", "Linkerknieholte"]


def test_from_the_search_field_to_a_stored_strength_by_keyboard_alone(areas: BodyList, qtbot: QtBot) -> None:
    marks = marks_of(areas)
    heard: list[dict[str, int | None]] = []
    marks.painted.connect(heard.append)
    areas.search.setFocus()
    qtbot.keyClicks(areas.search, "right knee")
    qtbot.keyClick(areas.search, Qt.Key.Key_Down)
    assert areas.rows.currentItem() is areas.rows._rows[KNEE]
    for key in (Qt.Key.Key_7, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Delete):
        qtbot.keyClick(areas.rows, key)
    assert heard == [{KNEE: 7}, {KNEE: 8}, {KNEE: None}, {KNEE: None}]
    qtbot.keyClick(areas.rows, Qt.Key.Key_Down)
    qtbot.keyClick(areas.rows, Qt.Key.Key_3)
    assert marks.strengths == {"back_knee_r": 3}
    qtbot.keyClick(areas.rows, Qt.Key.Key_Up)
    qtbot.keyClick(areas.rows, Qt.Key.Key_Up)
    qtbot.keyClick(areas.rows, Qt.Key.Key_1)
    assert marks.strengths == {"back_knee_r": 3, KNEE: 1}


def test_a_press_steps_like_on_the_map(areas: BodyList, qtbot: QtBot) -> None:
    row = areas.rows.visualItemRect(areas.rows._rows["front_forehead_r"]).center()
    qtbot.mouseClick(areas.rows.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert marks_of(areas).strengths == {"front_forehead_r": 5}


def test_a_screen_reader_hears_what_a_row_shows(areas: BodyList) -> None:
    marks = marks_of(areas)
    assert areas.rows._rows[KNEE].data(0, SPOKEN) == "Right knee, front: nothing marked"
    marks.layer = Layer.TOUCH
    marks.step(KNEE)
    assert areas.rows._rows[KNEE].data(0, SPOKEN) == "Right knee, front: touch hurts"


def test_the_menu_key_asks_about_the_current_area(areas: BodyList) -> None:
    areas.rows.setCurrentItem(areas.rows._rows[KNEE])
    ask = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(3, 3), QPoint(3, 3))
    QApplication.sendEvent(areas.rows, ask)
    menus = [menu for menu in areas.rows.findChildren(QMenu) if menu.isVisible()]
    assert [menu.accessibleName() for menu in menus] == ["Right knee, front"]
    menus[0].close()


def test_a_limb_that_is_not_there_is_brought_back_from_the_list(
    areas: BodyList, context: Context, qtbot: QtBot
) -> None:
    marks = marks_of(areas)
    marks.limbs.hidden_chosen.connect(marks.show_hidden)
    foot = next(limb for limb in context.library.limbs if limb.key == "foot_l")
    marks.limbs.take_away(foot)
    assert "Left foot, front" not in shown(areas)
    assert shown(areas)[-2:] == ["Not there", "Left foot: bring it back"]
    areas.search.setText("left foot")
    assert shown(areas) == ["Not there", "Left foot: bring it back"]
    qtbot.keyClick(areas.search, Qt.Key.Key_Down)
    qtbot.keyClick(areas.rows, Qt.Key.Key_Space)
    assert marks.left_out == frozenset()
    assert "Left foot, front" in shown(areas)


def test_the_rows_are_painted_with_their_marks(areas: BodyList) -> None:
    before = areas.grab().toImage()
    marks_of(areas).show_areas({"front_forehead_r": 8})
    assert areas.grab().toImage() != before


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier])
def test_digits_count_whatever_made_them_and_a_one_and_a_zero_are_ten(
    areas: BodyList, held: Qt.KeyboardModifier
) -> None:
    areas.rows.setCurrentItem(areas.rows._rows[KNEE])
    for digit, strength in (("7", 7), ("1", 1), ("0", 10)):
        QApplication.sendEvent(areas.rows, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, held, digit))
        assert marks_of(areas).strength(KNEE) == strength


def test_a_shortcut_marks_nothing(areas: BodyList) -> None:
    areas.rows.setCurrentItem(areas.rows._rows[KNEE])
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier, "7")
    QApplication.sendEvent(areas.rows, event)
    assert marks_of(areas).strength(KNEE) == 0
