"""Counts what was refused: a thousand alike refusals are one entry, with three examples."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from diary.domain.refusal import Reason, Refusal
from diary.exchange.day_collector import RefusedRow

MOST_EXAMPLES = 3
MOST_KINDS = 200


class AlikeRows(Struct):
    """Refusals for one reason in one column: how many, and the first ones."""

    column: str | None
    reason: Reason
    count: int
    examples: list[RefusedRow]


class RefusedRows:
    """Refusals, gathered while a file is read. `file` is the one that is read now."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str | None, Reason], AlikeRows] = {}
        self.file = ""
        self.count = 0

    def add(self, line: int, column: str | None, refusal: Refusal) -> None:
        """Note a row, or a cell of it."""
        self.take(RefusedRow(line, column, refusal.reason, refusal.facts, self.file))

    def take(self, row: RefusedRow) -> None:
        """Note a row that was refused."""
        self.count += 1
        column = row.column if len(self._kinds) < MOST_KINDS else None
        alike = self._kinds.setdefault((column, row.reason), AlikeRows(column, row.reason, 0, []))
        alike.count += 1
        if len(alike.examples) < MOST_EXAMPLES:
            alike.examples.append(row)

    def add_all(self, alike: AlikeRows) -> None:
        """Note rows that were counted elsewhere."""
        self.count += alike.count
        self._kinds[alike.column, alike.reason] = AlikeRows(
            alike.column, alike.reason, alike.count, [*alike.examples]
        )

    def __iter__(self) -> Iterator[AlikeRows]:
        return iter(sorted(self._kinds.values(), key=lambda alike: -alike.count))


def alike(rows: Iterable[RefusedRow]) -> tuple[AlikeRows, ...]:
    """Return refused rows by reason and column, the most frequent first."""
    found = RefusedRows()
    for row in rows:
        found.take(row)
    return tuple(found)
