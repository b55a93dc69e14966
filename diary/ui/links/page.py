"""The What goes together page: it computes links only when the person asks, and again only when asked again."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from threading import Thread

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QStackedWidget, QVBoxLayout, QWidget

from diary.content.sentences import refusal_sentence
from diary.domain.links.link import LinksReport
from diary.domain.links.look import look_at_links
from diary.domain.period import Period, parts_of
from diary.domain.refusal import Refusal
from diary.domain.table import DayTable, join_tables
from diary.journal.journal import Journal
from diary.screens.links import build_links
from diary.ui.links.result import ResultView
from diary.ui.pages import Context
from diary.ui.retry import KeptWrites
from diary.ui.style import Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import Text, Title
from diary.ui.widgets.scrolling import TextColumn


@dataclass(frozen=True)
class LinkSearchResult:
    """The links found up to the day `until`; `first` and `report` are None when nothing was logged by then."""

    until: date
    first: date | None
    report: LinksReport | None


class LinkSearch(QObject):
    """Computes links up to a given day in a thread, which keeps it alive: it has no parent."""

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
        """Start; the result of an earlier run is dropped."""
        self.cancel()
        self._until = until
        try:
            span = self._journal.span()
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        if span is None or span.first > until:
            self.found.emit(LinkSearchResult(until, None, None))
            return
        self._span = Period(span.first, min(span.last, until))
        self._wanted = parts_of(self._span)
        self._tables = []
        self._next.start()

    def cancel(self) -> None:
        """Drop the running computation; its result is not emitted."""
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
            self.found.emit(LinkSearchResult(self._until, self._span.first, report))


SHOW_BUSY_AFTER_MS = 300
"""After this long the page says that it is computing, and offers to stop."""


class LinksPage(QWidget):
    """Shows the links. The request is stored in the diary with its last day: opening the page again shows the same
    result, because looking every day would sooner or later find a link by chance."""

    def __init__(self, context: Context, journal: Journal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("links_page")
        self._context = context
        self._journal = journal
        self._found: LinkSearchResult | None = None
        self._is_fresh = True
        self._kept = KeptWrites(self)
        self._search = LinkSearch(journal)
        self._search.found.connect(self._on_found)
        self._search.refused.connect(self._show_refusal)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SHOW_BUSY_AFTER_MS)
        self._slow.timeout.connect(self._show_waiting)
        self.result: ResultView | None = None
        self._pages = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def memory(self) -> LinkSearchResult | None:
        """Return the result that is shown, to restore it in another language or theme."""
        return self._found

    def recall(self, memory: LinkSearchResult | None) -> None:
        """Show a remembered result."""
        self._found = memory

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_fresh:
            self._is_fresh = False
            self._begin()

    def _begin(self) -> None:
        """Show the result of the stored request, or explain what can be asked."""
        if self._found is not None:
            self._on_found(self._found)
            return
        try:
            until = self._journal.choices.links_until()
        except Refusal as refusal:
            self._show_refusal(refusal)
            return
        if until is None:
            self._show_offer()
        else:
            self._slow.start()
            self._search.start(until)

    def _look(self) -> None:
        """Store the request, and compute links up to today."""
        today = self._journal.today
        # A diary that cannot be written (somebody else's, a full disk) can still be analysed.
        with suppress(Refusal):
            self._kept.write("until", partial(self._journal.choices.look_at_links_until, today))
        self._slow.start()
        self._search.start(today)

    def _stop(self) -> None:
        """Turn the links off again."""
        try:
            self._kept.write("until", partial(self._journal.choices.look_at_links_until, None))
        except Refusal as refusal:
            self._show_refusal(refusal)
            return
        self._found = None
        self._show_offer()

    def _cancel(self) -> None:
        self._slow.stop()
        self._search.cancel()
        if self._found is None:
            self._show_offer()
        else:
            self._on_found(self._found)

    def _on_found(self, found: LinkSearchResult) -> None:
        self._slow.stop()
        self._found = found
        state = build_links(found.report, self._context.library, found.first, found.until)
        self.result = ResultView(state, self._context)
        self.result.look_requested.connect(self._look)
        self.result.stop_requested.connect(self._stop)
        self._show_only(self.result, self.result.look_again)

    def _show_offer(self) -> None:
        t = self._context.language.t
        button = MainButton(t("Look what goes together"))
        button.clicked.connect(self._look)
        self._show_words(
            t("Off until you ask for it"),
            (
                t(
                    "Here you can see whether some days in your diary were followed by others more often: short "
                    "nights and the day after, stress and the day after it, busy days and the day after them."
                ),
                t(
                    "Chance makes patterns too. Of 100 diaries made of nothing but chance, a simple comparison "
                    "finds a pattern in 60. This look is strict: it errs in 5 of 100 at most. That is why “no "
                    "clear pattern” is the usual result."
                ),
                t(
                    "What goes together does not say why, and no advice follows from it. It takes at least six "
                    "weeks of days. You can put it away again at any time."
                ),
            ),
            button,
        )

    def _show_waiting(self) -> None:
        t = self._context.language.t
        button = TextButton(t("Stop"))
        button.clicked.connect(self._cancel)
        self._show_words("", (t("Looking at all your days…"),), button)

    def _show_refusal(self, refusal: Refusal) -> None:
        self._slow.stop()
        language = self._context.language
        button = TextButton(language.t("Try again"), "repeat")
        button.clicked.connect(self._begin)
        self._show_words("", (refusal_sentence(language, self._context.library.words, refusal),), button)

    def _show_words(self, heading: str, paragraphs: Sequence[str], button: QAbstractButton) -> None:
        """Show a few sentences instead of a result, with buttons."""
        self.result = None
        card = Card(heading)
        card.body.setSpacing(Space.MEDIUM)
        for paragraph in paragraphs:
            card.body.addWidget(Text(paragraph))
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        title = Title(self._context.language.t("What goes together"))
        self._show_only(TextColumn((title, card), edge=Space.WIDE), button)

    def _show_only(self, page: QWidget, first: QWidget) -> None:
        """Replace the content; keyboard focus that was inside moves to `first`."""
        focused = QApplication.focusWidget()
        was_here = focused is not None and (focused is self or self.isAncestorOf(focused))
        while (old := self._pages.currentWidget()) is not None:
            self._pages.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._pages.addWidget(page)
        if was_here:
            first.setFocus()
