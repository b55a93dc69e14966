"""A day logged as a screen reader does it: no mouse, no screen, only what the desktop offers it."""

import json
import os
import re
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

WALKED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from diary.ui.start.window import StartWindow
from tests.ui.fitting import settle
from tests.ui.seldom_windows import seldom_windows
from tests.ui.test_windows_fit import OPENED, addresses, dialogs, open_program, part

folder, walks = Path(sys.argv[1]), [words.split() for words in sys.argv[2:]]
program = open_program(folder, walks[0][0], is_filled=True)

def steps():
    window = program.window
    for language, text_size in walks:
        window.prefer("language", language)
        window.prefer("text_size", int(text_size))
        for address in addresses(window):
            yield f"{language} {text_size} {address}", lambda: window.open_page(address)
            if address in OPENED:
                yield f"{language} {text_size} {address}, opened", lambda: OPENED[address](part(window, address))
        for place, ask in enumerate(dialogs(window)):
            yield f"{language} {text_size} dialog {place}", ask
        for place, ask in enumerate(seldom_windows(window, folder / language)):
            yield f"{language} {text_size} seldom {place}", ask

def look(walk=steps()):
    go = folder / "go"
    if not go.exists() or not program._background.wait(0):
        return
    go.unlink()
    for above in QApplication.topLevelWidgets():
        if isinstance(above, QDialog | StartWindow) and above.isVisible():
            above.close()
    where, step = next(walk, ("end", int))
    step()
    settle()
    with (folder / "dialogs").open("a") as kinds:
        shown = (each for each in QApplication.topLevelWidgets() if each.isVisible())
        kinds.writelines(f"{type(each).__name__}\\n" for each in shown)
    (folder / "at.new").write_text(where)
    (folder / "at.new").rename(folder / "at")

timer = QTimer(interval=10)
timer.timeout.connect(look)
QTimer.singleShot(0, timer.start)
program.run()
"""

FINDING = """
import sqlite3, sys, time
from pathlib import Path
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

def until(find, what, pause=0.05):
    end = time.monotonic() + 10
    while time.monotonic() < end:
        found = find()
        if found:
            return found
        time.sleep(pause)
    sys.exit("not found: " + what)

def program():
    desktop = Atspi.get_desktop(0)
    apps = [desktop.get_child_at_index(place) for place in range(desktop.get_child_count())]
    return next((app for app in apps if app and app.get_name() == "symptom-diary" and app.get_child_count()), None)
"""

WALKING = """
import json
FOCUS, SHOWING = Atspi.StateType.FOCUSABLE, Atspi.StateType.SHOWING
folder, where, heard, images = Path(sys.argv[1]), "", {}, {}

def shown(node, first=0):
    for place in range(first, node.get_child_count()):
        child = node.get_child_at_index(place)
        states = child and child.get_state_set()  # each question goes to the program and back
        if states and states.contains(SHOWING):
            yield child, states
            yield from shown(child)

app = until(program, "the program")
while where != "end":
    (folder / "go").touch()
    at = folder / "at"
    until(at.exists, "the page after " + where, 0.01)
    where = at.read_text()
    at.unlink()
    heard[where] = 0
    is_above = " dialog " in where or " seldom " in where
    for node, states in shown(app, int(is_above)):  # the first window is the diary, heard page by page before
        heard[where] += 1
        is_image = node.get_role() == Atspi.Role.IMAGE
        images[where] = images.get(where, 0) + is_image
        if (is_image or states.contains(FOCUS)) and not (node.get_name() or "").strip():
            above = node.get_parent()
            print(f"{where}: a nameless {node.get_role_name()} in {above.get_role_name()} {above.get_name()!r}")
print(json.dumps([heard, images]))
"""

LOGGING = """
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
pages = {node.get_name(): node for node in walk(named("Pages"))}
for name in ("Today", "Trends"):
    is_shown = pages[name].get_state_set().contains(Atspi.StateType.CHECKED)
    print(name, pages[name].get_role_name(), is_shown, flush=True)
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
"$2" -c "$3" "$5" "${@:8}" >program.log 2>&1 & program=$!
"$6" -W ignore -c "$4" "$5"; code=$?
kill $program $bus; wait $program 2>/dev/null
exit $code
"""


def _heard(folder: Path, program: str, reader: str, *words: str) -> list[str]:
    """Run a program and what reads it, with a screen and buses of their own; return the lines it printed."""
    if reason := _missing():
        pytest.skip(reason)
    launcher = next(launcher for launcher in LAUNCHERS if launcher.exists())
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "GSETTINGS_BACKEND": "memory",
        "PYTHONPATH": str(ROOT),
        "PYTHONFAULTHANDLER": "1",
        "XDG_RUNTIME_DIR": str(folder),
    }
    parts = [str(launcher), sys.executable, program, FINDING + reader, str(folder), str(SYSTEM_PYTHON)]
    session = ["xvfb-run", "-a", "dbus-run-session", "--", "bash", "-c", SESSION, "session"]
    session += [*parts, BUS_IS_THERE, *words]
    done = subprocess.run(session, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + (folder / "program.log").read_text(encoding="utf-8")
    return done.stdout.splitlines()


def test_a_day_is_logged_with_no_mouse_and_no_screen(tmp_path: Path) -> None:
    a_journal(tmp_path / "my.diary").close()
    heard = _heard(tmp_path, PROGRAM, LOGGING)
    assert heard[0] == "74"
    assert heard[1:3] == ["Today radio button True", "Trends radio button False"], (
        "the page that is shown is heard"
    )
    assert heard[3] == "How much stress did you have today?: 6 of 10"
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


WALKS = ("nl 100", "en 200")
"""Languages and sizes of words, one after the other in one window, which builds every page anew for the second. No
name depends on the size; `test_windows_fit` looks for nameless controls in every language and size."""


def test_every_page_and_dialog_is_heard(tmp_path: Path) -> None:
    """A screen reader asks for all that is shown, page after page: nothing is nameless, and nothing crashes."""
    *nameless, told = _heard(tmp_path, WALKED, WALKING, *WALKS)
    assert "\n".join(nameless) == ""
    parts, images = json.loads(told)
    for walk in WALKS:
        heard = [number for where, number in parts.items() if where.startswith(walk)]
        assert len(heard) > 35, walk
        assert sum(heard) > 2500, walk
        for page, least in (("today", 1), ("trends/lines", 6), ("trends/spread", 5)):
            opened = images.get(f"{walk} {page}, opened", 0)  # a table stays open in the next walk
            assert max(images[f"{walk} {page}"], opened) >= least, page
    seen = set((tmp_path / "dialogs").read_text(encoding="utf-8").split())
    assert len(_dialogs()) > 15
    assert _dialogs() - seen == set()


def _dialogs() -> set[str]:
    """The names of all dialogs of the program, without those that others are made of."""
    defined = re.compile(r"^class (\w+)\((?:\w+, )*(\w*Dialog)\b", re.MULTILINE)
    files = (ROOT / "diary" / "ui").rglob("*.py")
    found = [pair for file in files for pair in defined.findall(file.read_text(encoding="utf-8"))]
    return {name for name, _ in found} - {base for _, base in found}
