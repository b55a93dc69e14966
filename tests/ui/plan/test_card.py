"""A card of the page Plan: what it says once, and what it shows at rest."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.screens.plan.cards import Weeks
from diary.ui.plan.page import PlanPage
from diary.ui.plan.pictures import CoursePicture
from tests.factory import TODAY
from tests.ui.plan.opened import ALL, Open, focused, form, press


@pytest.mark.parametrize("rated", [{}, {"0.able": "4"}])
def test_the_ends_of_the_scale_are_read_once_however_many_activities(
    open_page: Open, journal: Journal, rated: dict[str, str]
) -> None:
    journal.choices.choose("plan", ("goals",))
    for name in ("walk the dog", "cook", "sing"):
        journal.add_record("goal", {"text": name})
    page = open_page()
    press(page, "goals:week")
    if rated:
        form(page).show_texts(rated)
        form(page).save.click()
        press(page, "goals:week")
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    assert [text for text in shown if "not at all" in text] == ["0 not at all – 10 as before"]
    assert {control.accessibleDescription() for control in form(page).controls.values()} == {
        "0 not at all – 10 as before"
    }


def test_a_question_that_is_chosen_and_not_typed_says_so_when_it_is_open(page: PlanPage) -> None:
    press(page, "building:effort")
    form(page).save.click()
    (key,) = form(page).controls
    assert form(page).notices[key].text() == "This is still open. Choose one."


def test_a_card_with_many_actions_shows_the_first_and_the_others_behind_one_button(
    open_page: Open, journal: Journal, qtbot: QtBot
) -> None:
    journal.choices.choose("plan", ALL)
    steps = {"what": "walking", "unit": "minutes", "start": 10, "step": 1, "begins": TODAY.isoformat()}
    journal.add_record("after_effort", {"worse": "no", "day": TODAY.isoformat()})
    journal.add_record("building", steps)
    page = open_page()
    page.resize(700, 480)
    card = next(view for key, view in page.cards.items() if key.startswith("building"))
    assert card.more is not None

    def shown() -> list[str]:
        return [
            each.objectName().rpartition(":")[0] for each in card.findChildren(QAbstractButton) if each.isVisible()
        ]

    assert shown() == ["building:done", "building:rest", "building:other", ""]
    card.more.setFocus()
    qtbot.keyClick(card.more, Qt.Key.Key_Return)
    assert {"building:harder", "building:steps", "building:stop", "list"} <= set(shown())
    card.more.click()
    press(page, next(each.key for each in card.state.asks if "steps" in each.key))
    QApplication.processEvents()
    form(page).cancel.click()
    QApplication.processEvents()
    assert focused().visibleRegion().boundingRect() == focused().rect()
    assert focused().objectName().startswith("building:steps"), "what was used is in sight again"


def test_a_total_is_drawn_where_its_day_is(qtbot: QtBot) -> None:
    picture = CoursePicture("CSI", Weeks((5, 5, 5), 0, 10, "", has_top=False, places=(0, 90, 100)))
    qtbot.addWidget(picture)
    picture.resize(400, 40)
    image = picture.grab().toImage()
    above = [x for x in range(20, 380) if image.pixelColor(x, 18) != image.pixelColor(200, 5)]
    assert above, "a dot is higher than the line"
    assert min(above) > 340, "the second of three stands near the last"
