"""The first and the second half of a printed period, in the words Compare would use and no others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from diary.content.amounts import Amount, AmountWords
from diary.content.language import Language
from diary.content.library import Library
from diary.domain.comparison import Change, Comparison, Standing
from diary.domain.item import Catalogue, Item, Kind
from diary.domain.period import Period
from diary.domain.spans import Spans, compare_spans, span_days
from diary.domain.table import DayTable
from diary.screens.summary_rows import SummaryRow


def with_halves(
    rows: Sequence[SummaryRow], table: DayTable, began: date, library: Library
) -> tuple[SummaryRow, ...]:
    """The rows, each 0-10 rating with a line on how the halves of the period compare; `began` is the first day of
    the diary. All lines of a page are corrected together."""
    ratings = [(row, item) for row in rows for item in _ratings(row, library.catalogue)]
    found = compare_halves(table, began, [item.key for _, item in ratings], library.catalogue)
    lines = {row.key: halves_sentence(library.language, found.get(item.key)) for row, item in ratings}
    return tuple(replace(row, lines=(*row.lines, line)) if (line := lines.get(row.key)) else row for row in rows)


def compare_halves(
    table: DayTable, began: date, keys: Iterable[str], catalogue: Catalogue
) -> Mapping[str, Comparison]:
    """The halves of the table's period compared by item; nothing where Compare would not look. With an odd number
    of days the second half is the longer."""
    if len(table) < 2:
        return {}
    period, keys = table.period, tuple(keys)
    middle = period.first + timedelta(days=len(period) // 2)
    spans = Spans(Period(period.first, middle - timedelta(days=1)), Period(middle, period.last))
    days = span_days(table, spans, (began - period.first).days)
    if not days.is_enough:
        return {}
    return dict(zip(keys, compare_spans(table, spans, days, keys, catalogue), strict=True))


def halves_sentence(language: Language, found: Comparison | None) -> str:
    """How the second half of the period compares with the first; empty when the days do not carry it."""
    if found is None or found.standing not in {Standing.CLEAR, Standing.UNCLEAR}:
        return ""
    words = AmountWords(language, Amount.POINTS)
    t = language.t
    said = {
        Change.LOWER: t("lower"),
        Change.A_LITTLE_LOWER: t("a little lower"),
        Change.SAME: t("about the same"),
        Change.A_LITTLE_HIGHER: t("a little higher"),
        Change.HIGHER: t("higher"),
    }
    return t(
        "First half {first}, second {second}: {change}",
        first=words.mean(found.before.mean or 0.0),
        second=words.mean(found.after.mean or 0.0),
        change=t("no clear difference") if found.change is None else said[found.change],
    )


def _ratings(row: SummaryRow, catalogue: Catalogue) -> Iterable[Item]:
    items = (catalogue.item(key) for key in sorted(row.items) if key in catalogue)
    return (item for item in items if item.kind is Kind.SCALE and (item.low, item.high) == (0, 10))
