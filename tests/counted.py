"""Counting the faults that tests really make, also when several processes share the tests."""

from collections import Counter

import pytest

CASES = pytest.StashKey[Counter[str]]()
SENT = "faults made"
"""Under this name a process that runs a part of the tests sends what it counted."""


class Cases:
    """Counts the faults that were really made, for the last lines of a run."""

    def __init__(self, made: Counter[str]) -> None:
        self._made = made

    def count(self, kind: str) -> None:
        """One more fault of this kind."""
        self._made[kind] += 1


def made(config: pytest.Config) -> Counter[str]:
    """What was counted in this process so far."""
    return config.stash.setdefault(CASES, Counter())
