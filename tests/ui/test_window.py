"""The window: pages, keys, another language or theme where the person was, texts, and closing."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

import diary.ui.window as window_module
from diary.domain.form import Form
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.paths import resources
from diary.storage.store import Store
from diary.ui.areas import pages
from diary.ui.article_dialog import ArticleDialog, keys_article
from diary.ui.pages import Context, Display, PageSpec, Shell
from diary.ui.sidebar import SidebarButton, ThemeMenu
from diary.ui.style import TOUCH, apply_look
from diary.ui.today import area as today
from diary.ui.today.page import TodayPage
from diary.ui.widgets.activity_rows import ActivityRows
from diary.ui.widgets.labels import Text
from diary.ui.window import MainWindow
from tests.factory import TODAY

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


class Listener(QLabel):
    """Another page, which hears keys."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.setText(str(event.key()))


def _other_page(context: Context, _shell: Shell) -> QWidget:
    return Listener(context.language.code)


@pytest.fixture
def window(context: Context, journal: Journal, qtbot: QtBot) -> Iterator[MainWindow]:
    other = PageSpec("trends", lambda language: language.t("Trends"), _other_page, icon="trends")
    journal.set_form(Form(None, frozenset({"stress", "into_bed", "note", "activities", "breaks"})))
    display = Display({"en": "English", "nl": "Nederlands"})
    window = MainWindow(replace(context, display=display), journal, [today.PAGE, other])
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield window
    window.close()


def _today(window: MainWindow) -> TodayPage:
    page = window.page("today")
    assert isinstance(page, TodayPage)
    return page


def test_today_is_open_first_and_others_are_built_when_needed(window: MainWindow) -> None:
    assert window.current == "today"
    assert window.sidebar.pages["today"].isChecked()
    window.sidebar.pages["trends"].click()
    assert window.current == "trends"
    assert window.page("trends").isVisible()
    assert not window.sidebar.pages["today"].isChecked()


def test_an_unknown_page_is_today(window: MainWindow) -> None:
    window.open_page("nowhere")
    assert window.current == "today"


@pytest.mark.parametrize(
    ("key", "modifier", "days"),
    [
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_Left, ALT, 1),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, 0),
        (Qt.Key.Key_T, CONTROL, 0),
    ],
)
def test_keys_go_from_day_to_day(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, days: int
) -> None:
    if not days:
        _today(window).go_by(-1)
    qtbot.keyClick(window, key, modifier)
    assert (TODAY - _today(window).day).days == days


def test_keys_open_pages(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert window.current == "trends"
    qtbot.keyClick(window, Qt.Key.Key_1, CONTROL)
    assert window.current == "today"


def test_control_z_takes_back_the_last_change(window: MainWindow, journal: Journal, qtbot: QtBot) -> None:
    journal.answer(TODAY, "stress", 3)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert journal.day(TODAY).value("stress") is None


def test_what_is_taken_back_from_a_page_without_undo_is_seen(window: MainWindow, journal: Journal) -> None:
    journal.answer(TODAY - timedelta(days=1), "stress", 6)
    window.open_page("trends")
    window.undo()
    assert journal.day(TODAY - timedelta(days=1)).is_empty
    assert (window.current, _today(window).day) == ("today", TODAY - timedelta(days=1))


def test_another_language_is_asked_for_and_shown_on_the_same_day_and_page(
    window: MainWindow, dutch_context: Context, qtbot: QtBot
) -> None:
    window.open_day(TODAY.replace(day=3))
    window.open_page("trends")
    with qtbot.waitSignal(window.preference_requested) as asked:
        window.sidebar.others[0].click()
    assert asked.args == ["language", "nl"]
    window.show_context(dutch_context)
    assert window.current == "trends"
    other = window.page("trends")
    assert isinstance(other, QLabel)
    assert other.text() == "nl"
    assert _today(window).day == TODAY.replace(day=3)
    assert "november" in _today(window).header.date.text()


def test_what_could_not_be_taken_survives_another_language(
    window: MainWindow, dutch_context: Context, qtbot: QtBot
) -> None:
    field = _today(window).sheet.fields["into_bed"].control
    qtbot.keyClicks(field, "25:99")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    window.show_context(dutch_context)
    again = _today(window).sheet.fields["into_bed"]
    assert again.draft == "25:99"
    assert "25:99" in again.notice.text()


def test_another_theme_is_chosen_by_its_name(window: MainWindow, qtbot: QtBot) -> None:
    window.colours.click()
    menu = window.findChild(ThemeMenu)
    assert menu is not None
    names = [action.text().split(",")[0] for action in menu.actions()]
    assert names[:4] == ["Light", "Dim", "Dark", "High contrast"]
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Light"]
    with qtbot.waitSignal(window.preference_requested) as asked:
        menu.actions()[2].trigger()
    assert asked.args == ["theme", "dark"]
    menu.close()


def test_a_stale_page_hears_nothing_after_a_switch(
    window: MainWindow, dutch_context: Context, journal: Journal, qtbot: QtBot
) -> None:
    window.show_context(dutch_context)
    qtbot.wait(1)
    journal.answer(TODAY, "stress", 3)
    assert _today(window).sheet.fields["stress"].control.accessibleName().endswith("3 van 10")


@pytest.mark.parametrize("show", ["show_red_flags", "show_about", "show_keys"])
def test_texts_are_one_click_away_and_closed_with_escape(window: MainWindow, qtbot: QtBot, show: str) -> None:
    getattr(window, show)()
    dialog = window.findChild(ArticleDialog)
    assert dialog is not None
    assert len([label for label in dialog.findChildren(Text) if label.text()]) > 5
    qtbot.waitUntil(dialog.isActiveWindow)  # until then the page behind it hears keys
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_closing_stores_what_was_typed(window: MainWindow, journal: Journal, qtbot: QtBot) -> None:
    field = _today(window).sheet.fields["into_bed"].control
    qtbot.keyClicks(field, "2310")
    window.close()
    assert journal.day(TODAY).value("into_bed") == 1390


def test_closing_asks_when_the_disk_refused_something(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_facts: object, **_more: object) -> None:
        raise Refusal(Reason.DISK_FULL, path="my.diary")

    def keep_open(box: QMessageBox) -> None:
        assert box.windowTitle() == "Symptom Diary"
        next(button for button in box.buttons() if button.text() == "Keep it open").click()

    with monkeypatch.context() as patch:
        patch.setattr(Store, "change", full)
        _today(window).header.hard.click()
        _today(window).hard_day.only_this.click()
        patch.setattr(QMessageBox, "exec", keep_open)
        assert not window.close()
        assert window.isVisible()
    assert window.close()


@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_PageUp, NONE), (Qt.Key.Key_Left, ALT)])
def test_keys_with_which_one_moves_in_a_text_leave_the_day_while_one_writes(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    page = _today(window)
    rows = page.sheet.fields["activities"].control
    assert isinstance(rows, ActivityRows)
    rows.add.click()
    note = page.sheet.fields["note"].control
    for text in (note, rows.rows[0].kind):
        text.setFocus()
        qtbot.keyClicks(text, "tired")
        qtbot.keyClick(text, key, held)
        assert page.day == TODAY
        assert QApplication.focusWidget() is text
    number = page.sheet.fields["breaks"].control
    number.setFocus()
    qtbot.keyClick(number, key, held)
    assert page.day == TODAY - timedelta(days=1)


def test_page_up_belongs_to_the_other_pages(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page("trends")
    other = window.page("trends")
    assert isinstance(other, Listener)
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_PageUp)
    assert other.text() == str(Qt.Key.Key_PageUp.value)
    assert _today(window).day == TODAY


def test_what_is_ctrl_and_a_letter_at_the_place_of_a_digit_opens_that_page(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: "xcb"))
    for code, page in ((11, "trends"), (10, "today"), (19, "today")):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Eacute, CONTROL, code, 0, 0, "")
        QApplication.sendEvent(window.sidebar, event)
        assert window.current == page


def test_today_on_another_day_says_so_on_coming_back_and_is_one_click_away(window: MainWindow) -> None:
    page = _today(window)
    page.go_by(-1)
    assert page.day_bar.isHidden()
    window.open_page("trends")
    window.sidebar.pages["today"].click()
    assert page.day == TODAY - timedelta(days=1)
    assert page.day_bar.text.text() == "This is Saturday 21 November."
    window.sidebar.pages["today"].click()
    assert page.day == TODAY
    assert page.day_bar.isHidden()


def test_the_keyboard_comes_to_every_page_of_the_sidebar_and_opens_none_by_itself(
    window: MainWindow, qtbot: QtBot
) -> None:
    first, second = window.sidebar.pages.values()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    qtbot.keyClick(second, Qt.Key.Key_Up)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second
    heard = [QAccessible.queryAccessibleInterface(page) for page in (first, second)]
    assert {each.role() for each in heard} == {QAccessible.Role.RadioButton}, "one of several, not a tick"
    assert [bool(each.state().checked) for each in heard] == [True, False]


@pytest.mark.parametrize("size", [(1366, 698), (1180, 820), (1024, 560), (800, 500)])
@pytest.mark.parametrize("percent", [100, 200])
def test_the_sidebar_keeps_its_words_and_loses_no_button(
    context: Context, journal: Journal, size: tuple[int, int], percent: int, qtbot: QtBot, qapp: QApplication
) -> None:
    apply_look(qapp, context.theme, percent / 100)
    window = MainWindow(context, journal, pages([], resources()), can_lock=True)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    sidebar = window.sidebar
    if size[0] >= 1024 and (percent == 100 or size[1] > 600):
        assert not sidebar.pages["today"].toolTip()
    every = (*sidebar.pages.values(), *sidebar.others)
    away = [button.text() for button in every if button.isHidden()]
    menu = sidebar.offer_more()
    assert [action.text() for action in menu.actions()] == away
    assert sidebar.more.isHidden() is (not away)
    menu.close()
    lowest = max(
        button.geometry().bottom() for button in sidebar.findChildren(SidebarButton) if button.isVisible()
    )
    assert lowest <= sidebar.height()
    assert "When to call a doctor" not in away


@pytest.mark.parametrize("size", [(1366, 698), (1024, 560), (800, 500)])
@pytest.mark.parametrize("percent", [100, 200])
def test_a_page_more_than_there_is_room_for_is_under_more(
    context: Context, journal: Journal, size: tuple[int, int], percent: int, qtbot: QtBot, qapp: QApplication
) -> None:
    apply_look(qapp, context.theme, percent / 100)
    extra = tuple(
        PageSpec(name, lambda _, name=name: name, lambda *_: QWidget(), "calendar")  # type: ignore[misc]
        for name in ("Numbers", "Notes")
    )
    every = (*pages([], resources()), *extra)
    window = MainWindow(context, journal, every, can_lock=True)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    sidebar = window.sidebar
    shown = [button for button in sidebar.findChildren(SidebarButton) if button.isVisible()]
    assert max(button.geometry().bottom() for button in shown) <= sidebar.height()
    assert min(min(button.width(), button.height()) for button in shown) >= TOUCH
    menu = sidebar.offer_more()
    away = [key for key, button in sidebar.pages.items() if button.isHidden()]
    assert {sidebar.pages[key].text() for key in away} <= {action.text() for action in menu.actions()}
    if away:
        next(action for action in menu.actions() if action.text() == sidebar.pages[away[-1]].text()).trigger()
        assert window.current == away[-1]
        assert sidebar.more.isChecked()
    menu.close()
    with qtbot.waitSignal(sidebar.more.toggled) if away else nullcontext():  # it is painted anew
        window.open_page("today")
    assert not sidebar.more.isChecked()


def test_the_list_of_keys_names_every_shortcut_of_the_program(context: Context) -> None:
    sections = keys_article(context.language).sections
    said = " ".join(line for section in sections for line in section.bullets)
    said = said.replace("Page Up", "PgUp").replace("Page Down", "PgDown")
    said += " Alt+Left Alt+Right" if "Alt with left and right" in said else ""
    sources = Path(window_module.__file__).parent.rglob("*.py")
    texts = [path.read_text(encoding="utf-8") for path in sources]
    keys = {key for text in texts for key in re.findall(r'"((?:(?:Ctrl|Alt|Shift)\+)+\w+|F\d+|Pg\w+)"', text)}
    keys |= {"Alt+Up", "Alt+Down"} if any("Modifier.ALT" in text for text in texts) else set()
    assert {key for key in keys if key.replace("Return", "Enter") not in said} == set()
