"""From a share to the therapist's marks, to the small file, to the person's own charts, by the keyboard too."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from diary.app import open_window
from diary.cli.world import WindowRequest
from diary.domain.period import day_number
from diary.domain.refusal import Reason, Refusal
from diary.domain.therapist_mark import MARKS, PROPOSALS
from diary.paths import resources
from diary.storage.key import Key
from diary.storage.store import Store
from diary.ui.areas import pages
from diary.ui.pages import Context
from diary.ui.plan.card import PlanToRead
from diary.ui.plan.page import PlanPage
from diary.ui.plan.pictures import CoursePicture
from diary.ui.registers.therapist import GivenMarksDialog, GivenMarksPage, OwnListPage
from diary.ui.review.person import GiveBackDialog
from diary.ui.review.window import ReviewWindow
from diary.ui.sections import SectionedPage
from diary.ui.trends.page import TrendsPage
from diary.ui.trends.view import TrendsView
from diary.ui.widgets.keys import KeyRow
from diary.ui.widgets.new_passphrase import PassphraseField
from diary.ui.window import MainWindow
from tests.factory import TODAY, a_day, a_journal
from tests.journal.test_give_back import PHASE, REMARK, a_given, own_marks
from tests.journal.test_people import WORLD, a_share
from tests.ui.review.conftest import opened

SECOND = {"text": "quiet weeks", "kind": "phase", "from": "2026-10-20", "until": "2026-11-10"}
LONG = [a_day(back, stress=back % 7, function=5) for back in range(60)]
WALKING = {"what": "walking", "kind": "building", "start": "10", "unit": "minutes"}
MARKUP = "\u202e<b>walk</b> <img src=x>"
PASSPHRASE = "four words of nonsense"
WIDE = 1500
"""Pixels in which a list and a person have room beside each other."""


@pytest.fixture(scope="module")
def shared_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A share and the diary it is of, made once; each test has copies of them."""
    folder = tmp_path_factory.mktemp("shared")
    a_share(folder / "a.diary", LONG, "Anna")
    return folder


@pytest.fixture
def place(tmp_path: Path, shared_days: Path) -> Path:
    shutil.copytree(shared_days, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def review(place: Path, context: Context, qtbot: QtBot) -> Iterator[ReviewWindow]:
    window = opened(place / "a.diary", context, qtbot)
    qtbot.waitUntil(lambda: window.pane.sections is not None, timeout=20_000)
    yield window
    window.close()


@pytest.fixture
def whose(place: Path, context: Context, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of the person whose share it was."""
    journal = a_journal(place / "a.source")
    window = MainWindow(context, journal, pages([], resources()))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    yield window
    window.close()


def part(window: ReviewWindow | MainWindow, page: str, key: str) -> object:
    """A section, shown."""
    window.open_page(f"{page}/{key}")
    sections = window.pane.sections if isinstance(window, ReviewWindow) else window.page(page)
    assert isinstance(sections, SectionedPage)
    return sections.section(key)


def own_page(window: ReviewWindow, register: str = MARKS) -> OwnListPage:
    page = part(window, "trends", register)
    assert isinstance(page, OwnListPage)
    return page


def given_back(window: ReviewWindow) -> GiveBackDialog:
    window.pane.give.click()
    dialog = window.findChildren(GiveBackDialog)[-1]
    assert dialog.isVisible()
    return dialog


def given_page(window: MainWindow) -> GivenMarksPage:
    page = part(window, "share", MARKS)
    assert isinstance(page, GivenMarksPage)
    return page


def charts(window: ReviewWindow | MainWindow) -> TrendsView:
    page = part(window, "trends", "lines")
    assert isinstance(page, TrendsPage)
    assert page.view is not None
    return page.view


def drawn(view: TrendsView) -> list[str]:
    """The words above the charts; behind each there is a band in every one of them."""
    marks = view.stack.marks
    assert marks.isVisibleTo(view) == bool(marks.boxes())
    for plot in view.stack.plots:
        assert plot.band_item.isVisible() == bool(marks.boxes())
        assert len(plot.band_item.opts["x"]) == max(len(marks.boxes()), 1)
    return [band.name for _box, band in marks.boxes()]


def write(page: OwnListPage, mark: dict[str, str]) -> None:
    """Fill the form in and save it, as somebody at the keyboard does."""
    QTest.keyClick(page.add, Qt.Key.Key_Space)
    assert page.form is not None
    page.form.show_texts(mark)
    line = page.form.findChildren(QLineEdit)[0]
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.form is None


def proposal(page: GivenMarksPage, path: Path) -> GivenMarksDialog:
    dialog = page.look_at(str(path))
    assert dialog is not None, page.notice.text()
    return dialog


def test_from_the_share_to_the_charts_of_the_person_and_out_of_them(
    review: ReviewWindow, whose: MainWindow, place: Path, qtbot: QtBot
) -> None:
    share = (place / "a.diary").read_bytes()
    assert drawn(charts(review)) == []
    page = own_page(review)
    for mark in (PHASE, SECOND, REMARK):
        write(page, mark)
    assert drawn(charts(review)) == ["building up", "quiet weeks", "first long walk"]
    dialog = given_back(review)
    dialog.by.setText("Fysio Bos")
    dialog.give_back(place / "anna.diary-marks")
    assert "anna.diary-marks" in dialog.saved.words
    assert (place / "a.diary").read_bytes() == share

    assert drawn(charts(whose)) == []
    whose.open_page(f"share/{MARKS}/{place / 'anna.diary-marks'}")  # as the program does with a file it is given
    qtbot.waitUntil(lambda: bool(given_page(whose).findChildren(GivenMarksDialog)))
    (asked,) = given_page(whose).findChildren(GivenMarksDialog)
    assert len(asked.ticks) == 3
    asked.ticks[1].click()
    QTest.keyClick(asked.keep, Qt.Key.Key_Return)
    assert drawn(charts(whose)) == ["building up", "first long walk"]
    strip = charts(whose).stack.marks
    assert "first long walk (written by Fysio Bos)" in strip.accessibleDescription()
    charts(whose).stack.point_at(float(day_number(TODAY) - 20))
    assert "first long walk" in charts(whose).note.text()

    first = given_page(whose).rows[whose.journal.records(MARKS)[0].id]
    first.buttons["remove"].click()
    assert drawn(charts(whose)) == ["first long walk"]


def test_what_was_kept_is_taken_back_in_one_step(whose: MainWindow, place: Path) -> None:
    path, page = a_given(place, PHASE, REMARK), given_page(whose)
    proposal(page, path).keep.click()
    assert len(page.rows) == 2
    page.undo_button.click()
    assert not page.rows
    assert whose.journal.records(MARKS) == ()


def test_not_now_keeps_nothing_and_the_file_can_be_opened_again(whose: MainWindow, place: Path) -> None:
    path, page = a_given(place, PHASE), given_page(whose)
    proposal(page, path).close_button.click()
    assert whose.journal.records(MARKS) == ()
    proposal(page, path).keep.click()
    dialog = proposal(page, path)
    assert not dialog.ticks
    assert "already" in dialog.sentence.text()
    QTest.keyClick(dialog.close_button, Qt.Key.Key_Return)
    assert len(whose.journal.records(MARKS)) == 1


def test_a_file_that_is_opened_twice_is_asked_about_once(whose: MainWindow, place: Path, tmp_path: Path) -> None:
    path, page = a_given(place, PHASE), given_page(whose)
    dialog = proposal(page, path)
    assert proposal(page, path) is dialog
    other = tmp_path / "another.diary-marks"
    other.write_bytes(path.read_bytes())
    assert proposal(page, other) is not dialog
    for each in (dialog, proposal(page, other)):
        each.reject()
    again = proposal(page, path)
    assert again is not dialog
    again.reject()


def test_a_file_can_be_dropped_on_the_list(whose: MainWindow, place: Path) -> None:
    path, page = a_given(place, PHASE), given_page(whose)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    held = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(9, 9), *held)
    page.dragEnterEvent(over)
    assert over.isAccepted()
    page.dropEvent(QDropEvent(QPointF(9, 9), *held))
    assert page.findChildren(GivenMarksDialog)


def test_what_cannot_be_taken_in_is_said_in_a_sentence(whose: MainWindow, place: Path) -> None:
    path, page = a_given(place, PHASE), given_page(whose)
    path.write_bytes(path.read_bytes().replace(b"building", b"bleeding"))
    assert page.look_at(str(path)) is None
    assert page.notice.text().startswith(f"{path.name} is not what it was")
    assert page.look_at(str(path.with_name("gone.diary-marks"))) is None
    assert page.notice.text().startswith("There is no file gone.diary-marks.")
    assert whose.journal.records(MARKS) == ()


def test_words_with_markup_stay_words(whose: MainWindow, place: Path) -> None:
    path, page = a_given(place, {**REMARK, "text": MARKUP, "by": MARKUP}), given_page(whose)
    dialog = proposal(page, path)
    dialog.keep.click()
    (row,) = page.rows.values()
    assert row.name.text() == "<b>walk</b> <img src=x>"
    assert row.name.textFormat() is Qt.TextFormat.PlainText
    assert drawn(charts(whose)) == ["<b>walk</b> <img src=x>"]


def test_marks_of_one_person_are_not_shown_at_another(
    place: Path, context: Context, qtbot: QtBot, review: ReviewWindow
) -> None:
    write(own_page(review), PHASE)
    a_share(place / "b.diary", LONG[:30], "Berend", seconds=5)
    review._paths = [place / "a.diary", place / "b.diary"]
    review.read()
    qtbot.waitUntil(lambda: len(review.card.lines) == 2, timeout=20_000)
    review.show_line(review.card.lines[1])
    assert drawn(charts(review)) == []
    assert not own_page(review).rows
    review.show_line(review.card.lines[0])
    assert drawn(charts(review)) == ["building up"]
    assert len(own_page(review).rows) == 1


def test_half_typed_words_are_stored_when_another_person_is_shown(review: ReviewWindow, place: Path) -> None:
    page = own_page(review)
    QTest.keyClick(page.add, Qt.Key.Key_Space)
    assert page.form is not None
    page.form.show_texts(PHASE)
    review.show_line(review.card.lines[0])
    assert [row.line.name for row in own_page(review).rows.values()] == ["building up"]


def test_marks_that_another_window_has_open_say_so(review: ReviewWindow, place: Path) -> None:
    manifest = review._manifest
    assert manifest is not None
    with own_marks(place).open(manifest):
        part(review, "trends", MARKS)
        assert review.pane.sections is not None
        said = review.pane.sections.section(MARKS)
        assert any("in use" in label.text() for label in said.findChildren(QLabel))
        assert drawn(charts(review)) == []


@pytest.mark.parametrize("back", [0, 1, 40])
def test_the_words_of_a_remark_are_whole_where_there_is_room_on_either_side(
    whose: MainWindow, place: Path, qtbot: QtBot, back: int
) -> None:
    day = (TODAY - timedelta(days=back)).isoformat()
    whose.journal.add_record(MARKS, {**REMARK, "from": day})
    strip = charts(whose).stack.marks
    wide = strip.fontMetrics().horizontalAdvance("first long walk")
    qtbot.waitUntil(lambda: strip.boxes()[0][0].width() > wide)
    ((box, _mark),) = strip.boxes()
    assert 0 <= box.left() < box.right() <= strip.width()
    assert "first long walk" in strip.words_at(box.center().x(), box.center().y())
    strip.grab()


def test_a_remark_over_several_days_shows_where_it_ends(whose: MainWindow, qtbot: QtBot) -> None:
    strip = charts(whose).stack.marks
    pictures = []
    for first in (1, 9):
        begin, until = ((TODAY - timedelta(days=ago)).isoformat() for ago in (first, 1))
        mark = {"text": ".", "kind": "remark", "from": begin, "until": until}
        record = whose.journal.add_record(MARKS, mark)
        qtbot.waitUntil(lambda: bool(strip.boxes()))
        ((_box, band),) = strip.boxes()
        end = round(strip._x(band.last)) - 1
        picture = strip.grab().toImage()
        pictures.append({picture.pixelColor(x, 1).name() for x in range(end - 40, end - 10)})
        whose.journal.remove_record(record)
    assert pictures[0] != pictures[1]


def test_the_program_opens_a_file_of_marks_in_ones_own_diary(
    place: Path, whose: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path, shown = a_given(place, PHASE), []
    monkeypatch.setattr("diary.app._show", lambda _world, request, session: shown.append((request, session.path)))
    monkeypatch.setattr("diary.app._raised_first", lambda _path, _marks: False)
    monkeypatch.setenv("XDG_DATA_HOME", str(place / "data"))
    open_window(WORLD, WindowRequest(path))
    ((request, own),) = shown
    assert own == place / "data" / "symptom-diary" / "my.diary"
    assert request.path is None
    whose.open_page(request.page)
    qtbot.waitUntil(lambda: bool(whose.findChildren(GivenMarksDialog)))


def test_a_proposal_is_typed_given_back_kept_and_answered_with_yes(
    review: ReviewWindow, whose: MainWindow, place: Path
) -> None:
    write(own_page(review, PROPOSALS), {**WALKING, "step": "1"})
    given_back(review).give_back(place / "anna.diary-marks")

    dialog = proposal(given_page(whose), place / "anna.diary-marks")
    assert [tick.accessibleName() for tick in dialog.ticks] == ["Keep: A proposal for your plan: walking"]
    dialog.accept()
    assert whose.current == "plan", "what waits there is what comes next"
    journal = whose.journal
    assert journal.records("building") == ()
    plan = whose.page("plan")
    assert isinstance(plan, PlanPage)
    assert next(iter(plan.cards)) == "proposals"
    (first,) = [
        button for button in plan.findChildren(QAbstractButton) if "proposals:effort" in button.objectName()
    ]
    first.click()
    assert plan.form is not None
    plan.form.show_texts({"0.worse": "no"})
    plan.form.save.click()
    focus = plan.focusWidget()
    assert focus is not None
    assert "proposals:yes" in focus.objectName()
    assert isinstance(focus, QAbstractButton)
    focus.click()
    assert [record.data["what"] for record in journal.records("building")] == ["walking"]
    assert "building" in {key.partition(":")[0] for key in plan.cards}
    assert "proposals" not in plan.cards
    plan.undo()
    assert journal.records("building") == ()
    assert next(iter(plan.cards)) == "proposals"


def test_a_refused_proposal_is_not_asked_again_and_the_file_says_so(
    review: ReviewWindow, whose: MainWindow, place: Path
) -> None:
    for what in ("walking", "cycling"):
        write(own_page(review, PROPOSALS), {"what": what, "kind": "goal"})
    given_back(review).give_back(place / "anna.diary-marks")
    proposal(given_page(whose), place / "anna.diary-marks").accept()
    plan = whose.page("plan")
    assert isinstance(plan, PlanPage)
    for answer in ("no", "yes"):
        buttons = plan.cards["proposals"].findChildren(QAbstractButton)
        [each for each in buttons if f"proposals:{answer}" in each.objectName()][-1].click()
    dialog = proposal(given_page(whose), place / "anna.diary-marks")
    assert not dialog.ticks
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("said yes or no" in text for text in said)
    assert any("is in your plan" in text for text in said)


def test_every_kind_goes_from_a_locked_share_into_the_diary_and_all_of_it_back_out(
    tmp_path: Path, context: Context, qtbot: QtBot, quick_keys: None
) -> None:
    share, target = tmp_path / "\N{GRINNING FACE} %20 \xe9.diary", tmp_path / "back %20 \xe9.diary-marks"
    a_share(share, LONG, "Anna", Key.new(PASSPHRASE))
    review = opened(share, context, qtbot)
    qtbot.waitUntil(lambda: bool(review.pane.findChildren(PassphraseField)), timeout=20_000)
    for typed in ("other words", PASSPHRASE):
        assert review.pane.sections is None
        field = review.pane.findChildren(PassphraseField)[-1]
        field.line.setText(typed)
        QTest.keyClick(field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: review.pane.sections is not None, timeout=20_000)
    steps = {**WALKING, "step": "2", "goal": "20"}
    for register, line in (
        (MARKS, PHASE),
        (MARKS, REMARK),
        (PROPOSALS, {"what": "sing", "kind": "goal"}),
        (PROPOSALS, steps),
    ):
        write(own_page(review, register), line)
    dialog = given_back(review)
    dialog.give_back(target)
    assert dialog.saved.open.isHidden()
    review.close()
    journal = a_journal(share.with_suffix(".source"))
    whose = MainWindow(context, journal, pages([], resources()))
    qtbot.addWidget(whose)
    whose.show()
    asked = proposal(given_page(whose), target)
    assert len(asked.ticks) == 4
    asked.ticks[1].click()
    asked.keep.click()
    assert [record.data["text"] for record in journal.records(MARKS)] == ["building up"]
    assert [record.data["what"] for record in journal.records(PROPOSALS)] == ["sing", "walking"]
    assert len(proposal(given_page(whose), target).ticks) == 1
    journal.history.undo()
    assert journal.records(MARKS) == journal.records(PROPOSALS) == ()
    whose.close()


def test_who_writes_types_the_name_once(review: ReviewWindow, place: Path, context: Context, qtbot: QtBot) -> None:
    write(own_page(review), {**REMARK, "by": "Fysio Bos"})
    page = own_page(review, PROPOSALS)
    QTest.keyClick(page.add, Qt.Key.Key_Space)
    assert page.form is not None
    assert page.form.texts()["by"] == "Fysio Bos"
    assert not page.form.is_changed, "a form with only the name in it is empty"
    QTest.keyClick(page.form, Qt.Key.Key_Escape)
    assert given_back(review).by.text() == "Fysio Bos"
    a_share(place / "b.diary", LONG[:30], "Berend", seconds=5)
    review._paths = [place / "a.diary", place / "b.diary"]
    review.read()
    qtbot.waitUntil(lambda: len(review.card.lines) == 2, timeout=20_000)
    review.show_line(review.card.lines[1])
    other = own_page(review)
    QTest.keyClick(other.add, Qt.Key.Key_Space)
    assert other.form is not None
    assert other.form.texts()["by"] == "Fysio Bos"


def test_a_therapist_reads_the_plan_of_a_share(review: ReviewWindow) -> None:
    page = part(review, "trends", "plan")
    assert isinstance(page, PlanToRead)
    page.resize(600, 400)
    assert "No plan is in here." in {label.text() for label in page.findChildren(QLabel)}


def test_the_plan_of_somebody_is_read_with_its_courses(tmp_path: Path, context: Context, qtbot: QtBot) -> None:
    journal = a_journal(tmp_path / "x.diary")
    goal = journal.add_record("goal", {"text": "cook"})
    journal.add_record("phase", {"phase": "build"})
    for week, able in (("2026-11-09", 3), ("2026-11-16", 5)):
        journal.add_record("goal_week", {"goal": "cook", "week": week, "able": able, "of": goal.id})
    page = PlanToRead(context, journal)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    said = {label.text() for label in page.findChildren(QLabel)}
    assert {"Build up", "cook", "from 3 to 5 of 10, 2 weeks filled in"} <= said
    assert page.findChildren(CoursePicture)


def test_a_large_step_is_asked_once_more_as_of_the_person(review: ReviewWindow) -> None:
    page = own_page(review, PROPOSALS)
    page.add.click()
    assert page.form is not None
    page.form.show_texts({**WALKING, "step": "4"})
    page.form.save.click()
    assert page.form is not None
    said = page.form.notices["step"].text()
    assert said.startswith("That step is more than a fifth of what was usual at the start")
    page.form.save.click()
    assert page.form is None
    assert len(page.rows) == 1
    page.add.click()
    assert page.form is not None
    page.form.show_texts({**WALKING, "what": "cycling", "step": "6"})
    for _ in range(2):  # more than half is not taken at all
        page.form.save.click()
    assert "more than half" in page.form.notices["step"].text()


def test_only_what_is_built_up_is_asked_for_steps(review: ReviewWindow) -> None:
    page = own_page(review, PROPOSALS)
    page.add.click()
    form = page.form
    assert form is not None
    steps = ("unit", "start", "step", "goal", "begins")
    assert not any(form.controls[key].isVisible() for key in steps)
    kind = form.controls["kind"]
    assert isinstance(kind, KeyRow)
    kind.keys[1].click()
    assert all(form.controls[key].isVisible() for key in steps)
    form.show_texts({**WALKING, "step": "1"})
    kind.keys[0].click()
    assert not any(form.controls[key].isVisible() for key in steps)
    form.save.click()
    (row,) = page.rows.values()
    assert row.line.words == "to be able to do again"


def test_both_lists_are_given_back_at_one_place_that_shows_what_goes(review: ReviewWindow) -> None:
    dialog = given_back(review)
    assert "nothing" in dialog.sentence.text()
    assert not dialog.save.isVisible()
    dialog.close()
    write(own_page(review, PROPOSALS), {**WALKING, "step": "1"})
    write(own_page(review), REMARK)
    dialog = given_back(review)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "first long walk" in said
    assert "A proposal for the plan: walking" in said
    assert dialog.by.text() == ""
    assert dialog.ask_file().selectedFiles()[0].endswith("a.diary-marks")


def test_what_is_half_typed_is_there_when_the_person_is_shown_again(review: ReviewWindow) -> None:
    page = own_page(review)
    page.add.click()
    assert page.form is not None
    page.form.show_texts({"text": "half a thought"})
    review.show_line(review.card.lines[0])
    page = own_page(review)
    assert page.form is not None
    assert page.form.texts()["text"] == "half a thought"


@pytest.mark.parametrize("width", [WIDE, 700])
@pytest.mark.parametrize("register", [MARKS, PROPOSALS])
def test_escape_puts_the_form_away_and_the_person_stays(review: ReviewWindow, width: int, register: str) -> None:
    review.resize(width, 768)
    page = own_page(review, register)
    marks = review.own_marks()
    page.add.click()
    assert page.form is not None
    line = page.form.findChildren(QLineEdit)[0]
    line.setText("half a thought")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert page.form is None
    assert review.pane.name.text()
    assert review.own_marks() is marks
    assert page.add.hasFocus()
    page.add.click()
    assert page.form is not None
    assert page.form.findChildren(QLineEdit)[0].text() == "half a thought"
    QTest.keyClick(page.form, Qt.Key.Key_Escape)
    QTest.keyClick(page.add, Qt.Key.Key_Escape)
    assert (page.add if width == WIDE else review.card.rows).hasFocus()  # one person has all of a wide window


def test_words_that_a_full_disk_does_not_take_stay_in_sight(
    review: ReviewWindow, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = own_page(review)
    page.add.click()
    assert page.form is not None
    page.form.show_texts(REMARK)

    def full(*_facts: object, **_more: object) -> None:
        raise Refusal(Reason.DISK_FULL, path=place)

    part(review, "trends", "plan")
    with monkeypatch.context() as patch:
        patch.setattr(Store, "change", full)
        patch.setattr(Store, "put_pairs", full)
        review.show_line(review.card.lines[0])
        assert review.pane.sections is not None
        assert review.pane.sections.shown == MARKS
        assert page.form is not None
        assert "full" in page.form.notice.text()
        assert page.form.texts()["text"] == REMARK["text"]
        review.pane.give.click()
        assert not review.findChildren(GiveBackDialog)
        assert not review.close()
    review.show_line(review.card.lines[0])
    assert len(own_page(review).rows) == 1


@pytest.mark.parametrize(("register", "name"), [(MARKS, "My marks"), (PROPOSALS, "My proposals")])
def test_what_is_still_empty_is_said_of_the_list_that_is_shown(
    review: ReviewWindow, register: str, name: str
) -> None:
    page = own_page(review, register)
    refusal = Refusal(Reason.FIELD_MISSING, register=register, field="from")
    assert f"in “{name}”" in page._context.sentence(refusal)


@pytest.mark.parametrize(("which", "register"), [(0, MARKS), (1, PROPOSALS)])
def test_who_wants_to_give_back_before_anything_is_written_is_led_to_where_that_goes(
    review: ReviewWindow, which: int, register: str
) -> None:
    dialog = given_back(review)
    dialog.ways[which].click()
    assert dialog.isHidden()
    assert review.pane.sections is not None
    assert review.pane.sections.shown == register
