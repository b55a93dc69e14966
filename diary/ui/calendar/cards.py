"""The cards beside the month: the chosen days with what can be done with them, and the legend."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QSizePolicy, QWidget

from diary.content.language import Language
from diary.domain.day import DayKind, MomentKind
from diary.domain.text import sentence_case
from diary.screens.calendar import STEPS, DaySign, TintState
from diary.screens.chosen_days import ChosenState
from diary.ui.style import ACCENT, CARD, INK, LINE, QUIET, Space, Type, type_font
from diary.ui.widgets.buttons import MainButton, TextButton, quiet_button
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import Heading, QuietText, Text
from diary.ui.widgets.layouts import STRETCH, ColumnsLayout, boxed, empty, fill, in_column, in_row
from diary.ui.widgets.painted import Painted, PaintedStrip
from diary.ui.widgets.signs import draw_hatching, draw_sign

SHARES = (0.06, 0.115, 0.17, 0.225, 0.28)
"""Share of the accent colour in each step; more would cost the words their contrast in a dim theme."""
SHARES_ON_BLACK = (0.14, 0.20, 0.26, 0.32, 0.38)
"""The same on black, where a small share cannot be seen."""
DOT_SHARES = (0.24, 0.40, 0.58, 0.78, 1.0)


def tint(palette: QPalette, step: int) -> QColor:
    """Return the background of a day with this step, 1 to 5, on a card."""
    shares = SHARES if palette.color(CARD).lightness() else SHARES_ON_BLACK
    return _mixed(palette, shares[step - 1])


def dot_tint(palette: QPalette, step: int) -> QColor:
    """Return a stronger colour of the same hue for a small square without words."""
    return _mixed(palette, DOT_SHARES[step - 1])


def _mixed(palette: QPalette, share: float) -> QColor:
    card, accent = palette.color(CARD), palette.color(ACCENT)
    pairs = ((card.red(), accent.red()), (card.green(), accent.green()), (card.blue(), accent.blue()))
    return QColor(*(round(one + share * (other - one)) for one, other in pairs))


class SignPicture(Painted, QWidget):
    """Paints one sign, as large as a line of text."""

    def __init__(self, sign: DaySign | MomentKind) -> None:
        super().__init__()
        self._sign = sign
        self.setFont(type_font(Type.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line, line)

    def _draw(self, painter: QPainter) -> None:
        whole = QRectF(self.rect())
        if self._sign is DaySign.HOLIDAY:
            shape = QPainterPath()
            shape.addRoundedRect(whole, Space.HAIR, Space.HAIR)
            draw_hatching(painter, shape, self.palette().color(LINE), 4)
        size = round(whole.height() * 0.66)
        place = QRectF(0, 0, size, size)
        place.moveCenter(whole.center())
        draw_sign(
            painter, self._sign, place, self.palette().color(QUIET if isinstance(self._sign, DaySign) else INK)
        )


class TintPicture(PaintedStrip):
    """Paints the steps of the tint side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(type_font(Type.SMALL))

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(STEPS * line, line)

    def _draw(self, painter: QPainter) -> None:
        width = (self.width() + Space.HAIR) / STEPS
        painter.setPen(QPen(self.palette().color(LINE), 1))
        for step in range(1, STEPS + 1):
            painter.setBrush(tint(self.palette(), step))
            place = QRectF((step - 1) * width + 0.5, 0.5, width - Space.HAIR - 1, self.height() - 1)
            painter.drawRoundedRect(place, Space.HAIR, Space.HAIR)


class CalendarLegend(Card):
    """Shows all signs with their words, the ends of the tint, and the choice of week numbers."""

    def __init__(self, language: Language, moments: Mapping[MomentKind, str]) -> None:
        edge = Space.LARGE
        super().__init__(margins=(edge, edge, edge, Space.MEDIUM), spacing=Space.MEDIUM)
        t = language.t
        self.setAccessibleName(t("What the signs mean"))
        self.tint_name = QuietText()
        self.tint_low, self.tint_high = QuietText(), QuietText()
        self.week_numbers = QCheckBox(t("Week numbers"))
        self.week_numbers.setFont(type_font(Type.SMALL))
        signs: dict[DaySign | MomentKind, str] = {
            DaySign.COMPLETE: t("complete"),
            DaySign.PARTLY: t("partly filled in"),
            DaySign.LATE: t("filled in later"),
            DaySign.HARD: t("hard day"),
            DaySign.HOLIDAY: t("diary holiday"),
        }
        signs.update(moments.items())
        columns = ColumnsLayout(most=4, least_width=1)
        columns.setSpacing(Space.SMALL)
        for sign, words in signs.items():
            columns.addWidget(_entry(sign, sentence_case(words)))
        self._tint = self._tint_rows()
        fill(self.body, self._tint, columns, self.week_numbers)

    def show_tint(self, state: TintState | None) -> None:
        """Show the ends of the chosen item's scale, or nothing without a chosen item."""
        self._tint.setVisible(state is not None)
        if state is not None:
            self.tint_name.setText(state.name)
            self.tint_low.setText(state.low)
            self.tint_high.setText(state.high)

    def _tint_rows(self) -> QWidget:
        self.tint_high.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.tint_low.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return boxed(
            in_column(
                self.tint_name,
                TintPicture(),
                in_row((self.tint_low, 1), (self.tint_high, 1), spacing=Space.LARGE),
                spacing=Space.HAIR,
            )
        )


def _entry(sign: DaySign | MomentKind, words: str) -> QWidget:
    text = QuietText(words)
    text.setWordWrap(False)
    return boxed(in_row((SignPicture(sign), 0, Qt.AlignmentFlag.AlignVCenter), text, spacing=Space.SMALL))


class ChosenCard(Card):
    """Emits the day to open, the days that change kind with their new kind, and a request to undo that."""

    opened = Signal(object)
    kinds_chosen = Signal(object, object)
    undo_requested = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__(margins=Space.LARGE)
        t = language.t
        self._state: ChosenState | None = None
        self.setAccessibleName(t("Chosen in the calendar"))
        self.heading = Heading()
        self.facts = Text(role=QUIET)
        self.number = Text(bold=True)
        self.good_thing = QuietText()
        self.marks = QuietText()
        self.remark = QuietText()
        self.open = MainButton(t("Open this day"), on_click=self._on_open)
        self.pause = TextButton("", on_click=lambda: self._on_kind(DayKind.HOLIDAY))
        self.resume = TextButton("", on_click=lambda: self._on_kind(DayKind.ORDINARY))
        self.undo = quiet_button(t("undo"), "undo", on_click=self.undo_requested)
        self._moments = QWidget()
        self._moment_rows = in_column(within=self._moments, spacing=Space.HAIR)
        self._lay_out()
        self.undo.hide()

    def show_state(self, state: ChosenState) -> None:
        if state == self._state:
            return
        self._state = state
        self.heading.setText(state.heading)
        for label, words in (
            (self.facts, state.facts),
            (self.number, state.number),
            (self.good_thing, state.good_thing),
            (self.marks, "\n".join(state.marks)),
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
        return max(button.sizeHint().width() for button in (self.open, self.pause, self.resume))

    def _lay_out(self) -> None:
        words = in_column(
            self.heading,
            self.facts,
            self.number,
            self._moments,
            self.good_thing,
            self.marks,
            STRETCH,
            spacing=Space.SMALL,
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
        empty(self._moment_rows)
        for kind, words in state.moments:
            self._moment_rows.addWidget(
                boxed(
                    in_row(
                        (SignPicture(kind), 0, Qt.AlignmentFlag.AlignTop),
                        (Text(words, Type.SMALL), 1),
                        spacing=Space.SMALL,
                    )
                )
            )
        self._moments.setVisible(bool(state.moments))

    def _on_open(self) -> None:
        if self._state is not None and self._state.opens is not None:
            self.opened.emit(self._state.opens)

    def _on_kind(self, kind: DayKind) -> None:
        if self._state is not None:
            days = self._state.to_pause if kind is DayKind.HOLIDAY else self._state.to_resume
            self.kinds_chosen.emit(days, kind)
