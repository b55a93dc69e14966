"""The Trends page draws the state it is given, moves through time, and never frightens with a warning."""

import sys
from collections.abc import Callable, Iterable
from datetime import date, timedelta

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from diary.domain.day import Activity, Day
from diary.domain.period import Period, day_number
from diary.domain.refusal import Reason, Refusal
from diary.domain.table import build_table
from diary.journal.journal import Journal
from diary.screens.buckets import Width
from diary.screens.charts import Mark
from diary.screens.trends import TrendsState, build_trends
from diary.ui.context import Context
from diary.ui.trends.page import TrendsPage, read_from
from diary.ui.trends.plot_stack import PlotStack
from diary.ui.trends.range_bar import EVERYTHING
from diary.ui.trends.view import TrendsView
from tests.factory import TODAY, a_day

LAST = day_number(TODAY)
Open = Callable[..., TrendsPage]


def full_day(ago: int, typed_after_days: int = 0) -> Day:
    return a_day(
        ago,
        areas={"back_neck_l": 3, "back_lower_back_r": 1 + ago % 9},
        activities=(Activity("walking", 10 + ago % 40),),
        into_bed=60,
        got_up=390,
        sleep_latency=10,
        awake_in_night=20,
        stress=ago % 11,
        pain_average=(ago * 3) % 11,
        fatigue=5,
        typed_after_days=typed_after_days,
    )


def state_of(context: Context, days: Iterable[Day], added: str | None = None) -> TrendsState:
    days = tuple(days)
    if not days:
        return build_trends(None, context.library, None, TODAY, added=added)
    span = Period(min(day.date for day in days), max(day.date for day in days))
    library = context.library
    table = build_table(days, span, (item.key for item in library.catalogue.numeric), library.atlas)
    return build_trends(table, library, span, TODAY, added=added)


@pytest.fixture
def open_page(context: Context, qtbot: QtBot) -> Open:
    """Opens the page on some days, as the main window would."""

    def open_it(
        days: Iterable[Day], size: tuple[int, int] = (1180, 820), context: Context = context
    ) -> TrendsPage:
        days = tuple(days)
        page = TrendsPage(context, lambda added: state_of(context, days, added))
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        QApplication.processEvents()
        return page

    return open_it


def view_of(page: TrendsPage) -> TrendsView:
    assert page.view is not None
    return page.view


def stack_of(page: TrendsPage) -> PlotStack:
    return view_of(page).stack


def press(page: TrendsPage, words: str) -> None:
    """Press the button that says this."""
    next(button for button in page.findChildren(QAbstractButton) if button.text() == words).click()


def all_words(page: TrendsPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_nothing_is_read_before_the_page_is_shown(context: Context, qtbot: QtBot) -> None:
    asked: list[str | None] = []

    def read(added: str | None) -> TrendsState:
        asked.append(added)
        return state_of(context, [])

    page = TrendsPage(context, read)
    qtbot.addWidget(page)
    page.on_changed()
    assert asked == []
    page.show()
    assert asked == [None]


def test_an_empty_diary_is_met_with_a_friendly_word_and_a_way_to_begin(open_page: Open, qtbot: QtBot) -> None:
    page = open_page([])
    assert "first lines" in all_words(page)
    with qtbot.waitSignal(page.today_requested):
        press(page, "Fill in today")


def test_the_curves_carry_the_numbers_of_the_state(open_page: Open, context: Context) -> None:
    days = [full_day(ago) for ago in range(60) if ago not in (10, 11, 30)]
    page = open_page(days)
    charts = {chart.key: chart for chart in state_of(context, days).charts}
    for plot, key in zip(stack_of(page).plots, charts, strict=True):
        for item, series in zip(plot.series_items, charts[key].series, strict=True):
            seen = np.isfinite(series.values)
            scale = 2.0 if series.on_right else 1.0
            if series.mark is Mark.LINE:
                x, y = item.curve.getData()
                assert x.tolist() == series.days.tolist()
                assert np.array_equal(y, series.values * scale, equal_nan=True)
            else:
                drawn = item.bars.opts
                assert drawn["x"].tolist() == series.days[seen].tolist()
                assert drawn["y1"].tolist() == series.values[seen].tolist()


def test_gaps_are_gaps_and_a_day_alone_is_a_dot(open_page: Open) -> None:
    page = open_page([full_day(0), full_day(1), full_day(5), *(full_day(ago) for ago in range(20, 200))])
    view_of(page).ranges.buttons[EVERYTHING].click()
    stress = stack_of(page).plots[2].series_items[0]
    assert stack_of(page).window_in_view.width is Width.DAY
    x, y = stress.curve.getData()
    assert np.isnan(y[x == LAST - 3]).all()
    assert stress.dots.getData()[0].tolist() == [LAST - 5]


def test_late_answers_are_hollow(open_page: Open) -> None:
    page = open_page([full_day(ago, typed_after_days=9 if ago in (3, 4) else 0) for ago in range(10)])
    for plot in stack_of(page).plots:
        for item in plot.series_items:
            late = item.late_bars.opts["x"] if item.late_bars.isVisible() else item.hollow.getData()[0]
            assert sorted(late) == [LAST - 4, LAST - 3]
    assert "hollow" in view_of(page).note.text()


@pytest.mark.parametrize(
    ("button", "days", "width"),
    [
        (14, 14, Width.DAY),
        (31, 31, Width.DAY),
        (92, 92, Width.DAY),
        (365, 365, Width.WEEK),
        (EVERYTHING, 2000, Width.MONTH),
    ],
)
def test_range_buttons_show_that_much_time_in_all_plots(
    open_page: Open, button: int, days: int, width: Width
) -> None:
    page = open_page([full_day(ago) for ago in range(2000)])
    view_of(page).ranges.buttons[button].click()
    assert view_of(page).ranges.buttons[button].isChecked()
    for plot in stack_of(page).plots:
        low, high = plot.viewRange()[0]
        assert (round(high - low), high) == (days, LAST + 0.5)
    assert stack_of(page).window_in_view.width is width


def test_long_spans_show_the_average_inside_the_band_of_lowest_and_highest(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(700)])
    view_of(page).ranges.buttons[EVERYTHING].click()
    stress = stack_of(page).plots[2].series_items[0]
    x, mean = stress.curve.getData()
    band = stress.band.opts
    assert len(x) < 120
    assert (band["y0"] <= mean).all()
    assert (mean <= band["y1"]).all()
    assert "by week" in view_of(page).note.text()


def test_earlier_and_later_move_by_what_is_in_view(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(300)])
    ranges, window = view_of(page).ranges, stack_of(page).window_in_view
    ranges.buttons[31].click()
    assert not ranges.later.isEnabled()
    ranges.earlier.click()
    assert window.high == LAST + 0.5 - 31
    ranges.later.click()
    assert window.high == LAST + 0.5


def test_the_cursor_reads_out_all_plots_in_words(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(30)])
    stack = stack_of(page)
    stack.plots[1].pointed.emit(float(LAST - 3))
    assert view_of(page).read_out.text() == "Thursday 19 November 2026"
    words = [label.text() for heading in stack.headings for label in heading.values]
    assert words == ["2 of 19", "9", "5 h", "3", "13 min"]
    assert all(plot.cursor_line.isVisible() for plot in stack.plots)
    stack.plots[1].pointed.emit(None)
    assert "–" in view_of(page).read_out.text()
    assert "average" in stack.headings[1].values[0].text()
    assert not any(plot.cursor_line.isVisible() for plot in stack.plots)


def test_arrows_walk_from_day_to_day_and_enter_opens_the_day(open_page: Open, qtbot: QtBot) -> None:
    page = open_page([full_day(ago) for ago in range(30)])
    plot = stack_of(page).plots[0]
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        plot.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
    assert view_of(page).read_out.text() == "Saturday 21 November 2026"
    with qtbot.waitSignal(page.day_requested) as asked:
        plot.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))
    assert asked.args == [TODAY - timedelta(days=1)]


def wheel(page: TrendsPage, modifiers: Qt.KeyboardModifier) -> QWheelEvent:
    plot = stack_of(page).plots[0]
    place = QPointF(plot.plot_area.center())
    event = QWheelEvent(
        place,
        place,
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    plot.wheelEvent(event)
    return event


def test_the_wheel_scrolls_the_page_and_zooms_only_with_ctrl(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(300)])
    window = stack_of(page).window_in_view
    before = window.length
    assert not wheel(page, Qt.KeyboardModifier.NoModifier).isAccepted()
    assert window.length == before
    assert wheel(page, Qt.KeyboardModifier.ControlModifier).isAccepted()
    assert window.length < before


def test_dragging_moves_all_plots_and_never_the_scale(open_page: Open, qtbot: QtBot) -> None:
    page = open_page([full_day(ago) for ago in range(300)])
    plot = stack_of(page).plots[2]
    before = plot.viewRange()
    port, start = plot.viewport(), plot.plot_area.center().toPoint()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, start + QPoint(60, 25))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 25))
    for other in stack_of(page).plots:
        assert other.viewRange()[0][1] < before[0][1]
    assert plot.viewRange()[1] == before[1]


def test_scales_from_0_to_10_stay_from_0_to_10(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(300)])
    plot = stack_of(page).plots[2]
    for button in view_of(page).ranges.buttons.values():
        button.click()
        low, high = plot.viewRange()[1]
        assert -2 < low < 0
        assert 10 < high < 12


def test_show_these_days_marks_them_in_every_plot_and_one_card_at_a_time(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(60)])
    view = view_of(page)
    state = view.factors.cards
    assert len(state) >= 2
    first, second = state[0], state[1]
    first.show_days.click()
    for plot in view.stack.plots:
        assert plot.mark_item.isVisible()
    marked = view.stack.plots[0].mark_item.opts["x"].tolist()
    second.show_days.click()
    assert not first.show_days.isChecked()
    assert second.show_days.isChecked()
    assert view.stack.plots[3].mark_item.opts["x"].tolist() != [] != marked
    second.show_days.click()
    assert not any(plot.mark_item.isVisible() for plot in view.stack.plots)


def test_days_out_of_sight_are_brought_into_view_when_they_are_marked(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(300)])
    stack = stack_of(page)
    stack.mark_dates([TODAY - timedelta(days=250)])
    assert stack.window_in_view.low <= LAST - 250 <= stack.window_in_view.high


def test_every_card_says_why_what_is_known_and_where_from(open_page: Open, context: Context) -> None:
    days = [full_day(ago) for ago in range(60)]
    page = open_page(days)
    words = all_words(page)
    for card in state_of(context, days).cards[:3]:
        assert card.tip is not None
        for text in (card.title, card.reason, card.tip.fact, card.tip.option, card.tip.source.text):
            assert text in words


def test_every_plot_has_a_name_and_a_summary_for_who_cannot_see_it(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(60)])
    for plot in stack_of(page).plots:
        assert plot.accessibleName()
        assert "typically" in plot.accessibleDescription()


def test_the_table_holds_what_the_charts_show(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(60)])
    view = view_of(page)
    view.ranges.buttons[14].click()
    view.show_table.click()
    model = view.table.rows
    cells = [model.index(0, column).data() for column in range(model.columnCount())]
    assert cells == ["Sun 22 Nov 2026", "2 of 19", "0", "5 h", "0", "10 min"]
    assert model.rowCount() in (14, 15, 16)
    headers = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert headers[1:3] == ["Painful areas", "Average pain"]
    view.ranges.buttons[31].click()
    assert model.rowCount() > 28
    view.show_table.click()
    assert view.stack.isVisibleTo(page)


def test_the_table_model_keeps_to_the_rules_of_qt(open_page: Open, qtmodeltester: ModelTester) -> None:
    page = open_page([full_day(ago) for ago in range(60)])
    view_of(page).show_table.click()
    qtmodeltester.check(view_of(page).table.rows)


def test_any_item_can_be_added_as_a_fifth_chart_and_taken_away(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(60)])
    items = view_of(page).chooser.items
    items.activated.emit(items.findData("fatigue"))
    assert [plot.objectName() for plot in stack_of(page).plots][-1] == "plot_fatigue"
    assert items.currentData() == "fatigue"
    items.activated.emit(0)
    assert len(stack_of(page).plots) == 4


def test_the_page_is_built_anew_where_the_person_was(
    open_page: Open, context: Context, dutch_context: Context, qtbot: QtBot
) -> None:
    days = tuple(full_day(ago) for ago in range(300))
    page = open_page(days)
    view_of(page).chooser.items.activated.emit(view_of(page).chooser.items.findData("fatigue"))
    stack_of(page).window_in_view.show(LAST - 100, LAST - 50)
    again = TrendsPage(dutch_context, lambda added: state_of(dutch_context, days, added))
    qtbot.addWidget(again)
    again.recall(page.memory())
    again.show()
    assert view_of(again).days_in_view == (LAST - 100, LAST - 50)
    assert len(stack_of(again).plots) == 5
    assert "oktober 2026" in view_of(again).read_out.text()


def test_changes_of_the_diary_are_drawn_and_the_view_stays(
    qtbot: QtBot, context: Context, journal: Journal
) -> None:
    journal.take_in([full_day(ago) for ago in range(1, 300)])
    page = TrendsPage(context, read_from(journal, context.library))
    qtbot.addWidget(page)
    page.show()
    stack_of(page).window_in_view.show(LAST - 100, LAST - 50)
    journal.answer(TODAY - timedelta(days=60), "stress", 9)
    page.on_changed(Period(TODAY, TODAY))
    series = stack_of(page).plots[2].series_items[0].series
    assert series.values[series.days == LAST - 60].tolist() == [9]
    assert view_of(page).days_in_view == (LAST - 100, LAST - 50)


def test_a_diary_that_cannot_be_read_says_so_and_can_be_tried_again(qtbot: QtBot, context: Context) -> None:
    answers: list[TrendsState | Refusal] = [Refusal(Reason.DISK_ERROR, path="x"), state_of(context, [full_day(0)])]

    def read(_added: str | None) -> TrendsState:
        answer = answers.pop(0)
        if isinstance(answer, Refusal):
            raise answer
        return answer

    page = TrendsPage(context, read)
    qtbot.addWidget(page)
    page.show()
    assert page.view is None
    assert len(all_words(page)) > len("Trends")
    press(page, "Try again")
    assert page.view is not None


@pytest.mark.parametrize("size", [(640, 560), (800, 600), (1180, 820), (1600, 1000)])
def test_cards_stand_beside_the_plots_or_below_them(open_page: Open, size: tuple[int, int], qtbot: QtBot) -> None:
    page = open_page([full_day(ago) for ago in range(60)], size)
    view = view_of(page)
    beside = view.factors.mapTo(page, QPoint()).x() > view.stack.mapTo(page, QPoint()).x() + view.stack.width() / 2
    assert beside == (size[0] > 1000)
    plots = view.stack.plots
    qtbot.waitUntil(lambda: len({plot.plot_area.left() for plot in plots}) == 1)
    assert all(plot.plot_area.width() > 300 for plot in plots)


SPANS: dict[str, list[Day]] = {
    "one day": [full_day(0)],
    "one empty answer": [a_day(0)],
    "only a note": [a_day(0, notes={"note": "hello"})],
    "1930": [a_day(date(1930, 1, 1) + timedelta(days=ago), stress=3) for ago in range(20)],
    "two days a century apart": [a_day(date(1926, 11, 22), stress=3), full_day(0)],
    "only gaps": [a_day(ago, fatigue=3) for ago in range(0, 60, 2)],
    "all zero": [a_day(ago, stress=0, pain_average=0, areas={}) for ago in range(30)],
}


@pytest.mark.parametrize("name", SPANS)
def test_nothing_is_too_empty_or_too_long_to_draw(
    open_page: Open, name: str, capfd: pytest.CaptureFixture[str], qtbot: QtBot
) -> None:
    page = open_page(SPANS[name])
    view = view_of(page)
    for days in (14, 365, EVERYTHING):
        view.ranges.buttons[days].click()
        page.grab()
    stack = stack_of(page)
    stack.point_at(stack.window_in_view.low + 1)
    stack.window_in_view.zoom(0.001, stack.window_in_view.high)
    page.grab()
    for item in ("into_bed", "people", "worried_damage", "awakenings", "fatigue"):
        view.chooser.items.activated.emit(view.chooser.items.findData(item))
        page.grab()
    view.show_table.click()
    page.grab()
    said = [line for line in capfd.readouterr().err.splitlines() if "propagateSizeHints" not in line]
    assert said == []


def test_navigator_brings_any_time_into_view(open_page: Open, qtbot: QtBot) -> None:
    page = open_page([full_day(ago) for ago in range(1000)])
    stack = stack_of(page)
    navigator = stack.navigator
    qtbot.mouseClick(navigator, Qt.MouseButton.LeftButton, pos=QPoint(2, navigator.height() // 2))
    assert stack.window_in_view.low == LAST - 999 - 0.5
    qtbot.keyClick(navigator, Qt.Key.Key_End)
    assert stack.window_in_view.high == LAST + 0.5
    qtbot.keyClick(navigator, Qt.Key.Key_PageUp)
    assert stack.window_in_view.high == LAST + 0.5 - 92


def test_text_can_be_twice_as_large(open_page: Open, context: Context, qapp: QApplication) -> None:
    from diary.ui.style import apply_look

    apply_look(qapp, context.theme, 2.0)
    page = open_page([full_day(ago) for ago in range(60)], (800, 600))
    page.grab()
    assert all(plot.plot_area.height() > 60 for plot in stack_of(page).plots)


def test_pyqtgraph_is_not_loaded_by_the_page_itself() -> None:
    import subprocess

    code = "import diary.ui.trends.page, sys; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
