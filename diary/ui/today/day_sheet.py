"""The day's cards in one column, and the body beside them where there is room, else between them."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from diary.domain.item import Kind
from diary.screens.today import CardState, TodayState
from diary.ui.context import Context
from diary.ui.style import TOUCH, Space
from diary.ui.today.body_panel import BodyPanel
from diary.ui.today.fields import Field
from diary.ui.today.form_card import FormCard

KEYS = 11
AMONG_CARDS = 480
"""Width the body is drawn for between the cards of a narrow window."""
BODY_KEY = "body_map"


class _Sheet(QWidget):
    """As high as its cards are at the width it gets, never higher."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class DaySheet(QWidget):
    """Made once from a state's cards, then shows any day. `answered` and `refused` carry an item's key."""

    answered = Signal(str, object)
    refused = Signal(str, object)

    def __init__(self, context: Context, state: TodayState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        language, words = context.language, context.library.words
        self.cards = [FormCard(card, language, words) for card in state.cards]
        self.fields: dict[str, Field] = {key: field for card in self.cards for key, field in card.fields.items()}
        self.body = _build_body(context, state)
        self._body_place = next((place for place, card in enumerate(state.cards) if _has_map(card)), 0)
        self._is_wide: bool | None = None
        self._lay_out()
        for field in self.fields.values():
            field.answered.connect(self.answered)
            field.refused.connect(self.refused)

    def show_state(self, state: TodayState, skip: frozenset[str] = frozenset()) -> None:
        """Show a day, but leave the fields in `skip` as they are."""
        by_key = {card.key: card for card in state.cards}
        for card in self.cards:
            card.show_state(by_key[card.key], state, skip)
        if self.body is not None and BODY_KEY not in skip:
            self.body.show_state(state)

    def say(self, key: str, sentence: str) -> None:
        """Say something beside a field, or nothing when the sentence is empty."""
        if key in self.fields:
            self.fields[key].notice.say(sentence)
        elif key == BODY_KEY and self.body is not None:
            self.body.notice.say(sentence)

    def drafts(self) -> dict[str, str]:
        """What was typed and could not be taken, by key."""
        return {key: field.draft for key, field in self.fields.items() if field.draft}

    def show_drafts(self, drafts: Mapping[str, str]) -> None:
        """Show again what could not be taken, with the reasons."""
        for key, text in drafts.items():
            if key in self.fields:
                self.fields[key].show_draft(text)

    def reset(self) -> None:
        """Forget what was typed: another day follows."""
        for field in self.fields.values():
            field.reset()
        self.say(BODY_KEY, "")

    def flush(self) -> None:
        """Hand over what was typed and not handed over yet."""
        for field in self.fields.values():
            field.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_body()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, Space.LARGE, Space.WIDE)
        self._column.setSpacing(Space.LARGE)
        for card in self.cards:
            self._column.addWidget(card)
        self._column.addStretch(1)
        sheet = _Sheet()
        sheet.setLayout(self._column)
        for card in self.cards:
            card.setVisible(not card.is_empty)
        self.sheets = QScrollArea()
        self.sheets.setWidgetResizable(True)
        self.sheets.setFrameShape(QFrame.Shape.NoFrame)
        self.sheets.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheets.setWidget(sheet)
        self.sheets.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._beside = QHBoxLayout(self)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(0)
        self._beside.addWidget(self.sheets, 1)
        self._side = QVBoxLayout()
        self._side.setContentsMargins(0, 0, 0, Space.LARGE)
        self._beside.addLayout(self._side, 1)

    def _place_body(self) -> None:
        if self.body is None:
            return
        column = max(KEYS * TOUCH + 3 * Space.HUGE, self._column.minimumSize().width())
        is_wide = self.width() >= column + self.body.least_width()
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        self.body.map.set_least_width(*(() if is_wide else (AMONG_CARDS,)))
        self._beside.setStretchFactor(self._side, int(is_wide))
        if is_wide:
            self._column.removeWidget(self.body)
            self._side.addWidget(self.body)
        else:
            self._side.removeWidget(self.body)
            self._column.insertWidget(self._body_place, self.body)


def _has_map(card: CardState) -> bool:
    return any(field.item.kind is Kind.BODY_MAP for field in card.fields)


def _build_body(context: Context, state: TodayState) -> BodyPanel | None:
    found = next((field for field in state.fields if field.item.kind is Kind.BODY_MAP), None)
    return None if found is None else BodyPanel(context, found.words)
