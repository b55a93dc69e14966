"""Asking for whole columns refuses just what making a day of every row refuses."""

import random
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from diary.content.bodymap import load_atlas
from diary.domain.day import Activity, Moment, MomentKind
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.paths import resources
from diary.storage.backups.backup import make_backup
from diary.storage.diary_file import open_file
from diary.storage.faults import reading
from diary.storage.health import check, check_rows, inspect, refuse_odd_rows, refuse_stray_rows
from diary.storage.queries import Connection, read_days, read_span
from tests.counted import Cases
from tests.factory import NOW, TODAY, a_day, a_journal

DAYS = 12
DOCTORED, DOCTORED_WHEN_THOROUGH = 600, 20_000
FLIPS, FLIPS_WHEN_THOROUGH = 60, 1500
COLUMNS = {
    "day": ("day", "zone", "kind"),
    "answer": ("item", "day", "value", "typed_at", "source"),
    "pain_area": ("day", "area", "intensity"),
    "tender_area": ("day", "area"),
    "activity": ("day", "kind", "minutes", "effort"),
    "moment": ("day", "at", "kind", "value", "text"),
    "note": ("day", "kind", "text"),
}
VALUES = (
    *("0", "1", "-1", "7.5", "1e9", "-1e9", "1000000000.5", "1e300", "9e999", "-9e999", "1 << 62", "-(1 << 62)"),
    *("-62135596800", "-62135596801", "253402300799", "253402300800", "''", "'x'", "'5'", "'ordinary'", "'hard'"),
    *("'party'", "'flare'", "'imported'", "'2026-11-20'", "'2026-02-31'", "'20261120'", "'2026-W47-5'"),
    *("'0001-01-01'", "'9999-12-31'", "'2026-11-20 '", "X'41'", "CAST(X'C328' AS TEXT)", "CAST(X'F0' AS TEXT)"),
    *("CAST(X'610062' AS TEXT)", "CAST(X'6100C3' AS TEXT)", "CAST(X'323032362D31312D32FF' AS TEXT)"),
    *("CAST(X'EDA080' AS TEXT)", "'é € 𝄞'", "NULL"),
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("rows") / "my.diary"
    days = [
        a_day(
            ago,
            stress=ago % 11,
            into_bed=1390,
            areas={"front_knee_l": 1 + ago % 10},
            tender=["front_knee_l"],
            activities=[Activity("walking", 30, 4)],
            moments=[Moment(MomentKind.FLARE, 600, 4, "after the stairs")],
            notes={"note": f"day {ago}"},
        )
        for ago in range(DAYS)
    ]
    a_journal(path, days=days).close()
    return path.read_bytes()


@pytest.fixture(params=["with references", "without references"])
def lax(request: pytest.FixtureRequest, tmp_path: Path, written: bytes) -> Iterator[Connection]:
    """A diary whose tables take anything."""
    path = tmp_path / "lax.diary"
    path.write_bytes(written)
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("PRAGMA writable_schema = ON")
        for strict, loose in ((") STRICT, WITHOUT", ") WITHOUT"), (") STRICT", ")"), ("NOT NULL", "")):
            connection.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?)", (strict, loose))
        if request.param == "without references":
            connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'REFERENCES day (day)', '')")
            connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'DEFERRABLE INITIALLY DEFERRED', '')")
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        yield connection


def _read_every_day(connection: Connection) -> None:
    span = read_span(connection)
    for year in range(span.first.year, span.last.year + 1) if span else ():
        read_days(connection, Period(date(year, 1, 1), date(year, 12, 31)))


def _check(connection: Connection) -> None:
    refuse_odd_rows(connection)
    refuse_stray_rows(connection)
    read_span(connection)
    check_rows(connection)


def _refuses(look: Callable[[Connection], None], connection: Connection) -> bool:
    try:
        with reading(Path("my.diary")):
            look(connection)
    except Refusal:
        return True
    return False


def test_a_sound_diary_is_not_refused(lax: Connection) -> None:
    assert not _refuses(_check, lax)
    assert not _refuses(_read_every_day, lax)


def test_what_reading_refuses_is_refused(lax: Connection, cases: Cases, thorough: bool) -> None:
    chance, both = random.Random(20261122), 0
    for _ in range(DOCTORED_WHEN_THOROUGH if thorough else DOCTORED):
        lax.execute("BEGIN")
        for _ in range(chance.choice((1, 1, 1, 2))):
            table = chance.choice(list(COLUMNS))
            column, value = chance.choice(COLUMNS[table]), chance.choice(VALUES)
            with suppress(driver.IntegrityError):  # a key that is there already
                lax.execute(
                    f"UPDATE {table} SET {column} = {value} WHERE day = ?",
                    (f"2026-11-{11 + chance.randrange(12)}",),
                )
        reads, asks = _refuses(_read_every_day, lax), _refuses(_check, lax)
        assert asks or not reads, (table, column, value)
        both += reads
        lax.execute("ROLLBACK")
        cases.count("doctored row")
    assert both > DOCTORED // 10


def test_no_file_is_copied_or_called_sound_that_cannot_be_read(
    tmp_path: Path, written: bytes, cases: Cases, thorough: bool
) -> None:
    path, chance, refused = tmp_path / "my.diary", random.Random(5), 0
    for number in range(FLIPS_WHEN_THOROUGH if thorough else FLIPS):
        content = bytearray(written)
        for _ in range(2):
            content[chance.randrange(4096, len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            with closing(open_file(path, read_only=True)) as connection:
                inspect(connection, path)
                assert not _refuses(_read_every_day, connection)
        except (Refusal, AssertionError):
            refused += 1
            copies = tmp_path / f"copies {number}"
            for look in (lambda: check(path), lambda copies=copies: make_backup(path, copies, NOW)):
                with pytest.raises(Refusal) as found:
                    look()
                assert found.value.reason is Reason.FILE_DAMAGED
            assert not list(copies.glob("*")) if copies.exists() else True
        cases.count("file with flipped bits")
    assert refused > 0


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM day WHERE day = '2026-11-22'",
        "UPDATE moment SET kind = 'party'",
        "UPDATE pain_area SET intensity = 77",
        "UPDATE answer SET value = 1e300",
        "UPDATE note SET text = CAST(X'C328' AS TEXT)",
        "DELETE FROM sqlite_master WHERE name = 'activity_by_day'",
    ],
)
def test_what_a_copy_takes_along_is_found_in_the_copy(tmp_path: Path, written: bytes, damage: str) -> None:
    path, copies = tmp_path / "my.diary", tmp_path / "copies"
    path.write_bytes(written)
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        for setting in ("foreign_keys = OFF", "ignore_check_constraints = ON", "writable_schema = ON"):
            connection.execute(f"PRAGMA {setting}")
        schema = connection.execute("SELECT * FROM sqlite_master").fetchall()
        connection.execute("DELETE FROM sqlite_master WHERE type = 'trigger'")
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        for setting in ("foreign_keys = OFF", "ignore_check_constraints = ON", "writable_schema = ON"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute(damage)
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        connection.execute("INSERT INTO activity (day, kind, minutes, revision) VALUES ('2026-11-21', 'x', 5, 1)")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master")
        connection.executemany("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", schema)
    with pytest.raises(Refusal) as refused:
        make_backup(path, copies, NOW)
    assert refused.value.reason is Reason.FILE_DAMAGED
    assert refused.value.facts["path"] == path
    assert not list(copies.glob("*"))


def test_a_part_is_read_without_an_object_for_each_number(tmp_path: Path) -> None:
    """A hundred years left 4 MiB of holes between what stayed."""
    areas = dict.fromkeys((segment.key for segment in load_atlas(resources()).segments[:20]), 3)
    days = [a_day(ago, stress=ago % 11, fatigue=5, areas=areas) for ago in range(300)]
    with closing(a_journal(tmp_path / "my.diary", days=days)) as journal:
        read = partial(journal._core.store.columns, Period.ending(TODAY, 300), ["stress", "fatigue"])
        read()
        tracemalloc.start()
        columns = read()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert {key: len(found) for key, (found, _) in columns.areas.items()} == dict.fromkeys(areas, 300)
    assert sum(columns.answers["stress"][1]) == sum(ago % 11 for ago in range(300))
    assert most / (300 * (20 + 2)) < 50, "bytes for each stored number"
