"""`diary passphrase` as a person would use it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from diary.app import run
from diary.cli.world import World
from diary.domain.recovery_code import code_of
from diary.paths import resources
from diary.storage.backups.backup_files import list_backups
from diary.storage.header import is_encrypted
from diary.storage.health import check
from diary.storage.key import Key
from tests.factory import NOW, ZONE, a_day, a_journal

pytestmark = pytest.mark.usefixtures("quick_keys")

OLD, NEW = "vier losse woorden", "een heel andere zin"
Typed = tuple[str, ...] | None
Person = Callable[..., int]


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    path = tmp_path / "my.diary"
    a_journal(path, days=[a_day(ago, stress=3, notes={"note": "marker"}) for ago in range(5)]).close()
    return path


@pytest.fixture
def person() -> Person:
    """Runs a command and types these answers, one after the other."""

    def does(*arguments: object, types: Typed = (), language: str = "en") -> int:
        answers = list(types or ())

        def ask(question: str, *, unseen: bool = True) -> str:
            answer = answers.pop(0)
            assert question
            assert unseen is (len(answer) < 50)
            return str(answer)

        world = World(
            lambda: NOW, ZONE, resources(), language, lambda _w, _request: 0, ask=None if types is None else ask
        )
        code = run([str(argument) for argument in arguments], world)
        assert not answers
        return code

    return does


def _key(path: Path, passphrase: str) -> Key:
    return Key.of(path, passphrase)


def test_set_change_and_take_away(diary: Path, person: Person, capsys: pytest.CaptureFixture[str]) -> None:
    folder = diary.parent / "my backups"
    assert person("passphrase", diary, types=(OLD, OLD)) == 0
    assert "from now on" in capsys.readouterr().out
    assert check(diary, _key(diary, OLD)).days == 5
    assert person("passphrase", diary, types=(OLD, NEW, NEW)) == 0
    key = _key(diary, NEW)
    assert check(diary, key).days == 5
    assert [copy.sound for copy in list_backups(folder, "my", key)] == [True, True]
    assert person("passphrase", diary, "--remove", types=(NEW,)) == 0
    assert check(diary).days == 5
    assert [copy.sound for copy in list_backups(folder, "my")] == [True, True, True]
    said = capsys.readouterr()
    assert OLD not in said.out + said.err
    assert NEW not in said.out + said.err


@pytest.mark.parametrize(
    ("types", "said"),
    [
        ((OLD, OLD + "x"), "not the same"),
        (("short", "short"), "too short"),
        (("", ""), "too short"),
        (None, "no terminal"),
    ],
)
def test_a_passphrase_that_will_not_do_changes_nothing(
    diary: Path, person: Person, types: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = diary.read_bytes()
    assert person("passphrase", diary, types=types) == 1
    assert said in capsys.readouterr().err
    assert diary.read_bytes() == before
    assert list(diary.parent.iterdir()) == [diary]


def test_a_wrong_passphrase_is_said_before_anybody_thinks_of_a_new_one(
    diary: Path, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    person("passphrase", diary, types=(OLD, OLD))
    before = diary.read_bytes()
    for more in ([], ["--remove"], ["--recovery-sheet", diary.parent / "sheet.pdf"]):
        assert person("passphrase", diary, *more, types=("something else",)) == 1
        assert "does not open with this passphrase" in capsys.readouterr().err
    assert diary.read_bytes() == before
    assert not (diary.parent / "sheet.pdf").exists()


def test_a_forgotten_passphrase_is_recovered_with_the_sheet(
    diary: Path, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    person("passphrase", diary, types=(OLD, OLD))
    sheet = diary.parent / "sheet.pdf"
    assert person("passphrase", diary, "--recovery-sheet", sheet, types=(OLD,)) == 0
    assert sheet.read_bytes().startswith(b"%PDF")
    assert sheet.stat().st_mode & 0o777 == 0o600
    typed = " ".join(code_of(_key(diary, OLD).raw)).lower()
    mistyped = typed.replace(typed[9], "7" if typed[9] == "8" else "8", 1)
    assert person("passphrase", diary, "--recover", types=(mistyped,)) == 1
    assert "Compare the groups" in capsys.readouterr().err
    assert person("passphrase", diary, "--recover", types=(" ".join(code_of(bytes(32))),)) == 1
    assert "does not open" in capsys.readouterr().err
    assert person("passphrase", diary, "--recover", types=(typed, NEW, NEW)) == 0
    assert check(diary, _key(diary, NEW)).days == 5
    assert person("passphrase", diary, "--recover", types=(typed,)) == 1  # it belongs to the old passphrase


def test_a_program_may_do_it_with_files(diary: Path, person: Person) -> None:
    files = {}
    for passphrase in (OLD, NEW):
        files[passphrase] = diary.parent / passphrase
        files[passphrase].write_text(passphrase, encoding="utf-8")
        files[passphrase].chmod(0o600)
    assert person("passphrase", diary, "--new-passphrase-file", files[OLD], types=None) == 0
    both = ["--passphrase-file", files[OLD], "--new-passphrase-file", files[NEW]]
    assert person("passphrase", diary, *both, types=None) == 0
    assert check(diary, _key(diary, NEW)).days == 5
    assert person("passphrase", diary, "--remove", "--passphrase-file", files[NEW], types=None) == 0
    assert not is_encrypted(diary)


def test_without_a_passphrase_there_is_nothing_to_take_away(
    diary: Path, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    for more in (["--remove"], ["--recover"], ["--recovery-sheet", "sheet.pdf"]):
        assert person("passphrase", diary, *more) == 1
        assert "has no passphrase" in capsys.readouterr().err
    assert person("passphrase", diary.parent / "none.diary") == 1
    assert person("passphrase", diary, "--remove", "--recover") == 1


def test_a_copy_that_stays_readable_is_named(
    diary: Path, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = diary.parent / "my backups" / "my 2026-11-01 20.00 damaged.diary"
    damaged.parent.mkdir()
    damaged.write_bytes(b"SQLite format 3\x00")
    assert person("passphrase", diary, types=(OLD, OLD), language="nl") == 0
    assert f"{damaged} kon niet op slot" in capsys.readouterr().out
