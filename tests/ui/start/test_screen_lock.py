"""The system's own messages, on a message bus of the test's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import running, said

ROOT = Path(__file__).parents[2]
LISTENING = """
import subprocess, sys
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from diary.ui.start.controller import ScreenLock
application = QApplication([])
heard = []
lock = ScreenLock()
lock.locked.connect(lambda: heard.append("locked"))
print(lock.start())
for path, interface, state in (
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "false"),
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "true"),
):
    kind = ["dbus-send", "--session", "--type=signal"]
    subprocess.run([*kind, path, interface + ".ActiveChanged", "boolean:" + state], check=True)
for _ in range(100):
    QTest.qWait(20)
    if heard:
        break
print(heard)
"""


def _listen(bus: str) -> str:
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", LISTENING]
    found = subprocess.run(
        command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30
    )
    assert found.returncode == 0 or not bus, found.stderr
    return found.stdout


@pytest.mark.skipif(
    shutil.which("dbus-daemon") is None or shutil.which("dbus-send") is None, reason="D-Bus is not installed"
)
def test_the_diary_hears_that_the_screen_is_locked() -> None:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with running(command, stderr=subprocess.DEVNULL) as daemon:
        heard = _listen(said(daemon))
    assert heard.splitlines() == ["True", "['locked']"]


def test_without_a_bus_nothing_is_wrong() -> None:
    assert _listen("").splitlines()[0] == "False"
