"""Describes the section of Settings about the reminder, and keeps the reminder told of what is logged."""

from PySide6.QtWidgets import QWidget

from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.reminders.page import ReminderPage

    return ReminderPage(context, shell.journal)


SECTION = PageSpec("reminder", lambda language: language.t("Reminder"), _build)
