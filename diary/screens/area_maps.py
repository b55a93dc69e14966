"""Builds body maps of a stretch of days: how often each area hurt, how strongly, and where touch hurt."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice, pairwise
from typing import Final

import numpy as np
from msgspec import Struct

from diary.content.amounts import often_words
from diary.content.language import Language
from diary.content.library import Library
from diary.domain.body import BodyView
from diary.domain.body_map_counts import AreaCounts, count_areas
from diary.domain.period import Period
from diary.domain.table import MAP_NEEDED, SHARE_NEEDED, DayTable, Floats
from diary.screens.body_places import STEPS, step_of

MOST_MAPS: Final = 24
MOST_IN_WORDS: Final = 3
LONGEST_IN_WEEKS: Final = 98
LONGEST_IN_MONTHS: Final = 731


class Mode(StrEnum):
    """What the map shows."""

    OFTEN = "often"
    STRONG = "strong"
    TOUCH = "touch"


class MapWidth(StrEnum):
    """How long a stretch one small map stands for."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Area(Struct, frozen=True):
    """One area: its name and side of the body, counts of days, and all of it in one sentence."""

    key: str
    name: str
    view: str
    hurt: int
    share: float
    strength: float | None
    touched: int
    words: str


class AreaMap(Struct, frozen=True):
    """One body: `steps` are the strengths of the ramp by segment, 0 (lightest) to 4; `days` are those counted.

    With too few days there are no steps, `caption` says so, and it is drawn as not known: it must not look like a
    body without pain.
    """

    title: str
    caption: str
    days: int
    steps: Mapping[str, int]
    language_in_use: str
    is_known: bool = True


def area_list(counts: AreaCounts, table: DayTable, library: Library, hidden: Collection[str]) -> tuple[Area, ...]:
    """Return every area that is drawn, in the atlas's order."""
    t = library.language.t
    views = {BodyView.FRONT: t("Front"), BodyView.BACK: t("Back")}
    return tuple(
        _area(counts, index, segment.key, views[segment.view], library)
        for index, segment in enumerate(table.atlas.segments)
        if segment.key not in hidden
    )


def _area(counts: AreaCounts, index: int, key: str, view: str, library: Library) -> Area:
    hurt, touched = int(counts.hurt[index]), int(counts.touched[index])
    strength = float(counts.strength[index]) if hurt else None
    share = hurt / counts.mapped if counts.mapped else 0.0
    return Area(
        key,
        library.words.segments[key],
        view,
        hurt,
        share,
        strength,
        touched,
        _area_words(library.language, counts, (hurt, touched), strength),
    )


def _area_words(language: Language, counts: AreaCounts, days: tuple[int, int], strength: float | None) -> str:
    hurt, touched = days
    t = language.t
    if not counts.mapped and not touched:
        return t("no body map")
    if strength is not None and counts.mapped < SHARE_NEEDED:
        words = t(
            "hurt on {often}, then {strength} of 10 on average",
            often=often_words(language, hurt, counts.mapped),
            strength=language.fixed(strength, 1),
        )
    elif strength is None:
        words = language.n("did not hurt on {count} day", "did not hurt on any of {count} days", counts.mapped)
    else:
        words = t(
            "hurt on {hurt} of {days} days ({percent}), then {strength} of 10 on average",
            hurt=language.number(hurt),
            days=language.number(counts.mapped),
            percent=language.percent(hurt / counts.mapped),
            strength=language.fixed(strength, 1),
        )
    if not touched:
        return words
    touch = language.n("touch hurt on {count} day", "touch hurt on {count} days", touched)
    return t("{words}; {touch}", words=words, touch=touch)


def map_steps(counts: AreaCounts, table: DayTable, mode: Mode, hidden: Collection[str]) -> Mapping[str, int]:
    """Return the strength of the ramp of each area that has any, what is shown most first."""
    values: Floats = {
        Mode.OFTEN: counts.share,
        Mode.STRONG: np.nan_to_num(counts.strength) / 10,
        Mode.TOUCH: counts.touch_share,
    }[mode]
    shares, segments = np.nan_to_num(values), table.atlas.segments
    marked = np.argsort(-shares, kind="stable")[: np.count_nonzero(shares)]
    steps = ((segments[index].key, step_of(float(shares[index]))) for index in marked)
    return {key: step for key, step in steps if step is not None and key not in hidden}


def legend_words(language: Language, mode: Mode) -> tuple[str, ...]:
    """Return what each of the five steps stands for, in full."""
    t, number = language.t, language.number
    if mode is Mode.STRONG:
        return tuple(
            t("{low} to {high}", low=number(2 * step), high=number(2 * step + 2)) for step in range(STEPS)
        )
    ends = [100 * step // STEPS for step in range(STEPS + 1)]
    first = t("up to {percent} %", percent=number(ends[1]))
    rest = (t("{low} to {high} %", low=number(low), high=number(high)) for low, high in pairwise(ends[1:]))
    return (first, *rest)


def small_maps(
    table: DayTable, mode: Mode, width: MapWidth, library: Library, hidden: Collection[str]
) -> tuple[AreaMap, ...]:
    """Return one small map per week, month or year, oldest first; the latest MOST_MAPS of them."""
    cuts = list(_stretches(table.period, width, library.language.week_starts))[-MOST_MAPS:]
    return tuple(_small_map(table, cut, mode, width, library, hidden) for cut in cuts)


def usual_width(days: int) -> MapWidth:
    """Return weeks for three months, months for two years, years for more."""
    if days <= LONGEST_IN_WEEKS:
        return MapWidth.WEEK
    return MapWidth.MONTH if days <= LONGEST_IN_MONTHS else MapWidth.YEAR


def _small_map(
    table: DayTable, cut: Period, mode: Mode, width: MapWidth, library: Library, hidden: Collection[str]
) -> AreaMap:
    language = library.language
    start = (cut.first - table.period.first).days
    part = table.rows(start, start + len(cut))
    counts = count_areas(part)
    enough = counts.mapped >= MAP_NEEDED[width]
    days = language.n("{count} day", "{count} days", counts.mapped)
    title = _title(cut, width, language)
    steps = map_steps(counts, part, mode, hidden) if enough else {}
    caption = days if enough else language.t("{days}: too few", days=days)
    words = _language_in_use(language, library, steps)
    said = f"{title}, {caption}. {words}" if enough else f"{title}, {caption}"
    return AreaMap(title, caption, counts.mapped, steps, said, enough)


def _language_in_use(language: Language, library: Library, steps: Mapping[str, int]) -> str:
    if not steps:
        return language.t("Nothing was marked.")
    top = islice(steps, MOST_IN_WORDS)
    return language.t("Most: {areas}.", areas=", ".join(library.words.segments[key] for key in top))


def _title(cut: Period, width: MapWidth, language: Language) -> str:
    match width:
        case MapWidth.WEEK:
            return language.short_date(cut.first)
        case MapWidth.MONTH:
            return language.month(cut.first)
        case MapWidth.YEAR:
            return str(cut.first.year)


def _stretches(period: Period, width: MapWidth, week_starts: int) -> Iterator[Period]:
    """Yield the calendar's weeks, months or years, the first and the last one cut to the period."""
    first = period.first
    while first <= period.last:
        last = min(_end(first, width, week_starts), period.last)
        yield Period(first, last)
        first = last + timedelta(days=1)


def _end(day: date, width: MapWidth, week_starts: int) -> date:
    match width:
        case MapWidth.WEEK:
            return day + timedelta(days=6 - (day.weekday() - week_starts) % 7)
        case MapWidth.MONTH:
            following = day.replace(day=28) + timedelta(days=4)
            return following - timedelta(days=following.day)
        case MapWidth.YEAR:
            return day.replace(month=12, day=31)
