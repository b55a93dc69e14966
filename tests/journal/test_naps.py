"""Naps are kept, undone, merged, rescued and imported as every other part of a day."""

from pathlib import Path

import pytest

from diary.domain.day import AnswerSource, Day, Nap
from diary.domain.measures import of_period, per_day
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.journal.rescue import rescue
from tests.factory import NOW, TODAY, Clock, a_day, a_journal
from tests.journal.damage import ATLAS, CATALOGUE
from tests.journal.two_copies import DAYS, Pair

SHORT, LONG = Nap(14 * 60 + 10, 25), Nap(None, 40)


def spans(day: Day) -> list[tuple[int | None, int]]:
    return [(nap.begin, nap.minutes) for nap in day.naps]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return a_journal(tmp_path / "my.diary")


def test_naps_stand_beside_the_night_and_are_undone_one_by_one(journal: Journal) -> None:
    journal.answer_all(TODAY, {"into_bed": 23 * 60, "got_up": 7 * 60})
    journal.set_naps(TODAY, [SHORT])
    day = journal.set_naps(TODAY, [SHORT, LONG])
    assert spans(day) == [(None, 40), (850, 25)]
    assert day.value("got_up") == 7 * 60
    journal.history.undo()
    assert spans(journal.day(TODAY)) == [(850, 25)]
    journal.history.undo()
    assert not journal.day(TODAY).naps


def test_a_nap_that_stays_keeps_when_it_was_typed_and_one_that_moves_is_another(tmp_path: Path) -> None:
    clock = Clock()
    journal = a_journal(tmp_path / "my.diary", clock)
    first = journal.set_naps(TODAY, [SHORT]).naps[0]
    clock.forward(hours=1)
    day = journal.set_naps(TODAY, [SHORT, LONG])
    assert first in day.naps
    moved = journal.set_naps(TODAY, [Nap(900, 25), LONG], AnswerSource.PAPER).naps[1]
    assert ((moved.begin, moved.minutes), moved.source) == ((900, 25), AnswerSource.PAPER)
    assert [version.was[0] for version in journal.history.versions(TODAY)] == [25]


def test_the_last_nap_takes_its_day_along(journal: Journal) -> None:
    journal.set_naps(TODAY, [SHORT])
    journal.set_naps(TODAY, [])
    assert journal.span() is None


def test_a_nap_in_the_night_is_refused_and_nothing_is_stored(journal: Journal) -> None:
    journal.answer_all(TODAY, {"into_bed": 23 * 60, "got_up": 7 * 60})
    with pytest.raises(Refusal) as refused:
        journal.set_naps(TODAY, [SHORT, Nap(120, 30)])
    assert refused.value.reason is Reason.NAP_IN_NIGHT
    assert not journal.day(TODAY).naps


def test_an_earlier_version_of_a_nap_comes_back(journal: Journal) -> None:
    journal.set_naps(TODAY, [SHORT])
    journal.set_naps(TODAY, [])
    version = journal.history.versions(TODAY)[0]
    journal.history.restore_version(version.key, version.was)
    assert spans(journal.day(TODAY)) == [(SHORT.begin, SHORT.minutes)]


def test_a_moved_day_takes_its_naps_along(journal: Journal) -> None:
    journal.set_naps(TODAY, [SHORT])
    yesterday = Period.ending(TODAY, 2).first
    journal.history.move_day(TODAY, yesterday)
    assert spans(journal.day(yesterday)) == [(SHORT.begin, SHORT.minutes)]


def test_copies_bring_their_naps_together(tmp_path: Path) -> None:
    pair = Pair(tmp_path, DAYS)
    pair.one.set_naps(TODAY, [SHORT])
    pair.tick(minutes=1)
    pair.two.set_naps(TODAY, [SHORT, Nap(17 * 60, 20)])
    first = pair.one.day(TODAY).naps
    assert [entry.key[0] for entry in pair.one.history.merge(pair.two.history.snapshot()).entries] == ["nap"]
    assert pair.one.day(TODAY).naps[:1] == first, "the first time of typing counts"
    assert spans(pair.one.day(TODAY)) == [(SHORT.begin, SHORT.minutes), (17 * 60, 20)]


def test_naps_come_back_out_of_a_damaged_file(tmp_path: Path) -> None:
    journal = a_journal(tmp_path / "old.diary", days=[a_day(ago, naps=[SHORT, LONG]) for ago in range(3)])
    expected = journal.days(Period.ending(TODAY, 3))
    journal.close()
    found = rescue(tmp_path / "old.diary", tmp_path / "new.diary", CATALOGUE, ATLAS, NOW)
    assert found.kept["nap"] == 6
    assert a_journal(tmp_path / "new.diary").days(Period.ending(TODAY, 3)) == expected


def test_what_is_imported_adds_naps_and_never_moves_what_is_there(journal: Journal) -> None:
    journal.answer_all(TODAY, {"into_bed": 23 * 60, "got_up": 7 * 60})
    journal.set_naps(TODAY, [SHORT])
    offered = a_day(0, naps=[SHORT, Nap(860, 30), Nap(17 * 60, 20), Nap(60, 30)], source=AnswerSource.IMPORTED)
    result = journal.import_days([offered])
    assert (result.added, result.same) == (1, 1)
    assert [(each.item, each.offered) for each in result.kept] == [("naps", 30), ("naps", 30)]
    assert spans(journal.day(TODAY)) == [(SHORT.begin, SHORT.minutes), (17 * 60, 20)]
    again = journal.import_days([offered])
    assert (again.added, again.same) == (0, 2)


def test_naps_count_in_the_sleep_of_a_day_and_in_how_regular_it_is(journal: Journal) -> None:
    for ago in range(8):
        journal.import_days([a_day(ago, into_bed=1380, got_up=420, sleep_latency=0, awake_in_night=0)])
    whole = Period.ending(TODAY, 8)
    assert of_period(journal.table(whole))["sleep_regularity"] == 100
    journal.set_naps(TODAY, [])
    journal.set_naps(whole.first, [Nap(14 * 60, 72), LONG])
    numbers = of_period(journal.table(whole))
    assert numbers["sleep_regularity"] == pytest.approx(200 * (1 - 2 * 72 / (7 * 1440)) - 100)
    assert numbers["days_with_nap"] == 1
    days = per_day(journal.table(whole))
    assert days["asleep_in_all"][:2].tolist() == [8 * 60 + 112, 8 * 60]
    assert days["nap_minutes"][0] == 112
