"""Where it hurt: how often, how strongly, week by week, compared with before, and how far it spread."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.screens.area_maps import MapWidth, Mode
from diary.screens.span_wish import SpanWish, first_wish
from diary.screens.spread import SpreadState, build_spread
from diary.ui.context import Context
from diary.ui.spread.cards import ChangesCard, LinesCard, SmallCard, WholeCard
from diary.ui.spread.span_row import SpanRow
from diary.ui.style import Space
from diary.ui.widgets.card import Card
from diary.ui.widgets.fresh_page import FreshPage
from diary.ui.widgets.labels import Text
from diary.ui.widgets.scrolling import Scrolling


@dataclass(frozen=True)
class Memory:
    """What was looked at."""

    wish: SpanWish | None
    mode: Mode
    width: MapWidth | None
    tables: tuple[bool, ...]


class SpreadPage(FreshPage):
    """Paints the SpreadState of the days asked for; reads the diary when it is shown."""

    def __init__(self, context: Context, journal: Journal, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("spread_page")
        self._journal = journal
        self._wish: SpanWish | None = None
        self._mode = Mode.OFTEN
        self._width: MapWidth | None = None
        self.state: SpreadState | None = None
        language = context.language
        self.spans = SpanRow(language)
        self.whole = WholeCard(context)
        self.small = SmallCard(context, self.whole.map.shapes)
        self.changes = ChangesCard(context)
        self.lines = LinesCard(context)
        self.cards = (self.whole, self.small, self.changes, self.lines)
        self.empty = Card(language.t("No body map in these days"))
        self._lay_out()
        self.spans.changed.connect(self._on_wish)
        self.whole.mode_chosen.connect(self._on_mode)
        self.small.width_chosen.connect(self._on_width)

    def show_state(self, state: SpreadState) -> None:
        """Paint a state."""
        self.state = state
        self.empty.setVisible(state.is_empty)
        for card in self.cards:
            card.setVisible(not state.is_empty)
            if not state.is_empty:
                card.show_state(state)
        self.lines.setVisible(bool(state.lines))

    def memory(self) -> Memory:
        """What is looked at, for the same page in another language or theme."""
        tables = tuple(card.figure_actions.show_table.isChecked() for card in self.cards)
        return Memory(self._wish, self._mode, self._width, tables)

    def recall(self, memory: Memory) -> None:
        """Look at the same again."""
        self._wish, self._mode, self._width = memory.wish, memory.mode, memory.width
        for card, as_table in zip(self.cards, memory.tables, strict=True):
            card.figure_actions.show_table.setChecked(as_table)

    def _lay_out(self) -> None:
        t = self._context.language.t
        self.empty.body.addWidget(
            Text(
                t(
                    "When the body map of a few days is filled in, you see here where it hurt, how often and how "
                    "strongly. Choose other days above, or fill in a map when it suits you."
                )
            )
        )
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.WIDE)
        column.setSpacing(Space.LARGE)
        column.addWidget(self.spans)
        column.addWidget(self.notice)
        column.addWidget(self.empty)
        for card in self.cards:
            column.addWidget(card)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolling(content))

    def _refresh(self) -> None:
        self.show_state(self._build())

    def _build(self) -> SpreadState:
        journal = self._journal
        span = journal.span()
        if self._wish is None:
            self._wish = first_wish(span, journal.today)
        self.spans.show_wish(self._wish)
        period = _within(self._wish.period(span, journal.today), span, journal.today)
        read = _with_days_before(period, span)
        table = journal.table(read, only=())
        began = (span.first - read.first).days if span is not None else 0
        return build_spread(
            table,
            period,
            self._context.library,
            began=began,
            mode=self._mode,
            width=self._width,
            hidden=journal.form().hidden_areas,
        )

    def _on_wish(self, wish: SpanWish) -> None:
        self._wish = wish
        self._width = None
        self._settle.start()

    def _on_mode(self, mode: Mode) -> None:
        self._mode = mode
        self._fill()

    def _on_width(self, width: MapWidth) -> None:
        self._width = width
        self._fill()


def _within(period: Period, span: Period | None, today: date) -> Period:
    """Own dates cut to what the diary can have: years without a day would only be a long wait."""
    whole = Period(min(span.first, today), max(span.last, today)) if span is not None else Period(today, today)
    first, last = max(period.first, whole.first), min(period.last, whole.last)
    return Period(first, last) if first <= last else Period(whole.last, whole.last)


def _with_days_before(period: Period, span: Period | None) -> Period:
    """The period and as many days before it as the diary has."""
    before = period.before(len(period)).first
    first = period.first if span is None else min(period.first, max(before, span.first))
    return Period(first, period.last)
