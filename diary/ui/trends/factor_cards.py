"""The column beside the plots: what is worth a look, why, and one piece of general information."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.screens.factor_cards import FactorCard, FactorsState
from diary.ui.context import Context
from diary.ui.style import Space
from diary.ui.widgets.buttons import QuietButton, TextButton
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.labels import Heading, QuietText, Text

SHOWN_AT_FIRST = 3
"""More than three things at once are too many to read; the others wait behind one button."""


class FactorCardView(Card):
    """Paints one FactorCard; the button shows its days in the plots."""

    days_requested = Signal(bool)

    def __init__(self, card: FactorCard, context: Context) -> None:
        super().__init__(card.title)
        t = context.language.t
        self.setObjectName(f"factor_{card.factor}")
        self.body.setSpacing(Space.SMALL)
        self.reason = Text(card.reason)
        self.body.addWidget(self.reason)
        self.show_days = TextButton(t("Show these days"))
        self.show_days.setCheckable(True)
        self.show_days.setAccessibleName(t("Show these days: {factor}", factor=card.title))
        self.show_days.toggled.connect(self.days_requested)
        self.body.addWidget(self.show_days)
        self.show_days.setVisible(bool(card.days))
        if card.tip is not None:
            self.body.addSpacing(Space.HAIR)
            self.body.addWidget(Rule())
            self.body.addWidget(Text(card.tip.title, bold=True))
            self.body.addWidget(Text(card.tip.fact))
            self.body.addWidget(Text(card.tip.option))
            self.body.addWidget(QuietText(t("Source: {source}", source=card.tip.source.text)))


class FactorColumn(QWidget):
    """All cards of a state; at most one has its days shown."""

    days_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.cards: tuple[FactorCardView, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, Space.SMALL, 0)
        self._column.setSpacing(Space.MEDIUM)

    def show_state(self, state: FactorsState) -> None:
        """Paint the cards of a state."""
        t = self._context.language.t
        shown = next((card.objectName() for card in self.cards if card.show_days.isChecked()), None)
        self._clear()
        self._column.addWidget(Heading(t("Worth a look")))
        self.cards = tuple(self._make_card(card) for card in state.cards)
        for index, view in enumerate(self.cards):
            self._column.addWidget(view)
            view.setVisible(index < SHOWN_AT_FIRST)
            view.show_days.setChecked(view.objectName() == shown)
        if len(self.cards) > SHOWN_AT_FIRST:
            self._add_more(len(self.cards) - SHOWN_AT_FIRST)
        if state.calm:
            self._column.addWidget(Text(state.calm))
        self._column.addWidget(
            QuietText(
                t("General information, not advice about you. When two things go together, that does not say why.")
            )
        )
        self._column.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)

    def _clear(self) -> None:
        self.cards = ()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _make_card(self, card: FactorCard) -> FactorCardView:
        view = FactorCardView(card, self._context)
        view.days_requested.connect(lambda shown: self._on_days_requested(view, card, shown))
        return view

    def _add_more(self, count: int) -> None:
        language = self._context.language
        more = QuietButton(language.n("Show {count} more", "Show {count} more", count), "down")
        more.setObjectName("more_factors")
        more.clicked.connect(lambda: self._on_more(more))
        self._column.addWidget(more)

    def _on_more(self, button: QuietButton) -> None:
        button.hide()
        for view in self.cards:
            view.show()

    def _on_days_requested(self, view: FactorCardView, card: FactorCard, shown: bool) -> None:
        if shown:
            for other in self.cards:
                if other is not view:
                    other.show_days.setChecked(False)
            self.days_requested.emit(card.days)
        elif not any(other.show_days.isChecked() for other in self.cards):
            self.days_requested.emit(())
