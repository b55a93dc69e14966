"""A copy of the resources that a test may change."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def copied(resources: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "resources"
    for part in ("content", "bodymap", "drawings", "locale", "phrases"):
        if (resources / part).is_dir():
            shutil.copytree(resources / part, folder / part)
    return folder
