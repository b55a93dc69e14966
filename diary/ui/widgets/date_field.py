"""A field for a date: typed in the language's own order, or chosen from a calm calendar."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QStyle, QStyleOptionFrame, QToolButton, QWidget

from diary.content.language import Language
from diary.domain.period import FIRST_DAY, LAST_DAY
from diary.domain.register import parse_when
from diary.ui.icons import icon
from diary.ui.style import CARD, CONTROL, INK, QUIET, Space
from diary.ui.wheel import LeavesWheel


def calm_calendar(calendar: QCalendarWidget, language: Language) -> None:
    """Set quiet colours for the bar with the month's name and for the names of the days, and the day weeks start
    on."""
    calendar.setFirstDayOfWeek(Qt.DayOfWeek(language.week_starts + 1))
    palette = calendar.palette()
    head = QTextCharFormat()
    head.setForeground(palette.color(QUIET))
    head.setBackground(palette.color(CARD))
    calendar.setHeaderTextFormat(head)
    plain = QTextCharFormat()
    plain.setForeground(palette.color(INK))
    for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(weekday, plain)
    calm = calendar.palette()
    calm.setColor(QPalette.ColorRole.Highlight, palette.color(CARD))
    calm.setColor(QPalette.ColorRole.HighlightedText, palette.color(INK))
    bar = calendar.findChild(QWidget, "qt_calendar_navigationbar")
    if bar is not None:
        bar.setPalette(calm)
    for name, drawing in (("qt_calendar_prevmonth", "left"), ("qt_calendar_nextmonth", "right")):
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(icon(drawing, palette.color(INK)))
            button.setMinimumSize(QSize(CONTROL, CONTROL))


class _Month(QCalendarWidget):
    """Has the edge of every list that falls open: it lies on cards of its own colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(*[Space.HAIR] * 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionFrame()
        option.initFrom(self)
        option.lineWidth = 1
        with QPainter(self) as painter:
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Frame, option, painter, self)


ROOM_BESIDE = 72
"""Pixels beside the date: the edges and the arrow."""
BETWEEN_PARTS = "-/., "
"""What people type between day, month and year, whatever stands there."""
SHIFTS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr})
"""Pressed for a digit on some keyboards."""
YEAR_TYPED = 8
"""The fewest signs of a day with its year: 31122026 or 1-1-2026."""


class DateField(LeavesWheel, QDateEdit):
    """Edits a `date`; `name` is its accessible name."""

    def __init__(self, language: Language, name: str) -> None:
        super().__init__()
        locale = QLocale(language.locale)
        self._language = language
        self._is_calm = False
        self._typed = ""
        self.setLocale(locale)
        self.setDisplayFormat(_with_whole_years(locale.dateFormat(QLocale.FormatType.ShortFormat)))
        self.limit(FIRST_DAY, LAST_DAY)
        self.setCalendarPopup(True)
        self.setFrame(False)
        self.setAccessibleName(name)

    def calendarWidget(self) -> QCalendarWidget:
        """Return the calendar, built when first wanted: two take longer than the rest of a page."""
        if not self._is_calm:
            self._is_calm = True
            self.setCalendarWidget(_Month())
            month = super().calendarWidget()
            month.setLocale(self.locale())
            month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            calm_calendar(month, self._language)
        return super().calendarWidget()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._typed = ""
        self.calendarWidget()  # what Qt opens by itself has to be ours
        super().mousePressEvent(event)

    @property
    def day(self) -> date:
        found = self.date()
        return date(found.year(), found.month(), found.day())

    def show_day(self, day: date) -> None:
        """Show a date without a signal."""
        with QSignalBlocker(self):
            self.setDate(_qt_date(day))

    def limit(self, first: date, last: date) -> None:
        """Set the first and last day that can be chosen; no signal when the date in the field has to move."""
        with QSignalBlocker(self):
            self.setDateRange(_qt_date(first), _qt_date(last))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the month or year where a sign ends a short part, as in 3-12-2026: Qt waits for a second digit
        of the day, and would take that of the month. It also makes 31 the 30th in a month of 30 days, before the
        month is typed: the whole that was typed is read again."""
        sign = event.text()
        is_between = bool(sign) and sign in BETWEEN_PARTS
        if not is_between and not sign.isdecimal():
            if event.key() not in SHIFTS:
                self._take_typed()
            super().keyPressEvent(event)
            return
        if self._typed or self.currentSectionIndex() == 0:
            self._typed += "-" if is_between else sign
        if not is_between:
            super().keyPressEvent(event)
        elif not self.lineEdit().hasSelectedText() and self.currentSectionIndex() + 1 < self.sectionCount():
            self.setSelectedSection(self.sectionAt(self.currentSectionIndex() + 1))
        if len(self._typed) >= YEAR_TYPED:
            self._show_typed(self._typed)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._take_typed()
        super().focusOutEvent(event)

    def _take_typed(self) -> None:
        """Show the day that was typed without its year; what is typed next begins anew."""
        typed, self._typed = self._typed, ""
        if "-" in typed:  # the digits of a single part are none of a day
            self._show_typed(f"{typed}-{self.date().year()}")

    def _show_typed(self, typed: str) -> None:
        parts = re.fullmatch(r"(\d{1,2})-?(\d{1,2})-?(\d{4})", typed)
        whole = parse_when("-".join(parts.groups())) if parts and self.displayFormat().startswith("d") else None
        if whole is not None and _qt_date(date.fromisoformat(whole)) != self.date():
            self.setDate(_qt_date(date.fromisoformat(whole)))

    def sizeHint(self) -> QSize:
        """Return the width of the longest date; Qt leaves out the arrow when there is no frame."""
        hint = super().sizeHint()
        needed = self.fontMetrics().horizontalAdvance("00-00-0000") + ROOM_BESIDE
        return QSize(max(hint.width(), needed), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move to the next field with Tab, as everywhere; arrow keys move between day, month and year."""
        return QWidget.focusNextPrevChild(self, forward)


def _with_whole_years(pattern: str) -> str:
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")


def _qt_date(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
