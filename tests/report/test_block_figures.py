"""The dates below the drawings of the second page, for every length and end of a stretch."""

from datetime import timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from diary.content.library import Library
from diary.content.theme import PAPER_THEME, load_themes
from diary.domain.period import day_number
from diary.paths import resources
from diary.report.block_figures import WIDTH, _draw_dates
from diary.report.figures import LETTER, SMALL
from diary.report.marks import Frame, Plot
from diary.report.svg import Sheet
from tests.factory import TODAY


@pytest.mark.parametrize("days", [7, 14, 28, 60, 90, 92, 180, 365])
@pytest.mark.parametrize("right_room", [2.0, 16.0])
def test_no_date_leaves_the_sheet_or_touches_another(
    days: int, right_room: float, dutch: Library, english: Library
) -> None:
    theme = load_themes(resources())[PAPER_THEME]
    for library in (dutch, english):
        for ago in range(40):
            last = day_number(TODAY - timedelta(days=ago))
            sheet = Sheet(WIDTH, 20, "t", "d")
            plot = Plot(Frame(WIDTH, 20, left=34.0, right_room=right_room), last - days + 0.5, last + 0.5)
            _draw_dates(sheet, plot, library.language, theme, 10)
            spans = []
            for text in ElementTree.fromstring(sheet.to_text()).iter("{http://www.w3.org/2000/svg}text"):
                half = len(str(text.text)) * LETTER / 2
                spans.append((float(text.attrib["x"]) - half, float(text.attrib["x"]) + half))
                assert float(text.attrib["font-size"]) == SMALL
            assert spans
            assert spans[-1][1] <= WIDTH + 1  # places are rounded
            assert all(after[0] > before[1] for before, after in pairwise(spans))
