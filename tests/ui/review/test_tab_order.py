"""Tab goes through the therapist's window as it is read."""

from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as PytestQtTimeoutError
from pytestqt.qtbot import QtBot

from diary.ui.areas import REVIEWED
from diary.ui.pages import Context
from diary.ui.review.window import ReviewWindow
from diary.ui.style import apply_look
from tests.ui.accessible import clipped, unnamed, upwards
from tests.ui.review.conftest import opened


def walked(window: ReviewWindow) -> list[QWidget]:
    """What has the keyboard, Tab after Tab from the list, or from the person who is there alone, until it is the
    same again."""
    first = window.card.rows if window.card.isVisible() else window.pane.back
    first.setFocus()
    reached: list[QWidget] = []
    for _ in range(300):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        focus = window.focusWidget()
        reached.append(focus)
        if focus is first:
            return reached
    pytest.fail("Tab does not come round")


def places_of(reached: list[QWidget], window: ReviewWindow) -> list[str]:
    """In which part of the window each stop is, without repeating."""
    parts = {"list": window._list, "head": window.pane.head, "person": window.pane, "foot": window.forget_button}
    found: list[str] = []
    for widget in reached:
        name = next(name for name, part in parts.items() if part is widget or part.isAncestorOf(widget))
        found += [name] if found[-1:] != [name] else []
    return found


@pytest.mark.parametrize(("language", "scale", "size"), [("nl", 2, (1024, 600)), ("en", 1, (1366, 698))])
def test_tab_goes_through_list_person_and_foot_as_they_are_read(
    practice: Path, language: str, scale: int, size: tuple[int, int], request: pytest.FixtureRequest, qtbot: QtBot
) -> None:
    context: Context = request.getfixturevalue("context" if language == "en" else "dutch_context")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_look(app, context.theme, scale)
    window = opened(practice, context, qtbot)
    window.resize(*size)
    with qtbot.waitActive(window):
        window.activateWindow()
    assert window.card.rows.hasFocus()
    QTest.keyClick(window.card.rows, Qt.Key.Key_Backtab)
    assert window.focusWidget() is window.card.order
    assert places_of(walked(window), window)[0] == "foot"
    window.show_line(window.card.lines[0])
    for spec in REVIEWED:
        window.open_page(f"trends/{spec.key}")
        with suppress(PytestQtTimeoutError):  # what is cut off then is told below
            qtbot.waitUntil(lambda: clipped(window) == [], timeout=2000)
        assert (spec.key, unnamed(window), clipped(window)) == (spec.key, [], [])
        places = ["head", "person", "foot", "list"] if window.card.isVisible() else ["head", "person", "head"]
        reached = walked(window)
        assert places_of(reached, window) == places, spec.key
        assert (spec.key, upwards([one for one in reached[:-1] if window.pane.isAncestorOf(one)])) == (
            spec.key,
            [],
        )
    window.close()
    apply_look(app, context.theme, 1)
