"""Parses what people type: clock times, durations, points, ticks and choices.

Many spellings are read, but text that could mean two things is refused, never guessed at. Every function here
raises Refusal and nothing else, whatever the text.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from diary.domain.day import ACTIVITIES, Activity
from diary.domain.item import MINUTES_A_DAY, Item, Kind
from diary.domain.refusal import Reason, Refusal

LONGEST_ECHO = 40

CLOCK = (
    r"(?P<hour>\d{1,2})(?:(?:\s*(?:[:.,;hu]|uur)\s*| )(?P<minute>\d{2}))?\s*"
    r"(?:h|u|uur)?\s*(?P<half>[ap]\.?m\.?)?"
)
DIGITS = r"(?P<hour>\d{1,2})(?P<minute>\d{2})\s*(?:h|u|uur)?\s*(?P<half>[ap]\.?m\.?)?"
COLON = r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)"
HOURS = (
    r"(?P<hours>\d{1,2}(?:[.,]\d{1,2})?|\.\d{1,2})\s*(?:h|hr|hrs|hour|hours|u|uur|uren)\.?"
    r"(?:\s*(?:and|en|,)?\s*(?P<minutes>[0-5]?\d)\s*(?:m|min|mins|minute|minutes|minuten|minuut|')?\.?)?"
)
MINUTES = r"(?P<minutes>\d{1,4})\s*(?:m|min|mins|minute|minutes|minuten|minuut|')?\.?"
ABOUT = r"(?:[~±≈]|(?:ca\.?|circa|rond|om|ongeveer|about|around|at)(?= )) ?"
"""Before a time or a length that is not exactly known; kept is what is typed behind it."""
LENGTHS: Final = {"kwartier": 15, "half uur": 30, "half an hour": 30, "half hour": 30, "anderhalf uur": 90}
NUMBER = r"[+-]?(?:\d{1,10}(?:[.,]\d{1,6})?|[.,]\d{1,6})"
TWO_WAYS = r"[+-]?[1-9]\d{0,2}[.,]\d{3}"
"""A thousand to one reader and a one to another."""
RAISED = "([²³¹⁰⁴-⁹₀-₉])"
"""Digits that are no part of a number beside them: ² has a key of its own beside the 1 on a Belgian keyboard."""
FRACTIONS: Final = {"½": ".5", "¼": ".25", "¾": ".75"}
YES: Final = frozenset({"1", "yes", "y", "true", "ja", "j", "x"})
NO: Final = frozenset({"0", "no", "n", "false", "nee"})


def parse_clock(text: str) -> int:
    """Return minutes after midnight, 0-1439, from 2215, 22:15, 22.15, 22u15, 22 15, 10.15 pm, 7, 24:00 or
    about 7.

    Raises Refusal NOT_A_TIME with the text.
    """
    clean = _exactly(text)
    found = re.fullmatch(DIGITS, clean) or re.fullmatch(CLOCK, clean)
    if found is None:
        raise Refusal(Reason.NOT_A_TIME, text=_echo(text))
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise Refusal(Reason.NOT_A_TIME, text=_echo(text))
        hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        raise Refusal(Reason.NOT_A_TIME, text=_echo(text))
    return (hour * 60 + minute) % MINUTES_A_DAY


def parse_minutes(text: str) -> int:
    """Return minutes, 0-1440, from 90, 1:30, 1u30, 1h30, 1 h 30, 45 min, 2 uur, 1,5 hours, half an hour or
    about 20.

    A bare 1.5 or 1.30 is refused: it could be minutes, hours or a clock time.
    Raises Refusal NOT_A_DURATION with the text.
    """
    clean = _exactly(text)
    if (named := LENGTHS.get(re.sub(r"^(?:een|a) ", "", clean))) is not None:
        return named
    found = re.fullmatch(COLON, clean) or re.fullmatch(HOURS, clean) or re.fullmatch(MINUTES, clean)
    if found is None:
        raise Refusal(Reason.NOT_A_DURATION, text=_echo(text))
    parts = found.groupdict()
    minutes = float((parts.get("hours") or "0").replace(",", ".")) * 60 + int(parts["minutes"] or 0)
    if minutes > MINUTES_A_DAY or minutes != round(minutes):
        raise Refusal(Reason.NOT_A_DURATION, text=_echo(text))
    return round(minutes)


def parse_number(text: str) -> float:
    """Return a number typed with a dot or a comma before its decimals.

    Raises Refusal NOT_A_NUMBER (`text`), also for 1.000 and 1,250: one or a thousand, nobody can tell.
    """
    clean = tidied(text)
    if not re.fullmatch(NUMBER, clean) or re.fullmatch(TWO_WAYS, clean):
        raise Refusal(Reason.NOT_A_NUMBER, text=_echo(text))
    return float(clean.replace(",", "."))


def parse_whole(text: str, *, item: str) -> int:
    """Return a whole number; raises Refusal NOT_A_NUMBER or NOT_A_WHOLE_NUMBER of this item."""
    number = parse_number(text)
    if number != int(number):
        raise Refusal(Reason.NOT_A_WHOLE_NUMBER, item=item)
    return int(number)


def parse_activities(text: str) -> tuple[Activity, ...]:
    """Parse `walking:30:4, cooking:20` (kind, minutes, effort); empty is none. Raises the Refusal of a part."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        kind, _, rest = part.partition(":")
        minutes, _, effort = rest.partition(":")
        effort_said = parse_whole(effort, item=ACTIVITIES) if effort else None
        found.append(Activity(kind.strip(), parse_minutes(minutes), effort_said))
    return tuple(found)


def parse_flag(text: str) -> int:
    """Return 1 or 0 from yes or no in either language; raises Refusal NOT_A_CHOICE with the text."""
    clean = tidied(text)
    if clean in YES:
        return 1
    if clean in NO:
        return 0
    raise Refusal(Reason.NOT_A_CHOICE, text=_echo(text), options="0, 1")


def parse_answer(item: Item, text: str) -> float:
    """Return the value of an answer to `item`, parsed as the item's kind is typed.

    Raises the Refusal of the parser, with the fact `item`, or what `Item.check` raises.
    """
    try:
        value = _parser(item)(text)
    except Refusal as refusal:
        raise Refusal(refusal.reason, **{**refusal.facts, "item": item.key}) from None
    return item.check(value)


def _parser(item: Item) -> Callable[[str], float]:
    if item.kind is Kind.CLOCK:
        return parse_clock
    if item.kind is Kind.MINUTES:
        return parse_minutes
    if item.kind is Kind.FLAG:
        return parse_flag
    if item.kind is Kind.CHOICE:
        return lambda text: _chosen(item.options, text)
    return parse_number


def _chosen(options: tuple[str, ...], text: str) -> int:
    clean = tidied(text)
    if clean in options:
        return options.index(clean)
    if re.fullmatch(r"\d{1,3}", clean) and int(clean) < len(options):
        return int(clean)
    raise Refusal(Reason.NOT_A_CHOICE, text=_echo(text), options=", ".join(options))


def tidied(text: str) -> str:
    """Return the text in lower case, with single spaces, plain marks, and the digits of every script as 0-9."""
    for fraction, decimals in FRACTIONS.items():
        text = re.sub(rf"\s*{fraction}", decimals, text)
    parts = (part if part.isdigit() else unicodedata.normalize("NFKC", part) for part in re.split(RAISED, text))
    plain = "".join(parts).replace("’", "'").replace("−", "-")
    digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in plain)
    return " ".join(digits.casefold().split())


def _exactly(text: str) -> str:
    clean = tidied(text)
    about = re.match(ABOUT, clean)
    return clean[about.end() :] if about else clean


def _echo(text: str) -> str:
    return text.strip()[:LONGEST_ECHO]
