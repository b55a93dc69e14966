"""What the first page does without is not imported before it: it would be waited for at every start."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from threading import enumerate as enumerate_threads

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from diary.domain.form import Form
from diary.domain.item import Preset
from diary.ui.program import preload
from tests.factory import TODAY, a_day, a_journal

HEAVY = ("numpy", "sqlite_utils", "pyqtgraph", "typst", "zxcvbn", "click", "hashlib", "dataclasses")
KEPT = ("babel", "tomllib")
"""What makes the content that is kept beside its files: needed at the first start only."""
NOT_NAMED = (
    *("QAccessible", "QCalendarWidget", "QComboBox", "QCompleter", "QFileDialog", "QGradient", "QListView"),
    *("QProcess", "QTextLayout", "QUrl", "QWizard"),
)
"""Classes of Qt the first page shows nothing of. Naming one makes it with all its enumerations; a style that is
called for every widget (`polish`) makes those of all widgets there are: together 8 % of the start."""
LATER = (
    *(f"diary.ui.{area}.page" for area in ("calendar", "compare", "links", "registers", "settings", "share")),
    *(f"diary.ui.{area}.page" for area in ("intake", "paper_week", "plan", "reminders")),
    *("diary.ui.reminders.schedule", "diary.ui.review.window", "diary.ui.review.person", "subprocess"),
    *(f"diary.ui.{area}.page" for area in ("spread", "trends")),
    *(f"diary.ui.safety.{name}" for name in ("backups", "external_changes", "merge", "my_data", "passphrase")),
    *(f"diary.ui.{name}" for name in ("article_dialog", "start.unlock", "start.welcome")),
    *("diary.cli.main", "diary.journal.import_days", "diary.journal.merge_files", "diary.screens.merge"),
    *("diary.screens.plan.tools", "diary.screens.plan.charts", "diary.ui.plan.asking"),
)
PROGRAM = """
import builtins, sys
import diary.app
from diary.ui.qt_import import import_qt
import_qt()
import diary.ui.program, diary.ui.start.window, diary.ui.today.page
assert builtins.__import__ is not builtins.__feature_import__, "Qt reads the source of every import"
print(*sorted(sys.modules))
"""


def test_what_is_used_later_is_imported_after_the_first_page() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert {*HEAVY, *KEPT, *LATER} & set(done.stdout.split()) == set()


OPENED = """
import os, sys
import diary.app
from diary.ui.qt_import import import_qt
import_qt()
from PySide6.QtWidgets import QApplication
def first_round(_qt):
    QApplication.processEvents()
    from PySide6 import QtCore, QtGui, QtWidgets
    made = {name for module in (QtCore, QtGui, QtWidgets) for name in vars(module)}
    print(*sorted({*sys.modules, *made}), flush=True)
    os._exit(0)
QApplication.exec = first_round
diary.app.run(sys.argv[1:])
"""


@pytest.mark.parametrize("hour", [1, 12, 23])
def test_the_first_paint_of_a_finished_day_with_a_plan_imports_nothing_of_that(hour: int, tmp_path: Path) -> None:
    path, today = tmp_path / "my.diary", str(TODAY)
    day = a_day(0, function=5, sleep_quality=3, stress=4, fatigue=5, areas={"front_knee_l": 3})
    journal = a_journal(path, days=[day])
    journal.set_form(Form(preset=Preset.ESSENTIALS))
    steps = {"what": "walking", "start": 10, "step": 1, "begins": today}
    journal.registers.write([("after_effort", None, {"worse": "no"}, None), ("building", None, steps, None)])
    journal.choices.choose("plan", ("goals", "building", "expected", "experiment"))
    journal.close()
    settings = {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path / "settings")}
    command = [sys.executable, "-c", OPENED, "open", str(path), "--today", today]
    west = datetime.now(UTC).hour - hour
    at_home = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    at_home["TZ"] = f"Etc/GMT{(west + 12) % 24 - 12:+d}"
    for _start in range(2):
        done = subprocess.run(command, capture_output=True, text=True, check=True, env={**at_home, **settings})
    assert {*HEAVY, *KEPT, *NOT_NAMED, *LATER} & set(done.stdout.split()) <= {"click", "diary.cli.main"}


def test_the_end_waits_for_what_is_imported_beside_the_first_page(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """A window that was closed in its first second ended in an abort, one time in forty."""
    goes_on = Event()
    monkeypatch.setattr("diary.ui.program.load_the_rest", goes_on.wait)
    window = QWidget()
    qtbot.addWidget(window)
    preload(window)
    (thread,) = (thread for thread in enumerate_threads() if thread.name == "preload")
    assert not thread.daemon
    goes_on.set()
    thread.join()


SQLITE_UTILS = """
import sys
from pathlib import Path
from diary.storage.store import preload_writer
preload_writer()
print([name for name in sys.modules if name.split(".")[0] in ("click", "dateutil")])
from tests.factory import a_day, a_journal
journal = a_journal(Path(sys.argv[1]), days=[a_day(0, stress=4)])
journal.answer(journal.today, "stress", 5)
print(journal.day(journal.today).value("stress"))
import click, dateutil.parser
print(click.Group is not object, hasattr(dateutil.parser, "ParserError"))
"""


def test_what_saves_does_without_what_only_another_command_line_uses(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SQLITE_UTILS, str(tmp_path / "my.diary")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "5.0", "True True"]


HASHES = """
import hashlib as usual, sys
for name in ("hashlib", "hmac", "_hashlib"):
    sys.modules.pop(name, None)
from diary.ui.program import import_hashes, load_the_rest
import_hashes()
import_hashes()
load_the_rest()
import diary.ui.safety.external_changes, diary.journal.backups, hashlib, hmac, io
print("_hashlib" in sys.modules, usual is hashlib)
of = lambda module: [module.new(name, b"a" * 300).hexdigest() for name in ("md5", "sha1", "sha256", "sha512")]
print(of(usual) == of(hashlib), hashlib.file_digest(io.BytesIO(b"a"), "sha256").hexdigest()[:8])
from diary.storage import key
print(key._derived("words", b"salt" * 4) == usual.pbkdf2_hmac("sha512", b"words", b"salt" * 4, 256_000, 32))
"""


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the parts of hashlib have other names")
def test_a_diary_without_a_passphrase_does_without_openssl_and_its_numbers_are_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", HASHES], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["False False", "True ca978112", "True"]


UNREADABLE = """
import sys
for name in ("hashlib", "hmac", "_hashlib"):
    sys.modules.pop(name, None)
from diary.ui import program
def refuse(name):
    raise OSError(name)
program.import_module = refuse
try:
    program.import_hashes()
except OSError as refused:
    print(refused, "_hashlib" in sys.modules)
"""


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the parts of hashlib have other names")
def test_what_could_not_be_imported_hides_openssl_from_nobody() -> None:
    done = subprocess.run([sys.executable, "-c", UNREADABLE], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["hmac False"]


IN_THE_THREAD = """
import sys
from diary.ui.qt_import import import_qt
import_qt()
from diary.ui import program
import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets
made = lambda: {name for part in ("Core", "Gui", "Widgets") for name in vars(sys.modules["PySide6.Qt" + part])}
before, modules = made(), set(sys.modules)
program.load_the_rest()
print(sorted(made() - before), [each for each in set(sys.modules) - modules if each.startswith("diary.ui")])
from importlib import import_module
known = set(sys.modules)
for name in (*program.CHARTS_AHEAD, *program.PLAN_AHEAD):
    import_module(name)
late = set(sys.modules) - known
print(sorted(each for each in late if each.startswith(("numpy", "diary.")) and not each.startswith("diary.ui")))
"""


def test_the_thread_beside_the_first_page_makes_no_class_of_qt_and_leaves_little_to_the_window() -> None:
    """A screen reader that asked in that moment ended the process, one time in nine."""
    done = subprocess.run([sys.executable, "-c", IN_THE_THREAD], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[] []", "[]"]
