"""Own items are made, renamed, laid to rest and woken, and nothing typed is lost on the way."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.form import Form
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.links.question import Question
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.storage.store import Store
from diary.ui.pages import Context, Display
from diary.ui.settings.page import SettingsPage
from tests.factory import TODAY

DISPLAY = Display({"en": "English", "nl": "Nederlands"}, ("light", "dim"), "system")
TEA = OwnItem(Item("tea", Kind.COUNT, "own", 0, 1000, "cups", own=True), {"en": "Tea", "nl": "Thee"})


@pytest.fixture
def with_tea(page: SettingsPage, journal: Journal) -> SettingsPage:
    journal.save_own_item(TEA)
    page.own.show_items(journal.own_items)
    return page


def test_an_item_is_added_with_the_keyboard_alone(page: SettingsPage, journal: Journal, qtbot: QtBot) -> None:
    page.own.add.setFocus()
    qtbot.keyClick(page.own.add, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is page.own.form.names["en"]
    qtbot.keyClicks(page.own.form.names["en"], "Minutes outside")
    page.own.form.kind.buttons[Kind.MINUTES].click()
    qtbot.keyClick(page.own.form.names["en"], Qt.Key.Key_Return)
    own = journal.own_items[0]
    assert (own.item.key, own.item.kind, own.names) == ("minutes_outside", Kind.MINUTES, {"en": "Minutes outside"})
    assert page.own.rows["minutes_outside"].name.text() == "Minutes outside"
    assert page.own.form.isHidden()
    assert "Minutes outside" in page.own.said.text()
    journal.answer(TODAY, "minutes_outside", 45)


def test_a_choice_has_answers_of_its_own(page: SettingsPage, journal: Journal) -> None:
    page.own.add.click()
    form = page.own.form
    form.names["en"].setText("Wool")
    form.names["nl"].setText("Wol")
    assert not form.options.isVisible()
    form.kind.buttons[Kind.CHOICE].click()
    assert form.options.isVisible()
    form.options.setPlainText("none\na bit\na lot")
    form.save.click()
    own = journal.own_items[0]
    assert (own.item.options, own.item.high) == (("none", "a bit", "a lot"), 2)
    assert own.names == {"en": "Wool", "nl": "Wol"}


def test_a_name_that_cannot_be_is_reported_beside_it_and_stays(page: SettingsPage, journal: Journal) -> None:
    page.own.add.click()
    form = page.own.form
    form.names["nl"].setText("Wol")
    for name in ("", "x" * 300, "Stress"):
        form.names["en"].setText(name)
        form._notices["en"].hide()
        form.save.setFocus()
        form.save.click()
        assert list(journal.own_items) == []
        assert form._notices["en"].isVisible()
        assert QApplication.focusWidget() is form.names["en"]
        assert (form.names["en"].text(), form.names["nl"].text()) == (name, "Wol")
    form.names["en"].setText("Wool 🧶")
    form.save.click()
    assert [own.names["en"] for own in journal.own_items] == ["Wool 🧶"]


def test_a_new_item_is_part_of_an_own_choice(page: SettingsPage, journal: Journal) -> None:
    journal.set_form(Form(preset=None, chosen=frozenset({"stress"})))
    page.own.add.click()
    page.own.form.names["en"].setText("Wool")
    page.own.form.save.click()
    assert journal.form().chosen == {"stress", "wool"}


def test_a_name_is_asked_in_the_language_of_the_window_only(with_tea: SettingsPage) -> None:
    form = with_tea.own.form
    with_tea.own.add.click()
    assert form.names["en"].isVisible()
    assert not form.names["nl"].isVisible()
    form.cancel.click()
    with_tea.own.rows["tea"].rename.click()
    assert form.names["nl"].isVisible()


def test_renaming_keeps_the_answers(with_tea: SettingsPage, journal: Journal) -> None:
    journal.answer(TODAY, "tea", 3)
    with_tea.own.rows["tea"].rename.click()
    form = with_tea.own.form
    assert (form.names["en"].text(), form.names["nl"].text()) == ("Tea", "Thee")
    assert not form.kind.isVisible()
    assert "cups" in form.fixed.text()
    form.names["nl"].setText("Kopjes thee")
    form.save.click()
    assert journal.own_items == (OwnItem(TEA.item, {"en": "Tea", "nl": "Kopjes thee"}),)
    assert journal.day(TODAY).value("tea") == 3


def test_an_item_rests_and_is_asked_again(with_tea: SettingsPage, journal: Journal) -> None:
    with_tea.own.rows["tea"].rest.click()
    assert journal.own_items[0].item.archived
    assert "Old values stay" in with_tea.own.rows["tea"].about.text()
    assert QApplication.focusWidget() is with_tea.own.rows["tea"].rest
    with_tea.own.rows["tea"].rest.click()
    assert journal.own_items == (TEA,)


def test_escape_closes_the_fields_and_changes_nothing(
    with_tea: SettingsPage, journal: Journal, qtbot: QtBot
) -> None:
    with_tea.own.rows["tea"].rename.click()
    qtbot.keyClicks(with_tea.own.form.names["en"], " green")
    qtbot.keyClick(with_tea.own.form.names["en"], Qt.Key.Key_Escape)
    assert with_tea.own.form.isHidden()
    assert QApplication.focusWidget() is with_tea.own.rows["tea"].rename
    assert journal.own_items == (TEA,)


def test_a_disk_that_refuses_keeps_what_was_typed(
    page: SettingsPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_facts: object) -> None:
        raise Refusal(Reason.DISK_FULL, path="my.diary")

    page.own.add.click()
    page.own.form.names["en"].setText("Wool")
    with monkeypatch.context() as patch:
        patch.setattr(Store, "change", full)
        page.own.form.save.click()
    assert "my.diary" in page.own.notice.text()
    assert page.own.form.names["en"].text() == "Wool"
    page.own.form.save.click()
    assert [own.item.key for own in journal.own_items] == ["wool"]
    assert not page.own.notice.isVisible()


def test_what_is_being_typed_survives_another_language(
    page: SettingsPage, dutch_context: Context, journal: Journal, qtbot: QtBot
) -> None:
    page.own.add.click()
    page.own.form.names["en"].setText("Wool")
    page.own.form.kind.buttons[Kind.COUNT].click()
    page.own.form.unit.setText("socks")
    page.own.form.unit.setFocus()
    dutch = SettingsPage(dutch_context, journal, DISPLAY)
    qtbot.addWidget(dutch)
    dutch.recall(page.memory())
    with qtbot.waitActive(dutch):
        dutch.show()
    assert dutch.own.draft == page.own.draft
    assert dutch.own.form.unit.isVisible()
    assert dutch.begin is dutch.own.form.unit


def test_the_fields_are_scrolled_into_view(page: SettingsPage, qtbot: QtBot) -> None:
    form = page.own.form
    page.resize(1000, 500)
    page.own.add.click()
    qtbot.waitUntil(lambda: _in_sight(page, form.names["en"]) and _in_sight(page, form.kind))
    form.kind.buttons[Kind.CHOICE].click()
    form.names["en"].setText("Wool")
    page.area.verticalScrollBar().setValue(0)
    form.save.click()
    qtbot.waitUntil(lambda: _in_sight(page, form.options))


def _in_sight(page: SettingsPage, widget: QWidget) -> bool:
    viewport = page.area.viewport()
    return viewport.rect().contains(QRect(widget.mapTo(viewport, QPoint()), widget.size()))


def test_an_item_is_deleted_after_one_question_and_comes_back_with_one_click(
    with_tea: SettingsPage, journal: Journal
) -> None:
    journal.answer(TODAY, "tea", 3)
    asked = with_tea.ask_delete("tea")
    assert any("1 answer" in label.text() for label in asked.findChildren(QLabel))
    asked.reject()
    assert journal.day(TODAY).value("tea") == 3
    with_tea.ask_delete("tea").accept()
    assert (journal.own_items, journal.day(TODAY).value("tea")) == ((), None)
    assert "Tea" in with_tea.own.said.text()
    remembered = with_tea.memory()
    with_tea.own.say("")
    with_tea.recall(remembered)
    with_tea.own.undo.click()
    assert (journal.own_items, journal.day(TODAY).value("tea")) == ((TEA,), 3)
    assert not with_tea.own.undo.isVisibleTo(with_tea)


def test_what_was_asked_of_an_item_is_named_before_and_goes_when_it_is_forgotten(
    with_tea: SettingsPage, journal: Journal
) -> None:
    journal.questions.ask(Question("tea", True, "stress", True, TODAY), "More tea, more stress?")
    asked = with_tea.ask_delete("tea")
    assert any("What you asked or tried" in label.text() for label in asked.findChildren(QLabel))
    asked.accept()
    assert len(journal.records("question")) == 1
    with_tea.own.forget.click()
    assert "What you had asked or tried about it is gone too." in with_tea.own.said.text()
    assert journal.records("question") == ()


def test_undo_in_settings_takes_back_nothing_else(with_tea: SettingsPage, journal: Journal) -> None:
    with_tea.ask_delete("tea").accept()
    journal.answer(TODAY, "stress", 3)
    with_tea.undo()
    assert (journal.own_items, journal.day(TODAY).value("stress")) == ((), 3)
    with_tea.own.forget.click()
    journal.history.undo()
    with pytest.raises(Refusal):
        journal.history.undo()
    assert journal.own_items == ()
