"""Small files and mappings written on the spot, and read."""

from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from diary.domain.body import Atlas
from diary.domain.item import Catalogue
from diary.exchange.bundle import open_bundle
from diary.exchange.intake import ReaderContent, read_export
from diary.exchange.mapping import load_mapping
from diary.exchange.recognition import recognised
from diary.exchange.source import SourceContent, read_source
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
