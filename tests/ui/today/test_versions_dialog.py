"""What a day was before, looked up and had again from the Today page."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from diary.ui.today.versions_dialog import VersionsDialog
from tests.factory import TODAY, Clock, a_journal


@pytest.fixture
def page(context: Context, journal: Journal, qtbot: QtBot) -> TodayPage:
    journal.set_note(TODAY, "note", "zonderlinge marmot")
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    page.show()
    return page


def opened(page: TodayPage) -> VersionsDialog:
    page.header.versions.click()
    dialog = page.findChildren(VersionsDialog)[-1]
    assert isinstance(dialog, VersionsDialog)
    return dialog


def test_the_way_there_is_shown_only_when_something_was_there_before(page: TodayPage, journal: Journal) -> None:
    assert not page.header.versions.isVisible()
    journal.set_note(TODAY, "note", "")
    page.on_changed(Period(TODAY, TODAY))
    assert page.header.versions.isVisible()


def test_a_version_is_had_again_and_stands_on_the_page(page: TodayPage, journal: Journal) -> None:
    journal.set_note(TODAY, "note", "")
    page.on_changed(Period(TODAY, TODAY))
    dialog = opened(page)
    dialog.take[0].click()
    assert journal.day(TODAY).notes == {"note": "zonderlinge marmot"}
    dialog.close()
    page.undo()
    assert journal.day(TODAY).notes == {}


def test_forgetting_asks_once_more(page: TodayPage, journal: Journal) -> None:
    journal.set_note(TODAY, "note", "")
    page.on_changed(Period(TODAY, TODAY))
    dialog = opened(page)
    dialog.forget[0].click()
    assert len(journal.history.versions(TODAY)) == 1
    dialog.forget[0].click()
    assert journal.history.versions(TODAY) == ()
    assert dialog.take == []
    dialog.close()


def test_what_the_disk_refuses_is_reported_in_the_dialog(page: TodayPage, journal: Journal) -> None:
    journal.set_note(TODAY, "note", "")
    page.on_changed(Period(TODAY, TODAY))
    dialog = opened(page)
    journal.path.rename(journal.path.with_name("away"))
    dialog.take[0].click()
    assert "is not there any more" in dialog.notice.text()
    dialog.close()


def test_undo_goes_on_after_the_program_was_closed(tmp_path: Path, context: Context, qtbot: QtBot) -> None:
    first = a_journal(tmp_path / "my.diary", Clock())
    for value in (1, 2, 3):
        first.answer(TODAY, "stress", value)
    first.close()
    again = a_journal(tmp_path / "my.diary", Clock())
    page = TodayPage(context, again)
    qtbot.addWidget(page)
    page.show()
    seen = [again.day(TODAY).value("stress")]
    while page.header.undo.isVisible():
        page.header.undo.click()
        seen.append(again.day(TODAY).value("stress"))
    assert seen == [3, 2, 1, None]
    assert [version.was[0] for version in again.history.versions(TODAY)][:1] == [1]
    again.close()
