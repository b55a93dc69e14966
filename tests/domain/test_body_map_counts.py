"""How often and how strongly are counted apart, only on days with a body map, and compared with caution."""

import numpy as np

from diary.content.bodymap import load_atlas
from diary.domain.body_map_counts import compare_areas, count_areas
from diary.domain.period import Period
from diary.paths import resources
from tests.factory import TODAY, a_day, a_table

ORDER = {segment.key: index for index, segment in enumerate(load_atlas(resources()).segments)}
KNEE, HAND = ORDER["front_knee_l"], ORDER["front_hand_r"]


def test_how_often_and_how_strongly_are_two_numbers() -> None:
    table = a_table(
        [
            a_day(4, areas={"front_knee_l": 2}),
            a_day(3, areas={"front_knee_l": 4, "front_hand_r": 9}),
            a_day(2, areas={}),
            a_day(1, stress=3),
            a_day(0, areas={}, tender=["front_hand_r"]),
        ]
    )
    counts = count_areas(table)
    assert (counts.mapped, counts.hurt[KNEE], counts.hurt[HAND]) == (4, 2, 1)
    assert (counts.strength[KNEE], counts.strength[HAND]) == (3, 9)
    assert counts.share[KNEE] == 0.5
    assert np.isnan(counts.strength[ORDER["front_knee_r"]])
    assert (counts.touch_days, counts.touched[HAND]) == (4, 1)


def test_touch_alone_makes_a_day_for_touch_only() -> None:
    counts = count_areas(a_table([a_day(1, tender=["front_knee_l"]), a_day(0, stress=2)]))
    assert (counts.mapped, counts.touch_days) == (0, 1)
    assert np.isnan(counts.share).all()
    assert counts.touch_share[KNEE] == 1


def test_too_few_body_maps_are_not_compared() -> None:
    table = a_table([a_day(back, areas={"front_knee_l": 3}) for back in range(27)])
    rows = np.arange(27)
    assert compare_areas(table, rows < 13, rows >= 13, -99) is None
    assert compare_areas(table, rows < 0, rows >= 0, -99) is None


def test_days_filled_in_late_and_the_first_two_weeks_do_not_count() -> None:
    late = [a_day(back, areas={}, typed_after_days=9 * (back < 5)) for back in range(40)]
    rows = np.arange(40)
    assert compare_areas(a_table(late), rows < 22, rows >= 22, -99) is None
    assert compare_areas(a_table(late), rows < 20, rows >= 20, -99) == ()
    assert compare_areas(a_table(late), rows < 20, rows >= 20, 0) is None


def test_a_large_lasting_change_is_more_than_chance_and_a_small_one_has_no_sign() -> None:
    chance = np.random.default_rng(4)
    days = [
        a_day(
            back,
            areas={
                **({"front_knee_l": 5} if chance.random() < (0.9 if back < 90 else 0.2) else {}),
                **({"front_hand_r": 5} if chance.random() < (0.5 if back < 90 else 0.45) else {}),
            },
        )
        for back in range(180)
    ]
    table = a_table(days, Period.ending(TODAY, 180))
    rows = np.arange(180)
    changes = compare_areas(table, rows < 90, rows >= 90, -99)
    assert changes is not None
    assert [(change.segment, change.is_clear) for change in changes] == [(KNEE, True)]
    assert changes[0].difference > 0.5
