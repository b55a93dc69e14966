"""The body figure counts days with a body map, and only those."""

import pytest

from diary.content.library import Library
from diary.screens.body_places import STEPS, build_places, step_of
from tests.factory import a_day, a_table


def test_a_place_counts_the_share_of_days_with_a_body_map(english: Library) -> None:
    marked = [a_day(ago, areas={"back_neck_l": 4}) for ago in range(3)]
    calm = [a_day(3, areas={})]
    unasked = [a_day(ago, stress=3) for ago in range(4, 9)]
    places = build_places(a_table([*marked, *calm, *unasked]), english)
    assert places.days == 4
    assert places.shares["back_neck_l"] == 0.75
    assert places.shares["back_neck_r"] == 0
    assert [(place.name, place.words) for place in places.most] == [("Neck", "3 of 4 days")]


def test_front_and_back_of_one_area_are_one_place_in_the_list(english: Library) -> None:
    days = [a_day(0, areas={"front_neck_l": 4}), a_day(1, areas={"back_neck_r": 2})]
    assert [place.share for place in build_places(a_table(days), english).most] == [1.0]


def test_the_head_is_listed_by_its_own_name_although_it_is_no_area(english: Library) -> None:
    places = build_places(a_table([a_day(0, areas={"front_forehead_l": 4})]), english)
    assert [place.name for place in places.most] == [english.words.segments["front_forehead_l"]]


def test_a_body_map_without_pain_says_so_where_the_places_would_stand(english: Library, dutch: Library) -> None:
    table = a_table(a_day(ago, areas={}) for ago in range(3))
    assert build_places(table, english).caption == "No pain was marked, on 3 days with a body map"
    assert build_places(table, dutch).caption == "Nergens pijn ingekleurd, op 3 dagen met een lichaamskaart"


def test_without_a_body_map_there_is_nothing_to_say(english: Library) -> None:
    places = build_places(a_table([a_day(0, stress=3)]), english)
    assert (places.days, places.shares, places.most) == (0, {}, ())
    assert places.caption == "The body map was not filled in."


@pytest.mark.parametrize(
    ("share", "step"), [(0, None), (0.001, 0), (0.2, 0), (0.21, 1), (0.6, 2), (0.61, 3), (0.81, 4), (1, STEPS - 1)]
)
def test_a_share_has_the_strength_whose_label_it_does_not_exceed(share: float, step: int | None) -> None:
    assert step_of(share) == step
