"""The Today page as a value: one day's cards and fields, with the words and the night's read-out already made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from diary.content.language import Language
from diary.content.library import Library
from diary.content.words import CardWords, ItemWords
from diary.domain.day import Activity, Day, DayKind, Moment
from diary.domain.item import Card, Item, Preset
from diary.domain.sleep import NIGHT_ITEMS, Night, night_of

NOON = 12


@dataclass(frozen=True)
class FieldState:
    """One question: `value` where one number answers it, `text` for free text; `late` was typed days after."""

    item: Item
    words: ItemWords
    value: float | None = None
    text: str = ""
    late: bool = False


@dataclass(frozen=True)
class CardState:
    """Questions that are shown together; `remark` is what follows from them, in words."""

    key: str
    title: str
    hint: str
    fields: tuple[FieldState, ...]
    remark: str = ""


@dataclass(frozen=True)
class TodayState:
    """One day, ready to be painted.

    `areas_before` is the newest body map of the day before, or None when it had none. `following` is None when
    the day after has not come yet.
    """

    day: date
    heading: str
    short_heading: str
    when: str
    cards: tuple[CardState, ...]
    kind: DayKind
    areas: Mapping[str, int]
    is_mapped: bool
    areas_before: Mapping[str, int] | None
    activities: tuple[Activity, ...]
    moments: tuple[Moment, ...]
    previous: date
    following: date | None
    saved: str
    can_undo: bool

    @property
    def fields(self) -> tuple[FieldState, ...]:
        """All questions in order."""
        return tuple(field for card in self.cards for field in card.fields)


def build_today(
    day: Day,
    previous_day: Day,
    library: Library,
    preset: Preset,
    today: date,
    now: datetime,
    saved_at: datetime | None = None,
    can_undo: bool = False,
) -> TodayState:
    """The state of one day; `now` and `saved_at` are local. Cards of the morning come first before noon."""
    language = library.language
    cards = library.catalogue.cards
    if now.hour < NOON:
        cards = tuple(sorted(cards, key=lambda card: not card.morning))
    built = tuple(_card(card, day, library, preset) for card in cards)
    return TodayState(
        day=day.date,
        heading=_sentence_case(language.long_date(day.date)),
        short_heading=_sentence_case(language.pattern(day.date, "ccc d MMM y")).replace(".", ""),
        when=_when(day.date, today, language),
        cards=tuple(card for card in built if card.fields),
        kind=day.kind,
        areas=day.areas,
        is_mapped=day.is_mapped,
        areas_before=previous_day.areas if previous_day.is_mapped else None,
        activities=day.activities,
        moments=day.moments,
        previous=day.date - timedelta(days=1),
        following=day.date + timedelta(days=1) if day.date < today else None,
        saved="" if saved_at is None else language.t("saved {time}", time=language.clock(saved_at)),
        can_undo=can_undo,
    )


def night_sentence(night: Night | None, language: Language) -> str:
    """What the night's answers come to: "6 h 40 asleep · 84 % of the time in bed"; empty when that is unknown."""
    if night is None or night.refusal is not None:
        return ""
    asleep, in_bed = night.time_asleep, night.time_in_bed
    if asleep is None:
        return "" if in_bed is None else language.t("{time} in bed", time=language.duration(in_bed))
    hours = language.duration(asleep)
    if night.is_at_most:
        said = language.t("at most {time} asleep", time=hours)
    elif night.efficiency is None:
        said = language.t("{time} asleep", time=hours)
    else:
        percent = language.number(night.efficiency)
        said = language.t("{time} asleep · {percent} % of the time in bed", time=hours, percent=percent)
    question = language.t("Is that right?")
    return f"{said} · {question}" if night.is_unusual else said


def _card(card: Card, day: Day, library: Library, preset: Preset) -> CardState:
    words = library.words.cards.get(card.key, CardWords(card.key))
    items = [item for item in library.catalogue.on_card(card.key) if item.own or preset in item.presets]
    is_night = any(item.key in NIGHT_ITEMS for item in items)
    return CardState(
        key=card.key,
        title=words.title,
        hint=words.hint,
        fields=tuple(_field(item, day, library) for item in items),
        remark=night_sentence(night_of(day), library.language) if is_night else "",
    )


def _field(item: Item, day: Day, library: Library) -> FieldState:
    words = library.words.items.get(item.key, ItemWords(item.key, item.key))
    answer = day.answers.get(item.key)
    return FieldState(
        item=item,
        words=words,
        value=None if answer is None else answer.value,
        text=day.notes.get(item.key, ""),
        late=answer is not None and answer.is_late(day.date),
    )


def _when(day: date, today: date, language: Language) -> str:
    if day == today:
        return language.t("Today")
    if day == today - timedelta(days=1):
        return language.t("Yesterday")
    return language.n("{count} day ago", "{count} days ago", (today - day).days)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
