"""Builds charts as values, which the window, the printed page and the table view all draw."""

from collections.abc import Iterable
from enum import StrEnum

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from diary.content.amounts import LARGE
from diary.content.language import EXACT, NO_BREAK, Language
from diary.content.library import Library
from diary.domain.day import BODY_MAP
from diary.domain.item import Item, Kind, RiskFactor
from diary.domain.measures import MEASURES
from diary.domain.nights import nights_of
from diary.domain.period import from_day_number
from diary.domain.table import Bools, DayTable, Floats
from diary.domain.two_periods import MEASURED
from diary.screens.buckets import Buckets, Width
from diary.screens.scales import AREAS, SCALE, Scale, around_typical_clock, hours_scale, item_scale, minutes_scale


class SeriesMark(StrEnum):
    """How a series is drawn."""

    LINE = "line"
    BARS = "bars"
    DOTS = "dots"
    SPANS = "spans"


NAP_SERIES = "naps"
"""What the keys of series of naps begin with."""


class ValueFormat(StrEnum):
    """How a value of a series is written in words."""

    POINTS = "points"
    NUMBER = "number"
    HOURS = "hours"
    MINUTES = "minutes"
    PERCENT = "percent"
    CLOCK = "clock"
    OPTION = "option"
    FLAG = "flag"


class SeriesState(Struct, frozen=True):
    """One line, row of bars or row of dots.

    days: (n,) day numbers since 1970-01-01, ascending, one per calendar day; values: (n,) NaN = gap;
    late: (n,) drawn hollow. `role` names its colour and dash in the theme: pain, spread, sleep, stress, activity.
    `on_right`: it belongs to the chart's right scale. `options` are the words of the values 0, 1, 2 ... when
    `form` is OPTION or FLAG; CLOCK values are minutes after midnight that may run past 0 or 1440, so that nights
    do not break at midnight. SPANS reach from `begins` to `ends`, (n,) each, with `values` somewhere inside. Weeks
    of it begin on `week_starts`, 0 is Monday. It `is_plain` where its days are no answers: no line of
    the week runs through them.
    """

    key: str
    name: str
    unit: str
    role: str
    mark: SeriesMark
    days: Floats
    values: Floats
    late: Bools
    form: ValueFormat = ValueFormat.POINTS
    options: tuple[str, ...] = ()
    on_right: bool = False
    begins: Floats | None = None
    ends: Floats | None = None
    week_starts: int = 0
    is_plain: bool = False


class ChartState(Struct, frozen=True):
    """One chart. Its series share the y range `low` to `high`, except those on the `right` scale.

    Two scales in one chart are honest only because both show the whole range that can be answered, begin at zero
    and have their lines in the same places. `summary` says in words what the chart shows, `note` is a sentence
    beside it.
    """

    key: str
    title: str
    low: float
    high: float
    series: tuple[SeriesState, ...]
    summary: str
    ticks: tuple[float, ...] = ()
    right: Scale | None = None
    note: str = ""

    @property
    def on_left(self) -> SeriesState:
        """The series the left scale is labelled for."""
        return next(series for series in self.series if not series.on_right)


ROLES = {
    RiskFactor.PERSISTENT_PAIN: "pain",
    RiskFactor.SLEEP: "sleep",
    RiskFactor.STRESS: "stress",
    RiskFactor.MOVEMENT: "activity",
    RiskFactor.WORRY: "stress",
    RiskFactor.RECOVERY: "activity",
    RiskFactor.ISOLATION: "activity",
}


def build_charts(table: DayTable, library: Library, keys: Iterable[str] = ()) -> tuple[ChartState, ...]:
    """Build the usual charts: spread with pain, sleep, stress, activity; only those of `keys` if there are any."""
    build = {"spread": _spread, "sleep": _sleep, "stress": _stress, "activity": _activity}
    return tuple(build[key](table, library) for key in keys or build)


def build_item_chart(table: DayTable, library: Library, key: str) -> ChartState:
    """Build the chart of any numeric item. Raises Refusal UNKNOWN_ITEM."""
    item = library.catalogue.item(key)
    values = table.column(key)
    if item.kind is Kind.CLOCK:
        values = around_typical_clock(values)
    scale = item_scale(item, values)
    series = series_of(
        table,
        key=key,
        name=library.words.items[key].name,
        unit=_unit(item, library),
        role=ROLES[item.factor] if item.factor is not None else "pain",
        mark=SeriesMark.BARS if item.kind in {Kind.COUNT, Kind.MINUTES, Kind.FLAG} else SeriesMark.LINE,
        values=values,
        late=table.late.get(key, np.zeros(len(table), dtype=np.bool_)),
        form=_FORMS.get(item.kind, ValueFormat.POINTS),
        options=_options(item, library),
    )
    return chart_of(key, series.name, scale, (series,), library)


_FORMS = {
    Kind.CLOCK: ValueFormat.CLOCK,
    Kind.CHOICE: ValueFormat.OPTION,
    Kind.FLAG: ValueFormat.FLAG,
    Kind.MINUTES: ValueFormat.MINUTES,
    Kind.COUNT: ValueFormat.NUMBER,
}


def _spread(table: DayTable, library: Library) -> ChartState:
    t = library.language.t
    areas = series_of(
        table,
        key="areas",
        name=t("Painful areas"),
        unit=t("of 19"),
        role="spread",
        mark=SeriesMark.BARS,
        values=measured("areas_today", table),
        late=table.late[BODY_MAP],
        form=ValueFormat.NUMBER,
    )
    pain = _answers(table, library, "pain_average", "pain", on_right=True)
    return chart_of("spread", t("Spread and pain"), AREAS, (areas, pain), library, right=SCALE)


def _sleep(table: DayTable, library: Library) -> ChartState:
    t = library.language.t
    nights = nights_of(table)
    hours = nights.length / 60
    in_all = np.where(np.isnan(nights.nap_minutes), np.nan, nights.asleep_in_all) / 60
    series = series_of(
        table,
        key="in_bed" if nights.is_in_bed else "asleep",
        name=t("Time in bed") if nights.is_in_bed else t("Time asleep"),
        unit=t("hours"),
        role="sleep",
        values=hours,
        form=ValueFormat.HOURS,
    )
    if nights.is_in_bed or not np.isfinite(in_all).any():
        return chart_of("sleep", t("Sleep"), hours_scale(hours), (series,), library)
    with_naps = replace(series, key=f"{NAP_SERIES}_in_all", name=t("With naps"), mark=SeriesMark.SPANS)
    with_naps = replace(with_naps, values=in_all, begins=np.where(np.isnan(in_all), np.nan, hours), ends=in_all)
    return chart_of(
        "sleep", t("Sleep"), hours_scale(np.concatenate([hours, in_all])), (series, with_naps), library
    )


def _stress(table: DayTable, library: Library) -> ChartState:
    series = _answers(table, library, "stress", "stress")
    return chart_of("stress", series.name, SCALE, (series,), library)


def _activity(table: DayTable, library: Library) -> ChartState:
    t = library.language.t
    series = series_of(
        table,
        key="active_minutes",
        name=t("Active minutes"),
        unit=t("min"),
        role="activity",
        mark=SeriesMark.BARS,
        values=table.active_minutes,
        form=ValueFormat.MINUTES,
    )
    return chart_of("activity", t("Activity"), minutes_scale(table.active_minutes), (series,), library)


def measure_name(library: Library, key: str) -> str:
    """Return what a derived number that can be compared, or an item, is called."""
    derived = key in MEASURED
    return library.language.phrase("charts", "measures", key) if derived else library.words.items[key].name


def measured(key: str, table: DayTable) -> Floats:
    """Compute a derived number of every day; each takes its time, so only those that are drawn are computed."""
    return next(measure for measure in MEASURES if measure.key == key).per_day(table)


def answered_late(table: DayTable) -> Bools:
    """Return (n,) days of which all answers were given late: for numbers made of several answers."""
    answered = np.zeros(len(table), dtype=np.int64)
    late = np.zeros(len(table), dtype=np.int64)
    for key, column in table.values.items():
        answered += np.isfinite(column)
        late += table.late[key]
    whole: Bools = (answered > 0) & (late == answered)
    return whole


def late_rows(series: SeriesState, buckets: Buckets) -> Bools:
    """Return (buckets,) which of these buckets of the series are days that were filled in late."""
    if buckets.width is not Width.DAY or not len(buckets):
        return np.zeros(len(buckets), dtype=np.bool_)
    start = int(buckets.first[0] - series.days[0])
    return series.late[start : start + len(buckets)]


def _answers(table: DayTable, library: Library, item: str, role: str, *, on_right: bool = False) -> SeriesState:
    words = library.words.items[item]
    return series_of(
        table,
        key=item,
        name=words.name,
        unit=words.unit or "0–10",
        role=role,
        values=table.column(item),
        late=table.late.get(item, np.zeros(len(table), dtype=np.bool_)),
        on_right=on_right,
    )


def series_of(
    table: DayTable,
    *,
    key: str,
    name: str,
    role: str,
    values: Floats,
    late: Bools | None = None,
    unit: str = "",
    mark: SeriesMark = SeriesMark.LINE,
    form: ValueFormat = ValueFormat.POINTS,
    options: tuple[str, ...] = (),
    on_right: bool = False,
) -> SeriesState:
    """Build a series over all days of a table, gaps included. `late` counts where there is a value; by itself the
    days on which everything was answered late."""
    late = (answered_late(table) if late is None else late) & np.isfinite(values)
    return SeriesState(key, name, unit, role, mark, table.days, values, late, form, options, on_right)


def chart_of(
    key: str,
    title: str,
    left: Scale,
    series: tuple[SeriesState, ...],
    library: Library,
    *,
    right: Scale | None = None,
) -> ChartState:
    """Build a chart on the scale `left` (and `right`), with its summary."""
    summary = " ".join(summarise(library.language, one) for one in series)
    series = tuple(replace(one, week_starts=library.language.week_starts) for one in series)
    return ChartState(key, title, left.low, left.high, series, summary, left.ticks, right)


def _unit(item: Item, library: Library) -> str:
    if item.kind is Kind.SCALE:
        return library.language.ends(item.low, item.high)
    return library.words.items[item.key].unit


def _options(item: Item, library: Library) -> tuple[str, ...]:
    if item.kind is Kind.FLAG:
        return (library.language.t("no"), library.language.t("yes"))
    words = library.words.items[item.key].options
    return tuple(words.get(option, option) for option in item.options)


def write_value(language: Language, series: SeriesState, value: float, *, exact: bool = False) -> str:
    """Write one value in words: 7 of 19, 6 h 40, 23:10, 45 min, some; an answer `exact`, an average with one
    decimal."""
    decimals = EXACT if exact else 1
    match series.form:
        case ValueFormat.HOURS | ValueFormat.MINUTES:
            return language.duration(value * 60 if series.form is ValueFormat.HOURS else value)
        case ValueFormat.PERCENT:
            return language.t("{number} %", number=language.number(value)).replace(" ", NO_BREAK)
        case ValueFormat.CLOCK:
            return language.clock_minutes(value)
        case ValueFormat.OPTION | ValueFormat.FLAG:
            return series.options[round(value)]
        case ValueFormat.NUMBER:
            decimals = decimals if exact or abs(value) < LARGE else 0
            return f"{language.number(value, decimals)} {series.unit}".rstrip()
        case ValueFormat.POINTS:
            return language.number(value, decimals)


def tick_words(language: Language, series: SeriesState, tick: float) -> str:
    """Write the label of a line of the scale: bare numbers where the heading names the unit."""
    if series.form in {ValueFormat.CLOCK, ValueFormat.OPTION, ValueFormat.FLAG}:
        return write_value(language, series, tick)
    return language.number(tick, 1)


def most_frequent(answers: Floats) -> tuple[float, ...]:
    """Return the most frequent answer, or those that were given equally often."""
    options, counts = np.unique(answers, return_counts=True)
    return tuple(options[counts == counts.max()].tolist())


def average_of(language: Language, series: SeriesState, seen: Floats) -> str:
    """Return the average of known values of a series in words: the mean, of options the most frequent one. Of what
    is drawn on top of another series it is told of how many days it is: on the others there was nothing to add."""
    if series.form is ValueFormat.OPTION:
        most = " / ".join(write_value(language, series, option) for option in most_frequent(seen))
        return language.t("most often {value}", value=most)
    mean = write_value(language, series, float(seen.mean()))
    if series.begins is not None and series.form is ValueFormat.HOURS:
        return language.n("on {count} day: {value}", "on {count} days: {value}", seen.size, value=mean)
    return language.t("average {value}", value=mean)


def _summarise_spans(language: Language, series: SeriesState, begins: Floats, ends: Floats) -> str:
    seen = series.values[np.isfinite(series.values)]
    days, said = len(series.values), {"name": series.name, "answered": language.number(seen.size)}
    if series.key.startswith(NAP_SERIES):
        return language.n(
            "{name}: on {answered} of {count} day.", "{name}: on {answered} of {count} days.", days, **said
        )
    return language.n(
        "{name}: from {begin} to {end}, the middle at {middle}. {answered} of {count} night answered.",
        "{name}: on average from {begin} to {end}, the middle at {middle}. {answered} of {count} nights answered.",
        days,
        begin=write_value(language, series, float(np.nanmean(begins))),
        end=write_value(language, series, float(np.nanmean(ends))),
        middle=write_value(language, series, float(seen.mean())),
        **said,
    )


def half_words(language: Language, lower: str, upper: str) -> str:
    """Say between which values the middle half of the days is."""
    if lower == upper:
        return language.t("{value} on half of the days or more", value=lower)
    return language.t("half of the days from {lower} to {upper}", lower=lower, upper=upper)


def summary_between(language: Language, chart: ChartState, first: float, last: float) -> str:
    """Return what a chart shows from `first` to `last` (day numbers), the days that are drawn; of what was planned
    all of it, which is a course and no average."""
    if any(series.is_plain for series in chart.series):
        return chart.summary
    return " ".join(summarise(language, _between(series, first, last)) for series in chart.series)


def _between(series: SeriesState, first: float, last: float) -> SeriesState:
    start, stop = np.searchsorted(series.days, (first, last))
    names = ("days", "values", "late", "begins", "ends")
    columns = ((name, getattr(series, name)) for name in names)
    return replace(series, **{name: column[start:stop] for name, column in columns if column is not None})


def summarise(language: Language, series: SeriesState) -> str:
    """Summarise what a series shows, for screen readers: average, days answered, first and last."""
    seen = np.flatnonzero(np.isfinite(series.values))
    if seen.size == 0:
        return language.t("{name}: nothing answered.", name=series.name)
    if series.form is ValueFormat.FLAG:
        return language.n(
            "{name}: yes on {yes} of {count} day answered.",
            "{name}: yes on {yes} of {count} days answered.",
            seen.size,
            name=series.name,
            yes=language.number(int(series.values[seen].sum())),
        )
    if series.begins is not None and series.ends is not None:
        return _summarise_spans(language, series, series.begins, series.ends)
    first, last = seen[0], seen[-1]
    first_day = language.day(from_day_number(int(series.days[first])))
    if first == last:
        value = write_value(language, series, series.values[first], exact=True)
        return language.t("{name}: {value}, only on {day}.", name=series.name, value=value, day=first_day)
    at = np.array((0.25, 0.75)) * (seen.size - 1)  # as `np.percentile`, which loads masked arrays
    at = np.array((np.floor(at[0]), np.ceil(at[1]))) if series.form is ValueFormat.OPTION else at
    ends = np.interp(at, np.arange(seen.size), np.sort(series.values[seen]))
    return language.t(
        "{name}: {average}, {half}. "
        "{answered} of {days} days answered. First on {first_day}: {first}. Last on {last_day}: {last}.",
        name=series.name,
        average=average_of(language, series, series.values[seen]),
        half=half_words(language, *(write_value(language, series, end) for end in ends)),
        answered=language.number(seen.size),
        days=language.number(len(series.values)),
        first_day=first_day,
        first=write_value(language, series, series.values[first], exact=True),
        last_day=language.day(from_day_number(int(series.days[last]))),
        last=write_value(language, series, series.values[last], exact=True),
    )
