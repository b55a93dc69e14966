"""Describes the section of Settings about the reminder, and keeps the reminder told of what is logged."""

import sys
from contextlib import suppress

from PySide6.QtWidgets import QWidget

from diary.domain.refusal import Refusal
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
    from diary.journal.reminders import keep_up

    keep_up(journal, language)


def start_again(journal: Journal) -> None:
    """Have the reminder about this diary started by this program, if nothing starts it any more."""
    from diary.journal.reminders import reminder_of

    reminder = reminder_of(journal)
    if reminder is not None:
        from diary.ui.reminders.schedule import schedule_again

        with suppress(Refusal):  # Settings says so when it is changed there
            schedule_again(reminder)


def remove() -> None:
    """Take away the reminder and all that starts it."""
    from diary.ui.reminders.schedule import remove_reminder

    with suppress(Refusal):  # what is left starts nothing: its file is gone
        remove_reminder()


SECTION = PageSpec("reminder", lambda language: language.t("Reminder"), _build)
