"""The card that chooses the questions of the form: short, full, or one by one, with a preview beside it."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.domain.item import Preset
from diary.screens.settings import GroupState, PreviewState, QuestionsState
from diary.ui.pages import Context
from diary.ui.style import QUIET, TOUCH, Space, Type
from diary.ui.widgets.buttons import CheckBox
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.keys import Choices
from diary.ui.widgets.labels import NoticeText, QuietText, Text
from diary.ui.widgets.layouts import ColumnsLayout

OWN_CHOICE = "own"
COLUMN_LETTERS = 26
"""Least width of a column, in letters."""


class QuestionsCard(Card):
    """Emits `preset_chosen` with a Preset, or None for the own choice, and `switched` with an item's key."""

    preset_chosen = Signal(object)
    switched = Signal(str, bool)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(
            t("My questions"), t("What the form on Today asks. You can always skip a question."), parent
        )
        self.forms = Choices(
            "form",
            t("My questions"),
            [(Preset.SHORT, t("Short")), (Preset.FULL, t("Full")), (OWN_CHOICE, t("My own choice"))],
        )
        self.switches: dict[str, CheckBox] = {}
        self.total = Text("", bold=True)
        self.said = QuietText()
        self.notice = NoticeText()
        self.preview = _Preview(t("Your form"))
        self._groups = QWidget()
        self._column = QVBoxLayout(self._groups)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.LARGE)
        self._rule = Rule()
        self.said.hide()
        told = QVBoxLayout()
        told.setSpacing(Space.HAIR)
        for label in (self.total, self.said, self.notice):
            told.addWidget(label)
        self.body.addWidget(self.forms)
        self.body.addLayout(told)
        for widget in (self._groups, self._rule, self.preview):
            self.body.addWidget(widget)
        self.forms.chosen.connect(self._on_form_chosen)

    def show_state(self, state: QuestionsState) -> None:
        """Show the form and what it asks."""
        self.forms.show_value(OWN_CHOICE if state.preset is None else state.preset)
        if state.preset is None and not self.switches:
            self._build(state.groups)
        self._groups.setVisible(state.preset is None)
        self._rule.setVisible(state.preset is None)
        self.total.setText(state.total)
        for group in state.groups:
            for switch in group.switches:
                if switch.key in self.switches:
                    self.switches[switch.key].setChecked(switch.is_on)
        self.preview.show_state(state.preview)

    def say(self, sentence: str) -> None:
        """Show quietly what was done."""
        self.notice.say("")
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def _build(self, groups: Iterable[GroupState]) -> None:
        for group in groups:
            part = QVBoxLayout()
            part.setSpacing(0)
            part.addWidget(Text(group.title, bold=True))
            columns = ColumnsLayout(most=3, least_width=COLUMN_LETTERS * self.fontMetrics().averageCharWidth())
            columns.setSpacing(0)
            for switch in group.switches:
                box = CheckBox(switch.name)
                box.setObjectName(f"switch:{switch.key}")
                box.setToolTip(switch.question)
                box.setAccessibleDescription(switch.question)
                box.setMinimumHeight(TOUCH)
                box.clicked.connect(lambda is_on, key=switch.key: self.switched.emit(key, is_on))
                self.switches[switch.key] = box
                columns.addWidget(box)
            part.addLayout(columns)
            self._column.addLayout(part)
        order = [*self.forms.buttons.values(), *self.switches.values()]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _on_form_chosen(self, value: object) -> None:
        self.preset_chosen.emit(value if isinstance(value, Preset) else None)


class _Preview(QWidget):
    """Shows what the form will ask, card by card."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.parts: list[_Part] = []
        self._columns = ColumnsLayout(most=2, least_width=COLUMN_LETTERS * self.fontMetrics().averageCharWidth())
        self._columns.setSpacing(Space.MEDIUM)
        self.setLayout(self._columns)

    def show_state(self, cards: tuple[PreviewState, ...]) -> None:
        """Show the questions of the form."""
        while len(self.parts) < len(cards):
            self.parts.append(_Part())
            self._columns.addWidget(self.parts[-1])
        for part, card in zip(self.parts, cards, strict=False):
            part.show_state(card)
        for index, part in enumerate(self.parts):
            part.setVisible(index < len(cards))
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(". ".join(f"{card.title}: {', '.join(card.names)}" for card in cards))
        self._columns.invalidate()


class _Part(QWidget):
    """Shows one card of the form: its title, and below it the names of its questions."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Text("", Type.SMALL, QUIET)
        self.names = Text()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.names)
        column.addStretch(1)

    def show_state(self, card: PreviewState) -> None:
        self.title.setText(card.title)
        self.names.setText(" · ".join(card.names))
