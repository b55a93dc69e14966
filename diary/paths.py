"""Finds where files are: the program's resources, and the person's diary, settings and backups."""

import os
import sys
from functools import cache
from pathlib import Path
from typing import Final
from zlib import crc32

from platformdirs import PlatformDirs

APP_NAME = "symptom-diary"
VERSION: Final = "0.1.0"
"""The one place of the version: the wheel, the packages, About and the manifest of what is shared read it."""


@cache
def resources() -> Path:
    """Return the folder with content, drawings, themes and translations.

    Inside the package in a wheel or a frozen program, beside it in a checkout (editable install).
    """
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def data_folder() -> Path:
    """Return the person's own folder for diaries (not created here)."""
    return Path(PlatformDirs(APP_NAME, appauthor=False).user_data_dir)


def default_diary() -> Path:
    """Return the diary that opens when none is named."""
    return data_folder() / "my.diary"


def backup_folder(diary: Path) -> Path:
    """Return where backups of a diary go unless another folder is named (not created here).

    Backups of the person's own diary are in the person's own folder. Those of any other one, on a stick or in a
    shared folder, are beside it: looking at somebody's diary must leave nothing of it on this computer.
    """
    diary = diary.absolute()
    if diary.parent == data_folder().absolute():
        return data_folder() / "backups"
    return diary.parent / f"{diary.stem} backups"


ACTIVATION_TOKEN = "XDG_ACTIVATION_TOKEN"
"""The variable in which a desktop hands over that a window may come to the front: on Wayland none may without."""


def runtime_file(diary: Path, ending: str) -> Path:
    """Return where what this account has only as long as this diary is open goes, named with this ending: in the
    folder that the system has for such files, else in the person's own."""
    real = os.path.realpath(diary).encode("utf-8", "surrogatepass")
    name = f"{APP_NAME}-{crc32(real):08x}{crc32(real[::-1]):08x}"  # every start waits for it: hashlib takes 5 ms
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or "")
    is_ours = runtime.is_absolute() and _is_own_folder(runtime)
    return (runtime if is_ours else data_folder()) / f"{name}{ending}"


def _is_own_folder(folder: Path) -> bool:
    """Return whether this is a folder of this account; who became another one may not even ask."""
    try:
        return folder.is_dir() and (sys.platform == "win32" or folder.stat().st_uid == os.getuid())
    except PermissionError:
        return False


def people_folder() -> Path:
    """Return where the list of people of a therapist is kept to be there at once (not created here)."""
    return Path(PlatformDirs(APP_NAME, appauthor=False).user_cache_dir)


def marks_folder() -> Path:
    """Return where a therapist's own marks are, a file for each diary that shares come from (not created here)."""
    return data_folder() / "marks"


def settings_file() -> Path:
    """Return the file of window and reading preferences; nothing of the diary itself is in it."""
    return Path(PlatformDirs(APP_NAME, appauthor=False).user_config_dir) / "settings.ini"


def reminder_file() -> Path:
    """Return the file a scheduled reminder reads; it goes with the settings when everything is deleted."""
    return settings_file().with_name("settings-reminder.json")


def own_command() -> list[str]:
    """Return the command that starts this program again, from a checkout and packaged."""
    return [str(program_file())] if getattr(sys, "frozen", False) else [sys.executable, "-m", "diary"]


def program_file() -> Path:
    """Return a file that is another one after every upgrade; packaged it starts the program. What is inside an
    AppImage has another place at every start."""
    if not getattr(sys, "frozen", False):
        return Path(__file__)
    program, inside = Path(sys.executable), os.environ.get("APPDIR")
    return Path(os.environ["APPIMAGE"] if inside and program.is_relative_to(inside) else program)


def arrangement_file() -> Path:
    """Return the file in which this computer stores the second places for backups of diaries."""
    return settings_file().with_name("copies.json")
