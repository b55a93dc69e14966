"""Describes an earlier version of an entry: what it was before it was changed or taken away."""

from dataclasses import dataclass
from datetime import datetime

from diary.domain.three_way import EntryKey, EntryValue


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it was until `at`, and what it became then (None: it was taken away). `change` numbers the
    change that replaced it; `elsewhere` marks a version of another copy of the diary, written at `at` and not
    taken over."""

    at: datetime
    key: EntryKey
    was: EntryValue
    became: EntryValue | None
    change: int
    elsewhere: bool = False
