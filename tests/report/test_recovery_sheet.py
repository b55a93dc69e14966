import re
import shutil
import subprocess
from pathlib import Path

import pytest

from diary.content.library import Library
from diary.domain.recovery_code import code_of, raw_of
from diary.report.pdf import make_sheet, write_sheet
from diary.screens.recovery_sheet import build_sheet
from tests.factory import TODAY
from tests.report.smallest import too_small

RAW = bytes(range(100, 132))


def _text(path: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    read = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True)
    return read.stdout


@pytest.fixture(params=["english", "dutch"])
def library(request: pytest.FixtureRequest) -> Library:
    found: Library = request.getfixturevalue(request.param)
    return found


def test_the_characters_can_be_read_back_from_the_paper(library: Library, resources: Path, tmp_path: Path) -> None:
    language = library.language
    state = build_sheet(language, RAW, TODAY)
    assert raw_of(" ".join(" ".join(row) for row in state.rows)) == RAW
    write_sheet(state, language, resources, tmp_path / "sheet.pdf")
    assert too_small(tmp_path / "sheet.pdf") == []
    text = _text(tmp_path / "sheet.pdf")
    printed = re.sub(r"\s", "", text)
    assert "".join(code_of(RAW)) in printed
    assert state.title in text
    for one in state.advice:
        assert re.sub(r"\s", "", one.text) in printed


def test_it_is_one_tagged_page_with_the_same_bytes_every_time(library: Library, resources: Path) -> None:
    state = build_sheet(library.language, RAW, TODAY)
    first, again = (make_sheet(state, library.language, resources) for _ in range(2))
    assert first == again
    assert len(make_sheet(state, library.language, resources, "png")) == 1
    assert b"/MarkInfo" in first[0] or b"StructTreeRoot" in first[0]
