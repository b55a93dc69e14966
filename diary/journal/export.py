"""Gathers all that may leave a diary, and takes in what left another one."""

import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from diary.content.library import Library
from diary.domain.day import Day
from diary.domain.diary_data import DiaryData, ImportResult, RefusedDay
from diary.domain.limits import LONGEST_NAME, LONGEST_NOTE, MOST_RECORDS
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.domain.table import DayTable
from diary.domain.text import clean_data, clean_line
from diary.journal import checks
from diary.journal.core import JournalCore, form_from
from diary.journal.import_days import Progress, import_days
from diary.screens.exported import ExportContent, export_parts
from diary.storage.share_file import identity

if TYPE_CHECKING:
    from diary.storage.change import Change

_HALF_TYPED = "draft."
"""What is half typed in a dialog was not said yet: it stays."""


def gather(
    core: JournalCore,
    library: Library,
    resources: Path,
    period: Period,
    days: tuple[Day, ...],
    read_table: Callable[[Period, Iterable[str]], DayTable],
) -> ExportContent:
    """Return everything of the period, and what belongs to no day."""
    settings = core.store.pairs("setting")
    return ExportContent(
        library=library,
        resources=resources,
        period=period,
        made_at=core.now(),
        days=days,
        items=library.catalogue.numeric,
        parts=frozenset(export_parts(library)),
        read_table=read_table,
        records={one.key: core.store.records(one.key) for one in library.registers},
        own_items=core.own_items,
        profile=core.store.pairs("profile"),
        settings={key: text for key, text in settings.items() if text and not key.startswith(_HALF_TYPED)},
        marks=core.store.tip_marks(),
        boundary=core.boundary,
        began=core.began(),
        diary=identity(core.store),
        days_outside=core.store.count_days() - len(days),
        hidden_areas=form_from(settings).hidden_areas,
    )


def take_in(
    core: JournalCore, data: DiaryData, *, keep: bool, progress: Progress = lambda _done, _all: None
) -> tuple[ImportResult, Period | None]:
    """Add all that another diary held, in one change, never over what is there; settings only where nothing was
    logged yet: with them it is then an equal diary. With `keep` False everything is taken back.

    Days that no diary can hold are left out, and told. Raises Refusal for anything else that none holds; then
    nothing of it is stored.
    """
    refused: list[RefusedDay] = []

    def refuse(day: Day, refusal: Refusal) -> None:
        refused.append(RefusedDay(day.date, Refusal(refusal.reason, **refusal.facts)))

    is_new = core.store.span() is None and not core.store.records(None)
    last = max((day.date for day in data.days), default=core.today)  # typed by mistake there, and kept as it was
    taken, period = import_days(
        core.store,
        core.catalogue,
        core.atlas,
        max(core.today, last),
        data.days,
        data.own_items,
        at=core.now(),
        keep=keep,
        beside=partial(_take_beside, core, data, is_new),
        progress=progress,
        refuse=refuse,
    )
    return replace(taken, refused=tuple(refused)), period


def _take_beside(core: JournalCore, data: DiaryData, is_new: bool, change: "Change") -> int:
    """Put in what belongs to no day; returns how many values are new."""
    store = core.store
    known = store.records(None)
    numbers = {record.id for record in known}
    there = store.pairs("profile")
    marks = set(data.marks) - set(store.tip_marks())
    pairs = [("profile", key, clean_line(value)) for key, value in data.profile.items() if key not in there]
    if is_new and data.settings:
        form = {**dict.fromkeys(store.pairs("setting"), ""), **data.settings}
        pairs += [("setting", key, value) for key, value in form.items()]
    records = [replace(one, data=clean_data(one.data)) for one in data.records if one.id not in numbers]
    for count in (len(known) + len(records), len(store.tip_marks()) + len(marks), len(pairs)):
        checks.check_room(count - 1, MOST_RECORDS)
    for record in records:
        checks.check_text(json.dumps(record.data, ensure_ascii=False))
        checks.check_text(record.register, LONGEST_NAME)
        change.put_record(record)
    for table, key, value in pairs:
        checks.check_text(key, LONGEST_NAME)
        checks.check_text(value, LONGEST_NAME if table == "profile" else 10 * LONGEST_NOTE)
        change.put_pair(table, key, value)
    for marked in marks:
        checks.check_text(marked.tip, LONGEST_NAME)
        change.put_mark(marked)
    return len(records) + len(marks) + len(pairs)
