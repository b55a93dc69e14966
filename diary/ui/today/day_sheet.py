"""The day's cards in one column, and the body beside them where there is room, else between them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from diary.domain.day import BODY_MAP
from diary.domain.item import Kind
from diary.screens.today import CardState, TodayState
from diary.ui.body.picture import LEAST_WIDTH
from diary.ui.pages import Context
from diary.ui.style import TOUCH, Space
from diary.ui.today.body_panel import BodyPanel
from diary.ui.today.card_column import NEXT_CARD_MS, CardColumn
from diary.ui.today.day_editor import FUNCTION, DayEditor
from diary.ui.today.fields import Field
from diary.ui.today.form_card import FormCard
from diary.ui.widgets.activity_rows import ActivityRows
from diary.ui.widgets.keys import KeyRow
from diary.ui.widgets.labels import announce
from diary.ui.widgets.layouts import STRETCH, fill, follow, in_row
from diary.ui.widgets.moment_rows import MomentRows
from diary.ui.widgets.nap_rows import NapRows
from diary.ui.widgets.typed import TypedField

KEYS = 11
LEAST_COLUMN = KEYS * (TOUCH + Space.HAIR) + 2 * Space.WIDE + 2 * Space.LARGE
"""Width of the column beside the body: the keys of a scale in a card, and the scroll bar."""
WIDTH_BETWEEN_CARDS = 480
"""Width of the body between the cards of a narrow window that is wide enough for it."""
MOST = 9
"""Parts of ten of a row for what it says, however large its letters; it is not as wide as its words."""


class DaySheet(QWidget):
    """Shows a day with the cards of its state, and passes answers to the `editor`.

    The cards are put in order and answered ones folded when another day or the page is shown; nothing moves
    while the person answers.
    """

    def __init__(self, context: Context, editor: DayEditor) -> None:
        super().__init__()
        self._context = context
        self._editor = editor
        self._tabs = QTimer(self, singleShot=True, interval=3 * NEXT_CARD_MS)
        self._tabs.timeout.connect(self._order_tabs)
        self._is_ordered = False
        self.column = CardColumn(context, editor, self._order_soon)
        self.calm, self.closing, self.good = self.column.calm, self.column.closing, self.column.good
        self.body = self._build_body(editor.state)
        self._body_place = 0
        self._is_wide: bool | None = None
        self._is_fresh, self._is_closed = True, False
        self._lay_out()
        self.show_state(editor.state)

    @property
    def cards(self) -> list[FormCard]:
        """The cards of the day, in order."""
        return self.column.cards

    @property
    def fields(self) -> dict[str, Field]:
        """The questions on screen, by the keys of their items."""
        return self.column.fields

    def show_state(self, state: TodayState, skip: frozenset[str] = frozenset()) -> None:
        """Show a day, except the fields in `skip`."""
        places = (_before(card, at) for at, card in enumerate(state.cards) if BODY_MAP in card.keys)
        self._body_place = next(places, 0)
        self.column.show_state(state, skip, fresh=self._is_fresh)
        self._show_body(state, skip)
        if state.closing and not self._is_fresh and not self._is_closed:
            announce(self.closing, f"{state.closing} {state.good}")  # a sighted person sees it appear
        self._is_fresh, self._is_closed = False, bool(state.closing)

    def ask(self, kind: Kind = Kind.MOMENTS) -> None:
        """Ask for a moment or another activity, when the form has them."""
        for field in self.fields.values():
            if field.kind is kind and isinstance(field.control, MomentRows | ActivityRows | NapRows):
                field.control.ask()

    def bring_in_sight(self, key: str) -> None:
        """Unfold the card of an item, scroll there and give its question the keyboard."""
        field = self.column.field(key)
        card = next((card for card in self.column.built if card.asks(key)), None)
        if field is not None and card is not None:
            card.set_folded(False)
            field.control.setFocus(Qt.FocusReason.ShortcutFocusReason)
            QTimer.singleShot(3 * NEXT_CARD_MS, field, partial(self.sheets.ensureWidgetVisible, field, 0, TOUCH))

    def leave_out_function(self, is_asked_above: bool) -> None:
        """Leave out how much could be done while a card above asks it."""
        field = self.column.field(FUNCTION)
        if field is not None:
            field.setHidden(is_asked_above)

    def tidy(self) -> None:
        """Put the cards in order and fold answered ones when the day is shown next."""
        self._is_fresh = True

    def first_control(self) -> QWidget | None:
        """Return where the keyboard begins: the first question without an answer in the open cards and the body,
        where a digit changes no answer; else the first of an open card. A finished day is seen from its top, and
        what is left to say may be out of sight there: then it is the first folded card."""
        self.column.fill_to_first_open()
        first = self._first_unanswered(self.column.built)
        if first is None and not self._is_closed:
            first = self._first_unanswered(self.cards)
        if self._is_closed and first is not None:
            self.column.make_room()
            first = None if first.visibleRegion().isEmpty() else first
        if first is not None:
            return first
        fields = (field.control for card in self.cards if not card.is_folded for field in card.fields.values())
        lines = (card.line for card in self.cards if card.is_folded)
        return next(chain(lines, fields) if self._is_closed else chain(fields, lines), None)

    def _first_unanswered(self, cards: Sequence[FormCard]) -> QWidget | None:
        """Return it of the cards, the first of all, and of the body where its place is among them."""
        asked: list[Iterable[QWidget]] = [
            (field.control for field in card.fields.values() if not field.is_answered)
            for card in cards
            if not card.is_folded
        ]
        if self.body is not None and not self.body.isHidden() and self._body_place <= len(cards):
            place = sum(not card.is_folded for card in cards[: self._body_place])
            asked.insert(place, self.body.unanswered)
        return next(chain.from_iterable(asked), None)

    def question_near(self, near: QWidget | None) -> QWidget | None:
        """Return the open question nearest to what has the keyboard, of those that a digit answers: in its card,
        below it, then above."""
        cards = self.cards
        own = next((place for place, card in enumerate(cards) if near and card.isAncestorOf(near)), 0)
        for card in (*cards[own:], *reversed(cards[:own])):
            for field in () if card.is_folded else card.fields.values():
                is_open = not (field.is_answered or field.isHidden())
                if isinstance(field.control, KeyRow | TypedField) and is_open:
                    return field.control
        return None

    def say(self, key: str, sentence: str) -> None:
        """Show a sentence beside a field, or nothing when it is empty."""
        field = self.column.field(key)
        if field is not None:
            field.say(sentence)
        elif key == BODY_MAP and self.body is not None:
            self.body.say(sentence)

    def drafts(self) -> dict[str, str]:
        """Return the refused texts by key."""
        return {key: field.draft for key, field in self.column.begun.items() if field.draft}

    def show_drafts(self, drafts: Mapping[str, str]) -> None:
        """Show refused texts again, with the reasons."""
        for key, text in drafts.items():
            if key in self.fields:
                self.fields[key].show_draft(text)

    def reset(self) -> None:
        """Drop what was typed, and scroll to the top, before another day is shown."""
        self.tidy()
        self.sheets.verticalScrollBar().setValue(0)
        for field in self.column.begun.values():
            field.reset()
        if self.body is not None:
            self.body.reset()

    def flush(self) -> None:
        """Commit pending text of every field."""
        for field in self.column.begun.values():
            field.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_body()
        self.column.fill(self.height())

    def focusNextPrevChild(self, following: bool) -> bool:
        """Fold an answered card when Tab leaves it, and show the whole body when Tab comes to one of its areas."""
        left = _in_use(self.cards)
        if not self._is_ordered:
            self._order_tabs()
        moved = super().focusNextPrevChild(following)
        if left is not None and left is not _in_use(self.cards) and left.folds_itself:
            left.set_folded(True)
            QTimer.singleShot(0, self._show_focus)
        focus = QApplication.focusWidget()
        if self.body is not None and focus is not None and self.body.map.isAncestorOf(focus):
            self.sheets.ensureWidgetVisible(self.body.map, 0, Space.LARGE)
        return moved

    def show_begin(self) -> None:
        """Scroll to where the keyboard begins; a day that is finished is shown from its top."""
        if not self._is_closed:
            self.column.make_room()
            self._show_focus()

    def _show_focus(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.sheets.isAncestorOf(focus):
            self.sheets.ensureWidgetVisible(focus, 0, TOUCH)

    def lines(self) -> QHBoxLayout:
        """Return what is left, or the calm and the closing sentence with the good thing, in a row that keeps its
        height while all are silent."""
        row = in_row(spacing=Space.MEDIUM)
        row.addStrut(self.closing.sizeHint().height())
        fill(row, (self.calm, MOST), (self.column.left, MOST), self.closing, (self.good, MOST), STRETCH)
        return row

    def put_below(self, bars: Iterable[QWidget]) -> None:
        """Show bars below the cards: above them they would push all of it away from the pointer."""
        for bar in bars:
            self._column_side.addWidget(bar)

    def show_top(self) -> None:
        """Show what stands above the cards from its top: large letters may make it higher than the window."""
        self.column.make_room()
        self.sheets.verticalScrollBar().setValue(0)

    def _order_soon(self) -> None:
        """Order what Tab goes through, but not before the first paint."""
        self._is_ordered = False
        if self.column.is_painted:
            self._tabs.start()

    def _order_tabs(self) -> None:
        """Let Tab go from question to question, and after the last one to what helps with them, on downwards: the
        tools above the body come last. The body comes before its card, or after one without a heading, wherever it
        is drawn. Not at once: it takes a while."""
        self._tabs.stop()
        self._is_ordered = True
        cards = self.column.built
        questions: list[tuple[QWidget, ...]] = [card.questions for card in cards]
        helpers: list[QWidget] = [helper for card in cards for helper in card.helpers]
        tools: list[QWidget] = []
        if self.body is not None:
            questions.insert(self._body_place, tuple(self.body.questions))
            tools = self.body.helpers
        follow([*chain.from_iterable(questions), *helpers, *self.column.below, *tools])

    def _show_body(self, state: TodayState, skip: frozenset[str]) -> None:
        is_asked = BODY_MAP in state.asked
        if self.body is None and is_asked:
            self.body = self._build_body(state)
            self._is_wide = None
            self._place_body()
            self._order_soon()
        if self.body is not None:
            self.body.setVisible(is_asked)
            if is_asked:
                self.body.show_state(state, skip)

    def _build_body(self, state: TodayState) -> BodyPanel | None:
        if BODY_MAP not in state.asked:
            return None
        panel = BodyPanel(self._context, self._editor)
        panel.setParent(self)
        panel.setEnabled(self.column.isEnabled())
        return panel

    def _lay_out(self) -> None:
        self.sheets = QScrollArea()
        self.sheets.setWidgetResizable(True)
        self.sheets.setFrameShape(QFrame.Shape.NoFrame)
        self.sheets.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheets.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.sheets.setWidget(self.column)
        self.sheets.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._beside = QHBoxLayout(self)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(0)
        self._column_side = QVBoxLayout()
        self._column_side.setSpacing(Space.MEDIUM)
        self._column_side.addWidget(self.sheets, 1)
        self._beside.addLayout(self._column_side, 1)
        self._side = QVBoxLayout()
        self._side.setContentsMargins(0, 0, 0, Space.LARGE)
        self._beside.addLayout(self._side, 1)

    def _place_body(self) -> None:
        if self.body is None:
            return
        column = max(LEAST_COLUMN, self.column.minimumSizeHint().width())
        is_wide = self.width() >= column + self.body.least_width()
        beside = self.sheets.verticalScrollBar().sizeHint().width() + Space.LARGE + 2 * Space.WIDE
        between = max(LEAST_WIDTH, min(WIDTH_BETWEEN_CARDS, self.width() - beside))
        self.body.map.set_least_width(LEAST_WIDTH if is_wide else between)
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        self.sheets.setMinimumWidth(LEAST_COLUMN if is_wide else 0)
        self._beside.setStretchFactor(self._side, int(is_wide))
        if is_wide:
            self.column.release_panel()
            self._side.addWidget(self.body)
        else:
            self._side.removeWidget(self.body)
            self.column.take_panel(self.body, self._body_place)


def _before(card: CardState, place: int) -> int:
    """Return where the body stands among the cards: before its own card, or after one that has no heading."""
    return place + card.is_plain


def _in_use(cards: Iterable[FormCard]) -> FormCard | None:
    """Return the card that holds the keyboard focus."""
    focus = QApplication.focusWidget()
    return next((card for card in cards if focus is not None and card.isAncestorOf(focus)), None)
