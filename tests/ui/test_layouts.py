"""Real keys on a real X display: what is typed counts on every layout, and pages open by the place of the key."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.factory import a_journal

ROOT = Path(__file__).resolve().parent.parent.parent
LAYOUTS = {
    "us": ("us", "", ""),
    "be": ("be", "", "shift+"),
    "fr": ("fr", "", "shift+"),
    "de": ("de", "", ""),
    "nl-intl": ("us", "intl", ""),
    "dvorak": ("us", "dvorak", ""),
}
"""Layout -> its name and variant for setxkbmap, and what is held to type a digit."""
PROBE = """
import json
import subprocess
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QTextCursor, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from diary.paths import resources
from diary.ui.find_dialog import FindDialog
from diary.ui.program import Program
from tests.factory import TODAY, a_journal

folder, layouts = Path(sys.argv[1]), json.loads(sys.argv[2])
journal = a_journal(folder / "my.diary")
program = Program(journal, resources(), folder / "settings.ini", "en")
window = program.open()
assert QTest.qWaitForWindowExposed(window)
window.activateWindow()
assert QTest.qWaitForWindowActive(window)
page = window.page("today")
fields, body = page.sheet.fields, page.sheet.body

class Released(QObject):
    count = 0  # of keys that went up again: what they do is done by then

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.KeyRelease and isinstance(watched, QWindow)
        return False

released = Released()
program.qt.installEventFilter(released)

def press(*keys):
    all_up = released.count + sum(len(key.split("+")) for key in keys)
    subprocess.run(["xdotool", "key", "--delay", "20", *keys], check=True)
    for _ in range(12):  # some go up where no window of ours has the keyboard
        if released.count < all_up:
            QTest.qWait(10)

def answer(key, *keys):
    fields[key].control.choose(None)
    fields[key].control.setFocus()
    press(*keys)
    return journal.day(TODAY).value(key)

def area(*keys):
    button = body.map.areas["front_knee_r"]
    button.setFocus()
    press(*keys)
    return body.marks.strength("front_knee_r")

def opened(*keys):
    press(*keys)
    found = window.current
    window.open_page("today")
    return found

def asked(*keys):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    press(*keys)
    found = [dialog for dialog in window.findChildren(FindDialog) if dialog.isVisible()]
    titles = [dialog.windowTitle() for dialog in found]
    for dialog in found:
        dialog.reject()
    QTest.qWait(50)
    return titles

def written():
    note = fields["note"].control
    note.setPlainText("some words")
    note.moveCursor(QTextCursor.MoveOperation.Start)
    note.setFocus()
    return [*asked("ctrl+k"), note.toPlainText()]

said = {}
for name, (layout, variant, held) in layouts.items():
    subprocess.run(["setxkbmap", "-layout", layout, "-variant", variant], check=True)
    QTest.qWait(300)
    said[name] = {
        "digit": answer("stress", f"{held}14"),
        "ten": answer("stress", f"{held}10", f"{held}19"),
        "place": answer("people", f"{held}12"),
        "letter": answer("skipped_fear", "y"),
        "other letter": answer("skipped_fear", "n"),
        "capital": answer("skipped_fear", "shift+y"),
        "shortcut": answer("stress", "ctrl+14", "alt+14"),
        "area": area(f"{held}13"),
        "area of ten": area(f"{held}10", f"{held}19"),
        "page": opened("ctrl+11"),
        "page with what is held": opened(f"ctrl+{held}11"),
        "page from a question": (fields["stress"].control.setFocus(), opened("ctrl+11"))[1],
        "page from a note": (fields["note"].control.setFocus(), opened("ctrl+11"))[1],
        "back": opened("ctrl+10"),
        "find": asked("ctrl+f"),
        "go to": asked("ctrl+k"),
        "find from a note": (fields["note"].control.setFocus(), asked("ctrl+f"))[1],
        "go to from a note": written(),
    }
    press("Num_Lock")
    said[name]["keypad"] = answer("stress", "84")
    press("Num_Lock")
program.qt.processEvents()
print(json.dumps(said))
window.close()
"""


LATER = """
import json
import os
import subprocess
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from diary.app import build_world
from diary.content.library import load_library
from diary.content.theme import load_themes
from diary.journal.people import PeopleFolder
from diary.paths import resources
from diary.ui.areas import READ, REVIEWED
from diary.ui.pages import Context
from diary.ui.program import Program
from diary.ui.review.window import ReviewWindow
from tests.journal.test_people import a_share
from tests.factory import TODAY, a_day, a_journal
from tests.journal.test_give_back import own_marks

folder, layouts = Path(sys.argv[1]), json.loads(sys.argv[2])
journal = a_journal(folder / "my.diary")
journal.choices.choose("plan", ["scores", "building"])
journal.add_record("after_effort", {"worse": "no"})
steps = {"what": "walking", "unit": "minutes", "start": 10, "step": 1, "goal": 20, "begins": "2026-11-20"}
journal.add_record("building", steps)
program = Program(journal, resources(), folder / "settings.ini", "en")
window = program.open()
window.activateWindow()
assert QTest.qWaitForWindowActive(window)
plan = window.page("plan")
paper = window.page("share").section("paper-week")

def press(*keys):
    subprocess.run(["xdotool", "key", "--delay", "20", *keys], check=True)
    QTest.qWait(60)

def seen(read):
    # what the keys came to: a busy computer hands them on later
    for _ in range(100):
        if (found := read()) not in (None, []):
            return found
        QTest.qWait(30)

def ticked():
    window.open_page("plan")
    plan.read_rest()
    QTest.qWait(30)
    for button in plan.findChildren(QAbstractButton):
        if button.objectName().startswith("building:done") and button.isVisibleTo(plan):
            button.setFocus()
    press("space")
    found = seen(lambda: [record.data["mark"] for record in journal.records("building_day")])
    plan.undo()
    return found

def rated(held):
    window.open_page("plan")
    plan.read_rest()
    for button in plan.findChildren(QAbstractButton):
        if button.objectName() == "scores:peg" and button.isVisibleTo(plan):
            button.setFocus()
    press("Return", f"{held}13", "Tab", f"{held}15", "Tab", f"{held}10", f"{held}19", "Return")
    found = seen(lambda: [record.data["score"] for record in journal.records("questionnaire_result")])
    plan.undo()
    return found

def boxes(held):
    window.open_page("share/paper-week")
    QTest.qWait(50)
    row = [row.item.key for row in paper.sheet.rows].index
    column = paper.sheet.days.index(TODAY)
    found = []
    for key, typed in (("stress", "14"), ("people", "11")):
        paper.grid.setFocus()
        paper.grid.setCurrentCell(row(key), column)
        press(f"{held}{typed}", "Return")
        found.append(seen(lambda: journal.day(TODAY).value(key)))
        journal.answer(TODAY, key, None)
        paper.grid.setCurrentCell(row(key), column)
    paper.grid.setCurrentCell(row("people"), column)
    press("s", "Return")
    found.append(seen(lambda: journal.day(TODAY).value("people")))
    journal.answer(TODAY, "people", None)
    return found

world = build_world().at(TODAY)
practice = folder / "practice"
practice.mkdir()
a_share(practice / "a.diary", [a_day(back, stress=4, function=5) for back in range(60)], "Anna")
context = Context(load_library(resources(), "en"), load_themes(resources())["light"])
people = PeopleFolder([practice], folder / "cache", world.share_opener(), context.library)
review = ReviewWindow(
    context, people, [practice / "a.diary"], world.share_opener(), own_marks(folder), REVIEWED, READ
)
review.resize(1200, 700)

def reviewed(held):
    window.hide()
    review.show()
    review.activateWindow()
    assert QTest.qWaitForWindowActive(review)
    shown = []
    for keys in ("ctrl+11", "ctrl+10"):
        press(keys)
        shown.append(review.pane.sections.shown)
    review.hide()
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    return shown

review.show()
review.read()
while review.pane.sections is None:
    QTest.qWait(20)
review.hide()
said = {}
for name, (layout, variant, held) in layouts.items():
    subprocess.run(["setxkbmap", "-layout", layout, "-variant", variant], check=True)
    QTest.qWait(300)
    said[name] = {"tick": ticked(), "form": rated(held), "boxes": boxes(held), "review": reviewed(held)}
print(json.dumps(said), flush=True)
os._exit(0)  # what was refused would be asked about
"""


on_x = pytest.mark.skipif(
    not sys.platform.startswith("linux")
    or any(shutil.which(program) is None for program in ("xvfb-run", "setxkbmap", "xdotool")),
    reason="X belongs to Linux, and takes xvfb, setxkbmap and xdotool",
)


def on_a_display(script: str, folder: Path) -> Any:  # noqa: ANN401 - as the script says it
    """What a script says that presses keys on a display of its own, in each layout."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT), "XDG_RUNTIME_DIR": str(folder)}
    command = ["xvfb-run", "-a", sys.executable, "-c", script, str(folder), json.dumps(LAYOUTS)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


@on_x
def test_every_layout_answers_and_opens_pages(tmp_path: Path) -> None:
    a_journal(tmp_path / "my.diary").close()
    said = on_a_display(PROBE, tmp_path)
    second = said["us"]["page"]
    assert second != "today"
    wanted = {
        "digit": 5,
        "ten": 10,
        "place": 2,
        "letter": 1,
        "other letter": 0,
        "capital": 1,
        "shortcut": None,
        "area": 4,
        "area of ten": 10,
        "page": second,
        "page with what is held": second,
        "page from a question": second,
        "page from a note": second,
        "back": "today",
        "find": ["Find"],
        "go to": ["Go to"],
        "find from a note": ["Find"],
        "go to from a note": ["Go to", "some words"],
        "keypad": 5,
    }
    assert said == dict.fromkeys(LAYOUTS, wanted)


@on_x
def test_every_layout_ticks_fills_in_forms_and_boxes_and_walks_through_a_share(tmp_path: Path) -> None:
    a_journal(tmp_path / "my.diary").close()
    wanted = {"tick": ["done"], "form": [6.7], "boxes": [5, 2, 1], "review": ["words", "lines"]}
    assert on_a_display(LATER, tmp_path) == dict.fromkeys(LAYOUTS, wanted)
