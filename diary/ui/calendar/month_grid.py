"""The days of a month in weeks, for the mouse, the keyboard and screen readers.

The grid is painted; keyboard and screen readers reach every day through an invisible button on top of it.
"""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from diary.content.language import Language
from diary.domain.period import Period
from diary.screens.calendar import CalendarState, days_in, month_of, same_day, step_months
from diary.ui.calendar.day_cell import CellLook, DayCell
from diary.ui.style import QUIET, Space, Type, type_font

COLUMNS = 7
MOST_WEEKS = 6
GAP = 4
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def day_after_key(cursor: date, key: Qt.Key, *, by_year: bool = False) -> date | None:
    """Where a key leads from a day: arrows, PageUp and PageDown (a month or a year), Home and End of the month."""
    if key in _DAYS:
        return cursor + timedelta(days=_DAYS[key])
    if key in _MONTHS:
        return same_day(cursor, step_months(month_of(cursor), _MONTHS[key] * (12 if by_year else 1)))
    if key == Qt.Key.Key_Home:
        return month_of(cursor)
    if key == Qt.Key.Key_End:
        return cursor.replace(day=days_in(cursor))
    return None


class DayButton(QAbstractButton):
    """One day for the keyboard and for screen readers; pressing it opens the day."""

    def __init__(self, grid: "MonthGrid") -> None:
        super().__init__(grid)
        self.day = date.min
        self._grid = grid
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(lambda: grid.opened.emit(self.day))

    def event(self, event: QEvent) -> bool:
        """PageUp and PageDown are the grid's while a day has the focus, not the window's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _MONTHS
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._grid.key_pressed(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._grid.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._grid.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The grid has painted it already."""


class MonthGrid(QWidget):
    """Paints a CalendarState. `walked` tells where the keyboard went, `pointed` where the mouse did; both with
    whether the stretch grows. `opened` carries the day to open."""

    walked = Signal(object, bool)
    pointed = Signal(object, bool)
    opened = Signal(object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._state: CalendarState | None = None
        self._chosen: Period | None = None
        self._cursor: date | None = None
        self._hovered: date | None = None
        self._dragged: date | None = None
        self._with_week_numbers = False
        self.setFont(type_font(Type.SMALL))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._cell = DayCell(self.palette())
        self.buttons = tuple(DayButton(self) for _ in range(COLUMNS * MOST_WEEKS))

    def show_state(self, state: CalendarState) -> None:
        """Show a month."""
        self._state = state
        self.setAccessibleName(state.title)
        days = state.days
        for index, button in enumerate(self.buttons):
            button.setVisible(index < len(days))
            if index < len(days):
                button.day = days[index].day
                button.setAccessibleName(days[index].name)
        self._place_buttons()
        self.update()

    def show_chosen(self, chosen: Period, cursor: date) -> None:
        """Show which days are chosen; the cursor's day is the one Tab comes to, and takes over the focus."""
        had_focus = self.window().focusWidget() in self.buttons
        self._chosen, self._cursor = chosen, cursor
        for button in self.buttons:
            here = button.day == cursor and not button.isHidden()
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
            is_part = len(chosen) > 1 and button.day in chosen
            button.setAccessibleDescription(self._language.t("chosen") if is_part else "")
        if had_focus:
            self.focus_cursor()
        self.update()

    def show_week_numbers(self, shown: bool) -> None:
        """Show the ISO number of each week at its left, or not."""
        self._with_week_numbers = shown
        self._place_buttons()
        self.update()

    def button_of(self, day: date) -> DayButton | None:
        """The button of a day in sight."""
        return next((button for button in self.buttons if button.day == day and not button.isHidden()), None)

    def focus_cursor(self) -> None:
        """Give the focus to the cursor's day."""
        button = None if self._cursor is None else self.button_of(self._cursor)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """Whether one of the days has the focus."""
        return any(button.hasFocus() for button in self.buttons)

    def key_pressed(self, event: QKeyEvent) -> bool:
        """What a key does on the focused day; false when it means nothing here."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        grows = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        by_year = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        key = Qt.Key(event.key())
        if self._cursor is None or modifiers & Qt.KeyboardModifier.AltModifier or (by_year and key not in _MONTHS):
            return False
        if key in _OPENS:
            self.opened.emit(self._cursor)
            return True
        to = self._cursor if key == Qt.Key.Key_Escape else day_after_key(self._cursor, key, by_year=by_year)
        if to is None:
            return False
        self.walked.emit(to, grows)
        return True

    # ------------------------------------------------------------------ places

    def box_of(self, index: int) -> QRectF:
        """Where the day with this number (from 0) is, in the widget."""
        weeks = len(self._state.weeks) if self._state is not None else MOST_WEEKS
        left, top = self._left(), self._top()
        width = (self.width() - left + GAP) / COLUMNS
        height = (self.height() - top + GAP) / weeks
        row, column = divmod(index, COLUMNS)
        return QRectF(left + column * width, top + row * height, width - GAP, height - GAP)

    def day_at(self, position: QPointF) -> date | None:
        """The day at a place in the widget; the gaps between days belong to the day before them."""
        for index, day in enumerate(self._state.days if self._state is not None else ()):
            if self.box_of(index).adjusted(0, 0, GAP, GAP).contains(position):
                return day.day
        return None

    def _left(self) -> int:
        return self.fontMetrics().horizontalAdvance("00") + Space.MEDIUM if self._with_week_numbers else 0

    def _top(self) -> int:
        return self.fontMetrics().height() + Space.SMALL

    def _place_buttons(self) -> None:
        for index, button in enumerate(self.buttons):
            button.setGeometry(self.box_of(index).toAlignedRect())

    def minimumSizeHint(self) -> QSize:
        width = COLUMNS * (self._cell.least_width() + GAP) - GAP
        height = MOST_WEEKS * (self._cell.least_height() + GAP) - GAP
        return QSize(self._left() + width, self._top() + height)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    # ------------------------------------------------------------------ the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position())
        if day is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._dragged = day
        self.pointed.emit(day, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        self.focus_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position())
        if self._dragged is not None and day is not None and day != self._dragged:
            self._dragged = day
            self.pointed.emit(day, True)
        if day != self._hovered:
            self._hovered = day
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(day)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            button = self.button_of(self.day_at(QPointF(event.pos())) or date.min)
            QToolTip.showText(event.globalPos(), "" if button is None else button.accessibleName(), self)
            return True
        return super().event(event)

    # ------------------------------------------------------------------ painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._cell = DayCell(self.palette())
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._state is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_heads(painter, self._state)
        focused = self.has_focus()
        for index, day in enumerate(self._state.days):
            look = CellLook(
                is_chosen=self._chosen is not None and day.day in self._chosen,
                is_cursor=day.day == self._cursor,
                has_focus=focused,
                is_pointed=day.day == self._hovered,
            )
            self._cell.paint(painter, self.box_of(index), day, look)
        painter.end()

    def _paint_heads(self, painter: QPainter, state: CalendarState) -> None:
        """Names of the weekdays, in full where there is room, and the week numbers."""
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QUIET))
        room = self.box_of(0).width() - Space.SMALL
        metrics = self.fontMetrics()
        is_full = all(metrics.horizontalAdvance(full) <= room for _, full in state.weekdays)
        for column, (short, full) in enumerate(state.weekdays):
            box = self.box_of(column)
            place = QRectF(box.left() + Space.SMALL, 0, box.width() - Space.SMALL, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, full if is_full else short)
        if not self._with_week_numbers:
            return
        for row, week in enumerate(state.weeks):
            box = self.box_of(row * COLUMNS)
            place = QRectF(0, box.top() + Space.HAIR, self._left() - Space.MEDIUM, metrics.height() + Space.HAIR)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(week.number))
