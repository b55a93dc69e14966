from pathlib import Path

import pytest

from diary.app import run
from diary.cli.world import World
from diary.paths import resources
from tests.factory import NOW, ZONE


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    world = World(lambda: NOW, ZONE, resources(), "en", lambda _world, _request: 0)
    code = run([str(argument) for argument in arguments], world)
    return (code, *capsys.readouterr())


def test_pages_are_put_in_a_booklet_without_any_diary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "x.pdf"
    command = ("handout", "filter", "helps", "-o", out, "--paper", "a5", "--language", "nl")
    assert answer(capsys, *command) == (0, f"Het boekje staat in {out}.\n", "")
    assert out.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [out]


def test_a_page_that_does_not_exist_is_one_sentence_with_those_that_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, error = answer(capsys, "handout", "fliter", "-o", tmp_path / "x.pdf")
    assert (code, said) == (1, "")
    assert error.count("\n") == 1
    assert "“fliter”" in error
    assert "filter" in error.replace("fliter", "")
    assert list(tmp_path.iterdir()) == []
