"""What is no plain file is refused in one sentence wherever a file is read, and nobody waits for it."""

import os
import re
import select
import shutil
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_commands import DATED_MAP, Terminal
from tests.factory import a_day, a_journal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes with names")
ROOT = Path(__file__).parents[2]


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(path))


MAKE: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "folder": lambda path: path.mkdir(),
    "socket": _socket,
}
PATIENCE = 30
"""Seconds after which a command that has not ended waits for somebody."""
READS = {
    "the map": ("import", "my.diary", "days.csv", "--map", "odd"),
    "the source": ("import", "my.diary", "odd", "--map", "map.toml"),
    "a source without a map": ("import", "my.diary", "odd"),
    "answers": ("import", "my.diary", "days.csv", "--answers", "odd"),
    "a list": ("list", "odd", "medicine"),
    "a form": ("sheet", "odd", "-o", "week.pdf"),
    "a copy for a rescue": ("salvage", "my.diary", "new.diary", "--copy", "odd"),
    "a diary": ("show", "odd"),
    "a diary to check": ("check", "odd"),
    "a damaged diary": ("salvage", "odd", "new.diary"),
    "a copy to put back": ("restore", "odd", "my.diary"),
    "another copy": ("merge", "my.diary", "odd"),
}


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.toml").write_text(DATED_MAP + '[[item]]\ncolumn = "stress"\nitem = "stress"\n')
    (tmp_path / "days.csv").write_text("date,stress\n2026-11-20,4\n")
    a_journal(tmp_path / "my.diary", days=[a_day(1, stress=4)]).close()
    return Terminal(tmp_path, capsys)


def ended(terminal: Terminal, *words: str) -> tuple[int, str]:
    """How a command ends in a child of this process, and what it said; one that waits is ended by force.

    Starting the program anew takes ten times as long, and does the same.
    """
    mine, its = os.pipe()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            code = terminal(*words)
            os.write(its, terminal.err.encode())
        finally:
            os._exit(code)
    os.close(its)
    with os.fdopen(mine, encoding="utf-8") as told:
        if not select.select([told], [], [], PATIENCE)[0]:
            os.kill(child, signal.SIGKILL)
        said = told.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


@pytest.mark.parametrize("read", READS)
def test_nobody_waits_for_a_pipe(terminal: Terminal, read: str) -> None:
    os.mkfifo(terminal.folder / "odd")
    code, said = ended(terminal, *READS[read])
    assert (code, said.count("\n")) == (1, 1), said


@pytest.mark.parametrize("kind", ["device", "folder", "socket"])
@pytest.mark.parametrize("read", READS)
def test_it_is_refused_where_it_is_named(terminal: Terminal, kind: str, read: str) -> None:
    MAKE[kind](terminal.folder / "odd")
    assert terminal(*READS[read]) == 1
    assert terminal.err.count("\n") == 1


@pytest.mark.parametrize("name", ["p.csv", "p.json", "p.zip", "p.xlsx", "p.diary-marks", "p.xml", "folder"])
def test_nobody_waits_for_a_pipe_by_any_name_or_in_a_folder(terminal: Terminal, name: str) -> None:
    odd = terminal.folder / name
    if name == "folder":
        odd.mkdir()
        for file in ("a.csv", "a.json", "a-codebook.csv"):
            os.mkfifo(odd / file)
    else:
        os.mkfifo(odd)
    code, said = ended(terminal, "import", "my.diary", name)
    assert (code, said.count("\n")) == (1, 1), said


READ = re.compile(r"\.open\((?:\"r|encoding)|\.read_(?:bytes|text)\(|(?<!def )(?<![\w.])open\(")
MAY_READ = {
    "journal/share.py": "a share that was just made in a private folder",
    "cli/world.py": "a passphrase may come through a pipe",
    "storage/rescue/readable_rows.py": "a copy that was just made",
    "storage/schema.py": "a file of the program",
    "storage/key.py": "a file of the program",
    "storage/sync_folder.py": "what the system tells of its mounts",
}


def test_what_somebody_names_is_opened_as_a_plain_file_only() -> None:
    found = {
        str(path.relative_to(ROOT / "diary")): line
        for part in ("cli", "exchange", "journal", "storage")
        for path in (ROOT / "diary" / part).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if READ.search(line) and "resources" not in line
    }
    assert found.keys() == MAY_READ.keys(), found


@pytest.mark.parametrize("kind", MAKE)
def test_it_is_refused_where_it_lies_beside_a_diary(terminal: Terminal, kind: str) -> None:
    MAKE[kind](terminal.folder / "my.diary-journal")
    assert terminal("show", terminal.diary) == 1
    assert terminal.err.count("\n") == 1


@pytest.mark.parametrize("kind", MAKE)
def test_a_list_of_checksums_that_is_none_counts_as_none(terminal: Terminal, kind: str) -> None:
    shutil.copy(terminal.diary, terminal.folder / "copy.diary")
    MAKE[kind](terminal.folder / "copy.sha256")
    assert terminal("check", terminal.folder / "copy.diary") == 0


def test_a_link_in_the_place_of_the_lock_is_not_followed(terminal: Terminal) -> None:
    lock = terminal.folder / ".my.diary.lock"
    lock.symlink_to(terminal.folder / "elsewhere")
    assert terminal("log", "my.diary", "2026-11-20", "stress=4") == 0
    assert not (terminal.folder / "elsewhere").exists()
