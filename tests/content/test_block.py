"""What a content file says is kept beside it, as Python keeps its modules, and never outlives the file."""

import os
import sys
import tomllib
from pathlib import Path
from runpy import run_path

import pytest

from diary.content.block import ContentFile, _parsed

PACKAGING = Path(__file__).parents[2] / "packaging"


@pytest.fixture(autouse=True)
def _as_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def _written(path: Path, text: str, second: int) -> Path:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (second, second))
    _parsed.cache_clear()  # as a new process
    return path


def _without_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    _parsed.cache_clear()
    monkeypatch.setattr(tomllib, "loads", None)


def test_a_file_is_parsed_at_the_first_start_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'limit = inf\nsince = 2026-01-31\nword = "één"\n[deep]\nmore = [1, [2.5, true]]\n'
    path = _written(tmp_path / "a.toml", text, 1_000)
    first = ContentFile(path).tables
    assert first == {**tomllib.loads(text), "since": "2026-01-31"}
    _without_parsing(monkeypatch)
    assert ContentFile(path).tables == first


def test_so_is_a_page_in_markdown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _written(tmp_path / "a.md", '+++\r\ntitle = "Sleep"\r\n+++\r\nWords.\r\n', 1_000)
    first = ContentFile(path).tables
    assert first == {"title": "Sleep", "body": "\nWords.\n"}
    _without_parsing(monkeypatch)
    assert ContentFile(path).tables == first


def test_a_changed_file_is_parsed_again(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.toml", "a = 1", 1_000)
    assert ContentFile(path).tables == {"a": 1}
    _written(path, "a = 2", 1_001)
    assert ContentFile(path).tables == {"a": 2}


def test_where_nothing_can_be_kept_it_is_parsed_each_time(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.toml", "a = 1", 1_000)
    (tmp_path / "__pycache__").write_text("no folder")
    assert ContentFile(path).tables == {"a": 1}
    _parsed.cache_clear()
    assert ContentFile(path).tables == {"a": 1}


def test_a_package_brings_it_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en").mkdir()
    path = _written(tmp_path / "en" / "a.toml", "a = 1", 1_000)
    run_path(str(PACKAGING / "package.py"))["keep_parsed"](tmp_path)
    _without_parsing(monkeypatch)
    assert ContentFile(path).tables == {"a": 1}


def test_what_is_kept_names_no_folder_of_the_computer_that_built_it(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.toml", "a = 1", 1_000)
    assert ContentFile(path).tables == {"a": 1}
    (kept,) = (tmp_path / "__pycache__").iterdir()
    assert os.fsencode(tmp_path) not in kept.read_bytes()
