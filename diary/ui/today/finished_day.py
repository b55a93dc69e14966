"""The quiet sheet under a finished day: a tip or a calm line, and links."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from diary.content.language import Language
from diary.ui.style import ACCENT, Space, quiet_ground
from diary.ui.widgets.buttons import QuietButton
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import empty, fill, in_column
from diary.ui.widgets.painted import Painted

if TYPE_CHECKING:
    from diary.screens.finished_day import FinishedDay  # numpy, which the start does without


class FinishedCard(Painted, QWidget):
    """Hidden until there is something to say. `open_page` goes where a link leads."""

    def __init__(self, language: Language, open_page: Callable[[str], None]) -> None:
        super().__init__()
        self._language = language
        self._open_page = open_page
        self._column = in_column(within=self, margins=(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE))
        self.links: list[QuietButton] = []
        self.state: FinishedDay | None = None
        self.hide()

    def show_state(self, state: "FinishedDay") -> None:
        """Show it, or nothing where there is nothing."""
        if state != self.state:
            self.state = state
            self._build(state)
        self.setVisible(bool(state.calm or state.tip or state.steps))

    def _build(self, state: "FinishedDay") -> None:
        empty(self._column)
        words = self._language.t("Today’s tip") if state.tip else state.calm
        self.setAccessibleName(words)
        if state.calm:
            fill(self._column, Text(state.calm))
        if state.tip is not None:
            tip = state.tip
            told = Text(f"{tip.fact} {tip.option}")
            fill(self._column, QuietText(words), Text(tip.title, bold=True), told)
        self.links = []
        for step in state.steps:
            link = QuietButton(step.link, role=ACCENT, on_click=self._way_to(step.address))
            said = [Text(step.said)] if step.said else []
            fill(self._column, *said, (link, 0, Qt.AlignmentFlag.AlignLeft))
            self.links.append(link)

    def _way_to(self, address: str) -> Callable[[], None]:
        return lambda: self._open_page(address)

    def _draw(self, painter: QPainter) -> None:
        quiet_ground(painter, QRectF(self.rect()), self.palette())
