"""The words people write for places of the body."""

import pytest

from diary.domain.body import Atlas
from diary.exchange.places import all_places, places_meant, places_of, with_strength


def test_every_place_is_on_the_body_and_every_segment_can_be_named(atlas: Atlas) -> None:
    named = {segment for place in all_places().values() for segment in place.segments}
    assert named == {segment.key for segment in atlas.segments}


def test_no_word_stands_for_two_places() -> None:
    for place in all_places().values():
        for name in place.names.values():
            assert [one.key for one in places_meant(name)] == [place.key], name


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("neck", "neck_both"), ("Nek", "neck_both"), ("left knee", "knee_l"), ("Knee (R)", "knee_r"),
        ("linkerknie", "knee_l"), ("rechter onderarm", "forearm_r"), ("knieën", "knee_both"),
        ("hands", "hand_both"),
        ("pijn in de linker hand", "hand_l"), ("Lower back pain", "lower_back_both"), ("rug", "back_both"),
        ("left and right hip", "hip_both"), ("Onderrug, links", "lower_back_l"), ("hoofdpijn", "head_both"),
    ],
)  # fmt: skip
def test_words_of_both_languages_mean_a_place(written: str, key: str) -> None:
    assert [place.key for place in places_meant(written)] == [key]


def test_a_word_without_its_side_may_be_three_places_and_other_words_are_none() -> None:
    assert [place.key for place in places_meant("Knee Pain")] == ["knee_l", "knee_r", "knee_both"]
    assert places_meant("happiness") == places_meant("links") == places_meant("") == ()


def test_a_strength_behind_a_place() -> None:
    assert with_strength("neck 6") == with_strength("neck: 6") == with_strength("neck (6/10)") == ("neck", "6")
    assert with_strength("nek 2,5") == ("nek", "2,5")
    assert with_strength("left knee") == ("left knee", "")


def test_what_is_marked_is_named_by_the_largest_place() -> None:
    areas = {
        "front_knee_l": 5, "back_knee_l": 5, "front_knee_r": 5, "back_knee_r": 5, "back_neck_l": 2,
        "front_hip_l": 3,
    }  # fmt: skip
    named = [(place if isinstance(place, str) else place.key, strength) for place, strength in places_of(areas)]
    assert named == [("knee_both", 5), ("neck_l", 2), ("front_hip_l", 3)]
    assert list(places_of({})) == []
