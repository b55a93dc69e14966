"""The first page of Understand: the road to begin with, all topics in their groups, and the search over them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.screens.understand import SearchHit, TopicLine, UnderstandState
from diary.ui.style import Space
from diary.ui.understand.rows import RoadStep, TopicRow
from diary.ui.widgets.buttons import MainButton, quiet_button
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.labels import NoticeText, QuietText, Text, Title
from diary.ui.widgets.layouts import Beside, ColumnsLayout, WrapLayout
from diary.ui.widgets.saving import SavedLine
from diary.ui.widgets.scrolling import ScrolledColumn

SEARCH_LETTERS = 26


class HomeView(QWidget):
    """Shows an UnderstandState, or what was found while something is typed in the search field."""

    topic_requested = Signal(str)
    search_requested = Signal(str)
    paper_requested = Signal()
    """The pages of the road are wanted as a booklet."""

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
        self.search.setMinimumWidth(SEARCH_LETTERS * self.fontMetrics().averageCharWidth())
        self.search.textChanged.connect(self.search_requested)
        self.search.returnPressed.connect(self._open_first)
        self.saved = SavedLine(language)
        self.notice = NoticeText()
        self._stack = QStackedWidget()
        head = QWidget()
        row = WrapLayout(head, Space.LARGE, push_last=True)
        self._about = QuietText(t("Short pages about pain that stays. With sources."))
        for widget in (Title(t("Understand")), self._about):
            widget.setWordWrap(False)
            row.addWidget(widget)
        row.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, 0)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(head)
        column.addWidget(self.notice)
        column.addWidget(self.saved)
        column.addWidget(self._stack, 1)
        for key, do in (("Ctrl+F", self.search.setFocus), ("Escape", self.search.clear)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._about.setHidden(self._about.sizeHint().width() > self.width() - Space.WIDE - Space.LARGE)

    def show_state(self, state: UnderstandState) -> None:
        """Show the road and the groups."""
        self.rows = {}
        sheet = ScrolledColumn()
        sheet.column.setContentsMargins(0, 0, Space.SMALL, 0)
        sheet.column.setSpacing(Space.MEDIUM)
        sheet.column.addWidget(self._road(state))
        groups = QWidget()
        columns = ColumnsLayout(3, 260, groups)
        for group in state.groups:
            card = Card()
            card.setAccessibleName(group.title)
            card.body.setSpacing(0)
            card.body.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.MEDIUM)
            card.body.addWidget(Text(group.title, bold=True))
            card.body.addSpacing(Space.SMALL)
            for line in group.lines:
                card.body.addWidget(Rule())
                self.rows[line.key] = self._row(line)
                card.body.addWidget(self.rows[line.key])
            card.body.addStretch(1)
            columns.addWidget(card)
        sheet.column.addWidget(groups)
        sheet.column.addStretch(1)
        self._show(sheet)

    def show_hits(self, hits: Sequence[SearchHit], lines: Sequence[TopicLine]) -> None:
        """Show what was found, each with the words around it."""
        language = self._language
        sheet = ScrolledColumn()
        card = Card(language.n("{count} page found", "{count} pages found", len(hits)))
        card.body.setSpacing(0)
        self.hits = []
        if not hits:
            card.body.addWidget(Text(language.t("No page has all these words. One word often finds more.")))
        for hit, line in zip(hits, lines, strict=True):
            card.body.addWidget(Rule())
            self.hits.append(self._row(line, hit.excerpt))
            card.body.addWidget(self.hits[-1])
        sheet.column.addWidget(card)
        sheet.column.addStretch(1)
        self._show(sheet)

    def _road(self, state: UnderstandState) -> Card:
        t = self._language.t
        card = Card()
        card.body.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.SMALL)
        card.body.setSpacing(Space.SMALL)
        card.setAccessibleName(t("Start here"))
        self.resume = MainButton(state.resume_words)
        self.resume.setAccessibleName(f"{state.resume_words}: {state.resume.title}")
        self.resume.clicked.connect(lambda: self.topic_requested.emit(state.resume.key))
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(Text(t("Start here"), bold=True))
        words.addWidget(QuietText(t("Five pages that are one story. In your own time.")))
        card.body.addWidget(Beside(words, self.resume))
        steps = QWidget()
        columns = ColumnsLayout(len(state.road), 120, steps)
        columns.setSpacing(0)
        last = len(state.road)
        self.steps = tuple(
            RoadStep(line, place, state.here, last) for place, line in enumerate(state.road, start=1)
        )
        for step in self.steps:
            self._listen(step)
            columns.addWidget(step)
        card.body.addWidget(steps)
        self.paper = quiet_button(t("These five pages on paper"))
        self.paper.clicked.connect(self.paper_requested)
        card.body.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignRight)
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
