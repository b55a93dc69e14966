"""Reads a diary for Trends in parts, the latest first, so that the page opens without the earlier years."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from diary.content.library import Library
from diary.domain.period import Period, parts_of
from diary.domain.table import DayTable, join_tables
from diary.domain.tip_choice import TipMark
from diary.journal.journal import Journal
from diary.screens.factor_cards import SeenTips, seen_tips
from diary.screens.trends import TrendsState, build_trends

CHARTS = "charts"
"""The key of the setting with the chosen charts."""


class TrendsLoader(Protocol):
    """What the page calls; every method may raise Refusal when the disk refuses."""

    also: str
    """The key of a chart to show above the chosen ones until others are chosen; may be empty."""

    @property
    def has_more(self) -> bool:
        """Whether earlier parts are not read yet."""

    def begin(self) -> None:
        """Read the extent of the diary and its latest part."""

    def read_more(self) -> None:
        """Read the next earlier part."""

    def forget(self, period: Period) -> None:
        """Mark changed days, to read them again at the next `begin`."""

    def state(self) -> TrendsState:
        """Return the state of the page for what is read so far."""

    def choose(self, keys: Sequence[str] | None) -> None:
        """Store the chosen charts; None: the usual ones."""

    def tips(self) -> SeenTips:
        """Return all tips that were shown or marked."""

    def mark_tip(self, tip: str, mark: TipMark) -> None:
        """Store that a tip was shown, or the person's mark on it."""

    def unmark_tip(self, tip: str, mark: TipMark) -> None:
        """Remove the person's mark from a tip."""


class JournalTrendsLoader:
    """Keeps the parts it has read, and reads again only what has changed."""

    def __init__(self, journal: Journal, library: Library) -> None:
        self._journal = journal
        self._library = library
        self._span: Period | None = None
        self._parts: dict[Period, DayTable] = {}
        self.also = ""

    @property
    def has_more(self) -> bool:
        return self._missing() is not None

    def begin(self) -> None:
        self._span = self._journal.span()
        wanted = set(parts_of(self._span))
        self._parts = {period: table for period, table in self._parts.items() if period in wanted}
        while self._span is not None and not self._is_read(self._span.last):
            self.read_more()

    def read_more(self) -> None:
        period = self._missing()
        if period is not None:
            self._parts[period] = self._journal.table(period)

    def forget(self, period: Period) -> None:
        self._parts = {
            kept: table
            for kept, table in self._parts.items()
            if kept.last < period.first or period.last < kept.first
        }

    def state(self) -> TrendsState:
        chosen = self._journal.choices.chosen(CHARTS)
        state = self._state(chosen)
        if not self.also:
            return state
        return self._state((self.also, *(key for key in state.stack.chosen if key != self.also)))

    def _state(self, chosen: Sequence[str] | None) -> TrendsState:
        return build_trends(
            self._table(),
            self._library,
            self._span,
            self._journal.today,
            chosen=chosen,
            moments=() if self._span is None else self._journal.moments(self._span),
            marks=self._journal.tips.marks(),
            boundary_minutes=self._journal.boundary_minutes,
        )

    def choose(self, keys: Sequence[str] | None) -> None:
        self.also = ""
        self._journal.choices.choose(CHARTS, keys)

    def tips(self) -> SeenTips:
        return seen_tips(self._library, self._journal.tips.marks(), self._journal.today)

    def mark_tip(self, tip: str, mark: TipMark) -> None:
        self._journal.tips.mark(tip, mark)

    def unmark_tip(self, tip: str, mark: TipMark) -> None:
        self._journal.tips.unmark(tip, mark)

    def _missing(self) -> Period | None:
        """Return the latest part that is not read."""
        return next((period for period in parts_of(self._span) if period not in self._parts), None)

    def _is_read(self, day: date) -> bool:
        return any(day in period for period in self._parts)

    def _table(self) -> DayTable | None:
        """Return the latest parts without a gap between them."""
        together: list[DayTable] = []
        for period in parts_of(self._span):
            if period not in self._parts:
                break
            together.insert(0, self._parts[period])
        return join_tables(together) if together else None
