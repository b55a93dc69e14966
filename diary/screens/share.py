"""Builds what can be shared: which stretch of the diary, what the page will hold, and what its file is called."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from diary.content.language import Language
from diary.content.library import Library
from diary.domain.period import Period
from diary.screens.period_request import DAYS, FOUR_WEEKS, THREE_MONTHS, PeriodKind
from diary.screens.summary import SummaryState

FILE_NAME = "symptom-diary-{day}.pdf"
"""The name of a printed summary: it says when, never what hurts, because others see file names."""


class ReportRequest(Struct, frozen=True):
    """What the person wants on paper; `first` and `last` count for their own dates only, `lists` are the keys of
    the lists they want with it."""

    stretch: PeriodKind
    first: date
    last: date
    with_texts: bool = False
    lists: frozenset[str] = frozenset()

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


def printable_lists(library: Library) -> dict[str, str]:
    """The names of the lists that may be printed, by their keys."""
    return {one.key: library.words.registers[one.key].name for one in library.registers if one.on_paper}


def contents(
    language: Language, request: ReportRequest, lists: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """What the page will hold, one line each; the last line says what it will not. `lists` are the names of those
    that may be printed, by their keys."""
    t = language.t
    asked = [name for key, name in (lists or {}).items() if key in request.lists]
    return (
        t("Averages of what you could do, activity, sleep and stress; pain comes last"),
        t("The same numbers as small charts, and the body map"),
        t("What else you filled in, also your own items, by name"),
        t("What is worth a look together, in your own numbers"),
        t("How often moments were noted, with their dates and your words")
        if request.with_texts
        else t("How often moments were noted, with their dates"),
        *([t("Your own list: {lists}", lists=", ".join(asked))] if asked else ()),
        t("Not in it: your notes, your good things, and single answers of single days"),
    )


def language_in_use(state: SummaryState) -> str:
    """Describe the page in words, for screen readers."""
    rows = [f"{row.title}: {' '.join((row.number, row.caption)).strip()}." for row in state.rows]
    also = [f"{item.name}: {item.value}." for item in state.also.items]
    looks = [f"{look.title}: {look.reason}" for look in state.looks] or [state.looks_calm]
    lists = [f"{line.name}: {line.words}." for each in state.lists for line in each.lines]
    about = [f"{line}." for line in (state.title, state.when, state.coverage, state.blank) if line]
    return " ".join((*about, *rows, *also, *lists, f"{state.looks_title}:", *looks))


def file_name(today: date) -> str:
    """Return the name a new file is offered under."""
    return FILE_NAME.format(day=today.isoformat())
