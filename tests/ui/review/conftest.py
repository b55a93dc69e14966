"""The window of a therapist on the shares of two people."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from diary.journal.people import PeopleFolder
from diary.journal.shares import find_shares
from diary.storage.key import Key
from diary.ui.areas import READ, REVIEWED
from diary.ui.pages import Context
from diary.ui.review.window import ReviewWindow
from tests.factory import a_day
from tests.journal.test_give_back import own_marks
from tests.journal.test_people import WORLD, a_share, changed_days


@pytest.fixture
def place(tmp_path: Path, quick_keys: None) -> Path:
    folder = tmp_path / "practice"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def shares(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those of two people, made once; each test has copies of them."""
    folder = tmp_path_factory.mktemp("shares")
    a_share(folder / "a.diary", changed_days(), "Anna")
    late = [a_day(back, function=back % 7, typed_after_days=9 if 9 < back < 13 else 0) for back in range(200, 260)]
    a_share(folder / "b.diary", late, "Berend", seconds=1)
    return folder


@pytest.fixture
def practice(place: Path, shares: Path) -> Path:
    shutil.copytree(shares, place, dirs_exist_ok=True)
    return place


def unread(
    place: Path, context: Context, qtbot: QtBot, find_key: Callable[[Path], Key | None] = lambda _path: None
) -> tuple[ReviewWindow, int]:
    """Return the window before it reads, and how many shares it has."""
    people = PeopleFolder([place], place.parent / "cache", WORLD.share_opener(), context.library)
    paths = list(find_shares([place]))
    marks = own_marks(place.parent)
    window = ReviewWindow(context, people, paths, WORLD.share_opener(), marks, REVIEWED, READ, find_key)
    qtbot.addWidget(window)
    return window, len(paths)


def opened(
    place: Path, context: Context, qtbot: QtBot, find_key: Callable[[Path], Key | None] = lambda _path: None
) -> ReviewWindow:
    window, shares = unread(place, context, qtbot, find_key)
    window.resize(1500, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.read()
    qtbot.waitUntil(lambda: len(window.card.lines) == shares, timeout=20_000)
    return window


@pytest.fixture
def window(practice: Path, context: Context, qtbot: QtBot) -> Iterator[ReviewWindow]:
    shown = opened(practice, context, qtbot)
    yield shown
    shown.close()
