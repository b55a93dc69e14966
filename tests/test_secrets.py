"""After a session with a passphrase and a note neither is anywhere but, encrypted, in the diary and its copies."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from diary.storage.health import check
from diary.storage.key import Key

ROOT = Path(__file__).parents[1]
PASSPHRASE, NOTE = "zwaluw-karton-noorden", "markerwoord-uit-een-notitie"
SESSION = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from msgspec.structs import replace
from diary.app import keep_memory_private, run
from diary.domain.form import Form
from diary.domain.item import Preset
from diary.paths import default_diary
from diary.ui.start.controller import StartController

keep_memory_private()
passphrase, note = sys.stdin.readline().strip(), sys.stdin.readline().strip()

def wait(start, is_there):
    for _ in range(500):
        QTest.qWait(20)
        if is_there():
            return
    raise SystemExit("waited too long")

def live(start, language, page):
    start.enter(language, page)
    start._begin(start.start_pages.window.findChild(welcome_page()), passphrase, "")
    wait(start, lambda: start.program is not None)
    start.program.window.open_page("settings")
    start.program._journal.set_form(Form(preset=Preset.SHORT))  # a new diary asks for no note
    start.program.window.open_page("today")
    today = start.program.window.page("today")
    wait(start, lambda: "note" in today.sheet.fields)
    today.sheet.fields["note"].control.setPlainText(note)
    today.sheet.fields["into_bed"].control.setText("2599")
    for each in ("calendar", "trends", "share", "settings"):
        start.program.window.open_page(each)
        QTest.qWait(50)
    start.program._after_the_first_page()
    start.program.wait()
    start._start_options = replace(start._start_options, ends_on_lock=False)  # else this process ends here
    start.lock()
    for typed in ("something else", passphrase):
        page = start.start_pages.window.findChildren(unlock_page())[-1]
        page.field.line.setText(typed)
        page._try()
        wait(start, lambda: page._task is None)
    wait(start, lambda: start.program is not None)
    wait(start, lambda: "note" in start.program.window.page("today").sheet.fields)
    assert start.program.window.page("today").sheet.fields["note"].control.toPlainText() == note
    titles = [widget.windowTitle() for widget in QApplication.topLevelWidgets()]
    print("titles", sorted(set(titles)))
    try:
        raise ValueError(note + passphrase)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    start._drop()
    return 0

def welcome_page():
    from diary.ui.start.pages import WelcomePage
    return WelcomePage

def unlock_page():
    from diary.ui.start.pages import UnlockPage
    return UnlockPage

def lived(start, language, page):
    from diary.ui.unhandled_errors import UnhandledErrors
    sys.excepthook = UnhandledErrors(lambda: None, (lambda: start.start_pages.language_in_use)).hook
    return live(start, language, page)

StartController.run = lived
print("code", run([]))
import resource
print("core", resource.getrlimit(resource.RLIMIT_CORE))
import os
for name, words in (("environment", os.environ.values()), ("arguments", sys.argv)):
    print(name, [word for word in words if passphrase in word or note in word])
"""


def _live(home: Path, scratch: Path) -> "subprocess.CompletedProcess[str]":
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "HOME": str(home),
        "TMPDIR": str(scratch),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [sys.executable, "-c", SESSION],
        input=f"{PASSPHRASE}\n{NOTE}\n",
        capture_output=True,
        text=True,
        cwd=scratch,
        env=environment,
        timeout=120,
        check=False,
    )


@pytest.mark.skipif(os.name != "posix", reason="core files and modes are POSIX")
def test_neither_the_passphrase_nor_a_note_is_anywhere_else(tmp_path: Path) -> None:
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    for folder in (home, scratch):
        folder.mkdir(mode=0o700)
    session = _live(home, scratch)
    assert session.returncode == 0, session.stderr
    said = session.stdout.splitlines()
    assert "code 0" in said, session.stderr
    assert {"core (0, 0)", "environment []", "arguments []"} <= set(said)
    (titles,) = [line for line in said if line.startswith("titles")]
    assert "my" not in titles.lower().replace("symptom", "")
    for secret in (PASSPHRASE, NOTE):
        assert secret not in session.stdout + session.stderr
    found = [
        path
        for path in tmp_path.rglob("*")
        if path.is_file() and any(secret.encode() in path.read_bytes() for secret in (PASSPHRASE, NOTE))
    ]
    assert found == []
    (diary,) = home.rglob("my.diary")
    copies = list(home.rglob("my 20*.diary"))
    assert copies
    for path in (diary, *copies):
        assert check(path, Key.of(path, PASSPHRASE)).days == 1
        assert path.stat().st_mode & 0o777 == 0o600
    assert "ValueError in" in session.stderr
