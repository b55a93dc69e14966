"""What a day was before: every entry that was changed or taken away, when, and how to have it back."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from diary.domain.day import ACTIVITIES, BODY_MAP, Source
from diary.domain.three_way import COUNTED, EntryKey, EntryValue, Merged, Verdict
from diary.domain.version import Version
from diary.storage.lineage import Lineage, Rows, entries
from diary.storage.triggers import RECORDED


def versions_of(lineage: Lineage, day: date) -> tuple[Version, ...]:
    """All earlier versions of a day, the newest first. `lineage` needs to know that day only."""
    found = [*_own(lineage), *_of_copies(lineage, day.isoformat())]
    return tuple(sorted(found, key=lambda version: (version.change, version.at), reverse=True))


def _own(lineage: Lineage) -> Iterator[Version]:
    for logged, before, after in lineage.steps():
        touched = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
        if not touched:
            continue
        was, became = entries(before), entries(after)
        for key, value in was.items():
            is_told = key[0] != "zone" and key[:2] != ("answer", BODY_MAP) and _is_known(value)
            if is_told and became.get(key) != value:
                at = datetime.fromtimestamp(logged.at, UTC)
                yield Version(at, key, value, became.get(key), logged.id)


def _of_copies(lineage: Lineage, day: str) -> Iterator[Version]:
    for change, table, row in lineage.elsewhere:
        at = datetime.fromtimestamp(int(row.get("at", 0)), UTC)
        for key, value in _entries_of(table, day, row):
            yield Version(at, key, value, None, change, elsewhere=True)


def _entries_of(table: str, day: str, row: Mapping[str, Any]) -> Iterable[tuple[EntryKey, EntryValue]]:
    if table == "day":
        return [(("kind", day), (row["kind"],))] if "kind" in row else []
    if table in COUNTED:
        return []
    content = tuple(row.get(name) for name in RECORDED[table])
    places = {"answer": (0, 1), "own_item": (0,), "record": (0,)}.get(table, (0, 1))
    key = (table, *(content[place] for place in places))
    return [(key, content[len(places) :])]


def _is_known(value: EntryValue) -> bool:
    """Not something that was forgotten for good."""
    return value != ("forgotten", "")


def to_have_again(key: EntryKey, was: EntryValue, rows: Rows, now: datetime) -> tuple[Merged, ...]:
    """What has to be written so that the entry is what it was, and the day still makes sense."""
    current = entries(rows)
    found = [Merged(key, current.get(key), was, was, Verdict.TAKEN)]
    if key[0] == "pain_area":
        filled_in: EntryKey = ("answer", BODY_MAP, key[1])
        if filled_in not in current:
            answer = (1.0, int(now.timestamp()), Source.TYPED.value)
            found.append(Merged(filled_in, None, answer, answer, Verdict.TAKEN))
    if key[0] == "activity":
        nothing: EntryKey = ("answer", ACTIVITIES, key[1])
        if nothing in current:
            found.append(Merged(nothing, current[nothing], None, None, Verdict.TAKEN))
    return tuple(found)
