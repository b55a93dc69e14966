"""Where there is no screen to draw on the program says so in one sentence and ends with exit code 1."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DEAD = {
    "no server at that display": {"DISPLAY": ":98", "QT_QPA_PLATFORM": "xcb"},
    "the display of the session is gone": {"DISPLAY": ":98"},
    "a dead Wayland socket": {"WAYLAND_DISPLAY": "none-1"},
    "Wayland alone, and dead": {"WAYLAND_DISPLAY": "none-1", "QT_QPA_PLATFORM": "wayland"},
    "an unknown platform": {"QT_QPA_PLATFORM": "nosuch"},
    "nothing at all": {},
}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
@pytest.mark.parametrize("kind", DEAD)
def test_without_a_screen_it_says_one_sentence(kind: str, tmp_path: Path) -> None:
    left_out = {"DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE"}
    surroundings = {name: value for name, value in os.environ.items() if name not in left_out}
    folders = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", "diary", "--demo"],
        env={**surroundings, **folders, **DEAD[kind], "PYTHONPATH": str(ROOT), "LC_ALL": "C"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "There is no screen" in ended.stderr
    assert ended.stdout == ""
    assert list(tmp_path.rglob("*")) == []
