"""Storing while the person goes on: what cannot be is told beside its field, what the disk refuses is tried again.

Nothing typed is lost: an entry that is not in the file stays on screen until it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from diary.domain.day import Activity, Answer, Day, Source
from diary.domain.item import Kind
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import NIGHT_ITEMS, night_of
from diary.journal.journal import Journal

Write = Callable[[], Day | None]
"""Writes, and gives the day as it is in the file then; None when it was no day that was written in."""

NOT_STORED = frozenset(
    {
        Reason.FILE_MISSING,
        Reason.FILE_NOT_A_DIARY,
        Reason.FILE_DAMAGED,
        Reason.FILE_NEWER,
        Reason.FILE_LOCKED,
        Reason.FILE_GONE,
        Reason.FILE_REPLACED,
        Reason.FILE_READ_ONLY,
        Reason.FILE_UNREADABLE,
        Reason.FOLDER_MISSING,
        Reason.NO_PERMISSION,
        Reason.DISK_FULL,
        Reason.DISK_ERROR,
    }
)
"""Reasons that lie with the file, not with the answer: trying again may help."""


class Saver(QObject):
    """Writes the entries of one day. `day` is what the file says of it, `before` what it says of the day before.

    `settled` carries the keys that are in the file now, `refused` a key and why its entry cannot be,
    `blocked` why the file cannot be written, or None when it can again. `is_writing` tells listeners of the
    journal that what they hear of comes from here.
    """

    settled = Signal(object)
    refused = Signal(str, object)
    blocked = Signal(object)

    def __init__(self, journal: Journal, day: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._unsaved: dict[str, Write] = {}
        self._impossible: dict[str, float | None] = {}
        self.saved_at: datetime | None = None
        self.is_writing = False
        self.read(day)

    @property
    def not_stored(self) -> frozenset[str]:
        """Keys of what is on screen and not in the file."""
        return frozenset({*self._unsaved, *self._impossible})

    def read(self, day: date) -> None:
        """Read the day and the day before: another one is to be shown, or they were written in elsewhere."""
        self.day = self._journal.day(day)
        self.before = self._journal.day(day - timedelta(days=1))

    def forget_impossible(self) -> None:
        """Another day follows: answers that could not be are left behind."""
        self._impossible.clear()

    def save_entry(self, key: str, kind: Kind, value: Any) -> None:  # noqa: ANN401 - as the kind asks
        """Store what a field answered: a text, a tuple of activities or moments, or one number."""
        journal, day = self._journal, self.day.date
        match kind:
            case Kind.TEXT:
                self.save(key, partial(journal.set_note, day, key, value))
            case Kind.ACTIVITIES if value is None:
                self.save(key, partial(journal.set_no_activities, day))
            case Kind.ACTIVITIES:
                self.save(key, partial(journal.set_activities, day, value))
            case Kind.MOMENTS:
                self.save(key, partial(journal.set_moments, day, value))
            case _:
                self.save_answer(key, value)

    def save_answer(self, key: str, value: float | None) -> None:
        """Store an answer together with those it makes possible, or else alone, or else say why not."""
        tries = [{key: value}]
        if self._impossible:
            tries.insert(0, {**self._impossible, key: value})
        refusal: Refusal | None = None
        for values in tries:
            refusal = self._try_answers(key, values)
            if refusal is None:
                for each in values:
                    self._impossible.pop(each, None)
                self._settle(tuple(values))
                return
        self._impossible[key] = value
        self.refused.emit(key, refusal)

    def save_copy(self, card: str, values: Mapping[str, float], activities: tuple[Activity, ...] | None) -> None:
        """Store what was taken over from the day before as one change; what refuses it is said beside its first
        field."""
        refusal = self._try_answers(card, values, Source.COPIED, activities)
        self._tell(tuple(values), next(iter(values), card), refusal)

    def save(self, key: str, write: Write) -> None:
        """Store anything else."""
        self._tell((key,), key, self._try(key, write))

    def retry(self) -> bool:
        """Try again what the disk refused; true when everything is stored."""
        waiting = dict(self._unsaved)
        for key, write in waiting.items():
            self.save(key, write)
        return not self._unsaved

    def _tell(self, keys: tuple[str, ...], key: str, refusal: Refusal | None) -> None:
        if refusal is None:
            self._settle(keys)
        else:
            self.refused.emit(key, refusal)

    def _settle(self, keys: tuple[str, ...]) -> None:
        if not self._unsaved:
            self.settled.emit(keys)

    def _try_answers(
        self,
        key: str,
        values: Mapping[str, float | None],
        source: Source = Source.TYPED,
        activities: tuple[Activity, ...] | None = None,
    ) -> Refusal | None:
        """Write answers unless they make a night that cannot be; returns why they are refused."""
        if not values.keys().isdisjoint(NIGHT_ITEMS):
            refusal = night_refusal(self.day, values, self._journal.now())
            if refusal is not None:
                return refusal
        write = partial(self._journal.answer_all, self.day.date, values, source, activities=activities)
        return self._try(key, write)

    def _try(self, key: str, write: Write) -> Refusal | None:
        """Write, and keep the write for later when the disk refuses; returns why the entry itself is refused."""
        self._unsaved.pop(key, None)
        self.is_writing = True
        try:
            for other in tuple(self._unsaved):
                self._write(self._unsaved[other])
                del self._unsaved[other]
            self._write(write)
        except Refusal as refusal:
            if refusal.reason not in NOT_STORED:
                return refusal
            self._unsaved[key] = write
            self.blocked.emit(refusal)
            return None
        finally:
            self.is_writing = False
        self.saved_at = self._journal.now()
        self.blocked.emit(None)
        return None

    def _write(self, write: Write) -> None:
        self.day = write() or self.day


def night_refusal(day: Day, values: Mapping[str, float | None], at: datetime) -> Refusal | None:
    """Why the night of `day` could not be with these answers, or None."""
    answers = {item: answer for item, answer in day.answers.items() if item not in values}
    answers |= {item: Answer(value, at) for item, value in values.items() if value is not None}
    night = night_of(replace(day, answers=answers))
    return None if night is None else night.refusal
