"""Defines what can leave a diary: one table of parts, read by every format, the command and the page.

What is not ticked is taken out here, before any format sees it: no writer can give away what it never had.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace

from diary.content.language import Language
from diary.content.library import Library
from diary.domain.columns import has_texts, without_texts
from diary.domain.day import ACTIVITIES, BODY_MAP, NAPS, Activity, Day, Moment
from diary.domain.item import Catalogue, Item, OwnItem
from diary.domain.manifest import LeftOut
from diary.domain.period import DAY_BOUNDARY_MINUTES, Period, diary_day
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RegisterRecord
from diary.domain.table import DayTable, empty_table, join_tables
from diary.domain.text import clean_line
from diary.domain.tip_choice import MarkedTip
from diary.storage.key import Key

MOMENTS, NOTES, NAME, SETTINGS = "moments", "notes", "name", "settings"
ACTIVITY_NAMES, MOMENT_WORDS = "activity_names", "moment_words"
_WORDS_OF = {ACTIVITY_NAMES: ACTIVITIES, MOMENT_WORDS: MOMENTS}
"""Words that are part of a row, and go nowhere without it."""


class PartKind(StrEnum):
    """What a part consists of; a format says which kinds it can hold."""

    ANSWERS = "answers"
    """The items of one card of the form."""
    ROWS = "rows"
    """The body map, activities or moments."""
    TEXT = "text"
    """What the person wrote with days."""
    LIST = "list"
    """A list, such as medicines: also in the person's own words."""
    NAME = "name"
    SETTINGS = "settings"


FREE_TEXT = frozenset({PartKind.TEXT, PartKind.LIST})
USUAL = frozenset({PartKind.ANSWERS, PartKind.ROWS, PartKind.SETTINGS})
"""What is taken while nobody says otherwise: no words and no name."""


class ExportPart(Struct, frozen=True):
    """One row of the table: a part that is taken or left out as a whole. `days` tells whether a day has it."""

    key: str
    name: str
    kind: PartKind
    days: Callable[[Day], bool] = lambda _day: False

    @property
    def is_text(self) -> bool:
        """Whether it holds the person's own words."""
        return self.kind in FREE_TEXT


def export_parts(library: Library) -> dict[str, ExportPart]:
    """Return every part by its key, in the order in which it is offered."""
    t, words = library.language.t, library.words
    cards = {card.key: words.cards[card.key].title for card in library.catalogue.cards}
    rows = (
        ExportPart(BODY_MAP, t("Body map"), PartKind.ROWS, lambda day: day.is_mapped or bool(day.tender)),
        ExportPart(ACTIVITIES, t("Activities, without their names"), PartKind.ROWS, _has_activities),
        ExportPart(MOMENTS, t("Moments, without your words"), PartKind.ROWS, lambda day: bool(day.moments)),
        ExportPart(ACTIVITY_NAMES, t("The names I gave activities"), PartKind.TEXT, _has_activity_names),
        ExportPart(MOMENT_WORDS, t("My words with moments"), PartKind.TEXT, _has_moment_words),
        ExportPart(NOTES, t("My notes and good things"), PartKind.TEXT, _has_notes),
    )
    parts = (
        *(ExportPart(key, name, PartKind.ANSWERS, has) for key, name, has in _answered(library, cards)),
        *rows,
        *(ExportPart(one.key, words.registers[one.key].name, PartKind.LIST) for one in library.registers),
        ExportPart(NAME, t("Name and year of birth"), PartKind.NAME),
        ExportPart(SETTINGS, t("How my form is set, and what I marked"), PartKind.SETTINGS),
    )
    return {part.key: part for part in parts}


def _answered(library: Library, cards: Mapping[str, str]) -> Iterator[tuple[str, str, Callable[[Day], bool]]]:
    """Yield every card with items that one number answers, and what tells whether a day has one of them."""
    for card, name in cards.items():
        keys = frozenset(item.key for item in library.catalogue.numeric if item.card == card)
        naps = library.catalogue.item(NAPS).card == card
        if keys:
            yield card, name, lambda day, keys=keys, naps=naps: _has_any(day, keys, naps)  # type: ignore[misc]


def _has_any(day: Day, keys: frozenset[str], naps: bool) -> bool:
    return not keys.isdisjoint(day.answers) or (naps and bool(day.naps))


def _has_activities(day: Day) -> bool:
    return bool(day.activities) or ACTIVITIES in day.answers


def _has_activity_names(day: Day) -> bool:
    return any(map(has_texts, day.activities))


def _has_moment_words(day: Day) -> bool:
    return any(map(has_texts, day.moments))


def _has_notes(day: Day) -> bool:
    return bool(day.notes) or any(map(has_texts, (*day.naps, *day.answers.values())))


def parts_asked(
    library: Library,
    holds: Collection[PartKind],
    *,
    texts: bool = False,
    added: Iterable[str] = (),
    removed: Iterable[str] = (),
) -> frozenset[str]:
    """Return the keys of the usual parts a format `holds`, with all free `texts` if asked, and with those that
    were added and removed by key. Raises Refusal UNKNOWN_BLOCK."""
    parts = export_parts(library)
    added, removed = frozenset(added), frozenset(removed)
    for key in sorted(added | removed):
        if key not in parts:
            raise Refusal(Reason.UNKNOWN_BLOCK, block=key, options=tuple(parts))
    kinds = {*USUAL, *(FREE_TEXT if texts else ())}
    found = {key for key, part in parts.items() if part.kind in kinds} | added
    return frozenset(key for key in found - removed if parts[key].kind in holds)


class Addressed(Struct, frozen=True):
    """For whom a share is, under which pseudonym, and the key of its own."""

    for_whom: str = ""
    pseudonym: str = ""
    key: Key | None = None


class Taken(Struct, frozen=True):
    """What of a diary is taken, apart from its days: enough to say what a file will hold. No format reads it."""

    parts: frozenset[str]
    items: tuple[Item, ...]
    own_items: tuple[OwnItem, ...]
    profile: Mapping[str, str]
    addressed: Addressed


class ExportContent(Struct, frozen=True, dict=True):
    """All that may leave a diary. `items` are the numeric items that are in it; `made_at` is aware; `read_table`
    gives a period as arrays while the diary is open, `settings` and `marks` are as the diary keeps them; a
    day ends `boundary` minutes after midnight; the diary `began` on its first day.

    `diary` tells this diary from others, `days_outside` counts its days outside the period; what `only` took out
    is counted in `left_out`. `decimal_comma` asks for tables as spreadsheets expect them where numbers have one;
    `charts` names the charts of pictures, none means all.
    """

    library: Library
    resources: Path
    period: Period
    made_at: datetime
    days: tuple[Day, ...]
    items: tuple[Item, ...]
    parts: frozenset[str]
    read_table: Callable[[Period, Iterable[str]], DayTable]
    records: Mapping[str, tuple[RegisterRecord, ...]] = field(default_factory=dict)
    own_items: tuple[OwnItem, ...] = ()
    profile: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[MarkedTip, ...] = ()
    hidden_areas: frozenset[str] = frozenset()
    boundary: int = DAY_BOUNDARY_MINUTES
    began: date | None = None
    with_naps: bool = True
    diary: str = ""
    days_outside: int = 0
    left_out: LeftOut = LeftOut()
    addressed: Addressed = Addressed()
    decimal_comma: bool = False
    charts: tuple[str, ...] = ()

    def taken(self, parts: frozenset[str], keys: Collection[str] | None = None) -> Taken:
        """Return what is in these parts and, if given, only the items with these `keys`. Raises Refusal
        UNKNOWN_ITEM."""
        for key in keys or ():
            self.library.catalogue.item(key)
        named = {item.key for item in self.library.catalogue.items} if keys is None else set(keys)
        kept = tuple(item for item in self.items if item.card in parts and item.key in named)
        rows = {BODY_MAP, ACTIVITIES, MOMENTS} & named
        parts = frozenset(key for key in parts if key not in {BODY_MAP, ACTIVITIES, MOMENTS} or key in rows)
        parts -= {words for words, of in _WORDS_OF.items() if of not in parts}
        items = {item.key for item in kept}
        own_items = tuple(own for own in self.own_items if own.item.key in items)
        return Taken(parts, kept, own_items, self.profile if NAME in parts else {}, self.addressed)

    def only(self, parts: frozenset[str], keys: Collection[str] | None = None) -> "ExportContent":
        """Return the content with only what is `taken`: all that a format sees. Raises Refusal UNKNOWN_ITEM."""
        taken = self.taken(parts, keys)
        parts = taken.parts
        answers = frozenset((*(item.key for item in taken.items), *({BODY_MAP, ACTIVITIES} & parts)))
        has_naps = keys is None or NAPS in keys
        with_naps = self.with_naps and has_naps and self.library.catalogue.item(NAPS).card in parts
        return replace(
            self,
            items=taken.items,
            with_naps=with_naps,
            parts=parts,
            days=tuple(_only(day, parts, answers, with_naps=with_naps) for day in self.days),
            records={key: found for key, found in self.records.items() if key in parts},
            own_items=taken.own_items,
            profile=taken.profile,
            settings=self.settings if SETTINGS in parts else {},
            marks=self.marks if SETTINGS in parts else (),
            left_out=self._left_out(parts, answers),
        )

    def with_days(self, days: tuple[Day, ...], known: "ExportContent | None" = None) -> "ExportContent":
        """Return the content, gathered without days, with its days, and count what is in them, which takes long
        over many years unless `known` has the same days."""
        found = replace(self, days=days, days_outside=self.days_outside - len(days))
        of = found if known is None else known
        vars(found).update(days_with=of.days_with, answered=of.answered, only_marked=of.only_marked)
        return found

    def _left_out(self, parts: frozenset[str], answers: frozenset[str]) -> LeftOut:
        """Return what would stay behind of the days and lists."""
        used = self.answered | ({MOMENTS} if any(day.moments for day in self.days) else set())
        texts = [part for part in export_parts(self.library).values() if part.kind is PartKind.TEXT]
        return LeftOut(
            len(used - answers - parts),
            self.days_outside,
            any(part.key not in parts and any(map(part.days, self.days)) for part in texts),
            tuple(sorted(key for key, found in self.records.items() if found and key not in parts)),
        )

    @cached_property
    def answered(self) -> frozenset[str]:
        """The keys of the items that were answered on any of the days."""
        return frozenset(chain.from_iterable(day.answers for day in self.days))

    @cached_property
    def only_marked(self) -> int:
        """How many of the days have nothing in them but what kind of day it was: they do not count as filled
        in."""
        return sum(day.is_empty for day in self.days)

    @cached_property
    def days_with(self) -> Mapping[str, int]:
        """On how many days there is something of each part, by its key."""
        return {key: sum(map(part.days, self.days)) for key, part in export_parts(self.library).items()}

    @property
    def today(self) -> date:
        """The day on which it was made, which ends at the day boundary."""
        return diary_day(self.made_at, self.boundary)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue with no other numeric items than those that are taken."""
        everything = self.library.catalogue
        return Catalogue(
            everything.cards, tuple(one for one in everything.items if not one.is_numeric or one in self.items)
        )

    @cached_property
    def table(self) -> DayTable:
        """The period as arrays, without what was left out."""
        return self.table_of(self.period)

    def table_of(self, period: Period) -> DayTable:
        """Return any days as arrays, without what was left out. Of days before those that are exported nothing is
        known but which were hard days or holidays: a plan goes on from there."""
        keys, whole = [item.key for item in self.items], self.period
        found = self.read_table(period, keys)
        if period.first < whole.first:
            earlier = empty_table(Period(period.first, min(period.last, whole.before(1).last)), keys, found.atlas)
            rest = [found.rows(len(earlier), len(found))] if len(earlier) < len(found) else []
            found = replace(join_tables([earlier, *rest]), hard=found.hard, holiday=found.holiday)
        if BODY_MAP not in self.parts:
            found = replace(
                found, **{name: np.zeros_like(getattr(found, name)) for name in ("areas", "tender", "mapped")}
            )
        if ACTIVITIES not in self.parts:
            names = ("active_minutes", "load", "strenuous_minutes")
            found = replace(found, **{name: np.full(len(found), np.nan) for name in names})
        return found if self.with_naps else replace(found, naps=found.naps[:0])

    @property
    def has_texts(self) -> bool:
        """Whether the person's own words may be in it."""
        return any(part.key in self.parts and part.is_text for part in export_parts(self.library).values())


def _only(day: Day, parts: Collection[str], answers: Collection[str], *, with_naps: bool) -> Day:
    with_map = BODY_MAP in parts
    naps = day.naps if with_naps else ()
    kept = {key: answer for key, answer in day.answers.items() if key in answers}
    if NOTES not in parts:
        day, naps = without_texts(day), tuple(map(without_texts, naps))
        kept = {key: without_texts(answer) for key, answer in kept.items()}
    return replace(
        day,
        answers=kept,
        areas=day.areas if with_map else {},
        tender=day.tender if with_map else frozenset(),
        activities=_activities(day, parts),
        moments=_moments(day, parts),
        notes=day.notes if NOTES in parts else {},
        naps=naps,
    )


def _activities(day: Day, parts: Collection[str]) -> tuple[Activity, ...]:
    if ACTIVITIES not in parts:
        return ()
    return day.activities if ACTIVITY_NAMES in parts else tuple(map(without_texts, day.activities))


def _moments(day: Day, parts: Collection[str]) -> tuple[Moment, ...]:
    if MOMENTS not in parts:
        return ()
    return day.moments if MOMENT_WORDS in parts else tuple(map(without_texts, day.moments))


class ExportLine(Struct, frozen=True):
    """A part as it is offered: its name, how much the diary has of it, and whether that is anything."""

    key: str
    name: str
    amount: str
    is_text: bool
    is_there: bool


class ExportState(Struct, frozen=True):
    """What will be in a file: the `lines` that can be ticked, and sentences about what is taken."""

    lines: tuple[ExportLine, ...]
    sentences: tuple[str, ...]


def build_export(offered: ExportContent, taken: Taken, holds: Collection[PartKind]) -> ExportState:
    """Say what a format can hold of a diary, and what is taken of it."""
    lines = tuple(_line(part, offered) for part in export_parts(offered.library).values() if part.kind in holds)
    return ExportState(lines, tuple(_sentences(offered, taken, [one for one in lines if one.is_there])))


def _line(part: ExportPart, content: ExportContent) -> ExportLine:
    language = content.library.language
    match part.kind:
        case PartKind.LIST:
            count = len(content.records.get(part.key, ()))
            amount = language.n("{count} line", "{count} lines", count)
        case PartKind.NAME:
            count = len(content.profile)
            amount = ", ".join(content.profile[key] for key in sorted(content.profile, reverse=True))
        case PartKind.SETTINGS:
            count, amount = len(content.settings) + len(content.marks), ""
        case _:
            count = content.days_with[part.key]
            amount = language.n("{count} day", "{count} days", count)
    return ExportLine(part.key, part.name, amount if count else language.t("nothing yet"), part.is_text, count > 0)


def _sentences(offered: ExportContent, taken: Taken, lines: Iterable[ExportLine]) -> Iterator[str]:
    language = offered.library.language
    t, there = language.t, [line for line in lines if line.key in taken.parts]
    if offered.days:
        yield language.days_from(len(offered.days), offered.days[0].date, offered.days[-1].date)
        if offered.only_marked:
            yield language.n(
                "{count} of these days is not filled in: it is only marked, as a diary holiday or a hard day.",
                "{count} of these days are not filled in: they are only marked, as diary holidays or hard days.",
                offered.only_marked,
            )
        answered = [item for item in taken.items if item.key in offered.answered]
        yield language.n("Answers to {count} question.", "Answers to {count} questions.", len(answered))
    else:
        yield t("There is no day in it.")
    own = [t("the names of your own items")] if taken.own_items else []
    names = ", ".join([*(line.name for line in there if line.is_text), *own])
    yield t("Your own words: {parts}.", parts=names) if names else t("Nothing in your own words.")
    yield _name_sentence(taken, t)


def _name_sentence(taken: Taken, t: Callable[..., str]) -> str:
    if pseudonym := clean_line(taken.addressed.pseudonym):
        return t("It goes under “{name}”, not under your own name.", name=pseudonym)
    return t("Your name is in it.") if taken.profile.get("name") else t("Your name is not in it.")


def parts_words(language: Language, state: ExportState, taken: Collection[str]) -> str:
    """Write what is in it and what is not, a line each, for a terminal."""
    lines = [line for line in state.lines if line.key in taken and line.is_there]
    inside = [f"  {line.name}: {line.amount}".removesuffix(": ") for line in lines]
    left = [line.name for line in state.lines if line.key not in taken and line.is_there]
    said = [language.t("Left out: {parts}.", parts=", ".join(left))] if left else []
    return "\n".join([*state.sentences, *inside, *said])
