"""Options that do not go together are refused in one sentence: none of them is left out without a word."""

import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from diary.app import run
from diary.cli.world import World
from diary.paths import resources
from diary.storage.diary_file import create_file
from tests.cli.test_commands import Terminal, terminal  # noqa: F401
from tests.factory import NOW, ZONE, a_journal


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(
    ("arguments", "one", "other"),
    [
        ("list {diary} medicine --csv --json", "--json", "--csv"),
        ("review {folder} --give-back a.diary-marks --forget", "--give-back", "--forget"),
        ("review {folder} --give-back a.diary-marks --json", "--give-back", "--json"),
        ("review {folder} --forget --since 2026-11-01", "--forget", "--since"),
        ("passphrase {diary} --remove --recovery-sheet {folder}/a.pdf", "--remove", "--recovery-sheet"),
        ("passphrase {diary} --remove --recover", "--remove", "--recover"),
        ("passphrase {diary} --recovery-sheet a.pdf --new-passphrase-file b", "--recovery-sheet", "--new-p"),
        ("import {diary} a.csv --map a.toml --as fitbit", "--map", "--as"),
        ("remind --try --stay", "--stay", "--try"),
        ("{diary} --demo", "--demo", "FILE"),
        ("report {diary} --with notes --without notes -o {folder}/a.pdf", "--with notes", "--without notes"),
        ("export {diary} --with notes --without notes -o {folder}/a.csv", "--with notes", "--without notes"),
        ("export {diary} --semicolons -o {folder}/a.xlsx", "--semicolons", "csv"),
        ("export {diary} --chart sleep -o {folder}/a.html", "--chart", "png"),
    ],
)
def test_of_two_options_neither_is_left_out_without_a_word(
    arguments: str, one: str, other: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    diary, opened = tmp_path / "my.diary", list[object]()

    def open_window(*given: object) -> int:
        opened.append(given)
        return 0

    create_file(diary)
    world = World(lambda: NOW, ZONE, resources(), language, open_window)
    assert run(["log", str(diary), "2026-11-20", "stress=3"], world) == 0
    capsys.readouterr()
    before = sorted(tmp_path.iterdir())
    given = arguments.format(diary=diary, folder=tmp_path).split(" ")
    assert run(given, world) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), opened, sorted(tmp_path.iterdir())) == ("", 1, [], before)
    assert one in err
    assert other in err


def test_today_is_a_day_wherever_one_is_asked_for(terminal: Terminal) -> None:  # noqa: F811
    """Also by its word in the language that is spoken."""
    with closing(a_journal(terminal.diary)) as journal:
        journal.answer(journal.today, "stress", 4)
        journal.answer(journal.today - timedelta(days=1), "stress", 3)
        today = journal.today.isoformat()
    for word in ("today", today):
        assert terminal("show", terminal.diary, "--from", word, "--to", word, "--json") == 0, terminal.err
        assert [day["day"] for day in json.loads(terminal.out)] == [today]
    assert terminal("findings", terminal.diary, "--to", "today", "--json") == 0, terminal.err
    assert terminal("sheet", "--from", "today", "-o", terminal.folder / "week.pdf") == 0, terminal.err
    assert terminal("review", terminal.folder, "--since", "today", "--json") == 0, terminal.err
    assert terminal("forget", terminal.diary, "vandaag", language="nl") == 0, terminal.err
    assert "soon" in terminal.refused("show", terminal.diary, "--from", "soon")
