"""Makes a new diary from what can still be read of a damaged one, alone or on top of a proven backup.

Every row is checked as if it were typed now. With a backup, only what was written after it is taken from the
damaged file: for everything else the backup is right, also where a value changed by itself.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from diary.domain.body import Atlas
from diary.domain.day import ACTIVITIES, BODY_MAP, Activity, Answer, AnswerSource, Day, Moment, Nap
from diary.domain.item import Catalogue, OwnItem
from diary.domain.naps import check_naps
from diary.domain.period import FIRST_DAY, LAST_DAY, diary_day, read_date
from diary.domain.refusal import Reason, Refusal
from diary.domain.text import clean_text
from diary.journal import checks
from diary.screens.rescue import RescueResult
from diary.storage.change_log import HIDDEN, paired
from diary.storage.health import check
from diary.storage.key import Key, Keys
from diary.storage.older import Row
from diary.storage.queries import own_item, register_records
from diary.storage.rescue.readable_rows import Gap, ReadableRows, salvage
from diary.storage.rescue.refill import ORDER, refill
from diary.storage.rows import from_row
from diary.storage.table_shapes import known_zones
from diary.storage.version import RECORDED

_ITEM_COLUMNS: Final = {"answer": "item", "own_item": "key"}
"""The column in which the rows of a table hold the key of an item."""
_GRACE = timedelta(days=2)
"""How far a time of typing may lie after now, or before its day, and still be right: clocks and zones differ."""

_ZONES = timedelta(days=1)
_LAST_SECOND = int(datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, tzinfo=UTC).timestamp())


class RowChecks:
    """The rules for one diary: the items it knows, the areas of the body, the time it is and what the diary itself
    says of when it was `written` (seconds since 1970, by revision): the clock of this computer may be behind."""

    def __init__(self, catalogue: Catalogue, atlas: Atlas, now: datetime, written: Mapping[object, int]) -> None:
        self._built_in = catalogue
        self._catalogue = catalogue
        self._now = now
        self._written = written
        self._newest = max(written.values(), default=0)
        self._own: list[OwnItem] = []
        self._rules: Mapping[str, Callable[[Row], object]] = {
            "own_item": self._own_item,
            "day": self._day,
            "answer": self._answer,
            "pain_area": lambda row: checks.check_areas(atlas, {str(row["area"]): _whole(row["intensity"])}),
            "tender_area": lambda row: checks.check_areas(atlas, {str(row["area"]): None}),
            "activity": lambda row: checks.check_activities([from_row(Activity, row)]),
            "moment": lambda row: checks.check_moments([from_row(Moment, row)]),
            "note": lambda row: self._catalogue.item(str(row["kind"])),
            "nap": self._nap,
            "record": lambda row: register_records([row]),
        }

    def sound(self, table: str, rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
        """Return the rows that pass and those that do not. Own items come first, for the answers."""
        passed: list[Row] = []
        failed: list[Row] = []
        for row in rows:
            cleaned = checks.clean_row(table, row)
            (passed if self._passes(table, cleaned) else failed).append(cleaned)
        if table == "answer":
            return _without_contradictions(passed, failed)
        return passed, failed

    def _passes(self, table: str, row: Row) -> bool:
        try:
            for name, value in row.items():
                if isinstance(value, str):
                    checks.check_text(value)
                    if clean_text(value) != value:  # in a damaged file, where something else stood
                        raise ValueError(name)
                if name in {"day", "first_day"}:
                    checks.check_day(date.fromisoformat(str(value)), self._latest_day(row))
            if table in self._rules:
                self._rules[table](row)
        except (Refusal, ValueError, TypeError, OverflowError, RecursionError):
            return False
        return True

    def _latest(self, row: Row) -> datetime:
        """Return the latest moment a row can be of: now, or when it was written where that is later."""
        at = self._written.get(row.get("revision"), self._newest)
        return max(self._now, datetime.fromtimestamp(at, self._now.tzinfo))

    def _latest_day(self, row: Row) -> date:
        """Return the latest day a row can be of; in another zone it may have been the next one already."""
        latest = self._latest(row)
        return diary_day(latest if latest == self._now else latest + _ZONES, 0)

    def _own_item(self, row: Row) -> None:
        own = own_item(row)
        checks.check_own_item(self._built_in, (), own)
        self._own.append(own)
        self._catalogue = self._built_in.with_own(each.item for each in self._own)

    def _day(self, row: Row) -> None:
        from_row(Day, row)
        if row["zone"] not in known_zones():
            raise ValueError(row["zone"])

    def _answer(self, row: Row) -> None:
        day, answer = date.fromisoformat(str(row["day"])), from_row(Answer, row)
        checks.check_answers(self._catalogue, Day(day), {str(row["item"]): answer.value})
        self._typed(row, day, _whole(row["typed_at"]))

    def _typed(self, row: Row, day: date, typed_at: int) -> None:
        """Check that something of this day can have been typed then."""
        typed = datetime.fromtimestamp(typed_at, UTC)
        begun = datetime(day.year, day.month, day.day, tzinfo=UTC) - _GRACE
        if typed > self._latest(row) + _GRACE or (
            AnswerSource(str(row["source"])) is not AnswerSource.IMPORTED and typed < begun
        ):
            raise ValueError(typed_at)

    def _nap(self, row: Row) -> None:
        check_naps([from_row(Nap, row)], None)
        self._typed(row, date.fromisoformat(str(row["day"])), _whole(row["typed_at"]))


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


_FIRST, _LAST = "", "9999-99-99"


def known_days(found: ReadableRows) -> list[str]:
    """Return every day that any row belongs to, in order."""
    return sorted({str(row["day"]) for rows in found.rows.values() for row in rows if row.get("day")})


def torn_days(found: ReadableRows, table: str, days: Sequence[str]) -> set[str]:
    """Return the days that may miss a row of `table`, a table that holds several rows of a day."""
    if table in found.by_day:
        return _torn_by_index(found, table)
    torn: set[str] = set()
    for left, right in found.gaps[table]:
        torn.update(_between(days, str(left[0]) if left else _FIRST, str(right[0]) if right else _LAST))
    return torn


def days_without_answers(gaps: Iterable[Gap], days: Sequence[str]) -> set[str]:
    """Return the days that may miss an answer. The key of an answer is its item and its day."""
    torn: set[str] = set()
    for left, right in gaps:
        first = str(left[1]) if left else _FIRST
        last = str(right[1]) if right else _LAST
        if left and right and left[0] == right[0]:
            torn.update(_between(days, first, last) - {first, last})
        else:
            torn.update(_between(days, first, _LAST) | _between(days, _FIRST, last))
    return torn


def in_place(found: ReadableRows, table: str, rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows whose day is the one their index gives, and the others."""
    if table not in found.whole:
        return list(rows), []
    right: list[Row] = []
    wrong: list[Row] = []
    for row in rows:
        (right if (row["day"], row["id"]) in found.by_day[table] else wrong).append(row)
    return right, wrong


def _torn_by_index(found: ReadableRows, table: str) -> set[str]:
    there = {row["id"] for row in found.rows[table]}
    torn = {str(day) for day, number in found.by_day[table] if number not in there}
    if table not in found.whole:
        day_of = {row["id"]: str(row["day"]) for row in found.rows[table]}
        edges = (key[0] for gap in found.gaps[table] for key in gap if key)
        torn.update(day_of[edge] for edge in edges if edge in day_of)
    return torn


def _between(days: Sequence[str], first: str, last: str) -> set[str]:
    return set(days[bisect_left(days, first) : bisect_right(days, last)])


CONTENTS: Final = ("answer", "pain_area", "tender_area", "activity", "moment", "note", "nap")
"""The tables that hold what was logged on a day."""
_REPLACED: Final = ("activity", "moment")
"""Tables of which a day's rows are replaced together."""
_TOGETHER: Final = ("pain_area", "tender_area", "activity")
"""Tables of which a day's rows mean something only together."""

Rows = Mapping[str, list[Row]]


class _RescuedRows(Struct):
    """Rows that may be written, rows of the backup that must not stay, and by table days that may miss some."""

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
        """Return the days that may miss something. Days of a backup are, but for what was changed later."""
        torn = {day for days in self.torn.values() for day in days if day not in known} | self.changed
        return tuple(sorted(day for day in map(read_date, torn) if day is not None and FIRST_DAY <= day <= today))


def rescue(
    damaged: Path,
    new: Path,
    catalogue: Catalogue,
    atlas: Atlas,
    now: datetime,
    copy: Path | None = None,
    key: Key | None = None,
) -> RescueResult:
    """Make a diary at `new` from what can be read at `damaged`, on top of the backup `copy` when there is one.

    Nothing but `new` is written; it is encrypted when a `key` is given, with which the others may be encrypted
    too. `now` is aware local time. Raises Refusal NOTHING_READABLE when nothing of a day can be read, FILE_EXISTS
    when `new` is there, and what reading and writing files raise.
    """
    found = salvage(damaged, key)
    known = None if copy is None else salvage(copy, key)
    written = _written(found, known)
    until = max(now, datetime.fromtimestamp(max(written.values(), default=0), now.tzinfo))
    rescued_rows = _rescued_rows(found, known, RowChecks(catalogue, atlas, now, written))
    if not any(rescued_rows.rows[name] for name in CONTENTS) and known is None:
        raise Refusal(Reason.NOTHING_READABLE, path=damaged)
    health, refused = refill(new, rescued_rows.rows, now, base=copy, gone=rescued_rows.gone, key=key)
    rescued_rows.left_out.update(refused)
    kept = {name: len(rows) - refused.get(name, 0) for name, rows in rescued_rows.rows.items() if rows}
    return RescueResult(
        health.days,
        health.first,
        health.last,
        kept,
        {name: count for name, count in rescued_rows.left_out.items() if count},
        rescued_rows.incomplete(diary_day(until, 0), set() if known is None else _days_of(known.rows["day"])),
        found.lost,
        None if known is None else len(known.rows["day"]),
        (now.date(), until.date()) if until > now + _GRACE else None,
    )


def rescue_file(
    damaged: Path,
    new: Path,
    catalogue: Catalogue,
    atlas: Atlas,
    now: datetime,
    keys: Keys,
    copy: Path | None = None,
    *,
    is_sure: bool = False,
) -> RescueResult:
    """Rescue as `rescue` does, by the passphrase of the damaged diary, or of the copy when only that has one; the
    copy is proven to be sound first. Raises Refusal FILE_MISSING besides what `rescue` raises, and
    BACKUP_OF_ANOTHER for a copy that `may_be_another`, unless that `is_sure`."""
    if not damaged.exists():
        raise Refusal(Reason.FILE_MISSING, path=damaged)
    key = keys.of(damaged)
    if key is None and copy is not None:
        key = keys.of(copy)
    if copy is not None:
        check(copy, key)
        if not is_sure and may_be_another(damaged, copy, key):
            raise Refusal(Reason.BACKUP_OF_ANOTHER, path=copy, other=damaged)
    return rescue(damaged, new, catalogue, atlas, now, copy, key)


def may_be_another(damaged: Path, copy: Path, key: Key | None) -> bool:
    """Return whether a backup does not begin with the same change as a damaged diary, as far as that can be read:
    two diaries are not to become one. Raises Refusal when either cannot be read at all."""
    ours, theirs = (
        {number: row["at"] for row in salvage(path, key).rows["change"] if isinstance(number := row["id"], int)}
        for path in (damaged, copy)
    )
    first = min(theirs, default=0)
    return first in ours and ours[first] != theirs[first]


def readable(
    damaged: Path,
    catalogue: Catalogue,
    atlas: Atlas,
    now: datetime,
    copy: Path | None = None,
    key: Key | None = None,
) -> tuple[int, date | None]:
    """Return on how many days a rescued diary would differ from the backup (or from nothing), and the last of
    them.

    Raises Refusal as `rescue` does.
    """
    known = None if copy is None else salvage(copy, key)
    found = salvage(damaged, key)
    checks = RowChecks(catalogue, atlas, now, _written(found, known))
    rescued_rows = _rescued_rows(found, known, checks)
    changed = [*rescued_rows.rows.items(), *rescued_rows.gone.items()]
    days = {str(row["day"]) for name, rows in changed if name in CONTENTS for row in rows}
    return len(days), date.fromisoformat(max(days)) if days else None


def _written(found: ReadableRows, known: ReadableRows | None) -> Mapping[object, int]:
    """Return when each revision was written, as far as that can be read; the copy knows better."""
    rows = (*found.rows["change"], *(() if known is None else known.rows["change"]))
    return {row["id"]: at for row in rows if isinstance(at := row["at"], int) and 0 <= at <= _LAST_SECOND}


def _rescued_rows(found: ReadableRows, known: ReadableRows | None, checks: RowChecks) -> _RescuedRows:
    rescued_rows = _RescuedRows({}, {}, Counter())
    offered = found.rows if known is None else _newer(found, known, rescued_rows)
    if known is not None:
        checks.sound("own_item", known.rows["own_item"])
    for table in ORDER:
        passed, failed = checks.sound(table, offered.get(table, ()))
        if table in found.by_day:
            passed, astray = in_place(found, table, passed)
            failed += astray
        rescued_rows.rows[table] = passed
        rescued_rows.left_out[table] += len(failed)
        rescued_rows.torn[table] |= (failing := {str(row["day"]) for row in failed if "day" in row})
        rescued_rows.changed |= failing
    _leave_out_torn_days(rescued_rows, found, known_days(found))
    _mark_maps(rescued_rows, found, None if known is None else known.rows["answer"])
    _make_days(rescued_rows, found.rows, set() if known is None else _days_of(known.rows["day"]))
    return rescued_rows


def _leave_out_torn_days(rescued_rows: _RescuedRows, found: ReadableRows, days: list[str]) -> None:
    """Leave out the map, the marks of touch or the activities of a day that may have lost one of them."""
    for table in (*_TOGETHER, "moment", "note", "nap"):
        rescued_rows.torn[table] |= torn_days(found, table, days)
    rescued_rows.torn["answer"] |= days_without_answers(found.gaps["answer"], days)
    for table in _TOGETHER:
        torn = rescued_rows.torn[table]
        rescued_rows.keep(table, lambda row, torn=torn: row["day"] not in torn)  # type: ignore[misc]
        rescued_rows.gone[table] = [row for row in rescued_rows.gone.get(table, ()) if row["day"] not in torn]
    for item, table in ((BODY_MAP, "pain_area"), (ACTIVITIES, "activity")):
        torn = rescued_rows.torn[table]
        rescued_rows.keep(
            "answer",
            lambda row, item=item, torn=torn: row["item"] != item or row["day"] not in torn,  # type: ignore[misc]
        )


def _mark_maps(rescued_rows: _RescuedRows, found: ReadableRows, known: list[Row] | None) -> None:
    """Mark a day with painful areas as mapped, also where the row that says so is lost: it was written when the
    areas were, and that moment is known."""
    mapped = {row["day"] for row in (*rescued_rows.rows["answer"], *(known or ())) if row["item"] == BODY_MAP}
    moments = {row["id"]: row["at"] for row in found.rows["change"]}
    newest: dict[object, int] = {}
    for row in rescued_rows.rows["pain_area"]:
        if row["day"] not in mapped and row["revision"] in moments:
            newest[row["day"]] = max(newest.get(row["day"], 0), _number(row["revision"]))
    for day, revision in newest.items():
        rescued_rows.rows["answer"].append(
            {
                "item": BODY_MAP,
                "day": str(day),
                "value": 1.0,
                "typed_at": moments[revision],
                "source": "typed",
                "revision": 1,
            }
        )
    rescued_rows.keep("pain_area", lambda row: row["day"] in mapped or row["day"] in newest)


def _newer(whole: ReadableRows, copy: ReadableRows, rescued_rows: _RescuedRows) -> dict[str, list[Row]]:
    """Return the rows that were written after the backup was made.

    When the damaged file does not continue the backup (an older backup was restored meanwhile), only days that the
    backup does not have at all.
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
    _leave_out_what_was_replaced(newer, found, known, last, rescued_rows)
    return newer


def _last_common_change(found: list[Row], known: list[Row]) -> int | None:
    """Return the newest change of the backup, when the damaged file continues it."""
    if not known:
        return None
    newest = max(known, key=lambda row: _number(row["id"]))
    same = any(row["id"] == newest["id"] and row["at"] == newest["at"] for row in found)
    return _number(newest["id"]) if same else None


def _leave_out_what_was_replaced(
    newer: Rows, found: Rows, known: Rows, last: int, rescued_rows: _RescuedRows
) -> None:
    """Remove what the backup holds and was changed or deleted afterwards, also when what replaced it is lost."""
    missing = {name: _missing(name, found[name], known[name]) for name in RECORDED}
    for name in _REPLACED:
        days = {row["day"] for row in newer.get(name, ())}
        rescued_rows.gone[name] = [row for row in missing[name].values() if row["day"] in days]
    replaced = list(_replaced_since(found["history"], last))
    names = _forgotten(replaced, missing)
    for name, old in replaced:
        column = _ITEM_COLUMNS.get(name, "")
        row = missing[name].get(_key(name, {**old, column: names.get(str(old.get(column)), old.get(column))}))
        if row is None:
            continue
        rescued_rows.gone.setdefault(name, []).append(row)
        if name in CONTENTS:
            rescued_rows.changed.add(str(old["day"]))


def _forgotten(
    replaced: Iterable[tuple[str, Row]], missing: Mapping[str, Mapping[tuple[object, ...] | None, Row]]
) -> dict[str, str]:
    """Return the keys that own items, whose keys the file no longer tells, have in the backup."""
    hidden: dict[str, set[object]] = defaultdict(set)
    for name, old in replaced:
        key = str(old.get(_ITEM_COLUMNS.get(name, ""), ""))
        if key.startswith(HIDDEN):
            hidden[key].add((name, old.get("day"), old["revision"]))
    own: dict[str, set[object]] = {}
    for row in missing["own_item"].values():
        own[str(row["key"])] = {("own_item", None, row["revision"])}
    for row in missing["answer"].values():
        if str(row["item"]) in own:
            own[str(row["item"])].add(("answer", row["day"], row["revision"]))
    return paired(hidden, own)


def _missing(table: str, found: list[Row], known: list[Row]) -> dict[tuple[object, ...] | None, Row]:
    """Return by key the rows of the backup that the damaged file does not hold."""
    still = {_key(table, row) for row in found}
    return {key: row for row in known if (key := _key(table, row)) not in still}


def _replaced_since(history: list[Row], last: int) -> Iterator[tuple[str, Row]]:
    """Yield what the changes after `last` replaced, with its table; a row without revision is of a merged copy."""
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
    from diary.storage.version import PRIMARY_KEYS

    names = PRIMARY_KEYS[table]
    return tuple(row[name] for name in names) if all(name in row for name in names) else None


def _make_days(rescued_rows: _RescuedRows, found: Rows, there: set[object]) -> None:
    """Make the day of rows whose own day is lost: ordinary, in the zone of the last known day before it."""
    known = sorted((str(row["day"]), row["zone"]) for row in rescued_rows.rows["day"])
    days = {str(row["day"]) for name in CONTENTS for row in rescued_rows.rows[name]}
    missing = sorted(days - {day for day, _ in known} - {str(day) for day in there})
    zones = known or sorted((str(row["day"]), row["zone"]) for row in found["day"]) or [("", "UTC")]
    order = [day for day, _ in zones]
    for day in missing:
        zone = zones[max(0, bisect_right(order, day) - 1)][1]
        rescued_rows.rows["day"].append({"day": day, "zone": zone, "kind": "ordinary", "revision": 1})
        rescued_rows.torn["day"].add(day)


def _days_of(rows: Iterable[Row]) -> set[object]:
    return {row["day"] for row in rows}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
