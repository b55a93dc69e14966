"""Changes text to what the report's font can print: an archive file may hold no letter its font lacks."""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

STAND_IN = "□"
"""Drawn once for every run of letters the font does not have (emoji, scripts it does not cover)."""

_UNPRINTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_VARIATION = range(0xFE00, 0xFE10)
_SPACES = re.compile(r"[^\S\u00a0]+")
_BEFORE_A_UNIT = re.compile(r"(?<=\d) (?=%|(?:min|h)\b)")


@lru_cache(maxsize=4)
def known_letters(font: Path) -> frozenset[int]:
    """Return the code points an OpenType font has a glyph for (its `cmap` table, formats 4 and 12)."""
    data = font.read_bytes()
    tables = {}
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        tables[tag] = offset
    cmap = tables[b"cmap"]
    found: set[int] = set()
    for index in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">HHI", data, cmap + 4 + 8 * index)[2]
        found.update(_letters(data, start))
    return frozenset(found)


def _letters(data: bytes, start: int) -> Iterator[int]:
    kind = struct.unpack_from(">H", data, start)[0]
    if kind == 12:
        for index in range(struct.unpack_from(">I", data, start + 12)[0]):
            first, last, _ = struct.unpack_from(">III", data, start + 16 + 12 * index)
            yield from range(first, last + 1)
    elif kind == 4:
        count = struct.unpack_from(">H", data, start + 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", data, start + 14)
        begins = struct.unpack_from(f">{count}H", data, start + 16 + 2 * count)
        for first, last in zip(begins, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)


def printable(text: str, font: Path) -> str:
    """Return the text on one line, composed, without invisible letters; what the font lacks becomes one stand-in.

    A no-break space between a number and its unit is kept.
    """
    letters = known_letters(font)
    visible = "".join(letter for letter in _SPACES.sub(" ", text) if _is_visible(letter))
    printed: list[str] = []
    for letter in unicodedata.normalize("NFC", visible):
        shown = _shown(letter, letters)
        if shown != STAND_IN or printed[-1:] != [STAND_IN]:
            printed.append(shown)
    return _SPACES.sub(" ", "".join(printed)).strip()


def keep_together(text: str) -> str:
    """Return the text with its numbers tied to their units: 87 %, 240 min."""
    return _BEFORE_A_UNIT.sub("\u00a0", text)


def _is_visible(letter: str) -> bool:
    return unicodedata.category(letter) not in _UNPRINTED and ord(letter) not in _VARIATION


def _shown(letter: str, letters: frozenset[int]) -> str:
    if ord(letter) in letters:
        return letter
    simpler = unicodedata.normalize("NFKC", letter)
    return simpler if all(ord(part) in letters for part in simpler) else STAND_IN
