"""Builds the Today page: one day's cards and fields, with their words and the sentence about the night."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from diary.content.language import Language
from diary.content.library import Library
from diary.content.words import ItemWords
from diary.domain.day import ACTIVITIES, BODY_MAP, NAPS, Activity, Ago, Day, DayKind, Moment, Nap, ago
from diary.domain.form import PAIN_CARD, Form, PainRhythm
from diary.domain.item import Catalogue, Item, ItemCard, Kind, Preset
from diary.domain.period import DAY_BOUNDARY_MINUTES
from diary.domain.plan.phase import NO_PHASE, PhaseOrder
from diary.domain.sleep import NIGHT_ITEMS, Night, night_of
from diary.domain.text import sentence_case
from diary.screens.card_lines import activities_words, answer_words, card_line, is_answered, left_open

NOON = time(12)
EVENING = time(17)
GOOD_THING = "good_thing"
MORE = "more"
"""The key of the line behind which a short form has the other questions."""
LAST = (PAIN_CARD, "moments", "note")
"""The last cards: all others come before the pain number, and after it only moments and notes."""


def ordered_cards(
    cards: Iterable[ItemCard], now: time | None, boundary_minutes: int = DAY_BOUNDARY_MINUTES
) -> tuple[ItemCard, ...]:
    """Return the cards in the order of the hour; `now` is the local time, None for a day that is over.

    A card that gathers comes first. Before noon the morning's cards come before the others, from 17:00 until the
    day ends after the evening's; in between, and for days that are over, the catalogue's order holds.
    """
    if now is not None and 60 * now.hour + now.minute < boundary_minutes:
        now = time.max
    cards = tuple(cards)
    first = [card for card in cards if card.gathers]
    middle = [card for card in cards if not card.gathers and card.key not in LAST]
    if now is not None and now < NOON:
        middle.sort(key=lambda card: not card.morning)
    elif now is not None and now >= EVENING:
        middle.sort(key=lambda card: card.morning)
    last = sorted((card for card in cards if card.key in LAST), key=lambda card: LAST.index(card.key))
    return (*first, *middle, *last)


def closing_line(day: date, today: date, language: Language) -> str:
    """Write what stands below the last card once nothing is left to ask; another sentence on another day."""
    t = language.t
    if day != today:
        return t("That is all for this day.")
    lines = (
        t("That is all for today. Take care of yourself."),
        t("Everything is written down. You can let go of it now."),
        t("That was it for today. Be kind to yourself."),
        t("All done here. May the rest of the day be gentle."),
    )
    return lines[day.toordinal() % len(lines)]


def good_line(day: Day, language: Language) -> str:
    """Write the day's own good thing behind the closing line, in one line; empty without one."""
    said = " ".join(day.notes.get(GOOD_THING, "").split())
    return language.t("Good today: {thing}", thing=said) if said else ""


def calm_line(kind: DayKind, language: Language) -> str:
    """Write what stands above the cards of a hard day; empty on other days."""
    if kind is not DayKind.HARD:
        return ""
    return language.t("What is here is enough; the rest can wait.")


LONG_NIGHT_MINUTES = 20 * 60 + 45.0
OPTIONAL = frozenset({Kind.MOMENTS, Kind.TEXT, Kind.NAPS})
"""Kinds of items that a day is complete without."""


class CardShortcut(StrEnum):
    """What a card offers besides its questions."""

    ASK_ANYWAY = "ask_anyway"
    ASK_MORE = "ask_more"
    STOP_ASKING = "stop_asking"


class DayVisit(Struct, frozen=True):
    """What was chosen while this day is on screen, and holds no longer than that.

    `anyway` are cards that are asked although it is not their day; `stopped` says that the pain number was just
    turned off; `more` that a form of few questions is unfolded; `kept` are items that were visible already: no
    question disappears while it is typed in. `order` is that of the person's phase.
    """

    anyway: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    stopped: bool = False
    more: bool = False
    order: PhaseOrder = NO_PHASE

    def asked(self, catalogue: Catalogue, form: Form) -> frozenset[str]:
        """Return the items that are asked now, whatever day it is."""
        anyway = (item.key for card in self.anyway for item in catalogue.on_card(card) if form.shows(item))
        stopped = (item.key for item in (catalogue.on_card(PAIN_CARD) if self.stopped else ()))
        return self.kept.union(anyway).difference(stopped)


FIRST_VISIT = DayVisit()


class CopyFromYesterday(Struct, frozen=True):
    """What "as yesterday" fills in on a card: only what is still empty; `activities` None leaves those alone."""

    values: Mapping[str, float]
    activities: tuple[Activity, ...] | None = None

    def __bool__(self) -> bool:
        return bool(self.values or self.activities)


class FieldState(Struct, frozen=True):
    """One question: `value` where one number answers it, `text` for free text, `activities`, `moments` and
    `naps` for rows; `late` was typed days after.

    `before` is what was answered the day before, for a field that is empty; `before_words` says it. `aside` says
    it beside the question, also when it has an answer.
    """

    item: Item
    words: ItemWords
    value: float | None = None
    text: str = ""
    activities: tuple[Activity, ...] = ()
    moments: tuple[Moment, ...] = ()
    naps: tuple[Nap, ...] = ()
    late: bool = False
    before: float | None = None
    before_words: str = ""
    aside: str = ""
    is_answered: bool = False


class CardState(Struct, frozen=True, dict=True):
    """Questions that are shown together; `remark` is what follows from them, in words.

    `copy_words` name what `copy` takes over. `line` says all of it in short, `is_answered` that nothing is left to
    ask, `is_required` that the day is not complete without it: the pain number can always be skipped. `aside` is a
    quiet line and `offer` what one can click beside it; a card without fields is only that line. `is_plain` says
    that its questions need no heading; `is_unfolded` that what the line offers is below.
    """

    key: str
    title: str
    hint: str
    fields: tuple[FieldState, ...]
    remark: str = ""
    line: str = ""
    is_required: bool = False
    is_answered: bool = False
    copy: CopyFromYesterday = CopyFromYesterday({})
    copy_words: str = ""
    aside: str = ""
    offer: CardShortcut | None = None
    is_plain: bool = False
    is_unfolded: bool = False

    @cached_property
    def keys(self) -> frozenset[str]:
        """The items that are asked on it."""
        return frozenset([field.item.key for field in self.fields])


class TodayState(Struct, frozen=True):
    """One day, ready to be painted, with what it was made from. Its words are for that day: `ago` says whether it
    is today. `before` is the day before; `asked` are the keys of all items on screen. `closing` stands in the top
    when nothing is left to ask, with the day's `good` thing; until then `left` counts, where there is little;
    on a hard day nothing is left, and `calm` says that."""

    day: Day
    before: Day
    form: Form
    visit: DayVisit
    today: date
    heading: str
    short_heading: str
    when: str
    asked: frozenset[str]
    cards: tuple[CardState, ...]
    saved: str
    can_undo: bool
    has_versions: bool = False
    calm: str = ""
    left: str = ""
    closing: str = ""
    good: str = ""

    @property
    def ago(self) -> Ago:
        """How far the day lies before today."""
        return ago(self.day.date, self.today)

    @property
    def fields(self) -> tuple[FieldState, ...]:
        """All questions in order."""
        return tuple(field for card in self.cards for field in card.fields)

    @property
    def areas_before(self) -> Mapping[str, int] | None:
        """The body map of the day before without the limbs that are left out now, or None where it gives none."""
        there = {key: value for key, value in self.before.areas.items() if key not in self.form.hidden_areas}
        return there if self.before.is_mapped and (there or not self.before.areas) else None

    @property
    def tender_before(self) -> frozenset[str]:
        """Where touch hurt the day before, without these limbs too."""
        return self.before.tender - self.form.hidden_areas

    @property
    def following(self) -> date | None:
        """The day after, or None when it has not come yet."""
        return self.day.date + timedelta(days=1) if self.day.date < self.today else None


def build_today(
    day: Day,
    before: Day,
    library: Library,
    form: Form,
    today: date,
    now: datetime,
    saved_at: datetime | None = None,
    can_undo: bool = False,
    has_versions: bool = False,
    visit: DayVisit = FIRST_VISIT,
    known: TodayState | None = None,
) -> TodayState:
    """Build the state of one day, with what `form` asks on it, and of the day `before`; `now` and `saved_at` are
    local. Cards that are the same in `known`, an earlier state made with the same library, are reused."""
    language = library.language
    known = _of_that_day(known, day.date, today, form)
    asking = _Asking(day, before, library, form, today, visit, _asked(day, library, form, visit, known))
    cards = _cards(asking, now, known)
    is_done = _is_done(cards)
    return TodayState(
        day=day,
        before=before,
        form=form,
        visit=visit,
        today=today,
        heading=known.heading if known else sentence_case(language.long_date(day.date)),
        short_heading=known.short_heading if known else _short_date(day.date, language),
        when=known.when if known else _when(day.date, today, language),
        asked=asking.asked,
        cards=cards,
        saved="" if saved_at is None else language.t("saved {time}", time=language.clock(saved_at)),
        can_undo=can_undo,
        has_versions=has_versions,
        calm="" if is_done else calm_line(day.kind, language),
        left="" if is_done or day.kind is DayKind.HARD else left_line(cards, language),
        closing=closing_line(day.date, today, language) if is_done else "",
        good=good_line(day, language) if is_done else "",
    )


def night_sentence(night: Night | None, language: Language) -> str:
    """Write what follows from the night's answers: "6 h 40 asleep · 84 % of the time in bed"; empty when that is
    unknown."""
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
            "{time} asleep · {percent} % of the time in bed", time=hours, percent=language.number(night.efficiency)
        )
    return _asked_back(said, language) if night.is_unusual else said


def with_naps(day: Day, night: Night | None, language: Language) -> str:
    """Write what follows from the night's answers, and what the naps of the day make of it in 24 hours."""
    said = night_sentence(night, language)
    if not (said and day.naps and night and night.time_asleep):
        return said
    in_all = night.time_asleep + sum(nap.minutes for nap in day.naps)
    return language.t("{night} · {time} with naps", night=said, time=language.duration(in_all))


def longest_night(language: Language) -> str:
    """Return a night sentence as long as any, to keep its room before it is known."""
    time = language.duration(LONG_NIGHT_MINUTES)
    said = language.t("{time} asleep · {percent} % of the time in bed", time=time, percent=language.number(100.0))
    return _asked_back(said, language)


def _asked_back(said: str, language: Language) -> str:
    question = language.t("Is that right?")
    return f"{said} · {question}"


def _of_that_day(known: TodayState | None, day: date, today: date, form: Form) -> TodayState | None:
    """Return an earlier state if it is of that day and its form asks the same, whatever of it is folded."""
    if known is None or (known.day.date, known.today) != (day, today):
        return None
    return known if replace(known.form, folded=form.folded) == form else None


def _is_done(cards: Iterable[CardState]) -> bool:
    """Return whether nothing is left to ask."""
    required = [card for card in cards if card.is_required]
    return bool(required) and all(card.is_answered for card in required)


def _asked(day: Day, library: Library, form: Form, visit: DayVisit, known: TodayState | None) -> frozenset[str]:
    """Return the keys of all items that are on screen."""
    answered = _answered(day)
    if known is not None and known.visit == visit and _answered(known.day) == answered:
        return known.asked
    wanted = replace(form, preset=Preset.SHORT) if visit.more and form.preset is Preset.ESSENTIALS else form
    asked = frozenset(item.key for item in wanted.asked(library.catalogue, day.date, answered))
    if visit.order.folds_pain:
        asked -= {item.key for item in library.catalogue.on_card(PAIN_CARD)} - answered
    gathering = library.catalogue.gathering(form.preset)
    is_closed = gathering is not None and answered.issuperset(gathering.gathers)
    return visit.asked(library.catalogue, form).union(asked, [GOOD_THING] if is_closed else [])


def _answered(day: Day) -> set[str]:
    """Return the keys of all items the day has anything for."""
    found = {*day.answers, *day.notes}
    if day.activities:
        found.add(ACTIVITIES)
    if day.moments:
        found.add("moments")
    if day.naps:
        found.add(NAPS)
    return found


class _Asking(Struct, frozen=True):
    """What cards are made of: a day and the one `before`, and the keys that are `asked`."""

    day: Day
    before: Day
    library: Library
    form: Form
    today: date
    visit: DayVisit
    asked: frozenset[str]


def _cards(asking: _Asking, now: datetime, known: TodayState | None) -> tuple[CardState, ...]:
    """Return the cards in the order of the hour; what is the same in `known` is not built again."""
    catalogue, form, visit = asking.library.catalogue, asking.form, asking.visit
    cards, fields = _unchanged(known, asking)
    hour = now.time() if asking.day.date == asking.today else None
    order = sorted(ordered_cards(catalogue.cards, hour, form.boundary_minutes), key=visit.order.is_later)
    made = (cards.get(card.key) or _card(card, asking, fields) for card in order)
    shown = [card for card in made if card is not None]
    gathering = catalogue.gathering(form.preset)
    if gathering is not None and shown and shown[0].key == gathering.key:
        shown.insert(1, _more(shown[0], visit, asking.library.language, is_done=_is_done(shown)))
    return tuple(shown)


def _unchanged(
    known: TodayState | None, asking: _Asking
) -> tuple[Mapping[str, CardState], Mapping[str, FieldState]]:
    """Return what of an earlier state is still right, by keys: whole cards, and single questions of others."""
    day, before, visit = asking.day, asking.before, asking.visit
    same = asking.asked, visit.stopped, visit.order
    if known is None or (known.asked, known.visit.stopped, known.visit.order) != same:
        return {}, {}
    changed = _changed(known.day, day) | _changed(known.before, before)
    fields = {
        field.item.key: field for card in known.cards for field in card.fields if field.item.key not in changed
    }
    if known.day.zone != day.zone or not changed.isdisjoint(NIGHT_ITEMS):
        changed.update(NIGHT_ITEMS)  # the sentence about the night stands beside all of it
    return {card.key: card for card in known.cards if changed.isdisjoint(card.keys)}, fields


def _changed(one: Day, other: Day) -> set[str]:
    """Return the keys of the items in which two versions of a day differ."""
    if one is other:
        return set()
    said, says = {**one.answers, **one.notes}, {**other.answers, **other.notes}
    changed = {key for key in said.keys() | says.keys() if said.get(key) != says.get(key)}
    rows = (
        (ACTIVITIES, one.activities == other.activities),
        ("moments", one.moments == other.moments),
        (NAPS, one.naps == other.naps),
        (BODY_MAP, one.areas == other.areas),
    )
    changed.update([key for key, is_same in rows if not is_same])
    return changed


def _card(card: ItemCard, asking: _Asking, known: Mapping[str, FieldState]) -> CardState | None:
    """Return a card, None where there is nothing on it."""
    day, library, form = asking.day, asking.library, asking.form
    items = [item for item in library.catalogue.shown_on(card, form.preset) if item.key in asking.asked]
    is_pain = card.key == PAIN_CARD
    if not items and not is_pain:
        return None
    when = ago(day.date, asking.today)
    words = library.words.card_on(card.key, when)
    is_night = not {item.key for item in items}.isdisjoint(NIGHT_ITEMS)
    remark = with_naps(day, night_of(day), library.language) if is_night else ""
    required = [item for item in items if item.kind not in OPTIONAL]
    before = None if is_pain else asking.before
    fields = tuple([known.get(item.key) or _field(item, day, before, library, when) for item in items])
    made = CardState(
        key=card.key,
        title=words.title,
        hint=words.hint,
        fields=fields,
        remark=remark,
        line=card_line([item for item in items if item.key != BODY_MAP or not card.gathers], day, library, remark),
        is_required=not is_pain and any(form.shows(item) for item in required),
        is_answered=bool(required) and not left_open(required, day),
        copy=CopyFromYesterday({}) if before is None or card.gathers else _copy(fields, before),
        copy_words=copy_words(when, library.language),
        is_plain=bool(card.gathers) or _is_only_good_thing(items, library.catalogue, form),
    )
    made = _with_offer(made, form, asking.visit, library) if is_pain else made
    return made if made.fields or made.aside else None


def _is_only_good_thing(items: Iterable[Item], catalogue: Catalogue, form: Form) -> bool:
    return catalogue.gathering(form.preset) is not None and [item.key for item in items] == [GOOD_THING]


def left_line(cards: Sequence[CardState], language: Language) -> str:
    """Write how many questions of a form of few are open, once one is answered and until all are."""
    asked = cards[0].fields if any(card.key == MORE for card in cards) else ()
    left = sum(not field.is_answered for field in asked)
    if not 0 < left < len(asked):
        return ""
    return language.n("{count} of {all} left", "{count} of {all} left", left, all=len(asked))


def _more(few: CardState, visit: DayVisit, language: Language, *, is_done: bool) -> CardState:
    """Return the line below the few questions of a form; the other questions are behind it."""
    words = language.t("not needed, only if you like") if is_done else few.hint
    return CardState(
        key=MORE,
        title=language.t("More questions"),
        hint="",
        fields=(),
        line=words,
        offer=CardShortcut.ASK_MORE,
        is_unfolded=visit.more,
    )


def copy_words(when: Ago, language: Language) -> str:
    """Write what taking over the day before is called on such a day."""
    return language.t("as yesterday") if when is Ago.TODAY else language.t("as the day before")


def _copy(fields: Iterable[FieldState], previous_day: Day) -> CopyFromYesterday:
    empty, before = [field.item for field in fields if not field.is_answered], previous_day.answers
    values = {item.key: before[item.key].value for item in empty if item.key in before and item.is_numeric}
    activities = previous_day.activities if any(item.kind is Kind.ACTIVITIES for item in empty) else ()
    return CopyFromYesterday(values, activities or None)


def _with_offer(card: CardState, form: Form, visit: DayVisit, library: Library) -> CardState:
    """Return the pain card with the offer to be asked less, or the one line there when it is not asked."""
    t = library.language.t
    if visit.stopped and form.pain is PainRhythm.OFF:
        return replace(
            card,
            aside=t(
                "That is a good choice. The pain number is off now: what you do and what matters to you tells at "
                "least as much. In Settings it can come back: once a week, three times a week or every day."
            ),
        )
    if card.fields:
        return card if form.pain is PainRhythm.OFF else replace(card, offer=CardShortcut.STOP_ASKING)
    is_asked = any(form.shows(item) for item in library.catalogue.on_card(card.key))
    if form.pain is PainRhythm.OFF or not is_asked:
        return card
    folded = t("The pain number is folded away: what you can do comes first now.")
    words = folded if visit.order.folds_pain else t("The pain number is not asked on this day.")
    return replace(card, aside=words, offer=CardShortcut.ASK_ANYWAY)


def _field(item: Item, day: Day, before: Day | None, library: Library, when: Ago) -> FieldState:
    answer, is_done = day.answers.get(item.key), is_answered(item, day)
    unsaid = None if is_done else before
    return FieldState(
        item=item,
        words=library.words.item_on(item.key, when),
        value=None if answer is None else answer.value,
        text=day.notes.get(item.key, ""),
        activities=day.activities if item.kind is Kind.ACTIVITIES else (),
        moments=day.moments if item.kind is Kind.MOMENTS else (),
        naps=day.naps if item.kind is Kind.NAPS else (),
        late=answer is not None and answer.is_late(day.date),
        before=None if unsaid is None else unsaid.value(item.key),
        before_words="" if unsaid is None else _before_words(item, unsaid, library),
        aside=_aside(item, before, library, when),
        is_answered=is_done,
    )


def _before_words(item: Item, before: Day, library: Library) -> str:
    """Write what was answered the day before."""
    if item.kind is Kind.ACTIVITIES:
        return activities_words(before.activities, library.language)
    value = before.value(item.key) if item.is_numeric else None
    return "" if value is None else answer_words(item, value, library)


def _aside(item: Item, before: Day | None, library: Library, when: Ago) -> str:
    value = before.value(item.key) if before is not None and item.kind in {Kind.SCALE, Kind.CHOICE} else None
    if value is None:
        return ""
    t, words = library.language.t, answer_words(item, value, library)
    return t("yesterday {value}", value=words) if when is Ago.TODAY else t("the day before {value}", value=words)


def _short_date(day: date, language: Language) -> str:
    return sentence_case(language.pattern(day, "ccc d MMM y", dots=False))


def _when(day: date, today: date, language: Language) -> str:
    if day == today:
        return language.t("Today")
    if day == today - timedelta(days=1):
        return language.t("Yesterday")
    if day > today:
        return language.n("in {count} day", "in {count} days", (day - today).days)
    return language.n("{count} day ago", "{count} days ago", (today - day).days)
