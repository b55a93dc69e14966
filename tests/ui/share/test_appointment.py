"""My appointment is stored as it is typed, can be ordered by keys and undone, and shows the pages beside it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.share import BLOCKS
from diary.ui.pages import Context
from diary.ui.share.appointment import AppointmentPage
from diary.ui.style import apply_look
from diary.ui.widgets.scrolling import Scrolling
from tests.factory import a_day

Open = Callable[[Journal], AppointmentPage]


class Window:
    """The little of a window that the page calls."""

    def __init__(self, journal: Journal) -> None:
        self.journal, self.resources = journal, resources()
        self.opened: list[str] = []

    def open_page(self, address: str) -> None:
        self.opened.append(address)


@pytest.fixture
def logged(journal: Journal) -> Journal:
    journal.import_days(
        a_day(ago, function=6, stress=(7 if ago > 28 else 2) + ago % 2, fatigue=4) for ago in range(90)
    )
    return journal


@pytest.fixture
def open_page(context: Context, qtbot: QtBot) -> Open:
    def open_it(journal: Journal) -> AppointmentPage:
        page = AppointmentPage(context, Window(journal))  # type: ignore[arg-type]
        qtbot.addWidget(page)
        page.resize(1180, 820)
        page.show()
        QApplication.processEvents()
        return page

    return open_it


def data_of(journal: Journal) -> dict[str, object]:
    records = journal.records("appointment")
    return dict(records[-1].data) if records else {}


def type_in(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_what_is_typed_is_stored_within_a_second_and_stands_on_the_page(
    logged: Journal, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(logged)
    type_in(page.questions[0].line, "Why?")
    qtbot.waitUntil(lambda: data_of(logged) == {"questions": ["Why?"]}, timeout=5000)
    type_in(page.lines["when"], "1-12-2026")
    type_in(page.lines["with"], "GP")
    assert page.flush()
    assert data_of(logged) == {"questions": ["Why?"], "when": "2026-12-01", "with": "GP"}
    assert len(logged.records("appointment")) == 1
    page._show_pages()
    assert "1. Why?" in page.preview.accessibleDescription()
    assert open_page(logged).questions[0].line.text() == "Why?"


def test_a_date_that_is_none_is_one_sentence_and_the_rest_is_stored(logged: Journal, open_page: Open) -> None:
    page = open_page(logged)
    type_in(page.lines["when"], "soon")
    type_in(page.lines["with"], "GP")
    page.flush()
    assert data_of(logged) == {"with": "GP"}
    assert "soon" in page.notices["when"].text()
    assert page.lines["when"].text() == "soon"


def test_why_a_date_is_refused_stands_in_the_place_of_the_one_before(logged: Journal, open_page: Open) -> None:
    logged.add_record("appointment", {"when": "2026-10-01", "with": "GP"})
    logged.add_record("appointment", {"when": "2026-12-01", "with": "GP"})
    page = open_page(logged)
    assert page.earlier.isVisible()
    assert page.notices["when"].isHidden()
    type_in(page.lines["when"], "soon")
    page.flush()
    assert page.earlier.isHidden()
    assert page.notices["when"].isVisible()
    type_in(page.lines["when"], "2-12-2026")
    page.flush()
    assert page.earlier.isVisible()


def test_questions_change_places_by_keys_and_buttons(logged: Journal, open_page: Open) -> None:
    logged.add_record("appointment", {"with": "GP", "questions": ["a", "b", "c"]})
    page = open_page(logged)
    page.questions[2].line.setFocus()
    QTest.keyClick(page.questions[2].line, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert data_of(logged)["questions"] == ["a", "c", "b"]
    assert page.questions[1].line.hasFocus()
    page.questions[0].down.click()
    assert data_of(logged)["questions"] == ["c", "a", "b"]


def test_the_proposal_is_the_diarys_until_it_is_typed_over_and_can_come_back(
    logged: Journal, open_page: Open
) -> None:
    logged.add_record("appointment", {"with": "GP"})
    page = open_page(logged)
    assert "stress" in page.changed.written
    assert "changed" not in data_of(logged)
    page.changed.setPlainText("I sleep worse")
    page.flush()
    assert data_of(logged)["changed"] == "I sleep worse"
    page.changed.setPlainText("")
    page.flush()
    assert data_of(logged)["changed"] == ""
    page.again.click()
    assert "changed" not in data_of(logged)
    assert "stress" in page.changed.written


def test_what_was_done_can_be_undone(logged: Journal, open_page: Open) -> None:
    logged.add_record("appointment", {"with": "GP", "hope": "to cook"})
    page = open_page(logged)
    assert page.undo_button.isHidden()
    page.hope.setPlainText("nothing")
    page.flush()
    assert data_of(logged)["hope"] == "nothing"
    page.undo_button.click()
    assert data_of(logged)["hope"] == "to cook"
    assert page.hope.written == "to cook"


def test_after_its_day_the_next_begins_with_it(logged: Journal, open_page: Open) -> None:
    logged.add_record("appointment", {"with": "GP", "when": "2026-11-21", "questions": ["Why?"], "changed": "x"})
    page = open_page(logged)
    assert not page.next.isHidden()
    page.next.click()
    assert [dict(one.data) for one in logged.records("appointment")][-1] == {"with": "GP", "questions": ["Why?"]}
    assert page.next.isHidden()
    assert "21 November 2026" in page.earlier.text()
    assert page.lines["when"].text() == ""
    assert page.questions[0].line.text() == "Why?"


def test_medicines_are_put_on_the_second_page_and_the_lists_are_near(logged: Journal, open_page: Open) -> None:
    page = open_page(logged)
    assert not page.medicines.isChecked()
    page.medicines.click()
    assert "medicine" in (logged.choices.chosen(BLOCKS) or ())
    assert open_page(logged).medicines.isChecked()


def test_an_empty_diary_and_a_file_that_cannot_be_written_are_no_trouble(
    journal: Journal, open_page: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    page = open_page(journal)
    page._show_pages()
    assert page.preview.pages
    assert "Too few days" in page.about_change.text()
    page.outlet.save(page._state, tmp_path / "no" / "a.pdf")  # type: ignore[arg-type]
    assert page.notices[""].text()


@pytest.mark.parametrize("scale", [1, 2])
def test_in_a_low_window_what_is_typed_has_most_of_it(
    logged: Journal, open_page: Open, context: Context, qapp: QApplication, scale: int
) -> None:
    apply_look(qapp, context.theme, scale)
    page = open_page(logged)
    page.resize(940, 496)
    QApplication.processEvents()
    area = next(each for each in page.findChildren(Scrolling) if each.isAncestorOf(page.hope))
    area.ensureWidgetVisible(page.hope)
    QApplication.processEvents()
    apply_look(qapp, context.theme, 1)
    assert area.height() >= 0.7 * page.height()
    assert not page.save.visibleRegion().boundingRect().height()
    assert page.hope.visibleRegion().boundingRect().height() >= 40


def test_it_fits_a_small_window(logged: Journal, open_page: Open) -> None:
    page = open_page(logged)
    page.resize(640, 560)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= 640
    assert page.preview.isVisible()


@pytest.mark.parametrize(
    ("typed", "stored"), [("3 dec", "2026-12-03"), ("Thursday", "2026-11-26"), ("1-12", "2026-12-01")]
)
def test_a_day_is_typed_without_its_year_and_shown_whole(
    logged: Journal, open_page: Open, typed: str, stored: str, qtbot: QtBot
) -> None:
    page = open_page(logged)
    type_in(page.lines["when"], typed)
    qtbot.waitUntil(lambda: data_of(logged) == {"when": stored}, timeout=5000)
    assert page.lines["when"].text() == typed
    QTest.keyClick(page.lines["when"], Qt.Key.Key_Tab)
    day = date.fromisoformat(stored)
    assert page.lines["when"].text() == page._context.language.pattern(day, "ccc d MMM y")
    type_in(page.lines["with"], "GP")
    page.flush()
    assert data_of(logged) == {"when": stored, "with": "GP"}
    assert len(logged.records("appointment")) == 1
