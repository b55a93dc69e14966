"""Reads any file or folder from elsewhere into one value: by the reader that knows it, by a mapping file, or as a
whole diary. The window and the command line both read this way."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from diary.domain.body import Atlas
from diary.domain.day import Day
from diary.domain.diary_data import DiaryData
from diary.domain.item import Catalogue
from diary.domain.period import DAY_BOUNDARY_MINUTES
from diary.domain.refusal import Reason, Refusal
from diary.exchange.bundle import open_bundle
from diary.exchange.day_collector import AlikeRows, RefusedRows, alike
from diary.exchange.diary_json import is_diary_json, read_diary_json
from diary.exchange.fields import Clock
from diary.exchange.file_questions import SavedAnswers
from diary.exchange.intake import Gathered, ReaderContent, read_export
from diary.exchange.mapping import ImportMap, load_mapping
from diary.exchange.own_files import OwnTable, is_share, own_table_in, read_share
from diary.exchange.own_workbook import own_workbook_in
from diary.exchange.recognition import Recognised, recognised
from diary.exchange.source import read_source
from diary.exchange.source_rows import Progress
from diary.storage.key import Key


class IntakeWay(Struct, frozen=True):
    """How a source is to be read: by a mapping file, or by a reader that is named or found, with answers. `key` is
    that of a share with a passphrase."""

    mapping: Path | ImportMap | None = None
    kind: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    key: Key | None = None


class Intake(Struct, frozen=True):
    """What was read, for `Journal.take_in`. By a reader or a mapping also its `content`; by a reader what was
    `found` too. `diary` is the identity of the one that a share or a diary in JSON is of, `name` whose it
    is, both empty where it does not say. `is_saved`: this program saved it."""

    data: DiaryData
    rows: int
    refused: tuple[AlikeRows, ...] = ()
    found: Recognised | None = None
    content: ReaderContent | None = None
    gathered: Gathered | None = None
    diary: str = ""
    name: str = ""
    is_saved: bool = False

    @property
    def saved_days(self) -> Sequence[Day]:
        """The days, if this program saved them: those of a watch may differ from what was typed."""
        return self.data.days if self.is_saved else ()

    @property
    def refused_rows(self) -> int:
        """How many rows could not be used."""
        return sum(alike.count for alike in self.refused)

    def saved(self, answers: Mapping[str, str]) -> SavedAnswers:
        """Return the answer to every question, the usual one where none was given, to be kept in a file."""
        assert self.found is not None
        assert self.content is not None
        told = {one.key: answers.get(one.key, one.usual) for one in self.content.questions}
        return SavedAnswers(self.found.reader.key, {**answers, **told})

    def answered(self, answers: Mapping[str, str]) -> "Intake":
        """Make the days again under other answers, without reading the source again."""
        assert self.gathered is not None
        return replace(_intake(self.gathered.content(answers)), found=self.found, gathered=self.gathered)


def _intake(content: ReaderContent) -> Intake:
    data = DiaryData(days=content.days, own_items=content.own_items)
    return Intake(data, content.counts.rows, content.refused, content=content)


def read_any(
    source: Path,
    way: IntakeWay,
    catalogue: Catalogue,
    atlas: Atlas,
    now: datetime,
    progress: Progress = lambda _done, _all: None,
    *,
    boundary: int = DAY_BOUNDARY_MINUTES,
) -> Intake:
    """Read a file or folder. `now` is the local moment, aware through a `ZoneInfo`; `boundary` is the day boundary
    of the diary, in minutes after midnight, for what says when somebody wrote or did it.

    Raises Refusal for what cannot be read at all, SOURCE_UNKNOWN when no reader knows it, SOURCE_EMPTY when there
    is nothing in it.
    """
    if way.mapping is not None:
        mapping = load_mapping(way.mapping) if isinstance(way.mapping, Path) else way.mapping
        if mapping.date.boundary is None:
            mapping = replace(mapping, date=replace(mapping.date, boundary=Clock(boundary)))
        reading = read_source(source, mapping, catalogue, atlas, now, way.answers, progress)
        refused, questions = alike(reading.refused), reading.questions
        return _intake(ReaderContent(reading.days, reading.own_items, reading.counts, refused, questions))
    own = own_table_in(source) or own_workbook_in(source) if way.kind is None else None
    if own is not None:
        return _own_table(OwnTable(own, catalogue, atlas, now), progress)
    whole = _whole(source, way.key) if way.kind is None and source.is_file() else None
    if whole is not None:
        return whole
    with open_bundle(source) as bundle:
        found = recognised(bundle, way.kind)
        gathered = read_export(bundle, found, way.answers, catalogue, now, progress, boundary)
    if not gathered.counts.rows:
        raise Refusal(Reason.SOURCE_EMPTY, path=str(source))
    return replace(_intake(gathered.content(way.answers)), found=found, gathered=gathered)


def _whole(source: Path, key: Key | None) -> Intake | None:
    """Return what a diary in JSON or a share holds; None for any other file."""
    if is_diary_json(source):
        rows = RefusedRows()
        read = read_diary_json(source, lambda place, refusal: rows.add(place, None, refusal))
        name, read_rows = read.profile.get("name", ""), len(read.days) + rows.count
        return Intake(read, read_rows, tuple(rows), diary=read.diary, name=name, is_saved=True)
    if is_share(source, key):
        data, manifest = read_share(source, key)
        return Intake(data, len(data.days), diary=manifest.diary, name=manifest.name, is_saved=True)
    return None


def _own_table(table: OwnTable, progress: Progress) -> Intake:
    days = table.days(progress)
    content = ReaderContent(days, table.own_items, table.counts, alike(table.refused), ())
    return replace(_intake(content), is_saved=True)
