"""Plots draw the numbers of the state, move through time, and never frighten with a warning."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from diary.domain.day import Day, DayKind, Moment, MomentKind
from diary.screens.buckets import Width
from diary.screens.charts import SeriesMark
from diary.screens.series_lines import running_median
from diary.ui.pages import Context
from diary.ui.trends.plot_heading import PlotHeading
from diary.ui.trends.view import EVERYTHING
from diary.ui.widgets.figure_actions import SavedAs
from diary.ui.widgets.labels import Text
from tests.factory import TODAY, a_day
from tests.ui.trends.opened import LAST, Open, full_day, stack_of, state_of, view_of


def test_the_curves_carry_the_numbers_of_the_state(open_page: Open, context: Context) -> None:
    days = [full_day(ago) for ago in range(60) if ago not in (10, 11, 30)]
    page = open_page(days)
    charts = {chart.key: chart for chart in state_of(context, days).charts}
    for plot, key in zip(stack_of(page).plots, charts, strict=True):
        for item, series in zip(plot.series_items, charts[key].series, strict=True):
            seen = np.isfinite(series.values)
            scale = 2.0 if series.on_right else 1.0
            if series.mark is SeriesMark.LINE:
                x, y = item.hair.getData()
                assert x.tolist() == series.days.tolist()
                assert np.array_equal(y, series.values * scale, equal_nan=True)
                assert item.dots.getData()[0].tolist() == series.days[seen].tolist()
            else:
                drawn = item.bars.opts
                assert drawn["x"].tolist() == series.days[seen].tolist()
                assert drawn["y1"].tolist() == series.values[seen].tolist()
            line = item.curve.getData()[1]
            assert np.array_equal(line, running_median(series.values) * scale, equal_nan=True)


def test_gaps_are_gaps_and_a_day_alone_is_a_dot(open_page: Open) -> None:
    page = open_page(
        [full_day(0), full_day(1), full_day(5), *(full_day(ago) for ago in range(20, 200))], chosen=["stress"]
    )
    view_of(page).ranges.buttons[EVERYTHING].click()
    stress = stack_of(page).plots[0].series_items[0]
    assert stack_of(page).window_in_view.width is Width.DAY
    x, y = stress.curve.getData()
    assert np.isnan(y[x == LAST - 3]).all()
    assert LAST - 5 in stress.dots.getData()[0]
    assert LAST - 4 not in stress.dots.getData()[0]


def test_late_answers_are_hollow(open_page: Open) -> None:
    page = open_page([full_day(ago, typed_after_days=9 if ago in (3, 4) else 0) for ago in range(10)])
    for plot in stack_of(page).plots:
        for item in plot.series_items:
            late = item.late_bars.opts["x"] if item.late_bars.isVisible() else item.hollow.getData()[0]
            assert sorted(late) == [LAST - 4, LAST - 3]
    assert "hollow" in view_of(page).note.text()


def test_range_buttons_show_that_much_time_in_all_plots(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(2000)], chosen=["stress", "sleep"])
    assert len(stack_of(page).plots) == 2
    for button, days, width in (
        (14, 14, Width.DAY),
        (31, 31, Width.DAY),
        (92, 92, Width.DAY),
        (365, 365, Width.WEEK),
        (EVERYTHING, 2000, Width.MONTH),
    ):
        view_of(page).ranges.buttons[button].click()
        assert view_of(page).ranges.buttons[button].isChecked()
        for plot in stack_of(page).plots:
            low, high = plot.box.viewRange()[0]
            assert (round(high - low), high) == (days, LAST + 0.5)
        assert stack_of(page).window_in_view.width is width


def test_long_spans_show_the_median_inside_the_band_of_lowest_and_highest(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(700)], chosen=["stress"])
    view_of(page).ranges.buttons[EVERYTHING].click()
    stress = stack_of(page).plots[0].series_items[0]
    x, median = stress.curve.getData()
    inside = np.isfinite(median)
    assert len(x) < 120
    assert (stress.band.low <= median[inside]).all()
    assert (median[inside] <= stress.band.high).all()
    assert "by week" in view_of(page).note.text()


def test_earlier_and_later_move_by_what_is_in_view(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(300)], chosen=["stress"])
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
    words = [label.text() for row in stack._rows for label in row.heading.values]
    assert words == ["2 of 19", "9", "5\u00a0h", "3", "13\u00a0min"]
    assert all(plot.cursor_line.isVisible() for plot in stack.plots)
    stack.plots[1].pointed.emit(None)
    assert "–" in view_of(page).read_out.text()
    assert "average" in stack._rows[1].heading.values[0].text()
    assert not any(plot.cursor_line.isVisible() for plot in stack.plots)


@pytest.mark.parametrize("width", [120, 185])
def test_a_name_of_any_length_is_whole_beside_its_plot(context: Context, qtbot: QtBot, width: int) -> None:
    chart = state_of(context, [full_day(0)], chosen=["stress"]).charts[0]
    for length in range(2, 16):
        named = replace(chart, series=(replace(chart.series[0], name="Mood " * length),))
        heading = PlotHeading(named, context)
        qtbot.addWidget(heading)
        heading.stand_beside(width)
        heading.resize(width, 400)
        heading.show()
        (name,) = (label for label in heading.findChildren(Text) if label.text().startswith("Mood"))
        assert name.height() >= name.heightForWidth(name.width())


def test_arrows_walk_from_day_to_day_and_enter_opens_the_day(open_page: Open, qtbot: QtBot) -> None:
    page = open_page([full_day(ago) for ago in range(30)], chosen=["stress"])
    plot = stack_of(page).plots[0]
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        plot.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
    assert view_of(page).read_out.text() == "Saturday 21 November 2026"
    with qtbot.waitSignal(page.day_requested) as asked:
        plot.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))
    assert asked.args == [TODAY - timedelta(days=1)]


def test_dragging_moves_all_plots_and_never_the_scale(open_page: Open, qtbot: QtBot) -> None:
    page = open_page([full_day(ago) for ago in range(300)], chosen=["sleep", "stress"])
    plot = stack_of(page).plots[1]
    before = plot.box.viewRange()
    port, start = plot.viewport(), plot.plot_area.center().toPoint()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, start + QPoint(60, 25))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 25))
    for other in stack_of(page).plots:
        assert other.box.viewRange()[0][1] < before[0][1]
    assert plot.box.viewRange()[1] == before[1]


def test_scales_from_0_to_10_stay_from_0_to_10(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(300)], chosen=["stress"])
    plot = stack_of(page).plots[0]
    for button in view_of(page).ranges.buttons.values():
        button.click()
        low, high = plot.box.viewRange()[1]
        assert -2 < low < 0
        assert 10 < high < 12


def test_every_plot_has_a_name_and_a_summary_for_who_cannot_see_it(open_page: Open) -> None:
    page = open_page([full_day(ago) for ago in range(60)])
    for plot in stack_of(page).plots:
        assert plot.accessibleName()
        assert "average" in plot.accessibleDescription()


def test_what_is_heard_of_a_plot_is_about_the_days_in_view(open_page: Open, qtbot: QtBot) -> None:
    page = open_page([full_day(ago) for ago in range(200)])
    plot = stack_of(page).plots[0]
    assert "92 of 92 days answered" in plot.accessibleDescription()
    view_of(page).ranges.buttons[EVERYTHING].click()
    qtbot.waitUntil(lambda: "200 of 200 days answered" in plot.accessibleDescription())


SPANS: dict[str, list[Day]] = {
    "one day": [full_day(0)],
    "one empty answer": [a_day(0)],
    "only a note": [a_day(0, notes={"note": "hello"})],
    "1930": [a_day(date(1930, 1, 1) + timedelta(days=ago), stress=3) for ago in range(20)],
    "two days a century apart": [a_day(date(1926, 11, 22), stress=3), full_day(0)],
    "only gaps": [a_day(ago, fatigue=3) for ago in range(0, 60, 2)],
    "all zero": [a_day(ago, stress=0, pain_average=0, areas={}) for ago in range(30)],
    "always the same": [a_day(ago, stress=5, into_bed=1380, got_up=420, function=5) for ago in range(40)],
    "nothing but notes": [a_day(ago, notes={"note": "hello"}) for ago in range(60)],
    "nothing but a holiday": [a_day(ago, kind=DayKind.HOLIDAY) for ago in range(20)],
    "clock changes and journeys": [
        a_day(
            date(2026, 10, 1) + timedelta(days=number), zone=zone, into_bed=1380, got_up=180, woke_up=170, stress=2
        )
        for number, zone in enumerate(
            ["Europe/Amsterdam"] * 30
            + ["America/New_York"] * 7
            + ["Pacific/Kiritimati"] * 7
            + ["Nowhere/Lost"] * 7
        )
    ],
    "a century": [a_day(ago, stress=ago % 11, moments=[Moment(MomentKind.FLARE)]) for ago in range(0, 36_500, 50)],
}


NOTHING_TO_DRAW = {"one empty answer", "nothing but a holiday"}
"""Then the page says what can be done, as for an empty diary."""


@pytest.mark.parametrize("name", SPANS)
def test_nothing_is_too_empty_or_too_long_to_draw(
    open_page: Open, name: str, capfd: pytest.CaptureFixture[str], context: Context, tmp_path: Path
) -> None:
    """Each is saved as one kind of file and shown in a sixth of the charts, so that all of them occur."""
    page = open_page(SPANS[name])
    if name in NOTHING_TO_DRAW:
        assert page.view is None
        return
    view = view_of(page)
    view.ranges.buttons[EVERYTHING].click()
    page.grab()
    stack = stack_of(page)
    stack.point_at(stack.window_in_view.low + 1)
    stack.window_in_view.zoom(0.001, stack.window_in_view.high)
    page.grab()
    number = list(SPANS).index(name)
    kind = list(SavedAs)[number % len(SavedAs)]
    view.taking.save(kind, tmp_path / f"saved.{kind}")
    assert len(list(tmp_path.iterdir())) == 1
    view.show_table.click()
    choices = [chart_kind.key for chart_kind in state_of(context, SPANS[name]).choices]
    view.charts_chosen.emit(choices[number % 6 :: 6])
    view.show_table.click()
    page.grab()
    said = [line for line in capfd.readouterr().err.splitlines() if "propagateSizeHints" not in line]
    assert said == []


def test_navigator_brings_any_time_into_view(open_page: Open, qtbot: QtBot) -> None:
    page = open_page([full_day(ago) for ago in range(1000)], chosen=["stress"])
    stack = stack_of(page)
    navigator = stack.navigator
    qtbot.mouseClick(navigator, Qt.MouseButton.LeftButton, pos=QPoint(2, navigator.height() // 2))
    assert stack.window_in_view.low == LAST - 999 - 0.5
    qtbot.keyClick(navigator, Qt.Key.Key_End)
    assert stack.window_in_view.high == LAST + 0.5
    qtbot.keyClick(navigator, Qt.Key.Key_PageUp)
    assert stack.window_in_view.high == LAST + 0.5 - 92
