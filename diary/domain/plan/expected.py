"""Counts what was expected against what happened, with equal care for milder, as expected and harder.

In daily life people with lasting pain expect too little more often than too much (Twente, 100 people; RA, 227
people): nothing here leans to either side.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from math import comb, sqrt
from typing import Final

from msgspec import Struct

SAME_POINTS: Final = 1
"""Ratings from 0 to 10 are not sharper than this."""
LEAST_FOR_INTERVAL: Final = 8
ANSWER_DAYS: Final = 3
"""So many days afterwards the outcome can be told; then it is not known."""
Z95: Final = 1.959964
CHANCE: Final = 0.05
"""Of books in which milder and harder are equally likely, this part at most is called one of them."""


class Turn(StrEnum):
    """How it turned out against what was expected."""

    MILDER = "milder"
    SAME = "same"
    HARDER = "harder"


class TurnCounts(Struct, frozen=True):
    """How often each came of `answered` times."""

    milder: int
    same: int
    harder: int

    @property
    def answered(self) -> int:
        """How often it is known."""
        return self.milder + self.same + self.harder

    @property
    def often(self) -> Turn | None:
        """HARDER or MILDER: more than half of at least eight times, and against the other by more than chance
        (sign test: Arbuthnott 1710). Without the test it was said of 22 of 100 books of nine guesses."""
        most, other = max(self.milder, self.harder), min(self.milder, self.harder)
        apart = most + other
        if self.answered < LEAST_FOR_INTERVAL or most * 2 <= self.answered:
            return None
        by_chance = 2 * sum(comb(apart, count) for count in range(most, apart + 1)) / 2**apart
        often = Turn.HARDER if self.harder > self.milder else Turn.MILDER
        return often if by_chance <= CHANCE else None


def turn(expected: int, happened: int) -> Turn:
    """Return how it turned out: a point more or less is as expected."""
    difference = happened - expected
    if abs(difference) <= SAME_POINTS:
        return Turn.SAME
    return Turn.HARDER if difference > 0 else Turn.MILDER


def count(pairs: Iterable[tuple[int, int]]) -> TurnCounts:
    """Count pairs of what was expected and what happened."""
    turns = [turn(*pair) for pair in pairs]
    return TurnCounts(*(turns.count(each) for each in Turn))


def can_answer(day: date, today: date) -> bool:
    """Return whether the outcome of this day is asked for: from the day after until it is no longer remembered
    well."""
    return day < today <= day + timedelta(days=ANSWER_DAYS)


def share_between(found: int, times: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927) as if half as many times were known: times that follow
    each other resemble each other, and then the usual interval is too narrow."""
    number = times / 2
    share = found / times
    middle = (share + Z95**2 / (2 * number)) / (1 + Z95**2 / number)
    half = Z95 / (1 + Z95**2 / number) * sqrt(share * (1 - share) / number + Z95**2 / (4 * number**2))
    return max(0.0, middle - half), min(1.0, middle + half)
