"""The same on both sides: nothing lost, and doing it twice is doing it once."""

from hypothesis import given
from hypothesis import strategies as st

from diary.domain.body import on_both_sides, opposite, same_on_both_sides

SEGMENTS = [f"{view}_{part}_{side}" for view in ("front", "back") for part in ("knee", "hand") for side in "lr"]
areas = st.dictionaries(st.sampled_from(SEGMENTS), st.integers(1, 10))


def test_the_painted_side_is_copied_to_the_other() -> None:
    assert same_on_both_sides({"front_knee_l": 5}) == {"front_knee_l": 5, "front_knee_r": 5}
    assert on_both_sides(["front_knee_l"]) == {"front_knee_l", "front_knee_r"}


@given(areas)
def test_both_sides_are_as_strong_as_the_stronger_one(painted: dict[str, int]) -> None:
    both = same_on_both_sides(painted)
    assert all(both[key] >= strength for key, strength in painted.items())
    assert all(both[key] == both[opposite(key)] for key in both)
    assert same_on_both_sides(both) == both
    assert set(both) == on_both_sides(painted)
