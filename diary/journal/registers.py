"""Stores the records of a diary's registers: lists that belong to no day, such as goals and the steps of a
plan.

Every change is one small durable change of the diary: it can be undone, merged, and looked up in `history`.
"""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date
from typing import TypeAlias

from msgspec.structs import replace

from diary.domain.limits import MOST_RECORDS
from diary.domain.register import RecordData, RegisterRecord
from diary.domain.text import clean_data
from diary.journal import checks
from diary.journal.core import JournalCore

RecordLine: TypeAlias = tuple[str, RegisterRecord | None, RecordData | None, date | None]


class Registers:
    """The registers of a diary. Every method that writes raises Refusal when the file will not take it.

    What is given as `record` is taken as it is in the diary now; one that was taken away meanwhile comes back.
    """

    def __init__(self, core: JournalCore) -> None:
        self._core = core

    def records(self, register: str) -> tuple[RegisterRecord, ...]:
        """Return all records of a register in their order, ended ones included."""
        return self._core.store.records(register)

    def add(self, register: str, data: RecordData, ended_on: date | None = None) -> RegisterRecord:
        """Add a record at the end of its register. Raises Refusal TEXT_TOO_LONG, NOT_A_TEXT, FUTURE_DAY,
        TOO_MANY."""
        return self.write([(register, None, data, ended_on)])[0]

    def change(self, record: RegisterRecord, data: RecordData) -> None:
        """Replace what the record says. Raises Refusal TEXT_TOO_LONG, NOT_A_TEXT."""
        self.fill_in(record, data, self._stored(record).ended_on)

    def fill_in(self, record: RegisterRecord, data: RecordData, ended_on: date | None) -> None:
        """Make this what the record says and when it ended, as one change. Raises what `add` raises."""
        data = self._checked(data, ended_on)
        self._put(replace(self._stored(record), data=data, ended_on=ended_on))

    def settle(self, record: RegisterRecord, data: RecordData) -> None:
        """Replace what the record says by what the program found of it: undo, which takes back what the person
        did, passes over it. Raises what `change` raises."""
        data = self._checked(data, record.ended_on)
        with self._core.store.change("undo", self._core.now()) as change:
            change.put_record(replace(self._stored(record), data=data))
        self._core.tell()

    def find(self, register: str, field: str, value: str) -> RegisterRecord | None:
        """Return the newest record with this value in this field: two copies of a diary may each have made one."""
        found = [each for each in self.records(register) if each.data.get(field) == value]
        return max(found, key=lambda each: each.created_at, default=None)

    def end(self, record: RegisterRecord, day: date | None) -> None:
        """Set from which day on the record no longer counts; None takes that back. Raises Refusal FUTURE_DAY."""
        self.fill_in(record, self._stored(record).data, day)

    def move(self, record: RegisterRecord, place: int) -> None:
        """Give the record this place (0 is the first) among all of its register; the others move up or down."""
        others = [each for each in self.records(record.register) if each.id != record.id]
        others.insert(place, self._stored(record))
        self._put(*(replace(each, position=position) for position, each in enumerate(others)))

    def remove(self, record: RegisterRecord) -> None:
        """Delete the record; its earlier versions stay in the diary and it can be undone."""
        if any(each.id == record.id for each in self.records(record.register)):
            self.write([(record.register, record, None, None)])

    def write(self, lines: Iterable[RecordLine]) -> tuple[RegisterRecord, ...]:
        """Write several records as one change: each is its register, the record that is there or None, its data or
        None to take it away, and when it ended. Return the new ones. Raises what `add` raises."""
        checked = [
            (register, there, None if data is None else self._checked(data, ended_on), ended_on)
            for register, there, data, ended_on in lines
        ]
        places: dict[str, int] = {}
        for register, new in Counter(line[0] for line in checked if line[1] is None).items():
            records = self.records(register)
            checks.check_room(len(records) + new - 1, MOST_RECORDS // 2)
            places[register] = max((record.position for record in records), default=-1)
        now = self._core.now()
        at = now.astimezone(UTC).replace(microsecond=0)
        added: list[RegisterRecord] = []
        with self._core.store.change("save", now) as change:
            for register, there, data, ended_on in checked:
                if data is None:
                    if there is not None:
                        change.drop_row("record", (there.id,))
                elif there is not None:
                    change.put_record(replace(self._stored(there), data=data, ended_on=ended_on))
                else:
                    places[register] += 1
                    added.append(change.add_record(register, data, at, places[register], ended_on))
        self._core.tell()
        return tuple(added)

    def _stored(self, record: RegisterRecord) -> RegisterRecord:
        return next((each for each in self.records(record.register) if each.id == record.id), record)

    def _put(self, *records: RegisterRecord) -> None:
        """Store the records that differ, as one change; nothing when none does."""
        stored = {each.id: each for each in self.records(records[0].register)}
        new = [record for record in records if stored.get(record.id) != record]
        if new:
            with self._core.store.change("save", self._core.now()) as change:
                for record in new:
                    change.put_record(record)
            self._core.tell()

    def _checked(self, data: RecordData, ended_on: date | None) -> RecordData:
        """Return the record's data with clean texts. Raises Refusal TEXT_TOO_LONG, NOT_A_TEXT, FUTURE_DAY."""
        cleaned: RecordData = clean_data(data)
        checks.check_text(json.dumps(cleaned, ensure_ascii=False))
        if ended_on is not None:
            checks.check_day(ended_on, self._core.today)
        return cleaned
