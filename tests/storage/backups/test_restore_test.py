"""A copy is tried before it is needed, and nothing of the trial is left."""

from datetime import timedelta
from pathlib import Path

import pytest

from diary.domain.refusal import Reason, Refusal
from diary.storage.backups import duplicate
from diary.storage.backups.backup import is_restore_test_due, make_backup, run_restore_test
from diary.storage.health import Health, examine
from diary.storage.queries import Connection
from tests.factory import NOW, TODAY, a_day, a_journal

DAY = timedelta(days=1)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "my.diary"
    a_journal(path, days=[a_day(ago, stress=3, notes={"note": "a long evening"}) for ago in range(5)]).close()
    return make_backup(path, tmp_path / "copies", NOW).path


def test_what_is_put_back_on_trial_is_what_was_copied(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = sorted(copy.parent.iterdir())
    modes = []

    def look(connection: Connection, draft: Path, **named: bool) -> Health:
        modes.append(draft.stat().st_mode & 0o777)
        return examine(connection, draft, **named)

    monkeypatch.setattr(duplicate, "examine", look)
    found = run_restore_test(copy, copy.parent, NOW)
    assert (found.days, found.last) == (5, TODAY)
    assert modes == [0o600]
    assert sorted(copy.parent.iterdir()) == names


def test_a_word_that_changed_by_itself_is_found(copy: Path) -> None:
    content = copy.read_bytes()
    assert content.count(b"long evening") == 5
    copy.write_bytes(content.replace(b"long evening", b"lone evening", 1))
    with pytest.raises(Refusal) as refused:
        run_restore_test(copy, copy.parent, NOW)
    assert refused.value.reason is Reason.COPY_CHANGED
    assert not list(copy.parent.glob(".*"))


def test_a_copy_is_tried_once_a_month() -> None:
    assert is_restore_test_due(None, NOW)
    assert not is_restore_test_due(TODAY - 29 * DAY, NOW)
    assert is_restore_test_due(TODAY - 30 * DAY, NOW)
    assert is_restore_test_due(TODAY + DAY, NOW)
