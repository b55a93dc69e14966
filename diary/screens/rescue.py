"""Builds the page about a diary that cannot be read: what happened, what can be done, and what came of it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from diary.content.language import Language
from diary.domain.refusal import Reason
from diary.domain.rescue_result import RescueResult
from diary.storage.backups.backup_files import Backup

Translate = Callable[[str], str]

MOST_SPANS = 12


class RescueStep(StrEnum):
    """What can be done."""

    LEAVE_OUT = "leave_out"
    COMPLETE = "complete"
    PUT_BACK = "put_back"
    RESCUE = "rescue"
    BEGIN_ANEW = "begin_anew"


class RescueStepState(Struct, frozen=True):
    """One thing that can be done, and the words on its buttons; the first one is the one that is advised."""

    title: str
    text: str
    steps: tuple[tuple[RescueStep, str], ...]


class DamageState(Struct, frozen=True):
    """The page. `lines` say what happened; `offers` come in the order of advice; `copies` are the backups to
    choose from."""

    title: str
    lines: tuple[str, ...]
    offers: tuple[RescueStepState, ...]
    copies: tuple[tuple[Path, str], ...]
    passphrase: str = ""
    """Why a passphrase is asked for; empty when none is."""


class DamageFacts(Struct, frozen=True):
    """What is known about the damage. `newer_days` can be read and are newer than the `chosen` backup; `locked`
    backups are encrypted, and no passphrase was given yet; `is_encrypted` says that the diary has one."""

    copies: Sequence[Backup]
    chosen: Backup | None
    days: int
    last: date | None
    newer_days: int
    newer_last: date | None
    locked: int = 0
    is_encrypted: bool = False


def build_damage(
    reason: Reason, path: Path, found: DamageFacts | None, language: Language, days: Sequence[date] = ()
) -> DamageState:
    """Build the page about a diary that cannot be read; `found` is None while the backups are still checked.
    `days` are those that can be read and are not as they were written."""
    t = language.t
    lines = _altered(days, language) if days else [_what_happened(reason, path, language)]
    lines.append(
        t(
            "Nothing was deleted and nothing was changed. Whatever you choose, the file as it is now is kept, "
            "under a name with the date in it."
        )
    )
    if found is None:
        return DamageState(_title(reason, t), (*lines, t("Looking for copies…")), (), ())
    if found.is_encrypted and reason is not Reason.JOURNAL_STRAY:
        lines.append(
            t(
                "A damaged diary that has a passphrase comes back from its newest copy. Put that copy back, or "
                "look for one in another folder if there is none here."
            )
        )
    offers = [_leave_out(language)] if reason is Reason.JOURNAL_STRAY else []
    if found.chosen is not None:
        offers.append(_put_back(found, found.chosen, language))
    if found.days and not days:
        offers.append(_rescue(found, language))
    passphrase = _why_passphrase(found, language)
    if not offers and not passphrase:
        offers.append(_begin_anew(language))
    others = [copy for copy in found.copies if copy != found.chosen]
    words = tuple((copy.path, copy_words(copy, language)) for copy in others)
    return DamageState(_title(reason, t), tuple(lines), tuple(offers), words, passphrase)


def copy_words(copy: Backup, language: Language) -> str:
    """Describe a backup: 25 November 2026, 21:04: 178 days, the last one 24 November 2026."""
    made = language.t("{day}, {time}", day=language.day(copy.made_at.date()), time=language.clock(copy.made_at))
    if copy.last_day is None:
        return language.t("{made}: empty", made=made)
    return language.n(
        "{made}: {count} day, {last}",
        "{made}: {count} days, the last one {last}",
        copy.days,
        made=made,
        last=language.day(copy.last_day),
    )


def _title(reason: Reason, t: Translate) -> str:
    if reason is Reason.FILE_ALTERED:
        return t("Something in your diary is not as you wrote it")
    if reason is Reason.JOURNAL_STRAY:
        return t("Something lies beside your diary that does not belong to it")
    return t("Your diary cannot be read in full")


def _altered(days: Sequence[date], language: Language) -> list[str]:
    first = language.n(
        "On {count} day the diary holds something else than what was written. This can happen when a disk fails. "
        "The copy has what you wrote.",
        "On {count} days the diary holds something else than what was written. This can happen when a disk fails. "
        "The copy has what you wrote.",
        len(days),
    )
    return [first, "\n".join(_spans(days, language))]


def _what_happened(reason: Reason, path: Path, language: Language) -> str:
    t = language.t
    if reason is Reason.JOURNAL_STRAY:
        return t(
            "The program keeps a change that is under way in a file of its own. Beside {name} lies such a file of "
            "another copy. This happens when a copy was put in this place by hand.",
            name=path.name,
        )
    if path.is_file() and path.stat().st_size == 0:
        return t(
            "The file {name} is there, but it is empty. This can happen when a disk is full or fails.",
            name=path.name,
        )
    return t(
        "Part of the file {name} can no longer be read. This can happen when a disk fails, or when the computer "
        "goes off at an unlucky moment. It is not something you did.",
        name=path.name,
    )


def _why_passphrase(found: DamageFacts, language: Language) -> str:
    if not found.locked:
        return ""
    return language.n(
        "{count} copy is locked with a passphrase. Type it to see what is in it, and what can still be read of "
        "your diary.",
        "{count} copies are locked with a passphrase. Type it to see what is in them, and what can still be read "
        "of your diary.",
        found.locked,
    )


def _leave_out(language: Language) -> RescueStepState:
    t = language.t
    return RescueStepState(
        t("Open the diary without it"),
        t("The file that does not belong to it gets another name, and your diary opens as it is."),
        ((RescueStep.LEAVE_OUT, t("Open without it")),),
    )


def _put_back(found: DamageFacts, chosen: Backup, language: Language) -> RescueStepState:
    t, n = language.t, language.n
    text = t("The copy of {copy}.", copy=copy_words(chosen, language))
    if not found.newer_days or found.newer_last is None:
        return RescueStepState(t("Put the copy back"), text, ((RescueStep.PUT_BACK, t("Put the copy back")),))
    newer = n(
        "What you logged on {count} day after that can still be read and is added.",
        "What you logged on {count} days after that can still be read and is added, up to {last}.",
        found.newer_days,
        last=language.day(found.newer_last),
    )
    return RescueStepState(
        t("Put the copy back"),
        f"{text} {newer}",
        (
            (RescueStep.COMPLETE, t("Put the copy back and add what is newer")),
            (RescueStep.PUT_BACK, t("Only the copy")),
        ),
    )


def _rescue(found: DamageFacts, language: Language) -> RescueStepState:
    assert found.last is not None
    return RescueStepState(
        language.t("Save what can still be read"),
        language.n(
            "Something of {count} day can be read. A new diary is made of it; what cannot be right is left out.",
            "Something of {count} days can be read, up to {last}. A new diary is made of it; what cannot be right "
            "is left out, and you get a list of what may be missing.",
            found.days,
            last=language.day(found.last),
        ),
        ((RescueStep.RESCUE, language.t("Make a new diary of it")),),
    )


def _begin_anew(language: Language) -> RescueStepState:
    t = language.t
    return RescueStepState(
        t("Begin a new diary"),
        t(
            "No copy was found here, and nothing can be read any more. If you have a copy elsewhere, look for it "
            "first."
        ),
        ((RescueStep.BEGIN_ANEW, t("Begin a new diary")),),
    )


class RescuedState(Struct, frozen=True):
    """The result. `lines` say what the new diary holds and what was left out; `missing` names stretches of
    days."""

    lines: tuple[str, ...]
    missing_title: str
    missing: tuple[str, ...]


def build_rescued(rescued: RescueResult, language: Language, kept: Path | None = None) -> RescuedState:
    """Build the result of a rescue; `kept` is where the old file is now."""
    t, n = language.t, language.n
    lines = [_held(rescued, language)]
    if rescued.copied is not None:
        added = sum(rescued.kept.get(table, 0) for table in ("answer", "pain_area", "activity", "moment", "note"))
        lines.append(
            n(
                "Besides what the copy holds, {count} newer entry was read from the old file.",
                "Besides what the copy holds, {count} newer entries were read from the old file.",
                added,
            )
            if added
            else t("Nothing newer than the copy was added.")
        )
    wrong = sum(rescued.left_out.values())
    if wrong:
        lines.append(
            n(
                "{count} entry was left out, because it cannot be right any more.",
                "{count} entries were left out, because they cannot be right any more.",
                wrong,
            )
        )
    if rescued.clock_behind is not None:
        lines.append(clock_behind_words(*rescued.clock_behind, language))
    if kept is not None:
        lines.append(t("The old file is kept as {name}.", name=kept.name))
    if rescued.is_whole:
        lines.append(t("Nothing that can be seen from the file is missing."))
    title = n(
        "Something may be missing on {count} day:",
        "Something may be missing on {count} days:",
        len(rescued.incomplete),
    )
    return RescuedState(tuple(lines), title if rescued.incomplete else "", _spans(rescued.incomplete, language))


def clock_behind_words(today: date, last: date, language: Language) -> str:
    """That this computer may have its clock wrong, which is no damage."""
    return language.t(
        "By the clock of this computer it is {today}, and the diary goes on until {last}. The clock may be "
        "behind, or a day was typed by mistake. Nothing was left out because of that.",
        today=language.day(today),
        last=language.day(last),
    )


def _held(rescued: RescueResult, language: Language) -> str:
    t = language.t
    if rescued.first is None or rescued.last is None:
        return t("The new diary is empty.")
    days = language.n("{count} day", "{count} days", rescued.days)
    first, last = language.day(rescued.first), language.day(rescued.last)
    return t("The new diary holds {days}, from {first} to {last}.", days=days, first=first, last=last)


def _spans(days: Iterable[date], language: Language) -> tuple[str, ...]:
    """Write neighbouring days as one stretch; the rest of a long list as one line."""
    spans: list[tuple[date, date]] = []
    for day in days:
        if spans and day - spans[-1][1] <= timedelta(days=1):
            spans[-1] = spans[-1][0], day
        else:
            spans.append((day, day))
    shown = [
        language.day(first)
        if first == last
        else language.t("{first} to {last}", first=language.day(first), last=language.day(last))
        for first, last in spans[:MOST_SPANS]
    ]
    if len(spans) > MOST_SPANS:
        more = language.n("and {count} more stretch", "and {count} more stretches", len(spans) - MOST_SPANS)
        shown.append(more)
    return tuple(shown)
