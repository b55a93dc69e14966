"""A clock that is wrong is no damage, and a day that has not come is neither lost nor taken for now."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from diary.app import run
from diary.cli.world import World
from diary.paths import resources
from diary.storage.diary_file import create_file
from diary.storage.health import check
from tests.factory import NOW, ZONE, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW.replace(year=2026, month=10, day=23))


@pytest.fixture
def world(clock: Clock) -> World:
    return World(clock, ZONE, resources(), "en", lambda *_: 0)


@pytest.fixture
def diary(tmp_path: Path, world: World) -> Path:
    path = tmp_path / "x.diary"
    for day, more in (("2026-10-20", ["--new"]), ("2026-10-22", [])):
        assert run(["log", str(path), day, "stress=4", "note=here", *more], world) == 0
    assert run(["log", "--today", "2027-10-23", str(path), "2027-10-23", "stress=9"], world) == 0
    return path


@pytest.mark.parametrize("hour", [0, 3, 7, 12, 23])
def test_the_day_that_is_taken_for_today_is_today_at_every_hour(tmp_path: Path, world: World, hour: int) -> None:
    """After midnight it was the day before, and an answer of "today" had not come yet."""
    asked = replace(world, clock=Clock(NOW.replace(hour=hour))).at(date(2026, 2, 3))
    for boundary in (0, 4 * 60, 8 * 60):
        path = tmp_path / f"{boundary}.diary"
        create_file(path, None)
        with asked.journal(path) as journal:
            journal.set_form(replace(journal.form(), boundary_minutes=boundary))
            assert journal.today == date(2026, 2, 3)


def test_the_last_logged_day_is_not_taken_for_now(
    diary: Path, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "out.html"
    assert run(["report", str(diary), "-o", str(page)], world) == 0
    assert "20 to 23 October 2026" in " ".join(page.read_text(encoding="utf-8").split())
    assert "2 of 4 days" in page.read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(["findings", str(diary), "--json"], world) == 0
    assert json.loads(capsys.readouterr().out)["seen_from"] == "2026-10-23"


def test_a_day_that_has_not_come_is_listed(diary: Path, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["check", str(diary)], world) == 0
    told = capsys.readouterr().out
    assert "is sound" in told
    assert "1 day of these has not come yet: 23 October 2027." in told
    assert run(["check", str(diary), "--json"], world) == 0
    assert json.loads(capsys.readouterr().out)["still_to_come"] == ["2027-10-23"]
    assert run(["show", str(diary)], world) == 0
    assert "Saturday 23 October 2027 (still to come)" in capsys.readouterr().out


@pytest.mark.parametrize("year", [2020, 2026])
def test_a_clock_that_is_behind_is_no_damage(
    diary: Path, world: World, clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str], year: int
) -> None:
    clock.now = clock.now.replace(year=year, month=1)
    new = tmp_path / "new.diary"
    capsys.readouterr()
    assert run(["salvage", str(diary), str(new)], world) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert f"By the clock of this computer it is 23 January {year}" in told
    assert "left out, because" not in told
    assert "Nothing that can be seen from the file is missing." in told
    assert (check(new).days, check(new).answers, check(new).last) == (3, 3, date(2027, 10, 23))


def test_a_right_clock_is_not_called_behind(
    tmp_path: Path, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "y.diary"
    assert run(["log", str(path), "today", "stress=4", "--new"], world) == 0
    assert run(["check", str(path)], world) == 0
    assert run(["salvage", str(path), str(tmp_path / "new.diary")], world) == 0
    assert "By the clock" not in capsys.readouterr().out


def test_with_a_copy_nothing_newer_is_left_out_because_of_the_clock(
    diary: Path, world: World, clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.diary"
    shutil.copy(diary, copy)
    assert run(["log", str(diary), "2026-10-23", "stress=5"], world) == 0
    clock.now = clock.now.replace(year=2020)
    capsys.readouterr()
    assert run(["salvage", str(diary), str(tmp_path / "new.diary"), "--copy", str(copy)], world) == 0
    assert "1 newer entry was read" in capsys.readouterr().out
