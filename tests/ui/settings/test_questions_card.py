"""Choosing what is asked takes effect at once, is said, and survives a disk that refuses."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.domain.form import Form, PainRhythm
from diary.domain.item import Preset
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.storage.store import Store
from diary.ui.settings.cards import OWN_CHOICE
from diary.ui.settings.page import SettingsPage


def _previewed(page: SettingsPage) -> str:
    return " ".join(part.names.text() for part in page.questions.preview.parts if part.isVisibleTo(page))


def test_it_opens_with_what_is_stored(page: SettingsPage) -> None:
    assert page.questions.forms.value == Preset.SHORT
    assert page.pain.rhythms.value == PainRhythm.THREE_A_WEEK
    assert not page.questions.switches
    assert "18 questions, 3 of them only when" in page.questions.total.text()


def test_another_form_is_stored_shown_and_said(page: SettingsPage, journal: Journal) -> None:
    page.questions.forms.buttons[Preset.FULL].click()
    assert journal.form().preset is Preset.FULL
    assert "Loneliness" in _previewed(page)
    assert page.questions.said.isVisible()


def test_an_own_choice_is_made_question_by_question(page: SettingsPage, journal: Journal) -> None:
    page.questions.forms.buttons[OWN_CHOICE].click()
    short = journal.form().chosen
    assert journal.form().preset is None
    page.questions.switches["rested"].click()
    page.questions.switches["stress"].click()
    assert journal.form().chosen == (short | {"rested"}) - {"stress"}
    assert "Rested" in _previewed(page)
    page.questions.forms.buttons[Preset.SHORT].click()
    assert not page.questions.switches["rested"].isVisible()


def test_a_choice_made_before_comes_back_as_it_was(page: SettingsPage, journal: Journal) -> None:
    page.hide()
    journal.set_form(Form(preset=None, chosen=frozenset({"stress"}), pain=PainRhythm.OFF))
    page.show()
    assert page.questions.forms.value == OWN_CHOICE
    assert [key for key, box in page.questions.switches.items() if box.isChecked()] == ["stress"]
    assert page.pain.rhythms.value == PainRhythm.OFF


def test_pressing_what_is_chosen_already_changes_nothing(page: SettingsPage) -> None:
    page.questions.forms.buttons[Preset.SHORT].click()
    assert page.questions.said.isHidden()


def test_the_pain_number_is_asked_as_often_as_was_chosen(page: SettingsPage, journal: Journal) -> None:
    for rhythm in (PainRhythm.OFF, PainRhythm.WEEKLY, PainRhythm.DAILY, PainRhythm.THREE_A_WEEK):
        page.pain.said.clear()
        page.pain.rhythms.buttons[rhythm].click()
        assert journal.form().pain is rhythm
        assert "pain number" in page.pain.said.text()


def test_a_disk_that_refuses_is_reported_and_nothing_pretends(
    page: SettingsPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_facts: object) -> None:
        raise Refusal(Reason.DISK_FULL, path="my.diary")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "put_pairs", full)
        page.questions.forms.buttons[Preset.FULL].click()
        page.pain.rhythms.buttons[PainRhythm.OFF].click()
    assert page.questions.forms.value == Preset.SHORT
    assert page.pain.rhythms.value == PainRhythm.THREE_A_WEEK
    assert "my.diary" in page.questions.notice.text()
    assert page.pain.notice.isVisible()
    page.questions.forms.buttons[Preset.FULL].click()
    assert not page.questions.notice.isVisible()
    assert not page.pain.notice.isVisible(), "it was the same disk"
    assert journal.form().preset is Preset.FULL


def test_the_keyboard_reaches_every_choice(page: SettingsPage, journal: Journal, qtbot: QtBot) -> None:
    page.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(QApplication.focusWidget(), key)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert journal.form().preset is None
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.questions.switches["into_bed"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert "into_bed" not in journal.form().chosen


def test_the_keyboard_begins_at_the_form_that_is_asked(page: SettingsPage, journal: Journal) -> None:
    forms = page.questions.forms
    for preset in Preset:
        forms.buttons[preset].click()
        assert journal.form().preset is preset
        assert page.begin is forms.buttons[preset]
