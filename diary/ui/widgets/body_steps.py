"""How often or how strongly each area hurt, as the same marks that a single day has: the ramp's five steps."""

from collections.abc import Mapping

STRENGTH_OF_STEP = (1, 4, 5, 8, 10)
"""A strength that is painted in the step's colour, with one, two, two, three and three dots."""


def as_strengths(steps: Mapping[str, int]) -> dict[str, int]:
    """Steps of the ramp (0 to 4) as strengths a body is painted with."""
    return {key: STRENGTH_OF_STEP[step] for key, step in steps.items()}
