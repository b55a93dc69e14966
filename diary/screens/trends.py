"""The Trends page as a value: the charts, and beside them what is worth a look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from diary.content.library import Library
from diary.domain.period import Period
from diary.domain.table import DayTable
from diary.domain.tip_mark import MarkedTip
from diary.screens.charts import ChartState, build_charts, build_item_chart, chartable_items
from diary.screens.factor_cards import FactorsState, build_factors

FIRST_VIEW_DAYS = 92
SHORTEST_VIEW_DAYS = 14


@dataclass(frozen=True)
class TrendsState:
    """Everything the page shows. No charts = nothing is logged yet.

    span: all days that can be scrolled to; view: those shown first; added: one more chart the person chose;
    choices: (key, name) of the items it can be; factors: what stands beside the charts.
    """

    charts: tuple[ChartState, ...]
    span: Period
    view: Period
    factors: FactorsState
    choices: tuple[tuple[str, str], ...]
    added: ChartState | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw yet."""
        return not self.charts

    @property
    def all_charts(self) -> tuple[ChartState, ...]:
        """The four charts and the one that was added."""
        return self.charts if self.added is None else (*self.charts, self.added)


def build_trends(
    table: DayTable | None,
    library: Library,
    span: Period | None,
    today: date,
    *,
    added: str | None = None,
    marks: Iterable[MarkedTip] = (),
) -> TrendsState:
    """What Trends shows of a diary. `table` covers `span`, the whole diary; both are None when nothing is logged.

    `added` is the key of the item shown in a fifth chart, `marks` is what is remembered of tips. Raises Refusal
    UNKNOWN_ITEM when there is no such item.
    """
    if table is None or span is None:
        return TrendsState((), Period(today, today), Period(today, today), FactorsState(), ())
    view = first_view(span, today)
    return TrendsState(
        charts=build_charts(table, library),
        span=span.union(view),
        view=view,
        factors=build_factors(table, library, view.last, today, marks),
        choices=chartable_items(library),
        added=None if added is None else build_item_chart(table, library, added),
    )


def first_view(span: Period, today: date) -> Period:
    """The last three months of the diary (less of a younger one), up to today or to where it ended before that."""
    last = today if (today - span.last).days < FIRST_VIEW_DAYS else span.last
    last = max(last, span.first)
    days = (last - span.first).days + 1
    return Period.ending(last, min(max(days, SHORTEST_VIEW_DAYS), FIRST_VIEW_DAYS))
