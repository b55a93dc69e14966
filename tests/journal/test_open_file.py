"""Others write in the file of an open diary, replace it, take it away: it is noticed, and nothing is lost."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.storage.backups.backup_files import list_backups
from diary.storage.health import check
from tests.factory import NOW, TODAY, Clock, a_day, a_journal, a_key

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    key = a_key() if request.param else None
    journal = a_journal(tmp_path / "my.diary", Clock(), [a_day(stress=1, fatigue=1), a_day(1, stress=2)], key)
    yield journal
    journal.close()


@pytest.fixture
def other(journal: Journal) -> Iterator[Journal]:
    """The same file, opened by somebody who knows nothing of the lock."""
    other = Journal(journal._core.store.again(), journal._core.built_in, journal.atlas, Clock(), "Asia/Tokyo")
    yield other
    other.close()


def told(journal: Journal) -> list[Period]:
    heard: list[Period] = []
    journal.subscribe(heard.append)
    return heard


def put_in_place(journal: Journal, source: Path) -> None:
    """As a sync program does it: the new file takes the name in one step."""
    draft = journal.path.with_name("draft")
    shutil.copy(source, draft)
    draft.replace(journal.path)


def a_copy(journal: Journal) -> Journal:
    shutil.copy(journal.path, journal.path.with_name("copy.diary"))
    key = journal._core.file.open.key
    return a_journal(journal.path.with_name("copy.diary"), Clock(), key=key)


def test_nothing_happens_when_only_we_write(journal: Journal) -> None:
    journal.answer(TODAY, "stress", 4)
    journal.history.undo()
    journal.set_profile("name", "Ans")
    assert journal.file.look() is None


def test_what_others_wrote_is_reported_once_with_its_days(journal: Journal, other: Journal) -> None:
    heard = told(journal)
    other.answer(YESTERDAY, "stress", 7)
    elsewhere = journal.file.look()
    assert elsewhere is not None
    assert (elsewhere.period, elsewhere.both) == (Period(YESTERDAY, YESTERDAY), ())
    assert heard == [Period(YESTERDAY, YESTERDAY)]
    assert journal.file.look() is None
    journal.answer(YESTERDAY, "stress", 3)
    assert journal.file.look() is None, "what was seen before is no surprise any more"


def test_an_answer_given_here_and_elsewhere_is_reported_with_both(journal: Journal, other: Journal) -> None:
    other.answer(TODAY, "stress", 4)
    other.answer(TODAY, "fatigue", 9)
    journal.answer(TODAY, "stress", 6)
    elsewhere = journal.file.look()
    assert elsewhere is not None
    (entry,) = elsewhere.both
    assert entry.key == ("answer", "stress", TODAY.isoformat())
    assert entry.ours is not None
    assert entry.theirs is not None
    assert (entry.ours[0], entry.theirs[0]) == (6, 4)
    day = journal.day(TODAY)
    assert (day.value("stress"), day.value("fatigue")) == (6, 9)
    journal.history.undo()
    assert journal.day(TODAY).value("stress") == 4, "theirs was kept"


def test_a_file_that_was_replaced_is_gone_over_to_and_nothing_is_lost(journal: Journal) -> None:
    copy = a_copy(journal)
    copy.answer(TODAY, "concentration", 5)
    copy.answer(YESTERDAY, "stress", 8)
    copy.close()
    journal.answer(TODAY, "stress", 6)
    heard = told(journal)
    put_in_place(journal, copy.path)
    assert journal.day(TODAY).value("concentration") == 5
    journal.answer(TODAY, "fatigue", 3)
    elsewhere = journal.file.look()
    assert elsewhere is not None
    assert heard[-1] == Period(YESTERDAY, TODAY)
    for opened in (
        journal,
        Journal(journal._core.store.again(), journal._core.built_in, journal.atlas, Clock(), "UTC"),
    ):
        day = opened.day(TODAY)
        assert (day.value("stress"), day.value("concentration"), day.value("fatigue")) == (6, 5, 3)
        assert opened.day(YESTERDAY).value("stress") == 8
    opened.close()


def test_what_both_changed_before_a_file_was_replaced_is_reported(journal: Journal) -> None:
    copy = a_copy(journal)
    copy.answer(TODAY, "stress", 4)
    copy.close()
    journal.answer(TODAY, "stress", 6)
    put_in_place(journal, copy.path)
    elsewhere = journal.file.look()
    assert elsewhere is not None
    assert [entry.key[1] for entry in elsewhere.both] == ["stress"]


def test_half_of_a_file_is_waited_for(journal: Journal) -> None:
    copy = a_copy(journal)
    copy.answer(TODAY, "concentration", 5)
    copy.close()
    whole = copy.path.read_bytes()
    copy.path.write_bytes(whole[: len(whole) // 2])
    put_in_place(journal, copy.path)
    assert journal.day(TODAY).value("stress") == 1
    with pytest.raises(Refusal) as refused:
        journal.answer(TODAY, "stress", 6)
    assert refused.value.reason is Reason.FILE_REPLACED
    assert journal.path.read_bytes() == whole[: len(whole) // 2]
    copy.path.write_bytes(whole)
    put_in_place(journal, copy.path)
    journal.answer(TODAY, "stress", 6)
    assert journal.day(TODAY).value("concentration") == 5


def test_when_another_diary_takes_its_place_the_old_one_is_kept(tmp_path: Path) -> None:
    journal = a_journal(tmp_path / "my.diary", Clock(), [a_day(stress=1)])
    own = a_journal(tmp_path / "own.diary", Clock(), [a_day(1, stress=9)])
    own.close()
    put_in_place(journal, own.path)
    assert journal.file.look() is not None
    assert journal.day(YESTERDAY).value("stress") == 9
    (kept,) = list_backups(tmp_path / "my backups")
    assert kept.last_day == TODAY
    journal.close()


def test_a_file_that_is_gone_is_reported_at_once_and_writing_goes_on_when_it_is_back(journal: Journal) -> None:
    away = journal.path.with_name("away")
    journal.path.rename(away)
    elsewhere = journal.file.look()
    assert elsewhere is not None
    assert elsewhere.is_gone
    assert journal.file.look() is None, "said once"
    assert journal.day(TODAY).value("stress") == 1
    with pytest.raises(Refusal) as refused:
        journal.answer(TODAY, "stress", 6)
    assert refused.value.reason is Reason.FILE_GONE
    assert os.listdir(away.parent) == ["away"]  # noqa: PTH208 - nothing was made in its place
    away.rename(journal.path)
    back = journal.file.look()
    assert back is not None
    assert not back.is_gone
    journal.answer(TODAY, "stress", 6)
    assert journal.file.look() is None


def put_over(journal: Journal, source: Path) -> None:
    """As `cp` does it: the file stays the same one, with something else in it."""
    with journal.path.open("r+b") as file:
        file.truncate(0)
        file.write(source.read_bytes())


def sound(journal: Journal) -> bool:
    return check(journal.path, journal._core.file.open.key).days > 0


def test_an_older_state_that_is_copied_over_the_open_diary_is_shown_and_goes_on(journal: Journal) -> None:
    copy = journal.path.with_name("copy.diary")
    shutil.copy(journal.path, copy)
    for stress in (4, 5, 6):
        journal.answer(TODAY, "stress", stress)
        journal.set_note(TODAY, "note", "a long day " * 1000 * stress)
    put_over(journal, copy)
    assert journal.file.is_changed_outside
    assert journal.file.look() is not None
    assert journal.day(TODAY).value("stress") == 1
    journal.answer(TODAY, "fatigue", 8)
    assert journal.day(TODAY).value("fatigue") == 8
    assert journal.file.look() is None
    assert sound(journal)


def test_another_diary_that_is_copied_over_the_open_one_is_neither_shown_nor_written_in(
    journal: Journal, tmp_path: Path
) -> None:
    key = journal._core.file.open.key
    other = a_journal(tmp_path / "other.diary", Clock(), key=key)
    other._core.now = lambda: NOW + timedelta(days=3)
    other.answer(YESTERDAY, "stress", 9)
    other.set_note(YESTERDAY, "note", "somebody else's " * 5000)
    other.close()
    mine = tmp_path / "mine.diary"
    shutil.copy(journal.path, mine)
    put_over(journal, other.path)
    content = journal.path.read_bytes()
    for act in (
        lambda: journal.answer(TODAY, "stress", 6),
        lambda: journal.set_profile("name", "Ans"),
        lambda: journal.day(YESTERDAY),
        journal.file.look,
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.reason is Reason.FILE_REPLACED
    assert journal.path.read_bytes() == content
    put_over(journal, mine)
    journal.answer(TODAY, "stress", 6)
    assert journal.day(TODAY).value("stress") == 6
    assert sound(journal)
