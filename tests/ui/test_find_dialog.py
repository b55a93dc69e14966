"""Finding words and places by keyboard: from Ctrl+F or Ctrl+K to the place itself, and back."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import diary.ui.program as program_module
from diary.domain.day import Activity, Moment, MomentKind
from diary.domain.form import Form
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.refusal import Reason, Refusal
from diary.domain.text import Excerpt
from diary.journal.backups import BackupService
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.find import FindLine
from diary.ui import find_dialog
from diary.ui.actions import ACTION, ACTIONS
from diary.ui.article_dialog import ArticleDialog
from diary.ui.find_dialog import AT_ONCE, FindDialog, FoundRows, destinations
from diary.ui.program import Program
from diary.ui.registers.page import RegisterPage
from diary.ui.sections import SectionedPage
from diary.ui.settings.area import PLACES
from diary.ui.settings.page import SettingsPage
from diary.ui.today.page import TodayPage
from diary.ui.understand.page import UnderstandPage
from diary.ui.widgets.fold_head import laid_out
from diary.ui.widgets.moment_dialog import MomentDialog
from diary.ui.widgets.row_list import LINE_OF
from diary.ui.window import MainWindow
from tests.factory import TODAY, Clock, a_journal

CONTROL = Qt.KeyboardModifier.ControlModifier
DAY = TODAY - timedelta(days=3)


@pytest.fixture(params=["en"])
def window(
    request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(program_module, "load_the_rest", lambda: None)
    journal = a_journal(tmp_path / "my.diary")
    journal.set_form(Form(None, frozenset({"stress", "note", "moments", "activities"})))
    journal.set_note(DAY, "note", "a walk with <b>Zoë</b>")
    journal.set_moments(DAY, [Moment(MomentKind.FLARE, 600, None, "after the stairs")])
    journal.set_activities(DAY, [Activity("Gardening", 30)])
    journal.save_own_item(
        OwnItem(Item(key="own_tea", kind=Kind.COUNT, card="own", low=0, high=9, own=True), {"en": "Cups"})
    )
    backups = BackupService(journal.path, tmp_path / "backups", tmp_path / "copies.json", Clock())
    program = Program(journal, resources(), tmp_path / "settings.ini", request.param, lambda: backups)
    window = program.open(request.param)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield window
    window.close()
    program.wait()
    journal.close()


def dialogs(window: MainWindow) -> list[FindDialog]:
    return [each for each in window.findChildren(FindDialog) if each.isVisible()]


def back(window: MainWindow, qtbot: QtBot) -> None:
    """What a desktop does when a dialog closes; without one nobody does."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def asked(window: MainWindow, qtbot: QtBot, key: Qt.Key = Qt.Key.Key_F, typed: str = "") -> FindDialog:
    back(window, qtbot)
    qtbot.keyClick(window, key, CONTROL)
    (dialog,) = dialogs(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.field, typed)
    return dialog


def found(dialog: FindDialog) -> list[str]:
    dialog.show_found()
    lines = (dialog.rows.item(row).data(LINE_OF) for row in range(dialog.rows.count()))
    return [line.address for line in lines if line is not None]


def go(window: MainWindow, qtbot: QtBot, typed: str, key: Qt.Key = Qt.Key.Key_F) -> None:
    dialog = asked(window, qtbot, key, typed)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialogs(window) == []
    if QApplication.activeModalWidget() is None:
        back(window, qtbot)


def section(window: MainWindow) -> QWidget:
    page = window.page(window.current)
    return page.section(page.shown) if isinstance(page, SectionedPage) else page


@pytest.mark.parametrize(
    ("page", "typed", "item"),
    [
        ("today", "zoe wal", "note"),
        ("trends", "STAIRS", "moments"),
        ("settings", "garden", "activities"),
        ("understand", "zoe wal", "note"),
    ],
)
def test_enter_opens_the_day_with_the_keyboard_at_what_was_found(
    window: MainWindow, qtbot: QtBot, page: str, typed: str, item: str
) -> None:
    window.open_page(page)
    go(window, qtbot, typed)
    today = window.page("today")
    assert isinstance(today, TodayPage)
    assert (window.current, today.day) == ("today", DAY)
    control = today.sheet.fields[item].control
    qtbot.waitUntil(lambda: control.isVisible() and _has_keyboard(control))
    qtbot.waitUntil(lambda: not control.visibleRegion().isEmpty())


def _has_keyboard(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def test_a_line_of_a_list_is_gone_to(window: MainWindow, qtbot: QtBot) -> None:
    record = window.journal.add_record("medicine", {"name": "Ibuprofen"})
    window.journal.end_record(record, TODAY)
    go(window, qtbot, "ibu")
    page = section(window)
    assert isinstance(page, RegisterPage)
    qtbot.waitUntil(page.rows[record.id].buttons["edit"].hasFocus)
    assert page.rows[record.id].isVisible()


def test_a_page_of_understand_opens_where_the_word_stands(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 560)
    dialog = asked(window, qtbot, typed="football player graze")
    (address, *_) = found(dialog)
    key, number = address.split("/")[1:]
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    page = window.page("understand")
    assert isinstance(page, UnderstandPage)
    assert page.topic is not None
    assert page.topic.state.topic.key == key
    assert "football player" in page.topic.state.topic.texts[int(number)]


def test_an_own_item_is_gone_to(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, "cups")
    page = section(window)
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(page.own.rows["own_tea"].rename.hasFocus)


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_K])
def test_escape_closes_and_the_keyboard_is_where_it_was(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    today = window.page("today")
    assert isinstance(today, TodayPage)
    note = today.sheet.fields["note"].control
    note.setFocus()
    dialog = asked(window, qtbot, key, "xyz")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert dialogs(window) == []
    back(window, qtbot)
    qtbot.waitUntil(note.hasFocus)


def test_what_was_read_for_a_search_stays_in_memory_no_longer_than_that(window: MainWindow, qtbot: QtBot) -> None:
    def room() -> int:
        found: int = window.journal._core.store._connection.execute("PRAGMA cache_size").fetchone()[0]
        return found

    usual = room()
    dialog = asked(window, qtbot, Qt.Key.Key_F, "xyz")
    assert room() == -32768
    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert room() == usual


def test_many_lines_are_painted_before_all_of_them_are_laid_out(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid: list[str] = []

    def counted(text: str, *rest: Any) -> QTextLayout:  # noqa: ANN401 - as `laid_out` takes them
        laid.append(text)
        return laid_out(text, *rest)

    monkeypatch.setattr(find_dialog, "laid_out", counted)
    rows = FoundRows()
    qtbot.addWidget(rows)
    rows.resize(600, 400)
    rows.show()
    rows.show_lines([FindLine("", "", f"line {number}", Excerpt("pijn", ((0, 4),))) for number in range(400)])
    QApplication.sendPostedEvents()  # lays out and paints, but runs no timer
    assert 2 * AT_ONCE <= len(laid) < 5 * AT_ONCE
    qtbot.waitUntil(lambda: "line 399" in laid)
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_End)
    assert rows.currentRow() == 399
    assert rows.viewport().rect().contains(rows.visualItemRect(rows.item(399)))


def test_nothing_piles_up(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot)
    for key in (Qt.Key.Key_F, Qt.Key.Key_K):
        qtbot.keyClick(dialog.field, key, CONTROL)
        qtbot.keyClick(window, key, CONTROL)
    assert dialogs(window) == [dialog]
    dialog.reject()
    window.show_keys()
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert dialogs(window) == []


def test_the_arrows_go_into_the_list_and_back_and_letters_go_to_the_field(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = asked(window, qtbot, typed="a")
    dialog.show_found()
    rows = dialog.rows
    qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    assert rows.hasFocus()
    assert rows.currentItem().data(LINE_OF) is not None
    first = rows.currentRow()
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert rows.currentItem().data(LINE_OF) is not None
    qtbot.keyClick(rows, Qt.Key.Key_Up)
    assert rows.currentRow() == first
    qtbot.keyClick(rows, Qt.Key.Key_Up)
    assert dialog.field.hasFocus()
    rows.setFocus()
    qtbot.keyClicks(rows, "b")
    assert dialog.field.hasFocus()
    assert dialog.field.text() == "ab"


def test_a_screen_reader_hears_the_field_and_every_line_with_its_day(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot, typed="walk")
    assert found(dialog)
    assert dialog.field.accessibleName()
    assert dialog.field.accessibleDescription() == dialog.said.text()
    assert dialog.rows.accessibleName()
    assert "19 November 2026" in dialog.rows.item(1).text()
    assert "<b>Zoë</b>" in dialog.rows.item(1).text()


def test_a_file_that_cannot_be_read_is_told(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Journal, _typed: str, _kinds: object) -> None:
        raise Refusal(Reason.FILE_DAMAGED, path=window.journal.path)

    monkeypatch.setattr(Journal, "find", refuse)
    dialog = asked(window, qtbot)
    assert "cannot be read in full" in dialog.said.text()
    assert dialog.rows.count() == 0


def test_what_was_looked_for_is_in_no_file(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = asked(window, qtbot, typed="quokkasearched")
    dialog.show_found()
    dialog.reject()
    assert dialogs(window) == []
    assert asked(window, qtbot).field.text() == ""
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert window.journal.path in files
    assert [each for each in files if b"quokka" in each.read_bytes()] == []


# ------------------------------------------------------------------ go to


def test_every_page_section_and_place_is_gone_to_by_its_own_name(window: MainWindow, qtbot: QtBot) -> None:
    language = window._context.language
    for there in destinations(tuple(window._specs.values()), language, can_lock=False):
        if there.address.startswith(ACTION):
            continue
        dialog = asked(window, qtbot, Qt.Key.Key_K)
        dialog.field.setText(f"{there.name} {there.part}")
        assert there.address in found(dialog)
        dialog.rows.chosen.emit(there.address)
        page, _, part = there.address.partition("/")
        assert window.current == page
        if part:
            assert window.page(page).shown == part.partition("/")[0]  # type: ignore[attr-defined]


def test_a_page_to_read_is_found_again_by_its_title(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot, Qt.Key.Key_K)
    dialog.field.setText("three kinds")
    assert found(dialog) == ["understand/kinds"]
    dialog.rows.chosen.emit("understand/kinds")
    assert window.current == "understand"
    assert window.page("understand").topic.isVisible()  # type: ignore[attr-defined]


def test_the_cards_of_settings_are_gone_to_by_their_titles(window: MainWindow, qtbot: QtBot) -> None:
    for place in PLACES:
        title = place.title(window._context.language)
        window.open_page(f"settings/form/{place.key}")
        page = section(window)
        assert isinstance(page, SettingsPage)
        card = getattr(page, place.key)
        assert title in [label.text() for label in card.findChildren(QWidget) if hasattr(label, "text")]
        qtbot.waitUntil(partial(_has_keyboard, card))
        assert not card.visibleRegion().isEmpty(), place.key


def test_actions_are_found_by_other_words(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot, Qt.Key.Key_K)
    for typed, key in (
        ("undo", "undo"),
        ("look up", "find"),
        ("life event", "moment"),
        ("112 emergency", ""),
        ("version", "about"),
    ):
        dialog.field.clear()
        qtbot.keyClicks(dialog.field, typed)
        assert found(dialog) == ([f"{ACTION}{key}"] if key else []), typed


def test_actions_are_done(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page("calendar")
    go(window, qtbot, "add a moment", Qt.Key.Key_K)
    assert window.current == "today"
    (moment,) = (each for each in window.findChildren(MomentDialog) if each.isVisible())
    moment.reject()
    window.journal.answer(TODAY, "stress", 3)
    go(window, qtbot, "undo", Qt.Key.Key_K)
    assert window.journal.day(TODAY).value("stress") is None
    go(window, qtbot, "list of keys", Qt.Key.Key_K)
    assert [each for each in window.findChildren(ArticleDialog) if each.isVisible()]


def test_lock_is_offered_only_where_there_is_a_passphrase(window: MainWindow) -> None:
    specs, language = tuple(window._specs.values()), window._context.language
    for can_lock in (True, False):
        there = [each.address for each in destinations(specs, language, can_lock=can_lock)]
        assert (f"{ACTION}lock" in there) is can_lock
        assert len(there) == len(set(there))


@pytest.mark.parametrize("window", ["en", "nl"], indirect=True)
def test_every_action_and_place_has_words_in_both_languages(window: MainWindow) -> None:
    language = window._context.language
    there = tuple(destinations(tuple(window._specs.values()), language, can_lock=True))
    assert all(each.name and each.name[0].isupper() for each in there)
    assert len(there) >= len(ACTIONS) + len(PLACES) + len(window._specs)


def test_other_words_belong_to_what_can_be_gone_to(window: MainWindow) -> None:
    language = window._context.language
    there = {each.address for each in destinations(tuple(window._specs.values()), language, can_lock=True)}
    elsewhere = {
        "settings/passphrase",
        "settings/copies",
        "settings/my_data",
        "settings/merging",
        "settings/intake",
    }
    assert set(language.phrases("go_to", "also")) <= there | elsewhere
    assert set(language.phrases("go_to", "does")) == {action.key for action in ACTIONS}
