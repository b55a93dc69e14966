"""A whole session, with every command and the window, never asks the system for a network."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SESSION = """
import os, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = sys.argv[1]
os.environ["XDG_RUNTIME_DIR"] = sys.argv[2]
from diary.app import build_world, run
from diary.paths import resources
folder = Path(sys.argv[1])
path, copies = folder / "my.diary", folder / "copies"
(folder / "in.csv").write_text("d,s\\n2026-11-20,4\\n")
(folder / "in.toml").write_text('[date]\\ncolumn = "d"\\n[[item]]\\ncolumn = "s"\\nitem = "stress"\\n')
for command in (
    ("demo", path, "--days", 60),
    ("log", path, "today", "stress=4"),
    ("show", path),
    ("measures", path, "--json"),
    ("import", path, folder / "in.csv", "--map", folder / "in.toml"),
    ("export", path, "-o", folder / "out.csv", "--notes"),
    ("report", path, "-o", folder / "out.pdf"),
    ("report", path, "-o", folder / "out.html"),
    ("check", path, "--json"),
    ("backup", path, "-o", copies),
    ("merge", path, path, "--dry-run"),
):
    assert run([str(part) for part in command]) == 0, command
(copy,) = copies.glob("*.diary")
assert run(["restore", str(copy), str(path)]) == 0
from PySide6.QtTest import QTest
from diary.ui.program import Program
world = build_world()
with world.journal(path) as journal:
    program = Program(journal, resources(), folder / "settings.ini", "nl", lambda: world.backups(path))
    window = program.open()
    settings = [f"settings/{part}" for part in ("copies", "my_data", "merging")]
    for page in ("calendar", "trends", "share", *settings, "today"):
        window.open_page(page)
        QTest.qWait(100)
    QTest.qWait(900)
    window.close()
print("done")
os._exit(0)
"""


NETWORK = re.compile(r"AF_(?!UNIX|UNSPEC|LOCAL)\w+")


def _watched(trace: Path, program: str, *arguments: Path) -> str:
    """Run a program and return what it said; `trace` then holds what it asked of a network."""
    strace = ["strace", "-f", "--seccomp-bpf", "-o", str(trace), "-e", "trace=%network", "-e", "signal=none"]
    done = subprocess.run(
        [*strace, sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if "ptrace" in done.stderr.lower():
        pytest.skip("strace may not look at another process here")
    return str(done.stdout or done.stderr)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_session_opens_a_way_to_a_network(tmp_path: Path) -> None:
    folder, trace = tmp_path / "session", tmp_path / "trace"
    _watched(trace, "import socket; socket.socket().close()")
    assert NETWORK.search(trace.read_text(encoding="utf-8")), "strace sees nothing here"
    folder.mkdir()
    said = _watched(trace, SESSION, folder, tmp_path)
    assert said.endswith("done\n"), said
    asked = trace.read_text(encoding="utf-8", errors="replace")
    assert "exited with 0" in asked
    assert not NETWORK.search(asked), asked
    assert "listen(" not in asked, "nobody waits for what others send either"
