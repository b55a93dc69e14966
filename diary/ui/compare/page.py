"""Two stretches of the diary side by side: before and after, this month and last."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.content.theme import Theme
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.journal.journal import Journal
from diary.report.compare_figure import draw_compare
from diary.screens.compare import USUAL, CompareState, build_compare, choices, covering
from diary.screens.compare_figure import compare_figure
from diary.screens.figure import Figure
from diary.screens.span_wish import SpansWish, first_spans
from diary.ui.compare.row_chooser import RowChooser
from diary.ui.compare.rows import CompareRows
from diary.ui.compare.wish_card import WishCard
from diary.ui.context import Context
from diary.ui.style import Space
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.figure_actions import FigureActions
from diary.ui.widgets.figure_table import FigureTable
from diary.ui.widgets.fresh_page import FreshPage
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.scrolling import Scrolling

CHOICE = "compare"
MOST_MOMENTS = 200
TABLE_ROWS = 9


@dataclass(frozen=True)
class Memory:
    """What was compared, and whether as a table."""

    wish: SpansWish | None
    as_table: bool


class ComparePage(FreshPage):
    """Paints the CompareState of the stretches asked for; reads the diary when it is shown."""

    def __init__(self, context: Context, journal: Journal, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("compare_page")
        language = context.language
        self._journal = journal
        self._wish: SpansWish | None = None
        self.state: CompareState | None = None
        self.wishes = WishCard(context.library)
        self.earlier, self.later = Text(), Text()
        self.problem = Text()
        self.rows = CompareRows(language)
        self.table = FigureTable(language)
        self.remarks = QuietText()
        self.chooser = RowChooser(language, choices(context.library))
        self.figure_actions = FigureActions(context, self._figure, self._svg)
        self._lay_out()
        self.wishes.changed.connect(self._on_wish)
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

    def memory(self) -> Memory:
        """What is compared, for the same page in another language or theme."""
        return Memory(self._wish, self.figure_actions.show_table.isChecked())

    def recall(self, memory: Memory) -> None:
        """Compare the same again."""
        self._wish = memory.wish
        self.figure_actions.show_table.setChecked(memory.as_table)

    def _lay_out(self) -> None:
        t = self._context.language.t
        asked = Card(
            t("Compare two stretches"), t("Means side by side, with how far chance could carry them apart.")
        )
        asked.body.addWidget(self.wishes)
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
        if self._wish is None:
            self._wish = first_spans(span, journal.today)
        self.wishes.show_moments(journal.moments(whole)[:MOST_MOMENTS])
        self.wishes.show_wish(self._wish)
        chosen = journal.choice(CHOICE)
        keys = USUAL if chosen is None else chosen
        self.chooser.show_chosen(keys)
        spans = self._wish.spans(span, journal.today)
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
        """As rows or as a table; neither when there is nothing to compare."""
        has_rows = self.state is not None and bool(self.state.rows)
        as_table = self.figure_actions.show_table.isChecked()
        self.rows.setVisible(has_rows and not as_table)
        self.table.setVisible(has_rows and as_table)

    def _on_wish(self, wish: SpansWish) -> None:
        self._wish = wish
        self._settle.start()

    def _on_rows(self, keys: tuple[str, ...]) -> None:
        try:
            self._journal.choose(CHOICE, keys)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self._settle.start()
