"""What every page and section costs to open, the first and the second time, in a diary of ten years, or of as many
as are asked for.

`python -m tests.bench.pages_probe [YEARS]` writes the diary, opens its window, loads what the program loads ahead,
and prints for each page the milliseconds this thread worked (not of the clock: another program may be busy) from
asking for it until it is painted and until all that comes right after is drawn too, first and again, and the
modules that were imported for it.
"""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from diary.cli.log_commands import write_sample
from diary.cli.world import World
from diary.paths import resources
from diary.ui.program import Program, load_the_rest
from diary.ui.sections import SectionedPage
from diary.ui.window import MainWindow
from tests.factory import NOW, ZONE

YEARS, ASKED, SIZE, SETTLE = 10, 150, (1180, 820), 0.6


def addresses(window: MainWindow, key: str) -> Iterator[str]:
    """Yield the address of a page, or of each of its sections."""
    page = window.page(key)
    sections = list(page._sections) if isinstance(page, SectionedPage) else []
    yield from (f"{key}/{section}" for section in sections)
    if not sections:
        yield key


def opened(window: MainWindow, address: str) -> tuple[float, float]:
    """Return the milliseconds of opening a page: until it is painted, and until all that was asked for at once is
    drawn."""
    started = time.thread_time()
    window.open_page(address)
    QApplication.sendPostedEvents()  # lays out and paints, but runs no timer
    painted = time.thread_time()
    for _ in range(3):
        QApplication.processEvents()
    return (painted - started) * 1000, (time.thread_time() - started) * 1000


def settle() -> None:
    """Let what is done later be done."""
    until = time.perf_counter() + SETTLE
    while time.perf_counter() < until:
        QApplication.processEvents()
        time.sleep(0.01)


def main() -> None:
    """Print a line a page; one that takes longer than is asked the first time is marked."""
    with TemporaryDirectory() as place:
        world = World(lambda: NOW, ZONE, resources(), "nl", lambda _world, _request: 0)
        path = Path(place) / "my.diary"
        years = int(sys.argv[1]) if len(sys.argv) > 1 else YEARS
        write_sample(world, path, days=round(years * 365.25), seed=1)
        with world.journal(path) as journal:
            window = Program(journal, resources(), Path(place) / "settings.ini", "nl").open()
            window.resize(*SIZE)
            load_the_rest()
            settle()
            for key in list(window._specs):
                _tell(window, key)
            sys.stdout.flush()
            os._exit(0)


def _tell(window: MainWindow, key: str) -> None:
    before = set(sys.modules)
    for address in addresses(window, key):
        first = opened(window, address)
        new = [name for name in sys.modules if name not in before]
        settle()
        window.open_page("today")
        settle()
        again = opened(window, address)
        settle()
        mark = "*" if first[0] > ASKED else " "
        took = " ".join(f"{each:6.0f}" for each in (*first, *again))
        sys.stdout.write(f"{mark} {address:28} {took} {len(new):4} modules\n")
        sys.stdout.flush()
        before = set(sys.modules)


if __name__ == "__main__":
    main()
