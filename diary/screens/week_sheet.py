"""Builds a week on paper: the person's own form as rows and seven days as columns, to print and to type in."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from diary.content.language import EXACT, Language
from diary.content.library import Library
from diary.content.words import ItemWords
from diary.domain.day import Day
from diary.domain.entry import parse_answer
from diary.domain.form import Form
from diary.domain.item import Item, Kind
from diary.domain.refusal import Refusal
from diary.domain.table import WEEK
from diary.domain.text import sentence_case
from diary.screens.today import ordered_cards

TALL = frozenset({Kind.ACTIVITIES, Kind.TEXT})
"""Kinds that are answered in words: their boxes are higher."""
NOTHING = "0"
"""What is typed for "no activities", and for "no pain" on the body map."""
CROSS = "x"
"""What the sheet asks for where nothing hurt."""
LEFT_OUT = frozenset({Kind.MOMENTS})
"""Kinds that need more room than a box."""


class SheetRow(Struct, frozen=True):
    """One question of the sheet: its name, how it is answered, and on which of the seven days it is asked."""

    item: Item
    name: str
    hint: str
    asked: tuple[bool, ...]


class WeekCardRows(Struct, frozen=True):
    """Rows that stand together, as on Today."""

    title: str
    rows: tuple[SheetRow, ...]


class WeekSheet(Struct, frozen=True):
    """Seven days and what is asked on them; `heads` are the days above the columns, weekday and date."""

    days: tuple[date, ...]
    title: str
    heads: tuple[tuple[str, str], ...]
    cards: tuple[WeekCardRows, ...]
    hidden_areas: frozenset[str] = frozenset()

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """All questions in order."""
        return tuple(row for card in self.cards for row in card.rows)


def week_of(day: date, week_starts: int) -> date:
    """Return the first day of the week a day is in; weeks begin on `week_starts`, 0 is Monday."""
    return day - timedelta(days=(day.weekday() - week_starts) % WEEK)


def build_week_sheet(form: Form, library: Library, first: date) -> WeekSheet:
    """Build the sheet of the seven days from `first` on, with what this form asks."""
    language = library.language
    days = tuple(first + timedelta(days=number) for number in range(WEEK))
    asked = tuple(frozenset(item.key for item in form.asked(library.catalogue, day)) for day in days)
    built = []
    for card in ordered_cards(library.catalogue.cards, None):
        items = [item for item in library.catalogue.shown_on(card, form.preset) if item.kind not in LEFT_OUT]
        rows = tuple(_rows(items, asked, library))
        if rows:
            title = library.words.cards[card.key].on("").title.strip()
            built.append(WeekCardRows(title, rows))
    return WeekSheet(
        days,
        language.t("Week of {day}", day=language.long_date(first)),
        tuple((sentence_case(language.pattern(day, "ccc")), language.pattern(day, "d MMM")) for day in days),
        tuple(built),
        form.hidden_areas,
    )


def _rows(items: Iterable[Item], asked: tuple[frozenset[str], ...], library: Library) -> Iterable[SheetRow]:
    for item in items:
        on = tuple(item.key in keys for keys in asked)
        if any(on):
            words = library.words.items[item.key]
            yield SheetRow(item, words.name, how_to_answer(item, words, library.language), on)


def how_to_answer(item: Item, words: ItemWords, language: Language) -> str:
    """Say in a few words what goes into a box."""
    if item.kind is Kind.SCALE:
        ends = language.ends(item.low, item.high)
        return f"{ends}: {words.low} – {words.high}" if words.low and words.high else ends
    if item.kind is Kind.CHOICE:
        options = (words.options.get(option, option) for option in item.options)
        return ", ".join(f"{number} {option}" for number, option in enumerate(options))
    return _HOW[item.kind](language) if item.kind in _HOW else words.unit


_HOW: Final[Mapping[Kind, Callable[[Language], str]]] = {
    Kind.FLAG: lambda language: language.t("1 yes, 0 no"),
    Kind.CLOCK: lambda language: language.t("time, such as 22:15"),
    Kind.NAPS: lambda language: language.t("time/minutes, such as 14:10/25"),
    Kind.ACTIVITIES: lambda language: language.t("what:minutes:effort 0–10"),
    Kind.BODY_MAP: lambda language: language.t("colour where it hurt; a cross: no pain"),
}


def parse_box(item: Item, text: str, library: Library) -> float:
    """Return what is typed in a box, a choice also by its words or how they begin. Raises what `parse_answer`
    raises; of a choice it names what the box takes."""
    try:
        return parse_answer(item, text)
    except Refusal as refusal:
        if item.kind is not Kind.CHOICE:
            raise
        words = library.words.items[item.key]
        names = [words.options.get(option, option).casefold() for option in item.options]
        meant = [number for number, name in enumerate(names) if name.startswith(text.strip().casefold())]
        if len(meant) == 1:
            return meant[0]
        options = how_to_answer(item, words, library.language)
        raise Refusal(refusal.reason, **{**refusal.facts, "options": options}) from None


def cell_text(item: Item, day: Day, language: Language) -> str:
    """Write what a day has for an item as it would be typed into its box."""
    if item.kind in _IN_WORDS:
        return _IN_WORDS[item.kind](item, day, language)
    value = day.value(item.key)
    if value is None:
        return ""
    return language.clock_minutes(value) if item.kind is Kind.CLOCK else language.number(value, EXACT)


def _naps_text(_item: Item, day: Day, language: Language) -> str:
    begun = ("" if nap.begin is None else language.clock_minutes(nap.begin) for nap in day.naps)
    return ", ".join(f"{begin}/{nap.minutes}" for begin, nap in zip(begun, day.naps, strict=True))


def _activities_text(item: Item, day: Day, _language: Language) -> str:
    efforts = ("" if one.effort is None else f":{one.effort}" for one in day.activities)
    said = (f"{one.kind}:{one.minutes}{effort}" for one, effort in zip(day.activities, efforts, strict=True))
    return ", ".join(said) or (NOTHING if item.key in day.answers else "")


def _map_text(_item: Item, day: Day, language: Language) -> str:
    if not day.is_mapped:
        return ""
    return language.n("{count} area", "{count} areas", len(day.areas)) if day.areas else language.t("no pain")


_IN_WORDS: Final[Mapping[Kind, Callable[[Item, Day, Language], str]]] = {
    Kind.NAPS: _naps_text,
    Kind.ACTIVITIES: _activities_text,
    Kind.TEXT: lambda item, day, _language: day.notes.get(item.key, ""),
    Kind.BODY_MAP: _map_text,
}
