"""What a therapist's computer keeps of lists goes when that is asked for, or the window says why not."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from diary.ui.review.window import ReviewWindow
from diary.ui.widgets.question_dialog import ListDialog


def test_what_is_kept_is_forgotten_only_when_asked_twice(
    window: ReviewWindow, practice: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = practice.parent / "cache"
    qtbot.waitUntil(lambda: any(kept.glob("people-*")), timeout=20_000)
    for words, is_left in (("Keep it", True), ("Forget and close", False)):
        monkeypatch.setattr(
            QMessageBox,
            "exec",
            lambda box, words=words: next(b for b in box.buttons() if b.text() == words).click(),
        )
        window.forget()
        assert any(kept.glob("people-*")) is is_left
        assert window.isVisible() is is_left
    assert len(list(practice.glob("*.diary"))) == 2


def test_what_cannot_be_forgotten_is_said_and_the_window_stays(
    window: ReviewWindow, practice: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = practice.parent / "cache"
    qtbot.waitUntil(lambda: any(kept.glob("people-*")), timeout=20_000)
    monkeypatch.setattr("diary.ui.review.window.is_wanted", lambda *_asked: True)
    for file in kept.glob("people-*.json"):
        file.unlink()
        file.mkdir()
    window.forget()
    (dialog,) = window.findChildren(ListDialog)
    assert str(kept) in dialog.sentence.text()
    assert window.isVisible()
