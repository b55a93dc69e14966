"""Opens the diary named on the command line as the program does, with its passphrase, says so, and locks it when a
line comes in."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from diary.app import build_world, keep_memory_private, open_window
from diary.cli.world import WindowRequest
from diary.ui.start.controller import StartController
from tests.ui.start.running import PASSPHRASE, today_of, unlock_page


def main(path: Path) -> None:
    """Until it is locked: then this process is another one."""
    keep_memory_private()
    opened = StartController.enter

    def enter(start: StartController, language: str | None = None, page: str | None = None) -> None:
        def go_on() -> None:
            if start.program is None:
                if not unlocking:
                    unlocking.append(True)
                    unlock_page(start).field.line.setText(PASSPHRASE)
                    unlock_page(start).open.click()
            elif "note" in today_of(start).sheet.fields:
                timer.stop()
                sys.stdout.write("open\n")
                sys.stdout.flush()
                sys.stdin.readline()
                start.lock()

        opened(start, language, page)
        unlocking: list[bool] = []
        timer = QTimer(start)
        timer.timeout.connect(go_on)
        timer.start(100)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(StartController, "enter", enter)
        open_window(build_world(), WindowRequest(path, demo=False, language="en", page=None))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
