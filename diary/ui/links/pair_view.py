"""One pair in one line, and unfolded what may be said about it in both directions."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.screens.links import PairState, WayState
from diary.ui.context import Context
from diary.ui.links.interval_picture import IntervalPicture
from diary.ui.style import Space
from diary.ui.widgets.fold_head import FoldHead
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import ColumnsLayout

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
    """One direction: the order, the sentence, the picture, and the numbers behind it."""

    def __init__(self, way: WayState, colour: QColor, context: Context) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(QuietText(way.order))
        column.addWidget(Text(way.sentence))
        if way.thirds:
            column.addWidget(Text(way.thirds))
        if way.has_picture:
            column.addWidget(IntervalPicture(way.link, colour, context.language))
            column.addWidget(QuietText(way.numbers))
        column.addStretch(1)
