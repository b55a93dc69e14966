"""What a file of each schema looks like never changes again once it was released."""

from contextlib import closing
from hashlib import sha256

import pytest
import sqlcipher3.dbapi2 as driver
from sqlite_utils import Database

from diary.storage.older import computing_shape, empty_diary
from diary.storage.schema import MIGRATIONS
from diary.storage.version import RECORDED_IN, SCHEMA_VERSION, SHAPES, TABLES_IN, are_own, history_triggers

MADE = {
    1: "e3b560271b6af4fdd299df142b1c68dfa0b4e308c71811f7a36268d184815c99",
    2: "621d36b66bdb97f2f52013ec1e126f0f6597c016ee5a5068dc2d9e7559c76290",
    3: "2297c5d1666462150e37f0a77ccfdaace746db4d4d5cc043d386f207304ba21a",
}
"""What the migrations up to each schema make of an empty file: a digest of its `sqlite_master`."""


def _master(schema: int) -> list[tuple[object, ...]]:
    with closing(driver.connect(":memory:", isolation_level=None)) as connection:
        later = [migration.name for migration in MIGRATIONS._migrations[schema:]]
        MIGRATIONS.apply(Database(connection, strict=True, execute_plugins=False), stop_before=later)
        found: list[tuple[object, ...]] = connection.execute(
            "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master ORDER BY rowid"
        ).fetchall()
        return found


def digest_of(schema: int) -> str:
    """The digest of what the migrations up to a schema make."""
    return sha256(repr(_master(schema)).encode()).hexdigest()


def test_every_schema_is_known_and_stays_as_it_was_released() -> None:
    """Fails after a new migration: `python -m tests.storage.old.make` writes the digest."""
    assert {schema: digest_of(schema) for schema in range(1, SCHEMA_VERSION + 1)} == MADE
    assert list(MADE) == list(RECORDED_IN) == list(TABLES_IN) == list(range(1, SCHEMA_VERSION + 1))


def test_what_the_tables_of_each_schema_compute_is_known() -> None:
    """Fails after a new migration: `python -m tests.storage.old.make` writes the shape."""
    found = {}
    for schema in range(1, SCHEMA_VERSION + 1):
        with closing(empty_diary(schema)) as diary:
            found[schema] = computing_shape(diary)
    assert found == SHAPES


@pytest.mark.parametrize("schema", MADE)
def test_the_triggers_of_every_schema_are_known(schema: int) -> None:
    found = {str(name): str(sql) for kind, name, _, _, sql in _master(schema) if kind == "trigger"}
    assert found.keys() == history_triggers(schema).keys()
    assert are_own(found, schema)
