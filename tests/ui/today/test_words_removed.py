"""Whoever takes words away hears at that moment that they are kept, and can have them forgotten at once."""

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from diary.domain.day import Moment, MomentKind
from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage

MOMENT = Moment(MomentKind.FLARE, 600, None, "after the stairs")


@pytest.fixture
def page(context: Context, journal: Journal, qtbot: QtBot) -> TodayPage:
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [("note", "marzipan", ""), ("moments", (MOMENT,), ()), ("moments", (MOMENT,), (replace(MOMENT, text=""),))],
    ids=["a note", "a moment", "the words of a moment"],
)
def test_it_is_said_and_forgotten_on_request(
    page: TodayPage, journal: Journal, key: str, before: object, after: object
) -> None:
    page.editor.answer(key, before)
    assert page.removed.isHidden()
    page.editor.answer(key, after)
    assert page.removed.isVisible()
    assert "a year" in page.removed.text.text()
    assert journal.history.versions(journal.today)
    page.removed.retry.click()
    assert page.removed.isHidden()
    assert not journal.history.versions(journal.today)


def test_words_that_are_typed_again_say_nothing(page: TodayPage) -> None:
    page.editor.answer("note", "marzipan")
    page.editor.answer("note", "")
    page.editor.answer("note", "marzipan again")
    assert page.removed.isHidden()
