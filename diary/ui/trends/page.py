"""The Trends page: reads the diary when it is shown, and paints what it read."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from diary.content.library import Library
from diary.domain.period import Period, parts_of
from diary.domain.plan.phase import PHASE, order_of
from diary.domain.refusal import Refusal
from diary.domain.register import RegisterRecord
from diary.domain.table import DayTable, join_tables
from diary.domain.therapist_mark import marks_of
from diary.domain.tip_choice import TipMark
from diary.journal.journal import Journal
from diary.screens.factor_cards import SeenTips, seen_tips
from diary.screens.trends import TrendsState, build_trends
from diary.ui.background import give_back
from diary.ui.pages import Context, refusals_to
from diary.ui.retry import KeptWrites, telling_again
from diary.ui.style import Space
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import Text, Title
from diary.ui.widgets.layouts import Stack, fill, in_column
from diary.ui.widgets.scrolling import TextColumn

if TYPE_CHECKING:
    from diary.screens.first_days import FirstDays
    from diary.ui.trends.first_days import FirstDaysView
    from diary.ui.trends.view import TrendsView


CHARTS = "charts"
"""The key of the setting with the chosen charts."""


class TrendsLoader:
    """Keeps the parts it has read, the latest first, and reads again only what has changed. Each method may raise
    Refusal when the disk refuses."""

    def __init__(
        self,
        journal: Journal,
        library: Library,
        therapist_marks: Callable[[], Sequence[RegisterRecord]] = tuple,
    ) -> None:
        self._journal = journal
        self._therapist_marks = therapist_marks
        self._library = library
        self._span: Period | None = None
        self._parts: dict[Period, DayTable] = {}
        self._joined: DayTable | None = None
        self.also = ""
        """The key of a chart to show above the chosen ones until others are chosen; may be empty."""

    @property
    def has_more(self) -> bool:
        """Whether earlier parts are not read yet."""
        return self._missing() is not None

    @property
    def only_reads(self) -> bool:
        """Whether nothing can be stored, as in a share: then no tip is marked and no day is filled in."""
        return self._journal.reading_only is not None

    def begin(self) -> None:
        """Read the extent of the diary and its latest part."""
        self._span = self._journal.span()
        wanted = set(parts_of(self._span))
        self._parts = {period: table for period, table in self._parts.items() if period in wanted}
        while self._span is not None and not any(self._span.last in period for period in self._parts):
            self.read_more()

    def read_more(self) -> None:
        """Read the next earlier part."""
        period = self._missing()
        if period is not None:
            table = replace(self._journal.table(period), typed={}, copied={})  # no chart shows these
            self._parts[period], self._joined = table, None

    def forget_pages(self) -> None:
        """Give back what was in memory for reading alone: all days are read."""
        self._journal.file.forget_pages()

    def forget_all(self) -> None:
        """Read everything anew at the next `begin`: it is another diary."""
        self._parts, self._joined, self.also = {}, None, ""

    def forget(self, period: Period) -> None:
        """Mark changed days, to read them again at the next `begin`."""
        self._parts = {
            kept: table
            for kept, table in self._parts.items()
            if kept.last < period.first or period.last < kept.first
        }

    def state(self) -> TrendsState:
        """Return the state of the page for what is read so far."""
        state = self._state(self._journal.choices.chosen(CHARTS))
        if not self.also:
            return state
        return self._state((self.also, *(key for key in state.stack.chosen if key != self.also)))

    def _state(self, chosen: Sequence[str] | None) -> TrendsState:
        table = self._table()
        parts = () if table is None else parts_of(table.period)  # each is forgotten before the next is read
        return build_trends(
            table,
            self._library,
            self._span,
            self._journal.today,
            began=self._journal.began(),
            chosen=chosen,
            moments=chain.from_iterable(map(self._journal.moments, parts)),
            marks=self._journal.tips.marks(),
            boundary_minutes=self._journal.boundary_minutes,
            therapist_marks=marks_of(self._therapist_marks()),
            order=order_of(self._journal.records(PHASE)),
            plan=self._journal.plan_source(self._library),
        )

    def choose(self, keys: Sequence[str] | None) -> None:
        """Store the chosen charts; None: the usual ones."""
        self.also = ""
        self._journal.choices.choose(CHARTS, keys)

    def tips(self) -> SeenTips:
        return seen_tips(self._library, self._journal.tips.marks(), self._journal.today)

    def mark_tip(self, tip: str, mark: TipMark) -> None:
        """Store that a tip was shown, or the person's mark on it."""
        self._journal.tips.mark(tip, mark)

    def unmark_tip(self, tip: str, mark: TipMark) -> None:
        """Remove the person's mark from a tip."""
        self._journal.tips.unmark(tip, mark)

    def _missing(self) -> Period | None:
        """Return the latest part that is not read."""
        return next((period for period in parts_of(self._span) if period not in self._parts), None)

    def _table(self) -> DayTable | None:
        """Return the latest parts without a gap between them. They become views of it, so that the 24 MiB of a
        hundred years are kept once."""
        together = list(takewhile(self._parts.__contains__, parts_of(self._span)))[::-1]
        if not together:
            return None
        whole = Period(together[0].first, together[-1].last)
        if self._joined is None or self._joined.period != whole:
            self._joined = join_tables([self._parts[period] for period in together])
            for period in together:
                start = (period.first - whole.first).days
                self._parts[period] = self._joined.rows(start, start + len(period))
        return self._joined


class TrendsMemory(Struct, frozen=True):
    """Holds the days in view (None = never shown), and what was open of `TrendsView.folds`."""

    in_view: tuple[float, float] | None
    opened: tuple[bool, ...]


class TrendsPage(QWidget):
    """Paints the TrendsState its reader builds; earlier years are added in idle time.

    Nothing is read, and pyqtgraph is not imported, before the page is first shown.
    """

    day_requested = Signal(object)
    today_requested = Signal()
    article_requested = Signal(str)
    doctor_requested = Signal()
    page_requested = Signal(str)

    def __init__(
        self,
        context: Context,
        reader: TrendsLoader,
        first_days: Callable[[], "FirstDays | None"] = lambda: None,
    ) -> None:
        """`first_days` reads what a young diary shows in the place of charts."""
        super().__init__()
        self._read_first_days = first_days
        self._wants_charts = False
        self.first_days: FirstDaysView | None = None
        self.setObjectName("trends_page")
        self._context = context
        self._reader = reader
        self._kept = KeptWrites(self)
        self._kept.stored.connect(self._on_stored)
        self._in_view: tuple[float, float] | None = None
        self._opened: tuple[bool, ...] = ()
        self._asked: Period | None = None
        self._is_stale = True
        self.view: TrendsView | None = None
        self._more = QTimer(self, singleShot=True)
        self._more.timeout.connect(self._read_more)
        self._pages = Stack()
        in_column(self._pages, within=self)

    def show_state(self, state: TrendsState) -> None:
        if state.is_empty:
            self._show_empty()
            return
        if self._shows_first_days():
            return
        if self.view is None:
            self.view = self._make_view(state)
        self.view.show_state(state)
        if state.factors.new_tip is not None and not self._reader.has_more and not self._reader.only_reads:
            with suppress(Refusal):
                tip = state.factors.new_tip
                self._kept.write("shown", partial(self._reader.mark_tip, tip, TipMark.SHOWN))

    def _shows_first_days(self) -> bool:
        """Show a young diary; false for any other, and when charts are wanted all the same."""
        state = None if self._wants_charts else self._read_first_days()
        if state is None:
            self.first_days = None
            return False
        from diary.ui.trends.first_days import FirstDaysView

        self.view, self.first_days = None, FirstDaysView(state, self._context)
        self.first_days.page_requested.connect(self.page_requested)
        self.first_days.charts_requested.connect(self._show_charts)
        self._show_only(self.first_days)
        return True

    def _show_charts(self) -> None:
        self._wants_charts = True
        self._fill()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._wants_charts and not event.spontaneous():
            self._wants_charts, self._is_stale = False, True

    def on_changed(self, period: Period) -> None:
        """Read these days again: at once if the page is visible, otherwise when it is next shown."""
        self._reader.forget(period)
        self._is_stale = True
        if self.isVisible():
            self._fill()

    def begin_anew(self) -> None:
        """Show another diary when the page is next shown, as it would be shown first; only the plots are kept."""
        self._more.stop()
        self._reader.forget_all()
        self._is_stale = True
        if self.view is not None:
            self.view.begin_anew()

    def fill_ahead(self) -> None:
        """Make what is to be shown before it is seen."""
        if self._is_stale:
            self._fill()

    def on_day(self, today: date) -> None:
        """Let the charts, the factors and the tip of the day end on another day."""
        self.on_changed(Period(today, today))

    def show_place(self, key: str) -> None:
        """Show the chart with this key above the others, until charts are chosen; or all days from one to another:
        `2026-08-01/2026-11-22`."""
        first, _, last = key.partition("/")
        if last:
            with suppress(ValueError, Refusal):  # typed on a command line
                self._asked = Period(date.fromisoformat(first), date.fromisoformat(last))
        else:
            self._reader.also = key
        self._is_stale = self._wants_charts = True
        if self.isVisible():
            self._fill()

    def memory(self) -> TrendsMemory:
        if self.view is None:
            return TrendsMemory(self._in_view, self._opened)
        return TrendsMemory(self.view.days_in_view, tuple(fold.isChecked() for fold in self.view.folds))

    def recall(self, memory: TrendsMemory) -> None:
        self._in_view, self._opened = memory.in_view, memory.opened

    def _fill(self) -> None:
        """Show the latest part of the diary, and start to read the rest."""
        self._is_stale = False
        with refusals_to(self._show_refusal):
            self._reader.begin()
            self.show_state(self._reader.state())
            if self._asked is not None and self.view is not None:
                self.view.stack.show_period(self._asked)
                self._asked = None
            if self._reader.has_more:
                self._more.start()

    def _read_more(self) -> None:
        """Read one earlier part; after the last one, draw everything."""
        with refusals_to(self._show_refusal):
            self._reader.read_more()
            if self._reader.has_more:
                self._more.start()
            else:
                self.show_state(self._reader.state())
                self._reader.forget_pages()
                give_back()

    def _make_view(self, state: TrendsState) -> "TrendsView":
        from diary.ui.trends.view import TrendsView

        view = TrendsView(self._context, state, self._in_view, only_reads=self._reader.only_reads)
        view.day_requested.connect(self.day_requested)
        view.charts_chosen.connect(self._on_charts_chosen)
        view.factors.article_requested.connect(self.article_requested)
        view.factors.doctor_requested.connect(self.doctor_requested)
        view.factors.tip_marked.connect(self._on_tip_marked)
        view.factors.tips_requested.connect(self._on_tips_requested)
        self._show_only(view)
        for fold, is_open in zip(view.folds, self._opened, strict=False):
            fold.setChecked(is_open)
        return view

    def _on_charts_chosen(self, keys: Sequence[str] | None) -> None:
        assert self.view is not None
        with telling_again(self._context, self.view.taking.said.refused):
            self._kept.write(CHARTS, partial(self._reader.choose, keys))
            self.show_state(self._reader.state())

    def _on_tip_marked(self, tip: str, mark: str, has_it: bool) -> None:
        write = self._reader.mark_tip if has_it else self._reader.unmark_tip
        self._keep(f"{tip} {mark}", partial(write, tip, TipMark(mark)))

    def _on_stored(self, key: str) -> None:
        """Go on: what the disk refused at first is in the diary now."""
        if self.view is None:
            return
        self.view.factors.say("")
        if key == CHARTS:
            self.view.taking.said.done("")
            self.show_state(self._reader.state())

    def _keep(self, key: str, write: Callable[[], None]) -> None:
        """Store a mark; a sentence in the column when the disk refuses, until it is stored after all."""
        assert self.view is not None
        say = self.view.factors.say
        with telling_again(self._context, say):
            self._kept.write(key, write)
            say("")

    def _on_tips_requested(self) -> None:
        from diary.ui.trends.factor_cards import SeenTipsDialog

        SeenTipsDialog(self._reader.tips(), self._take_back, self._context, self).open()

    def _take_back(self, tip: str, mark: TipMark) -> None:
        self._on_tip_marked(tip, mark, False)
        self.show_state(self._reader.state())

    def _show_empty(self) -> None:
        t = self._context.language.t
        if self._reader.only_reads:
            self._show_message("", t("Nothing has been logged in it yet."))
            return
        button = MainButton(t("Fill in today"), on_click=self.today_requested)
        text = t(
            "After a day or two in the diary you see spread, sleep, stress and activity under each other here. "
            "A few days a week is enough."
        )
        self._show_message(t("Your first lines will be drawn here"), text, button)

    def _show_refusal(self, refusal: Refusal) -> None:
        self._is_stale = True
        self._more.stop()
        button = TextButton(self._context.language.t("Try again"), "repeat", on_click=self._fill)
        self._show_message("", self._context.sentence(refusal), button)

    def _show_message(self, heading: str, text: str, *buttons: QAbstractButton) -> None:
        """Show one or two sentences and buttons instead of plots."""
        self.view = None
        card = Card(heading)
        fill(card.body, Text(text), *((button, 0, Qt.AlignmentFlag.AlignLeft) for button in buttons))
        self._show_only(TextColumn((Title(self._context.language.t("Trends")), card), edge=Space.WIDE))

    def _show_only(self, page: QWidget) -> None:
        while (old := self._pages.currentWidget()) is not None:
            self._pages.removeWidget(old)
            old.deleteLater()
        self._pages.addWidget(page)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fill_ahead()
