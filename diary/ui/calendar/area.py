"""Describes the Calendar page for the main window."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.calendar.page import CalendarPage

    page = CalendarPage(context, shell.journal)
    page.day_requested.connect(shell.open_day)
    return shell.follow(page)


PAGE = PageSpec("calendar", lambda language: language.t("Calendar"), _build, "calendar")
