"""Looks at a table that no reader knows: how it is written, where its rows have their day, what its columns tell.

What somebody chooses for them is `MapChoices`; `mapper` makes a mapping of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import combinations, islice
from pathlib import Path
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from diary.domain.item import LARGEST_VALUE
from diary.domain.refusal import Refusal
from diary.exchange.cells import read_number
from diary.exchange.fields import FIRST_YEAR, DateOrder, Format, Several
from diary.exchange.mapping import (
    DateRule,
    NightRule,
    OwnRule,
    SourceRule,
)
from diary.exchange.source_rows import EMPTY_LISTS, Progress, find_columns, form_of, other_sheets, read_records
from diary.exchange.written_times import (
    LAST_YEAR,
    date_order,
    from_epoch,
    has_order,
    read_clock,
    read_when,
)

MOST_ROWS: Final = 20_000
"""Rows in which is looked what a column holds; dates are looked at in all rows."""
MOST_COLUMNS: Final = 500
"""Columns that are looked at; of more, the first. Nobody chooses among so many."""
MOST_DATES: Final = 20
"""Columns with dates of which any two may be the ends of nights."""
MOST_TEXTS: Final = 500
MOST_WORDS: Final = 12
"""Words of a column that are asked about one by one."""
MOST_NAMES: Final = 60
SHOWN: Final = 4
MIDDLE: Final = 5.0
MOST_DIGITS: Final = 15
MOSTLY: Final = 0.8
LONGEST_NIGHT: Final = timedelta(hours=20)
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
    `left_columns` are more than can be shown; `other_sheets` are not read, nor are nameless columns.
    What it is `told` to hold is kept, because that takes a second in a large table.
    """

    cells: Mapping[str, list[str]]
    rows: int
    source: SourceRule
    dates: tuple[DateGuess, ...]
    naming: tuple[str, ...]
    left_columns: int = 0
    other_sheets: tuple[str, ...] = ()
    has_nameless: bool = False
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
    the rows that are sleep. `is_new` when nobody chose a use yet: those that names tell are still to be found."""

    date: int = 0
    order: DateOrder | None = None
    by: str = ""
    value: str = ""
    uses: Mapping[str, Use] = field(default_factory=dict)
    is_new: bool = False


# ------------------------------------------------------------------ looking


def look_at(path: Path, progress: Progress = lambda _done, _all: None) -> TableLook:
    """Look at a table. Raises what `source_rows.read_records` raises."""
    source = SourceRule()
    source = replace(source, format=form_of(path, source))
    columns = find_columns(path, source)
    if any(is_good(name, _in_any_order) for name in columns) and source.format is not Format.JSON:
        source = replace(source, has_header=False)
        columns = find_columns(path, source)
    left_columns = len(columns[MOST_COLUMNS:])
    columns = columns[:MOST_COLUMNS]
    rows, has_nameless = 0, False
    cells: dict[str, list[str]] = {column: [] for column in columns}
    texts: dict[str, dict[str, None]] = {column: {} for column in columns}
    for row in read_records(path, source, columns if source.format is not Format.JSON else (), progress):
        rows += 1
        has_nameless = has_nameless or bool(row.text(""))
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
    sheets = other_sheets(path) if source.format is Format.SHEET else ()
    return TableLook(cells, rows, replace(source, format=None), dates, naming, left_columns, sheets, has_nameless)


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
    for start, end in combinations(list(found)[:MOST_DATES], 2):
        if found[start].date.formats == found[end].date.formats and _are_nights(moments[start], moments[end]):
            kept = replace(found[start].date, column=None)
            yield DateGuess(kept, NightRule(start=start, end=end), found[start].is_asked, found[start].example)
            break
    yield from found.values()
    yield from _in_parts(texts, source)
    for column, guess in found.items():
        clock = next((name for name in cells if name not in found and mostly(texts[name], read_clock)), None)
        if clock and not any(has_time for _, has_time in moments[column].values()):
            yield replace(guess, date=replace(guess.date, time=clock))


def _date_in(column: str, texts: Iterable[str]) -> DateGuess | None:
    """Return how the dates of a column are written; None when it has none."""
    known = list(texts)
    for form, (least, most) in _EPOCHS.items():
        numbers = [int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0 for text in known]
        if known and all(least < number < most for number in numbers):
            return DateGuess(DateRule(column=column, formats=(form,)), example=from_epoch(numbers[0]).isoformat())
    if mostly(known, _iso):
        return DateGuess(DateRule(column=column), example=known[0])
    if not mostly(known, _in_any_order):
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
    if not any(is_good(text, partial(read_when, order=order)) for order in DateOrder):
        raise ValueError(text)


def mostly(texts: Iterable[str], read: Callable[[str], object]) -> bool:
    """Return whether most of these can be read."""
    known = list(texts)[:MOST_TEXTS]
    return bool(known) and sum(is_good(text, read) for text in known) >= MOSTLY * len(known)


def is_good(text: str, read: Callable[[str], object]) -> bool:
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
    shown = tuple(islice((text for _, text in told if text not in EMPTY_LISTS), SHOWN))
    return Subject(column, name, by, texts, shown, numbers, has_several)
