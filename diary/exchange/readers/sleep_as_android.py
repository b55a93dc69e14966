"""Sleep as Android: the zip, or the CSV in it. Checked on a real export.

The header is repeated before every record. `Id` (milliseconds) and `Hours` are right when the clock changes, the
written times are not. A rating of 0 is none.
"""

from collections.abc import Iterator
from datetime import timedelta

from diary.exchange.desk import Desk
from diary.exchange.reader_parts import Reader, ReaderPart, Record, Slept, Wrote
from diary.exchange.source_rows import SourceRow


def _sleep(row: SourceRow, desk: Desk) -> Iterator[Record]:
    begin = desk.instant(row.text("Id"), row.text("Tz"))
    hours, rating = desk.number(row, "Hours"), desk.number(row, "Rating")
    if hours is not None:
        quality = max(1.0, rating) if rating else None
        yield Slept(begin, begin + timedelta(hours=hours), quality=quality)
    words = " ".join(word for word in row.text("Comment").split() if not word.startswith("#"))
    if any(sign.isalnum() for sign in words.replace("\\n", "")):
        yield Wrote((begin + timedelta(hours=hours or 0)).date(), words)


READER = Reader(
    key="sleep_as_android",
    name="Sleep as Android",
    tried=True,
    parts=(
        ReaderPart(
            take=_sleep,
            columns={"Id": (), "Tz": (), "From": (), "To": (), "Hours": ()},
            more={"Rating": (), "Comment": ()},
        ),
    ),
    skipped=("prefs.xml", "alarms.json", "*noise*"),
)
