"""The window's process crashes for real while a diary is open: nothing of the diary is left anywhere but in it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from diary.storage.key import Key
from tests.factory import TODAY, a_day, a_journal, a_key

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "knitted a heron"
PROGRAM = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from diary.app import keep_files_private, keep_memory_private
from diary.paths import resources
from diary.ui.program import Program
from tests.factory import a_journal, a_key

keep_memory_private()
keep_files_private()
folder, key, end = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
program = Program(a_journal(folder / "my.diary", key=a_key() if key == "True" else None), resources(),
    folder / "settings.ini", "en")
window = program.open()

def crash():
    control = window.page("today").sheet.fields["note"].control
    control.setFocus()
    QTest.keyClicks(control, "knitted a heron and more")
    print("typed", flush=True)
    os.kill(os.getpid(), end)

QTimer.singleShot(100, crash)
sys.exit(program.qt.exec())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("end", [signal.SIGSEGV, signal.SIGABRT])
@pytest.mark.parametrize("key", [None, a_key()], ids=["plain", "encrypted"])
def test_a_crash_leaves_no_core_file_and_no_word_of_the_diary(
    tmp_path: Path, end: signal.Signals, key: Key | None
) -> None:
    import resource

    a_journal(tmp_path / "my.diary", days=[a_day(1, notes={"note": SECRET})], key=key).close()
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    surroundings |= {"XDG_RUNTIME_DIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), str(key is not None), str(end.value)],
        env=surroundings,
        cwd=tmp_path,
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2
        ),
    )
    assert ran.returncode == -end
    assert ran.stdout == b"typed\n"
    assert b"heron" not in ran.stderr
    left = [path for path in tmp_path.rglob("*") if path.is_file() and not path.name.startswith("my.diary")]
    assert not [path.name for path in left if "core" in path.name]
    assert not [path.name for path in left if b"heron" in path.read_bytes()]
    with_words = [path.name for path in tmp_path.rglob("my.diary*") if b"heron" in path.read_bytes()]
    assert with_words == ([] if key else ["my.diary"])
    assert a_journal(tmp_path / "my.diary", key=key).day(TODAY.replace(day=TODAY.day - 1)).notes["note"] == SECRET
