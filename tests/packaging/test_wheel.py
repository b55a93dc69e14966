"""What is built holds the program and everything it reads, and finds it again."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from diary import paths

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_program_and_every_resource_and_nothing_else(wheel: Path) -> None:
    inside = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = (path for path in (ROOT / "resources").rglob("*") if path.is_file() and path.suffix != ".pyc")
    resources = {path.relative_to(ROOT).as_posix() for path in files}
    kept = [path for end in ("py", "sql") for path in (ROOT / "diary").rglob(f"*.{end}")]
    program = {path.relative_to(ROOT).as_posix() for path in kept}
    assert {name for name in inside if name.startswith("diary/resources/")} == {
        f"diary/{name}" for name in resources
    }
    assert {name for name in inside if not name.startswith("diary/resources/")} == program


def test_every_translation_is_compiled_into_the_wheel(wheel: Path) -> None:
    inside = set(ZipFile(wheel).namelist())
    for source in (ROOT / "resources" / "locale").glob("*/LC_MESSAGES/*.po"):
        compiled = source.relative_to(ROOT).with_suffix(".mo").as_posix()
        assert f"diary/{compiled}" in inside


def test_a_program_from_the_wheel_finds_its_resources_inside_the_package(wheel: Path, tmp_path: Path) -> None:
    ZipFile(wheel).extractall(tmp_path)
    probe = "from diary import paths; print(paths.resources())"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    assert Path(done.stdout.strip()) == tmp_path / "diary" / "resources"


def test_a_checkout_reads_its_resources_in_place() -> None:
    assert paths.resources() == ROOT / "resources"
