"""Two periods of the diary side by side: before and after, this month and last."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.content.theme import Theme
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.journal.journal import Journal
from diary.report.compare_figure import draw_compare
from diary.screens.compare import (
    USUAL,
    CompareRow,
    CompareState,
    Reach,
    build_compare,
    choices,
    covering,
    means_words,
)
from diary.screens.compare_figure import compare_figure
from diary.screens.figure import Figure
from diary.screens.period_request import TwoPeriodsRequest, first_two_periods
from diary.ui.compare.two_periods_card import TwoPeriodsCard
from diary.ui.pages import Context
from diary.ui.retry import KeptWrites, again_words
from diary.ui.style import ACCENT, BORDER, FIELD, LINE, Space
from diary.ui.widgets.buttons import CheckBox, TextButton
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.figure_actions import FigureActions, FigureTable
from diary.ui.widgets.fresh_page import FreshPage
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import ColumnsLayout
from diary.ui.widgets.scrolling import Scrolling

DOT = 5.0
END = 5.0
LEAST_WIDTH = 160


class IntervalLine(QWidget):
    """Paints a Reach around a line at zero; the band beside zero holds what is too small for a word."""

    def __init__(self, reach: Reach, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reach = reach
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, int(Space.WIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, reach = self.palette(), self._reach
        middle, y = self.width() / 2, self.height() / 2
        half = middle - DOT
        small = min(1.0, reach.small) * half
        painter.fillRect(QRectF(middle - small, y - 9, 2 * small, 18), palette.color(FIELD))
        self._line(painter, palette.color(LINE), 1, (middle - half, y), (middle + half, y))
        self._line(painter, palette.color(BORDER), 1.4, (middle, 1), (middle, self.height() - 1))
        low, at, high = (middle + part * half for part in (reach.low, reach.middle, reach.high))
        colour = palette.color(ACCENT)
        self._line(painter, colour, 2.4, (low, y), (high, y))
        for end in (low, high):
            self._line(painter, colour, 2, (end, y - END), (end, y + END))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(at, y), DOT, DOT)
        painter.end()

    @staticmethod
    def _line(
        painter: QPainter, colour: QColor, width: float, start: tuple[float, float], end: tuple[float, float]
    ) -> None:
        painter.setPen(QPen(colour, width))
        painter.drawLine(QPointF(*start), QPointF(*end))


LEAST_TICK = 230


class RowChooser(QWidget):
    """Emits `chosen` with the keys of all ticked rows. The check boxes are built when the dialog first opens."""

    chosen = Signal(object)

    def __init__(
        self, language: Language, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._choices = choices
        self._keys: frozenset[str] = frozenset()
        self.ticks: dict[str, CheckBox] = {}
        self.open = TextButton(language.t("Choose rows"))
        self.open.setCheckable(True)
        self.open.toggled.connect(self._on_open)
        self._ticks = QWidget()
        self._ticks.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self.open)
        column.addWidget(self._ticks)

    def show_chosen(self, keys: Collection[str]) -> None:
        """Tick these rows without a signal."""
        self._keys = frozenset(keys)
        for key, tick in self.ticks.items():
            tick.blockSignals(True)
            tick.setChecked(key in self._keys)
            tick.blockSignals(False)

    def _on_open(self, is_open: bool) -> None:
        if is_open and not self.ticks:
            self._make_ticks()
        self._ticks.setVisible(is_open)

    def _make_ticks(self) -> None:
        column = QVBoxLayout(self._ticks)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(QuietText(self._language.t("With fewer rows the lines get shorter.")))
        places = QWidget()
        rows = ColumnsLayout(3, LEAST_TICK, places)
        for key, name in self._choices:
            tick = CheckBox(name)
            tick.setObjectName(f"compare_row:{key}")
            tick.setChecked(key in self._keys)
            tick.toggled.connect(self._on_ticked)
            self.ticks[key] = tick
            rows.addWidget(tick)
        column.addWidget(places)

    def _on_ticked(self) -> None:
        self._keys = frozenset(key for key, tick in self.ticks.items() if tick.isChecked())
        self.chosen.emit(tuple(key for key, _ in self._choices if key in self._keys))


LEAST_HALF = 260


class CompareRows(QWidget):
    """Paints the rows of a state, in their order."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.MEDIUM)

    def show_state(self, state: CompareState) -> None:
        """Show these rows instead of the former ones."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for index, row in enumerate(state.rows):
            if index:
                self._add(Rule())
            self._add(_row(self._language, row))

    def _add(self, widget: QWidget) -> None:
        """Show a row at once: a visible layout would do it a turn of the event loop later, and the page jump."""
        self._column.addWidget(widget)
        widget.show()


def _row(language: Language, row: CompareRow) -> QWidget:
    whole = QWidget()
    columns = ColumnsLayout(2, LEAST_HALF, whole)
    left, right = QWidget(), QWidget()
    words = _column(left)
    words.addWidget(Text(row.name, bold=True))
    words.addWidget(QuietText(means_words(language, row)))
    said = _column(right)
    if row.reach is not None:
        said.addWidget(IntervalLine(row.reach, f"{row.name}: {row.difference} ({row.interval}). {row.words}"))
    said.addWidget(Text(row.words))
    if row.difference:
        said.addWidget(QuietText(f"{row.difference} ({row.interval})"))
    columns.addWidget(left)
    columns.addWidget(right)
    return whole


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.HAIR)
    return column


CHOICE = "compare"
MOST_MOMENTS = 200
TABLE_ROWS = 9


@dataclass(frozen=True)
class CompareMemory:
    """Holds what was compared, and whether as a table."""

    request: TwoPeriodsRequest | None
    as_table: bool


class ComparePage(FreshPage):
    """Paints the CompareState of the requested periods; reads the diary when it is shown."""

    def __init__(self, context: Context, journal: Journal, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("compare_page")
        language = context.language
        self._journal = journal
        self._kept = KeptWrites(self)
        self._kept.stored.connect(lambda _key: self._settle.start())
        self._request: TwoPeriodsRequest | None = None
        self.state: CompareState | None = None
        self.requests = TwoPeriodsCard(context.library)
        self.earlier, self.later = Text(), Text()
        self.problem = Text()
        self.rows = CompareRows(language)
        self.table = FigureTable(language)
        self.remarks = QuietText()
        self.chooser = RowChooser(language, choices(context.library))
        self.figure_actions = FigureActions(context, self._figure, self._svg)
        self._lay_out()
        self.requests.changed.connect(self._on_request)
        self.chooser.chosen.connect(self._on_rows)
        self.figure_actions.table_toggled.connect(self._show_form)

    def show_state(self, state: CompareState) -> None:
        """Paint a state."""
        t = self._context.language.t
        self.state = state
        self.earlier.setText(t("Earlier: {days}", days=state.before))
        self.later.setText(t("Later: {days}", days=state.after))
        self.problem.setText(state.problem)
        self.problem.setVisible(bool(state.problem))
        self.rows.show_state(state)
        self.table.show_figure(self._figure())
        self.remarks.setText("\n\n".join(state.remarks))
        self.remarks.setVisible(bool(state.remarks))
        self.setAccessibleDescription(state.summary)
        self.figure_actions.setVisible(bool(state.rows))
        self._show_form()

    def memory(self) -> CompareMemory:
        """Return what is compared, to restore it in another language or theme."""
        return CompareMemory(self._request, self.figure_actions.show_table.isChecked())

    def recall(self, memory: CompareMemory) -> None:
        """Compare the same again."""
        self._request = memory.request
        self.figure_actions.show_table.setChecked(memory.as_table)

    def _lay_out(self) -> None:
        t = self._context.language.t
        asked = Card(
            t("Compare two stretches"), t("Means side by side, with how far chance could carry them apart.")
        )
        asked.body.addWidget(self.requests)
        found = Card()
        found.body.setSpacing(Space.MEDIUM)
        parts: tuple[QWidget, ...] = (
            *(self.earlier, self.later, Rule()),
            *(self.notice, self.problem, self.rows, self.table),
        )
        for widget in (*parts, self.remarks, self.chooser, self.figure_actions):
            found.body.addWidget(widget)
        self.table.setMinimumHeight(TABLE_ROWS * 2 * self.fontMetrics().height())
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.WIDE)
        column.setSpacing(Space.LARGE)
        column.addWidget(asked)
        column.addWidget(found)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolling(content))

    def _refresh(self) -> None:
        self.show_state(self._build())

    def _build(self) -> CompareState:
        journal = self._journal
        span = journal.span()
        whole = span or Period(journal.today, journal.today)
        if self._request is None:
            self._request = first_two_periods(span, journal.today)
        self.requests.show_moments(journal.moments(whole)[:MOST_MOMENTS])
        self.requests.show_request(self._request)
        chosen = journal.choices.chosen(CHOICE)
        keys = USUAL if chosen is None else chosen
        self.chooser.show_chosen(keys)
        spans = self._request.spans(span, journal.today)
        table = journal.table(covering(spans, span))
        began = (whole.first - table.period.first).days
        return build_compare(table, spans, began, keys, self._context.library)

    def _figure(self) -> Figure:
        assert self.state is not None
        return compare_figure(self._context.language, self.state)

    def _svg(self, theme: Theme) -> str:
        assert self.state is not None
        return draw_compare(self.state, self._context.language, theme, self._figure().title)

    def _show_form(self) -> None:
        """Show rows or a table; neither when there is nothing to compare."""
        has_rows = self.state is not None and bool(self.state.rows)
        as_table = self.figure_actions.show_table.isChecked()
        self.rows.setVisible(has_rows and not as_table)
        self.table.setVisible(has_rows and as_table)

    def _on_request(self, request: TwoPeriodsRequest) -> None:
        self._request = request
        self._settle.start()

    def _on_rows(self, keys: tuple[str, ...]) -> None:
        try:
            self._kept.write(CHOICE, partial(self._journal.choices.choose, CHOICE, keys))
        except Refusal as refusal:
            sentence = refusal_sentence(self._context.language, self._context.library.words, refusal)
            self.notice.say(again_words(self._context.language, refusal, sentence))
            return
        self._settle.start()
