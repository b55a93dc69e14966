"""The window of a therapist: people side by side, one of them as they see themselves, and nothing of another."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from diary.content.theme import load_themes
from diary.domain.day import Activity
from diary.domain.period import day_number
from diary.domain.refusal import Refusal
from diary.journal.shares import key_of_share
from diary.paths import resources
from diary.screens.filled_in import FilledMark
from diary.storage.key import Key
from diary.ui.areas import REVIEWED
from diary.ui.compare.page import ComparePage
from diary.ui.pages import Context
from diary.ui.registers.therapist import OwnListPage
from diary.ui.review.area import DAYS, FILLED
from diary.ui.review.days import DaysPage, OwnWordsPage
from diary.ui.review.filled_in import FilledPage
from diary.ui.review.people import POINTED_MS
from diary.ui.review.window import ReviewWindow
from diary.ui.spread.page import SpreadPage
from diary.ui.trends.factor_cards import FactorCardView
from diary.ui.trends.first_days import FirstDaysView
from diary.ui.trends.page import TrendsPage
from diary.ui.trends.view import TrendsView
from diary.ui.widgets.new_passphrase import PassphraseField
from diary.ui.widgets.row_list import LINE_OF
from tests.factory import TODAY, a_day, a_journal, a_key
from tests.journal.test_people import WORLD, a_share, changed_days
from tests.ui.review.conftest import opened, unread

PASSPHRASE = "four words of nonsense"


def names(window: ReviewWindow) -> list[str]:
    rows = window.card.rows
    return [rows.item(row).data(LINE_OF).name for row in range(rows.count())]


def words(widget: QWidget) -> str:
    return " ".join(part.text() for part in widget.findChildren(QLabel) if part.isVisible())


def drawn(window: ReviewWindow) -> TrendsView:
    """The charts that are shown."""
    assert window.pane.sections is not None
    page = window.pane.sections.section("lines")
    assert isinstance(page, TrendsPage)
    assert page.view is not None
    return page.view


def test_people_are_found_and_chosen_by_the_keyboard(window: ReviewWindow, qtbot: QtBot) -> None:
    assert names(window) == ["Anna", "Berend"]
    assert window.card.rows.hasFocus()
    QTest.keyClicks(window.card.rows, "ber")
    assert names(window) == ["Berend"]
    QTest.keyClick(window.card.field, Qt.Key.Key_Return)
    assert window.pane.name.text() == "Berend"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.card.rows.hasFocus()
    window.card.field.clear()
    window.card.order.setCurrentIndex(window.card.order.findText("By days filled in"))
    assert names(window) == ["Anna", "Berend"]


def is_in(pane: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and pane.isAncestorOf(focus)


def test_the_page_follows_the_arrow_keys_and_enter_goes_into_it(window: ReviewWindow, qtbot: QtBot) -> None:
    rows = window.card.rows
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert window.pane.name.text() == "Anna"
    assert is_in(window.pane)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert window.pane.name.text() == "Anna", "not with every key"
    qtbot.waitUntil(lambda: window.pane.name.text() == "Berend", timeout=20_000)
    assert rows.hasFocus()
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert is_in(window.pane)


def test_the_list_stays_where_it_takes_the_whole_window(window: ReviewWindow, qtbot: QtBot) -> None:
    window.resize(700, 900)
    QTest.keyClick(window.card.rows, Qt.Key.Key_Down)
    qtbot.wait(2 * POINTED_MS)
    assert window.card.isVisible()
    assert window.pane.name.text() == ""


@pytest.mark.parametrize("width", [1500, 700])
def test_charts_are_made_before_anybody_is_chosen_and_show_nobody(
    window: ReviewWindow, qtbot: QtBot, width: int
) -> None:
    window.resize(width, 900)
    qtbot.waitUntil(lambda: window.pane.sections is not None, timeout=20_000)
    made = drawn(window)
    assert not made.isVisible()
    assert window.pane.name.text() == ""
    assert "Anna" not in words(window.pane)
    window.show_line(window.card.lines[1])
    assert drawn(window) is made
    assert window.pane.name.text() == "Berend"


def test_a_list_of_the_therapist_is_headed_by_its_own_name(window: ReviewWindow) -> None:
    window.show_line(window.card.lines[0])
    assert window.pane.sections is not None
    for key, name in (("therapist_mark", "My marks"), ("plan_proposal", "My proposals")):
        window.open_page(f"trends/{key}")
        page = window.pane.sections.section(key)
        assert isinstance(page, OwnListPage)
        assert page.title.text() == name


def test_one_person_has_the_pages_they_see_themselves(window: ReviewWindow) -> None:
    window.show_line(window.card.lines[0])
    assert window.pane.sections is not None
    for spec in REVIEWED:
        window.open_page(f"trends/{spec.key}")
        assert window.pane.sections.shown == spec.key
    trends, spread = (window.pane.sections.section(key) for key in ("lines", "spread"))
    assert isinstance(trends, TrendsPage)
    assert isinstance(spread, SpreadPage)
    assert window.journal.today == TODAY
    window.open_day(TODAY)
    assert window.pane.sections.shown == DAYS


def test_compare_begins_with_the_visit_of_the_list(place: Path, context: Context, qtbot: QtBot) -> None:
    a_share(place / "a.diary", changed_days(), "Anna", visit="2026-10-27")
    window = opened(place, context, qtbot)
    assert window.card.lines[0].changes == "since 27 Oct: less stress"
    window.show_line(window.card.lines[0])
    window.open_page("trends/compare")
    assert window.pane.sections is not None
    page = window.pane.sections.section("compare")
    assert isinstance(page, ComparePage)
    assert page.later.text() == "Later: 27 October – 22 November 2026"
    assert "less stress" in page.headline.text()
    window.close()


@pytest.mark.parametrize(("width", "names_places"), [(1800, True), (1100, False)])
def test_the_names_above_the_list_name_the_pictures_that_are_drawn(
    window: ReviewWindow, width: int, names_places: bool
) -> None:
    window.resize(width, 800)
    assert ("places that hurt" in window.card.names.accessibleName()) is names_places
    assert "name, last day" in window.card.names.accessibleName()
    assert "what changed" in window.card.names.accessibleName()


def test_the_table_has_all_that_is_in_the_share(place: Path, context: Context, qtbot: QtBot) -> None:
    done = Activity("walking", 30)
    a_share(place / "a.diary", [a_day(0, stress=4, areas={"back_neck_l": 5}, activities=[done])], "Anna")
    window = opened(place, context, qtbot)
    window.show_line(window.card.lines[0])
    window.open_day(TODAY)
    assert window.pane.sections is not None
    page = window.pane.sections.section(DAYS)
    assert isinstance(page, DaysPage)
    model = page.table.model()
    row = [model.index(0, column).data() for column in range(model.columnCount())]
    assert sorted(row) == ["1 area marked", "30\N{NO-BREAK SPACE}min", "4"]


def test_no_button_of_a_person_leads_to_filling_in_or_marking(place: Path, context: Context, qtbot: QtBot) -> None:
    looked_at = [
        a_day(back, worried_damage=1, skipped_fear=1, stress=9, areas={"back_neck_l": 5}) for back in range(40)
    ]
    a_share(place / "a.diary", looked_at, "Anna")
    a_share(place / "b.diary", [a_day(back, stress=4) for back in range(5)], "Berend", seconds=1)
    a_share(place / "c.diary", [], "Carla", seconds=2)
    window = opened(place, context, qtbot)
    seen = set()
    for line in window.card.lines:
        window.show_line(line)
        assert window.pane.sections is not None
        for spec in REVIEWED:
            window.open_page(f"trends/{spec.key}")
            shown = window.pane.sections.section(spec.key)
            for view in shown.findChildren(FactorCardView):
                view.head.click() if view.body is None else None
                seen.add(view.body is not None and view.body.tip is not None)
            buttons = [button for button in shown.findChildren(QAbstractButton) if button.isVisible()]
            assert {button.text() for button in buttons}.isdisjoint(
                {"Fill in today", "Helpful", "Not for me", "Take back", "Tips you have seen", "Start reading"}
            )
            assert not shown.findChildren(FirstDaysView)
    assert True in seen


def test_charts_and_rows_are_chosen_for_as_long_as_the_window_is_open(window: ReviewWindow) -> None:
    window.show_line(window.card.lines[0])
    drawn(window).charts_chosen.emit(["stress"])
    assert [chart.key for chart in drawn(window).stack.charts] == ["stress"]
    window.show_line(window.card.lines[1])
    window.show_line(window.card.lines[0])
    assert [chart.key for chart in drawn(window).stack.charts] == ["stress"]


def test_nothing_of_one_person_stays_when_another_is_shown(window: ReviewWindow, practice: Path) -> None:
    first, second = window.card.lines
    window.show_line(second)
    assert window.card.rows.current == second
    window.show_line(first)
    assert window.card.rows.current == first
    assert "Stress" in drawn(window).figure().summary
    window.show_line(second)
    assert "Stress" not in drawn(window).figure().summary
    assert "Anna" not in words(window.pane)
    span = window.journal.span()
    assert span is not None
    low, high = drawn(window).days_in_view
    assert day_number(span.first) - 1 <= low < high <= day_number(span.last) + 1
    with sqlite3.connect(practice / "a.diary") as connection:
        connection.execute("UPDATE answer SET value = 1")
    window.show_line(first)
    assert "not what it was" in words(window.pane)
    assert not drawn(window).isVisible()
    assert window.pane.name.text() == "a"


def test_a_share_with_a_passphrase_asks_for_it(place: Path, context: Context, qtbot: QtBot) -> None:
    a_share(place / "a.diary", changed_days(), "Anna", Key.new(PASSPHRASE))
    a_share(place / "b.diary", changed_days(), "Berend", seconds=1)
    window = opened(place, context, qtbot)
    line = next(line for line in window.card.lines if line.path.stem == "a")
    assert line.problem
    window.show_line(line)
    for typed in ("wrong words entirely", PASSPHRASE):
        field = next(iter(window.pane.findChildren(PassphraseField)))
        field.line.setText(typed)
        QTest.keyClick(field.line, Qt.Key.Key_Return)
        assert (window.pane.name.text() == "Anna") is (typed == PASSPHRASE)
        assert not [each for each in window.pane.findChildren(QLabel) if str(place) in each.text()]
    assert names(window) == ["Anna", "Berend"]
    window.close()


def test_a_passphrase_that_was_named_opens_what_it_fits_and_is_asked_for_elsewhere(
    practice: Path, context: Context, qtbot: QtBot
) -> None:
    a_share(practice / "c.diary", changed_days(), "Carla", Key.new(PASSPHRASE), seconds=2)
    a_share(practice / "d.diary", changed_days(), "Dirk", a_key(), seconds=3)
    asked: list[Path] = []

    def find_key(path: Path) -> Key | None:
        asked.append(path)
        return key_of_share(path, PASSPHRASE)

    window = opened(practice, context, qtbot, find_key)
    assert len(asked) == 4
    assert names(window) == ["Anna", "Berend", "Carla", "d"]
    window.show_line(window.card.lines[2])
    assert window.pane.name.text() == "Carla"
    window.show_line(window.card.lines[3])
    assert window.pane.asks
    window.close()


def test_what_was_typed_later_is_drawn_and_said(window: ReviewWindow) -> None:
    window.show_line(window.card.lines[1])
    window.open_page(f"trends/{FILLED}")
    page = window.pane.sections.section(FILLED)  # type: ignore[union-attr]
    assert isinstance(page, FilledPage)
    assert page.state is not None
    (row,) = page.state.rows
    assert row.name == "What worked" or row.name
    assert set(row.marks) <= set(FilledMark)


def test_in_a_small_window_the_list_makes_room(window: ReviewWindow, qtbot: QtBot) -> None:
    window.resize(800, 600)
    assert window.card.isVisible()
    assert not window.pane.isVisible()
    window.show_line(window.card.lines[0])
    assert window.pane.isVisible()
    assert not window.card.isVisible()
    assert window.pane.back.hasFocus()
    window.pane.back.click()
    assert window.card.isVisible()


def test_a_name_is_never_markup(place: Path, context: Context, qtbot: QtBot) -> None:
    a_share(place / "a.diary", changed_days(), "<b>Anna</b>")
    window = opened(place, context, qtbot)
    assert window.pane.name.text() == "<b>Anna</b>"  # the only one is shown at once
    assert window.pane.name.textFormat() is Qt.TextFormat.PlainText
    window.close()


def test_every_theme_paints_the_list(practice: Path, context: Context, qtbot: QtBot) -> None:
    for theme in load_themes(resources()).values():
        window = opened(practice, replace(context, theme=theme), qtbot)
        assert not window.grab().isNull()
        window.close()


def test_a_share_that_is_opened_is_looked_at(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import diary.ui.review_program as program
    from diary.app import open_window
    from diary.cli.world import WindowRequest

    looked: list[object] = []

    def look(places: object, *_given: object, **_more: object) -> int:
        looked.append(places)
        return 0

    monkeypatch.setattr(program, "show_review", look)
    share = practice / "a.diary"
    assert open_window(WORLD, WindowRequest(share)) == 0
    assert open_window(WORLD, WindowRequest(review=(practice,))) == 0
    assert looked == [(share,), (practice,)]


def test_a_share_that_was_unlocked_before_is_shown_at_once(place: Path, context: Context, qtbot: QtBot) -> None:
    share = a_share(place / "a.diary", changed_days(), "Anna", a_key())
    window = opened(place, context, qtbot, {share: a_key()}.get)
    qtbot.waitUntil(lambda: window.pane.sections is not None, timeout=20_000)
    assert window.pane.name.text() == "Anna"
    assert not window.pane.asks


def test_who_has_a_change_comes_first_when_asked_whichever_way_it_went(
    place: Path, context: Context, qtbot: QtBot
) -> None:
    a_share(place / "a.diary", [a_day(back, stress=4 + back % 2) for back in range(75)], "Anna")
    a_share(place / "b.diary", changed_days(6, 2), "Berend", seconds=1)
    a_share(place / "c.diary", changed_days(2, 6), "Carla", seconds=2)
    a_share(place / "d.diary", changed_days(), "Dirk", a_key(), seconds=3)
    window = opened(place, context, qtbot)
    assert names(window) == ["Anna", "Berend", "Carla", "d"]
    window.card.order.setCurrentIndex(window.card.order.findText("With a change first"))
    assert names(window) == ["Berend", "Carla", "Anna", "d"]
    window.close()


def overwritten(path: Path, other: Path) -> None:
    path.write_bytes(other.read_bytes())


def swapped(path: Path, other: Path) -> None:
    other.replace(path)


def cut_off(path: Path, _other: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize("change", [overwritten, swapped, cut_off])
def test_nothing_is_read_any_more_of_a_share_that_changes_while_it_is_open(
    window: ReviewWindow, practice: Path, change: Callable[[Path, Path], None]
) -> None:
    anna, path = window.card.lines[0], practice / "a.diary"
    window.show_line(anna)
    assert window.pane.name.text() == "Anna"
    change(path, practice / "b.diary")
    with pytest.raises(Refusal) as caught:
        window.open_page("trends/spread")
    window.show_refused(caught.value)  # as the program does with what nobody handled
    assert "was changed while it was open" in words(window.pane)
    window.show_refused(caught.value)
    window.show_line(anna)
    if change is cut_off:
        assert "not what it was" in words(window.pane)
    else:
        assert window.pane.name.text() == "Berend"
        assert "Anna" not in names(window)


@pytest.mark.parametrize("change", [swapped, cut_off])
def test_a_page_that_says_it_cannot_read_on_speaks_of_a_share(
    window: ReviewWindow, practice: Path, change: Callable[[Path, Path], None]
) -> None:
    window.show_line(window.card.lines[0])
    change(practice / "a.diary", practice / "b.diary")
    window.open_page("trends/compare")
    assert window.pane.sections is not None
    said = words(window.pane.sections.section("compare"))
    assert "was changed while it was open" in said
    assert "backup" not in said


def test_a_share_whose_file_is_taken_away_is_shown_until_another_is_chosen(
    window: ReviewWindow, practice: Path
) -> None:
    first, second = window.card.lines
    window.show_line(first)
    (practice / "a.diary").unlink()
    for spec in REVIEWED:
        window.open_page(f"trends/{spec.key}")
    window.show_line(second)
    window.show_line(first)
    assert "not there any more" in words(window.pane)


def test_people_of_one_name_are_told_apart_by_their_files(place: Path, context: Context, qtbot: QtBot) -> None:
    a_share(place / "one.diary", changed_days(), "Anna")
    shutil.copy(place / "one.diary", place / "two.diary")
    a_share(place / "three.diary", changed_days(), "anna", seconds=1)
    a_share(place / "four.diary", changed_days(), "Berend", seconds=2)
    window = opened(place, context, qtbot)
    assert window.card.count.text() == "3 people · 4 files"
    files = {line.name: line.file for line in window.card.lines}
    assert files == {"Anna": "two.diary", "anna": "three.diary", "Berend": ""}
    window.show_line(window.card.lines[1])
    assert window.pane.about.text().startswith(window.card.lines[1].path.name)
    assert not window.grab().isNull()
    window.close()


def test_what_somebody_wants_to_talk_about_and_their_lists_are_read_in_their_words(
    tmp_path: Path, context: Context, qtbot: QtBot
) -> None:
    journal = a_journal(tmp_path / "x.diary")
    journal.add_record(
        "appointment", {"when": "2026-12-03", "questions": ["Where do I begin?"], "hope": "mornings"}
    )
    journal.add_record("medicine", {"name": "Paracetamol", "helps": "little"})
    journal.add_record("medicine", {"name": "A tablet", "side_effects": "drowsy"}, TODAY)
    page = OwnWordsPage(context, journal)
    qtbot.addWidget(page)
    page.resize(700, 500)
    page.show()
    qtbot.waitUntil(lambda: "drowsy" in words(page))
    said = words(page)
    for part in ("What I want to talk about", "1. Where do I begin?", "What I hope for mornings", "Paracetamol"):
        assert part in said
    assert said.index("Paracetamol") < said.index("A tablet") < said.index("drowsy")
    assert "Change" not in said


def test_a_share_without_lists_says_so(window: ReviewWindow, qtbot: QtBot) -> None:
    window.show_line(window.card.lines[0])
    window.open_page("trends/words")
    qtbot.waitUntil(lambda: "no questions or lists" in words(window.pane))


def test_a_list_with_nobody_in_it_says_so(window: ReviewWindow, context: Context, qtbot: QtBot) -> None:
    assert not window.card.nobody.isVisible()
    window.card.field.setText("zz")
    assert window.card.nobody.text() == "Nobody goes by that name here."
    window.card.field.setText("ber")
    assert not window.card.nobody.isVisible()
    window._paths = ()
    window.read()
    qtbot.waitUntil(lambda: not window.card.lines)
    assert window.card.nobody.text() == "There is no share in this place."


def test_escape_goes_to_the_list_from_all_that_takes_the_keyboard(window: ReviewWindow) -> None:
    window.show_line(window.card.lines[0])
    assert window.pane.sections is not None
    seen = 0
    for spec in REVIEWED:
        window.open_page(f"trends/{spec.key}")
        parts = [window.card.field, window.card.order, window.pane.give, window.forget_button]
        inside = window.pane.sections.findChildren(QWidget)
        for part in (*parts, *(each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus)):
            if part.isVisible() and part.isEnabled():
                part.setFocus()
                QTest.keyClick(part, Qt.Key.Key_Escape)
                assert window.card.rows.hasFocus(), (spec.key, part)
                seen += 1
    assert seen > 50


def test_the_list_says_at_once_how_many_are_to_read_and_shows_each_as_it_is_known(
    practice: Path, context: Context, qtbot: QtBot
) -> None:
    window, shares = unread(practice, context, qtbot)
    heard: list[tuple[int, int, str]] = []
    card = window.card
    window._found.connect(lambda lines, left: heard.append((len(lines), left, card.nobody.text())))
    window.read()
    qtbot.waitUntil(lambda: len(heard) == shares + 1, timeout=20_000)
    assert heard == [(0, 2, ""), (1, 1, ""), (2, 0, "")]
    window.close()


def test_the_first_is_current_until_somebody_goes_to_another(window: ReviewWindow, qtbot: QtBot) -> None:
    anna, berend = window.card.lines
    rows = window.card.rows
    window.card.show_lines([berend], waiting=1)
    window.card.show_lines([anna, berend])
    assert rows.current == anna, "though another was read first"
    QTest.keyClick(rows, Qt.Key.Key_Down)
    window.card.show_lines([anna], waiting=1)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    window.card.show_lines([berend])
    window.card.show_lines([anna, berend])
    assert rows.current == berend, "who was gone to stays"
