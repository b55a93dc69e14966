"""A date that is typed, or chosen from a calendar that drops down."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QSize
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QWidget

from diary.content.language import Language
from diary.ui.widgets.calm_calendar import calm_calendar

ROOM_BESIDE = 72
"""Pixels beside the date: the edges and the arrow."""


class DateField(QDateEdit):
    """Shows one day, in the order and with the names of the language; the year always in full."""

    def __init__(self, name: str, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        locale = QLocale(str(language.locale))
        self.setLocale(locale)
        self.setDisplayFormat(_with_whole_years(locale.dateFormat(QLocale.FormatType.ShortFormat)))
        self.setCalendarPopup(True)
        month = self.calendarWidget()
        month.setLocale(locale)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calm_calendar(month)
        self.setFrame(False)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """Wide enough for any day; Qt forgets the arrow when there is no frame."""
        hint = super().sizeHint()
        needed = self.fontMetrics().horizontalAdvance("00-00-0000") + ROOM_BESIDE
        return QSize(max(hint.width(), needed), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on to the next field, as everywhere; arrow keys go from day to month to year."""
        return QWidget.focusNextPrevChild(self, forward)

    @property
    def day(self) -> date:
        """The day that is shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def show_day(self, day: date) -> None:
        """Show a day; whoever listens to `dateChanged` hears it."""
        self.setDate(QDate(day.year, day.month, day.day))

    def limit(self, first: date, last: date) -> None:
        """Days outside these two cannot be chosen."""
        self.setDateRange(QDate(first.year, first.month, first.day), QDate(last.year, last.month, last.day))


def _with_whole_years(pattern: str) -> str:
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")
