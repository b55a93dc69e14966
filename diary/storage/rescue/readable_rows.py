"""Reads what can still be read of a damaged diary: rows by table, and between which rows something is missing.

A page belongs to the table whose tree leads to it; one that no tree leads to any more belongs to the table whose
columns its rows fit. Whether the values make sense is not decided here (`journal.rescue.RowChecks` does).

Of an encrypted diary only the driver can read pages. It returns the rows of a table up to the first page that is
not as it was written, from the beginning and from the end; the rows between them have to come from a backup.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from msgspec import Struct, field
from msgspec.structs import replace

from diary.domain.refusal import Refusal
from diary.storage.database_pages import DatabasePage, DatabasePages, PageRow, Value
from diary.storage.diary_file import connect, temporary_folder
from diary.storage.faults import refusing
from diary.storage.header import MAGIC, PAGE_BYTES, is_encrypted
from diary.storage.key import Key
from diary.storage.older import Row, as_current_rows
from diary.storage.plain_file import open_plain
from diary.storage.rollback_journal import connect_untouched, is_key_of, is_own_journal, journal_of
from diary.storage.table_shapes import TableShape, is_likely, table_shapes
from diary.storage.version import SCHEMA_VERSION, schema_in

RowKey = tuple[Value, ...]
Gap = tuple[RowKey | None, RowKey | None]
"""Between the rows with these keys something is or may be missing; None is the beginning or end of the table."""

_INDEX_OF = {"activity_by_day": "activity", "moment_by_day": "moment"}


class ReadableRows(Struct, frozen=True):
    """The rows that were read. `gaps` of a table are in the order of its key; `by_day` are the (day, id) that an
    index of a table holds, and `whole` names the tables whose index can be read in full. `lost` counts the places
    that could not be read; what was on a missing page is unknown."""

    rows: Mapping[str, list[Row]]
    gaps: Mapping[str, list[Gap]]
    by_day: Mapping[str, frozenset[tuple[Value, Value]]]
    whole: frozenset[str]
    lost: int


class _Tree(Struct):
    """A table or index as its tree has it: what is in order, None where something cannot be read."""

    steps: list[PageRow | None] = field(default_factory=list)
    pages: list[DatabasePage] = field(default_factory=list)

    def strange(self, name: str, shapes: Mapping[str, TableShape]) -> list[DatabasePage]:
        """Return its pages with a row that cannot belong to it: a damaged reference may have led to them."""
        shape = shapes.get(name)
        if shape is not None:
            return [page for page in self.pages if any(_row(shape, row) is None for row in page.rows)]
        return [
            page for page in self.pages if any(_row(each, row) for each in shapes.values() for row in page.rows)
        ]


def salvage(path: Path, key: Key | None = None) -> ReadableRows:
    """Read every row of the file at `path` that can be read, with `key` where it is encrypted; the file is not
    changed. Raises Refusal FILE_UNREADABLE, NO_PERMISSION and the like when it cannot be read at all.
    """
    with refusing(path), _settled(path, key) as settled:
        with open_plain(settled) as file:
            content = file.read()
        if key is not None and not content.startswith(MAGIC) and is_key_of(settled, key):
            return _of_one_schema(_schema_of(settled, key), lambda schema: _scanned(settled, key, schema))
    pages, marked = DatabasePages(content), content[60:64] if content.startswith(MAGIC) else b""
    said = schema_in(int.from_bytes(marked, "big"))
    return _of_one_schema(said, lambda schema: read_pages(pages, _announced(content), schema))


def _of_one_schema(said: int, read: Callable[[int], ReadableRows]) -> ReadableRows:
    """Return what `read` finds with the tables of the schema the file names, as rows of this program. When the
    file no longer names its schema, the one with which most can be read is used."""
    schemas = (said,) if 1 <= said <= SCHEMA_VERSION else range(SCHEMA_VERSION, 0, -1)
    tried = [(schema, read(schema)) for schema in schemas]
    schema, found = max(tried, key=lambda each: sum(map(len, each[1].rows.values())))
    if schema == SCHEMA_VERSION:
        return found
    rows = as_current_rows(schema, found.rows)
    return replace(found, rows=rows, gaps={table: found.gaps.get(table, []) for table in rows})


def _schema_of(path: Path, key: Key) -> int:
    """Return the schema an encrypted file names; 0 when that cannot be read any more."""
    with closing(connect_untouched(path, key)) as connection, suppress(driver.DatabaseError):
        return schema_in(int(connection.execute("PRAGMA user_version").fetchone()[0]))
    return 0


def read_pages(pages: DatabasePages, announced: int = 0, schema: int = SCHEMA_VERSION) -> ReadableRows:
    """Read rows as `salvage` does, from pages, with the tables of this schema; `announced` is how many pages the
    file's header counts (0 = unknown)."""
    shapes = table_shapes(schema)
    used: set[int] = set()
    roots = sorted(_roots(pages, used), key=lambda root: root[0] not in shapes)  # an index repeats rows
    trees = {name: _walk(pages, root, used) for name, root in roots}
    strays = [page for page in pages.pages() if page.number not in used]
    strays += [page for name, tree in trees.items() for page in tree.strange(name, shapes)]
    return _found(trees, strays, shapes, missing=max(0, announced - pages.count))


def _found(
    trees: Mapping[str, _Tree], strays: Iterable[DatabasePage], shapes: Mapping[str, TableShape], missing: int = 0
) -> ReadableRows:
    """Return what is in these tables and indexes; `missing` pages of the file are not there at all."""
    rows, gaps = {}, {}
    for name, shape in shapes.items():
        runs = _runs(shape, trees.get(name), strays)
        rows[name] = [row for run in runs.parts for _, row in run]
        gaps[name] = runs.gaps()
    by_day = {table: _index(trees.get(index)) for index, table in _INDEX_OF.items()}
    whole = frozenset(
        table for index, table in _INDEX_OF.items() if index in trees and None not in trees[index].steps
    )
    lost = sum(tree.steps.count(None) for tree in trees.values())
    return ReadableRows(rows, gaps, by_day, whole, lost + missing)


def _scanned(path: Path, key: Key, schema: int) -> ReadableRows:
    """Return the tables and indexes of an encrypted diary as far as the driver returns their rows."""
    trees, shapes = {}, table_shapes(schema)
    for name, shape in shapes.items():
        columns = ("NULL" if column == shape.rowid else column for column, _, _ in shape.columns)
        rowid, order = ("rowid", ("rowid",)) if shape.has_rowid else ("NULL", shape.key)
        trees[name] = _scan(path, key, f"SELECT {rowid}, {', '.join(columns)} FROM {name} NOT INDEXED", order)
    for name, table in _INDEX_OF.items():
        trees[name] = _scan(path, key, f"SELECT NULL, day, id FROM {table} INDEXED BY {name}", ("day", "id"))
    return _found(trees, [], shapes)


def _scan(path: Path, key: Key, select: str, order: Iterable[str]) -> _Tree:
    """Return what a query yields from the beginning and, where something cannot be read, from the end."""
    steps, is_whole = _read(path, key, f"{select} ORDER BY {', '.join(order)}")
    if is_whole:
        return _Tree(steps)
    from_end, _ = _read(path, key, f"{select} ORDER BY {', '.join(f'{name} DESC' for name in order)}")
    return _Tree([*steps, None, *reversed(from_end)])


def _read(path: Path, key: Key, query: str) -> tuple[list[PageRow | None], bool]:
    """Return the rows up to the first that cannot be read, and whether those are all. Each call uses a connection
    of its own: after one page that it refuses the driver refuses every other."""
    steps: list[PageRow | None] = []
    with closing(connect_untouched(path, key)) as connection:
        try:
            connection.execute("PRAGMA writable_schema = ON")  # or a file that was cut off is refused whole
            for rowid, *values in connection.execute(query):
                steps.append(PageRow(rowid, tuple(values)))
        except driver.DatabaseError:
            return steps, False
    return steps, True


@contextmanager
def _settled(path: Path, key: Key | None) -> Iterator[Path]:
    """Give the file as it is; an interrupted change is rolled back first, in a temporary copy."""
    journal = journal_of(path.resolve())
    if not journal.is_file():
        yield path
        return
    with temporary_folder(path) as place:
        draft = Path(place) / path.name
        shutil.copyfile(path, draft)
        used = key if is_encrypted(draft) else None
        with suppress(driver.DatabaseError, Refusal), draft.open("rb") as file:
            if is_own_journal(path.resolve(), file.read(PAGE_BYTES), used):
                shutil.copyfile(journal, journal_of(draft))
                with closing(connect(draft, "rw", used)) as connection:
                    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield draft


class _Runs(Struct):
    """Rows that follow each other without a gap, run by run, in the order of their keys."""

    parts: list[list[tuple[RowKey, Row]]]
    from_begin: bool
    to_end: bool

    def gaps(self) -> list[Gap]:
        """Return where something may be missing."""
        edges: list[Gap] = [
            (left[-1][0], right[0][0]) for left, right in zip(self.parts, self.parts[1:], strict=False)
        ]
        first = self.parts[0][0][0] if self.parts else None
        last = self.parts[-1][-1][0] if self.parts else None
        if not self.from_begin:
            edges.insert(0, (None, first))
        if not self.to_end:
            edges.append((last, None))
        return edges


def _runs(shape: TableShape, tree: _Tree | None, strays: Iterable[DatabasePage]) -> _Runs:
    parts: list[list[tuple[RowKey, Row]]] = [[]]
    steps = [None] if tree is None else tree.steps
    for record in steps:
        row = None if record is None else _row(shape, record)
        if row is None:
            parts.append([])
            continue
        key = shape.key_of(row)
        if shape.is_in_order and parts[-1] and not _follows(parts[-1][-1][0], key):
            parts.append([])
        parts[-1].append((key, row))
    from_begin = not steps or bool(parts[0])
    to_end = not steps or bool(parts[-1])
    for page in strays:
        fitting = [row for row in (_row(shape, record) for record in page.rows) if row is not None]
        if page.is_table is shape.has_rowid and fitting:
            parts.append([(shape.key_of(row), row) for row in fitting])
    return _Runs(_each_once(parts), from_begin, to_end)


def _row(shape: TableShape, record: PageRow) -> Row | None:
    """Return the record as a row of this table, unless it fits another one that looks like it."""
    row = shape.row(record)
    return row if row is not None and is_likely(shape.name, row) else None


def _each_once(parts: list[list[tuple[RowKey, Row]]]) -> list[list[tuple[RowKey, Row]]]:
    """Return the runs that are not empty, sorted; of a row that is there twice the one a tree leads to."""
    seen: set[RowKey] = set()
    kept = []
    for part in parts:
        run = [(key, row) for key, row in part if key not in seen]
        seen.update(key for key, _ in run)
        if run:
            kept.append(run)
    return sorted(kept, key=lambda run: _sortable(run[0][0]))


def _sortable(key: RowKey) -> tuple[str | float, ...]:
    return tuple(value if isinstance(value, (str, int, float)) else "" for value in key)


def _follows(before: RowKey, after: RowKey) -> bool:
    return _sortable(before) < _sortable(after)


def _walk(pages: DatabasePages, root: int, used: set[int]) -> _Tree:
    """Return everything below `root`, in order. A page that was met before cannot be there twice."""
    tree = _Tree()
    waiting: list[int | PageRow | None] = [root]
    while waiting:
        step = waiting.pop()
        if not isinstance(step, int):
            tree.steps.append(step)
            continue
        page = None if step in used else pages.page(step)
        if page is None:
            tree.steps.append(None)
            continue
        used.add(step)
        tree.pages.append(page)
        if not page.children:
            tree.steps.extend(page.records)
            continue
        between: tuple[PageRow | None, ...] = page.records
        for place in range(len(page.children) - 1, -1, -1):
            if place < len(between):
                waiting.append(between[place])
            waiting.append(page.children[place])
    return tree


def _roots(pages: DatabasePages, used: set[int]) -> Iterator[tuple[str, int]]:
    """Yield the first page of every table and index, from the file's own list."""
    for record in _walk(pages, 1, used).steps:
        if record is not None and len(record.values) == 5 and record.values[0] in ("table", "index"):
            _, name, _, root, _ = record.values
            if isinstance(name, str) and isinstance(root, int) and root > 1:
                yield name, root


def _index(tree: _Tree | None) -> frozenset[tuple[Value, Value]]:
    records = [] if tree is None else [record for record in tree.steps if record is not None]
    return frozenset((record.values[0], record.values[1]) for record in records if len(record.values) == 2)


def _announced(content: bytes) -> int:
    pages = int.from_bytes(content[28:32], "big") if content.startswith(MAGIC) else 0
    return pages if pages < 1 << 24 else 0
