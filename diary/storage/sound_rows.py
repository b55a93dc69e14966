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
_WORDS: Final = {
    "answer": (),
    "pain_area": ("area",),
    "tender_area": ("area",),
    "activity": ("kind",),
    "moment": ("text",),
    "note": ("kind", "text"),
}
"""The tables with rows of a day, and the columns with any text in them."""
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
    read_items(connection)
    with closing(connection.execute("SELECT kind, value FROM moment")) as moments:
        for kind, value in moments:
            MomentKind(kind)
            if value is not None:
                sane(value)
    for table, columns in _WORDS.items():
        for column in columns if _belongs_to_days(connection, table) else ("day", *columns):
            _read_words(connection, table, column)


def _read_words(connection: Connection, table: str, column: str) -> None:
    """Have the driver decode every different text: it refuses what is not UTF-8."""
    with closing(connection.execute(f"SELECT DISTINCT {column} FROM {table}")) as words:
        for _word in words:
            pass


def _belongs_to_days(connection: Connection, table: str) -> bool:
    """Whether the table says that each of its rows is of a day there is: then its days have been read."""
    references = connection.execute(
        "SELECT 1 FROM pragma_foreign_key_list(?) WHERE \"table\" = 'day' AND \"from\" = 'day' AND \"to\" = 'day'",
        (table,),
    )
    return references.fetchone() is not None
