"""Small files and mappings written on the spot, and read."""

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from diary.domain.body import Atlas
from diary.domain.day import Day
from diary.domain.item import Catalogue
from diary.exchange.bundle import open_bundle
from diary.exchange.intake import ReaderContent, read_export
from diary.exchange.mapper import made_map, usual_use
from diary.exchange.mapping import load_mapping
from diary.exchange.recognition import recognised
from diary.exchange.source import SourceContent, read_source
from diary.exchange.table_look import MapChoices, Subject, TableLook, Use, look_at, subjects
from tests.factory import NOW

ReadText = Callable[..., SourceContent]


@pytest.fixture
def read_text(tmp_path: Path, catalogue: Catalogue, atlas: Atlas) -> ReadText:
    """Read `source` (text or bytes) as a file called `name` through a mapping given as TOML."""

    def read(mapping: str, source: str | bytes, name: str = "source.csv") -> SourceContent:
        path, map_path = tmp_path / name, tmp_path / "map.toml"
        path.write_bytes(source if isinstance(source, bytes) else source.encode("utf-8"))
        map_path.write_text(mapping, encoding="utf-8")
        return read_source(path, load_mapping(map_path), catalogue, atlas, NOW)

    return read


class Exports:
    """Reads exports that were made on the spot, or are at a path, by the reader that recognises them."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.folder, self.catalogue, self.reader = folder, catalogue, ""

    def __call__(
        self, source: str | bytes | Path | Mapping[str, str | bytes], name: str = "export.csv", **answers: str
    ) -> ReaderContent:
        told = {key.replace("__", "."): answer for key, answer in answers.items()}
        with open_bundle(self._placed(source, name)) as bundle:
            found = recognised(bundle)
            self.reader = found.reader.key
            return read_export(bundle, found, told, self.catalogue, NOW).content(told)

    def _placed(self, source: str | bytes | Path | Mapping[str, str | bytes], name: str) -> Path:
        if isinstance(source, Path):
            return source
        if isinstance(source, Mapping):
            path = self.folder / "export.zip"
            with ZipFile(path, "w", ZIP_DEFLATED) as archive:
                for inner, content in source.items():
                    archive.writestr(inner, content)
            return path
        path = self.folder / name
        path.write_bytes(source if isinstance(source, bytes) else source.encode("utf-8"))
        return path


@pytest.fixture
def exports(tmp_path: Path, catalogue: Catalogue) -> Exports:
    """See `Exports`."""
    return Exports(tmp_path, catalogue)


class Mapped:
    """Looks at tables and reads them under choices."""

    def __init__(self, folder: Path, catalogue: Catalogue, atlas: Atlas) -> None:
        self.path, self.catalogue, self.atlas = folder / "table.csv", catalogue, atlas

    def look(self, text: str, name: str = "table.csv") -> TableLook:
        self.path = self.path.with_name(name)
        self.path.write_text(text, encoding="utf-8")
        return look_at(self.path, today=NOW.date())

    def use(self, look: TableLook, choices: MapChoices, column: str, item: str) -> Use:
        subject = next(one for one in subjects(look, choices) if one.key == column)
        return usual_use(subject, self.catalogue.item(item), look.source)

    def subject(self, look: TableLook, column: str, choices: MapChoices | None = None) -> Subject:
        return next(one for one in subjects(look, choices or MapChoices()) if one.key == column)

    def read(self, look: TableLook, choices: MapChoices) -> SourceContent:
        mapping = made_map(look, choices, self.catalogue.item)
        assert mapping is not None
        return read_source(self.path, mapping, self.catalogue, self.atlas, NOW)


@pytest.fixture
def mapped(tmp_path: Path, catalogue: Catalogue, atlas: Atlas) -> Mapped:
    return Mapped(tmp_path, catalogue, atlas)


def a_workbook(rows: Iterable[Iterable[object]]) -> bytes:
    from openpyxl import Workbook  # type: ignore[import-untyped]

    book, made = Workbook(), BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(made)
    return made.getvalue()


def values(days: tuple[Day, ...], item: str) -> dict[int, float | None]:
    return {day.date.day: day.value(item) for day in days}
