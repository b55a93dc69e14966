"""Converts cells of a row to values of the diary: numbers on our scales, clock times, days. Nothing is guessed."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from math import floor, isfinite
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from diary.domain.entry import parse_clock, parse_flag
from diary.domain.item import Item, Kind
from diary.domain.period import diary_day
from diary.domain.refusal import Reason, Refusal
from diary.exchange.fields import FIRST_YEAR, DateOrder, order_of, quote
from diary.exchange.mapping import DateRule, Scaling, SourceRule
from diary.exchange.source_rows import SourceRow
from diary.exchange.written_times import (
    has_order,
    is_length,
    plain,
    read_clock,
    read_length,
    read_when,
    read_yearless,
)

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}[T ].*\d", re.I)
WHOLE_KINDS = frozenset({Kind.SCALE, Kind.COUNT, Kind.CLOCK})
END_OF_DAY = re.compile(r"(?<=[T ])24(?=:?00(?::?00(?:[.,]0+)?)?(?![:\d]))")
CLOCK_OF_FILES = r":\d\d:\d\d|^2[4-9]\D"
"""Seconds, and hours after midnight: nobody types those."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EXCEL = datetime(1899, 12, 30)  # noqa: DTZ001 - the zone follows
"""Day 0 of a workbook (ECMA-376-1, 18.17.4.1, the 1900 system): so it writes a date that lost its form."""
COUNTED = {"epoch": (EPOCH, 1), "epoch_ms": (EPOCH, 0.001), "excel": (EXCEL, 86_400)}
"""Formats that count from a moment, with it and the seconds in their unit."""
TIME_OF_DAY = ("%H", "%I", "%c", "%X")


def read_number(text: str, rule: SourceRule) -> float:
    """Return a number as the source writes it; raises Refusal NOT_A_NUMBER with the text."""
    number = number_in(text, rule)
    if number is None:
        raise Refusal(Reason.NOT_A_NUMBER, text=quote(plain(text)))
    return number


def number_in(text: str, rule: SourceRule) -> float | None:
    """Return a number as the source writes it; None for what is none, also where a mark of thousands is at another
    place: 1,5 is not 15. `60%` is 60, and `4/10` is 4."""
    digits = text = plain(text.removesuffix("%").removesuffix("/10"))
    thousands = " " if rule.thousands.isspace() else rule.thousands
    if thousands and thousands in text:
        first, *groups = text.partition(rule.decimal or ".")[0].lstrip("+-").split(thousands)
        is_grouped = 1 <= len(first) <= 3 and all(len(group) == 3 for group in groups)
        digits = text.replace(thousands, "") if is_grouped else "?"
    if rule.decimal is not None and rule.decimal != ".":
        digits = digits.replace(".", "?").replace(rule.decimal, ".")
    number = float(digits) if digits.isascii() and NUMBER.fullmatch(digits) else float("nan")
    return number if isfinite(number) else None


def scaled(number: float, scaling: Scaling, item: str, low: float, high: float) -> float:
    """Return the number on our scale, `low` to `high` when the mapping names no range of its own.

    Raises Refusal OUT_OF_RANGE (`item`, `low`, `high`) for a number outside the source's scale.
    """
    if scaling.source is None:
        return number * scaling.factor + scaling.offset
    first, last = scaling.source
    if not first <= number <= last:
        raise Refusal(Reason.OUT_OF_RANGE, item=item, low=first, high=last)
    share = (number - first) / (last - first)
    low, high = scaling.target or (low, high)
    return low + (1 - share if scaling.is_reversed else share) * (high - low)


def within(number: float, item: Item) -> float:
    """Return the number if it is in the item's range: nothing is rounded into it; raises Refusal OUT_OF_RANGE."""
    if not item.low <= number <= item.high:
        raise Refusal(Reason.OUT_OF_RANGE, item=item.key, low=item.low, high=item.high)
    return number


def settled(number: float, item: Item) -> float:
    """Return the number as the item stores it: whole points, counts and clock minutes (half upwards), checked. A
    value above 0 stays above 0: 0.4 of pain is 1. A person's own items keep their decimals.

    Raises what `within` and `Item.check` raise.
    """
    number = round(within(number, item), 6)
    if item.kind not in WHOLE_KINDS or item.own:
        return item.check(number)
    return item.check(float(floor(number + 0.5) if item.kind is Kind.CLOCK else max(whole(number), item.low)))


def whole(number: float) -> int:
    """Return a whole number, half upwards; what is more than none never becomes none: 0.4 is 1."""
    return max(int(number > 0), floor(round(number, 6) + 0.5))


def read_answer(text: str, item: Item, scaling: Scaling, source: SourceRule, times: "Times") -> float:
    """Return a cell's value, in the item's range but not yet rounded; raises the Refusal of what went wrong."""
    try:
        return within(_answer(text, item, scaling, source, times), item)
    except Refusal as refusal:
        if refusal.reason is not Reason.NOT_A_CHOICE:
            raise
        choices = item.options or ("0", "1")
        raise Refusal(Reason.NOT_A_CHOICE, item=item.key, text=quote(text), options=", ".join(choices)) from None


def _answer(text: str, item: Item, scaling: Scaling, source: SourceRule, times: "Times") -> float:
    if item.kind is Kind.CHOICE:
        return _choice(text, item)
    if scaling.is_plain and item.kind is Kind.FLAG:
        return parse_flag(text)
    if scaling.is_plain and item.kind is Kind.CLOCK:
        return times.clock(text)
    if item.kind is Kind.MINUTES and is_length(text):
        return read_length(text)
    return scaled(read_number(text, source), scaling, item.key, item.low, item.high)


def _choice(text: str, item: Item) -> float:
    options = [option.casefold() for option in item.options]
    if text.casefold() in options:
        return options.index(text.casefold())
    if text.isdecimal() and text.isascii() and len(text) < 4:
        return int(text)
    raise Refusal(Reason.NOT_A_CHOICE)


class Times(Struct, frozen=True):
    """How a source writes dates and moments, and where its days were lived."""

    formats: tuple[str, ...]
    stored_in: tzinfo
    zone: ZoneInfo
    boundary: int

    def moment(self, text: str) -> tuple[datetime, bool]:
        """Return the local moment, and whether the text has a time of day too; raises Refusal NOT_A_DATE,
        DATE_MISSING."""
        if not text:
            raise Refusal(Reason.DATE_MISSING)
        text = plain(text) if not text.isascii() else text
        for form in self.formats:
            try:
                found, has_time = parsed(text, form)
                moment = self._local(found) if has_time else found.replace(tzinfo=self.zone)
                if moment.year >= FIRST_YEAR:
                    return moment, has_time
            except (ValueError, OverflowError, OSError):
                continue
        raise Refusal(Reason.NOT_A_DATE, text=quote(text))

    def _local(self, found: datetime) -> datetime:
        """Return the moment as the person's clock showed it: by its own offset; UTC says nothing about that."""
        if found.tzinfo and found.utcoffset():
            return found
        return (found if found.tzinfo else found.replace(tzinfo=self.stored_in)).astimezone(self.zone)

    def clock(self, text: str) -> float:
        """Return minutes after midnight from a clock time or a moment; raises Refusal NOT_A_TIME."""
        try:
            moment, has_time = self.moment(text)
        except Refusal:
            return clock_minutes(read_clock(text)) if re.search(CLOCK_OF_FILES, text) else parse_clock(text)
        if not has_time:
            return parse_clock(text)
        return clock_minutes(moment)

    def day_of(self, moment: datetime, has_time: bool) -> date:
        """Return the day a moment belongs to; a bare date is itself."""
        return diary_day(moment, self.boundary) if has_time else moment.date()


def clock_minutes(moment: datetime) -> int:
    """Return the whole minutes a clock on the wall shows."""
    return moment.hour * 60 + moment.minute


def parsed(text: str, form: str) -> tuple[datetime, bool]:
    """Return the moment and whether the text has a time of day; 24:00 is the beginning of the next day (ISO
    8601-1:2019, 5.3). Raises ValueError or OverflowError."""
    begun = END_OF_DAY.sub("00", text)
    found, has_time = _in_form(begun, form)
    return found + timedelta(days=has_time and begun != text), has_time


def _in_form(text: str, form: str) -> tuple[datetime, bool]:
    if form in COUNTED:
        begun, seconds = COUNTED[form]
        return begun + timedelta(seconds=round(float(text) * seconds, 3)), form != "excel" or "." in text
    if form == "iso":
        if ISO_DATE.match(text):
            with suppress(ValueError):
                return datetime.fromisoformat(text.upper()), True
            return read_when(text)  # 2026-11-22 with 9:05 pm, 7.30 or 24:30 behind it
        found = datetime.fromisoformat(text)
        return found, len(text) > len("2026-W47-7")
    if "%" not in form:
        return read_when(text, DateOrder(form))
    return datetime.strptime(text, form), any(part in form for part in TIME_OF_DAY)  # noqa: DTZ007 - zone follows


def one_order(formats: tuple[str, ...], texts: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """Return the formats without those of the other order of day and month, decided from all dates of the file,
    and an example of a date when both orders fit: then the order that was written first is used.

    Raises Refusal NOT_A_DATE with a date that cannot be read in the only order that others of the file fit.
    """
    orders = dict.fromkeys(order for form in formats if (order := order_of(form)) is not None)
    if len(orders) < 2:
        return formats, ""
    kept = {order: tuple(form for form in formats if order_of(form) in {None, order}) for order in orders}
    fitting, example = list(orders), ""
    for text in dict.fromkeys(texts):
        fits = [order for order in orders if _is_read(text, kept[order])]
        if not fits:
            continue
        left = [order for order in fitting if order in fits]
        if not left:
            raise Refusal(Reason.NOT_A_DATE, text=quote(text))
        if len(left) < len(fitting) or (len(left) > 1 and not example and has_order((text,))):
            example = text
        fitting = left
    return kept[fitting[0]], example if len(fitting) > 1 else ""


def _is_read(text: str, formats: tuple[str, ...]) -> bool:
    for form in formats:
        with suppress(ValueError, OverflowError, OSError):
            parsed(text, form)
            return True
    return False


class DatedRows:
    """Completes the date of each row of a file with what stands elsewhere: above it, on its sheet, or nowhere."""

    def __init__(self, rule: DateRule) -> None:
        self._rule = rule
        self._column = rule.column or ""
        self._order = next((order for form in rule.formats if (order := order_of(form)) is not None), None)
        self._above = ""
        self._before: date | int | None = rule.first_year
        """The date of the row before, or the year of the first one, where dates have no year."""

    def completed(self, record: SourceRow) -> SourceRow:
        """Return the row with its whole date."""
        text = told = record.text(self._column)
        if self._rule.is_carried:
            self._above = told = told or self._above
        if self._rule.is_on_sheet and told:
            told = f"{told} {record.sheet}"
        if self._before is not None:
            with suppress(ValueError):
                self._before = read_yearless(told, self._order, self._before)
                told = self._before.isoformat()
        return record if told == text else replace(record, cells={**record.cells, self._column: told})


def day_and_moment(
    record: SourceRow, rule: DateRule, source: SourceRule, times: Times
) -> tuple[date, datetime | None]:
    """Return the day of a row and the moment it was written, if the row has it; raises Refusal NOT_A_DATE."""
    written = None
    if rule.column is not None:
        clock = record.text(rule.time) if rule.time is not None else ""
        if re.fullmatch(r"\d{3,4}", clock):
            clock = f"{clock[:-2]}:{clock[-2:]}"
        moment, has_time = times.moment(f"{record.text(rule.column)} {clock}".strip())
        day = times.day_of(moment, has_time)
        written = moment if has_time else None
    elif rule.parts is not None:
        day = _from_parts([record.text(part) for part in rule.parts], source)
    else:
        day = _from_start(record, rule, source)
    return day, written_at(record, rule, source, times) or written


def written_at(record: SourceRow, rule: DateRule, source: SourceRule, times: Times) -> datetime | None:
    """Return the moment in the column `typed_at`, if it has one with a time of day; raises Refusal NOT_A_DATE."""
    if rule.typed_at is None or record.text(rule.typed_at) in source.ignore:
        return None
    moment, has_time = times.moment(record.text(rule.typed_at))
    return moment if has_time else None


def _from_parts(texts: list[str], source: SourceRule) -> date:
    try:
        day, month, year = (_whole(text, source) for text in texts)
        found = date(year, month, day)
    except (Refusal, ValueError, OverflowError):
        found = date.min
    if found.year < FIRST_YEAR:
        raise Refusal(Reason.NOT_A_DATE, text=quote("-".join(reversed(texts))))
    return found


def _whole(text: str, source: SourceRule) -> int:
    number = read_number(text, source)
    if number % 1:
        raise Refusal(Reason.NOT_A_NUMBER, text=quote(text))
    return int(number)


def _from_start(record: SourceRow, rule: DateRule, source: SourceRule) -> date:
    assert rule.start is not None
    if rule.offset is None:
        return rule.start
    text = record.text(rule.offset)
    try:
        found = rule.start + timedelta(days=_whole(text, source))
    except (Refusal, ValueError, OverflowError):
        found = date.min
    if found.year < FIRST_YEAR:
        raise Refusal(Reason.NOT_A_DATE, text=quote(text))
    return found


def fits(record: SourceRow, condition: Mapping[str, frozenset[str]]) -> bool:
    """Return whether the row fulfils the condition, capitals aside."""
    return all(record.text(column).casefold() in texts for column, texts in condition.items())
