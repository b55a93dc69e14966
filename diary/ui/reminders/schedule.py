"""Keeps the reminder told of what is logged, and has this computer start it: by a user timer, else at login."""

import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QProcess

from diary.domain.refusal import Refusal
from diary.domain.reminder import Reminder
from diary.journal.journal import Journal
from diary.journal.reminders import follow_journal, read_reminder, write_reminder
from diary.paths import own_command, reminder_file, resources
from diary.storage.whole_file import write_whole

NAME: Final = "symptom-diary-remind"
SYSTEMCTL_SECONDS = 10


def schedule(reminder: Reminder) -> None:
    """Have the reminder started at its hours from now on, instead of at those before. Raises Refusal."""
    command = own_command()
    program = command[0].replace("%", "%%")
    if not has_user_timers():
        _write(_autostart(), command=_quoted([*command, "remind", "--stay"]), program=command[0])
        start_reminding("--stay")  # the next login is after the first hour
        return
    _autostart().unlink(missing_ok=True)
    folder = _config() / "systemd" / "user"
    hours = [minutes for minutes in (reminder.morning, reminder.evening) if minutes is not None]
    calendar = "\n".join(f"OnCalendar=*-*-* {minutes // 60:02}:{minutes % 60:02}:00" for minutes in hours)
    _write(folder / f"{NAME}.service", command=_quoted([*command, "remind"]), program=program)
    _write(folder / f"{NAME}.timer", calendar=calendar)
    _systemctl("daemon-reload")
    _systemctl("enable", f"{NAME}.timer")
    _systemctl("restart", f"{NAME}.timer")


def unschedule() -> None:
    """Take away everything that starts the reminder; nothing happens where nothing does."""
    folder = _config() / "systemd" / "user"
    files = [folder / f"{NAME}.timer", folder / f"{NAME}.service", _autostart()]
    if any(path.exists() for path in files[:2]):
        _systemctl("disable", "--now", f"{NAME}.timer")
    for path in files:
        path.unlink(missing_ok=True)
    if has_user_timers():
        _systemctl("daemon-reload")


def start_reminding(option: str) -> None:
    """Start `diary remind` in a process of its own, which outlives this one."""
    program, *words = own_command()
    process = QProcess()
    process.setProgram(program)
    process.setArguments([*words, "remind", option])
    process.startDetached()


def reminder_of(journal: Journal) -> Reminder | None:
    """Return the reminder, if it is about this diary."""
    found = read_reminder(reminder_file())
    return found if found is not None and found.diary == str(journal.path.absolute()) else None


def keep_up(journal: Journal, language: str) -> None:
    """Tell the reminder what the diary knows now, and in which language the person reads; nothing happens for
    another diary, or where none is wanted."""
    place = reminder_file()
    before = reminder_of(journal)
    if before is None:
        return
    with suppress(Refusal):  # a full disk or a damaged diary is told by others; the next change tries again
        now = replace(follow_journal(before, journal, journal.today), language=language)
        if now != before:
            write_reminder(place, now)


def remove_reminder() -> None:
    """Take away the reminder: what starts it, and its file."""
    unschedule()
    reminder_file().unlink(missing_ok=True)


def has_user_timers() -> bool:
    """Return whether systemd runs for this account, and can keep timers of it."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(runtime) and Path(str(runtime), "systemd").is_dir() and shutil.which("systemctl") is not None


def _config() -> Path:
    named = os.environ.get("XDG_CONFIG_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".config"


def _autostart() -> Path:
    return _config() / "autostart" / f"{NAME}.desktop"


def _quoted(command: Iterable[str]) -> str:
    """Write a command as both kinds of file read it: in double quotes, a percent sign twice."""
    escaped = (word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") for word in command)
    return " ".join(f'"{word}"' for word in escaped)


def _write(path: Path, **facts: str) -> None:
    """Write a file of this kind with these facts."""
    text = (resources() / "reminder" / f"remind{path.suffix}").read_text(encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.format(**facts).encode(), is_ours=True)


def _systemctl(*words: str) -> None:
    """Tell systemd; when it does not answer, the files are read at the next login."""
    import subprocess

    command: Sequence[str] = ("systemctl", "--user", *words)
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(command, capture_output=True, timeout=SYSTEMCTL_SECONDS, check=False)
