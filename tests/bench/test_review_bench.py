"""A practice's folder of a thousand shares: how fast the list is there after the first look (run with
--benchmark-only). Only what it takes of memory, and that no share is opened, can fail here."""

import shutil
import tracemalloc
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from diary.journal import people as module
from diary.journal.people import PeopleFolder
from diary.journal.shares import find_shares
from diary.screens.review import ReviewOrder, build_line, ordered
from tests.journal.test_people import LIBRARY, WORLD, a_share, changed_days

SHARES = 1_000
LIST_MEGABYTES = 60


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
