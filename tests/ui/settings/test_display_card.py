"""Language, colours, the size of words and the end of a day: chosen once, in force at once."""

from datetime import datetime

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from diary.content.country import Country
from diary.domain.item import Preset
from diary.journal.journal import Journal
from diary.ui.preferences import SYSTEM
from diary.ui.settings.area import PLACES
from diary.ui.settings.page import SettingsPage
from diary.ui.widgets.keys import Choices
from tests.factory import NOW, TODAY, Clock


def test_every_card_can_be_gone_to_by_its_name(page: SettingsPage) -> None:
    assert [place.key for place in PLACES] == list(page.cards), (
        "diary/ui/settings/area.py: a line in PLACES for each"
    )


def test_a_card_that_is_gone_to_has_the_keyboard_at_what_is_chosen(page: SettingsPage, journal: Journal) -> None:
    page.questions.preset_chosen.emit(Preset.FULL)
    assert journal.form().preset is Preset.FULL
    for key in page.cards:
        page.show_place(key)
        QTest.qWait(10)
        focus = QApplication.focusWidget()
        assert focus is not None
        if isinstance(focus.parentWidget(), Choices):
            assert isinstance(focus, QAbstractButton)
            assert focus.isChecked(), key
    page.show_place("questions")
    QTest.qWait(10)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert isinstance(focus.parentWidget(), Choices)


def test_what_is_in_use_is_marked(page: SettingsPage) -> None:
    display = page.display
    assert (display.languages.value, display.themes.value, display.sizes.value) == ("en", SYSTEM, 100)
    assert page.day_end.hours.currentText() == "04:00"


def test_choices_are_asked_for(page: SettingsPage, qtbot: QtBot) -> None:
    for name, value in (
        ("language", "nl"),
        ("theme", "dim"),
        ("dims_at_night", True),
        ("text_size", 150),
        ("country", Country.BELGIUM),
    ):
        with qtbot.waitSignal(page.preference_requested) as asked:
            page.display.by_preference[name].buttons[value].click()
        assert asked.args == [name, value]


def test_a_day_ends_when_the_person_says(page: SettingsPage, journal: Journal, clock: Clock) -> None:
    clock.now = datetime.combine(TODAY, NOW.time(), NOW.tzinfo).replace(hour=2)
    assert (TODAY - journal.today).days == 1
    page.day_end.hours.setCurrentIndex(0)
    page.day_end.hours.activated.emit(0)
    assert journal.form().boundary_minutes == 0
    assert journal.today == TODAY


def test_an_end_that_is_no_whole_hour_is_shown_too(page: SettingsPage) -> None:
    page.day_end.show_value(270)
    assert page.day_end.hours.currentText() == "04:30"
    assert QApplication.focusWidget() is not None
