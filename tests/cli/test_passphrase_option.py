"""Every command opens an encrypted diary: with a file, by a question on the terminal, or not at all."""

import os
import stat
from pathlib import Path

import pytest

from diary.app import run
from diary.cli.world import World
from diary.paths import resources
from diary.storage.header import is_encrypted
from diary.storage.key import Key
from tests.factory import NOW, ZONE, a_day, a_journal

pytestmark = pytest.mark.usefixtures("quick_keys")

PASSPHRASE = "vier losse woorden"
MAPPING = '[date]\ncolumn = "d"\n[[item]]\ncolumn = "s"\nitem = "stress"\n'


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, quick_keys: None) -> Path:
    path = tmp_path_factory.mktemp("written") / "my.diary"
    a_journal(path, days=[a_day(ago, stress=3) for ago in range(20)], key=Key.new(PASSPHRASE)).close()
    return path


@pytest.fixture
def diary(tmp_path: Path, written: Path) -> Path:
    path = tmp_path / "my.diary"
    path.write_bytes(written.read_bytes())
    return path


def _file(folder: Path, content: str = PASSPHRASE, mode: int = 0o600) -> Path:
    path = folder / "passphrase"
    path.write_text(content, encoding="utf-8")
    path.chmod(mode)
    return path


def _run(*arguments: object, answer: str | None = None) -> int:
    asked: list[str] = []

    def ask(question: str, *, unseen: bool = True) -> str:
        assert unseen
        asked.append(question)
        return answer or ""

    world = World(
        lambda: NOW, ZONE, resources(), "en", lambda _w, _request: 0, ask=None if answer is None else ask
    )
    return run([str(argument) for argument in arguments], world)


COMMANDS = {
    "show": ["show", "DIARY"],
    "measures": ["measures", "DIARY", "--json"],
    "findings": ["findings", "DIARY", "--json"],
    "log": ["log", "DIARY", "2026-11-21", "stress=4"],
    "check": ["check", "DIARY"],
    "backup": ["backup", "DIARY"],
    "report": ["report", "DIARY", "-o", "OUT.html"],
    "export": ["export", "DIARY", "-o", "OUT.csv"],
}


def _placed(words: list[str], diary: Path) -> list[str]:
    return [word.replace("DIARY", str(diary)).replace("OUT", str(diary.parent / "out")) for word in words]


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_command_opens_an_encrypted_diary(
    diary: Path, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = _placed(COMMANDS[verb], diary)
    assert _run(*words, "--passphrase-file", _file(diary.parent)) == 0
    assert _run(*words, answer=PASSPHRASE) == 0
    capsys.readouterr()
    assert _run(*words) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith(
        "is locked with a passphrase. Type the passphrase, or name a file that holds it with --passphrase-file.\n"
    )


def test_a_wrong_passphrase_is_one_sentence_and_changes_nothing(
    diary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = diary.read_bytes()
    for words in COMMANDS.values():
        assert _run(*_placed(words, diary), answer="something else") == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert "does not open with this passphrase" in said.err
        assert "something else" not in said.err
    assert diary.read_bytes() == before


def test_an_import_and_the_copy_before_it_are_encrypted(diary: Path, tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text("d,s\n2026-10-01,5\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    assert _run("import", diary, tmp_path / "days.csv", "--map", tmp_path / "map.toml", answer=PASSPHRASE) == 0
    (copy,) = tmp_path.glob("my backups/*.diary")
    assert is_encrypted(diary)
    assert is_encrypted(copy)


def test_a_new_diary_is_encrypted_when_a_passphrase_was_named(tmp_path: Path) -> None:
    path, sample = tmp_path / "new.diary", tmp_path / "demo.diary"
    mine = _file(tmp_path)
    assert _run("log", path, "2026-11-21", "stress=4", "--new", "--passphrase-file", mine) == 0
    assert _run("demo", sample, "--passphrase-file", mine) == 0
    assert is_encrypted(path)
    assert is_encrypted(sample)


def test_a_copy_is_put_back_with_its_own_passphrase(diary: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.diary"
    other = tmp_path / "other"
    other.write_text("another passphrase", encoding="utf-8")
    other.chmod(0o600)
    a_journal(copy, days=[a_day(1, stress=9)], key=Key.new("another passphrase")).close()
    mine = _file(tmp_path)
    assert _run("restore", copy, diary, "--passphrase-file", mine) == 1
    assert _run("restore", copy, diary, "--passphrase-file", mine, "--copy-passphrase-file", other) == 0
    assert _run("check", diary, "--passphrase-file", mine) == 0
    copies = sorted(tmp_path.glob("my backups/*.diary"))
    assert len(copies) == 1
    assert _run("restore", copies[0], diary, "--passphrase-file", mine) == 0
    assert _run("restore", copy, diary, "--forgotten", "--passphrase-file", other) == 0
    assert _run("check", diary, "--passphrase-file", other) == 0


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_passphrase_file_others_can_read_is_refused(
    diary: Path, mode: int, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(diary.parent, mode=mode)
    assert _run("check", diary, "--passphrase-file", path) == 1
    assert capsys.readouterr().err.startswith("Others on this computer can read")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize("content", [PASSPHRASE + "\n", PASSPHRASE + "\r\nmore\n", "\ufeff" + PASSPHRASE])
def test_only_the_first_line_of_a_passphrase_file_counts(diary: Path, content: str) -> None:
    path = diary.parent / "passphrase"
    path.write_bytes(content.encode())
    path.chmod(0o600)
    assert _run("check", diary, "--passphrase-file", path) == 0


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00"])
def test_a_passphrase_file_with_nothing_to_read_in_it_is_refused(
    diary: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = diary.parent / "passphrase"
    path.write_bytes(content)
    path.chmod(0o600)
    assert _run("check", diary, "--passphrase-file", path) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert _run("check", diary, "--passphrase-file", diary.parent / "none") == 1
    assert _run("check", diary, "--passphrase-file", diary.parent) == 1
