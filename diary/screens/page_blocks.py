"""Builds the blocks of the second printed page: each declared in BLOCK_KINDS, chosen and ordered by the person.

A block is words, a table or a drawing, or several of these, and says itself which days it is about. What a page
has no room for is told there; nothing is made smaller.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import compress
from typing import Final, TypeAlias

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from diary.content.language import Language
from diary.content.library import Library
from diary.domain.day import BODY_MAP, Day, DayKind
from diary.domain.item import MINUTES_A_DAY, Item, Kind
from diary.domain.nights import nights_of
from diary.domain.period import Period
from diary.domain.register import RegisterRecord
from diary.domain.same_pain import SPAN_DAYS
from diary.domain.sleep import NIGHT_ITEMS
from diary.domain.table import Bools, DayTable, Floats, count_known
from diary.domain.text import shorten
from diary.domain.two_periods import values_at_home
from diary.screens.area_maps import AreaMap, MapWidth, Mode, legend_words, small_maps
from diary.screens.card_lines import joined
from diary.screens.chart_stack import after_noon, build_same_pain
from diary.screens.charts import ChartState, build_item_chart
from diary.screens.plan.cards import PlanCard, PlanSource
from diary.screens.plan.tools import TOOLS
from diary.screens.register import RecordLine, build_register

MOST_ROWS: Final = 12
"""Lines of a list on paper; how many more there are is told below it."""
MOST_DAYS: Final = 92
"""Days of what has a mark for every day: more cannot be told apart at the width of a sheet."""
LEAST_MONTHS, MOST_MONTHS = 3, 5
MOST_CHARTS: Final = 3
LONGEST_CELL, LONGEST_PLAN = 160, 300
LONGEST_NOTE: Final = 400
MOOD_ITEMS: Final = ("mood", "worried_damage")
PATTERN_ITEMS: Final[Mapping[str, Collection[str]]] = {
    "function": ("function",),
    "sleep": NIGHT_ITEMS,
    "stress": ("stress",),
    BODY_MAP: (BODY_MAP,),
    "pain_average": ("pain_average",),
}
"""What the pattern of filled-in days shows, each with the items that fill it."""
NOTES, MOMENT_WORDS = "notes", "moment_words"


class NightBars(Struct, frozen=True):
    """A bar a night: from `begins` to `ends` in bed, from `onset` to `wakes` to sleep, with `awake` minutes in
    between; (n,) minutes around midnight that only rise, NaN = not known. `late`: (n,) filled in later. `key`
    names asleep, awake in bed, and in bed without more."""

    days: Period
    begins: Floats
    onset: Floats
    wakes: Floats
    ends: Floats
    awake: Floats
    late: Bools
    key: tuple[str, str, str]


class ChartsBelow(Struct, frozen=True):
    """Charts below each other on one time axis."""

    charts: tuple[ChartState, ...]


class MapsBeside(Struct, frozen=True):
    """Small body maps beside each other, with what their five strengths stand for."""

    maps: tuple[AreaMap, ...]
    legend_title: str
    legend: tuple[str, ...]
    hidden: frozenset[str] = frozenset()


class FilledIn(Struct, frozen=True):
    """Which days were filled in, a row a subject: its name, (n,) whether the same day or soon after, (n,) whether
    later, and how often in words. `away`: (n,) the diary holidays. `key` names both marks."""

    days: Period
    rows: tuple[tuple[str, Bools, Bools, str], ...]
    away: Bools
    key: tuple[str, str, str]


Drawing: TypeAlias = NightBars | ChartsBelow | MapsBeside | FilledIn


class PageBlock(Struct, frozen=True):
    """One block: `about` says which days, `head` names the columns of `rows` (without it a row is a name and its
    words), `more` says how many are left out by how many are shown, `note` is a quiet line below. `alt` says what
    the drawing shows. `is_half`: it stands beside another one that is. `key` and `title` are those of its kind."""

    key: str = ""
    title: str = ""
    about: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    more: tuple[str, ...] = ()
    drawing: Drawing | None = None
    alt: str = ""
    note: str = ""
    is_half: bool = False


class PageSource(Struct, frozen=True):
    """What blocks are built from: the `period` that is printed, its days and table, and the rest of the diary.

    `began` is the first day of the diary, `table_of` gives the table of any other days, `records` those of a list.
    It `is_part` of a diary where something may have been left out.
    """

    library: Library
    period: Period
    today: date
    began: date
    days: Sequence[Day]
    table: DayTable
    table_of: Callable[[Period], DayTable]
    records: Callable[[str], Sequence[RegisterRecord]]
    hidden: Collection[str] = ()
    with_words: bool = False
    is_part: bool = False

    @property
    def language(self) -> Language:
        return self.library.language

    @property
    def until(self) -> date:
        """The last day that has been."""
        return max(self.period.first, min(self.today, self.period.last))

    def plan(self, today: date) -> PlanSource:
        """Return what the tools of the plan read, as of this day."""

        def of_kind(period: Period, kind: DayKind) -> frozenset[date]:
            table = self.table_of(period)
            marked = {DayKind.HARD: table.hard, DayKind.HOLIDAY: table.holiday}.get(kind)
            return frozenset() if marked is None else frozenset(compress(period, marked.tolist()))

        return PlanSource(
            self.library,
            today,
            lambda key: tuple(self.records(key)),
            lambda _period: tuple(self.days),
            of_kind,
            lambda key, period: tuple(values_at_home(self.table_of(period), key).tolist()),
            self.is_part,
        )

    def when(self, period: Period | None = None) -> str:
        """Write these days, or those that are printed."""
        days = period or self.period
        return self.language.span(days.first, days.last)


class PageBlockKind(Struct, frozen=True):
    """A block that can be chosen: its name, and what builds it, None where there is nothing to show. It `is_usual`
    as long as nobody chose."""

    key: str
    name: Callable[[Library], str]
    build: Callable[[PageSource], PageBlock | None]
    is_usual: bool = False


def block_kinds(library: Library) -> dict[str, PageBlockKind]:
    """Return every block of the second page by key: the declared ones, and all other lists that may be printed."""
    declared = {*TREATED, *(kind.key for kind in BLOCK_KINDS)}
    lists = (_list_kind(one.key) for one in library.registers if one.on_paper and one.key not in declared)
    return {kind.key: kind for kind in (*BLOCK_KINDS, *lists)}


def build_blocks(keys: Iterable[str], source: PageSource) -> tuple[PageBlock, ...]:
    """Build those of the blocks that have something to show, in this order."""
    kinds = block_kinds(source.library)
    built = ((kinds[key], kinds[key].build(source)) for key in keys if key in kinds)
    return tuple(
        replace(block, key=kind.key, title=kind.name(source.library)) for kind, block in built if block is not None
    )


def _rows(
    source: PageSource, rows: Sequence[tuple[str, ...]], about: str = "", *head: str, longest: int = LONGEST_CELL
) -> PageBlock | None:
    """Return a block of the first rows, and how many more there are; without columns it is a narrow one."""
    if not rows:
        return None
    cut = tuple(tuple(shorten(cell, longest) for cell in row) for row in rows[:MOST_ROWS])
    more = tuple(_more(len(rows) - shown, source.language) for shown in range(len(cut) + 1))
    return PageBlock(about=about, head=head, rows=cut, more=more, is_half=not head)


def _more(count: int, language: Language) -> str:
    return language.n("and {count} more in the diary", "and {count} more in the diary", count) if count else ""


# -------------------------------------------------------------------------------------------------- lists

TREATED: Final = ("medicine", "treatment")
"""The lists that are one table on paper: what somebody takes and has tried."""


def _medicines(source: PageSource) -> PageBlock | None:
    t, library = source.language.t, source.library
    registers = [one for one in library.registers if one.key in TREATED]
    states = [build_register(one, source.records(one.key), library) for one in registers]
    now = [_treated(line, source) for state in states for line in state.lines]
    ended = sorted((line for state in states for line in state.ended), key=_ended_on, reverse=True)
    head = (t("What, in my words"), t("When"), t("Does it help?"), t("Side effects"))
    return _rows(source, [*now, *(_treated(line, source) for line in ended)], "", *head)


def _ended_on(line: RecordLine) -> date:
    assert line.record.ended_on is not None
    return line.record.ended_on


def _treated(line: RecordLine, source: PageSource) -> tuple[str, ...]:
    language, data = source.language, line.data
    what = ", ".join(str(data[key]) for key in ("name", "amount", "often") if data.get(key))
    options = source.library.words.registers[line.record.register].field("helps").options
    helps = str(data.get("helps") or "")
    why = str(data.get("why_stopped") or "")
    said = (str(data.get("side_effects") or ""), language.t("stopped: {why}", why=why) if why else "")
    effects = "; ".join(" ".join(words.split()) for words in said if words)
    return (
        what or line.name,
        _since_until(data.get("since"), data.get("until"), language),
        options.get(helps, helps) or "–",
        effects or "–",
    )


def _since_until(since: object, until: object, language: Language) -> str:
    first, last = (_as_known(str(when), language) if when else "" for when in (since, until))
    if first and last:
        return first if first == last else f"{first} – {last}"
    if last:
        return language.t("until {when}", when=last)
    return language.t("since {when}", when=first) if first else "–"


def _as_known(when: str, language: Language) -> str:
    """Write as much of a date as is known: 22 Mar 2019, Mar 2019, 2019."""
    parts = [int(part) for part in when.split("-") if part.isdecimal()]
    try:
        day = date(parts[0], *[*parts[1:], 1, 1][:2])
    except (IndexError, ValueError):
        return when
    return language.pattern(day, ("y", "LLL y", "d MMM y")[len(parts) - 1], dots=False)


def _list_kind(key: str) -> PageBlockKind:
    def name(library: Library) -> str:
        return library.words.registers[key].name

    def build(source: PageSource) -> PageBlock | None:
        state = build_register(source.library.register(key), source.records(key), source.library)
        return _rows(source, [(line.name, line.words) for line in state.lines])

    return PageBlockKind(key, name, build)


def _plan_kind(key: str, build_card: Callable[[PlanSource], PlanCard]) -> PageBlockKind:
    """Return the block of a tool of the plan: its card's lines with their course, and what changed."""

    def build(source: PageSource) -> PageBlock | None:
        card = build_card(source.plan(source.today))
        rows = [(line.name, line.words if line.weeks is None else line.weeks.words) for line in card.lines]
        block = _rows(source, rows, longest=LONGEST_PLAN)
        return None if block is None else replace(block, note=" ".join(card.sentences))

    return PageBlockKind(key, lambda library: library.words.registers[key].name, build)


def _moments(source: PageSource) -> PageBlock | None:
    language, words = source.language, source.library.words.moments
    rows = [
        (
            " ".join(
                (
                    language.short_date(day.date),
                    *([language.clock_minutes(moment.at)] if moment.at is not None else []),
                )
            ),
            ": ".join((words[moment.kind], *([moment.text] if source.with_words and moment.text else []))),
        )
        for day in reversed(source.days)
        for moment in day.moments
    ]
    return _rows(source, rows, source.when())


def _notes(source: PageSource) -> PageBlock | None:
    language = source.language
    rows = [
        (language.short_date(day.date), joined(shorten(note, LONGEST_NOTE) for note in day.notes.values()))
        for day in reversed(source.days)
        if day.notes
    ]
    return _rows(source, rows, source.when())


# -------------------------------------------------------------------------------------------------- drawings


def _nights(source: PageSource) -> PageBlock | None:
    table, t = source.table.last(MOST_DAYS), source.language.t
    nights = nights_of(table)
    seen = np.isfinite(nights.time_in_bed)
    if not seen.any():
        return None
    begins = np.where(seen, after_noon(table.column("into_bed")), np.nan)
    onset, wakes, ends = (
        begins + (clock - begins) % MINUTES_A_DAY
        for clock in (nights.onset, nights.woke_up, table.column("got_up"))
    )
    awake, key = table.column("awake_in_night"), (t("asleep"), t("awake in bed"), t("in bed, no more is known"))
    unknown = t(
        "An empty place was not filled in. When in the night one lay awake is not known: it is drawn halfway."
    )
    late = (t("Hollow: filled in later."),) if (nights.late & seen).any() else ()
    note = " ".join((*_night_means(table, seen, source), *late, unknown))
    bars = NightBars(table.period, begins, onset, wakes, ends, awake, nights.late, key)
    return PageBlock(about=source.when(table.period), drawing=bars, alt=note, note=note)


def _night_means(table: DayTable, seen: Bools, source: PageSource) -> Iterator[str]:
    """Yield the mean minutes to fall asleep and awake, each with its number of nights."""
    for key, item in (("to_fall_asleep", "sleep_latency"), ("awake_at_night", "awake_in_night")):
        minutes = table.column(item)
        known = minutes[np.isfinite(minutes) & seen]
        if known.size:
            mean = source.language.duration(float(known.mean()))
            yield source.language.phrase("page_blocks", key, count=int(known.size), minutes=mean)


def _charts(items: Sequence[Item], source: PageSource) -> PageBlock | None:
    """Build a block of charts of items, those answered most; None where none was answered."""
    known = {item.key: count_known(source.table.column(item.key)) for item in items}
    shown = sorted((item for item in items if known[item.key]), key=lambda item: -known[item.key])[:MOST_CHARTS]
    charts = tuple(build_item_chart(source.table, source.library, item.key) for item in items if item in shown)
    alt = " ".join(f"{chart.title}. {chart.summary}" for chart in charts)
    left = sum(map(bool, known.values())) - len(charts)
    note = _more(left, source.language)
    return PageBlock(about=source.when(), drawing=ChartsBelow(charts), alt=alt, note=note) if charts else None


def _mood(source: PageSource) -> PageBlock | None:
    catalogue = source.library.catalogue
    return _charts([catalogue.item(key) for key in MOOD_ITEMS if key in catalogue], source)


def _own_items(source: PageSource) -> PageBlock | None:
    items = [
        one
        for one in source.library.catalogue.numeric
        if one.own and not one.archived and one.kind is not Kind.CHOICE
    ]
    return _charts(items, source)


def _maps(source: PageSource) -> PageBlock | None:
    language, t = source.language, source.language.t
    first = source.until.replace(day=1)
    for _ in range(LEAST_MONTHS - 1):
        first = Period.ending(first, 2).first.replace(day=1)
    begins = source.period.first if source.is_part else max(source.began, min(first, source.period.first))
    days = Period(begins, source.until) if begins <= source.until else source.period
    table = source.table_of(days)
    maps = small_maps(table, Mode.OFTEN, MapWidth.MONTH, source.library, source.hidden)[-MOST_MONTHS:]
    if not any(one.is_known for one in maps):
        return None
    drawing = MapsBeside(maps, t("How often"), legend_words(language, Mode.OFTEN), frozenset(source.hidden))
    months = language.through(maps[0].title, maps[-1].title)
    about = t("{months}; left the front, right the back", months=months)
    alt = " ".join(one.language_in_use for one in maps)
    return PageBlock(about=about, drawing=drawing, alt=alt)


def _same_pain(source: PageSource) -> PageBlock | None:
    days = Period.ending(source.until, 2 * SPAN_DAYS)
    table = source.table_of(days)
    charts = build_same_pain(table, source.library, source.until, source.began)
    if not all(np.isfinite(one.values).any() for chart in charts for one in chart.series if not one.on_right):
        return None
    alt = " ".join(f"{chart.title}. {chart.summary}" for chart in charts)
    note, charts = charts[0].note, tuple(replace(chart, note="") for chart in charts)
    return PageBlock(about=source.when(days), drawing=ChartsBelow(charts), alt=alt, note=note)


def _filled_in(source: PageSource) -> PageBlock | None:
    table, t = source.table.last(MOST_DAYS), source.language.t
    rows = tuple(
        (name, *_filled(table, items), source.language.t("{count} of {days}", count=count, days=len(table)))
        for name, items in _pattern_names(source.library)
        if (count := int(np.logical_or(*_filled(table, items)).sum()))
    )
    if not rows:
        return None
    key = t("the same day or the two after"), t("later"), t("not")
    alt = ". ".join(f"{name}: {words}" for name, _, _, words in rows)
    drawing = FilledIn(table.period, rows, table.holiday, key)
    return PageBlock(about=source.when(table.period), drawing=drawing, alt=alt)


def _pattern_names(library: Library) -> Iterator[tuple[str, Collection[str]]]:
    for key, items in PATTERN_ITEMS.items():
        yield library.language.t("Sleep") if key == "sleep" else library.words.items[key].name, items


def _filled(table: DayTable, items: Collection[str]) -> tuple[Bools, Bools]:
    """Return (n,) whether any of the items was filled in soon, and (n,) whether only later."""
    known, late = (np.zeros(len(table), dtype=np.bool_) for _ in range(2))
    for key in items:
        answered = table.mapped if key == BODY_MAP else np.isfinite(table.column(key))
        known |= answered
        late |= answered & table.late.get(key, np.zeros(len(table), dtype=np.bool_))
    return known & ~late, late


BLOCK_KINDS: Final = (
    PageBlockKind("medicine", lambda library: library.language.t("Medicines and what I have tried"), _medicines),
    PageBlockKind(
        "nights", lambda library: library.language.t("Nights, with lying awake"), _nights, is_usual=True
    ),
    *(_plan_kind(tool.block, tool.others) for tool in TOOLS if tool.others is not None),
    PageBlockKind("mood", lambda library: library.language.t("Mood and worry"), _mood),
    PageBlockKind("maps", lambda library: library.language.t("Where it hurt, by month"), _maps, is_usual=True),
    PageBlockKind("same_pain", lambda library: library.language.t("What I did, and my pain"), _same_pain),
    PageBlockKind("all_moments", lambda library: library.language.t("Moments, one by one"), _moments),
    PageBlockKind("own_charts", lambda library: library.language.t("Charts of my own items"), _own_items),
    PageBlockKind(NOTES, lambda library: library.language.t("My notes and good things"), _notes),
    PageBlockKind(
        "filled_in", lambda library: library.language.t("How this was filled in"), _filled_in, is_usual=True
    ),
)
"""The blocks, in their usual order. A new one is a line here and its function."""
