"""Setting, changing and taking away the passphrase in Settings, and coming in with the recovery sheet."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from diary.domain.recovery_code import code_of
from diary.domain.refusal import Reason, Refusal
from diary.storage.header import is_encrypted
from diary.storage.health import check
from diary.storage.key import Key
from diary.ui.printing import sheet_printer
from diary.ui.safety.passphrase import PassphraseSection
from tests.ui.fitting import settle
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


def _save_a_sheet_unasked(section: PassphraseSection) -> None:
    """What was typed a moment ago is not asked again."""
    assert section.sheet.current.isHidden()
    section.sheet.save.click()
    (asking,) = section.window().findChildren(QFileDialog)
    asking.reject()


def test_a_passphrase_is_set_changed_and_taken_away_in_settings(made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    path = written(tmp_path / "my.diary", None)
    start = made(path)
    start.enter(page="settings/passphrase")
    form = section_of(start).set
    form.fresh.first.line.setText(PASSPHRASE)
    form.fresh.second.line.setText(PASSPHRASE + "x")
    form.do.click()
    assert "not the same" in form.fresh.notice.text()
    form.fresh.second.line.setText(PASSPHRASE)
    form.do.click()
    assert start.program is None
    qtbot.waitUntil(lambda: start.program is not None, timeout=20_000)
    assert "from now on" in section_of(start).said.text()
    assert is_encrypted(path)
    assert all(is_encrypted(copy) for copy in (tmp_path / "copies").glob("*.diary"))
    _save_a_sheet_unasked(section_of(start))

    change = section_of(start).change
    change.current.line.setText("wrong one")
    change.fresh.first.line.setText(OTHER)
    change.fresh.second.line.setText(OTHER)
    change.do.click()
    qtbot.waitUntil(lambda: bool(change.notice.text()), timeout=10_000)
    assert start.program is not None
    change.current.line.setText(PASSPHRASE)
    change.do.click()
    qtbot.waitUntil(lambda: start.program is None, timeout=10_000)
    qtbot.waitUntil(lambda: start.program is not None, timeout=20_000)
    start.lock()
    unlock(start, qtbot, OTHER)

    remove = section_of(start).remove
    remove.current.line.setText(OTHER)
    remove.do.click()
    qtbot.waitUntil(lambda: start.program is None, timeout=10_000)
    qtbot.waitUntil(lambda: start.program is not None, timeout=20_000)
    assert not is_encrypted(path)
    assert check(path).days == 1
    qtbot.waitUntil(lambda: today_of(start).sheet.fields and MARKER in words_on_screen(), timeout=10_000)


def test_a_sheet_right_after_a_passphrase_was_typed_asks_for_it_no_more(
    made: Made, tmp_path: Path, qtbot: QtBot
) -> None:
    """After it was set and after it was changed, until the diary is locked."""
    start = made(written(tmp_path / "my.diary", None))
    start.enter(page="settings/passphrase")
    form = section_of(start).set
    for fresh in (form.fresh.first, form.fresh.second):
        fresh.line.setText(PASSPHRASE)
    form.do.click()
    qtbot.waitUntil(lambda: start.program is not None, timeout=20_000)
    _save_a_sheet_unasked(section_of(start))
    change = section_of(start).change
    change.current.line.setText(PASSPHRASE)
    for fresh in (change.fresh.first, change.fresh.second):
        fresh.line.setText(OTHER)
    change.do.click()
    qtbot.waitUntil(lambda: start.program is None, timeout=10_000)
    qtbot.waitUntil(lambda: start.program is not None, timeout=20_000)
    _save_a_sheet_unasked(section_of(start))
    start.lock()
    unlock(start, qtbot, OTHER)
    assert not section_of(start).sheet.current.isHidden()


def test_a_change_the_disk_refuses_leaves_everything_as_it_was(
    made: Made, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "my.diary", None)
    start = made(path)
    start.enter()

    def full(*_: object) -> None:
        raise Refusal(Reason.DISK_FULL, path=path)

    monkeypatch.setattr("diary.storage.backups.passphrase.recode", full)
    section_of(start).change_requested.emit(PASSPHRASE)
    qtbot.waitUntil(lambda: start.program is not None, timeout=20_000)
    assert "The disk is full" in section_of(start).said.text()
    assert not is_encrypted(path)


def test_the_recovery_sheet_lets_in_and_asks_for_a_new_passphrase(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    start = made(written(tmp_path / "my.diary", key))
    start.enter()
    page = unlock_page(start)
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
    qtbot.waitUntil(lambda: start.program is not None, timeout=20_000)
    start.lock()
    unlock(start, qtbot, OTHER)


def test_the_sheet_needs_the_passphrase_even_in_an_open_window(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = made(written(tmp_path / "my.diary", key))
    start.enter()
    unlock(start, qtbot)
    card = section_of(start).sheet
    asked: list[bool] = []
    monkeypatch.setattr(type(card), "ask_file", lambda _card: asked.append(True))
    card.current.line.setText("somebody else")
    card._request(card.ask_file)
    qtbot.waitUntil(lambda: bool(card.notice.text()), timeout=10_000)
    assert asked == []
    card.current.line.setText(PASSPHRASE)
    card._request(card.ask_file)
    qtbot.waitUntil(lambda: asked == [True], timeout=10_000)
    settle()
    buttons = [button.pos() for button in (card.print, card.save)]
    printer = sheet_printer()
    for place, put in (("sheet.pdf", card.save_as), ("printed.pdf", lambda _path: card.print_on(printer))):
        printer.setOutputFileName(str(tmp_path / place))
        put(tmp_path / place)
        assert (tmp_path / place).read_bytes().startswith(b"%PDF")
        assert card.said.words == f"The recovery sheet is in {place}. Print it, and delete the file."
        settle()
        assert [button.pos() for button in (card.print, card.save)] == buttons
    printer.setOutputFileName(str(tmp_path / "missing" / "printed.pdf"))
    card.print_on(printer)
    assert "There is no folder" in card.notice.text()
    assert card.current.text == ""


def test_plain_copies_beside_a_locked_diary_are_said_and_protected(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    copy = tmp_path / "copies" / "my 2026-11-01 10.00.diary"
    copy.parent.mkdir()
    written(copy, None)
    start = made(written(tmp_path / "my.diary", key))
    start.enter(page="settings/passphrase")
    unlock(start, qtbot)
    card = section_of(start).copies
    assert not card.isHidden()
    card.protect.click()
    qtbot.waitUntil(card.isHidden, timeout=10_000)
    assert check(copy, key).days == 1


def test_a_plain_file_kept_when_the_diary_was_rescued_is_said(
    made: Made, tmp_path: Path, key: Key, qtbot: QtBot
) -> None:
    written(tmp_path / "my 2026-11-01 10.00 damaged.diary", None)
    start = made(written(tmp_path / "my.diary", key))
    start.enter(page="settings/passphrase")
    unlock(start, qtbot)
    card = section_of(start).copies
    assert not card.isHidden()
    assert card.protect.isHidden()
    assert card.text.text().startswith("1 file beside your diary, kept when it was mended, cannot be protected.")
