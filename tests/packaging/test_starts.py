"""The bars of how long programs take to open: every program named, each as long as what was measured."""

from pathlib import Path
from runpy import run_path
from xml.etree import ElementTree

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"
starts = run_path(str(PACKAGING / "starts.py"))
MEASURED = {"Bare": starts["Start"](100.0, 120.0), "Ours & co": starts["Start"](250.0, 600.0)}


def test_the_table_compares_each_with_the_first() -> None:
    assert "| Ours & co | 250 | 2.50 | 600 | 5.00 |" in starts["table"](MEASURED).splitlines()


def test_the_bars_are_as_long_as_what_was_measured() -> None:
    picture = ElementTree.fromstring(starts["chart"](MEASURED, "measured once"))
    words = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Bare", "Ours & co", "measured once", "250 · 600"} <= set(words)
    wide = [float(bar.get("width", "0")) for bar in picture.iter("{http://www.w3.org/2000/svg}rect")][1:]
    assert wide[1] / wide[3] == pytest.approx(100 / 250, rel=0.01)
    assert wide[2] == max(wide)


def test_a_program_that_is_not_here_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "programs.toml"
    file.write_text('[[program]]\nname = "No"\ncommand = ["/nonexistent/no"]\n[[program]]\nname = "Yes"\n')
    file.write_text(file.read_text() + 'command = ["{python}", "{work}/x"]\nprepare = "touch {work}/x"\n')
    (found,) = starts["read_programs"](file, tmp_path)
    assert (found.name, found.command[1], found.prepare) == ("Yes", f"{tmp_path}/x", f"touch {tmp_path}/x")
    assert capsys.readouterr().err == "No: not on this computer\n"


def test_the_programs_to_compare_are_declared_whole(tmp_path: Path) -> None:
    names = {program.name for program in starts["read_programs"](PACKAGING / "starts.toml", tmp_path)}
    assert {"A bare window (PySide6)", "Symptom Diary"} <= names
