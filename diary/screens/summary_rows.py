"""Builds the rows of the printed summary: a number, a few lines and a chart each, function first, pain last."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from diary.content.amounts import LARGE, Amount, AmountWords
from diary.content.language import Language, rounded
from diary.content.library import Library
from diary.content.words import Words, value_words
from diary.domain.comparison import SETTLING_DAYS, Comparison, ComparisonStatus
from diary.domain.item import Catalogue, Item, Kind
from diary.domain.nights import mean_clock
from diary.domain.period import Period
from diary.domain.sleep import NIGHT_ITEMS
from diary.domain.table import FORTNIGHT, NIGHTS_NEEDED, WEEK, DayTable, Floats, count_known
from diary.domain.text import sentence_case
from diary.domain.two_periods import compare_halves, halves_of
from diary.screens.charts import ChartState, build_charts, build_item_chart, half_words, most_frequent, summarise
from diary.screens.compare import USUAL, of_nights

Numbers = Mapping[str, float | None]


class SummaryRow(Struct, frozen=True):
    """One subject: `number` is printed large, `caption` says what it is, `lines` add a little.

    `items` are the items it covers. A subject without answers has no number, and its caption says so.
    """

    key: str
    title: str
    number: str
    caption: str
    lines: tuple[str, ...]
    chart: ChartState
    items: frozenset[str] = frozenset()

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was answered: its chart would be an empty grid."""
        return not any(np.isfinite(series.values).any() for series in self.chart.series)


class SummarySubject(Struct, frozen=True):
    """A row that can be chosen: its `name`, the `items` of one number it covers (all others are in `also_noted`),
    and what builds it from the days and `measures.of_period` of them."""

    name: Callable[[Library], str]
    items: frozenset[str]
    build: Callable[[DayTable, Numbers, Library], SummaryRow]


def build_row(key: str, table: DayTable, numbers: Numbers, library: Library) -> SummaryRow:
    """Build the row of one of SUBJECTS."""
    subject = SUBJECTS[key]
    return replace(subject.build(table, numbers, library), items=subject.items)


def build_item_row(table: DayTable, library: Library, item: Item) -> SummaryRow:
    """Build a row for any item that was answered at least once and is drawn as a line or bars."""
    language = library.language
    values = table.column(item.key)
    chart = build_item_chart(table, library, item.key)
    if item.factor is None:
        chart = _in_role(chart, "activity")
    count = count_known(values)
    if item.kind is Kind.SCALE:
        number = _mean(language, values)
        caption = language.phrase("summary", "on_average", count=count)
        lines = [_ends(library, item)]
    else:
        lower, upper = (
            _amount_words(language, library.words, item, float(end)) for end in np.nanpercentile(values, (25, 75))
        )
        number = average_words(language, library.words, item, values)
        caption = language.phrase("summary", "on_average", count=count)
        lines = [sentence_case(half_words(language, lower, upper))]
    return replace(_row(chart, chart.title, number, caption, *lines), items=frozenset({item.key}))


def _ends(library: Library, item: Item) -> str:
    """Say what the ends of a scale mean; only the range of one without such words."""
    words = library.words.items[item.key]
    if (item.low, item.high) != (0, 10) or not (words.low and words.high):
        return library.language.ends(item.low, item.high)
    return library.language.t("0 = {low}, 10 = {high}", low=words.low, high=words.high)


def average_words(language: Language, words: Words, item: Item, values: Floats) -> str:
    """Write the average answer of an item: the mean, the same on every line of the page; of clock times the
    circular mean, of a choice the most frequent one."""
    seen = values[np.isfinite(values)]
    if item.kind is Kind.CHOICE:
        return " / ".join(value_words(language, words, item, option) for option in most_frequent(seen))
    mean = mean_clock(seen) if item.kind is Kind.CLOCK else float(seen.mean())
    if mean is None:
        return "–"
    if item.kind in {Kind.SCALE, Kind.COUNT} and abs(mean) < LARGE:
        return language.fixed(mean, 1)  # below each other
    return _amount_words(language, words, item, mean)


def _amount_words(language: Language, words: Words, item: Item, value: float) -> str:
    """Write an amount; large ones without decimals."""
    return value_words(language, words, item, rounded(value, 0 if abs(value) >= LARGE else 1))


def _in_role(chart: ChartState, role: str) -> ChartState:
    """Return the chart in the colour of another role: what somebody could do belongs to what they did."""
    return replace(chart, series=tuple(replace(series, role=role) for series in chart.series))


def _row(chart: ChartState, title: str, number: str, caption: str, *lines: str) -> SummaryRow:
    return SummaryRow(chart.key, title, number, caption, tuple(line for line in lines if line), chart)


def _nothing(language: Language, chart: ChartState, title: str) -> SummaryRow:
    return _row(chart, title, "", language.t("not filled in"))


def _function(table: DayTable, _numbers: Numbers, library: Library) -> SummaryRow:
    language, words = library.language, library.words.items["function"]
    chart = _in_role(build_item_chart(table, library, "function"), "activity")
    ratings = table.column("function")
    count = count_known(ratings)
    if not count:
        return _nothing(language, chart, words.name)
    ends = _ends(library, library.catalogue.item("function"))
    caption = language.phrase("summary", "on_average", count=count)
    return _row(chart, words.name, _mean(language, ratings), caption, ends)


def _activity(table: DayTable, numbers: Numbers, library: Library) -> SummaryRow:
    """Build the row of activity: seven times the minutes of an average noted day (a gap is not a day without
    activity). The plain sum where there are no two weeks, or too few days were noted."""
    language, (chart,) = library.language, build_charts(table, library, ("activity",))
    mean, noted = numbers["active_minutes_mean"], round(numbers["active_minutes_count"] or 0)
    if mean is None or not noted:
        return _nothing(language, chart, chart.title)
    few = (numbers["days"] or 0) < FORTNIGHT or noted < WEEK
    minutes = language.t("{minutes} min", minutes=language.number(mean * (noted if few else WEEK)))
    caption = language.t("in these days") if few else language.t("a week, on average")
    days = language.phrase("summary", "noted" if few else "seven_times", count=noted)
    return _row(chart, chart.title, minutes, caption, days)


def _sleep(table: DayTable, numbers: Numbers, library: Library) -> SummaryRow:
    language, t, (chart,) = library.language, library.language.t, build_charts(table, library, ("sleep",))
    in_bed = (numbers["time_in_bed_only_count"] or 0) > (numbers["time_asleep_count"] or 0)
    key = "time_in_bed" if in_bed else "time_asleep"
    length, nights = numbers[f"{key}_mean"], round(numbers[f"{key}_count"] or 0)
    if length is None or not nights:
        return _nothing(language, chart, chart.title)
    regularity = _regularity(numbers, language)
    if in_bed:
        caption = t("in bed, on average")
        count = language.phrase("summary", "nights", count=nights)
        return _row(
            chart, chart.title, language.duration(length), caption, count, regularity, _naps(numbers, language)
        )
    upper_bounds = round(numbers["time_asleep_at_most_count"] or 0)
    bound = t("At most in {count} of them: minutes awake left open", count=upper_bounds) if upper_bounds else ""
    measured = round(numbers["efficiency_count"] or 0)
    share = _share_of_nights(language, nights, measured, numbers["efficiency_mean"])
    caption = t("asleep, on average")
    return _row(
        chart, chart.title, language.duration(length), caption, share, regularity, bound, _naps(numbers, language)
    )


def _naps(numbers: Numbers, language: Language) -> str:
    """Say on how many days somebody also slept by day, and what that makes in 24 hours; empty without naps."""
    minutes, in_all = numbers["nap_minutes_mean"], numbers["asleep_in_all_mean"]
    if minutes is None:
        return ""
    said = {"minutes": language.duration(minutes), "hours": "" if in_all is None else language.duration(in_all)}
    key = "naps_alone" if in_all is None else "naps"
    return language.phrase("summary", key, count=round(numbers["nap_minutes_count"] or 0), **said)


def _share_of_nights(language: Language, nights: int, measured: int, efficiency: float | None) -> str:
    """Say how many nights, and the mean efficiency with the number of nights it is of when that is another one."""
    if efficiency is None:
        return language.phrase("summary", "nights", count=nights)
    share = "share" if measured == nights else "share_of_some"
    percent = language.number(efficiency)
    return language.phrase("summary", share, count=nights, percent=percent, measured=measured)


def _regularity(numbers: Numbers, language: Language) -> str:
    middle, varies = numbers["midpoint_mean"], numbers["midpoint_sd"]
    if middle is None or varies is None or (numbers["midpoint_count"] or 0) < NIGHTS_NEEDED:
        return ""
    clock, minutes = language.clock_minutes(middle), language.number(varies)
    return language.phrase("summary", "middle", clock=clock, minutes=minutes)


def _stress(table: DayTable, _numbers: Numbers, library: Library) -> SummaryRow:
    language, (chart,) = library.language, build_charts(table, library, ("stress",))
    ratings = table.column("stress")
    flags = (_flag(table, library, "worried_damage"), _flag(table, library, "skipped_fear"))
    count = count_known(ratings)
    if not count:
        return _nothing(language, chart, chart.title)
    caption = language.phrase("summary", "on_average", count=count)
    return _row(chart, chart.title, _mean(language, ratings), caption, *flags)


def _flag(table: DayTable, library: Library, item: str) -> str:
    column = table.column(item)
    yes = int((column == 1).sum())
    if not yes:
        return ""
    language, name = library.language, library.words.items[item].name
    return language.phrase("summary", "ticked", count=count_known(column), name=name, yes=language.number(yes))


def _spread(table: DayTable, numbers: Numbers, library: Library) -> SummaryRow:
    """Build the row of spread and pain together, or of the one that was filled in."""
    language, t, (chart,) = library.language, library.language.t, build_charts(table, library, ("spread",))
    pain = _pain(table, language)
    areas = numbers["areas_today_mean"]
    if areas is None:
        return _pain_alone(table, library, chart) if pain else _nothing(language, chart, chart.title)
    if not pain:
        (series,) = (one for one in chart.series if not one.on_right)
        summary = summarise(language, series)
        chart = replace(chart, title=series.name, series=(series,), summary=summary, right=None)
    number = t("{count} of 19", count=language.number(areas, 1))
    week, regions = numbers["wpi7_mean"], numbers["regions7_mean"]
    lines = []
    if week is not None and regions is not None:
        lines.append(t("Within seven days: {count} of 19 (WPI)", count=language.number(week, 1)))
        lines.append(t("In {count} of the 5 parts of the body", count=language.number(regions, 1)))
    return _row(chart, chart.title, number, t("areas, on average"), *lines, *pain)


def _pain_alone(table: DayTable, library: Library, chart: ChartState) -> SummaryRow:
    item = library.catalogue.item("pain_average")
    row = build_item_row(table, library, item)
    return replace(row, key=chart.key, chart=replace(row.chart, key=chart.key))


def _pain(table: DayTable, language: Language) -> tuple[str, ...]:
    """Write the pain number: last of all, and only when it was filled in."""
    ratings = table.column("pain_average")
    count = count_known(ratings)
    if not count:
        return ()
    return (language.phrase("summary", "pain", count=count, mean=_mean(language, ratings)),)


def _mean(language: Language, values: Floats) -> str:
    return language.fixed(float(np.nanmean(values)), 1)


def compare_page(
    rows: Iterable[SummaryRow], table: DayTable, began: date, library: Library
) -> Mapping[str, Comparison]:
    """Compare the halves of the period by all the page may speak of: the 0-10 ratings of its rows, and what
    Compare usually compares. All of a page is corrected together; `began` is the first day of the diary."""
    keys = [item.key for row in rows for item in _ratings(row, library.catalogue)]
    return compare_halves(table, began, dict.fromkeys((*keys, *of_nights(table, USUAL))), library.catalogue)


def with_halves(
    rows: Iterable[SummaryRow], found: Mapping[str, Comparison], period: Period, began: date, library: Library
) -> tuple[SummaryRow, ...]:
    """Return the rows, each 0-10 rating with a line on how the halves of the period compare, as was `found`; with
    the days of the first half, which has not the first weeks of a diary that the mean above it has."""
    ratings = [(row, item) for row in rows for item in _ratings(row, library.catalogue)]
    days = _first_half(period, began, library.language) if found else ""
    lines = {row.key: halves_sentence(library.language, found.get(item.key), days) for row, item in ratings}
    return tuple(replace(row, lines=(*row.lines, line)) if (line := lines.get(row.key)) else row for row in rows)


def _first_half(period: Period, began: date, language: Language) -> str:
    first, last = max(period.first, began + timedelta(days=SETTLING_DAYS)), halves_of(period).before.last
    first = first if first <= last else period.first  # what was imported of the time before the diary
    return f"{language.short_date(first)} – {language.short_date(last)}"


def halves_sentence(language: Language, found: Comparison | None, days: str) -> str:
    """Write how the second half of the period compares with the first, which has these days; empty when they do
    not carry it."""
    if found is None or found.status not in {ComparisonStatus.CLEAR, ComparisonStatus.UNCLEAR}:
        return ""
    words = AmountWords(language, Amount.POINTS)
    t = language.t
    return t(
        "{days} {first}, then {second}: {change}",
        days=days,
        first=words.mean(found.before.mean or 0.0),
        second=words.mean(found.after.mean or 0.0),
        change=language.phrase("changes", "halves", found.change) if found.change else t("no clear difference"),
    )


def _ratings(row: SummaryRow, catalogue: Catalogue) -> Iterable[Item]:
    items = (catalogue.item(key) for key in sorted(row.items) if key in catalogue)
    return (item for item in items if item.kind is Kind.SCALE and (item.low, item.high) == (0, 10))


SUBJECTS: Final[Mapping[str, SummarySubject]] = {
    "function": SummarySubject(
        lambda library: library.words.items["function"].name, frozenset({"function"}), _function
    ),
    "activity": SummarySubject(lambda library: library.language.t("Activity"), frozenset(), _activity),
    "sleep": SummarySubject(lambda library: library.language.t("Sleep"), frozenset(NIGHT_ITEMS), _sleep),
    "stress": SummarySubject(
        lambda library: library.words.items["stress"].name,
        frozenset({"stress", "worried_damage", "skipped_fear"}),
        _stress,
    ),
    "spread": SummarySubject(
        lambda library: library.language.t("Spread and pain"), frozenset({"pain_average"}), _spread
    ),
}
"""The rows of the first page, in their usual order. A new one is a line here and its function."""
