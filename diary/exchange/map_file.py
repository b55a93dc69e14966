"""Reads a mapping file: from TOML to an `ImportMap`, with the key named where something is wrong.

What the keys mean is described in `diary.exchange.mapping`.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from diary.content.decoding import TOML_PLACE, Problem, Wrong, decoded
from diary.domain.refusal import Reason, Refusal
from diary.exchange.fields import made_of
from diary.exchange.mapping import ImportMap
from diary.storage.plain_file import open_plain

LARGEST_MAP = 20_000
"""Bytes; a mapping file is a page or two."""


def load_mapping(path: Path) -> ImportMap:
    """Return the mapping in a TOML file.

    Raises Refusal FILE_MISSING or FILE_UNREADABLE with `path`, or MAP_INVALID with `path`, `key` and `problem`.
    """
    try:
        return replace(decoded(_read(path), ImportMap, made_of), path=str(path))
    except Wrong as wrong:
        facts = {"options": wrong.options} if wrong.options else {}
        raise Refusal(
            Reason.MAP_INVALID, path=str(path), key=wrong.field, problem=wrong.problem, **facts
        ) from None


def _read(path: Path) -> Mapping[str, object]:
    try:
        with open_plain(path) as file:
            content = file.read(LARGEST_MAP + 1)
    except FileNotFoundError:
        raise Refusal(Reason.FILE_MISSING, path=str(path)) from None
    except (OSError, ValueError):
        raise Refusal(Reason.FILE_UNREADABLE, path=str(path)) from None
    try:
        if len(content) > LARGEST_MAP:
            raise ValueError("too large")
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        place = TOML_PLACE.search(str(error))
        raise Wrong(place.group() if place else "TOML", Problem.NOT_TOML) from None
