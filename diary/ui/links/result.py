"""The links that were found: a calm line first, then every pair in its fixed order."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.content.theme import Theme
from diary.domain.links.link import Link, LinkState
from diary.report.link_figure import draw_links
from diary.screens.links import DirectionState, LinkGroup, LinksState, PairState
from diary.ui.pages import Context
from diary.ui.style import CARD, LINE, QUIET, Space, Type, type_font
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.figure_actions import FigureActions, FigureTable
from diary.ui.widgets.fold_head import FoldHead
from diary.ui.widgets.labels import QuietText, Text, Title
from diary.ui.widgets.layouts import ColumnsLayout, WrapLayout
from diary.ui.widgets.scrolling import ScrolledColumn

DOT = 5.0
WIDEST = 420


class IntervalPicture(QWidget):
    """Paints a link that has an interval. A line that crosses the middle means: chance explains it as well."""

    def __init__(self, link: Link, colour: QColor, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._colour = colour
        t = language.t
        self._words = (t("opposite ways"), t("no pattern"), t("the same way"))
        self.setFont(type_font(Type.SMALL))
        self.setAccessibleName(
            t(
                "From {low} to {high}, most likely {r}, on a scale from -1 (opposite ways) to 1 (the same way).",
                low=language.fixed(round(link.low or 0.0, 2) + 0.0, 2),
                high=language.fixed(round(link.high or 0.0, 2) + 0.0, 2),
                r=language.fixed(round(link.r or 0.0, 2) + 0.0, 2),
            )
        )
        self.setToolTip(self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        words = sum(metrics.horizontalAdvance(word) for word in self._words) + 2 * Space.MEDIUM
        return QSize(words, metrics.height() + round(4 * DOT) + Space.HAIR)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def place_of(self, value: float) -> float:
        """Return the x coordinate of a correlation, in pixels."""
        room = min(self.width(), max(WIDEST, self.sizeHint().width())) - 2 * DOT
        return DOT + (value + 1) / 2 * room

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._link.r is None or self._link.low is None or self._link.high is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        y = 2 * DOT
        painter.setPen(QPen(palette.color(LINE), 1.5))
        painter.drawLine(QPointF(self.place_of(-1), y), QPointF(self.place_of(1), y))
        painter.setPen(QPen(palette.color(QUIET), 1.2))
        painter.drawLine(QPointF(self.place_of(0), y - 2 * DOT + 1), QPointF(self.place_of(0), y + 2 * DOT - 1))
        painter.setPen(QPen(self._colour, 2.4, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(self.place_of(self._link.low), y), QPointF(self.place_of(self._link.high), y))
        painter.setPen(QPen(self._colour, 1.8))
        painter.setBrush(self._colour if self._link.state is LinkState.PATTERN else palette.color(CARD))
        painter.drawEllipse(QPointF(self.place_of(self._link.r), y), DOT - 1, DOT - 1)
        self._draw_words(painter, 4 * DOT + Space.HAIR)
        painter.end()

    def _draw_words(self, painter: QPainter, top: float) -> None:
        painter.setPen(self.palette().color(QUIET))
        painter.setFont(self.font())
        left, right = self.place_of(-1), self.place_of(1)
        row = QRectF(left, top, right - left, self.height() - top)
        sides = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
        metrics = QFontMetrics(self.font())
        widths = [metrics.horizontalAdvance(words) for words in self._words]
        fits = 2 * max(widths[0], widths[2]) + widths[1] + 2 * Space.SMALL <= row.width()
        for words, side in zip(self._words, sides, strict=True):
            if fits or side != Qt.AlignmentFlag.AlignHCenter:
                painter.drawText(row, side | Qt.AlignmentFlag.AlignTop, words)


LEAST_WIDTH = 300


class PairView(QWidget):
    """Paints a PairState; the other direction stands beside the first one when there is room."""

    def __init__(self, pair: PairState, context: Context) -> None:
        super().__init__()
        self.pair = pair
        self.setObjectName(f"pair_{pair.key}")
        self.head = FoldHead(pair.title, pair.words, is_open=pair.is_open)
        body = QWidget()
        room = QVBoxLayout(body)
        room.setContentsMargins(0, 0, 0, Space.LARGE)
        ways = QWidget()
        room.addWidget(ways)
        both = ColumnsLayout(2, LEAST_WIDTH, ways)
        for way in (pair.forward, pair.reverse):
            both.addWidget(_Way(way, QColor(context.theme.roles[pair.role]), context))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(body)
        body.setVisible(pair.is_open)
        self.head.toggled.connect(body.setVisible)


class _Way(QWidget):
    """Shows one direction: which comes first, the sentence, the picture and its numbers."""

    def __init__(self, way: DirectionState, colour: QColor, context: Context) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(QuietText(way.order))
        column.addWidget(Text(way.sentence))
        if way.thirds:
            column.addWidget(Text(way.thirds))
        if way.has_interval:
            column.addWidget(IntervalPicture(way.link, colour, context.language))
            column.addWidget(QuietText(way.numbers))
        column.addStretch(1)


SHORT_LINES = 24
"""In a window of fewer lines the title of the page, which also stands above it, is hidden."""


class ResultView(QWidget):
    """Paints a LinksState."""

    look_requested = Signal()
    stop_requested = Signal()

    def __init__(self, state: LinksState, context: Context) -> None:
        super().__init__()
        t = context.language.t
        self._state = state
        self._context = context
        self.taking = FigureActions(context, lambda: state.figure, self._drawing)
        self.look_again = TextButton(t("Look again"), "repeat")
        self.look_again.clicked.connect(self.look_requested)
        self.stop = TextButton(t("Put this away"))
        self.stop.clicked.connect(self.stop_requested)
        self.pairs: tuple[PairView, ...] = ()
        self.table = FigureTable(context.language)
        self.table.show_figure(state.figure)
        self.body = QStackedWidget()
        self.body.addWidget(self._words())
        self.body.addWidget(self.table)
        self.taking.table_toggled.connect(lambda shown: self.body.setCurrentIndex(int(shown)))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self._top(t("What goes together")))
        column.addWidget(self.taking.said)
        column.addWidget(self.body, 1)

    def _drawing(self, theme: Theme) -> str:
        return draw_links(self._state, self._context.language, theme)

    def _top(self, title: str) -> QWidget:
        top = QWidget()
        row = WrapLayout(top, Space.SMALL)
        self._title = Title(title)
        self._title.setWordWrap(False)
        self._title.setContentsMargins(0, 0, Space.WIDE, 0)
        for widget in (self._title, self.taking.show_table, self.taking.take, self.look_again, self.stop):
            row.addWidget(widget)
        has_numbers = bool(self._state.groups)
        self.taking.show_table.setVisible(has_numbers)
        self.taking.take.setVisible(has_numbers)
        return top

    def _words(self) -> ScrolledColumn:
        """Return the scroll area with the result in words."""
        sheet = ScrolledColumn()
        column = sheet.column
        column.setContentsMargins(0, 0, Space.SMALL, 0)
        column.setSpacing(Space.LARGE)
        first = Card()
        first.body.setSpacing(Space.SMALL)
        first.body.addWidget(Text(self._state.headline, bold=True))
        first.body.addWidget(Text(self._state.more))
        first.body.addWidget(QuietText(self._state.looked))
        if self._state.left_out:
            first.body.addWidget(QuietText(self._state.left_out))
        first.body.addWidget(
            QuietText(
                self._context.language.t(
                    "This stays as it is until you look again. Whoever looks often sees chance more often: a "
                    "pattern that comes and goes leaves you not knowing yet. Once in a few weeks is plenty."
                )
            )
        )
        column.addWidget(first)
        cards = QWidget()
        grid = ColumnsLayout(2, 420, cards)
        for group in self._state.groups:
            grid.addWidget(self._card(group))
        column.addWidget(cards)
        if self._state.method:
            column.addWidget(QuietText(self._state.method))
        column.addStretch(1)
        return sheet

    def _card(self, group: LinkGroup) -> Card:
        card = Card(group.title, group.hint)
        card.body.setSpacing(0)
        views = [PairView(pair, self._context) for pair in group.pairs]
        for index, view in enumerate(views):
            if index:
                card.body.addWidget(Rule())
            card.body.addWidget(view)
        card.body.addStretch(1)
        self.pairs = (*self.pairs, *views)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._title.setHidden(self.height() < SHORT_LINES * self.fontMetrics().height())
