"""The figure of charts holds exactly the days and buckets in view."""

from diary.content.library import Library
from diary.domain.period import Period, day_number
from diary.screens.buckets import TimeView, Width, width_for
from diary.screens.chart_figure import chart_figure
from diary.screens.charts import build_charts, build_item_chart
from diary.screens.figure import figure_words
from tests.factory import TODAY, a_day, a_table

LAST = day_number(TODAY)


def view_of(days: int, width: Width | None = None) -> TimeView:
    return TimeView(LAST - days + 0.5, LAST + 0.5, width or width_for(days))


def test_days_are_one_row_each_the_latest_first(english: Library) -> None:
    table = a_table([a_day(0, stress=3), a_day(2, stress=7, typed_after_days=9)], Period.ending(TODAY, 30))
    figure = chart_figure(english.language, [build_item_chart(table, english, "stress")], view_of(3))
    assert figure.headers == ("When", "Stress")
    assert [row[1].words for row in figure.rows] == ["3", "–", "7 (filled in later)"]
    assert figure.plain.columns == ("first_day", "last_day", "stress", "stress_late", "stress_week_median")
    assert figure.plain.rows == (
        ("2026-11-20", "2026-11-20", 7.0, 1.0, None),
        ("2026-11-21", "2026-11-21", None, None, None),
        ("2026-11-22", "2026-11-22", 3.0, 0.0, None),
    )
    assert figure.stem == "diary-2026-11-20-2026-11-22"


def test_longer_stretches_have_their_range_and_how_many_days_were_answered(english: Library) -> None:
    table = a_table([a_day(ago, stress=ago % 3) for ago in range(400)])
    figure = chart_figure(english.language, [build_item_chart(table, english, "stress")], view_of(380))
    assert figure.plain.columns[2:] == (
        "stress_median",
        "stress_mean",
        "stress_lowest",
        "stress_highest",
        "stress_days",
    )
    assert figure.plain.rows[5][2:] == (1.0, 6 / 7, 0.0, 2.0, 7.0)
    assert "by week" in figure.summary.lower()


def test_clock_times_are_written_as_such(english: Library) -> None:
    table = a_table([a_day(0, into_bed=1430), a_day(1, into_bed=20)])
    figure = chart_figure(english.language, [build_item_chart(table, english, "into_bed")], view_of(2))
    assert [row[2] for row in figure.plain.rows] == ["00:20", "23:50"]


def test_an_empty_view_is_an_empty_table_and_still_has_words(english: Library) -> None:
    table = a_table([a_day(0, note=1)], Period.ending(TODAY, 5))
    charts = build_charts(table, english)
    figure = chart_figure(english.language, charts, view_of(4))
    assert {cell.words for row in figure.rows for cell in row[1:]} == {"–"}
    assert "nothing answered" in figure_words(english.language, figure)
    assert chart_figure(english.language, [], view_of(4)).rows == ()


def test_the_summary_is_of_the_days_in_view(english: Library) -> None:
    table = a_table([a_day(ago, stress=3 if ago < 30 else 9) for ago in range(400)])
    charts = build_charts(table, english)
    figure = chart_figure(english.language, charts, view_of(30))
    assert "Stress: average 3, 3 on half of the days or more. 30 of 30 days answered." in figure.summary
    whole = chart_figure(english.language, charts, view_of(400, Width.WEEK))
    assert all(chart.summary in whole.summary for chart in charts)
