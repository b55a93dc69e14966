"""What is handed over, on a disk that is really full: one sentence, nothing half-written, nothing lost."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from diary.journal.shares import open_share
from tests.cli.test_commands import Terminal
from tests.journal.test_people import WORLD, a_share, changed_days

ROOM = 1 << 20
"""Bytes of the small disk."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice with one share and a mark for it, beside the diary it was made of; each test gets a copy."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patched:
        _live_in(folder, patched)
        Path("practice").mkdir()
        share = a_share(Path("practice/a.diary"), changed_days(), "Anna")
        opened = open_share(share, WORLD.share_opener())
        with opened as (_journal, manifest), WORLD.own_marks().open(manifest) as own:
            own.add_record("therapist_mark", {"text": "walk", "kind": "phase", "from": "2026-10-01"})
    return folder


@pytest.fixture
def terminal(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    _live_in(tmp_path, monkeypatch)
    return Terminal(tmp_path, capsys)


def _live_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a small disk of its own."""
    if sys.platform != "linux":
        pytest.skip("a small disk can only be made on Linux")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", place], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be made here: {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def fill(disk: Path, left: int) -> Path:
    """Leave this many bytes free, and return what takes the others."""
    filler = disk / "filler"
    filler.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - left)))
    return filler


SOURCE, SHARE = "practice/a.source", "practice/a.diary"
WRITERS = (
    *(("report", SOURCE, "-o", f"out.{end}") for end in ("pdf", "png", "svg", "html")),
    *(
        ("export", SOURCE, "-o", f"out.{end}")
        for end in ("csv", "xlsx", "json", "fhir.json", "html", "svg", "png", "diary")
    ),
    ("sheet", SOURCE, "-o", "out.pdf"),
    ("handout", "sleep", "-o", "out.pdf"),
    ("collect", "practice", "-o", "out.csv"),
    ("collect", "practice", "-o", "out.parquet"),
    ("review", SHARE, "--give-back", "out.diary-marks", "--by", "Bos"),
)


def told(arguments: tuple[str, ...], disk: Path) -> list[str]:
    return [str(disk / one) if one.startswith("out.") else one for one in arguments]


@pytest.mark.parametrize("arguments", WRITERS, ids=lambda words: f"{words[0]} {words[-1].split('.', 1)[-1]}")
def test_a_full_disk_is_told_in_one_sentence_and_nothing_is_left(
    arguments: tuple[str, ...], terminal: Terminal, disk: Path
) -> None:
    filler = fill(disk, 0)
    assert "full" in terminal.refused(*told(arguments, disk))
    assert [path for path in disk.rglob("*") if path != filler] == []
    filler.unlink()
    assert terminal(*told(arguments, disk)) == 0, terminal.err


@pytest.mark.parametrize("arguments", [one for one in WRITERS if "out.diary" not in one])
def test_what_was_there_stays_when_the_disk_fills_up(
    arguments: tuple[str, ...], terminal: Terminal, disk: Path
) -> None:
    assert terminal(*told(arguments, disk)) == 0, terminal.err
    before = {path: path.read_bytes() for path in disk.iterdir()}
    total = sum(map(len, before.values()))
    for left in {4096, max(4096, total // 2)}:
        filler = fill(disk, left)
        code = terminal(*told(arguments, disk))
        filler.unlink()
        if code:
            assert terminal.err.count("\n") == 1
            assert {path: path.read_bytes() for path in disk.iterdir()} == before
        else:
            assert {*disk.iterdir()} == {*before}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device here")
def test_where_what_is_printed_finds_no_room_one_sentence_says_so() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "diary", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
            check=False,
        )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
