"""A card: a quiet sheet that groups widgets."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from diary.ui.style import CARD, LINE, RADIUS, Space, theme_pens
from diary.ui.widgets.labels import Heading, QuietText
from diary.ui.widgets.layouts import Margins, in_column, in_row
from diary.ui.widgets.painted import Painted

EDGES: Margins = (Space.WIDE, Space.LARGE, Space.WIDE, Space.WIDE)


class Card(Painted, QWidget):
    """A rounded sheet with an optional heading and one quiet line below it. Add widgets to `body`; buttons for the
    whole card go to the end of the heading, in `corner`."""

    def __init__(
        self, title: str = "", hint: str = "", *, margins: Margins = EDGES, spacing: int = Space.LARGE
    ) -> None:
        super().__init__()
        self.body = in_column(within=self, margins=margins, spacing=spacing)
        self.corner = in_row(spacing=Space.HAIR)
        self.head = QWidget(self)
        self.head.setVisible(bool(title))
        self._heading = Heading(title, self.head)
        if title:
            self._fill_head(hint)
            self.body.addWidget(self.head)
            self.retitle(title)

    def retitle(self, title: str) -> None:
        """Change the heading."""
        self.setAccessibleName(title)
        self._heading.setText(title)

    def _fill_head(self, hint: str) -> None:
        head = in_column(
            in_row((self._heading, 1), self.corner, spacing=Space.SMALL), within=self.head, spacing=Space.HAIR
        )
        if hint:
            head.addWidget(QuietText(hint))

    def _draw(self, painter: QPainter) -> None:
        painter.setPen(QPen(self.palette().color(LINE), theme_pens().edge))
        painter.setBrush(self.palette().color(CARD))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


def with_rules(parts: Iterable[QWidget]) -> list[QWidget]:
    """Return these parts with a hairline between every two."""
    ruled = [widget for part in parts for widget in (Rule(), part)]
    return ruled[1:]


class Rule(QWidget):
    """A hairline between parts of a card."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(LINE))
        painter.end()
