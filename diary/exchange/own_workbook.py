"""Reads the workbook that `xlsx` writes, also after a spreadsheet saved it again: sheets and columns go by the
words they have in the language it was made in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from diary.content.language import available_languages, load_language
from diary.content.library import Library, load_library
from diary.content.words import column_name, option_name
from diary.domain.body import Atlas
from diary.domain.columns import further_columns
from diary.domain.day import Activity, AnswerSource, Moment, Nap
from diary.domain.entry import parse_clock
from diary.domain.item import Kind
from diary.domain.refusal import Reason, Refusal
from diary.exchange.codebook import DAYS, in_keys
from diary.exchange.csv_text import FIXED, ROWS, CsvForm, read_fields, safe
from diary.exchange.fields import quote
from diary.exchange.own_files import OwnSource, as_number, as_whole, meanings
from diary.exchange.sheets import Sheet, workbook
from diary.exchange.source_rows import (
    LARGEST_SOURCE,
    Progress,
    SourceRow,
    is_workbook,
    unique_names,
)
from diary.paths import resources
from diary.storage.plain_file import open_plain

_TRUE, _FALSE = "true", "false"
_DATE: Final = len("2026-11-22")
_CLOCK: Final = len("23:10")
_EXPLAINED: Final = ("column", "name", "kind", "values")

Line = Mapping[str, str]
"""A row of a sheet: its cells by the words above their columns."""


def own_workbook_in(path: Path) -> OwnSource | None:
    """Return the table of days in a workbook of this program; None for any other file."""
    with suppress(OSError, ValueError):
        if path.is_file() and is_workbook(partial(open_plain, path)):
            with open_plain(path) as file:
                sheets = workbook(file.read(LARGEST_SOURCE + 1))
            for code in available_languages(resources()):
                t = load_language(code, resources()).t
                if {t("Days"), t("Explanation")} <= {*sheets}:
                    return _Workbook(sheets, load_library(resources(), code)).source()
    return None


class _Workbook:
    """The sheets of a workbook whose words are those of a library."""

    def __init__(self, sheets: Mapping[str, Sheet], library: Library) -> None:
        self._sheets, self._words, self._language = sheets, library.words, library.language
        t = self._language.t
        self._codebook = [in_keys(line, library) for _, line in self._lines(t("Explanation"))]
        self._explained = {
            line["column"]: line
            for line in self._codebook
            if line.get("table") == DAYS and {*_EXPLAINED} <= {*line}
        }
        self._keys: dict[str, list[str]] = defaultdict(list)
        for key, line in self._explained.items():
            if key in ROWS:  # a sheet of its own, whatever an item is called
                continue
            self._keys[line["name"]].append(key)
        self._places = {name: key for key, name in library.words.segments.items()}
        self._parts = {
            key: self._by_day(name)
            for key, name in {
                "areas": t("Body map"),
                "activities": t("Activities"),
                "naps": t("Naps"),
                "moments": t("Moments"),
                "notes": t("Notes"),
            }.items()
        }

    def source(self) -> OwnSource | None:
        """Return its table of days; None where it does not say what the columns are."""
        sheet = self._language.t("Days")
        days = list(self._lines(sheet))
        _, header = next(self._sheets[sheet](), (0, ()))
        columns = dict(self._columns(unique_names(header)))
        if not {*FIXED} <= {*columns.values()}:
            return None
        noted = dict.fromkeys(self._key_of(line) for lines in self._parts["notes"].values() for line in lines)
        return OwnSource(
            CsvForm.COMMA,
            tuple(dict.fromkeys((*columns.values(), *noted))),
            [{column: safe(cell) for column, cell in line.items()} for line in self._codebook],
            lambda progress: self._rows(days, columns, progress),
            self._told,
        )

    def _columns(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield each column of the table of days with the key it is explained under: of two with one name the
        first is explained first. What is not explained keeps its name."""
        left = {name: list(keys) for name, keys in self._keys.items()}
        for name in names:
            keys = left.get(name if name in left else name.rsplit(" (", 1)[0])
            if name:
                yield name, keys.pop(0) if keys else name

    def _lines(self, sheet: str) -> Iterator[tuple[int, Line]]:
        """Yield the rows below the header of a sheet with their numbers. A text that did not fit in a cell goes on
        in rows where nothing else is."""
        if sheet not in self._sheets:
            return
        header: list[str] | None = None
        held: tuple[int, dict[str, str]] | None = None
        for number, cells in self._sheets[sheet]():
            if header is None:
                header = unique_names(cells)
                continue
            line = dict(zip(header, cells, strict=False))
            if held is not None and cells and not cells[0]:
                held[1].update({name: held[1][name] + more for name, more in line.items() if more})
                continue
            if held is not None:
                yield held
            held = number, line
        if held is not None:
            yield held

    def _by_day(self, sheet: str) -> Mapping[str, list[Line]]:
        found: dict[str, list[Line]] = defaultdict(list)
        for _, line in self._lines(sheet):
            found[line.get(self._language.t("Day"), "")[:_DATE]].append(line)
        return found

    def _rows(self, days: list[tuple[int, Line]], columns: Line, progress: Progress) -> Iterator[SourceRow]:
        """Yield a row for every day; those that only another sheet has come last."""
        left = dict.fromkeys(day for lines in self._parts.values() for day in lines)
        for number, line in days:
            progress(number, len(days))
            cells: dict[str, object] = {
                columns[name]: self._cell(columns[name], cell) for name, cell in line.items() if name in columns
            }
            day = cells["day"] = str(cells["day"])[:_DATE]
            left.pop(day, None)
            yield SourceRow(number, {**cells, **self._notes(day)})
        for day in left:
            yield SourceRow(len(days) + 1, {"day": day, **self._notes(day)})

    def _cell(self, key: str, cell: str) -> str:
        """Return a cell of the table of days as a CSV file has it."""
        explained = self._explained.get(key, {})
        match explained.get("kind"):
            case Kind.CHOICE:
                return meanings(explained["values"]).get(cell, cell)
            case Kind.FLAG:
                return {_TRUE: "1", _FALSE: "0"}.get(cell, cell)
            case Kind.CLOCK:
                return cell[:_CLOCK]
        return cell

    def _key_of(self, note: Line) -> str:
        name = note.get(self._language.t("Kind"), "")
        return self._keys.get(name, [name])[-1]

    def _notes(self, day: str) -> dict[str, str]:
        words = self._language.t("Words")
        return {self._key_of(line): safe(line.get(words, "")) for line in self._parts["notes"].get(day, ())}

    # ------------------------------------------------------------------ what a day has several of

    def _told(self, row: SourceRow, atlas: Atlas) -> Mapping[str, Callable[[], Any]]:
        found = {key: self._parts[key].get(row.text("day"), ()) for key in self._parts}
        return {
            "areas": lambda: self._areas(found["areas"], atlas),
            "tender": lambda: self._tender(found["areas"], atlas),
            "activities": lambda: self._activities(found["activities"]),
            "naps": lambda: tuple(map(self._nap, found["naps"])),
            "moments": lambda: tuple(map(self._moment, found["moments"])),
        }

    def _areas(self, lines: Sequence[Line], atlas: Atlas) -> dict[str, int] | None:
        """Return how much it hurt where, nowhere where only 0 is noted; None without any strength."""
        said = [(line, strength) for line in lines if (strength := line.get(self._language.t("Strength"), ""))]
        strengths = [(line, as_whole(strength)) for line, strength in said]
        areas = {self._place(line, atlas): strength for line, strength in strengths if strength}
        return areas if strengths else None

    def _tender(self, lines: Sequence[Line], atlas: Atlas) -> frozenset[str]:
        hurt = self._language.t("Touch hurt")
        return frozenset(self._place(line, atlas) for line in lines if line.get(hurt, "") in (_TRUE, "1"))

    def _place(self, line: Line, atlas: Atlas) -> str:
        name = line.get(self._language.t("Place"), "")
        return atlas.segment(self._places.get(name, name)).key

    def _activities(self, lines: Sequence[Line]) -> tuple[Activity, ...] | None:
        """Return what was done, nothing where only 0 minutes are noted; None without any line."""
        done = [done for line in lines if (done := self._activity(line)).minutes]
        return tuple(done) if lines else None

    def _activity(self, line: Line) -> Activity:
        t = self._language.t
        effort = line.get(t("Effort"))
        minutes = as_whole(line.get(t("Minutes"), ""))
        done = as_whole(effort) if effort else None
        return Activity(line.get(t("Activity"), ""), minutes, done, **self._further(Activity, line))

    def _nap(self, line: Line) -> Nap:
        minutes = as_whole(line.get(self._language.t("Minutes"), ""))
        return Nap(self._clock(line), minutes, source=AnswerSource.IMPORTED, **self._further(Nap, line))

    def _moment(self, line: Line) -> Moment:
        said, text = line.get(self._language.t("Kind"), ""), line.get(self._language.t("Words"), "")
        amount = line.get(column_name(self._language, Moment, "value"))
        kind = next((kind for kind, name in self._words.moments.items() if said in (name, kind.value)), None)
        if kind is None:
            options = ", ".join(self._words.moments.values())
            raise Refusal(Reason.NOT_A_CHOICE, item="moments", text=quote(said), options=options)
        value = as_number(amount) if amount else None
        return Moment(kind, self._clock(line), value, text, **self._further(Moment, line))

    def _clock(self, line: Line) -> int | None:
        cell = line.get(self._language.t("Time"), "")
        return parse_clock(cell[:_CLOCK]) if cell else None

    def _further(self, kind: type[Struct], line: Line) -> dict[str, Any]:
        """Return what else a row says. Raises Refusal NOT_A_CHOICE."""
        said = {}
        for column in further_columns(kind):
            if cell := line.get(column_name(self._language, kind, column.name)):
                options = column.kind if issubclass(column.kind, Enum) else ()
                names = {option_name(self._language, option): str(option.value) for option in options}
                said[column.name] = names.get(cell, cell)
        return read_fields(kind, said)
