"""Writes and reads a whole diary as JSON. `resources/schema` describes it for other programs, by version."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Raw, Struct
from msgspec.structs import replace

from diary.domain.day import Day
from diary.domain.diary_data import DiaryData
from diary.domain.period import read_date
from diary.domain.refusal import Reason, Refusal
from diary.exchange.fields import quote
from diary.exchange.source_rows import LARGEST_SOURCE
from diary.screens.exported import ExportContent
from diary.storage.faults import reading
from diary.storage.plain_file import open_plain

VERSION: Final = 1
"""Goes up when a program that knows the number before could not read the file any more."""
FORMAT: Final = "symptom-diary"
SCHEMA: Final = f"diary-{VERSION}.schema.json"


class _Head(Struct, frozen=True):
    """The first fields of the file, by which it is told from any other."""

    format: Literal["symptom-diary"]
    version: int


class _Dated(Struct, frozen=True):
    """Of a day the field that says which it is."""

    date: str


class DiaryFile(DiaryData, frozen=True, kw_only=True):
    """A diary as a file: `parts` are those that were taken, and only those are complete. Dates and times are ISO
    8601; an answer is in the unit of its item, clock times are minutes after midnight; what was not answered is
    not there. `names` says what each item is called, `diary` which diary it is of: the same in every copy of that,
    made by chance, and not in older files."""

    format: Literal["symptom-diary"] = FORMAT
    version: int = VERSION
    made_at: Annotated[datetime, Meta(tz=True)]
    language: str
    first: date
    last: date
    parts: tuple[str, ...]
    names: Mapping[str, str] = {}
    diary: str = ""


def schema() -> bytes:
    """Return what describes the file for other programs; it is kept in `resources/schema`."""
    found = msgspec.json.schema(DiaryFile)
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    found["$defs"]["DiaryFile"]["required"] = [*found["$defs"]["DiaryFile"]["required"], "format", "version"]
    found["$defs"]["DiaryFile"]["properties"]["version"]["const"] = VERSION
    return msgspec.json.format(msgspec.json.encode(found, order="deterministic"), indent=1) + b"\n"


def json_files(content: ExportContent) -> dict[str, bytes]:
    """Return the one file, readable by people too."""
    names = content.library.words.items
    made = DiaryFile(
        made_at=content.made_at.replace(microsecond=0),
        language=content.library.language.code,
        first=content.period.first,
        last=content.period.last,
        parts=tuple(sorted(content.parts)),
        names={item.key: names[item.key].name for item in content.items},
        diary=content.diary,
        days=content.days,
        own_items=content.own_items,
        records=tuple(record for found in content.records.values() for record in found),
        profile=content.profile,
        settings=content.settings,
        marks=content.marks,
    )
    data = msgspec.json.encode(made, order="deterministic")
    return {"": msgspec.json.format(data, indent=1) + b"\n"}


def is_diary_json(path: Path) -> bool:
    """Return whether this file says of itself that it is a diary in JSON, whatever it is called."""
    with reading(path), open_plain(path) as file:
        begins = file.read(1)
    return begins == b"{" and _head(path) is not None


def _head(path: Path) -> _Head | None:
    try:
        return msgspec.json.decode(_content(path), type=_Head)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def _content(path: Path) -> bytes:
    """Return the file; raises Refusal FILE_MISSING, FILE_UNREADABLE, SOURCE_TOO_LARGE."""
    with reading(path):
        if not path.exists():
            raise Refusal(Reason.FILE_MISSING, path=path)
        if not path.is_file():
            raise Refusal(Reason.FILE_UNREADABLE, path=path)
        if path.stat().st_size > LARGEST_SOURCE:
            raise Refusal(Reason.SOURCE_TOO_LARGE, path=path, megabytes=LARGEST_SOURCE // 1024**2)
        with open_plain(path) as file:
            return file.read()


_UNREADABLE: Final = (msgspec.DecodeError, RecursionError, UnicodeDecodeError, OverflowError)


def _refuse_all(_place: int, refusal: Refusal) -> None:
    raise refusal


def read_diary_json(path: Path, refuse: Callable[[int, Refusal], None] = _refuse_all) -> DiaryFile:
    """Read a file of `json_files`. A day that is not written as one (NOT_A_DATE, DAY_UNREADABLE) is left out
    when `refuse` takes it, with its place, counted from 1. Raises Refusal for it by default, FILE_NEWER,
    SOURCE_UNREADABLE, and what reading and `DiaryData.check` raise."""
    head = _head(path)
    if head is not None and head.version > VERSION:
        raise Refusal(Reason.FILE_NEWER, path=path)
    try:
        parts = msgspec.json.decode(_content(path), type=dict[str, Raw])
        written = msgspec.json.decode(parts.pop("days", b"[]"), type=list[Raw])
        read = msgspec.json.decode(msgspec.json.encode(parts), type=DiaryFile)
    except _UNREADABLE:
        raise Refusal(Reason.SOURCE_UNREADABLE, path=path) from None
    read.check()
    days = []
    for place, day in enumerate(written, start=1):
        try:
            days.append(msgspec.json.decode(day, type=Day))
        except _UNREADABLE:
            refuse(place, _why_no_day(day))
    return replace(read, days=tuple(sorted(days, key=lambda day: day.date)))


def _why_no_day(written: Raw) -> Refusal:
    """Return why this is no day: its date is none, or something else in it is not as it was written."""
    try:
        text = msgspec.json.decode(written, type=_Dated).date
    except _UNREADABLE:
        return Refusal(Reason.DAY_UNREADABLE)
    return Refusal(Reason.DAY_UNREADABLE) if read_date(text) else Refusal(Reason.NOT_A_DATE, text=quote(text))
