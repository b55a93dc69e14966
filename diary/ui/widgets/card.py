"""A card: a quiet sheet that groups widgets."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from diary.ui.style import CARD, LINE, RADIUS, Space, pen_and_fill, theme_pens
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
        if title:
            self.add_head(title, hint)

    def add_head(self, title: str, hint: str = "") -> None:
        """Put the heading above all there is in the card by now."""
        self.head = QWidget(self)
        self.corner = in_row(spacing=Space.HAIR)
        self._heading = Heading(title)
        line = in_row((self._heading, 1), self.corner, spacing=Space.SMALL)
        in_column(line, *([QuietText(hint)] if hint else []), within=self.head, spacing=Space.HAIR)
        self.body.insertWidget(0, self.head)
        self.setAccessibleName(title)

    def retitle(self, title: str) -> None:
        """Change the heading."""
        self.setAccessibleName(title)
        self._heading.setText(title)

    def _draw(self, painter: QPainter) -> None:
        pen_and_fill(painter, QPen(self.palette().color(LINE), theme_pens().edge), self.palette().color(CARD))
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
