"""Answering with keys: mouse and keyboard, clearing, ten, and what a screen reader hears."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from diary.ui.style import CARD, TOUCH, Space
from diary.ui.widgets.keys import ChoiceKeys, Choices, FlagKey, KeyRow, ScaleKeys
from diary.ui.widgets.layouts import in_column

Key = Qt.Key


@pytest.fixture
def scale(qtbot: QtBot) -> ScaleKeys:
    keys = ScaleKeys("How tired were you?", 0, 10, "not answered", "{value} of {high}")
    qtbot.addWidget(keys)
    keys.resize(560, keys.sizeHint().height())
    keys.show()
    return keys


def _heard(row: KeyRow) -> list[float | None]:
    heard: list[float | None] = []
    row.answered.connect(heard.append)
    return heard


def test_a_screen_reader_s_toggle_answers_like_a_click(scale: ScaleKeys) -> None:
    heard = _heard(scale)
    scale.keys[6].toggle()
    assert (scale.value, heard) == (6, [6.0])
    scale.keys[3].toggle()
    assert [key.isChecked() for key in scale.keys].index(True) == 3
    scale.keys[3].toggle()
    assert (scale.value, heard) == (None, [6.0, 3.0, None])


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *(("7", 7), ("0", 0), ("10", 10), ("1", 1), ("17", 7), ("110", 10), ("30", 0), ("x", None)),
        *(("7,5", 7), ("7.25", 7)),
    ],
)
def test_digits_answer_a_scale(scale: ScaleKeys, qtbot: QtBot, typed: str, value: int | None) -> None:
    qtbot.keyClicks(scale, typed)
    assert scale.value == value


def test_a_zero_after_a_one_that_stood_there_is_a_zero(scale: ScaleKeys, qtbot: QtBot) -> None:
    scale.show_value(1)
    qtbot.keyClick(scale, Key.Key_0)
    assert scale.value == 0


@pytest.mark.parametrize(
    ("start", "key", "value"),
    [
        (None, Key.Key_Right, 0),
        (None, Key.Key_Left, 10),
        (4, Key.Key_Right, 5),
        (4, Key.Key_Down, 3),
        (10, Key.Key_Up, 10),
        (0, Key.Key_Left, 0),
        (4, Key.Key_Delete, None),
        (4, Key.Key_Backspace, None),
    ],
)
def test_arrows_walk_and_delete_clears(
    scale: ScaleKeys, qtbot: QtBot, start: int | None, key: Qt.Key, value: int | None
) -> None:
    scale.show_value(start)
    qtbot.keyClick(scale, key)
    assert scale.value == value


def test_a_click_answers_and_a_second_click_takes_it_back(scale: ScaleKeys, qtbot: QtBot) -> None:
    heard = _heard(scale)
    qtbot.mouseClick(scale.keys[6], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(scale.keys[6], Qt.MouseButton.LeftButton)
    assert heard == [6.0, None]
    assert not scale.keys[6].isChecked()


def test_zero_looks_different_from_not_answered(scale: ScaleKeys) -> None:
    assert not any(key.isChecked() for key in scale.keys)
    scale.show_value(0)
    assert [key.isChecked() for key in scale.keys] == [True, *([False] * 10)]


def test_a_screen_reader_hears_the_question_with_the_answer(scale: ScaleKeys) -> None:
    assert scale.accessibleName() == "How tired were you?: not answered"
    scale.show_value(0)
    assert scale.accessibleName() == "How tired were you?: 0 of 10"


def test_showing_a_value_tells_nobody(scale: ScaleKeys) -> None:
    heard = _heard(scale)
    scale.show_value(3)
    assert heard == []


def test_keys_are_large_enough_to_hit(scale: ScaleKeys) -> None:
    assert all(key.height() >= TOUCH and key.width() >= TOUCH for key in scale.keys)


def test_a_scale_from_one_refuses_a_zero(qtbot: QtBot) -> None:
    scale = ScaleKeys("How did you sleep?", 1, 5, "not answered", "{value} of {high}")
    qtbot.addWidget(scale)
    qtbot.keyClicks(scale, "06")
    assert scale.value is None
    qtbot.keyClicks(scale, "5")
    assert scale.value == 5


def test_a_choice_is_made_by_its_first_letter(qtbot: QtBot) -> None:
    choice = ChoiceKeys("Time with others?", ["none", "some", "a lot"], "not answered")
    qtbot.addWidget(choice)
    qtbot.keyClicks(choice, "s")
    assert choice.value == 1
    assert choice.accessibleName() == "Time with others?: Some"


def test_no_is_an_answer_of_its_own(qtbot: QtBot) -> None:
    flag = FlagKey("I was worried", ("No", "Yes"), "not answered")
    qtbot.addWidget(flag)
    heard = _heard(flag)
    qtbot.keyClicks(flag, "n")
    assert heard == [0.0]
    assert flag.value == 0


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("n", 0),
        ("a", 1),
        ("aa", 2),
        ("aaa", 1),
        ("l", 1),
        ("ll", 2),
        ("1", 0),
        ("2", 1),
        ("3", 2),
        ("4", None),
        ("A", 1),
    ],
)
def test_words_are_taken_by_letter_and_by_place(qtbot: QtBot, typed: str, value: int | None) -> None:
    choice = ChoiceKeys("Alone?", ["no", "a little", "a lot"], "not answered")
    qtbot.addWidget(choice)
    qtbot.keyClicks(choice, typed)
    assert choice.value == value


@pytest.mark.parametrize("language", ["english", "dutch"])
@pytest.mark.parametrize(("place", "value"), [("1", 0), ("2", 1), ("no", 0), ("yes", 1)])
def test_no_and_yes_are_taken_by_letter_and_by_place_in_both_languages(
    qtbot: QtBot, request: pytest.FixtureRequest, language: str, place: str, value: int
) -> None:
    t = request.getfixturevalue(language).language.t
    no_yes = t("No"), t("Yes")
    typed = {"no": no_yes[0][0], "yes": no_yes[1][0]}.get(place, place)
    for each in (typed.lower(), typed.upper()):
        flag = FlagKey("I was worried", no_yes, "not answered")
        qtbot.addWidget(flag)
        qtbot.keyClicks(flag, each)
        assert flag.value == value


def test_hovering_says_which_keys_answer_and_what_the_answer_was(qtbot: QtBot) -> None:
    flag = FlagKey("I was worried", ("No", "Yes"), "not answered")
    qtbot.addWidget(flag)
    flag.name_keys("Keys: {keys}")
    assert [key.toolTip() for key in flag.keys] == ["Keys: 1, n", "Keys: 2, y"]
    flag.show_before(1, "The day before: Yes")
    assert flag.keys[0].toolTip() == "The day before: Yes\nKeys: 1, n"


@pytest.mark.parametrize("held", ["ControlModifier", "AltModifier", "MetaModifier"])
def test_a_shortcut_is_no_answer(scale: ScaleKeys, held: str) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_5, getattr(Qt.KeyboardModifier, held), "5")
    QApplication.sendEvent(scale, event)
    assert scale.value is None


@pytest.mark.parametrize("held", ["ShiftModifier", "KeypadModifier", "GroupSwitchModifier"])
def test_a_digit_counts_whatever_made_it(scale: ScaleKeys, held: str) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_5, getattr(Qt.KeyboardModifier, held), "5")
    QApplication.sendEvent(scale, event)
    assert scale.value == 5


def test_a_choice_is_heard_as_one_of_several(qtbot: QtBot) -> None:
    choices = Choices("size", "Size of words", [(100, "usual"), (150, "larger")])
    qtbot.addWidget(choices)
    choices.show_value(100)
    heard = [QAccessible.queryAccessibleInterface(button) for button in choices.buttons.values()]
    assert [each.role() for each in heard] == [QAccessible.Role.RadioButton] * 2
    choices.show_value(150)
    assert [button.isChecked() for button in choices.buttons.values()] == [False, True]


def test_choices_are_one_strip_and_wrap_where_they_do_not_fit(qtbot: QtBot) -> None:
    choices = Choices("span", "Which days", [(14, "2 weeks"), (92, "3 months"), (0, "All")])
    qtbot.addWidget(choices)
    choices.resize(choices.sizeHint())
    choices.show()
    first, second, third = choices.buttons.values()
    assert (second.x(), third.x()) == (first.width(), first.width() + second.width())
    assert choices.width() == third.geometry().right() + 1
    ground, image = choices.palette().color(CARD), choices.grab().toImage()
    assert all(image.pixelColor(x, 0) != ground for x in range(first.width() - 8, second.x() + 8))
    assert image.pixelColor(second.x() + 8, 8) == ground
    choices.resize(choices.width() - 1, 200)
    assert (third.x(), third.y()) == (0, first.height() + Space.HAIR)


def test_a_value_that_is_not_offered_leaves_all_choices_open(qtbot: QtBot) -> None:
    choices = Choices("span", "Which days", [(14, "2 weeks"), (92, "3 months")])
    qtbot.addWidget(choices)
    choices.show_value(92)
    assert choices.value == 92
    choices.show_value(20)
    assert choices.value is None


def test_tab_comes_to_the_choice_that_was_made_from_either_side(qtbot: QtBot) -> None:
    window = QWidget()
    before, after = QPushButton("Before"), QPushButton("After")
    choices = Choices("passphrase", "Passphrase", [("none", "No"), ("with", "Yes"), ("ask", "Ask")])
    in_column(before, choices, after, within=window)
    choices.show_value("with")
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    for begin, key in ((before, Key.Key_Tab), (after, Key.Key_Backtab)):
        begin.setFocus()
        qtbot.keyClick(begin, key)
        assert QApplication.focusWidget() is choices.buttons["with"]


def test_arrows_go_on_in_the_next_line_of_choices_and_come_back(qtbot: QtBot) -> None:
    names = [(number, f"choice number {number}") for number in range(5)]
    choices = Choices("span", "Which days", names)
    qtbot.addWidget(choices)
    choices.resize(320, 300)
    choices.show_value(0)
    with qtbot.waitExposed(choices):
        choices.show()
    choices.chosen.connect(choices.show_value)
    assert len({button.y() for button in choices.buttons.values()}) > 2
    choices.buttons[0].setFocus()
    for key, numbers in ((Qt.Key.Key_Right, (1, 2, 3, 4)), (Qt.Key.Key_Left, (3, 2, 1, 0, 0))):
        for number in numbers:
            focus = QApplication.focusWidget()
            assert focus is not None
            qtbot.keyClick(focus, key)
            assert (choices.value, QApplication.focusWidget()) == (number, choices.buttons[number])
