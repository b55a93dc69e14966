"""What is hidden with a limb, and what is brought back."""

from diary.domain.body import Limb, absent_limbs, limbs_of

FOOT = Limb("foot_l", frozenset({"front_foot_l", "back_foot_l"}))
LEG = Limb("leg_l", FOOT.segments | {"front_knee_l", "back_knee_l"})
OTHER = Limb("foot_r", frozenset({"front_foot_r", "back_foot_r"}))
ALL = (LEG, FOOT, OTHER)


def test_a_segment_belongs_to_the_small_limb_and_to_the_large_one() -> None:
    assert limbs_of(ALL, "front_foot_l") == (FOOT, LEG)
    assert limbs_of(ALL, "front_knee_l") == (LEG,)
    assert limbs_of(ALL, "front_chest_l") == ()


def test_a_missing_leg_is_said_once_not_foot_by_foot() -> None:
    assert absent_limbs(ALL, LEG.segments | OTHER.segments) == (LEG, OTHER)
    assert absent_limbs(ALL, FOOT.segments) == (FOOT,)


def test_half_a_hidden_limb_is_no_missing_limb() -> None:
    assert absent_limbs(ALL, frozenset({"front_foot_l"})) == ()
