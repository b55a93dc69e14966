"""What the page is filled with fits the charts that are on it."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from diary.content.library import Library, load_library
from diary.domain.day import Moment, MomentKind
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.period import Period
from diary.report.figures import FLARE_DASH
from diary.report.page import (
    DATES_HEIGHT,
    MOST_FLARES,
    MOST_STRETCH,
    PLOT_HEIGHT,
    build_page,
    page_data,
)
from diary.report.svg import NAMESPACE
from diary.screens.summary import build_summary
from tests.factory import TODAY, a_day, a_table

FLARE = Moment(MomentKind.FLARE)


def data_of(library: Library, resources: Path, span: int, flares: int = 0, late: int = 0) -> dict[str, object]:
    days = [
        a_day(
            ago,
            function=5,
            stress=4,
            moments=[FLARE] if ago < flares else [],
            typed_after_days=9 if ago < late else 0,
        )
        for ago in range(min(span, 60))
    ]
    period = Period.ending(TODAY, span)
    state = build_summary(days, a_table(days, period), library, period, TODAY, {})
    return page_data(build_page(state, library, resources))


@pytest.mark.parametrize(
    ("span", "flares", "late", "note"),
    [
        (60, 0, 0, "A gap: not filled in."),
        (60, 2, 1, "Hollow: filled in later. A gap: not filled in. Dotted line: harder time."),
        (
            400,
            0,
            1,
            "Each point is the average of a week, the band its lowest and highest day. A gap: not filled in.",
        ),
    ],
)
def test_the_note_explains_what_these_charts_show(
    english: Library, resources: Path, span: int, flares: int, late: int, note: str
) -> None:
    assert data_of(english, resources, span, flares, late)["note"] == note


@pytest.mark.parametrize(("flares", "lines"), [(0, 0), (3, 3), (MOST_FLARES, MOST_FLARES), (MOST_FLARES + 1, 0)])
def test_flares_run_through_every_chart_unless_they_would_hide_it(
    english: Library, resources: Path, flares: int, lines: int
) -> None:
    rows = data_of(english, resources, 60, flares)["rows"]
    assert isinstance(rows, list)
    assert [row["svg"].count(f'stroke-dasharray="{FLARE_DASH}"') for row in rows] == [lines] * 2


def test_only_the_last_chart_writes_the_dates_of_the_shared_axis(english: Library, resources: Path) -> None:
    rows = data_of(english, resources, 60)["rows"]
    assert isinstance(rows, list)
    monday = english.language.short_date(TODAY - timedelta(days=TODAY.weekday() % 7))
    assert [monday in row["svg"] for row in rows] == [False, True]


def plot_of(svg: str) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a chart's lines."""
    lines = [line.attrib for line in ElementTree.fromstring(svg).iter(f"{{{NAMESPACE}}}line")]
    xs = [float(line[key]) for line in lines if line["y1"] == line["y2"] for key in ("x1", "x2")]
    ys = [float(line["y1"]) for line in lines if line["y1"] == line["y2"] and float(line["x2"]) > 100]
    return min(x for x in xs if x > 14), max(xs), min(ys), max(ys)


def drawn(library: Library, resources: Path, **answers: float) -> list[str]:
    mixed: dict[str, Any] = dict(answers)
    days = [a_day(ago, **mixed) for ago in range(30)]
    period = Period.ending(TODAY, 30)
    state = build_summary(days, a_table(days, period, library.catalogue), library, period, TODAY, {})
    return list(build_page(state, library, resources).charts)


def test_fewer_charts_are_higher_within_reason(english: Library, resources: Path) -> None:
    night = {"into_bed": 1380, "got_up": 420}
    rows: list[dict[str, Any]] = [
        {"function": 5},
        {"function": 5, "stress": 4},
        {"function": 5, "stress": 4, "pain_average": 3},
        {"function": 5, "stress": 4, "pain_average": 3, **night},
    ]
    charts = [drawn(english, resources, **answers) for answers in rows]
    assert [len(drawings) for drawings in charts] == [1, 2, 3, 4]
    heights = [float(ElementTree.fromstring(drawings[-1]).attrib["height"]) - DATES_HEIGHT for drawings in charts]
    assert heights == sorted(heights, reverse=True)
    assert PLOT_HEIGHT < heights[-1] < heights[0] <= PLOT_HEIGHT * MOST_STRETCH


def test_all_charts_share_one_axis_however_long_their_numbers_are(resources: Path) -> None:
    steps = OwnItem(Item("steps", Kind.COUNT, "own", 0, 100_000, own=True), {"en": "Steps"})
    library = load_library(resources, "en", [steps])
    charts = drawn(library, resources, function=5, steps=23_400, pain_average=3)
    assert "25,000" in charts[1]
    assert len({plot_of(chart)[:2] for chart in charts}) == 1
    texts = [text for chart in charts for text in ElementTree.fromstring(chart).iter(f"{{{NAMESPACE}}}text")]
    numbers = [text for text in texts if text.attrib["text-anchor"] == "end"]
    assert all(float(text.attrib["x"]) >= 3.6 * len(text.text or "") for text in numbers)


def test_an_own_name_that_no_font_can_print_gets_a_stand_in_in_the_chart(
    resources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diary.report.printable._ranges_of_all", lambda _folder: ())
    swim = OwnItem(Item("swim", Kind.COUNT, "own", 0, 100, own=True), {"en": "🏊 Swimming"})
    (chart,) = drawn(load_library(resources, "en", [swim]), resources, swim=4)
    written = {text.text for text in ElementTree.fromstring(chart).iter(f"{{{NAMESPACE}}}text")}
    assert "□ Swimming" in written
