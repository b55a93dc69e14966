"""Folders as one finds them by clicking, and never wider than a narrow window."""

from pathlib import PurePath

from diary.content.language import Language

LONGEST_WORD = 24
"""Names of folders are broken after this many letters, or a narrow window could not show them."""


def place_words(folder: PurePath, home: PurePath, language: Language) -> str:
    """A folder as one finds it by clicking: "your personal folder › Documents"."""
    if folder == home or home in folder.parents:
        parts = (language.t("your personal folder"), *folder.relative_to(home).parts)
    else:
        parts = folder.parts
    return " › ".join(breakable(part) for part in parts)


def breakable(name: str) -> str:
    """The name with places where a line may end, which nobody sees."""
    return "\u200b".join(name[start : start + LONGEST_WORD] for start in range(0, len(name), LONGEST_WORD))
