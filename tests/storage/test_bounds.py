"""A file made to do harm is refused in a sentence, before it takes all memory or the evening."""

import resource
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from diary.domain.day import Activity, Moment, MomentKind
from diary.domain.limits import LONGEST_NAME, LONGEST_NOTE, MOST_A_DAY, MOST_ITEMS, MOST_RECORDS
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.journal import registers
from diary.storage.backups import duplicate
from diary.storage.backups.backup import make_backup
from diary.storage.faults import reading
from diary.storage.health import check
from diary.storage.store import Store
from tests.factory import NOW, TODAY, a_day, a_journal

BOMB = "length(hex(zeroblob(40000000 + length(day))))"
"""120 MB and 0.1 seconds for each row."""
COUNTED = "WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n <= {most}) INSERT INTO"
SECONDS, MEGABYTES = 20, 400
"""Rather too much than too little: it must hold on a busy machine, and a bomb takes minutes."""
DAY = TODAY.isoformat()
ANSWER = "answer (item, day, value, typed_at, source, revision)"

TOO_MUCH = {
    "a constraint": ("UPDATE sqlite_master SET sql = replace(sql, 'BETWEEN 1 AND 10)', 'BETWEEN 1 AND {bomb})')"),
    "a column that is computed": (
        "UPDATE sqlite_master SET sql = replace(sql, 'zone TEXT NOT NULL,', 'zone TEXT NOT NULL,"
        " big INTEGER NOT NULL GENERATED ALWAYS AS ({bomb}) VIRTUAL,')"
    ),
    "an index on an expression": "CREATE INDEX bomb ON note (length(hex(zeroblob(1000 + length(day)))))",
    "an index of some rows": "CREATE INDEX bomb ON note (day) WHERE length(text) > 1",
    "an index that adds words": "CREATE INDEX bomb ON note (text || text)",
    "a zone of 5 MB": f"UPDATE day SET zone = hex(zeroblob(2500000)) WHERE day = '{DAY}'",
    "a note of 40 MB": f"UPDATE note SET text = hex(zeroblob(20000000)) WHERE day = '{DAY}'",
    "an activity of 40 MB": f"INSERT INTO activity (day, kind, minutes, revision) VALUES ('{DAY}',"
    " hex(zeroblob(20000000)), 5, 1)",
    "an item of 40 MB": f"INSERT INTO {ANSWER} VALUES (hex(zeroblob(20000000)), '{DAY}', 1, 1, 'typed', 1)",
    "answers": f"{COUNTED} {ANSWER} SELECT 'i' || n, '{DAY}', 1, 1, 'typed', 1 FROM s".format(most=MOST_ITEMS),
    "moments": f"{COUNTED} moment (day, kind, revision) SELECT '{DAY}', 'flare', 1 FROM s".format(most=MOST_A_DAY),
    "activities": f"{COUNTED} activity (day, kind, minutes, revision) SELECT '{DAY}', 'walk', 5, 1 FROM s".format(
        most=MOST_A_DAY
    ),
    "areas": f"{COUNTED} pain_area (day, area, intensity, revision) SELECT '{DAY}', 'a' || n, 5, 1 FROM s".format(
        most=MOST_A_DAY
    ),
    "tender areas": f"{COUNTED} tender_area (day, area, revision) SELECT '{DAY}', 'a' || n, 1 FROM s".format(
        most=MOST_A_DAY
    ),
    "notes": f"{COUNTED} note (day, kind, text, revision) SELECT '{DAY}', 'a' || n, 'x', 1 FROM s".format(
        most=MOST_A_DAY
    ),
    "own items": f"{COUNTED} own_item (key, kind, low, high, names, position, revision)"
    " SELECT 'o' || n, 'scale', 0, 10, '{{}}', n, 1 FROM s".format(most=MOST_ITEMS),
    "lines of lists": f"{COUNTED} record (register, data, created_at, position, revision)"
    " SELECT 'medicine', '{{}}', 1, n, 1 FROM s".format(most=MOST_RECORDS),
    "settings": f"{COUNTED} setting SELECT n, 'x' FROM s".format(most=MOST_RECORDS),
    "lists in lists": "INSERT INTO record (register, data, created_at, position, revision) SELECT 'medicine',"
    " '{\"a\":' || replace(hex(zeroblob(100001)), '00', '[') || replace(hex(zeroblob(100001)), '00', ']') || '}',"
    " 1, 1, 1",
}


def _spoil(path: Path, statement: str) -> None:
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(statement.replace("{bomb}", BOMB))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "my.diary"
    days = [a_day(ago, stress=4, areas={"front_knee_l": 3}, notes={"note": "x"}) for ago in range(100)]
    a_journal(path, days=days).close()
    return path


@pytest.mark.parametrize("statement", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_would_take_all_memory_or_hours_is_refused(path: Path, statement: str) -> None:
    _spoil(path, statement)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(Refusal) as refused:
        check(path)
    assert refused.value.reason is Reason.FILE_DAMAGED
    assert time.process_time() - began < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1024


ROWS = ("a zone of 5 MB", "a note of 40 MB", "answers", "moments", "activities", "areas", "tender areas", "notes")


@pytest.mark.parametrize("what", ROWS)
def test_who_only_opens_a_day_is_not_kept_waiting_either(path: Path, what: str) -> None:
    _spoil(path, TOO_MUCH[what])
    began = time.process_time()
    with pytest.raises(Refusal) as refused, Store(path, read_only=True) as store:
        store.days(Period(date(2026, 1, 1), TODAY))
    assert refused.value.reason is Reason.FILE_DAMAGED
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("what", ["a constraint", "a column that is computed", "an index on an expression"])
def test_nothing_is_written_where_something_foreign_is_computed(path: Path, what: str) -> None:
    _spoil(path, TOO_MUCH[what])
    before = path.read_bytes()
    with pytest.raises(Refusal) as refused, Store(path) as store:
        store.put_pairs("profile", {"name": "Anna"})
    assert refused.value.reason is Reason.FILE_DAMAGED
    assert path.read_bytes() == before


@pytest.mark.parametrize("what", ["a constraint", "a column that is computed", "an index on an expression"])
def test_nothing_is_copied_where_something_foreign_is_computed(
    path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[Path] = []
    monkeypatch.setattr(
        duplicate, "_copy_rows", lambda _connection, copied_path, _draft: copied.append(copied_path)
    )
    _spoil(path, TOO_MUCH[what])
    with pytest.raises(Refusal) as refused:
        make_backup(path, path.parent / "backups", NOW)
    assert (refused.value.reason, copied) == (Reason.FILE_DAMAGED, [])


def test_a_value_larger_than_the_memory_a_diary_may_take_is_refused(path: Path) -> None:
    with (
        pytest.raises(Refusal) as refused,
        Store(path, read_only=True),
        closing(driver.connect(":memory:")) as connection,
        reading(path),
    ):
        connection.execute("SELECT length(hex(zeroblob(200000000)))").fetchall()
    assert refused.value.reason is Reason.FILE_DAMAGED


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE from_elsewhere (a, b)", "CREATE VIEW big AS SELECT 1 FROM day a, day b, day c", "ANALYZE"],
)
def test_what_another_program_left_and_computes_nothing_is_no_damage(path: Path, statement: str) -> None:
    _spoil(path, statement)
    assert check(path).days == 100


def test_what_may_be_written_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = a_journal(tmp_path / "full.diary")
    full = [Moment(MomentKind.FLARE, 600, None, "x" * (LONGEST_NOTE if not n else 9)) for n in range(MOST_A_DAY)]
    journal.set_moments(TODAY, full)
    journal.set_activities(TODAY, [Activity("w" * LONGEST_NAME, 5)] * MOST_A_DAY)
    with pytest.raises(Refusal) as refused:
        journal.set_moments(TODAY, [*full, full[0]])
    assert (refused.value.reason, refused.value.facts) == (Reason.TOO_MANY, {"most": MOST_A_DAY})
    with pytest.raises(Refusal):
        journal.set_activities(TODAY, [Activity("walk", 5)] * (MOST_A_DAY + 1))
    monkeypatch.setattr(registers, "MOST_RECORDS", 4)
    for _ in range(2):
        journal.registers.add("medicine", {"name": "x"})
    with pytest.raises(Refusal):
        journal.registers.add("medicine", {"name": "x"})
    assert len(journal.day(TODAY).moments) == len(journal.day(TODAY).activities) == MOST_A_DAY
    journal.close()
    assert check(tmp_path / "full.diary").days == 1
