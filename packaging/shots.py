"""Draws a picture of every page of a sample diary, without a display: to look at, and for the README.

python packaging/shots.py FOLDER [--languages nl,en] [--themes light,dim] [--scales 100,200] [--pages today]
                          [--sizes 1024x530]
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest

from diary.app import build_world
from diary.cli.log_commands import write_sample
from diary.cli.world import World
from diary.content.language import available_languages
from diary.content.theme import load_themes
from diary.journal.backups import BackupService
from diary.journal.journal import Journal
from diary.paths import backup_folder
from diary.ui.program import Program
from diary.ui.trends.area import preload

TODAY = date(2026, 11, 22)
PAGES = (
    "today",
    "calendar",
    "trends/lines",
    "trends/spread",
    "trends/compare",
    "trends/links",
    "understand",
    "understand/filter",
    "plan",
    "share",
    "share/appointment",
    "share/medicine",
    "share/take-along",
    "settings",
    "settings/copies",
    "settings/my_data",
    "settings/merging",
    "settings/intake",
)
SIZE = "1280x860"
SETTLE_MS, ROUNDS = 150, 5
"""Several times, because on a busy machine one round of events alone may take longer."""
EXPECTED = "This plugin does not support propagateSizeHints"


def draw(journal: Journal, world: World, theme: str, scale: str, request: argparse.Namespace) -> None:
    """Open one window in one language, theme and text size (percent), and save a picture of each of its pages."""
    with TemporaryDirectory() as place:
        backups = BackupService(
            journal.path, backup_folder(journal.path), Path(place) / "copies.json", world.clock
        )
        settings = Path(place) / "settings.ini"
        settings.write_text(f"[General]\ntheme={theme}\ntext_size={scale}\n", "utf-8")
        program = Program(journal, world.resources, settings, world.language, lambda: backups)
        window = program.open()
        for page, size in product(request.pages, request.sizes):
            window.resize(*map(int, size.split("x")))
            window.open_page(page)
            if window.current != page.partition("/")[0]:
                continue
            for _ in range(ROUNDS):
                QTest.qWait(SETTLE_MS)
            at = "" if size == SIZE else f"-{size}"
            name = f"{page.replace('/', '-')}-{world.language}-{theme}-{scale}{at}.png"
            if not window.grab().save(str(request.folder / name)):
                raise OSError(f"{request.folder / name} could not be written")
            print(name, flush=True)
        window.close()


def hear(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, except what it says about every window without a display."""
    if not message.startswith(EXPECTED):
        print(message, file=sys.stderr)


def requests(arguments: Sequence[str], world: World) -> argparse.Namespace:
    """Parse what to draw; everything by default."""
    parser = argparse.ArgumentParser(description="Draw a picture of every page of a sample diary.")
    parser.add_argument("folder", type=Path)
    for name, choices in (
        ("languages", available_languages(world.resources)),
        ("themes", load_themes(world.resources)),
        ("scales", ("100", "200")),
        ("pages", PAGES),
        ("sizes", (SIZE,)),
    ):
        parser.add_argument(f"--{name}", type=lambda text: text.split(","), default=list(choices))
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Draw every combination that is asked for."""
    qInstallMessageHandler(hear)
    preload()  # otherwise the program does so while the first picture is drawn
    world = build_world().at(TODAY)
    request = requests(arguments, world)
    request.folder.mkdir(parents=True, exist_ok=True)
    for language in request.languages:
        speaking = world.speaking(language)
        with TemporaryDirectory() as place:
            sample = Path(place) / "sample.diary"
            write_sample(speaking, sample, days=180, seed=1)
            with speaking.journal(sample) as journal:
                for theme, scale in product(request.themes, request.scales):
                    draw(journal, speaking, theme, scale, request)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
