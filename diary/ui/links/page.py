"""The What goes together page: it computes links only when the person asks, and again only when asked again."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from diary.content.language import Language
from diary.content.theme import Theme
from diary.domain.links.link import Link, LinksReport, LinkState
from diary.domain.links.look import look_at_links
from diary.domain.period import Period, parts_of
from diary.domain.refusal import Refusal
from diary.domain.table import DayTable, join_tables
from diary.journal.journal import Journal
from diary.report.link_figure import draw_links
from diary.screens.links import DirectionState, LinkGroup, LinksState, PairState, build_links
from diary.ui.background import Task
from diary.ui.pages import Context, refusals_to
from diary.ui.retry import KeptWrites
from diary.ui.style import CARD, LINE, QUIET, Space, Type, type_font
from diary.ui.widgets.buttons import MainButton, SureButton, TextButton
from diary.ui.widgets.card import Card, with_rules
from diary.ui.widgets.figure_actions import FigureActions, FigureTable
from diary.ui.widgets.fold_head import FoldHead
from diary.ui.widgets.labels import QuietText, Text, Title
from diary.ui.widgets.layouts import STRETCH, Stack, boxed, fill, in_column, in_columns, in_lines, in_row, take_out
from diary.ui.widgets.painted import PaintedPicture
from diary.ui.widgets.scrolling import ScrolledColumn, TextColumn

DOT = 5.0
WIDEST = 420


class IntervalPicture(PaintedPicture):
    """Paints a link that has an interval. A line that crosses the middle means: chance explains it as well."""

    def __init__(self, link: Link, colour: QColor, language: Language) -> None:
        super().__init__()
        self._link = link
        self._colour = colour
        t = language.t
        self._words = (t("opposite ways"), t("no pattern"), t("the same way"))
        self.setFont(type_font(Type.SMALL))
        self.setAccessibleName(
            t(
                "From {low} to {high}, most likely {r}, on a scale from -1 (opposite ways) to 1 (the same way).",
                low=language.fixed(link.low or 0.0, 2),
                high=language.fixed(link.high or 0.0, 2),
                r=language.fixed(link.r or 0.0, 2),
            )
        )
        self.setToolTip(self.accessibleName())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        words = sum(metrics.horizontalAdvance(word) for word in self._words) + 2 * Space.MEDIUM
        return QSize(words, metrics.height() + round(4 * DOT) + Space.HAIR)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def place_of(self, value: float) -> float:
        """Return the x coordinate of a correlation, in pixels."""
        room = min(self.width(), max(WIDEST, self.sizeHint().width())) - 2 * DOT
        return DOT + (value + 1) / 2 * room

    def _draw(self, painter: QPainter) -> None:
        if self._link.r is None or self._link.low is None or self._link.high is None:
            return
        palette = self.palette()
        y = 2 * DOT
        painter.setPen(QPen(palette.color(LINE), 1.5))
        painter.drawLine(QPointF(self.place_of(-1), y), QPointF(self.place_of(1), y))
        painter.setPen(QPen(palette.color(QUIET), 1.2))
        painter.drawLine(QPointF(self.place_of(0), y - 2 * DOT + 1), QPointF(self.place_of(0), y + 2 * DOT - 1))
        painter.setPen(QPen(self._colour, 2.4, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(self.place_of(self._link.low), y), QPointF(self.place_of(self._link.high), y))
        painter.setPen(QPen(self._colour, 1.8))
        painter.setBrush(self._colour if self._link.state is LinkState.PATTERN else palette.color(CARD))
        painter.drawEllipse(QPointF(self.place_of(self._link.r), y), DOT - 1, DOT - 1)
        self._draw_words(painter, 4 * DOT + Space.HAIR)

    def _draw_words(self, painter: QPainter, top: float) -> None:
        painter.setPen(self.palette().color(QUIET))
        painter.setFont(self.font())
        left, right = self.place_of(-1), self.place_of(1)
        row = QRectF(left, top, right - left, self.height() - top)
        sides = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
        metrics = QFontMetrics(self.font())
        widths = [metrics.horizontalAdvance(words) for words in self._words]
        fits = 2 * max(widths[0], widths[2]) + widths[1] + 2 * Space.SMALL <= row.width()
        for words, side in zip(self._words, sides, strict=True):
            if fits or side != Qt.AlignmentFlag.AlignHCenter:
                painter.drawText(row, side | Qt.AlignmentFlag.AlignTop, words)


LEAST_WIDTH = 300


class PairView(QWidget):
    """Paints a PairState; the other direction stands beside the first one when there is room."""

    def __init__(self, pair: PairState, context: Context) -> None:
        super().__init__()
        self.pair = pair
        self.setObjectName(f"pair_{pair.key}")
        self.head = FoldHead(pair.title, pair.words, is_open=pair.is_open)
        colour = QColor(context.theme.roles[pair.role])
        ways = [_Way(way, colour, context) for way in (pair.forward, pair.reverse)]
        body = boxed(in_column(in_columns(*ways, least_width=LEAST_WIDTH), margins=(0, 0, 0, Space.LARGE)))
        in_column(self.head, body, within=self, spacing=0)
        body.setVisible(pair.is_open)
        self.head.toggled.connect(body.setVisible)


class _Way(QWidget):
    """Shows one direction: which comes first, the sentence, the picture and its numbers."""

    def __init__(self, way: DirectionState, colour: QColor, context: Context) -> None:
        super().__init__()
        column = in_column(QuietText(way.order), Text(way.sentence), within=self, spacing=Space.SMALL)
        if way.thirds:
            column.addWidget(Text(way.thirds))
        if way.has_interval:
            fill(column, IntervalPicture(way.link, colour, context.language), QuietText(way.numbers))
        column.addStretch(1)


TABLE_LINES = 18
"""Least height of the table, in lines of text."""


class ResultView(ScrolledColumn):
    look_requested = Signal()
    stop_requested = Signal()

    def __init__(self, state: LinksState, context: Context) -> None:
        super().__init__()
        t = context.language.t
        self._state = state
        self._context = context
        self.taking = FigureActions(context, lambda: state.figure, self._drawing)
        self.look_again = TextButton(t("Look again"), "repeat", on_click=self.look_requested)
        self.stop = TextButton(t("Put this away"), on_click=self.stop_requested)
        self.sure = SureButton(context.language)
        self.pairs: tuple[PairView, ...] = ()
        self.table = FigureTable(context.language)
        self.table.show_figure(state.figure)
        self.table.setMinimumHeight(TABLE_LINES * self.fontMetrics().height())
        self.table.hide()
        self._words = self._in_words()
        self.taking.table_toggled.connect(self.table.setVisible)
        self.taking.table_toggled.connect(self._words.setHidden)
        self.column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        self.column.setSpacing(Space.MEDIUM)
        fill(self.column, self._top(), self.taking.said, self._words, (self.table, 1))
        self.column.addStretch(0)

    def _drawing(self, theme: Theme) -> str:
        return draw_links(self._state, self._context.language, theme)

    def _top(self) -> QWidget:
        has_numbers = bool(self._state.groups)
        self.taking.show_table.setVisible(has_numbers)
        self.taking.take.setVisible(has_numbers)
        return boxed(in_lines(self.taking.show_table, self.taking.take, self.look_again, self.stop))

    def _in_words(self) -> QWidget:
        first = Card(spacing=Space.SMALL)
        state = self._state
        fill(
            first.body,
            in_row((Text(state.headline, bold=True), 1), (self.sure, 0, Qt.AlignmentFlag.AlignTop)),
            Text(state.more),
            *([Text(state.again)] if state.again else []),
            QuietText(state.looked),
            QuietText(
                self._context.language.t(
                    "This stays as it is until you look again. Whoever looks often sees chance more often: a "
                    "pattern that comes and goes leaves you not knowing yet. Once in a few weeks is plenty."
                )
            ),
        )
        counted = [QuietText(words) for words in (state.left_out, state.method) if words]
        rest = boxed(in_column(self._cards(state.with_pairs(has_pattern=False)), *counted, spacing=Space.LARGE))
        rest.hide()
        self.sure.toggled.connect(rest.setVisible)
        self.sure.setVisible(bool(state.groups))
        found = self._cards(state.with_pairs(has_pattern=True))
        return boxed(in_column(first, found, rest, spacing=Space.LARGE))

    def _cards(self, groups: Sequence[LinkGroup]) -> QWidget:
        cards = in_columns(*map(self._card, groups), least_width=420)
        if not groups:
            cards.hide()
        return cards

    def _card(self, group: LinkGroup) -> Card:
        card = Card(group.title, group.hint, spacing=0)
        views = [PairView(pair, self._context) for pair in group.pairs]
        fill(card.body, *with_rules(views), STRETCH)
        self.pairs = (*self.pairs, *views)
        return card


class LinkSearchResult(Struct, frozen=True):
    """The links found up to the day `until`; `first` and `report` are None when nothing was logged by then."""

    until: date
    first: date | None
    report: LinksReport | None


class LinkSearch(QObject):
    """Computes links up to a given day in a thread."""

    found = Signal(object)
    """A Found."""
    refused = Signal(object)
    """A Refusal: the diary could not be read."""

    def __init__(self, journal: Journal, parent: QObject) -> None:
        super().__init__(parent)
        self._journal = journal
        self._until = date.min
        self._number = 0
        self._span: Period | None = None
        self._wanted: Iterator[Period] = iter(())
        self._tables: list[DayTable] = []
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._read_part)

    def start(self, until: date) -> None:
        """Start; the result of an earlier run is dropped."""
        self.cancel()
        self._until = until
        with refusals_to(self.refused.emit):
            span = self._journal.span()
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
            done = partial(self._on_compared, self._number)
            Task(partial(look_at_links, table), done, self.refused.emit, self).start()
            return
        with refusals_to(self.refused.emit):
            self._tables.append(self._journal.table(part))
            self._next.start()

    def _on_compared(self, number: int, report: LinksReport) -> None:
        if number == self._number and self._span is not None:
            self.found.emit(LinkSearchResult(self._until, self._span.first, report))


SHOW_BUSY_AFTER_MS = 300
"""After this long the page says that it is computing, and offers to stop."""


class LinksPage(QWidget):
    """Shows the links. The request is stored in the diary with its last day: opening the page again shows the same
    result, because looking every day would sooner or later find a link by chance."""

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__()
        self.setObjectName("links_page")
        self._context = context
        self._journal = journal
        self._found: LinkSearchResult | None = None
        self._is_fresh = True
        self._kept = KeptWrites(self)
        self._search = LinkSearch(journal, self)
        self._search.found.connect(self._on_found)
        self._search.refused.connect(self._show_refusal)
        self._slow = QTimer(self, singleShot=True, interval=SHOW_BUSY_AFTER_MS)
        self._slow.timeout.connect(self._show_waiting)
        self.result: ResultView | None = None
        self._pages = Stack()
        in_column(self._pages, within=self)

    def memory(self) -> LinkSearchResult | None:
        return self._found

    def recall(self, memory: LinkSearchResult | None) -> None:
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
        with refusals_to(self._show_refusal):
            until = self._journal.choices.links_until()
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
        with refusals_to(self._show_refusal):
            self._kept.write("until", partial(self._journal.choices.look_at_links_until, None))
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
        button = MainButton(t("Look what goes together"), on_click=self._look)
        self._show_words(
            t("Off until you ask for it"),
            (
                t(
                    "Here you can see whether some days in your diary were followed by others more often: short "
                    "nights and the day after, stress and the day after it, busy days and the day after them."
                ),
                t(
                    "Chance makes patterns too. Of 100 diaries made of nothing but chance, a simple comparison "
                    "finds a pattern in 60. This look is strict: it errs in about 5 of 100. That is why “no "
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
        button = TextButton(t("Stop"), on_click=self._cancel)
        self._show_words("", (t("Looking at all your days…"),), button)

    def _show_refusal(self, refusal: Refusal) -> None:
        self._slow.stop()
        button = TextButton(self._context.language.t("Try again"), "repeat", on_click=self._begin)
        self._show_words("", (self._context.sentence(refusal),), button)

    def _show_words(self, heading: str, paragraphs: Sequence[str], button: QAbstractButton) -> None:
        """Show a few sentences instead of a result, with buttons."""
        self.result = None
        card = Card(heading, spacing=Space.MEDIUM)
        fill(card.body, *(Text(paragraph) for paragraph in paragraphs), (button, 0, Qt.AlignmentFlag.AlignLeft))
        title = Title(self._context.language.t("What goes together"))
        self._show_only(TextColumn((title, card), edge=Space.WIDE), button)

    def _show_only(self, page: QWidget, first: QWidget) -> None:
        """Replace the content; keyboard focus that was inside moves to `first`."""
        focused = QApplication.focusWidget()
        was_here = focused is not None and (focused is self or self.isAncestorOf(focused))
        while (old := self._pages.currentWidget()) is not None:
            take_out(old, self._pages)
        self._pages.addWidget(page)
        if was_here:
            first.setFocus()
