"""Builds the page that says where every file is, and what deleting everything would delete."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path, PurePath

from msgspec import Struct

from diary.content.language import Language
from diary.storage.backups.erase import DiaryFiles


def place_words(folder: PurePath, home: PurePath, language: Language) -> str:
    """Write a folder as one finds it by clicking: "your personal folder › Documents"."""
    if folder == home or home in folder.parents:
        parts = (language.phrase("my_data", "personal_folder"), *folder.relative_to(home).parts)
    else:
        parts = folder.parts
    return " › ".join(parts)


PLACES = ("diary", "copies", "second", "settings", "passing", "exports")
"""The kinds of files there are, in the order in which they are listed."""


class FilePlace(Struct, frozen=True):
    """One kind of file: what it is called, where it is, and the folder to open (None: there is none)."""

    key: str
    title: str
    where: str
    folder: Path | None


class MyDataState(Struct, frozen=True):
    """All places, and who can read what is in them."""

    places: tuple[FilePlace, ...]
    lines: tuple[str, ...]


class ErasingState(Struct, frozen=True):
    """What deleting everything deletes, what it cannot reach, and what it leaves alone (may be empty). `word` is
    what has to be typed."""

    goes: tuple[str, ...]
    stays: tuple[str, ...]
    left_alone: str
    word: str


def build_my_data(found: DiaryFiles, settings: Path, home: Path, language: Language) -> MyDataState:
    """Name each place. `settings` is the folder of the program's own settings."""
    say = partial(language.phrase, "my_data")
    diary = say("diary", "where", name=found.diary.name, folder=place_words(found.diary.parent, home, language))
    where = {
        "diary": (diary, found.diary.parent),
        "copies": (_copies(found, home, language), found.first if found.here else None),
        "second": (_second(found, home, language), found.second if found.is_there else None),
        "settings": (
            say("settings", "where", folder=place_words(settings, home, language)),
            settings if found.settings else None,
        ),
        "passing": (say("passing", "where"), None),
        "exports": (say("exports", "where"), None),
    }
    return MyDataState(
        tuple(FilePlace(key, say(key, "title"), *where[key]) for key in PLACES),
        (say("readers", "protected" if found.is_protected else "account"), say("readers", "nobody")),
    )


def build_erasing(found: DiaryFiles, days: int, home: Path, language: Language) -> ErasingState:
    """Build what is deleted and what stays; `days` are in the diary now."""
    say = partial(language.phrase, "my_data")
    goes = [say("diary", "goes", days=language.n("{count} day", "{count} days", days))]
    if found.here:
        goes.append(say("copies", "goes", count=found.copies, folder=place_words(found.first, home, language)))
    if found.there and found.second is not None:
        folder = place_words(found.second, home, language)
        goes.append(say("second", "goes", count=found.backups_there, folder=folder))
    if found.beside:
        goes.append(say("beside", "goes", count=len(found.beside)))
    goes.append(say("settings", "goes"))
    return ErasingState(
        tuple(goes), _stays(found, home, language), _left_alone(found, home, language), say("word")
    )


def _left_alone(found: DiaryFiles, home: Path, language: Language) -> str:
    """Say that what somebody wrote as a therapist stays, and where."""
    if found.marks is None:
        return ""
    return language.phrase("my_data", "marks", "stays", folder=place_words(found.marks, home, language))


def _stays(found: DiaryFiles, home: Path, language: Language) -> tuple[str, ...]:
    say = partial(language.phrase, "my_data")
    stays = [say("stays", what) for what in ("given", "copied", "cloud")]
    if found.second is not None and not found.is_there:
        stays.insert(0, say("second", "stays", folder=place_words(found.second, home, language)))
    return tuple(stays)


def _copies(found: DiaryFiles, home: Path, language: Language) -> str:
    say = partial(language.phrase, "my_data", "copies")
    if not found.here:
        return say("none")
    return say("where", count=found.copies, folder=place_words(found.first, home, language))


def _second(found: DiaryFiles, home: Path, language: Language) -> str:
    say = partial(language.phrase, "my_data", "second")
    if found.second is None:
        return say("none")
    folder = place_words(found.second, home, language)
    return (
        say("where", count=found.backups_there, folder=folder) if found.is_there else say("absent", folder=folder)
    )


class ErasedState(Struct, frozen=True):
    """What to say after deleting."""

    title: str
    lines: tuple[str, ...]


def build_erased(found: DiaryFiles, left: tuple[Path, ...], home: Path, language: Language) -> ErasedState:
    """Build the result. `left` could not be deleted; then the diary is still there too, whole."""
    say = partial(language.phrase, "my_data", "erased")
    reach = say("reach", list=_bullets(_stays(found, home, language)))
    if left:
        files = _bullets(map(str, left))
        return ErasedState(say("not_all"), (say("left", list=files), reach))
    return ErasedState(say("title"), (say("text"), reach, *filter(None, [_left_alone(found, home, language)])))


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)
