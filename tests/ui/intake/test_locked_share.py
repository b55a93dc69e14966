"""A share with a passphrase of its own is taken in once that is typed, one of another diary once that is said."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QInputDialog, QLabel
from pytestqt.qtbot import QtBot

from diary.domain.period import Period
from diary.journal.share import write_share
from diary.storage.key import Key
from diary.ui.widgets.question_dialog import QuestionDialog
from tests.exchange.test_formats import a_content
from tests.factory import TODAY, a_day, a_journal
from tests.journal.test_people import a_share
from tests.ui.intake.conftest import Open

pytestmark = pytest.mark.usefixtures("quick_keys")


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


def test_a_table_whose_answers_differ_is_asked_about(open_program: Open, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "days.csv"
    rows = (f"2026-11-{day:02},Europe/Amsterdam,ordinary,,7\n" for day in range(1, 20))
    path.write_text("day,zone,kind,late,stress\n" + "".join(rows), "utf-8")
    mine = [a_day(back, stress=5) for back in range(1, 20)]
    opened = open_program(a_journal(tmp_path / "mine.diary", days=mine))
    page = opened.bring(path)
    page.take.click()
    (asking,) = opened.window.findChildren(QuestionDialog)
    assert any("not those of your diary" in label.text() for label in asking.findChildren(QLabel))
    asking.no.click()


def test_of_a_table_without_days_in_common_is_asked_whose_it_is(
    open_program: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "days.csv"
    path.write_text("day,zone,kind,late,stress\n2025-11-01,Europe/Amsterdam,ordinary,,7\n", "utf-8")
    opened = open_program(a_journal(tmp_path / "mine.diary", days=[a_day(1, stress=5)]))
    page = opened.bring(path)
    page.take.click()
    (asking,) = opened.window.findChildren(QuestionDialog)
    assert any("tells whose days" in label.text() for label in asking.findChildren(QLabel))
    asking.yes.click()
    qtbot.waitUntil(lambda: page.state.taken is not None, timeout=20_000)
    assert opened.journal.day(date(2025, 11, 1)).value("stress") == 7


def test_days_of_another_diary_are_asked_about_before_they_come_in(
    open_program: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    path = a_share(tmp_path / "for_you.diary", [a_day(1, stress=3)], "Bea", seconds=60)
    opened = open_program(a_journal(tmp_path / "mine.diary", days=[a_day(2, stress=5)]))
    for answer in ("no", "yes"):
        page = opened.bring(path)
        page.take.click()
        (asking,) = opened.window.findChildren(QuestionDialog)
        assert any("another diary, of Bea" in label.text() for label in asking.findChildren(QLabel))
        assert opened.journal.span() == Period(TODAY - timedelta(days=2), TODAY - timedelta(days=2))
        getattr(asking, answer).click()
        qtbot.waitUntil(lambda: not opened.window.findChildren(QuestionDialog))
    qtbot.waitUntil(opened.page.result.isVisible, timeout=20_000)
    assert opened.journal.span() == Period(TODAY - timedelta(days=2), TODAY - timedelta(days=1))
