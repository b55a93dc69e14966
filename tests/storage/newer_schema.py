"""Makes a diary of a newer program."""

from pathlib import Path

import sqlcipher3.dbapi2 as driver

from diary.storage.version import SCHEMA_VERSION


def make_newer(path: Path, *statements: str) -> bytes:
    """Run statements on a diary, raise its schema version, and return its bytes."""
    connection = driver.connect(str(path), isolation_level=None)
    for statement in (*statements, f"PRAGMA user_version = {SCHEMA_VERSION + 1}"):
        connection.execute(statement)
    connection.close()
    return path.read_bytes()
