"""A day logged as a screen reader does it: no mouse, no screen, only what the desktop offers it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factory import TODAY, a_journal

ROOT = Path(__file__).resolve().parent.parent.parent
LAUNCHERS = [Path(folder) / "at-spi-bus-launcher" for folder in ("/usr/libexec", "/usr/lib/at-spi2-core")]
SYSTEM_PYTHON = Path("/usr/bin/python3")

PROGRAM = """
import os, sys
from pathlib import Path
from diary.paths import resources
from diary.ui.program import Program
from tests.factory import a_journal

folder = Path(sys.argv[1])
program = Program(a_journal(folder / "my.diary"), resources(), folder / "settings.ini", "en")
program.run()
"""

READER = """
import sqlite3, sys, time
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

def until(find, what):
    end = time.monotonic() + 10
    while time.monotonic() < end:
        found = find()
        if found:
            return found
        time.sleep(0.05)
    sys.exit("not found: " + what)

def program():
    desktop = Atspi.get_desktop(0)
    apps = [desktop.get_child_at_index(place) for place in range(desktop.get_child_count())]
    return next((app for app in apps if app and app.get_name() == "symptom-diary" and app.get_child_count()), None)

def walk(node):
    yield node
    for place in range(node.get_child_count()):
        child = node.get_child_at_index(place)
        if child:
            yield from walk(child)

def named(name, role=None):
    def find():
        for node in walk(app):
            if node.get_name() == name and (role is None or node.get_role_name() == role):
                return node
    return until(find, name)

def press(node):
    assert Atspi.Action.do_action(node, 0), node.get_name()

def stored(item):
    with sqlite3.connect(f"file:{sys.argv[1]}/my.diary?mode=ro", uri=True) as file:
        return file.execute("SELECT value FROM answer WHERE item = ?", [item]).fetchall()

app = until(program, "the program")
areas = [node.get_name() for node in walk(app) if ": nothing marked" in (node.get_name() or "")]
print(len(areas), flush=True)
press(named("Right knee, front: nothing marked"))
named("Right knee, front: 5 of 10")
press(named("Touch hurts"))
press(named("Right knee, front: 5 of 10"))
named("Right knee, front: 5 of 10, touch hurts")
bed = named("When did you go to bed?", "text")
assert Atspi.EditableText.set_text_contents(bed, "23:10")
stress = named("How much stress did you have today?: not answered")
press(next(node for node in walk(stress) if node.get_name() == "6"))
print(named("How much stress did you have today?: 6 of 10").get_name(), flush=True)
until(lambda: stored("into_bed"), "the time in the diary")
"""


def _missing() -> str:
    """What this machine lacks for a screen reader, in one sentence; empty when it has all of it."""
    if not sys.platform.startswith("linux"):
        return "AT-SPI belongs to Linux"
    programs = [name for name in ("Xvfb", "dbus-run-session", "xvfb-run", "xauth") if shutil.which(name) is None]
    if not any(launcher.exists() for launcher in LAUNCHERS):
        programs.append("at-spi-bus-launcher")
    if programs:
        return f"not installed: {', '.join(programs)}"
    look = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if not SYSTEM_PYTHON.exists():
        return f"not installed: {SYSTEM_PYTHON}"
    looked = subprocess.run([SYSTEM_PYTHON, "-c", look], capture_output=True, check=False)
    return "not installed: gir1.2-atspi-2.0 and python3-gi" if looked.returncode else ""


BUS_IS_THERE = """
from gi.repository import Gio
session = Gio.bus_get_sync(Gio.BusType.SESSION)
ask = ("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, Gio.DBusCallFlags.NONE, 10000)
session.call_sync(*ask)
"""

SESSION = """
"$1" --launch-immediately >/dev/null 2>&1 & bus=$!
"$6" -c "$7" || exit 1
"$2" -c "$3" "$5" >program.log 2>&1 & program=$!
"$6" -W ignore -c "$4" "$5"; code=$?
kill $program $bus; wait $program 2>/dev/null
exit $code
"""


def test_a_day_is_logged_with_no_mouse_and_no_screen(tmp_path: Path) -> None:
    if reason := _missing():
        pytest.skip(reason)
    a_journal(tmp_path / "my.diary").close()
    launcher = next(launcher for launcher in LAUNCHERS if launcher.exists())
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "GSETTINGS_BACKEND": "memory",
        "PYTHONPATH": str(ROOT),
        "PYTHONFAULTHANDLER": "1",
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    parts = [str(launcher), sys.executable, PROGRAM, READER, str(tmp_path), str(SYSTEM_PYTHON), BUS_IS_THERE]
    session = ["xvfb-run", "-a", "dbus-run-session", "--", "bash", "-c", SESSION, "session", *parts]
    done = subprocess.run(session, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + (tmp_path / "program.log").read_text(encoding="utf-8")
    assert done.stdout.split("\n")[:2] == ["74", "How much stress did you have today?: 6 of 10"]
    journal = a_journal(tmp_path / "my.diary")
    day = journal.day(TODAY)
    journal.close()
    assert day.areas == {"front_knee_r": 5}
    assert day.tender == {"front_knee_r"}
    assert {key: answer.value for key, answer in day.answers.items()} == {
        "body_map": 1,
        "into_bed": 23 * 60 + 10,
        "stress": 6,
    }
