"""What is chosen in Settings reaches every other page, and the person stays where they were."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from diary.content.country import Country
from diary.content.library import Library
from diary.domain.form import PainRhythm
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.chart_stack import build_stack, chart_kind_choices
from diary.screens.charts import ChartState
from diary.screens.spread import build_lines
from diary.ui.article_dialog import ArticleDialog
from diary.ui.preferences import SYSTEM, Preferences
from diary.ui.program import Program
from diary.ui.sections import SectionedPage
from diary.ui.settings.page import SettingsPage
from diary.ui.today.page import TodayPage
from diary.ui.trends.view import TrendsView
from diary.ui.widgets.date_field import DateField
from diary.ui.window import MainWindow
from tests.factory import TODAY


@pytest.fixture
def program(journal: Journal, tmp_path: Path) -> Program:
    return Program(journal, resources(), tmp_path / "settings.ini", "en")


@pytest.fixture
def window(program: Program, qtbot: QtBot) -> Iterator[MainWindow]:
    window = program.open(page="settings")
    qtbot.addWidget(window)
    qtbot.waitActive(window)
    yield window
    window.close()


def _page(window: MainWindow) -> SettingsPage:
    sectioned = window.page("settings")
    assert isinstance(sectioned, SectionedPage)
    page = sectioned.section("form")
    assert isinstance(page, SettingsPage)
    return page


def _today(window: MainWindow) -> TodayPage:
    page = window.page("today")
    assert isinstance(page, TodayPage)
    return page


def _add(page: SettingsPage, name: str) -> None:
    page.own.add.click()
    page.own.form.names["en"].setText(name)
    page.own.form.save.click()


def test_another_country_brings_its_own_numbers_at_once_and_keeps_them(window: MainWindow, tmp_path: Path) -> None:
    page = _page(window)
    assert page.display.countries.value is Country.ELSEWHERE
    page.display.countries.buttons[Country.BELGIUM].click()
    assert _page(window).display.countries.value is Country.BELGIUM
    window.show_red_flags()
    dialog = window.findChild(ArticleDialog)
    assert dialog is not None
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "1813" in told
    assert "113.nl" not in told
    assert "{" not in told
    kept = Preferences(tmp_path / "settings.ini", ("en",), ("light",), "en")
    assert kept.country is Country.BELGIUM


def test_a_new_item_is_asked_at_once_and_the_person_stays(
    window: MainWindow, journal: Journal, qtbot: QtBot
) -> None:
    before = _page(window)
    _add(before, "Wool 🧶")
    qtbot.waitUntil(lambda: _page(window) is not before)
    page = _page(window)
    assert window.current == "settings"
    assert "Wool 🧶" in page.own.said.text()
    assert page.own.form.isHidden()
    assert QApplication.focusWidget() is page.own.add
    assert "wool" in _today(window).sheet.fields
    qtbot.keyClick(_today(window).sheet.fields["wool"].control, Qt.Key.Key_4)
    assert journal.day(TODAY).value("wool") == 4


def test_undo_takes_a_new_item_back_everywhere(window: MainWindow, journal: Journal, qtbot: QtBot) -> None:
    before = _page(window)
    _add(before, "Wool")
    qtbot.waitUntil(lambda: _page(window) is not before)
    _today(window).undo()
    qtbot.waitUntil(lambda: "wool" not in _today(window).sheet.fields)
    assert not journal.own_items
    assert not _page(window).own.rows


def test_an_item_that_rests_is_not_asked_any_more(window: MainWindow, journal: Journal, qtbot: QtBot) -> None:
    _add(_page(window), "Wool")
    qtbot.waitUntil(lambda: "wool" in _page(window).own.rows and "wool" in _today(window).sheet.fields)
    _page(window).own.rows["wool"].rest.click()
    qtbot.waitUntil(lambda: "wool" not in _today(window).sheet.fields)
    assert [own.item.archived for own in journal.own_items] == [True]


def test_larger_words_are_there_at_once_and_next_time(
    program: Program, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    usual = program.qt.font().pixelSize()
    _page(window).display.sizes.buttons[200].click()
    assert program.qt.font().pixelSize() == 2 * usual
    page = _page(window)
    assert window.current == "settings"
    assert page.display.sizes.value == 200
    assert Preferences(tmp_path / "settings.ini", ("en",), ("light",), "en").text_size == 200


def test_what_was_pressed_is_still_in_sight_when_words_are_twice_as_large(
    window: MainWindow, qtbot: QtBot
) -> None:
    button = _page(window).display.sizes.buttons[200]
    _page(window).area.ensureWidgetVisible(button)
    button.setFocus()
    button.click()
    page = _page(window)
    button = page.display.sizes.buttons[200]
    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())
    assert button.hasFocus()
    assert page.area.verticalScrollBar().value() > 0


def test_another_language_and_colours_leave_the_person_where_they_were(window: MainWindow, qtbot: QtBot) -> None:
    _page(window).display.themes.buttons["dim"].setFocus()
    _page(window).display.themes.buttons["dim"].click()
    assert QApplication.focusWidget() is _page(window).display.themes.buttons["dim"]
    _page(window).display.languages.buttons["nl"].click()
    assert window.current == "settings"
    assert _page(window).display.languages.value == "nl"
    assert _page(window).display.themes.value == "dim"


def test_today_asks_what_was_chosen_when_one_goes_back(window: MainWindow, qtbot: QtBot) -> None:
    assert "rested" not in _today(window).sheet.fields
    _page(window).questions.forms.buttons["own"].click()
    _page(window).questions.switches["rested"].click()
    _page(window).questions.switches["stress"].click()
    _page(window).pain.rhythms.buttons[PainRhythm.OFF].click()
    window.open_page("today")
    shown = {key for key, field in _today(window).sheet.fields.items() if not field.isHidden()}
    assert "rested" in shown
    assert not {"stress", "pain_average"} & shown


def test_every_other_page_knows_a_new_item(window: MainWindow, journal: Journal, qtbot: QtBot) -> None:
    _add(_page(window), "Wool")
    qtbot.waitUntil(lambda: "wool" in _today(window).sheet.fields)
    journal.answer(TODAY, "wool", 4)
    window.open_page("calendar")
    qtbot.waitUntil(partial(_offers, window.page("calendar"), "Wool"))
    window.open_page("trends/lines/stress")
    view = window.page("trends").findChild(TrendsView)
    assert view is not None
    chooser = view.open_chooser()
    assert chooser.chart_kinds.findItems("Wool", Qt.MatchFlag.MatchExactly)


def _offers(page: QWidget, name: str) -> bool:
    return any(box.findText(name) >= 0 for box in page.findChildren(QComboBox))


def test_weeks_start_where_the_person_says_on_every_page(
    window: MainWindow, program: Program, journal: Journal, qtbot: QtBot
) -> None:
    journal.answer(TODAY, "stress", 3)
    before = _page(window)
    before.week.days.buttons[6].click()
    qtbot.waitUntil(lambda: _page(window) is not before and _page(window).week.days.value == 6)
    assert journal.form().week_starts == journal.week_starts == 6
    context = program._context()
    assert context.language.week_starts == 6
    assert DateField(context.language, "Day").calendarWidget().firstDayOfWeek() is Qt.DayOfWeek.Sunday
    assert {one.week_starts for chart in _charts(context.library, journal) for one in chart.series} == {6}
    again = _page(window)
    again.week.days.buttons[SYSTEM].click()
    qtbot.waitUntil(lambda: _page(window) is not again)
    assert "form.week_starts" not in journal._core.store.pairs("setting")


def _charts(library: Library, journal: Journal) -> list[ChartState]:
    table = journal.table(Period.ending(TODAY, 30))
    stack = build_stack(table, library, [one.key for one in chart_kind_choices(library)])
    return [*stack.charts, *(line.chart for line in build_lines(table, library))]
