"""The Trends page: reads the diary when it is shown, and paints what it read."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QVBoxLayout, QWidget

from diary.content.sentences import refusal_sentence
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.domain.tip_choice import TipMark
from diary.screens.trends import TrendsState
from diary.ui.pages import Context
from diary.ui.retry import KeptWrites, again_words
from diary.ui.style import Space
from diary.ui.trends.loader import CHARTS, TrendsLoader
from diary.ui.widgets.buttons import MainButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import Text, Title
from diary.ui.widgets.scrolling import TextColumn

if TYPE_CHECKING:
    from diary.ui.trends.view import TrendsView


@dataclass(frozen=True)
class TrendsMemory:
    """Holds the days in view (None = never shown)."""

    in_view: tuple[float, float] | None


class TrendsPage(QWidget):
    """Paints the TrendsState its reader builds; earlier years are added in idle time.

    Nothing is read, and pyqtgraph is not imported, before the page is first shown.
    """

    day_requested = Signal(object)
    today_requested = Signal()
    article_requested = Signal(str)
    doctor_requested = Signal()

    def __init__(self, context: Context, reader: TrendsLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trends_page")
        self._context = context
        self._reader = reader
        self._kept = KeptWrites(self)
        self._kept.stored.connect(self._on_stored)
        self._in_view: tuple[float, float] | None = None
        self._is_stale = True
        self.view: TrendsView | None = None
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.timeout.connect(self._read_more)
        self._pages = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def show_state(self, state: TrendsState) -> None:
        """Paint a state."""
        if state.is_empty:
            self._show_empty()
            return
        if self.view is None:
            self.view = self._make_view(state)
        self.view.show_state(state)
        if state.factors.new_tip is not None and not self._reader.has_more:
            # A read-only diary still shows its tip: the choice is not random, it is the same next time.
            with suppress(Refusal):
                tip = state.factors.new_tip
                self._kept.write("shown", partial(self._reader.mark_tip, tip, TipMark.SHOWN))

    def on_changed(self, period: Period) -> None:
        """Read these days again: at once if the page is visible, otherwise when it is next shown."""
        self._reader.forget(period)
        self._is_stale = True
        if self.isVisible():
            self._fill()

    def on_day(self, today: date) -> None:
        """The charts, the factors and the tip of the day end on another day now."""
        self.on_changed(Period(today, today))

    def memory(self) -> TrendsMemory:
        """Return the days in view, to restore them in another language or theme."""
        return TrendsMemory(self._in_view if self.view is None else self.view.days_in_view)

    def recall(self, memory: TrendsMemory) -> None:
        """Show what was remembered."""
        self._in_view = memory.in_view

    def _fill(self) -> None:
        """Show the latest part of the diary, and start to read the rest."""
        self._is_stale = False
        try:
            self._reader.begin()
        except Refusal as refusal:
            self._show_refusal(refusal)
            return
        self.show_state(self._reader.state())
        if self._reader.has_more:
            self._more.start()

    def _read_more(self) -> None:
        """Read one earlier part; after the last one, draw everything."""
        try:
            self._reader.read_more()
        except Refusal as refusal:
            self._show_refusal(refusal)
            return
        if self._reader.has_more:
            self._more.start()
        else:
            self.show_state(self._reader.state())

    def _make_view(self, state: TrendsState) -> "TrendsView":
        from diary.ui.trends.view import TrendsView

        view = TrendsView(self._context, state, self._in_view)
        view.day_requested.connect(self.day_requested)
        view.charts_chosen.connect(self._on_charts_chosen)
        view.factors.article_requested.connect(self.article_requested)
        view.factors.doctor_requested.connect(self.doctor_requested)
        view.factors.tip_marked.connect(self._on_tip_marked)
        view.factors.tip_unmarked.connect(self._on_tip_unmarked)
        view.factors.tips_requested.connect(self._on_tips_requested)
        self._show_only(view)
        return view

    def _on_charts_chosen(self, keys: Sequence[str] | None) -> None:
        try:
            self._kept.write(CHARTS, partial(self._reader.choose, keys))
        except Refusal as refusal:
            assert self.view is not None
            self.view.taking.said.refused(self._not_stored(refusal))
            return
        self.show_state(self._reader.state())

    def _on_tip_marked(self, tip: str, mark: str) -> None:
        self._keep(f"{tip} {mark}", partial(self._reader.mark_tip, tip, TipMark(mark)))

    def _on_tip_unmarked(self, tip: str, mark: str) -> None:
        self._keep(f"{tip} {mark}", partial(self._reader.unmark_tip, tip, TipMark(mark)))

    def _not_stored(self, refusal: Refusal) -> str:
        sentence = refusal_sentence(self._context.language, self._context.library.words, refusal)
        return again_words(self._context.language, refusal, sentence)

    def _on_stored(self, key: str) -> None:
        """What the disk refused at first is in the diary now."""
        if self.view is None:
            return
        self.view.factors.say("")
        if key == CHARTS:
            self.view.taking.said.done("")
            self.show_state(self._reader.state())

    def _keep(self, key: str, write: Callable[[], None]) -> None:
        """Store a mark; a sentence in the column when the disk refuses, until it is stored after all."""
        assert self.view is not None
        try:
            self._kept.write(key, write)
        except Refusal as refusal:
            self.view.factors.say(self._not_stored(refusal))
        else:
            self.view.factors.say("")

    def _on_tips_requested(self) -> None:
        from diary.ui.trends.seen_tips import SeenTipsDialog

        SeenTipsDialog(self._reader.tips(), self._take_back, self._context, self).open()

    def _take_back(self, tip: str, mark: TipMark) -> None:
        self._on_tip_unmarked(tip, mark)
        self.show_state(self._reader.state())

    def _show_empty(self) -> None:
        t = self._context.language.t
        button = MainButton(t("Fill in today"))
        button.clicked.connect(self.today_requested)
        text = t(
            "After a day or two in the diary you see spread, sleep, stress and activity under each other here. "
            "A few days a week is enough."
        )
        self._show_message(t("Your first lines will be drawn here"), text, button)

    def _show_refusal(self, refusal: Refusal) -> None:
        self._is_stale = True
        self._more.stop()
        language = self._context.language
        button = TextButton(language.t("Try again"), "repeat")
        button.clicked.connect(self._fill)
        self._show_message("", refusal_sentence(language, self._context.library.words, refusal), button)

    def _show_message(self, heading: str, text: str, button: QAbstractButton) -> None:
        """Show one or two sentences and buttons instead of plots."""
        self.view = None
        card = Card(heading)
        card.body.addWidget(Text(text))
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_only(TextColumn((Title(self._context.language.t("Trends")), card), edge=Space.WIDE))

    def _show_only(self, page: QWidget) -> None:
        while (old := self._pages.currentWidget()) is not None:
            self._pages.removeWidget(old)
            old.deleteLater()
        self._pages.addWidget(page)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._fill()
