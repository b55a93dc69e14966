"""Where files live: the program's resources, and the person's diary, settings and backups."""

from functools import cache
from pathlib import Path

from platformdirs import PlatformDirs

APP_NAME = "symptom-diary"


@cache
def resources() -> Path:
    """The folder with content, drawings, themes and translations.

    Inside the package in a wheel or a frozen program, beside it in a checkout (editable install).
    """
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def data_folder() -> Path:
    """The person's own folder for diaries (not created here)."""
    return Path(PlatformDirs(APP_NAME, appauthor=False).user_data_dir)


def default_diary() -> Path:
    """The diary that opens when none is named."""
    return data_folder() / "my.diary"


def backup_folder(diary: Path) -> Path:
    """Where copies of a diary go unless another folder is named (not created here).

    The person's own diary has its copies in the person's own folder. Any other one, on a stick or in a shared
    folder, has them beside it: looking at somebody's diary must leave nothing of it on this computer.
    """
    diary = diary.absolute()
    if diary.parent == data_folder().absolute():
        return data_folder() / "backups"
    return diary.parent / f"{diary.stem} backups"


def settings_file() -> Path:
    """Window and reading preferences; nothing of the diary itself is in it."""
    return Path(PlatformDirs(APP_NAME, appauthor=False).user_config_dir) / "settings.ini"


def arrangement_file() -> Path:
    """What this computer has arranged about the copies of diaries: the second place."""
    return settings_file().with_name("copies.json")
