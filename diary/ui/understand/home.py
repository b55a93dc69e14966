"""The first page of Understand: the road to begin with, and all topics in their groups."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from diary.content.language import Language
from diary.screens.understand import TopicGroup, TopicLine, UnderstandState
from diary.ui.style import Space
from diary.ui.understand.rows import RoadStep, TopicRow
from diary.ui.widgets.buttons import MainButton, TextButton, quiet_button
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import QuietText, Text, Title
from diary.ui.widgets.layouts import STRETCH, Beside, boxed, empty, fill, in_column, in_columns, in_lines, in_row
from diary.ui.widgets.scrolling import ScrolledColumn

BESIDE_CARDS = Space.SMALL + Space.MEDIUM
"""Pixels right of the cards: a margin and the scroll bar."""


class HomeView(QWidget):
    """Shows an UnderstandState."""

    topic_requested = Signal(str)
    search_requested = Signal()
    booklet_requested = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = language.t
        self._language = language
        self.rows: dict[str, TopicRow] = {}
        self.steps: tuple[RoadStep, ...] = ()
        self.resume = MainButton("")
        self.search = TextButton(t("Search all pages"), "search", on_click=self.search_requested.emit)
        self._sheet = in_column()
        self._title = Title(t("Understand"))
        self._about = QuietText(t("Short pages about pain that stays. With sources."))
        for words in (self._title, self._about):
            words.setWordWrap(False)
        large, small = self._title.fontMetrics(), self._about.fontMetrics()
        lower = large.ascent() - large.descent() - small.ascent() + small.descent()
        self._about.setContentsMargins(
            0, lower, 0, 0
        )  # both are centred: this brings it down to the same baseline
        names = boxed(in_row(self._title, self._about, STRETCH, spacing=Space.LARGE))
        names.setMinimumHeight(self.search.sizeHint().height())
        head = boxed(in_lines(names, self.search, spacing=Space.LARGE, push_last=True))
        edges = (Space.WIDE, Space.MEDIUM, Space.LARGE, 0)
        top = in_row(head, margins=(0, 0, BESIDE_CARDS, 0))
        in_column(top, (self._sheet, 1), within=self, margins=edges, spacing=Space.MEDIUM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - Space.WIDE - Space.LARGE - BESIDE_CARDS
        both = self._title.sizeHint().width() + Space.LARGE + self._about.sizeHint().width()
        self._about.setHidden(both > room)

    def show_state(self, state: UnderstandState) -> None:
        """Show the road and the groups."""
        self.rows = {}
        sheet = ScrolledColumn()
        sheet.column.setContentsMargins(0, 0, Space.SMALL, 0)
        sheet.column.setSpacing(Space.MEDIUM)
        sheet.column.addWidget(self._road(state))
        fill(sheet.column, in_columns(*map(self._group, state.groups), most=3, least_width=260), STRETCH)
        empty(self._sheet)
        self._sheet.addWidget(sheet)
        sheet.show()  # Qt would do so later, and until then it cannot have the keyboard

    def _group(self, group: TopicGroup) -> Card:
        card = Card(margins=(Space.WIDE, Space.LARGE, Space.WIDE, Space.MEDIUM), spacing=0)
        card.setAccessibleName(group.title)
        rows = {line.key: self._row(line) for line in group.lines}
        self.rows |= rows
        fill(card.body, Text(group.title, bold=True), int(Space.SMALL), *rows.values(), STRETCH)
        return card

    def _road(self, state: UnderstandState) -> Card:
        t = self._language.t
        card = Card(margins=(Space.WIDE, Space.LARGE, Space.WIDE, Space.SMALL), spacing=Space.SMALL)
        card.setAccessibleName(t("Start here"))
        self.resume = MainButton(state.resume_words, on_click=lambda: self.topic_requested.emit(state.resume.key))
        self.paper = quiet_button(t("Pages on paper"), on_click=self.booklet_requested.emit)
        self.resume.setAccessibleName(f"{state.resume_words}: {state.resume.title}")
        about = QuietText(t("Five pages that are one story. In your own time."))
        words = in_column(Text(t("Start here"), bold=True), about, spacing=Space.HAIR)
        last = len(state.road)
        self.steps = tuple(
            RoadStep(line, place, state.here, last) for place, line in enumerate(state.road, start=1)
        )
        for step in self.steps:
            self._listen(step)
        steps = in_columns(*self.steps, most=last, least_width=120, spacing=0)
        buttons = boxed(in_row(self.paper, self.resume, STRETCH, spacing=Space.LARGE))
        fill(card.body, Beside(words, buttons), steps)
        return card

    def _row(self, line: TopicLine) -> TopicRow:
        row = TopicRow(line)
        self._listen(row)
        return row

    def _listen(self, button: TopicRow | RoadStep) -> None:
        button.clicked.connect(lambda: self.topic_requested.emit(button.key))
