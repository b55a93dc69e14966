"""The look at links behind the page: the diary is read in parts between other events, and compared in a thread."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from threading import Thread

from PySide6.QtCore import QObject, QTimer, Signal

from diary.domain.links.link import LinksReport
from diary.domain.links.look import look_at_links
from diary.domain.parts import parts_of
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.domain.table import DayTable, join_tables
from diary.journal.journal import Journal


@dataclass(frozen=True)
class Found:
    """A look up to the day `until`; `first` and `report` are None when nothing was logged by then."""

    until: date
    first: date | None
    report: LinksReport | None


class LinkSearch(QObject):
    """Looks at the days up to a given one. It has no parent: its thread keeps it alive until it is done."""

    found = Signal(object)
    """A Found."""
    refused = Signal(object)
    """A Refusal: the diary could not be read."""
    _compared = Signal(int, object)

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._until = date.min
        self._number = 0
        self._span: Period | None = None
        self._wanted: Iterator[Period] = iter(())
        self._tables: list[DayTable] = []
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._read_part)
        self._compared.connect(self._on_compared)

    def start(self, until: date) -> None:
        """Begin; a look that is still going on is forgotten."""
        self.cancel()
        self._until = until
        try:
            span = self._journal.span()
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        if span is None or span.first > until:
            self.found.emit(Found(until, None, None))
            return
        self._span = Period(span.first, min(span.last, until))
        self._wanted = parts_of(self._span)
        self._tables = []
        self._next.start()

    def cancel(self) -> None:
        """Forget the look that is going on; nothing is told of it any more."""
        self._number += 1
        self._next.stop()

    def _read_part(self) -> None:
        part = next(self._wanted, None)
        if part is None:
            table = join_tables(self._tables[::-1])
            self._tables = []
            Thread(target=self._compare, args=(self._number, table), name="links", daemon=True).start()
            return
        try:
            self._tables.append(self._journal.table(part))
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        self._next.start()

    def _compare(self, number: int, table: DayTable) -> None:
        self._compared.emit(number, look_at_links(table))

    def _on_compared(self, number: int, report: LinksReport) -> None:
        if number == self._number and self._span is not None:
            self.found.emit(Found(self._until, self._span.first, report))
