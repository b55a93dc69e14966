"""Files beside a diary that are copies of it: found by name, known by content, taken in after both were copied."""

import shutil
from pathlib import Path

import pytest

from diary.domain.form import Form
from diary.domain.item import Preset
from diary.domain.refusal import Reason, Refusal
from diary.domain.three_way import DiaryRelation
from diary.journal.journal import Journal
from diary.storage.backups.backup_files import list_backups
from diary.storage.key import Key
from tests.factory import TODAY, Clock, a_day, a_journal, a_key

pytestmark = pytest.mark.usefixtures("quick_keys")


def a_copy(journal: Journal, name: str, stress: float | None = None) -> Path:
    path = journal.path.with_name(name)
    shutil.copy(journal.path, path)
    if stress is not None:
        copy = a_journal(path, Clock(), key=journal._core.file.open.key)
        copy.answer(TODAY, "stress", stress)
        copy.close()
    return path


@pytest.fixture(params=[None, a_key()], ids=["plain", "encrypted"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Journal:
    return a_journal(tmp_path / "my.diary", Clock(), [a_day(stress=1), a_day(1, stress=2)], request.param)


def test_a_conflicted_copy_is_offered_until_it_was_taken_in(journal: Journal, tmp_path: Path) -> None:
    a_copy(journal, "my (conflicted copy 2026-11-22 210400).diary", stress=7)
    a_copy(journal, "my (1).diary")
    a_journal(tmp_path / "my 2.diary", days=[a_day(stress=9)]).close()
    (tmp_path / "my-LAPTOP.diary").write_bytes(b"half of something")
    (offer,) = journal.history.copies_beside()
    assert offer.path.name.startswith("my (conflicted")
    assert len(offer.merging.taken) == 1
    journal.history.accept(offer)
    assert journal.day(TODAY).value("stress") == 7
    assert journal.history.copies_beside() == ()
    assert offer.path.exists()
    copies = list_backups(tmp_path / "my backups", key=journal._core.file.open.key)
    assert len(copies) == 2
    assert all(copy.sound for copy in copies)
    journal.history.undo()
    assert len(journal.history.copies_beside()) == 1
    journal.close()


def test_another_diary_is_distinguished_from_a_copy(journal: Journal, tmp_path: Path) -> None:
    a_journal(tmp_path / "own.diary", days=[a_day(stress=9)]).close()
    assert journal.history.look_at(tmp_path / "own.diary").merging.relation is DiaryRelation.OTHER
    journal.close()


def test_a_copy_with_another_passphrase_asks_for_it(tmp_path: Path) -> None:
    journal = a_journal(tmp_path / "my.diary", Clock())
    key = Key.new("vier lange dagen")
    other = a_journal(tmp_path / "other.diary", Clock(), key=key)
    other.answer(TODAY, "stress", 4)
    other.close()
    for passphrase, reason in ((None, Reason.FILE_ENCRYPTED), ("iets heel anders", Reason.WRONG_PASSPHRASE)):
        with pytest.raises(Refusal) as refused:
            journal.history.look_at(tmp_path / "other.diary", passphrase)
        assert refused.value.reason is reason
    journal.history.accept(journal.history.look_at(tmp_path / "other.diary", "vier lange dagen"))
    assert journal.day(TODAY).value("stress") == 4
    journal.close()


def test_when_no_copy_can_be_made_nothing_is_taken_in(journal: Journal, tmp_path: Path) -> None:
    offer = journal.history.look_at(a_copy(journal, "other.diary", stress=7))
    (tmp_path / "my backups").touch()
    with pytest.raises(Refusal):
        journal.history.accept(offer)
    assert journal.day(TODAY).value("stress") == 1
    journal.close()


@pytest.mark.parametrize("chosen", [None, Preset.FULL])
def test_a_new_diary_that_takes_an_old_one_in_asks_what_that_asked(tmp_path: Path, chosen: Preset | None) -> None:
    old = a_journal(tmp_path / "old.diary", Clock(), [a_day(1, stress=2)])
    if chosen is not None:
        old.set_form(Form(chosen))
    old.close()
    journal = a_journal(tmp_path / "my.diary", Clock())
    journal.set_form(Form(Preset.ESSENTIALS))
    journal.history.accept(journal.history.look_at(tmp_path / "old.diary"))
    assert journal.form().preset is (chosen or Preset.SHORT)
    journal.close()
