"""What the page is filled with fits the charts that are on it."""

from datetime import timedelta
from pathlib import Path

import pytest

from diary.content.library import Library
from diary.domain.day import Moment, MomentKind
from diary.domain.period import Period
from diary.report.figures import FLARE_DASH
from diary.report.page import MOST_FLARES, build_page, page_data
from diary.screens.summary import build_summary
from tests.factory import TODAY, a_day, a_table

FLARE = Moment(MomentKind.FLARE)


def data_of(library: Library, resources: Path, span: int, flares: int = 0, late: int = 0) -> dict[str, object]:
    days = [
        a_day(ago, stress=4, moments=[FLARE] if ago < flares else [], typed_after_days=9 if ago < late else 0)
        for ago in range(min(span, 60))
    ]
    period = Period.ending(TODAY, span)
    state = build_summary(days, a_table(days, period), library, period, TODAY, {})
    return page_data(build_page(state, library, resources), resources)


@pytest.mark.parametrize(
    ("span", "flares", "late", "note"),
    [
        (60, 0, 0, "A gap: not filled in."),
        (60, 2, 1, "Hollow: filled in later. A gap: not filled in. Dotted line: flare-up."),
        (
            400,
            0,
            1,
            "Each point is the mean of a week, the band its lowest and highest day. A gap: not filled in.",
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
    assert [row["svg"].count(f'stroke-dasharray="{FLARE_DASH}"') for row in rows] == [lines] * 5


def test_only_the_last_chart_writes_the_dates_of_the_shared_axis(english: Library, resources: Path) -> None:
    rows = data_of(english, resources, 60)["rows"]
    assert isinstance(rows, list)
    monday = english.language.short_date(TODAY - timedelta(days=TODAY.weekday() % 7))
    assert [monday in row["svg"] for row in rows] == [False] * 4 + [True]
