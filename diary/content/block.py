"""Reads content files: TOML decoded block by block, so that a mistake is named by file, block and field."""

import marshal
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any, TypeVar

from msgspec import Struct, to_builtins

from diary.content.conventions import with_conventions
from diary.content.decoding import TOML_PLACE, Problem, Text, Wrong, decoded
from diary.domain.refusal import Reason, Refusal

T = TypeVar("T")
S = TypeVar("S", bound=Struct)
PAGE = ".md"
"""The suffix of a text in Markdown, which has TOML between two lines of +++ before it."""
KEPT_FORM = 5
"""Another number for every change of what is kept of a file."""
LANGUAGE_FILE = "language.toml"
"""How a language names itself and which locale it writes, whose conventions are added to it."""
FENCE = re.compile(r"^\+\+\+$", re.MULTILINE)
Report = Callable[[Refusal], None]
"""Receives each mistake in a content file: `refuse` raises it, a list's `append` collects them all."""


def refuse(mistake: Refusal) -> None:
    """Raise the mistake, so that nothing more of the content file is read."""
    raise mistake


def part_of(block: Struct, kind: type[S]) -> S:
    """Return the value of `kind` whose fields are among those of the block."""
    return kind(**{name: getattr(block, name) for name in kind.__struct_fields__})


def invalid(file: str, key: str, field: str, problem: Problem, options: tuple[str, ...] = ()) -> Refusal:
    """Make the refusal for one field of one block of a content file; `options` are the allowed values."""
    facts = {"options": options} if options else {}
    return Refusal(Reason.CONTENT_INVALID, file=file, key=key, field=field, problem=problem, **facts)


class ContentFile:
    """One content file. Mistakes in it are given to `report`, and the block they are in is left out.

    Of a text in Markdown the text itself is the field `body`. `tables` is the parsed file, empty when it could not
    be parsed (`is_read`); an `optional` file may be absent.
    With `fields` nothing else may stand at its top level.
    """

    def __init__(
        self, path: Path, report: Report = refuse, fields: tuple[str, ...] = (), *, optional: bool = False
    ) -> None:
        self.name = "/".join(path.parts[-3 if path.suffix == PAGE else -2 :])
        self._path, self._changed = path, 0
        self._report = report
        self.tables: Mapping[str, Any] = {}
        self.is_read = False
        try:
            self._changed = path.stat().st_mtime_ns
            self.tables = _parsed(path, self._changed)
            self.is_read = True
        except OSError:
            if not (optional and not path.exists()):
                self.wrong("", "", Problem.NO_FILE)
        except (ValueError, RecursionError) as error:
            self.wrong("", _place(error), Problem.NOT_TOML)
        for field in self.tables:
            if fields and field not in fields:
                self.wrong("", field, Problem.UNKNOWN, fields)

    def wrong(self, key: str, field: str, problem: Problem, options: tuple[str, ...] = ()) -> None:
        """Report a mistake in a field of a block."""
        self._report(invalid(self.name, key, field, problem, options))

    def block(self, key: str, table: object, kind: type[T]) -> T | None:
        """Decode a block as a value of `kind`; None after reporting everything that is wrong in it."""
        try:
            found = decoded(table, kind)
        except Wrong:
            for wrong in _all_wrong(table, kind):
                self.wrong(key, wrong.field, wrong.problem, wrong.options)
            return None
        for field in getattr(found, "__struct_fields__", ()):
            value = getattr(found, field)
            if isinstance(value, tuple) and _has_a_text_twice(value):
                self.wrong(key, field, Problem.TWICE)
                return None
        return found

    def whole(self, kind: type[S]) -> S | None:
        """Decode the whole file as one block."""
        return self.block("", self.tables, kind)

    def named(self, kind: type[S], field: str = "") -> dict[str, S]:
        """Decode the blocks of a table, by their names, or all of the file; those with a mistake are left out."""
        found, mistakes = _named(self._path, self._changed, kind, field) if self.is_read else ({}, ())
        for mistake in mistakes:
            self._report(mistake)
        return dict(found)

    def listed(self, kind: type[S], field: str) -> dict[str, S]:
        """Decode the blocks of a list, by their `key`, or by their place when they have none."""
        found, mistakes = _listed(self._path, self._changed, kind, field) if self.is_read else ({}, ())
        for mistake in mistakes:
            self._report(mistake)
        return dict(found)

    def over(self, field: str, below: Mapping[str, S], missing: list[str], place: str = "") -> dict[str, S]:
        """Decode the blocks of a table, or of all of the file, over those of another language (`below`), by their
        names. What is not there is noted as `missing`, below `place`; a name nobody knows is a mistake."""
        lines = self.table(field)
        self._refuse_unknown(field, lines, below)
        return {
            key: self.block(
                key, self._laid(key, words, lines.get(key, {}), (place or field, key), missing), type(words)
            )
            or words
            for key, words in below.items()
        }

    def texts_over(self, field: str, below: Mapping[str, str], missing: list[str]) -> Mapping[str, str]:
        """Read a table of texts as `over` reads a table of blocks."""
        lines = self.table(field)
        for name in lines.keys() - below.keys() if below else ():
            self.wrong(field, name, Problem.UNKNOWN, tuple(below))
        missing += [f"{field}.{name}" for name in below if name not in lines]
        return self.block(field, {**below, **lines}, dict[str, Text]) or below

    def _refuse_unknown(self, field: str, lines: Iterable[str], known: Mapping[str, object]) -> None:
        for key in lines:
            if known and key not in known:
                self.wrong(key, field, Problem.UNKNOWN)

    def _laid(self, key: str, below: object, own: object, path: tuple[str, ...], missing: list[str]) -> object:
        """Return the words of a block with a language's own over them, table by table."""
        known = {name: text for name, text in to_builtins(below).items() if text}
        if not isinstance(own, dict):
            return own  # which decoding refuses
        for name in own.keys() - known.keys() if path[2:] else ():
            self.wrong(key, ".".join((*path[2:], name)), Problem.UNKNOWN, tuple(known))
        merged = {**known, **own}
        for name, text in known.items():
            if isinstance(text, dict):
                merged[name] = self._laid(key, text, own.get(name, {}), (*path, name), missing)
            elif name not in own:
                missing.append(".".join((*path, name)))
        return merged

    def keys(self, field: str) -> tuple[str, ...]:
        """Return the keys of a list's blocks, also of those that have a mistake."""
        tables = self.tables.get(field, [])
        return tuple(str(table.get("key", "")) for table in tables if isinstance(table, dict))

    def table(self, field: str) -> Mapping[str, Any]:
        """Return a table of this file, or all of it; empty when it is absent or no table."""
        table = self.tables.get(field, {}) if field else self.tables
        if isinstance(table, dict):
            return table
        self.wrong("", field, Problem.NO_TABLE)
        return {}


def _all_wrong(table: object, kind: type[T]) -> Iterator[Wrong]:
    """Yield everything that is wrong with a table: each mistake found is removed and the rest is decoded again."""
    left = dict(table) if isinstance(table, dict) else table
    taken: set[str] = set()
    while True:
        try:
            decoded(left, kind)
        except Wrong as wrong:
            field = wrong.field.partition(".")[0].partition(" ")[0]
            if not (wrong.problem is Problem.MISSING and field in taken):
                yield wrong
            if not isinstance(left, dict) or left.pop(field, None) is None:
                return
            taken.add(field)
        else:
            return


def _has_a_text_twice(values: tuple[object, ...]) -> bool:
    return all(isinstance(text, str) for text in values) and len(set(values)) < len(values)


def _place(error: Exception) -> str:
    """Return the line and column at which a file stops being TOML."""
    if isinstance(error, UnicodeDecodeError):
        line = error.object[: error.start].count(b"\n") + 1
        return f"line {line}, UTF-8"
    found = re.search(TOML_PLACE, str(error))
    return found.group() if found else "TOML"


class _Parsed(SourceFileLoader):
    """Keeps what a file says beside it, where Python keeps its compiled modules: parsing took 7 % of the start."""

    def path_stats(self, path: Any) -> dict[str, Any]:  # noqa: ANN401
        """Add the form to the time of the file: one that was kept in another form counts as changed."""
        found = super().path_stats(path)
        return {**found, "mtime": found["mtime"] + KEPT_FORM}

    def source_to_code(self, data: Any, path: Any, **_options: int) -> CodeType:  # type: ignore[override] # noqa: ANN401
        """Parse the file, into code that is the parsed tables; a date in it becomes its text. The code
        names no folder: a package keeps it from the computer that built it."""
        import tomllib

        text = bytes(data).decode().replace("\r\n", "\n")
        if not str(path).endswith(PAGE):
            tables = tomllib.loads(text)
            if Path(path).name == LANGUAGE_FILE:
                tables = with_conventions(tables)
        else:
            before, front, body = (*FENCE.split(text, maxsplit=2), "", "")[:3]
            tables = {**tomllib.loads(before + front), "body": body}
        return compile(repr(marshal.dumps(to_builtins(tables))), Path(path).name, "eval")


@lru_cache(maxsize=64)
def _parsed(path: Path, _changed: int) -> dict[str, Any]:
    """Read the file, once per change: every start asks for the body four times. Nobody may change the result."""
    loader = _Parsed(str(path), str(path))
    code = loader.get_code(loader.name)
    assert code is not None
    found: dict[str, Any] = marshal.loads(code.co_consts[0])
    return found


@lru_cache(maxsize=64)
def _named(path: Path, _changed: int, kind: type[S], field: str) -> tuple[dict[str, S], list[Refusal]]:
    """Decode the blocks of a table once per change of the file, with the mistakes in it."""
    mistakes: list[Refusal] = []
    file = ContentFile(path, mistakes.append)
    found = {key: file.block(key, table, kind) for key, table in file.table(field).items()}
    return {key: block for key, block in found.items() if block is not None}, mistakes


@lru_cache(maxsize=64)
def _listed(path: Path, _changed: int, kind: type[S], field: str) -> tuple[dict[str, S], list[Refusal]]:
    """Decode the blocks of a list as `_named` does those of a table."""
    mistakes: list[Refusal] = []
    file, found = ContentFile(path, mistakes.append), dict[str, S]()
    tables = file.tables.get(field, [])
    if not isinstance(tables, list):
        file.wrong("", field, Problem.NO_LIST)
        return {}, mistakes
    for place, table in enumerate(tables, start=1):
        name = table.get("key") if isinstance(table, dict) else None
        key = name if isinstance(name, str) else f"{field} {place}"
        block = file.block(key, table, kind)
        if key in found:
            file.wrong(key, "key", Problem.TWICE)
        elif block is not None:
            found[key] = block
    return found, mistakes
