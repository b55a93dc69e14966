"""What stands first in a phase: one table, read by Plan, Today and Trends."""

from datetime import UTC, datetime

import pytest

from diary.content.library import Library
from diary.domain.plan.phase import NO_PHASE, ORDERS, order_of
from diary.domain.register import RegisterRecord
from diary.screens.chart_stack import chart_kind_choices
from diary.screens.plan.tools import TOOLS


def a_record(phase: object, minute: int = 0) -> RegisterRecord:
    at = datetime(2026, 11, 1, 8, minute, tzinfo=UTC)
    return RegisterRecord(1, "phase", {"phase": phase}, at, None, 0)


def test_what_the_table_names_is_there(english: Library) -> None:
    assert set(ORDERS) == set(english.register("phase").field("phase").options)
    named = [*ORDERS.values()]
    assert {key for order in named for key in order.tools} <= {tool.key for tool in TOOLS}
    assert {key for order in named for key in order.charts} <= {kind.key for kind in chart_kind_choices(english)}
    assert {key for order in named for key in order.cards} <= {card.key for card in english.catalogue.cards}


def test_the_newest_record_counts() -> None:
    assert order_of([a_record("life", 5), a_record("build", 4)]) == ORDERS["life"]


@pytest.mark.parametrize("phase", [None, "other", 3, ["life"]])
def test_what_is_no_phase_changes_nothing(phase: object) -> None:
    assert order_of([a_record(phase)]) == NO_PHASE
    assert order_of([]) == NO_PHASE
