"""Words found from the command line: the latest day first, for people and for programs, and nothing written."""

import json
from pathlib import Path

import pytest

from diary.app import run
from diary.cli.world import World
from diary.paths import resources
from tests.factory import NOW, TODAY, ZONE, a_day, a_journal


@pytest.fixture
def world() -> World:
    return World(lambda: NOW, ZONE, resources(), "en", lambda _world, _request: 0)


@pytest.fixture
def diary(tmp_path: Path) -> str:
    days = [a_day(notes={"note": "café \x1b[2J with Zoë"}), a_day(2, notes={"note": "CAFE again"})]
    journal = a_journal(tmp_path / "my.diary", days=days)
    journal.add_record("medicine", {"name": "Cafein"})
    journal.close()
    return str(tmp_path / "my.diary")


def test_every_word_is_found_whatever_its_accents(
    diary: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(diary).read_bytes()
    assert run(["find", diary, "zoe", "CAF"], world) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert "22 November 2026" in out
    assert "with Zoë" in out
    assert "\x1b" not in out
    assert Path(diary).read_bytes() == before


def test_programs_get_days_lists_and_whether_there_is_more(
    diary: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["find", diary, "cafe", "--json"], world) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["day"] for each in found["days"]] == [TODAY.isoformat(), "2026-11-20"]
    assert found["days"][1] == {
        "day": "2026-11-20",
        "source": "note",
        "key": "note",
        "text": "CAFE again",
        "at": None,
    }
    assert found["lists"][0]["name"] == "Cafein"
    assert found["more"] is False


@pytest.mark.parametrize("language", ["en", "nl"])
def test_nothing_found_is_said_beside_the_output(
    diary: str, world: World, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["find", diary, "nowhere", "--language", language], world) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("words", ["", "  ", "\u200b"])
def test_no_word_is_a_refusal(diary: str, world: World, capsys: pytest.CaptureFixture[str], words: str) -> None:
    assert run(["find", diary, words], world) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "There is no word to look for. Type one, or a part of one.\n")
