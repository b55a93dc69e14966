"""Menus that say what the columns of a table are."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.item import Kind
from diary.exchange.fields import Several
from diary.exchange.mapping import load_mapping
from diary.ui.intake.mapper import NEW, SubjectRow
from diary.ui.intake.menus import Menu
from diary.ui.intake.page import IntakePage
from tests.ui.accessible import upwards
from tests.ui.fitting import settle
from tests.ui.intake.conftest import TABLE, Open, Opened, pick


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def shown(opened: Opened, qtbot: QtBot) -> IntakePage:
    """Wait for the days that the choices come to."""
    page = opened.page
    qtbot.waitUntil(page.take.isEnabled, timeout=20_000)
    return page


def test_menus_say_what_the_columns_of_a_table_are(
    open_program: Open, table: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    opened = open_program()
    page = opened.bring(table)
    assert page.mapper.isVisible()
    assert not page.take.isEnabled()
    pick(page.mapper.rows["tense"].target, "stress")
    page = shown(opened, qtbot)
    assert page.days.rows == (("Stress", "5", "1"),)
    assert "On 1 day there is more than one “Stress”: the average counts." in page.counts.lines
    pick(page.mapper.rows["coffee"].target, NEW)
    qtbot.waitUntil(lambda: any("coffee" in row for row in page.days.rows))
    dialog = page.ask_map()
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "map.toml"))
    before = page.mapper.choices
    opened.take()
    day = opened.journal.day(date(2026, 11, 20))
    assert (day.value("stress"), day.value("coffee")) == (5, 1.5)
    assert before.uses["coffee"].own is not None
    library = opened.page._context.library
    assert load_mapping(tmp_path / "map.toml").columns == ("when", "tense", "coffee")
    assert "coffee" in library.catalogue


def test_what_could_not_be_used_is_still_said_when_the_rest_is_in_the_diary(
    open_program: Open, table: Path, qtbot: QtBot
) -> None:
    table.write_text("date;stress;note\n2026-11-20;4;a\n2026-11-21;5;b\n2026-11-22;5;c; d\n", encoding="utf-8")
    opened = open_program()
    shown_page = opened.bring(table)
    qtbot.waitUntil(shown_page.take.isEnabled, timeout=20_000)
    opened.take()
    assert "1 row could not be used:" in opened.page.result.lines
    assert "no column for “d”" in opened.page.result.lines[-1]


def test_a_column_without_a_name_is_called_by_its_first_day_too(open_program: Open, table: Path) -> None:
    table.write_text("2026-11-20;4\n2026-11-21;5\n", encoding="utf-8")
    page = open_program().bring(table)
    asked = "Which column is the date?"
    (dates,) = (one for one in page.mapper.findChildren(Menu) if one.accessibleName() == asked)
    assert dates.itemText(0) == "1 (2026-11-20)"


def test_a_new_item_can_be_of_another_kind_and_of_another_name(
    open_program: Open, table: Path, qtbot: QtBot
) -> None:
    opened = open_program()
    page = opened.bring(table)
    row = page.mapper.rows["coffee"]
    pick(row.target, NEW)
    pick(menu(row, "How is it answered?"), Kind.COUNT)
    assert row.use is not None
    assert row.use.own is not None
    assert (row.use.own.kind, row.use.several) == (Kind.COUNT, Several.SUM)
    line = next(
        one for one in row.findChildren(QLineEdit) if one.accessibleName() == "Name" and not one.isHidden()
    )
    line.setText("Cups of coffee")
    line.editingFinished.emit()
    assert (row.use.item, row.use.own.names) == ("cups_of_coffee", {"en": "Cups of coffee"})
    pick(menu(row, "0 means"), False)
    page = shown(opened, qtbot)
    qtbot.waitUntil(lambda: page.days.rows == (("Cups of coffee", "3"),))
    pick(menu(row, "How is it answered?"), Kind.TEXT)
    assert row.use.item == "note"
    assert row.target.currentData() == "note"


def test_a_word_among_large_numbers_stands_for_one_of_a_hundred(open_program: Open, tmp_path: Path) -> None:
    """The scale of a file may go to a million, and no menu of those is ever made."""
    path = tmp_path / "table.csv"
    path.write_text("when,coffee\n2026-11-19,0\n2026-11-20,900000\n2026-11-21,lots\n", encoding="utf-8")
    row = open_program().bring(path).mapper.rows["coffee"]
    pick(row.target, "stress")
    assert menu(row, "“lots” means").count() == 102


def menu(row: SubjectRow, name: str) -> Menu:
    """The menu of a column that asks this."""
    return next(one for one in row.findChildren(Menu) if one.accessibleName() == name and not one.isHidden())


def test_a_search_in_the_menu_finds_an_item_by_any_part_of_its_name(
    open_program: Open, table: Path, qtbot: QtBot
) -> None:
    opened = open_program()
    page = opened.bring(table)
    target = page.mapper.rows["tense"].target
    target.setFocus()
    line = target.lineEdit()
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "tres")
    completer = target.completer()
    popup = completer.popup() if completer is not None else None
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    shown(opened, qtbot)
    assert page.mapper.choices.uses["tense"].item == "stress"
    line.setText("nothing like it")
    line.editingFinished.emit()
    assert target.currentText() == "Stress"


def test_a_click_on_the_words_of_a_menu_shows_the_whole_list_and_marks_them(
    open_program: Open, table: Path, qtbot: QtBot
) -> None:
    target = open_program().bring(table).mapper.rows["tense"].target
    line, completer = target.lineEdit(), target.completer()
    assert line is not None
    assert completer is not None
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    popup = completer.popup()
    assert popup is not None
    assert popup.isVisible()
    assert completer.completionCount() == target.count()
    assert line.selectedText() == "Not used"


@pytest.mark.parametrize("typed", ["linkerknie", "left knee", "knee links"])
def test_a_search_finds_a_place_by_words_of_both_languages(
    open_program: Open, tmp_path: Path, typed: str, qtbot: QtBot
) -> None:
    path = tmp_path / "places.csv"
    path.write_text("day,k,where\n2026-11-20,4,nek\n2026-11-21,6,nek; knie\n", encoding="utf-8")
    opened = open_program()
    page = opened.bring(path)
    target = page.mapper.rows["k"].target
    completer = target.completer()
    assert completer is not None
    completer.setCompletionPrefix(typed)
    found = completer.completionModel()
    assert [found.index(row, 0).data() for row in range(found.rowCount())] == ["Pain: knee, left"]
    pick(target, "body_map.knee_l")
    pick(page.mapper.rows["where"].target, "body_map")
    pick(menu(page.mapper.rows["where"], "How strong is that pain?"), 3.0)
    pick(menu(page.mapper.rows["where"], "“knie” means"), "knee_r")
    page = shown(opened, qtbot)
    said = "neck 3; knee, left 6; knee, right 3"
    qtbot.waitUntil(lambda: page.take.isEnabled() and page.days.rows[0][2:] == (said,))
    opened.take()
    assert dict(opened.journal.day(date(2026, 11, 21)).areas) == {
        "front_knee_l": 6, "back_knee_l": 6, "front_knee_r": 3, "back_knee_r": 3,
        "back_neck_l": 3, "back_neck_r": 3,
    }  # fmt: skip


def test_what_was_said_about_a_table_is_there_in_another_language(
    open_program: Open, table: Path, qtbot: QtBot
) -> None:
    opened = open_program()
    page = opened.bring(table)
    pick(page.mapper.rows["tense"].target, "stress")
    shown(opened, qtbot)
    opened.window.prefer("language", "nl")
    page = shown(opened, qtbot)
    assert page.mapper.rows["tense"].target.currentData() == "stress"


def test_other_columns_are_looked_at_in_a_thread_and_then_shown(
    open_program: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "named.csv"
    rows = "".join(f"2026-11-{day:02d},{name},{day}\n" for day in range(1, 5) for name in ("Knee Pain", "joy"))
    path.write_text("day,name,much\n" + rows, encoding="utf-8")
    page = open_program().bring(path)
    assert page.mapper.rows.keys() == {"name", "much"}
    asked = "Is there a column that says what each row is about?"
    (by,) = (one for one in page.mapper.findChildren(Menu) if one.accessibleName() == asked)
    pick(by, "name")
    assert page.reading is not None
    assert page.reading.is_going
    qtbot.waitUntil(lambda: page.mapper.rows.keys() == {"Knee Pain", "joy"}, timeout=20_000)
    assert page.mapper.choices.value == "much"
    targets = page.mapper.rows["Knee Pain"].target
    named = [targets.itemText(line) for line in range(1, 4)]
    assert named == ["Pain: knee, left", "Pain: knee, right", "Pain: knee, both sides"]
    focus = page.window().focusWidget()
    assert isinstance(focus, Menu)
    assert page.mapper.isAncestorOf(focus)


def test_tab_goes_down_the_columns_with_what_is_asked_of_each_and_then_to_the_last_step(
    open_program: Open, table: Path, qtbot: QtBot
) -> None:
    opened = open_program()
    page = opened.bring(table)
    page = shown(opened, qtbot) if page.take.isEnabled() else page
    row = page.mapper.rows["coffee"]
    pick(row.target, NEW)
    kind = menu(row, "How is it answered?")
    last = menu(row, "Several on one day: which counts?")
    qtbot.waitUntil(lambda: kind.isVisible() and upwards([last, page.mapper.save]) == [])
    opened.wait()
    settle()
    reached: list[QWidget] = [page.mapper.rows["tense"].target]
    reached[0].setFocus()
    while reached[-1] is not page.cancel and len(reached) < 30:
        QTest.keyClick(reached[-1], Qt.Key.Key_Tab)
        focus = opened.window.focusWidget()
        assert focus is not None
        reached.append(focus)
    assert reached[-1] is page.cancel
    assert row.target in reached
    assert kind in reached
    assert upwards(reached) == []


@pytest.mark.parametrize(
    ("language", "header"),
    [
        ("en", "when,Stress,FATIGUE,woke_up,Note,Painful places,tense"),
        ("nl", "when,stress,Vermoeidheid,Wakker geworden,notitie,x,tense"),
    ],
)
@pytest.mark.parametrize("window", ["en", "nl"])
def test_what_is_called_as_an_item_is_it_in_either_language_at_once(
    open_program: Open, tmp_path: Path, qtbot: QtBot, language: str, header: str, window: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"{header}\n2026-11-20,4,7,7:30,hello,a,1\n2026-11-21,0,10,8:05,,b,2\n", encoding="utf-8")
    opened = open_program(language=window)
    opened.bring(path)
    shown(opened, qtbot)
    uses = [use.item for use in opened.page.mapper.choices.uses.values()]
    assert uses == ["stress", "fatigue", "woke_up", "note"]
    opened.take()
    day = opened.journal.day(date(2026, 11, 20))
    assert [day.value(item) for item in uses[:3]] == [4, 7, 450]
    assert day.notes["note"] == "hello"


def test_what_is_called_as_an_item_but_says_other_things_stays_a_question(
    open_program: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("when,stress,Stress,woke up,tension\n2026-11-20,work,3,often,2\n2026-11-21,home,4,no,1\n")
    page = open_program().bring(path)
    qtbot.waitUntil(page.take.isEnabled, timeout=20_000)
    assert {name: use.item for name, use in page.mapper.choices.uses.items()} == {
        "Stress": "stress",
        "tension": "tension",
    }
    pick(page.mapper.rows["Stress"].target, "")
    pick(page.mapper.rows["tension"].target, "")
    qtbot.waitUntil(lambda: not page.take.isEnabled())
    assert page.mapper.choices.uses == {}


def test_a_number_whose_mark_can_be_two_things_is_asked_about(
    open_program: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "steps.csv"
    path.write_text("day;walked\n2026-11-20;1.234\n2026-11-21;987\n", encoding="utf-8")
    opened = open_program()
    page = opened.bring(path)
    for is_whole, expected in ((True, "1,234"), (False, "1.234")):
        mark = next(menu for menu in page.mapper.findChildren(Menu) if "1.234" in menu.accessibleName())
        pick(mark, is_whole)
        qtbot.waitUntil(lambda told=is_whole: page.mapper.choices.has_thousands is told)  # type: ignore[misc]
        opened.wait()
        pick(page.mapper.rows["walked"].target, NEW)
        qtbot.waitUntil(lambda told=expected: any(told in row for row in page.days.rows))  # type: ignore[misc]


def test_the_year_rows_without_a_date_and_the_evening_are_asked_about(
    open_program: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "nights.csv"
    path.write_text(
        "day;to bed;got up\nvr 20 nov;23:30;7:05\n;0:15;6:45\nzo 22 nov;23:00;7:00\n", encoding="utf-8"
    )
    opened = open_program()
    page = opened.bring(path)

    def choose(words: str, chosen: object, line: str) -> None:
        menu = next(menu for menu in page.mapper.findChildren(Menu) if words in menu.accessibleName())
        pick(menu, chosen)
        qtbot.waitUntil(lambda: line in page.counts.lines)

    qtbot.waitUntil(lambda: "2 days, from 20 to 22 November 2026." in page.counts.lines)
    choose("which year", 2025, "2 days, from 20 to 22 November 2025.")
    choose("beside a night", True, "2 days, from 21 to 23 November 2025.")
    choose("without a date", True, "3 rows read, 3 used.")
