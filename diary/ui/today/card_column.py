"""The day's cards in one column. Those below the visible part are built after the first paint."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from diary.domain.day import BODY_MAP
from diary.screens.today import CardState, TodayState
from diary.screens.usual import Usual
from diary.ui.pages import Context
from diary.ui.style import ACCENT, QUIET, Space, Type
from diary.ui.today.day_editor import DayEditor
from diary.ui.today.fields import Field
from diary.ui.today.form_card import FormCard
from diary.ui.widgets.labels import OneLine, WholeLine
from diary.ui.widgets.layouts import in_column, take_out
from diary.ui.widgets.typed import TextField

NEXT_CARD_MS = 10
"""Delay in milliseconds between two cards that are built after the first paint, so that input goes first."""
LEAST_SHARE_OF_HINT = 0.7
"""Share of a card's hinted height to count on: it may be lower once its words are wrapped."""


class CardColumn(QWidget):
    """Holds the cards, as high as they are at the width it gets.

    `cards` builds those not built yet and returns all. `on_tab_order_changed` is called when the order must be set
    again, and after the first paint: `is_painted`.
    """

    first_painted = Signal()

    def __init__(self, context: Context, editor: DayEditor, on_tab_order_changed: Callable[[], None]) -> None:
        super().__init__()
        self._context = context
        self._editor = editor
        self._on_reordered = on_tab_order_changed
        self._cards: list[FormCard] = []
        self._waiting: list[CardState] = []
        self._state: TodayState | None = None
        self._usual: tuple[Callable[[], Usual], Callable[[], int | None]] | None = None
        self._panel: QWidget | None = None
        self._panel_place = 0
        self.is_painted = False
        self._later = QTimer(self, singleShot=True, interval=NEXT_CARD_MS)
        self._later.timeout.connect(self._build_next)
        self.calm, self.left, self.good = OneLine(Type.BODY, QUIET), OneLine(role=QUIET), OneLine(role=QUIET)
        self.closing = WholeLine(Type.BODY, ACCENT, bold=True)
        self._column = in_column(spacing=Space.LARGE)
        self._column.addStretch(1)
        margins = (0, 0, Space.LARGE, Space.WIDE)
        self._whole = in_column(self._column, within=self, margins=margins, spacing=Space.LARGE)
        self.below: list[QWidget] = []

    @property
    def cards(self) -> list[FormCard]:
        """All cards of the day, in order."""
        self.fill()
        return self._cards

    @property
    def fields(self) -> dict[str, Field]:
        """The questions of all cards, by the keys of their items."""
        return {key: field for card in self.cards for key, field in card.fields.items()}

    @property
    def begun(self) -> dict[str, Field]:
        """The questions that are built so far: only they can hold what is not stored yet."""
        return {key: field for card in self._cards for key, field in card.built.items()}

    def field(self, key: str) -> Field | None:
        """Return the field of an item, if it is asked; the body map has a panel of its own."""
        if key != BODY_MAP and any(key in card.keys for card in self._waiting):
            self.fill()
        return next((card.fields.get(key) for card in self._cards if card.asks(key)), None)

    def show_state(self, state: TodayState, skip: frozenset[str] = frozenset(), *, fresh: bool) -> None:
        """Show a day, but leave the fields in `skip` as they are. A `fresh` one is put in order, with what is
        answered folded."""
        in_use = None
        if self._state is not None and state.ago is not self._state.ago:
            if state.day.date == self._state.day.date:
                in_use = _place_in_use(self._cards)
            self._let_go(self._cards)  # the questions are worded for another day
            self._cards, self._waiting = [], []
        self._state = state
        moved = self._arrange(state, fresh=fresh)
        by_key = {card.key: card for card in state.cards}
        self._waiting = [by_key[card.key] for card in self._waiting]
        for card in self._cards:
            self._show(card, by_key[card.key], skip, fresh=fresh)
        said = (state.calm, state.left, state.closing, state.good)
        for line, sentence in zip((self.calm, self.left, self.closing, self.good), said, strict=True):
            line.setText(sentence)
            line.setVisible(bool(sentence) or line is self.closing)  # one of them keeps the room of the row
        if in_use is not None:
            self._go_on_at(*in_use)
        if moved:
            if self.isVisible():
                self.make_room()
            self._on_reordered()

    def _go_on_at(self, key: str, cursor: int | None) -> None:
        """Give the keyboard to the question it was at before the cards were worded anew."""
        field = self.field(key)
        if field is None:
            return
        field.control.setFocus()
        if cursor is not None and isinstance(field.control, TextField):
            at = field.control.textCursor()
            at.setPosition(min(cursor, len(field.control.toPlainText())))
            field.control.setTextCursor(at)

    def show_suggestions(self, find: Callable[[], Usual], now: Callable[[], int | None]) -> None:
        """Offer what the person logs often, found when a question wants it; `now` tells the time when the day on
        screen is today."""
        self._usual = (find, now)
        for card in self._cards:
            card.show_suggestions(find, now)

    @property
    def built(self) -> list[FormCard]:
        """The cards that are built so far."""
        return self._cards

    def put_above(self, widget: QWidget) -> None:
        """Show a widget above all cards."""
        self._whole.insertWidget(0, widget)

    def put_below(self, widget: QWidget) -> None:
        """Show a widget below all cards and what was put there before."""
        self.below.append(widget)
        self._column.insertWidget(self._column.count() - 1, widget)

    def raise_above(self, widget: QWidget, *, is_raised: bool) -> None:
        """Show what was put below above all cards, or in its place below again."""
        if is_raised == (self._whole.indexOf(widget) >= 0):
            return
        if is_raised:
            self.put_above(widget)
        else:
            after = len(self.below) - self.below.index(widget)
            self._column.insertWidget(self._column.count() - after, widget)

    def take_panel(self, panel: QWidget, place: int) -> None:
        """Insert a widget between the cards, before the one at index `place`."""
        self.fill(0, least=place)
        self._panel, self._panel_place = panel, place
        self._column.insertWidget(place, panel)

    def release_panel(self) -> None:
        """Remove the widget again, without deleting it."""
        if self._panel is not None:
            self._column.removeWidget(self._panel)
        self._panel = None

    def fill(self, height: int | None = None, least: int = 0) -> None:
        """Build the remaining cards; with a `height` only until it is full, but at least so many cards in all."""
        was_waiting = bool(self._waiting)
        while self._waiting and (height is None or len(self._cards) < least or self._least_height() < height):
            self._build_first_waiting()
        if was_waiting and not self._waiting:
            self._later.stop()
            self._on_reordered()

    @property
    def has_open(self) -> bool:
        """Whether a card with questions is built by now that is open."""
        return any(not card.is_folded and card.fields for card in self._cards)

    def fill_to_first_open(self) -> None:
        """Build the first card that begins open, and those above it."""
        if self.has_open:
            return
        done = len(self._cards) + next(
            (place for place, card in enumerate(self._waiting) if card.fields and not self._folds(card)), 0
        )
        self.fill(0, least=done + 1)

    def _least_height(self) -> float:
        """Return how high what stands in the column is at least, in pixels."""
        parts = self._cards if self._panel is None else [*self._cards, self._panel]
        return sum(part.sizeHint().height() * LEAST_SHARE_OF_HINT + Space.LARGE for part in parts)

    def _folds(self, state: CardState) -> bool:
        assert self._state is not None
        return self.isEnabled() and (state.is_answered or state.key in self._state.form.folded)

    def _build_next(self) -> None:
        if self._waiting:
            self._build_first_waiting()
        if self._waiting:
            self._later.start()
        else:
            self._on_reordered()

    def _build_first_waiting(self) -> None:
        card = self._build_card(self._waiting.pop(0))
        place = len(self._cards)
        self._cards.append(card)
        below_panel = self._panel is not None and place >= self._panel_place
        self._column.insertWidget(place + below_panel, card)
        self.make_room()

    def make_room(self) -> None:
        """Make the column as high as all that is in it, at once: until then all cards would be squeezed."""
        needed = self._whole.totalHeightForWidth(self.width())
        self.resize(self.width(), max(self.height(), needed))
        self._whole.activate()  # never visible outside the column

    def _build_card(self, state: CardState) -> FormCard:
        card = FormCard(state, self._context, self._editor, self._on_reordered)
        card.setParent(self)  # before it is shown: without a parent it would open as a window
        self._show(card, state, frozenset(), fresh=True)
        if self._usual is not None:
            card.show_suggestions(*self._usual)
        return card

    def _show(self, card: FormCard, state: CardState, skip: frozenset[str], *, fresh: bool) -> None:
        card.show_state(state, skip, folded=self._folds(state) if fresh else None)

    def _arrange(self, state: TodayState, *, fresh: bool) -> bool:
        """Put the state's cards in the column; true when that changed anything."""
        wanted = [card.key for card in state.cards]
        known = [card.key for card in self._cards] + [card.key for card in self._waiting]
        if wanted == known or (set(wanted) == set(known) and not fresh):
            return False
        if not known:
            self._waiting = list(state.cards)
            return True
        self.fill()
        old = {card.key: card for card in self._cards}
        self._cards = [old.pop(card.key) if card.key in old else self._build_card(card) for card in state.cards]
        self._let_go(old.values())
        for place, card in enumerate(self._cards):
            self._column.removeWidget(card)
            self._column.insertWidget(place, card)
        if self._panel is not None:
            self._column.removeWidget(self._panel)
            self._column.insertWidget(self._panel_place, self._panel)
        return True

    def _let_go(self, cards: Iterable[FormCard]) -> None:
        focus = QApplication.focusWidget()
        for card in cards:
            if focus is not None and card.isAncestorOf(focus):
                focus.clearFocus()  # or the focus would move to another card, and the column would scroll there
            take_out(card, self._column)

    def changeEvent(self, event: QEvent) -> None:
        """Unfold every card of a read-only diary, where none can be unfolded by hand."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange and not self.isEnabled():
            for card in self._cards:
                card.set_folded(False)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if (self._waiting or not self.is_painted) and not self._later.isActive():
            self._later.start()
        if not self.is_painted:
            QTimer.singleShot(0, self, self.first_painted.emit)
        self.is_painted = True


def _place_in_use(cards: Iterable[FormCard]) -> tuple[str, int | None] | None:
    """Return the key of the question with the keyboard, and where in its text that is."""
    focus = QApplication.focusWidget()
    for card in cards:
        for key, field in card.built.items():
            if focus is not None and (field.control is focus or field.control.isAncestorOf(focus)):
                cursor = field.control.textCursor().position() if isinstance(field.control, TextField) else None
                return key, cursor
    return None
