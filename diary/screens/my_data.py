"""Builds the page that says where every file is, and what deleting everything would delete."""

from pathlib import Path, PurePath

from msgspec import Struct

from diary.content.language import Language
from diary.storage.backups.erase import DiaryFiles

LONGEST_WORD = 24
"""Names of folders are broken after this many letters, or a narrow window could not show them."""


def place_words(folder: PurePath, home: PurePath, language: Language) -> str:
    """Write a folder as one finds it by clicking: "your personal folder › Documents"."""
    if folder == home or home in folder.parents:
        parts = (language.t("your personal folder"), *folder.relative_to(home).parts)
    else:
        parts = folder.parts
    return " › ".join(breakable(part) for part in parts)


def breakable(name: str) -> str:
    """Insert invisible places where a line may end."""
    return "\u200b".join(name[start : start + LONGEST_WORD] for start in range(0, len(name), LONGEST_WORD))


PLACES = ("diary", "copies", "second", "settings", "passing", "exports")
"""The kinds of files there are, in the order in which they are listed."""


class FilePlace(Struct, frozen=True):
    """One kind of file: what it is called, where it is, and the folder to open (None: there is nothing to
    open)."""

    key: str
    title: str
    where: str
    folder: Path | None


class MyDataState(Struct, frozen=True):
    """All places, and who can read what is in them."""

    places: tuple[FilePlace, ...]
    lines: tuple[str, ...]


class ErasingState(Struct, frozen=True):
    """What deleting everything deletes, and what it cannot reach. `word` is what has to be typed."""

    goes: tuple[str, ...]
    stays: tuple[str, ...]
    word: str


def build_my_data(found: DiaryFiles, settings: Path, home: Path, language: Language) -> MyDataState:
    """Name each place. `settings` is the folder of the program's own settings."""
    t = language.t
    places = [
        FilePlace(
            "diary",
            t("Your diary"),
            t(
                "Everything you filled in is in the file “{name}” in {folder}.",
                name=breakable(found.diary.name),
                folder=place_words(found.diary.parent, home, language),
            ),
            found.diary.parent,
        ),
        FilePlace("copies", t("Copies"), _copies(found, home, language), found.first if found.here else None),
        FilePlace(
            "second",
            t("Second place for copies"),
            _second(found, home, language),
            found.second if found.is_there else None,
        ),
    ]
    return MyDataState(
        (*places, *_other_places(found, settings, home, language)),
        (_readers(language, is_protected=found.is_protected), t("The program never uses the internet.")),
    )


def _other_places(found: DiaryFiles, settings: Path, home: Path, language: Language) -> tuple[FilePlace, ...]:
    t = language.t
    return (
        FilePlace(
            "settings",
            t("Settings of the program"),
            t(
                "Language, colours and the second place are in {folder}. Nothing you filled in is there.",
                folder=place_words(settings, home, language),
            ),
            settings if found.settings else None,
        ),
        FilePlace(
            "passing",
            t("Files that come and go"),
            t(
                "While the program is open, small files beside your diary keep it safe. Their names begin "
                "with a dot or end in “-journal”. They go by themselves."
            ),
            None,
        ),
        FilePlace(
            "exports",
            t("What you saved yourself"),
            t(
                "What you print, save or export is a copy outside the diary, where you put it. The program "
                "remembers the folder you used last, not the files."
            ),
            None,
        ),
    )


def build_erasing(found: DiaryFiles, days: int, home: Path, language: Language) -> ErasingState:
    """Build what is deleted and what stays; `days` are in the diary now."""
    t = language.t
    goes = [t("your diary: {days}", days=language.n("{count} day", "{count} days", days))]
    if found.here:
        goes.append(
            language.n(
                "{count} copy, in {folder}",
                "{count} copies, in {folder}",
                found.copies,
                folder=place_words(found.first, home, language),
            )
        )
    if found.there and found.second is not None:
        goes.append(
            language.n(
                "{count} copy in the second place, {folder}",
                "{count} copies in the second place, {folder}",
                found.backups_there,
                folder=place_words(found.second, home, language),
            )
        )
    if found.beside:
        goes.append(
            language.n(
                "{count} file kept when your diary was mended",
                "{count} files kept when your diary was mended",
                len(found.beside),
            )
        )
    goes.append(t("the settings of this program on this computer"))
    return ErasingState(tuple(goes), _stays(found, home, language), t("DELETE"))


def _stays(found: DiaryFiles, home: Path, language: Language) -> tuple[str, ...]:
    t = language.t
    absent: tuple[str, ...] = ()
    if found.second is not None and not found.is_there:
        folder = place_words(found.second, home, language)
        absent = (
            t(
                "the copies in {folder}, which is not there now: plug it in first, or delete that folder "
                "yourself later",
                folder=folder,
            ),
        )
    return (
        *absent,
        t("what you printed, saved, exported or gave to others"),
        t("copies of the file that you made yourself"),
        t("what a cloud folder or a backup of this computer has kept of these folders"),
    )


def _readers(language: Language, *, is_protected: bool) -> str:
    t = language.t
    if is_protected:
        return t("Your diary and its copies can only be read with your passphrase.")
    return t(
        "Others with an account of their own on this computer normally cannot open your diary. Whoever uses your "
        "account can."
    )


def _copies(found: DiaryFiles, home: Path, language: Language) -> str:
    if not found.here:
        return language.t("There are none yet.")
    return language.n(
        "{count} copy, in case something goes wrong, in {folder}.",
        "{count} copies, in case something goes wrong, in {folder}.",
        found.copies,
        folder=place_words(found.first, home, language),
    )


def _second(found: DiaryFiles, home: Path, language: Language) -> str:
    t = language.t
    if found.second is None:
        return t("No second place is chosen.")
    folder = place_words(found.second, home, language)
    if not found.is_there:
        return t("{folder} is not there now.", folder=folder)
    return language.n(
        "{count} copy in {folder}.", "{count} copies in {folder}.", found.backups_there, folder=folder
    )


class ErasedState(Struct, frozen=True):
    """What to say after deleting."""

    title: str
    lines: tuple[str, ...]


def build_erased(found: DiaryFiles, left: tuple[Path, ...], home: Path, language: Language) -> ErasedState:
    """Build the result. `left` could not be deleted; then the diary is still there too, whole."""
    t = language.t
    stays = "\n".join(f"• {line}" for line in _stays(found, home, language))
    reach = t("The program cannot reach this:\n{list}", list=stays)
    if left:
        files = "\n".join(f"• {breakable(str(path))}" for path in left)
        return ErasedState(
            t("Not everything could be deleted"),
            (
                t(
                    "This could not be deleted. Your diary is still there, whole. Delete these files "
                    "yourself, or try again:\n{list}",
                    list=files,
                ),
                reach,
            ),
        )
    return ErasedState(
        t("Your diary is deleted"), (t("Your diary, its copies and the settings are gone from here."), reach)
    )
