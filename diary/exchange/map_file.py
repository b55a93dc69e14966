"""Reading a mapping file: from TOML to an `ImportMap`, with the key named where something is wrong.

What the keys mean is told in `diary.exchange.mapping`.
"""

import codecs
import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from diary.content.decoding import Problem
from diary.domain.entry import parse_clock
from diary.domain.item import LARGEST_VALUE, MINUTES_A_DAY, NUMERIC_KINDS, Item, Kind, OwnItem, RiskFactor
from diary.domain.refusal import Reason, Refusal
from diary.exchange.fields import Fields
from diary.exchange.mapping import (
    ActivityRule,
    AreaRule,
    Codes,
    Condition,
    DateRule,
    Empty,
    Format,
    ImportMap,
    ItemRule,
    NightRule,
    Scaling,
    Several,
    SourceRule,
)

LARGEST_MAP = 20_000
"""Bytes; a mapping file is a page or two."""
PLACE = re.compile(r"line \d+, column \d+|end of document")
NAMED_FORMATS = frozenset({"iso", "epoch", "epoch_ms"})


def load_mapping(path: Path) -> ImportMap:
    """The mapping in a TOML file.

    Raises Refusal FILE_MISSING or FILE_UNREADABLE with `path`, or MAP_INVALID with `path`, `key` and `problem`.
    """
    fields = Fields(_read(path), str(path))
    found = ImportMap(
        path=str(path),
        source=_source(fields.part("source")),
        date=_date(fields.part("date")),
        night=_night(fields.part("night")) if "night" in fields else None,
        rules=(
            *(_item(part) for part in fields.parts("item")),
            *(_areas(part) for part in fields.parts("areas")),
            *(_activity(part) for part in fields.parts("activity")),
        ),
        skip=tuple(_skipped(part) for part in fields.parts("skip")),
        own=tuple(_own(name, part) for name, part in fields.parts_by_name("own").items()),
    )
    fields.done()
    _check_whole(found, fields)
    return found


def _read(path: Path) -> Mapping[str, object]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_MAP + 1)
    except FileNotFoundError:
        raise Refusal(Reason.FILE_MISSING, path=str(path)) from None
    except (OSError, ValueError):
        raise Refusal(Reason.FILE_UNREADABLE, path=str(path)) from None
    try:
        if len(content) > LARGEST_MAP:
            raise ValueError("too large")
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        place = PLACE.search(str(error))
        key = place.group() if place else "TOML"
        raise Refusal(Reason.MAP_INVALID, path=str(path), key=key, problem=Problem.NOT_TOML) from None


def _source(fields: Fields) -> SourceRule:
    plain = SourceRule()
    rule = SourceRule(
        format=fields.choice("format", Format, Format.CSV) if "format" in fields else None,
        encoding=fields.maybe_text("encoding"),
        delimiter=fields.maybe_text("delimiter"),
        decimal=fields.text("decimal", plain.decimal),
        thousands=fields.text("thousands", ""),
        ignore=frozenset({"", *fields.texts("ignore")}) if "ignore" in fields else plain.ignore,
        records=fields.maybe_text("records"),
    )
    if rule.delimiter is not None and (len(rule.delimiter) != 1 or rule.delimiter in '"\r\n\0'):
        raise fields.wrong("delimiter", Problem.NOT_ALLOWED)
    if len(rule.decimal) != 1 or rule.decimal.isalnum():
        raise fields.wrong("decimal", Problem.NOT_ALLOWED)
    if rule.thousands and (len(rule.thousands) != 1 or rule.thousands.isalnum() or rule.thousands == rule.decimal):
        raise fields.wrong("thousands", Problem.NOT_ALLOWED)
    if rule.encoding is not None and not _is_text_encoding(rule.encoding):
        raise fields.wrong("encoding", Problem.NOT_ALLOWED)
    fields.done()
    return rule


def _is_text_encoding(name: str) -> bool:
    try:
        codecs.lookup(name)
        return isinstance(b"".decode(name), str) and isinstance("".encode(name), bytes)
    except (LookupError, ValueError):
        return False


def _date(fields: Fields) -> DateRule:
    names = ("day", "month", "year")
    rule = DateRule(
        column=fields.maybe_text("column"),
        parts=tuple(fields.text(name) for name in names) if any(name in fields for name in names) else None,  # type: ignore[arg-type]
        start=fields.day("start"),
        offset=fields.maybe_text("offset"),
        formats=fields.texts("formats") or ("iso",),
        stored_in=_zone(fields, "stored_in"),
        zone=_zone(fields, "zone"),
        boundary=_boundary(fields),
        typed_at=fields.maybe_text("typed_at"),
    )
    if sum(way is not None for way in (rule.column, rule.parts, rule.start)) > 1:
        raise fields.wrong("column", Problem.TWICE)
    if rule.offset is not None and rule.start is None:
        raise fields.wrong("start", Problem.MISSING)
    for form in rule.formats:
        if form not in NAMED_FORMATS and not _is_date_format(form):
            raise fields.wrong("formats", Problem.NOT_ALLOWED)
    fields.done()
    return rule


def _zone(fields: Fields, key: str) -> ZoneInfo | None:
    name = fields.maybe_text(key)
    try:
        return None if name is None else ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        raise fields.wrong(key, Problem.NOT_ALLOWED) from None


def _boundary(fields: Fields) -> int:
    try:
        return parse_clock(fields.text("boundary", "04:00"))
    except Refusal as refusal:
        if refusal.reason is Reason.MAP_INVALID:
            raise
        raise fields.wrong("boundary", Problem.NOT_ALLOWED) from None


def _is_date_format(form: str) -> bool:
    sample = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
    try:
        read = datetime.strptime(sample.strftime(form), form)  # noqa: DTZ007 - only the date is looked at
    except (ValueError, OverflowError):
        return False
    return read.date() == sample.date()


def _night(fields: Fields) -> NightRule:
    rule = NightRule(
        fields.text("start"), fields.text("end"), fields.maybe_text("main"), fields.number("shortest", 0)
    )
    if not 0 <= rule.shortest < MINUTES_A_DAY:
        raise fields.wrong("shortest", Problem.NOT_ALLOWED)
    fields.done()
    return rule


def _item(fields: Fields) -> ItemRule:
    constant = fields.text_or_number("constant")
    column = fields.maybe_text("column")
    if (column is None) is (constant is None):
        raise fields.wrong("column", Problem.MISSING if column is None else Problem.TWICE)
    rule = ItemRule(
        where=fields.where,
        item=fields.text("item"),
        column=column,
        constant=f"{constant:g}" if isinstance(constant, float) else constant,
        scaling=_scaling(fields),
        values={name.casefold(): value for name, value in fields.words("values").items()},
        ignore=frozenset(fields.texts("ignore")),
        several=fields.choice("several", Several, Several.LAST),
        when=_condition(fields),
    )
    fields.done()
    return rule


def _scaling(fields: Fields) -> Scaling:
    scaling = Scaling(
        source=fields.span("from"),
        target=fields.span("to"),
        is_reversed=fields.flag("reversed"),
        factor=fields.number("factor", 1),
        offset=fields.number("offset", 0),
    )
    if scaling.source is None and (scaling.is_reversed or scaling.target is not None):
        raise fields.wrong("from", Problem.MISSING)
    if scaling.source is not None and (scaling.factor != 1 or scaling.offset != 0):
        raise fields.wrong("factor", Problem.NOT_ALLOWED)
    return scaling


def _condition(fields: Fields) -> Condition:
    found = fields.places_by_name("when")
    return {column: frozenset(str(text).strip().casefold() for text in texts) for column, texts in found.items()}


def _areas(fields: Fields) -> AreaRule:
    column, areas = fields.maybe_text("column"), fields.places("areas")
    if (column is None) is (not areas):
        raise fields.wrong("column", Problem.MISSING if column is None else Problem.TWICE)
    intensity = fields.text_or_number("intensity")
    if intensity is None:
        raise fields.wrong("intensity", Problem.MISSING)
    if isinstance(intensity, float) and (not 1 <= intensity <= 10 or intensity % 1):
        raise fields.wrong("intensity", Problem.NOT_ALLOWED)
    rule = AreaRule(
        where=fields.where,
        column=column,
        areas=areas,
        separator=fields.text("separator", ","),
        codes=fields.choice("codes", Codes, Codes.NAMES),
        names={name.strip().casefold(): places for name, places in fields.places_by_name("names").items()},
        intensity=intensity,
        scaling=_scaling(fields),
        ignore=frozenset(fields.texts("ignore")),
        several=fields.choice("several", Several, Several.MAX),
        empty=fields.choice("empty", Empty, Empty.NOT_ANSWERED),
        when=_condition(fields),
    )
    fields.done()
    return rule


def _activity(fields: Fields) -> ActivityRule:
    kind, kind_column = fields.maybe_text("kind"), fields.maybe_text("kind_column")
    if (kind is None) is (kind_column is None):
        raise fields.wrong("kind", Problem.MISSING if kind is None else Problem.TWICE)
    effort = fields.text_or_number("effort")
    if isinstance(effort, float) and (not 0 <= effort <= 10 or effort % 1):
        raise fields.wrong("effort", Problem.NOT_ALLOWED)
    rule = ActivityRule(
        where=fields.where,
        kind=kind,
        kind_column=kind_column,
        minutes=fields.text("minutes"),
        scaling=Scaling(factor=fields.number("factor", 1), offset=fields.number("offset", 0)),
        effort=effort,
        ignore=frozenset(fields.texts("ignore")),
        several=fields.choice("several", Several, Several.LAST) if "several" in fields else None,
        when=_condition(fields),
    )
    fields.done()
    return rule


def _skipped(fields: Fields) -> Condition:
    condition = _condition(fields)
    if not condition:
        raise fields.wrong("when", Problem.MISSING)
    fields.done()
    return condition


def _own(key: str, fields: Fields) -> OwnItem:
    kind = fields.choice("kind", Kind, Kind.SCALE)
    options = fields.texts("options")
    low, high = _range(fields, kind, len(options))
    if not (key.isascii() and key.isidentifier() and key == key.lower()):
        raise fields.wrong("", Problem.NOT_ALLOWED)
    if kind not in NUMERIC_KINDS:
        raise fields.wrong("kind", Problem.NOT_ALLOWED)
    if (kind is Kind.CHOICE) is (len(set(options)) < 2):
        raise fields.wrong("options", Problem.NOT_ALLOWED)
    factor = fields.choice("factor", RiskFactor, RiskFactor.SLEEP) if "factor" in fields else None
    item = Item(key, kind, "own", low, high, fields.text("unit", ""), factor, options=options, own=True)
    names = fields.words("names")
    if not names or not all(name.strip() for name in names.values()):
        raise fields.wrong("names", Problem.MISSING)
    fields.done()
    return OwnItem(item, names)


def _range(fields: Fields, kind: Kind, options: int) -> tuple[float, float]:
    usual: Mapping[Kind, float] = {
        Kind.SCALE: 10,
        Kind.MINUTES: MINUTES_A_DAY,
        Kind.COUNT: 1_000_000,
        Kind.CLOCK: MINUTES_A_DAY - 1,
        Kind.CHOICE: options - 1,
        Kind.FLAG: 1,
    }
    low, high = fields.number("low", 0), fields.number("high", usual.get(kind, 1))
    if not -LARGEST_VALUE <= low < high <= LARGEST_VALUE:
        raise fields.wrong("high", Problem.NOT_ALLOWED)
    return low, high


def _check_whole(found: ImportMap, fields: Fields) -> None:
    """What only shows when the whole mapping is looked at."""
    if not found.rules and found.night is None:
        raise fields.wrong("item", Problem.MISSING)
    if found.night is None and (found.date.column, found.date.parts, found.date.start) == (None, None, None):
        raise fields.wrong("date.column", Problem.MISSING)
    if found.night is not None and (found.date.column or found.date.parts or found.date.start):
        raise fields.wrong("date.column", Problem.NOT_ALLOWED)
    rules: dict[str, Several] = {}
    for rule in found.rules:
        if isinstance(rule, ItemRule) and rules.setdefault(rule.item, rule.several) is not rule.several:
            raise fields.wrong(f"{rule.where}.several", Problem.NOT_ALLOWED)
