"""The view of Trends for a young diary: each day's values, rows that fill, and something to read meanwhile."""

from itertools import pairwise
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QWidget

from diary.content.language import EXACT
from diary.domain.period import Period
from diary.report.marks import dot_of
from diary.screens.first_days import ComingRow, DayValues, FirstDays, build_first_days
from diary.screens.understand import TopicLine, TopicMarks, build_understand, named
from diary.ui.pages import Context, Shell
from diary.ui.style import ACCENT, BORDER, FIELD, INK, LINE, QUIET, TOUCH, Space, Type, pen_and_fill, type_font
from diary.ui.widgets.buttons import MainButton, QuietButton, TextButton
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.labels import Heading, QuietText, Text
from diary.ui.widgets.layouts import STRETCH, boxed, fill, in_column, in_columns, in_lines, in_row
from diary.ui.widgets.painted import PaintedPicture, PaintedStrip
from diary.ui.widgets.scrolling import ScrolledColumn

DOT = 4.5
LINES_HIGH = 6.5
"""Height of a picture of values, in lines of text."""
PILL, PILL_HIGH = 24, 10
SHARES = (3, 3, 2)
"""How the title of a row, its days and what is left share its width."""
CHART_LETTERS, CARD_LETTERS = 28, 44
"""Least widths of the cards, in letters."""
SHAPES = {
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "square": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
}
"""The dots of the charts that are not round."""


def first_days_of(context: Context, shell: Shell, span: Period) -> FirstDays | None:
    """Read what a young diary that reaches over `span` shows; None when it has many days. Raises Refusal when the
    disk refuses."""
    journal = shell.journal
    table = journal.table(Period(span.first, max(span.first, journal.today)))
    return build_first_days(table, context.library, journal.form(), _to_read(context, shell))


def _to_read(context: Context, shell: Shell) -> TopicLine:
    from diary.content.topics import load_topics

    language, journal = context.language, shell.journal
    topics = named(load_topics(shell.resources, language.code, context.country), language)
    last = journal.choices.chosen("topic") or ("",)
    return build_understand(topics, language, TopicMarks.of(journal.topics.marks(), last[0])).resume


class DayValuesPicture(PaintedPicture):
    """Paints values with the number at each point: a few days need no axis to be read."""

    def __init__(self, values: DayValues, days: tuple[str, ...], colour: QColor) -> None:
        super().__init__()
        self._values, self._days, self._colour = values, days, colour
        self.setFont(type_font(Type.SMALL))
        self.setAccessibleName(values.text)

    def sizeHint(self) -> QSize:
        return QSize(
            CHART_LETTERS * self.fontMetrics().averageCharWidth(), round(self.fontMetrics().height() * LINES_HIGH)
        )

    def _points(self) -> list[QPointF | None]:
        line = self.fontMetrics().height()
        top, bottom = line + 2 * DOT, self.height() - line - 2 * DOT
        low, high = self._values.low, self._values.high
        step = self.width() / len(self._values.values)
        return [
            None
            if value is None
            else QPointF((place + 0.5) * step, bottom - (value - low) / (high - low) * (bottom - top))
            for place, value in enumerate(self._values.values)
        ]

    def _draw(self, painter: QPainter) -> None:
        points, palette, line = self._points(), self.palette(), self.fontMetrics().height()
        painter.setPen(QPen(palette.color(LINE), 1))
        for height in (line + 2 * DOT, self.height() - line - 2 * DOT):
            painter.drawLine(QPointF(0, height), QPointF(self.width(), height))
        painter.setPen(QPen(self._colour, 1.2))
        for before, after in pairwise(points):
            if before is not None and after is not None:
                painter.drawLine(before, after)
        step = self.width() / len(points)
        every = ceil((max(map(self.fontMetrics().horizontalAdvance, self._days)) + Space.HAIR) / step)
        for place, (point, said, day) in enumerate(zip(points, self._values.said, self._days, strict=True)):
            below = QRectF(place * step, self.height() - line, step, line)
            painter.setPen(palette.color(QUIET))
            if (len(points) - 1 - place) % every == 0:
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, day)
            if point is not None:
                self._mark(painter, point)
                painter.setPen(palette.color(INK))
                above = QRectF(place * step, point.y() - 2 * DOT - line + 2, step, line)
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, said)

    def _mark(self, painter: QPainter, point: QPointF) -> None:
        pen_and_fill(painter, fill=self._colour)
        shape = SHAPES.get(dot_of(self._values.role))
        if shape:
            painter.drawPolygon(QPolygonF([point + QPointF(x * DOT, y * DOT) for x, y in shape]))
        else:
            painter.drawEllipse(point, DOT, DOT)


class DaysFilled(PaintedStrip):
    """Paints one mark for each day that is needed, those that are there filled."""

    def __init__(self, row: ComingRow) -> None:
        super().__init__()
        self._row = row

    def sizeHint(self) -> QSize:
        return QSize(7 * PILL, 2 * PILL_HIGH)

    def _draw(self, painter: QPainter) -> None:
        each = min(PILL, self.width() / self._row.needed)
        for place in range(self._row.needed):
            there = place < self._row.filled
            painter.setPen(QPen(self.palette().color(ACCENT if there else BORDER), 1))
            painter.setBrush(self.palette().color(ACCENT if there else FIELD))
            left = place * each + 0.5
            top = (self.height() - PILL_HIGH) / 2
            painter.drawRoundedRect(QRectF(left, top, each - Space.HAIR, PILL_HIGH), PILL_HIGH / 2, PILL_HIGH / 2)


class FirstDaysView(QWidget):
    """Shows FirstDays. `page_requested` emits where a link leads, `charts_requested` asks for the charts."""

    page_requested = Signal(str)
    charts_requested = Signal()

    def __init__(self, state: FirstDays, context: Context) -> None:
        super().__init__()
        self._context = context
        self.links: list[QuietButton] = []
        t = context.language.t
        self.charts = TextButton(t("Charts"), on_click=self.charts_requested)
        self.read = MainButton(t("Begin to read"), on_click=lambda: self._go(f"understand/{state.read.key}"))
        bring = t("Bring notes from elsewhere")
        self.bring = QuietButton(bring, role=ACCENT, on_click=lambda: self._go("settings/intake"))
        page = ScrolledColumn()
        page.column.setSpacing(Space.LARGE)
        title, span = Heading(state.title), QuietText(state.span)
        for words in (title, span):
            words.setWordWrap(False)
        down = title.fontMetrics().ascent() - span.fontMetrics().ascent()
        span.setContentsMargins(0, down, 0, 0)  # on the same line as the title
        charts = [self._chart(values, state) for values in state.charts]
        pictures = in_columns(*charts, most=max(1, len(charts)), letters=CHART_LETTERS)
        lower = in_columns(self._coming(state), self._meanwhile(state), letters=CARD_LETTERS)
        head = boxed(in_lines(title, span, self.charts, spacing=Space.MEDIUM, push_last=True))
        fill(page.column, head, pictures, lower, STRETCH)
        in_column(page, within=self, margins=(Space.WIDE, Space.MEDIUM, Space.SMALL, 0))

    def _go(self, address: str) -> None:
        self.page_requested.emit(address)

    def _chart(self, values: DayValues, state: FirstDays) -> Card:
        card = Card(margins=(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM), spacing=Space.SMALL)
        language = self._context.language
        low, high = (language.number(end, EXACT) for end in (values.low, values.high))
        of = language.t("{low} to {high}", low=low, high=high)
        name = Text(values.name, bold=True)
        colour = QColor(self._context.theme.roles[values.role])
        fill(card.body, in_row((name, 1), QuietText(of)), DayValuesPicture(values, state.days, colour))
        return card

    def _coming(self, state: FirstDays) -> Card:
        t = self._context.language.t
        card = Card(spacing=0)
        fill(card.body, Text(t("What comes when"), bold=True))
        fill(
            card.body, QuietText(t("Skipping a day is fine. Then it just comes a little later.")), int(Space.SMALL)
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.MEDIUM)
        grid.setVerticalSpacing(0)
        for column, share in enumerate(SHARES):
            grid.setColumnStretch(column, share)
        for place, row in enumerate(state.rows):
            grid.addWidget(Rule(), 2 * place, 0, 1, len(SHARES))
            grid.setRowMinimumHeight(2 * place + 1, TOUCH)
            for column, part in enumerate((Text(row.title), DaysFilled(row), self._end(row))):
                grid.addWidget(part, 2 * place + 1, column)
        fill(card.body, grid, Rule(), int(Space.SMALL), QuietText(state.later), STRETCH)
        return card

    def _end(self, row: ComingRow) -> QWidget:
        """Return what stands behind a row: how much is left, or where to look."""
        if not row.is_there:
            return QuietText(row.words)
        link = QuietButton(self._context.language.t("You can look now"), role=ACCENT)
        link.setAccessibleName(f"{row.title}: {link.text()}")
        link.clicked.connect(lambda: self._go(row.address))
        self.links.append(link)
        return link

    def _meanwhile(self, state: FirstDays) -> Card:
        t = self._context.language.t
        card = Card(spacing=Space.MEDIUM)
        self.read.setAccessibleName(f"{self.read.text()}: {state.read.title}")
        fill(
            card.body,
            Text(t("Meanwhile"), bold=True),
            Text(t("Understand is there from the first day: short pages, in your own time. Next is:")),
            Heading(state.read.title),
            QuietText(state.read.words),
            (self.read, 0, Qt.AlignmentFlag.AlignLeft),
            (self.bring, 0, Qt.AlignmentFlag.AlignLeft),
            STRETCH,
        )
        return card
