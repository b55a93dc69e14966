"""The Trends page: read when it is shown, cards beside the plots, a table for every chart."""

import sys
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from diary.domain.day import Moment, MomentKind
from diary.domain.period import Period, parts_of
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.trends.navigator import edges_of
from diary.ui.trends.page import TrendsLoader, TrendsPage
from diary.ui.trends.view import ChartChooser
from diary.ui.widgets.labels import OneLine
from diary.ui.widgets.ordered_ticks import KEY
from tests.factory import TODAY, a_day
from tests.ui.trends.opened import (
    LAST,
    Open,
    ReadyReader,
    all_words,
    body_of,
    full_day,
    press,
    stack_of,
    state_of,
    view_of,
)

TODAY_ONLY = Period(TODAY, TODAY)


def test_nothing_is_read_before_the_page_is_shown(context: Context, qtbot: QtBot) -> None:
    reader = ReadyReader(context)
    page = TrendsPage(context, reader)
    qtbot.addWidget(page)
    page.on_changed(TODAY_ONLY)
    assert reader.begun == 0
    page.show()
    assert reader.begun == 1


def test_an_empty_diary_is_met_with_a_friendly_word_and_a_way_to_begin(open_page: Open, qtbot: QtBot) -> None:
    page = open_page([])
    assert "first lines" in all_words(page)
    with qtbot.waitSignal(page.today_requested):
        press(page, "Fill in today")


def test_show_these_days_marks_them_in_every_plot_and_one_card_at_a_time(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(60)])
    view = view_of(page)
    state = view.factors.cards
    assert len(state) >= 2
    first, second = state[0], state[1]
    body_of(first).show_days.click()
    for plot in view.stack.plots:
        assert plot.mark_item.isVisible()
    marked = view.stack.plots[0].mark_item.opts["x"].tolist()
    second.head.click()
    body_of(second).show_days.click()
    assert not body_of(first).show_days.isChecked()
    assert body_of(second).show_days.isChecked()
    assert view.stack.plots[3].mark_item.opts["x"].tolist() != [] != marked
    body_of(second).show_days.click()
    assert not any(plot.mark_item.isVisible() for plot in view.stack.plots)


def test_days_out_of_sight_are_brought_into_view_when_they_are_marked(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(300)], chosen=["stress"])
    stack = stack_of(page)
    stack.mark_dates([TODAY - timedelta(days=250)])
    assert stack.window_in_view.low <= LAST - 250 <= stack.window_in_view.high


def test_every_card_says_why_what_is_known_and_where_from(open_page: Open, context: Context) -> None:
    days = [full_day(ago) for ago in range(60)]
    page = open_page(days)
    words = all_words(page)
    worth = [card for card in state_of(context, days).factors.cards if card.is_open]
    assert worth
    for card in worth:
        assert card.reason in words
    tips = [card.tip for card in worth if card.tip is not None]
    assert len(tips) == 1
    for text in (tips[0].title, tips[0].fact, tips[0].option, tips[0].source):
        assert text in words


def test_the_table_holds_what_the_charts_show(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(60)])
    view = view_of(page)
    view.ranges.buttons[14].click()
    view.show_table.click()
    model = view.table.rows
    cells = [model.index(0, column).data() for column in range(model.columnCount())]
    assert cells == ["Sun 22 Nov 2026", "2 of 19", "0", "5\u00a0h", "0", "10\u00a0min"]
    assert model.rowCount() == 14
    headers = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert headers[1:3] == ["Painful areas", "Average pain"]
    view.ranges.buttons[31].click()
    assert model.rowCount() > 28
    stops = [
        days for days, button in view.ranges.buttons.items() if button.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == [31], "Tab comes to the stretch that is shown"
    view.show_table.click()
    assert view.stack.isVisibleTo(page)


def test_the_table_model_keeps_to_the_rules_of_qt(open_page: Open, qtmodeltester: ModelTester) -> None:
    page = open_page([full_day(ago) for ago in range(60)], chosen=["stress", "sleep"])
    view_of(page).show_table.click()
    qtmodeltester.check(view_of(page).table.rows)


def test_charts_are_added_moved_and_taken_away(open_page: Open, qtbot: QtBot) -> None:
    """By keyboard alone; the page behind follows at every tick."""
    page = open_page([full_day(ago) for ago in range(60)])
    chooser = view_of(page).open_chooser()
    assert chooser.keys == ("spread", "sleep", "stress", "activity")
    chooser.chart_kinds.setCurrentRow(len(chooser.keys))
    added = f"plot_{rows_of(chooser)[len(chooser.keys)]}"
    qtbot.keyClick(chooser.chart_kinds, Qt.Key.Key_Space)
    assert names_of(page) == ["plot_spread", "plot_sleep", "plot_stress", "plot_activity", added]
    for _ in range(4):
        qtbot.keyClick(chooser.chart_kinds, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert names_of(page)[:2] == [added, "plot_spread"]
    qtbot.keyClick(chooser.chart_kinds, Qt.Key.Key_Space)
    assert len(stack_of(page).plots) == 4
    chooser.chart_kinds.setCurrentRow(1)
    chooser.down.click()
    assert names_of(page)[:2] == ["plot_sleep", "plot_spread"]
    chooser.usual.click()
    assert names_of(page) == ["plot_spread", "plot_sleep", "plot_stress", "plot_activity"]
    assert chooser.keys == ("spread", "sleep", "stress", "activity")
    chooser.close_button.click()


def rows_of(chooser: ChartChooser) -> list[str]:
    return [chooser.chart_kinds.item(row).data(KEY) for row in range(chooser.chart_kinds.count())]


def names_of(page: TrendsPage) -> list[str]:
    return [plot.objectName() for plot in stack_of(page).plots]


def test_a_chart_that_another_page_leads_to_stands_on_top_until_charts_are_chosen(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.import_days([full_day(ago) for ago in range(30)])
    page = TrendsPage(context, TrendsLoader(journal, context.library))
    qtbot.addWidget(page)
    page.show_place("item.fatigue")
    page.show()
    assert names_of(page)[0] == "plot_item.fatigue"
    usual = names_of(page)[1:]
    page.show_place("stress")
    assert names_of(page) == ["plot_stress", *(name for name in usual if name != "plot_stress")]
    assert journal.choices.chosen("charts") is None
    view_of(page).charts_chosen.emit(("night",))
    assert names_of(page) == ["plot_night"]


@pytest.mark.parametrize("is_open", [False, True])
def test_days_that_another_page_leads_to_are_shown_also_where_the_diary_reaches_further_now(
    is_open: bool, context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.import_days([full_day(ago) for ago in range(30)])
    page = TrendsPage(context, TrendsLoader(journal, context.library))
    qtbot.addWidget(page)
    page.setVisible(is_open)
    journal.import_days([full_day(ago) for ago in range(900, 940)])
    page.on_changed(Period(TODAY - timedelta(939), TODAY - timedelta(900)))
    page.show_place(f"{TODAY - timedelta(939)}/{TODAY - timedelta(900)}")
    page.show()
    asked = edges_of(Period(TODAY - timedelta(939), TODAY - timedelta(900)))
    assert view_of(page).days_in_view == asked
    qtbot.waitUntil(lambda: not page._reader.has_more)
    assert view_of(page).days_in_view == asked
    page.show_place("2026-11-40/no day")
    assert view_of(page).days_in_view == asked


def test_what_was_chosen_stays_chosen_in_the_diary_and_a_refusal_is_said(
    context: Context, journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.import_days([full_day(ago) for ago in range(30)])
    page = TrendsPage(context, TrendsLoader(journal, context.library))
    qtbot.addWidget(page)
    page.show()
    view_of(page).charts_chosen.emit(("night", "gone", "item.fatigue"))
    assert names_of(page) == ["plot_night", "plot_item.fatigue"]
    again = TrendsPage(context, TrendsLoader(journal, context.library))
    qtbot.addWidget(again)
    again.show()
    assert names_of(again) == ["plot_night", "plot_item.fatigue"]

    def refuse(*_args: object) -> None:
        raise Refusal(Reason.DISK_FULL, path=journal.path)

    monkeypatch.setattr(journal.choices, "choose", refuse)
    view_of(page).charts_chosen.emit(("stress",))
    assert view_of(page).taking.said.words.endswith(".")
    assert names_of(page) == ["plot_night", "plot_item.fatigue"]


def test_chosen_charts_without_answers_are_named_and_not_drawn_empty(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(30)])
    view_of(page).charts_chosen.emit(("item.loneliness", "item.breaks"))
    assert stack_of(page).plots == ()
    assert "Loneliness" in view_of(page).blank.text()
    view_of(page).charts_chosen.emit(())
    assert "No chart is chosen" in view_of(page).blank.text()
    page.grab()
    view_of(page).show_table.click()
    page.grab()
    view_of(page).charts_chosen.emit(("stress",))
    assert names_of(page) == ["plot_stress"]


def test_the_page_is_built_anew_where_the_person_was(
    open_page: Open, context: Context, dutch_context: Context, qtbot: QtBot
) -> None:
    days = tuple(full_day(ago) for ago in range(300))
    page = open_page(days)
    stack_of(page).window_in_view.show(LAST - 100, LAST - 50)
    view_of(page).sentences.sure.click()
    view_of(page).show_table.click()
    again = TrendsPage(dutch_context, ReadyReader(dutch_context, days))
    qtbot.addWidget(again)
    again.recall(page.memory())
    again.show()
    assert view_of(again).days_in_view == (LAST - 100, LAST - 50)
    assert view_of(again).sentences.sure.isChecked()
    assert view_of(again).table.isVisible()
    assert "okt 2026" in view_of(again).read_out.text()


def test_changes_of_the_diary_are_drawn_and_the_view_stays(
    qtbot: QtBot, context: Context, journal: Journal
) -> None:
    journal.import_days([full_day(ago) for ago in range(1, 300)])
    page = TrendsPage(context, TrendsLoader(journal, context.library))
    qtbot.addWidget(page)
    page.show()
    stack_of(page).window_in_view.show(LAST - 100, LAST - 50)
    journal.answer(TODAY - timedelta(days=60), "stress", 9)
    page.on_changed(Period.ending(TODAY, 90))
    series = stack_of(page).plots[2].series_items[0].series
    assert series.values[series.days == LAST - 60].tolist() == [9]
    assert view_of(page).days_in_view == (LAST - 100, LAST - 50)


class Failing(ReadyReader):
    """A disk that refuses the first time."""

    def begin(self) -> None:
        super().begin()
        if self.begun == 1:
            raise Refusal(Reason.DISK_ERROR, path="x")


def test_a_diary_that_cannot_be_read_says_so_and_can_be_tried_again(qtbot: QtBot, context: Context) -> None:
    page = TrendsPage(context, Failing(context, [full_day(0)]))
    qtbot.addWidget(page)
    page.show()
    assert page.view is None
    assert len(all_words(page)) > len("Trends")
    press(page, "Try again")
    assert page.view is not None


def test_earlier_years_follow_the_latest_without_moving_the_view(
    qtbot: QtBot, context: Context, journal: Journal
) -> None:
    journal.import_days([full_day(0), full_day(1), full_day(3000), full_day(9000)])
    reader = TrendsLoader(journal, context.library)
    page = TrendsPage(context, reader)
    qtbot.addWidget(page)
    said: list[str] = []
    journal._core.store._connection.set_trace_callback(said.append)
    page.show()
    assert reader.has_more
    stress = stack_of(page).plots[2].series_items[0]
    assert stress.series.days[0] > LAST - 3000
    before = view_of(page).days_in_view
    assert stack_of(page).window_in_view.first == LAST - 9000.5
    qtbot.waitUntil(lambda: stress.series.days[0] == LAST - 9000)
    assert not reader.has_more
    assert said[-1] == "PRAGMA shrink_memory", "what was read is in memory once"
    assert np.isfinite(stress.series.values).sum() == 4
    assert view_of(page).days_in_view == before


def test_only_the_years_that_changed_are_read_again(context: Context, journal: Journal) -> None:
    journal.import_days([full_day(0), full_day(3000)])
    reader = TrendsLoader(journal, context.library)
    reader.begin()
    while reader.has_more:
        reader.read_more()
    journal.answer(TODAY - timedelta(days=3000), "stress", 9)
    reader.forget(Period.ending(TODAY - timedelta(days=3000), 1))
    reader.begin()
    assert reader.has_more
    reader.read_more()
    assert not reader.has_more
    assert reader.state().charts[2].series[0].values[0] == 9


def test_each_day_that_is_read_is_in_memory_once(context: Context, journal: Journal) -> None:
    journal.import_days([full_day(0), full_day(3000), full_day(9000)])
    reader = TrendsLoader(journal, context.library)
    reader.begin()
    while reader.has_more:
        reader.read_more()
    for changed in (0, 3000):
        whole = reader.state().charts[2].series[0].values
        assert len(whole) == 9001
        assert np.isfinite(whole).sum() == 3
        assert all(np.shares_memory(part.values["stress"], whole) for part in reader._parts.values())
        reader.forget(Period.ending(TODAY - timedelta(days=changed), 1))
        reader.begin()
        while reader.has_more:
            reader.read_more()


def test_moments_are_read_part_by_part(
    context: Context, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All at once those of a hundred years took 4 MiB, which stayed."""
    flare = Moment(MomentKind.FLARE, 600)
    journal.import_days([a_day(ago, moments=[flare], stress=4) for ago in (0, 3000, 9000)])
    reader = TrendsLoader(journal, context.library)
    reader.begin()
    while reader.has_more:
        reader.read_more()
    asked: list[Period] = []
    usual = journal.moments

    def moments(period: Period) -> tuple[tuple[date, Moment], ...]:
        asked.append(period)
        return usual(period)

    monkeypatch.setattr(journal, "moments", moments)
    assert len(reader.state().happenings.moments) == 3
    assert asked == [*parts_of(journal.span())]


@given(first=st.dates(), days=st.integers(1, 60000))
def test_parts_cover_every_day_once(first: date, days: int) -> None:
    days = min(days, (date.max - first).days + 1)
    span = Period(first, first + timedelta(days=days - 1))
    parts = list(parts_of(span))[::-1]
    assert (parts[0].first, parts[-1].last) == (span.first, span.last)
    assert all(later.first - earlier.last == timedelta(days=1) for earlier, later in pairwise(parts))


@pytest.mark.parametrize("size", [(640, 560), (800, 600), (1180, 820), (1600, 1000)])
def test_cards_stand_beside_the_plots_or_below_them(open_page: Open, size: tuple[int, int], qtbot: QtBot) -> None:
    page = open_page([full_day(ago) for ago in range(60)], size, chosen=["spread", "sleep"])
    view = view_of(page)
    beside = view.factors.mapTo(page, QPoint()).x() > view.stack.mapTo(page, QPoint()).x() + view.stack.width() / 2
    assert beside == (size[0] > 1000)
    plots = view.stack.plots
    qtbot.waitUntil(lambda: len({plot.plot_area.left() for plot in plots}) == 1)
    assert all(plot.plot_area.width() > 300 for plot in plots)


def test_text_can_be_twice_as_large(open_page: Open, context: Context, qapp: QApplication) -> None:
    from diary.ui.style import apply_look

    apply_look(qapp, context.theme, 2.0)
    page = open_page([full_day(ago) for ago in range(60)], (800, 600))
    page.grab()
    assert all(plot.plot_area.height() > 60 for plot in stack_of(page).plots)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("is_open", [False, True])
def test_the_legend_is_whole_with_and_without_the_column_beside_the_charts(
    is_open: bool, percent: int, open_page: Open, dutch_context: Context, qapp: QApplication
) -> None:
    from diary.ui.style import apply_look

    apply_look(qapp, dutch_context.theme, percent / 100)
    days = [full_day(ago, typed_after_days=5 * (ago % 2)) for ago in range(60)]
    page = open_page(days, (900, 545), dutch_context)
    view = view_of(page)
    view.tab.setChecked(is_open)
    qapp.processEvents()
    shown = [line for line in view.findChildren(OneLine) if line.isVisible()]
    assert "later" in view.note.text()
    assert bool(shown) is not (is_open and percent == 200)
    assert all(line.fontMetrics().horizontalAdvance(line.text()) <= line.width() for line in shown)


def test_pyqtgraph_is_not_loaded_by_the_page_itself() -> None:
    import subprocess

    code = "import diary.ui.trends.page, sys; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_in_a_low_window_the_buttons_scroll_and_the_table_can_be_left_again(open_page: Open, qtbot: QtBot) -> None:
    page = open_page([full_day(ago) for ago in range(60)], (700, 260), chosen=["stress"])
    view = view_of(page)
    for shown in (True, False):
        view.show_table.setFocus()
        qtbot.keyClick(view.show_table, Qt.Key.Key_Space)
        assert view.table.isVisible() is shown
        assert view.show_table.isVisible()


@pytest.mark.parametrize("height", [700, 320])
def test_where_few_lines_fit_the_charts_come_before_the_buttons(open_page: Open, height: int) -> None:
    page = open_page([full_day(ago) for ago in range(60)], (900, height), chosen=["stress"])
    view = view_of(page)
    tools, stack = (widget.mapTo(view, QPoint()).y() for widget in (view.ranges.later, view.stack))
    assert (tools < stack) is (height == 700)
