"""Finds days that changed in the file without being changed by anybody, by comparing with the newest backup.

A row carries the change that wrote it. Where a diary and its backup have the same row by the same change, they
hold the same: if not, a bit flipped in one of them, inside a word or a number, where the engine cannot see it. The
backup was proven when it was made and is checked again here, so that it is the diary.
"""

from contextlib import closing, suppress
from datetime import date
from glob import escape
from pathlib import Path

from diary.domain.refusal import Refusal
from diary.storage.diary_file import open_again
from diary.storage.faults import reading
from diary.storage.header import is_encrypted
from diary.storage.health import glance
from diary.storage.key import Key
from diary.storage.queries import Connection
from diary.storage.version import RECORDED_IN, schema_in

_SAME_LINE = """
SELECT max(theirs.id) FROM copy.change AS theirs
WHERE EXISTS (
    SELECT 1 FROM main.change AS ours
    WHERE ours.id = (SELECT max(id) FROM copy.change)
    AND ours.at = (SELECT at FROM copy.change ORDER BY id DESC LIMIT 1)
)
"""


def newest_sound_copy(folder: Path, stem: str, key: Key | None = None) -> Path | None:
    """Return the newest backup of a diary in `folder` that can be read in full; None when there is none."""
    for path in sorted(folder.glob(f"{escape(stem)} ????-??-?? ??.??*.diary"), reverse=True):
        with suppress(Refusal):
            glance(path, key)
            return path
    return None


def altered_days(path: Path, copy: Path, key: Key | None = None) -> tuple[date, ...]:
    """Return the days on which the diary at `path`, which this process may have open, holds something else than
    was written. None are found when another backup was restored after this one was made. Raises Refusal."""
    with closing(open_again(path, key)) as connection, reading(copy):
        used = key.spelled if key is not None and is_encrypted(copy) else ""
        connection.execute("ATTACH ? AS copy KEY ?", (f"{copy.absolute().as_uri()}?mode=ro", used))
        last = connection.execute(_SAME_LINE).fetchone()[0]
        if last is None:
            return ()
        found = {
            day
            for table, columns in _in_both(connection).items()
            if "day" in columns
            for day in _altered(connection, table, columns, last)
        }
        return tuple(sorted(found))


def _in_both(connection: Connection) -> dict[str, list[str]]:
    """Return the recorded columns by table that the diary and its backup have: one may be of an older schema."""
    marked = (connection.execute(f"PRAGMA {name}.user_version").fetchone()[0] for name in ("main", "copy"))
    ours, theirs = (RECORDED_IN[schema_in(each)] for each in marked)
    return {
        table: [name for name in columns if name in theirs[table]]
        for table, columns in ours.items()
        if table in theirs
    }


def _altered(connection: Connection, table: str, columns: list[str], last: int) -> list[date]:
    from diary.storage.version import PRIMARY_KEYS

    keys = PRIMARY_KEYS[table]
    same = " AND ".join(f"ours.{name} = theirs.{name}" for name in keys)
    others = [name for name in columns if name not in keys]
    differs = " OR ".join(f"ours.{name} IS NOT theirs.{name}" for name in others) or "0"
    statement = (
        f"SELECT DISTINCT ours.day FROM main.{table} AS ours JOIN copy.{table} AS theirs ON {same}"
        f" WHERE ours.revision = theirs.revision AND ours.revision <= ? AND ({differs})"
    )
    return [date.fromisoformat(day) for (day,) in connection.execute(statement, (last,)).fetchall()]
