"""Makes one long table of many people: a row a value, under codes that say nothing, for DuckDB, R or Spark.

No free text, no item of a person's own, no name of a file goes in. Clock times are rounded: bed times are habits.
"""

import csv
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from diary.domain.day import ACTIVITIES, BODY_MAP, NAPS, Answer, Day
from diary.domain.item import Catalogue, Kind
from diary.domain.refusal import unknown_ending
from diary.exchange.codebook import MIDNIGHT
from diary.storage.faults import refusing
from diary.storage.parquet import csv_to_parquet, refuse_without_parquet
from diary.storage.whole_file import make_durable, refuse_in_the_way, write_together

COLUMNS: Final[Mapping[str, str]] = {
    "pseudonym": "VARCHAR", "day": "INTEGER", "date": "DATE", "item": "VARCHAR", "value": "DOUBLE",
    "unit": "VARCHAR", "source": "VARCHAR", "late_days": "INTEGER",
}  # fmt: skip
"""The columns and their types. `day` counts from 1, the first day of the person; `date` is there when asked for;
`late_days` counts the days between a day and when its value was typed, and is empty where nobody knows."""
STUDY_FORMATS: Final = (".csv", ".parquet")
ROUNDED: Final = 15
"""Minutes to which clock times are rounded."""
_CODE_BYTES: Final = 4

Row = tuple[object, ...]


def new_codes(count: int) -> list[str]:
    """Return so many different random codes, in the order of the table: that of folders would tell who is who."""
    found: set[str] = set()
    while len(found) < count:
        found.add(secrets.token_hex(_CODE_BYTES))
    return sorted(found)


def study_rows(code: str, days: Iterable[Day], catalogue: Catalogue, *, dates: bool) -> Iterator[Row]:
    """Yield the rows of a person, day by day. A body map is the count of its areas and a row for each; activities
    and naps are minutes, moments a count of each kind; choices are numbers from 0, as in the codebook."""
    first: date | None = None
    for day in days:
        first = first or day.date
        begin = (code, (day.date - first).days + 1, *((day.date.isoformat(),) if dates else ()))
        for item, value, unit, answer in _values(day, catalogue):
            yield (*begin, item, f"{value:.15g}", unit, *_told(day.date, answer))


def _values(day: Day, catalogue: Catalogue) -> Iterator[tuple[str, float, str, Answer | None]]:
    for item in catalogue.items:
        answer = day.answers.get(item.key)
        if item.is_numeric and not item.own and answer is not None:
            rounded = item.kind is Kind.CLOCK
            value = ROUNDED * round(answer.value / ROUNDED) % 1440 if rounded else answer.value
            yield item.key, value, MIDNIGHT if rounded else item.unit, answer
    if day.is_mapped:
        mapped = day.answers[BODY_MAP]
        yield BODY_MAP, len(day.areas), "areas", mapped
        for area, strength in sorted(day.areas.items()):
            yield f"area:{area}", strength, "", mapped
    if day.activities or ACTIVITIES in day.answers:
        yield "active_minutes", sum(each.minutes for each in day.activities), "min", day.answers.get(ACTIVITIES)
    if day.naps:
        yield NAPS, sum(nap.minutes for nap in day.naps), "min", None
    kinds = [moment.kind.value for moment in day.moments]
    for kind in sorted(set(kinds)):
        yield f"moment:{kind}", kinds.count(kind), "", None
    if day.kind.value != "ordinary":
        yield f"day:{day.kind.value}", 1, "", None


def _told(day: date, answer: Answer | None) -> tuple[str, int | str]:
    if answer is None:
        return "", ""
    imported = answer.source.value == "imported"
    return answer.source.value, "" if imported else max(0, (answer.typed_at.date() - day) // timedelta(days=1))


class StudyTable:
    """A table that is being written. `rows` counts what is in it; `beside` are files that come with it or not at
    all."""

    def __init__(self, file: IO[str], *, dates: bool) -> None:
        self.columns = {name: kind for name, kind in COLUMNS.items() if dates or name != "date"}
        self.dates = dates
        self.rows = 0
        self.beside: dict[Path, bytes] = {}
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(self.columns)

    def add(self, code: str, days: Iterable[Day], catalogue: Catalogue) -> None:
        """Write one person."""
        for row in study_rows(code, days, catalogue, dates=self.dates):
            self._writer.writerow(row)
            self.rows += 1


@contextmanager
def study_table(target: Path, *, dates: bool) -> Iterator[StudyTable]:
    """Give a table that stands at `target` when the block ends, whole or not at all, readable by its owner only.

    Raises Refusal UNKNOWN_FORMAT, NO_PARQUET, FILE_EXISTS, FOLDER_MISSING, DISK_FULL, DISK_ERROR.
    """
    ending = target.suffix.lower()
    if ending not in STUDY_FORMATS:
        raise unknown_ending(target, ("csv", "parquet"))
    if ending == ".parquet":
        refuse_without_parquet()
    refuse_in_the_way(target)
    with refusing(target), TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        part = Path(folder) / "part"
        with part.open("x", encoding="utf-8", newline="") as file:
            table = StudyTable(file, dates=dates)
            yield table
        if ending == ".parquet":
            packed = Path(folder) / "packed"
            csv_to_parquet(part, packed, table.columns, table.rows, target)
            part = packed
        part.chmod(0o600)
        make_durable(part)
        write_together({**table.beside, target: part})
        make_durable(target.parent)
