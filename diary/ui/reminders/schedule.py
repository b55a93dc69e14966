"""Has this computer start the reminder: by a user timer, else at login."""

import os
import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QProcess

from diary.domain.reminder import Reminder
from diary.paths import own_command, reminder_file, resources
from diary.storage.faults import refusing
from diary.storage.whole_file import write_whole

NAME: Final = "symptom-diary-remind"
SYSTEMCTL_SECONDS = 10
_PROGRAM = re.compile(r"^(?:ConditionFileIsExecutable|TryExec)=(.+)$", re.MULTILINE)
_FOR_A_SHELL = re.compile(r'(["`$\\])')


def schedule(reminder: Reminder) -> None:
    """Have the reminder started at its hours from now on, instead of at those before. Raises Refusal."""
    if has_user_timers() and _is_timed(reminder):
        _remove(_autostart())
        return
    _remove_timer()
    command = own_command()
    _write(_autostart(), command=_as_entry([*command, "remind", "--stay"]), program=_escaped(command[0]))
    start_reminding("--stay")  # the next login is after the first hour


def _is_timed(reminder: Reminder) -> bool:
    """Write a timer of this account; return whether systemd took it."""
    service, timer = _units()
    command = own_command()
    hours = [minutes for minutes in (reminder.morning, reminder.evening) if minutes is not None]
    calendar = "\n".join(f"OnCalendar=*-*-* {minutes // 60:02}:{minutes % 60:02}:00" for minutes in hours)
    _write(service, command=_as_unit([*command, "remind"]), program=command[0].replace("%", "%%"))
    _write(timer, calendar=calendar)
    return all(
        _systemctl(*words) for words in (("daemon-reload",), ("enable", timer.name), ("restart", timer.name))
    )


def schedule_again(reminder: Reminder) -> None:
    """Have it started by this program where nothing does any more: a program that was moved, or has the number of
    its version in its name, leaves files that lead to nowhere. Raises Refusal."""
    if reminder.is_on and not any(_starts_something(path) for path in (_units()[0], _autostart())):
        schedule(reminder)


def _starts_something(path: Path) -> bool:
    """Return whether this file of ours is there, and so is the program that it starts."""
    try:
        found = _PROGRAM.search(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    named = "" if found is None else found[1].replace("%%", "%").replace("\\\\", "\\")
    return os.path.isfile(named)  # noqa: PTH113 - never raises


def unschedule() -> None:
    """Take away everything that starts the reminder; nothing happens where nothing does. Raises Refusal."""
    _remove_timer()
    _remove(_autostart())


def _remove_timer() -> None:
    if any(os.path.exists(path) for path in _units()):  # noqa: PTH110 - never raises
        _systemctl("disable", "--now", f"{NAME}.timer")
        _remove(*_units())
        _systemctl("daemon-reload")


def start_reminding(option: str) -> None:
    """Start `diary remind` in a process of its own, which outlives this one."""
    program, *words = own_command()
    process = QProcess()
    process.setProgram(program)
    process.setArguments([*words, "remind", option])
    process.setStandardOutputFile(QProcess.nullDevice())  # who waits for the end of ours does not wait for its
    process.setStandardErrorFile(QProcess.nullDevice())
    process.startDetached()


def remove_reminder() -> None:
    """Take away the reminder: its file, and what starts it. Raises Refusal."""
    _remove(reminder_file())
    unschedule()


def has_user_timers() -> bool:
    """Return whether systemd runs for this account, and can keep timers of it."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(runtime) and Path(str(runtime), "systemd").is_dir() and shutil.which("systemctl") is not None


def _config() -> Path:
    named = os.environ.get("XDG_CONFIG_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".config"


def _autostart() -> Path:
    return _config() / "autostart" / f"{NAME}.desktop"


def _units() -> tuple[Path, Path]:
    """Return where the files for systemd are: what it starts, and when."""
    folder = _config() / "systemd" / "user"
    return folder / f"{NAME}.service", folder / f"{NAME}.timer"


def _as_unit(command: Iterable[str]) -> str:
    """Write a command as systemd reads it: in double quotes, a percent sign twice."""
    escaped = (_escaped(word).replace('"', '\\"').replace("%", "%%") for word in command)
    return " ".join(f'"{word}"' for word in escaped)


def _as_entry(command: Iterable[str]) -> str:
    """Write a command as the Desktop Entry Specification 1.5 reads it: quoted for a shell, and then as a text."""
    escaped = (_FOR_A_SHELL.sub(r"\\\1", word).replace("%", "%%") for word in command)
    return _escaped(" ".join(f'"{word}"' for word in escaped))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


def _write(path: Path, **facts: str) -> None:
    """Write a file of this kind with these facts."""
    text = (resources() / "reminder" / f"remind{path.suffix}").read_text(encoding="utf-8")
    with refusing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        content = os.fsencode(text.format(**facts))
    write_whole(path, content, is_ours=True)


def _remove(*paths: Path) -> None:
    for path in paths:
        with refusing(path):
            path.unlink(missing_ok=True)


def _systemctl(*words: str) -> bool:
    """Tell systemd; return whether it did so. When it does not answer, the files are read at the next login."""
    import subprocess

    command: Sequence[str] = ("systemctl", "--user", *words)
    try:
        done = subprocess.run(command, capture_output=True, timeout=SYSTEMCTL_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
