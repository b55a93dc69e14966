"""Defines `diary check`, `diary backup`, `diary restore` and `diary salvage`."""

from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec.structs import asdict

from diary.cli.options import PATH, command, diary_argument, json_option
from diary.cli.printed import json_text, tell
from diary.cli.world import World
from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.domain.period import Period
from diary.journal import backups
from diary.journal.backups import BackupOutcome, RestoreResult
from diary.screens.backups import content_words, moment_words, trouble_words
from diary.screens.rescue import RescueResult, build_rescued
from diary.storage.backups.backup_files import Backup
from diary.storage.backups.overview import BackupEntry, BackupOverview
from diary.storage.backups.second_place import SecondPlaceUpdate
from diary.storage.health import Health

MOST_AHEAD = 5
"""So many days to come are named; with a clock that is far behind it could be all of them."""


def backup_lines(kept: BackupOutcome, say: Language) -> list[str]:
    """Return where the backup is, and what became of the second place."""
    made = kept.made
    lines = []
    if made is not None:
        lines.append(
            say.n(
                "A backup of {count} day is in {path}.",
                "A backup of {count} days is in {path}.",
                made.days,
                path=made.path,
            )
        )
    if kept.second is not None:
        lines.append(_second_line(kept.second, say))
    return lines


def backup_json(kept: BackupOutcome) -> dict[str, Any]:
    """Return the backup that was made, and the second place."""
    second = kept.second
    return {
        "made": kept.made and _backup_json(kept.made),
        "second": second and {"added": second.added, "reason": second.refusal and second.refusal.reason},
    }


def backups_lines(found: BackupOverview, say: Language) -> list[str]:
    """Return every backup on a line, newest first."""
    if not found.copies:
        return [say.t("There is no backup of this diary yet.")]
    return [_copy_line(copy, say) for copy in found.copies]


def backups_json(found: BackupOverview) -> dict[str, Any]:
    """Return every backup in both places, newest first."""
    return {
        "first": found.first,
        "second": found.second,
        "second_is_there": found.is_there,
        "missing_in_second": found.missing,
        "copies": [
            {"first": copy.here and _backup_json(copy.here), "second": copy.there and _backup_json(copy.there)}
            for copy in found.copies
        ],
    }


def _second_line(second: SecondPlaceUpdate, say: Language) -> str:
    if second.refusal is None:
        return say.t("The second place has it too.")
    reason = refusal_sentence(say, None, second.refusal)
    return say.t("Not in the second place: {reason}", reason=reason)


def _copy_line(copy: BackupEntry, say: Language) -> str:
    best = copy.best
    what = content_words(best, say) if best.sound else trouble_words(best, say)
    return f"{moment_words(best.made_at, say)}: {what}  {best.path}"


def _backup_json(copy: Backup) -> dict[str, Any]:
    return {
        "path": copy.path,
        "made_at": copy.made_at.isoformat(timespec="minutes"),
        "days": copy.days,
        "last": copy.last_day,
        "sound": copy.sound,
        "reason": copy.reason,
    }


@command("Say whether a diary is sound: every page and every row is read, nothing is changed.")
@diary_argument
@json_option
def check(world: World, diary: Path, as_json: bool) -> None:
    """Say that the diary is sound, or refuse it in one sentence."""
    checked = backups.check(diary, world.keys())
    found, as_made = checked.health, checked.as_made
    ahead = _days_ahead(world, diary, found)
    if as_json:
        told = {"path": found.path, "sound": True, **asdict(found), "as_made": as_made, "still_to_come": ahead}
        tell(json_text(told))
        return
    say = world.library().language
    tell(say.t("{path} is sound.", path=diary))
    if as_made is not None:
        same, other = say.t("It is what it was when it was made."), say.t("It was changed after it was made.")
        tell(same if as_made else other)
    if found.first is None or found.last is None:
        tell(say.t("Nothing has been logged in it yet."))
        return
    tell(say.days_from(found.days, found.first, found.last))
    tell(say.n("{count} answer.", "{count} answers.", found.answers))
    if ahead:
        tell(_ahead_words(ahead, say))


def _ahead_words(ahead: list[date], say: Language) -> str:
    """Name the days that have not come yet."""
    shown = [*map(say.day, ahead[:MOST_AHEAD]), *("…" for _ in ahead[MOST_AHEAD : MOST_AHEAD + 1])]
    return say.n(
        "By the clock of this computer {count} day of these has not come yet: {days}. The clock may be "
        "behind, or a day was typed by mistake. The calendar opens it.",
        "By the clock of this computer {count} days of these have not come yet: {days}. The clock may be "
        "behind, or days were typed by mistake. The calendar opens them.",
        len(ahead),
        days=", ".join(shown),
    )


def _days_ahead(world: World, diary: Path, found: Health) -> list[date]:
    """Return the days that have not come yet by the clock of this computer."""
    if found.last is None or found.last <= world.clock().date():
        return []
    with world.journal(diary, read_only=True, may_be_newer=True) as journal:
        after = Period(min(journal.today, found.last), found.last)
        return [day.date for day in journal.days(after) if day.date > journal.today]


@command("Make a backup of a diary, prove that it is whole, and keep the newest of days, weeks and months.")
@diary_argument
@click.option("-o", "--output", type=PATH, help="The folder for backups of this diary.")
@click.option("--list", "lists", is_flag=True, help="Make none: look at every backup there is.")
@json_option
def backup(world: World, diary: Path, output: Path | None, lists: bool, as_json: bool) -> None:
    """Make a backup, or list them. The diary itself is only read; the second place gets the backup too when it is
    there."""

    service = world.backups(diary, output, key=world.key_for(diary))
    say = world.library().language
    if lists:
        found = service.look(lambda _done, _all: True)
        told = backups_json(found) if as_json else backups_lines(found, say)
    else:
        kept = service.back_up_now(alone=output is not None)
        told = backup_json(kept) if as_json else backup_lines(kept, say)
    tell(json_text(told) if as_json else "\n".join(told))


def restore_lines(restored: RestoreResult, diary: Path, say: Language) -> list[str]:
    """Return in words how much was put back, and where the diary is that was there before."""
    days = say.n("{count} day is back in {path}.", "{count} days are back in {path}.", restored.days, path=diary)
    if restored.kept is None:
        return [days]
    return [days, say.t("What was there before is kept in {path}.", path=restored.kept)]


@command("Put a backup back in the place of a diary; what was there is kept as a backup too.")
@click.argument("copy", type=PATH)
@diary_argument
@click.option(
    "--copy-passphrase-file",
    type=PATH,
    help="The same for the backup, when it has another passphrase than the diary.",
)
@click.option("--forgotten", is_flag=True, help="Nobody knows the passphrase of the diary that is replaced.")
@click.option("--sure", is_flag=True, help="Put it back, though it is of another diary.")
def restore(
    world: World, copy: Path, diary: Path, copy_passphrase_file: Path | None, *, forgotten: bool, sure: bool
) -> None:
    """Put a backup in the place of a diary. Both are proven before anything is replaced; the same command undoes
    it."""
    keys = world.keys(copy_passphrase_file)
    restored = backups.restore(copy, diary, world.clock(), keys, is_dropped=forgotten, is_sure=sure)
    tell("\n".join(restore_lines(restored, diary, world.library().language)))


@command("Make a new diary from what can still be read of a damaged one; the damaged file is only read.")
@click.argument("damaged", type=PATH)
@click.argument("new", type=PATH)
@click.option("--copy", type=PATH, help="A sound backup to build on: only what is newer is added.")
@click.option("--sure", is_flag=True, help="Build on this backup, though it may be of another diary.")
@json_option
def salvage(world: World, damaged: Path, new: Path, copy: Path | None, *, sure: bool, as_json: bool) -> None:
    """Rescue what can be read. What is missing is listed by day; an impossible row is left out."""
    from diary.journal.rescue import rescue_file

    catalogue, atlas = load_catalogue(world.resources), load_atlas(world.resources)
    rescued = rescue_file(damaged, new, catalogue, atlas, world.clock(), world.keys(), copy, is_sure=sure)
    if as_json:
        tell(json_text({"path": new, **_rescued_json(rescued)}))
        return
    state = build_rescued(rescued, world.library().language)
    missing = [state.missing_title, *(f"  {span}" for span in state.missing)] if state.missing else []
    tell("\n".join([*state.lines, *missing]))


def _rescued_json(rescued: RescueResult) -> dict[str, object]:
    return {
        "days": rescued.days,
        "first": rescued.first,
        "last": rescued.last,
        "read": rescued.kept,
        "left_out": rescued.left_out,
        "unreadable_places": rescued.lost,
        "may_miss_something": rescued.incomplete,
        "days_of_the_copy": rescued.copied,
        "clock_behind": rescued.clock_behind is not None,
    }
