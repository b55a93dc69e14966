"""A field for a date: typed in the language's own order, or chosen from a calm calendar."""

from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QWidget

from diary.content.language import Language
from diary.domain.period import FIRST_DAY, LAST_DAY
from diary.ui.widgets.calm_calendar import calm_calendar


class DateField(QDateEdit):
    """Shows and gives a `date`; `name` is what it is called aloud."""

    def __init__(self, language: Language, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        locale = QLocale(str(language.locale))
        self.setLocale(locale)
        self.setDisplayFormat(_with_whole_years(locale.dateFormat(QLocale.FormatType.ShortFormat)))
        self.setDateRange(_qt_date(FIRST_DAY), _qt_date(LAST_DAY))
        self.setCalendarPopup(True)
        month = self.calendarWidget()
        month.setLocale(locale)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calm_calendar(month)
        self.setFrame(False)
        self.setAccessibleName(name)

    @property
    def day(self) -> date:
        """The date in the field."""
        found = self.date()
        return date(found.year(), found.month(), found.day())

    def show_day(self, day: date) -> None:
        """Show a date without telling anyone."""
        self.blockSignals(True)
        self.setDate(_qt_date(day))
        self.blockSignals(False)


def _with_whole_years(pattern: str) -> str:
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")


def _qt_date(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
