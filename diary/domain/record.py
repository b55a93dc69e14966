"""Describes a record of a register: one line of a list that belongs to no day, such as a goal or a step of a
plan."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from msgspec import Struct

RecordData: TypeAlias = Mapping[str, Any]
"""What a record says, by field: texts, numbers, booleans, None, and lists and dictionaries of these."""


class RegisterRecord(Struct, frozen=True):
    """One line of a register. `id` is unique over all copies of the diary; `created_at` is aware UTC; `ended_on`
    is the first day it no longer counts, None while it does; `position` orders the register, ties by `id`."""

    id: int
    register: str
    data: RecordData
    created_at: datetime
    ended_on: date | None
    position: int
