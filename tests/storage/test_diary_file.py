import os
import random
import stat
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from diary.domain.refusal import Reason, Refusal
from diary.storage.diary_file import create_file, open_file
from diary.storage.header import is_encrypted
from diary.storage.store import Store
from diary.storage.version import SCHEMA_VERSION
from tests.factory import a_key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_file(tmp_path / "my.diary")
    return tmp_path / "my.diary"


def _refused(path: Path) -> Reason:
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(Refusal) as refused:
        open_file(path)
    assert (path.read_bytes() if path.is_file() else b"") == before
    return refused.value.reason


def test_a_new_diary_is_private_and_leaves_nothing_else_behind(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_new_diary_is_private_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        create_file(tmp_path / "open.diary")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "open.diary").stat().st_mode) == 0o600


def test_a_diary_that_others_may_read_is_for_its_owner_only_once_it_is_opened_to_write(path: Path) -> None:
    path.chmod(0o664)
    open_file(path, read_only=True).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o664
    open_file(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_name_too_long_for_what_is_written_beside_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 248}.diary"
    create_file(tmp_path / "my.diary")
    (tmp_path / "my.diary").rename(path)
    with pytest.raises(Refusal) as refused:
        open_file(path)
    assert refused.value.reason is Reason.NAME_TOO_LONG


def test_an_existing_file_is_never_made_anew(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Refusal) as refused:
        create_file(path)
    assert refused.value.reason is Reason.FILE_EXISTS
    assert path.read_bytes() == before


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        create_file(tmp_path / "nowhere" / "my.diary")
    assert refused.value.reason is Reason.FOLDER_MISSING


def test_the_file_is_as_careful_as_the_design_asks(path: Path) -> None:
    connection = open_file(path)
    settings = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "user_version")
    }
    connection.close()
    assert settings == {
        "journal_mode": "delete",
        "synchronous": 3,
        "secure_delete": 1,
        "foreign_keys": 1,
        "user_version": SCHEMA_VERSION,
    }


def test_every_table_is_strict(path: Path) -> None:
    connection = open_file(path)
    loose = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlite_%'"
    ).fetchall()
    connection.close()
    assert loose == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.FILE_DAMAGED),
        (b"hello, I am a letter", Reason.FILE_NOT_A_DIARY),
        (b"SQLite format 3\x00", Reason.FILE_DAMAGED),
        (os.urandom(4095), Reason.FILE_NOT_A_DIARY),
    ],
)
def test_what_is_not_a_diary_is_refused_untouched(tmp_path: Path, content: bytes, reason: Reason) -> None:
    path = tmp_path / "other.diary"
    path.write_bytes(content)
    assert _refused(path) is reason


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert _refused(tmp_path / "none.diary") is Reason.FILE_MISSING
    assert _refused(tmp_path) is Reason.FILE_NOT_A_DIARY


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = driver.connect(str(path))
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    assert _refused(path) is Reason.FILE_NOT_A_DIARY


def test_a_diary_of_a_newer_program_is_refused_untouched(path: Path) -> None:
    connection = driver.connect(str(path))
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    assert _refused(path) is Reason.FILE_NEWER


def test_a_truncated_diary_is_refused_untouched(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(Refusal) as refused, Store(path) as store:
        store.span()
    assert refused.value.reason is Reason.FILE_DAMAGED


def test_a_diary_can_be_read_where_nothing_can_be_written(path: Path) -> None:
    with Store(path, read_only=True) as store:
        assert store.span() is None
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER sly AFTER INSERT ON change BEGIN DELETE FROM answer; END",
        "DROP TRIGGER answer_update",
    ],
)
def test_a_diary_with_other_triggers_than_ours_is_refused_untouched(path: Path, statement: str) -> None:
    connection = driver.connect(str(path))
    connection.execute(statement)
    connection.commit()
    connection.close()
    assert _refused(path) is Reason.FILE_DAMAGED


def test_a_plain_diary_whose_first_page_became_noise_is_not_taken_for_an_encrypted_one(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(4096) + path.read_bytes()[4096:])
    assert _refused(path) is Reason.FILE_NOT_A_DIARY
    assert not is_encrypted(path)


def test_an_encrypted_diary_is_recognised_also_when_a_page_of_it_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "locked.diary"
    create_file(path, a_key())
    path.write_bytes(path.read_bytes()[:4096] + bytes(4096) + path.read_bytes()[8192:])
    assert is_encrypted(path)
