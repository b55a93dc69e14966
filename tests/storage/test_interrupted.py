"""Stopped or refused at any call that changes a file: the old diary or the new one, never less.

A save that was said to be done is there afterwards, and after a refusal the same save works as soon as the disk
does.
"""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from diary.domain.day import Answer
from diary.domain.item import Item, Kind, OwnItem
from diary.storage.backups.backup import make_backup, restore
from diary.storage.backups.backup_files import list_backups
from diary.storage.diary_file import create_file
from diary.storage.health import check
from diary.storage.key import Key
from diary.storage.rollback_journal import journal_of
from diary.storage.store import Store
from tests.factory import NOW, TODAY, a_day, a_journal, a_key
from tests.storage.conftest import Stopper
from tests.storage.stoppable import save

OLD, NEW = 3.0, 8.0
DAYS = 40
KILL, FULL, BROKEN = "signal=KILL", "error=ENOSPC", "error=EIO"
PLACES = {KILL: 10, FULL: 5, BROKEN: 5}
SAVE_PLACES = {KILL: 20, FULL: 8, BROKEN: 8}
"""At how many places each of them is tried in an ordinary run; with `--thorough` at all of them."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("written") / "my.diary"
    days = [a_day(ago, stress=OLD, fatigue=OLD, notes={"note": f"3 day {ago} " * 20}) for ago in range(DAYS)]
    a_journal(path, days=days).close()
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, written: bytes) -> Path:
    path = tmp_path / "my.diary"
    path.write_bytes(written)
    return path


def _state(path: Path, key: Key | None = None) -> float:
    """The value all parts of today agree on; the file is sound and all other days are there."""
    with Store(path, key=key) as store:
        day = store.day(TODAY)
    assert day is not None
    stress = day.value("stress")
    assert stress in {OLD, NEW}
    assert day.value("fatigue") == stress
    assert day.notes["note"].startswith(f"{stress:g} ")
    assert check(path, key).days == DAYS
    return stress


def test_a_change_waits_for_the_disk_at_most_six_times(stopper: Stopper, path: Path) -> None:
    assert stopper.do("save", path, NEW, 100) == "saved"
    waits = [call for call, _ in stopper.points() if call in {"fsync", "fdatasync"}]
    assert 1 <= len(waits) <= 6


@pytest.mark.parametrize("letters", [10, 60_000], ids=["a word", "a long note"])
@pytest.mark.parametrize("fault", SAVE_PLACES)
def test_a_save_is_there_or_not_wherever_it_is_stopped(
    stopper: Stopper, path: Path, written: bytes, fault: str, letters: int
) -> None:
    assert stopper.do("save", path, NEW, letters) == "saved"
    points = stopper.points(SAVE_PLACES[fault])
    assert len(points) >= SAVE_PLACES[fault]
    assert {"pwrite64", "unlink"} <= {call for call, _ in points}
    for call, number in points:
        path.write_bytes(written)
        journal_of(path).unlink(missing_ok=True)
        said = stopper.do("save", path, NEW, letters, fault=f"{call}:{fault}:when={number}")
        state = _state(path)
        if said == "saved":
            assert state == NEW, (call, number)
        elif fault == KILL:
            assert said == "", (call, number)
        else:
            reason, _, read_back = said.partition(" ")
            full = (
                "ENOSPC" in fault and call == "pwrite64"
            )  # of other calls the driver only tells that they failed
            assert reason == ("disk_full" if full else "disk_error"), (call, number, said)
            assert read_back == str(state), (call, number)
        assert save(path, NEW, letters) == "saved"
        assert _state(path) == NEW


def test_a_save_in_an_encrypted_diary_is_there_or_not_wherever_it_is_stopped(
    stopper: Stopper, tmp_path: Path
) -> None:
    path, key = tmp_path / "my.diary", a_key("k", "s")
    days = [a_day(ago, stress=OLD, fatigue=OLD, notes={"note": "3 "}) for ago in range(DAYS)]
    a_journal(path, days=days, key=key).close()
    written = path.read_bytes()
    assert stopper.do("save", path, NEW, 10, "ks") == "saved"
    for call, number in stopper.points(PLACES[KILL]):
        path.write_bytes(written)
        journal_of(path).unlink(missing_ok=True)
        assert stopper.do("save", path, NEW, 10, "ks", fault=f"{call}:{KILL}:when={number}") == ""
        _state(path, key)
        assert save(path, NEW, 10, key) == "saved"
        assert _state(path, key) == NEW


@pytest.mark.parametrize("fault", PLACES)
def test_a_new_diary_is_whole_or_not_there(stopper: Stopper, tmp_path: Path, fault: str) -> None:
    path = tmp_path / "new.diary"
    assert stopper.do("create", path) == "made"
    for call, number in stopper.points(PLACES[fault]):
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()
        said = stopper.do("create", path, fault=f"{call}:{fault}:when={number}")
        assert path.exists() or said != "made", (call, number)
        if not path.exists():
            create_file(path)
        assert check(path).days == 0
        assert all(file == path or file.name.startswith(".") for file in tmp_path.iterdir())


@pytest.mark.parametrize("fault", PLACES)
def test_a_copy_is_whole_or_not_there_and_older_ones_stay(
    stopper: Stopper, path: Path, written: bytes, fault: str
) -> None:
    folder = path.parent / "copies"
    older = make_backup(path, folder, NOW.replace(year=2025)).path
    made = stopper.do("backup", path, folder)
    assert made.endswith("20.04.diary")
    for call, number in stopper.points(PLACES[fault]):
        for file in set(folder.iterdir()) - {older}:
            file.unlink()
        said = stopper.do("backup", path, folder, fault=f"{call}:{fault}:when={number}")
        assert (folder / made).exists() or said != made, (call, number)
        assert path.read_bytes() == written
        copies = list_backups(folder)
        assert all(copy.sound and copy.days == DAYS for copy in copies)
        assert [copy.path.name for copy in copies] in ([made, older.name], [older.name]), (call, number)


@pytest.mark.parametrize("fault", PLACES)
def test_a_merge_is_there_or_not_wherever_it_is_stopped(
    stopper: Stopper, path: Path, written: bytes, fault: str
) -> None:
    """Hundreds of entries from the other copy, with what both changed: all of it or nothing."""
    assert save(path, 5.0, 10) == "saved"
    ours = path.read_bytes()
    other = path.with_name("other.diary")
    other.write_bytes(written)
    with Store(other) as store, store.change("save", NOW) as change:
        for ago in range(1, DAYS):
            change.put_answer(TODAY - timedelta(days=ago), "stress", Answer(NEW, NOW))
    merged = stopper.do("merge", path, other)
    assert merged == f"merged {DAYS - 1}"
    after = _stresses(path)
    for call, number in stopper.points(PLACES[fault]):
        path.write_bytes(ours)
        journal_of(path).unlink(missing_ok=True)
        said = stopper.do("merge", path, other, fault=f"{call}:{fault}:when={number}")
        assert _stresses(path) in (after, {OLD, 5.0}), (call, number)
        assert _stresses(path) == after or said != merged, (call, number)
        check(path)
        stopper.do("merge", path, other)
        assert _stresses(path) == after


def _stresses(path: Path) -> set[float]:
    """Every value of stress in the diary."""
    with Store(path) as store:
        span = store.span()
        assert span is not None
        return {day.answers["stress"].value for day in store.days(span)}


@pytest.mark.parametrize("fault", PLACES)
def test_what_is_put_back_is_there_or_what_was_there_still_is(
    stopper: Stopper, path: Path, written: bytes, fault: str
) -> None:
    folder = path.parent / "copies"
    copy = make_backup(path, folder, NOW.replace(year=2025)).path
    assert save(path, NEW, 10) == "saved"
    newer = path.read_bytes()
    kept = Path(stopper.do("restore", copy, path, folder))
    assert (_state(path), _state(kept)) == (OLD, NEW)
    for call, number in stopper.points(PLACES[fault]):
        for file in set(folder.iterdir()) - {copy}:
            file.unlink()
        path.write_bytes(newer)
        said = stopper.do("restore", copy, path, folder, fault=f"{call}:{fault}:when={number}")
        state = _state(path)
        assert state == OLD or said != str(kept), (call, number)
        assert _state(copy) == OLD
        if state == OLD:
            (kept,) = [file.path for file in list_backups(folder) if file.path != copy]
            assert _state(kept) == NEW
    restore(copy, path, folder, NOW)
    assert _state(path) == OLD


def test_what_is_forgotten_for_good_is_gone_or_there_wherever_it_is_stopped(
    stopper: Stopper, path: Path, written: bytes
) -> None:
    assert save(path, NEW, 10) == "saved"
    changed = path.read_bytes()
    assert stopper.do("forget", path) == "forgot 3"
    for call, number in stopper.points(PLACES[KILL]):
        path.write_bytes(changed)
        journal_of(path).unlink(missing_ok=True)
        said = stopper.do("forget", path, fault=f"{call}:{KILL}:when={number}")
        assert _state(path) == NEW
        with Store(path) as store:
            left = store.forget_before(NOW + timedelta(days=2))
        assert left in {0, 3}, (call, number)
        assert not (said and left)
        assert b"3 day 0 " not in path.read_bytes()


def test_an_own_item_is_forgotten_with_its_key_or_is_there_wherever_it_is_stopped(
    stopper: Stopper, path: Path
) -> None:
    with closing(a_journal(path)) as journal:
        item = Item("secret_tea", Kind.COUNT, "own", 0, 9, own=True)
        journal.save_own_item(OwnItem(item, {"en": "Secret tea"}))
        for ago in range(3):
            journal.answer(TODAY - timedelta(days=ago), "secret_tea", ago)
        journal.choices.choose("charts", ["stress", "secret_tea"])
        journal.delete_own_item("secret_tea")
    deleted = path.read_bytes()
    assert stopper.do("forget_item", path, "secret_tea") == "forgot"
    for call, number in stopper.points(PLACES[KILL]):
        path.write_bytes(deleted)
        journal_of(path).unlink(missing_ok=True)
        said = stopper.do("forget_item", path, "secret_tea", fault=f"{call}:{KILL}:when={number}")
        with Store(path) as store:  # what was half done is rolled back
            left = sum(past.row[0] is not None for past in store.change_log().past)
            assert left in {0, 4}, (call, number)
            assert not (said and left)
            store.forget_item("secret_tea")
        assert b"secret_tea" not in path.read_bytes()


@pytest.mark.parametrize("fault", [KILL, FULL])
def test_what_is_salvaged_is_a_whole_diary_or_none_wherever_it_is_stopped(
    stopper: Stopper, path: Path, written: bytes, tmp_path: Path, fault: str
) -> None:
    new = tmp_path / "new" / "saved.diary"
    path.write_bytes(written[: 3 * len(written) // 4])
    new.parent.mkdir()
    assert stopper.do("salvage", path, new) == "salvaged 0"
    days = check(new).days
    for call, number in stopper.points(PLACES[fault]):
        shutil.rmtree(new.parent)
        new.parent.mkdir()
        said = stopper.do("salvage", path, new, fault=f"{call}:{fault}:when={number}")
        assert not new.exists() or check(new).days == days, (call, number)
        assert new.exists() or said != "salvaged 0"
        assert path.read_bytes() == written[: 3 * len(written) // 4]
