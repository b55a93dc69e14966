"""A new block of the catalogue, of any kind, is a question on the page without a line of code."""

from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from diary.domain.item import Catalogue, Item, Kind, Preset
from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from tests.factory import TODAY

NEW = [
    (Item("new_scale", Kind.SCALE, "rest", 0, 10), "7", 7),
    (Item("new_short_scale", Kind.SCALE, "rest", 1, 5), "5", 5),
    (Item("new_long_scale", Kind.SCALE, "rest", 0, 100), "42\r", 42),
    (Item("new_minutes", Kind.MINUTES, "rest", 0, 600), "1:30\r", 90),
    (Item("new_count", Kind.COUNT, "rest", 0, 20), "12\r", 12),
    (Item("new_clock", Kind.CLOCK, "rest", 0, 1439), "2215\r", 1335),
    (Item("new_choice", Kind.CHOICE, "rest", 0, 1, options=("tea", "coffee")), "c", 1),
    (Item("new_flag", Kind.FLAG, "rest", 0, 1), "y", 1),
    (Item("new_own", Kind.COUNT, "own", 0, 20, own=True), "3\r", 3),
]


def test_a_new_block_of_the_catalogue_is_asked_and_stored_without_code(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    shown = [item if item.own else replace(item, presets=frozenset({Preset.SHORT})) for item, _, _ in NEW]
    old = context.library.catalogue
    catalogue = Catalogue(old.cards, (*old.items, *shown))
    journal._core.catalogue = catalogue
    page = TodayPage(Context(replace(context.library, catalogue=catalogue), context.theme), journal)
    qtbot.addWidget(page)
    page.show()
    for item, keys, value in NEW:
        control = page.sheet.fields[item.key].control
        control.setFocus()
        qtbot.keyClicks(control, keys.rstrip("\r"))
        if keys.endswith("\r"):
            qtbot.keyClick(control, Qt.Key.Key_Return)
        assert journal.day(TODAY).value(item.key) == value
