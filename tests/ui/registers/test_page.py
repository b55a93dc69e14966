"""The page of a list: everything is done from the keyboard too, can be taken back, and loses nothing typed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from diary.content.language import load_language
from diary.content.sentences import BESIDE
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.pages import Context
from diary.ui.registers.form import RecordForm
from diary.ui.registers.page import BACK, DOWN, EDIT, END, MOST_AT_ONCE, REMOVE, UP, RecordRow, RegisterPage
from diary.ui.widgets.keys import KeyRow
from diary.ui.widgets.layouts import in_column
from diary.ui.widgets.typed import TextField
from tests.factory import TODAY

Open = Callable[..., RegisterPage]


@pytest.fixture
def open_page(context: Context, journal: Journal, qtbot: QtBot) -> Open:
    def open_it(context: Context = context) -> RegisterPage:
        page = RegisterPage(context, journal, context.library.register("medicine"))
        journal.subscribe(page.on_changed)
        qtbot.addWidget(page)
        page.resize(900, 600)
        page.show()
        page.activateWindow()
        QApplication.processEvents()
        return page

    return open_it


@pytest.fixture
def page(open_page: Open) -> RegisterPage:
    return open_page()


@pytest.fixture
def three(journal: Journal, open_page: Open) -> RegisterPage:
    for name in ("A", "B", "C"):
        journal.add_record("medicine", {"name": name, "amount": "1 tablet"})
    return open_page()


def names(journal: Journal) -> list[str]:
    return [record.data["name"] for record in journal.records("medicine")]


def row(page: RegisterPage, name: str) -> RecordRow:
    return next(each for each in page.rows.values() if each.line.name == name)


def form(page: RegisterPage) -> RecordForm:
    assert page.form is not None
    return page.form


def line(page: RegisterPage, field: str) -> QLineEdit:
    control = form(page).controls[field]
    assert isinstance(control, QLineEdit)
    return control


def focus() -> object:
    return QApplication.focusWidget()


def test_a_line_is_added_with_the_keyboard_alone(page: RegisterPage, journal: Journal, qtbot: QtBot) -> None:
    assert page.empty.isVisible()
    page.add.setFocus()
    qtbot.keyClick(page.add, Qt.Key.Key_Return)
    assert focus() is line(page, "name")
    qtbot.keyClicks(line(page, "name"), "Paracetamol 500 mg")
    for field in ("amount", "often", "since"):
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
        assert focus() is line(page, field)
    qtbot.keyClicks(line(page, "since"), "3-2019")
    helps = form(page).controls["helps"]
    assert isinstance(helps, KeyRow)
    qtbot.keyClick(helps, Qt.Key.Key_Right)
    qtbot.keyClick(helps, Qt.Key.Key_Right)
    qtbot.keyClick(line(page, "since"), Qt.Key.Key_Return)
    (added,) = journal.records("medicine")
    assert dict(added.data) == {"name": "Paracetamol 500 mg", "since": "2019-03", "helps": "little"}
    assert page.form is None
    assert focus() is page.add
    assert row(page, "Paracetamol 500 mg").words.text() == "since March 2019 · helps: a little"
    assert "Paracetamol" in page.said.text()
    assert not page.empty.isVisible()


def test_a_day_in_the_form_is_typed_in_words(page: RegisterPage, journal: Journal) -> None:
    page.add.click()
    line(page, "name").setText("Paracetamol")
    line(page, "since").setText("yesterday")
    form(page).save.click()
    (added,) = journal.records("medicine")
    assert added.data["since"] == str(journal.today - timedelta(days=1))


def test_tab_comes_back_into_the_form_from_outside(page: RegisterPage, qtbot: QtBot) -> None:
    window, before = QWidget(), QPushButton("Before")
    qtbot.addWidget(window)
    in_column(before, page, within=window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page.add.click()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert focus() is line(page, "name")
    page.setFocus()
    assert focus() is line(page, "name")
    page.setParent(None)  # each is closed for itself


def test_escape_leaves_the_form_and_nothing_is_stored(page: RegisterPage, journal: Journal, qtbot: QtBot) -> None:
    page.add.click()
    qtbot.keyClicks(line(page, "name"), "x")
    qtbot.keyClick(line(page, "name"), Qt.Key.Key_Escape)
    assert page.form is None
    assert names(journal) == []
    assert focus() is page.add
    page.add.click()
    assert line(page, "name").text() == "x"
    form(page).cancel.click()
    page.add.click()
    assert line(page, "name").text() == ""


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("name", "", "This is still empty"),
        ("since", "some day", "is not a date"),
        ("amount", "x" * 300, "under 200 characters"),
    ],
)
def test_what_is_not_right_is_told_beside_its_field_and_stays(
    page: RegisterPage, journal: Journal, field: str, text: str, sentence: str
) -> None:
    page.add.click()
    line(page, "name").setText("x")
    line(page, field).setText(text)
    form(page).save.click()
    assert sentence in form(page).notices[field].text()
    assert focus() is line(page, field)
    assert sentence in line(page, field).accessibleDescription(), "a screen reader says it with the field"
    assert line(page, field).text() == text
    assert names(journal) == []


def test_room_for_why_is_kept_only_below_fields_that_are_easily_wrong(page: RegisterPage) -> None:
    page.add.click()
    notices = form(page).notices
    assert notices["name"].isVisible()
    assert notices["helps"].isHidden()
    assert notices["amount"].isHidden()
    line(page, "name").setText("x")
    line(page, "amount").setText("x" * 300)
    form(page).save.click()
    assert notices["amount"].isVisible()


def test_what_is_not_right_stands_in_the_place_of_the_hint_of_its_field(page: RegisterPage) -> None:
    page.add.click()
    line(page, "name").setText("x")
    line(page, "since").setText("some day")
    hint = form(page)._hints["since"]
    assert hint.isVisible()
    form(page).save.click()
    assert not hint.isVisible()
    line(page, "since").setText("2019")
    form(page).say("")
    assert hint.isVisible()


@pytest.mark.parametrize("code", ["en", "nl"])
def test_what_is_said_beside_a_field_does_not_name_it_again(code: str) -> None:
    words = load_language(code, resources()).phrases(BESIDE)
    assert {reason for reason in Reason if reason.startswith("field_")} | {"choice_missing"} == set(words)
    assert not [text for text in words.values() if "{field}" in text or "{register}" in text]


def test_a_line_is_changed_below_itself(three: RegisterPage, journal: Journal) -> None:
    row(three, "B").buttons[EDIT].click()
    assert three._current_rows.indexOf(form(three)) == three._current_rows.indexOf(row(three, "B")) + 1
    assert line(three, "amount").text() == "1 tablet"
    line(three, "amount").clear()
    effects = form(three).controls["side_effects"]
    assert isinstance(effects, TextField)
    effects.setPlainText("sleepy\nin the morning")
    form(three).save.click()
    changed = journal.records("medicine")[1]
    assert dict(changed.data) == {"name": "B", "side_effects": "sleepy\nin the morning"}
    assert focus() is row(three, "B").buttons[EDIT]


def test_what_ends_is_folded_below_and_comes_back(three: RegisterPage, journal: Journal) -> None:
    row(three, "B").buttons[END].click()
    assert list(form(three).controls) == ["until"]
    assert line(three, "until").text() == "22-11-2026"
    line(three, "until").setText("1-11-2026")
    form(three).save.click()
    assert journal.records("medicine")[1].ended_on == date(2026, 11, 1)
    assert three.ended.isVisible()
    assert [each.line.name for each in three.rows.values()] == ["A", "C"]
    three.ended.click()
    assert "until 1 November 2026" in row(three, "B").words.text()
    row(three, "B").buttons[EDIT].click()
    assert line(three, "until").text() == "1-11-2026"
    form(three).cancel.click()
    row(three, "B").buttons[BACK].click()
    assert journal.records("medicine")[1].ended_on is None
    assert not three.ended.isVisible()


def test_of_a_long_list_so_many_lines_are_built_as_are_asked_for(
    journal: Journal, open_page: Open, qtbot: QtBot
) -> None:
    most = MOST_AT_ONCE
    for number in range(3 * most):
        ended = date(2026, 11, 1) if number % 3 == 0 else None
        journal.add_record("medicine", {"name": f"M{number}"}, ended)
    page = open_page()
    assert len(page.rows) == most
    page.more.click()
    assert len(page.rows) == 2 * most
    assert focus() is list(page.rows.values())[most].buttons[EDIT]
    assert not page.more.isVisible()
    page.ended.click()
    assert len(page.rows) == 3 * most
    page.close()
    fresh = open_page()
    last, gone = (journal.records("medicine")[place].id for place in (3 * most - 1, 3 * most - 3))
    for record in (last, gone):
        fresh.show_place(str(record))
        qtbot.waitUntil(lambda record=record: focus() is fresh.rows[record].buttons[EDIT])  # type: ignore[misc]
    fresh.add.click()
    line(fresh, "name").setText("new")
    form(fresh).save.click()
    assert row(fresh, "new").isVisible()


def test_nothing_ends_in_the_future(three: RegisterPage, journal: Journal) -> None:
    row(three, "A").buttons[END].click()
    line(three, "until").setText("1-1-2030")
    form(three).save.click()
    assert "has not come yet" in form(three).notice.text()
    assert journal.records("medicine")[0].ended_on is None


def test_alt_and_the_arrows_move_a_line_past_what_ended(
    three: RegisterPage, journal: Journal, qtbot: QtBot
) -> None:
    journal.end_record(journal.records("medicine")[1], TODAY)
    row(three, "A").buttons[EDIT].setFocus()
    qtbot.keyClick(row(three, "A").buttons[EDIT], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(journal) == ["B", "C", "A"]
    assert focus() is row(three, "A").buttons[UP]
    assert not row(three, "A").buttons[DOWN].isEnabled()
    qtbot.keyClick(focus(), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [each.line.name for each in three.rows.values()][:2] == ["A", "C"]


def test_removing_asks_nothing_and_is_undone_at_once(three: RegisterPage, journal: Journal, qtbot: QtBot) -> None:
    row(three, "B").buttons[REMOVE].click()
    assert names(journal) == ["A", "C"]
    assert focus() is three.undo_button
    qtbot.keyClick(three.undo_button, Qt.Key.Key_Space)
    assert names(journal) == ["A", "B", "C"]
    assert not three.undo_button.isVisible()
    three.undo()
    assert names(journal) == ["A", "B", "C"]


def test_undo_is_not_offered_after_the_page_was_left(three: RegisterPage, journal: Journal) -> None:
    row(three, "B").buttons[REMOVE].click()
    three.hide()
    journal.answer(TODAY, "stress", 4)
    three.show()
    three.undo()
    assert journal.day(TODAY).value("stress") == 4


def test_what_is_typed_is_there_in_another_language(
    page: RegisterPage, open_page: Open, dutch_context: Context, qtbot: QtBot
) -> None:
    page.add.click()
    qtbot.keyClicks(line(page, "often"), "when needed")
    assert page.flush()
    dutch = open_page(dutch_context)
    dutch.recall(page.memory())
    assert line(dutch, "often").text() == "when needed"
    assert dutch.add.text() == "Medicijn toevoegen"
    assert line(dutch, "often").accessibleName() == "Hoe vaak"


def test_what_is_right_is_stored_when_the_window_closes(page: RegisterPage, journal: Journal) -> None:
    page.add.click()
    line(page, "name").setText("Ibuprofen")
    assert page.flush()
    assert page.flush()
    assert names(journal) == ["Ibuprofen"]
    line(page, "amount").setText("400 mg")
    form(page).save.click()
    assert dict(journal.records("medicine")[0].data) == {"name": "Ibuprofen", "amount": "400 mg"}


def test_an_end_that_was_only_offered_is_not_stored(three: RegisterPage, journal: Journal) -> None:
    row(three, "A").buttons[END].click()
    assert three.flush()
    assert journal.records("medicine")[0].ended_on is None


def test_a_disk_that_refuses_keeps_what_was_typed(
    page: RegisterPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise Refusal(Reason.DISK_FULL, path=journal.path)

    page.add.click()
    line(page, "name").setText("x")
    monkeypatch.setattr(journal, "add_record", refuse)
    form(page).save.click()
    assert "disk is full" in form(page).notice.text()
    assert line(page, "name").text() == "x"
    assert not page.flush()


def test_a_change_from_elsewhere_leaves_the_form_where_it_is(three: RegisterPage, journal: Journal) -> None:
    row(three, "A").buttons[EDIT].click()
    line(three, "amount").setText("2")
    journal.add_record("medicine", {"name": "D"})
    assert "D" in [each.line.name for each in three.rows.values()]
    assert line(three, "amount").text() == "2"
    form(three).save.click()
    assert journal.records("medicine")[0].data["amount"] == "2"


def whole(page: RegisterPage) -> bool:
    """Return whether every line is as high as it needs, and Qt is done with it."""
    sheet, rows = page.area.widget(), page.rows.values()
    assert sheet is not None
    is_done = sheet.height() == sheet.heightForWidth(sheet.width())
    return is_done and all(each.height() == each.sizeHint().height() for each in rows)


@pytest.mark.parametrize("what", ["more", UP, REMOVE, END])
def test_a_long_list_stays_where_it_is_with_every_line_whole(
    journal: Journal, open_page: Open, qtbot: QtBot, what: str
) -> None:
    for number in range(MOST_AT_ONCE + 20):
        journal.add_record("medicine", {"name": f"M{number}"})
    page = open_page()
    if what != "more":
        page.more.click()
    place, at = (-1, "M59") if what == "more" else (40, "M39")
    there = list(page.rows.values())[place]
    qtbot.waitUntil(lambda: whole(page))
    page.area.ensureWidgetVisible(there)
    bar = page.area.verticalScrollBar()
    before, kept = bar.value(), row(page, at)
    if what == "more":
        page.more.click()
    else:
        there.buttons[what].setFocus()
        there.buttons[what].click()
        if what == END:
            form(page).save.click()
    qtbot.waitUntil(lambda: whole(page))
    assert row(page, at) is kept, "what says the same is not built again"
    assert abs(bar.value() - before) <= 2 * page.area.height() // 3
    assert not kept.visibleRegion().isEmpty()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not focused.visibleRegion().isEmpty()
