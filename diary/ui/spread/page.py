"""Where it hurt: how often, how strongly, week by week, compared with before, and how far it spread."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from diary.content.language import Language
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.screens.area_maps import MapWidth, Mode
from diary.screens.period_request import PeriodKind, PeriodRequest, first_period_request
from diary.screens.spread import SpreadState, build_spread
from diary.ui.pages import Context
from diary.ui.spread.cards import ChangesCard, LinesCard, SmallCard, WholeCard
from diary.ui.style import Space
from diary.ui.widgets.buttons import MainButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.date_field import DateField
from diary.ui.widgets.fresh_page import FreshPage
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import Text
from diary.ui.widgets.layouts import STRETCH, UNBOUND, boxed, fill, follow, in_column, in_lines
from diary.ui.widgets.scrolling import Scrolling


class PeriodRow(QWidget):
    """Emits `changed` with the request."""

    changed = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        t = language.t
        self._request: PeriodRequest | None = None
        self.stretches = Choices(
            "spread",
            t("Days on the map"),
            [
                (PeriodKind.FOUR_WEEKS, t("4 weeks")),
                (PeriodKind.THREE_MONTHS, t("3 months")),
                (PeriodKind.YEAR, t("1 year")),
                (PeriodKind.ALL, t("Everything")),
                (PeriodKind.OWN, t("Own dates")),
            ],
        )
        self.first = DateField(language, t("First day"))
        self.last = DateField(language, t("Last day"))
        to = Text("–")
        to.setWordWrap(False)
        to.setMinimumHeight(self.first.sizeHint().height())
        self._dates = boxed(in_lines(self.first, to, self.last))
        in_column(self.stretches, self._dates, within=self, spacing=Space.SMALL)
        self.stretches.chosen.connect(self._on_stretch)
        self.first.dateChanged.connect(self._on_dates)
        self.last.dateChanged.connect(self._on_dates)

    def show_request(self, request: PeriodRequest) -> None:
        """Show a request without a signal."""
        self._request = request
        self.stretches.show_value(request.stretch)
        self.first.show_day(request.own.first)
        self.last.show_day(request.own.last)
        self._dates.setVisible(request.stretch is PeriodKind.OWN)

    def _on_stretch(self, stretch: PeriodKind) -> None:
        self._dates.setVisible(stretch is PeriodKind.OWN)
        if self._request is not None:
            self._tell(replace(self._request, stretch=stretch))

    def _on_dates(self) -> None:
        """Emit the request, but not while the two dates are in the wrong order: one is still to be typed."""
        if self._request is not None and self.first.day <= self.last.day:
            self._tell(replace(self._request, own=Period(self.first.day, self.last.day)))

    def _tell(self, request: PeriodRequest) -> None:
        self._request = request
        self.changed.emit(request)


class SpreadMemory(Struct, frozen=True):
    """Holds the request and the choices."""

    request: PeriodRequest | None
    mode: Mode
    width: MapWidth | None
    tables: tuple[bool, ...]


LEAST_LINES = 17
"""Least height of the large map, in lines of words, for it to be made smaller."""


class SpreadPage(FreshPage):
    """Paints the SpreadState of the requested days; reads the diary when it is shown."""

    today_requested = Signal()

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__(context)
        self.setObjectName("spread_page")
        self._journal = journal
        self._request: PeriodRequest | None = None
        self._mode = Mode.OFTEN
        self._width: MapWidth | None = None
        self.state: SpreadState | None = None
        language = context.language
        self.spans = PeriodRow(language)
        self.whole = WholeCard(context)
        self.small = SmallCard(context, self.whole.map.shapes)
        self.changes = ChangesCard(context)
        self.lines = LinesCard(context)
        self.cards = (self.whole, self.small, self.changes, self.lines)
        self.empty = Card(language.t("No body map in these days"))
        self._lay_out()
        self.spans.changed.connect(self._on_request)
        self.whole.mode_chosen.connect(self._on_mode)
        self.small.width_chosen.connect(self._on_width)

    def show_state(self, state: SpreadState) -> None:
        self.state = state
        self.empty.setVisible(state.is_empty)
        for card in self.cards:
            card.setVisible(not state.is_empty)
            if not state.is_empty:
                card.show_state(state)
        self.lines.setVisible(bool(state.lines))
        follow((self.spans, *self.cards))
        self._column.activate()  # at once: the scroll area would do it only after painting the maps cut off
        self._fit_map()
        QCoreApplication.sendEvent(self._area, QEvent(QEvent.Type.LayoutRequest))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_map()

    def _fit_map(self) -> None:
        """Let the whole body be seen at once where that leaves it large enough."""
        body = self.whole.map
        room = self._area.viewport().height() - body.mapTo(self._content, QPoint(0, 0)).y() - Space.SMALL
        body.setMaximumHeight(room if room >= LEAST_LINES * self.fontMetrics().height() else UNBOUND)
        self._column.activate()

    def memory(self) -> SpreadMemory:
        tables = tuple(card.figure_actions.show_table.isChecked() for card in self.cards)
        return SpreadMemory(self._request, self._mode, self._width, tables)

    def recall(self, memory: SpreadMemory) -> None:
        self._request, self._mode, self._width = memory.request, memory.mode, memory.width
        for card, as_table in zip(self.cards, memory.tables, strict=True):
            card.figure_actions.show_table.setChecked(as_table)

    def _lay_out(self) -> None:
        t = self._context.language.t
        text = t(
            "When the body map of a few days is filled in, you see here where it hurt, how often and how "
            "strongly. Choose other days above, or fill in a map when it suits you."
        )
        if self._journal.reading_only is not None:
            self.empty.body.addWidget(Text(t("Choose other days above, if they have a body map.")))
        else:
            button = MainButton(t("Fill in today"), on_click=self.today_requested)
            fill(self.empty.body, Text(text), (button, 0, Qt.AlignmentFlag.AlignLeft))
        self._content = content = QWidget()
        parts = (self.spans, self.notice, self.empty, *self.cards)
        margins = (Space.WIDE, Space.LARGE, Space.WIDE, Space.WIDE)
        self._column = in_column(*parts, STRETCH, within=content, margins=margins, spacing=Space.LARGE)
        self._area = Scrolling(content)
        in_column(self._area, within=self)

    def _refresh(self) -> None:
        self.show_state(self._build())

    def _build(self) -> SpreadState:
        journal = self._journal
        span = journal.span()
        if self._request is None:
            self._request = first_period_request(span, journal.today)
        self.spans.show_request(self._request)
        period = _within(self._request.period(span, journal.today), span, journal.today)
        read = _with_days_before(period, span)
        table = journal.table(read, only=())
        began = ((journal.began() or read.first) - read.first).days
        return build_spread(
            table,
            period,
            self._context.library,
            began=began,
            mode=self._mode,
            width=self._width,
            hidden=journal.form().hidden_areas,
        )

    def _on_request(self, request: PeriodRequest) -> None:
        self._request = request
        self._width = None
        self._settle.start()

    def _on_mode(self, mode: Mode) -> None:
        self._mode = mode
        self._fill()

    def _on_width(self, width: MapWidth) -> None:
        self._width = width
        self._fill()


def _within(period: Period, span: Period | None, today: date) -> Period:
    """Return own dates cut to those the diary can have: empty years would only take time."""
    whole = Period(min(span.first, today), max(span.last, today)) if span is not None else Period(today, today)
    first, last = max(period.first, whole.first), min(period.last, whole.last)
    return Period(first, last) if first <= last else Period(whole.last, whole.last)


def _with_days_before(period: Period, span: Period | None) -> Period:
    """Return the period with as many days before it as the diary has."""
    before = period.before(len(period)).first
    first = period.first if span is None else min(period.first, max(before, span.first))
    return Period(first, period.last)
