"""What is saved of a damaged diary is what was written, or it is not there; what may be missing is named."""

from datetime import timedelta
from pathlib import Path
from statistics import median

import pytest

from diary.domain.day import Activity, Day, Moment, MomentKind
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.refusal import Reason, Refusal
from diary.journal.rescue import readable, rescue
from diary.screens.rescue import RescueResult
from diary.storage.diary_file import create_file, open_file
from diary.storage.health import check
from diary.storage.rollback_journal import journal_of
from diary.storage.store import Store
from tests.counted import Cases
from tests.factory import NOW, TODAY, Clock, a_day, a_journal, a_key
from tests.journal.damage import (
    ATLAS,
    CATALOGUE,
    DAMAGES,
    EVER,
    PAGE,
    damaged,
    opened,
    saved,
    write_diary,
    written_days,
)

LEAST_SHARE = {
    "one bit flipped": 0.99,
    "three bytes changed": 0.95,
    "a page of zeros": 0.75,
    "a page of noise": 0.75,
    "two pages swapped": 0.65,
    "the header lost": 1.0,
}
FLIPS = {"one bit flipped", "three bytes changed"}
OWN = OwnItem(Item("tea", Kind.COUNT, "own", 0, 20, own=True), {"en": "Cups of tea", "nl": "Koppen thee"})


@pytest.fixture(scope="module")
def days() -> list[Day]:
    return written_days(90)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory, days: list[Day]) -> bytes:
    return write_diary(tmp_path_factory.mktemp("mending") / "my.diary", days)


def _rescue(damaged: Path, copy: Path | None = None) -> RescueResult:
    new = damaged.with_name("new.diary")
    new.unlink(missing_ok=True)
    return rescue(damaged, new, CATALOGUE, ATLAS, NOW, copy)


def _all(path: Path) -> dict[object, Day]:
    with Store(path, read_only=True) as store:
        return {day.date: day for day in store.days(EVER)}


def test_a_sound_diary_comes_back_whole(tmp_path: Path, content: bytes, days: list[Day]) -> None:
    case = saved(tmp_path, content, days)
    assert (case.share, case.wrong) == (1, [])
    rescued = _rescue(tmp_path / "damaged.diary")
    assert rescued.is_whole
    assert (rescued.days, rescued.last) == (len(days), TODAY)


@pytest.mark.parametrize("kind", list(DAMAGES))
def test_whatever_happened_to_the_file_it_opens_or_is_refused_and_what_is_saved_is_right(
    tmp_path: Path, content: bytes, days: list[Day], kind: str, cases: Cases, thorough: bool
) -> None:
    """A bit that flips inside a word or a number cannot be seen; then only what it hit is wrong."""
    for seed in range(60 if thorough else 2):
        spoilt = damaged(content, kind, seed)
        assert opened(tmp_path, spoilt) in {None, Reason.FILE_DAMAGED, Reason.FILE_NOT_A_DIARY}
        case = saved(tmp_path, spoilt, days)
        cases.count("damaged file opened and mended")
        assert case.share >= LEAST_SHARE.get(kind, 0)
        assert len(case.wrong) <= (3 if kind in FLIPS else 0), case.wrong


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory, days: list[Day]) -> bytes:
    return write_diary(tmp_path_factory.mktemp("locked") / "my.diary", days, a_key())


@pytest.mark.parametrize("kind", list(DAMAGES))
def test_of_an_encrypted_diary_nothing_is_ever_saved_wrongly(
    tmp_path: Path, days: list[Day], locked: bytes, kind: str
) -> None:
    """Every page tells by itself whether it is as it was written."""
    assert saved(tmp_path, damaged(locked, kind, 1), days, key=a_key()).wrong == []


def test_of_an_encrypted_table_the_rows_on_both_sides_of_a_lost_page_are_saved(
    tmp_path: Path, days: list[Day], locked: bytes
) -> None:
    shares = []
    for at in range(0, len(locked), 4 * PAGE):
        case = saved(tmp_path, locked[:at] + bytes(PAGE) + locked[at + PAGE :], days, key=a_key())
        assert case.wrong == []
        shares.append(case.share)
    assert shares[0] == 0  # without its first page nothing of it can be read
    assert median(shares) > 0.9
    assert any(0.5 < share < 1 for share in shares)


@pytest.mark.parametrize("kind", list(DAMAGES))
def test_an_encrypted_diary_comes_back_from_its_copy(
    tmp_path: Path, days: list[Day], locked: bytes, kind: str
) -> None:
    copy = tmp_path / "copy.diary"
    copy.write_bytes(locked)
    case = saved(tmp_path, damaged(locked, kind, 1), days, copy, a_key())
    assert (case.share, case.wrong) == (1, [])


def test_a_stopped_change_of_an_encrypted_diary_is_taken_back_before_it_is_read(
    tmp_path: Path, days: list[Day]
) -> None:
    """The file is not touched by that, and neither is its journal."""
    path, key = tmp_path / "my.diary", a_key()
    write_diary(path, days[:5], key)
    connection = open_file(path, key=key)
    connection.execute("PRAGMA cache_spill = 1")
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM note")
    connection.execute("UPDATE answer SET value = 1")
    there = tmp_path / "there"
    there.mkdir()
    for each in (path, journal_of(path)):
        (there / each.name).write_bytes(each.read_bytes())
    connection.close()
    before = {each.name: each.read_bytes() for each in there.iterdir()}
    rescue(there / path.name, tmp_path / "new.diary", CATALOGUE, ATLAS, NOW, None, key)
    with Store(tmp_path / "new.diary", read_only=True, key=key) as store:
        assert sum(len(day.notes) for day in store.days(EVER)) == sum(len(day.notes) for day in days[:5]) > 0
    assert {each.name: each.read_bytes() for each in there.iterdir()} == before


@pytest.mark.parametrize("kind", list(DAMAGES))
def test_with_a_copy_nothing_the_copy_holds_is_lost_or_wrong(
    tmp_path: Path, content: bytes, days: list[Day], kind: str
) -> None:
    copy = tmp_path / "copy.diary"
    copy.write_bytes(content)
    case = saved(tmp_path, damaged(content, kind, 1), days, copy)
    assert (case.share, case.wrong) == (1, [])


@pytest.fixture
def continued(tmp_path: Path, content: bytes) -> tuple[Path, Path]:
    """A diary, and the copy of it that was made before it went on."""
    path, copy = tmp_path / "my.diary", tmp_path / "copy.diary"
    path.write_bytes(content)
    copy.write_bytes(content)
    clock = Clock(NOW + timedelta(days=1))
    journal = a_journal(path, clock)
    journal.answer(TODAY, "stress", None)
    journal.answer(TODAY - timedelta(days=1), "stress", 9)
    journal.set_activities(TODAY - timedelta(days=1), [Activity("dancing", 11, 2)])
    journal.save_own_item(OWN)
    tomorrow = TODAY + timedelta(days=1)
    journal.answer(tomorrow, "tea", 4)
    journal.replace_areas(tomorrow, {"front_knee_l": 3})
    journal.set_moments(tomorrow, [Moment(MomentKind.FLARE, 60, None, "night")])
    journal.set_note(tomorrow, "note", "newer than the copy")
    journal.close()
    return path, copy


def test_what_was_logged_after_the_copy_is_added_to_it(tmp_path: Path, continued: tuple[Path, Path]) -> None:
    path, copy = continued
    before = _all(path)
    new = tmp_path / "new.diary"
    later = NOW + timedelta(days=1)
    arguments = CATALOGUE, ATLAS, later, copy
    assert readable(path, *arguments) == (3, later.date()) or readable(path, *arguments)[1] == later.date()
    rescued = rescue(path, new, *arguments)
    assert _all(new) == before
    assert rescued.copied == len(_all(copy))
    with Store(new, read_only=True) as store:
        assert [own.item.key for own in store.own_items()] == ["tea"]


def test_what_was_deleted_after_the_copy_stays_deleted(tmp_path: Path, content: bytes) -> None:
    path, copy, new = tmp_path / "my.diary", tmp_path / "copy.diary", tmp_path / "new.diary"
    path.write_bytes(content)
    copy.write_bytes(content)
    journal = a_journal(path, Clock(NOW + timedelta(hours=1)))
    journal.answer(TODAY, "stress", None)
    journal.close()
    arguments = CATALOGUE, ATLAS, NOW + timedelta(hours=2), copy
    assert readable(path, *arguments) == (1, TODAY)
    rescue(path, new, *arguments)
    assert _all(new)[TODAY].value("stress") is None
    assert _all(new)[TODAY].value("fatigue") is not None


def test_an_own_item_that_was_forgotten_after_the_copy_does_not_come_back(tmp_path: Path) -> None:
    path, copy, new = tmp_path / "my.diary", tmp_path / "copy.diary", tmp_path / "new.diary"
    journal = a_journal(path)
    journal.save_own_item(OwnItem(Item("secret_tea", Kind.COUNT, "own", 0, 9, own=True), {"en": "Tea"}))
    journal.answer_all(TODAY, {"secret_tea": 3, "stress": 4})
    journal.close()
    copy.write_bytes(path.read_bytes())
    journal = a_journal(path, Clock(NOW + timedelta(hours=1)))
    journal.delete_own_item("secret_tea")
    journal.history.forget_own_item("secret_tea")
    journal.close()
    rescue(path, new, CATALOGUE, ATLAS, NOW + timedelta(hours=2), copy)
    assert _all(new)[TODAY].value("secret_tea") is None
    assert _all(new)[TODAY].value("stress") == 4
    with Store(new, read_only=True) as store:
        assert store.own_items() == ()


def test_a_copy_of_another_line_gives_way_only_where_it_has_nothing(
    tmp_path: Path, continued: tuple[Path, Path]
) -> None:
    path, copy = continued
    journal = a_journal(copy, Clock(NOW + timedelta(hours=1)))
    journal.answer(TODAY, "stress", 1)
    journal.close()
    new = tmp_path / "new.diary"
    rescue(path, new, CATALOGUE, ATLAS, NOW + timedelta(days=1), copy)
    assert _all(new)[TODAY].value("stress") == 1
    assert TODAY + timedelta(days=1) in _all(new)


def test_a_map_that_lost_an_area_is_left_out_and_named(tmp_path: Path) -> None:
    """What is left of it would say that the other areas did not hurt."""
    areas = {segment.key: 5 for segment in ATLAS.segments}
    days = [a_day(ago, stress=ago % 11, areas=areas) for ago in range(30)]
    content = bytearray(write_diary(tmp_path / "my.diary", days))
    mark = content.rindex(b"front_knee_l")
    content[mark // PAGE * PAGE : mark // PAGE * PAGE + PAGE] = bytes(PAGE)
    (tmp_path / "my.diary").write_bytes(content)
    rescued = _rescue(tmp_path / "my.diary")
    found = _all(tmp_path / "new.diary")
    unmapped = [day for day in found.values() if not day.is_mapped]
    assert unmapped
    assert all(day.areas == areas for day in found.values() if day.is_mapped)
    assert all(day.areas == {} and day.date in rescued.incomplete for day in unmapped)


def test_a_map_whose_answer_is_lost_is_still_a_map(tmp_path: Path, content: bytes, days: list[Day]) -> None:
    changed = bytearray(content)
    for at in range(PAGE, len(changed), PAGE):
        if b"body_map2026" in changed[at : at + PAGE]:
            changed[at : at + PAGE] = bytes(PAGE)
    case = saved(tmp_path, bytes(changed), days)
    assert case.wrong == []
    assert [day for day in _all(tmp_path / "new.diary").values() if day.is_mapped and day.areas]


def test_a_diary_that_was_rescued_cannot_be_undone_to_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "my.diary").write_bytes(content[: len(content) // 2])
    _rescue(tmp_path / "my.diary")
    journal = a_journal(tmp_path / "new.diary")
    assert not journal.history.can_undo
    journal.answer(TODAY, "stress", 3)
    assert journal.history.can_undo
    journal.close()
    check(tmp_path / "new.diary")


@pytest.mark.parametrize("content", [b"", b"hello", bytes(8192)])
def test_where_nothing_can_be_read_that_is_said_and_nothing_made(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "my.diary").write_bytes(content)
    with pytest.raises(Refusal) as refused:
        _rescue(tmp_path / "my.diary")
    assert refused.value.reason is Reason.NOTHING_READABLE
    assert [path.name for path in tmp_path.iterdir()] == ["my.diary"]


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path, content: bytes) -> None:
    path, new = tmp_path / "my.diary", tmp_path / "new.diary"
    path.write_bytes(content)
    create_file(new)
    before = new.read_bytes()
    with pytest.raises(Refusal) as refused:
        rescue(path, new, CATALOGUE, ATLAS, NOW)
    assert refused.value.reason is Reason.FILE_EXISTS
    assert new.read_bytes() == before
