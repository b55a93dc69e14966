"""Builds the page of backups: which there are, where, and whether they can be relied on."""

from datetime import datetime
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


def build_backups(found: BackupOverview, home: Path, language: Language) -> BackupsState:
    """Build the page for these backups; `home` is the person's own folder, which is called that."""
    t = language.t
    sound = [copy.best for copy in found.copies if copy.best.sound]
    return BackupsState(
        newest=_newest(sound, language)
        if found.copies
        else t("There is no copy yet. The first one is made by itself, once something is filled in."),
        trial=_trial(found.trial, found.copies, language),
        has_second=found.second is not None,
        second_folder=found.second if found.is_there else None,
        second=_second(found, home, language),
        remarks=_remarks(found, language),
        rows=tuple(_row(copy, found, language) for copy in found.copies),
        stopped="" if found.is_whole else t("Not all copies were looked at."),
    )


def build_restore(copy: Backup, language: Language, *, is_protected: bool) -> RestoreState:
    """Build what to say before this backup is restored; `is_protected`: the diary has a passphrase now."""
    t = language.t
    day, time = language.day(copy.made_at.date()), language.clock(copy.made_at)
    becomes = (
        t("Your diary becomes what it was on {day} at {time}.", day=day, time=time)
        if copy.locked
        else t(
            "Your diary becomes what it was on {day} at {time}: {content}.",
            day=day,
            time=time,
            content=content_words(copy, language),
        )
    )
    lines = [
        becomes,
        t("What you changed after that is not in it any more."),
        t("What is in your diary now is kept first, as a copy of its own. So you can undo this."),
    ]
    if copy.locked:
        keeps = t("Your diary keeps the passphrase it has now.")
        gets = t("Your diary then has the passphrase of this copy.")
        lines.append(keeps if is_protected else gets)
    return RestoreState(t("Put this copy back?"), tuple(lines))


def moment_words(when: datetime, language: Language) -> str:
    """Format a moment as Sunday 22 November 2026, 21:04."""
    return language.t("{day}, {time}", day=language.long_date(when.date()), time=language.clock(when))


def content_words(copy: Backup, language: Language) -> str:
    """Say how many days are in a backup, and which is the last."""
    if copy.last_day is None:
        return language.t("nothing is filled in yet")
    days = language.n("{count} day", "{count} days", copy.days)
    return language.t("{days}, the last one {day}", days=days, day=language.day(copy.last_day))


def trouble_words(copy: Backup, language: Language) -> str:
    """Say why a backup is not relied on; empty when it is."""
    t = language.t
    if copy.sound:
        return ""
    if copy.reason is Reason.COPY_CHANGED:
        return t("This copy was changed after it was made. It is left as it is.")
    if copy.locked:
        return t("This copy has another passphrase.")
    if copy.reason is Reason.FILE_NEWER:
        return t("This copy was made by a newer version of the program.")
    return t("This copy cannot be read in full. It is left as it is.")


def _newest(sound: list[Backup], language: Language) -> str:
    if not sound:
        return language.t("None of the copies can be read in full. Make a new one now.")
    newest = sound[0]
    return language.t(
        "The newest copy is of {moment}: {content}.",
        moment=moment_words(newest.made_at, language),
        content=content_words(newest, language),
    )


def _trial(trial: RestoreTest | None, copies: tuple[BackupEntry, ...], language: Language) -> str:
    t = language.t
    if trial is None:
        return t(
            "Once a month the newest copy is tried: it is put back in another place, read and thrown away again."
        )
    day = language.day(trial.on)
    if not trial.went_well:
        return t("Last tried on {day}: that copy could not be put back, so a new one was made at once.", day=day)
    tried = next((copy.best for copy in copies if copy.best.path.name == trial.name), None)
    if tried is None:
        return t("Last tried on {day}: it opens, and everything is in it.", day=day)
    return t("Last tried on {day}: it opens, {content}.", day=day, content=content_words(tried, language))


def _second(found: BackupOverview, home: Path, language: Language) -> str:
    t = language.t
    if found.second is None:
        return t("No second place is chosen.")
    folder = place_words(found.second, home, language)
    if not found.is_there:
        return t(
            "{folder} is not there now. Plug in the stick or the disk: the copies then follow by themselves.",
            folder=folder,
        )
    return t("The copies are in {folder} too.", folder=folder)


def _remarks(found: BackupOverview, language: Language) -> tuple[str, ...]:
    if not found.is_there:
        return ()
    t = language.t
    remarks = []
    if found.missing:
        remarks.append(
            language.n(
                "{count} copy still has to go there.", "{count} copies still have to go there.", found.missing
            )
        )
    if found.same_disk:
        remarks.append(t("This is the same disk as the one your diary is on. If that disk breaks, both are gone."))
    if found.is_protected:
        return (*remarks, t("They cannot be read without your passphrase."))
    return (*remarks, t("Whoever has that stick or disk can read them."))


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
    t = language.t
    if copy.here is None:
        return t("only in the second place")
    if copy.there is None:
        return t("not in the second place") if found.is_there else ""
    if copy.here.sound and not copy.there.sound:
        return t("in the second place it cannot be read")
    if copy.there.sound and not copy.here.sound:
        return t("here it cannot be read; the one in the second place can")
    return t("in both places")
