"""Stores the questions a person asks of their own days, and what was found at each look, in the list `question`.

A look is held by what the diary says when it is first opened on or after the day fixed for it, and is then frozen:
what is typed, imported, merged or taken away later does not change an answer that was given.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec.structs import replace

from diary.domain.links.question import AskedQuestion, Counted, Question, count, read_question, record_data
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.domain.register import RegisterRecord
from diary.journal.core import JournalCore
from diary.journal.registers import Registers

if TYPE_CHECKING:
    from diary.domain.table import DayTable

QUESTION: Final = "question"
MOST_BY_MISTAKE: Final = 3
"""Days ahead of today that say nothing about the clock."""


class Questions:
    """The questions of a diary, the newest first: one is open at a time, the newest."""

    def __init__(self, core: JournalCore, registers: Registers, table: Callable[[Period], "DayTable"]) -> None:
        self._core = core
        self._registers = registers
        self._table = table

    def look(self) -> tuple[AskedQuestion, ...]:
        """Hold the looks that are due and store them; return all questions.

        In a diary that cannot be written they are held all the same, and again next time.
        """
        return tuple(self._looked(record, asked) for record, asked in self._asked())

    def counted(self, asked: AskedQuestion) -> Counted:
        """Return which days of a question count, up to today."""
        days = asked.question.days()
        until = min(days.last, self._core.today)
        if until < days.first:
            return Counted(np.zeros(0, dtype=bool), 0, 0)
        return count(self._table(Period(days.first, until)), asked.question)

    def ask(self, question: Question, words: str) -> None:
        """Ask a question in these words, from today on, after the looks of the one before it. Raises what
        `Registers.add` raises."""
        self.look()
        self._registers.add(QUESTION, record_data(AskedQuestion(replace(question, asked=self._newest()), words)))

    def _newest(self) -> date:
        """Return the last day that may have led to a question: today, or a later one when the clock is behind.
        Few days that lie ahead were typed by mistake."""
        today, span = self._core.today, self._core.store.span()
        if span is None or span.last <= today:
            return today
        ahead = len(self._core.store.days(Period(today + timedelta(days=1), span.last)))
        return span.last if ahead > MOST_BY_MISTAKE else today

    def _asked(self) -> list[tuple[RegisterRecord, AskedQuestion]]:
        records = self._registers.records(QUESTION)
        found = [(one, read) for one in records if (read := read_question(one.data, one.created_at.date()))]
        found.sort(key=lambda each: (each[1].question.asked, each[0].created_at, each[0].id), reverse=True)
        newer = [None, *(asked.question.asked for _, asked in found)]
        return [(one, replace(asked, left=left)) for (one, asked), left in zip(found, newer, strict=False)]

    def _looked(self, record: RegisterRecord, asked: AskedQuestion) -> AskedQuestion:
        if not asked.due_weeks(self._core.today):
            return asked
        found = asked.held(self._table(asked.question.days()), self._core.today)
        with suppress(Refusal):  # somebody else's diary, or a full disk, can be looked at and not written
            self._registers.settle(record, {**record.data, **record_data(found)})
        return found
