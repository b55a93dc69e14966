"""The year as twelve small months; the month in view is marked, a click on another one shows it."""

from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from diary.content.language import Language
from diary.screens.calendar import CalendarState, DotState, MonthState, step_months
from diary.ui.calendar.cards import dot_tint
from diary.ui.style import (
    ACCENT,
    ACCENT_SOFT,
    BORDER,
    INK,
    LINE,
    QUIET,
    RADIUS,
    Space,
    Type,
    focus_ring,
    pen_and_fill,
    type_font,
)
from diary.ui.widgets.buttons import QuietButton
from diary.ui.widgets.key_press import EnterClicks
from diary.ui.widgets.labels import Heading
from diary.ui.widgets.layouts import STRETCH, decide_height_by_width, in_column, in_row
from diary.ui.widgets.painted import Painted

COLUMNS = 7
ROWS = 6
LARGEST_DOT, SMALLEST_DOT = 0.7, 5
"""Side of a day's square: the largest in lines of small type, the smallest in pixels."""
PER_ROW = (12, 6, 4, 3)
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -12,
    Qt.Key.Key_PageDown: 12,
}


class MonthButton(EnterClicks, Painted, QAbstractButton):
    """Paints a month as small squares, one per day; the stronger the colour, the higher the chosen item."""

    draws_focus = True

    def __init__(self, row: "MonthRow") -> None:
        super().__init__(row)
        self._row = row
        self.state: MonthState | None = None
        self.is_marked = False
        self.setFont(type_font(Type.SMALL))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_state(self, state: MonthState, *, is_marked: bool) -> None:
        """Show a month; the marked one is the Tab stop."""
        self.state = state
        self.is_marked = is_marked
        self.setAccessibleName(state.name)
        self.setToolTip(state.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_marked else Qt.FocusPolicy.ClickFocus)
        self.update()

    def least_width(self) -> int:
        """Return the room for the month's short name and for squares that can be distinguished."""
        name = QFontMetrics(type_font(Type.SMALL, bold=True)).horizontalAdvance(
            self.state.short if self.state else ""
        )
        return max(name, COLUMNS * SMALLEST_DOT) + 2 * Space.HAIR

    def height_for(self, width: int) -> int:
        """Return the height of name and squares at this width."""
        return self._words_height() + round(ROWS * self._dot(width)) + Space.SMALL

    def _words_height(self) -> int:
        return self.fontMetrics().height() + Space.SMALL

    def _dot(self, width: int) -> float:
        return min((width - 2 * Space.HAIR) / COLUMNS, LARGEST_DOT * self.fontMetrics().height())

    def event(self, event: QEvent) -> bool:
        """Take PageUp and PageDown from the window while a month has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _STEPS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self.state is None:
            super().keyPressEvent(event)
        else:
            self._row.walked.emit(step_months(self.state.first, step))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _draw(self, painter: QPainter) -> None:
        if self.state is None:
            return
        palette = self.palette()
        if self.is_marked or self.underMouse():
            pen_and_fill(painter, fill=palette.color(ACCENT_SOFT))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), palette)
        begun = not self.state.dots[0].is_future
        painter.setFont(type_font(Type.SMALL, bold=self.is_marked))
        painter.setPen(palette.color(INK if begun else QUIET))
        top = self._words_height()
        words = QRectF(0, Space.HAIR, self.width(), top - Space.HAIR)
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.state.short)
        size = self._dot(self.width())
        left = (self.width() - COLUMNS * size) / 2
        for index, dot in enumerate(self.state.dots, start=self.state.column):
            week, column = divmod(index, COLUMNS)
            self._paint_dot(painter, palette, dot, QRectF(left + column * size, top + week * size, size, size))

    def _paint_dot(self, painter: QPainter, palette: QPalette, dot: DotState, place: QRectF) -> None:
        square = place.adjusted(0.75, 0.75, -0.75, -0.75)
        painter.setPen(Qt.PenStyle.NoPen)
        if dot.step:
            painter.setBrush(dot_tint(palette, dot.step))
            painter.drawRoundedRect(square, 1.5, 1.5)
        elif dot.is_logged or dot.is_holiday:
            pen_and_fill(painter, QPen(palette.color(ACCENT if dot.is_logged else BORDER), 1))
            painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 1.5, 1.5)
        else:
            painter.setBrush(palette.color(LINE if dot.is_future else BORDER))
            radius = 0.8 if dot.is_future else 1.0
            painter.drawEllipse(place.center(), radius, radius)


class MonthRow(QWidget):
    """Lays out the twelve months in as many rows as they need."""

    chosen = Signal(object)
    walked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons = tuple(MonthButton(self) for _ in range(12))
        self._least = 0
        for button in self.buttons:
            button.clicked.connect(lambda _checked=False, button=button: self._on_clicked(button))
        decide_height_by_width(self, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: CalendarState) -> None:
        had_focus = any(button.hasFocus() for button in self.buttons)
        for button, month in zip(self.buttons, state.months, strict=True):
            button.show_state(month, is_marked=month.first == state.month)
        self._least = max(button.least_width() for button in self.buttons)
        if had_focus:
            self.buttons[state.month.month - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self, button: MonthButton) -> None:
        if button.state is not None:
            self.chosen.emit(button.state.first)

    def _columns(self, width: int) -> int:
        return next((count for count in PER_ROW if width >= count * (self._least + Space.HAIR)), PER_ROW[-1])

    def heightForWidth(self, width: int) -> int:
        columns = self._columns(width)
        rows = len(self.buttons) // columns
        each = (width - (columns - 1) * Space.HAIR) // columns
        return rows * (self.buttons[0].height_for(each) + Space.HAIR) - Space.HAIR

    def minimumSizeHint(self) -> QSize:
        return QSize(PER_ROW[-1] * (self._least + Space.HAIR), self.heightForWidth(self.width()))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self._columns(self.width())
        each = (self.width() - (columns - 1) * Space.HAIR) // columns
        height = self.buttons[0].height_for(each)
        for index, button in enumerate(self.buttons):
            row, column = divmod(index, columns)
            button.setGeometry(column * (each + Space.HAIR), row * (height + Space.HAIR), each, height)
        self.updateGeometry()


class YearStrip(QWidget):
    """Shows a year and its months, with buttons to other years. `month_requested` emits a month's first day."""

    month_requested = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        t = language.t
        self._month = date.min
        self.before = QuietButton(icon_name="left", name=t("The year before"), role=QUIET)
        self.after = QuietButton(icon_name="right", name=t("The year after"), role=QUIET)
        self.year = Heading()
        self.year.setWordWrap(False)
        self.months = MonthRow()
        in_column(
            in_row(self.before, self.after, self.year, STRETCH, spacing=Space.SMALL),
            self.months,
            within=self,
            spacing=Space.HAIR,
        )
        self.before.clicked.connect(lambda: self.month_requested.emit(step_months(self._month, -12)))
        self.after.clicked.connect(lambda: self.month_requested.emit(step_months(self._month, 12)))
        self.months.chosen.connect(self.month_requested)
        self.months.walked.connect(self.month_requested)

    def show_state(self, state: CalendarState) -> None:
        self._month = state.month
        self.year.setText(str(state.month.year))
        self.months.setAccessibleName(str(state.month.year))
        self.months.show_state(state)
