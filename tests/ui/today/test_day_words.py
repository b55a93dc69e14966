"""The questions speak of the day on screen, whichever day that is."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from diary.ui.widgets.keys import KeyRow
from diary.ui.widgets.typed import TypedField
from tests.factory import TODAY
from tests.ui.today.opened import opened

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def page(context: Context, journal: Journal, qtbot: QtBot) -> Iterator[TodayPage]:
    with opened(context, journal, qtbot) as page:
        yield page


def _stress(page: TodayPage) -> int | None:
    control = page.sheet.fields["stress"].control
    assert isinstance(control, KeyRow)
    return control.value


@pytest.mark.parametrize(("ago", "word"), [(0, "today"), (1, "yesterday"), (2, "that day"), (300, "that day")])
def test_the_questions_speak_of_the_day_on_screen(page: TodayPage, ago: int, word: str) -> None:
    page.go_to(TODAY - timedelta(days=300))
    page.go_to(TODAY - timedelta(days=ago))
    question = f"How much stress did you have {word}?"
    assert page.sheet.fields["stress"].question.text() == question
    assert page.sheet.fields["stress"].control.accessibleName() == f"{question}: not answered"
    assert page.sheet.body is not None
    assert page.sheet.body.accessibleName() == f"Where did you have pain {word}?"
    assert page.sheet.body.as_before.text() == ("As yesterday" if word == "today" else "As the day before")
    page.header.hard.click()
    assert page.hard_day.question.text() == f"How much could you do of what mattered to you {word}?"


def test_words_of_another_day_take_no_answer_along(page: TodayPage, journal: Journal, qtbot: QtBot) -> None:
    into_bed = page.sheet.fields["into_bed"].control
    into_bed.setFocus()
    qtbot.keyClicks(into_bed, "25:00")
    page.sheet.fields["stress"].control.setFocus()
    qtbot.keyClicks(page.sheet.fields["stress"].control, "7")
    page.go_by(-1)
    into_bed = page.sheet.fields["into_bed"].control
    assert isinstance(into_bed, TypedField)
    assert into_bed.text() == ""
    assert _stress(page) is None
    assert journal.day(YESTERDAY).is_empty
    page.go_by(1)
    assert _stress(page) == 7
