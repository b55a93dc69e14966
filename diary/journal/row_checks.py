"""Whether a row that was read from a damaged file is one the journal can have written.

A row that is wrong is worse than one that is missing: whatever does not pass every rule is left out.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from diary.domain.body import Atlas
from diary.domain.day import Activity, Day, DayKind, Moment, MomentKind, Source
from diary.domain.item import LARGEST_VALUE, Catalogue, OwnItem
from diary.domain.refusal import Refusal
from diary.journal import checks
from diary.storage.older import Row
from diary.storage.reading import own_item, register_record
from diary.storage.shapes import known_zones
from diary.storage.triggers import RECORDED

_GRACE = timedelta(days=2)
"""Clocks and zones differ: what was typed up to two days after now, or before its day began, may be right."""

_STRAY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")
"""What nobody types: in a damaged file it stands where something else stood."""


class RowChecks:
    """The rules for one diary: the items it knows, the areas of the body, and the day it is."""

    def __init__(self, catalogue: Catalogue, atlas: Atlas, now: datetime, today: date) -> None:
        self._built_in = catalogue
        self._catalogue = catalogue
        self._atlas = atlas
        self._now = now
        self._today = today
        self._own: list[OwnItem] = []
        self._rules: Mapping[str, Callable[[Row], object]] = {
            "own_item": self._own_item,
            "day": self._day,
            "answer": self._answer,
            "pain_area": self._pain_area,
            "tender_area": self._tender_area,
            "activity": self._activity,
            "moment": self._moment,
            "note": self._note,
            "record": _record,
        }

    def sound(self, table: str, rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
        """The rows that pass and those that do not. Own items come first: answers are checked against them."""
        passed: list[Row] = []
        failed: list[Row] = []
        for row in rows:
            (passed if self._passes(table, row) else failed).append(row)
        if table == "answer":
            return _without_contradictions(passed, failed)
        return passed, failed

    def _passes(self, table: str, row: Row) -> bool:
        try:
            for name, value in row.items():
                if isinstance(value, str):
                    checks.check_text(value)
                    if _STRAY.search(value):
                        raise ValueError(name)
                if name in {"day", "first_day"}:
                    checks.check_day(date.fromisoformat(str(value)), self._today)
            self._rules.get(table, _anything)(row)
        except (Refusal, ValueError, TypeError, OverflowError, RecursionError):
            return False
        return True

    def _own_item(self, row: Row) -> None:
        columns = ("key", "kind", "low", "high", "unit", "factor", "options", "names", "archived")
        own = own_item(*(row[name] for name in columns))  # type: ignore[arg-type]
        checks.check_own_item(self._built_in, (), own)
        self._own.append(own)
        self._catalogue = self._built_in.with_own(each.item for each in self._own)

    def _day(self, row: Row) -> None:
        DayKind(str(row["kind"]))
        if row["zone"] not in known_zones():
            raise ValueError(row["zone"])

    def _answer(self, row: Row) -> None:
        value, typed_at = row["value"], row["typed_at"]
        if not isinstance(value, float) or not isinstance(typed_at, int):
            raise TypeError(row)
        day = date.fromisoformat(str(row["day"]))
        checks.check_answers(self._catalogue, Day(day), {str(row["item"]): value})
        typed = datetime.fromtimestamp(typed_at, UTC)
        begun = datetime(day.year, day.month, day.day, tzinfo=UTC) - _GRACE
        if typed > self._now + _GRACE or (Source(str(row["source"])) is not Source.IMPORTED and typed < begun):
            raise ValueError(typed_at)

    def _pain_area(self, row: Row) -> None:
        checks.check_areas(self._atlas, {str(row["area"]): _whole(row["intensity"])})

    def _tender_area(self, row: Row) -> None:
        checks.check_areas(self._atlas, {str(row["area"]): None})

    def _activity(self, row: Row) -> None:
        effort = row["effort"]
        checks.check_activities(
            [Activity(str(row["kind"]), _whole(row["minutes"]), None if effort is None else _whole(effort))]
        )

    def _moment(self, row: Row) -> None:
        at, value = row["at"], row["value"]
        if isinstance(value, float) and not abs(value) <= LARGEST_VALUE:
            raise ValueError(value)
        moment = Moment(MomentKind(str(row["kind"])), None if at is None else _whole(at), None, str(row["text"]))
        checks.check_moments([moment])

    def _note(self, row: Row) -> None:
        self._catalogue.item(str(row["kind"]))


def _without_contradictions(passed: list[Row], failed: list[Row]) -> tuple[list[Row], list[Row]]:
    """Leave out both pain numbers of a day when the worst is below the average: one of them is wrong."""
    pain: dict[object, dict[object, float]] = {}
    for row in passed:
        if row["item"] in {"pain_average", "pain_worst"} and isinstance(row["value"], float):
            pain.setdefault(row["day"], {})[row["item"]] = row["value"]
    wrong = {day for day, both in pain.items() if both.get("pain_worst", 10) < both.get("pain_average", 0)}
    out = [row for row in passed if row["day"] in wrong and row["item"] in {"pain_average", "pain_worst"}]
    left_out = set(map(id, out))
    return [row for row in passed if id(row) not in left_out], failed + out


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def _record(row: Row) -> None:
    register_record(*(row[name] for name in RECORDED["record"]))  # type: ignore[arg-type]


def _anything(_row: Row) -> None:
    return None
