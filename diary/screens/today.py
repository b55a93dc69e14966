"""The Today page as a value: one day's cards and fields, with the words and the night's read-out already made."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from diary.content.language import Language
from diary.content.library import Library
from diary.content.words import ItemWords
from diary.domain.day import ACTIVITIES, Activity, Ago, Day, DayKind, Moment, ago
from diary.domain.form import PAIN_CARD, Form, PainRhythm
from diary.domain.item import Card, Item, Kind
from diary.domain.sleep import NIGHT_ITEMS, Night, night_of
from diary.screens.card_lines import activities_words, answer_words, card_line, is_answered, nothing_done
from diary.screens.card_order import ordered_cards
from diary.screens.closing import calm_line, closing_line

_OPTIONAL = frozenset({Kind.MOMENTS, Kind.TEXT})
"""Kinds that nobody has to fill in."""


class Offer(StrEnum):
    """What a card offers besides its questions."""

    ASK_ANYWAY = "ask_anyway"
    STOP_ASKING = "stop_asking"


@dataclass(frozen=True, slots=True)
class Visit:
    """What was said while this day is on screen, and holds no longer than that.

    `anyway` are cards that are asked although it is not their day; `stopped` says that the pain number was
    just turned off; `kept` are items that were in sight already: no question goes away while it is typed in.
    """

    anyway: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    stopped: bool = False

    def asks(self, item: Item, form: Form) -> bool:
        """Whether the item is asked now, whatever day it is."""
        if item.card == PAIN_CARD and self.stopped:
            return False
        return item.key in self.kept or (item.card in self.anyway and form.shows(item))


@dataclass(frozen=True, slots=True)
class Copy:
    """What "as yesterday" fills in on a card: only what is still empty; `activities` None leaves those alone."""

    values: Mapping[str, float]
    activities: tuple[Activity, ...] | None = None

    def __bool__(self) -> bool:
        return bool(self.values or self.activities)


@dataclass(frozen=True)
class FieldState:
    """One question: `value` where one number answers it, `text` for free text; `late` was typed days after.

    `before` is what was answered the day before, for a field that is empty; `before_words` says it.
    """

    item: Item
    words: ItemWords
    value: float | None = None
    text: str = ""
    late: bool = False
    before: float | None = None
    before_words: str = ""


@dataclass(frozen=True)
class CardState:
    """Questions that are shown together; `remark` is what follows from them, in words.

    `copy_words` name what `copy` takes over. `line` says all of it in short, `is_answered` that nothing is left to
    ask. `aside` is a quiet line and `offer` what one can click beside it; a card without fields is only that line.
    """

    key: str
    title: str
    hint: str
    fields: tuple[FieldState, ...]
    remark: str = ""
    line: str = ""
    is_answered: bool = False
    copy: Copy = Copy({})
    copy_words: str = ""
    aside: str = ""
    offer: Offer | None = None


@dataclass(frozen=True)
class TodayState:
    """One day, ready to be painted. Its words speak of that day: `ago` says whether it is today.

    `areas_before` is the newest body map of the day before, or None when it had none. `following` is None when
    the day after has not come yet.
    """

    day: date
    heading: str
    short_heading: str
    when: str
    ago: Ago
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
    folded: frozenset[str] = frozenset()
    nothing_done: bool = False
    calm: str = ""
    closing: str = ""

    @property
    def fields(self) -> tuple[FieldState, ...]:
        """All questions in order."""
        return tuple(field for card in self.cards for field in card.fields)

    @property
    def function(self) -> float | None:
        """How much could be done of what mattered, when that is answered."""
        return next((field.value for field in self.fields if field.item.key == "function"), None)


def build_today(
    day: Day,
    previous_day: Day,
    library: Library,
    form: Form,
    today: date,
    now: datetime,
    saved_at: datetime | None = None,
    can_undo: bool = False,
    visit: Visit = Visit(),
) -> TodayState:
    """The state of one day, with what `form` asks on it; `now` and `saved_at` are local."""
    language = library.language
    keys = _asked(day, library, form, visit)
    cards = ordered_cards(library.catalogue.cards, now.time() if day.date == today else None)
    built = tuple(_card(card, keys, day, previous_day, library, ago(day.date, today)) for card in cards)
    built = tuple(_with_offer(card, form, visit, library) if card.key == PAIN_CARD else card for card in built)
    is_done = all(card.is_answered for card in built if _is_required(card)) and any(map(_is_required, built))
    return TodayState(
        day=day.date,
        heading=_sentence_case(language.long_date(day.date)),
        short_heading=_sentence_case(language.pattern(day.date, "ccc d MMM y")).replace(".", ""),
        when=_when(day.date, today, language),
        ago=ago(day.date, today),
        cards=tuple(card for card in built if card.fields or card.aside),
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
        folded=form.folded,
        nothing_done=nothing_done(day),
        calm=calm_line(day.kind, language),
        closing=closing_line(day.date, today, language) if is_done else "",
    )


def night_sentence(night: Night | None, language: Language) -> str:
    """What the night's answers come to: "6 h 40 asleep · 84 % of the time in bed"; empty when that is unknown."""
    if night is None or night.refusal is not None:
        return ""
    asleep, in_bed = night.time_asleep, night.time_in_bed
    t = language.t
    if asleep is None and in_bed is None:
        return ""
    hours = language.duration(in_bed or 0.0 if asleep is None else asleep)
    if asleep is None:
        said = t("{time} in bed", time=hours)
    elif night.is_at_most:
        said = t("at most {time} asleep", time=hours)
    elif night.efficiency is None:
        said = t("{time} asleep", time=hours)
    else:
        said = t(
            "{time} asleep · {percent} % of the time in bed",
            time=hours,
            percent=language.number(night.efficiency),
        )
    question = t("Is that right?")
    return f"{said} · {question}" if night.is_unusual else said


def _asked(day: Day, library: Library, form: Form, visit: Visit) -> set[str]:
    """The keys of all items that are on screen."""
    asked = form.asked(library.catalogue, day.date, _answered(day))
    kept = (item for item in library.catalogue.items if visit.asks(item, form))
    return {item.key for item in (*asked, *kept)}


def _is_required(card: CardState) -> bool:
    """Whether a day is not done without this card; the pain number can always be skipped."""
    return card.key != PAIN_CARD and any(field.item.kind not in _OPTIONAL for field in card.fields)


def _answered(day: Day) -> set[str]:
    """The keys of all items the day says something about."""
    rows = {ACTIVITIES: day.activities, "moments": day.moments}
    return {*day.answers, *day.notes, *(key for key, found in rows.items() if found)}


def _card(card: Card, keys: Set[str], day: Day, previous_day: Day, library: Library, when: Ago) -> CardState:
    words = library.words.card_on(card.key, when)
    items = [item for item in library.catalogue.on_card(card.key) if item.key in keys]
    is_night = any(item.key in NIGHT_ITEMS for item in items)
    remark = night_sentence(night_of(day), library.language) if is_night else ""
    required = [item for item in items if item.kind not in _OPTIONAL]
    before = previous_day if card.key != PAIN_CARD else None
    return CardState(
        key=card.key,
        title=words.title,
        hint=words.hint,
        fields=tuple(_field(item, day, before, library, when) for item in items),
        remark=remark,
        line=card_line(items, day, library, remark),
        is_answered=bool(required) and all(is_answered(item, day) for item in required),
        copy=Copy({}) if before is None else _copy(items, day, before),
        copy_words=copy_words(when, library.language),
    )


def copy_words(when: Ago, language: Language) -> str:
    """What taking over the day before is called on such a day."""
    return language.t("as yesterday") if when is Ago.TODAY else language.t("as the day before")


def _copy(items: Iterable[Item], day: Day, previous_day: Day) -> Copy:
    empty = [item for item in items if not is_answered(item, day)]
    values = {item.key: previous_day.answers[item.key].value for item in empty if _is_copied(item, previous_day)}
    activities = previous_day.activities if any(item.kind is Kind.ACTIVITIES for item in empty) else ()
    return Copy(values, activities or None)


def _is_copied(item: Item, previous_day: Day) -> bool:
    return item.is_numeric and item.key in previous_day.answers


def _with_offer(card: CardState, form: Form, visit: Visit, library: Library) -> CardState:
    """The pain card with the way to be asked less, or the one line that stands there when it is not asked."""
    t = library.language.t
    if visit.stopped and form.pain is PainRhythm.OFF:
        return replace(
            card,
            aside=t(
                "That is a good choice. The pain number is off now: what you do and what matters to you tells at "
                "least as much. If you ever want it back, you turn it on in Settings."
            ),
        )
    if card.fields:
        stop = form.pain is not PainRhythm.OFF
        return replace(card, offer=Offer.STOP_ASKING) if stop else card
    is_asked = any(form.shows(item) for item in library.catalogue.on_card(card.key))
    if form.pain is PainRhythm.OFF or not is_asked:
        return card
    return replace(card, aside=t("The pain number is not asked on this day."), offer=Offer.ASK_ANYWAY)


def _field(item: Item, day: Day, before: Day | None, library: Library, when: Ago) -> FieldState:
    answer = day.answers.get(item.key)
    earlier = before.value(item.key) if before is not None and not is_answered(item, day) else None
    return FieldState(
        item=item,
        words=library.words.item_on(item.key, when),
        value=None if answer is None else answer.value,
        text=day.notes.get(item.key, ""),
        late=answer is not None and answer.is_late(day.date),
        before=earlier,
        before_words=_before_words(item, day, before, library),
    )


def _before_words(item: Item, day: Day, before: Day | None, library: Library) -> str:
    """What the day before said, in words, for a question that has no answer yet."""
    if before is None or is_answered(item, day):
        return ""
    if item.kind is Kind.ACTIVITIES:
        return activities_words(before.activities, library.language)
    value = before.value(item.key) if item.is_numeric else None
    return "" if value is None else answer_words(item, value, library)


def _when(day: date, today: date, language: Language) -> str:
    if day == today:
        return language.t("Today")
    if day == today - timedelta(days=1):
        return language.t("Yesterday")
    return language.n("{count} day ago", "{count} days ago", (today - day).days)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
