"""A new diary from what can still be read of a damaged one, alone or on top of a copy that was proven before.

Every row is checked as if it were typed now. With a copy, only what was written after it is taken from the damaged
file: the copy knows everything else better, also where a value changed without anybody having changed it.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

from diary.domain.body import Atlas
from diary.domain.day import ACTIVITIES, BODY_MAP
from diary.domain.item import Catalogue
from diary.domain.mended import Mended
from diary.domain.period import FIRST_DAY, diary_day
from diary.domain.refusal import Reason, Refusal
from diary.journal.row_checks import RowChecks
from diary.journal.whole_days import days_without_answers, in_place, known_days, torn_days
from diary.storage.key import Key
from diary.storage.older import Row
from diary.storage.refill import ORDER, refill
from diary.storage.salvage import Found, salvage
from diary.storage.triggers import RECORDED

CONTENTS: Final = ("answer", "pain_area", "tender_area", "activity", "moment", "note")
"""The tables that hold what was logged on a day."""
_REPLACED: Final = ("activity", "moment")
"""Tables of which a day's rows are replaced together."""
_TOGETHER: Final = ("pain_area", "tender_area", "activity")
"""Tables of which a day's rows mean something only together."""

Rows = Mapping[str, list[Row]]


@dataclass
class _Harvest:
    """Rows that may be written, rows of the copy that may not stay, and by table the days that may miss some."""

    rows: dict[str, list[Row]]
    gone: dict[str, list[Row]]
    left_out: Counter[str]
    torn: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    changed: set[str] = field(default_factory=set)

    def keep(self, table: str, is_sound: Callable[[Row], bool]) -> None:
        """Leave out the rows of a table that are not sound."""
        rows = self.rows[table]
        self.rows[table] = [row for row in rows if is_sound(row)]
        self.left_out[table] += len(rows) - len(self.rows[table])

    def incomplete(self, today: date, known: set[object]) -> tuple[date, ...]:
        """The days that may miss something; those of a copy do not, but for what was changed in them later."""
        torn = {day for days in self.torn.values() for day in days if day not in known} | self.changed
        return tuple(sorted(day for day in map(_day_of, torn) if day is not None and FIRST_DAY <= day <= today))


def mend(
    damaged: Path,
    new: Path,
    catalogue: Catalogue,
    atlas: Atlas,
    now: datetime,
    copy: Path | None = None,
    key: Key | None = None,
) -> Mended:
    """Make a diary at `new` from what can be read at `damaged`, on top of `copy` when there is one.

    Nothing but `new` is written; it is encrypted when a `key` is given, with which the others may be encrypted
    too. `now` is aware local time. Raises Refusal NOTHING_READABLE when nothing of a day can be read, FILE_EXISTS
    when `new` is there, and what reading and writing files raise.
    """
    found = salvage(damaged, key)
    known = None if copy is None else salvage(copy, key)
    today = diary_day(now, 0)
    harvest = _harvest(found, known, RowChecks(catalogue, atlas, now, today))
    if not any(harvest.rows[name] for name in CONTENTS) and known is None:
        raise Refusal(Reason.NOTHING_READABLE, path=damaged)
    health, refused = refill(new, harvest.rows, now, base=copy, gone=harvest.gone, key=key)
    harvest.left_out.update(refused)
    kept = {name: len(rows) - refused.get(name, 0) for name, rows in harvest.rows.items() if rows}
    return Mended(
        health.days,
        health.first,
        health.last,
        kept,
        {name: count for name, count in harvest.left_out.items() if count},
        harvest.incomplete(today, set() if known is None else _days_of(known.rows["day"])),
        found.lost,
        None if known is None else len(known.rows["day"]),
    )


def readable(
    damaged: Path,
    catalogue: Catalogue,
    atlas: Atlas,
    now: datetime,
    copy: Path | None = None,
    key: Key | None = None,
) -> tuple[int, date | None]:
    """On how many days a mended diary would differ from the copy (or from nothing), and the last of them.

    Raises Refusal as `mend` does.
    """
    known = None if copy is None else salvage(copy, key)
    harvest = _harvest(salvage(damaged, key), known, RowChecks(catalogue, atlas, now, diary_day(now, 0)))
    changed = [*harvest.rows.items(), *harvest.gone.items()]
    days = {str(row["day"]) for name, rows in changed if name in CONTENTS for row in rows}
    return len(days), date.fromisoformat(max(days)) if days else None


def _harvest(found: Found, known: Found | None, checks: RowChecks) -> _Harvest:
    harvest = _Harvest({}, {}, Counter())
    offered = found.rows if known is None else _newer(found, known, harvest)
    if known is not None:
        checks.sound("own_item", known.rows["own_item"])
    for table in ORDER:
        passed, failed = checks.sound(table, offered.get(table, ()))
        if table in found.by_day:
            passed, astray = in_place(found, table, passed)
            failed += astray
        harvest.rows[table] = passed
        harvest.left_out[table] += len(failed)
        harvest.torn[table] |= (failing := {str(row["day"]) for row in failed if "day" in row})
        harvest.changed |= failing
    _leave_out_torn_days(harvest, found, known_days(found))
    _mark_maps(harvest, found, None if known is None else known.rows["answer"])
    _make_days(harvest, found.rows, set() if known is None else _days_of(known.rows["day"]))
    return harvest


def _leave_out_torn_days(harvest: _Harvest, found: Found, days: list[str]) -> None:
    """Leave out the map, the marks of touch or the activities of a day that may have lost one of them."""
    for table in (*_TOGETHER, "moment", "note"):
        harvest.torn[table] |= torn_days(found, table, days)
    harvest.torn["answer"] |= days_without_answers(found.gaps["answer"], days)
    for table in _TOGETHER:
        torn = harvest.torn[table]
        harvest.keep(table, lambda row, torn=torn: row["day"] not in torn)  # type: ignore[misc]
        harvest.gone[table] = [row for row in harvest.gone.get(table, ()) if row["day"] not in torn]
    for item, table in ((BODY_MAP, "pain_area"), (ACTIVITIES, "activity")):
        torn = harvest.torn[table]
        harvest.keep(
            "answer",
            lambda row, item=item, torn=torn: row["item"] != item or row["day"] not in torn,  # type: ignore[misc]
        )


def _mark_maps(harvest: _Harvest, found: Found, known: list[Row] | None) -> None:
    """A day with painful areas was mapped, also where the row that says so is lost: it was written when the areas
    were, and that moment is known."""
    mapped = {row["day"] for row in (*harvest.rows["answer"], *(known or ())) if row["item"] == BODY_MAP}
    moments = {row["id"]: row["at"] for row in found.rows["change"]}
    newest: dict[object, int] = {}
    for row in harvest.rows["pain_area"]:
        if row["day"] not in mapped and row["revision"] in moments:
            newest[row["day"]] = max(newest.get(row["day"], 0), _number(row["revision"]))
    for day, revision in newest.items():
        harvest.rows["answer"].append(
            {
                "item": BODY_MAP,
                "day": str(day),
                "value": 1.0,
                "typed_at": moments[revision],
                "source": "typed",
                "revision": 1,
            }
        )
    harvest.keep("pain_area", lambda row: row["day"] in mapped or row["day"] in newest)


def _newer(whole: Found, copy: Found, harvest: _Harvest) -> dict[str, list[Row]]:
    """The rows that were written after the copy was made.

    When the copy is of another line (an older copy was put back meanwhile), only days it does not have at all.
    """
    found, known = whole.rows, copy.rows
    last = _last_common_change(found["change"], known["change"])
    if last is None:
        there = _days_of(known["day"])
        return {name: [row for row in found[name] if row["day"] not in there] for name in ("day", *CONTENTS)}
    newer = {
        table: [row for row in rows if isinstance(row.get("revision"), int) and row["revision"] > last]  # type: ignore[operator]
        for table, rows in found.items()
    }
    _leave_out_what_was_replaced(newer, found, known, last, harvest)
    return newer


def _last_common_change(found: list[Row], known: list[Row]) -> int | None:
    """The newest change of the copy, when the damaged file went on from there."""
    if not known:
        return None
    newest = max(known, key=lambda row: _number(row["id"]))
    same = any(row["id"] == newest["id"] and row["at"] == newest["at"] for row in found)
    return _number(newest["id"]) if same else None


def _leave_out_what_was_replaced(newer: Rows, found: Rows, known: Rows, last: int, harvest: _Harvest) -> None:
    """Take away what the copy holds and was changed or deleted afterwards, also when what came instead is lost."""
    missing = {name: _missing(name, found[name], known[name]) for name in RECORDED}
    for name in _REPLACED:
        days = {row["day"] for row in newer.get(name, ())}
        harvest.gone[name] = [row for row in missing[name].values() if row["day"] in days]
    for name, old in _replaced_since(found["history"], last):
        row = missing[name].get(_key(name, old))
        if row is None:
            continue
        harvest.gone.setdefault(name, []).append(row)
        if name in CONTENTS:
            harvest.changed.add(str(old["day"]))


def _missing(table: str, found: list[Row], known: list[Row]) -> dict[tuple[object, ...] | None, Row]:
    """By key, the rows of the copy that the damaged file does not hold."""
    still = {_key(table, row) for row in found}
    return {key: row for row in known if (key := _key(table, row)) not in still}


def _replaced_since(history: list[Row], last: int) -> Iterator[tuple[str, Row]]:
    """What the changes after `last` replaced, with its table; a past without a revision is of a merged copy."""
    for row in history:
        name, old = str(row["tbl"]), _old(row)
        if name in RECORDED and _number(row["change"]) > last and old is not None and "revision" in old:
            yield name, old


def _old(row: Row) -> Row | None:
    import json

    try:
        old = json.loads(str(row["old"]))
    except (ValueError, RecursionError):
        return None
    return old if isinstance(old, dict) else None


def _key(table: str, row: Row) -> tuple[object, ...] | None:
    from diary.storage.schema import PRIMARY_KEYS

    names = PRIMARY_KEYS[table]
    return tuple(row[name] for name in names) if all(name in row for name in names) else None


def _make_days(harvest: _Harvest, found: Rows, there: set[object]) -> None:
    """Make the day of rows whose own day is lost: ordinary, in the zone of the day before it that is known."""
    known = sorted((str(row["day"]), row["zone"]) for row in harvest.rows["day"])
    days = {str(row["day"]) for name in CONTENTS for row in harvest.rows[name]}
    missing = sorted(days - {day for day, _ in known} - {str(day) for day in there})
    zones = known or sorted((str(row["day"]), row["zone"]) for row in found["day"]) or [("", "UTC")]
    order = [day for day, _ in zones]
    for day in missing:
        zone = zones[max(0, bisect_right(order, day) - 1)][1]
        harvest.rows["day"].append({"day": day, "zone": zone, "kind": "ordinary", "revision": 1})
        harvest.torn["day"].add(day)


def _days_of(rows: Iterable[Row]) -> set[object]:
    return {row["day"] for row in rows}


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
