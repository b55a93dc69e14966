"""The blocks of the second page: each says which days it is about, and is there only with something to show."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from diary.content.library import Library, load_library
from diary.domain.day import Moment, MomentKind
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.page_blocks import (
    BLOCK_KINDS,
    MOST_DAYS,
    MOST_ROWS,
    ChartsBelow,
    FilledIn,
    MapsBeside,
    NightBars,
    PageBlock,
    block_kinds,
)
from diary.screens.plan.tools import TOOLS
from diary.screens.share import block_in_words, build_pages
from tests.factory import TODAY, a_day, a_journal

OF_PLAN = frozenset(tool.block for tool in TOOLS)
ALL = tuple(kind.key for kind in BLOCK_KINDS)


@pytest.fixture
def full(tmp_path: Path) -> Journal:
    days = [
        a_day(
            ago,
            areas={"back_neck_l": 4},
            moments=[Moment(MomentKind.FLARE, 600, text="rain")] if ago == 3 else (),
            notes={"note": "a calm day"} if ago == 5 else {},
            typed_after_days=9 if ago == 7 else 0,
            function=5,
            worried_damage=ago % 2,
            stress=4,
            pain_average=3,
            into_bed=1380,
            sleep_latency=30,
            awake_in_night=40,
            got_up=420,
        )
        for ago in range(100)
        if ago % 9
    ]
    return a_journal(tmp_path / "full.diary", days=days)


def blocks_of(
    journal: Journal, library: Library, days: int = 28, keys: tuple[str, ...] = ALL
) -> dict[str, PageBlock]:
    period = Period.ending(TODAY, days)
    return {block.key: block for block in build_pages(journal, library, period, keys).second}


def test_every_block_of_a_full_diary_says_which_days_it_is_about(full: Journal, english: Library) -> None:
    found = blocks_of(full, english)
    missing = set(ALL) - {"medicine", "own_charts"} - OF_PLAN - found.keys()
    assert not missing, "the days of `full` above have nothing for it: log there what the block shows"
    for block in found.values():
        assert "2026" in block.about, block.key
        assert block.title
        assert (block.alt != "") is (block.drawing is not None)


def test_an_empty_diary_has_no_blocks(journal: Journal, english: Library) -> None:
    assert blocks_of(journal, english, keys=tuple(block_kinds(english))) == {}


@pytest.mark.parametrize("days", [1, 28, 400, 4000])
def test_any_stretch_can_be_printed(full: Journal, english: Library, days: int) -> None:
    assert blocks_of(full, english, days, tuple(block_kinds(english)))


def test_what_has_a_mark_for_each_day_shows_and_names_the_last_three_months(
    full: Journal, english: Library
) -> None:
    found = blocks_of(full, english, 365)
    nights, filled = found["nights"].drawing, found["filled_in"].drawing
    assert isinstance(nights, NightBars)
    assert isinstance(filled, FilledIn)
    assert len(nights.begins) == len(filled.away) == MOST_DAYS
    assert "23 August" in found["nights"].about


def test_a_night_knows_when_sleep_began_and_how_long_one_lay_awake(full: Journal, english: Library) -> None:
    block = blocks_of(full, english)["nights"]
    nights = block.drawing
    assert isinstance(nights, NightBars)
    row = 1
    assert [part[row] for part in (nights.begins, nights.onset, nights.wakes, nights.ends, nights.awake)] == [
        -60, -30, 420, 420, 40,
    ]  # fmt: skip
    assert np.isnan(nights.begins[-1])
    assert (
        "30 min to fall asleep on average (24 nights). 40 min awake in the night on average"
        in block.note.replace("\u00a0", " ")
    )


def test_a_night_that_is_drawn_hollow_is_told_of(full: Journal, english: Library) -> None:
    assert "Hollow: filled in later." in blocks_of(full, english)["nights"].note
    assert "Hollow" not in blocks_of(full, english, 6)["nights"].note


def test_the_maps_are_of_whole_months_also_before_the_stretch(full: Journal, english: Library) -> None:
    block = blocks_of(full, english)["maps"]
    assert isinstance(block.drawing, MapsBeside)
    assert [one.title for one in block.drawing.maps] == ["Sept 2026", "Oct 2026", "Nov 2026"]
    assert block.drawing.maps[-1].days < 22
    assert block.about.startswith("Sept 2026 to Nov 2026")


def test_a_young_diary_has_no_months_before_it_began(tmp_path: Path, english: Library) -> None:
    days = [a_day(ago, areas={"back_neck_l": 4}) for ago in range(10)]
    block = blocks_of(a_journal(tmp_path / "a.diary", days=days), english, 90)["maps"]
    assert isinstance(block.drawing, MapsBeside)
    assert [one.title for one in block.drawing.maps] == ["Nov 2026"]


def test_same_pain_looks_at_eight_weeks_whatever_is_printed(full: Journal, english: Library) -> None:
    block = blocks_of(full, english, 7)["same_pain"]
    assert isinstance(block.drawing, ChartsBelow)
    assert [len(one.series[0].days) for one in block.drawing.charts] == [56, 56]
    assert block.about == "28 September – 22 November 2026"
    assert block.note


def test_which_days_were_filled_in_soon_later_and_not(full: Journal, english: Library) -> None:
    filled = blocks_of(full, english)["filled_in"].drawing
    assert isinstance(filled, FilledIn)
    names = [name for name, *_ in filled.rows]
    assert names == ["What I could do", "Sleep", "Stress", "Pain areas", "Average pain"]
    for _, soon, late, words in filled.rows:
        assert (int(soon.sum()), int(late.sum()), words) == (23, 1, "24 of 28")
        assert late[-8]
        assert not soon[-1]


def test_words_are_printed_only_where_they_are_ticked(full: Journal, english: Library) -> None:
    assert blocks_of(full, english)["all_moments"].rows == (("19 Nov 10:00", "Harder time"),)
    with_words = blocks_of(full, english, keys=("all_moments", "moment_words"))
    assert with_words["all_moments"].rows == (("19 Nov 10:00", "Harder time: rain"),)
    assert blocks_of(full, english)["notes"].rows == (("17 Nov", "a calm day"),)


def test_medicines_now_come_first_then_the_stopped_ones_newest_first(journal: Journal, english: Library) -> None:
    journal.add_record("medicine", {"name": "Old", "since": "2019"}, date(2020, 5, 1))
    journal.add_record(
        "medicine", {"name": "Newer", "helps": "no", "side_effects": "dry\nmouth"}, date(2026, 5, 1)
    )
    journal.add_record("medicine", {"name": "Now", "amount": "1 tablet", "often": "daily", "since": "2024-03"})
    assert blocks_of(journal, english)["medicine"].rows == (
        ("Now, 1 tablet, daily", "since Mar 2024", "–", "–"),
        ("Newer", "until 1 May 2026", "no", "dry mouth"),
        ("Old", "2019 – 1 May 2020", "–", "–"),
    )


def test_a_long_list_says_how_many_are_left(journal: Journal, english: Library) -> None:
    for number in range(MOST_ROWS + 3):
        journal.add_record("medicine", {"name": f"M{number}"})
    block = blocks_of(journal, english)["medicine"]
    assert len(block.rows) == MOST_ROWS
    assert len(block.more) == MOST_ROWS + 1
    assert block.more[MOST_ROWS] == "and 3 more in the diary"
    assert block.more[0] == "and 15 more in the diary"


def test_own_items_are_drawn_those_answered_most(tmp_path: Path, english: Library) -> None:
    own = [OwnItem(Item(f"tea{n}", Kind.COUNT, "own", 0, 9, own=True), {"en": f"Tea {n}"}) for n in range(5)]
    library = load_library(resources(), "en", own)
    answers: list[dict[str, Any]] = [{f"tea{n}": 1 for n in range(5) if n + ago > 3} for ago in range(9)]
    journal = a_journal(tmp_path / "own.diary")
    for one in own:
        journal.save_own_item(one)
    journal.import_days(a_day(ago, **given) for ago, given in enumerate(answers))
    block = blocks_of(journal, library, keys=("own_charts",))["own_charts"]
    assert isinstance(block.drawing, ChartsBelow)
    assert [chart.key for chart in block.drawing.charts] == ["tea2", "tea3", "tea4"]
    assert block.note == "and 2 more in the diary"


def test_a_block_can_be_heard(full: Journal, english: Library) -> None:
    for block in blocks_of(full, english).values():
        assert "".join(block_in_words(block))


def test_days_to_come_change_nothing(full: Journal, english: Library) -> None:
    period = Period(TODAY - timedelta(days=20), TODAY + timedelta(days=40))
    found = {block.key: block for block in build_pages(full, english, period, ALL).second}
    assert found["same_pain"].about == "28 September – 22 November 2026"


def test_the_plan_is_printed_as_its_cards_say_it(full: Journal, english: Library) -> None:
    goal = full.add_record("goal", {"text": "cook"})
    for week, able in (("2026-11-02", 3), ("2026-11-16", 6)):
        full.add_record("goal_week", {"goal": "cook", "of": goal.id, "week": week, "able": able})
    full.add_record("contact", {"name": "Robin", "role": "sister", "harder": True})
    full.add_record("harder_plan", {"part": "helps", "words": "a warm shower"})
    full.add_record("questionnaire_result", {"questionnaire": "CSI", "day": "2026-11-01", "score": 52})
    found = blocks_of(full, english)
    assert found["goal"].rows == (("cook", "from 3 to 6 of 10, 2 weeks filled in"),)
    assert found["goal"].note.startswith("Since the week of 2 November 2026: from 3 to 6")
    assert found["contact"].rows == (("Robin", "sister"),)
    assert found["harder_plan"].rows == (("This helps", "a warm shower"), ("People", "Robin · sister"))
    assert found["questionnaire_result"].rows == (("CSI", "52, 1 time"),)
