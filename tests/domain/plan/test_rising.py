"""Getting up: how many mornings were near, also around midnight."""

from diary.domain.plan.rising import rising

WEEK = [7 * 60, 7 * 60 + 15, 6 * 60 + 50, 7 * 60, 8 * 60 + 30, 9 * 60, 7 * 60 + 5]
AROUND_MIDNIGHT = [23 * 60 + 30, 15, 23 * 60 + 50, 23 * 60, 60, 90, 23 * 60 + 20]


def test_five_of_seven_mornings_were_near() -> None:
    found = rising(WEEK)
    assert found is not None
    assert (found.mornings, found.near, found.around) == (7, 5, 7 * 60 + 5)


def test_a_chosen_moment_counts_instead_of_the_usual_one() -> None:
    found = rising(WEEK, 9 * 60)
    assert found is not None
    assert (found.near, found.usual) == (2, 7 * 60 + 5)


def test_midnight_is_no_gap() -> None:
    found = rising(AROUND_MIDNIGHT)
    assert found is not None
    assert found.usual == 23 * 60 + 50


def test_four_mornings_say_nothing() -> None:
    assert rising(WEEK[:4]) is None
