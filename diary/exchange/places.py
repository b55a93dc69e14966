"""Knows places of the body by words people write for them, in any language: `resources/exchange/places.toml`."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Final

from msgspec import Struct

from diary.content.decoding import decoded
from diary.paths import resources

BOTH: Final = "both"
SIDES: Final = ("l", "r")
_STRENGTH = re.compile(r"(.*[^\W\d])[\s:=(\[]+(\d+(?:[.,]\d+)?)(?:\s*/\s*\d+)?[)\]]?")


class _Side(Struct, frozen=True, forbid_unknown_fields=True):
    names: Mapping[str, str]
    words: tuple[str, ...]


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    names: Mapping[str, str]
    parts: tuple[str, ...]
    words: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    is_middle: bool = False

    def segments(self, side: str) -> Iterator[str]:
        """Yield the segments of a side, or of both."""
        return (f"{part}_{one}" for one in (SIDES if side == BOTH else (side,)) for part in self.parts)


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    left_out: tuple[str, ...]
    sides: Mapping[str, _Side]
    places: Mapping[str, _Part]


class WrittenPlace(Struct, frozen=True):
    """A part of the body on one or both sides. `names` are by language, `found_by` holds all its words."""

    key: str
    segments: tuple[str, ...]
    names: Mapping[str, str]
    found_by: str

    def name(self, language: str) -> str:
        """Return its name in a language, or in English."""
        return self.names.get(language) or self.names["en"]


@cache
def all_places() -> Mapping[str, WrittenPlace]:
    """Return every place that can be chosen, by its key."""
    table = _table()
    found = {}
    for name, part in table.places.items():
        for side, told in table.sides.items():
            key = f"{name}_{side}"
            is_whole = part.is_middle and side == BOTH
            names = {
                code: word if is_whole else f"{word}, {told.names.get(code, '')}"
                for code, word in part.names.items()
            }
            words = " ".join(
                f"{one} {word} {one}{word} {word} {one}" for word in _words(part) for one in told.words
            )
            found[key] = WrittenPlace(key, tuple(part.segments(side)), names, " ".join((words, *part.pair)))
    return found


def named_places(language: str, before: str = "", said: str = "{place}") -> list[tuple[object, str]]:
    """Return every place by its name, to choose from; what stands for it begins with `before`."""
    return [
        (f"{before}{key}", said.replace("{place}", place.name(language))) for key, place in all_places().items()
    ]


def places_meant(text: str) -> tuple[WrittenPlace, ...]:
    """Return the place a text is; all it may be where it does not tell the side; none where it names no place."""
    by_word, (word, side) = _by_word(), _read(text)
    name, is_pair = by_word.get(word, ("", False))
    if not name:
        return ()
    if not side and (is_pair or _table().places[name].is_middle):
        side = BOTH
    sides = (side,) if side else (*SIDES, BOTH)
    return tuple(all_places()[f"{name}_{one}"] for one in sides)


def with_strength(text: str) -> tuple[str, str]:
    """Return a place and the number behind it ("" for none), as in `neck 6`, `neck: 6` or `neck (6/10)`."""
    found = _STRENGTH.fullmatch(text.strip())
    return (found[1], found[2]) if found else (text, "")


def places_of(areas: Mapping[str, int]) -> Iterator[tuple[WrittenPlace | str, int]]:
    """Yield what is marked on a body, with its strength: the largest places first, then single segments."""
    left = dict(areas)
    for place in sorted(all_places().values(), key=lambda place: -len(place.segments)):
        strengths = {left.get(segment, 0) for segment in place.segments}
        if len(strengths) == 1 and (strength := strengths.pop()):
            yield place, strength
            for segment in place.segments:
                del left[segment]
    yield from left.items()


@cache
def _table() -> _Table:
    text = (resources() / "exchange" / "places.toml").read_text(encoding="utf-8")
    return decoded(tomllib.loads(text), _Table)


def _words(part: _Part) -> Iterator[str]:
    return chain(part.names.values(), part.words)


@cache
def _by_word() -> Mapping[str, tuple[str, bool]]:
    """Return the name of the place of each word, and whether the word means both sides of it."""
    found: dict[str, tuple[str, bool]] = {}
    for name, part in _table().places.items():
        found |= {_joined(word): (name, False) for word in _words(part)}
        found |= {_joined(word): (name, True) for word in part.pair}
    return found


@cache
def _sides() -> Mapping[str, str]:
    return {word: side for side, told in _table().sides.items() for word in told.words}


def _joined(words: str) -> str:
    return "".join(token for token in re.findall(r"[^\W\d_]+", words.casefold()) if token not in _left_out())


@cache
def _left_out() -> frozenset[str]:
    return frozenset(_table().left_out)


def _read(text: str) -> tuple[str, str]:
    """Return the word for the place, and its side; "" where none is told. Both sides named are both."""
    sides, words, known = set(), "", _sides()
    for token in re.findall(r"[^\W\d_]+", text.casefold()):
        if token in known:
            sides.add(known[token])
        elif token not in _left_out():
            words += token
    if not sides:
        for word, side in known.items():
            if len(word) > 2 and words.startswith(word) and words.removeprefix(word) in _by_word():
                return words.removeprefix(word), side
    side = next(iter(sides)) if len(sides) == 1 else BOTH if sides else ""
    return words, side
