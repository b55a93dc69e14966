"""A copy of the resources that a test may change."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

COPIED = ("content", "bodymap", "drawings", "locale", "phrases", "theme")


@pytest.fixture(scope="session")
def copy_resources(resources: Path) -> Callable[[Path], None]:
    """Write the resources that hold words into a folder: they are read once for all tests. What is kept beside a
    file of when it was changed goes along, so that nothing is parsed again."""
    found = [path for part in COPIED for path in (resources / part).rglob("*") if path.is_file()]
    read = [(path.relative_to(resources), path.read_bytes(), path.stat()) for path in found]

    def write(to: Path) -> None:
        for folder in {(to / place).parent for place, _, _ in read}:
            folder.mkdir(parents=True, exist_ok=True)
        for place, content, known in read:
            path = to / place
            path.write_bytes(content)
            os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))

    return write


@pytest.fixture
def copied(copy_resources: Callable[[Path], None], tmp_path: Path) -> Path:
    folder = tmp_path / "resources"
    copy_resources(folder)
    return folder
