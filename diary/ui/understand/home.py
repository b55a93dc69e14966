"""The first page of Understand: the road to begin with, all topics in their groups, and the search over them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from diary.content.language import Language
from diary.screens.understand import SearchHit, TopicGroup, TopicLine, UnderstandState
from diary.ui.style import Space
from diary.ui.understand.rows import RoadStep, TopicRow
from diary.ui.widgets.buttons import MainButton, quiet_button
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import QuietText, Text, Title
from diary.ui.widgets.layouts import STRETCH, Beside, boxed, fill, in_column, in_columns, in_lines, in_row
from diary.ui.widgets.scrolling import ScrolledColumn

SEARCH_LETTERS = 26
BESIDE_CARDS = Space.SMALL + Space.MEDIUM
"""Pixels right of the cards: a margin and the scroll bar."""


class HomeView(QWidget):
    """Shows an UnderstandState, or what was found while something is typed in the search field."""

    topic_requested = Signal(str)
    search_requested = Signal(str)
    booklet_requested = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = language.t
        self._language = language
        self.rows: dict[str, TopicRow] = {}
        self.hits: list[TopicRow] = []
        self.steps: tuple[RoadStep, ...] = ()
        self.resume = MainButton("")
        self.search = QLineEdit()
        self.search.setPlaceholderText(t("Search all pages"))
        self.search.setAccessibleName(t("Search all pages"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.search_requested)
        self.search.returnPressed.connect(self._open_first)
        self._stack = QStackedWidget()
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
        in_column(top, (self._stack, 1), within=self, margins=edges, spacing=Space.MEDIUM)
        shortcut = QShortcut(QKeySequence("Escape"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.search.clear)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - Space.WIDE - Space.LARGE - BESIDE_CARDS
        both = self._title.sizeHint().width() + Space.LARGE + self._about.sizeHint().width()
        self._about.setHidden(both > room)
        self.search.setMinimumWidth(min(room, SEARCH_LETTERS * self.fontMetrics().averageCharWidth()))

    def show_state(self, state: UnderstandState) -> None:
        """Show the road and the groups."""
        self.rows = {}
        sheet = _sheet()
        sheet.column.addWidget(self._road(state))
        fill(sheet.column, in_columns(*map(self._group, state.groups), most=3, least_width=260), STRETCH)
        self._show(sheet)

    def _group(self, group: TopicGroup) -> Card:
        card = Card(margins=(Space.WIDE, Space.LARGE, Space.WIDE, Space.MEDIUM), spacing=0)
        card.setAccessibleName(group.title)
        rows = {line.key: self._row(line) for line in group.lines}
        self.rows |= rows
        fill(card.body, Text(group.title, bold=True), int(Space.SMALL), *rows.values(), STRETCH)
        return card

    def show_hits(self, hits: Sequence[SearchHit], lines: Sequence[TopicLine]) -> None:
        """Show what was found, each with the words around it."""
        language = self._language
        sheet = _sheet()
        card = Card(language.n("{count} page found", "{count} pages found", len(hits)), spacing=0)
        self.hits = [self._row(line, hit.excerpt.text) for hit, line in zip(hits, lines, strict=True)]
        fill(card.body, int(Space.SMALL), *self.hits)
        if not hits:
            card.body.addWidget(Text(language.t("Nothing was found. A part of one word is enough.")))
        fill(sheet.column, card, STRETCH)
        self._show(sheet)

    def _road(self, state: UnderstandState) -> Card:
        t = self._language.t
        card = Card(margins=(Space.WIDE, Space.LARGE, Space.WIDE, Space.SMALL), spacing=Space.SMALL)
        card.setAccessibleName(t("Start here"))
        self.resume = MainButton(state.resume_words, on_click=lambda: self.topic_requested.emit(state.resume.key))
        self.resume.setAccessibleName(f"{state.resume_words}: {state.resume.title}")
        about = QuietText(t("Five pages that are one story. In your own time."))
        words = in_column(Text(t("Start here"), bold=True), about, spacing=Space.HAIR)
        last = len(state.road)
        self.steps = tuple(
            RoadStep(line, place, state.here, last) for place, line in enumerate(state.road, start=1)
        )
        for step in self.steps:
            self._listen(step)
        self.paper = quiet_button(t("Pages on paper"), on_click=self.booklet_requested.emit)
        steps = in_columns(*self.steps, most=last, least_width=120, spacing=0)
        fill(card.body, Beside(words, self.resume), steps, in_row(STRETCH, self.paper))
        return card

    def _row(self, line: TopicLine, below: str = "") -> TopicRow:
        row = TopicRow(line, below)
        self._listen(row)
        return row

    def _listen(self, button: TopicRow | RoadStep) -> None:
        button.clicked.connect(lambda: self.topic_requested.emit(button.key))

    def _open_first(self) -> None:
        if self.hits and self.search.text().strip():
            self.hits[0].click()

    def _show(self, sheet: QWidget) -> None:
        while (old := self._stack.currentWidget()) is not None:
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._stack.addWidget(sheet)


def _sheet() -> ScrolledColumn:
    sheet = ScrolledColumn()
    sheet.column.setContentsMargins(0, 0, Space.SMALL, 0)
    sheet.column.setSpacing(Space.MEDIUM)
    return sheet
