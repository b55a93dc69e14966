"""Bearable: its CSV of 2021 and the one since 2024, which has `date formatted` too. The columns were checked on a
real row, the meaning of its numbers on a description of a real export of 1,040 rows.

Mood 1-10 and energy 1-5 are stretched over 0-10, a symptom is 0-4 as the program counts it, sleep quality 1-4 over
1-5. Factors are ticks that are only written when set: they become items that are kept and not asked.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from diary.domain.day import MomentKind
from diary.domain.item import Kind
from diary.exchange.desk import Desk
from diary.exchange.fields import Several
from diary.exchange.reader_parts import Given, Happened, Passed, Reader, ReaderPart, Record, Skip, Slept, Wrote
from diary.exchange.source_rows import SourceRow
from diary.exchange.written_times import on_day, read_amount, read_clock

_SPAN = re.compile(r"(asleep|in bed)\s+(\d{1,2}:\d{2}\s*(?:[ap]m)?)\s*-\s*(\d{1,2}:\d{2}\s*(?:[ap]m)?)", re.I)
_NAME = re.compile(r"(.*?)\s*(?:\([^()]*\))?\s*")


def _row(row: SourceRow, desk: Desk) -> Iterator[Record]:
    day = desk.day(row.text("date formatted") or row.text("date"))
    category, detail = row.text("category").casefold(), row.text("detail")
    if notes := row.text("notes"):
        yield Wrote(day, notes)
    if category == "sleep":
        yield from _sleep(row, day, desk)
        return
    if category in {"gratitude", "gratitudes"}:
        yield Wrote(day, detail, "good_thing")
    elif category.startswith("factor"):
        yield Given(day, desk.own_named(_name(detail), 0, 1, Kind.FLAG), 1, Several.MAX)
    elif category.startswith(("med", "supplement")):
        yield Happened(day, MomentKind.MEDICINE, text=detail)
    elif category in {"mood", "energy", "symptom", "symptoms", "sleep quality"}:
        number = desk.cell(row, "rating/amount", read_amount)
        if number is not None:
            yield _rated(category, number, detail, day, desk)
    elif not notes:
        yield Passed(Skip.OTHER, row.text("category"))


def _rated(category: str, number: float, detail: str, day: date, desk: Desk) -> Given:
    if category == "mood":
        return Given(day, desk.own("mood"), (number - 1) / 9 * 10, None)
    if category == "energy":
        return Given(day, desk.own("energy"), (number - 1) / 4 * 10, None)
    if category == "sleep quality":
        return Given(day, "sleep_quality", 1 + (number - 1) / 3 * 4, None)
    return Given(day, desk.own_named(_name(detail), 0, 4), number, Several.MAX)


def _name(detail: str) -> str:
    found = _NAME.fullmatch(detail)
    return (found[1] if found else detail) or "Bearable"


def _sleep(row: SourceRow, day: date, desk: Desk) -> Iterator[Record]:
    spans = {}
    for what, begin, end in _SPAN.findall(row.text("detail")):
        from_, until = (on_day(day, read_clock(text)) for text in (begin, end))
        spans[what.casefold()] = (desk.local(from_ - timedelta(days=from_ >= until)), desk.local(until))
    if not spans:
        yield Passed(Skip.OTHER, "Sleep")
        return
    asleep = spans.get("asleep")
    begin, end = spans.get("in bed") or spans["asleep"]
    yield Slept(begin, end, asleep_from=asleep and asleep[0], asleep_until=asleep and asleep[1])


READER = Reader(
    key="bearable",
    name="Bearable",
    tried=True,
    parts=(
        ReaderPart(
            take=_row,
            columns={"date": (), "time of day": (), "category": (), "rating/amount": (), "detail": ()},
            more={"date formatted": (), "notes": (), "weekday": ()},
            dates=("date formatted", "date"),
        ),
    ),
)
