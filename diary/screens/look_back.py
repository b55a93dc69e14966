"""Builds the few sentences with which Trends and the printed page begin: what usually was, which places hurt most
often, and what changed, only where Compare says so. They read the tables and series that the charts draw."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, islice
from typing import Final

import numpy as np
from msgspec import Struct

from diary.content.amounts import filled_words
from diary.content.language import Language, rounded
from diary.content.library import Library
from diary.content.words import in_a_sentence
from diary.domain.comparison import Comparison
from diary.domain.item import RiskFactor
from diary.domain.look_back import UsualRange, top_places, usual_range
from diary.domain.period import day_number
from diary.domain.table import DayTable, Floats
from diary.domain.two_periods import compare_halves, halves_of
from diary.screens.body_places import place_name
from diary.screens.charts import NAP_SERIES, ChartState, SeriesState, ValueFormat
from diary.screens.compare import USUAL, change_words, is_change, joined_changes, of_nights, row_sentence
from diary.screens.scales import Scale, hours_scale, minutes_scale, stepped_scale
from diary.screens.series_lines import FIXED

MOST_SENTENCES: Final = 3
ORDER: Final = ("usual", "places", "changed")
LONGEST_HALVES: Final = 366
"""The longest stretch of which the halves are compared, in days: over years that is for who asks for Compare."""
IN_MONTHS: Final = 61
"""Days of half a stretch from which the other half is called the months before, not the weeks."""
WIDEST: Final = 0.4
"""The widest range that is called usual, as a share of the chart: a wider one says nothing (ours)."""
FINE: Final = 4
"""Steps of a range between two lines of a chart; hours go by halves, minutes by fives, ratings by whole points."""
SMALLEST: Final = {ValueFormat.HOURS: 0.5, ValueFormat.MINUTES: 5.0}
OWN_SCALES: Final[Mapping[ValueFormat, Callable[[Floats], Scale]]] = {
    ValueFormat.HOURS: hours_scale,
    ValueFormat.MINUTES: minutes_scale,
    ValueFormat.NUMBER: partial(stepped_scale, unit=1, least=4),
}
"""Scales that follow the values: the sentence about some days must not depend on all the others."""
ENDS: Final = 0.1
"""The share of values at either end that decides nothing about how fine a range is: one may be a typing error."""
AN_HOUR: Final = 60
LENGTHS: Final = frozenset({"asleep", "in_bed"})
NIGHTS: Final = LENGTHS | {"sleep_latency", "awakenings", "awake_in_night", "sleep_quality"}
"""Series with one value a night, and those of them that are how long it was."""
FORMS: Final = frozenset({ValueFormat.POINTS, ValueFormat.HOURS, ValueFormat.MINUTES, ValueFormat.NUMBER})
FIRST: Final = ("function", "asleep", "in_bed")
LAST: Final = ("areas", "pain_average")
"""Series that are told of first and last: function first, pain last."""
CHARTED: Final = {"time_asleep": "asleep", "time_in_bed": "in_bed", "areas_today": "areas"}
"""The series that draws what is compared, where it has another key."""
OF_ROLE: Final = {"sleep": RiskFactor.SLEEP, "stress": RiskFactor.STRESS, "activity": RiskFactor.MOVEMENT}


class Sentence(Struct, frozen=True):
    """One sentence. `strong` are its parts that carry it, none before letter `begin`; `sure` says how it was
    counted. `days` (day numbers) are those it speaks of, drawn in `series`, or in all charts where that is None;
    `band`: the values it names. `factor`: what can be read about it; None where that is no single one."""

    key: str
    words: str
    strong: tuple[str, ...]
    sure: str
    days: Floats
    series: SeriesState | None = None
    band: tuple[float, float] | None = None
    factor: RiskFactor | None = None
    begin: int = 0

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Yield the words in pieces, each with whether it carries the sentence."""
        head, rest = self.words[: self.begin], self.words[self.begin :]
        for part in self.strong:
            before, _, rest = rest.partition(part)
            yield from ((head + before, False), (part, True))
            head = ""
        yield head + rest, False

    @property
    def kind(self) -> str:
        """Which of ORDER it is."""
        return self.key.partition(".")[0]


class LookBack(Struct, frozen=True):
    """At most three sentences about a stretch, and how much of it is filled in."""

    sentences: tuple[Sentence, ...] = ()
    coverage: str = ""


def build_look_back(
    table: DayTable,
    charts: Sequence[ChartState],
    began: date,
    library: Library,
    found: Mapping[str, Comparison] | None = None,
    *,
    is_past: bool = False,
) -> LookBack:
    """Build the sentences about the days of `table`, which `charts` show (perhaps with more days around them).

    `began` is the first day of the diary; `found` how the halves compare, where that is known already;
    `is_past`: the diary goes on after these days, so that nothing holds "since" a day of them.
    """
    if found is None:
        found = {}
        if len(table) <= LONGEST_HALVES:
            found = compare_halves(table, began, of_nights(table, USUAL), library.catalogue, briefly=True)
    drawn = {series.key: (chart, series) for chart in charts for series in chart.series}
    usual = _usual(table, drawn, library)
    one_of_each = (
        next(usual, None),
        _places(table, drawn, library),
        _changed(table, drawn, found, library, is_past=is_past),
    )
    told = (sentence for sentence in chain(one_of_each, usual) if sentence is not None)
    ordered = sorted(
        islice(told, MOST_SENTENCES),
        key=lambda sentence: ORDER.index(sentence.kind),
    )
    return LookBack(tuple(ordered), filled_words(library.language, int(table.logged.sum()), len(table)))


Drawn = Mapping[str, tuple[ChartState, SeriesState]]


def _usual(table: DayTable, drawn: Drawn, library: Library) -> Iterator[Sentence]:
    """Yield what was usual, by the charts that are shown."""
    first = [key for key in FIRST if key in drawn]
    last = [key for key in LAST if key in drawn]
    for key in (*first, *(key for key in drawn if key not in (*first, *last)), *last):
        chart, series = drawn[key]
        scale = chart.right if series.on_right and chart.right is not None else chart
        is_told = series.form in FORMS and not (series.is_plain or key == "load" or key.startswith(NAP_SERIES))
        if not is_told or len(scale.ticks) < 2:
            continue
        start = day_number(table.period.first) - int(series.days[0])
        values = series.values[max(0, start) : start + len(table)]
        usual = usual_range(values, *_steps(series, scale, values))
        if usual is not None and usual.high > 0:
            days = series.days[max(0, start) : start + len(table)][usual.inside]
            yield _usual_sentence(series, scale.high, usual, days, len(table), library)


def _steps(series: SeriesState, scale: ChartState | Scale, values: Floats) -> tuple[float, float]:
    """Return in which steps the range of the values (n,) is told, and how wide it may be."""
    seen, middle = np.sort(values[np.isfinite(values)]), scale
    if series.form in OWN_SCALES and series.key not in FIXED:
        left_out, fit = int(ENDS * seen.size), OWN_SCALES[series.form]
        scale, middle = fit(seen), fit(seen[left_out : seen.size - left_out])
    smallest = SMALLEST.get(series.form, 1.0)
    step = smallest if series.form is ValueFormat.HOURS else (middle.ticks[1] - middle.ticks[0]) / FINE
    return smallest * max(1.0, float(np.ceil(step / smallest))), WIDEST * (scale.high - scale.low)


def _usual_sentence(
    series: SeriesState, top: float, usual: UsualRange, days: Floats, length: int, library: Library
) -> Sentence:
    say = partial(library.language.phrase, "look_back")
    unit = "nights" if series.key in NIGHTS else "days"
    spread = range_words(library.language, series.form, usual.low, usual.high)
    known = "" if len(days) * 2 > length else "known_"
    own = "rating" if series.form is ValueFormat.POINTS else "other"
    by_name = library.language.phrases("look_back", "usual")
    worded = partial(
        say,
        "usual",
        series.key if series.key in by_name else own,
        most=say("most", known + unit),
        name=in_a_sentence(series.name),
        top=library.language.number(top),
    )
    begin = worded(range="\0").index("\0")  # the name of an item may have the same numbers in it
    inside, all_known = (library.language.number(count) for count in (len(days), usual.known))
    others = "lengths" if series.key in LENGTHS else unit
    sure = say("sure", others if len(days) < usual.known else f"all_{unit}", inside=inside, known=all_known)
    if missing := length - usual.known:
        sure = f"{sure} {say('sure', 'missing', count=missing)}"
    factor = factor_of(series, library)
    words, band = worded(range=spread), (usual.low, usual.high)
    return Sentence(f"usual.{series.key}", words, (spread,), sure, days, series, band, factor, begin)


def range_words(language: Language, form: ValueFormat, low: float, high: float) -> str:
    """Write a range: 6½ to 7½ hours, 30 min to 1 h 15, 5 to 7; one value where both ends are the same."""
    say = partial(language.phrase, "look_back", "range")
    if form is ValueFormat.HOURS:
        ends = {"low": half_hours(language, low), "high": half_hours(language, high)}
        return say("hours" if low < high else "hours_alike", **ends)
    write = language.duration if form is ValueFormat.MINUTES else language.number
    if low == high:
        return write(low)
    return say("other", low=(language.number if high < AN_HOUR else write)(low), high=write(high))


def half_hours(language: Language, hours: float) -> str:
    """Write hours to the half: 6½, 7, ½."""
    halves = int(rounded(2 * hours))
    whole = language.number(halves // 2) if halves > 1 or not halves else ""
    return f"{whole}½" if halves % 2 else whole


def _places(table: DayTable, drawn: Drawn, library: Library) -> Sentence | None:
    top = top_places(table)
    if top is None:
        return None
    say = partial(library.language.phrase, "look_back")
    names = tuple(in_a_sentence(place_name(library, place)) for place in top.places)
    if any("," in name for name in names):
        words = say("places", "named", places="; ".join(names))
    else:
        kind = "alone" if len(names) == 1 else "alike" if top.alike else "then"
        words = say("places", kind, first=names[0], second=names[-1])
    numbers = zip(names, top.counts, strict=True)
    days = library.language.number(top.days)
    counted = (
        say("sure", "place", place=name, marked=library.language.number(count), days=days)
        for name, count in numbers
    )
    series = drawn["areas"][1] if "areas" in drawn else None
    marked = day_number(table.period.first) + np.flatnonzero(top.marked).astype(float)
    sure = say("sure", "places", places=", ".join(counted))
    return Sentence("places", words, names, sure, marked, series, None, RiskFactor.PERSISTENT_PAIN)


def _changed(
    table: DayTable, drawn: Drawn, found: Mapping[str, Comparison], library: Library, *, is_past: bool
) -> Sentence | None:
    """Write what changed in the second half: all of it, in the order of Compare."""
    changes = {key: found[key] for key in ("time_in_bed", *USUAL) if key in found and is_change(found[key])}
    if not changes:
        return None
    say, language, keys = partial(library.language.phrase, "look_back"), library.language, tuple(changes)
    after = halves_of(table.period).after
    rows = " ".join(row_sentence(key, found[key], library) for key in keys)
    series = next((drawn[CHARTED.get(key, key)][1] for key in keys if CHARTED.get(key, key) in drawn), None)
    days = day_number(after.first) + np.arange(len(after), dtype=float)
    return Sentence(
        key="changed." + keys[0],
        words=say(
            "changed",
            "until" if is_past else "since",
            day=language.pattern(after.first, "d MMMM"),
            last=language.day(after.last),
            span=say("changed", "months" if len(after) >= IN_MONTHS else "weeks"),
            changes=joined_changes(changes, language),
        ),
        strong=tuple(change_words(key, one, language) for key, one in changes.items()),
        sure=f"{rows} {say('sure', 'chance')}",
        days=days,
        series=series if len(keys) == 1 else None,
        factor=None if series is None else factor_of(series, library),
    )


def factor_of(series: SeriesState, library: Library) -> RiskFactor:
    """Return what can be read about a series: the factor of its item, or of its colour."""
    item = library.catalogue.item(series.key) if series.key in library.catalogue else None
    factor = item.factor if item is not None else None
    return factor or OF_ROLE.get(series.role, RiskFactor.PERSISTENT_PAIN)
