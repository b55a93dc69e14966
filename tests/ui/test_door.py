"""Coming in, locking, coming back: nothing typed is lost, and while it is locked nothing of the diary is there."""

import gc
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.domain.recovery_code import code_of
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.journal.vault import Vault
from diary.paths import resources
from diary.storage.header import is_encrypted
from diary.storage.health import check
from diary.storage.key import Key
from diary.storage.store import Store
from diary.ui.door import Door
from diary.ui.keeper import Keeper
from diary.ui.passphrase.section import PassphraseSection
from diary.ui.porch import House
from diary.ui.program import Program
from diary.ui.sections import SectionedPage
from diary.ui.today.page import TodayPage
from diary.ui.unlock.page import UnlockPage
from diary.ui.welcome.page import WITH, WelcomePage
from tests.factory import NOW, TODAY, ZONE, Clock, a_day, a_journal

PASSPHRASE, OTHER = "vier losse woorden", "een heel andere zin"
MARKER = "a marker word"
Made = Callable[..., Door]


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diary.storage.key.ROUNDS", 2_000)


@pytest.fixture
def key(_quick_keys: None) -> Key:
    return Key.new(PASSPHRASE)


@pytest.fixture
def made(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    """Makes the door of a diary; everything is closed afterwards."""
    monkeypatch.setattr("diary.ui.program._load_the_rest", lambda: None)
    monkeypatch.setattr("diary.ui.window.MainWindow._leaves_unsaved", lambda _window: True)
    doors: list[Door] = []
    settings = tmp_path / "settings.ini"

    def open_journal(store: Store) -> Journal:
        return Journal(store, load_catalogue(resources()), load_atlas(resources()), Clock(), ZONE)

    def make_program(journal: Journal, keeper: Keeper | None) -> Program:
        return Program(journal, resources(), settings, "en", keeper=keeper)

    @contextmanager
    def open_sample(_language: str) -> Iterator[Journal]:
        journal = a_journal(tmp_path / "sample.diary", days=[a_day(stress=1)])
        yield journal
        journal.close()

    def make(path: Path, *, may_create: bool = False) -> Door:
        vault = Vault(path, tmp_path / "copies", open_journal, lambda: NOW)
        house = House(resources(), settings, "en", make_program, open_sample, may_create=may_create)
        doors.append(Door(vault, house))
        return doors[-1]

    yield make
    for door in doors:
        if door._task is not None:
            door._task.wait()
        if door.program is not None:
            door._drop()
        if door.porch.window is not None:
            door.porch.window.close()
            door.porch.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _written(path: Path, key: Key | None) -> Path:
    a_journal(path, days=[a_day(0, stress=3, notes={"note": MARKER})], key=key).close()
    return path


def _unlock_page(door: Door) -> UnlockPage:
    assert door.porch.window is not None
    (page,) = door.porch.window.findChildren(UnlockPage)
    return page


def _section(door: Door) -> PassphraseSection:
    assert door.program is not None
    assert door.program.window is not None
    page = door.program.window.page("settings")
    assert isinstance(page, SectionedPage)
    section = page.section("passphrase")
    assert isinstance(section, PassphraseSection)
    return section


def _today(door: Door) -> TodayPage:
    assert door.program is not None
    assert door.program.window is not None
    page = door.program.window.page("today")
    assert isinstance(page, TodayPage)
    return page


def _come_in(door: Door, qtbot: QtBot, passphrase: str = PASSPHRASE) -> None:
    page = _unlock_page(door)
    page.field.line.setText(passphrase)
    page.open.click()
    qtbot.waitUntil(lambda: door.program is not None, timeout=10_000)
    qtbot.waitUntil(lambda: "note" in _today(door).sheet.fields, timeout=10_000)


def _words_on_screen() -> str:
    found = []
    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
    return "\n".join(found)


def test_before_the_passphrase_nothing_of_the_diary_is_there(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    door = made(_written(tmp_path / "secret name.diary", key))
    door.enter()
    assert door.program is None
    assert door.porch.window is not None
    assert "secret" not in door.porch.window.windowTitle() + _words_on_screen()
    _come_in(door, qtbot)
    assert door.porch.window is None
    qtbot.waitUntil(lambda: MARKER in _words_on_screen(), timeout=10_000)


def test_locking_takes_the_window_the_file_and_the_key_away(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    door = made(_written(tmp_path / "my.diary", key))
    door.enter()
    _come_in(door, qtbot)
    assert door.program is not None
    window = door.program.window
    assert window is not None
    before = window.geometry()
    gone: weakref.ref[QWidget] = weakref.ref(window)
    journal = weakref.ref(door.program._journal)
    qtbot.waitUntil(lambda: MARKER in _words_on_screen(), timeout=10_000)
    window.lock_requested.emit()
    del window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert door.vault.key is None
    assert gone() is None
    assert journal() is None
    assert MARKER not in _words_on_screen()
    assert door.porch.window is not None
    assert door.porch.window.geometry() == before
    _come_in(door, qtbot)
    qtbot.waitUntil(lambda: MARKER in _words_on_screen(), timeout=10_000)


def test_what_is_typed_survives_the_lock(made: Made, tmp_path: Path, key: Key, qtbot: QtBot) -> None:
    door = made(_written(tmp_path / "my.diary", key))
    door.enter()
    _come_in(door, qtbot)
    fields = _today(door).sheet.fields
    fields["note"].control.setPlainText("typed just now")  # type: ignore[attr-defined]
    fields["into_bed"].control.setText("2512")  # type: ignore[attr-defined]
    door.lock()
    assert door.program is None
    assert b"2512" not in door.vault.path.read_bytes()
    _come_in(door, qtbot)
    fields = _today(door).sheet.fields
    assert fields["note"].control.toPlainText() == "typed just now"  # type: ignore[attr-defined]
    assert fields["into_bed"].control.text() == "2512"  # type: ignore[attr-defined]
    assert door.vault.draft() == ""


def test_what_the_disk_refuses_keeps_the_diary_open_and_is_said(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = made(_written(tmp_path / "my.diary", key))
    door.enter()
    _come_in(door, qtbot)
    assert door.program is not None

    def full(*_: object) -> None:
        raise Refusal(Reason.DISK_FULL, path=door.vault.path)

    with monkeypatch.context() as disk:
        disk.setattr(Store, "change", full)
        _today(door).sheet.fields["note"].control.setPlainText("not stored yet")  # type: ignore[attr-defined]
        door.lock()
        assert door.program is not None
        assert "Not locked: what you typed last is not saved yet." in _words_on_screen()
        assert door._idle._timer.isActive()
    door.lock()
    assert door.program is None
    _come_in(door, qtbot)
    qtbot.waitUntil(lambda: "not stored yet" in _words_on_screen(), timeout=10_000)


def test_a_dialog_in_which_something_is_typed_keeps_the_diary_open(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    from PySide6.QtWidgets import QDialog

    door = made(_written(tmp_path / "my.diary", key))
    door.enter()
    _come_in(door, qtbot)
    assert door.program is not None
    assert door.program.window is not None
    door.program.window.show_about()  # only to read: no obstacle
    dialog = QDialog(door.program.window)
    dialog.open()
    door.lock()
    assert door.program is not None
    dialog.close()
    door.lock()
    assert door.program is None


def test_nobody_there_locks_it(made: Made, tmp_path: Path, key: Key, qtbot: QtBot) -> None:
    door = made(_written(tmp_path / "my.diary", key))
    door.enter()
    _come_in(door, qtbot)
    assert door._idle._timer.interval() == 15 * 60_000
    _section(door).lock.minutes.buttons[5].click()
    assert door._idle._timer.interval() == 5 * 60_000
    assert door.porch.preferences.lock_minutes == 5
    _section(door).lock.minutes.buttons[0].click()
    assert not door._idle._timer.isActive()
    _section(door).lock.minutes.buttons[5].click()
    door._idle._timer.timeout.emit()
    assert door.program is None


def test_a_touch_starts_the_count_anew(made: Made, tmp_path: Path, key: Key, qtbot: QtBot) -> None:
    door = made(_written(tmp_path / "my.diary", key))
    door.enter()
    _come_in(door, qtbot)
    door._idle._timer.setTimerType(Qt.TimerType.PreciseTimer)
    door._idle._timer.start(100_000)
    qtbot.wait(30)
    before = door._idle._timer.remainingTime()
    door._idle.eventFilter(door, QEvent(QEvent.Type.MouseMove))
    assert door._idle._timer.remainingTime() > before
    before = door._idle._timer.remainingTime()
    qtbot.wait(10)
    door._idle.eventFilter(door, QEvent(QEvent.Type.Paint))
    assert door._idle._timer.remainingTime() <= before


def test_a_diary_without_a_passphrase_has_nothing_to_lock(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    door = made(_written(tmp_path / "my.diary", None))
    door.enter()
    assert door.program is not None
    door.lock()
    assert door.program is not None
    assert door.program.window is not None
    assert "Lock" not in [button.text() for button in door.program.window.rail.others]
    assert not door._idle._timer.isActive()


def test_wrong_passphrases_make_a_growing_pause_and_the_window_stays_alive(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    door = made(_written(tmp_path / "my.diary", key))
    door.enter()
    before = door.vault.path.read_bytes()
    page = _unlock_page(door)
    for wrong in (1, 2, 3):
        page.field.line.setText("not this one")
        page._try()
        assert page.is_busy
        assert not page.open.isEnabled()
        qtbot.waitUntil(lambda: not page.is_busy, timeout=10_000)
        assert page.notice.text().startswith("This is not the passphrase.")
        assert page.open.isEnabled() is (wrong < 3)
    assert page.notice.text().endswith("You can try again in 2 seconds.")
    page._try()
    assert not page.is_busy
    page._on_tick()
    assert page.notice.text().endswith("You can try again in 1 second.")
    page._on_tick()
    assert page.open.isEnabled()
    assert door.vault.path.read_bytes() == before
    _come_in(door, qtbot)


def test_a_passphrase_is_set_changed_and_taken_away_in_settings(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    path = _written(tmp_path / "my.diary", None)
    door = made(path)
    door.enter(page="settings/passphrase")
    form = _section(door).set
    form.fresh.first.line.setText(PASSPHRASE)
    form.fresh.second.line.setText(PASSPHRASE + "x")
    form.do.click()
    assert "not the same" in form.fresh.notice.text()
    form.fresh.second.line.setText(PASSPHRASE)
    form.do.click()
    assert door.program is None
    qtbot.waitUntil(lambda: door.program is not None, timeout=20_000)
    assert "from now on" in _section(door).said.text()
    assert is_encrypted(path)
    assert all(is_encrypted(copy) for copy in (tmp_path / "copies").glob("*.diary"))

    change = _section(door).change
    change.current.line.setText("wrong one")
    change.fresh.first.line.setText(OTHER)
    change.fresh.second.line.setText(OTHER)
    change.do.click()
    qtbot.waitUntil(lambda: bool(change.notice.text()), timeout=10_000)
    assert door.program is not None
    change.current.line.setText(PASSPHRASE)
    change.do.click()
    qtbot.waitUntil(lambda: door.program is None, timeout=10_000)
    qtbot.waitUntil(lambda: door.program is not None, timeout=20_000)
    door.lock()
    _come_in(door, qtbot, OTHER)

    remove = _section(door).remove
    remove.current.line.setText(OTHER)
    remove.do.click()
    qtbot.waitUntil(lambda: door.program is None, timeout=10_000)
    qtbot.waitUntil(lambda: door.program is not None, timeout=20_000)
    assert not is_encrypted(path)
    assert check(path).days == 1
    qtbot.waitUntil(lambda: MARKER in _words_on_screen(), timeout=10_000)


def test_a_change_the_disk_refuses_leaves_everything_as_it_was(
    made: Made, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _written(tmp_path / "my.diary", None)
    door = made(path)
    door.enter()

    def full(*_: object) -> None:
        raise Refusal(Reason.DISK_FULL, path=path)

    monkeypatch.setattr("diary.storage.passphrase.recode", full)
    _section(door).change_wished.emit(PASSPHRASE)
    qtbot.waitUntil(lambda: door.program is not None, timeout=20_000)
    assert "The disk is full" in _section(door).said.text()
    assert not is_encrypted(path)


def test_the_recovery_sheet_lets_in_and_asks_for_a_new_passphrase(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    door = made(_written(tmp_path / "my.diary", key))
    door.enter()
    page = _unlock_page(door)
    page.sheet.click()
    form = page.recovery
    form.fresh.first.line.setText(OTHER)
    form.fresh.second.line.setText(OTHER)
    form.code.setText("0" * 54)
    form.done.click()
    qtbot.waitUntil(lambda: "does not fit" in form.notice.text(), timeout=10_000)
    form.code.setText("".join(code_of(key.raw))[:-1])
    form.done.click()
    qtbot.waitUntil(lambda: "Compare the groups" in form.notice.text(), timeout=10_000)
    form.code.setText(" ".join(code_of(key.raw)).lower())
    form.done.click()
    qtbot.waitUntil(lambda: door.program is not None, timeout=20_000)
    door.lock()
    _come_in(door, qtbot, OTHER)


def test_the_sheet_needs_the_passphrase_even_in_an_open_window(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = made(_written(tmp_path / "my.diary", key))
    door.enter()
    _come_in(door, qtbot)
    card = _section(door).sheet
    asked: list[bool] = []
    monkeypatch.setattr(type(card), "ask_file", lambda _card: asked.append(True))
    card.current.line.setText("somebody else")
    card._wish(card.ask_file)
    qtbot.waitUntil(lambda: bool(card.notice.text()), timeout=10_000)
    assert asked == []
    card.current.line.setText(PASSPHRASE)
    card._wish(card.ask_file)
    qtbot.waitUntil(lambda: asked == [True], timeout=10_000)
    card.save_as(str(tmp_path / "sheet.pdf"))
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert card.current.text == ""


def test_plain_copies_beside_a_locked_diary_are_said_and_protected(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    copy = tmp_path / "copies" / "my 2026-11-01 10.00.diary"
    copy.parent.mkdir()
    _written(copy, None)
    door = made(_written(tmp_path / "my.diary", key))
    door.enter(page="settings/passphrase")
    _come_in(door, qtbot)
    card = _section(door).copies
    assert not card.isHidden()
    card.protect.click()
    qtbot.waitUntil(card.isHidden, timeout=10_000)
    assert check(copy, key).days == 1


def test_the_first_start_makes_nothing_before_the_person_begins(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "my.diary"
    door = made(path, may_create=True)
    door.enter()
    assert door.porch.window is not None
    (page,) = door.porch.window.findChildren(WelcomePage)
    assert not path.exists()
    page.languages.buttons["nl"].click()
    qtbot.waitUntil(
        lambda: door.porch.window is not None and len(door.porch.window.findChildren(WelcomePage)) == 1
    )
    (page,) = door.porch.window.findChildren(WelcomePage)
    assert page.begin.text() == "Beginnen"
    page.begin.click()
    qtbot.waitUntil(lambda: door.program is not None, timeout=10_000)
    assert check(path).days == 0
    assert door.porch.preferences.language == "nl"


def test_a_first_diary_may_have_a_passphrase_at_once(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "my.diary"
    door = made(path, may_create=True)
    door.enter()
    assert door.porch.window is not None
    (page,) = door.porch.window.findChildren(WelcomePage)
    page.passphrase.buttons[WITH].click()
    page.begin.click()
    assert "too short" in page.fresh.notice.text()
    page.fresh.first.line.setText(PASSPHRASE)
    page.fresh.second.line.setText(PASSPHRASE)
    page.begin.click()
    qtbot.waitUntil(lambda: door.program is not None, timeout=10_000)
    assert check(path, Key.of(path, PASSPHRASE)).days == 0
    assert door._idle._timer.isActive()


def test_a_diary_that_cannot_be_made_is_said_on_the_welcome_page(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    door = made(tmp_path / "none" / "my.diary", may_create=True)
    door.enter()
    assert door.porch.window is not None
    (page,) = door.porch.window.findChildren(WelcomePage)
    page.begin.click()
    qtbot.waitUntil(lambda: "Make the folder first" in page.notice.text(), timeout=10_000)


def test_a_sample_is_looked_at_and_left_again(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    door = made(tmp_path / "my.diary", may_create=True)
    door.enter()
    assert door.porch.window is not None
    (page,) = door.porch.window.findChildren(WelcomePage)
    page.sample.click()
    (window,) = [
        each for each in QApplication.topLevelWidgets() if each.windowTitle() == "Symptom Diary: a sample"
    ]
    assert not door.porch.window.isVisible()
    window.close()
    del window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: door.porch.window is not None and door.porch.window.isVisible())
    assert not (tmp_path / "my.diary").exists()
    assert QApplication.quitOnLastWindowClosed()
    assert NOW.date() == TODAY
