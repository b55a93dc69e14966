"""Two copies of one diary on two computers, for tests of making them one."""

import shutil
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from diary.domain.day import Activity, Day, Moment, MomentKind
from diary.journal.journal import Journal
from tests.factory import TODAY, Clock, a_day, a_journal

YESTERDAY = TODAY - timedelta(days=1)


class Pair:
    """Two copies of one diary, each with a clock of its own."""

    def __init__(self, folder: Path, days: Iterable[Day] = ()) -> None:
        self.clocks = Clock(), Clock()
        a_journal(folder / "one.diary", self.clocks[0], days).close()
        shutil.copy(folder / "one.diary", folder / "two.diary")
        self.one, self.two = (
            a_journal(folder / f"{name}.diary", clock)
            for name, clock in zip(("one", "two"), self.clocks, strict=True)
        )

    def close(self) -> None:
        self.one.close()
        self.two.close()

    def tick(self, **by: float) -> None:
        """Let time pass on both computers."""
        for clock in self.clocks:
            clock.forward(**by)


DAYS = [
    a_day(
        ago,
        stress=3,
        fatigue=2,
        areas={"front_knee_l": 5},
        tender=["front_hand_l"],
        activities=[Activity("walking", 30)],
        moments=[Moment(MomentKind.MEDICINE, 540, 2, "tablet")],
        notes={"note": f"day {ago}"},
    )
    for ago in range(3)
]


def content(journal: Journal) -> dict[date, object]:
    """All that is in a diary; two activities of one day have no order of their own."""
    span = journal.span()
    days = journal.days(span) if span else ()
    kept: dict[date, object] = {
        day.date: (day.zone, day.kind, dict(day.answers), dict(day.areas), day.tender, dict(day.notes),
                   sorted(map(repr, day.activities)), sorted(map(repr, day.moments)), day.naps)
        for day in days
    }  # fmt: skip
    kept[date.min] = sorted(map(repr, (*journal.own_items, *journal.records("goal"))))
    return kept
