"""The factor cards beside the plots with their small lines, and the dialog of tips shown before."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.content.tips import Tip
from diary.domain.item import RiskFactor
from diary.domain.tip_choice import TipMark
from diary.screens.factor_cards import FactorCard, FactorsState, SeenTips
from diary.ui.pages import ClosesOnLock, Context
from diary.ui.style import BORDER, CARD, INK, RADIUS, TOUCH, Space, chosen_ground, pen_and_fill, theme_pens
from diary.ui.widgets.buttons import TabButton, TextButton
from diary.ui.widgets.card import Card, Rule, with_rules
from diary.ui.widgets.disclosure import opens
from diary.ui.widgets.fold_head import FoldHead
from diary.ui.widgets.labels import Heading, NoticeText, QuietText, Text, Title
from diary.ui.widgets.layouts import boxed, empty, fill, in_column, in_lines
from diary.ui.widgets.question_dialog import SheetDialog
from diary.ui.widgets.sparkline import SparklinePicture


class TipPart(QWidget):
    """Paints a tip. "Not for me" folds it into one line, where it can be taken back at once. Where marks cannot be
    stored there is nothing to press."""

    marked = Signal(str, str, bool)
    """The key of the tip, the TipMark, and whether the tip has it from now on."""

    def __init__(self, tip: Tip, context: Context, *, is_helpful: bool, only_reads: bool) -> None:
        super().__init__()
        t = context.language.t
        self._tip = tip
        self.helpful = TextButton(t("Helpful"))
        self.helpful.setCheckable(True)
        self.helpful.setChecked(is_helpful)
        self.not_for_me = TextButton(t("Not for me"), on_click=lambda: self._on_unwanted(True))
        self.take_back = TextButton(t("Take back"), "undo", on_click=lambda: self._on_unwanted(False))
        for button in (self.helpful, self.not_for_me, self.take_back):
            button.setAccessibleName(f"{button.text()}: {tip.title}")
        self._words = self._tip_words(context)
        self._gone = self._gone_words(t("This tip will not come again. Tips you have seen are kept in one list."))
        in_column(
            Rule(),
            self._words,
            self._gone,
            Rule(),
            within=self,
            margins=(0, Space.HAIR, 0, Space.HAIR),
            spacing=Space.SMALL,
        )
        self._buttons.setVisible(not only_reads)
        self.helpful.toggled.connect(self._on_helpful)

    def _tip_words(self, context: Context) -> QWidget:
        tip = self._tip
        self._buttons = boxed(in_lines(self.helpful, self.not_for_me))
        return boxed(
            in_column(
                Text(tip.title, bold=True),
                Text(tip.fact),
                Text(tip.option),
                QuietText(context.language.t("Source: {source}", source=tip.source)),
                self._buttons,
                spacing=Space.SMALL,
            )
        )

    def _gone_words(self, sentence: str) -> QWidget:
        gone = boxed(in_column(QuietText(sentence), self.take_back, spacing=Space.SMALL))
        gone.hide()
        return gone

    def _on_helpful(self, checked: bool) -> None:
        self.marked.emit(self._tip.key, TipMark.HELPFUL.value, checked)

    def _on_unwanted(self, unwanted: bool) -> None:
        self._words.setVisible(not unwanted)
        self._gone.setVisible(unwanted)
        if unwanted:
            with QSignalBlocker(self.helpful):
                self.helpful.setChecked(False)
        (self.take_back if unwanted else self.not_for_me).setFocus()
        self.marked.emit(self._tip.key, TipMark.NOT_FOR_ME.value, unwanted)


class FactorBody(QWidget):
    """Shows below the head of a factor the small chart, the reason, today's tip, and links to pages."""

    def __init__(self, card: FactorCard, context: Context, *, only_reads: bool) -> None:
        super().__init__()
        t = context.language.t
        self.reason = Text(card.reason)
        self.show_days = TextButton(t("Mark these days"), spoken=t("Mark these days: {factor}", factor=card.title))
        self.show_days.setCheckable(True)
        self.read_more = TextButton(t("Read more"), spoken=t("Read more: {factor}", factor=card.title))
        self.tip = None
        if card.tip is not None:
            self.tip = TipPart(card.tip, context, is_helpful=card.is_helpful, only_reads=only_reads)
        column = in_column(within=self, margins=(0, 0, 0, Space.MEDIUM), spacing=Space.SMALL)
        spark = card.sparkline
        if spark is not None:
            fill(
                column, QuietText(spark.caption), SparklinePicture(spark, QColor(context.theme.roles[spark.role]))
            )
        column.addWidget(self.reason)
        if self.tip is not None:
            column.addWidget(self.tip)
        column.addWidget(boxed(in_lines(self.show_days, self.read_more)))
        self.show_days.setVisible(bool(card.days))


class FactorCardView(QWidget):
    """Paints one FactorCard: its head, and below it a body that is made when it is first opened."""

    days_requested = Signal(bool)
    article_requested = Signal(str)
    tip_marked = Signal(str, str, bool)

    def __init__(self, card: FactorCard, context: Context, *, is_open: bool, only_reads: bool) -> None:
        super().__init__()
        self.card = card
        self._context = context
        self._only_reads = only_reads
        self.setObjectName(f"factor_{card.factor}")
        self.head = FoldHead(card.title, card.level_words, is_open=is_open)
        self.body: FactorBody | None = None
        self._column = in_column(self.head, within=self, spacing=0)
        self.head.toggled.connect(self._on_toggled)
        if is_open:
            self._on_toggled(True)

    @property
    def shows_days(self) -> bool:
        """Whether its days are shown in the plots."""
        return self.body is not None and self.body.show_days.isChecked()

    def show_days(self, shown: bool) -> None:
        """Show its days in the plots, or no longer."""
        if self.body is not None:
            self.body.show_days.setChecked(shown)

    def _on_toggled(self, is_open: bool) -> None:
        if self.body is None:
            self.body = self._made_body()
            self._column.addWidget(self.body)
        self.body.setVisible(is_open)

    def _made_body(self) -> FactorBody:
        body = FactorBody(self.card, self._context, only_reads=self._only_reads)
        body.show_days.toggled.connect(self.days_requested)
        body.read_more.clicked.connect(lambda: self.article_requested.emit(self.card.article))
        if body.tip is not None:
            body.tip.marked.connect(self.tip_marked)
        return body


class FactorColumn(QWidget):
    """All seven factors of a state in one sheet; at most one has its days shown. What was opened stays open."""

    days_requested = Signal(object)
    article_requested = Signal(str)
    tip_marked = Signal(str, str, bool)
    tips_requested = Signal()
    doctor_requested = Signal()
    changed = Signal()
    """Another factor stands first."""

    def __init__(self, context: Context, *, only_reads: bool = False) -> None:
        super().__init__()
        self._context = context
        self._only_reads = only_reads
        t = context.language.t
        self.title = t("What the notes show") if only_reads else t("What your notes show")
        self._opened: dict[RiskFactor, bool] = {}
        self._looked_at: RiskFactor | None = None
        self._shown: FactorsState | None = None
        self.cards: tuple[FactorCardView, ...] = ()
        self._column = in_column(within=self, margins=(0, 0, Space.SMALL, 0), spacing=Space.MEDIUM)

    def show_state(self, state: FactorsState) -> None:
        """Paint the factors of a state; nothing is rebuilt when they are unchanged."""
        state = replace(state, new_tip=None)
        if state == self._shown:
            return
        self._shown = state
        shown = next((view.card.factor for view in self.cards if view.shows_days), None)
        self._clear()
        for widget in self._parts(state):
            self._column.addWidget(widget)
        for view in self.cards:
            view.show_days(view.card.factor is shown)
        self._column.addStretch(1)

    def look_at(self, factor: RiskFactor) -> None:
        """Put the factor one is looking at first, unfolded, and fold the others."""
        if factor is self._looked_at or self._shown is None:
            return
        self._looked_at = factor
        self._opened = {card.factor: card.factor is factor for card in self._shown.cards}
        state, self._shown = self._shown, None
        self.show_state(state)
        self.changed.emit()

    def unmark(self) -> None:
        """Show that no days of a factor are marked, without a signal."""
        for view in self.cards:
            with QSignalBlocker(view):
                view.show_days(False)

    def say(self, sentence: str) -> None:
        """Show why a mark was not stored; nothing when it is empty."""
        self.notice.say(sentence)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)

    def _parts(self, state: FactorsState) -> Iterator[QWidget]:
        """Return the widgets of the column, from top to bottom."""
        t = self._context.language.t
        yield Heading(self.title)
        self.notice = NoticeText()
        yield self.notice
        if state.is_hard:
            yield Text(state.calm)
            doctor = TextButton(t("When to call a doctor"), "doctor", on_click=self.doctor_requested)
            yield doctor
        yield self._sheet(state)
        if state.calm and not state.is_hard:
            yield Text(state.calm)
        yield QuietText(
            t("General information, not advice about you. When two things go together, that does not say why.")
        )
        if state.has_tips and not self._only_reads:
            tips = TextButton(t("Tips you have seen"), on_click=self.tips_requested)
            yield tips

    def _sheet(self, state: FactorsState) -> Card:
        sheet = Card(margins=(Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL), spacing=0)
        self.cards = tuple(
            FactorCardView(
                card,
                self._context,
                is_open=self._opened.get(card.factor, card.is_open),
                only_reads=self._only_reads,
            )
            for card in sorted(state.cards, key=self._is_behind)
        )
        for view in self.cards:
            self._listen(view)
        fill(sheet.body, *with_rules(self.cards))
        return sheet

    def _is_behind(self, card: FactorCard) -> bool:
        """Return whether a card stands where it usually does: all but the one looked at, or that began open."""
        return not card.is_open if self._looked_at is None else card.factor is not self._looked_at

    def _listen(self, view: FactorCardView) -> None:
        view.head.toggled.connect(lambda is_open: self._opened.update({view.card.factor: is_open}))
        view.days_requested.connect(lambda shown: self._on_days_requested(view, shown))
        view.article_requested.connect(self.article_requested)
        view.tip_marked.connect(self.tip_marked)

    def _clear(self) -> None:
        self.cards = ()
        empty(self._column)

    def _on_days_requested(self, view: FactorCardView, shown: bool) -> None:
        if shown:
            for other in self.cards:
                if other is not view:
                    other.show_days(False)
            self.days_requested.emit(view.card.days)
        elif not any(other.shows_days for other in self.cards):
            self.days_requested.emit(())


SMALLEST_PIXELS = 13
"""Of the words of a folded column: those of a quiet line."""


class SideTab(TabButton):
    """The folded column: a narrow button with its name from bottom to top; checked while the column is open."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._words = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        opens(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(max(TOUCH, self.fontMetrics().height() + Space.LARGE), 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), TOUCH)

    def _draw(self, painter: QPainter) -> None:
        palette, box = self.palette(), QRectF(self.rect())
        if self.isChecked():
            chosen_ground(painter, box, palette)
        else:
            pen_and_fill(painter, QPen(palette.color(BORDER), theme_pens().edge), palette.color(CARD))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setPen(palette.color(INK))
        painter.translate(0, self.height())
        painter.rotate(-90)
        room = QRect(Space.SMALL, 0, self.height() - 2 * Space.SMALL, self.width())
        painter.setFont(self._fitted(room.width()))
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _fitted(self, room: int) -> QFont:
        """Return the font in which the words have room: in a low window small ones say more than half of them."""
        font, taken = self.font(), self.fontMetrics().horizontalAdvance(self._words)
        if taken > room:
            font.setPixelSize(max(int(self.fontInfo().pixelSize() * room / taken), SMALLEST_PIXELS))
        return font


class SeenTipsDialog(SheetDialog, ClosesOnLock):
    """Paints SeenTips. A button removes a mark; the tip stays in the dialog until it is opened again."""

    def __init__(
        self, tips: SeenTips, take_back: Callable[[str, TipMark], None], context: Context, parent: QWidget
    ) -> None:
        t = context.language.t
        super().__init__(t("Tips you have seen"), context.language, parent)
        self.let_scroll_by_keys()
        self._context = context
        self._take_back = take_back
        self.column.addWidget(Title(t("Tips you have seen")))
        self._add(t("You found these helpful"), tips.helpful, t("Take off this list"), TipMark.HELPFUL)
        self._add(t("Seen before"), tips.seen)
        self._add(t("Not for me"), tips.unwanted, t("May come again"), TipMark.NOT_FOR_ME)
        self.column.addStretch(1)

    def _add(self, title: str, tips: Sequence[Tip], back: str = "", mark: TipMark = TipMark.SHOWN) -> None:
        """Add one list with its heading, if not empty. `back` removes `mark` from a tip."""
        if tips:
            fill(self.column, Space.SMALL, Heading(title))
        for tip in tips:
            fill(
                self.column,
                Text(tip.title, bold=True),
                Text(f"{tip.fact} {tip.option}"),
                QuietText(self._context.language.t("Source: {source}", source=tip.source)),
            )
            if back:
                button = TextButton(back, spoken=f"{back}: {tip.title}")
                button.clicked.connect(partial(self._on_taken_back, button, tip.key, mark))
                self.column.addWidget(button)

    def _on_taken_back(self, button: TextButton, tip: str, mark: TipMark) -> None:
        self._take_back(tip, mark)
        button.setText(self._context.language.t("Done"))
        button.setEnabled(False)
        self.close_button.setFocus()
