"""What the first page does without is not imported before it: it would be waited for at every start."""

import subprocess
import sys

HEAVY = ("numpy", "sqlite_utils", "pyqtgraph", "typst", "zxcvbn", "click", "hashlib", "dataclasses")
LATER = (
    *(f"diary.ui.{area}.page" for area in ("calendar", "compare", "links", "registers", "settings", "share")),
    *(f"diary.ui.{area}.page" for area in ("spread", "trends")),
    *(f"diary.ui.safety.{name}" for name in ("backups", "external_changes", "merge", "my_data", "passphrase")),
    *(f"diary.ui.{name}" for name in ("article_dialog", "start.unlock", "start.welcome")),
    *("diary.cli.main", "diary.journal.import_days", "diary.journal.merge_files", "diary.screens.merge"),
)
PROGRAM = """
import builtins, sys
import diary.app
from diary.ui.guard import import_qt
import_qt()
import diary.ui.program, diary.ui.start.window, diary.ui.today.page
assert builtins.__import__ is not builtins.__feature_import__, "Qt reads the source of every import"
print(*sorted(sys.modules))
"""


def test_what_is_used_later_is_imported_after_the_first_page() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert {*HEAVY, *LATER} & set(done.stdout.split()) == set()
