"""A diary of an older version gets the tables of this one, or stays as it was; who only reads changes nothing."""

import gzip
import inspect
import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from sqlite_utils import Database

import diary.journal.session as session_module
from diary.app import open_window
from diary.cli.world import World
from diary.domain.refusal import Reason, Refusal
from diary.paths import backup_folder, resources
from diary.storage.backups import backup
from diary.storage.backups.backup_files import list_backups
from diary.storage.backups.migration import migrate_file
from diary.storage.diary_file import create_file, open_file
from diary.storage.health import check
from diary.storage.key import Key
from diary.storage.rollback_journal import journal_of
from diary.storage.schema import MIGRATIONS
from diary.storage.store import Store
from diary.storage.version import RECORDED, RECORDED_IN, SCHEMA_VERSION
from tests.factory import NOW, TODAY, ZONE, a_key
from tests.storage.conftest import Stopper
from tests.storage.later_schema import LAST, later_migrations
from tests.storage.old.make import rows

OLD = sorted((Path(__file__).parents[1] / "old").glob("*.diary.gz"))
NEWER = LAST
FOUR = ("goal", "plan_step", "experiment", "questionnaire_result")
AT = int(NOW.timestamp())
MOVED: list[list[Any]] = [
    [4, "goal", '{"text":"walk to the shop","first_day":"2026-11-01","last_day":null}', AT, None, 0, 1],
    [5, "plan_step", '{"goal":4,"text":"to the corner","amount":5.0,"unit":"","done_on":null}', AT, None, 1, 1],
    [
        6,
        "experiment",
        '{"text":"early to bed","item":"stress","first_day":"2026-11-02","last_day":null}',
        AT,
        None,
        0,
        1,
    ],
    [
        7,
        "questionnaire_result",
        '{"day":"2026-11-03","questionnaire":"csi","score":41.0,"answers":[]}',
        AT,
        None,
        0,
        1,
    ],
]
"""What was in the four tables of the first schema, as records."""
PLACES = {"signal=KILL": 12, "error=ENOSPC": 6, "error=EIO": 6}
"""At how many places each of them is tried in an ordinary run; with `--thorough` at all of them."""


@pytest.fixture(params=OLD, ids=lambda path: path.name)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file as a released version wrote it."""
    path = tmp_path / "my.diary"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "my.diary"
    path.write_bytes(gzip.decompress(OLD[-1].read_bytes()))
    return path


def _schema(path: Path, key: Key | None = None) -> int:
    with closing(driver.connect(str(path))) as connection:
        if key is not None:
            connection.execute(f'PRAGMA key = "{key.spelled}"')
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if found == NEWER:
            days = connection.execute("SELECT count(*) FROM day").fetchone()
            assert connection.execute("SELECT count(*) FROM weather").fetchone() == days
            connection.execute("SELECT added_minutes FROM moment").fetchall()
        return found


def test_a_file_of_every_released_schema_is_kept() -> None:
    assert [path.name for path in OLD] == [f"schema-{number}.diary.gz" for number in range(1, SCHEMA_VERSION + 1)]


def _without_newer_columns(found: list[list[Any]], written: list[list[Any]], schema: int) -> list[list[Any]]:
    """Rows as they were before later schemas added columns, which come last; also in what history holds."""
    newer = {
        column
        for table, columns in RECORDED.items()
        for column in columns[len(RECORDED_IN[schema].get(table, ())) :]
    }

    def told(cell: Any) -> Any:  # noqa: ANN401 - whatever SQLite holds
        held = json.loads(cell) if isinstance(cell, str) and cell.startswith("{") else cell
        return {name: held[name] for name in held if name not in newer} if isinstance(held, dict) else held

    return sorted(([told(cell) for cell in row[: len(written[0])]] for row in found), key=repr)


def test_what_an_older_version_wrote_is_read_as_it_was_written(old: Path, request: pytest.FixtureRequest) -> None:
    known = request.node.callspec.params["old"]
    written = json.loads(known.with_name(known.name.replace(".diary.gz", ".json")).read_text(encoding="utf-8"))
    assert all(written.values())
    if (schema := _schema(old)) < SCHEMA_VERSION:
        migrate_file(old, backup_folder(old), NOW)
    found = rows(old)
    moved = {table: written.pop(table) for table in FOUR if table in written}
    for table, each in written.items():
        assert _without_newer_columns(found[table], each, schema) == _without_newer_columns(each, each, schema)
    assert not moved or _without_newer_columns(found["record"], MOVED, 2) == _without_newer_columns(
        MOVED, MOVED, 2
    )
    health = check(old)
    assert (health.schema, health.days, health.last) == (SCHEMA_VERSION, 5, TODAY)
    with Store(old) as store:
        day = store.day(TODAY)
        assert day is not None
        assert (day.value("tea"), day.value("stress"), day.notes["note"]) == (3, 9, "dag 0 – “één” ☕")
        assert [own.names["nl"] for own in store.own_items()] == ["Koppen thee"]
        assert store.pairs("profile") == {"name": "Anna"}
        assert store.undoable() is not None


def test_every_migration_carries_its_number_in_the_same_transaction(tmp_path: Path) -> None:
    with closing(driver.connect(str(tmp_path / "new.diary"), isolation_level=None)) as connection:
        db = Database(connection, strict=True, execute_plugins=False)
        for number, migration in enumerate(MIGRATIONS._migrations, start=1):
            MIGRATIONS.apply(db, stop_before=[each.name for each in MIGRATIONS._migrations[number:]])
            assert connection.execute("PRAGMA user_version").fetchone() == (number,)
            assert migration.transactional
            assert "executescript" not in inspect.getsource(migration.fn)


@pytest.mark.parametrize("is_encrypted", [False, True])
def test_a_proven_copy_comes_first_and_everything_is_still_there(tmp_path: Path, is_encrypted: bool) -> None:
    key = a_key() if is_encrypted else None
    path = tmp_path / "my.diary"
    create_file(path, key)
    with Store(path, key=key) as store:
        store.put_pairs("profile", {"name": "Anna"})
    made = migrate_file(path, tmp_path / "copies", NOW, key, later_migrations())
    assert check(made.path, key).schema == SCHEMA_VERSION
    assert _schema(path, key) == NEWER
    with Store(path, read_only=True, key=key, may_be_newer=True) as store:
        assert store.pairs("profile") == {"name": "Anna"}


def test_without_room_for_the_copy_nothing_is_changed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise Refusal(Reason.DISK_FULL, path=path)

    before = path.read_bytes()
    monkeypatch.setattr(backup, "duplicate", full)
    with pytest.raises(Refusal) as refused:
        migrate_file(path, backup_folder(path), NOW, migrations=later_migrations())
    assert refused.value.reason is Reason.DISK_FULL
    assert path.read_bytes() == before


def test_a_damaged_diary_is_not_migrated(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) - 20_000])
    before = path.read_bytes()
    with pytest.raises(Refusal) as refused:
        migrate_file(path, backup_folder(path), NOW, migrations=later_migrations())
    assert refused.value.reason is Reason.FILE_DAMAGED
    assert path.read_bytes() == before


def test_a_migration_that_goes_wrong_leaves_the_old_diary(path: Path) -> None:
    broken = later_migrations()

    @broken()
    def m9999_wrong(db: Database) -> None:
        db.execute("CREATE TABLE half (a)")
        db.execute("DELETE FROM answer")
        raise Refusal(Reason.DISK_ERROR, path=path)

    with pytest.raises(Refusal):
        migrate_file(path, backup_folder(path), NOW, migrations=broken)
    assert _schema(path) == NEWER
    with Store(path, read_only=True, may_be_newer=True) as store:
        day = store.day(TODAY)
        assert day is not None
        assert day.value("stress") == 9


@pytest.mark.parametrize("fault", list(PLACES))
def test_a_migration_is_done_or_not_begun_wherever_it_is_stopped(
    stopper: Stopper, path: Path, tmp_path: Path, fault: str
) -> None:
    written, copies = path.read_bytes(), tmp_path / "copies"
    before = rows(path)
    assert stopper.do("migrate", path, copies) == "migrated"
    points = stopper.points(PLACES[fault])
    assert len(points) >= PLACES[fault]
    seen = set()
    for call, number in points:
        path.write_bytes(written)
        journal_of(path).unlink(missing_ok=True)
        shutil.rmtree(copies)
        said = stopper.do("migrate", path, copies, fault=f"{call}:{fault}:when={number}")
        schema = _schema(path)
        seen.add(schema)
        if schema == SCHEMA_VERSION:
            assert rows(path) == before, (call, number)
            assert said != "migrated"
        else:
            assert [copy.sound for copy in list_backups(copies)] == [True], (call, number)
    assert SCHEMA_VERSION in seen


@pytest.mark.parametrize("first", OLD[:-1], ids=lambda path: path.name)
def test_a_file_of_each_older_schema_is_migrated_or_as_it_was_wherever_it_is_stopped(
    stopper: Stopper, tmp_path: Path, first: Path
) -> None:
    path, copies, written = tmp_path / "my.diary", tmp_path / "copies", gzip.decompress(first.read_bytes())
    path.write_bytes(written)
    old, before = _schema(path), rows(path)
    assert stopper.do("migrate", path, copies, "now") == "migrated"
    after = rows(path)
    for call, number in stopper.points(PLACES["signal=KILL"]):
        path.write_bytes(written)
        journal_of(path).unlink(missing_ok=True)
        shutil.rmtree(copies)
        stopper.do("migrate", path, copies, "now", fault=f"{call}:signal=KILL:when={number}")
        if old < _schema(path) < SCHEMA_VERSION:  # whole steps were done; the next opening does the rest
            assert stopper.do("migrate", path, copies, "now") == "migrated"
        assert rows(path) == (before if _schema(path) == old else after), (call, number)


def _world() -> World:
    return World(lambda: NOW, ZONE, resources(), "en", open_window)


def test_who_only_reads_an_older_diary_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    monkeypatch.setattr(session_module, "SCHEMA_VERSION", NEWER)
    with _world().journal(path, read_only=True) as journal:
        assert journal.day(TODAY).value("stress") == 9
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_who_opens_an_older_diary_to_write_has_it_brought_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "SCHEMA_VERSION", NEWER)
    with _world().journal(path) as journal:
        journal.answer(TODAY, "stress", 8)
        assert journal.day(TODAY).value("stress") == 8
    assert len(list_backups(backup_folder(path))) == 1


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        (["PRAGMA user_version = 0"], Reason.FILE_DAMAGED),
        (["DROP TABLE tip_mark"], Reason.FILE_DAMAGED),
        ([f"PRAGMA user_version = {NEWER}"], Reason.FILE_NEWER),
        (["CREATE TABLE weather (day TEXT)"], None),
        (["INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('diary', 'm999', '')"], None),
    ],
)
def test_what_looks_half_migrated_opens_or_is_refused_and_is_not_touched(
    path: Path, statements: list[str], reason: Reason | None
) -> None:
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    before = path.read_bytes()
    found = None
    try:
        open_file(path).close()
    except Refusal as refusal:
        found = refusal.reason
    assert found is reason
    assert path.read_bytes() == before
