"""One answer takes one way from the key to the disk and the screen: counted in a window on a year of days."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.bench.key_press_probe import WAYS, Answering, a_review, a_window, mark

MOST_CALLS = 1_200
"""Python functions called, those of libraries as well; a count says nothing of the machine."""
MOST_DAY_READS = 2
"""The day as it was, to see what changes, and as the change leaves it."""
ELSEWHERE = (
    "tab",
    "a number of a goal",
    "a form of the plan",
    "a box of the week on paper",
    "a day of the calendar",
)
"""What is done on other pages, or answers nothing: nothing of Today is made anew for it."""
MORE_THAN_A_KEY = {"undo": 1_700, "a form of the plan": 16_000, "a mark": 6_000, "a hard day taken back": 6_000}
"""After a form is stored its page shows what follows from it, in new lines and cards; another kind of day has
another plan, and what is undone may be of the plan, which is read again."""


@pytest.fixture(scope="module")
def answering(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answering]:
    with a_window(tmp_path_factory.mktemp("key")) as (window, journal):
        yield Answering(window, journal)


@pytest.mark.parametrize("way", WAYS)
def test_an_answer_is_stored_and_shown_at_once_and_without_a_round_trip(answering: Answering, way: str) -> None:
    cost = WAYS[way](answering)[0]
    most = MORE_THAN_A_KEY.get(way, MOST_CALLS)
    if cost.day_reads > MOST_DAY_READS or cost.calls > most:  # a busy computer may store or paint once more
        cost = WAYS[way](answering)[0]
    assert 0 < cost.calls <= most, cost
    assert cost.day_reads <= MOST_DAY_READS, cost
    assert cost.rebuilds == (way not in ELSEWHERE), cost
    assert not {"AreaButton", "DayButton"} & cost.painted.keys(), cost  # what they lie on is painted


def test_only_what_changed_is_drawn_again_and_once(answering: Answering) -> None:
    painted = dict(WAYS["a digit on a scale"](answering)[0].painted)
    assert painted.pop("KeyButton") == 2  # the answer that was, and the one that is
    assert set(painted.values()) == {1}  # what is below them
    assert "FormCard" in painted


def test_a_therapist_marks_a_share(qapp: QApplication, tmp_path: Path) -> None:
    with a_review(tmp_path) as page:
        counted, rows = mark(page), 3
        if any(cost.day_reads for cost, _calls in counted.values()):  # on a busy computer Trends may still read
            counted, rows = mark(page), 6
        for name, (cost, _calls) in counted.items():
            assert 0 < cost.calls <= MORE_THAN_A_KEY.get(name, MOST_CALLS), (name, cost)
            assert not cost.day_reads, (name, cost)
        assert len(page.rows) == rows
