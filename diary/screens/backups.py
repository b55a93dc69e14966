"""Builds the page of backups: which there are, where, and whether they can be relied on."""

from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct

from diary.content.language import Language
from diary.domain.refusal import Reason
from diary.screens.my_data import place_words
from diary.storage.backups.backup_files import Backup
from diary.storage.backups.overview import BackupEntry, BackupOverview, RestoreTest


class BackupRow(Struct, frozen=True):
    """One backup: when it was made, what is in it, and where it is. `trouble` says why it cannot be restored."""

    copy: Backup
    when: str
    what: str
    where: str
    trouble: str
    can_be_put_back: bool


class BackupsState(Struct, frozen=True):
    """The page. `newest` and `trial` are sentences. `second` says where the second place is and how it is;
    `remarks` what to know about it. There are no buttons for a second place that was not chosen (`has_second`) or
    cannot be reached (`second_folder`)."""

    newest: str
    trial: str
    has_second: bool
    second_folder: Path | None
    second: str
    remarks: tuple[str, ...]
    rows: tuple[BackupRow, ...]
    stopped: str


class RestoreState(Struct, frozen=True):
    """What restoring one backup will do, before it is done."""

    title: str
    lines: tuple[str, ...]
    yes: str
    done: str
    """What to say afterwards."""


def build_backups(found: BackupOverview, home: Path, language: Language) -> BackupsState:
    """Build the page for these backups; `home` is the person's own folder, which is called that."""
    sound = [copy.best for copy in found.copies if copy.best.sound]
    return BackupsState(
        newest=_newest(sound, language) if found.copies else language.phrase("backups", "none"),
        trial=_trial(found.trial, found.copies, language),
        has_second=found.second is not None,
        second_folder=found.second if found.is_there else None,
        second=_second(found, home, language),
        remarks=_remarks(found, language),
        rows=tuple(_row(copy, found, language) for copy in found.copies),
        stopped="" if found.is_whole else language.phrase("backups", "stopped"),
    )


def build_restore(copy: Backup, language: Language, *, is_protected: bool) -> RestoreState:
    """Build what to say before this backup is restored; `is_protected`: the diary has a passphrase now."""
    say = partial(language.phrase, "backups", "restore")
    facts = {"day": language.day(copy.made_at.date()), "time": language.clock(copy.made_at)}
    content, moment = content_words(copy, language), moment_words(copy.made_at, language)
    if copy.is_other:
        lines = [say("other", content=content), say("kept")]
        return RestoreState(say("title_other"), tuple(lines), say("yes_other"), say("done_other", moment=moment))
    becomes = say("locked", **facts) if copy.locked else say("becomes", content=content, **facts)
    lines = [becomes, say("lost"), say("kept")]
    if copy.locked:
        lines.append(say("keeps_passphrase" if is_protected else "gets_passphrase"))
    return RestoreState(say("title"), tuple(lines), say("yes"), say("done", moment=moment))


def moment_words(when: datetime, language: Language) -> str:
    """Format a moment as Sunday 22 November 2026, 21:04."""
    return language.t("{day}, {time}", day=language.long_date(when.date()), time=language.clock(when))


def content_words(copy: Backup, language: Language) -> str:
    """Say how many days are in a backup, and which is the last."""
    if copy.last_day is None:
        return language.phrase("backups", "nothing")
    days = language.n("{count} day", "{count} days", copy.days)
    return language.phrase("backups", "content", days=days, day=language.day(copy.last_day))


def trouble_words(copy: Backup, language: Language) -> str:
    """Say why a backup is not relied on; empty when it is."""
    if copy.sound:
        return ""
    kinds: dict[Reason | None, str] = {Reason.COPY_CHANGED: "changed", Reason.FILE_NEWER: "newer"}
    what = "locked" if copy.locked else kinds.get(copy.reason, "unreadable")
    return language.phrase("backups", "trouble", what)


def _newest(sound: list[Backup], language: Language) -> str:
    if not sound:
        return language.phrase("backups", "unread")
    moment, content = moment_words(sound[0].made_at, language), content_words(sound[0], language)
    return language.phrase("backups", "newest", moment=moment, content=content)


def _trial(trial: RestoreTest | None, copies: tuple[BackupEntry, ...], language: Language) -> str:
    say = partial(language.phrase, "backups", "trial")
    if trial is None:
        return say("none")
    day = language.day(trial.on)
    if not trial.went_well:
        return say("failed", day=day)
    tried = next((copy.best for copy in copies if copy.best.path.name == trial.name), None)
    return (
        say("whole", day=day) if tried is None else say("opens", day=day, content=content_words(tried, language))
    )


def _second(found: BackupOverview, home: Path, language: Language) -> str:
    say = partial(language.phrase, "backups", "second")
    if found.second is None:
        return say("none")
    return say("there" if found.is_there else "absent", folder=place_words(found.second, home, language))


def _remarks(found: BackupOverview, language: Language) -> tuple[str, ...]:
    if not found.is_there:
        return ()
    say = partial(language.phrase, "backups", "second")
    remarks = [say("missing", count=found.missing)] if found.missing else []
    if found.same_disk:
        remarks.append(say("same_disk"))
    return (*remarks, say("protected" if found.is_protected else "readable"))


def _row(copy: BackupEntry, found: BackupOverview, language: Language) -> BackupRow:
    best = copy.best
    return BackupRow(
        copy=best,
        when=moment_words(best.made_at, language),
        what=content_words(best, language) if best.sound else trouble_words(best, language),
        where=_where(copy, found, language),
        trouble=trouble_words(best, language),
        can_be_put_back=best.sound or best.locked,
    )


def _where(copy: BackupEntry, found: BackupOverview, language: Language) -> str:
    say = partial(language.phrase, "backups", "where")
    if copy.here is None:
        return say("only_second")
    if copy.there is None:
        return say("not_second") if found.is_there else ""
    if copy.here.sound is copy.there.sound:
        return say("both")
    return say("bad_second" if copy.here.sound else "bad_first")
