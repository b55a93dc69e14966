"""What flipped inside a word or a number is found by the newest copy, and nothing that somebody changed is."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from diary.domain.day import Activity
from diary.storage.backups.backup import make_backup
from diary.storage.key import Key
from diary.storage.rescue.silent_changes import altered_days, newest_sound_copy
from tests.factory import NOW, TODAY, Clock, a_day, a_journal, a_key


@pytest.fixture(params=[None, a_key()], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> Key | None:
    found: Key | None = request.param
    return found


@pytest.fixture
def copy(tmp_path: Path, key: Key | None) -> Path:
    """A copy of `my.diary` beside it."""
    days = [
        a_day(
            ago,
            stress=ago % 11,
            areas={"front_knee_l": 3},
            activities=[Activity("walking", 30)],
            notes={"note": "a"},
        )
        for ago in range(20)
    ]
    a_journal(tmp_path / "my.diary", days=days, key=key).close()
    return make_backup(tmp_path / "my.diary", tmp_path / "copies", NOW, key=key).path


def _write(path: Path, key: Key | None, statement: str) -> None:
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        if key is not None:
            connection.execute(f'PRAGMA key = "{key.spelled}"')
        for trigger in ("answer_update", "note_update", "pain_area_update", "activity_update"):
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE answer SET value = 9 WHERE item = 'stress' AND day = '2026-11-20'",
        "UPDATE note SET text = 'b' WHERE day = '2026-11-20'",
        "UPDATE pain_area SET intensity = 4 WHERE day = '2026-11-20'",
        "UPDATE activity SET minutes = 31 WHERE day = '2026-11-20'",
    ],
)
def test_a_word_or_a_number_that_flipped_is_found(
    copy: Path, tmp_path: Path, key: Key | None, statement: str
) -> None:
    path = tmp_path / "my.diary"
    assert altered_days(path, copy, key) == ()
    _write(path, key, statement)
    assert altered_days(path, copy, key) == (TODAY - timedelta(days=2),)


def test_what_the_person_changed_took_back_or_deleted_is_not(copy: Path, tmp_path: Path, key: Key | None) -> None:
    journal = a_journal(tmp_path / "my.diary", Clock(NOW + timedelta(hours=1)), key=key)
    journal.answer(TODAY, "stress", 9)
    journal.answer(TODAY - timedelta(days=1), "stress", None)
    journal.set_note(TODAY, "note", "other words")
    journal.set_activities(TODAY, [Activity("swimming", 20)])
    journal.replace_areas(TODAY, {"front_knee_r": 2})
    for _ in range(2):
        journal.history.undo()
    journal.close()
    assert altered_days(tmp_path / "my.diary", copy, key) == ()


def test_after_another_copy_was_put_back_nothing_is_compared(copy: Path, tmp_path: Path, key: Key | None) -> None:
    path = tmp_path / "my.diary"
    before = path.read_bytes()
    for hours, value in ((1, 9), (2, 8)):
        path.write_bytes(before)
        journal = a_journal(path, Clock(NOW + timedelta(hours=hours)), key=key)
        journal.answer(TODAY, "stress", value)
        journal.close()
        if hours == 1:
            copy = make_backup(path, tmp_path / "copies", NOW + timedelta(hours=1), key=key).path
    assert altered_days(path, copy, key) == ()


def test_the_newest_copy_that_can_be_read_is_taken(copy: Path, tmp_path: Path, key: Key | None) -> None:
    later = make_backup(tmp_path / "my.diary", copy.parent, NOW + timedelta(days=1), key=key).path
    assert newest_sound_copy(copy.parent, "my", key) == later
    later.write_bytes(later.read_bytes()[:20_000])
    assert newest_sound_copy(copy.parent, "my", key) == copy
    assert newest_sound_copy(copy.parent, "other", key) is None
    assert newest_sound_copy(tmp_path / "nowhere", "my", key) is None
