"""A text whose links the keyboard goes through: what is read next is in sight."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.pages import Context
from diary.ui.understand.page import UnderstandPage
from diary.ui.understand.section_text import SectionText


def test_what_tab_goes_on_to_after_the_last_link_is_in_sight(
    dutch_context: Context, journal: Journal, qtbot: QtBot
) -> None:
    page = UnderstandPage(dutch_context, journal, resources())
    qtbot.addWidget(page)
    page.resize(900, 400)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.show_place("factor_sleep")
    assert page.topic is not None
    page.topic.complete()
    section = [each for each in page.topic.findChildren(SectionText) if each.links][-1]
    section.setFocus(Qt.FocusReason.TabFocusReason)
    while (focus := QApplication.focusWidget()) is section:
        qtbot.keyClick(section, Qt.Key.Key_Tab)
    assert focus is not None
    assert not focus.visibleRegion().isEmpty()
