"""A practice's folder of shares: how fast the list of a thousand is there after the first look, and how fast a
person with a year of days is on screen, the first one too (run with --benchmark-only).

Only what the list takes of memory, and that no share is opened for it, can fail here.
"""

import shutil
import tracemalloc
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from diary.content.sample_words import load_sample_words
from diary.content.theme import load_themes
from diary.demo.sample import sample_days
from diary.journal import people as module
from diary.journal.people import PeopleFolder
from diary.journal.shares import find_shares
from diary.paths import resources
from diary.screens.review import ReviewOrder, build_line, ordered
from diary.ui.areas import READ, REVIEWED
from diary.ui.pages import Context
from diary.ui.review.window import AHEAD_AFTER_MS, ReviewWindow
from tests.factory import TODAY, ZONE
from tests.journal.test_give_back import own_marks
from tests.journal.test_people import LIBRARY, WORLD, a_share, changed_days

SHARES = 1_000
LIST_MEGABYTES = 60
PEOPLE = 5
SIZE = (1366, 698)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copies of one small share, each a file of its own; the time of the list does not depend on their size."""
    place = tmp_path_factory.mktemp("practice")
    first = a_share(place / "0000.diary", changed_days()[:30], "P-0")
    for number in range(1, SHARES):
        shutil.copy(first, place / f"{number:04d}.diary")
    return place


def test_a_thousand_people_are_listed_after_the_first_look(
    practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, benchmark: BenchmarkFixture
) -> None:
    known = PeopleFolder([practice], tmp_path, WORLD.share_opener(), LIBRARY)
    row = known.person(practice / "0000.diary")
    monkeypatch.setattr(known, "_read", lambda *_given: row)
    assert sum(1 for _ in known.look(find_shares([practice]))) == SHARES
    known.keep()
    monkeypatch.setattr(module, "open_share", lambda *_given, **_more: pytest.fail("it was opened again"))
    benchmark.pedantic(_listed, (practice, tmp_path), rounds=3)
    tracemalloc.start()
    _listed(practice, tmp_path)
    assert tracemalloc.get_traced_memory()[1] < LIST_MEGABYTES << 20
    tracemalloc.stop()


def _listed(practice: Path, kept: Path) -> None:
    people = PeopleFolder([practice], kept, WORLD.share_opener(), LIBRARY)
    lines = [build_line(path, found, LIBRARY) for path, found in people.look(find_shares([practice]))]
    people.keep()
    assert len(ordered(lines, ReviewOrder.NAME)) == SHARES


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> ReviewWindow:
    """The list of five people with a year of days each, some time after it stands."""
    words = load_sample_words(resources(), "en")
    paths = [
        a_share(tmp_path / f"{number}.diary", sample_days(TODAY, 365, number, words, ZONE), f"P-{number}")
        for number in range(PEOPLE)
    ]
    people = PeopleFolder([tmp_path], tmp_path / "cache", WORLD.share_opener(), LIBRARY)
    context = Context(LIBRARY, load_themes(resources())["light"])
    window = ReviewWindow(context, people, paths, WORLD.share_opener(), own_marks(tmp_path), REVIEWED, READ)
    qtbot.addWidget(window)
    window.resize(*SIZE)
    window.show()
    window.read()
    qtbot.waitUntil(lambda: len(window.card.lines) == PEOPLE)
    qtbot.wait(2 * AHEAD_AFTER_MS)
    return window


def test_the_first_person_is_on_screen(window: ReviewWindow, benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(_opened, (window, 0), rounds=1)


def test_a_person_is_on_screen(window: ReviewWindow, benchmark: BenchmarkFixture) -> None:
    following = cycle(range(PEOPLE))
    benchmark.pedantic(lambda: _opened(window, next(following)), warmup_rounds=PEOPLE, rounds=3 * PEOPLE)


def _opened(window: ReviewWindow, number: int) -> None:
    window.show_line(window.card.lines[number])
    QApplication.processEvents()
