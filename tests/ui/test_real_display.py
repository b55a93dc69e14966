"""The window opens on a real X display, with the system libraries the set-up installs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factory import a_journal

ROOT = Path(__file__).resolve().parent.parent.parent
OPEN_AND_CLOSE = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from diary.paths import resources
from diary.ui.program import Program
from tests.factory import a_journal

folder = Path(sys.argv[1])
program = Program(a_journal(folder / "my.diary"), resources(), folder / "settings.ini", "nl")
window = program.open()
assert QTest.qWaitForWindowExposed(window)
print(program.qt.platformName(), window.windowTitle(), window.current)
window.close()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X belongs to Linux")
@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="xvfb is not installed")
def test_the_window_opens_on_an_x_display(tmp_path: Path) -> None:
    a_journal(tmp_path / "my.diary").close()
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT),
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    command = ["xvfb-run", "-a", sys.executable, "-c", OPEN_AND_CLOSE, str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("xcb ")
    assert done.stdout.rstrip().endswith("today")
