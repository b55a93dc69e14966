"""Keeps the small file that a scheduled reminder reads: an encrypted diary cannot be asked what is logged."""

from datetime import date, timedelta
from pathlib import Path

from msgspec import DecodeError, json
from msgspec.structs import replace

from diary.domain.day import Day, DayKind
from diary.domain.period import Period
from diary.domain.reminder import Occasion, Reminder
from diary.journal.journal import Journal
from diary.storage.plain_file import open_plain
from diary.storage.whole_file import write_whole

DAYS_AHEAD = 60
NIGHT_CARD = "night"
MOST_BYTES = 100_000


def read_reminder(path: Path) -> Reminder | None:
    """Return what was asked for; None when nothing is, or when the file is not as this program writes it."""
    try:
        with open_plain(path) as file:
            return json.decode(file.read(MOST_BYTES), type=Reminder)
    except (OSError, DecodeError):
        return None


def write_reminder(path: Path, reminder: Reminder) -> None:
    """Write it whole, for this account alone. Raises Refusal."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, json.encode(reminder), is_ours=True)


def follow_journal(reminder: Reminder, journal: Journal, today: date) -> Reminder:
    """Return it with what the diary knows now: what is logged of today, when a day starts, which days are free."""
    ahead = journal.days(Period(today, today + timedelta(days=DAYS_AHEAD)))
    now = next((day for day in ahead if day.date == today), None)
    night = {item.key for item in journal.catalogue.items if item.card == NIGHT_CARD}
    logged = dict(reminder.logged)
    if now is not None and night & set(now.answers):
        logged[Occasion.MORNING] = today
    if now is not None and _says_something(now, night):
        logged[Occasion.EVENING] = today
    return replace(
        reminder,
        diary=str(journal.path.absolute()),
        day_starts=journal.form().boundary_minutes,
        logged=logged,
        free=tuple(day.date for day in ahead if day.kind is DayKind.HOLIDAY),
    )


def _says_something(day: Day, night: set[str]) -> bool:
    """Return whether anything of the day itself is logged, beside the night before it."""
    return bool(set(day.answers) - night or day.kind is DayKind.HARD or day.notes or day.activities or day.moments)
