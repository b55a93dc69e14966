"""The records of a diary's registers: lists that belong to no day, such as goals and the steps of a plan.

Every change is one small durable change of the diary: it can be undone, merged, and looked up in `history`.
"""

import json
from dataclasses import replace
from datetime import UTC, date

from diary.domain.period import Period
from diary.domain.record import RecordData, RegisterRecord
from diary.domain.text import clean_data
from diary.journal import checks
from diary.journal.contents import DiaryContents


class Registering(DiaryContents):
    """A diary with registers. Every method that writes raises Refusal when the file will not take it.

    What is given as `record` is taken as it is in the diary now; one that was taken away meanwhile comes back.
    """

    def records(self, register: str) -> tuple[RegisterRecord, ...]:
        """All records of a register in their order, ended ones included."""
        return self._store.records(register)

    def add_record(self, register: str, data: RecordData) -> RegisterRecord:
        """Add a record at the end of its register. Raises Refusal TEXT_TOO_LONG, NOT_A_TEXT."""
        data = _checked(data)
        now = self._clock()
        position = max((record.position for record in self.records(register)), default=-1) + 1
        with self._store.change("save", now) as change:
            added = change.add_record(register, data, now.astimezone(UTC).replace(microsecond=0), position)
        self._tell_records()
        return added

    def change_record(self, record: RegisterRecord, data: RecordData) -> None:
        """Make this what the record says. Raises Refusal TEXT_TOO_LONG, NOT_A_TEXT."""
        self._put(replace(self._stored(record), data=_checked(data)))

    def end_record(self, record: RegisterRecord, day: date | None) -> None:
        """Say from which day on the record no longer counts; None takes that back. Raises Refusal FUTURE_DAY."""
        if day is not None:
            checks.check_day(day, self.today)
        self._put(replace(self._stored(record), ended_on=day))

    def move_record(self, record: RegisterRecord, place: int) -> None:
        """Give the record this place (0 is the first) among all of its register; the others move up or down."""
        others = [each for each in self.records(record.register) if each.id != record.id]
        others.insert(place, self._stored(record))
        self._put(*(replace(each, position=position) for position, each in enumerate(others)))

    def remove_record(self, record: RegisterRecord) -> None:
        """Take the record away; its past stays in the diary and it can be undone."""
        if any(each.id == record.id for each in self.records(record.register)):
            with self._store.change("save", self._clock()) as change:
                change.drop_row("record", (record.id,))
            self._tell_records()

    def _stored(self, record: RegisterRecord) -> RegisterRecord:
        return next((each for each in self.records(record.register) if each.id == record.id), record)

    def _put(self, *records: RegisterRecord) -> None:
        """Store what differs, as one change; nothing when nothing does."""
        stored = {each.id: each for each in self.records(records[0].register)}
        new = [record for record in records if stored.get(record.id) != record]
        if new:
            with self._store.change("save", self._clock()) as change:
                for record in new:
                    change.put_record(record)
            self._tell_records()

    def _tell_records(self) -> None:
        """No day changed, but whoever shows a register has to read it again."""
        self._tell(Period(self.today, self.today))


def _checked(data: RecordData) -> RecordData:
    """What the record says, with clean texts. Raises Refusal TEXT_TOO_LONG, NOT_A_TEXT."""
    cleaned: RecordData = clean_data(data)
    checks.check_text(json.dumps(cleaned, ensure_ascii=False))
    return cleaned
