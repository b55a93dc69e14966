"""How large words should be is asked of the desktop, on a real message bus, and asked again when it changes."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

from diary.ui.preferences import PORTAL, WORDS
from tests.processes import running, said

ROOT = Path(__file__).parents[2]
WATCH = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QWidget
from diary.ui.preferences import LookWatch, Preferences
qt = QApplication([])
window = QWidget()
watch = LookWatch(window, Preferences(Path(sys.argv[1]), ["en"], ["light"], "en"), lambda: 12)
watch.words_scaled.connect(lambda percent: print(percent, flush=True))
watch.follow_words()
qt.exec()
"""
pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon here")


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        yield
        daemon.terminate()


@pytest.mark.usefixtures("bus")
def test_the_size_of_words_is_asked_now_and_after_each_change(tmp_path: Path) -> None:
    desktop = open_dbus_connection()
    desktop.send_and_get_reply(message_bus.RequestName(PORTAL[0]))
    changed = new_signal(
        DBusAddress(PORTAL[1], PORTAL[0], PORTAL[2]), "SettingChanged", "ssv", (*WORDS, ("d", 1.0))
    )
    asked: list[object] = []

    def answer(value: float | None) -> None:
        while True:
            call = desktop.receive(timeout=30)
            if call.header.message_type is MessageType.method_call:
                break
        asked.append((call.header.fields[HeaderFields.member], call.body))
        missing = new_error(call, "org.freedesktop.portal.Error.NotFound", "s", ("it is not there",))
        desktop.send(missing if value is None else new_method_return(call, "v", (("v", ("d", value)),)))

    with running([sys.executable, "-c", WATCH, str(tmp_path / "settings.ini")], cwd=ROOT) as window:
        first = Thread(target=answer, args=(1.25,))
        first.start()
        assert said(window) == "125"
        first.join()
        for value in (None, 1.5):  # a desktop without that setting says nothing
            desktop.send(changed)
            answer(value)
        assert said(window) == "150"
        window.kill()
    desktop.close()
    assert asked == [("Read", WORDS)] * 3
