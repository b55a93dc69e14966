"""Text as a diary keeps it: one rule for what is typed, pasted, imported, merged and rescued.

Cleaned once, where it comes in, so that a field that shows a stored text hands back the same text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from diary.domain.item import OwnItem
from diary.domain.register import RegisterRecord

_LINE_ENDS = re.compile("\r\n|[\r\v\f\u2028\u2029]")
TURNING: Final = frozenset({*range(0x202A, 0x202F), *range(0x2066, 0x206A)})
"""They turn the direction of all that follows them on its line, also of what a person did not type."""
_DROPPED = dict.fromkeys([*range(9), *range(0x0E, 0x20), 0x7F, 0xFEFF, *range(0xFDD0, 0xFDF0), *TURNING])
"""Control letters, the byte order mark, and letters that Unicode promises never to use."""
_LAST_OF_PLANES = dict.fromkeys(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF))
_WINDOWS = {
    code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)
}  # "it\x92s" is what "it’s" of Windows becomes when it is read as Latin-1
_LETTERS = {**_DROPPED, **_LAST_OF_PLANES, **_WINDOWS}


def clean_text(text: str) -> str:
    """Return the text with line ends as "\\n", without control letters, in Unicode's composed form (NFC).

    Tabs, spaces and U+FFFD stay. Doing it twice changes nothing; half a character is not looked at.
    """
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text.translate(_LETTERS)))


def clean_line(text: str) -> str:
    """Clean as `clean_text` does, for what stands on one line: no spaces around it, one between two words."""
    return " ".join(clean_text(text).split())


def clean_own_item(own: OwnItem) -> OwnItem:
    """Return the item with clean names, options and unit."""
    options, unit = tuple(map(clean_line, own.item.options)), clean_line(own.item.unit)
    return replace(own, item=replace(own.item, options=options, unit=unit), names=clean_data(own.names))


def clean_data(data: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return texts, lists and dictionaries with every text in them clean."""
    if isinstance(data, str):
        return clean_text(data)
    if isinstance(data, Mapping):
        return {key: clean_data(value) for key, value in data.items()}
    return [clean_data(value) for value in data] if isinstance(data, list | tuple) else data


_ALIKE: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"}
    | dict.fromkeys("‘’ʼ′", "'")
    | dict.fromkeys("“”„″", '"')
    | dict.fromkeys("‐‑–—−", "-")
)
"""What Unicode does not take apart, and signs that are typed as others."""
_UNHEARD: Final = frozenset({"Mn", "Me", "Cf"})
"""Categories of accents, and of signs that only say how a letter is shown."""
_ASCII: Final = bytes(range(128))
_HALVES: Final = "surrogatepass"


@cache
def _folded_letter(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter.casefold().translate(_ALIKE)).casefold()
    return "".join(each for each in apart if unicodedata.category(each) not in _UNHEARD)


def folded(text: str) -> str:
    """Return the text without accents, capitals and ligatures, for comparing only: letter by letter, so that what
    is found can be marked in the text itself."""
    if not text.isascii():
        others = text.encode(errors=_HALVES).translate(None, _ASCII).decode(errors=_HALVES)
        for letter in set(others):  # few of them are different
            text = text.replace(letter, _folded_letter(letter))
    return text.lower()


def wanted(typed: str) -> tuple[str, ...]:
    """Return the words that are looked for, folded, each once, the longest first: without the signs a sentence
    puts around them, unless there is nothing else, and without half letters, which no file holds."""
    parts = folded(typed.encode(errors="ignore").decode()).split()
    bare = (part.lstrip("([\"'").rstrip(".,;:!?)]\"'") or part for part in parts)
    return tuple(sorted(dict.fromkeys(bare), key=len, reverse=True))


def has_all(words: Iterable[str], *texts: str) -> bool:
    """Return whether every one of the `wanted` words stands somewhere in the texts, also inside another word."""
    place = folded("\n".join(texts))
    return all(word in place for word in words)


def matches(typed: str, *texts: str) -> bool:
    """Return whether every typed word stands somewhere in the texts; nothing typed matches everything."""
    return has_all(wanted(typed), *texts)


class TextSource(StrEnum):
    """Where something was written on a day."""

    NOTE = "note"
    MOMENT = "moment"
    ACTIVITY = "activity"
    DAY = "day"


class FoundText(Struct, frozen=True):
    """A text of a day: `key` is the item of a note and the kind of a moment or of the day; `at` is in
    minutes after midnight, None where there is none."""

    day: date
    source: TextSource
    key: str
    text: str
    at: int | None = None


class Found(Struct, frozen=True):
    """What has all of the `words`: texts of days, the latest first (`is_more` when there are more than these),
    and records of lists, any of whose texts have them."""

    words: tuple[str, ...] = ()
    texts: tuple[FoundText, ...] = ()
    records: tuple[RegisterRecord, ...] = ()
    is_more: bool = False


BEFORE, BEHIND = 40, 120
"""Letters of an excerpt before and behind the beginning of what was found."""


class Excerpt(Struct, frozen=True):
    """Part of a text on one line, with the places (begin, end) of what was looked for in it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def excerpt(text: str, words: Iterable[str]) -> Excerpt:
    """Return the first place with one of the `wanted` words, and some of what stands around it."""
    words = tuple(words)
    whole = folded(text)
    at = min((place for word in words if (place := whole.find(word)) >= 0), default=0)
    first = _letter(text, at)
    begin = _space(text, first - BEFORE, first) if first > BEFORE else 0
    end = first + BEHIND
    end = len(text) if len(text) <= end else _space(text, end, end - BEFORE)
    line = " ".join(text[begin:end].split())
    line = f"{'… ' if begin else ''}{line}{' …' if end < len(text) else ''}"
    return Excerpt(line, tuple(_marks(line, words)))


def _letter(text: str, at: int) -> int:
    """Return which letter of the text stands at a place of the folded one."""
    if text.isascii():
        return at
    for number, letter in enumerate(text):
        at -= len(folded(letter))
        if at < 0:
            return number
    return 0


def _space(text: str, begin: int, end: int) -> int:
    """Return the place of the first space on the way, else `begin`."""
    way = range(begin, end) if begin < end else range(begin, end, -1)
    return next((place for place in way if text[place].isspace()), begin)


def _marks(line: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Give the places in a short line, each mark as long as can be."""
    letters: Sequence[int] = range(len(line))
    if not line.isascii():
        letters = [number for number, letter in enumerate(line) for _ in folded(letter)]
    whole, found = folded(line), set[int]()
    for word in words:
        at = whole.find(word)
        while at >= 0:
            found.update(range(letters[at], letters[at + len(word) - 1] + 1))
            at = whole.find(word, at + len(word))
    for number in sorted(found - {each + 1 for each in found}):
        end = number
        while end in found:
            end += 1
        yield number, end


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def shorten(text: str, longest: int) -> str:
    """Shorten what a person typed to one line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
