"""Builds the page about a diary that cannot be read: what happened, what can be done, and what came of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diary.content.language import Language
from diary.domain.refusal import Reason
from diary.storage.backups.backup_files import Backup


class RescueResult(Struct, frozen=True):
    """A new diary made from a damaged one.

    `kept` and `left_out` count rows by table: those taken from the damaged file, and those found in it that cannot
    be right. `incomplete` are the days that may miss something; `lost` counts places that could not be read, of
    which nobody knows what was in them. `copied` is how many days came from a copy, None without one.
    `clock_behind` is today by the clock of this computer and a later day on which something was written, if any.
    """

    days: int
    first: date | None
    last: date | None
    kept: Mapping[str, int]
    left_out: Mapping[str, int]
    incomplete: tuple[date, ...]
    lost: int
    copied: int | None = None
    clock_behind: tuple[date, date] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known to be missing."""
        return not (self.incomplete or self.lost or any(self.left_out.values()))


MOST_SPANS = 12


class RescueStep(StrEnum):
    """What can be done."""

    LEAVE_OUT = "leave_out"
    COMPLETE = "complete"
    PUT_BACK = "put_back"
    RESCUE = "rescue"
    ELSEWHERE = "elsewhere"
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
    backups are encrypted, and no passphrase was given yet; `is_encrypted` says that the diary has one. Not
    `is_own` is a file that was named: it may be somebody else's, that did not come over in full."""

    copies: Sequence[Backup]
    chosen: Backup | None
    days: int
    last: date | None
    newer_days: int
    newer_last: date | None
    locked: int = 0
    is_encrypted: bool = False
    is_own: bool = True


def build_damage(
    reason: Reason, path: Path, found: DamageFacts | None, language: Language, days: Sequence[date] = ()
) -> DamageState:
    """Build the page about a diary that cannot be read; `found` is None while the backups are still checked.
    `days` are those that can be read and are not as they were written."""
    say = _wording(language)
    title = say("titles", {Reason.FILE_ALTERED: "altered", Reason.JOURNAL_STRAY: "stray"}.get(reason, "damaged"))
    lines = [*(_altered(days, language) if days else [_what_happened(reason, path, language)]), say("kept")]
    if found is None:
        return DamageState(title, (*lines, say("looking")), (), ())
    if found.is_encrypted and reason is not Reason.JOURNAL_STRAY and (found.is_own or found.copies):
        lines.append(say("comes_back"))
    offers = [_offer(language, RescueStep.LEAVE_OUT)] if reason is Reason.JOURNAL_STRAY else []
    if found.chosen is not None:
        offers.append(_put_back(found, found.chosen, language))
    if found.days and not days:
        assert found.last is not None
        offers.append(_offer(language, RescueStep.RESCUE, count=found.days, last=language.day(found.last)))
    passphrase = say("locked", count=found.locked) if found.locked else ""
    if not offers and not passphrase:
        offers += [_offer(language, RescueStep.ELSEWHERE), _offer(language, RescueStep.BEGIN_ANEW)]
        if not found.is_own:
            title, offers[0] = say("titles", "named"), replace(offers[0], text=say("elsewhere", "named"))
    others = [copy for copy in found.copies if copy != found.chosen]
    words = tuple((copy.path, copy_words(copy, language)) for copy in others)
    return DamageState(title, tuple(lines), tuple(offers), words, passphrase)


def copy_words(copy: Backup, language: Language) -> str:
    """Describe a backup: 25 November 2026, 21:04: 178 days, the last one 24 November 2026."""
    say = _wording(language)
    made = language.t("{day}, {time}", day=language.day(copy.made_at.date()), time=language.clock(copy.made_at))
    if copy.last_day is None:
        return say("copies", "empty", made=made)
    return say("copies", "held", count=copy.days, made=made, last=language.day(copy.last_day))


def _wording(language: Language) -> Callable[..., str]:
    return partial(language.phrase, "rescue")


def _altered(days: Sequence[date], language: Language) -> list[str]:
    return [_wording(language)("happened", "altered", count=len(days)), "\n".join(_spans(days, language))]


def _what_happened(reason: Reason, path: Path, language: Language) -> str:
    what = "stray" if reason is Reason.JOURNAL_STRAY else "damaged"
    if what == "damaged" and path.is_file() and path.stat().st_size == 0:
        what = "empty"
    return _wording(language)("happened", what, name=path.name)


def _offer(language: Language, step: RescueStep, **facts: object) -> RescueStepState:
    """Return something that can be done in one way."""
    say = _wording(language)
    return RescueStepState(say(step, "title"), say(step, "text", **facts), ((step, say(step, "button")),))


def _put_back(found: DamageFacts, chosen: Backup, language: Language) -> RescueStepState:
    say = partial(_wording(language), "put_back")
    title, text = say("title"), say("text", copy=copy_words(chosen, language))
    if not found.newer_days or found.newer_last is None:
        return RescueStepState(title, text, ((RescueStep.PUT_BACK, title),))
    newer = say("newer", count=found.newer_days, last=language.day(found.newer_last))
    steps = ((RescueStep.COMPLETE, say("complete")), (RescueStep.PUT_BACK, say("only")))
    return RescueStepState(title, f"{text} {newer}", steps)


class RescuedState(Struct, frozen=True):
    """The result. `lines` say what the new diary holds and what was left out; `missing` stretches of days."""

    lines: tuple[str, ...]
    missing_title: str
    missing: tuple[str, ...]


def build_rescued(rescued: RescueResult, language: Language, kept: Path | None = None) -> RescuedState:
    """Build the result of a rescue; `kept` is where the old file is now."""
    say = partial(_wording(language), "result")
    lines = [_held(rescued, language)]
    if rescued.copied is not None:
        added = sum(
            rescued.kept.get(table, 0) for table in ("answer", "pain_area", "activity", "moment", "note", "nap")
        )
        lines.append(say("added", count=added) if added else say("nothing_newer"))
    if wrong := sum(rescued.left_out.values()):
        lines.append(say("left_out", count=wrong))
    if rescued.clock_behind is not None:
        lines.append(clock_behind_words(*rescued.clock_behind, language))
    if kept is not None:
        lines.append(say("old_file", name=kept.name))
    if rescued.is_whole:
        lines.append(say("whole"))
    title = say("missing", count=len(rescued.incomplete)) if rescued.incomplete else ""
    return RescuedState(tuple(lines), title, _spans(rescued.incomplete, language))


def clock_behind_words(today: date, last: date, language: Language) -> str:
    """Say that this computer may have its clock wrong, which is no damage."""
    say = _wording(language)
    return say("result", "clock_behind", today=language.day(today), last=language.day(last))


def _held(rescued: RescueResult, language: Language) -> str:
    say = partial(_wording(language), "result")
    if rescued.first is None or rescued.last is None:
        return say("empty")
    span = language.span(rescued.first, rescued.last, in_sentence=True)
    return say("held", count=rescued.days, span=span)


def _spans(days: Iterable[date], language: Language) -> tuple[str, ...]:
    """Write neighbouring days as one stretch; the rest of a long list as one line."""
    spans: list[tuple[date, date]] = []
    for day in days:
        if spans and day - spans[-1][1] <= timedelta(days=1):
            spans[-1] = spans[-1][0], day
        else:
            spans.append((day, day))
    shown = [language.span(first, last, in_sentence=True) for first, last in spans[:MOST_SPANS]]
    if len(spans) > MOST_SPANS:
        shown.append(_wording(language)("result", "more", count=len(spans) - MOST_SPANS))
    return tuple(shown)
