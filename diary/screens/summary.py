"""Builds the printed summary: what a therapist reads in one minute.

Function comes first and the pain number last. Nothing here judges, advises or names a condition. Free text is left
out, unless the person asks for the few words typed with a moment.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypedDict

from msgspec import Struct
from msgspec.structs import replace

from diary.content.amounts import filled_words
from diary.content.language import Language
from diary.content.library import Library
from diary.content.reasons import reason_sentence
from diary.domain.day import Day, Moment, MomentKind
from diary.domain.factors.look import look_at_factors
from diary.domain.factors.state import THRESHOLDS, FactorState, Level
from diary.domain.item import Catalogue
from diary.domain.measures import of_period
from diary.domain.period import Period
from diary.domain.table import DayTable
from diary.domain.text import shorten
from diary.domain.therapist_mark import TherapistMark
from diary.screens.also_noted import AlsoNoted, build_also_noted, with_noted_rows
from diary.screens.appointment import APPOINTMENT, TalkState
from diary.screens.body_places import PlacesState, build_places
from diary.screens.card_lines import joined
from diary.screens.happenings import Happenings, build_happenings
from diary.screens.look_back import Sentence, build_look_back
from diary.screens.page_blocks import PageBlock
from diary.screens.plan.first_page import PLAN, PlanOnPaper
from diary.screens.summary_rows import SUBJECTS, Numbers, SummaryRow, build_row, compare_page, with_halves

LAST_MOMENTS = 4
LONGEST_TEXT = 60
A_YEAR = 366
COLUMN = ("places", "looks", "moments")
"""The blocks beside the figure of the body, or in its place."""
ALSO, OWN, OWN_NOT_ASKED, MARKS_DRAWN = "also", "own", "own_not_asked", "marks_drawn"
NAME_LINE = "name_line"
"""A line to write a name and a date of birth on by hand: nothing of it is kept."""
USUAL_BLOCKS = (APPOINTMENT, PLAN, *SUBJECTS, MARKS_DRAWN, ALSO, OWN, *COLUMN)
"""The blocks of a page of which nothing is chosen: what to talk about, the plan, subjects, others, the column."""


class LookState(Struct, frozen=True):
    """One factor that is worth a look, with its reason in the person's own numbers."""

    title: str
    reason: str


class MomentsState(Struct, frozen=True):
    """One kind of moment: how often, the last few in words, newest first, and all their days, oldest first."""

    kind: MomentKind
    name: str
    count: str
    last: str
    days: tuple[date, ...]


class SummaryState(Struct, frozen=True):
    """Everything on the page. `who` is empty when the person prints no name; `made` dates the file.

    `rows` are the subjects with something filled in, `blank` names the others (empty when there are none).
    `column` are the blocks beside the body, in their order; `away`: the diary holidays and marks of a
    therapist. `second` are the blocks of the second page, `talk` is what the person wants to talk about, `plan`
    where they are in theirs, `name_line` what is written on by hand.
    """

    title: str
    who: str
    made: date
    made_on: str
    period: Period
    when: str
    coverage: str
    rows: tuple[SummaryRow, ...]
    blank: str
    also: AlsoNoted
    places: PlacesState
    looks_title: str
    looks: tuple[LookState, ...]
    looks_calm: str
    moments_title: str
    moments: tuple[MomentsState, ...]
    moments_calm: str
    column: tuple[str, ...] = COLUMN
    sentences: tuple[Sentence, ...] = ()
    away: Happenings = Happenings()
    second: tuple[PageBlock, ...] = ()
    talk: TalkState | None = None
    plan: PlanOnPaper | None = None
    name_line: tuple[str, ...] = ()


def build_summary(
    days: Iterable[Day],
    table: DayTable,
    library: Library,
    period: Period,
    today: date,
    profile: Mapping[str, str],
    *,
    began: date | None = None,
    with_texts: bool = False,
    hidden_areas: Collection[str] = (),
    blocks: Sequence[str] = USUAL_BLOCKS,
    marks: Iterable[TherapistMark] = (),
) -> SummaryState:
    """Return the summary of `period`, which `days` and `table` cover; the diary `began` then or before; `blocks`:
    to print; `marks` of a therapist stand in the charts."""
    language, t, until = library.language, library.language.t, min(today, period.last)
    numbers, places, began = of_period(table), build_places(table, library, hidden_areas), began or period.first
    subjects = [build_row(key, table, numbers, library) for key in blocks if key in SUBJECTS]
    rows, also, sentences = _read(subjects, table, began, library, blocks, is_past=period.last < today)
    return SummaryState(
        title=t("Summary of my diary"),
        who=_who(language, profile),
        made=today,
        made_on=t("Made on {date}", date=language.day(today)),
        period=period,
        when=language.span(period.first, period.last, in_sentence=True),
        coverage=_coverage(language, numbers),
        rows=rows,
        blank=_blank(language, subjects, places if "places" in blocks else None),
        also=also,
        places=places,
        **_looked(_states(table, until, began, language), library, until, blocks),
        moments_title=t("Moments"),
        moments=_moments(days, library, period, with_texts=with_texts) if "moments" in blocks else (),
        moments_calm=t("None were noted."),
        column=tuple(key for key in blocks if key in COLUMN),
        sentences=sentences,
        away=build_happenings((), table, library, marks=_in_charts(marks, period, blocks)),
    )


def _in_charts(marks: Iterable[TherapistMark], period: Period, blocks: Collection[str]) -> Iterator[TherapistMark]:
    if MARKS_DRAWN in blocks:
        yield from (one for one in marks if one.period.first <= period.last and period.first <= one.period.last)


def _states(table: DayTable, until: date, began: date, language: Language) -> tuple[FactorState, ...]:
    return look_at_factors(table, until, began, replace(THRESHOLDS, week_starts=language.week_starts))


def _read(
    subjects: Sequence[SummaryRow],
    table: DayTable,
    began: date,
    library: Library,
    blocks: Collection[str],
    *,
    is_past: bool,
) -> tuple[tuple[SummaryRow, ...], AlsoNoted, tuple[Sentence, ...]]:
    """Build the rows, what else was noted, and the sentences above them; places only where they are printed."""
    left_out = _left_out(library.catalogue, blocks)
    rows = with_noted_rows(subjects, table, library, left_out)
    found = compare_page(rows, table, began, library)
    told = build_look_back(table, [row.chart for row in rows], began, library, found, is_past=is_past).sentences
    if "places" not in blocks:
        told = tuple(sentence for sentence in told if sentence.key != "places")
    rows = with_halves(rows, found, table.period, began, library)
    return rows, build_also_noted(rows, table, library, left_out), told


def _left_out(catalogue: Catalogue, blocks: Collection[str]) -> frozenset[str]:
    """Return the items that are not printed: of subjects and of kinds of items that are not among the blocks."""
    subjects = frozenset[str]().union(*(subject.items for key, subject in SUBJECTS.items() if key not in blocks))
    kinds = {False: ALSO, True: OWN}
    return subjects | {
        item.key for item in catalogue.items if (OWN_NOT_ASKED if item.archived else kinds[item.own]) not in blocks
    }


def _who(language: Language, profile: Mapping[str, str]) -> str:
    name, year = (shorten(profile.get(key, ""), LONGEST_TEXT) for key in ("name", "birth_year"))
    if name and year:
        return language.t("{name}, born in {year}", name=name, year=year)
    return language.t("Born in {year}", year=year) if year else name


def _blank(language: Language, subjects: Iterable[SummaryRow], places: PlacesState | None) -> str:
    """Name the subjects that were not filled in, in one line instead of empty charts."""
    titles = {row.key: row.title for row in subjects if row.is_blank}
    if places is not None and not places.days and "spread" not in titles:
        titles["places"] = places.title
    return language.t("Not filled in: {subjects}", subjects=joined(titles.values())) if titles else ""


def _coverage(language: Language, numbers: Numbers) -> str:
    keys = ("days_logged", "days_late", "days_hard", "days_holiday")
    logged, late, hard, holiday = (round(numbers[key] or 0) for key in keys)
    days = round(numbers["days"] or 0)
    parts = [filled_words(language, logged, days)]
    if late:
        parts.append(language.n("{count} filled in later", "{count} filled in later", late))
    if hard:
        parts.append(language.n("{count} hard day", "{count} hard days", hard))
    if holiday:
        parts.append(language.n("{count} day of diary holiday", "{count} days of diary holiday", holiday))
    return ", ".join(parts)


class _Looked(TypedDict):
    looks_title: str
    looks: tuple[LookState, ...]
    looks_calm: str


def _looked(states: Sequence[FactorState], library: Library, until: date, blocks: Collection[str]) -> _Looked:
    """Return the fields about the factors, as of the day `until`."""
    title = library.language.t("Worth a look together, up to {day}", day=library.language.short_date(until))
    looks = _looks(states, library) if "looks" in blocks else ()
    return _Looked(looks_title=title, looks=looks, looks_calm=_looks_calm(states, library.language))


def _looks(states: Iterable[FactorState], library: Library) -> tuple[LookState, ...]:
    return tuple(
        LookState(library.words.factors[state.factor].title, reason_sentence(library, state))
        for state in states
        if state.level is Level.WORTH_A_LOOK
    )


def _looks_calm(states: Iterable[FactorState], language: Language) -> str:
    if all(state.level is Level.TOO_LITTLE_DATA for state in states):
        return language.t("Too little was filled in to say more.")
    return language.t(
        "Nothing stands out in the notes of the last {days} days. That says nothing about how hard they were.",
        days=language.number(THRESHOLDS.month),
    )


def _moments(
    days: Iterable[Day], library: Library, period: Period, *, with_texts: bool
) -> tuple[MomentsState, ...]:
    found: dict[MomentKind, list[tuple[date, Moment]]] = {kind: [] for kind in MomentKind}
    for day in days:
        if day.date in period:
            for moment in day.moments:
                found[moment.kind].append((day.date, moment))
    return tuple(
        _moments_of(kind, moments, library, period, with_texts=with_texts)
        for kind, moments in found.items()
        if moments
    )


def _moments_of(
    kind: MomentKind, moments: list[tuple[date, Moment]], library: Library, period: Period, *, with_texts: bool
) -> MomentsState:
    language = library.language
    pattern = "d MMM" if len(period) <= A_YEAR else "d MMM y"
    days = tuple(sorted(day for day, _ in moments))
    newest = sorted(moments, key=lambda found: found[0])[::-1][:LAST_MOMENTS]  # those of a day are in order
    dates = [language.pattern(day, pattern, dots=False) for day, _ in newest]
    texts = [
        f"{when} {shorten(moment.text, LONGEST_TEXT)}".rstrip() if with_texts else when
        for when, (_, moment) in zip(dates, newest, strict=True)
    ]
    last = (language.t("last: {moments}") if len(moments) > LAST_MOMENTS else "{moments}").format(
        moments=("; " if with_texts else ", ").join(texts)
    )
    return MomentsState(kind, library.words.moments[kind], f"{language.number(len(moments))}×", last, days)
