"""The welcome: nothing is made before the person begins."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from diary.storage.health import check
from diary.storage.key import Key
from diary.ui.intake.page import IntakePage
from diary.ui.pages import INTAKE, marks_page
from diary.ui.start.controller import StartController
from diary.ui.start.pages import NONE, WITH, WelcomePage
from diary.ui.widgets.labels import NoticeBar, NoticeText, Text
from diary.ui.window import MainWindow
from tests.factory import NOW, TODAY, a_journal, a_key
from tests.ui.fitting import settle
from tests.ui.start.running import PASSPHRASE, Made


def test_the_first_start_makes_nothing_before_the_person_begins(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "my.diary"
    start = made(path, may_create=True)
    start.enter()
    assert start.start_pages.window is not None
    (page,) = start.start_pages.window.findChildren(WelcomePage)
    assert not path.exists()
    page.languages.buttons["nl"].click()
    qtbot.waitUntil(
        lambda: (
            start.start_pages.window is not None and len(start.start_pages.window.findChildren(WelcomePage)) == 1
        )
    )
    (page,) = start.start_pages.window.findChildren(WelcomePage)
    assert page.begin.text() == "Beginnen"
    page.begin.click()
    qtbot.waitUntil(lambda: start.program is not None, timeout=10_000)
    assert check(path).days == 0
    assert start.start_pages.preferences.language == "nl"


def test_a_first_diary_may_have_a_passphrase_at_once(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "my.diary"
    start = made(path, may_create=True)
    start.enter()
    assert start.start_pages.window is not None
    (page,) = start.start_pages.window.findChildren(WelcomePage)
    page.passphrase.buttons[WITH].click()
    page.begin.click()
    assert "too short" in page.fresh.notice.text()
    page.fresh.first.line.setText(PASSPHRASE)
    page.fresh.second.line.setText(PASSPHRASE)
    page.begin.click()
    qtbot.waitUntil(lambda: start.program is not None, timeout=10_000)
    assert check(path, Key.of(path, PASSPHRASE)).days == 0
    assert start._idle._timer.isActive()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_fields_of_a_passphrase_come_before_the_button_that_uses_them(
    percent: int, made: Made, tmp_path: Path, qtbot: QtBot
) -> None:
    start = made(tmp_path / "my.diary", may_create=True)
    start.start_pages.preferences.text_size = percent
    start.enter()
    window = start.start_pages.window
    assert window is not None
    window.resize(1024, 570)
    (page,) = window.findChildren(WelcomePage)
    page.passphrase.buttons[WITH].setFocus()
    qtbot.keyClick(page.passphrase.buttons[WITH], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.begin.visibleRegion().boundingRect().height() == page.begin.height())
    walked = [page.focusWidget()]
    while walked[-1] is not page.begin:
        qtbot.keyClick(walked[-1], Qt.Key.Key_Tab)
        walked.append(page.focusWidget())
    fresh = page.fresh
    assert walked == [fresh.first.line, fresh.first.look, fresh.second.line, fresh.second.look, page.begin]
    tops = [
        widget.mapTo(page, QPoint()).y() for widget in (page.passphrase, fresh.first, fresh.second, page.begin)
    ]
    assert tops == sorted(tops)


def test_tab_goes_round_the_welcome_through_language_and_passphrase(
    made: Made, tmp_path: Path, qtbot: QtBot
) -> None:
    start = made(tmp_path / "my.diary", may_create=True)
    start.enter()
    window = start.start_pages.window
    assert window is not None
    (page,) = window.findChildren(WelcomePage)
    with qtbot.waitActive(window):
        window.activateWindow()
    walked = [page.focusWidget()]
    while len(walked) < 9:
        qtbot.keyClick(walked[-1], Qt.Key.Key_Tab)
        walked.append(page.focusWidget())
    ends = [page.purpose, page.doctor, page.languages.buttons["en"], page.passphrase.buttons[NONE], page.begin]
    assert walked == [page.begin, page.sample, page.intake, page.moved, *ends]


@pytest.mark.parametrize("code", ["nl", "en"])
def test_every_way_to_begin_is_in_sight_on_a_small_screen(
    code: str, made: Made, tmp_path: Path, qtbot: QtBot
) -> None:
    start = made(tmp_path / "my.diary", may_create=True)
    start.start_pages.preferences.language = code
    start.enter()
    window = start.start_pages.window
    assert window is not None
    window.resize(1024, 564)
    (page,) = window.findChildren(WelcomePage)
    qtbot.waitUntil(lambda: not page.doctor.visibleRegion().isEmpty())
    ways = [page.begin, page.sample, page.intake, page.moved]
    assert len({way.mapTo(page, QPoint()).y() for way in ways}) == 1
    assert all(way.visibleRegion().boundingRect().size() == way.size() for way in ways)


def test_notes_from_elsewhere_are_the_first_page_of_who_comes_for_them(
    made: Made, tmp_path: Path, qtbot: QtBot
) -> None:
    start = made(tmp_path / "my.diary", may_create=True)
    start.enter()
    assert start.start_pages.window is not None
    (page,) = start.start_pages.window.findChildren(WelcomePage)
    page.intake.click()
    qtbot.waitUntil(lambda: start.program is not None, timeout=10_000)
    assert _intake(start).isVisible()


def test_who_has_a_diary_already_comes_to_where_its_file_is_chosen(
    made: Made, tmp_path: Path, qtbot: QtBot
) -> None:
    start = made(tmp_path / "my.diary", may_create=True)
    start.enter()
    assert start.start_pages.window is not None
    (page,) = start.start_pages.window.findChildren(WelcomePage)
    with qtbot.waitSignal(page.begun) as begun:
        page.moved.click()
    assert begun.args == [None, "settings/copies/elsewhere"]
    qtbot.waitUntil(lambda: start.program is not None, timeout=10_000)


@pytest.mark.parametrize("has_passphrase", [False, True])
def test_a_file_dropped_before_there_is_a_diary_is_looked_at_when_there_is_one(
    has_passphrase: bool, made: Made, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "steps.csv"
    file.write_text("date,steps\n2026-11-20,4000\n", encoding="utf-8")
    start = made(tmp_path / "my.diary", may_create=True)
    start.enter()
    window = start.start_pages.window
    assert window is not None
    (page,) = window.findChildren(WelcomePage)
    if has_passphrase:
        page.passphrase.buttons[WITH].click()
        page.fresh.first.line.setText(PASSPHRASE)
        page.fresh.second.line.setText(PASSPHRASE)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file))])
    place, keys = QPointF(5, 5), (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    coming = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, dropped, *keys)
    window.dragEnterEvent(coming)
    assert coming.isAccepted()
    window.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, dropped, *keys))
    assert "steps.csv" in " ".join(notice.text() for notice in window.findChildren(NoticeText))
    page.begin.click()
    qtbot.waitUntil(lambda: start.program is not None, timeout=10_000)
    intake = _intake(start)
    qtbot.waitUntil(lambda: any("steps.csv" in text.text() for text in intake.findChildren(Text)), timeout=10_000)


def test_what_was_dropped_is_still_told_in_another_language(made: Made, tmp_path: Path) -> None:
    start = made(tmp_path / "my.diary", may_create=True)
    start.enter()
    window = start.start_pages.window
    assert window is not None
    window.dropped.emit(str(tmp_path / "steps.csv"))
    (page,) = window.findChildren(WelcomePage)
    page.languages.buttons["nl"].click()
    page = next(one for one in window.findChildren(WelcomePage) if one is not page)
    assert "steps.csv" in page.told.text()
    assert "dagboek" in page.told.text()


@pytest.mark.parametrize("code", ["en", "nl"])
def test_a_file_of_a_therapist_is_told_before_there_is_a_diary(
    code: str, made: Made, tmp_path: Path, qtbot: QtBot
) -> None:
    start = made(tmp_path / "my.diary", may_create=True)
    start.enter(code, marks_page(tmp_path / "for-anna.diary-marks"))
    window = start.start_pages.window
    assert window is not None
    (page,) = window.findChildren(WelcomePage)
    assert "for-anna.diary-marks" in page.told.text()
    assert page.moved.text() in page.told.text()
    assert page.told.isVisible()
    page.moved.click()
    qtbot.waitUntil(lambda: start.program is not None, timeout=10_000)
    assert start.program is not None
    assert start.program.window is not None
    assert start.program.window.current == "settings"


def test_a_file_that_waits_for_the_passphrase_is_told(made: Made, tmp_path: Path) -> None:
    path, key = tmp_path / "my.diary", a_key()
    a_journal(path, key=key).close()
    start = made(path, may_create=True)
    start.enter("en", f"{INTAKE}/{tmp_path / 'steps.csv'}")
    window = start.start_pages.window
    assert window is not None
    assert "steps.csv" in " ".join(notice.text() for notice in window.findChildren(NoticeText))


def _intake(start: StartController) -> IntakePage:
    assert start.program is not None
    assert start.program.window is not None
    (page,) = start.program.window.findChildren(IntakePage)
    return page


def test_a_diary_that_cannot_be_made_is_said_on_the_welcome_page(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    start = made(tmp_path / "none" / "my.diary", may_create=True)
    start.enter()
    assert start.start_pages.window is not None
    (page,) = start.start_pages.window.findChildren(WelcomePage)
    page.begin.click()
    qtbot.waitUntil(lambda: "Make the folder first" in page.notice.text(), timeout=10_000)


def test_a_sample_is_looked_at_and_left_again(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    start = made(tmp_path / "my.diary", may_create=True)
    start.enter()
    assert start.start_pages.window is not None
    (page,) = start.start_pages.window.findChildren(WelcomePage)
    page.sample.click()
    (window,) = [
        each for each in QApplication.topLevelWidgets() if each.windowTitle() == "Symptom Diary: a sample"
    ]
    assert not start.start_pages.window.isVisible()
    window.close()
    del window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: start.start_pages.window is not None and start.start_pages.window.isVisible())
    assert not (tmp_path / "my.diary").exists()
    assert QApplication.quitOnLastWindowClosed()
    assert NOW.date() == TODAY


def test_another_language_keeps_what_was_chosen_on_the_welcome_page(
    made: Made, tmp_path: Path, qtbot: QtBot
) -> None:
    start = made(tmp_path / "my.diary", may_create=True)
    start.enter()
    assert start.start_pages.window is not None
    (page,) = start.start_pages.window.findChildren(WelcomePage)
    page.passphrase.buttons[WITH].click()
    page.fresh.first.line.setText(PASSPHRASE)
    page.languages.buttons["nl"].click()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    (again,) = start.start_pages.window.findChildren(WelcomePage)
    assert again.begin.text() == "Beginnen"
    assert again.passphrase.value == WITH
    assert again.fresh.isVisible()
    assert again.fresh.first.text == PASSPHRASE


def test_a_sample_says_so_and_leads_back_to_ones_own_diary(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    start = made(tmp_path / "my.diary", may_create=True)
    start.enter()
    assert start.start_pages.window is not None
    (page,) = start.start_pages.window.findChildren(WelcomePage)
    page.sample.click()
    (window,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible()
    ]
    window.prefer("language", "nl")
    (bar,) = [each for each in window.findChildren(NoticeBar) if each.isVisible() and each.text.text()]
    assert "voorbeeld" in bar.text.text()
    assert "voorbeeld" in window.windowTitle()
    assert bar.retry.isVisible()
    bar.retry.click()
    del window, bar
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: start.start_pages.window is not None and start.start_pages.window.isVisible())
    assert start.start_pages.window.findChildren(WelcomePage)


def test_at_night_the_first_window_is_dim_too_for_who_wants_that(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = made(tmp_path / "my.diary", may_create=True)
    start.start_pages.preferences.dims_at_night = True
    shown = []
    for hour in (20, 21, 5, 6):
        monkeypatch.setattr(start.session, "_now", lambda hour=hour: NOW.replace(hour=hour))
        shown.append(start.start_pages.theme.name)
    assert shown == ["light", "dim", "dim", "light"]


class Painting(QObject):
    """Writes down where a widget stood in its window whenever it was painted."""

    def __init__(self, widget: QWidget, window: QWidget) -> None:
        super().__init__(widget)
        self.places: list[QPoint] = []
        self._widget, self._window = widget, window
        widget.installEventFilter(self)

    def was_seen(self) -> bool:
        return bool(self.places)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.places.append(self._widget.mapTo(self._window, QPoint()))
        return False


@pytest.mark.parametrize("height", [698, 1040])
def test_the_answer_that_asks_for_a_passphrase_stays_under_the_pointer(
    height: int, made: Made, tmp_path: Path, qtbot: QtBot
) -> None:
    start = made(tmp_path / "my.diary", may_create=True)
    start.enter()
    window = start.start_pages.window
    assert window is not None
    window.resize(1366, height)
    (page,) = window.findChildren(WelcomePage)
    settle()
    answer = page.passphrase.buttons[WITH]
    before = answer.mapTo(window, QPoint())
    for chosen in (WITH, NONE):
        painted = Painting(answer, window)
        page.passphrase.buttons[chosen].click()
        qtbot.waitUntil(painted.was_seen)
        QTest.qWait(50)
        assert {(place - before).manhattanLength() for place in painted.places} <= {0, 1, 2}
        answer.removeEventFilter(painted)
