"""Every control that can have the focus says what it is, in both languages."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

import diary.ui.program as program_module
from diary.domain.day import Activity, Moment, MomentKind
from diary.journal.journal import Journal
from diary.ui.body.map import BodyMap
from diary.ui.calendar.page import CalendarPage
from diary.ui.calendar.year_strip import MonthButton
from diary.ui.pages import Context
from diary.ui.style import apply_look
from diary.ui.today import area as today
from diary.ui.widgets.labels import Text
from diary.ui.window import MainWindow
from tests.factory import a_day
from tests.ui.accessible import focusable
from tests.ui.test_windows_fit import addresses, open_program, open_whole


@pytest.fixture(params=["english", "dutch"])
def window(
    request: pytest.FixtureRequest,
    context: Context,
    dutch_context: Context,
    journal: Journal,
    qtbot: QtBot,
) -> Iterator[MainWindow]:
    journal.import_days([a_day(activities=[Activity("Walking", 30)], moments=[Moment(MomentKind.FLARE)])])
    window = MainWindow(context if request.param == "english" else dutch_context, journal, [today.PAGE])
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()


def test_everything_focusable_has_a_name_all_text_is_plain_and_no_scroll_area_takes_the_focus(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: len(focusable(window)) > 90)  # the areas of the body come after the first paint
    found = focusable(window)
    unnamed = []
    for widget in found:
        language_in_use = QAccessible.queryAccessibleInterface(widget)
        assert language_in_use is not None
        if not language_in_use.text(QAccessible.Text.Name).strip():
            unnamed.append(widget)
    assert unnamed == []
    texts = window.findChildren(Text)
    assert texts
    assert {text.textFormat() for text in texts} == {Qt.TextFormat.PlainText}
    assert [
        area for area in window.findChildren(QScrollArea) if area.focusPolicy() & Qt.FocusPolicy.TabFocus
    ] == []


def _cut(window: MainWindow) -> list[str]:
    texts = [text for text in window.findChildren(Text) if text.isVisibleTo(window) and text.text()]
    wrapped = [text for text in texts if text.wordWrap()]
    return [text.text() for text in wrapped if text.heightForWidth(text.width()) > text.height() + 1]


def test_no_word_is_cut_off(window: MainWindow, qtbot: QtBot) -> None:
    for size in ((800, 600), (1180, 820), (1600, 1000)):
        window.resize(*size)
        qtbot.waitUntil(lambda: _cut(window) == [])


@pytest.mark.parametrize(("scale", "size"), [(1.0, (1180, 820)), (2.0, (800, 600))])
def test_tab_goes_round_and_reaches_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, scale: float, size: tuple[int, int]
) -> None:
    monkeypatch.setattr(program_module, "apply_look", lambda qt, theme, *_: apply_look(qt, theme, scale))
    monkeypatch.setattr(program_module, "load_the_rest", lambda: None)
    program = open_program(tmp_path, "en", is_filled=True)
    window = program.open()
    qtbot.addWidget(window)
    window.resize(*size)
    with qtbot.waitActive(window):
        window.activateWindow()
    for page in addresses(window):
        open_whole(program, window, page, qtbot)
        wanted = _takers_of_tab(window, qtbot)
        reached: list[QWidget | None] = []
        for _ in range(2 * len(wanted)):
            qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
            focus = QApplication.focusWidget()
            assert focus is not None, page
            in_sight = not focus.visibleRegion().isEmpty() or not focus.height()  # pages not drawn yet have none
            assert in_sight, f"{page}: {focus} {focus.accessibleName()}"
            reached.append(focus)
            if reached[0] is reached[-1] and len(reached) > len(wanted):
                break
        folded = {widget for widget in wanted if not widget.isVisible()}
        missed = [widget for widget in wanted if widget not in reached and widget not in folded]
        missed = [widget for widget in missed if not _goes_by_arrows(widget, reached)]
        assert (page, [f"{type(widget).__name__} {widget.accessibleName()}" for widget in missed]) == (page, [])
        assert all(one is not other for one, other in pairwise(reached)), page


def test_enter_presses_a_page_of_the_sidebar_an_area_of_the_body_and_a_month(
    window: MainWindow, context: Context, journal: Journal, qtbot: QtBot
) -> None:
    calendar = CalendarPage(context, journal)
    qtbot.addWidget(calendar)
    months = calendar.findChildren(MonthButton)
    area = next(iter(window.findChildren(BodyMap)[0].areas.values()))
    for button in (window.sidebar.pages["today"], area, months[0]):
        with qtbot.waitSignal(button.clicked, timeout=1000):
            qtbot.keyClick(button, Qt.Key.Key_Return)


def _goes_by_arrows(widget: QWidget, reached: list[QWidget | None]) -> bool:
    """One of several of which one is chosen: Tab reaches the chosen one, the arrow keys go on from there."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and any(other in reached for other in group.buttons())


def _takers_of_tab(window: MainWindow, qtbot: QtBot) -> list[QWidget]:
    """What Tab goes to, when nothing more comes."""
    found: list[QWidget] = []
    while found != (now := [widget for widget in focusable(window) if _takes_tab(widget)]):
        found = now
        qtbot.wait(60)
    return found


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isEnabled() and widget.focusProxy() is None
