"""Writes CSV text in which a spreadsheet takes no text for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category, normalize

from msgspec import Struct, ValidationError, convert

from diary.domain.columns import columns_of, further, further_columns, plain, without_texts
from diary.domain.day import ACTIVITIES, Activity, Day, MomentKind
from diary.domain.item import Catalogue, Item, Kind
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import Register, RegisterRecord, written
from diary.screens.figure import Figure, Plain
from diary.screens.register import plain_values

if TYPE_CHECKING:
    from diary.screens.exported import ExportContent

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What such a text begins with, also in full width, and behind spaces and marks that are not seen."""

_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


class CsvForm(Enum):
    """How a table is written: as RFC 4180 says, or as a spreadsheet expects where numbers have a decimal comma."""

    COMMA = ",", "."
    SEMICOLON = ";", ","

    def __init__(self, separator: str, decimal: str) -> None:
        self.separator, self.decimal = separator, decimal


def safe(text: str) -> str:
    """Return the text, with a `'` in front when a spreadsheet would take it for a formula, or when it begins as
    such a text does here: so that each reads back as it was."""
    if text.startswith("'"):
        return text if safe(text[1:]) == text[1:] else f"'{text}"
    seen = "".join(sign for sign in normalize("NFKC", text) if category(sign) not in _UNSEEN)
    return f"'{text}" if text.startswith(_FORMULA) or seen.startswith(_FORMULA) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Plain]], form: CsvForm = CsvForm.COMMA) -> str:
    """Return header and rows. Numbers have the form's decimal sign and no unit, None is an empty cell, texts are
    `safe`."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=form.separator, lineterminator="\r\n")
    writer.writerow([safe(name) for name in header])
    for row in rows:
        writer.writerow([_plain(value, form) for value in row])
    return out.getvalue()


def figure_csv(figure: Figure, form: CsvForm = CsvForm.COMMA) -> str:
    """Return exactly what a figure shows, a row for each thing it draws."""
    return csv_text(figure.plain.columns, figure.plain.rows, form)


def _plain(value: Plain, form: CsvForm) -> str:
    if value is None:
        return ""
    return safe(value) if isinstance(value, str) else f"{value:.15g}".replace(".", form.decimal)


ENCODING = "utf-8-sig"
"""With a byte order mark, or spreadsheets misread every é."""
FIXED = ("day", "zone", "kind", "late")
ROWS = ("areas", "tender", "activities", "moments", "naps")
NONE: Final = "none"
"""Said to be none, which is an answer."""
OF_DAY: Final = tuple(column.name for column in further_columns(Day))
"""What else is said of a day as a whole; older tables do not have it."""
FURTHER: Final = r" \[(\w+)=([^\]]*)\]"
KINDS: Final = "|".join(kind.value for kind in MomentKind)
NEXT_MOMENT: Final = rf"; (?=(?:{KINDS})(?: |;|$))"
_ESCAPED: Final = {ord(sign): f"%{ord(sign):02X}" for sign in "%[];"}
_TIME: Final = r" \d\d:\d\d(?: |$)"
MORE: Final = r"((?: \[\w+=[^\]]*\])*)"
SEVERAL: Final = re.compile(":.*:.*; ", re.DOTALL)
"""What in a name may be the end of one activity and the begin of another."""
_ESCAPE: Final = re.compile("%([0-9A-F]{2})")


def register_csv(register: Register, records: Iterable[RegisterRecord], form: CsvForm = CsvForm.COMMA) -> str:
    """Return a list as a table, a row a record: dates as 2019, 2019-03 or 2019-03-22, answers as their keys."""
    values = (plain_values(register, record.data, record.ended_on) for record in records)
    return csv_text(
        [field.key for field in register.fields], ([_cell(each) for each in row.values()] for row in values), form
    )


def _cell(value: object) -> Plain:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else written(value)


def csv_files(content: "ExportContent") -> dict[str, bytes]:
    """Return the table of days, what explains it, and a table for each list that is taken and not empty."""
    from diary.exchange.codebook import CODEBOOK, build_codebook

    form = CsvForm.SEMICOLON if content.decimal_comma else CsvForm.COMMA
    codebook = build_codebook(content)
    files = {
        "": days_csv(content.days, content.catalogue, with_notes=content.has_texts, form=form),
        f"-{CODEBOOK}.csv": csv_text(codebook.columns, codebook.rows, form),
    }
    for register in content.library.registers:
        if records := content.records.get(register.key):
            files[f"-{register.key}.csv"] = register_csv(register, records, form)
    return {name: text.encode(ENCODING) for name, text in files.items()}


def days_csv(days: Iterable[Day], catalogue: Catalogue, *, with_notes: bool, form: CsvForm = CsvForm.COMMA) -> str:
    """Return the header and one line per day that has anything in it; empty means not answered.

    Numbers have no unit (minutes, points, counts), clock times are 23:10, choices are their keys.
    `naps` is `14:10/25; …`, when it began and how many minutes, `/40` without a time. What else an activity,
    moment or nap says stands behind it: `medicine 9:00 [value=500]`.
    `areas` is `front_knee_l:5; …` and empty when the map was not filled in, `none` for no pain; `tender` names
    where touch hurt; `activities` is `walking:30:4; …`, `none` where that was said. Free texts
    (notes, the words of moments) are left out unless `with_notes`. Text a spreadsheet would take for a formula
    gets a `'` in front.
    """
    texts = [item.key for item in catalogue.items if item.kind is Kind.TEXT] if with_notes else []
    header = [*FIXED, *(item.key for item in catalogue.numeric), *ROWS, *OF_DAY, *texts]
    return csv_text(header, (_row(day, catalogue, texts, with_notes=with_notes) for day in days), form)


def _row(day: Day, catalogue: Catalogue, texts: Iterable[str], *, with_notes: bool) -> list[Plain]:
    return [
        day.date.isoformat(),
        day.zone,
        day.kind.value,
        float(day.is_late),
        *(_value(item, day.value(item.key)) for item in catalogue.numeric),
        _areas(day),
        "; ".join(sorted(day.tender)),
        "; ".join(map(_activity, day.activities)) or (NONE if ACTIVITIES in day.answers else ""),
        "; ".join(_moments(day, with_notes)),
        "; ".join(f"{_clock(nap.begin)}/{nap.minutes}{_further(further(nap))}" for nap in day.naps),
        *(plain(getattr(day, column)) for column in OF_DAY),
        *(day.notes.get(key, "") for key in texts),
    ]


def _value(item: Item, value: float | None) -> Plain:
    if value is None:
        return None
    if item.kind is Kind.CLOCK:
        return _clock(value)
    if item.kind is Kind.CHOICE and value < len(item.options):
        return item.options[int(value)]
    return value


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _areas(day: Day) -> str:
    if not day.is_mapped:
        return ""
    return "; ".join(f"{area}:{strength}" for area, strength in sorted(day.areas.items())) or NONE


def _clock(minutes: float | None) -> str:
    return "" if minutes is None else f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}"


def _activity(activity: Activity) -> str:
    kind, said = activity.kind, further(activity)
    if SEVERAL.search(kind):  # a name that would be read as two stands in a field itself
        kind, said = kind.replace(";", ","), {"kind": kind, **said}
    return f"{kind}:{activity.minutes}:{_number(activity.effort)}{_further(said)}"


def _moments(day: Day, with_notes: bool) -> list[str]:
    found = []
    for moment in day.moments if with_notes else map(without_texts, day.moments):
        said: dict[str, object] = {} if moment.value is None else {"value": moment.value}
        words = f" {moment.text}" if moment.text else ""
        # Words that would be read as a field, another moment or its time stand in a field themselves.
        if re.search(rf" \[\w+=|{NEXT_MOMENT}", words) or (moment.at is None and re.match(_TIME, words)):
            said["text"], words = moment.text, ""
        begin = f"{moment.kind.value} {_clock(moment.at)}".strip()
        found.append(begin + words + _further({**said, **further(moment)}))
    return found


def _further(said: Mapping[str, object]) -> str:
    """Return what else an activity, moment or nap says, as ` [place=sofa]` for each: signs that would end it are
    written by their number, as in a web address."""
    return "".join(f" [{name}={_marked(plain(each))}]" for name, each in said.items())


def _marked(said: Plain) -> str:
    return said.translate(_ESCAPED) if isinstance(said, str) else _number(said)


def read_further(text: str, kind: type[Struct]) -> dict[str, Any]:
    """Return what `_further` wrote, by field. Raises Refusal NOT_A_CHOICE for what no such value can say."""
    cells = re.findall(FURTHER, text)
    return read_fields(kind, {name: unmarked(cell) for name, cell in cells})


def unmarked(text: str) -> str:
    """Return a text with the signs that were written by their number."""
    return _ESCAPE.sub(lambda one: chr(int(one[1], 16)), text)


def read_fields(kind: type[Struct], cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a kind of value from their texts. Raises Refusal NOT_A_CHOICE."""
    columns = {column.name: column.kind for column in columns_of(kind)}
    said: dict[str, Any] = {}
    for name, cell in cells.items():
        try:
            said[name] = convert(cell, columns[name], strict=False)
        except (ValidationError, KeyError):
            raise Refusal(Reason.NOT_A_CHOICE, item=name, text=cell, options=", ".join(columns)) from None
    return said
