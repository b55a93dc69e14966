"""What a card of the page Plan shows, and what it asks: plain values, whatever the tool is.

A `CardAsk` is a button: it opens a form of one or more records, or writes at once when nothing has to be typed.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from diary.content.library import Library
from diary.content.words import RegisterWords
from diary.domain.day import Day, DayKind
from diary.domain.period import Period
from diary.domain.plan.pacer import Pace
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import DAY, FieldKind, RecordData, Register, RegisterRecord, date_written
from diary.screens.register import RecordField, build_fields, days_read, title_of

LARGEST, SCALE_TOP = 1e6, 10
BETWEEN_KEYS = "."


class PlanSource(Struct, frozen=True):
    """What the tools read: the words, the day it is, the diary's lists and days, and `values` of an item or
    measure by day, NaN where it is unknown. It `is_part` of a diary where an answer may have been left out."""

    library: Library
    today: date
    records: Callable[[str], tuple[RegisterRecord, ...]]
    days: Callable[[Period], tuple[Day, ...]]
    of_kind: Callable[[Period, DayKind], frozenset[date]]
    values: Callable[[str, Period], tuple[float, ...]]
    is_part: bool = False

    def say(self, *keys: str, **facts: object) -> str:
        """Return a sentence of `resources/phrases/plan.toml`."""
        return self.library.language.phrase("plan", *keys, **facts)

    def words(self, register: str) -> RegisterWords:
        """Return the words of a list."""
        return self.library.words.registers[register]

    def register(self, key: str) -> Register:
        """Return a list as it is declared."""
        return self.library.register(key)

    def title(self, record: RegisterRecord) -> str:
        """Return what a line of a list is called."""
        return title_of(record, self.library)

    @property
    def day_typed(self) -> str:
        """Today as people type it."""
        return date_written(self.today.isoformat())


class RecordDraft(Struct, frozen=True):
    """What a `record`, None for a new one, would say; the person may be sure of it."""

    source: PlanSource
    record: RegisterRecord | None
    data: RecordData
    is_sure: bool


class FormPart(Struct, frozen=True):
    """One record of a form: the `fields` that are asked, what is `given` as if it were typed, `kept` for the
    program, and `first` in a field. `record` is changed, or only `ends` on a day; None makes a new one.
    `name` stands for the field's. `choices` are the answers, by key and words, of a field that is no choice in
    every form."""

    register: str
    fields: tuple[str, ...] = ()
    record: RegisterRecord | None = None
    given: Mapping[str, str] = {}
    kept: RecordData = {}
    first: Mapping[str, str] = {}
    name: str = ""
    ends: date | None = None
    choices: Mapping[str, tuple[tuple[str, str], ...]] = {}


class CardAsk(Struct, frozen=True):
    """A button: `key` is its own on the page; a form has a `hint`, one quiet line."""

    key: str
    words: str
    parts: tuple[FormPart, ...]
    hint: str = ""
    is_main: bool = False

    @property
    def is_form(self) -> bool:
        """Whether something has to be filled in."""
        return any(part.fields for part in self.parts)


class Filled(Struct, frozen=True):
    """What one part of a form became: data to write, or None to take the record away."""

    register: str
    record: RegisterRecord | None
    data: RecordData | None
    ended_on: date | None


class Weeks(Struct, frozen=True):
    """Numbers over time, None where there is none, drawn from `low` to `high`; `words` say the same. Where it
    `has_top`, `high` is the most that can be, and not only the most there was. `places` are those of the numbers,
    in days or weeks; empty where they follow each other evenly."""

    points: tuple[float | None, ...]
    low: float
    high: float
    words: str
    has_top: bool = True
    places: tuple[int, ...] = ()


class Steps(Struct, frozen=True):
    """Planned against done: an amount for each day, None for no amount; whether it was done; `ticks` are the lines
    of the scale, `weeks` names the seven days from a place on; `unit` is that of the amounts, `key` names the
    planned and the done."""

    planned: tuple[float | None, ...]
    done: tuple[bool, ...]
    ticks: tuple[float, ...]
    weeks: tuple[tuple[int, str], ...]
    words: str
    unit: str
    key: tuple[str, str]


class Dumbbell(Struct, frozen=True):
    """One time: what was expected and what happened, from 0 to 10."""

    name: str
    expected: int
    happened: int


class Dumbbells(Struct, frozen=True):
    """Several times, the oldest first, with the words of both marks and both ends."""

    rows: tuple[Dumbbell, ...]
    expected: str
    happened: str
    low: str
    high: str
    words: str


class Loads(Struct, frozen=True):
    """A bar a day, None where nothing is known, over a band from `low` to `high`; `marked` days are swings."""

    loads: tuple[float | None, ...]
    low: float
    high: float
    marked: tuple[int, ...]
    words: str


class Pacer(Struct, frozen=True):
    """A pace to breathe along with, in one of the shapes circle, bar and words, and all it says."""

    pace: Pace
    shape: str
    breath_in: str
    breath_out: str
    ready: str
    over: str
    begin: str
    stop: str

    @property
    def words(self) -> str:
        """What it says before it begins."""
        return self.begin


Picture: TypeAlias = Steps | Dumbbells | Loads | Pacer


class CardLine(Struct, frozen=True):
    """One line: its name, more words, its newest value, its course, and what can be done with it."""

    name: str
    words: str = ""
    value: str = ""
    weeks: Weeks | None = None
    asks: tuple[CardAsk, ...] = ()


class PlanCard(Struct, frozen=True):
    """A card: `aside` is a quiet remark at its title, `sure` what is behind "How sure is this?", `lists` the
    registers that can be opened whole, by key and name; `links` lead to other pages, by words and address."""

    key: str
    title: str
    aside: str = ""
    lines: tuple[CardLine, ...] = ()
    picture: Picture | None = None
    sentences: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sure: str = ""
    asks: tuple[CardAsk, ...] = ()
    lists: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    has_paper: bool = False


def form_fields(ask: CardAsk, library: Library) -> tuple[RecordField, ...]:
    """Return the fields of a form, each under its own key."""
    found = []
    whole = library.language.t("Day, month and year, like 22-3-2019")
    for place, part in enumerate(ask.parts):
        fields = build_fields(library.register(part.register), library, part.record)
        for field in fields:
            if field.key in part.fields:
                text = field.text or part.first.get(field.key, "")
                name = part.name or field.name
                hint = whole if field.kind is FieldKind.DATE else field.hint
                key = f"{place}{BETWEEN_KEYS}{field.key}"
                options = part.choices.get(field.key, field.options)
                kind = FieldKind.CHOICE if field.key in part.choices else field.kind
                shown = replace(field, key=key, name=name, hint=hint, text=text, options=options, kind=kind)
                found.append(replace(shown, is_needed=field.is_needed and len(ask.parts) == 1))
    return tuple(found)


def fill_in(ask: CardAsk, texts: Mapping[str, str], source: PlanSource) -> tuple[Filled, ...]:
    """Return what a form becomes. Of several records those are left out of which nothing was filled in; one that
    was emptied is taken away. Raises what `Register.parse` raises; `field` is then the key in the form."""
    found = []
    for place, part in enumerate(ask.parts):
        mine = {field: texts.get(f"{place}{BETWEEN_KEYS}{field}", "") for field in part.fields}
        if len(ask.parts) > 1 and mine and not any(text.strip() for text in mine.values()):
            if part.record is not None:
                found.append(Filled(part.register, part.record, None, None))
            continue
        try:
            found.append(_filled(part, {**mine, **part.given}, source))
        except Refusal as refusal:
            raise in_form(refusal, place) from None
    return tuple(found)


def in_form(refusal: Refusal, place: int) -> Refusal:
    """Return the same refusal, about a field of this part of a form; its dates are whole days."""
    is_date = refusal.reason is Reason.FIELD_NOT_A_DATE
    return Refusal(Reason.FIELD_NOT_A_DAY if is_date else refusal.reason, **{**refusal.facts, "place": place})


def whole_day(data: RecordData, register: Register, field: str) -> date:
    """Return the day a field holds. Raises Refusal FIELD_NOT_A_DAY for a year or a month."""
    text = str(data.get(field, ""))
    if len(text) != DAY:
        raise Refusal(Reason.FIELD_NOT_A_DAY, register=register.key, field=field, text=text)
    return date.fromisoformat(text)


def check_day_been(register: str, draft: RecordDraft) -> RecordData:
    """Check that the day a record is about has been. Raises Refusal FUTURE_DAY, FIELD_NOT_A_DAY."""
    day = whole_day(draft.data, draft.source.register(register), "day")
    if day > draft.source.today:
        raise Refusal(Reason.FUTURE_DAY, day=day)
    return draft.data


def read_number(data: RecordData, field: str) -> float | None:
    """Return the number a field holds; None where it holds none, or one that nobody can type."""
    value = data.get(field)
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= LARGEST:
        return None
    return float(value)


def read_scale(data: RecordData, field: str) -> int | None:
    """Return the whole number from 0 to 10 a field holds; None where it holds none."""
    value = read_number(data, field)
    return None if value is None or not 0 <= value <= SCALE_TOP else int(value)


def _filled(part: FormPart, texts: Mapping[str, str], source: PlanSource) -> Filled:
    record, register = part.record, source.register(part.register)
    if part.ends is not None and record is not None:
        return Filled(part.register, record, record.data, part.ends)
    data, ended_on = register.parse(
        days_read(texts, register, source.today, source.library.language),
        None if record is None else record.data,
        None if record is None else record.ended_on,
    )
    return Filled(part.register, record, {**data, **part.kept}, ended_on)
