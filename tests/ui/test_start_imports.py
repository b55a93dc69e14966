"""What the first page does without is not imported before it: it would be waited for at every start."""

import subprocess
import sys

HEAVY = ("numpy", "sqlite_utils", "pyqtgraph", "typst", "zxcvbn")


def test_heavy_libraries_are_loaded_after_the_first_page() -> None:
    program = "import sys, diary.app, diary.ui.program, diary.ui.today.page; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(HEAVY) & set(done.stdout.split()) == set()
