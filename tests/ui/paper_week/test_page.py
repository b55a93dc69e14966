"""A filled week sheet is typed in by keys alone, box by box."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from diary.content.library import load_library
from diary.domain.day import AnswerSource
from diary.domain.form import Form
from diary.domain.item import Item, Kind, OwnItem, Preset
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.pages import Context
from diary.ui.paper_week.grid import BodyDialog
from diary.ui.paper_week.page import PaperWeekPage
from diary.ui.style import apply_look
from tests.factory import TODAY
from tests.ui.accessible import is_drawn_whole

MONDAY = TODAY - timedelta(days=TODAY.weekday())


@pytest.fixture
def page(context: Context, journal: Journal, qtbot: QtBot) -> PaperWeekPage:
    journal.set_form(Form(Preset.FULL))
    page = PaperWeekPage(context, journal, resources())
    qtbot.addWidget(page)
    page.resize(1100, 700)
    with qtbot.waitExposed(page):
        page.show()
    return page


def row_of(page: PaperWeekPage, key: str) -> int:
    return next(row for row, asked in enumerate(page.sheet.rows) if asked.item.key == key)


def go_to(page: PaperWeekPage, key: str, column: int) -> None:
    page.grid.setCurrentCell(row_of(page, key), column)
    page.grid.setFocus()


def type_in(page: PaperWeekPage, qtbot: QtBot, text: str) -> None:
    """Type as with a keyboard: the first sign opens the box, Enter leaves it downwards."""
    qtbot.keyClicks(page.grid, text[0])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.grid.state() is QAbstractItemView.State.NoState)


def words(page: PaperWeekPage, key: str, column: int) -> str:
    box = page.grid.item(row_of(page, key), column)
    assert box is not None
    return box.text()


def test_boxes_are_typed_downwards_and_each_is_one_change(
    page: PaperWeekPage, journal: Journal, qtbot: QtBot
) -> None:
    go_to(page, "stress", 1)
    type_in(page, qtbot, "4")
    type_in(page, qtbot, "6")
    tuesday = MONDAY + timedelta(days=1)
    assert (journal.day(tuesday).value("stress"), journal.day(tuesday).value("tension")) == (4, 6)
    page.undo()
    assert (words(page, "stress", 1), words(page, "tension", 1)) == ("4", "")


@pytest.mark.parametrize("key", ["into_bed", "stress", "good_thing"])
def test_in_a_low_window_the_box_and_why_it_was_not_taken_are_in_sight(
    page: PaperWeekPage, qtbot: QtBot, context: Context, qapp: QApplication, key: str
) -> None:
    apply_look(qapp, context.theme, 2)
    page.resize(900, 460)
    QApplication.processEvents()
    go_to(page, "sleep_latency", 1)
    type_in(page, qtbot, "nonsense")
    assert page.notice.visibleRegion().boundingRect().height() == page.notice.height()
    go_to(page, key, 1)
    QApplication.processEvents()
    box = page.grid.visualItemRect(page.grid.currentItem())
    shown = page.grid.viewport().visibleRegion().boundingRect()
    apply_look(qapp, context.theme, 1)
    assert shown.contains(box.center())


def test_only_the_box_that_is_typed_in_is_drawn_again_and_nothing_old_stays(
    page: PaperWeekPage, qtbot: QtBot
) -> None:
    go_to(page, "stress", 1)
    for text in ("4", "99"):
        type_in(page, qtbot, text)
        assert is_drawn_whole(page), text
    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    assert is_drawn_whole(page)
    page.before.setFocus()
    assert is_drawn_whole(page)


def test_answers_of_a_dated_sheet_come_from_paper_and_are_not_late(
    page: PaperWeekPage, journal: Journal, qtbot: QtBot
) -> None:
    go_to(page, "stress", 0)
    type_in(page, qtbot, "4")
    page.dated.setChecked(False)
    go_to(page, "fatigue", 0)
    type_in(page, qtbot, "5")
    day = journal.day(MONDAY)
    assert (day.answers["stress"].source, day.answers["stress"].is_late(MONDAY)) == (AnswerSource.PAPER, False)
    assert (day.answers["fatigue"].source, day.answers["fatigue"].is_late(MONDAY)) == (AnswerSource.TYPED, True)


def test_every_kind_of_question_has_a_way_to_be_typed(page: PaperWeekPage, journal: Journal, qtbot: QtBot) -> None:
    typed = {
        "into_bed": "2315", "sleep_latency": "20", "naps": "14:10/25", "activities": "walking:30:4",
        "people": "1", "worried_damage": "1", "note": "a long day", "body_map": "0",
    }  # fmt: skip
    for key, text in typed.items():
        go_to(page, key, 2)
        type_in(page, qtbot, text)
    shown = {key: words(page, key, 2) for key in typed}
    assert shown == {**typed, "into_bed": "23:15", "body_map": "no pain"}
    day = journal.day(MONDAY + timedelta(days=2))
    assert [nap.source for nap in day.naps] == [AnswerSource.PAPER]
    assert (day.is_mapped, day.activities[0].effort, day.notes["note"]) == (True, 4, "a long day")


def test_a_cross_on_paper_is_typed_as_one(page: PaperWeekPage, journal: Journal, qtbot: QtBot) -> None:
    go_to(page, "body_map", 1)
    type_in(page, qtbot, "X")
    assert words(page, "body_map", 1) == "no pain"
    assert journal.day(MONDAY + timedelta(days=1)).is_mapped
    assert "0 or x" in page.how.text()


def test_what_is_no_answer_stays_in_its_box_with_the_reason(
    page: PaperWeekPage, journal: Journal, qtbot: QtBot
) -> None:
    go_to(page, "stress", 0)
    type_in(page, qtbot, "11")
    assert words(page, "stress", 0) == "11"
    assert "10" in page.notice.text()
    assert not page.flush()
    go_to(page, "stress", 0)
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert (words(page, "stress", 0), page.notice.text(), page.flush()) == ("", "", True)
    assert journal.day(MONDAY).is_empty


def test_a_night_that_cannot_be_is_stored_and_said(page: PaperWeekPage, journal: Journal, qtbot: QtBot) -> None:
    for key, text in (("into_bed", "23:00"), ("woke_up", "7:00"), ("got_up", "6:00")):
        go_to(page, key, 0)
        type_in(page, qtbot, text)
    assert page.notice.text()
    assert journal.day(MONDAY).value("got_up") == 360


def test_enter_opens_the_body_which_is_painted_by_keys(
    page: PaperWeekPage, journal: Journal, qtbot: QtBot
) -> None:
    go_to(page, "body_map", 0)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    dialog = page.grid.findChild(BodyDialog)
    assert dialog is not None
    key = next(iter(dialog.map.areas))
    qtbot.keyClicks(dialog.map.areas[key], "7")
    qtbot.waitUntil(lambda: journal.day(MONDAY).areas == {key: 7})
    dialog.accept()
    assert words(page, "body_map", 0) == "1 area"
    assert journal.day(MONDAY).answers["body_map"].source is AnswerSource.PAPER


def test_days_to_come_are_closed_weeks_before_are_open_and_next_week_is_printed_before(
    page: PaperWeekPage, journal: Journal, qtbot: QtBot
) -> None:
    page.after.click()
    assert page.sheet.days[0] == MONDAY + timedelta(days=7)
    assert not page.after.isEnabled()
    boxes = page.grid.findItems("", Qt.MatchFlag.MatchContains)
    assert not any(box.flags() & Qt.ItemFlag.ItemIsEditable for box in boxes)
    page.before.click()
    page.before.click()
    assert page.sheet.days[0] == MONDAY - timedelta(days=7)
    assert page.after.isEnabled()
    journal.set_form(Form(Preset.ESSENTIALS))
    page.after.click()
    assert page.grid.rowCount() == len(page.sheet.rows) == 5


def test_a_letter_of_a_question_that_no_font_has_is_named_beside_the_file(
    context: Context, journal: Journal, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diary.report.printable._ranges_of_all", lambda _folder: [])
    journal.save_own_item(OwnItem(Item("tea", Kind.COUNT, "own", 0, 20, own=True), {"en": "茶"}))
    journal.set_form(Form(None, frozenset({"tea"})))
    library = load_library(resources(), "en", journal.own_items)
    page = PaperWeekPage(replace(context, library=library), journal, resources())
    qtbot.addWidget(page)
    page.save(tmp_path / "week.pdf")
    assert page.done.words.startswith("Saved: week.pdf. No font on this computer has these letters: 茶.")


def test_the_blank_sheet_is_saved(page: PaperWeekPage, tmp_path: Path) -> None:
    page.save(tmp_path / "week.pdf")
    assert (tmp_path / "week.pdf").read_bytes().startswith(b"%PDF")
    assert "week.pdf" in page.done.words
    page.save(tmp_path / "nowhere" / "week.pdf")
    assert "Saved" not in page.done.words
    assert page.done.words
