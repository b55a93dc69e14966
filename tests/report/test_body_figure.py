"""The body figure: the ramp doubled by dots, and the person's own left and right on both views."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from diary.content.library import Library
from diary.content.theme import PAPER_THEME, Theme, load_themes
from diary.report.body_figure import DOTS, draw_body
from diary.report.svg import NAMESPACE
from diary.screens.body_places import PlacesState, build_places
from tests.factory import a_day, a_table

TAG = f"{{{NAMESPACE}}}"


@pytest.fixture(scope="module")
def theme(resources: Path) -> Theme:
    return load_themes(resources)[PAPER_THEME]


def places(library: Library, days: int = 10) -> PlacesState:
    """The neck hurt every day, the left knee on the first only."""
    marked = [a_day(ago, areas={"back_neck_l": 4}) for ago in range(1, days)]
    return build_places(a_table([a_day(0, areas={"back_neck_l": 4, "front_knee_l": 2}), *marked]), library)


def test_left_and_right_are_the_persons_own_on_both_figures(english: Library, theme: Theme) -> None:
    root = ElementTree.fromstring(draw_body(places(english), english.drawing, theme))
    for y, said in (("7", ["Front", "Back"]), ("18", ["Right", "Left", "Left", "Right"])):
        words = sorted(
            (float(text.attrib["x"]), text.text) for text in root.iter(f"{TAG}text") if text.attrib["y"] == y
        )
        assert [text for _, text in words] == said


def test_a_strength_shows_by_colour_and_by_dots(english: Library, theme: Theme) -> None:
    drawn = draw_body(places(english), english.drawing, theme)
    neck, knee = (english.drawing.back.segments["back_neck_l"], english.drawing.front.segments["front_knee_l"])
    assert f'd="{neck}" fill="{theme.ramp.strengths[4]}"' in drawn
    assert f'd="{neck}" fill="url(#dots4)"' in drawn
    assert f'd="{knee}" fill="{theme.ramp.strengths[0]}"' in drawn
    assert len(set(DOTS)) == len(DOTS)


def test_every_pattern_that_is_used_is_defined_once(english: Library, theme: Theme) -> None:
    root = ElementTree.fromstring(draw_body(places(english), english.drawing, theme))
    defined = [pattern.attrib["id"] for pattern in root.iter(f"{TAG}pattern")]
    used = {part.attrib["fill"][5:-1] for part in root.iter() if part.get("fill", "").startswith("url(#")}
    assert len(defined) == len(set(defined))
    assert used <= set(defined)


def test_the_figure_says_in_words_what_it_shows(english: Library, dutch: Library, theme: Theme) -> None:
    root = ElementTree.fromstring(draw_body(places(english), english.drawing, theme))
    assert (
        root.findtext(f"{TAG}desc")
        == "Body, front and back. Marked most often: Neck 100 %, Left leg from the knee down 10 %."
    )
    assert "Nek" in draw_body(places(dutch), dutch.drawing, theme)


def test_a_limb_that_is_not_there_is_not_drawn(english: Library, theme: Theme) -> None:
    leg = {key for key in english.drawing.front.segments if key.endswith("_r") and ("leg" in key or "foot" in key)}
    assert leg
    state = build_places(a_table([a_day(0, areas={"back_neck_l": 4})]), english, leg)
    drawn = draw_body(state, english.drawing, theme)
    front, back, _ = drawn.partition(english.drawing.back.outline)
    assert back
    assert not any(english.drawing.front.segments[key] in front for key in leg)
    assert english.drawing.front.outline not in drawn


def test_an_area_that_was_marked_is_drawn_though_it_is_hidden_now(english: Library, theme: Theme) -> None:
    state = build_places(a_table([a_day(0, areas={"front_knee_l": 4})]), english, ["front_knee_l", "front_knee_r"])
    drawn = draw_body(state, english.drawing, theme)
    whole = draw_body(build_places(a_table([a_day(0, stress=1)]), english), english.drawing, theme)
    left, right = (english.drawing.front.segments[f"front_knee_{side}"] for side in "lr")
    assert f'd="{left}" fill="{theme.ramp.strengths[4]}"' in drawn
    assert right in whole.partition(english.drawing.back.outline)[0]
    assert right not in drawn.partition(english.drawing.back.outline)[0]


def test_an_empty_map_is_an_unmarked_body(english: Library, theme: Theme) -> None:
    drawn = draw_body(build_places(a_table([a_day(0, stress=1)]), english), english.drawing, theme)
    assert "url(#dots" not in drawn
