"""What the look found, once somebody asked: a calm line first, then every pair in its fixed order."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from diary.content.theme import Theme
from diary.report.link_figure import draw_links
from diary.screens.links import LinkGroup, LinksState
from diary.ui.context import Context
from diary.ui.links.pair_view import PairView
from diary.ui.style import Space
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.figure_actions import FigureActions
from diary.ui.widgets.figure_table import FigureTable
from diary.ui.widgets.labels import QuietText, Text, Title
from diary.ui.widgets.layouts import ColumnsLayout, WrapLayout
from diary.ui.widgets.scrolling import ScrolledColumn

SHORT_LINES = 24
"""In a window of fewer lines the name of the page, which stands above it too, makes room for the words."""


class ResultView(QWidget):
    """Paints a LinksState."""

    look_requested = Signal()
    stop_requested = Signal()

    def __init__(self, state: LinksState, context: Context) -> None:
        super().__init__()
        t = context.language.t
        self._state = state
        self._context = context
        self.taking = FigureActions(context, lambda: state.figure, self._drawing)
        self.look_again = TextButton(t("Look again"), "repeat")
        self.look_again.clicked.connect(self.look_requested)
        self.stop = TextButton(t("Put this away"))
        self.stop.clicked.connect(self.stop_requested)
        self.pairs: tuple[PairView, ...] = ()
        self.table = FigureTable(context.language)
        self.table.show_figure(state.figure)
        self.body = QStackedWidget()
        self.body.addWidget(self._words())
        self.body.addWidget(self.table)
        self.taking.table_toggled.connect(lambda shown: self.body.setCurrentIndex(int(shown)))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self._top(t("What goes together")))
        column.addWidget(self.taking.said)
        column.addWidget(self.body, 1)

    def _drawing(self, theme: Theme) -> str:
        return draw_links(self._state, self._context.language, theme)

    def _top(self, title: str) -> QWidget:
        top = QWidget()
        row = WrapLayout(top, Space.SMALL)
        self._title = Title(title)
        self._title.setWordWrap(False)
        self._title.setContentsMargins(0, 0, Space.WIDE, 0)
        for widget in (self._title, self.taking.show_table, self.taking.take, self.look_again, self.stop):
            row.addWidget(widget)
        has_numbers = bool(self._state.groups)
        self.taking.show_table.setVisible(has_numbers)
        self.taking.take.setVisible(has_numbers)
        return top

    def _words(self) -> ScrolledColumn:
        """The result in words, to scroll through."""
        sheet = ScrolledColumn()
        column = sheet.column
        column.setContentsMargins(0, 0, Space.SMALL, 0)
        column.setSpacing(Space.LARGE)
        first = Card()
        first.body.setSpacing(Space.SMALL)
        first.body.addWidget(Text(self._state.headline, bold=True))
        first.body.addWidget(Text(self._state.more))
        first.body.addWidget(QuietText(self._state.looked))
        first.body.addWidget(
            QuietText(
                self._context.language.t(
                    "This stays as it is until you look again. Whoever looks often sees chance more often: a "
                    "pattern that comes and goes leaves you not knowing yet. Once in a few weeks is plenty."
                )
            )
        )
        column.addWidget(first)
        cards = QWidget()
        grid = ColumnsLayout(2, 420, cards)
        for group in self._state.groups:
            grid.addWidget(self._card(group))
        column.addWidget(cards)
        if self._state.method:
            column.addWidget(QuietText(self._state.method))
        column.addStretch(1)
        return sheet

    def _card(self, group: LinkGroup) -> Card:
        card = Card(group.title, group.hint)
        card.body.setSpacing(0)
        views = [PairView(pair, self._context) for pair in group.pairs]
        for index, view in enumerate(views):
            if index:
                card.body.addWidget(Rule())
            card.body.addWidget(view)
        card.body.addStretch(1)
        self.pairs = (*self.pairs, *views)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._title.setHidden(self.height() < SHORT_LINES * self.fontMetrics().height())
