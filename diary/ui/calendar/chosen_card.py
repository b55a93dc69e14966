"""The card of the chosen days: what was logged, a button to open the day, and holidays from the diary."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.domain.day import DayKind
from diary.screens.chosen_days import ChosenState
from diary.ui.calendar.legend import SignPicture
from diary.ui.style import QUIET, Space, Type
from diary.ui.widgets.buttons import MainButton, TextButton, quiet_button
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import Heading, QuietText, Text
from diary.ui.widgets.layouts import STRETCH, fill, in_column, in_row


class ChosenCard(Card):
    """Emits the day to open, the days that change kind with their new kind, and a request to undo that."""

    opened = Signal(object)
    kinds_chosen = Signal(object, object)
    undo_requested = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        t = language.t
        self._state: ChosenState | None = None
        self.setAccessibleName(t("Chosen in the calendar"))
        self.heading = Heading()
        self.facts = Text(role=QUIET)
        self.number = Text(bold=True)
        self.good_thing = QuietText()
        self.remark = QuietText()
        self.open = MainButton(t("Open this day"), on_click=self._on_open)
        self.pause = TextButton("", on_click=lambda: self._on_kind(DayKind.HOLIDAY))
        self.resume = TextButton("", on_click=lambda: self._on_kind(DayKind.ORDINARY))
        self.undo = quiet_button(t("undo"), "undo", on_click=self.undo_requested)
        self._moments = QWidget()
        self._moment_rows = QVBoxLayout(self._moments)
        self._lay_out()
        self.undo.hide()

    def show_state(self, state: ChosenState) -> None:
        """Show the chosen days."""
        if state == self._state:
            return
        self._state = state
        self.heading.setText(state.heading)
        for label, words in (
            (self.facts, state.facts),
            (self.number, state.number),
            (self.good_thing, f"“{state.good_thing}”" if state.good_thing else ""),
            (self.remark, state.remark),
            (self.pause, state.pause),
            (self.resume, state.resume),
        ):
            label.setText(words)
            label.setVisible(bool(words))
        self.open.setVisible(state.opens is not None)
        self._show_moments(state)

    def offer_undo(self, *, offered: bool) -> None:
        """Offer to undo right after a change, and not later: the newest change may then be another one."""
        self.undo.setVisible(offered)

    def set_beside(self, beside: bool) -> None:
        """Put the buttons beside the words, or below them."""
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def buttons_width(self) -> int:
        """Return the width the buttons need."""
        return max(button.sizeHint().width() for button in (self.open, self.pause, self.resume))

    def _lay_out(self) -> None:
        self.body.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        self._moment_rows.setContentsMargins(0, 0, 0, 0)
        self._moment_rows.setSpacing(Space.HAIR)
        words = in_column(
            self.heading, self.facts, self.number, self._moments, self.good_thing, STRETCH, spacing=Space.SMALL
        )
        buttons = in_column(spacing=Space.SMALL)
        for button in (self.open, self.pause, self.resume, self.undo):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        fill(buttons, self.remark, STRETCH)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(Space.LARGE)
        fill(self._row, (words, 1), (buttons, 1))
        self.body.addLayout(self._row)

    def _show_moments(self, state: ChosenState) -> None:
        while (item := self._moment_rows.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        for kind, words in state.moments:
            row = QWidget()
            in_row(
                (SignPicture(kind), 0, Qt.AlignmentFlag.AlignTop),
                (Text(words, Type.SMALL), 1),
                within=row,
                spacing=Space.SMALL,
            )
            self._moment_rows.addWidget(row)
        self._moments.setVisible(bool(state.moments))

    def _on_open(self) -> None:
        if self._state is not None and self._state.opens is not None:
            self.opened.emit(self._state.opens)

    def _on_kind(self, kind: DayKind) -> None:
        if self._state is not None:
            days = self._state.to_pause if kind is DayKind.HOLIDAY else self._state.to_resume
            self.kinds_chosen.emit(days, kind)
