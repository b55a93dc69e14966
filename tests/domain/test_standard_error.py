"""The interval around a difference of means, for any mixture of memories."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.standard_error import Errors


@given(
    st.lists(st.tuples(st.floats(0.001, 1), st.floats(1e-4, 1e3)), min_size=1, max_size=35),
    st.integers(6, 60),
    st.sampled_from([0.001, 0.01, 0.05, 0.5, 0.9]),
)
def test_what_lies_beyond_the_reach_is_the_chance_asked_for(
    memories: list[tuple[float, float]], freedom: int, chance: float
) -> None:
    weight, error = (np.array(column) for column in zip(*memories, strict=True))
    errors = Errors(weight / weight.sum(), error, freedom, 1.0)
    assert errors.beyond(errors.reach(chance))[0] == pytest.approx(chance, rel=1e-6)


def test_with_many_degrees_of_freedom_it_is_that_of_the_normal_distribution() -> None:
    assert Errors(np.array([1.0]), np.array([2.0]), 100_000, 1.0).reach(0.05) == pytest.approx(2 * 1.96, abs=0.001)
