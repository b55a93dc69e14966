"""The reminder on a real message bus: shown, clicked, counted, and quiet where nothing can be shown."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from socket import SHUT_RDWR

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from msgspec.structs import replace

from diary.app import run
from diary.cli import notifications, remind_command
from diary.cli.world import World
from diary.content.language import load_language
from diary.domain.refusal import Reason, Refusal
from diary.domain.reminder import Occasion, Reminder, with_told
from diary.journal.reminders import read_reminder, write_reminder
from diary.paths import ACTIVATION_TOKEN, reminder_file, resources
from diary.storage.lock import one_at_a_time
from tests.factory import TODAY, ZONE

EVENING = datetime.fromisoformat(f"{TODAY}T20:30:00+01:00")
NAME = "org.freedesktop.Notifications"
SERVICE = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon here")


TOKEN = "desktop-7_3"


class Desktop:
    """Shows notifications as a desktop does, and clicks on each as it is told; "" closes it, None leaves it.
    `meanwhile` is done once it is on the screen."""

    def __init__(self, click: str | None, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.click = click
        self.meanwhile = meanwhile
        self.shown: list[tuple[str, str, list[str]]] = []
        self.named: list[tuple[str, str, bool]] = []
        """The name of the program, its icon, and whether its menu entry was told."""
        self.taken_away: list[int] = []
        self._connection: DBusConnection = open_dbus_connection()
        self._connection.send_and_get_reply(message_bus.RequestName(NAME))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        with suppress(OSError):  # the session has ended
            self._connection.sock.shutdown(SHUT_RDWR)  # what waits for the next call hears of it, as of no `close`
        self._thread.join(5)
        assert not self._thread.is_alive()
        self._connection.close()

    def _serve(self) -> None:
        try:
            while True:
                self._answer()
        except (OSError, ConnectionError, ValueError):
            return

    def _answer(self) -> None:
        call = self._connection.receive()
        if call.header.message_type is not MessageType.method_call:
            return
        if call.header.fields.get(HeaderFields.member) != "Notify":
            self.taken_away += call.body
            return
        name, _, icon, title, text, actions, hints, _ = call.body
        self.shown.append((title, text, actions))
        self.named.append((name, icon, "desktop-entry" in hints))
        self.meanwhile()
        self._connection.send(new_method_return(call, "u", (7,)))
        self._connection.send(new_signal(SERVICE, "ActionInvoked", "us", (6, "default")))  # another one's
        if self.click is None:
            return
        if self.click:
            self._connection.send(new_signal(SERVICE, "ActivationToken", "us", (7, TOKEN)))
            self._connection.send(new_signal(SERVICE, "ActionInvoked", "us", (7, self.click)))
        else:
            self._connection.send(new_signal(SERVICE, "NotificationClosed", "uu", (7, 2)))


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        yield
        daemon.terminate()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """What the click starts instead of the program: it writes its arguments down."""
    script, said = tmp_path / "program", tmp_path / "said"
    told = f'echo "${ACTIVATION_TOKEN}" >"{said}.token"; echo "$@" >"{said}.new"; mv "{said}.new" "{said}"'
    script.write_text(f"#!/bin/sh\n{told}\n")
    script.chmod(0o700)
    monkeypatch.setenv(ACTIVATION_TOKEN, "")
    monkeypatch.setattr(remind_command, "own_command", lambda: [str(script)])
    return said


@pytest.fixture
def reminder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Reminder:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    asked = Reminder(str(tmp_path / "my.diary"), "nl", morning=9 * 60, evening=20 * 60)
    write_reminder(reminder_file(), asked)
    Path(asked.diary).touch()
    return asked


def world(now: datetime = EVENING) -> World:
    return World(lambda: now, ZONE, resources(), "en", lambda _world, _request: 0)


def remind(*options: str, now: datetime = EVENING) -> Reminder | None:
    assert run(["remind", *options], world(now)) == 0
    return read_reminder(reminder_file())


def shown(click: str, *options: str, now: datetime = EVENING) -> tuple[list[tuple[str, str, list[str]]], Reminder]:
    desktop = Desktop(click)
    after = remind(*options, now=now)
    desktop.close()
    assert after is not None
    return desktop.shown, after


@pytest.mark.usefixtures("bus")
def test_it_is_shown_once_and_a_click_opens_the_diary(reminder: Reminder, opened: Path) -> None:
    (first,), after = shown("default")
    assert first == (
        "Klachtendagboek",
        "Heb je een minuutje voor vandaag?",
        ["default", "Openen", "later", "Nu niet"],
    )
    assert after.told == {Occasion.EVENING: TODAY}
    for _ in range(100):
        if opened.exists():
            break
        subprocess.run(["sleep", "0.05"], check=True)
    assert opened.read_text().split() == ["open", reminder.diary, "--page", f"today/{TODAY}"]
    assert opened.with_name(f"{opened.name}.token").read_text() == f"{TOKEN}\n", "or no window comes to the front"
    assert shown("default")[0] == []


@pytest.mark.usefixtures("bus")
def test_the_morning_opens_the_night(reminder: Reminder, opened: Path) -> None:
    morning = EVENING.replace(hour=9)
    assert shown("default", now=morning)[0][0][1] == "Schrijf je je nacht even op?"
    for _ in range(100):
        if opened.exists():
            break
        subprocess.run(["sleep", "0.05"], check=True)
    assert opened.read_text().split()[-1] == f"today/{TODAY}/sleep_quality"
    assert reminder.morning == 9 * 60


@pytest.mark.usefixtures("bus", "reminder", "opened")
def test_not_now_is_counted_and_closing_it_is_not() -> None:
    assert shown("later")[1].refused == 1
    write_reminder(reminder_file(), replace(shown("")[1], told={}))
    assert shown("")[1].refused == 1


@pytest.mark.usefixtures("bus", "opened")
def test_a_neutral_one_names_nothing(reminder: Reminder) -> None:
    write_reminder(reminder_file(), replace(reminder, is_neutral=True))
    desktop = Desktop("")
    remind()
    desktop.close()
    ((title, text, _),) = desktop.shown
    assert (title, text) == ("Herinnering", "Je vroeg om een seintje op dit moment.")
    assert desktop.named == [("Herinnering", "", False)], "a desktop shows these beside the title"


@pytest.mark.usefixtures("bus", "opened")
def test_a_trial_shows_it_whatever_the_time_and_counts_nothing(reminder: Reminder) -> None:
    seen, after = shown("later", "--try", now=EVENING.replace(hour=5))
    assert len(seen) == 1
    assert after == reminder


@pytest.mark.usefixtures("bus")
def test_where_no_desktop_shows_it_it_ends_quietly_and_is_not_counted(
    reminder: Reminder, capfd: pytest.CaptureFixture[str]
) -> None:
    assert remind() == reminder
    assert capfd.readouterr() == ("", "")


def test_without_a_session_it_ends_quietly(
    reminder: Reminder, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for address in ("", "unix:path=/nonexistent/bus", "nonsense", "tcp:host=127.0.0.1,port=1"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert remind() == reminder
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    assert remind() == reminder
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "content",
    [
        *(None, b"", b"{", b"[]", b'{"diary": 3}', b"\xff\xfe", b'{"told": {"noon": "x"}}', b"[" * 90_000),
        b'{"diary": "/", "language": "en", "evening": 0, "day_starts": 1000000000000000}',
        b'{"diary": "/", "language": "en", "evening": 9999}',
        b'{"diary": "/a\\u0000b", "language": "en", "evening": 0}',
    ],
)
def test_without_a_reminder_or_with_a_broken_file_it_ends_quietly(
    content: bytes | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    if content is not None:
        reminder_file().parent.mkdir(parents=True)
        reminder_file().write_bytes(content)
    assert remind() is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize("occasion", Occasion)
@pytest.mark.parametrize("is_neutral", [True, False])
def test_its_words_have_no_pain_no_number_and_no_missed_day(
    code: str, occasion: Occasion, is_neutral: bool
) -> None:
    language = load_language(code, resources())
    said = " ".join(remind_command.reminder_words(language, occasion, is_neutral=is_neutral)).lower()
    assert not any(sign.isdigit() for sign in said)
    for word in ("pijn", "pain", "gemist", "missed", "vergeten", "forgot", "moet", "must", "should"):
        assert word not in said


@pytest.mark.usefixtures("bus")
def test_of_a_diary_that_is_not_there_nothing_is_said(reminder: Reminder) -> None:
    Path(reminder.diary).unlink()
    assert shown("default") == ([], reminder)


@pytest.mark.usefixtures("bus", "opened")
def test_where_it_stays_it_looks_until_it_is_switched_off(
    reminder: Reminder, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []

    class Minute:
        def wait(self, _seconds: float) -> None:
            looks.append(1)
            assert run(["remind", "--stay"], world()) == 0  # a second one leaves it to the first
            if len(looks) == 2:
                reminder_file().unlink()

    monkeypatch.setattr(remind_command, "Event", Minute)
    desktop = Desktop("")
    assert remind("--stay") is None
    desktop.close()
    assert len(desktop.shown) == 1
    assert len(looks) == 2


def opened_with(said: Path) -> list[str]:
    for _ in range(100):
        if said.exists():
            break
        subprocess.run(["sleep", "0.05"], check=True)
    return said.read_text().split()


@pytest.mark.usefixtures("bus")
def test_a_click_after_the_day_is_over_opens_the_day_it_is_about(
    reminder: Reminder, opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_reminder(reminder_file(), replace(reminder, evening=23 * 60))
    times = [EVENING.replace(hour=23, minute=59)] * 4 + [EVENING + timedelta(hours=4)] * 9
    later = World(lambda: times.pop(0), ZONE, resources(), "en", lambda _world, _request: 0)
    desktop = Desktop("default")
    assert run(["remind"], later) == 0
    desktop.close()
    assert opened_with(opened)[-1] == f"today/{TODAY}"


@pytest.mark.usefixtures("opened")
def test_two_that_look_at_the_same_moment_say_it_once(reminder: Reminder, bus: None) -> None:
    again = threading.Thread(target=lambda: run(["remind"], world()))
    desktop = Desktop("", again.start)
    remind()
    again.join()
    desktop.close()
    assert len(desktop.shown) == 1
    with one_at_a_time(reminder_file().parent):
        waits = threading.Thread(target=lambda: run(["remind"], world()))
        waits.start()
        write_reminder(reminder_file(), with_told(reminder, Occasion.EVENING, EVENING))
    waits.join()
    assert read_reminder(reminder_file()) == with_told(reminder, Occasion.EVENING, EVENING)


@pytest.mark.usefixtures("bus")
def test_it_goes_from_the_screen_once_the_day_is_logged(
    reminder: Reminder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifications, "LOOK_SECONDS", 0.05)
    logged = with_told(replace(reminder, logged={Occasion.EVENING: TODAY}), Occasion.EVENING, EVENING)
    desktop = Desktop(None, lambda: write_reminder(reminder_file(), logged))
    assert remind() == logged
    for _ in range(100):
        if desktop.taken_away:
            break
        subprocess.run(["sleep", "0.05"], check=True)
    desktop.close()
    assert desktop.taken_away == [7]


def test_what_was_shown_when_the_session_ended_is_not_said_again(
    reminder: Reminder, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        desktop = Desktop(None)
        ends = threading.Timer(1, daemon.terminate)
        ends.start()
        after = remind()
        ends.join()
    desktop.close()
    assert len(desktop.shown) == 1
    assert after == with_told(reminder, Occasion.EVENING, EVENING)


@pytest.mark.usefixtures("bus")
@pytest.mark.parametrize("language", ["xx", "../nl", "a\0b"])
def test_a_language_that_this_program_does_not_speak_is_no_reason_for_silence(
    reminder: Reminder, language: str
) -> None:
    write_reminder(reminder_file(), replace(reminder, language=language))
    assert shown("")[0][0][1] == "A minute for today?"


@pytest.mark.usefixtures("bus")
@pytest.mark.parametrize("name", ["x" * 5000, os.fsdecode(b"\xff.diary")])
def test_a_name_that_no_disk_has_is_a_diary_that_is_not_there(reminder: Reminder, name: str) -> None:
    write_reminder(reminder_file(), replace(reminder, diary=f"/{name}"))
    assert shown("default")[0] == []


@pytest.mark.usefixtures("bus", "opened")
def test_where_it_stays_a_full_disk_does_not_end_it(reminder: Reminder, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    class Minute:
        def wait(self, _seconds: float) -> None:
            looks.append(1)
            if len(looks) == 2:
                reminder_file().unlink()

    def full(path: Path, _reminder: Reminder) -> None:
        raise Refusal(Reason.DISK_FULL, path=path)

    monkeypatch.setattr(remind_command, "Event", Minute)
    monkeypatch.setattr(remind_command, "write_reminder", full)
    desktop = Desktop("")
    assert remind("--stay") is None
    desktop.close()
    assert (len(looks), desktop.shown) == (2, []), "what cannot be counted would be said each minute"


@pytest.mark.usefixtures("reminder")
def test_where_it_stays_it_needs_no_module_of_a_program_that_replaces_it(monkeypatch: pytest.MonkeyPatch) -> None:
    there: list[bool] = []

    class Minute:
        def wait(self, _seconds: float) -> None:
            there.append("diary.cli.notifications" in sys.modules)
            reminder_file().unlink()

    monkeypatch.setattr(remind_command, "Event", Minute)
    monkeypatch.delitem(sys.modules, "diary.cli.notifications")
    monkeypatch.delattr("diary.cli.notifications")
    assert remind("--stay", now=EVENING.replace(hour=5)) is None
    assert there == [True]


@pytest.mark.usefixtures("bus")
def test_a_click_opens_the_diary_on_a_full_disk_too(
    reminder: Reminder, opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Reminder] = []

    def full(path: Path, told: Reminder) -> None:
        written.append(told)
        if len(written) > 1:
            raise Refusal(Reason.DISK_FULL, path=path)

    monkeypatch.setattr(remind_command, "write_reminder", full)
    desktop = Desktop("default")
    run(["remind"], world())
    desktop.close()
    assert len(written) == 2
    assert opened_with(opened)[1] == reminder.diary


@pytest.mark.usefixtures("bus")
def test_what_is_logged_by_a_command_is_not_asked_for(reminder: Reminder, tmp_path: Path) -> None:
    diary = tmp_path / "logged.diary"
    write_reminder(reminder_file(), replace(reminder, diary=str(diary)))
    assert run(["log", str(diary), str(TODAY), "stress=4", "--new"], world()) == 0
    assert shown("")[0] == []
