"""The page Plan: everything is done from the keyboard, can be taken back, and loses nothing typed."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from diary.cli.log_commands import write_sample
from diary.cli.world import World
from diary.content.library import Library
from diary.content.theme import load_themes
from diary.domain.register import RegisterRecord
from diary.domain.tip_choice import TipMark
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.pages import Context
from diary.ui.plan.breathing import BreathingView
from diary.ui.plan.page import PlanPage
from diary.ui.style import apply_look
from diary.ui.widgets.keys import KeyRow
from diary.ui.widgets.layouts import focusable
from tests.factory import NOW, TODAY, ZONE, a_journal
from tests.ui.accessible import clipped, too_small, unnamed
from tests.ui.plan.opened import ALL, Open, focused, form, press, typed


def test_a_new_person_types_a_goal_and_nothing_else_is_there(
    open_page: Open, journal: Journal, qtbot: QtBot
) -> None:
    page = open_page()
    assert page.cards == {}
    asked = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    assert asked.count("What would you like to be able to do again?") == 1
    page.setFocus()
    assert focused() is page.first.controls["0.text"]
    typed(qtbot, "walk the dog")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert [record.data["text"] for record in journal.records("goal")] == ["walk the dog"]
    assert list(page.cards) == ["goals"]
    assert focused().objectName() == "goals:week"


class Keyboard:
    """Presses keys where the keyboard is, as somebody without a mouse does, and counts them."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot, self.count = qtbot, 0

    def key(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            self._qtbot.keyClick(focused(), key)
            QApplication.processEvents()
        self.count += times

    def enter(self) -> str:
        self.key(Qt.Key.Key_Return)
        return focused().objectName().partition(":")[2].partition(":")[0]

    def tab(self) -> None:
        self.key(Qt.Key.Key_Tab)

    def typed(self, text: str) -> None:
        self._qtbot.keyClicks(focused(), text)
        self.count += len(text)

    def go_to(self, name: str) -> None:
        for _ in range(40):
            if focused().objectName() == name:
                return
            self.tab()
        pytest.fail(f"{name} is not reached")


def test_a_goal_a_build_up_and_an_expectation_by_the_keyboard_alone(
    open_page: Open, journal: Journal, qtbot: QtBot
) -> None:
    page, keys = open_page(), Keyboard(qtbot)
    page.setFocus()
    keys.go_to("field:0.text")
    keys.typed("cook")
    assert keys.enter() == "week"
    keys.go_to("on:building")
    assert keys.enter() == "effort"
    keys.enter()
    keys.typed("n")
    assert keys.enter() == "add", "the answer leads on"
    keys.enter()
    keys.typed("walking")
    assert keys.enter() == "trial"
    for day, amount in enumerate(("12", "15", "9"), start=10):
        keys.enter()
        keys.typed(f"{day}-11-2026")
        keys.tab()
        keys.typed(amount)
        after = keys.enter()
    assert after == "steps", "after three days the steps are next"
    keys.enter()
    for amount in ("9.6", "1.2"):
        keys.typed(amount)
        keys.tab()
    keys.typed("20")
    assert keys.enter() == "done"
    keys.go_to("on:expected")
    assert keys.enter() == "add"
    keys.enter()
    keys.typed("shopping")
    keys.key(Qt.Key.Key_Tab, 2)
    keys.typed("6")
    assert keys.enter() == "add"
    assert journal.records("building")[0].data["goal"] == 20
    assert [record.data["trial"] for record in journal.records("building_day")] == [12, 15, 9]
    assert journal.records("expectation")[0].data["expected"] == 6
    assert keys.count <= 110


def test_one_change_is_begun_ticked_and_stopped_by_the_keyboard_alone(
    page: PlanPage, journal: Journal, qtbot: QtBot
) -> None:
    keys = Keyboard(qtbot)
    button = page.findChild(QAbstractButton, "experiment:begin")
    assert button is not None
    button.setFocus()
    keys.enter()
    keys.typed("a walk")
    keys.tab()
    keys.typed("w")
    keys.tab()
    keys.typed("m")
    keys.enter()
    assert "stop" not in focused().objectName(), "a second Enter ends nothing"
    (record,) = journal.records("experiment")
    assert record.data["asks"]["outcome"] == "function"
    assert record.data["asks"]["more"] is True
    keys.go_to(f"experiment:stop:{record.id}")
    assert keys.enter() == "begin", "the next one may begin"
    keys.go_to("experiment:tip")
    keys.enter()
    assert isinstance(focused(), KeyRow), "Enter presses a quiet button too"
    assert journal.records("experiment")[0].ended_on == journal.today


def test_what_is_refused_is_said_beside_its_field_and_a_large_step_is_asked_once_more(
    page: PlanPage, journal: Journal
) -> None:
    journal.add_record("after_effort", {"worse": "no"})
    record = journal.add_record("building", {"what": "walking", "unit": "minutes"})
    for day in (1, 2, 3):
        data = {"what": "walking", "day": f"2026-11-0{day}", "trial": 12, "of": record.id}
        journal.add_record("building_day", data)
    page._fill()
    press(page, f"building:steps:{record.id}")
    form(page).show_texts({"0.start": "10", "0.step": "3", "0.goal": "8", "0.begins": "22-11-2026"})
    form(page).save.click()
    assert "goal is less" in form(page).notices["0.goal"].text()
    form(page).show_texts({"0.start": "10", "0.step": "3", "0.goal": "20", "0.begins": "22-11-2026"})
    form(page).save.click()
    assert "once more" in form(page).notices["0.step"].text()
    form(page).save.click()
    assert page.form is None
    assert journal.records("building")[0].data["step"] == 3


def test_what_was_done_is_taken_back(page: PlanPage, journal: Journal) -> None:
    press(page, "people:add")
    form(page).show_texts({"0.name": "Robin"})
    form(page).save.click()
    assert len(page.cards["people"].state.lines) == 1
    page.undo()
    assert journal.records("contact") == ()
    assert not page.cards["people"].state.lines


def test_half_typed_words_survive_another_language_a_change_and_the_end_of_the_program(
    open_page: Open, page: PlanPage, journal: Journal, dutch_context: Context, qtbot: QtBot
) -> None:
    press(page, "harder:write")
    form(page).show_texts({"0.words": "it passes"})
    journal.add_record("contact", {"name": "Robin"})
    page._fill()
    assert form(page).texts()["0.words"] == "it passes"
    other = open_page(dutch_context)
    other.recall(page.memory())
    assert form(other).texts()["0.words"] == "it passes"
    qtbot.waitUntil(lambda: bool(journal.drafts.kept("plan")), timeout=5000)
    again = open_page()
    assert form(again).texts()["0.words"] == "it passes"


def test_another_button_stores_what_is_typed_and_waits_where_that_cannot_be(
    page: PlanPage, journal: Journal
) -> None:
    press(page, "goals:add")
    form(page).show_texts({"0.text": "walk the dog", "0.why": ""})
    press(page, "scores:add")
    assert [record.data["text"] for record in journal.records("goal")] == ["walk the dog"]
    form(page).show_texts({"0.questionnaire": "CSI", "0.day": "no day", "0.score": "4", "0.means": ""})
    press(page, "people:add")
    press(page, "people:add")
    assert form(page).asked.key == "scores:add"
    assert form(page).texts()["0.day"] == "no day"
    assert form(page).notices["0.day"].text()
    form(page).cancel.click()
    press(page, "people:add")
    assert form(page).asked.key == "people:add"


def test_leaving_stores_what_is_right(page: PlanPage, journal: Journal) -> None:
    press(page, "people:add")
    form(page).show_texts({"0.name": "Robin"})
    assert page.flush()
    assert len(journal.records("contact")) == 1
    press(page, "people:add")
    form(page).show_texts({"0.role": "sister"})
    assert page.flush()
    assert len(journal.records("contact")) == 1


def test_a_tool_is_put_away_and_keeps_what_was_written(page: PlanPage, journal: Journal) -> None:
    journal.add_record("contact", {"name": "Robin"})
    press(page, "away:people")
    assert "people" not in page.cards
    assert len(journal.records("contact")) == 1
    press(page, "on:people")
    assert "people" in page.cards


def test_a_whole_list_is_opened_and_a_line_found(page: PlanPage, journal: Journal) -> None:
    record = journal.add_record("contact", {"name": "Robin"})
    page.show_place(f"contact/{record.id}")
    assert page.list is not None
    assert record.id in page.list.rows
    press(page, "back")
    assert page.list is None


def test_in_the_first_phase_the_road_of_understand_stands_first(page: PlanPage, journal: Journal) -> None:
    asked: list[str] = []
    page.page_requested.connect(asked.append)
    assert "road" not in page.cards
    page.phases.choose(0)
    assert next(iter(page.cards)) == "road"
    links = page.cards["road"].findChildren(QAbstractButton)
    links[0].click()
    assert asked == [page.cards["road"].state.links[0][1]]
    assert asked[0].startswith("understand/")
    journal.topics.mark(asked[0].partition("/")[2], TipMark.SHOWN)
    page._fill()
    assert page.cards["road"].state.links[0][0].endswith(" (read)")
    page.phases.choose(1)
    assert "road" not in page.cards


def test_a_phase_is_chosen_and_changed(page: PlanPage, journal: Journal) -> None:
    for value, phase in ((1, "build"), (2, "life")):
        page.phases.choose(value)
        assert page.state is not None
        assert page.state.phase.chosen == phase
    page.phases.choose(None)
    assert len(journal.records("phase")) == 1


def test_nothing_is_cut_off_small_or_unnamed(page: PlanPage, journal: Journal) -> None:
    journal.add_record("after_effort", {"worse": "no"})
    journal.add_record("goal", {"text": "a goal with a long name " * 4})
    journal.add_record("goal_week", {"goal": "x", "week": "2026-11-16", "able": 4})
    journal.add_record("expectation", {"what": "x", "day": "2026-11-01", "expected": 4, "happened": 5})
    building = {"what": "x", "unit": "times", "start": 5, "step": 1, "goal": 9, "begins": "2026-11-01"}
    journal.add_record("building", building)
    page._fill()
    for width in (1200, 560):
        page.resize(width, 700)
        page.grab()
        QApplication.processEvents()
        assert unnamed(page) == []
        assert clipped(page) == []
    assert too_small(page) == []


@pytest.mark.parametrize("language", ["english", "dutch"])
def test_every_tool_in_use_is_whole_and_named_in_every_theme_and_size(
    language: str, request: pytest.FixtureRequest, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    library: Library = request.getfixturevalue(language)
    world = World(lambda: NOW, ZONE, resources(), library.language.code, lambda _world, _request: 0)
    write_sample(world, tmp_path / "sample.diary", 90, 1)
    journal = a_journal(tmp_path / "sample.diary")
    for theme in load_themes(resources()).values():
        for scale in (1.0, 2.0):
            apply_look(qapp, theme, scale)
            page = PlanPage(Context(library, theme), journal, resources())
            qtbot.addWidget(page)
            page.resize(1024, 600)
            page.show()
            page.read_rest()
            page.grab()
            QApplication.processEvents()
            unused = set(ALL) - {key.partition(":")[0] for key in page.cards}
            assert unused == set(), "diary/demo/plan.py: who builds up uses every tool in the sample, in TOOLS"
            assert (unnamed(page), clipped(page)) == ([], []), (theme.name, scale)
            page.hide()
    apply_look(qapp, load_themes(resources())["light"])
    journal.close()


def test_nothing_is_red_in_any_theme_after_a_week_that_was_left(
    english: Library, journal: Journal, qapp: QApplication, qtbot: QtBot
) -> None:
    journal.choices.choose("plan", ALL)
    journal.add_record("after_effort", {"worse": "no"})
    steps = {"what": "walking", "unit": "minutes", "start": 10, "step": 1, "goal": 20, "begins": "2026-11-02"}
    journal.add_record("building", steps)
    for day in range(2, 22):
        mark = {"what": "walking", "day": f"2026-11-{day:02d}", "mark": "done" if day < 9 else "rest"}
        journal.add_record("building_day", mark)
    journal.add_record("expectation", {"what": "x", "day": "2026-11-20", "expected": 2, "happened": 9})
    for theme in load_themes(resources()).values():
        apply_look(qapp, theme)
        page = PlanPage(Context(english, theme), journal, resources())
        qtbot.addWidget(page)
        page.resize(1200, 2400)
        page.show()
        page.read_rest()
        picture = page.grab().toImage().scaledToWidth(300).convertToFormat(QImage.Format.Format_RGB32)
        seen = np.unique(np.frombuffer(picture.constBits(), np.uint32)).tolist()
        assert len(seen) > 20, "the page is drawn"
        colours = [(each.red(), each.green(), each.blue()) for each in map(QColor, seen)]
        assert [each for each in colours if each[0] > 120 > 1.7 * max(each[1:])] == []


def test_the_plan_for_a_harder_time_goes_to_paper(page: PlanPage, journal: Journal, tmp_path: Path) -> None:
    journal.add_record("harder_plan", {"part": "helps", "words": "a warm shower 🌿"})
    page._fill()
    press(page, "paper:harder")
    (dialog,) = page.window().findChildren(QFileDialog)
    assert [kind.partition(", ")[2][:2] for kind in dialog.nameFilters()] == ["A4", "Le", "A5"]
    dialog.selectNameFilter(dialog.nameFilters()[1])
    dialog.fileSelected.emit(str(tmp_path / "letter.pdf"))
    dialog.close()
    assert b"612" in (tmp_path / "letter.pdf").read_bytes()


def test_a_letter_of_the_plan_that_no_font_has_is_named_beside_the_file(
    page: PlanPage, journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diary.report.printable._ranges_of_all", lambda _folder: [])
    journal.add_record("harder_plan", {"part": "helps", "words": "張伟 bellen"})
    page._fill()
    press(page, "paper:harder")
    (dialog,) = page.window().findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "plan.pdf"))
    dialog.close()
    assert page.saved.words.startswith("Saved: plan.pdf. No font on this computer has these letters: 張 伟.")


def test_the_pace_ends_by_itself_and_offers_its_minutes(page: PlanPage, journal: Journal) -> None:
    journal.add_record("breathing", {"shape": "bar", "breaths": 6, "out": 1.5, "minutes": 1})
    page._fill()
    view = page.cards["breathing"].picture
    assert isinstance(view, BreathingView)
    view.toggle()
    assert focused() is view.button
    heard = []
    for seconds in (0, 5, 11, 15, 21, 25):
        view.show_at(seconds)
        heard.append((view.picture.accessibleName(), view.picture.filled))
    assert [word for word, _ in heard] == ["Get ready", "Get ready", "in", "out", "in", "out"]
    assert {share for _, share in heard} <= {0, 0.25, 0.5, 0.75, 1, 1 / 6, 5 / 6}
    view.show_at(70)
    assert view.picture.accessibleName() == "That was it. Thank you for taking the time."
    assert journal.day(TODAY).value("relaxation") is None
    press(page, "breathing:keep")
    assert journal.day(TODAY).value("relaxation") == 1


def test_stopping_early_records_nothing(page: PlanPage, journal: Journal) -> None:
    view = page.cards["breathing"].picture
    assert isinstance(view, BreathingView)
    view.toggle()
    view.toggle()
    assert page.findChild(QAbstractButton, "breathing:keep") is None
    page.hide()
    assert journal.day(TODAY).value("relaxation") is None


def test_the_name_of_the_field_that_has_the_keyboard_is_in_sight(page: PlanPage) -> None:
    page.resize(700, 400)
    press(page, "expected:add")
    QApplication.processEvents()
    field, view = focused(), page._sheet.viewport()
    assert field.mapTo(view, QPoint()).y() >= field.fontMetrics().height()
    assert field.mapTo(view, field.rect().bottomLeft()).y() <= view.height()


def test_the_first_cards_are_there_before_the_rest_is_read(page: PlanPage, open_page: Open, qtbot: QtBot) -> None:
    first = open_page()
    first.hide()
    whole = list(first.cards)
    assert whole == list(page.cards)
    other = PlanPage(page._context, page._journal, resources())
    qtbot.addWidget(other)
    other.show()
    assert 0 < len(other.cards) < len(whole)
    assert whole[: len(other.cards)] == list(other.cards)
    kept = dict(other.cards)
    qtbot.waitUntil(lambda: list(other.cards) == whole)
    assert all(other.cards[key] is view for key, view in kept.items()), "none is built twice"


def test_opening_reads_each_list_once_and_a_change_reads_it_anew(
    page: PlanPage, journal: Journal, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    journal.add_record("after_effort", {"worse": "no"})
    page._fill()  # now, so that it reads nothing later
    asked: list[str] = []
    read = journal.records

    def counted(register: str) -> tuple[RegisterRecord, ...]:
        asked.append(register)
        return read(register)

    monkeypatch.setattr(journal, "records", counted)
    other = PlanPage(page._context, journal, resources())
    qtbot.addWidget(other)
    journal.subscribe(other.on_changed)
    page.hide()
    other.show()
    assert len(other.cards) < len(page.cards)
    qtbot.waitUntil(lambda: len(other.cards) == len(page.cards))
    assert sorted(asked) == sorted(set(asked))
    journal.add_record("goal", {"text": "cook"})
    qtbot.waitUntil(lambda: bool(other.cards["goals"].state.lines))


def test_the_keyboard_goes_from_card_to_card_in_their_order(page: PlanPage, journal: Journal) -> None:
    press(page, "goals:add")
    form(page).show_texts({"0.text": "cook"})
    form(page).save.click()
    order = [widget.objectName() for widget in focusable(page)]
    found: list[str] = []
    widget: QWidget | None = page
    while widget is not None and (widget := widget.nextInFocusChain()) is not page:
        if (
            page.isAncestorOf(widget)
            and widget.isVisibleTo(page)
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            found.append(widget.objectName())
    named = [name for name in order if name.partition(":")[0] in {"goals", "building", "expected", "away"}]
    assert [name for name in found if name in named] == [name for name in named if name in found]
    assert found.index("goals:week") < found.index("building:effort") < found.index("expected:add")


def test_the_button_of_a_list_opens_that_list(page: PlanPage, journal: Journal) -> None:
    journal.add_record("goal", {"text": "cook"})
    page._fill()
    press(page, "list:goal")
    assert page.list is not None
    assert page.list.objectName() == "list:goal"


def test_a_yes_to_a_large_step_is_asked_once_more_and_nothing_is_written_before(
    open_page: Open, journal: Journal
) -> None:
    journal.add_record("after_effort", {"worse": "no"})
    steps = {"what": "walking", "kind": "building", "unit": "minutes", "start": 10, "step": 3}
    proposed = journal.add_record("plan_proposal", steps)
    page = open_page()
    press(page, f"proposals:yes:{proposed.id}")
    assert "more than a fifth" in page.notice.text()
    assert (journal.records("building"), journal.choices.chosen("plan")) == ((), None)
    press(page, f"proposals:yes:{proposed.id}")
    assert [record.data["what"] for record in journal.records("building")] == ["walking"]
    assert journal.choices.chosen("plan") == ("building",)


def test_a_whole_list_checks_what_a_card_checks_and_lets_the_page_be_left(
    page: PlanPage, journal: Journal
) -> None:
    for number in range(5):
        journal.add_record("goal", {"text": f"activity {number}"})
    page.open_list("goal")
    assert page.list is not None
    page.list.add.click()
    assert page.list.form is not None
    page.list.form.show_texts({"text": "a sixth"})
    page.list.form.save.click()
    assert "5 activities already" in page.list.form.notice.text()
    assert page.list.flush()
    assert len(journal.records("goal")) == 5


def test_a_goal_put_back_in_its_list_as_a_sixth_waits(page: PlanPage, journal: Journal) -> None:
    ended = journal.add_record("goal", {"text": "cook"}, TODAY)
    for number in range(5):
        journal.add_record("goal", {"text": f"activity {number}"})
    page.open_list("goal")
    assert page.list is not None
    page.list.ended.click()
    page.list.rows[ended.id].buttons["back"].click()
    assert "There are 5 activities already" in page.list.notice.text()
    assert len([record for record in journal.records("goal") if record.ended_on is None]) == 5


def test_a_form_leaves_out_what_its_card_says_already(page: PlanPage) -> None:
    card = page.cards["building"]
    asked = page._context.library.words.registers["after_effort"].field("worse").name
    press(page, "building:effort")
    shown = [label for label in card.findChildren(QLabel) if label.text() == asked and not label.isHidden()]
    assert len(shown) == 1
