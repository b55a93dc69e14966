"""Builds the Compare page: two spans side by side, a row per item in a fixed order, nothing ranked."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from operator import itemgetter
from typing import Final

from msgspec import Struct

from diary.content.amounts import Amount, AmountWords, range_words
from diary.content.language import Language
from diary.content.library import Library
from diary.domain.comparison import LEAST_DAYS, LEAST_RATINGS, ChangeDirection, Comparison, Margin
from diary.domain.day import Moment, MomentKind
from diary.domain.item import Item, Kind
from diary.domain.nights import nights_of
from diary.domain.period import Period
from diary.domain.plan.phase import PHASE
from diary.domain.register import FieldKind, RegisterRecord, read_day
from diary.domain.table import DayTable
from diary.domain.text import shorten
from diary.domain.therapist_mark import MARKS, marks_of
from diary.domain.two_periods import (
    MEASURED,
    PeriodDays,
    TwoPeriods,
    comparable_items,
    compare_spans,
    margin_of,
    span_days,
)
from diary.screens.charts import measure_name
from diary.screens.figure import Cell, Figure, Plain, PlainTable, file_stem
from diary.screens.register import values_said

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
WORDED: Final = frozenset({*USUAL, "time_in_bed"})
"""What has words of its own for a change, in `resources/phrases/look_back.toml`."""
LOWER: Final = frozenset({ChangeDirection.LOWER, ChangeDirection.A_LITTLE_LOWER})
LITTLE: Final = frozenset({ChangeDirection.A_LITTLE_LOWER, ChangeDirection.A_LITTLE_HIGHER})
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
PASSING: Final = frozenset({MomentKind.FLARE, MomentKind.MEDICINE})
"""Moments that divide nothing: what comes and goes, and one tablet."""
MOST_MOMENTS, LONGEST_TEXT = 200, 40
_KINDS: Final = {
    Kind.SCALE: Amount.POINTS,
    Kind.MINUTES: Amount.MINUTES,
    Kind.CLOCK: Amount.CLOCK,
    Kind.FLAG: Amount.SHARE,
    Kind.COUNT: Amount.NUMBER,
    Kind.CHOICE: Amount.NUMBER,
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

    @property
    def is_change(self) -> bool:
        """Whether it is lower or higher beyond chance."""
        return is_change(self.found)


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
    headline: str = ""


def build_compare(
    table: DayTable, spans: TwoPeriods, began: int, keys: Iterable[str], library: Library
) -> CompareState:
    """Compare the spans over `table`, which covers both; `began` is the row of the diary's first day in it.

    Unknown keys are left out.
    """
    language = library.language
    before, after = (language.span(period.first, period.last) for period in (spans.before, spans.after))
    problem = _problem(spans, language)
    if problem:
        return CompareState(before, after, spans, problem=problem, summary=problem)
    days = span_days(table, spans, began)
    remark = partial(language.phrase, "compare", "remarks")
    remarks = (remark("left_out", count=days.left_out),) if days.left_out else ()
    if not days.is_enough:
        problem = _too_few(days, language)
        return CompareState(before, after, spans, (), problem, remarks, " ".join((problem, *remarks)))
    wanted = of_nights(table, keys)
    shown = [key for key, _ in choices(library) if key in wanted]
    found = compare_spans(table, spans, days, shown, library.catalogue)
    rows = tuple(_row(key, one, library) for key, one in zip(shown, found, strict=True))
    lines = (remark("lines"),) if any(row.reach for row in rows) else ()
    remarks = (*lines, *remarks, remark("chance"), remark("not_counted"))
    state = CompareState(before, after, spans, rows, "", remarks)
    return CompareState(
        before, after, spans, rows, "", remarks, _summary(language, state), headline_of(rows, language)
    )


def build_moments(
    records_of: Callable[[str], Sequence[RegisterRecord]],
    moments: Iterable[tuple[date, Moment]],
    whole: Period,
    library: Library,
) -> list[tuple[date, str]]:
    """Return the days that can be compared around, with what happened: what began and went on stands before what
    happened once, a tablet and a harder time last, each the newest first. Moments of one day are one line each."""
    names = library.words.moments
    happened = [(moment.kind in PASSING, day, names[moment.kind], moment.text) for day, moment in moments]
    happened.sort(key=itemgetter(1), reverse=True)
    happened.sort(key=itemgetter(0))
    began = sorted(_beginnings(records_of, whole, library), key=itemgetter(0), reverse=True)
    lines = [*began, *((day, name, text) for _, day, name, text in happened)][:MOST_MOMENTS]
    return [(day, _moment_words(day, name, text, library.language)) for day, name, text in lines]


def _moment_words(day: date, name: str, text: str, language: Language) -> str:
    text = shorten(text, LONGEST_TEXT)
    said = language.t("{name}: {text}", name=name, text=text) if text else name
    return f"{language.day(day)} · {said}"


def _beginnings(
    records_of: Callable[[str], Sequence[RegisterRecord]], whole: Period, library: Library
) -> Iterator[tuple[date, str, str]]:
    """Yield the days on which a medicine, a treatment or a phase of its list began, where one is known to the day:
    most people write these in the list alone."""
    words, kinds = library.words, (MomentKind.MEDICINE, MomentKind.TREATMENT)
    names: dict[str, str] = {kind: words.moments[kind] for kind in kinds}
    for key, name in (names | {key: words.registers[key].name for key in (PHASE, MARKS)}).items():
        register = library.register(key)
        begins = next(field.key for field in register.fields if field.kind is FieldKind.DATE)
        for record in records_of(key):
            day = read_day(record.data, begins)
            is_start = key != MARKS or any(mark.is_phase for mark in marks_of([record]))
            if is_start and day is not None and day in whole:
                what = values_said(register, record.data, None, library)[0] or "–"
                yield day, name, library.language.phrase("compare", "began", what=what)


def is_change(found: Comparison) -> bool:
    """Return whether a difference is one beyond chance that is worth a word."""
    return found.change is not None and found.change is not ChangeDirection.SAME


def change_words(key: str, found: Comparison, language: Language) -> str:
    """Write what is different as a part of a sentence: you had a little less stress. Of USUAL only."""
    say = partial(language.phrase, "look_back", "changed")
    little = say("little") if found.change in LITTLE else ""
    return say(key, "lower" if found.change in LOWER else "higher", little=little)


def joined_changes(found: Mapping[str, Comparison], language: Language) -> str:
    """Write all of these changes as one part of a sentence."""
    *others, last = (change_words(key, one, language) for key, one in found.items())
    if not others:
        return last
    return language.phrase("look_back", "changed", "and", first=", ".join(others), second=last)


def headline_of(rows: Sequence[CompareRow], language: Language) -> str:
    """Write what is different before any number: never that the rest is the same, which nobody knows, nor that
    there was no difference in what could not be compared."""
    say = partial(language.phrase, "compare", "headlines")
    known, changed = sum(row.reach is not None for row in rows), [row for row in rows if row.is_change]
    if not known:
        return say("nothing")
    if not changed:
        return say("none") if known == len(rows) else say("none_of", known=known, all=len(rows))
    worded = {row.key: row.found for row in changed if row.key in WORDED}
    parts = [say("changed", changes=joined_changes(worded, language))] if worded else []
    parts += [language.phrase("compare", "row_in_words", **_told(row)) for row in changed if row.key not in WORDED]
    return " ".join((*parts, say("rest")) if len(changed) < known else parts)


def of_nights(table: DayTable, keys: Iterable[str]) -> frozenset[str]:
    """Return the keys with the time in bed for the time asleep, where most nights have only that."""
    in_bed = nights_of(table).is_in_bed
    return frozenset("time_in_bed" if in_bed and key == "time_asleep" else key for key in keys)


def choices(library: Library) -> tuple[tuple[str, str], ...]:
    """Return (key, name) of everything that can be compared, in the order of the rows."""
    return tuple((key, measure_name(library, key)) for key in _keys(library))


def _keys(library: Library) -> Iterator[str]:
    items: dict[str, list[Item]] = {card: [] for card in ORDER}
    for item in comparable_items(library.catalogue):
        items.setdefault(item.card, []).append(item)
    for card, own in items.items():
        first = [item.key for item in own if item.key == "function"]
        yield from first
        yield from PLACED.get(card, ())
        yield from (item.key for item in own if item.key not in first)


def amount_of(key: str, library: Library) -> Amount:
    """Return what kind of number the mean of an item or measure is."""
    return AMOUNTS[key] if key in MEASURED else _KINDS[library.catalogue.item(key).kind]


def _row(key: str, found: Comparison, library: Library) -> CompareRow:
    language = library.language
    words = AmountWords(language, amount_of(key, library))
    name = measure_name(library, key)
    if key in library.catalogue and library.catalogue.item(key).kind is Kind.CHOICE:
        ends = library.catalogue.item(key).options
        name = language.phrase("compare", "choice", name=name, first=ends[0], last=ends[-1], top=len(ends) - 1)
    said = [
        ("–", "") if mean.mean is None else (words.mean(mean.mean), _days(language, mean.count))
        for mean in (found.before, found.after)
    ]
    reach = _reach(found, margin_of(key, library.catalogue))
    means = (found.before.mean or 0.0, found.after.mean or 0.0)
    told = found.difference is not None and found.low is not None and found.high is not None
    return CompareRow(
        key=key,
        name=name,
        before=said[0][0],
        before_days=said[0][1],
        after=said[1][0],
        after_days=said[1][1],
        difference=words.between(*means) if told else "",
        interval=range_words(words, found.low or 0.0, found.high or 0.0, *means) if told else "",
        words=_words(found, words),
        reach=reach,
        found=found,
    )


def row_sentence(key: str, found: Comparison, library: Library) -> str:
    return library.language.phrase("compare", "row", **_told(_row(key, found, library)))


def means_of(row: CompareRow) -> dict[str, str]:
    """Return the two means of a row by their place in a phrase."""
    return {"before": row.before, "after": row.after}


def means_words(language: Language, row: CompareRow) -> str:
    """Write both means: 5.2 (28 days), then 3.9 (26 days)."""
    before_days, after_days = (days or language.t("no days") for days in (row.before_days, row.after_days))
    return language.phrase("compare", "means", before_days=before_days, after_days=after_days, **means_of(row))


def _days(language: Language, count: int) -> str:
    return language.n("{count} day", "{count} days", count)


def _words(found: Comparison, words: AmountWords) -> str:
    if found.change is not None:
        return words.change(found.change)
    return words.language.phrase("compare", "rows", found.status, least=LEAST_RATINGS)


def _reach(found: Comparison, margin: Margin) -> Reach | None:
    if found.low is None or found.high is None or found.difference is None:
        return None
    base = abs((found.before.mean or 0.0) - margin.low)
    small = max(margin.little, margin.little_share * base)
    plain = max(margin.plain, margin.plain_share * base)
    whole = ROOM * max(abs(found.low), abs(found.high), plain, 1e-9)
    return Reach(found.low / whole, found.difference / whole, found.high / whole, small / whole)


def _problem(spans: TwoPeriods, language: Language) -> str:
    say = partial(language.phrase, "compare", "problems")
    if spans.overlap:
        return say("overlap")
    if spans.too_short:
        short = min(len(spans.before), len(spans.after))
        return say("too_short", count=short, days=language.number(LEAST_DAYS))
    return ""


def _too_few(days: PeriodDays, language: Language) -> str:
    before, after = (language.number(count) for count in days.logged)
    least = language.number(LEAST_DAYS)
    return language.phrase("compare", "problems", "too_few", before=before, after=after, least=least)


def _summary(language: Language, state: CompareState) -> str:
    say = partial(language.phrase, "compare")
    lines = [say("earlier_later", before=state.before, after=state.after)]
    lines += [say("row" if row.difference else "row_in_words", **_told(row)) for row in state.rows]
    return " ".join((*lines, *state.remarks))


def _told(row: CompareRow) -> dict[str, object]:
    names = ("name", "before", "before_days", "after", "after_days", "difference", "interval", "words")
    return {name: getattr(row, name) for name in names}


def covering(spans: TwoPeriods, span: Period | None) -> Period:
    """Return the days to read for two spans: no more than the diary has, so that far-away dates cost nothing."""
    whole = spans.whole if not spans.overlap else spans.before.union(spans.after)
    if span is None:
        return Period(whole.last, whole.last)
    first, last = max(whole.first, span.first), min(whole.last, span.last)
    return Period(first, last) if first <= last else Period(whole.last, whole.last)


COLUMNS = (
    "item",
    "before_first_day",
    "before_last_day",
    "before_mean",
    "before_days",
    "before_effective_days",
    "after_first_day",
    "after_last_day",
    "after_mean",
    "after_days",
    "after_effective_days",
    "difference",
    "interval_low",
    "interval_high",
    "found",
)


def compare_figure(language: Language, state: CompareState) -> Figure:
    """Describe what the page shows. Clock times are minutes after midnight in the plain numbers."""
    t = language.t
    return Figure(
        stem=file_stem(language, state.spans.before.first, state.spans.after.last),
        title=t("Two stretches compared"),
        summary=state.summary,
        headers=(
            t("Subject"),
            t("Earlier: {days}", days=state.before),
            t("Days"),
            t("Later: {days}", days=state.after),
            t("Days"),
            t("Difference"),
            t("Between"),
            t("In words"),
        ),
        rows=tuple(_cells(row) for row in state.rows),
        plain=PlainTable(COLUMNS, tuple(_plain(row, state) for row in state.rows)),
    )


def _cells(row: CompareRow) -> tuple[Cell, ...]:
    found = row.found
    return (
        Cell(row.name, row.name),
        Cell(row.before, found.before.mean),
        Cell(row.before_days, float(found.before.count)),
        Cell(row.after, found.after.mean),
        Cell(row.after_days, float(found.after.count)),
        Cell(row.difference or "–", found.difference),
        Cell(row.interval or "–", found.low),
        Cell(row.words, row.words),
    )


def _plain(row: CompareRow, state: CompareState) -> tuple[Plain, ...]:
    found = row.found
    numbers: list[Plain] = []
    for period, mean in ((state.spans.before, found.before), (state.spans.after, found.after)):
        numbers += [period.first.isoformat(), period.last.isoformat()]
        numbers += [mean.mean, float(mean.count), mean.effective]
    called = found.status.value if found.change is None else found.change.value
    return (row.key, *numbers, found.difference, found.low, found.high, called)
