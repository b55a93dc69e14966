"""A trial changes nothing, and a name that promises one kind of file never gets another."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from diary.domain.links.question import Question
from tests.cli.test_commands import DATED_MAP, REFUSED, Terminal
from tests.factory import NOW, TODAY, Clock, a_day, a_journal


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
    assert terminal(*read, "--new") == 0, terminal.err
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


def test_a_diary_that_is_not_there_yet_is_refused_with_the_way_to_begin_it(terminal: Terminal) -> None:
    source = terminal.folder / "days.csv", "--map", terminal.folder / "map.toml"
    assert "--new" in terminal.refused("log", terminal.diary, "today", "stress=3")
    assert "--new" in terminal.refused("import", terminal.diary, *source)
    assert "--new" in terminal.refused("import", terminal.diary, *source, "--dry-run")
    assert "--new" not in terminal.refused("show", terminal.diary)


def test_what_only_reads_writes_nothing_even_where_a_look_is_due(terminal: Terminal) -> None:
    days = [a_day(ago, stress=ago % 9, function=ago % 7, notes={"note": "x"}) for ago in range(100)]
    with closing(a_journal(terminal.diary, Clock(NOW - timedelta(days=95)))) as journal:
        journal.questions.ask(Question("stress", True, "function", False, TODAY), "?")
    with closing(a_journal(terminal.diary)) as journal:
        journal.import_days(days)
    before = _files(terminal.folder)
    for words in (
        ("show",),
        ("list", "question"),
        ("find", "x"),
        ("measures", "--json"),
        ("findings",),
        ("check",),
        ("forget", "--help"),
        ("merge", "--help"),
    ):
        assert terminal(words[0], terminal.diary, *words[1:]) == 0, words
    terminal("handout", "filter", "-o", terminal.folder / "new.pdf")
    for name in ("new.html", "new.svg"):
        assert terminal("report", terminal.diary, "-o", terminal.folder / name) == 0
    assert terminal("export", terminal.diary, "--notes", "-o", terminal.folder / "new.csv") == 0
    after = _files(terminal.folder)
    assert {path: after[path] for path in before} == before
    assert all(Path(path).name.startswith("new") for path in after.keys() - before.keys())


@pytest.mark.parametrize(
    ("name", "said"), [("out.docx", "csv"), ("out.pdf", "diary report"), ("out.ods", "csv"), ("out", "csv")]
)
def test_an_export_under_the_name_of_another_kind_of_file_is_refused(
    terminal: Terminal, name: str, said: str
) -> None:
    assert terminal("demo", terminal.diary, "--days", "5") == 0
    assert said in terminal.refused("export", terminal.diary, "-o", terminal.folder / name)
    assert not (terminal.folder / name).exists()
