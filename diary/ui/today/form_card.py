"""One card of the form, built from its state alone: a new block in the catalogue needs no code here."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.domain.day import BODY_MAP
from diary.domain.item import Kind
from diary.domain.sleep import NIGHT_ITEMS
from diary.screens.today import CardShortcut, CardState, FieldState, longest_night
from diary.screens.usual import Usual
from diary.ui.pages import Context
from diary.ui.style import ACCENT, QUIET, Space, Type, type_font
from diary.ui.today.day_editor import DayEditor
from diary.ui.today.fields import COMPACT, Field, QuestionText, build_field
from diary.ui.widgets.buttons import QuietButton, quiet_button
from diary.ui.widgets.card import Card
from diary.ui.widgets.fold_head import FoldLine
from diary.ui.widgets.key_press import AS_BEFORE_KEYS, keys_words, shortcut
from diary.ui.widgets.labels import LongText, SteadyText
from diary.ui.widgets.layouts import STRETCH, ColumnsLayout, boxed, fill, in_column, in_lines, in_row

if TYPE_CHECKING:
    from diary.ui.widgets.question_dialog import QuestionDialog

_CLOSE = {**dict.fromkeys(COMPACT, Kind.COUNT), Kind.FLAG: Kind.FLAG}
"""What stands close together: small controls side by side, a run of yes and no below each other."""


def _close_to(field: Field) -> tuple[Kind | None, str]:
    """Return what fields have in common that stand close together."""
    return _CLOSE.get(field.kind), field.several


class FormCard(Card):
    """Shows the fields of a card, small ones in two columns. The body map has a panel of its own.

    It can be folded to one line. It passes answers and actions to the `editor`.
    """

    def __init__(
        self,
        state: CardState,
        context: Context,
        editor: DayEditor,
        on_tab_order_changed: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setAccessibleName(state.title)
        self.key = state.key
        self.built: dict[str, Field] = {}
        self._usual: tuple[Callable[[], Usual], Callable[[], int | None]] | None = None
        self._context = context
        self._editor = editor
        self._on_reordered = on_tab_order_changed
        self._state = state
        self._left_alone: frozenset[str] | None = None
        self.is_folded = False
        self.asking: QuestionDialog | None = None
        t = context.language.t
        self.line = FoldLine(state.title, t("open"), t("fold"))
        self.line.hide()
        self._questions: QWidget | None = None
        self._offers = {
            CardShortcut.ASK_ANYWAY: t("add it anyway"),
            CardShortcut.STOP_ASKING: t("Rather not this question every day"),
        }
        self.body.setSpacing(Space.WIDE)
        self.body.addWidget(self.line)
        self._connect()

    def _connect(self) -> None:
        self.line.clicked.connect(self._on_line)
        for keys, do in (
            ("Ctrl+Return", lambda: self._on_folded(not self.is_folded)),
            ("Ctrl+Enter", lambda: self._on_folded(not self.is_folded)),
            ("Escape", self._on_escape),
            (AS_BEFORE_KEYS, self._copy),
        ):
            shortcut(keys, self, inside=True).activated.connect(do)

    def _copy(self) -> None:
        self._editor.copy(self.key, self._state.copy)

    def _on_escape(self) -> None:
        """Fold what is answered, in place and for now only, and unfold it again: an open question is not put away
        by a stray key."""
        if self.is_folded:
            self._on_folded(False)
        elif self._state.is_answered and self._asked:
            self._focus_in(folded=True)
            self.set_folded(True)

    @property
    def fields(self) -> dict[str, Field]:
        """The questions, by the keys of their items; `built` has those that are there by now. A folded card builds
        them when they are first wanted: most never are."""
        self._open()
        return self.built

    def asks(self, key: str) -> bool:
        """Return whether this item is asked here."""
        return key != BODY_MAP and key in self._state.keys

    @property
    def _asked(self) -> list[FieldState]:
        """What is asked here; the body map has a panel of its own."""
        return [field for field in self._state.fields if field.item.kind is not Kind.BODY_MAP]

    @property
    def questions(self) -> tuple[QWidget, ...]:
        """What holds its questions, once it was open; the line that asks more stands before those."""
        if self._is_more:
            return (self.line,)
        return () if self._questions is None else (self._questions,)

    @property
    def helpers(self) -> tuple[QWidget, ...]:
        """What is no question and can have the keyboard."""
        if self._is_more:
            return ()
        return (self.line,) if self._questions is None else (self.line, self.as_before, self.fold, self.offer)

    @property
    def _is_more(self) -> bool:
        return self._state.offer is CardShortcut.ASK_MORE

    @property
    def folds_itself(self) -> bool:
        """Whether it is folded when Tab leaves it: every question is answered, and it has a heading."""
        return self._state.is_answered and not self._state.is_plain

    def show_state(self, state: CardState, skip: frozenset[str], *, folded: bool | None = None) -> None:
        """Show the stored answers, except the fields in `skip`; `folded` None leaves the card as it is."""
        left_alone = skip & self.built.keys()
        if state is self._state and left_alone == self._left_alone and folded in {None, self.is_folded}:
            return
        self._state, self._left_alone = state, left_alone
        self.set_folded(self.is_folded if folded is None else folded)
        for field in self._asked:
            if field.item.key in self.built and field.item.key not in skip:
                self.built[field.item.key].show_state(field)
        is_open = self._is_more and state.is_unfolded
        self.line.show_line(state.line or self._context.language.t("not filled in"), is_open=is_open)
        if self._questions is not None:
            self._tell_open(state)

    def _tell_open(self, state: CardState) -> None:
        self.remark.setText(state.remark)
        self.aside.setText(state.aside)
        offer = "" if state.offer is None else self._offers.get(state.offer, "")
        if offer != self.offer.text():
            self.offer.setText(offer)
            self.offer.setAccessibleName(f"{state.title}: {offer}")
            self.offer.updateGeometry()

    def show_suggestions(self, find: Callable[[], Usual], now: Callable[[], int | None]) -> None:
        """Offer what the person logs often, where a question has a place for it."""
        self._usual = (find, now)
        for field in self.built.values():
            field.show_suggestions(find, now)

    def set_folded(self, folded: bool) -> None:
        """Show the card as one line, or open it."""
        self.is_folded = folded and bool(self._asked)
        if self._questions is not None or not self.is_folded:
            self._open()
        self._show_parts()

    def _focus_in(self, folded: bool) -> None:
        """Move the focus to the head or the first question, before the other one is hidden."""
        target = self.line if folded else next(iter(self.fields.values())).control
        for part in (self.line,) if folded else self.questions:
            part.show()
        target.setFocus()

    def _on_folded(self, folded: bool) -> None:
        if not self._asked:
            return
        self._focus_in(folded)
        self.set_folded(folded)
        self._editor.fold(self.key, folded)

    def _on_line(self) -> None:
        if self._is_more:
            self._editor.take(self.key, CardShortcut.ASK_MORE)
        else:
            self._on_folded(False)

    def _on_offer_taken(self) -> None:
        if self._state.offer is CardShortcut.STOP_ASKING:
            self.asking = self._ask_to_stop()
        elif self._state.offer is not None:
            self._editor.take(self.key, self._state.offer)

    def _ask_to_stop(self) -> "QuestionDialog":
        """One click would take the question away for good: ask, and say how it comes back."""
        from diary.ui.widgets.question_dialog import QuestionDialog  # seldom wanted, and takes time to load

        t = self._context.language.t
        asking = QuestionDialog(
            t("Not ask the pain number any more?"),
            [
                t(
                    "What you filled in stays. In Settings, under Pain number, it can come back: once a week, "
                    "three times a week or every day. Undo brings it back at once."
                )
            ],
            t("Do not ask it any more"),
            t("Keep asking"),
            self.window(),
        )
        asking.accepted.connect(lambda: self._editor.take(self.key, CardShortcut.STOP_ASKING))
        asking.open()
        return asking

    def _show_parts(self) -> None:
        asked = {field.item.key for field in self._asked}
        is_open, has_fields = not self.is_folded, bool(asked)
        is_line = bool(self._state.aside) and not self._state.fields
        is_more = self._is_more
        is_thin = self.is_folded or is_more
        self.line.setVisible(is_thin)
        if self._questions is not None:
            self.head.setVisible(is_open and not (is_line or is_more or self._state.is_plain))
            self.as_before.setVisible(is_open and bool(self._state.copy))
            self.fold.setVisible(is_open and has_fields and not self._state.is_plain)
            self._questions.setVisible(is_open and has_fields)
            sums_up = bool(self._state.remark) or not asked.isdisjoint(NIGHT_ITEMS)
            self.remark.setVisible(is_open and sums_up)
            self.aside.setVisible(is_open and bool(self._state.aside))
            self.offer.setVisible(is_open and self._state.offer is not None and not is_more)
        thin = is_thin or is_line
        upright = Space.HAIR if is_thin else Space.SMALL if thin else Space.LARGE
        side = Space.LARGE if is_thin else Space.WIDE
        self.body.setContentsMargins(side, upright, side, upright if thin else Space.WIDE)
        self.setVisible(has_fields or thin)

    def _open(self) -> None:
        """Build what only an open card shows, and its questions: a folded one needs neither."""
        if self._questions is None:
            self._questions = QWidget()
            self.add_head(self._state.title, self._state.hint)
            self._lay_out(self._questions)
            self._tell_open(self._state)
            self._show_parts()
            self._on_reordered()
        self._arrange(self._questions)

    def _lay_out(self, questions: QWidget) -> None:
        title, words = self._state.title, self._state.copy_words
        self.fold = QuietButton(
            icon_name="up", name=self._context.language.t("Fold: {card}", card=title), role=QUIET
        )
        self.fold.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fold.clicked.connect(lambda: self._on_folded(True))
        self.as_before = quiet_button(words, "repeat")
        self.as_before.setAccessibleName(f"{title}: {words}")
        self.as_before.setToolTip(keys_words(AS_BEFORE_KEYS))
        self.as_before.clicked.connect(self._copy)
        self.remark = SteadyText([longest_night(self._context.language)], Type.BODY, ACCENT, bold=True)
        self.aside = LongText()
        self.offer = QuietButton("", size=Type.SMALL, role=ACCENT)
        self.offer.clicked.connect(self._on_offer_taken)
        fill(self.corner, self.as_before, self.fold)
        foot = in_row(self.aside, self.offer, STRETCH, spacing=Space.SMALL)
        fill(self.body, questions, self.remark, foot)

    def _arrange(self, old: QWidget) -> None:
        """Lay out the questions that are asked, and keep what is typed in them."""
        asked = self._asked
        if [field.item.key for field in asked] == list(self.built):
            return
        before = self.built
        self._questions = QWidget()
        column = in_column(within=self._questions, spacing=Space.WIDE)
        self.built = {field.item.key: before.get(field.item.key) or self._build(field) for field in asked}
        for (kind, several), group in groupby(self.built.values(), key=_close_to):
            if several:
                self._add_several(column, several, list(group))
                continue
            close = in_column(spacing=Space.SMALL) if kind is Kind.FLAG else ColumnsLayout(most=2, least_width=190)
            if kind is not None:
                column.addLayout(close)
            for field in group:
                (column if kind is None else close).addWidget(field)
        self.body.replaceWidget(old, self._questions)
        old.hide()
        old.deleteLater()
        self._questions.setVisible(not self.is_folded)
        self._on_reordered()

    def _add_several(self, column: QVBoxLayout, several: str, fields: Sequence[Field]) -> None:
        """Add fields of which several may be true: one question, and their keys in as many lines as they need."""
        question = QuestionText(self._context.library.words.items[several].all_question, bold=self._state.is_plain)
        for field in fields:
            field.notice.question = question
        together = boxed(in_lines(*fields))
        together.setAccessibleName(question.text())
        column.addLayout(in_column(question, together, spacing=Space.SMALL))

    def _build(self, state: FieldState) -> Field:
        library = self._context.library
        field = build_field(state, library.language, library.words, self._editor, self._on_reordered)
        field.question.setFont(type_font(Type.BODY, bold=self._state.is_plain))
        field.show_state(state)
        if self._usual is not None:
            field.show_suggestions(*self._usual)
        return field
