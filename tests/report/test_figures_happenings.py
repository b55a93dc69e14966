"""Moments and holidays on a drawing: shapes that differ, hatching with its name, only what is in view."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from diary.content.library import Library
from diary.content.theme import PAPER_THEME, load_themes
from diary.domain.day import DayKind, Moment, MomentKind
from diary.domain.period import Period, day_number
from diary.domain.therapist_mark import TherapistMark
from diary.report.figures import MARK_DASH, draw_stack
from diary.screens.buckets import TimeView, Width
from diary.screens.charts import build_charts
from diary.screens.happenings import build_happenings
from tests.factory import TODAY, a_day, a_table


def drawing(
    english: Library,
    resources: Path,
    *kinds: MomentKind,
    holiday: bool = False,
    marks: Iterable[TherapistMark] = (),
) -> str:
    days = [a_day(ago, stress=3) for ago in range(5, 30)]
    days += [a_day(ago, kind=DayKind.HOLIDAY) for ago in range(5)] if holiday else []
    table = a_table(days)
    moments = [(TODAY - timedelta(days=9), Moment(kind)) for kind in kinds]
    happenings = build_happenings(moments, table, english, marks=marks)
    view = TimeView(day_number(TODAY) - 19.5, day_number(TODAY) + 0.5, Width.DAY)
    charts = build_charts(table, english, ("stress",))
    theme = load_themes(resources)[PAPER_THEME]
    return draw_stack(charts, english.language, theme, view, ("Stress", "Stress."), happenings)


def test_every_kind_of_moment_has_a_shape_of_its_own(english: Library, resources: Path) -> None:
    drawings = {drawing(english, resources, kind) for kind in MomentKind}
    assert len(drawings | {drawing(english, resources)}) == len(MomentKind) + 1


def test_a_medicine_of_every_day_is_one_line_on_paper(english: Library, resources: Path) -> None:
    theme = load_themes(resources)[PAPER_THEME]

    def lines(days: int) -> int:
        table = a_table([a_day(ago, stress=3) for ago in range(days)])
        taken = [(day, Moment(MomentKind.MEDICINE, 480, 1, "amitriptyline")) for day in table.period]
        happenings = build_happenings(taken, table, english)
        view = TimeView(day_number(TODAY) - days + 0.5, day_number(TODAY) + 0.5, Width.DAY)
        charts = build_charts(table, english, ("stress",))
        bare, drawn = (
            draw_stack(charts, english.language, theme, view, ("Stress", "Stress."), each)
            for each in (build_happenings((), table, english), happenings)
        )
        return drawn.count("<line") - bare.count("<line")

    assert lines(20) == 2 * 20, "a capsule each"
    assert lines(180) == 3, "one capsule and a line"


@pytest.mark.parametrize("holiday", [True, False])
def test_a_holiday_is_hatched_and_named(english: Library, resources: Path, holiday: bool) -> None:
    svg = drawing(english, resources, holiday=holiday)
    assert ("url(#holiday)" in svg, "diary holiday" in svg) == (holiday, holiday)
    ElementTree.fromstring(svg)


def test_marks_of_a_therapist_are_drawn_with_their_words(english: Library, resources: Path) -> None:
    begin, end = TODAY - timedelta(days=15), TODAY - timedelta(days=5)
    phase = TherapistMark(Period(begin, end), True, "<b>building</b> up")
    remark = TherapistMark(Period(TODAY, TODAY), False, "a first long walk in the wood")
    gone = TherapistMark(Period(TODAY - timedelta(days=90), TODAY - timedelta(days=60)), True, "long ago")
    svg = drawing(english, resources, marks=(phase, remark, gone))
    texts = {text.text: text.get("text-anchor") for text in ElementTree.fromstring(svg).iter() if text.text}
    assert texts["<b>building</b> up"] == "start"
    assert texts["a first long walk in the wood"] == "end"
    assert "long ago" not in texts


@pytest.mark.parametrize("is_phase", [True, False])
@pytest.mark.parametrize(("days", "edges"), [(1, 1), (2, 2), (10, 2)])
def test_a_mark_over_several_days_shows_where_it_ends(
    english: Library, resources: Path, is_phase: bool, days: int, edges: int
) -> None:
    end = TODAY - timedelta(days=5)
    mark = TherapistMark(Period.ending(end, days), is_phase, "x")
    svg = drawing(english, resources, marks=(mark,))
    lines = [line.attrib for line in ElementTree.fromstring(svg).iter() if line.tag.endswith("line")]
    places = {float(line["x1"]) for line in lines if line.get("stroke-dasharray") == MARK_DASH}
    assert len(places) == edges
    if not is_phase:
        across = [line for line in lines if {float(line["x1"]), float(line["x2"])} == places and edges > 1]
        assert len(across) == edges - 1
