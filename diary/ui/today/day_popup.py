"""A small calendar to go to today or any earlier day."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from diary.content.language import Language
from diary.domain.period import Period
from diary.ui.placement import fitted, room_on
from diary.ui.style import ACCENT, ACCENT_INK, CARD, INK, LINE, QUIET, Space, Type, pen_and_fill
from diary.ui.widgets.date_field import calm_calendar

LONGEST_MONTH = 31
CELL = 2.6
"""Width of a day, in heights of its figures."""
LoggedDays = Callable[[Period], Iterable[date]]


class Month(QCalendarWidget):
    """One month; a dot below a day says that something was logged, days to come are faint."""

    def __init__(self, language: Language, day: date, today: date, logged_days: LoggedDays) -> None:
        super().__init__()
        self._today = QDate(today.year, today.month, today.day)
        self._logged_days = logged_days
        self._logged: frozenset[date] = frozenset()
        self.setAccessibleName(language.t("Choose a day"))
        self.setLocale(QLocale(language.locale))
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setMaximumDate(self._today)
        self.setSelectedDate(QDate(day.year, day.month, day.day))
        self.currentPageChanged.connect(lambda _year, _month: self._read())
        calm_calendar(self, language)
        self._read()

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:
        palette = self.palette()
        chosen, shown = day == self.selectedDate(), day.month() == self.monthShown()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(rect.width(), rect.height()) - Space.HAIR
        disc = QRectF(0, 0, side, side)
        disc.moveCenter(QRectF(rect).center())
        painter.setPen(QPen(palette.color(ACCENT), 1.5) if day == self._today else Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(ACCENT if chosen else CARD))
        painter.drawEllipse(disc)
        colour = palette.color(INK if shown else QUIET)
        if day > self._today:
            colour = palette.color(LINE)
        painter.setPen(palette.color(ACCENT_INK) if chosen else colour)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.locale().toString(day.day()))
        if date(day.year(), day.month(), day.day()) in self._logged:
            pen_and_fill(painter, fill=palette.color(ACCENT_INK if chosen else ACCENT))
            painter.drawEllipse(QPointF(disc.center().x(), disc.bottom() - 5), 2, 2)
        painter.restore()

    def _read(self) -> None:
        first = date(self.yearShown(), self.monthShown(), 1)
        around = Period(first - timedelta(days=7), first + timedelta(days=LONGEST_MONTH + 13))
        self._logged = frozenset(self._logged_days(around))
        self.updateCells()


class DayPopup(QFrame):
    """Shows the calendar below the date; a click or Enter chooses, Escape closes."""

    chosen = Signal(object)

    def __init__(
        self,
        language: Language,
        day: date,
        today: date,
        logged_days: LoggedDays,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(CARD)
        self.calendar = Month(language, day, today, logged_days)
        self.calendar.clicked.connect(self._on_chosen)
        self.calendar.activated.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.addWidget(self.calendar)

    def show_below(self, widget: QWidget) -> None:
        """Show it below a widget, moved and made small so that it lies on the screen."""
        room, font = room_on(widget.screen()), self.calendar.font()
        while not _fits(self.minimumSizeHint(), room) and font.pixelSize() > Type.SMALL:
            font.setPixelSize(font.pixelSize() - 1)
            self.calendar.setFont(font)
        cell = round(self.calendar.fontMetrics().height() * CELL)
        size = QSize(7 * cell, 8 * cell).expandedTo(self.minimumSizeHint())
        wanted = QRect(widget.mapToGlobal(QPoint(0, widget.height() + Space.HAIR)), size)
        self.setGeometry(fitted(wanted, room))
        self.show()
        self.calendar.setFocus()

    def _on_chosen(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))
        self.close()


def _fits(size: QSize, room: QRect) -> bool:
    return size.width() <= room.width() and size.height() <= room.height()
