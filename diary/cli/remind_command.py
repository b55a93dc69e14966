"""Defines `diary remind`: what the scheduler of the computer starts at the hours that were chosen in Settings."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Event

import click
from msgspec.structs import replace

from diary.cli.options import apart, today_option
from diary.cli.usage import WordedCommand
from diary.cli.world import World
from diary.content.language import Language, load_language
from diary.domain.refusal import Refusal
from diary.domain.reminder import Occasion, Reminder, day_of, due, with_answer, with_told
from diary.journal.reminders import read_reminder, write_reminder
from diary.paths import own_command, reminder_file
from diary.storage.lock import WriterLock

OPEN, LATER = "default", "later"
WAIT_SECONDS = 3600.0
"""How long a click on the notification is waited for."""
LOOK_SECONDS = 60.0
NIGHT_QUESTION = "sleep_quality"


@click.command(
    cls=WordedCommand,
    help="Show the reminder that was chosen in Settings, if it is time and the day is not filled in yet.",
)
@apart("--stay", "--try")
@click.option("--stay", is_flag=True, help="Stay and look each minute, where no scheduler starts it.")
@click.option("--try", "is_trial", is_flag=True, help="Show it now, whatever the time, and count nothing.")
@today_option
@click.pass_obj
def remind(world: World, *, stay: bool, is_trial: bool) -> None:
    """Remind, and end quietly where no desktop shows notifications."""
    if is_trial:
        _try(world)
    elif stay:
        _stay(world)
    else:
        _remind(world)


def _stay(world: World) -> None:
    """Look each minute until the reminder is switched off; where another process does so, it is left to that."""
    with suppress(Refusal), WriterLock(reminder_file()):
        while _remind(world):
            Event().wait(LOOK_SECONDS)


def _try(world: World) -> None:
    reminder = read_reminder(reminder_file())
    if reminder is None:
        return
    occasion = Occasion.MORNING if reminder.evening is None else Occasion.EVENING
    _show(world, reminder, occasion)


def _remind(world: World) -> bool:
    """Remind once if it is due; return whether the reminder is on. It counts as told before it is shown: whatever
    ends the process, it is never said twice; only what no desktop showed is said again later."""
    place, now = reminder_file(), world.clock()
    reminder = read_reminder(place)
    if reminder is None:
        return False
    occasion = due(reminder, now)
    if occasion is None or not Path(reminder.diary).exists():  # moved, or on a disk that is not here
        return True
    write_reminder(place, with_told(reminder, occasion, now))
    shown, answer = _show(world, reminder, occasion)
    latest = read_reminder(place)
    if latest is None:  # switched off meanwhile
        return False
    if not shown:
        write_reminder(place, replace(latest, told=reminder.told))
    elif answer is not None:
        write_reminder(place, with_answer(latest, world.clock(), is_welcome=answer == OPEN))
    return True


def _show(world: World, reminder: Reminder, occasion: Occasion) -> tuple[bool, str | None]:
    """Show it and open the diary on a click; returns whether it was shown, and what was clicked."""
    from diary.cli.notifications import NotShownError, notify

    language = load_language(reminder.language, world.resources)
    title, text = reminder_words(language, occasion, is_neutral=reminder.is_neutral)
    actions = {OPEN: language.t("Open"), LATER: language.t("Not now")}
    try:
        answer = notify(title, text, actions, WAIT_SECONDS)
    except NotShownError:
        return False, None
    if answer == OPEN:
        _open(reminder, occasion, world.clock())
    return True, answer


def reminder_words(language: Language, occasion: Occasion, *, is_neutral: bool) -> tuple[str, str]:
    """Return title and text: nothing of pain, numbers or missed days. A neutral one could be anybody's."""
    t = language.t
    if is_neutral:
        return t("Reminder"), t("You asked for a sign at this time.")
    text = t("Shall we write down the night?") if occasion is Occasion.MORNING else t("A minute for today?")
    return t("Symptom Diary"), text


def _open(reminder: Reminder, occasion: Occasion, now: datetime) -> None:
    """Open the diary where it is about; the window outlives this process."""
    page = f"today/{day_of(reminder, now)}" + (f"/{NIGHT_QUESTION}" if occasion is Occasion.MORNING else "")
    program, *words = own_command()
    os.spawnvp(os.P_NOWAIT, program, [program, *words, "open", reminder.diary, "--page", page])
