"""One diary, closed or open: a first page that is damaged is not taken for a wrong passphrase."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.domain.item import Preset
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.journal.session import DiarySession
from diary.paths import backup_folder, resources
from diary.storage.backups.backup import make_backup
from diary.storage.key import Key
from diary.storage.lock import WriterLock
from diary.storage.store import Store
from tests.factory import NOW, ZONE, Clock, a_day, a_journal, a_key
from tests.journal.damage import PAGE
from tests.journal.test_people import a_share

pytestmark = pytest.mark.usefixtures("quick_keys")


def _open_journal(store: Store) -> Journal:
    return Journal(store, load_catalogue(resources()), load_atlas(resources()), Clock(), ZONE)


def _session(tmp_path: Path, *, copied: bool) -> DiarySession:
    """A diary with a passphrase in which one bit of the first page flipped."""
    path = tmp_path / "my.diary"
    a_journal(path, days=[a_day(0, stress=3)], key=a_key()).close()
    if copied:
        make_backup(path, backup_folder(path), NOW, key=a_key())
    changed = bytearray(path.read_bytes())
    changed[PAGE // 2] ^= 1
    path.write_bytes(changed)
    return DiarySession(path, backup_folder(path), _open_journal, Clock())


def test_a_damaged_first_page_is_distinguished_from_a_wrong_passphrase_by_the_newest_copy(tmp_path: Path) -> None:
    session = _session(tmp_path, copied=True)
    with pytest.raises(Refusal) as refused:
        session.open(a_key())
    assert refused.value.reason is Reason.FILE_DAMAGED
    assert session.key == a_key()  # to mend it with
    with pytest.raises(Refusal) as refused:
        session.open(a_key("w"))
    assert refused.value.reason is Reason.WRONG_PASSPHRASE
    assert session.key is None


def test_without_a_copy_nothing_tells(tmp_path: Path) -> None:
    session = _session(tmp_path, copied=False)
    with pytest.raises(Refusal) as refused:
        session.open(a_key())
    assert refused.value.reason is Reason.WRONG_PASSPHRASE


@pytest.mark.parametrize("key", [None, a_key()])
def test_a_new_diary_asks_the_essentials_until_its_owner_chooses_otherwise(
    tmp_path: Path, key: Key | None
) -> None:
    path = tmp_path / "new.diary"
    session = DiarySession(path, backup_folder(path), _open_journal, Clock())
    session.create(key)
    journal = session.open(key)
    assert journal.form().preset is Preset.ESSENTIALS
    journal.import_days([a_day(back, stress=3) for back in range(60)])
    assert journal.form().preset is Preset.ESSENTIALS
    journal.set_form(replace(journal.form(), preset=Preset.FULL))
    session.close()
    assert session.open(key).form().preset is Preset.FULL


def test_a_diary_of_an_earlier_program_asks_what_it_asked(tmp_path: Path) -> None:
    path = tmp_path / "old.diary"
    with Store(a_journal(path).path) as store:
        assert not store.pairs("setting")
    session = DiarySession(path, backup_folder(path), _open_journal, Clock())
    assert session.open().form().preset is Preset.SHORT


def test_only_what_is_written_in_has_a_lock_beside_it(tmp_path: Path) -> None:
    share, diary = tmp_path / "share.diary", tmp_path / "my.diary"
    a_share(share, [a_day(0, stress=3)], key=a_key())
    a_journal(diary, key=a_key()).close()
    for path in (share, diary):
        session = DiarySession(path, backup_folder(path), _open_journal, Clock())
        with WriterLock(path, beside=False) as session.lock:
            is_share = session.open(a_key()).reading_only is Reason.FILE_SHARED
            assert is_share is (path == share)
            assert path.with_name(f".{path.name}.lock").exists() is not is_share
            session.close()


def test_a_diary_that_somebody_else_has_open_is_not_written_in(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    diary = tmp_path / "my.diary"
    a_journal(diary, key=a_key()).close()
    session = DiarySession(diary, backup_folder(diary), _open_journal, Clock())
    with WriterLock(diary, beside=False) as session.lock:
        other = session.lock._beside.open("w")
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(Refusal) as refused:
            session.open(a_key())
        other.close()
        assert refused.value.reason is Reason.FILE_LOCKED
        session.open(a_key())
        session.close()
