"""A sheet is well-formed whatever is written on it."""

from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diary.report.svg import NAMESPACE, Sheet, polyline, short


@given(st.text())
@example("\ufffe and \uffff")
@example("half \ud800 a letter")
def test_any_text_becomes_text_and_never_markup(words: str) -> None:
    sheet = Sheet(10, 10, words, words)
    sheet.text((1, 1), words + "</text><script/>", size=6, colour="#000000")
    root = ElementTree.fromstring(sheet.to_text())
    assert [child.tag for child in root] == [f"{{{NAMESPACE}}}{tag}" for tag in ("title", "desc", "text")]


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (-0.001, "0"), (-0.4, "-0.4"), (100, "100"), (1 / 3, "0.33"), (-10, "-10")]
)
def test_coordinates_are_short_and_the_same_everywhere(number: float, text: str) -> None:
    assert short(number) == text


def test_a_line_through_points_starts_at_the_first() -> None:
    assert polyline([(0, 1), (2, 3.5)]) == "M0 1L2 3.5"


def test_groups_and_patterns_belong_to_the_same_sheet() -> None:
    sheet = Sheet(10, 10, "t", "d")
    sheet.pattern("dots", 4).circle((1, 1), 1, "#000000")
    sheet.group(move=(1, 2), scale=0.5).box((0, 0), (1, 1), fill="url(#dots)")
    assert sheet.to_text().count("<circle") == 1
    assert 'transform="translate(1 2) scale(0.5)"' in sheet.to_text()


def test_shapes_of_one_look_that_follow_each_other_are_one_path() -> None:
    sheet = Sheet(10, 10, "t", "d")
    for data, colour in (("M0 0L1 1", "#000000"), ("M2 2L3 3", "#000000"), ("M4 4L5 5", "#FF0000")):
        sheet.path(data, colour=colour, thickness=1)
    sheet.box((0, 0), (1, 1), fill="#FFFFFF")
    sheet.path("M6 6L7 7", colour="#FF0000", thickness=1)
    paths = [part.attrib["d"] for part in ElementTree.fromstring(sheet.to_text()).iter(f"{{{NAMESPACE}}}path")]
    assert paths == ["M0 0L1 1M2 2L3 3", "M4 4L5 5", "M0 0h1v1h-1Z", "M6 6L7 7"]
