"""Charts on paper: honest gaps, hollow late days, fixed scales, and readable without colour."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from msgspec.structs import replace

from diary.content.library import Library
from diary.content.theme import PAPER_THEME, Theme, load_themes
from diary.domain.day import Activity, Day
from diary.domain.period import Period, day_number
from diary.report.figures import POINTS_ON_PAPER, bucket_width, draw_chart, draw_stack
from diary.report.marks import BAND, FAINT, INKS, Frame, soften
from diary.report.svg import NAMESPACE
from diary.screens.buckets import TimeView, Width
from diary.screens.charts import ChartState, build_charts, build_item_chart
from diary.screens.happenings import Happenings
from tests.factory import TODAY, a_day, a_table

TAG = f"{{{NAMESPACE}}}"


@pytest.fixture(scope="module")
def theme(resources: Path) -> Theme:
    return load_themes(resources)[PAPER_THEME]


def stress_chart(days: Iterable[Day], library: Library, period: Period) -> ChartState:
    return build_item_chart(a_table(days, period), library, "stress")


def parts(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{TAG}{tag}"))


def shapes(svg: str, *colours: str) -> list[tuple[str, str]]:
    """Path data and fill of every shape with an edge in these colours; those of one look share a path."""
    paths = [path.attrib for path in parts(svg, "path") if path.get("stroke") in colours]
    return [(f"M{data}", path["fill"]) for path in paths for data in path["d"].split("M")[1:]]


def lines_of(svg: str, *colours: str) -> list[str]:
    """Path data of the lines in these colours; dots are closed shapes."""
    return [data for data, _ in shapes(svg, *colours) if not data.endswith("Z")]


def dots_of(svg: str, *colours: str) -> list[str]:
    """The fill of every dot in these colours."""
    return [fill for data, fill in shapes(svg, *colours) if data.endswith("Z")]


def faint(theme: Theme, role: str) -> str:
    """The colour of single days, under the line of their weeks."""
    return soften(theme.roles[role], theme.card, FAINT)


def labels(svg: str) -> list[str]:
    return [text.text or "" for text in parts(svg, "text")]


@pytest.mark.parametrize("span", [1, 2, 30, 90, 131, 800, 3650, 36500])
@pytest.mark.parametrize("filled", [True, False])
def test_every_chart_of_every_span_is_well_formed(english: Library, theme: Theme, span: int, filled: bool) -> None:
    walk = [Activity("Walking", 30, 3)]
    step = max(1, span // 300)
    days = [
        a_day(
            ago,
            stress=ago % 11,
            pain_average=5,
            into_bed=1400,
            got_up=400,
            areas={"back_neck_l": 3},
            activities=walk,
        )
        for ago in range(0, span, step)
    ]
    table = a_table(days if filled else [], Period.ending(TODAY, span))
    for chart in build_charts(table, english):
        svg = draw_chart(chart, english.language, theme)
        root = ElementTree.fromstring(svg)
        assert root.findtext(f"{TAG}title") == chart.title
        assert root.findtext(f"{TAG}desc") == chart.summary
        assert "nan" not in svg
        assert len(svg) < 60_000


def test_a_gap_breaks_the_line_and_a_day_alone_is_a_dot(english: Library, theme: Theme) -> None:
    days = [a_day(ago, stress=5) for ago in (0, 1, 2, 10, 20, 21)]
    svg = draw_chart(stress_chart(days, english, Period.ending(TODAY, 30)), english.language, theme)
    colours = theme.roles["stress"], faint(theme, "stress")
    assert [line.count("L") + 1 for line in lines_of(svg, *colours)] == [2, 3]
    assert len(dots_of(svg, *colours)) == 6 + 1, "one for each day, one in the legend"


def test_the_median_of_the_week_runs_over_faint_days(english: Library, theme: Theme) -> None:
    days = [a_day(ago, stress=10 if ago == 6 else 2) for ago in range(12)]
    svg = draw_chart(stress_chart(days, english, Period.ending(TODAY, 12)), english.language, theme)
    (line,) = lines_of(svg, theme.roles["stress"])
    assert len({point.split()[1] for point in line[1:].split("L")}) == 1, "one bad day does not bend it"
    (thin,) = lines_of(svg, faint(theme, "stress"))
    assert len({point.split()[1] for point in thin[1:].split("L")}) == 2


def test_crowded_days_have_no_dots_except_the_lonely_and_the_late(english: Library, theme: Theme) -> None:
    days = [a_day(ago, stress=5, typed_after_days=8 if ago == 30 else 0) for ago in range(60)]
    days += [a_day(100, stress=2)]
    svg = draw_chart(stress_chart(days, english, Period.ending(TODAY, 125)), english.language, theme)
    assert len(dots_of(svg, theme.roles["stress"], faint(theme, "stress"))) == 2 + 1


def test_a_late_day_is_hollow_as_dot_and_as_bar(english: Library, theme: Theme) -> None:
    walk = [Activity("Walking", 30)]
    days = [a_day(ago, stress=5, activities=walk, typed_after_days=9 if ago == 3 else 0) for ago in range(9)]
    period = Period.ending(TODAY, 9)
    svg = draw_chart(stress_chart(days, english, period), english.language, theme)
    assert dots_of(svg, theme.roles["stress"]).count(theme.card) == 1
    activity = draw_chart(build_charts(a_table(days, period), english)[3], english.language, theme)
    bars = [path.attrib["d"] for path in parts(activity, "path") if path.attrib["fill"] == theme.card]
    assert [bar.count("M") for bar in bars] == [1]


def test_a_scale_is_drawn_from_0_to_10_whatever_was_answered(english: Library, theme: Theme) -> None:
    svg = draw_chart(stress_chart([a_day(0, stress=3)], english, Period.ending(TODAY, 9)), english.language, theme)
    assert {"0", "10"} <= set(labels(svg))


@pytest.mark.parametrize(
    ("days", "width"),
    [
        (1, Width.DAY),
        (90, Width.DAY),
        (POINTS_ON_PAPER, Width.DAY),
        (200, Width.WEEK),
        (3650, Width.MONTH),
        (36500, Width.QUARTER),
    ],
)
def test_long_periods_are_drawn_in_longer_stretches(days: int, width: Width) -> None:
    assert bucket_width(days) is width


def test_a_long_period_shows_the_median_within_its_lowest_and_highest(english: Library, theme: Theme) -> None:
    days = [a_day(ago, stress=2 if ago % 2 else 8) for ago in range(400)]
    svg = draw_chart(stress_chart(days, english, Period.ending(TODAY, 400)), english.language, theme)
    band = soften(theme.roles["stress"], theme.card, BAND)
    assert [path.get("fill") for path in parts(svg, "path")].count(band) == 1
    (line,) = lines_of(svg, theme.roles["stress"])
    assert line.count("L") < POINTS_ON_PAPER


def test_minutes_over_months_get_the_range_their_medians_need(english: Library, theme: Theme) -> None:
    days = [a_day(ago, activities=[Activity("Walking", 600 if ago == 9 else 20)]) for ago in range(1500)]
    chart = build_charts(a_table(days, Period.ending(TODAY, 1500)), english)[3]
    assert chart.high >= 600
    assert "60" in labels(draw_chart(chart, english.language, theme))


def test_all_charts_share_one_time_axis(english: Library, theme: Theme) -> None:
    table = a_table([a_day(0, stress=3, pain_average=4)], Period.ending(TODAY, 90))
    axes = set()
    for chart in build_charts(table, english):
        lines = parts(draw_chart(chart, english.language, theme), "line")
        axes.add(tuple(line.attrib["x1"] for line in lines if line.attrib["x1"] == line.attrib["x2"]))
    assert len(axes) == 1


def test_dates_are_written_in_the_language_and_can_be_left_out(dutch: Library, theme: Theme) -> None:
    period = Period(date(2026, 3, 1), date(2026, 4, 30))
    chart = stress_chart([a_day(date(2026, 3, 9), stress=3)], dutch, period)
    assert "9 mrt" in labels(draw_chart(chart, dutch.language, theme))
    assert "9 mrt" not in labels(draw_chart(chart, dutch.language, theme, Frame(dates=False)))


def test_spread_and_pain_are_distinguished_without_colour(english: Library, theme: Theme) -> None:
    assert INKS["pain"].dash
    assert INKS["pain"].dot != INKS["spread"].dot
    table = a_table([a_day(ago, pain_average=4, areas={"back_neck_l": 3}) for ago in range(9)])
    assert "stroke-dasharray" in draw_chart(build_charts(table, english)[0], english.language, theme)


def test_values_outside_the_range_are_drawn_at_the_edge(english: Library, theme: Theme) -> None:
    chart = stress_chart([a_day(ago, stress=3) for ago in range(9)], english, Period.ending(TODAY, 9))
    wild = replace(chart.series[0], values=np.array([-5.0, 99.0, *[np.nan] * 7]))
    frame = Frame()
    (line,) = lines_of(
        draw_chart(replace(chart, series=(wild,)), english.language, theme, frame), faint(theme, "stress")
    )
    ys = [float(point.split()[1]) for point in line[1:].split("L")]
    assert ys == [frame.bottom, frame.top]


def test_a_stack_draws_the_days_in_view_only_and_is_well_formed(english: Library, theme: Theme) -> None:
    table = a_table([a_day(ago, stress=5) for ago in range(60)])
    charts = build_charts(table, english)
    view = TimeView(day_number(TODAY) - 9.5, day_number(TODAY) + 0.5, Width.DAY)
    svg = draw_stack(charts, english.language, theme, view, ("Title", "Summary"))
    assert len(dots_of(svg, theme.roles["stress"], faint(theme, "stress"))) == 10 + 1
    assert ElementTree.fromstring(svg).findtext(f"{TAG}desc") == "Summary"


def test_a_clock_scale_is_written_as_clock_times(english: Library, theme: Theme) -> None:
    chart = build_item_chart(a_table([a_day(0, into_bed=1380), a_day(1, into_bed=30)]), english, "into_bed")
    assert {"23:00", "00:00"} <= set(labels(draw_chart(chart, english.language, theme)))


def test_a_long_name_is_smaller_and_never_runs_off_the_sheet(english: Library, theme: Theme) -> None:
    chart = build_item_chart(a_table([a_day(ago, stress=4) for ago in range(10)]), english, "stress")
    series = replace(
        chart.series[0], name="A name of an own item that is as long as anybody would ever type it " * 2
    )
    frame = Frame()
    drawing = draw_chart(replace(chart, series=(series,)), english.language, theme, frame)
    (size,) = (float(found) for found in re.findall(r'font-size="([\d.]+)"[^>]*>A name of an own', drawing))
    words = re.findall(r">(A name of an own[^<]*)<", drawing)[0]
    assert frame.left + 17 + len(words) * size * 0.54 <= frame.width


def test_holidays_are_hatched_on_paper_without_a_name_on_the_line(dutch: Library, theme: Theme) -> None:
    chart = build_item_chart(a_table([a_day(ago, stress=4) for ago in range(30)]), dutch, "stress")
    away = Happenings(
        holidays=(Period(TODAY - timedelta(days=12), TODAY - timedelta(days=5)),), holiday_name="vrij"
    )
    drawing = draw_chart(chart, dutch.language, theme, away=away)
    assert "url(#holiday)" in drawing
    assert "vrij" not in drawing
    assert "url(#holiday)" not in draw_chart(chart, dutch.language, theme)
