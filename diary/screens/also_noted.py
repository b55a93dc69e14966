"""Builds the rest of the printed summary: every logged item without a row of its own.

The items come from the catalogue and the person's own items: a new one appears here without any code.
"""

from collections.abc import Collection, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from diary.content.library import Library
from diary.domain.item import Item, Kind, RiskFactor
from diary.domain.table import DayTable, count_known
from diary.domain.text import shorten
from diary.screens.summary_rows import SummaryRow, average_words, build_item_row

MOST_ITEMS = 12
FEW_ROWS = 4
"""With fewer rows than this there is room for charts of other items."""
DAYS_OF_A_CHART = 14
LONGEST_NAME = 36
LONGEST_WORD = 20
CHARTED = frozenset({Kind.SCALE, Kind.COUNT, Kind.MINUTES})


class NotedItem(Struct, frozen=True):
    """One item: its name, its scale or unit, the average and on how many days; all as words."""

    key: str
    name: str
    unit: str
    value: str
    days: str


class AlsoNoted(Struct, frozen=True):
    """The items in the order of the page; `more` says how many did not fit."""

    title: str
    caption: str
    items: tuple[NotedItem, ...]
    more: str


def with_noted_rows(
    rows: Sequence[SummaryRow], table: DayTable, library: Library, left_out: Collection[str] = ()
) -> tuple[SummaryRow, ...]:
    """Return the rows with something filled in and, where these are few, charts of what was logged most: own items
    first. Items in `left_out` are not printed.

    They go before the last row when that is the one with the pain.
    """
    rows = [row for row in rows if not row.is_blank]
    taken = {item for row in rows for item in row.items}.union(left_out)
    enough = min(DAYS_OF_A_CHART, len(table) / 2)
    fitting = [
        item
        for item in sorted(_logged(table, library, taken), key=lambda item: not item.own)
        if item.kind in CHARTED and not _about_pain(item) and count_known(table.column(item.key)) >= enough
    ]
    added = [_short(build_item_row(table, library, item)) for item in fitting[: max(0, FEW_ROWS - len(rows))]]
    before = len(rows) - 1 if rows and rows[-1].key == "spread" else len(rows)
    return (*rows[:before], *added, *rows[before:])


def build_also_noted(
    rows: Sequence[SummaryRow], table: DayTable, library: Library, left_out: Collection[str] = ()
) -> AlsoNoted:
    """Build everything that was logged and that neither a row covers nor is `left_out`: what was logged most often
    first, numbers about pain last."""
    language = library.language
    found = _logged(table, library, {item for row in rows for item in row.items}.union(left_out))
    left = len(found) - MOST_ITEMS
    return AlsoNoted(
        title=language.t("Also noted"),
        caption=language.t("on average, and on how many days"),
        items=tuple(
            _noted_together(table, library, item) if item.several else _noted(table, library, item)
            for item in sorted(found[:MOST_ITEMS], key=_about_pain)
        ),
        more=language.n("and {count} more", "and {count} more", left) if left > 0 else "",
    )


def _logged(table: DayTable, library: Library, taken: set[str]) -> list[Item]:
    """Return the items that were answered at least once, most days first, otherwise as in the catalogue."""
    known = {item.key: count_known(table.column(item.key)) for item in library.catalogue.numeric}
    items = [item for item in library.catalogue.numeric if item.key not in taken and known[item.key]]
    often = sorted(items, key=lambda item: -known[item.key])
    first = {item.several or item.key: item for item in reversed(often)}
    return [item for item in often if first[item.several or item.key] is item]  # one for all asked together


def _about_pain(item: Item) -> bool:
    return item.factor is RiskFactor.PERSISTENT_PAIN


def _short(row: SummaryRow) -> SummaryRow:
    """Shorten the names of a row: a person may have called an item anything."""
    chart = replace(
        row.chart,
        title=shorten(row.title, LONGEST_NAME),
        series=tuple(
            replace(one, name=shorten(one.name, LONGEST_NAME), unit=shorten(one.unit, LONGEST_NAME))
            for one in row.chart.series
        ),
    )
    return replace(row, title=chart.title, chart=chart)


def _noted(table: DayTable, library: Library, item: Item) -> NotedItem:
    language, words = library.language, library.words
    values = table.column(item.key)
    seen = values[np.isfinite(values)]
    if item.kind is Kind.FLAG:
        yes = language.number(int((seen > 0).sum()))
        value = language.n("{yes} of {count} day", "{yes} of {count} days", seen.size, yes=yes)
        days = ""
    else:
        value = average_words(language, words, item, seen)
        value = shorten(value, LONGEST_WORD) if item.kind is Kind.CHOICE else value
        days = language.n("{count} day", "{count} days", seen.size)
    name = shorten(words.items[item.key].name, LONGEST_NAME)
    return NotedItem(item.key, name, _unit(item, library), value, days)


def _noted_together(table: DayTable, library: Library, item: Item) -> NotedItem:
    """Write several flags that are asked together as one line: on how many days each was true, most first."""
    language, words = library.language, library.words.items
    items = [one for one in library.catalogue.numeric if one.several == item.several]
    columns = np.array([table.column(one.key) for one in items])
    counts = (columns > 0).sum(axis=1)
    order = [place for place in np.argsort(-counts, kind="stable") if counts[place]]
    said = (f"{words[items[place].key].short} {language.number(int(counts[place]))}" for place in order)
    answered = int(np.isfinite(columns).any(axis=0).sum())
    days = language.n("{count} day", "{count} days", answered)
    return NotedItem(item.several, words[item.several].all_name, "", ", ".join(said), days)


def _unit(item: Item, library: Library) -> str:
    """Return the unit; durations, clock times and words need none."""
    if item.kind is Kind.SCALE:
        return library.language.ends(item.low, item.high)
    return shorten(library.words.items[item.key].unit, LONGEST_NAME) if item.kind is Kind.COUNT else ""
