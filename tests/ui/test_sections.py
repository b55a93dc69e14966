"""A page with parts: built when wanted, remembered in another language, stored together."""

from functools import partial
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from diary.ui.pages import Context, PageSpec, Shell
from diary.ui.sections import SectionedPage, SectionsMemory
from diary.ui.style import Space
from diary.ui.widgets.buttons import TabButton
from diary.ui.widgets.labels import QuietText


class Part(QLabel):
    """A section that remembers what was typed in it, and stores it or not."""

    def __init__(self, text: str, stores: bool = True) -> None:
        super().__init__(text)
        self.stores = stores
        self.typed = ""

    def memory(self) -> str:
        return self.typed

    def recall(self, memory: str) -> None:
        self.typed = memory

    def flush(self) -> bool:
        return self.stores


def _page(context: Context, built: list[str], keys: tuple[str, ...] = ("one", "two")) -> SectionedPage:
    def build(key: str, _context: Context, _shell: Shell) -> QWidget:
        built.append(key)
        return Part(key, stores=key == "one")

    sections = [PageSpec(key, lambda language: language.t("Trends"), partial(build, key)) for key in keys]
    return SectionedPage(context, cast(Shell, None), "Parts", sections)


@pytest.fixture
def built() -> list[str]:
    return []


def test_a_section_is_built_when_it_is_first_shown(context: Context, built: list[str], qtbot: QtBot) -> None:
    page = _page(context, built)
    qtbot.addWidget(page)
    assert built == []
    page.show_section()
    assert (page.shown, built) == ("one", ["one"])
    with qtbot.waitSignal(page.section_shown) as shown:
        page.choices.buttons["two"].click()
    assert (shown.args, built) == (["two"], ["one", "two"])
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.section("two").setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.setFocus()
    assert page.section("two").hasFocus()
    page.show_section("nowhere")
    assert page.shown == "two"


def test_what_was_shown_and_typed_comes_back(context: Context, built: list[str], qtbot: QtBot) -> None:
    page = _page(context, built)
    qtbot.addWidget(page)
    page.show_section("two")
    part = page.section("two")
    assert isinstance(part, Part)
    part.typed = "half a sentence"
    again = _page(context, built)
    qtbot.addWidget(again)
    again.recall(page.memory())
    again.show_section()
    part = again.section("two")
    assert isinstance(part, Part)
    assert (again.shown, part.typed) == ("two", "half a sentence")


def test_one_refusing_section_keeps_the_page_unsaved(context: Context, built: list[str], qtbot: QtBot) -> None:
    page = _page(context, built)
    qtbot.addWidget(page)
    page.show_section("one")
    assert page.flush()
    page.show_section("two")
    assert not page.flush()


def test_a_single_section_offers_no_choice(context: Context, built: list[str], qtbot: QtBot) -> None:
    single = _page(context, built, ("one",))
    several = _page(context, built)
    for page in (single, several):
        qtbot.addWidget(page)
        page.show()
        page.show_section()
    assert single.choices.isHidden()
    assert several.choices.isVisible()


def test_no_window_flashes_up_while_a_page_with_parts_is_made(context: Context, built: list[str]) -> None:
    shown: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(type(watched).__name__)
            return False

    watch, qt = Watch(), QCoreApplication.instance()
    assert qt is not None
    qt.installEventFilter(watch)
    _page(context, built)
    qt.removeEventFilter(watch)
    assert shown == []


def test_names_that_take_three_lines_are_small_and_others_are_not(
    context: Context, built: list[str], qtbot: QtBot
) -> None:
    page = _page(context, built, tuple("abcdef"))
    qtbot.addWidget(page)
    page.show()
    tab = page.choices.buttons["a"]
    assert isinstance(tab, TabButton)
    usual = tab.usual_width()
    page.resize(3 * usual + 60, 800)
    assert tab.sizeHint().width() == usual
    page.resize(2 * usual + 60, 800)
    assert tab.sizeHint().width() < usual
    page.resize(1000, 800)
    assert tab.sizeHint().width() == usual


def test_names_that_take_two_lines_are_small_in_a_low_page(
    context: Context, built: list[str], qtbot: QtBot
) -> None:
    page = _page(context, built, tuple("abcdef"))
    qtbot.addWidget(page)
    page.show()
    tab = page.choices.buttons["a"]
    assert isinstance(tab, TabButton)
    usual = tab.usual_width()
    page.resize(3 * usual + 60, 560)
    assert tab.sizeHint().width() < usual
    qtbot.waitUntil(lambda: page.choices.x() + Space.HAIR == Space.WIDE)
    page.resize(1000, 560)
    qtbot.waitUntil(lambda: page.choices.x() + Space.MEDIUM == Space.WIDE)
    assert tab.sizeHint().width() == usual


def test_a_section_that_is_not_there_is_told_until_another_is_chosen(
    context: Context, built: list[str], qtbot: QtBot
) -> None:
    page = _page(context, built)
    qtbot.addWidget(page)
    page.show_place("copies")
    told = [text.text() for text in page.findChildren(QuietText) if not text.isHidden()]
    assert told == ["This diary does not have the page you asked for. This is “Trends”."]
    page.choices.buttons["two"].click()
    assert all(text.isHidden() for text in page.findChildren(QuietText))
    page.show_place("one")
    assert all(text.isHidden() for text in page.findChildren(QuietText))


def test_a_remembered_section_that_is_not_there_any_more_gives_the_first(
    context: Context, built: list[str], qtbot: QtBot
) -> None:
    page = _page(context, built)
    qtbot.addWidget(page)
    page.recall(SectionsMemory("copies"))
    page.show_section()
    assert page.shown == "one"
