"""Whether every row is one that `storage.reading` makes a day of, asked of whole columns and not day by day.

A hundred years hold some 800,000 rows: making days of them takes ten times as long as asking the database.
"""

from contextlib import closing
from datetime import date
from typing import Final

from diary.domain.day import DayKind, MomentKind, Source
from diary.domain.item import LARGEST_VALUE
from diary.storage.reading import Connection, read_items, sane

_FIRST_MOMENT, _LAST_MOMENT = -62_135_596_800, 253_402_300_799
"""The years 1 to 9999 in seconds since 1970: there is a `datetime` for these."""
_AS_IT_IS: Final = {
    "answer": "item",
    "pain_area": "area, intensity",
    "tender_area": "area",
    "activity": "kind, minutes, effort",
    "moment": "at, text",
    "note": "kind, text",
}
"""The tables with rows of a day, and the columns that a day takes over without asking more than that the driver
can read them: it refuses a text that is not UTF-8."""
_STRANGE_ANSWER = (
    "SELECT 1 FROM answer WHERE (value BETWEEN ? AND ? AND typed_at BETWEEN ? AND ?"
    f" AND source IN ({', '.join('?' * len(Source))})) IS NOT TRUE LIMIT 1"
)


def check_rows(connection: Connection) -> None:
    """Raise what `read_days` raises when it meets a row that no journal lets in.

    The file's references hold already (`PRAGMA foreign_key_check`).
    """
    with closing(connection.execute("SELECT day, zone, kind FROM day")) as days:
        for day, _zone, kind in days:
            date.fromisoformat(day)
            DayKind(kind)
    limits = (-LARGEST_VALUE, LARGEST_VALUE, _FIRST_MOMENT, _LAST_MOMENT)
    if connection.execute(_STRANGE_ANSWER, (*limits, *Source)).fetchall():
        raise ValueError("answer")
    with closing(connection.execute("SELECT day, kind, value FROM moment")) as moments:
        for day, kind, value in moments:
            date.fromisoformat(day)
            MomentKind(kind)
            if value is not None:
                sane(value)
    for table, columns in _AS_IT_IS.items():
        if not _belongs_to_days(connection, table):
            _read_all(connection, f"SELECT DISTINCT day, {columns} FROM {table}")
        elif table == "answer":
            read_items(connection)
        else:
            _read_all(connection, f"SELECT DISTINCT {columns} FROM {table}")


def _read_all(connection: Connection, statement: str) -> None:
    with closing(connection.execute(statement)) as rows:
        for _row in rows:
            pass


def _belongs_to_days(connection: Connection, table: str) -> bool:
    """Whether the table says that each of its rows is of a day there is: then its days have been read."""
    references = connection.execute(
        "SELECT 1 FROM pragma_foreign_key_list(?) WHERE \"table\" = 'day' AND \"from\" = 'day' AND \"to\" = 'day'",
        (table,),
    )
    return references.fetchone() is not None
