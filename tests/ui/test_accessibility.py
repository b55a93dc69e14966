"""Every control that can have the focus says what it is, in both languages."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from pytestqt.exceptions import TimeoutError as PytestQtTimeoutError
from pytestqt.qtbot import QtBot

import diary.ui.program as program_module
from diary.content.sample_words import load_sample_words
from diary.demo.sample import sample_days
from diary.domain.day import Activity, Moment, MomentKind
from diary.journal.backups import BackupService
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.article_dialog import ArticleDialog
from diary.ui.body.map import BodyMap
from diary.ui.calendar.page import CalendarPage
from diary.ui.calendar.year_strip import MonthButton
from diary.ui.pages import Context
from diary.ui.program import Program
from diary.ui.sections import SectionedPage
from diary.ui.style import apply_look
from diary.ui.today import area as today
from diary.ui.widgets.labels import Text
from diary.ui.window import MainWindow
from tests.factory import TODAY, ZONE, Clock, a_day, a_journal
from tests.ui.accessible import clipped, focusable, main_too_small, too_small, unnamed


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


WIDE, SMALL = (1180, 820), (800, 600)


class Walk:
    """The whole program on a filled diary, in one language and one size of type, to walk through page by page."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        assert program.window is not None
        self._program = program
        self.window = program.window
        self._qtbot = qtbot

    def pages(self) -> Iterator[str]:
        for key in self.window.sidebar.pages:
            for address in self._addresses(key):
                self.window.open_page(address)
                self._qtbot.waitUntil(lambda: not self._program._background.is_busy)
                self._qtbot.wait(60)
                self._settle()
                yield address

    def _addresses(self, key: str) -> list[str]:
        """The page, or each of its sections, or some of its topics."""
        page = self.window.page(key)
        if key == "understand":
            return [f"understand/{topic}" for topic in ("filter", "kinds", "words", "factor_sleep", "")]
        return [f"{key}/{part}" for part in page.choices.buttons] if isinstance(page, SectionedPage) else [key]

    def _settle(self) -> None:
        """On a busy machine wrapped words get their height some frames later."""
        with suppress(PytestQtTimeoutError):  # what is clipped then is found by the test
            self._qtbot.waitUntil(lambda: clipped(self.window) == [], timeout=2000)

    def dialogs(self) -> Iterator[tuple[str, QWidget]]:
        for show in ("show_red_flags", "show_about", "show_keys"):
            getattr(self.window, show)()
            self._qtbot.wait(20)
            dialog = self.window.findChildren(ArticleDialog)[-1]
            yield show, dialog
            dialog.close()


WALKS = [("en", 1.0, SMALL), ("en", 2.0, WIDE), ("nl", 1.0, WIDE), ("nl", 2.0, SMALL)]
"""Any two of language, size of type and size of window come together; the least room has the longest words."""


@pytest.fixture(params=WALKS, ids=str)
def walk(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Walk]:
    language, scale, size = request.param
    monkeypatch.setattr(program_module, "apply_look", lambda qt, theme, *_: apply_look(qt, theme, scale))
    monkeypatch.setattr(program_module, "load_the_rest", lambda: None)
    words = load_sample_words(resources(), language)
    journal = a_journal(tmp_path / "walk.diary", days=sample_days(TODAY, 60, 1, words, ZONE))
    backups = BackupService(journal.path, tmp_path / "backups", tmp_path / "copies.json", Clock())
    (tmp_path / "stick").mkdir()
    for _ in range(8):
        backups.back_up_now(in_use=True)
    backups.choose_second(tmp_path / "stick")
    program = Program(journal, resources(), tmp_path / "settings.ini", language, lambda: backups)
    window = program.open(language)
    qtbot.addWidget(window)
    window.resize(*size)
    yield Walk(program, qtbot)
    window.close()
    journal.close()


def test_every_page_can_be_heard_hit_and_read(walk: Walk) -> None:
    for page in walk.pages():
        assert (page, unnamed(walk.window), too_small(walk.window), clipped(walk.window)) == (page, [], [], [])
        assert (page, main_too_small(walk.window)) == (page, [])
    for name, dialog in walk.dialogs():
        assert (name, unnamed(dialog), too_small(dialog), clipped(dialog)) == (name, [], [], [])


@pytest.mark.parametrize("walk", [("en", 1.0, WIDE), ("en", 2.0, SMALL)], indirect=True)
def test_tab_goes_round_and_reaches_everything(walk: Walk, qtbot: QtBot) -> None:
    with qtbot.waitActive(walk.window):
        walk.window.activateWindow()
    for page in walk.pages():
        if page.startswith("understand/"):  # Tab goes from link to link within the text
            continue
        wanted = [widget for widget in focusable(walk.window) if _takes_tab(widget)]
        reached: list[QWidget | None] = []
        for _ in range(2 * len(wanted)):
            qtbot.keyClick(QApplication.focusWidget() or walk.window, Qt.Key.Key_Tab)
            focus = QApplication.focusWidget()
            assert focus is not None, page
            in_sight = not focus.visibleRegion().isEmpty() or not focus.height()  # pages not drawn yet have none
            assert in_sight, f"{page}: {focus.accessibleName()}"
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


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isEnabled() and widget.focusProxy() is None
