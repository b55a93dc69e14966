"""What an entry of a day was before it was changed or taken away."""

from dataclasses import dataclass
from datetime import datetime

from diary.domain.three_way import EntryKey, EntryValue


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it was until `at`, and what it became then (None: it was taken away). `change` numbers what
    replaced it; `elsewhere` says that it is the version of another copy, written at `at` and not taken over."""

    at: datetime
    key: EntryKey
    was: EntryValue
    became: EntryValue | None
    change: int
    elsewhere: bool = False
