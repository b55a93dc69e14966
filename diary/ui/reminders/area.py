"""Describes the section of Settings about the reminder, and keeps the reminder told of what is logged."""

import sys

from PySide6.QtWidgets import QWidget

from diary.journal.journal import Journal
from diary.ui.pages import Context, PageSpec, Shell


def _build(context: Context, shell: Shell) -> QWidget:
    from diary.ui.reminders.page import ReminderPage

    return ReminderPage(context, shell.journal)


def is_possible() -> bool:
    """Return whether this computer can remind; tried on Linux only, so it is offered nowhere else."""
    return sys.platform == "linux"


def follow(journal: Journal, language: str) -> None:
    """Tell the reminder what the diary knows now, and in which language to speak."""
    from diary.ui.reminders.schedule import keep_up

    keep_up(journal, language)


def remove() -> None:
    """Take away the reminder and all that starts it."""
    from diary.ui.reminders.schedule import remove_reminder

    remove_reminder()


SECTION = PageSpec("reminder", lambda language: language.t("Reminder"), _build)
