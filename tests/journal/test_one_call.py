"""A command is one call into the journal layer, which finds the keys, holds the lock and says what it did."""

from pathlib import Path

import pytest

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.domain.refusal import Reason, Refusal
from diary.journal.backups import BackupService, check, restore
from diary.journal.journal import Journal
from diary.journal.merge_into import merge_into
from diary.journal.session import DiaryOpener, change_passphrase, proven_key
from diary.paths import backup_folder, resources
from diary.storage.backups.backup import make_backup
from diary.storage.backups.backup_files import find_backups
from diary.storage.key import Key, Keys
from diary.storage.lock import WriterLock
from diary.storage.store import Store
from tests.factory import NOW, TODAY, ZONE, Clock, a_day, a_journal

pytestmark = pytest.mark.usefixtures("quick_keys")

OLD, NEW = "vier lange dagen", "een korte nacht"


def no_passphrase(path: Path) -> str:
    raise AssertionError(path)


def opener(keys: Keys) -> DiaryOpener:
    def open_journal(store: Store) -> Journal:
        return Journal(store, load_catalogue(resources()), load_atlas(resources()), Clock(), ZONE)

    return DiaryOpener(open_journal, Clock(), keys)


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    path = tmp_path / "my.diary"
    a_journal(path, days=[a_day(1, stress=3), a_day(0, stress=4)]).close()
    return path


@pytest.fixture
def encrypted(tmp_path: Path) -> Path:
    path = tmp_path / "closed.diary"
    a_journal(path, days=[a_day(0, stress=4)], key=Key.new(OLD)).close()
    return path


def test_a_restored_copy_says_how_much_is_back_and_where_the_replaced_diary_is(diary: Path) -> None:
    copy = make_backup(diary, backup_folder(diary), NOW).path
    journal = a_journal(diary)
    journal.answer(TODAY, "stress", 9)
    journal.close()
    done = restore(copy, diary, NOW, Keys(no_passphrase))
    assert done.days == 2
    assert done.kept is not None
    back = a_journal(diary)
    assert back.day(TODAY).value("stress") == 4
    back.close()
    restore(done.kept, diary, NOW, Keys(no_passphrase))
    again = a_journal(diary)
    assert again.day(TODAY).value("stress") == 9, "the same call takes it back"
    again.close()


def test_nothing_is_restored_while_somebody_writes(diary: Path) -> None:
    copy = make_backup(diary, backup_folder(diary), NOW).path
    before = diary.read_bytes()
    with WriterLock(diary), pytest.raises(Refusal) as refused:
        restore(copy, diary, NOW, Keys(no_passphrase))
    assert refused.value.reason is Reason.FILE_LOCKED
    assert diary.read_bytes() == before


def test_the_passphrase_of_the_diary_is_asked_once_for_it_and_its_own_copy(encrypted: Path) -> None:
    key = Key.of(encrypted, OLD)
    copy = make_backup(encrypted, backup_folder(encrypted), NOW, key=key).path
    asked: list[Path] = []

    def ask(path: Path) -> str:
        asked.append(path)
        return OLD

    done = restore(copy, encrypted, NOW, Keys(ask))
    assert (done.days, asked) == (1, [encrypted])


def test_a_copy_and_a_diary_are_told_apart_when_checked(diary: Path) -> None:
    copy = make_backup(diary, backup_folder(diary), NOW).path
    assert check(copy, Keys(no_passphrase)).as_made is True
    checked = check(diary, Keys(no_passphrase))
    assert (checked.health.days, checked.as_made) == (2, None)


def test_what_another_copy_has_is_taken_in_after_both_were_kept(diary: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.diary"
    ours = a_journal(diary)
    ours.file.save_copy(other)
    ours.close()
    theirs = a_journal(other)
    theirs.answer(TODAY, "fatigue", 7)
    theirs.close()
    tried = merge_into(diary, other, opener(Keys(no_passphrase)), dry_run=True)
    assert tried.merging is not None
    assert len(tried.merging.taken) == 1
    assert find_backups(backup_folder(diary), diary.stem) == []
    merge_into(diary, other, opener(Keys(no_passphrase)))
    back = a_journal(diary)
    assert back.day(TODAY).value("fatigue") == 7
    back.close()
    assert find_backups(backup_folder(diary), diary.stem)
    assert find_backups(backup_folder(diary), other.stem)


def test_another_diary_is_only_taken_in_as_an_import(diary: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.diary"
    a_journal(other, days=[a_day(2, fatigue=7)]).close()
    third = tmp_path / "third.diary"
    with pytest.raises(Refusal) as refused:
        merge_into(diary, other, opener(Keys(no_passphrase)), output=third)
    assert refused.value.reason is Reason.NOT_A_COPY
    assert not third.exists(), "a third file only stays when all went well"
    done = merge_into(diary, other, opener(Keys(no_passphrase)), output=third, as_import=True)
    assert done.merging is None
    assert done.imported is not None
    assert (done.imported.days, third.exists()) == (1, True)


def test_a_passphrase_is_changed_with_its_copies_and_the_old_one_opens_nothing(
    encrypted: Path, tmp_path: Path
) -> None:
    make_backup(encrypted, backup_folder(encrypted), NOW, key=Key.of(encrypted, OLD))
    service = BackupService(encrypted, backup_folder(encrypted), tmp_path / "places.json", Clock())
    done = change_passphrase(service, NOW, Keys(lambda _path: OLD), lambda: NEW)
    assert (done.locked, done.second, done.readable) == (0, None, ())
    assert proven_key(encrypted, Keys(lambda _path: NEW)) == done.key
    with pytest.raises(Refusal) as refused:
        proven_key(encrypted, Keys(lambda _path: OLD))
    assert refused.value.reason is Reason.WRONG_PASSPHRASE
