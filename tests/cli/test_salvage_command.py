"""`diary salvage`: a new diary from a damaged one, told in words and for programs."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from diary.app import run
from diary.storage.health import check
from diary.storage.key import Key
from tests.factory import NOW, TODAY, Clock, a_day, a_journal
from tests.journal.damage import PAGE

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A diary whose first page is gone: nothing says any more that it is one."""
    path = tmp_path / "my.diary"
    journal = a_journal(
        path, days=[a_day(ago, stress=ago % 11, notes={"note": f"day {ago}"}) for ago in range(40)]
    )
    journal.close()
    path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])
    return path


def test_a_damaged_diary_is_saved_in_a_new_one(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, new = broken.read_bytes(), broken.with_name("new.diary")
    assert run(["salvage", str(broken), str(new), "--today", TODAY.isoformat(), "--language", "nl"]) == 0
    assert "40 dagen" in capsys.readouterr().out
    assert check(new).days == 40
    assert broken.read_bytes() == before


def test_programs_read_what_may_be_missing(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken.write_bytes(broken.read_bytes()[: -6 * PAGE])
    new = broken.with_name("new.diary")
    assert run(["salvage", str(broken), str(new), "--json", "--today", TODAY.isoformat()]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["days"] == check(new).days
    assert told["may_miss_something"]
    assert told["days_of_the_copy"] is None


def test_a_sound_copy_is_built_on_and_a_bad_one_is_refused(broken: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.diary"
    a_journal(copy, Clock(NOW - timedelta(days=50)), [a_day(50, stress=7)]).close()
    new = tmp_path / "new.diary"
    build_on = ["salvage", str(broken), str(new), "--copy", str(copy), "--today", TODAY.isoformat()]
    assert run(build_on) == 1, "two diaries do not become one unasked"
    assert not new.exists()
    assert run([*build_on, "--sure"]) == 0
    assert check(new).days == 41
    copy.write_bytes(copy.read_bytes()[:5000])
    assert run(["salvage", str(broken), str(tmp_path / "other.diary"), "--copy", str(copy)]) == 1
    assert not (tmp_path / "other.diary").exists()


@pytest.mark.parametrize("copied", [True, False])
def test_of_an_encrypted_diary_without_its_first_page_the_copy_is_what_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, copied: bool
) -> None:
    path, copy, new, word = (tmp_path / name for name in ("my.diary", "copy.diary", "new.diary", "word"))
    word.write_text("correct horse battery\n")
    word.chmod(0o600)
    key = Key.new("correct horse battery")
    a_journal(path, days=[a_day(ago, stress=4) for ago in range(40)], key=key).close()
    copy.write_bytes(path.read_bytes())
    path.write_bytes(path.read_bytes()[:100] + bytes(100) + path.read_bytes()[200:])
    before = path.read_bytes()
    build_on = ["--copy", str(copy)] if copied else []
    arguments = ["--passphrase-file", str(word), "--today", TODAY.isoformat(), "--language", "en"]
    assert run(["salvage", str(path), str(new), *build_on, *arguments]) == (0 if copied else 1)
    assert path.read_bytes() == before
    if copied:
        assert check(new, key).days == 40
    else:
        assert "look for a backup of it" in capsys.readouterr().err
        assert not new.exists()
