"""Giving one row to the rules of a mapping: what each makes of its cells goes to the gathering."""

from collections.abc import Iterator
from datetime import date, datetime

from diary.content.decoding import Problem
from diary.domain.body import Atlas
from diary.domain.item import MINUTES_A_DAY, Catalogue, Item, Kind
from diary.domain.refusal import Reason, Refusal
from diary.exchange.conversion import Times, fits, quote, read_answer, read_number, scaled
from diary.exchange.fields import Empty
from diary.exchange.gathering import HIGHEST_INTENSITY, Entry, Gathering
from diary.exchange.mapping import ActivityRule, AreaRule, ImportMap, ItemRule, Rule, SourceRule
from diary.exchange.places import Places
from diary.exchange.records import Record

LONGEST_KIND = 200
SEVERAL_NUMBERS = frozenset({Kind.BODY_MAP, Kind.ACTIVITIES, Kind.MOMENTS})


class Rules:
    """The rules of one mapping, made ready for one catalogue and body map.

    Raises Refusal MAP_INVALID (`path`, `key`, `problem`) when an item or area is not there.
    """

    def __init__(self, mapping: ImportMap, catalogue: Catalogue, atlas: Atlas, times: Times) -> None:
        self._map = mapping
        self._source = mapping.source
        self._times = times
        self._items = {
            rule.where: _item(rule, mapping, catalogue) for rule in mapping.rules if isinstance(rule, ItemRule)
        }
        self._places = {
            rule.where: Places(rule, atlas, mapping.path) for rule in mapping.rules if isinstance(rule, AreaRule)
        }

    def take(self, record: Record, day: date, written: datetime, into: Gathering) -> bool:
        """Give the row to every rule that fits it; whether there was one.

        What one rule refuses is noted in the gathering and does not stop the others.
        """
        is_read = False
        for rule in self._map.rules:
            if fits(record, rule.when):
                is_read = True
                try:
                    self._apply(rule, record, day, written, into)
                except Refusal as refusal:
                    into.refuse(record.line, _column_of(rule), refusal)
        return is_read

    def _apply(self, rule: Rule, record: Record, day: date, written: datetime, into: Gathering) -> None:
        match rule:
            case ItemRule():
                self._answer(rule, record, day, written, into)
            case AreaRule():
                self._mark(rule, record, day, written, into)
            case ActivityRule():
                self._do(rule, record, day, written, into)

    def _answer(self, rule: ItemRule, record: Record, day: date, written: datetime, into: Gathering) -> None:
        item, source = self._items[rule.where], self._source
        if rule.column is None:
            text, source = rule.constant or "", SourceRule()
        else:
            text = record.text(rule.column)
            if self._says_nothing(text, rule):
                return
        if text.casefold() in rule.values:
            text, source = rule.values[text.casefold()], SourceRule()
        if item.kind is Kind.TEXT:
            into.add_note(day, item.key, text, record.line)
            return
        value = read_answer(text, item, rule, source, self._times)
        into.add_answer(day, item.key, Entry(value, written, record.line), rule.several)

    def _mark(self, rule: AreaRule, record: Record, day: date, written: datetime, into: Gathering) -> None:
        segments = tuple(self._segments(rule, record))
        intensity = self._intensity(rule, record)
        if segments and intensity is None:
            if rule.column is None:
                return
            raise Refusal(Reason.NOT_A_NUMBER, text="")
        if segments and intensity:
            into.add_areas(day, segments, Entry(intensity, written, record.line), rule.several)
        elif rule.empty is Empty.NO_PAIN:
            into.add_areas(day, (), Entry(0, written, record.line), rule.several)

    def _segments(self, rule: AreaRule, record: Record) -> Iterator[str]:
        places = self._places[rule.where]
        if rule.column is None:
            yield from places.always
        elif not self._says_nothing(record.text(rule.column), rule):
            for code in record.parts(rule.column, rule.separator):
                yield from places.segments(code)

    def _intensity(self, rule: AreaRule, record: Record) -> float | None:
        """0 to 10, 0 for "no pain here"; None when the row does not tell."""
        if isinstance(rule.intensity, float):
            return rule.intensity
        text = record.text(rule.intensity)
        if self._says_nothing(text, rule):
            return None
        begins_at_zero = rule.source is not None and rule.source[0] == 0
        found = scaled(
            read_number(text, self._source),
            rule,
            "body_map",
            0 if begins_at_zero else 1,
            HIGHEST_INTENSITY,
        )
        if not 0 <= found <= HIGHEST_INTENSITY:
            raise Refusal(Reason.OUT_OF_RANGE, item="body_map", low=1, high=HIGHEST_INTENSITY)
        return found

    def _do(self, rule: ActivityRule, record: Record, day: date, written: datetime, into: Gathering) -> None:
        text = record.text(rule.minutes)
        kind = rule.kind or record.text(rule.kind_column or "")
        if self._says_nothing(text, rule) or self._says_nothing(kind, rule):
            return
        minutes = scaled(read_number(text, self._source), rule.scaling, "activities", 0, MINUTES_A_DAY)
        if not 0 <= minutes <= MINUTES_A_DAY:
            raise Refusal(Reason.OUT_OF_RANGE, item="activities", low=0, high=MINUTES_A_DAY)
        if len(kind) > LONGEST_KIND:
            raise Refusal(Reason.TEXT_TOO_LONG, longest=LONGEST_KIND)
        if minutes:
            into.add_activity(
                day, kind, self._effort(rule, record), Entry(minutes, written, record.line), rule.several
            )

    def _effort(self, rule: ActivityRule, record: Record) -> int | None:
        if not isinstance(rule.effort, str):
            return None if rule.effort is None else int(rule.effort)
        text = record.text(rule.effort)
        if self._says_nothing(text, rule):
            return None
        number = read_number(text, self._source)
        if not 0 <= number <= HIGHEST_INTENSITY:
            raise Refusal(Reason.OUT_OF_RANGE, item="activities", low=0, high=HIGHEST_INTENSITY)
        return int(number + 0.5)

    def _says_nothing(self, text: str, rule: Rule) -> bool:
        return text in self._source.ignore or text in rule.ignore


def unread(record: Record, mapping: ImportMap) -> Refusal:
    """The refusal of a row that no rule reads: it shows what the rules asked it."""
    columns = dict.fromkeys(column for rule in mapping.rules for column in rule.when)
    asked = ", ".join(f"{column} = {record.text(column)}" for column in columns)
    return Refusal(Reason.SOURCE_ROW_UNKNOWN, text=quote(asked))


def _item(rule: ItemRule, mapping: ImportMap, catalogue: Catalogue) -> Item:
    key = f"{rule.where}.item"
    if rule.item not in catalogue:
        raise Refusal(Reason.MAP_INVALID, path=mapping.path, key=key, problem=Problem.UNKNOWN)
    item = catalogue.item(rule.item)
    if item.kind in SEVERAL_NUMBERS:
        raise Refusal(Reason.MAP_INVALID, path=mapping.path, key=key, problem=Problem.NOT_ALLOWED)
    return item


def _column_of(rule: Rule) -> str | None:
    match rule:
        case ItemRule(column=column):
            return column
        case AreaRule(column=column, intensity=intensity):
            return column or (intensity if isinstance(intensity, str) else None)
        case ActivityRule(minutes=column):
            return column
