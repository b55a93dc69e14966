"""A later program, whose tables have more columns or fewer, with files of every schema there was before it."""

import gzip
import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from diary.app import open_window
from diary.cli.world import World
from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.domain.day import Day, Moment, MomentKind
from diary.domain.period import Period
from diary.domain.refusal import Reason
from diary.domain.three_way import DiaryRelation, Verdict
from diary.journal.rescue import rescue
from diary.paths import backup_folder, resources
from diary.storage.backups.backup import make_backup, restore
from diary.storage.backups.backup_files import list_backups
from diary.storage.backups.passphrase import change_key
from diary.storage.health import check
from diary.storage.rescue.silent_changes import altered_days
from diary.storage.store import Store
from diary.storage.version import RECORDED_IN
from tests.factory import NOW, TODAY, ZONE, a_day, a_journal, a_key
from tests.storage.later_schema import LAST, LATER, bring_to, later_program

OLD = sorted((Path(__file__).parent / "old").glob("*.diary.gz"))
EVERY = Period(TODAY.replace(day=1), TODAY)
WORLD = World(lambda: NOW, ZONE, resources(), "en", open_window)

__all__ = ["later_program"]


@pytest.fixture(params=[*OLD, LATER], ids=lambda made: getattr(made, "name", "one schema before"))
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file of an earlier schema, in which its own program changed something."""
    path = tmp_path / "my.diary"
    path.write_bytes(gzip.decompress((OLD[-1] if request.param == LATER else request.param).read_bytes()))
    if request.param == LATER:
        bring_to(path, LATER)
        _write(path, "UPDATE own_item SET added_colour = 'red', revision = (SELECT max(id) FROM change)")
    return path


def _write(path: Path, statement: str) -> None:
    """Change something as the program of the file's schema did."""
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("INSERT INTO change (at, kind) VALUES (?, 'save')", (int(NOW.timestamp()),))
        connection.execute(statement)
        connection.execute("COMMIT")


STRESS = f"""
UPDATE answer SET value = 7, revision = (SELECT max(id) FROM change)
WHERE item = 'stress' AND day = '{TODAY.replace(day=20)}'
"""


def _schema(path: Path) -> int:
    with closing(driver.connect(str(path))) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _days(path: Path) -> tuple[Day, ...]:
    with WORLD.journal(path, read_only=True) as journal:
        return journal.days(EVERY)


def _damage(path: Path, damaged: Path) -> Path:
    """A copy without its first page, which says what else there is."""
    content = path.read_bytes()
    damaged.write_bytes(content[:16] + bytes(84) + content[100:])
    return damaged


@pytest.mark.usefixtures("later_program")
def test_it_is_read_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    with WORLD.journal(path, read_only=True) as journal:
        day = journal.day(TODAY)
        assert (day.value("stress"), day.value("tea"), len(day.moments)) == (9, 3, 1)
        assert [own.names["nl"] for own in journal.own_items] == ["Koppen thee"]
        assert [version.was[0] for version in journal.history.versions(TODAY)] == [0]
        assert journal.file.look() is None
        assert check(path).days == len(journal.days(EVERY)) == 5
    assert path.read_bytes() == before


@pytest.mark.usefixtures("later_program")
def test_who_reads_it_sees_what_its_own_program_writes_meanwhile(path: Path) -> None:
    with WORLD.journal(path, read_only=True) as journal:
        assert journal.day(TODAY.replace(day=20)).value("stress") == 2
        _write(path, STRESS)
        assert journal.file.look() is not None
        assert journal.day(TODAY.replace(day=20)).value("stress") == 7


@pytest.mark.usefixtures("later_program")
def test_it_is_copied_as_it_is_and_put_back(path: Path, tmp_path: Path) -> None:
    schema, days = _schema(path), _days(path)
    made = make_backup(path, tmp_path / "copies", NOW)
    assert [copy.sound for copy in list_backups(tmp_path / "copies")] == [True]
    assert (_schema(made.path), _days(made.path)) == (schema, days)
    path.unlink()
    restore(made.path, path, tmp_path / "copies", NOW)
    assert (_schema(path), _days(path)) == (schema, days)


@pytest.mark.usefixtures("later_program")
def test_it_gets_a_passphrase_as_it_is(path: Path, tmp_path: Path) -> None:
    days = _days(path)
    change_key(path, tmp_path / "copies", NOW, None, a_key())
    with Store(path, read_only=True, key=a_key()) as store:
        assert store.days(EVERY) == days


@pytest.mark.usefixtures("later_program")
def test_it_is_brought_up_to_date_after_a_copy_and_written_in(path: Path) -> None:
    schema, days = _schema(path), _days(path)
    with WORLD.journal(path) as journal:
        (copy,) = list_backups(backup_folder(path))
        assert (copy.sound, _schema(copy.path), _schema(path)) == (True, schema, LAST)
        assert journal.days(EVERY) == days
        assert altered_days(path, copy.path) == ()
        while journal.history.can_undo:
            journal.history.undo()
        assert journal.span() is None
    shutil.copy(copy.path, path)
    with WORLD.journal(path) as journal:
        journal.set_moments(TODAY, [Moment(MomentKind.FLARE, 60, None, "back")])
        journal.set_areas(TODAY, {"front_knee_l": None})
        was = next(version for version in journal.history.versions(TODAY) if version.key[0] == "pain_area")
        journal.clear_map(TODAY)
        journal.history.restore_version(was.key, was.was)
        assert journal.day(TODAY).areas == {"front_knee_l": 1}
        for _ in range(4):
            journal.history.undo()
        assert journal.days(EVERY) == days
        for version in journal.history.versions(TODAY):
            journal.history.forget_version(version)
        assert journal.history.versions(TODAY) == ()
    assert check(path).days == 5
    _assert_history_has_the_columns_of_today(path)


def _assert_history_has_the_columns_of_today(path: Path) -> None:
    with closing(driver.connect(str(path))) as connection:
        rows = connection.execute("SELECT tbl, old FROM history WHERE old NOT LIKE '%forgotten%'").fetchall()
        assert rows
        for table, old in rows:
            assert {*json.loads(old)} == {*RECORDED_IN[LAST][table], "revision"}


@pytest.mark.usefixtures("later_program")
def test_what_is_left_of_it_is_rescued(path: Path, tmp_path: Path) -> None:
    days = _days(path)
    damaged = _damage(path, tmp_path / "damaged.diary")
    rescued = rescue(damaged, tmp_path / "new.diary", load_catalogue(resources()), load_atlas(resources()), NOW)
    assert (rescued.days, rescued.left_out) == (5, {})
    assert (_schema(tmp_path / "new.diary"), _days(tmp_path / "new.diary")) == (LAST, days)


@pytest.mark.usefixtures("later_program")
@pytest.mark.parametrize("is_on_top_of_an_older_copy", [False, True])
def test_rows_from_before_it_was_brought_up_to_date_are_rescued(
    path: Path, tmp_path: Path, is_on_top_of_an_older_copy: bool
) -> None:
    copy = Path(shutil.copy(path, tmp_path / "copy.diary")) if is_on_top_of_an_older_copy else None
    with WORLD.journal(path) as journal:
        journal.answer(TODAY, "fatigue", 4)
        days = journal.days(EVERY)
    damaged = _damage(path, tmp_path / "damaged.diary")
    new = tmp_path / "new.diary"
    rescued = rescue(damaged, new, load_catalogue(resources()), load_atlas(resources()), NOW, copy)
    assert (rescued.days, rescued.left_out) == (5, {})
    assert (_schema(new), _days(new)) == (LAST, days)


@pytest.mark.usefixtures("later_program")
def test_a_copy_that_went_on_with_an_older_program_is_taken_in(path: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(path, tmp_path / "other.diary"))
    with WORLD.journal(path) as journal:
        journal.answer(TODAY, "stress", 1)
        journal.set_moments(TODAY, [Moment(MomentKind.FLARE, 60, None, "back")])
        assert journal.history.look_at(other).merging.entries == ()
        _write(other, STRESS)
        offer = journal.history.look_at(other)
        assert offer.merging.relation is DiaryRelation.COPY
        assert [(entry.key[:2], entry.verdict) for entry in offer.merging.entries] == [
            (("answer", "stress"), Verdict.TAKEN)
        ]
        journal.history.accept(offer)
        assert journal.day(TODAY.replace(day=20)).value("stress") == 7
        days = journal.days(EVERY)
    with WORLD.journal(other) as journal:
        journal.history.accept(journal.history.look_at(path))
        assert journal.days(EVERY) == days
    assert check(path).days == check(other).days == 5


def test_this_program_only_shows_what_the_later_one_wrote(path: Path) -> None:
    days = _days(path) if _schema(path) < LATER else None
    bring_to(path, LAST)
    before = path.read_bytes()
    with WORLD.journal(path, read_only=True, may_be_newer=True) as journal:
        assert journal.reading_only is Reason.FILE_NEWER
        assert days in (None, journal.days(EVERY))
        assert [version.was[0] for version in journal.history.versions(TODAY)] == [0]
    assert path.read_bytes() == before


def test_this_programs_own_files_are_as_they_were(tmp_path: Path) -> None:
    a_journal(tmp_path / "my.diary", days=[a_day(stress=4)]).close()
    assert _schema(tmp_path / "my.diary") == LATER - 1
