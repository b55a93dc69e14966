"""Reads moments, dates and numbers as programs in any country write them; one order of day and month for a
file."""

import re
import tomllib
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from diary.domain.entry import tidied
from diary.domain.refusal import Reason, Refusal
from diary.exchange.fields import FIRST_YEAR, LAST_YEAR, DateOrder, quote
from diary.paths import resources

FIRST_DAY: Final = datetime(1, 1, 1)  # noqa: DTZ001 - a time of day, in any zone
HOURS: Final = 30
"""Hours after midnight that are written of a day, at most."""

_DATE = re.compile(
    r"(?:(?:[^\W\d]{2,4}|[^\W\d]+(?:dag|day|tag|di|woch|abend|che))\.?,?\s+)?"
    r"(\d{1,4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,4})\.?"
)
_NAMED = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th|er|e|ste|de)?[ .-]*(?:de )?([^\W\d]+)\.?,?(?: de)?"
    r"|([^\W\d]+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?)[ -]*'?(\d{4}|(?<=[ '-])\d\d(?=$|[ ,](?!\s*[ap]\.?\s?m)))",
    re.I,
)
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.hu](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?|(?=\s*[ap]\.?\s*m)|\s*(?:h|u|uur|uhr)(?=$|\s))"
    r"\s*(?:h|u|uur|uhr)?\s*([ap])?\.?\s*(?:m\.?)?\s*(Z|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|UTC|GMT)?"
    r"(?:\s*(?:\([^()]*\)|\[[^\[\]]*\]))?",
    re.I,
)
_AT = re.compile(r"(?:om|at|um|à)\s+", re.I)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{2}):?(\d{2})")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,' ])\d{3}(?:\1\d{3})*")
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(("ma mo", "di tu", "wo we mi", "do th", "vr fr", "za sa", "zo su so"))
    for name in names.split()
}
"""How weekdays begin in Dutch, English and German."""
LEAST_LETTERS: Final = 3
"""Of the name of a month, unless those begin another one too."""


def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    told = tomllib.loads((resources() / "exchange" / "months.toml").read_text(encoding="utf-8"))
    for number, names in enumerate(told["names"], start=1):
        for name in names:
            for length in range(min(len(name), LEAST_LETTERS), len(name) + 1):
                short = name[:length]
                found[short] = number if found.get(short, number) == number else 0
    return found


_MONTHS: Final = _months()


def plain(text: str) -> str:
    """Return a text without outer blanks, with digits, blanks and minus sign of any script as ASCII has them."""
    return text.strip() if text.isascii() else tidied(text)


def date_order(texts: Iterable[str]) -> DateOrder | None:
    """Return the one order in which all these dates can be read; None when both fit all of them, or none are so
    written. Raises Refusal NOT_A_DATE when no single order fits."""
    fits = {DateOrder.DAY_FIRST: True, DateOrder.MONTH_FIRST: True}
    text = ""
    for text in texts:
        found = _DATE.match(text)
        if found is None or len(found[1]) > 2 or int(found[1]) == int(found[2]):
            continue
        fits[DateOrder.DAY_FIRST] &= int(found[2]) <= 12
        fits[DateOrder.MONTH_FIRST] &= int(found[1]) <= 12
        if not any(fits.values()):
            raise Refusal(Reason.NOT_A_DATE, text=quote(text))
    return None if all(fits.values()) else next(order for order, fit in fits.items() if fit)


def has_order(texts: Iterable[str]) -> bool:
    """Return whether any of these dates reads differently in the two orders."""
    found = (_DATE.match(text) for text in texts)
    return any(one is not None and len(one[1]) < 3 and int(one[1]) != int(one[2]) for one in found)


def read_date(text: str, order: DateOrder | None = None) -> date:
    """Return a date from a text that may have a time behind it. Raises Refusal NOT_A_DATE."""
    return _split(plain(text), order)[0]


def read_moment(text: str, order: DateOrder | None = None) -> datetime:
    """Return a date with a time of day, aware only when the text has an offset. Raises Refusal NOT_A_DATE."""
    text = plain(text)
    day, rest = _split(text, order)
    rest = rest.lstrip("Tt, ")
    return on_day(day, read_clock(_AT.sub("", rest, count=1) if rest[:1].isalpha() else rest, text))


def on_day(day: date, clock: datetime) -> datetime:
    """Return a time of day, as `read_clock` returns it, on this day: 24:30 is on the next."""
    return datetime(day.year, day.month, day.day, tzinfo=clock.tzinfo) + (clock.replace(tzinfo=None) - FIRST_DAY)


def read_when(text: str, order: DateOrder | None = None) -> tuple[datetime, bool]:
    """Return a date with the time of day behind it, and whether there is one. Raises ValueError."""
    try:
        day, rest = _split(plain(text), order)
        if rest.strip(" ,"):
            return read_moment(text, order), True
    except Refusal:
        raise ValueError(text) from None
    return datetime(day.year, day.month, day.day), False  # noqa: DTZ001 - the zone follows


def read_yearless(text: str, order: DateOrder | None, before: date | int) -> date:
    """Return a date without a year such as `ma 3 nov` or `3/11`: of the year, or of the one in which it is nearest
    to the date `before` it. Raises ValueError for any other text."""
    text = plain(text).rstrip(".")
    years = (before,) if isinstance(before, int) else (before.year, before.year + 1, before.year - 1)
    found = []
    for year in years if not text[-4:].isdecimal() else ():
        with suppress(ValueError, OverflowError):
            found.append(read_when(f"{text}{'-' if text[-1:].isdecimal() else ' '}{year}", order)[0].date())
    if not found:
        raise ValueError(text)
    return found[0] if isinstance(before, int) else min(found, key=lambda day: abs(day - before))


def weekday_of(text: str) -> int | None:
    """Return the weekday a date begins with, 0 for Monday, by its first two letters."""
    found = re.match(r"([^\W\d]+)\.?,?\s+(?=\d+\W*[^\W]|[^\W\d]+\W*\d)", text)
    return WEEKDAYS.get(found[1][:2].lower()) if found else None


def read_clock(text: str, whole: str = "") -> datetime:
    """Return a time of day on the first day there is, aware only when the text has an offset. 24:00 to 29:59, as
    some programs write the night, is on the day after it. Raises Refusal NOT_A_TIME."""
    found = _CLOCK.fullmatch(plain(text))
    if found is not None:
        hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        half = (found[4] or "").lower()
        if half:
            hour = hour % 12 + 12 * (half == "p") if 1 <= hour <= 12 else hour if 12 < hour < 24 else HOURS
        if hour < HOURS and minute < 60 and second < 60:
            zone = read_offset(found[5])
            return FIRST_DAY.replace(tzinfo=zone) + timedelta(hours=hour, minutes=minute, seconds=second)
    raise Refusal(Reason.NOT_A_TIME, text=quote(whole or text))


@lru_cache(maxsize=256)
def read_offset(text: str | None) -> timezone | None:
    """Return the zone of an offset such as +02:00, UTC+0200 or Z; None when there is none or it cannot be.

    Only Z is `UTC` itself: it says nothing about where somebody was, +00:00 does.
    """
    if not text:
        return None
    if text.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    found = _OFFSET.fullmatch(text.strip())
    if found is None or int(found[2]) > 14:
        return None
    away = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-away if found[1] == "-" else away, text.strip())


@lru_cache(maxsize=256)
def zone_named(name: str) -> ZoneInfo | None:
    """Return the zone of an IANA name; None when there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (LookupError, OSError, ValueError):
        return None


def from_epoch(number: float) -> datetime:
    """Return the instant of a number of seconds, milliseconds, microseconds or nanoseconds since 1970."""
    for _ in range(3):
        if abs(number) < 1e11:
            break
        number /= 1000
    try:
        found = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    except (OverflowError, ValueError):
        found = datetime.min.replace(tzinfo=UTC)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Refusal(Reason.NOT_A_DATE, text=f"{number:.10g}")
    return found


LARGEST_AMOUNT = 1e20
"""The largest number that any program writes: nanoseconds since 1970 are 1.8e18."""


def read_amount(text: str, decimal: str = "") -> float:
    """Return a number with a mark for thousands or decimals as any country writes it.

    A single mark before exactly three digits is a mark of thousands, unless `decimal` says otherwise or what
    stands before it is 0. A mark of thousands at another place is refused, not dropped. Raises Refusal
    NOT_A_NUMBER.
    """
    number = plain(text)
    if _NUMBER.fullmatch(number) and not (_GROUPED.fullmatch(number) and decimal != "."):
        return _amount(number)
    grouped = _GROUPED.fullmatch(number)
    if grouped and grouped[1] != decimal and not number.lstrip("+-").startswith("0"):
        return _amount(number.replace(grouped[1], ""))
    for mark, other in ((",", "."), (".", ",")):
        whole, found, rest = number.rpartition(mark)
        if not found or not rest.isdecimal():
            continue
        if (groups := _GROUPED.fullmatch(whole)) and groups[1] in {other, "'", " "}:
            return _amount(whole.replace(groups[1], "") + "." + rest)
        if re.fullmatch(r"[+-]?\d+", whole):
            return _amount(whole + "." + rest)
    raise Refusal(Reason.NOT_A_NUMBER, text=quote(text))


def _amount(number: str) -> float:
    amount = float(number)
    if abs(amount) > LARGEST_AMOUNT:
        raise Refusal(Reason.NOT_A_NUMBER, text=quote(number))
    return amount


def moved_by(moment: datetime, minutes: float) -> datetime:
    """Return the moment so many minutes later. Raises Refusal NOT_A_NUMBER for more than a calendar holds."""
    try:
        return moment + timedelta(minutes=minutes)
    except (OverflowError, ValueError):
        raise Refusal(Reason.NOT_A_NUMBER, text=f"{minutes:g}") from None


def at_offset(moment: datetime, seconds: float) -> datetime:
    """Return the moment as a clock so many seconds ahead of UTC shows it. Raises Refusal NOT_A_NUMBER."""
    try:
        return moment.astimezone(timezone(timedelta(seconds=seconds)))
    except (OverflowError, ValueError):
        raise Refusal(Reason.NOT_A_NUMBER, text=f"{seconds:g}") from None


def read_count(text: str) -> float:
    """Return a whole number with or without marks of thousands. Raises Refusal NOT_A_NUMBER for `1,5`."""
    whole = plain(text)
    found = _GROUPED.fullmatch(whole)
    number = read_amount(whole.replace(found[1], "") if found else whole)
    if number % 1:
        raise Refusal(Reason.NOT_A_NUMBER, text=quote(text))
    return number


_AMOUNT = r"(\d+(?:[.,]\d+)?|\.\d+)\s*"
_THEN = r"(?![a-su-z])\.?[\s,]*(?:and |en |und |et )?"
_LENGTH = re.compile(
    rf"p?(?:{_AMOUNT}(?:d|days?|dag|dagen|tage?|jours?){_THEN})?t?(?:{_AMOUNT}(?:h|hrs?|hours?|u|uur|uren|std|stunden?|heures?){_THEN})?"
    rf"(?:{_AMOUNT}(?:m|mins?|minutes?|minuut|minuten?|'){_THEN})?(?:{_AMOUNT}(?:s|secs?|sek|seconds?|seconden?|sekunden?){_THEN})?"
)
_MINUTES_IN = (1440, 60, 1, 1 / 60)


def is_length(text: str) -> bool:
    """Return whether a text says of itself in which units a length of time is."""
    return ":" in text or any(sign.isalpha() for sign in text if sign not in "eE")


def read_length(text: str) -> float:
    """Return minutes from `1:30`, `1:30:00`, `5 hours`, `1h 20m`, `1u20`, `PT1H20M`, `45 s` or `90`. Raises
    Refusal NOT_A_DURATION."""
    said = plain(text).lower()
    if found := re.fullmatch(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?", said):
        return int(found[1]) * 60 + int(found[2]) + int(found[3] or 0) / 60
    said = re.sub(r"(\d\s*[hu])\s*([0-5]?\d)$", r"\1 \2m", said)
    if (found := _LENGTH.fullmatch(said)) and any(found.groups()):
        amounts = (float((part or "0").replace(",", ".")) for part in found.groups())
        return sum(amount * unit for amount, unit in zip(amounts, _MINUTES_IN, strict=True))
    try:
        return read_amount(said)
    except Refusal:
        raise Refusal(Reason.NOT_A_DURATION, text=quote(text)) from None


def _split(text: str, order: DateOrder | None) -> tuple[date, str]:
    """Return the date at the beginning, and what follows it. Raises Refusal NOT_A_DATE, DATE_MISSING."""
    if not text:
        raise Refusal(Reason.DATE_MISSING)
    if found := _DATE.match(text):
        parts = [int(found[1]), int(found[2]), int(found[3])]
        if len(found[1]) == 4:
            year, month, day = parts
        elif order is DateOrder.MONTH_FIRST:
            month, day, year = parts
        else:
            day, month, year = parts
        year += 2000 if len(found[1]) < 3 and len(found[3]) == 2 else 0
    elif found := _NAMED.match(text):
        month = _MONTHS.get((found[2] or found[3]).casefold(), 0)
        day, year = int(found[1] or found[4]), int(found[5])
        year += 2000 if len(found[5]) == 2 else 0
    else:
        raise Refusal(Reason.NOT_A_DATE, text=quote(text))
    try:
        if not FIRST_YEAR < year < LAST_YEAR:
            raise ValueError(year)
        return date(year, month, day), text[found.end() :]
    except ValueError:
        raise Refusal(Reason.NOT_A_DATE, text=quote(text)) from None
