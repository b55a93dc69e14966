"""A change that was stopped half-way is taken back by its own journal, and no other journal is let in."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.storage.health import check
from diary.storage.key import Key
from diary.storage.rollback_journal import journal_of
from diary.storage.store import Store
from tests.factory import TODAY, a_day, a_journal, a_key

ROOT = Path(__file__).parents[2]
HALF = """
import os, sys
from datetime import datetime, timedelta
from pathlib import Path
from diary.storage.lock import WriterLock
from diary.storage.store import Store
from tests.factory import a_key

lock = WriterLock(Path(sys.argv[1])).__enter__()
now = datetime.fromisoformat("2026-11-22T21:04+01:00")
store = Store(Path(sys.argv[1]), key=a_key() if sys.argv[4] == "True" else None)
store._connection.execute(f"PRAGMA cache_size = {sys.argv[3]}")
with store.change("save", now) as change:
    for ago in range(int(sys.argv[2])):
        day = now.date() - timedelta(days=ago)
        change.keep_day(day, "Europe/Amsterdam")
        change.put_note(day, "note", "changed " * 200)
    change.flush()
    os._exit(9)
"""


@pytest.fixture(params=[None, a_key()], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> Key | None:
    found: Key | None = request.param
    return found


@pytest.fixture
def path(tmp_path: Path, key: Key | None) -> Path:
    path = tmp_path / "my.diary"
    days = [a_day(ago, stress=3, notes={"note": f"day {ago} " * 50}) for ago in range(80)]
    a_journal(path, days=days, key=key).close()
    return path


def _stop_half_way(path: Path, days: int, cache: int, key: Key | None) -> None:
    arguments = [str(path), str(days), str(cache), str(key is not None)]
    result = subprocess.run([sys.executable, "-c", HALF, *arguments], cwd=ROOT, check=False)
    assert result.returncode == 9
    assert journal_of(path).stat().st_size > 500


@pytest.mark.parametrize(("days", "cache"), [(1, 2000), (80, 10)], ids=["before the file", "into the file"])
def test_a_change_that_was_stopped_is_taken_back(path: Path, days: int, cache: int, key: Key | None) -> None:
    before = path.read_bytes()
    _stop_half_way(path, days, cache, key)
    assert (path.read_bytes() != before) is (cache == 10)
    with Store(path, read_only=True, key=key) as store:
        assert store.day(TODAY) == a_day(0, stress=3, notes={"note": "day 0 " * 50})
    assert check(path, key).days == 80
    assert journal_of(path).exists()  # whoever only looks takes it back in a copy
    Store(path, key=key).close()
    assert journal_of(path).exists() is (cache != 10)  # one that was never begun in the file says nothing


@pytest.mark.skipif(sys.platform == "win32", reason="only the name counts there")
@pytest.mark.parametrize("read_only", [True, False])
def test_a_change_that_was_stopped_is_taken_back_under_another_name_of_the_file(
    path: Path, key: Key | None, read_only: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(path.parent))
    other = path.with_name("link.diary")
    os.link(path, other)
    _stop_half_way(path, 80, 10, key)
    with Store(other, read_only, key=key) as store:
        assert store.day(TODAY) == a_day(0, stress=3, notes={"note": "day 0 " * 50})
        assert store.days(Period(TODAY - timedelta(days=100), TODAY))[0].notes["note"].startswith("day 79")
    assert journal_of(path).exists() is read_only


@pytest.mark.parametrize("other", ["older", "another", "cut off"])
def test_the_journal_of_another_copy_is_not_let_in(path: Path, other: str, key: Key | None) -> None:
    copy = path.with_name("copy.diary")
    if other == "older":
        shutil.copy(path, copy)
    else:
        a_journal(copy, days=[a_day(ago, stress=4) for ago in range(200)], key=key).close()
    for stress in (5, 6, 7):
        journal = a_journal(path, key=key)
        journal.answer(TODAY, "stress", stress)
        journal.set_note(TODAY, "note", "a long day " * 1000 * stress)
        journal.close()
    _stop_half_way(path, 80, 10, key)
    copy.replace(path)
    if other == "cut off":
        path.write_bytes(path.read_bytes()[:-4096])
    before, journal_before = path.read_bytes(), journal_of(path).read_bytes()
    for read_only in (True, False):
        with pytest.raises(Refusal) as refused:
            Store(path, read_only, key)
        assert refused.value.reason is Reason.JOURNAL_STRAY
        assert refused.value.facts == {"path": path, "journal": journal_of(path)}
    assert path.read_bytes() == before
    assert journal_of(path).read_bytes() == journal_before


@pytest.mark.parametrize("content", [b"", b"\x00" * 600, b"d" * 600, bytes.fromhex("d9d505f920a163d7")])
def test_what_holds_nothing_to_put_back_is_no_obstacle(path: Path, content: bytes, key: Key | None) -> None:
    before = path.read_bytes()
    journal_of(path).write_bytes(content)
    assert check(path, key).days == 80
    assert path.read_bytes() == before


def test_with_a_wrong_key_no_journal_is_rolled_back(tmp_path: Path) -> None:
    path = tmp_path / "my.diary"
    a_journal(
        path, days=[a_day(ago, stress=3, notes={"note": "x" * 500}) for ago in range(80)], key=a_key()
    ).close()
    _stop_half_way(path, 80, 10, a_key())
    before, journal_before = path.read_bytes(), journal_of(path).read_bytes()
    with pytest.raises(Refusal) as refused:
        Store(path, key=a_key("w"))
    assert refused.value.reason is Reason.WRONG_PASSPHRASE
    assert (path.read_bytes(), journal_of(path).read_bytes()) == (before, journal_before)


def test_a_first_page_torn_by_a_power_cut_is_put_right_by_its_journal(tmp_path: Path) -> None:
    path = tmp_path / "my.diary"
    days = [a_day(ago, stress=3, notes={"note": f"day {ago} " * 50}) for ago in range(80)]
    a_journal(path, days=days, key=a_key()).close()
    _stop_half_way(path, 80, 10, a_key())
    torn = bytearray(path.read_bytes())
    torn[2048:4096] = bytes(range(256)) * 8
    path.write_bytes(torn)
    assert check(path, a_key()).days == 80
