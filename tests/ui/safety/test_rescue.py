"""The page about a diary that cannot be read: it says so calmly, loses nothing, and leads to a diary again."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QDialog
from pytestqt.qtbot import QtBot

import diary.journal.rescue_options as first_aid_module
from diary.content.language import load_language
from diary.content.theme import load_themes
from diary.domain.refusal import Reason, Refusal
from diary.paths import resources
from diary.screens.rescue import RescueStep
from diary.storage.header import is_encrypted
from diary.storage.health import check
from diary.storage.key import Key
from diary.storage.rollback_journal import journal_of
from diary.ui.safety.rescue import RescueDialog
from diary.ui.style import TOUCH, apply_look
from diary.ui.widgets.buttons import MainButton
from diary.ui.widgets.labels import Text
from tests.factory import NOW, Clock, a_day, a_journal, a_key
from tests.journal.test_people import a_share
from tests.ui.fitting import ROOMS, faults_at
from tests.ui.safety.opened_rescue import (
    lose_notes,
    open_dialog,
    rescue_options,
    settle,
    spoil,
    value,
    write_diary,
)

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "my.diary"
    write_diary(path)
    return path


def _read(dialog: RescueDialog) -> str:
    return "\n".join(text.text() for text in dialog.page.findChildren(Text) if text.isVisible())


def _kept(path: Path) -> Path:
    return next(path.parent.glob("my * damaged.diary"))


def test_it_says_what_happened_and_that_nothing_is_gone(path: Path, qtbot: QtBot) -> None:
    before = spoil(path)
    read = _read(open_dialog(path, qtbot))
    assert "can no longer be read" in read
    assert "Nothing was deleted" in read
    assert "38 days" in read
    assert path.read_bytes() == before


def test_the_copy_is_put_back_with_what_is_newer(path: Path, qtbot: QtBot) -> None:
    before = spoil(path)
    dialog = open_dialog(path, qtbot)
    qtbot.mouseClick(dialog.page.buttons[RescueStep.COMPLETE], Qt.MouseButton.LeftButton)
    settle(dialog, qtbot)
    assert value(path, 0, "stress") == 7
    assert value(path, 5, "stress") == 5
    assert _kept(path).read_bytes() == before
    assert _kept(path).name in _read(dialog)
    qtbot.mouseClick(dialog.finish, Qt.MouseButton.LeftButton)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_the_copy_alone_is_put_back(path: Path, qtbot: QtBot) -> None:
    spoil(path)
    dialog = open_dialog(path, qtbot)
    dialog.page.buttons[RescueStep.PUT_BACK].click()
    settle(dialog, qtbot)
    assert check(path).days == 38
    assert value(path, 0, "stress") is None


def test_without_a_copy_what_can_be_read_is_saved(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "my.diary"
    write_diary(path, copied=False)
    spoil(path)
    dialog = open_dialog(path, qtbot, "nl")
    assert list(dialog.page.buttons) == [RescueStep.RESCUE]
    dialog.page.buttons[RescueStep.RESCUE].click()
    settle(dialog, qtbot)
    assert check(path).days == 40
    assert "Je dagboek is er weer" in _read(dialog)


def test_an_empty_file_without_a_copy_makes_room_for_a_new_diary(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "my.diary"
    path.write_bytes(b"")
    dialog = open_dialog(path, qtbot)
    assert "it is empty" in _read(dialog)
    dialog.page.buttons[RescueStep.BEGIN_ANEW].click()
    settle(dialog, qtbot)
    assert check(path).days == 0
    assert _kept(path).read_bytes() == b""
    assert "Your new diary is ready" in _read(dialog)
    assert "is back" not in _read(dialog)


@pytest.mark.parametrize("content", ["", "half"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_of_a_file_that_was_named_a_whole_one_is_looked_for_before_anything_takes_its_place(
    content: str, language: str, tmp_path: Path, qtbot: QtBot
) -> None:
    path, key = tmp_path / "sent.diary", a_key()
    share = a_share(tmp_path / "share.diary", [a_day(0, stress=3)], "Anna", key).read_bytes()
    path.write_bytes(share[: len(share) // 2] if content else b"")
    named = replace(rescue_options(path, key=key), is_own=False)
    dialog = RescueDialog(named, Reason.FILE_DAMAGED, load_language(language, resources()))
    qtbot.addWidget(dialog)
    dialog.show()
    settle(dialog, qtbot)
    assert list(dialog.page.buttons) == [RescueStep.ELSEWHERE, RescueStep.BEGIN_ANEW]
    assert isinstance(dialog.page.buttons[RescueStep.ELSEWHERE], MainButton)
    assert dialog.page.buttons[RescueStep.ELSEWHERE].hasFocus()
    assert not isinstance(dialog.page.buttons[RescueStep.BEGIN_ANEW], MainButton)
    assert ("ask for it again" if language == "en" else "vraag er nog eens om") in _read(dialog)
    asked: list[object] = []
    dialog.ask_other_folder = lambda: asked.append(True)  # type: ignore[method-assign, assignment, return-value]
    dialog.page.buttons[RescueStep.ELSEWHERE].click()
    assert asked
    assert path.read_bytes() == (share[: len(share) // 2] if content else b"")


def test_a_leftover_of_another_copy_is_taken_away(path: Path, qtbot: QtBot) -> None:
    journal_of(path).write_bytes(b"leftover")
    before = path.read_bytes()
    dialog = open_dialog(path, qtbot, reason=Reason.JOURNAL_STRAY)
    assert next(iter(dialog.page.buttons)) is RescueStep.LEAVE_OUT
    dialog.page.buttons[RescueStep.LEAVE_OUT].click()
    settle(dialog, qtbot)
    assert path.read_bytes() == before
    assert not journal_of(path).exists()
    assert len(list(path.parent.glob("*leftover*"))) == 1


def test_another_copy_can_be_chosen(path: Path, qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "stick" / "from my stick.diary"
    other.parent.mkdir()
    write_diary(other, copied=False)
    spoil(path)
    dialog = open_dialog(path, qtbot)
    dialog.others.click()
    assert dialog.page.elsewhere is not None
    assert dialog.page.elsewhere.isVisible()
    dialog.look(other)
    settle(dialog, qtbot)
    assert "40 days" in _read(dialog)
    assert len(dialog.page.choices) == 1
    dialog.page.buttons[RescueStep.PUT_BACK].click()
    settle(dialog, qtbot)
    assert check(path).days == 40


def test_a_copy_of_another_diary_may_take_the_place_and_is_not_mixed(
    path: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "stick.diary"
    a_journal(other, Clock(NOW - timedelta(days=50)), [a_day(50, stress=7)]).close()
    spoil(path)
    dialog = open_dialog(path, qtbot)
    assert RescueStep.COMPLETE in dialog.page.buttons
    dialog.look(other)
    settle(dialog, qtbot)
    assert RescueStep.PUT_BACK in dialog.page.buttons
    assert RescueStep.COMPLETE not in dialog.page.buttons


def test_what_is_no_sound_copy_is_refused_and_the_page_stays(path: Path, qtbot: QtBot, tmp_path: Path) -> None:
    spoil(path)
    dialog = open_dialog(path, qtbot)
    letter = tmp_path / "letter.diary"
    letter.write_bytes(b"hello")
    dialog.look(letter)
    settle(dialog, qtbot)
    assert "letter.diary is not a diary" in dialog.page.notice.text()
    assert RescueStep.COMPLETE in dialog.page.buttons


def test_a_step_the_disk_refuses_leaves_everything_as_it_was(
    path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Refusal(Reason.DISK_FULL, path=path)

    before = spoil(path)
    dialog = open_dialog(path, qtbot)
    names = {each.name for each in path.parent.iterdir()}
    monkeypatch.setattr(first_aid_module, "replace", full)
    dialog.page.buttons[RescueStep.COMPLETE].click()
    settle(dialog, qtbot)
    assert "The disk is full" in dialog.page.notice.text()
    assert path.read_bytes() == before
    assert {each.name for each in path.parent.iterdir()} == names
    assert dialog.page.buttons[RescueStep.COMPLETE].isEnabled()


def test_what_is_encrypted_is_unlocked_first_and_stays_encrypted(tmp_path: Path, qtbot: QtBot) -> None:
    """The salt at the begin of the diary is lost too; its copy has the same one."""
    path = tmp_path / "my.diary"
    key = Key.new("correct horse battery")
    write_diary(path, key=key)
    spoilt = spoil(path)
    dialog = open_dialog(path, qtbot)
    assert dialog.page.passphrase is not None
    assert not dialog.page.buttons
    dialog.page.passphrase.setText("something else")
    qtbot.keyClick(dialog.page.passphrase, Qt.Key.Key_Return)
    settle(dialog, qtbot)
    assert dialog.page.notice.text()
    dialog.page.passphrase.setText("correct horse battery")
    qtbot.keyClick(dialog.page.passphrase, Qt.Key.Key_Return)
    settle(dialog, qtbot)
    assert "comes back from its newest backup" in _read(dialog)
    dialog.page.buttons[RescueStep.PUT_BACK].click()
    settle(dialog, qtbot)
    assert is_encrypted(path)
    assert value(path, 5, "stress", key) == 5
    assert _kept(path).read_bytes() == spoilt


def test_what_is_newer_in_an_encrypted_diary_is_added_as_far_as_it_can_be_read(
    tmp_path: Path, qtbot: QtBot
) -> None:
    path, key = tmp_path / "my.diary", a_key()
    write_diary(path, key=key)
    lose_notes(path, key)
    dialog = open_dialog(path, qtbot, key=key)
    assert "comes back from its newest backup" in _read(dialog)
    dialog.page.buttons[RescueStep.COMPLETE].click()
    settle(dialog, qtbot)
    assert value(path, 0, "stress", key) == 7
    assert value(path, 5, "stress", key) == 5


def test_of_an_encrypted_diary_without_a_copy_what_can_be_read_is_saved(tmp_path: Path, qtbot: QtBot) -> None:
    path, key = tmp_path / "my.diary", a_key()
    write_diary(path, copied=False, key=key)
    before = lose_notes(path, key)
    dialog = open_dialog(path, qtbot, key=key)
    dialog.page.buttons[RescueStep.RESCUE].click()
    settle(dialog, qtbot)
    assert value(path, 5, "stress", key) == 5
    assert _kept(path).read_bytes() == before


def test_an_encrypted_diary_of_which_nothing_can_be_read_is_kept(tmp_path: Path, qtbot: QtBot) -> None:
    path, key = tmp_path / "my.diary", a_key()
    write_diary(path, copied=False, key=key)
    before = spoil(path)
    dialog = open_dialog(path, qtbot, key=key)
    assert list(dialog.page.buttons) == [RescueStep.ELSEWHERE, RescueStep.BEGIN_ANEW]
    assert "look for one in another folder" in _read(dialog)
    assert path.read_bytes() == before


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_everything_can_be_reached_read_and_hit(path: Path, qtbot: QtBot, language: str, scale: float) -> None:
    from PySide6.QtWidgets import QApplication

    running = QApplication.instance()
    assert isinstance(running, QApplication)
    apply_look(running, load_themes(resources())["light"], scale)
    spoil(path)
    dialog = open_dialog(path, qtbot, language)
    dialog.resize(800, 600)
    dialog.others.click()
    qtbot.wait(60)
    buttons = [button for button in dialog.findChildren(QAbstractButton) if button.isVisible()]
    assert len(buttons) >= 7
    for button in buttons:
        language_in_use = QAccessible.queryAccessibleInterface(button)
        assert language_in_use is not None
        assert language_in_use.text(QAccessible.Text.Name)
        assert min(button.width(), button.height()) >= TOUCH - 1
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())
        assert button.width() <= dialog.width()
    texts = [text for text in dialog.findChildren(Text) if text.isVisible() and text.text()]
    qtbot.waitUntil(lambda: all(text.heightForWidth(text.width()) <= text.height() + 1 for text in texts))
    assert [fault for size in ROOMS[:-1] for fault in faults_at(dialog, size)] == []
