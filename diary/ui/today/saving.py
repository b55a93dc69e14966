"""Storing while the person goes on: what cannot be is told beside its field, what the disk refuses is tried again.

Nothing typed is lost: an entry that is not in the file stays on screen until it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from diary.domain.day import Activity, Answer, Day, Source
from diary.domain.item import Kind
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import NIGHT_ITEMS, night_of
from diary.journal.journal import Journal

Write = Callable[[], None]

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
    """Writes one day's entries.

    `settled` carries the keys that are in the file now, `refused` a key and why its entry cannot be,
    `blocked` why the file cannot be written, or None when it can again.
    """

    settled = Signal(object)
    refused = Signal(str, object)
    blocked = Signal(object)

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._unsaved: dict[str, Write] = {}
        self._impossible: dict[str, float | None] = {}
        self.saved_at: datetime | None = None

    @property
    def not_stored(self) -> frozenset[str]:
        """Keys of what is on screen and not in the file."""
        return frozenset(self._unsaved) | frozenset(self._impossible)

    def forget_impossible(self) -> None:
        """Another day follows: answers that could not be are left behind."""
        self._impossible.clear()

    def save_entry(self, day: date, key: str, kind: Kind, value: Any) -> None:  # noqa: ANN401 - as the kind asks
        """Store what a field answered: a text, a tuple of activities or moments, or one number."""
        write: Mapping[Kind, Write] = {
            Kind.TEXT: partial(self._journal.set_note, day, key, value),
            Kind.ACTIVITIES: partial(self._journal.set_no_activities, day)
            if value is None
            else partial(self._journal.set_activities, day, value),
            Kind.MOMENTS: partial(self._journal.set_moments, day, value),
        }
        if kind in write:
            self.save(key, write[kind])
        else:
            self.save_answer(day, key, value)

    def save_answer(self, day: date, key: str, value: float | None) -> None:
        """Store an answer together with those it makes possible, or else alone, or else say why not."""
        tries = [{key: value}]
        if self._impossible:
            tries.insert(0, {**self._impossible, key: value})
        refusal: Refusal | None = None
        for values in tries:
            refusal = self._refusal_of_night(day, values) or self._try(
                key, partial(self._journal.answer_all, day, values)
            )
            if refusal is None:
                for each in values:
                    self._impossible.pop(each, None)
                self._settle(tuple(values))
                return
        self._impossible[key] = value
        self.refused.emit(key, refusal)

    def save_copy(
        self, day: date, card: str, values: Mapping[str, float], activities: tuple[Activity, ...] | None
    ) -> None:
        """Store what was taken over from the day before as one change; what refuses it is said beside its first
        field."""
        refusal = self._refusal_of_night(day, values) or self._try(
            card, partial(self._journal.answer_all, day, values, Source.COPIED, activities=activities)
        )
        if refusal is None:
            self._settle(tuple(values))
        else:
            self.refused.emit(next(iter(values), card), refusal)

    def save(self, key: str, write: Write) -> None:
        """Store anything else."""
        refusal = self._try(key, write)
        if refusal is None:
            self._settle((key,))
        else:
            self.refused.emit(key, refusal)

    def retry(self) -> bool:
        """Try again what the disk refused; true when everything is stored."""
        waiting = dict(self._unsaved)
        for key, write in waiting.items():
            self.save(key, write)
        return not self._unsaved

    def _settle(self, keys: tuple[str, ...]) -> None:
        if not self._unsaved:
            self.settled.emit(keys)

    def _try(self, key: str, write: Write) -> Refusal | None:
        """Write, and keep the write for later when the disk refuses; returns why the entry itself is refused."""
        self._unsaved.pop(key, None)
        try:
            for other in tuple(self._unsaved):
                self._unsaved[other]()
                del self._unsaved[other]
            write()
        except Refusal as refusal:
            if refusal.reason not in NOT_STORED:
                return refusal
            self._unsaved[key] = write
            self.blocked.emit(refusal)
            return None
        self.saved_at = self._journal.now()
        self.blocked.emit(None)
        return None

    def _refusal_of_night(
        self, day: date, values: Mapping[str, float | None] | Mapping[str, float]
    ) -> Refusal | None:
        if not values.keys() & set(NIGHT_ITEMS):
            return None
        return night_refusal(self._journal.day(day), values, self._journal.now())


def night_refusal(day: Day, values: Mapping[str, float | None], at: datetime) -> Refusal | None:
    """Why the night of `day` could not be with these answers, or None."""
    answers = {item: answer for item, answer in day.answers.items() if item not in values}
    answers |= {item: Answer(value, at) for item, value in values.items() if value is not None}
    night = night_of(replace(day, answers=answers))
    return None if night is None else night.refusal
