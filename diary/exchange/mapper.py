"""Makes a mapping from what somebody chooses for each column of a table that no reader knows: looks at the file,
guesses what can be seen in it, and builds the mapping. Reading is done by `source` alone."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from diary.domain.entry import NO, YES, parse_flag
from diary.domain.item import LARGEST_VALUE, Item, Kind
from diary.domain.refusal import Refusal
from diary.exchange.cells import read_number
from diary.exchange.fields import FIRST_YEAR, Codes, DateOrder, Empty, Format, Places, Several, Texts, Word
from diary.exchange.mapping import (
    ActivityRule,
    AreaRule,
    DateRule,
    ImportMap,
    ItemRule,
    NightRule,
    OwnRule,
    SkipRule,
    SourceRule,
)
from diary.exchange.places import all_places, places_meant, with_strength
from diary.exchange.source_rows import Progress, SourceRow, find_columns, form_of, read_records
from diary.exchange.written_times import (
    LAST_YEAR,
    date_order,
    from_epoch,
    has_order,
    read_clock,
    read_length,
    read_when,
)
from diary.screens.own_items import own_key

MOST_ROWS: Final = 20_000
"""Rows in which is looked what a column holds; dates are looked at in all rows."""
MOST_TEXTS: Final = 500
MOST_WORDS: Final = 12
"""Words of a column that are asked about one by one."""
MOST_NAMES: Final = 60
SHOWN: Final = 4
WORST: Final = "pain_worst"
NO_PAIN: Final = "no pain"
"""Stands among the places a word may be, for none of them."""
TICKS: Final = frozenset({"x", "v", "\u2713", "\u2714"})
SEPARATORS: Final = (";", "|", "\n", ",", "/", "+")
MIDDLE: Final = 5.0
MOST_OPTIONS: Final = 7
MOST_DIGITS: Final = 15
MOSTLY: Final = 0.8
LONGEST_NIGHT: Final = timedelta(hours=20)
USUAL_SPANS: Final = ((0, 10), (1, 10), (1, 5), (0, 5), (1, 7), (0, 100), (1, 100))
"""Scales people use, the most usual first."""
_PART_NAMES: Final = (
    ("day", "dag", "tag", "jour"),
    ("month", "maand", "monat", "mois"),
    ("year", "jaar", "jahr", "an"),
)
_EPOCHS: Final = {"epoch": (6e8, 4e9), "epoch_ms": (6e11, 4e12)}


class DateGuess(Struct, frozen=True):
    """A way in which rows may have their day: by `date`, or as nights by `night` too. `is_asked` when both orders
    of day and month fit all dates of the file, such as `example`."""

    date: DateRule
    night: NightRule | None = None
    is_asked: bool = False
    example: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        return tuple(self.night.columns if self.night else self.date.columns)


class TableLook(Struct, frozen=True):
    """What is in a table: the `cells` of each column (of the first `MOST_ROWS` of its `rows`), how its numbers
    are written, ways its rows may have their day, likeliest first, and columns that may name what a row is about.
    What it is `told` to hold is kept, because that takes a second in a large table.
    """

    cells: Mapping[str, list[str]]
    rows: int
    source: SourceRule
    dates: tuple[DateGuess, ...]
    naming: tuple[str, ...]
    told: dict[tuple[int, str, str], tuple["Subject", ...]] = field(default_factory=dict)


class Subject(Struct, frozen=True):
    """One thing a table tells: a column, or the rows that have `name` in the column `by`."""

    column: str
    name: str = ""
    by: str = ""
    texts: Mapping[str, int] = field(default_factory=dict)
    first: tuple[str, ...] = ()
    numbers: tuple[float, ...] = ()
    has_several: bool = False

    @property
    def key(self) -> str:
        """What it is called in the file."""
        return self.name if self.by else self.column

    @property
    def span(self) -> tuple[float, float] | None:
        """The lowest and the highest number in it."""
        return (min(self.numbers), max(self.numbers)) if self.numbers else None

    @property
    def is_ticked(self) -> bool:
        """Whether it only says that something was so, or not."""
        return set(self.numbers) <= {0, 1}

    def words(self, source: SourceRule) -> tuple[str, ...]:
        """Return what is in it besides numbers, the most frequent first; none when that is too much to ask."""
        found = tuple(dict.fromkeys(text.casefold() for text in self.texts if number_in(text, source) is None))
        return found if len(found) <= MOST_WORDS else ()


class Use(Struct, frozen=True):
    """What a subject is used for: an `item`, perhaps an `own` one that is made on the way, minutes of an
    `activity`, pain in one `place`, or a list of places in words (`has_places`), of which `strength` is how strong
    or the column that tells. `span` is the scale of the file, `factor` makes minutes of its numbers, `meanings`
    says what a word is on the scale of the file, among the options or among the places ("" leaves it out)."""

    item: str = ""
    own: OwnRule | None = None
    activity: str = ""
    place: str = ""
    has_places: bool = False
    strength: float | str = MIDDLE
    span: tuple[float, float] | None = None
    is_reversed: bool = False
    is_zero_none: bool = True
    several: Several = Several.LAST
    factor: float = 1
    meanings: Mapping[str, str] = field(default_factory=dict)


class MapChoices(Struct, frozen=True):
    """All that was chosen for a table: which guess has the day, the order of day and month, and per subject its
    use. `by` is the column that names what a row is about, `value` the one with its number; of nights the name of
    the rows that are sleep."""

    date: int = 0
    order: DateOrder | None = None
    by: str = ""
    value: str = ""
    uses: Mapping[str, Use] = field(default_factory=dict)


# ------------------------------------------------------------------ looking


def look_at(path: Path, progress: Progress = lambda _done, _all: None) -> TableLook:
    """Look at a table. Raises what `source_rows.read_records` raises."""
    source = SourceRule()
    source = replace(source, format=form_of(path, source))
    columns = find_columns(path, source)
    if any(_is_good(name, _in_any_order) for name in columns) and source.format is not Format.JSON:
        source = replace(source, has_header=False)
        columns = find_columns(path, source)
    rows = 0
    cells: dict[str, list[str]] = {column: [] for column in columns}
    texts: dict[str, dict[str, None]] = {column: {} for column in columns}
    for row in read_records(path, source, columns if source.format is not Format.JSON else (), progress):
        rows += 1
        for column in columns:
            cell = row.cells.get(column)
            text = cell.strip() if isinstance(cell, str) else row.text(column)
            if text:
                texts[column][text] = None
            if rows <= MOST_ROWS:
                cells[column].append(text)
    source = _numbers_as_written(source, texts)
    dates = tuple(_dates(cells, texts, source))
    dated = {name for guess in dates for name in guess.columns}
    naming = tuple(name for name in columns if name not in dated and _names_subjects(cells[name], source))
    return TableLook(cells, rows, replace(source, format=None), dates, naming)


def number_in(text: str, source: SourceRule) -> float | None:
    """Return the number in a cell; None when it is none."""
    try:
        return read_number(text, source)
    except Refusal:
        return None


def _numbers_as_written(source: SourceRule, texts: Mapping[str, Iterable[str]]) -> SourceRule:
    cells = [text for column in texts.values() for text in list(column)[:MOST_TEXTS]]
    commas = [text for text in cells if re.fullmatch(r"[+-]?\d+,\d+", text)]
    points = any(re.fullmatch(r"[+-]?\d+\.\d+", text) for text in cells)
    if any(re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+,\d+", text) for text in cells):
        return replace(source, decimal=",", thousands=".")
    if any(re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text) for text in cells) and (
        points or all(len(text.partition(",")[2]) == 3 for text in commas)
    ):
        return replace(source, thousands=",")
    if any(re.fullmatch(r"[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+(,\d+)?", text) for text in cells):
        source = replace(source, thousands=" ")
    return replace(source, decimal=",") if commas and not points else source


def _dates(
    cells: Mapping[str, list[str]], texts: Mapping[str, Iterable[str]], source: SourceRule
) -> Iterator[DateGuess]:
    found = {column: guess for column in cells if (guess := _date_in(column, texts[column])) is not None}
    moments = {column: _moments(guess, cells) for column, guess in found.items()}
    for start, end in combinations(found, 2):
        if found[start].date.formats == found[end].date.formats and _are_nights(moments[start], moments[end]):
            kept = replace(found[start].date, column=None)
            yield DateGuess(kept, NightRule(start=start, end=end), found[start].is_asked, found[start].example)
            break
    yield from found.values()
    yield from _in_parts(texts, source)
    for column, guess in found.items():
        clock = next((name for name in cells if name not in found and _mostly(texts[name], read_clock)), None)
        if clock and not any(has_time for _, has_time in moments[column].values()):
            yield replace(guess, date=replace(guess.date, time=clock))


def _date_in(column: str, texts: Iterable[str]) -> DateGuess | None:
    """Return how the dates of a column are written; None when it has none."""
    known = list(texts)
    for form, (least, most) in _EPOCHS.items():
        numbers = [int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0 for text in known]
        if known and all(least < number < most for number in numbers):
            return DateGuess(DateRule(column=column, formats=(form,)), example=from_epoch(numbers[0]).isoformat())
    if _mostly(known, _iso):
        return DateGuess(DateRule(column=column), example=known[0])
    if not _mostly(known, _in_any_order):
        return None
    try:
        order = date_order(known)
    except Refusal:
        order = None
    is_asked = order is None and has_order(known)
    example = next((text for text in known if has_order((text,))), known[0])
    return DateGuess(DateRule(column=column, formats=(order or DateOrder.DAY_FIRST,)), None, is_asked, example)


def _iso(text: str) -> None:
    if text.isdecimal() or not FIRST_YEAR < datetime.fromisoformat(text).year < LAST_YEAR:
        raise ValueError(text)


def _in_any_order(text: str) -> None:
    if not any(_is_good(text, partial(read_when, order=order)) for order in DateOrder):
        raise ValueError(text)


def _mostly(texts: Iterable[str], read: Callable[[str], object]) -> bool:
    """Return whether most of these can be read."""
    known = list(texts)[:MOST_TEXTS]
    return bool(known) and sum(_is_good(text, read) for text in known) >= MOSTLY * len(known)


def _is_good(text: str, read: Callable[[str], object]) -> bool:
    try:
        read(text)
    except (Refusal, ValueError, OverflowError):
        return False
    return True


def _moments(guess: DateGuess, cells: Mapping[str, list[str]]) -> dict[int, tuple[datetime, bool]]:
    """Return the moments of a column by the place of their row."""
    form = guess.date.formats[0]
    found: dict[int, tuple[datetime, bool]] = {}
    for place, text in enumerate(cells[guess.date.column or ""][:MOST_TEXTS]):
        try:
            if form in _EPOCHS:
                found[place] = from_epoch(float(text)).replace(tzinfo=None), True
            elif form == "iso":
                moment = datetime.fromisoformat(text)
                found[place] = (
                    (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None),
                    ":" in text,
                )
            else:
                moment, has_time = read_when(text, DateOrder(form))
                found[place] = moment.replace(tzinfo=None), has_time
        except (Refusal, ValueError, OverflowError):
            continue
    return found


def _are_nights(starts: Mapping[int, tuple[datetime, bool]], ends: Mapping[int, tuple[datetime, bool]]) -> bool:
    """Return whether these look like the ends of nights: some hours apart, at a time of day."""
    both = [(starts[place], ends[place]) for place in starts.keys() & ends.keys()]
    lasting = [end[0] - start[0] for start, end in both if end[1] or start[1]]
    nights = sum(timedelta(hours=1) <= lasts <= LONGEST_NIGHT for lasts in lasting)
    return bool(nights) and nights >= len(both) / 50 and all(lasts >= timedelta(0) for lasts in lasting)


def _sleep_name(look: TableLook, night: NightRule) -> str:
    """Return what the rows that last some hours are called; empty when other rows last as long."""
    guesses = [guess for guess in look.dates if guess.date.column in {night.start, night.end}]
    starts, ends = (_moments(guess, look.cells) for guess in guesses[:2])
    lasting: dict[str, list[timedelta]] = defaultdict(list)
    for place in starts.keys() & ends.keys():
        lasting[look.cells[look.naming[0]][place]].append(ends[place][0] - starts[place][0])
    long = [name for name, spans in lasting.items() if sum(spans, timedelta()) >= len(spans) * timedelta(hours=1)]
    return long[0] if len(long) == 1 else ""


def _in_parts(texts: Mapping[str, Iterable[str]], source: SourceRule) -> Iterator[DateGuess]:
    bounds = ((1, 31), (1, 12), (FIRST_YEAR, LAST_YEAR))
    parts = []
    for names, (low, high) in zip(_PART_NAMES, bounds, strict=True):
        for column in texts:
            numbers = [number_in(text, source) for text in texts[column]]
            is_named = any(column.casefold().endswith(name) for name in names)
            if is_named and numbers and all(number is not None and low <= number <= high for number in numbers):
                parts.append(column)
                break
    if len(parts) == len(bounds):
        day, month, year = parts
        yield DateGuess(DateRule(day=day, month=month, year=year))


def _names_subjects(cells: list[str], source: SourceRule) -> bool:
    """Return whether a column may name what each row is about: few words, each of them often."""
    seen = Counter(filter(None, cells))
    is_few = 2 <= len(seen) <= MOST_NAMES and seen.total() >= 3 * len(seen)
    return is_few and all(number_in(text, source) is None for text in seen)


def usual_choices(look: TableLook) -> MapChoices:
    """Return what is likely: where days have several rows and a column names what they are about, that column."""
    choices = MapChoices()
    if (night := look.dates[0].night) is not None:
        return MapChoices(by=look.naming[0], value=_sleep_name(look, night)) if look.naming else choices
    several = [one.column for one in subjects(look, choices) if one.has_several and one.numbers]
    return MapChoices(by=look.naming[0], value=several[-1]) if look.naming and several else choices


# ------------------------------------------------------------------ subjects


def subjects(
    look: TableLook, choices: MapChoices, progress: Progress = lambda _done, _all: None
) -> tuple[Subject, ...]:
    """Return what the table tells, without the columns that have the day."""
    key = _told_by(look, choices)
    if key not in look.told:
        look.told[key] = tuple(subject for subject in _subjects(look, choices, progress) if subject.texts)
    return look.told[key]


def _told_by(look: TableLook, choices: MapChoices) -> tuple[int, str, str]:
    """Return on which choices it depends what the table tells."""
    return choices.date, choices.by, "" if look.dates[choices.date].night else choices.value


def are_known(look: TableLook, choices: MapChoices) -> bool:
    """Return whether menus can be made at once under these choices."""
    return {_told_by(look, choices), _told_by(look, replace(choices, value=""))} <= look.told.keys()


def prepared(look: TableLook, choices: MapChoices, progress: Progress = lambda _done, _all: None) -> MapChoices:
    """Find all that menus show under these choices, and the column with the number where none is chosen. Slow in
    a large table: for a thread."""
    found = subjects(look, replace(choices, value=""), progress)
    if choices.by and not choices.value and found and look.dates[choices.date].night is None:
        choices = replace(choices, value=found[-1].column)
    subjects(look, choices, progress)
    return choices


def _subjects(look: TableLook, choices: MapChoices, progress: Progress) -> Iterator[Subject]:
    guess = look.dates[choices.date]
    parts = [[text[: len("2026-11-22")] for text in look.cells[part]] for part in guess.columns]
    days = list(map(" ".join, zip(*parts, strict=True)))
    of_a_date = (part for one in look.dates for part in one.date.parts or ())
    taken = {*guess.columns, choices.by, *of_a_date}
    wanted = [(column, "", "") for column in look.cells if column not in taken]
    if choices.by and choices.value and guess.night is None:
        names = dict.fromkeys(filter(None, look.cells[choices.by]))
        wanted = [(choices.value, name, choices.by) for name in names]
    for place, (column, name, by) in enumerate(wanted):
        progress(place, len(wanted))
        yield _subject(look, days, column, name, by)


def value_columns(look: TableLook, choices: MapChoices) -> tuple[str, ...]:
    """Return the columns that may hold the number of a row that names its subject."""
    found = subjects(look, replace(choices, value=""))
    return tuple(subject.column for subject in found)


def _subject(look: TableLook, days: list[str], column: str, name: str = "", by: str = "") -> Subject:
    rows = zip(days, look.cells[column], look.cells[by] if by else days, strict=True)
    ignored = look.source.ignore
    told = [(day, text) for day, text, about in rows if text not in ignored and (not by or about == name)]
    texts = dict(Counter(text for _, text in told).most_common(MOST_TEXTS))
    found = (number_in(text, look.source) for text in texts)
    numbers = tuple(number for number in found if number is not None and abs(number) < LARGEST_VALUE)
    different = set(told)
    has_several = len(different) > len({day for day, _ in different})
    return Subject(column, name, by, texts, tuple(text for _, text in told[:SHOWN]), numbers, has_several)


# ------------------------------------------------------------------ uses


def usual_use(subject: Subject, item: Item, source: SourceRule, own: OwnRule | None = None) -> Use:
    """Return what is likely when a subject is this item: the scale and unit of the file, and what words mean."""
    usual = {Kind.SCALE: Several.MEAN, Kind.COUNT: Several.SUM, Kind.MINUTES: Several.SUM}
    several = Several.MAX if item.key == WORST else usual.get(item.kind, Several.LAST)
    use = Use(item.key, own, several=several if subject.has_several else Several.LAST)
    words = subject.words(source)
    match item.kind:
        case Kind.SCALE:
            span = usual_span(subject.span, (item.low, item.high))
            return replace(use, span=span, meanings=dict.fromkeys(words, ""))
        case Kind.MINUTES:
            return replace(use, factor=_usual_factor(subject))
        case Kind.FLAG:
            return replace(use, meanings={word: "" for word in words if not _is_good(word, parse_flag)})
        case Kind.CHOICE:
            options = {option.casefold() for option in item.options}
            return replace(use, meanings={word: "" for word in words if word not in options})
    return use


def usual_span(seen: tuple[float, float] | None, own: tuple[float, float]) -> tuple[float, float]:
    """Return the scale on which these numbers were written: one that people use with just these ends, else the one
    they are to be on if they fit, else the smallest usual one."""
    if seen is None or seen in USUAL_SPANS:
        return seen or own
    spans = (own, *sorted(USUAL_SPANS, key=lambda span: span[1]))
    return next((span for span in spans if span[0] <= seen[0] and seen[1] <= span[1]), seen)


def usual_activity(subject: Subject, name: str) -> Use:
    """Return the use of a subject that has the minutes of an activity."""
    return Use(activity=name, factor=_usual_factor(subject))


def usual_place(subject: Subject, place: str) -> Use:
    """Return the use of a subject that tells of pain in one place: how strong, or only that it was there."""
    if subject.is_ticked:
        words = {text.casefold() for text in subject.texts}
        return Use(place=place, meanings={word: "" for word in words if not _tick(word)})
    several = Several.MEAN if subject.has_several else Several.MAX
    return Use(place=place, span=usual_span(subject.span, (0, 10)), several=several)


def usual_places(subject: Subject) -> Use:
    """Return the use of a subject that lists places in words; words that may be several places are asked about."""
    words = [word for word, _count in _listed(subject).most_common() if len(places_meant(word)) != 1]
    return Use(has_places=True, meanings=dict.fromkeys(words[:MOST_WORDS], ""))


def _tick(word: str) -> str:
    """Return "1" for a word that says yes, "0" for one that says no, "" for any other."""
    return "1" if word in YES or word in TICKS else "0" if word in NO else ""


def _separator(subject: Subject) -> str:
    """Return what stands between the words of most of its lists."""
    return max(SEPARATORS, key=lambda mark: sum(count for text, count in subject.texts.items() if mark in text))


def _listed(subject: Subject) -> Counter[str]:
    """Return how often each word is in its lists."""
    found: Counter[str] = Counter()
    for text, count in subject.texts.items():
        for part in SourceRow(0, {"": text}).parts("", _separator(subject)):
            found[with_strength(part)[0].casefold()] += count
    return found


def _usual_factor(subject: Subject) -> float:
    """Return 60 for numbers that can only be hours, a sixtieth for those that can only be seconds."""
    if subject.span is None:
        return 1
    high = subject.span[1]
    has_parts = any(number % 1 for number in subject.numbers)
    return 60 if high <= 24 and has_parts else 1 / 60 if high > 1440 else 1


def fresh_key(name: str, taken: Collection[str]) -> str:
    """Return a key for an item of one's own that no other item has."""
    try:
        return own_key(name, taken)
    except Refusal:
        return fresh_key(f"{name} 2", taken)


def own_rule(
    subject: Subject, kind: Kind, names: Mapping[str, str], source: SourceRule, unit: str = ""
) -> OwnRule:
    """Return an item of one's own that holds a subject as it is in the file."""
    names = dict(names)
    match kind:
        case Kind.SCALE:
            low, high = usual_span(subject.span, (0, 10))
            return OwnRule(names=names, kind=kind, low=low, high=high if low < high else low + 1)
        case Kind.COUNT:
            low, high = subject.span or (0, 1)
            return OwnRule(names=names, kind=kind, low=min(0, low), high=max(1_000_000, high), unit=unit)
        case Kind.CHOICE:
            return OwnRule(names=names, kind=kind, options=subject_options(subject, source))
    return OwnRule(names=names, kind=kind, unit="min" if kind is Kind.MINUTES else "")


def subject_options(subject: Subject, source: SourceRule) -> tuple[str, ...]:
    """Return the words that can be the answers to choose from; none when there are too few or too many."""
    found = dict.fromkeys(text.casefold() for text in subject.texts)
    return tuple(found) if 2 <= len(found) <= MOST_OPTIONS and subject.words(source) else ()


def own_kinds(subject: Subject, source: SourceRule) -> tuple[Kind, ...]:
    """Return of which kinds an item of one's own can be that holds a subject, the likeliest first."""
    words = subject.words(source)
    is_two = 1 <= len(subject.texts) <= 2 and all(_is_good(text, parse_flag) for text in subject.texts)
    kinds = [Kind.FLAG] if is_two else []
    if subject.numbers:
        is_scale = subject.span in USUAL_SPANS or usual_span(subject.span, (0, 10)) == (0, 10)
        kinds += [Kind.SCALE, Kind.COUNT] if is_scale else [Kind.COUNT, Kind.SCALE]
    if subject.numbers or _mostly(subject.texts, read_length):
        kinds.append(Kind.MINUTES)
    if subject_options(subject, source):
        kinds.append(Kind.CHOICE)
    if words and not is_two:
        kinds += [kind for kind in (Kind.SCALE, Kind.FLAG) if kind not in kinds]
    return (*kinds, Kind.TEXT)


# ------------------------------------------------------------------ the mapping


def made_map(look: TableLook, choices: MapChoices, items: Callable[[str], Item]) -> ImportMap | None:
    """Return the mapping for these choices; None while nothing is used. `items` knows the items by their key."""
    guess = look.dates[choices.date]
    told = {subject.key: subject for subject in subjects(look, choices)}
    uses = {key: use for key, use in choices.uses.items() if key in told}
    own = {use.item: use.own for use in uses.values() if use.own is not None}
    rules = tuple(_rule(told[key], use, own, items, look.source) for key, use in uses.items() if use.item)
    activities = tuple(_activity(told[key], use) for key, use in uses.items() if use.activity)
    areas = tuple(rule for key, use in uses.items() for rule in _areas(told[key], use, look.source))
    if not rules and not activities and not areas and guess.night is None:
        return None
    date = guess.date
    if guess.is_asked:
        date = replace(date, formats=(str(choices.order or DateOrder.DAY_FIRST),))
    if guess.night is not None and choices.by and choices.value:
        unused = Texts(set(look.cells[choices.by]) - {choices.value})
    else:
        unused = Texts(subject.name for key, subject in told.items() if subject.by and key not in uses)
    skip = (SkipRule(when={choices.by: unused}),) if unused else ()
    return ImportMap(
        source=look.source,
        date=date,
        night=guess.night,
        item=_alike(rules),
        areas=areas,
        activity=activities,
        skip=skip,
        own=own,
    )


def _activity(subject: Subject, use: Use) -> ActivityRule:
    when = {subject.by: Texts((subject.name,))} if subject.by else {}
    return ActivityRule(
        minutes=subject.column, kind=use.activity, factor=use.factor, several=Several.SUM, when=when
    )


def _areas(subject: Subject, use: Use, source: SourceRule) -> Iterator[AreaRule]:
    """Yield what marks the places of a subject, and what answers "no pain" where the file says so."""
    when: dict[str, Texts] = {subject.by: Texts((subject.name,))} if subject.by else {}
    texts, column, strength, none = subject.texts, subject.column, use.strength, Texts()
    if use.place:
        segments = Places(all_places()[use.place].segments)
        if not subject.is_ticked:
            empty = Empty.NO_PAIN if use.is_zero_none and zeros(subject, source) else Empty.NOT_ANSWERED
            yield AreaRule(
                intensity=column, areas=segments, source=use.span, is_reversed=use.is_reversed,
                ignore=Texts(() if use.is_zero_none else zeros(subject, source)), several=use.several, empty=empty,
                when=when,
            )  # fmt: skip
            return
        said = {text: use.meanings.get(text.casefold()) or _tick(text.casefold()) for text in texts}
        names = {text: segments for text, tick in said.items() if tick == "1"}
        left = Texts(text for text, tick in said.items() if tick != "1")
        yield AreaRule(intensity=strength, column=column, names=names, ignore=left, when=when)
        none = Texts(text for text, tick in said.items() if tick == "0" and use.is_zero_none)
    elif use.has_places:
        none = Texts(text for text in texts if use.meanings.get(text.casefold()) == NO_PAIN)
        names = {
            word: Places(all_places()[place].segments if place in all_places() else ())
            for word, place in use.meanings.items()
        }
        span = use.span if isinstance(strength, str) else None
        yield AreaRule(
            intensity=strength, column=column, separator=_separator(subject), codes=Codes.WORDS, names=names,
            ignore=none, source=span, is_reversed=use.is_reversed and span is not None, when=when,
        )  # fmt: skip
    if none:
        yield AreaRule(intensity=1.0, column=column, ignore=none, empty=Empty.NO_PAIN, when={**when, column: none})


def _alike(rules: tuple[ItemRule, ...]) -> tuple[ItemRule, ...]:
    """Return the rules with one way of combining several values for each item, as a mapping needs it."""
    several = {rule.item: rule.several for rule in reversed(rules)}
    return tuple(replace(rule, several=several[rule.item]) for rule in rules)


def _rule(
    subject: Subject, use: Use, own: Mapping[str, OwnRule], items: Callable[[str], Item], source: SourceRule
) -> ItemRule:
    item = own[use.item].item(use.item).item if use.item in own else items(use.item)
    meanings = {word: Word(meaning) for word, meaning in use.meanings.items() if meaning}
    ignored = {text for text in subject.texts if text.casefold() in use.meanings.keys() - meanings.keys()}
    if not use.is_zero_none:
        ignored |= set(zeros(subject, source))
    rule = ItemRule(
        item=use.item,
        column=subject.column,
        when={subject.by: Texts((subject.name,))} if subject.by else {},
        values=meanings,
        ignore=Texts(ignored),
        several=use.several,
    )
    if item.kind is Kind.SCALE and use.span is not None and (use.is_reversed or use.span != (item.low, item.high)):
        return replace(rule, source=use.span, is_reversed=use.is_reversed)
    return replace(rule, factor=use.factor) if item.kind is Kind.MINUTES else rule


def zeros(subject: Subject, source: SourceRule) -> tuple[str, ...]:
    """Return how 0 is written, where there is one."""
    return tuple(text for text in subject.texts if number_in(text, source) == 0)
