"""One answer takes one way from the key to the disk and the screen: counted in a window on a year of days."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.bench.key_press_probe import Answering, a_window

MOST_CALLS = {
    "a click on stress": 1_200,
    "a digit on stress": 1_200,
    "a click on the body": 2_300,
    "a letter in a note": 1_200,
    "minutes of an activity": 2_300,
}
"""Python functions called, those of libraries as well; a count says nothing of the machine."""
MOST_DAY_READS = 2
"""The day as it was, to see what changes, and as the change leaves it."""


@pytest.fixture(scope="module")
def answering(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answering]:
    with a_window(tmp_path_factory.mktemp("key")) as (window, journal):
        yield Answering(window, journal)


@pytest.mark.parametrize("way", MOST_CALLS)
def test_an_answer_is_stored_and_shown_at_once_and_without_a_round_trip(answering: Answering, way: str) -> None:
    cost = answering.ways()[way]()[0]
    assert 0 < cost.calls <= MOST_CALLS[way], cost
    assert cost.day_reads <= MOST_DAY_READS, cost
    assert cost.rebuilds == 1, cost


def test_only_what_changed_is_drawn_again_and_once(answering: Answering) -> None:
    painted = dict(answering.digit()[0].painted)
    assert painted.pop("KeyButton") == 2  # the answer that was, and the one that is
    assert set(painted.values()) == {1}  # what is below them
    assert "FormCard" in painted
