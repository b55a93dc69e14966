"""Builds the Trends page: the charts, and beside them the factors that are worth a look."""

from collections.abc import Iterable
from datetime import date

import numpy as np
from msgspec import Struct

from diary.content.library import Library
from diary.domain.day import Moment
from diary.domain.period import DAY_BOUNDARY_MINUTES, Period
from diary.domain.plan.phase import NO_PHASE, PhaseOrder
from diary.domain.table import DayTable, Floats
from diary.domain.therapist_mark import TherapistMark
from diary.domain.tip_choice import MarkedTip
from diary.screens.chart_stack import ChartKind, ChartStack, build_stack, chart_kind_choices
from diary.screens.charts import ChartState
from diary.screens.factor_cards import FactorsState, build_factors
from diary.screens.happenings import Happenings, build_happenings
from diary.screens.look_back import LookBack, build_look_back
from diary.screens.plan.cards import PlanSource

FIRST_VIEW_DAYS = 92
SHORTEST_VIEW_DAYS = 5
"""The charts of a young diary show the days there are, and no fewer than these."""


class TrendsState(Struct, frozen=True):
    """Everything the page shows.

    stack: the charts that were chosen, or the usual ones; choices: all that can be, none = nothing is logged yet;
    span: all days that can be scrolled to; view: those shown first; happenings: moments and holidays along the
    axis; factors: what stands beside the charts; table: what the charts were built from; began: the first day of
    the diary.
    """

    stack: ChartStack
    choices: tuple[ChartKind, ...]
    span: Period
    view: Period
    happenings: Happenings
    factors: FactorsState
    table: DayTable | None = None
    began: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw yet."""
        return not self.choices

    @property
    def logged(self) -> Floats:
        """(n,) numbers of the days with anything in them."""
        return np.array([]) if self.table is None else self.table.days[self.table.logged | self.table.holiday]

    @property
    def charts(self) -> tuple[ChartState, ...]:
        """The charts from top to bottom."""
        return self.stack.charts


def build_trends(
    table: DayTable | None,
    library: Library,
    span: Period | None,
    today: date,
    *,
    began: date | None = None,
    chosen: Iterable[str] | None = None,
    moments: Iterable[tuple[date, Moment]] = (),
    marks: Iterable[MarkedTip] = (),
    boundary_minutes: int = DAY_BOUNDARY_MINUTES,
    therapist_marks: Iterable[TherapistMark] = (),
    order: PhaseOrder = NO_PHASE,
    plan: PlanSource | None = None,
) -> TrendsState:
    """Return what Trends shows of a diary. `table` covers `span`, the whole diary; both are None when nothing is.
    A day with no answer (a hard day may be one) gives nothing to draw either. The diary `began` on the first day
    of `span`, or before.

    `chosen` are the keys of the charts to stack, None = the usual ones; `moments` are those of the whole diary,
    `marks` is what is remembered of tips, `boundary_minutes` after midnight a day ends.
    `therapist_marks` stand in every chart; `order` says which charts are the usual ones; `plan` is what
    those of the plan are built from.
    """
    if table is None or span is None or (table.period == span and not table.logged.any()):
        nothing = Period(today, today)
        stack = ChartStack((), (), ())
        return TrendsState(stack, (), nothing, nothing, Happenings(), FactorsState())
    view, began = first_view(span, today), began or span.first
    return TrendsState(
        stack=build_stack(table, library, chosen, Period(began, view.last), order, plan),
        choices=chart_kind_choices(library),
        span=span.union(view),
        view=view,
        happenings=build_happenings(moments, table, library, boundary_minutes, therapist_marks),
        factors=build_factors(table, library, view.last, today, marks, began),
        table=table,
        began=began,
    )


def sentences_of(state: TrendsState, library: Library, shown: Period) -> LookBack:
    """Build the sentences about the days that are shown, as far as the charts have them."""
    table = state.table
    if table is None or state.began is None:
        return LookBack()
    first, last = max(shown.first, table.period.first), min(shown.last, table.period.last)
    if last < first:
        return LookBack()
    start = (first - table.period.first).days
    part, is_past = table.rows(start, start + (last - first).days + 1), last < table.period.last
    return build_look_back(part, state.charts, state.began, library, is_past=is_past)


def first_view(span: Period, today: date) -> Period:
    """Return the last three months of the diary (less of a younger one), up to today or to its own end."""
    last = today if (today - span.last).days < FIRST_VIEW_DAYS else span.last
    last = max(last, span.first)
    days = (last - span.first).days + 1
    return Period.ending(last, min(max(days, SHORTEST_VIEW_DAYS), FIRST_VIEW_DAYS))
