"""The section that shows what was filled in, what was typed later, and what is missing."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from diary.content.language import Language
from diary.domain.period import day_number
from diary.journal.journal import Journal
from diary.screens.day_axis import day_ticks
from diary.screens.filled_in import FilledMark, FilledState, build_filled
from diary.screens.review import without_mistyped
from diary.ui.pages import Context
from diary.ui.style import CARD, INK, LINE, QUIET, Space, Type, pen_and_fill, type_font
from diary.ui.widgets.card import Card
from diary.ui.widgets.fresh_page import FreshPage
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import PAGE, STRETCH, empty, fill, in_column
from diary.ui.widgets.painted import PaintedPicture
from diary.ui.widgets.scrolling import Scrolling

_LETTERS = 26
"""Room for the name of an item, in letters."""
_ROW = 1.5
"""Height of a row, in lines of text."""


class FilledPicture(PaintedPicture):
    """Paints a row an item and a mark a day: filled is the same days, an outline is later, a dot is nothing, and
    stripes are days on which nothing is expected."""

    def __init__(self, state: FilledState, language: Language) -> None:
        super().__init__()
        self._state = state
        self._language = language
        self.setFont(type_font(Type.SMALL))
        self.setAccessibleName(" ".join(state.sentences) or language.t("What was filled in"))

    def sizeHint(self) -> QSize:
        return QSize(Space.HUGE * 12, round(self._row * (len(self._state.rows) + 1.2)))

    @property
    def _row(self) -> float:
        return QFontMetrics(self.font()).height() * _ROW

    @property
    def _names(self) -> int:
        return min(self.width() // 3, QFontMetrics(self.font()).averageCharWidth() * _LETTERS)

    def _draw(self, painter: QPainter) -> None:
        days = len(self._state.period)
        step = (self.width() - self._names) / max(1, days)
        self._draw_holidays(painter, step)
        for number, row in enumerate(self._state.rows):
            top = number * self._row
            painter.setPen(self.palette().color(INK))
            name = QFontMetrics(self.font()).elidedText(
                row.name, Qt.TextElideMode.ElideRight, self._names - Space.SMALL
            )
            painter.drawText(QRectF(0, top, self._names, self._row), int(Qt.AlignmentFlag.AlignVCenter), name)
            for day, mark in enumerate(row.marks):
                self._draw_mark(painter, QRectF(self._names + day * step, top, step, self._row), mark)
        self._draw_axis(painter, step)

    def _draw_mark(self, painter: QPainter, place: QRectF, mark: FilledMark) -> None:
        quiet = self.palette().color(QUIET)
        wide = max(1.0, min(place.width() * 0.75, 8.0))
        box = QRectF(place.center().x() - wide / 2, place.top() + place.height() * 0.2, wide, place.height() * 0.6)
        if mark is FilledMark.NOT:
            painter.fillRect(QRectF(place.center() - QPointF(0.5, 0.5), place.center() + QPointF(0.5, 0.5)), quiet)
        elif mark is FilledMark.SAME_DAYS:
            painter.fillRect(box, quiet)
        else:
            pen_and_fill(painter, QPen(self.palette().color(INK), 1), self.palette().color(CARD))
            painter.drawRect(box)

    def _draw_holidays(self, painter: QPainter, step: float) -> None:
        pen_and_fill(painter, fill=Qt.BrushStyle.BDiagPattern)
        height = self._row * len(self._state.rows)
        for day, is_holiday in enumerate(self._state.holidays):
            if is_holiday:
                painter.fillRect(QRectF(self._names + day * step, 0, step, height), self.palette().color(LINE))

    def _draw_axis(self, painter: QPainter, step: float) -> None:
        first = day_number(self._state.period.first)
        room = self.width() - self._names
        painter.setPen(self.palette().color(QUIET))
        for tick in day_ticks(self._language, first, first + len(self._state.period), room):
            left = self._names + (tick.day - first) * step
            top = self._row * len(self._state.rows)
            painter.drawText(QRectF(left, top, room, self._row), int(Qt.AlignmentFlag.AlignVCenter), tick.label)


class FilledPage(FreshPage):
    """Paints the FilledState of the latest half year of a share."""

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__(context)
        self._journal = journal
        self.state: FilledState | None = None
        self.card = Card(context.language.t("What was filled in, and when"))
        content = QWidget()
        in_column(self.notice, self.card, STRETCH, within=content, margins=PAGE)
        area = Scrolling(content)
        area.let_scroll_by_keys(self.card.accessibleName())
        in_column(area, within=self)

    def _refresh(self) -> None:
        span, t = self._journal.span(), self._context.language.t
        empty(self.card.body, keep=1)
        if span is None:
            self.card.body.addWidget(Text(t("Nothing has been logged in it yet.")))
            return
        span = without_mistyped(span, self._journal.today)
        self.state = build_filled(self._journal.table(span), self._journal.days(span), self._context.library)
        fill(
            self.card.body,
            FilledPicture(self.state, self._context.language),
            QuietText(t("Filled: typed on the same days. Outline: typed later. Dot: not filled in.")),
            *(Text(sentence) for sentence in self.state.sentences),
        )
