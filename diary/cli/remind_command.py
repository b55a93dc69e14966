"""Defines `diary remind`: what the scheduler of the computer starts at the hours that were chosen in Settings."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from threading import Event

import click
from msgspec.structs import replace

from diary.cli.options import apart, today_option
from diary.cli.usage import WordedCommand
from diary.cli.world import World
from diary.content.language import Language, available_languages, load_language
from diary.domain.refusal import Refusal
from diary.domain.reminder import Occasion, Reminder, day_of, due, is_still_meant, with_answer, with_told
from diary.journal.reminders import read_reminder, write_reminder
from diary.paths import own_command, reminder_file
from diary.storage.lock import WriterLock, one_at_a_time

OPEN, LATER = "default", "later"
TRIAL = timedelta(minutes=10)
"""How long a click on a trial is waited for."""
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
    from diary.cli import notifications as _now  # noqa: F401 - the program may be replaced before it is needed

    with suppress(Refusal), WriterLock(reminder_file()):
        while _is_on_after(world):
            Event().wait(LOOK_SECONDS)


def _is_on_after(world: World) -> bool:
    try:
        return _remind(world)
    except Refusal:  # a full disk: what cannot be counted is not said; the next look tries again
        return True


def _try(world: World) -> None:
    reminder, begun = read_reminder(reminder_file()), world.clock()
    if reminder is None:
        return
    occasion = Occasion.MORNING if reminder.evening is None else Occasion.EVENING
    if _show(world, reminder, occasion, lambda: world.clock() < begun + TRIAL)[1] == OPEN:
        _open(reminder, occasion, day_of(reminder, world.clock()))


def _remind(world: World) -> bool:
    """Remind once if it is due; return whether the reminder is on. It counts as told before it is shown: whatever
    ends the process, it is never said twice; only what no desktop showed is said again later."""
    place, now = reminder_file(), world.clock()
    with one_at_a_time(place.parent):
        reminder = read_reminder(place)
        if reminder is None:
            return False
        occasion, is_here = due(reminder, now), os.path.exists(reminder.diary)  # noqa: PTH110 - never raises
        if occasion is None or not is_here:  # moved, or on a disk that is not here
            return True
        write_reminder(place, with_told(reminder, occasion, now))
    day = day_of(reminder, now)
    shown, answer = _show(world, reminder, occasion, lambda: _is_meant(world, occasion, day))
    latest = read_reminder(place)
    if latest is not None and answer == OPEN:  # before anything is written: a full disk is no reason not to
        _open(latest, occasion, day)
    with one_at_a_time(place.parent):
        latest = read_reminder(place)
        if latest is None:  # switched off meanwhile
            return False
        if not shown:
            write_reminder(place, replace(latest, told=reminder.told))
        elif answer is not None:
            write_reminder(place, with_answer(latest, world.clock(), is_welcome=answer == OPEN))
    return True


def _is_meant(world: World, occasion: Occasion, day: date) -> bool:
    """Return whether the reminder on the screen is still of use: the day may be logged by now."""
    latest = read_reminder(reminder_file())
    return latest is not None and is_still_meant(latest, occasion, day, world.clock())


def _show(
    world: World, reminder: Reminder, occasion: Occasion, is_meant: Callable[[], bool]
) -> tuple[bool, str | None]:
    """Show it as long as it is meant; returns whether it was shown, and what was clicked."""
    from diary.cli.notifications import NotShownError, notify

    known = available_languages(world.resources)  # a program of before may know fewer
    code = reminder.language if reminder.language in known else world.language
    language = load_language(code, world.resources)
    title, text = reminder_words(language, occasion, is_neutral=reminder.is_neutral)
    actions = {OPEN: language.t("Open"), LATER: language.t("Not now")}
    try:
        return True, notify(title, text, actions, is_meant, is_neutral=reminder.is_neutral)
    except NotShownError:
        return False, None


def reminder_words(language: Language, occasion: Occasion, *, is_neutral: bool) -> tuple[str, str]:
    """Return title and text: nothing of pain, numbers or missed days. A neutral one could be anybody's."""
    t = language.t
    if is_neutral:
        return t("Reminder"), t("You asked for a sign at this time.")
    text = t("Shall we write down the night?") if occasion is Occasion.MORNING else t("A minute for today?")
    return t("Symptom Diary"), text


def _open(reminder: Reminder, occasion: Occasion, day: date) -> None:
    """Open the diary on the day it was about; the window outlives this process."""
    page = f"today/{day}" + (f"/{NIGHT_QUESTION}" if occasion is Occasion.MORNING else "")
    program, *words = own_command()
    os.spawnvp(os.P_NOWAIT, program, [program, *words, "open", reminder.diary, "--page", page])
