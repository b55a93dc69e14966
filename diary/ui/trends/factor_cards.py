"""The column beside the plots: the seven factors, each one line until it is opened, and today's tip."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.domain.item import RiskFactor
from diary.screens.factor_cards import FactorCard, FactorsState
from diary.ui.context import Context
from diary.ui.style import Space
from diary.ui.trends.tip_part import TipPart
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.fold_head import FoldHead
from diary.ui.widgets.labels import Heading, NoticeText, QuietText, Text
from diary.ui.widgets.layouts import WrapLayout
from diary.ui.widgets.sparkline import SparklinePicture


class FactorCardView(QWidget):
    """Paints one FactorCard: its head, and what unfolds below it."""

    days_requested = Signal(bool)
    article_requested = Signal(str)
    tip_marked = Signal(str, str)
    tip_unmarked = Signal(str, str)

    def __init__(self, card: FactorCard, context: Context, *, is_open: bool) -> None:
        super().__init__()
        t = context.language.t
        self.card = card
        self.setObjectName(f"factor_{card.factor}")
        self.head = FoldHead(card.title, card.level_words, is_open=is_open)
        self.reason = Text(card.reason)
        self.show_days = TextButton(t("Show these days"))
        self.show_days.setCheckable(True)
        self.show_days.setAccessibleName(t("Show these days: {factor}", factor=card.title))
        self.show_days.toggled.connect(self.days_requested)
        self.read_more = TextButton(t("Read more"))
        self.read_more.setAccessibleName(t("Read more: {factor}", factor=card.title))
        self.read_more.clicked.connect(lambda: self.article_requested.emit(card.article))
        self.tip: TipPart | None = None
        self._body = QWidget()
        self._fill(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._body)
        self._body.setVisible(is_open)
        self.head.toggled.connect(self._body.setVisible)

    def _fill(self, context: Context) -> None:
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, Space.MEDIUM)
        body.setSpacing(Space.SMALL)
        spark = self.card.sparkline
        if spark is not None:
            body.addWidget(QuietText(spark.caption))
            body.addWidget(SparklinePicture(spark, QColor(context.theme.roles[spark.role])))
        body.addWidget(self.reason)
        if self.card.tip is not None:
            self.tip = TipPart(self.card.tip, context, is_helpful=self.card.is_helpful)
            self.tip.marked.connect(self.tip_marked)
            self.tip.unmarked.connect(self.tip_unmarked)
            body.addWidget(self.tip)
        buttons = QWidget()
        row = WrapLayout(buttons, Space.SMALL)
        row.addWidget(self.show_days)
        row.addWidget(self.read_more)
        body.addWidget(buttons)
        self.show_days.setVisible(bool(self.card.days))


class FactorColumn(QWidget):
    """All seven factors of a state in one sheet; at most one has its days shown. What was opened stays open."""

    days_requested = Signal(object)
    article_requested = Signal(str)
    tip_marked = Signal(str, str)
    tip_unmarked = Signal(str, str)
    tips_requested = Signal()
    doctor_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._opened: dict[RiskFactor, bool] = {}
        self.cards: tuple[FactorCardView, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, Space.SMALL, 0)
        self._column.setSpacing(Space.MEDIUM)

    def show_state(self, state: FactorsState) -> None:
        """Paint the factors of a state."""
        shown = next((view.card.factor for view in self.cards if view.show_days.isChecked()), None)
        self._clear()
        for widget in self._parts(state):
            self._column.addWidget(widget)
        for view in self.cards:
            view.show_days.setChecked(view.card.factor is shown)
        self._column.addStretch(1)

    def say(self, sentence: str) -> None:
        """Say why a mark was not kept; nothing when it is empty."""
        self.notice.say(sentence)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)

    def _parts(self, state: FactorsState) -> Iterator[QWidget]:
        """Everything in the column, from top to bottom."""
        t = self._context.language.t
        yield Heading(t("What your notes show"))
        self.notice = NoticeText()
        yield self.notice
        if state.is_hard:
            yield Text(state.calm)
            doctor = TextButton(t("When to call a doctor"), "doctor")
            doctor.clicked.connect(self.doctor_requested)
            yield doctor
        yield self._sheet(state)
        if state.calm and not state.is_hard:
            yield Text(state.calm)
        yield QuietText(
            t("General information, not advice about you. When two things go together, that does not say why.")
        )
        if state.has_tips:
            tips = TextButton(t("Tips you have seen"))
            tips.clicked.connect(self.tips_requested)
            yield tips

    def _sheet(self, state: FactorsState) -> Card:
        sheet = Card()
        sheet.body.setContentsMargins(Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL)
        sheet.body.setSpacing(0)
        views: list[FactorCardView] = []
        for card in state.cards:
            if views:
                sheet.body.addWidget(Rule())
            view = FactorCardView(card, self._context, is_open=self._opened.get(card.factor, card.is_open))
            self._listen(view)
            sheet.body.addWidget(view)
            views.append(view)
        self.cards = tuple(views)
        return sheet

    def _listen(self, view: FactorCardView) -> None:
        view.head.toggled.connect(lambda is_open: self._opened.update({view.card.factor: is_open}))
        view.days_requested.connect(lambda shown: self._on_days_requested(view, shown))
        view.article_requested.connect(self.article_requested)
        view.tip_marked.connect(self.tip_marked)
        view.tip_unmarked.connect(self.tip_unmarked)

    def _clear(self) -> None:
        self.cards = ()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _on_days_requested(self, view: FactorCardView, shown: bool) -> None:
        if shown:
            for other in self.cards:
                if other is not view:
                    other.show_days.setChecked(False)
            self.days_requested.emit(view.card.days)
        elif not any(other.show_days.isChecked() for other in self.cards):
            self.days_requested.emit(())
