"""Keeps the small file that a scheduled reminder reads: an encrypted diary cannot be asked what is logged."""

import json
import os
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from msgspec import convert, to_builtins
from msgspec.structs import replace

from diary.domain.day import Day, DayKind
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.domain.reminder import Occasion, Reminder
from diary.journal.journal import Journal
from diary.paths import reminder_file
from diary.storage.lock import one_at_a_time
from diary.storage.plain_file import open_plain
from diary.storage.whole_file import make_folder, write_whole

DAYS_AHEAD = 60
NIGHT_CARD = "night"
MOST_BYTES = 100_000


def read_reminder(path: Path) -> Reminder | None:
    """Return what was asked for; None when nothing is, or when the file is not as this program writes it."""
    try:
        with open_plain(path) as file:
            return convert(json.loads(file.read(MOST_BYTES)), Reminder)
    except (OSError, ValueError, RecursionError):
        return None


def write_reminder(path: Path, reminder: Reminder) -> None:
    """Write it whole, for this account alone. Raises Refusal."""
    make_folder(path.parent)
    write_whole(path, json.dumps(to_builtins(reminder)).encode(), is_ours=True)  # names need not be UTF-8


def follow_journal(reminder: Reminder, journal: Journal, today: date) -> Reminder:
    """Return it with what the diary knows now: what is logged of today, when a day starts, which days are free."""
    ahead = journal.days(Period(today, today + timedelta(days=DAYS_AHEAD)))
    now = next((day for day in ahead if day.date == today), None)
    night = {item.key for item in journal.catalogue.items if item.card == NIGHT_CARD}
    # what was undone is not logged any more
    logged = {occasion: day for occasion, day in reminder.logged.items() if day != today}
    if now is not None and (night & set(now.answers) or now.kind is DayKind.HARD):
        logged[Occasion.MORNING] = today
    if now is not None and _says_something(now, night):
        logged[Occasion.EVENING] = today
    return replace(
        reminder,
        diary=str(journal.path.absolute()),
        identity=journal.identity,
        day_starts=journal.form().boundary_minutes,
        logged=logged,
        refused=reminder.refused if logged.items() <= reminder.logged.items() else 0,  # who logs was not bothered
        free=tuple(day.date for day in ahead if day.kind is DayKind.HOLIDAY),
    )


def reminder_of(journal: Journal) -> Reminder | None:
    """Return the reminder, if it is about this diary: under whatever name, also after it was moved."""
    found = read_reminder(reminder_file())
    if found is None or os.path.realpath(found.diary) == os.path.realpath(journal.path):
        return found
    is_gone = not os.path.exists(found.diary)  # noqa: PTH110 - never raises
    with suppress(Refusal):  # a damaged diary, which others tell
        return found if is_gone and found.identity == journal.identity else None
    return None


def keep_up(journal: Journal, language: str | None = None) -> None:
    """Tell the reminder what the diary knows now, and in which language the person reads, if that is known;
    nothing happens for another diary, or where none is wanted."""
    if read_reminder(reminder_file()) is None:
        return
    with suppress(Refusal), one_at_a_time(reminder_file().parent):
        before = reminder_of(journal)
        if before is not None:  # a full disk or a damaged diary is told by others; the next change tries again
            now = replace(follow_journal(before, journal, journal.today), language=language or before.language)
            if now != before:
                write_reminder(reminder_file(), now)


def _says_something(day: Day, night: set[str]) -> bool:
    """Return whether anything of the day itself is logged, beside the night before it."""
    return bool(set(day.answers) - night or day.kind is DayKind.HARD or day.notes or day.activities or day.moments)
