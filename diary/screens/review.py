"""Builds the list of people of a therapist: a row a person, in the same columns, nothing ranked.

What changed is said by the rule of Compare, in a few words; the usual order is by name.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import reduce
from pathlib import Path
from typing import Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from diary.content.amounts import filled_words
from diary.content.language import Language
from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.comparison import ChangeDirection
from diary.domain.limits import LONGEST_NAME
from diary.domain.manifest import Manifest
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.domain.table import DayTable, Floats
from diary.domain.text import clean_line, folded, has_all, shorten, wanted
from diary.domain.two_periods import values_of
from diary.screens.card_lines import joined
from diary.screens.compare import LITTLE, LOWER, USUAL, build_compare
from diary.screens.period_request import is_visit, spans_since

MOST_AHEAD: Final = 7
"""Days that a clock is taken to be behind; a day further ahead was typed by mistake."""
RECENT: Final = 90
"""Days drawn in the small charts of a row."""
DRAWN: Final = ("function", "time_asleep", "areas_today")
"""What they draw, function first; each has the same scale for everybody."""
SCALES: Final = {"function": (0.0, 10.0), "time_asleep": (0.0, 720.0), "areas_today": (0.0, 19.0)}
OF_SHARE: Final = "of_share"
"""The table of why a share cannot be shown."""


class ReviewOrder(StrEnum):
    """What the list can be sorted by. Never by who does well or badly: nobody is watched."""

    NAME = "name"
    LAST = "last"
    COVERAGE = "coverage"
    CHANGED = "changed"
    """Who has a change of either kind comes first, by name: which way it went never counts."""


class PersonRow(Struct, frozen=True):
    """What the list knows of one share, in numbers: it is kept to show the list at once.

    `days` have something in them, `late` of them have answers that were typed later. `recent` are the values of
    DRAWN on the last RECENT days (None = not answered), `logged` whether each of these has anything. `changes` are
    (measure, direction) as Compare finds them, None where it would not compare; `since` is the day of the visit
    they are counted from, None for the last four weeks and the four before.
    """

    manifest: Manifest
    days: int
    late: int
    recent: tuple[tuple[float | None, ...], ...]
    logged: tuple[bool, ...]
    changes: tuple[tuple[str, ChangeDirection], ...] | None
    since: date | None = None


class PersonLine(Struct, frozen=True):
    """A line of the list in words. `problem` says why a share cannot be shown; `changed` is whether `changes` is a
    change. `row` is None for what cannot be shown; `file` tells lines of one name apart; `newer` says that the
    same person has a newer share in the list, and how that is called."""

    path: Path
    name: str
    last: str = ""
    days: str = ""
    changes: str = ""
    changed: bool = False
    problem: str = ""
    row: PersonRow | None = None
    file: str = ""
    newer: str = ""


def told_apart(lines: Iterable[PersonLine], language: Language) -> tuple[PersonLine, ...]:
    """Return the lines, each with its file where several go by one name (two people, or one person twice), and
    with the newest share of the same person where that is another one."""
    lines = tuple(lines)
    counts = Counter(folded(line.name) for line in lines)
    newest: dict[str, PersonLine] = {}
    for line in sorted((line for line in lines if line.row is not None), key=_made):
        newest[_diary(line)] = line
    found = []
    for line in lines:
        file = _shown(line.path.name) if counts[folded(line.name)] > 1 else ""
        other = newest.get(_diary(line), line)
        name = _shown(other.path.name) if counts[folded(other.name)] > 1 else other.name
        is_older = _made(other) > _made(line)
        newer = language.phrase("review", "newer", name=name) if is_older else ""
        found.append(replace(line, file=file, newer=newer))
    return tuple(found)


def _diary(line: PersonLine) -> str:
    return "" if line.row is None else line.row.manifest.diary


def _made(line: PersonLine) -> tuple[datetime | None, date]:
    """Return when a share was made, and its last day: of one evening the one that goes further is the newer."""
    manifest = line.row.manifest if line.row is not None else None
    return (None, date.min) if manifest is None else (made_on(manifest), manifest.last or date.min)


def count_words(lines: Collection[PersonLine], language: Language) -> str:
    """Say how many people the lines are of, and how many files where that is another number: one person may have
    made several shares, and whose a file is that cannot be shown is not known."""
    people = len({line.row.manifest.diary for line in lines if line.row is not None})
    persons = language.n("{count} person", "{count} people", people)
    files = language.n("{count} file", "{count} files", len(lines))
    if people == len(lines):
        return persons
    return f"{persons} · {files}" if people else files


def _shown(name: str) -> str:
    """Return a name that somebody else gave, as one line that turns nothing around it."""
    return shorten(clean_line(name), LONGEST_NAME)


def made_on(manifest: Manifest) -> datetime:
    """Return when a share was made. Raises ValueError."""
    return datetime.fromisoformat(manifest.made_at)


def present_of(manifest: Manifest) -> datetime:
    """Return what is called now while a share is looked at: when it was made. Where days of the diary were left
    out and the share ends earlier, it is its last day: what follows was not left empty. Raises ValueError."""
    made, last = made_on(manifest), manifest.last
    if last is None or last >= made.date() or not manifest.left_out.days:
        return made
    return made.replace(year=last.year, month=last.month, day=last.day)


def without_mistyped(span: Period, made: date) -> Period:
    """Return a span up to the day a share was made where it goes far beyond it: such a day was typed by mistake.
    Not where all of it lies later: then the clock was behind when the share was made."""
    is_mistyped = span.first <= made < span.last - timedelta(days=MOST_AHEAD)
    return Period(span.first, made) if is_mistyped else span


def build_person(
    read: Callable[[Period], DayTable],
    span: Period | None,
    manifest: Manifest,
    library: Library,
    since: date | None,
    began: date | None,
) -> PersonRow:
    """Build the row of a share; `read` gives days of it as arrays, `since` is the day of the last visit. The diary
    `began` on the first day of `span`, or before."""
    if span is None:
        return PersonRow(manifest, 0, 0, ((),) * len(DRAWN), (), None)
    table = read(span)
    been = table.rows(0, len(without_mistyped(span, made_on(manifest).date())))
    recent = been.last(RECENT)
    late = np.zeros(len(been), dtype=bool)
    for column in been.late.values():
        late |= column
    row = ((began or span.first) - span.first).days
    compared = build_compare(table, spans_since(since, span, present_of(manifest).date()), row, USUAL, library)
    changes = tuple((row.key, row.found.change) for row in compared.rows if row.is_change and row.found.change)
    is_compared = any(row.reach for row in compared.rows)
    return PersonRow(
        manifest,
        int(been.logged.sum()),
        int(late.sum()),
        tuple(_values(values_of(recent, key)) for key in DRAWN),
        tuple(map(bool, recent.logged)),
        changes if is_compared else None,
        since if is_visit(span, since) else None,
    )


def _values(column: Floats) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else round(float(value), 1) for value in column)


def build_line(path: Path, found: PersonRow | Refusal, library: Library) -> PersonLine:
    """Write the line of a share, or why it cannot be shown."""
    language = library.language
    file_name = _shown(path.stem)
    if isinstance(found, Refusal):
        named = Refusal(found.reason, **{**found.facts, "path": _shown(path.name)})
        return PersonLine(path, file_name, problem=refusal_sentence(language, None, named, OF_SHARE))
    manifest = found.manifest
    name = _shown(manifest.name) or file_name
    if manifest.first is None or manifest.last is None:
        return PersonLine(path, name, changes=language.phrase("review", "too_few"), row=found)
    return PersonLine(
        path,
        name,
        language.short_date(manifest.last),
        days_words(found, language),
        changes_words(found, language),
        bool(found.changes),
        row=found,
    )


def days_words(row: PersonRow, language: Language) -> str:
    """Write how many days of the share have something in them, and how many were typed later."""
    first, last, made = row.manifest.first, row.manifest.last, made_on(row.manifest).date()
    whole = len(without_mistyped(Period(first, last), made)) if first and last else 0
    words = filled_words(language, row.days, whole)
    if not row.late:
        return words
    return f"{words} · {language.phrase('review', 'late', count=row.late)}"


def changes_words(row: PersonRow, language: Language) -> str:
    """Write what is different, as Compare finds it, and since which visit."""
    words = _changes(row, language)
    if row.since is None:
        return words
    return language.phrase("review", "since", day=language.short_date(row.since), changes=words)


def _changes(row: PersonRow, language: Language) -> str:
    """Write what is different; no clear difference is the usual result."""
    if row.changes is None:
        return language.phrase("review", "too_few")
    if not row.changes:
        return language.phrase("review", "none")
    parts = [
        language.phrase(
            "review",
            "changes",
            key,
            "lower" if change in LOWER else "higher",
            little=language.phrase("review", "little") if change in LITTLE else "",
        )
        for key, change in row.changes
    ]
    return reduce(lambda one, other: language.phrase("review", "and", first=one, second=other), parts)


def ordered(lines: Iterable[PersonLine], order: ReviewOrder, typed: str = "") -> list[PersonLine]:
    """Return the lines with what was typed in their names, in this order; what cannot be shown comes last."""
    words = wanted(typed)
    return sorted(
        (line for line in lines if has_all(words, line.name)),
        key=lambda line: (line.row is None, _place(line, order), folded(line.name), line.path),
    )


def _place(line: PersonLine, order: ReviewOrder) -> float:
    row = line.row
    if row is None or row.manifest.first is None or row.manifest.last is None or order is ReviewOrder.NAME:
        return 0
    if order is ReviewOrder.CHANGED:
        return not line.changed
    if order is ReviewOrder.LAST:
        return -row.manifest.last.toordinal()
    return -row.days / len(Period(row.manifest.first, row.manifest.last))


def about_words(line: PersonLine, manifest: Manifest, library: Library) -> str:
    """Write what stands below a name: whether it is another than the person's, the days, for whom and when it was
    made, and what is not in it."""
    language = library.language
    parts = [said for said in (line.file, line.newer) if said]
    if manifest.is_pseudonym:
        parts.append(language.phrase("review", "other_name"))
    if manifest.first and manifest.last:
        parts.append(language.span(manifest.first, manifest.last))
    if line.days:
        parts.append(line.days)
    made = language.day(made_on(manifest).date())
    parts.append(
        language.phrase("review", "made_for", day=made, name=_shown(manifest.for_whom))
        if manifest.for_whom
        else language.phrase("review", "made", day=made)
    )
    if not manifest.texts:
        parts.append(language.phrase("review", "no_words"))
    if manifest.left_out.items:
        parts.append(language.phrase("review", "left_out", count=manifest.left_out.items))
    return joined(parts)
