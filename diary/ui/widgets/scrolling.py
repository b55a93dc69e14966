"""Scroll areas that scroll up and down, never sideways, on the background of their parent."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QSpacerItem, QWidget
from shiboken6 import isValid

from diary.ui.style import TOUCH, Space, focus_ring
from diary.ui.widgets.layouts import STRETCH, in_column, in_row


def area_around(widget: QWidget | None) -> QScrollArea | None:
    """Return the nearest scroll area that holds a widget, or that it is."""
    around = widget
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around


def bring_in_sight(widget: QWidget) -> None:
    """Scroll all that it is in until the whole widget is in sight with its ring; one higher than the room there is
    stays where a part of it is seen."""
    area = area_around(widget.parentWidget())
    while area is not None and (content := area.widget()) is not None:
        room = area.viewport().height()
        top, height = widget.mapTo(content, QPoint()).y(), min(widget.height(), room)
        if widget.height() <= room or widget.visibleRegion().isEmpty():
            edge = min(TOUCH, (room - height) // 2)
            area.ensureVisible(area.horizontalScrollBar().value(), top + height // 2, 0, height // 2 + edge)
        area = area_around(area.parentWidget())


def bring_form_in_sight(area: QScrollArea, form: QWidget) -> None:
    """Scroll to a form that has its place by now, and in any case to its field with the keyboard, with the name
    above it."""
    area.ensureWidgetVisible(form, 0, Space.HUGE)
    content = area.widget()
    focus: QWidget | None = form.window().focusWidget()  # also while another window is in front
    if content is not None and focus is not None and form.isAncestorOf(focus):
        area.ensureVisible(0, focus.mapTo(content, QPoint()).y(), 0, 2 * Space.HUGE)


class ShowsFocus:
    """A window in which Tab goes nowhere out of sight: Qt scrolls only where the keyboard was before, and in a
    field only to its text cursor. Stands before the class of Qt among the bases."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved: bool = super().focusNextPrevChild(forward)  # type: ignore[misc]
        focus = QApplication.focusWidget()
        if moved and focus is not None:
            bring_in_sight(focus)
        return moved


class BeginsAt:
    """A page that passes the keyboard on to `begin`. Not a focus proxy: Qt takes a page with one for a single
    control, and Tab goes to nothing else in it, or nowhere at all while that is hidden. Stands before the class of
    Qt among the bases."""

    begin: QWidget

    def focusInEvent(self, event: QFocusEvent) -> None:
        if isValid(self.begin):
            self.begin.setFocus(event.reason())


class Scrolling(QScrollArea):
    """Scrolls its content. Takes no focus itself: Tab goes to the widgets in it."""

    def __init__(self, content: QWidget | None = None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its room is kept: nothing moves
        self.viewport().setAutoFillBackground(False)
        if content is not None:
            self.setWidget(content)
            content.setAutoFillBackground(False)

    def let_scroll_by_keys(self, name: str) -> None:
        """Let Tab go to it under this name: for content without a control in it."""
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show that the keyboard scrolls here, not that it was passed on to a control in it."""
        super().paintEvent(event)
        if self.hasFocus() and self.focusProxy() is None:
            painter = QPainter(self.viewport())
            focus_ring(painter, QRectF(self.viewport().rect()), self.palette())
            painter.end()


class FittedColumn(QWidget):
    """Exactly as high as its wrapped words need at the width there is, without room left over."""

    def minimumSizeHint(self) -> QSize:
        least, layout = super().minimumSizeHint(), self.layout()
        return QSize(least.width(), 0 if layout is not None and layout.hasHeightForWidth() else least.height())


class ScrolledColumn(Scrolling):
    """Scrolls a column of words and cards; add to `column`."""

    def __init__(self) -> None:
        content = FittedColumn()
        super().__init__(content)
        self.column = in_column(within=content)


CENTRED_LETTERS = 74
"""A column about as wide as a line that is easy to read."""


class CentredColumn(Scrolling):
    """Scrolls a centred column of at most so many `letters` when words are large; add to `column`."""

    def __init__(self, letters: int = CENTRED_LETTERS) -> None:
        inside = FittedColumn()
        super().__init__(inside)
        content = FittedColumn()
        content.setMaximumWidth(letters * self.fontMetrics().averageCharWidth())
        self.column = in_column(within=content, spacing=Space.LARGE)
        row = in_row(STRETCH, (content, 20), STRETCH)
        self._page = page = in_column(within=inside, margins=None)
        self._above = QSpacerItem(0, 0)
        page.addItem(self._above)
        page.addLayout(row)
        page.addStretch(3)
        self._hold(None)

    def hold_top(self, growth: int) -> None:
        """Stand where the column will when it is so many pixels higher, and grow downwards only."""
        self._page.activate()
        self._hold(max(0, self._above.geometry().height() - 2 * growth // 5))

    def _hold(self, height: int | None) -> None:
        policy = QSizePolicy.Policy.Expanding if height is None else QSizePolicy.Policy.Fixed
        self._above.changeSize(0, height or 0, QSizePolicy.Policy.Minimum, policy)
        self._page.setStretch(0, 2 if height is None else 0)
        self._page.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_wide = self.width() >= CENTRED_LETTERS * self.fontMetrics().averageCharWidth()
        edge = int(Space.HUGE if is_wide else Space.MEDIUM)
        self._page.setContentsMargins(edge, edge, edge, edge)
        self._hold(None)
        super().resizeEvent(event)


LETTERS = 100
"""Widest line of text, in letters: longer ones are hard to read."""


class TextColumn(Scrolling):
    """Tab goes from card to card; `edge` is the margin above and at the left, in pixels."""

    def __init__(self, cards: Iterable[QWidget], edge: int = 0) -> None:
        sheet = QWidget()
        super().__init__(sheet)
        column = FittedColumn()
        in_column(*cards, STRETCH, within=column, margins=(0, 0, Space.LARGE, Space.WIDE), spacing=Space.LARGE)
        column.setMaximumWidth(LETTERS * self.fontMetrics().averageCharWidth() + 2 * Space.WIDE)
        self.widest = column.maximumWidth() - Space.LARGE
        row = in_row((column, 1), within=sheet, margins=(edge, edge, 0, 0))
        row.addStretch(0)
