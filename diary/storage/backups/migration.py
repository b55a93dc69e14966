"""Migrates a diary of an older version of the program to the tables of this one.

A proven backup comes first; without room for it nothing is changed. Each migration is one transaction together
with the number of its schema, so that the diary is always of the one version or of the other. That holds only as
long as none of them uses `executescript`, which commits by itself.
"""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from diary.domain.refusal import Reason, Refusal
from diary.storage.backups.backup import make_backup
from diary.storage.backups.backup_files import Backup
from diary.storage.diary_file import open_file
from diary.storage.faults import refusing
from diary.storage.health import inspect
from diary.storage.key import Key

if TYPE_CHECKING:
    from sqlite_utils import Migrations


def migrate_file(
    path: Path, copies: Path, now: datetime, key: Key | None = None, migrations: "Migrations | None" = None
) -> Backup:
    """Apply every migration the diary at `path` lacks; returns the backup that was made in `copies` before.

    The caller holds the writer's lock. Raises Refusal: DISK_FULL and others before anything changed, FILE_DAMAGED
    when the diary is not sound before or afterwards. The backup stays in any case.
    """
    from sqlite_utils import Database

    from diary.storage.schema import MIGRATIONS

    made = make_backup(path, copies, now, key=key)
    with closing(open_file(path, key=key)) as connection, refusing(path):
        db = Database(connection, strict=True, execute_plugins=False)
        (migrations or MIGRATIONS).apply(db)
        health = inspect(connection, path)
        if (health.days, health.first, health.last) != (made.days, health.first, made.last_day):
            raise Refusal(Reason.FILE_DAMAGED, path=path)
    return made
