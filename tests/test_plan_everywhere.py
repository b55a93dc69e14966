"""Each tool of the plan goes everywhere that what is typed goes, or it is said here why not.

Run with -s it prints the table.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from diary.content.library import Library
from diary.domain.period import Period
from diary.domain.plan.proposal import FIELDS
from diary.exchange.csv_text import csv_files
from diary.exchange.fhir import fhir_files
from diary.exchange.xlsx import xlsx_files
from diary.journal.journal import Journal
from diary.screens.page_blocks import block_kinds
from diary.screens.plan.first_page import build_plan_on_paper
from diary.screens.plan.tools import TOOLS, build_plan_for_others
from diary.screens.share import build_pages
from diary.storage.backups.backup import make_backup
from tests.exchange.test_formats import a_content
from tests.factory import NOW, TODAY, Clock, a_day, a_journal
from tests.journal.test_plan_registers import through_json, through_rescue, through_share, told
from tests.journal.two_copies import Pair
from tests.screens.plan.conftest import RealPlan
from tests.screens.plan.test_kind_words import USED, choose_phase

LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "phase": ("phase",),
    "goals": ("goal", "goal_week"),
    "building": ("building", "building_day", "after_effort"),
    "expected": ("expectation",),
    "experiment": ("experiment", "experiment_day"),
    "harder": ("harder_plan",),
    "people": ("contact",),
    "scores": ("questionnaire_result",),
    "breathing": ("breathing",),
    "even": (),
    "rising": ("rising",),
}
"""What each tool writes."""
NOT_MEANT: Final[Mapping[tuple[str, str], str]] = {
    ("even", "written"): "it is counted from the activities of days, which go everywhere as days do",
    ("breathing", "paper"): "how somebody breathes along is nothing to hand over; the minutes are in relaxation",
    ("breathing", "others"): "as on paper",
    ("even", "paper"): "its days are the charts of activity and load",
    ("even", "others"): "as on paper",
    ("rising", "paper"): "nights are on paper with their times; a moment one chose is for oneself",
    ("rising", "others"): "as on paper",
    **{
        (tool, "proposal"): "it is the person's own words or choice"
        for tool in ("phase", "expected", "experiment", "harder", "people", "breathing", "rising")
    },
    ("scores", "proposal"): "a total is no plan",
    ("even", "proposal"): "there is nothing to type",
}
"""The places a tool does not go to, and why."""


def used(tool: str, journal: Journal, library: Library, clock: Clock) -> RealPlan:
    """Twelve days of it; the clock ends where it began, so that all of it has been."""
    plan = RealPlan(journal, library)
    clock.forward(days=-12)
    for day in range(12):
        if tool == "phase":
            choose_phase(plan, ("understand", "build", "life")[day % 3])
        else:
            USED[tool](plan, day)
        clock.forward(days=1)
    journal.import_days([a_day(1, stress=3)])
    return plan


def is_written(tool: str, plan: RealPlan) -> bool:
    return bool(LISTS[tool]) and all(plan.journal.records(register) for register in LISTS[tool])


def is_undone(tool: str, plan: RealPlan) -> bool:
    """What was written last is taken back in one step, and what was changed comes back as it was."""
    journal, before = plan.journal, told(plan.journal)
    for register in LISTS[tool]:
        newest = journal.records(register)[-1]
        journal.registers.change(newest, {**newest.data, "changed": "x"})
        journal.history.undo()
        journal.remove_record(newest)
        journal.history.undo()
    return told(journal) == before


def is_on_paper(tool: str, plan: RealPlan) -> bool:
    """On the first page, or as a block of the second one with something in it."""
    blocks = [each.block for each in TOOLS if each.key == tool and each.block]
    period = Period.ending(TODAY, 28)
    second = build_pages(plan.journal, plan.library, period, blocks).second
    first = build_plan_on_paper(plan.source(), period)
    if tool == "phase":
        return first is not None and bool(first.facts)
    return bool(blocks) and [block.title for block in second] == [
        block_kinds(plan.library)[key].name(plan.library) for key in blocks
    ]


def is_read_by_others(tool: str, plan: RealPlan) -> bool:
    first = build_plan_on_paper(plan.source(), Period.ending(TODAY, 28))
    facts = first is not None and bool(first.facts)
    cards = build_plan_for_others(plan.source())
    assert all(not card.asks and not any(line.asks for line in card.lines) for card in cards)
    return facts if tool == "phase" else bool(cards)


def is_in(files: Callable[..., Mapping[str, bytes]]) -> Callable[[str, RealPlan], bool]:
    def is_there(tool: str, plan: RealPlan) -> bool:
        whole = a_content(plan.journal)
        without = whole.only(whole.parts - {*LISTS[tool]})
        return sum(map(len, files(whole).values())) > sum(map(len, files(without).values()))

    return is_there


def is_proposed(tool: str, _plan: RealPlan) -> bool:
    return any(register in LISTS[tool] for register in FIELDS)


def comes_through(way: Callable[[Journal, Path], object]) -> Callable[[str, RealPlan], bool]:
    def is_there(_tool: str, plan: RealPlan) -> bool:
        before, folder = told(plan.journal), plan.journal.path.parent / way.__name__
        folder.mkdir()
        return way(plan.journal, folder) == before

    return is_there


def through_copy(journal: Journal, folder: Path) -> object:
    copy = make_backup(journal.path, folder, NOW, in_use=True)
    return told(a_journal(copy.path))


def through_merge(journal: Journal, folder: Path) -> object:
    """The other copy, which never had it, takes it in."""
    pair = Pair(folder, [a_day(1, stress=3)])
    pair.one.registers.write(
        (one.register, None, one.data, one.ended_on)
        for name in LISTS
        for key in LISTS[name]
        for one in journal.records(key)
    )
    pair.two.history.merge(pair.one.history.snapshot())
    found = told(pair.two)
    pair.close()
    return found


PLACES: Final[Mapping[str, Callable[[str, RealPlan], bool]]] = {
    "written": is_written,
    "undo": is_undone,
    "copies": comes_through(through_copy),
    "merge": comes_through(through_merge),
    "json": comes_through(through_json),
    "share": comes_through(through_share),
    "csv": is_in(csv_files),
    "xlsx": is_in(xlsx_files),
    "fhir": is_in(fhir_files),
    "paper": is_on_paper,
    "others": is_read_by_others,
    "proposal": is_proposed,
    "rescue": comes_through(through_rescue),
}
"""Where it goes; the rescue is last, because it closes the diary."""


@pytest.mark.parametrize("tool", LISTS)
def test_a_tool_goes_everywhere_it_is_meant_to(
    tool: str, journal: Journal, english: Library, clock: Clock
) -> None:
    plan, found = used(tool, journal, english, clock), dict[str, bool]()
    for place, goes in PLACES.items():
        is_nothing = not LISTS[tool] and place not in {"written", "paper", "others", "proposal"}
        found[place] = False if is_nothing else goes(tool, plan)
    words = "  ".join(f"{place} {'yes' if is_there else 'no':3}" for place, is_there in found.items())
    sys.stdout.write(f"\n{tool:10} {words}")
    missing = {place for place, is_there in found.items() if not is_there}
    meant = {place for place in PLACES if (tool, place) not in NOT_MEANT}
    if not LISTS[tool]:
        meant &= {"paper", "others", "proposal"}
    assert missing & meant == set()
    assert {place for place in PLACES if (tool, place) in NOT_MEANT and found[place]} == set()


def test_every_tool_and_list_of_the_plan_is_in_the_table(english: Library) -> None:
    unknown = set(LISTS) ^ {"phase", *(tool.key for tool in TOOLS)}
    assert unknown == set(), "here: what it writes in LISTS, and in NOT_MEANT where it does not go and why"
    declared = {register.key for register in english.registers if register.page == "plan"}
    assert {key for keys in LISTS.values() for key in keys} ^ declared == set(), "a list of the plan is in LISTS"
