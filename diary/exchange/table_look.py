"""Looks at a table that no reader knows: how it is written, where its rows have their day, what its columns tell.

What somebody chooses for them is `MapChoices`; `mapper` makes a mapping of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import chain, islice, permutations
from pathlib import Path
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from diary.domain.item import LARGEST_VALUE
from diary.domain.refusal import Refusal
from diary.exchange.cells import number_in, parsed
from diary.exchange.fields import FIRST_YEAR, LAST_YEAR, DateOrder, Format, Several
from diary.exchange.mapping import (
    DateRule,
    NightRule,
    OwnRule,
    SourceRule,
)
from diary.exchange.source_rows import EMPTY_LISTS, Progress, find_columns, form_of, is_date, read_records
from diary.exchange.written_times import (
    date_order,
    from_epoch,
    has_order,
    read_clock,
    read_when,
    read_yearless,
    weekday_of,
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
MOST_YEARS: Final = 15
LEAP: Final = 2024
DATES: Final = 0.5
"""How much of a column are dates, at least: in a short table the totals below are as many lines."""
LONGEST_NIGHT: Final = timedelta(hours=20)
_PART_NAMES: Final = (
    ("day", "dag", "tag", "jour"),
    ("month", "maand", "monat", "mois"),
    ("year", "jaar", "jahr", "an"),
)
_MARKS: Final = {",": ".", ".": ","}
"""A mark in numbers, and the other one."""
_EPOCHS: Final = {"epoch": (6e8, 4e9), "epoch_ms": (6e11, 4e12)}
_EXCEL: Final = (36_526, 55_000)
"""Days of a workbook from 2000 to 2050."""
_DATE_NAMES: Final = re.compile(r"dat|dag|day|tag\b|jour|fecha|when|wanneer", re.I)


_Moments = dict[int, tuple[datetime, bool]]
"""Moments by the place of their row, and whether each has a time of day."""


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
    Of `asked_number` only a person knows if its mark is for thousands, of nights with clock times beside one date
    (`has_clocks`) on which of the two days they are written. `left_columns` are more than can be shown.
    What it is `told` to hold is kept, because that takes a second in a large table.
    """

    cells: Mapping[str, list[str]]
    rows: int
    source: SourceRule
    dates: tuple[DateGuess, ...]
    naming: tuple[str, ...]
    asked_number: str = ""
    has_clocks: bool = False
    left_columns: int = 0
    told: dict[tuple[int | str, ...], tuple["Subject", ...]] = field(default_factory=dict)

    def has_gaps(self, choices: "MapChoices") -> bool:
        """Return whether there are rows without a date, that may be of the date above."""
        column = self.dates[choices.date].date.column
        return column is not None and "" in self.cells[column]

    def written(self, choices: "MapChoices") -> SourceRule:
        """Return how the file is written, with what was said about the mark in its numbers."""
        if not self.asked_number or choices.has_thousands:
            return self.source
        return replace(self.source, thousands="", decimal=self.source.thousands)


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
    the rows that are sleep. `is_evening` when the date beside a night is the day before waking up, `first_year`
    that of dates without one; `is_carried` when a row without a date is of the date above it. `is_new` when no use
    was chosen yet: those that names tell are still to be found."""

    date: int = 0
    order: DateOrder | None = None
    by: str = ""
    value: str = ""
    uses: Mapping[str, Use] = field(default_factory=dict)
    has_thousands: bool = True
    is_evening: bool = False
    first_year: int | None = None
    is_carried: bool = False
    is_new: bool = False


# ------------------------------------------------------------------ looking


def look_at(path: Path, progress: Progress = lambda _done, _all: None, today: date | None = None) -> TableLook:
    """Look at a table. Without `today` dates need a year. Raises what `source_rows.read_records` raises."""
    source = SourceRule()
    source = replace(source, format=form_of(path, source))
    columns = find_columns(path, source)
    are_days = _are_days(columns[1:]) and not is_date(columns[0])
    if source.format is not Format.JSON and (are_days or any(map(is_date, columns))):
        source = replace(source, has_header=are_days, is_turned=are_days)
        columns = find_columns(path, source)
    left_columns = len(columns[MOST_COLUMNS:])
    columns = columns[:MOST_COLUMNS]
    rows, sheets = 0, []
    cells: dict[str, list[str]] = {column: [] for column in columns}
    texts: dict[str, dict[str, None]] = {column: {} for column in columns}
    for row in read_records(path, source, columns if source.format is not Format.JSON else (), progress):
        rows += 1
        sheets.append(row.sheet)
        for column in columns:
            cell = row.cells.get(column)
            text = cell.strip() if isinstance(cell, str) else row.text(column)
            if text:
                texts[column][text] = None
            if rows <= MOST_ROWS:
                cells[column].append(text)
    cells = {column: told for column, told in cells.items() if texts[column] or not column.isdecimal()}
    source, asked = _numbers_as_written(source, texts)
    dates = tuple(_dates(cells, texts, source, today)) or _on_sheets(cells, sheets, today)
    dated = {name for guess in dates for name in guess.columns}
    naming = tuple(name for name in cells if name not in dated and _names_subjects(cells[name], source))
    clocks = [name for name in cells if mostly(texts[name], read_clock)]
    return TableLook(
        cells, rows, replace(source, format=None), dates, naming, asked, len(clocks) > 1, left_columns
    )


def _are_days(names: Sequence[str]) -> bool:
    """Return whether these columns are days, each another one and none with a time: no ends of nights."""
    told = [name for name in names if not name.isdecimal()]
    days = [name for name in told if ":" not in name and (is_date(name) or _is_day_in_words(name))]
    return len(days) > 1 and len(days) == len(set(days)) and 2 * len(days) > len(told)


def _is_day_in_words(text: str) -> bool:
    return any(map(str.isalpha, text)) and is_good(text, partial(read_yearless, order=None, before=LEAP))


def _numbers_as_written(source: SourceRule, texts: Mapping[str, Iterable[str]]) -> tuple[SourceRule, str]:
    """Return the rule with the marks in the numbers of a table, and an example of a number whose only mark can be
    one of thousands or of decimals, such as 1.234, where no other number tells which."""
    written = [list(column)[:MOST_TEXTS] for column in texts.values()]
    cells = [text for column in written if not mostly(column, read_clock) for text in column]  # 21.30 is a time
    decimals = {mark: any(_has_decimals(text, mark, other) for text in cells) for mark, other in _MARKS.items()}
    grouped = {mark: next((text for text in cells if _is_grouped(text, mark)), "") for mark in _MARKS}
    if source.format is not Format.CSV and any(re.fullmatch(r"[+-]?\d+\.\d+", text) for text in cells):
        decimals["."], grouped["."] = True, ""  # numbers of a sheet and of JSON come with a point
    for mark in (mark for mark in (" ", "'") if any(_is_grouped(text, mark) for text in cells)):
        source = replace(source, thousands=mark)
    for mark, other in _MARKS.items():
        if decimals[mark] and not decimals[other]:
            decimal = mark if mark == "," else source.decimal
            return replace(source, decimal=decimal, thousands=other if grouped[other] else source.thousands), ""
    found = [mark for mark in _MARKS if grouped[mark]]
    if any(decimals.values()) or len(found) != 1:
        return source, ""
    (mark,) = found
    is_sure = any(text.count(mark) > 1 for text in cells if _is_grouped(text, mark))
    return grouped_by(source, mark), "" if is_sure else grouped[mark]


def _is_grouped(text: str, mark: str) -> bool:
    """Return whether this may be a number with marks of thousands."""
    between = r"[ \u00a0\u202f]" if mark == " " else re.escape(mark)
    return re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}({between}\d{{3}})+([.,]\d+)?", text) is not None


def _has_decimals(text: str, mark: str, other: str) -> bool:
    """Return whether the mark can only be that of decimals: not before just three digits."""
    found = re.fullmatch(rf"[+-]?(\d*|\d{{1,3}}(?:[{other}' \u00a0\u202f]\d{{3}})+){re.escape(mark)}(\d+)", text)
    if found is None:
        return False
    return len(found[2]) != len("000") or len(found[1]) > len("000") or not found[1].strip("0")


def grouped_by(source: SourceRule, mark: str) -> SourceRule:
    """Return the rule with a mark for thousands, and the other one for decimals."""
    return replace(source, thousands=mark, decimal="," if mark == "." else None)


def _dates(
    cells: Mapping[str, list[str]], texts: Mapping[str, Iterable[str]], source: SourceRule, today: date | None
) -> Iterator[DateGuess]:
    found = {column: guess for column in cells if (guess := _date_in(column, texts[column])) is not None}
    moments = {column: _moments(guess, cells) for column, guess in found.items()}
    yield from _night_in(list(cells), found, moments, is_sheet=source.format is Format.SHEET)
    yield from found.values()
    yield from _in_parts(texts, source)
    if today is not None and not found:
        lived = _lived(cells)
        days = {column: list(dict.fromkeys(filter(None, cells[column][:lived]))) for column in cells}
        yield from filter(None, (_without_year(column, days[column], today) for column in cells))
    for column, guess in found.items():
        clock = next((name for name in cells if name not in found and mostly(texts[name], read_clock)), None)
        if clock and not any(has_time for _, has_time in moments[column].values()):
            yield replace(guess, date=replace(guess.date, time=clock))


def _night_in(
    columns: list[str], found: Mapping[str, DateGuess], moments: Mapping[str, _Moments], *, is_sheet: bool
) -> Iterator[DateGuess]:
    """Yield the likeliest two columns with the ends of nights, if any: with times of day, beside each other. In a
    sheet a moment without a time is 0:00."""
    timed = {column for column in found if any(has_time for _, has_time in moments[column].values())}
    nights = [
        (start, end)
        for start, end in permutations([one for one in found if is_sheet or one in timed][:MOST_DATES], 2)
        if found[start].date.formats == found[end].date.formats and _are_nights(moments[start], moments[end])
    ]
    if not nights:
        return
    place = columns.index
    start, end = min(
        nights, key=lambda night: (not timed.issuperset(night), abs(place(night[0]) - place(night[1])))
    )
    kept = replace(found[start].date, column=None)
    yield DateGuess(kept, NightRule(start=start, end=end), found[start].is_asked, found[start].example)


def _date_in(column: str, texts: Iterable[str]) -> DateGuess | None:
    """Return how the dates of a column are written; None when it has none."""
    known = list(texts)
    for form, (least, most) in _EPOCHS.items():
        numbers = [int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0 for text in known]
        if known and all(least < number < most for number in numbers):
            return DateGuess(DateRule(column=column, formats=(form,)), example=from_epoch(numbers[0]).isoformat())
    if known and _DATE_NAMES.search(column) and all(is_good(text, _excel_day) for text in known):
        return DateGuess(DateRule(column=column, formats=("excel",)), example=known[0])
    others = [text for text in known[:MOST_TEXTS] if not is_good(text, _iso)]
    if mostly(known, _iso, DATES) and not any(is_good(text, _in_any_order) for text in others):
        return DateGuess(DateRule(column=column), example=known[0])
    if not mostly(known, _in_any_order, DATES):
        return None
    try:
        order = date_order(known)
    except Refusal:
        order = None
    is_asked = order is None and has_order(known)
    example = next((text for text in known if has_order((text,))), known[0])
    return DateGuess(DateRule(column=column, formats=(order or DateOrder.DAY_FIRST,)), None, is_asked, example)


def _without_year(column: str, texts: list[str], today: date) -> DateGuess | None:
    """Return how dates without a year are written, and the last year that they can begin in; None for others."""
    is_named = _DATE_NAMES.search(column) is not None
    known = [text for text in texts[:MOST_TEXTS] if is_named or any(sign.isalpha() for sign in text)]
    order = DateOrder.DAY_FIRST
    found = {
        each: sum(is_good(text, partial(read_yearless, order=each, before=LEAP)) for text in known)
        for each in DateOrder
    }
    if not known or max(found.values()) < DATES * len(known):
        return None
    is_asked = found[DateOrder.DAY_FIRST] == found[DateOrder.MONTH_FIRST] and not any(map(str.isalpha, known[0]))
    if found[DateOrder.MONTH_FIRST] > found[order]:
        order = DateOrder.MONTH_FIRST
    begins = _first_year(known, order, today)
    return DateGuess(DateRule(column=column, formats=(order,), first_year=begins), None, is_asked, known[0])


def _on_sheets(cells: dict[str, list[str]], sheets: Sequence[str], today: date | None) -> tuple[DateGuess, ...]:
    """Return the column with the days of months that are the names of the sheets, if there is one. Its cells are
    then told with the month."""
    is_on_sheets = bool(sheets) and all(sheets)
    by_name = sorted(cells, key=lambda column: _DATE_NAMES.search(column) is None) if is_on_sheets else ()
    lived = _lived(cells) if is_on_sheets else 0
    for column in by_name:
        days = cells[column]
        texts = [f"{day} {sheet}" for day, sheet in zip(days, sheets, strict=False)]
        told = [text for text, day in zip(texts, days, strict=True) if day.isdecimal()]
        known = list(dict.fromkeys(told))
        if len(known) < MOSTLY * len(told):  # each row has a day of its own
            continue
        past = [text for text, day in zip(texts[:lived], days, strict=False) if day.isdecimal()]
        guess = _date_in(column, known) or (today and _without_year(column, list(dict.fromkeys(past)), today))
        if guess:
            cells[column] = texts
            return (replace(guess, date=replace(guess.date, is_on_sheet=True)),)
    return ()


def _lived(cells: Mapping[str, Sequence[str]]) -> int:
    """Return after how many rows only days follow that were written down ahead: with at most half of the cells of
    the fullest row, as in a sheet that is ready for the rest of the month."""
    filled = [sum(map(bool, row)) for row in zip(*cells.values(), strict=True)]
    half = max(filled, default=0) / 2
    return max((place for place, count in enumerate(filled, start=1) if count > half), default=0)


def _first_year(texts: list[str], order: DateOrder, today: date) -> int:
    """Return the last year in which these days can begin: with the weekdays they tell, and none still to come."""

    def days(year: int) -> Iterator[tuple[str, date]]:
        before: date | int = year
        for text in texts:
            with suppress(ValueError):
                before = read_yearless(text, order, before)
                yield text, before

    years = range(today.year, today.year - MOST_YEARS, -1)
    past = [year for year in years if all(day <= today for _, day in days(year))]
    right = (year for year in past if all(weekday_of(text) in {None, day.weekday()} for text, day in days(year)))
    return next(right, past[0] if past else today.year)


def _excel_day(text: str) -> None:
    if not _EXCEL[0] < float(text) < _EXCEL[1]:
        raise ValueError(text)


def _iso(text: str) -> None:
    if (text.isdecimal() and len(text) != len("20261122")) or not FIRST_YEAR < datetime.fromisoformat(
        text
    ).year < LAST_YEAR:
        raise ValueError(text)


def _in_any_order(text: str) -> None:
    if not any(is_good(text, partial(read_when, order=order)) for order in DateOrder):
        raise ValueError(text)


def mostly(texts: Iterable[str], read: Callable[[str], object], share: float = MOSTLY) -> bool:
    """Return whether most of these can be read."""
    known = list(texts)[:MOST_TEXTS]
    return bool(known) and sum(is_good(text, read) for text in known) >= share * len(known)


def is_good(text: str, read: Callable[[str], object]) -> bool:
    try:
        read(text)
    except (Refusal, ValueError, OverflowError):
        return False
    return True


def _moments(guess: DateGuess, cells: Mapping[str, list[str]]) -> _Moments:
    """Return the moments of a column by the place of their row."""
    form = guess.date.formats[0]
    found: _Moments = {}
    for place, text in enumerate(cells[guess.date.column or ""][:MOST_TEXTS]):
        try:
            moment, has_time = parsed(text, form)
            found[place] = (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None), has_time
        except (Refusal, ValueError, OverflowError):
            continue
    return found


def _are_nights(starts: _Moments, ends: _Moments) -> bool:
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


def _told_by(look: TableLook, choices: MapChoices) -> tuple[int | str, ...]:
    value = "" if look.dates[choices.date].night else choices.value
    return choices.date, choices.by, value, choices.has_thousands, choices.is_carried


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
    days = _days_of(look, guess)
    for place in range(1, len(days)) if choices.is_carried else ():
        days[place] = days[place] or days[place - 1]
    of_a_date = (part for one in look.dates for part in one.date.parts or ())
    taken = {*guess.columns, choices.by, *of_a_date}
    wanted = [(column, "", "") for column in look.cells if column not in taken]
    if choices.by and choices.value and guess.night is None:
        names = dict.fromkeys(filter(None, look.cells[choices.by]))
        wanted = [(choices.value, name, choices.by) for name in names]
    for place, (column, name, by) in enumerate(wanted):
        progress(place, len(wanted))
        yield _subject(look, look.written(choices), days, column, name, by)


def _days_of(look: TableLook, guess: DateGuess) -> list[str]:
    """Return for each row what says its day, "" where that is none: a line of totals tells nothing of a scale."""
    forms, year = guess.date.formats, guess.date.first_year

    def told(text: str) -> str:
        reads: list[Callable[[str], object]] = [partial(parsed, form=form) for form in forms]
        reads += [partial(read_yearless, order=DateOrder(forms[0]), before=LEAP)] if year else []
        is_read = guess.date.parts or any(is_good(text, read) for read in reads)
        return text[: len("2026-11-22")] if is_read else ""

    known: dict[str, str] = {}
    columns = [look.cells[part] for part in guess.columns if part != guess.date.time]
    for text in chain.from_iterable(columns):
        known.setdefault(text, told(text))
    rows = zip(*columns, strict=True)
    return [" ".join(known[text] for text in row) if all(known[text] for text in row) else "" for row in rows]


def value_columns(look: TableLook, choices: MapChoices) -> tuple[str, ...]:
    """Return the columns that may hold the number of a row that names its subject."""
    found = subjects(look, replace(choices, value=""))
    return tuple(subject.column for subject in found)


def _subject(
    look: TableLook, source: SourceRule, days: list[str], column: str, name: str = "", by: str = ""
) -> Subject:
    rows = zip(days, look.cells[column], look.cells[by] if by else days, strict=True)
    ignored = source.ignore
    told = [(day, text) for day, text, about in rows if day and text not in ignored and (not by or about == name)]
    often = Counter(text for _, text in told)
    texts = dict(often.most_common(MOST_TEXTS))
    found = (number_in(text, source) for text in texts)
    numbers = tuple(number for number in found if number is not None and abs(number) < LARGEST_VALUE)
    different = set(told)
    has_several = len(different) > len({day for day, _ in different})
    shown = tuple(islice((text for text in often if text not in EMPTY_LISTS), SHOWN))
    return Subject(column, name, by, texts, shown, numbers, has_several)
