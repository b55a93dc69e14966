"""What Today shows of the plan: one tick an amount, a form with its keys, on a hard day the page for it alone."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.day import DayKind
from diary.journal.journal import Journal
from diary.screens.plan.tools import TOOLS
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from diary.ui.widgets.keys import KeyRow
from tests.factory import TODAY

ALL = tuple(tool.key for tool in TOOLS)


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button is not None, name
    button.click()
    QApplication.processEvents()


@pytest.fixture
def today(context: Context, journal: Journal, qtbot: QtBot) -> TodayPage:
    journal.choices.choose("plan", ALL)
    journal.add_record("after_effort", {"worse": "no"})
    steps = {"what": "walking", "unit": "minutes", "start": 10, "step": 1, "goal": 20, "begins": "2026-11-20"}
    journal.add_record("building", steps)
    journal.add_record("harder_plan", {"part": "helps", "words": "a warm shower"})
    page = TodayPage(context, journal)
    journal.subscribe(page.on_changed)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitUntil(page.plan.isVisible, timeout=5000)
    return page


def test_today_asks_for_this_weeks_amount_with_one_tick(today: TodayPage, journal: Journal) -> None:
    number = journal.records("building")[0].id
    press(today, f"building:done:{number}")
    assert journal.records("building_day")[0].data["day"] == TODAY.isoformat()
    assert today.plan.state is not None
    assert [ask.key for line in today.plan.state.lines for ask in line.asks] == [f"building:rest:{number}"]


def test_on_a_hard_day_only_the_plan_for_it_is_shown(today: TodayPage, journal: Journal, qtbot: QtBot) -> None:
    today.header.hard.click()
    assert any("a warm shower" in label.accessibleName() for label in today.hard_day.findChildren(QWidget))
    shown = [label.text() for label in today.hard_day.findChildren(QLabel)]
    assert "Plan for a harder time" in shown
    assert any("When to call a doctor" in words for words in shown)
    today.hard_day.only_this.click()
    assert journal.day(TODAY).kind is DayKind.HARD
    qtbot.waitUntil(lambda: today.plan.state is not None and bool(today.plan.state.harder), timeout=5000)
    assert today.plan.state is not None
    assert not today.plan.state.lines
    assert today.plan.accessibleName() == "Plan for a harder time"


def test_on_a_hard_day_the_own_plan_stands_first_at_once_and_below_again_on_another(
    today: TodayPage, journal: Journal, qtbot: QtBot
) -> None:
    def top(widget: QWidget) -> int:
        return widget.mapTo(today, widget.rect().topLeft()).y()

    today.header.hard.click()
    today.hard_day.only_this.click()
    assert today.plan.isVisible(), "before anything else is seen in its place"
    QApplication.processEvents()
    assert top(today.plan) < min(top(card) for card in today.sheet.cards)
    assert today.sheet.calm.text()
    assert today.sheet.calm.width() > 0.8 * today.sheet.width(), "large letters need the whole row"
    assert any("new to you" in label.text() for label in today.plan.findChildren(QLabel))
    today.header.hard.click()
    assert journal.day(TODAY).kind is DayKind.ORDINARY
    qtbot.waitUntil(lambda: today.plan.state is not None and not today.plan.state.harder, timeout=5000)
    QApplication.processEvents()
    assert top(today.plan) > max(top(card) for card in today.sheet.cards)


def test_a_form_on_today_keeps_its_keys(today: TodayPage, journal: Journal, qtbot: QtBot) -> None:
    journal.add_record("expectation", {"what": "shopping", "day": "2026-11-21", "expected": 4})
    today.plan.show_today()
    number = journal.records("expectation")[0].id
    press(today, f"expected:answer:{number}")
    form = today.plan.form
    assert form is not None
    keys = form.controls["0.happened"]
    assert isinstance(keys, KeyRow)
    keys.choose(6)
    form.save.click()
    assert journal.records("expectation")[0].data["happened"] == 6
    assert today.findChild(QLineEdit, "field:0.happened") is None
