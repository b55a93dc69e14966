"""Text as a diary keeps it: one rule for what is typed, pasted, imported, merged and rescued.

Cleaned once, where it comes in, so that a field that shows a stored text hands back the same text.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from diary.domain.day import Activity, Moment

_LINE_ENDS = re.compile("\r\n|[\r\v\f\u2028\u2029]")
_DROPPED = dict.fromkeys([*range(9), *range(0x0E, 0x20), 0x7F, 0xFEFF, *range(0xFDD0, 0xFDF0)])
"""Control letters, the byte order mark, and letters that Unicode promises never to use."""
_LAST_OF_PLANES = dict.fromkeys(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF))
_WINDOWS = {
    code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)
}  # "it\x92s" is what "it’s" of Windows becomes when it is read as Latin-1
_LETTERS = {**_DROPPED, **_LAST_OF_PLANES, **_WINDOWS}


def clean_text(text: str) -> str:
    """The text with line ends as "\\n", without control letters, in Unicode's composed form (NFC).

    Tabs, spaces and U+FFFD stay. Doing it twice changes nothing; half a character is not looked at.
    """
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text.translate(_LETTERS)))


def clean_line(text: str) -> str:
    """As `clean_text`, for what stands on one line: no spaces around it, one between two words."""
    return " ".join(clean_text(text).split())


def clean_activity(activity: Activity) -> Activity:
    """The activity with a clean name."""
    return replace(activity, kind=clean_line(activity.kind))


def clean_moment(moment: Moment) -> Moment:
    """The moment with clean words."""
    return replace(moment, text=clean_line(moment.text))


def clean_data(data: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Texts, lists and dictionaries with every text in them clean."""
    if isinstance(data, str):
        return clean_text(data)
    if isinstance(data, Mapping):
        return {key: clean_data(value) for key, value in data.items()}
    return [clean_data(value) for value in data] if isinstance(data, list | tuple) else data


def folded(text: str) -> str:
    """Return the text without accents and capitals, for comparing only."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def matches(typed: str, *texts: str) -> bool:
    """Return whether every typed word stands somewhere in the texts; nothing typed matches everything."""
    place = folded(" ".join(texts))
    return all(word in place for word in folded(typed).split())


def sentence_case(text: str) -> str:
    """Return the text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def shorten(text: str, longest: int) -> str:
    """Shorten what a person typed to one line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
