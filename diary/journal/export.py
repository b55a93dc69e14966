"""Gathers all that may leave a diary: what is taken of it is chosen afterwards."""

from collections.abc import Callable, Iterable
from pathlib import Path

from diary.content.library import Library
from diary.domain.day import Day
from diary.domain.period import Period
from diary.domain.table import DayTable
from diary.journal.core import JournalCore, form_from
from diary.screens.exported import ExportContent, export_parts

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
        settings={key: text for key, text in settings.items() if not key.startswith(_HALF_TYPED)},
        marks=core.store.tip_marks(),
        hidden_areas=form_from(settings).hidden_areas,
    )
