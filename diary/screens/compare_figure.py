"""Describes the comparison of two spans as a figure: its words, its table, and every number for a program."""

from diary.content.language import Language
from diary.screens.compare import CompareRow, CompareState
from diary.screens.figure import Cell, Figure, Plain, PlainTable, file_stem

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
