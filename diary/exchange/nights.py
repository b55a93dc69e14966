"""Telling the night from the naps: one night a day, the day of waking up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from diary.domain.entry import NO, YES
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import LONGEST_NIGHT
from diary.exchange.conversion import Times, quote
from diary.exchange.mapping import NightRule
from diary.exchange.records import Record


@dataclass(frozen=True, slots=True)
class Night:
    """One sleep of a file: local moments, minutes in between, and whether the file calls it the main one."""

    record: Record
    start: datetime
    end: datetime
    minutes: float
    is_main: bool

    @property
    def day(self) -> date:
        """The day of waking up."""
        return self.end.date()


class Nights:
    """Takes every sleep of a file and keeps the night of each day: the main one, or else the longest.

    A day with naps only gets no night.
    """

    def __init__(self, rule: NightRule, times: Times) -> None:
        self._rule = rule
        self._times = times
        self._best: dict[date, Night] = {}

    def offer(self, record: Record, today: date) -> None:
        """Take in one row, or leave it as a nap.

        Raises Refusal NOT_A_DATE, NOT_A_TIME, NOT_A_CHOICE, NIGHT_ORDER, NIGHT_TOO_LONG or FUTURE_DAY.
        """
        night = self._night(record)
        if night.day > today:
            raise Refusal(Reason.FUTURE_DAY, day=night.day)
        if not night.is_main and (self._rule.main is not None or night.minutes < self._rule.shortest):
            return
        if night.minutes > LONGEST_NIGHT:
            raise Refusal(Reason.NIGHT_TOO_LONG, item="got_up", minutes=night.minutes, limit=LONGEST_NIGHT)
        best = self._best.get(night.day)
        if best is None or night.minutes > best.minutes:
            self._best[night.day] = night

    def chosen(self) -> Iterator[Night]:
        """The nights, oldest first."""
        return (self._best[day] for day in sorted(self._best))

    def _night(self, record: Record) -> Night:
        start, end = self._moment(record, self._rule.start), self._moment(record, self._rule.end)
        minutes = (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 60
        if minutes <= 0:
            raise Refusal(Reason.NIGHT_ORDER, item="got_up")
        return Night(record, start, end, minutes, self._is_main(record))

    def _moment(self, record: Record, column: str) -> datetime:
        text = record.text(column)
        moment, has_time = self._times.moment(text)
        if not has_time:
            raise Refusal(Reason.NOT_A_TIME, text=quote(text))
        return moment

    def _is_main(self, record: Record) -> bool:
        if self._rule.main is None:
            return False
        text = record.text(self._rule.main)
        if text.casefold() in YES:
            return True
        if text and text.casefold() not in NO:
            raise Refusal(Reason.NOT_A_CHOICE, item=self._rule.main, text=quote(text), options="true, false")
        return False
