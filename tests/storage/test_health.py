"""A sound diary is counted; a damaged one is refused, and neither is touched."""

import os
import random
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from diary.content.catalogue import load_catalogue
from diary.domain.day import Activity, Moment, MomentKind, Nap
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.paths import resources
from diary.storage.diary_file import create_file
from diary.storage.health import check, check_pages
from diary.storage.queries import Connection
from diary.storage.store import Store
from diary.storage.version import SCHEMA_VERSION
from tests.counted import Cases
from tests.factory import NOW, TODAY, a_day, a_journal

PAGE = 4096
FLIPS, FLIPS_WHEN_THOROUGH = 60, 600


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A diary with a bit of everything in it."""
    path = tmp_path_factory.mktemp("health") / "my.diary"
    journal = a_journal(
        path,
        days=[
            a_day(
                ago,
                stress=ago % 11,
                into_bed=1390,
                areas={"front_knee_l": 1 + ago % 10},
                activities=[Activity("walking", 30, 4)],
                moments=[Moment(MomentKind.FLARE, 600, None, "after the stairs")],
                notes={"note": f"day {ago}"},
                naps=[Nap(840, 20)],
            )
            for ago in range(60)
        ],
    )
    journal.set_profile("name", "Anna")
    journal.close()
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, written: bytes) -> Path:
    path = tmp_path / "my.diary"
    path.write_bytes(written)
    return path


def _read_all(path: Path) -> Reason | None:
    """What the program does with a file: refuse it, or read every page of it."""
    try:
        with Store(path, read_only=True) as store:
            span = store.span()
            store.days(span or Period(TODAY, TODAY))
            store.columns(span or Period(TODAY, TODAY), [item.key for item in load_catalogue(resources()).numeric])
            store.own_items()
            store.pairs("setting")
            store.undoable()
    except Refusal as refusal:
        return refusal.reason
    return None


def test_a_sound_diary_is_counted_and_left_alone(path: Path, written: bytes) -> None:
    health = check(path)
    assert (health.schema, health.days, health.last) == (SCHEMA_VERSION, 60, TODAY)
    assert health.first == date(2026, 9, 24)
    assert health.answers == 180
    assert path.read_bytes() == written
    assert list(path.parent.iterdir()) == [path]


def test_an_empty_diary_is_sound(tmp_path: Path) -> None:
    create_file(tmp_path / "new.diary")
    health = check(tmp_path / "new.diary")
    assert (health.days, health.first, health.last) == (0, None, None)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE answer SET typed_at = 1 << 60",
        "UPDATE note SET text = CAST(X'C328' AS TEXT)",
        "PRAGMA ignore_check_constraints = ON; UPDATE day SET day = '2026-02-31' WHERE day = '2026-11-22'",
        "PRAGMA ignore_check_constraints = ON; UPDATE moment SET kind = 'party'",
        "PRAGMA ignore_check_constraints = ON; UPDATE pain_area SET intensity = 77",
        "PRAGMA ignore_check_constraints = ON; UPDATE activity SET minutes = -3",
        "PRAGMA ignore_check_constraints = ON; UPDATE activity SET effort = 44",
        "PRAGMA ignore_check_constraints = ON; UPDATE moment SET at = 9000",
        "PRAGMA ignore_check_constraints = ON; UPDATE nap SET begin = 5000",
        "PRAGMA ignore_check_constraints = ON; UPDATE nap SET minutes = 9999",
        "PRAGMA ignore_check_constraints = ON; UPDATE change SET kind = 'x'",
        "PRAGMA ignore_check_constraints = ON; INSERT INTO history (change, tbl, old) VALUES (1, 'note', '{')",
        "PRAGMA foreign_keys = OFF; DELETE FROM day WHERE day = '2026-11-22'",
        "DROP TABLE moment",
        "UPDATE answer SET value = 9e999",
        "UPDATE answer SET value = 1e300",
        "UPDATE moment SET value = -9e999",
        "PRAGMA foreign_keys = OFF; UPDATE day SET day = '0001-01-01' WHERE day = '2026-11-22'",
        "PRAGMA foreign_keys = OFF; UPDATE day SET day = '9999-12-31' WHERE day = '2026-11-22'",
        "INSERT INTO own_item (key, kind, low, high, names, position, revision)"
        " VALUES ('x', 'scale', 0, 9e999, '{}', 1, 1)",
        "INSERT INTO own_item (key, kind, low, high, names, position, revision)"
        " VALUES ('x', 'scale', 0, 10, '{\"en\": 5}', 1, 1)",
        "INSERT INTO own_item (key, kind, low, high, names, position, revision)"
        " VALUES ('x', 'scale', 10, 0, '{\"en\": \"x\"}', 1, 1)",
        "INSERT INTO own_item (key, kind, low, high, names, options, position, revision)"
        " VALUES ('x', 'choice', 0, 1, '{\"en\": \"x\"}', '[1, {}]', 1, 1)",
        "ALTER TABLE note RENAME TO other; CREATE VIEW note AS SELECT * FROM other",
        "ALTER TABLE note RENAME TO other; CREATE TABLE note AS SELECT * FROM other",
    ],
)
def test_rows_nobody_wrote_are_damage(path: Path, damage: str) -> None:
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in damage.split("; "):
        connection.execute(statement)
    for _, trigger in triggers:
        with suppress(driver.OperationalError):  # its table is gone
            connection.execute(trigger)
    connection.close()
    before = path.read_bytes()
    with pytest.raises(Refusal) as refused:
        check(path)
    assert refused.value.reason is Reason.FILE_DAMAGED
    assert path.read_bytes() == before


def test_a_diary_cut_off_at_any_page_is_refused_untouched(path: Path, written: bytes, cases: Cases) -> None:
    assert len(written) % PAGE == 0
    for length in range(0, len(written), PAGE):
        path.write_bytes(written[:length])
        with pytest.raises(Refusal) as refused:
            check(path)
        assert refused.value.reason is Reason.FILE_DAMAGED, length
        _read_all(path)
        assert path.read_bytes() == written[:length]
        assert list(path.parent.iterdir()) == [path]
        cases.count("file cut off")


def test_a_diary_with_flipped_bytes_opens_or_is_refused_but_never_changes(
    path: Path, written: bytes, cases: Cases, thorough: bool
) -> None:
    chance = random.Random(20261122)
    refused = 0
    for _ in range(FLIPS_WHEN_THOROUGH if thorough else FLIPS):
        content = bytearray(written)
        for _ in range(3):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        refused += _read_all(path) is not None
        try:
            check(path)
        except Refusal:
            refused += 1
        assert path.read_bytes() == bytes(content)
        assert list(path.parent.iterdir()) == [path]
        cases.count("file with flipped bits")
    assert refused > 0


@pytest.mark.parametrize("page", [1, 2, 7])
def test_a_page_of_noise_is_refused(path: Path, written: bytes, page: int) -> None:
    noise = random.Random(page).randbytes(PAGE)
    path.write_bytes(written[: page * PAGE] + noise + written[(page + 1) * PAGE :])
    with pytest.raises(Refusal) as refused:
        check(path)
    assert refused.value.reason is Reason.FILE_DAMAGED


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_a_diary_that_can_only_be_read_is_checked(path: Path) -> None:
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert check(path).days == 60
    finally:
        path.parent.chmod(0o700)


def test_a_diary_that_is_open_has_its_own_cache_again_after_a_check(tmp_path: Path) -> None:
    with closing(a_journal(tmp_path / "my.diary", days=[a_day(stress=3)])):
        pass
    with Store(tmp_path / "my.diary") as store:
        usual = store.look(_cache)
        store.prove()
        store.keep_backup(tmp_path / "backups", NOW)
        assert store.look(_cache) == usual
    with Store(tmp_path / "my.diary") as store, store._connection as rows:
        rows.execute("PRAGMA cache_size = -12345")
        check_pages(rows, store.path)
        assert _cache(rows) == -12345


def _cache(rows: Connection) -> int:
    return int(rows.execute("PRAGMA cache_size").fetchone()[0])
