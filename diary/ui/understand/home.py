"""The first page of Understand: the road to begin with, and all topics in their groups."""

from collections.abc import Collection, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from diary.content.language import Language
from diary.screens.understand import TopicGroup, TopicLine, UnderstandState
from diary.ui.pages import ClosesOnLock
from diary.ui.style import Space
from diary.ui.understand.rows import RoadStep, TopicRow
from diary.ui.widgets.buttons import CheckBox, MainButton, TextButton, quiet_button
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import QuietText, Text, Title
from diary.ui.widgets.layouts import STRETCH, Beside, boxed, empty, fill, in_column, in_columns, in_lines, in_row
from diary.ui.widgets.question_dialog import SheetDialog
from diary.ui.widgets.scrolling import ScrolledColumn

BESIDE_CARDS = Space.SMALL + Space.MEDIUM
"""Pixels right of the cards: a margin and the scroll bar."""


class HomeView(QWidget):
    topic_requested = Signal(str)
    search_requested = Signal()
    booklet_requested = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
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


class BookletDialog(SheetDialog, ClosesOnLock):
    """Asks which pages; a set, such as the five to begin with, ticks its pages and no others."""

    wanted = Signal(object)
    """The keys of the ticked pages, in the order they are shown."""

    def __init__(
        self, state: UnderstandState, ticked: Collection[str], language: Language, parent: QWidget | None = None
    ) -> None:
        t = language.t
        super().__init__(t("Pages on paper"), language, parent, quiet_close=True)
        self.save = MainButton(t("Save as PDF"), on_click=self._on_save)
        self.buttons.addWidget(self.save)
        self.ticks: dict[str, CheckBox] = {}
        self.sets = [quiet_button(name, on_click=partial(self.tick, keys)) for name, keys in state.sets]
        sentence = Text(t("Tick the pages you want to print or hand out. They come together in one PDF."))
        fill(self.column, Title(t("Pages on paper")), sentence, boxed(in_lines(*self.sets)))
        for group in (*state.groups, state.factors):
            for line in group.lines:
                self.ticks[line.key] = CheckBox(line.title)
                self.ticks[line.key].toggled.connect(self._tell)
            lines = (self.ticks[line.key] for line in group.lines)
            self.column.addLayout(in_column(Text(group.title, bold=True), *lines, spacing=Space.HAIR))
        self.column.addStretch(1)
        self.tick(ticked)
        self._tell()
        self.sets[0].setFocus()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of the ticked pages, in the order they are shown."""
        return tuple(key for key, tick in self.ticks.items() if tick.isChecked())

    def tick(self, keys: Iterable[str]) -> None:
        """Tick these pages and no others."""
        wanted = frozenset(keys)
        for key, tick in self.ticks.items():
            tick.setChecked(key in wanted)

    def _tell(self) -> None:
        self.save.setEnabled(bool(self.chosen))

    def _on_save(self) -> None:
        self.wanted.emit(self.chosen)
        self.accept()
