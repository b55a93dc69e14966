"""The days of a month in weeks, for the mouse, the keyboard and screen readers.

The grid is painted; keyboard and screen readers reach every day through an invisible button on top of it.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from diary.content.language import Language
from diary.domain.period import Period
from diary.screens.calendar import CalendarState, DaySign, DayState, days_in, month_of, same_day, step_months
from diary.ui.calendar.cards import tint
from diary.ui.style import (
    ACCENT,
    ACCENT_INK,
    ACCENT_SOFT,
    BORDER,
    FIELD,
    INK,
    LINE,
    QUIET,
    Space,
    Type,
    focus_ring,
    pen_and_fill,
    type_font,
)
from diary.ui.widgets.painted import UnseenButton
from diary.ui.widgets.signs import draw_hatching, draw_sign

ROUND = 8.0
EDGE = 6
SMALLEST_FONT = 9


class CellLook(Struct, frozen=True):
    """What a cell's picture depends on besides its day."""

    is_chosen: bool = False
    is_cursor: bool = False
    has_focus: bool = False
    is_pointed: bool = False


class DayCell:
    """Paints days in one palette and one size of type."""

    def __init__(self, palette: QPalette) -> None:
        self._palette = palette
        self._number = type_font(Type.SMALL)
        self._number_bold = type_font(Type.SMALL, bold=True)
        self._values = (type_font(Type.HEADING), type_font(Type.BODY))
        self._value = self._values[-1]
        self._line = QFontMetricsF(self._number_bold).height()
        self._sign = round(self._line * 0.58)

    def least_width(self) -> int:
        """Return the room for a number, its sign and the space around them."""
        number = QFontMetricsF(self._number_bold).horizontalAdvance("00")
        return round(number + self._sign + Space.SMALL + 2 * EDGE)

    def least_height(self) -> int:
        """Return the room for the number, marks and the value under each other, and the space around them."""
        return round(self._line + self._sign + Space.HAIR + QFontMetricsF(self._values[-1]).height() + 2 * EDGE)

    def fit(self, days: Iterable[DayState], box: QRectF) -> None:
        """Choose one size for the values of all days: a larger figure would look like a weightier day."""
        room = self._room_below(_inside(box))
        asked = {(day.value, len(day.moments)) for day in days if day.value}
        fonts = (self._value_font(text, room, count) for text, count in asked)
        self._value = min(fonts, key=QFont.pixelSize, default=self._values[0])

    def paint(self, painter: QPainter, box: QRectF, day: DayState, look: CellLook) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(box, ROUND, ROUND)
        ground = self._ground(day, look)
        if ground is not None:
            painter.fillPath(shape, ground)
        if day.is_holiday:
            draw_hatching(painter, shape, self._colour(LINE))
        self._paint_edge(painter, box, day, look)
        inner = _inside(box)
        self._paint_number(painter, inner, day)
        if day.sign is not None:
            top = inner.top() + (self._line - self._sign) / 2
            place = QRectF(inner.right() - self._sign, top, self._sign, self._sign)
            draw_sign(painter, day.sign, place, self._colour(QUIET if day.in_month else BORDER))
        self._paint_below(painter, inner, day)

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self._palette.color(role)

    def _ground(self, day: DayState, look: CellLook) -> QColor | None:
        if day.in_month and day.step:
            return tint(self._palette, day.step)
        if look.is_chosen:
            return self._colour(ACCENT_SOFT)
        if day.in_month and day.sign not in {None, DaySign.HOLIDAY}:
            return self._colour(FIELD)
        return None

    def _paint_edge(self, painter: QPainter, box: QRectF, day: DayState, look: CellLook) -> None:
        if look.is_cursor and look.has_focus:
            focus_ring(painter, box, self._palette, ROUND)
            return
        if look.is_chosen:
            pen = QPen(self._colour(ACCENT), 1.5)
        elif look.is_pointed:
            pen = QPen(self._colour(BORDER), 1)
        elif day.in_month and not day.is_future:
            pen = QPen(self._colour(LINE), 1)
        else:
            return
        inset = pen.widthF() / 2
        pen_and_fill(painter, pen)
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), ROUND - inset, ROUND - inset)

    def _paint_number(self, painter: QPainter, inner: QRectF, day: DayState) -> None:
        font = self._number_bold if day.is_today else self._number
        text = str(day.day.day)
        width = QFontMetricsF(font).horizontalAdvance(text)
        colour = self._colour(QUIET if day.is_future or not day.in_month else INK)
        place = QRectF(inner.left(), inner.top(), width, self._line)
        if day.is_today:
            pill = place.adjusted(-5, -1.5, 5, 1.5)
            pen_and_fill(painter, fill=self._colour(ACCENT))
            painter.drawRoundedRect(pill.translated(2, 0), pill.height() / 2, pill.height() / 2)
            place.translate(2, 0)
            colour = self._colour(ACCENT_INK)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_below(self, painter: QPainter, inner: QRectF, day: DayState) -> None:
        """Paint the value at the bottom left, the marks at the bottom right or, where both do not fit, above."""
        room = self._room_below(inner)
        count, colour = len(day.moments), self._colour(INK if day.in_month else QUIET)
        bottom = room.bottom() - Space.HAIR / 2
        if day.value:
            metrics = QFontMetricsF(self._value)
            painter.setFont(self._value)
            painter.setPen(colour)
            place = QRectF(room.left(), room.bottom() - metrics.height() + 2, room.width(), metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, day.value)
            if metrics.horizontalAdvance(day.value) + self._marks_width(count) > room.width():
                bottom = place.top()
        size = min(self._sign, (room.width() + Space.HAIR) / count - Space.HAIR) if count else 0.0
        left = room.right() - count * (size + Space.HAIR) + Space.HAIR
        for index, kind in enumerate(day.moments):
            place = QRectF(left + index * (size + Space.HAIR), bottom - size, size, size)
            draw_sign(painter, kind, place, colour)

    def _room_below(self, inner: QRectF) -> QRectF:
        return inner.adjusted(0, self._line, 0, 0)

    def _marks_width(self, count: int) -> float:
        """Return what this many marks take at the right of a value, with the space before them."""
        return Space.SMALL + count * (self._sign + Space.HAIR) - Space.HAIR if count else 0.0

    def _value_font(self, text: str, room: QRectF, count: int) -> QFont:
        """Return the largest font that leaves room for the marks beside or above it, smaller for a long text."""
        for font in self._values:
            metrics = QFontMetricsF(font)
            width = metrics.horizontalAdvance(text)
            above = self._sign + Space.HAIR if width + self._marks_width(count) > room.width() and count else 0
            if metrics.height() + above <= room.height() + Space.HAIR and width <= room.width():
                return font
        smaller = QFont(self._values[-1])
        share = room.width() / max(QFontMetricsF(smaller).horizontalAdvance(text), 1.0)
        smaller.setPixelSize(max(SMALLEST_FONT, int(smaller.pixelSize() * min(share, 1.0))))
        return smaller


def _inside(box: QRectF) -> QRectF:
    """Return a day's rectangle within its edge."""
    return box.adjusted(EDGE + 1, EDGE, -EDGE - 1, -EDGE)


COLUMNS = 7
MOST_WEEKS = 6
GAP = 4
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def day_after_key(cursor: date, key: Qt.Key, *, by_year: bool = False) -> date | None:
    """Return the day a key leads to: arrows, PageUp and PageDown (month or year), Home and End of the month."""
    if key in _DAYS:
        return cursor + timedelta(days=_DAYS[key])
    if key in _MONTHS:
        return same_day(cursor, step_months(month_of(cursor), _MONTHS[key] * (12 if by_year else 1)))
    if key == Qt.Key.Key_Home:
        return month_of(cursor)
    if key == Qt.Key.Key_End:
        return cursor.replace(day=days_in(cursor))
    return None


class DayButton(UnseenButton):
    """Stands for one day; pressing it opens the day."""

    def __init__(self, grid: "MonthGrid") -> None:
        super().__init__(grid)
        self.day = date.min
        self._grid = grid
        self.clicked.connect(lambda: grid.opened.emit(self.day))

    def event(self, event: QEvent) -> bool:
        """Take PageUp and PageDown from the window while a day has the focus."""
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
        self._grid.update(self.geometry())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._grid.update(self.geometry())


class MonthGrid(QWidget):
    """Paints a CalendarState. `walked` emits the day reached by keyboard, `pointed` by mouse, both with whether
    the chosen period grows. `opened` emits the day to open."""

    walked = Signal(object, bool)
    pointed = Signal(object, bool)
    opened = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._state: CalendarState | None = None
        self._chosen: Period | None = None
        self._cursor: date | None = None
        self._tab_stop: DayButton | None = None
        self._hovered: date | None = None
        self._dragged: date | None = None
        self._with_week_numbers = False
        self._cell = DayCell(self.palette())
        self.buttons = tuple(DayButton(self) for _ in range(COLUMNS * MOST_WEEKS))
        self.setFont(type_font(Type.SMALL))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_state(self, state: CalendarState) -> None:
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
        """Show the chosen days; the cursor's day becomes the one Tab stop and takes over the focus."""
        had_focus = self.window().focusWidget() in self.buttons
        are_several = [period is None or len(period) > 1 for period in (self._chosen, chosen)]
        self._update_days(self._cursor, cursor)
        self._chosen, self._cursor = chosen, cursor
        if self._tab_stop is not None:
            self._tab_stop.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._tab_stop = self.button_of(cursor)
        if self._tab_stop is not None:
            self._tab_stop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if any(are_several):
            for button in self.buttons:
                is_part = are_several[1] and button.day in chosen
                button.setAccessibleDescription(self._language.t("chosen") if is_part else "")
            self.update()
        if had_focus:
            self.focus_cursor()

    def _update_days(self, *days: date | None) -> None:
        """Paint these days again, and no other."""
        for button in self.buttons:
            if button.day in days:
                self.update(button.geometry())

    def show_week_numbers(self, shown: bool) -> None:
        """Show the ISO number of each week at its left, or not."""
        self._with_week_numbers = shown
        self._place_buttons()
        self.update()

    def button_of(self, day: date) -> DayButton | None:
        """Return the button of a visible day."""
        return next((button for button in self.buttons if button.day == day and not button.isHidden()), None)

    def focus_cursor(self) -> None:
        """Give the focus to the cursor's day."""
        button = None if self._cursor is None else self.button_of(self._cursor)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        return any(button.hasFocus() for button in self.buttons)

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Handle a key on the focused day; false when it has no meaning here."""
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

    # ------------------------------------------------------------------ geometry

    def box_of(self, index: int) -> QRectF:
        """Return the rectangle of the day with this number (from 0) in the widget."""
        weeks = len(self._state.weeks) if self._state is not None else MOST_WEEKS
        left, top = self._left(), self._top()
        width = (self.width() - left + GAP) / COLUMNS
        height = (self.height() - top + GAP) / weeks
        row, column = divmod(index, COLUMNS)
        return QRectF(left + column * width, top + row * height, width - GAP, height - GAP)

    def day_at(self, position: QPointF) -> date | None:
        """Return the day at a point of the widget; a gap belongs to the day before it."""
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
        if self._state is not None:
            self._cell.fit(self._state.days, self.box_of(0))

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
            self._update_days(self._hovered, day)
            self._hovered = day

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(day)

    def leaveEvent(self, event: QEvent) -> None:
        self._update_days(self._hovered)
        self._hovered = None

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
            self._place_buttons()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the days that changed."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._state is not None:
                self._paint_heads(painter, self._state)
                self._paint_days(painter, self._state, event.rect())

    def _paint_days(self, painter: QPainter, state: CalendarState, seen: QRect) -> None:
        focused = self.has_focus()
        for index, day in enumerate(state.days):
            if not seen.intersects(self.buttons[index].geometry()):
                continue
            look = CellLook(
                is_chosen=self._chosen is not None and day.day in self._chosen,
                is_cursor=day.day == self._cursor,
                has_focus=focused,
                is_pointed=day.day == self._hovered,
            )
            self._cell.paint(painter, self.box_of(index), day, look)

    def _paint_heads(self, painter: QPainter, state: CalendarState) -> None:
        """Paint the names of the weekdays, in full where there is room, and the week numbers."""
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
