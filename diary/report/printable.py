"""Changes text to what can be printed: an archive file may not hold a letter that none of its fonts has."""

import re
import struct
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, to_builtins

if TYPE_CHECKING:
    import typst

    from diary.content.language import Language

FONT = "Inter-Regular.otf"
STAND_IN = "□"
"""Drawn once for every run of letters that no font has."""

MOST_NAMED = 20
"""Letters that are named before printing."""
_UNPRINTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_VARIATION = range(0xFE00, 0xFE10)
_SPACES = re.compile(r"[^\S\u00a0]+")
_BEFORE_A_UNIT = re.compile(r"(?<=\d) (?=%|(?:min|h)\b)")


@lru_cache(maxsize=4)
def known_letters(font: Path) -> frozenset[str]:
    """Return the letters an OpenType font has a glyph for."""
    return frozenset(chr(letter) for first, last in _ranges(font) for letter in range(first, last + 1))


@lru_cache(maxsize=2)
def fonts(folder: Path, *, with_system: bool) -> "typst.Fonts":
    """Return the report's own fonts, and those of the system for the letters they lack."""
    import typst

    return typst.Fonts(include_system_fonts=with_system, include_embedded_fonts=False, font_paths=[folder])


def fields_of(value: Struct, *names: str) -> dict[str, Any]:
    """Return these fields of a value under their names, as a template reads them."""
    return {name: to_builtins(getattr(value, name)) for name in names}


class PaperLetters:
    """The letters a page can print: those of the report's own font, so that it is the same everywhere, and where
    it has none, those of the system's fonts, which are put into the file too.

    After printing, `is_borrowing` tells whether the system's fonts are needed, and `missing` what no font has.
    """

    def __init__(self, folder: Path, *, with_system: bool = True) -> None:
        self.is_borrowing = False
        self.missing: dict[str, None] = {}
        self._folder = folder
        self._own = known_letters(folder / FONT)
        self._with_system = with_system

    def are_plain(self, text: str) -> bool:
        """Say whether nothing but the spaces of this text can need a change: the case of nearly every text."""
        letters = text.replace("\u00a0", "")
        is_composed = unicodedata.is_normalized("NFC", text)
        return letters.isprintable() and is_composed and (self._own).issuperset(text)

    def shown(self, letter: str) -> str:
        """Return the letter, a simpler one that means the same, or the stand-in."""
        if letter in self._own:
            return letter
        simpler = unicodedata.normalize("NFKC", letter)
        if self._own.issuperset(simpler):
            return simpler
        if self._with_system and _is_in(ord(letter), _ranges_of_all(self._folder)):
            self.is_borrowing = True
            return letter
        self.missing[letter] = None
        return STAND_IN

    def warning(self, language: "Language") -> str:
        """Return a sentence that names the letters no font has; empty when all can be printed."""
        missing = list(self.missing)
        named = " ".join(missing[:MOST_NAMED]) + (" …" if len(missing) > MOST_NAMED else "")
        sentence = language.t(
            "No font on this computer has these letters: {letters}. On paper, {sign} stands in their place.",
            letters=named,
            sign=STAND_IN,
        )
        return sentence if missing else ""


@lru_cache(maxsize=1)
def _ranges_of_all(folder: Path) -> list[tuple[int, int]]:
    """Return what all fonts of the system know, as ranges that do not touch, in order."""
    merged: list[tuple[int, int]] = []
    files = {(found.path, found.index) for found in fonts(folder, with_system=True).fonts() if found.path}
    for first, last in sorted({each for path, index in files for each in _ranges(Path(path), index)}):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged


def _is_in(letter: int, ranges: list[tuple[int, int]]) -> bool:
    place = bisect_right(ranges, (letter, sys.maxunicode))
    return place > 0 and letter <= ranges[place - 1][1]


def _ranges(font: Path, index: int = 0) -> Iterator[tuple[int, int]]:
    """The code points a font has a glyph for, first and last (its `cmap` table, formats 4 and 12); a collection
    holds several fonts. Of a file that is none, nothing."""
    try:
        data = font.read_bytes()
        start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
        tables = {}
        for number in range(struct.unpack_from(">H", data, start + 4)[0]):
            tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
            tables[tag] = offset
        cmap = tables[b"cmap"]
        for number in range(struct.unpack_from(">H", data, cmap + 2)[0]):
            yield from _letters(data, cmap + struct.unpack_from(">HHI", data, cmap + 4 + 8 * number)[2])
    except (OSError, struct.error, KeyError):
        return


def _letters(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    kind = struct.unpack_from(">H", data, start)[0]
    if kind == 12:
        for index in range(struct.unpack_from(">I", data, start + 12)[0]):
            yield struct.unpack_from(">II", data, start + 16 + 12 * index)
    elif kind == 4:
        count = struct.unpack_from(">H", data, start + 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", data, start + 14)
        begins = struct.unpack_from(f">{count}H", data, start + 16 + 2 * count)
        yield from ((first, min(last, 0xFFFE)) for first, last in zip(begins, ends, strict=True))


def printable(text: str, letters: PaperLetters) -> str:
    """Return the text on one line, composed, without invisible letters; what no font has becomes one stand-in.

    A no-break space between a number and its unit is kept.
    """
    if letters.are_plain(text):
        return _SPACES.sub(" ", text).strip()
    visible = "".join(letter for letter in _SPACES.sub(" ", text) if _is_visible(letter))
    printed: list[str] = []
    for letter in unicodedata.normalize("NFC", visible):
        shown = letters.shown(letter)
        if shown != STAND_IN or printed[-1:] != [STAND_IN]:
            printed.append(shown)
    return _SPACES.sub(" ", "".join(printed)).strip()


def keep_together(text: str) -> str:
    """Return the text with its numbers tied to their units: 87 %, 240 min."""
    return _BEFORE_A_UNIT.sub("\u00a0", text)


def _is_visible(letter: str) -> bool:
    return unicodedata.category(letter) not in _UNPRINTED and ord(letter) not in _VARIATION
