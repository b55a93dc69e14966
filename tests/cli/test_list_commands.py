"""A list from the command line: written whole or not at all; a refusal is one sentence that names the field."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from diary.app import run
from diary.cli.world import World
from diary.paths import resources
from diary.storage.diary_file import create_file
from tests.factory import NOW, ZONE


@pytest.fixture
def world() -> World:
    return World(lambda: NOW, ZONE, resources(), "en", lambda _world, _request: 0)


@pytest.fixture
def diary(tmp_path: Path) -> str:
    create_file(tmp_path / "my.diary")
    return str(tmp_path / "my.diary")


def listed(diary: str, world: World, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run(["list", diary, "medicine", "--json"], world) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, list)
    return found


def test_a_line_is_added_then_changed_then_ended(
    diary: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["list", diary, "medicine"], world) == 0
    assert capsys.readouterr().out == "There is nothing in this list yet.\n"
    assert run(["record", diary, "medicine", "name=Paracetamol = 500 mg", "often=when needed"], world) == 0
    assert capsys.readouterr().out == "1. Paracetamol = 500 mg: when needed\n"
    assert run(["record", diary, "medicine", "often=", "helps=little", "--number", "1"], world) == 0
    assert capsys.readouterr().out == "1. Paracetamol = 500 mg: helps: a little\n"
    assert run(["record", diary, "medicine", "until=2026-11-20", "--number", "1"], world) == 0
    (line,) = listed(diary, world, capsys)
    assert (line["often"], line["helps"], line["until"]) == (None, "little", "2026-11-20")
    assert run(["list", diary, "medicine"], world) == 0
    assert capsys.readouterr().out.startswith("Stopped:\n1. Paracetamol")


def test_a_day_is_typed_in_words(diary: str, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["record", diary, "medicine", "name=x", "since=yesterday"], world) == 0
    assert listed(diary, world, capsys)[0]["since"] == str(NOW.date() - timedelta(days=1))


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["record", "medicine", "amount=2"], ("Medicine", "Medicijn")),
        (["record", "medicine", "name=" + "x" * 300], ("Medicine", "Medicijn")),
        (["record", "medicine", "name=x", "since=31-2-2019"], ("Since", "Sinds")),
        (["record", "medicine", "name=x", "until=in spring"], ("Until", "Tot")),
        (["record", "medicine", "name=x", "until=2030-01-01"], ("2030", "2030")),
        (
            ["record", "medicine", "name=x", "helps=7"],
            ("no, a little, well, I don’t know", "niet, een beetje, goed, weet ik niet"),
        ),
        (
            ["record", "medicine", "name=x", "since=2019-04", "until=2019-03-31"],
            ("before “Since”", "vóór ‘Sinds’"),
        ),
        (["record", "medicine", "nonsense"], ("name, amount, often",) * 2),
        (["record", "medicine", "nonsense=1"], ("name, amount, often",) * 2),
        (["record", "medicine", "name=x", "--number", "3"], ("3", "3")),
        (["record", "pills", "name=x"], ("medicine", "medicine")),
        (["list", "pills"], ("medicine", "medicine")),
    ],
)
def test_what_is_not_right_is_one_sentence_and_nothing_is_written(
    diary: str,
    world: World,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    names: tuple[str, str],
    language: str,
) -> None:
    verb, *rest = arguments
    assert run([verb, diary, *rest, "--language", language], world) != 0
    said = capsys.readouterr()
    assert said.out == ""
    assert names[language == "nl"] in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err
    assert listed(diary, world, capsys) == []


def test_an_answer_can_be_typed_in_the_words_it_is_shown_in(
    diary: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["record", diary, "medicine", "name=x", "helps=Een beetje", "--language", "nl"], world) == 0
    assert run(["record", diary, "medicine", "name=y", "helps=well"], world) == 0
    assert [line["helps"] for line in listed(diary, world, capsys)] == ["little", "well"]


def test_lists_are_exported_with_the_free_texts(
    diary: str, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["log", diary, "2026-11-22", "stress=4"], world) == 0
    assert run(["record", diary, "medicine", "name=Paracetamol", "since=2019-03"], world) == 0
    assert run(["export", diary, "-o", str(tmp_path / "a.csv")], world) == 0
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["a-codebook.csv", "a.csv"]
    capsys.readouterr()
    assert run(["export", diary, "--notes", "-o", str(tmp_path / "a.csv")], world) == 0
    assert "a-medicine.csv" in capsys.readouterr().out
    lines = (tmp_path / "a-medicine.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("name,amount,often,since")
    assert lines[1].startswith("Paracetamol,,,2019-03,")


def test_a_terminal_obeys_nothing_that_stands_in_a_list(
    diary: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["record", diary, "medicine", "name=a\x1b[2Jb", "side_effects=c\x07d"], world) == 0
    assert run(["list", diary, "medicine"], world) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\x07" not in said


def test_no_spreadsheet_takes_a_text_for_a_formula(
    diary: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["record", diary, "medicine", "name==SUM(A1)"], world) == 0
    capsys.readouterr()
    assert run(["list", diary, "medicine", "--csv"], world) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("'=SUM(A1),")


def test_a_long_list_goes_on_beside_a_picture(diary: str, world: World, tmp_path: Path) -> None:
    assert run(["log", diary, "2026-11-22", "stress=4"], world) == 0
    felt = f"side_effects={'dry mouth, drowsy in the morning, ' * 12}"
    for number in range(12):
        assert run(["record", diary, "medicine", f"name=M{number}", felt], world) == 0
    assert run(["report", diary, "--list", "medicine", "-o", str(tmp_path / "a.svg")], world) == 0
    assert (tmp_path / "a-2.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize("changed", ["step=9.6", "step=2", "goal=9", "start=0"])
def test_steps_of_a_plan_are_checked_as_on_the_page(
    diary: str, world: World, capsys: pytest.CaptureFixture[str], changed: str
) -> None:
    typed = {
        "what": "walking",
        "unit": "minutes",
        "start": "9.6",
        "step": "1",
        "goal": "20",
        "begins": "1-11-2026",
    }
    field, _, value = changed.partition("=")
    fields = [f"{key}={text}" for key, text in {**typed, field: value}.items()]
    assert run(["record", diary, "after_effort", "worse=no"], world) == 0
    capsys.readouterr()
    assert run(["record", diary, "building", *fields], world) != 0
    assert run(["list", diary, "building"], world) == 0
    assert capsys.readouterr().out == "There is nothing in this list yet.\n"
    assert run(["record", diary, "building", *fields, "--sure"], world) == (0 if changed == "step=2" else 1)


@pytest.mark.parametrize("answer", [None, "yes", "unsure"])
def test_steps_are_for_who_does_not_get_more_ill_after_a_small_effort(
    diary: str, world: World, capsys: pytest.CaptureFixture[str], answer: str | None
) -> None:
    if answer is not None:
        assert run(["record", diary, "after_effort", f"worse={answer}"], world) == 0
    assert run(["record", diary, "building", "what=walking", "start=10"], world) == 1
    assert "begins with a question on the page Plan" in capsys.readouterr().err


def test_a_sixth_goal_and_one_that_counts_again_as_a_sixth_are_refused(diary: str, world: World) -> None:
    assert run(["record", diary, "goal", "text=cook", "last_day=2026-11-20"], world) == 0
    for number in range(5):
        assert run(["record", diary, "goal", f"text=activity {number}"], world) == 0
    assert run(["record", diary, "goal", "text=sing", "--sure"], world) == 1
    assert run(["record", diary, "goal", "--number", "1", "text=cook for friends"], world) == 0
    assert run(["record", diary, "goal", "--number", "1", "last_day="], world) == 1


def test_what_a_diary_without_a_day_has_is_printed(diary: str, world: World, tmp_path: Path) -> None:
    assert run(["report", diary, "-o", str(tmp_path / "a.html")], world) == 1
    assert run(["record", diary, "goal", "text=walk the dog"], world) == 0
    assert run(["report", diary, "-o", str(tmp_path / "a.html")], world) == 0
    assert "walk the dog" in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("said", [["name"], ["name=a", "name=b"]])
def test_a_field_without_a_sign_or_named_twice_is_not_guessed(diary: str, world: World, said: list[str]) -> None:
    assert run(["record", diary, "medicine", "name=Paracetamol", "often=daily"], world) == 0
    assert run(["record", diary, "medicine", *said, "--number", "1"], world) == 2
    assert run(["record", diary, "medicine", "often", "--number", "1"], world) == 2
    assert run(["log", diary, "2026-11-20", "stress=3", "stress=4"], world) == 2
