"""Coming in, locking, coming back: nothing typed is lost, and while it is locked nothing of the diary is there."""

import gc
import weakref
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.refusal import Reason, Refusal
from diary.report import pdf
from diary.storage.key import Key
from diary.storage.rollback_journal import is_key_of
from diary.storage.store import Store
from diary.ui import preferences as preferences_module
from diary.ui.preferences import LookWatch
from diary.ui.unhandled_errors import ERROR_BOX, UnhandledErrors
from tests.factory import a_day
from tests.journal.test_people import a_share
from tests.ui.start.running import (
    MARKER,
    OTHER,
    PASSPHRASE,
    Made,
    section_of,
    today_of,
    unlock,
    unlock_page,
    words_on_screen,
    written,
)


def test_before_the_passphrase_nothing_of_the_diary_is_there(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    start = made(written(tmp_path / "secret name.diary", key))
    start.enter()
    assert start.program is None
    assert start.start_pages.window is not None
    assert "secret" not in start.start_pages.window.windowTitle() + words_on_screen()
    unlock(start, qtbot)
    assert start.start_pages.window is None
    qtbot.waitUntil(lambda: MARKER in words_on_screen(), timeout=10_000)


def test_locking_takes_the_window_the_file_and_the_key_away(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten = []
    monkeypatch.setattr(pdf, "forget_pages", lambda: forgotten.append("pages"))
    start = made(written(tmp_path / "my.diary", key))
    start.enter()
    unlock(start, qtbot)
    assert start.program is not None
    window = start.program.window
    assert window is not None
    before = window.geometry()
    gone: weakref.ref[QWidget] = weakref.ref(window)
    journal = weakref.ref(start.program._journal)
    qtbot.waitUntil(lambda: MARKER in words_on_screen(), timeout=10_000)
    window.lock_requested.emit()
    del window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert start.session.key is None
    assert forgotten == ["pages"]
    assert gone() is None
    assert journal() is None
    assert MARKER not in words_on_screen()
    assert start.start_pages.window is not None
    assert start.start_pages.window.geometry() == before
    unlock(start, qtbot)
    qtbot.waitUntil(lambda: MARKER in words_on_screen(), timeout=10_000)


def test_what_is_typed_survives_the_lock(made: Made, tmp_path: Path, key: Key, qtbot: QtBot) -> None:
    start = made(written(tmp_path / "my.diary", key))
    start.enter()
    unlock(start, qtbot)
    fields = today_of(start).sheet.fields
    fields["note"].control.setPlainText("typed just now")  # type: ignore[attr-defined]
    fields["into_bed"].control.setText("2512")  # type: ignore[attr-defined]
    start.lock()
    assert start.program is None
    assert b"2512" not in start.session.path.read_bytes()
    unlock(start, qtbot)
    fields = today_of(start).sheet.fields
    assert fields["note"].control.toPlainText() == "typed just now"  # type: ignore[attr-defined]
    assert fields["into_bed"].control.text() == "2512"  # type: ignore[attr-defined]
    assert start.session.draft() == ""


def test_what_the_disk_refuses_keeps_the_diary_open_and_is_said(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = made(written(tmp_path / "my.diary", key))
    start.enter()
    unlock(start, qtbot)
    assert start.program is not None

    def full(*_: object) -> None:
        raise Refusal(Reason.DISK_FULL, path=start.session.path)

    with monkeypatch.context() as disk:
        disk.setattr(Store, "change", full)
        today_of(start).sheet.fields["note"].control.setPlainText("not stored yet")  # type: ignore[attr-defined]
        start.lock()
        assert start.program is not None
        assert "Not locked. What you typed last is not saved yet." in words_on_screen()
        assert start._idle._timer.isActive()
    start.lock()
    assert start.program is None
    unlock(start, qtbot)
    qtbot.waitUntil(lambda: "not stored yet" in words_on_screen(), timeout=10_000)


def test_a_dialog_in_which_something_is_typed_keeps_the_diary_open(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    from PySide6.QtWidgets import QDialog

    start = made(written(tmp_path / "my.diary", key))
    start.enter()
    unlock(start, qtbot)
    assert start.program is not None
    assert start.program.window is not None
    start.program.window.show_about()  # only to read: no obstacle
    dialog = QDialog(start.program.window)
    dialog.open()
    start.lock()
    assert start.program is not None
    dialog.close()
    start.lock()
    assert start.program is None


def test_a_dialog_in_which_nothing_can_be_lost_goes_with_the_lock(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    from PySide6.QtWidgets import QDialog

    from diary.ui.pages import ClosesOnLock

    class Question(QDialog, ClosesOnLock):
        """Only asks."""

    start = made(written(tmp_path / "my.diary", key))
    start.enter()
    unlock(start, qtbot)
    assert start.program is not None
    Question(start.program.window).open()
    start.lock()
    assert start.program is None


def test_a_sentence_that_something_went_wrong_does_not_keep_the_diary_open(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    start = made(written(tmp_path / "my.diary", key))
    start.enter()
    unlock(start, qtbot)
    unhandled_errors = UnhandledErrors(start._window, lambda: start.start_pages.language_in_use)
    unhandled_errors._tell()
    assert any(
        widget.objectName() == ERROR_BOX and widget.isVisible() for widget in QApplication.topLevelWidgets()
    )
    start.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert start.session.needs_passphrase
    assert not any(widget.objectName() == ERROR_BOX for widget in QApplication.topLevelWidgets())


def test_nobody_there_locks_it(made: Made, tmp_path: Path, key: Key, qtbot: QtBot) -> None:
    start = made(written(tmp_path / "my.diary", key))
    start.enter()
    unlock(start, qtbot)
    assert start._idle._timer.interval() == 15 * 60_000
    section_of(start).lock.minutes.buttons[5].click()
    assert start._idle._timer.interval() == 5 * 60_000
    assert start.start_pages.preferences.lock_minutes == 5
    section_of(start).lock.minutes.buttons[0].click()
    assert not start._idle._timer.isActive()
    section_of(start).lock.minutes.buttons[5].click()
    start._idle._timer.timeout.emit()
    assert start.program is None


def test_a_touch_starts_the_count_anew(made: Made, tmp_path: Path, key: Key, qtbot: QtBot) -> None:
    start = made(written(tmp_path / "my.diary", key))
    start.enter()
    unlock(start, qtbot)
    start._idle._timer.setTimerType(Qt.TimerType.PreciseTimer)
    start._idle._timer.start(100_000)
    qtbot.wait(30)
    before = start._idle._timer.remainingTime()
    start._idle.eventFilter(start, QEvent(QEvent.Type.MouseMove))
    assert start._idle._timer.remainingTime() > before
    before = start._idle._timer.remainingTime()
    qtbot.wait(10)
    start._idle.eventFilter(start, QEvent(QEvent.Type.Paint))
    assert start._idle._timer.remainingTime() <= before


def test_a_diary_without_a_passphrase_has_nothing_to_lock(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    start = made(written(tmp_path / "my.diary", None))
    start.enter()
    assert start.program is not None
    start.lock()
    assert start.program is not None
    assert start.program.window is not None
    assert "Lock" not in [button.text() for button in start.program.window.sidebar.others]
    assert not start._idle._timer.isActive()


def test_wrong_passphrases_make_a_growing_pause_and_the_window_stays_alive(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    start = made(written(tmp_path / "my.diary", key))
    start.enter()
    before = start.session.path.read_bytes()
    page = unlock_page(start)
    QCoreApplication.processEvents()
    place = page.open.mapTo(page, page.open.rect().topLeft())
    for wrong in (1, 2, 3):
        page.field.line.setText("not this one")
        page._try()
        assert page._task is not None
        assert not page.open.isEnabled()
        qtbot.waitUntil(lambda: page._task is None, timeout=10_000)
        assert page.notice.text().startswith("This is not the passphrase.")
        assert page.field.line.accessibleDescription() == page.notice.text()
        assert page.open.isEnabled() is (wrong < 3)
        QCoreApplication.processEvents()
        assert page.open.mapTo(page, page.open.rect().topLeft()) == place
    assert page.notice.text().endswith("You can try again in 2 seconds.")
    page._try()
    assert page._task is None
    for code, seconds in (("nl", "2 seconden"), ("en", "2 seconds")):  # in another language the pause is as long
        while start.start_pages.language_in_use.code != code:
            page.change_language.click()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            page = unlock_page(start)
        assert seconds in page.notice.text()
        assert not page.open.isEnabled()
    page._on_tick()
    assert page.notice.text().endswith("You can try again in 1 second.")
    page._on_tick()
    assert page.open.isEnabled()
    assert start.session.path.read_bytes() == before
    unlock(start, qtbot)


def test_a_damaged_diary_is_given_back_with_its_key_to_be_rescued(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    path = written(tmp_path / "my.diary", key)
    path.write_bytes(path.read_bytes()[:-8192])
    start = made(path)
    start.enter()
    page = unlock_page(start)
    page.field.line.setText(PASSPHRASE)
    page.open.click()
    qtbot.waitUntil(lambda: start._refusal is not None, timeout=10_000)
    assert start._refusal is not None
    assert start._refusal.reason is Reason.FILE_DAMAGED
    assert start.session.key == key
    assert not start.session.needs_passphrase


def test_another_language_stays_when_the_diary_is_locked(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    start = made(written(tmp_path / "my.diary", key))
    start.enter("en")
    unlock(start, qtbot)
    assert start.program is not None
    assert start.program.window is not None
    start.program.window.prefer("language", "nl")
    start.lock()
    assert unlock_page(start).open.text() == "Openen"
    unlock_page(start).change_language.click()
    qtbot.waitUntil(lambda: unlock_page(start).open.text() == "Open")


def test_the_start_window_follows_the_look_of_the_computer_unless_something_is_typed(
    made: Made, tmp_path: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = made(written(tmp_path / "my.diary", key))
    start.enter()
    window, before = start.start_pages.window, unlock_page(start)
    assert window is not None
    watch = window.findChild(LookWatch)
    assert watch is not None
    papers = [QApplication.palette().color(QPalette.ColorRole.Window).name()]
    for theme, typed in (("dark", "half"), ("dark", ""), ("light", "")):
        unlock_page(start).field.line.setText(typed)
        monkeypatch.setattr(preferences_module, "system_theme", lambda _hints, theme=theme: theme)
        watch.look()
        papers.append(QApplication.palette().color(QPalette.ColorRole.Window).name())
    assert papers[0] == papers[1] == papers[3] != papers[2]
    assert unlock_page(start) is not before


def test_a_share_with_a_passphrase_is_no_diary_and_goes_on_to_the_window_of_a_therapist(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    share = a_share(tmp_path / "share.diary", [a_day(0, stress=3)], "Anna", key)
    start = made(share)
    start.enter()
    page = unlock_page(start)
    page.field.line.setText(OTHER)
    page.open.click()
    qtbot.waitUntil(lambda: page.wrong == 1, timeout=10_000)
    assert start.share_key is None
    page.field.line.setText(PASSPHRASE)
    qtbot.waitUntil(page.open.isEnabled, timeout=10_000)
    page.open.click()
    qtbot.waitUntil(lambda: start.share_key is not None, timeout=10_000)
    assert start.program is None
    assert start.session.key is None
    assert start.share_key is not None
    assert is_key_of(share, start.share_key)


def test_a_second_start_leaves_the_locked_window_as_large_as_it_is(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    start = made(written(tmp_path / "my.diary", key))
    start.enter()
    window = start.start_pages.window
    assert window is not None
    window.showMaximized()
    instance = start.start_pages._instance
    assert instance is not None
    instance.raise_requested.emit()
    assert window.isMaximized()
    window.showMinimized()
    instance.raise_requested.emit()
    assert (window.isMinimized(), window.isMaximized()) == (False, True)


def test_a_diary_is_locked_too_when_the_program_was_removed_meanwhile(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = made(written(tmp_path / "my.diary", key))
    start._start_options = replace(start._start_options, ends_on_lock=True)
    start.enter()
    unlock(start, qtbot)
    assert start.program is not None
    start.start_pages._start_options = replace(start._start_options, resources=tmp_path / "removed")
    monkeypatch.setattr("diary.ui.start.window.program_file", lambda: tmp_path / "removed")
    start.lock()
    assert start.program is None
    assert start.session.key is None
    assert start.again_at == "today"
    assert start.start_pages.language_in_use.code == "en"
