"""A diary that a newer program has changed is shown as far as this one knows it, and never written in."""

from pathlib import Path

import pytest

from diary.app import run
from diary.domain.refusal import Reason, Refusal
from diary.storage.diary_file import open_file
from diary.storage.store import Store
from tests.factory import TODAY, a_day, a_journal, a_key
from tests.storage.newer_schema import make_newer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "my.diary"
    a_journal(path, days=[a_day(stress=4, notes={"note": "from here"})]).close()
    return path


ADDED = (
    "CREATE TABLE weather (day TEXT PRIMARY KEY, words TEXT NOT NULL) STRICT",
    "ALTER TABLE day ADD COLUMN mood INTEGER",
    "CREATE TRIGGER later AFTER INSERT ON day BEGIN DELETE FROM weather; END",
)


def test_what_this_program_knows_is_read_and_nothing_changes(path: Path) -> None:
    before = make_newer(path, *ADDED)
    with Store(path, read_only=True, may_be_newer=True) as store:
        day = store.day(TODAY)
        assert day is not None
        assert (day.value("stress"), day.notes) == (4, {"note": "from here"})
        assert store.reading_only is Reason.FILE_NEWER
        with pytest.raises(Refusal) as refused:
            store.put_pairs("profile", {"name": "Anna"})
        assert refused.value.reason is Reason.FILE_READ_ONLY
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement", ["ALTER TABLE answer RENAME COLUMN value TO number", "DROP TABLE note", "DROP TABLE setting"]
)
def test_what_it_cannot_read_is_refused_in_a_sentence(path: Path, statement: str) -> None:
    before = make_newer(path, "DROP TRIGGER answer_update", "DROP TRIGGER answer_delete", statement)
    with pytest.raises(Refusal) as refused:
        Store(path, read_only=True, may_be_newer=True)
    assert refused.value.reason is Reason.FILE_NEWER
    assert path.read_bytes() == before


def test_who_does_not_only_show_it_is_refused(path: Path) -> None:
    make_newer(path)
    for read_only in (True, False):
        with pytest.raises(Refusal) as refused:
            open_file(path, read_only)
        assert refused.value.reason is Reason.FILE_NEWER
    with pytest.raises(Refusal):
        Store(path, may_be_newer=True)


def test_by_command_it_can_be_shown_exported_and_printed(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = make_newer(path, *ADDED)
    assert run(["show", str(path)]) == 0
    assert "from here" in capsys.readouterr().out
    assert run(["export", str(path), "-o", str(tmp_path / "out.csv")]) == 0
    assert run(["report", str(path), "-o", str(tmp_path / "out.pdf")]) == 0
    assert run(["log", str(path), TODAY.isoformat(), "stress=9"]) == 1
    assert "newer version" in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize("is_encrypted", [False, True])
def test_a_copy_of_a_diary_that_can_only_be_read_can_be_written_in(tmp_path: Path, is_encrypted: bool) -> None:
    key = a_key() if is_encrypted else None
    path, copy = tmp_path / "my.diary", tmp_path / "copy.diary"
    a_journal(path, days=[a_day(stress=4)], key=key).close()
    with Store(path, read_only=True, key=key) as store:
        assert store.reading_only is Reason.FILE_READ_ONLY
        store.save_copy(copy)
        with pytest.raises(Refusal) as refused:
            store.save_copy(copy)
        assert refused.value.reason is Reason.FILE_EXISTS
    journal = a_journal(copy, key=key)
    journal.answer(TODAY, "stress", 5)
    assert journal.reading_only is None
    journal.close()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy.diary", "my.diary"]
