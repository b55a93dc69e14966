"""Student's t against the tables every textbook prints."""

import pytest

from diary.domain.student import inside, width


@pytest.mark.parametrize(
    ("chance", "freedom", "printed"),
    [
        (0.05, 1, 12.706),
        (0.05, 2, 4.303),
        (0.05, 5, 2.571),
        (0.05, 8, 2.306),
        (0.05, 30, 2.042),
        (0.01, 3, 5.841),
        (0.01, 10, 3.169),
        (0.002, 4, 7.173),
        (0.05, 120, 1.980),
        (0.05, 100_000, 1.960),
    ],
)
def test_the_width_is_the_printed_quantile(chance: float, freedom: float, printed: float) -> None:
    assert width(chance, freedom) == pytest.approx(printed, abs=0.0006)


def test_parts_of_a_degree_of_freedom_only_widen() -> None:
    assert width(0.05, 8.9) == width(0.05, 8)
    assert inside(0.0, 7) == 0.0
