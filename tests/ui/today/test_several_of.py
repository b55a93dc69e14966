"""Questions of which several answers may be true: one question, a row of keys, each its own answer."""

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from diary.domain.form import Form
from diary.domain.item import Preset
from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from diary.ui.widgets.keys import SeveralKey
from diary.ui.widgets.labels import Text
from tests.factory import TODAY
from tests.ui.today.opened import card, opened

ASKED = "What was the pain like? More than one may be true."


def key_of(page: TodayPage, item: str) -> SeveralKey:
    control = page.sheet.fields[item].control
    assert isinstance(control, SeveralKey)
    return control


def test_kinds_of_pain_are_one_question_with_keys_that_are_on_or_open(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.set_form(replace(Form(), preset=Preset.FULL))
    with opened(context, journal, qtbot) as page:
        shown = card(page, "pain")
        shown.set_folded(False)
        assert [text.text() for text in shown.findChildren(Text) if text.isVisible()].count(ASKED) == 1
        aching, burning = key_of(page, "pain_aching"), key_of(page, "pain_burning")
        assert aching.mapTo(page, QPoint()).y() == burning.mapTo(page, QPoint()).y()
        assert aching.accessibleName() == f"{ASKED} aching: not answered"
        QTest.mouseClick(aching.keys[0], Qt.MouseButton.LeftButton)
        burning.setFocus()
        QTest.keyClick(burning, Qt.Key.Key_Space)
        assert {key: journal.day(TODAY).value(f"pain_{key}") for key in ("aching", "burning", "other")} == {
            "aching": 1,
            "burning": 1,
            "other": None,
        }
        assert aching.accessibleName() == f"{ASKED} aching: Yes"
        QTest.keyClick(burning, Qt.Key.Key_Space)
        assert journal.day(TODAY).value("pain_burning") is None
        QTest.keyClick(burning, Qt.Key.Key_B)
        assert journal.day(TODAY).value("pain_burning") == 1
        QTest.keyClick(burning, Qt.Key.Key_Delete)
        assert journal.day(TODAY).value("pain_burning") is None


def test_an_earlier_no_is_shown_as_open_and_can_become_yes(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.set_form(replace(Form(), preset=Preset.FULL))
    journal.answer(TODAY, "pain_aching", 0)
    with opened(context, journal, qtbot) as page:
        card(page, "pain").set_folded(False)
        aching = key_of(page, "pain_aching")
        assert not aching.keys[0].isChecked()
        aching.keys[0].click()
        assert journal.day(TODAY).value("pain_aching") == 1
