"""The comparison on screen: presets, dates, moments, rows, and the same numbers as a table."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.day import Day, Moment, MomentKind
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.screens.period_request import TwoPeriodsKind
from diary.ui.compare.page import CHOICE, ComparePage, IntervalLine
from diary.ui.pages import Context
from diary.ui.widgets.figure_actions import SavedAs
from tests.factory import TODAY, a_day, a_journal


def days(count: int = 120) -> Iterator[Day]:
    chance = np.random.default_rng(3)
    for back in range(count - 1, -1, -1):
        moments = [Moment(MomentKind.TREATMENT, 600, None, "physiotherapy")] if back == 50 else []
        moments += [Moment(MomentKind.FLARE)] if back == 2 else []
        yield a_day(back, moments=moments, stress=float(chance.integers(2, 6)) + 3 * (back < 50))


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Journal]:
    journal = a_journal(tmp_path / "compare.diary", days=days())
    yield journal
    journal.close()


def opened(context: Context, journal: Journal, qtbot: QtBot) -> ComparePage:
    page = ComparePage(context, journal)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


@pytest.fixture
def page(context: Context, diary: Journal, qtbot: QtBot) -> ComparePage:
    return opened(context, diary, qtbot)


def settled(page: ComparePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.is_waiting)


def press(page: ComparePage, qtbot: QtBot, preset: TwoPeriodsKind) -> None:
    qtbot.mouseClick(page.requests.presets.buttons[preset], Qt.MouseButton.LeftButton)
    settled(page, qtbot)


def names(page: QWidget) -> list[str]:
    return [line.accessibleName() for line in page.findChildren(IntervalLine) if line.isVisibleTo(page)]


def test_it_opens_with_four_weeks_and_the_four_before(page: ComparePage) -> None:
    assert page.state is not None
    assert len(page.state.spans.after) == len(page.state.spans.before) == 28
    assert page.requests.presets.value is TwoPeriodsKind.WEEKS
    assert not page.problem.isVisible()
    assert page.headline.text() == page.state.headline == page.accessibleDescription()


def test_differences_are_words_first_and_numbers_for_who_asks(page: ComparePage) -> None:
    assert page.state is not None
    assert not names(page)
    assert not page.remarks.isVisible()
    row = next(row for row in page.state.rows if row.key == "stress")
    words = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert row.words in words
    assert row.interval not in words
    page.sure.click()
    assert [name.split(":")[0] for name in names(page)] == ["Stress"]
    assert "Stress" in page.accessibleDescription()
    assert row.interval in " ".join(label.text() for label in page.findChildren(QLabel))
    assert page.remarks.isVisible()


def test_a_moment_of_the_diary_divides_before_from_after(page: ComparePage, qtbot: QtBot) -> None:
    press(page, qtbot, TwoPeriodsKind.MOMENT)
    assert page.requests.moments.isVisible()
    assert "physiotherapy" in page.requests.moments.currentText()
    assert page.state is not None
    assert page.state.spans.after.first == TODAY - timedelta(days=50)
    (stress,) = (row for row in page.state.rows if row.key == "stress")
    assert stress.words == "Higher."


def test_what_began_by_the_list_of_medicines_divides_too_where_its_day_is_known(
    context: Context, diary: Journal, qtbot: QtBot
) -> None:
    began = TODAY - timedelta(days=40)
    diary.add_record("medicine", {"name": "Amitriptyline 20 mg", "since": began.isoformat()})
    diary.add_record("medicine", {"name": "Paracetamol", "since": "2024"})
    page = opened(context, diary, qtbot)
    press(page, qtbot, TwoPeriodsKind.MOMENT)
    assert page.requests.moments.count() == 3
    assert page.requests.moments.currentText().endswith("Medicine: Amitriptyline 20 mg, from this day on")
    assert page.state is not None
    assert page.state.spans.after.first == began


def test_another_moment_can_be_chosen(page: ComparePage, qtbot: QtBot) -> None:
    press(page, qtbot, TwoPeriodsKind.MOMENT)
    page.requests.moments.setFocus()
    qtbot.keyClick(page.requests.moments, Qt.Key.Key_Down)
    settled(page, qtbot)
    assert page.state is not None
    assert page.state.spans.after.first == TODAY - timedelta(days=2)
    assert "3 days long" in page.problem.text()
    assert "Harder time" in page.requests.moments.currentText()


def test_a_date_can_be_typed_and_own_dates_too(page: ComparePage, qtbot: QtBot) -> None:
    press(page, qtbot, TwoPeriodsKind.DATE)
    page.requests.date.setDate(page.requests.date.date().addDays(-10))
    settled(page, qtbot)
    assert page.state is not None
    assert page.state.spans.after.first == page.requests.date.day
    press(page, qtbot, TwoPeriodsKind.OWN)
    page.requests.fields[0].setDate(page.requests.fields[2].date())
    settled(page, qtbot)
    assert page.state.spans.before.last >= page.state.spans.before.first


def test_chosen_rows_are_remembered_in_the_diary(page: ComparePage, diary: Journal, qtbot: QtBot) -> None:
    page.chooser.open.click()
    page.chooser.ticks["loneliness"].click()
    settled(page, qtbot)
    assert "loneliness" in (diary.choices.chosen(CHOICE) or ())
    assert page.state is not None
    assert "loneliness" in {row.key for row in page.state.rows}


def test_the_page_comes_back_as_it_was_left(
    page: ComparePage, dutch_context: Context, diary: Journal, qtbot: QtBot
) -> None:
    press(page, qtbot, TwoPeriodsKind.MONTHS)
    page.figure_actions.show_table.click()
    page.chooser.open.click()
    page.sure.click()
    again = ComparePage(dutch_context, diary)
    qtbot.addWidget(again)
    again.recall(page.memory())
    again.show()
    assert again.requests.presets.value is TwoPeriodsKind.MONTHS
    assert again.table.isVisible()
    assert not again.rows.isVisible()
    assert again.sure.isChecked()
    assert again.chooser.ticks["stress"].isVisible()


def test_the_second_of_two_moments_of_a_day_stays_chosen_in_another_language(
    page: ComparePage, dutch_context: Context, diary: Journal, qtbot: QtBot
) -> None:
    day = TODAY - timedelta(days=50)
    diary.set_moments(day, [Moment(MomentKind.FLARE), Moment(MomentKind.TREATMENT)])
    page.on_changed(Period(day, day))
    settled(page, qtbot)
    press(page, qtbot, TwoPeriodsKind.MOMENT)
    rows = [row for row, each in enumerate(page.requests._days) if each == day]
    page.requests.moments.setCurrentIndex(rows[-1])
    page.requests.moments.activated.emit(rows[-1])
    settled(page, qtbot)
    again = ComparePage(dutch_context, diary)
    qtbot.addWidget(again)
    again.recall(page.memory())
    again.show()
    assert len(rows) > 1
    assert again.requests.moments.currentIndex() == rows[-1]


def test_what_is_shown_can_be_saved(page: ComparePage, tmp_path: Path) -> None:
    for kind in (SavedAs.CSV, SavedAs.SVG):
        page.figure_actions.save(kind, tmp_path / f"compared.{kind}")
    assert "stress" in (tmp_path / "compared.csv").read_text(encoding="utf-8")
    assert "Stress" in (tmp_path / "compared.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("count", [0, 1, 20])
def test_too_little_is_said_in_a_friendly_sentence(
    context: Context, tmp_path: Path, qtbot: QtBot, count: int
) -> None:
    journal = a_journal(tmp_path / "little.diary", days=days(count))
    page = opened(context, journal, qtbot)
    assert "Too little to compare yet" in page.problem.text()
    assert not page.figure_actions.isVisible()
    press(page, qtbot, TwoPeriodsKind.MOMENT)
    assert page.requests.no_moments.isVisible() is (count < 3)
    journal.close()


def test_a_change_in_the_diary_is_compared_again(page: ComparePage, diary: Journal, qtbot: QtBot) -> None:
    diary.answer(TODAY, "stress", 0)
    page.on_changed(page.state.spans.after if page.state else None)  # type: ignore[arg-type]
    before = page.state
    settled(page, qtbot)
    assert page.state is not before


def test_each_of_two_moments_of_one_day_can_be_chosen(context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    moments = [Moment(MomentKind.TREATMENT, 600, None, "massage"), Moment(MomentKind.TREATMENT, 600, None, "yoga")]
    journal = a_journal(tmp_path / "two.diary", days=[a_day(back, stress=3) for back in range(60)])
    day = TODAY - timedelta(days=30)
    journal.import_days([a_day(30, moments=moments), a_day(20, moments=moments[:1])])
    page = opened(context, journal, qtbot)
    press(page, qtbot, TwoPeriodsKind.MOMENT)
    box = page.requests.moments
    texts = [box.itemText(row) for row in range(box.count())]
    assert len(texts) == 3
    box.setCurrentIndex(0)
    box.setFocus()
    for text in texts[1:]:
        qtbot.keyClick(box, Qt.Key.Key_Down)
        settled(page, qtbot)
        assert box.currentText() == text
        assert page.requests._request is not None
        assert page.requests._request.around == day
    journal.import_days([a_day(10, moments=moments[1:])])  # one more above it
    page._refresh()
    assert (box.count(), box.currentText()) == (4, texts[2])
    journal.close()
