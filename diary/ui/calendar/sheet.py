"""The cards of the Calendar page: the month, what is chosen, the year and the legend, arranged for the width."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from diary.domain.period import Period
from diary.screens.calendar import CalendarState
from diary.screens.chosen_days import ChosenState
from diary.ui.calendar.chosen_card import ChosenCard
from diary.ui.calendar.legend import Legend
from diary.ui.calendar.month_grid import MonthGrid
from diary.ui.calendar.year_strip import YearStrip
from diary.ui.context import Context
from diary.ui.style import Space
from diary.ui.widgets.card import Card

SIDE_LETTERS = 34
"""The column beside the month is about this many letters wide; the month needs twice as much."""


class CalendarSheet(QScrollArea):
    """Scrolls where the cards need more height than there is."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        language = context.language
        self._is_wide = True
        self.grid = MonthGrid(language)
        self.chosen = ChosenCard(language)
        self.year = YearStrip(language)
        self.legend = Legend(language, context.library.words.moments)
        self.legend.week_numbers.toggled.connect(self.grid.show_week_numbers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()

    @property
    def edge(self) -> int:
        """The margin at the left and the right, for what stands above the sheet."""
        return Space.WIDE if self._is_wide else Space.MEDIUM

    def show_state(self, state: CalendarState) -> None:
        """Show a month and its year."""
        self.grid.show_state(state)
        self.year.show_state(state)
        self.legend.show_tint(state.tint)

    def show_chosen(self, chosen: ChosenState, period: Period, cursor: date) -> None:
        """Show what is chosen in the month."""
        self.grid.show_chosen(period, cursor)
        self.chosen.show_state(chosen)
        self._arrange_buttons()

    def keep_in_sight(self, day: date) -> None:
        """Scroll to a day the keyboard went to."""
        button = self.grid.button_of(day)
        if button is not None and button.hasFocus():
            self.ensureWidgetVisible(button, 0, Space.WIDE)

    def arrange(self, width: int) -> None:
        """What is chosen stands beside the month when there is room for both, otherwise between month and year."""
        side = SIDE_LETTERS * self.fontMetrics().averageCharWidth() + 2 * Space.LARGE
        is_wide = width >= 3 * side
        self._side.setFixedWidth(side)
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._side.setVisible(is_wide)
            for index, card in enumerate((self.chosen, self.legend)):
                if is_wide:
                    self._side_column.insertWidget(index, card)
                else:
                    self._main.insertWidget(2 * index + 1, card)
        self._keep_edges()
        self._arrange_buttons()

    def _keep_edges(self) -> None:
        """The cards end where the line above them ends, with or without a scroll bar."""
        bar = self.width() - self.viewport().width()
        self._row.setContentsMargins(self.edge, 0, max(self.edge - bar, 0), self.edge)

    def _arrange_buttons(self) -> None:
        room = self.chosen.width() - 2 * Space.LARGE
        self.chosen.set_beside(not self._is_wide and self.chosen.buttons_width() <= room * 0.45)

    def _lay_out(self) -> None:
        month, year = Card(), Card()
        month.body.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        month.body.addWidget(self.grid, 1)
        year.body.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.LARGE)
        year.body.addWidget(self.year)
        self._main = QVBoxLayout()
        self._main.setSpacing(Space.LARGE)
        self._main.addWidget(month, 1)
        self._main.addWidget(year)
        self._side = QWidget()
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.setSpacing(Space.LARGE)
        self._side_column.addWidget(self.chosen)
        self._side_column.addWidget(self.legend)
        self._side_column.addStretch(1)
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setSpacing(Space.LARGE)
        self._row.addLayout(self._main, 1)
        self._row.addWidget(self._side)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_edges()
        self._arrange_buttons()
