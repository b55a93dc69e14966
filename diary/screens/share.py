"""Builds what can be shared: which stretch of the diary, and which blocks the page holds."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from msgspec import Struct

from diary.content.library import Library
from diary.domain.day import Day
from diary.domain.period import Period
from diary.domain.register import RegisterRecord
from diary.screens.period_request import DAYS, FOUR_WEEKS, THREE_MONTHS, PeriodKind
from diary.screens.register import RegisterState, build_register
from diary.screens.summary import (
    ALSO,
    MOMENT_WORDS,
    NOTES,
    OWN,
    OWN_NOT_ASKED,
    USUAL_BLOCKS,
    NotesState,
    SummaryState,
    build_notes,
)


class ReportRequest(Struct, frozen=True):
    """The days the person wants on paper; `first` and `last` count for their own dates only."""

    stretch: PeriodKind
    first: date
    last: date

    def period(self, today: date) -> Period:
        """Return the days meant. Raises Refusal NOT_A_PERIOD when own dates are in the wrong order."""
        if self.stretch is PeriodKind.OWN:
            return Period(self.first, self.last)
        return Period.ending(today, DAYS[self.stretch])


def first_report_request(span: Period | None, today: date) -> ReportRequest:
    """Return the request Share begins with: four weeks, and the whole diary as own dates; the last four weeks of a
    diary that ended long ago."""
    whole = span or Period.ending(today, FOUR_WEEKS)
    last = max(whole.first, min(whole.last, today))
    recent = Period.ending(today, THREE_MONTHS)
    if last not in recent:
        return ReportRequest(PeriodKind.OWN, max(whole.first, Period.ending(last, FOUR_WEEKS).first), last)
    return ReportRequest(PeriodKind.FOUR_WEEKS, whole.first, max(last, whole.first))


BLOCKS = "page_blocks"
"""The name under which the choice is kept in the diary."""
OFF = "-"


def page_blocks(library: Library) -> dict[str, str]:
    """Return the name of every block by its key, in the usual order: the subjects, other items, lists and texts,
    and the column beside the body."""
    t, items = library.language.t, library.words.items
    lists = [one.key for one in library.registers if one.on_paper]
    return {
        "function": items["function"].name,
        "activity": t("Activity"),
        "sleep": t("Sleep"),
        "stress": items["stress"].name,
        "spread": t("Spread and pain"),
        ALSO: t("What else you filled in"),
        OWN: t("My own items"),
        OWN_NOT_ASKED: t("Own items that are not asked any more"),
        **{key: library.words.registers[key].name for key in lists},
        "places": t("Where it hurt"),
        "looks": t("Worth a look together"),
        "moments": t("Moments, with their dates"),
        MOMENT_WORDS: t("My words with moments"),
        NOTES: t("My notes and good things"),
    }


def chosen_blocks(known: Collection[str], kept: Iterable[str] | None) -> tuple[str, ...]:
    """Return the blocks to print, in order, from what was `kept` (with OFF before those that were not wanted). A
    block that is newer than the choice is there when it usually is."""
    told = tuple(kept or ())
    new = [key for key in known if key in USUAL_BLOCKS and not {key, OFF + key} & set(told)]
    return (*(key for key in told if key in known), *new)


def printed_lists(
    blocks: Iterable[str],
    library: Library,
    days: Iterable[Day],
    records: Callable[[str], Iterable[RegisterRecord]],
) -> Iterator[RegisterState | NotesState]:
    """Yield the lists and notes among the blocks; `records` are those of a list."""
    keys = {one.key: one for one in library.registers}
    for key in blocks:
        if key == NOTES:
            yield build_notes(days, library)
        elif key in keys:
            yield build_register(keys[key], records(key), library)


def language_in_use(state: SummaryState) -> str:
    """Describe the page in words, for screen readers."""
    rows = [f"{row.title}: {' '.join((row.number, row.caption)).strip()}." for row in state.rows]
    also = [f"{item.name}: {item.value}." for item in state.also.items]
    looks = [f"{look.title}: {look.reason}" for look in state.looks] or [state.looks_calm]
    looks = [f"{state.looks_title}:", *looks] if "looks" in state.column else []
    lists = [f"{line.name}: {line.words}." for each in state.lists for line in each.lines]
    about = [f"{line}." for line in (state.title, state.when, state.coverage, state.blank) if line]
    told = [sentence.words for sentence in state.sentences]
    return " ".join((*about, *told, *rows, *also, *lists, *looks))
