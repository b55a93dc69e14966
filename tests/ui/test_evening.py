"""A whole evening on the full form with the keys of a Belgian keyboard, and the morning after in that window."""

import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from diary.domain.form import Form
from diary.domain.item import Preset
from tests.factory import TODAY, a_day, a_journal

ROOT = Path(__file__).resolve().parent.parent.parent
EVENING = """
import json
import subprocess
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from diary.paths import resources
from diary.ui.body.map import AreaButton
from diary.ui.program import Program
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.keys import ChoiceKeys, FlagKey, ScaleKeys, SeveralKey
from diary.ui.widgets.typed import TextField, TypedField
from tests.factory import TODAY, Clock, a_journal

CLOCKS = {"into_bed": "2230", "tried_to_sleep": "2300", "woke_up": "0700", "got_up": "0730"}
DIGITS = dict(zip("1234567890", range(10, 20)))
folder, clock = Path(sys.argv[1]), Clock()
journal = a_journal(folder / "my.diary", clock)
program = Program(journal, resources(), folder / "settings.ini", "nl")
window = program.open()
window.activateWindow()
assert QTest.qWaitForWindowActive(window)
page = window.page("today")
subprocess.run(["setxkbmap", "-layout", "be"], check=True)
QTest.qWait(300)

def press(*keys):
    subprocess.run(["xdotool", "key", "--delay", "3", *keys], check=True)
    QTest.qWait(25)

def digits(number):
    return [f"shift+{DIGITS[digit]}" for digit in number]

def keys_for(control):
    if isinstance(control, FlagKey):
        return ["j"]
    if isinstance(control, SeveralKey):
        return ["space"]
    if isinstance(control, ScaleKeys):
        return digits("4")
    if isinstance(control, ChoiceKeys):
        return digits("2")
    if isinstance(control, TextField):
        return ["r", "u", "s", "t", "i", "g", "space", *digits("7")]
    return digits(CLOCKS.get(controls[control], "30"))

def activity():
    press("Return", "w", "o", "l", "Tab", *digits("30"), "Tab", *digits("4"), "Tab", "Tab")

def moment():
    press("Return")
    QTest.qWait(100)
    press(*digits("1"), "Tab", "Tab", "r", "u", "s", "t", "Return")
    window.activateWindow()  # there is no window manager that gives the keyboard back
    QTest.qWaitForWindowActive(window)

def nap():
    press("Return")

def body():
    press(*digits("7"))

def step_for(focus):
    # what is typed where no question has the keyboard itself
    fields = page.sheet.fields
    for step, place in ((activity, "activities"), (moment, "moments")):
        if focus is fields[place].control.add:
            return step
    if focus in fields["naps"].control.findChildren(TextButton) and focus is not fields["naps"].control.add:
        return nap
    return body if isinstance(focus, AreaButton) else None

controls = {field.control: key for key, field in page.sheet.fields.items()}
typed, done = [], []
next(control for control in controls if control.isVisible()).setFocus()
first = QApplication.focusWidget()
for _ in range(120):
    key = controls.get(QApplication.focusWidget())
    if key is not None and key not in typed:
        press(*keys_for(QApplication.focusWidget()), "Tab")
        typed.append(key)
        continue
    step = step_for(QApplication.focusWidget())
    if step is not None and step not in done:
        step()
        done.append(step)
    press("Tab")
    if QApplication.focusWidget() is first:
        break
window.flush()
evening = journal.day(TODAY)
still_open = [key for key, field in page.sheet.fields.items() if not field.is_answered]
clock.forward(hours=12)
press(*digits("6"))  # blind, on what the evening ended with
QTest.qWait(60)
shown = page.day
blind = journal.day(shown)
press(*digits("2230"), "Tab")
page.flush()
print(json.dumps({
    "typed": typed,
    "stored": [key for key in typed if evening.value(key) is not None or key in evening.notes],
    "values": {key: evening.value(key) for key in ("stress", "got_up", "skipped_fear")},
    "activities": [[each.kind, each.minutes, each.effort] for each in evening.activities],
    "areas": list(evening.areas.values()),
    "moments": [moment.text for moment in evening.moments],
    "naps": [each.minutes for each in evening.naps],
    "open": still_open,
    "note": evening.notes.get("note"),
    "next day": str(shown),
    "blind": len(blind.answers) + len(blind.areas),
    "morning": {key: answer.value for key, answer in journal.day(shown).answers.items()},
    "evening again": journal.day(TODAY) == evening,
}))
window.close()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X belongs to Linux")
@pytest.mark.skipif(
    any(shutil.which(program) is None for program in ("xvfb-run", "setxkbmap", "xdotool")),
    reason="xvfb, setxkbmap and xdotool are not all installed",
)
def test_an_evening_typed_on_a_belgian_keyboard_loses_no_key_and_the_morning_finds_its_day(tmp_path: Path) -> None:
    journal = a_journal(tmp_path / "my.diary", days=[a_day(1, stress=5)])
    journal.set_form(Form(Preset.FULL))
    journal.close()
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT),
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    command = ["xvfb-run", "-a", sys.executable, "-c", EVENING, str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.strip().splitlines()[-1])
    assert len(said["typed"]) > 20
    assert [key for key in said["typed"] if key not in said["stored"]] == []
    assert said["values"] == {"stress": 4, "got_up": 450, "skipped_fear": 1}
    assert said["note"] == "rustig 7"
    assert (said["activities"], said["areas"], said["naps"]) == ([["wol", 30, 4]], [7], [20])
    assert said["moments"] == ["rust"]
    assert said["open"] == []
    assert said["next day"] == str(TODAY + timedelta(days=1))
    assert said["blind"] == 0
    assert said["morning"] == {"into_bed": 22 * 60 + 30}
    assert said["evening again"]
