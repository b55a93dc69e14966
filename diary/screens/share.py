"""Builds what can be shared: which stretch of the diary, and which blocks the page holds."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from diary.content.library import Library
from diary.domain.day import Day
from diary.domain.form import Form
from diary.domain.period import Period
from diary.domain.register import RegisterRecord
from diary.domain.table import DayTable
from diary.domain.therapist_mark import MARKS, marks_of
from diary.screens.appointment import APPOINTMENT, TalkState, build_talk, last_visit
from diary.screens.page_blocks import (
    BLOCK_KINDS,
    MOMENT_WORDS,
    PageBlock,
    PageSource,
    block_kinds,
    build_blocks,
)
from diary.screens.period_request import DAYS, FOUR_WEEKS, THREE_MONTHS, PeriodKind
from diary.screens.plan.first_page import PLAN, PlanOnPaper, build_plan_on_paper
from diary.screens.summary import (
    ALSO,
    MARKS_DRAWN,
    NAME_LINE,
    OWN,
    OWN_NOT_ASKED,
    USUAL_BLOCKS,
    SummaryState,
    build_summary,
)
from diary.screens.summary_rows import SUBJECTS


class ReportRequest(Struct, frozen=True):
    """The days the person wants on paper; `first` and `last` count for their own dates only."""

    stretch: PeriodKind
    first: date
    last: date

    def period(self, span: Period | None, today: date) -> Period:
        """Return the days meant; the last weeks begin with the diary, else days before it would be counted as not
        filled in. Raises Refusal NOT_A_PERIOD when own dates are in the wrong order."""
        if self.stretch is PeriodKind.OWN:
            return Period(self.first, self.last)
        weeks = Period.ending(today, DAYS[self.stretch])
        return weeks if span is None else Period(max(weeks.first, min(span.first, today)), today)


def first_report_request(span: Period | None, today: date, visit: date | None = None) -> ReportRequest:
    """Return the request Share begins with: four weeks, or three months where the last visit lies between these,
    and the whole diary as own dates; the last four weeks of a diary that ended long ago."""
    whole = span or Period.ending(today, FOUR_WEEKS)
    last = max(whole.first, min(whole.last, today))
    recent = Period.ending(today, THREE_MONTHS)
    if last not in recent:
        return ReportRequest(PeriodKind.OWN, max(whole.first, Period.ending(last, FOUR_WEEKS).first), last)
    is_longer = visit is not None and visit in recent and visit not in Period.ending(today, FOUR_WEEKS)
    stretch = PeriodKind.THREE_MONTHS if is_longer else PeriodKind.FOUR_WEEKS
    return ReportRequest(stretch, whole.first, max(last, whole.first))


DAYS_CHOSEN = "page_days"
"""The name under which the request is kept in the diary."""


def request_keys(request: ReportRequest) -> tuple[str, ...]:
    """Return a request as it is kept: only of own dates the days count."""
    days = (request.first, request.last) if request.stretch is PeriodKind.OWN else ()
    return (request.stretch, *(day.isoformat() for day in days))


def kept_request(
    keys: Sequence[str] | None, span: Period | None, today: date, visit: date | None = None
) -> ReportRequest:
    """Return the request that was kept; the one Share begins with where there is none, or it cannot be read."""
    first = first_report_request(span, today, visit)
    try:
        stretch, *days = keys or ()
        own = [date.fromisoformat(day) for day in days] or [first.first, first.last]
        return ReportRequest(PeriodKind(stretch), own[0], own[1])
    except (ValueError, IndexError):
        return first


def request_of(diary: "PrintedDiary", keys: Sequence[str] | None) -> ReportRequest:
    """Return the request that this diary keeps as these keys, or begins with."""
    visit = last_visit(diary.records(APPOINTMENT), diary.today)
    return kept_request(keys, diary.span(), diary.today, visit)


def with_block(kept: Sequence[str] | None, known: Collection[str], key: str, *, is_on: bool) -> list[str]:
    """Return the choice with this block, in its usual place, or without it, as it is kept."""
    chosen = chosen_blocks(known, kept)
    off = [OFF + one for one in known if one not in chosen and one != key]
    if is_on:
        return [*placed(tuple(known), chosen, key), *off]
    return [*(one for one in chosen if one != key), OFF + key, *off]


def placed(known: Sequence[str], chosen: Iterable[str], key: str) -> list[str]:
    """Return the chosen blocks with this one before the first that usually comes later; those that are there stay
    in their order."""
    others = [one for one in chosen if one != key]
    later = (at for at, one in enumerate(others) if known.index(one) > known.index(key))
    others.insert(next(later, len(others)), key)
    return others


BLOCKS = "page_blocks"
"""The name under which the choice is kept in the diary."""
OFF = "-"
USUAL_SECOND = tuple(kind.key for kind in BLOCK_KINDS if kind.is_usual)
"""The blocks of the second page as long as nothing was chosen."""


def first_page_blocks(library: Library) -> dict[str, str]:
    """Return the name of every block of the first page by its key, in the usual order: the subjects, other items
    and the column beside the body."""
    t = library.language.t
    return {
        NAME_LINE: t("A line for a name, to fill in by hand"),
        APPOINTMENT: t("What I want to talk about"),
        PLAN: library.language.phrase("plan", "paper", "title"),
        **{key: subject.name(library) for key, subject in SUBJECTS.items()},
        MARKS_DRAWN: t("Marks of my therapist, in the charts"),
        ALSO: t("What else you filled in"),
        OWN: t("My own items"),
        OWN_NOT_ASKED: t("Own items that are not asked any more"),
        "places": t("Where it hurt"),
        "looks": t("Worth a look together"),
        "moments": t("Moments, with their dates"),
        MOMENT_WORDS: t("My words with moments"),
    }


def second_page_blocks(library: Library) -> dict[str, str]:
    """Return the name of every block of the second page by its key, in the usual order."""
    return {key: kind.name(library) for key, kind in block_kinds(library).items()}


def page_blocks(library: Library) -> dict[str, str]:
    """Return the name of every block of both pages by its key."""
    return first_page_blocks(library) | second_page_blocks(library)


def chosen_blocks(known: Collection[str], kept: Iterable[str] | None) -> tuple[str, ...]:
    """Return the blocks to print, in order, from what was `kept` (with OFF before those that were not wanted). A
    block of the first page that is newer than the choice is there when it usually is."""
    if kept is None:
        return (*USUAL_BLOCKS, *USUAL_SECOND)
    told = tuple(kept)
    new = [key for key in known if key in USUAL_BLOCKS and not {key, OFF + key} & set(told)]
    return (*(key for key in told if key in known), *new)


class PrintedDiary(Protocol):
    @property
    def today(self) -> date: ...

    def days(self, period: Period) -> Sequence[Day]: ...

    def table(self, period: Period) -> DayTable: ...

    def span(self) -> Period | None: ...

    def began(self) -> date | None: ...

    def profile(self) -> Mapping[str, str]: ...

    def form(self) -> Form: ...

    def records(self, register: str) -> Sequence[RegisterRecord]: ...


LOOKED_BACK: Final = 122
"""Days that parts of the pages look back over, most often: four months."""


def build_pages(diary: PrintedDiary, library: Library, period: Period, blocks: Sequence[str]) -> SummaryState:
    """Build both pages of these days with these blocks."""
    library, records, table_of = library.for_others(), cache(diary.records), _read_once(diary, period)
    source = PageSource(
        library=library,
        period=period,
        today=diary.today,
        began=diary.began() or period.first,
        days=diary.days(period),
        table=table_of(period),
        table_of=table_of,
        records=records,
        hidden=diary.form().hidden_areas,
        with_words=MOMENT_WORDS in blocks,
    )
    return build_pages_from(source, diary.profile(), blocks, diary.span())


def build_pages_from(
    source: PageSource, profile: Mapping[str, str], blocks: Sequence[str], span: Period | None
) -> SummaryState:
    """Build both pages with these blocks, of a diary that reaches over `span`."""
    library, t = source.library, source.language.t
    summary = build_summary(
        source.days,
        source.table,
        library,
        source.period,
        source.today,
        profile,
        began=source.began,
        with_texts=source.with_words,
        hidden_areas=source.hidden,
        blocks=blocks,
        marks=marks_of(source.records(MARKS)),
    )
    talk = None
    if APPOINTMENT in blocks:
        records = source.records(APPOINTMENT)
        talk = build_talk(records, source.today, span, library, source.table_of, source.began)
    plan = build_plan_on_paper(source.plan(source.until), source.period) if PLAN in blocks else None
    line = (t("Name"), t("born")) if NAME_LINE in blocks else ()
    return replace(summary, second=build_blocks(blocks, source), talk=talk, plan=plan, name_line=line)


def _read_once(diary: PrintedDiary, period: Period) -> Callable[[Period], DayTable]:
    """Return what gives the table of any days, cut out of what was read where they lie in it: most parts of the
    pages look back from the last day, over stretches of their own."""
    tables = [diary.table(period.union(Period.ending(period.last, LOOKED_BACK)))]

    def table_of(days: Period) -> DayTable:
        for table in tables:
            if days.first in table.period and days.last in table.period:
                start = (days.first - table.period.first).days
                return table.rows(start, start + len(days))
        tables.append(diary.table(days))
        return tables[-1]

    return table_of


def language_in_use(state: SummaryState) -> str:
    """Describe the pages in words, for screen readers."""
    rows = [f"{row.title}: {' '.join((row.number, row.caption)).strip()}." for row in state.rows]
    also = [f"{item.name}: {item.value}." for item in state.also.items]
    looks = [f"{look.title}: {look.reason}" for look in state.looks] or [state.looks_calm]
    looks = [f"{state.looks_title}:", *looks] if "looks" in state.column else []
    marks = [f"{mark.words}." for mark in state.away.marks]
    second = [f"{part}." for block in state.second for part in block_in_words(block)]
    about = [f"{line}." for line in (state.title, state.when, state.coverage, state.blank) if line]
    talk = [f"{title}: {words}." for title, words in talk_lines(state.talk)]
    plan = [f"{title}: {words}." for title, words in plan_lines(state.plan)]
    told = [sentence.words for sentence in state.sentences]
    return " ".join((*about, *talk, *told, *plan, *rows, *marks, *also, *looks, *second))


def talk_lines(talk: TalkState | None) -> Iterator[tuple[str, str]]:
    """Yield each part of what stands on top, with its title: those that say something."""
    if talk is not None:
        questions = " ".join(f"{place}. {words}" for place, words in enumerate(talk.questions, start=1))
        parts = (talk.title, questions), (talk.hope_title, talk.hope), (talk.changed_title, talk.changed)
        yield from ((title, words) for title, words in parts if words)


def plan_lines(plan: PlanOnPaper | None) -> Iterator[tuple[str, str]]:
    """Yield each line of the plan with what is said of it; what is only named with the name of its list."""
    if plan is not None:
        yield from ((name, words.removesuffix(".")) for name, words in plan.facts)
        yield from ((plan.goals_title, ": ".join(filter(None, (one.name, one.words)))) for one in plan.goals)


def block_in_words(block: PageBlock) -> Iterator[str]:
    """Yield what a block of the second page says."""
    yield ", ".join(part for part in (block.title, block.about) if part)
    yield from (": ".join(row) for row in block.rows)
    if block.alt:
        yield block.alt.removesuffix(".")
