"""Builds the Compare page: two spans side by side, a row per item in a fixed order, nothing ranked or called
better."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from diary.content.amounts import Amount, AmountWords, range_words
from diary.content.language import Language
from diary.content.library import Library
from diary.domain.comparison import LEAST_DAYS, LEAST_RATINGS, Comparison, ComparisonStatus, Margin
from diary.domain.item import Item, Kind
from diary.domain.nights import nights_of
from diary.domain.period import Period
from diary.domain.table import DayTable
from diary.domain.two_periods import (
    MEASURED,
    PeriodDays,
    TwoPeriods,
    comparable_items,
    compare_spans,
    margin_of,
    span_days,
)
from diary.screens.chart_stack import measure_names
from diary.screens.chosen_days import period_words

ORDER: Final = ("doing", "rest", "night", "stress", "body", "own", "pain")
"""The order of the cards: function and activity first, pain last (facts/clinical.md 9.2)."""
PLACED: Final[Mapping[str, tuple[str, ...]]] = {
    "doing": ("active_minutes", "load"),
    "night": ("time_asleep", "time_in_bed", "efficiency", "midpoint"),
    "body": ("areas_today", "regions", "extent", "wander"),
}
"""Derived numbers, on the cards whose answers they are made of."""
USUAL: Final = (
    "function",
    "active_minutes",
    "time_asleep",
    "sleep_quality",
    "stress",
    "fatigue",
    "areas_today",
    "pain_average",
)
ROOM: Final = 1.05
AMOUNTS: Final[Mapping[str, Amount]] = {
    "time_asleep": Amount.MINUTES,
    "time_in_bed": Amount.MINUTES,
    "efficiency": Amount.PERCENT,
    "midpoint": Amount.CLOCK,
    "active_minutes": Amount.MINUTES,
    "load": Amount.NUMBER,
    "areas_today": Amount.NUMBER,
    "regions": Amount.NUMBER,
    "extent": Amount.PERCENT,
    "wander": Amount.PERCENT,
}
_KINDS: Final = {
    Kind.SCALE: Amount.POINTS,
    Kind.MINUTES: Amount.MINUTES,
    Kind.CLOCK: Amount.CLOCK,
    Kind.FLAG: Amount.SHARE,
    Kind.COUNT: Amount.NUMBER,
}


class Reach(Struct, frozen=True):
    """The interval of a difference as parts of the room on either side of zero, -1 to 1; up to `small` a
    difference is not worth a word."""

    low: float
    middle: float
    high: float
    small: float


class CompareRow(Struct, frozen=True):
    """One item: both means with their days, the difference with its interval, and what may be said about it.

    `reach` is None where nothing may be said; `found` has every number.
    """

    key: str
    name: str
    before: str
    before_days: str
    after: str
    after_days: str
    difference: str
    interval: str
    words: str
    reach: Reach | None
    found: Comparison


class CompareState(Struct, frozen=True):
    """The page. `before` and `after` name the spans. `problem` says why nothing is compared, then there are no
    rows.

    `remarks` are whole sentences that belong to the rows; `summary` is all of it for screen readers.
    """

    before: str
    after: str
    spans: TwoPeriods
    rows: tuple[CompareRow, ...] = ()
    problem: str = ""
    remarks: tuple[str, ...] = ()
    summary: str = ""


def build_compare(
    table: DayTable, spans: TwoPeriods, began: int, keys: Iterable[str], library: Library
) -> CompareState:
    """Compare the spans over `table`, which covers both; `began` is the row of the diary's first day in it.

    Unknown keys are left out.
    """
    language = library.language
    before, after = (period_words(period, language) for period in (spans.before, spans.after))
    problem = _problem(spans, language)
    if problem:
        return CompareState(before, after, spans, problem=problem, summary=problem)
    days = span_days(table, spans, began)
    remarks = _left_out(days, language)
    if not days.is_enough:
        problem = _too_few(days, language)
        return CompareState(before, after, spans, (), problem, remarks, " ".join((problem, *remarks)))
    wanted = set(keys)
    if "time_asleep" in wanted and nights_of(table).is_in_bed:
        wanted = wanted - {"time_asleep"} | {"time_in_bed"}
    shown = [key for key, _ in choices(library) if key in wanted]
    found = compare_spans(table, spans, days, shown, library.catalogue)
    rows = tuple(_row(key, one, library) for key, one in zip(shown, found, strict=True))
    remarks = (*_read(language, rows), *remarks, *_used(language))
    state = CompareState(before, after, spans, rows, "", remarks)
    return CompareState(before, after, spans, rows, "", remarks, _summary(language, state))


def choices(library: Library) -> tuple[tuple[str, str], ...]:
    """Return (key, name) of everything that can be compared, in the order of the rows."""
    names = _names(library)
    return tuple((key, names[key]) for key in _keys(library))


def _keys(library: Library) -> Iterator[str]:
    items: dict[str, list[Item]] = {card: [] for card in ORDER}
    for item in comparable_items(library.catalogue):
        items.setdefault(item.card, []).append(item)
    for card, own in items.items():
        first = [item.key for item in own if item.key == "function"]
        yield from first
        yield from PLACED.get(card, ())
        yield from (item.key for item in own if item.key not in first)


def _names(library: Library) -> Mapping[str, str]:
    items = {key: words.name for key, words in library.words.items.items()}
    return {**items, **measure_names(library.language)}


def amount_of(key: str, library: Library) -> Amount:
    """Return what kind of number the mean of an item or measure is."""
    return AMOUNTS[key] if key in MEASURED else _KINDS[library.catalogue.item(key).kind]


def _row(key: str, found: Comparison, library: Library) -> CompareRow:
    language = library.language
    words = AmountWords(language, amount_of(key, library))
    said = [
        ("–", "") if mean.mean is None else (words.mean(mean.mean), _days(language, mean.count))
        for mean in (found.before, found.after)
    ]
    reach = _reach(found, margin_of(key, library.catalogue))
    told = found.difference is not None and found.low is not None and found.high is not None
    return CompareRow(
        key=key,
        name=_names(library)[key],
        before=said[0][0],
        before_days=said[0][1],
        after=said[1][0],
        after_days=said[1][1],
        difference=words.between(found.before.mean or 0.0, found.after.mean or 0.0) if told else "",
        interval=range_words(words, found.low or 0.0, found.high or 0.0) if told else "",
        words=_words(found, words),
        reach=reach,
        found=found,
    )


def means_words(language: Language, row: CompareRow) -> str:
    """Write both means: 5.2 (28 days), then 3.9 (26 days)."""
    return language.t(
        "{before} ({before_days}), then {after} ({after_days})",
        before=row.before,
        before_days=row.before_days or language.t("no days"),
        after=row.after,
        after_days=row.after_days or language.t("no days"),
    )


def _days(language: Language, count: int) -> str:
    return language.n("{count} day", "{count} days", count)


def _words(found: Comparison, words: AmountWords) -> str:
    t = words.language.t
    if found.status is ComparisonStatus.TOO_FEW:
        return t("Too few days to compare: at least {least} in each stretch.", least=LEAST_RATINGS)
    if found.status is ComparisonStatus.TOO_ALIKE:
        return t("The same on all days of a stretch: nothing to tell chance by.")
    if found.status is ComparisonStatus.TOO_SLOW:
        return t("Goes up and down in long waves: longer stretches are needed to compare it.")
    if found.change is None:
        return t("No clear difference.")
    return words.change(found.change)


def _reach(found: Comparison, margin: Margin) -> Reach | None:
    if found.low is None or found.high is None or found.difference is None:
        return None
    base = abs((found.before.mean or 0.0) - margin.low)
    small = max(margin.little, margin.little_share * base)
    plain = max(margin.plain, margin.plain_share * base)
    whole = ROOM * max(abs(found.low), abs(found.high), plain, 1e-9)
    return Reach(found.low / whole, found.difference / whole, found.high / whole, small / whole)


def _problem(spans: TwoPeriods, language: Language) -> str:
    t = language.t
    if spans.overlap:
        return t(
            "These two stretches share days, or the later one begins first. Choose two that follow each other."
        )
    if spans.too_short:
        short, days = min(len(spans.before), len(spans.after)), language.number(LEAST_DAYS)
        return language.n(
            "One of the two stretches is {count} day long. From {days} days each there is something to compare.",
            "One of the two stretches is {count} days long. From {days} days each there is something to compare.",
            short,
            days=days,
        )
    return ""


def _too_few(days: PeriodDays, language: Language) -> str:
    return language.t(
        "Too little to compare yet. Days with something noted: {before} in the earlier stretch, {after} in the "
        "later one. From {least} each there is something to compare.",
        before=language.number(days.logged[0]),
        after=language.number(days.logged[1]),
        least=language.number(LEAST_DAYS),
    )


def _left_out(days: PeriodDays, language: Language) -> tuple[str, ...]:
    if not days.left_out:
        return ()
    return (
        language.n(
            "{count} day from the first two weeks of this diary is left out: many people begin in a hard time, "
            "and part of what follows comes by itself.",
            "{count} days from the first two weeks of this diary are left out: many people begin in a hard time, "
            "and part of what follows comes by itself.",
            days.left_out,
        ),
    )


def _read(language: Language, rows: Sequence[CompareRow]) -> tuple[str, ...]:
    if not any(row.reach for row in rows):
        return ()
    return (
        language.t(
            "The dot is the difference, the line shows how far chance could carry it. A line that touches zero "
            "shows no clear difference: that is the usual result. The more rows, the longer the lines, because "
            "with more rows chance gets more goes."
        ),
    )


def _used(language: Language) -> tuple[str, ...]:
    return (
        language.t(
            "Where nothing changed, at most one page in twenty tells of a change. Why something changed, these "
            "numbers cannot say."
        ),
        language.t("Diary holidays and days filled in much later do not count."),
    )


def _summary(language: Language, state: CompareState) -> str:
    t = language.t
    lines = [t("Earlier: {before}. Later: {after}.", before=state.before, after=state.after)]
    for row in state.rows:
        if not row.difference:
            lines.append(t("{name}: {words}", name=row.name, words=row.words))
            continue
        lines.append(
            t(
                "{name}: {before} ({before_days}), then {after} ({after_days}); difference {difference}, between "
                "{interval}. {words}",
                name=row.name,
                before=row.before,
                before_days=row.before_days,
                after=row.after,
                after_days=row.after_days,
                difference=row.difference,
                interval=row.interval,
                words=row.words,
            )
        )
    return " ".join((*lines, *state.remarks))


def covering(spans: TwoPeriods, span: Period | None) -> Period:
    """Return the days to read for two spans: no more than the diary has, so that far-away dates cost nothing."""
    whole = spans.whole if not spans.overlap else spans.before.union(spans.after)
    if span is None:
        return Period(whole.last, whole.last)
    first, last = max(whole.first, span.first), min(whole.last, span.last)
    return Period(first, last) if first <= last else Period(whole.last, whole.last)
