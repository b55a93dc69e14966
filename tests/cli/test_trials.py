"""A trial changes nothing, and a name that promises one kind of file never gets another."""

from pathlib import Path

import pytest

from tests.cli.test_commands import DATED_MAP, REFUSED, Terminal


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    (tmp_path / "map.toml").write_text(DATED_MAP + '[[item]]\ncolumn = "stress"\nitem = "stress"\n')
    (tmp_path / "days.csv").write_text("date,stress\n2026-11-20,4\n")
    return Terminal(tmp_path, capsys)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_trial_leaves_anything(terminal: Terminal) -> None:
    folder = terminal.folder
    assert terminal("log", folder / "other.diary", "2026-11-19", "stress=3", "--new") == 0
    before = _files(folder)
    read = ("import", terminal.diary, folder / "days.csv", "--map", folder / "map.toml", "--dry-run")
    assert terminal(*read, "--new") == 0
    assert "1 new value" in terminal.out
    assert terminal(*read) == REFUSED
    assert _files(folder) == before
    assert terminal("log", terminal.diary, "2026-11-21", "stress=4", "--new") == 0
    before = _files(folder)
    assert terminal(*read) == 0
    merge = ("merge", terminal.diary, folder / "other.diary", "--dry-run")
    assert terminal(*merge, "--as-import") == 0
    assert "1 new value" in terminal.out
    assert terminal("merge", terminal.diary, terminal.diary, "--dry-run") in {0, REFUSED}
    assert _files(folder) == before


@pytest.mark.parametrize("name", ["out.docx", "out.pdf", "out.ods", "out"])
def test_an_export_under_the_name_of_another_kind_of_file_is_refused(terminal: Terminal, name: str) -> None:
    assert terminal("demo", terminal.diary, "--days", "5") == 0
    assert "csv" in terminal.refused("export", terminal.diary, "-o", terminal.folder / name)
    assert not (terminal.folder / name).exists()
