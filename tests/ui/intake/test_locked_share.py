"""A share with a passphrase of its own is taken in once that is typed."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from diary.journal.share import write_share
from diary.storage.key import Key
from tests.exchange.test_formats import a_content
from tests.factory import a_day, a_journal
from tests.ui.intake.conftest import Open


def test_a_share_with_a_passphrase_asks_for_it(
    open_program: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    theirs, path = a_journal(tmp_path / "theirs.diary", days=[a_day(1, stress=3)]), tmp_path / "for_you.diary"
    content = a_content(theirs)
    write_share(replace(content, addressed=replace(content.addressed, key=Key.new("vier lange dagen"))), path)
    theirs.close()
    answers = [("", False), ("drie lange dagen", True), ("vier lange dagen", True)]
    asked: list[str] = []

    def answer(*question: object) -> tuple[str, bool]:
        asked.append(str(question[2]))
        return answers[len(asked) - 1]

    monkeypatch.setattr(QInputDialog, "getText", answer)
    opened = open_program()
    for said in ("passphrase", "passphrase"):
        opened.bring(path)
        qtbot.waitUntil(lambda: bool(opened.page.source.notice.text()), timeout=20_000)
        assert said in opened.page.source.notice.text()
        assert "Two computers" not in opened.page.source.notice.text()
    opened.bring(path)
    qtbot.waitUntil(lambda: opened.page.state.trial is not None, timeout=20_000)
    assert opened.page.state.trial is not None
    assert opened.page.state.trial.added == 1
    assert len(asked) == 3
    assert "for_you.diary" in asked[0]
