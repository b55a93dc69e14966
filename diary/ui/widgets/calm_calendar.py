"""Qt's calendar in our colours: no loud bar, no gradient, arrows large enough to hit."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from diary.ui.icons import icon
from diary.ui.style import CARD, CONTROL, INK, QUIET


def calm_calendar(calendar: QCalendarWidget) -> None:
    """Take the loud colours out of the bar with the month's name and out of the names of the days."""
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
