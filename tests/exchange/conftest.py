"""Small files and mappings written on the spot, and read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from diary.domain.body import Atlas
from diary.domain.item import Catalogue
from diary.exchange.mapping import load_mapping
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
